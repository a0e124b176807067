/*
 * Grid: track lists, lines and flow (CSS Grid 1 §7.2, §7.6, §7.7, §8.3).
 */
#include "css/grid.h"
#include "css/properties.h"
#include <string.h>

/* ---- tracks ---- */

static gboolean parse_breadth(hp_value_parser *parser, gboolean may_flex, hp_track_breadth *breadth)
{
    static const hp_keyword keywords[] = {{"auto", HP_TRACK_AUTO},
                                          {"min-content", HP_TRACK_MIN_CONTENT},
                                          {"max-content", HP_TRACK_MAX_CONTENT},
                                          {NULL, 0}};
    int kind;
    *breadth = (hp_track_breadth){.kind = HP_TRACK_LENGTH};
    if (hp_value_keyword(parser, keywords, &kind)) {
        breadth->kind = (hp_track_kind)kind;
        return TRUE;
    }
    const hp_token *token = hp_value_peek(parser);
    if (token->type == HP_TOKEN_DIMENSION && g_ascii_strcasecmp(token->text, "fr") == 0) {
        if (!may_flex || token->number < 0)
            return FALSE;
        breadth->kind = HP_TRACK_FLEX;
        breadth->flex = (float)MIN(token->number, 1e6);
        hp_value_skip(parser);
        return TRUE;
    }
    return hp_value_length(parser, HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE, &breadth->length);
}

static gboolean parse_minmax(hp_value_parser *parser, hp_track_size *size)
{
    return parse_breadth(parser, FALSE, &size->min) && hp_value_take(parser, HP_TOKEN_COMMA) &&
           parse_breadth(parser, TRUE, &size->max) && hp_value_take_close(parser);
}

static gboolean parse_size(hp_value_parser *parser, hp_track_size *size)
{
    *size = (hp_track_size){.min.kind = HP_TRACK_AUTO};
    size_t start = parser->reader.at;
    gboolean read;
    if (hp_value_take_function(parser, "minmax")) {
        read = parse_minmax(parser, size);
    } else if (hp_value_take_function(parser, "fit-content")) {
        size->fits = TRUE;
        size->max.kind = HP_TRACK_MAX_CONTENT;
        read = hp_value_length(parser, HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE, &size->limit) &&
               hp_value_take_close(parser);
    } else {
        read = parse_breadth(parser, TRUE, &size->max);
        if (size->max.kind != HP_TRACK_FLEX) /* 1fr is minmax(auto, 1fr) */
            size->min = size->max;
    }
    if (!read)
        parser->reader.at = start;
    return read;
}

typedef struct {
    GArray *sizes, *names;
} part_draft;

static part_draft part_begin(void)
{
    return (part_draft){g_array_new(FALSE, FALSE, sizeof(hp_track_size)),
                        g_array_new(FALSE, FALSE, sizeof(hp_line_name))};
}

static hp_track_part part_end(hp_value_parser *parser, part_draft *draft)
{
    hp_arena *arena = parser->compute->arena;
    hp_track_part part = {NULL, draft->sizes->len, NULL, draft->names->len};
    part.sizes = hp_arena_copy(arena, draft->sizes->data, draft->sizes->len * sizeof(hp_track_size));
    part.names = hp_arena_copy(arena, draft->names->data, draft->names->len * sizeof(hp_line_name));
    g_array_unref(draft->sizes);
    g_array_unref(draft->names);
    return part;
}

/* [a b]: names of the line that the next track begins at. */
static gboolean parse_names(hp_value_parser *parser, part_draft *draft)
{
    if (!hp_value_take(parser, HP_TOKEN_OPEN_SQUARE))
        return FALSE;
    for (;;) {
        const hp_token *token = hp_value_peek(parser);
        if (!hp_value_take(parser, HP_TOKEN_IDENT))
            return hp_value_take(parser, HP_TOKEN_CLOSE_SQUARE);
        hp_line_name name = {token->text, draft->sizes->len};
        if (draft->names->len < HP_GRID_LIMIT)
            g_array_append_val(draft->names, name);
    }
}

/* The tracks of a list, or of repeat(), up to what is none. */
static void parse_part(hp_value_parser *parser, part_draft *draft)
{
    for (;;) {
        hp_track_size size;
        if (hp_value_peek(parser)->type == HP_TOKEN_OPEN_SQUARE) {
            if (!parse_names(parser, draft))
                return;
        } else if (parse_size(parser, &size)) {
            if (draft->sizes->len < HP_GRID_LIMIT)
                g_array_append_val(draft->sizes, size);
        } else {
            return;
        }
    }
}

static void append_repeated(part_draft *draft, const hp_track_part *part, int count)
{
    for (int i = 0; i < count && draft->sizes->len < HP_GRID_LIMIT; i++) {
        for (unsigned n = 0; n < part->n_names && draft->names->len < HP_GRID_LIMIT; n++) {
            hp_line_name name = {part->names[n].name, part->names[n].line + draft->sizes->len};
            g_array_append_val(draft->names, name);
        }
        guint room = HP_GRID_LIMIT - draft->sizes->len;
        g_array_append_vals(draft->sizes, part->sizes, MIN(part->n_sizes, room));
    }
}

typedef struct {
    part_draft drafts[2]; /* before and after the automatic repetition */
    hp_track_list *list;
    gboolean has_auto;
} list_draft;

/* The arguments of repeat(). */
static gboolean parse_repeat(hp_value_parser *parser, list_draft *draft)
{
    static const hp_keyword keywords[] = {{"auto-fill", FALSE}, {"auto-fit", TRUE}, {NULL, 0}};
    int count = 0, collapses = FALSE;
    gboolean automatic = hp_value_keyword(parser, keywords, &collapses);
    if (!automatic && (!hp_value_integer(parser, &count) || count < 1))
        return FALSE;
    if (!hp_value_take(parser, HP_TOKEN_COMMA) || (automatic && draft->has_auto))
        return FALSE;
    part_draft inner = part_begin();
    parse_part(parser, &inner);
    hp_track_part part = part_end(parser, &inner);
    if (part.n_sizes == 0 || !hp_value_take_close(parser))
        return FALSE;
    if (automatic) {
        draft->has_auto = TRUE;
        draft->list->repeat = part;
        draft->list->collapses = collapses;
    } else {
        append_repeated(&draft->drafts[draft->has_auto], &part, count);
    }
    return TRUE;
}

static gboolean parse_list(hp_value_parser *parser, gboolean may_repeat, list_draft *draft)
{
    for (;;) {
        part_draft *part = &draft->drafts[draft->has_auto];
        size_t start = parser->reader.at;
        parse_part(parser, part);
        if (may_repeat && hp_value_take_function(parser, "repeat")) {
            if (!parse_repeat(parser, draft))
                return FALSE;
        } else if (parser->reader.at == start || hp_value_at_end(parser) ||
                   hp_value_peek(parser)->type == HP_TOKEN_DELIM) {
            return TRUE;
        }
    }
}

gboolean hp_value_track_list(hp_value_parser *parser, gboolean may_repeat, const hp_track_list **list)
{
    *list = NULL;
    if (may_repeat && hp_value_take_ident(parser, "none"))
        return TRUE;
    hp_track_list *made = hp_arena_make(parser->compute->arena, hp_track_list);
    list_draft draft = {{part_begin(), part_begin()}, made, FALSE};
    gboolean read = parse_list(parser, may_repeat, &draft);
    made->before = part_end(parser, &draft.drafts[0]);
    made->after = part_end(parser, &draft.drafts[1]);
    *list = made;
    return read && made->before.n_sizes + made->repeat.n_sizes + made->after.n_sizes > 0;
}

static gboolean parse_track_list(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    if (hp_value_take_ident(parser, "subgrid")) {
        parser->unsupported = TRUE;
        return FALSE;
    }
    return hp_value_track_list(parser, TRUE, field);
}

const hp_value_type hp_type_track_list = {parse_track_list, hp_print_track_list};

/* Sizes alone: neither names nor repetitions (§7.6). auto alone is the initial
 * value. */
static gboolean parse_auto_tracks(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const hp_track_list **list = field;
    if (!hp_value_track_list(parser, FALSE, list) || (*list)->before.n_names > 0)
        return FALSE;
    if ((*list)->before.n_sizes == 1 && (*list)->before.sizes[0].max.kind == HP_TRACK_AUTO &&
        (*list)->before.sizes[0].min.kind == HP_TRACK_AUTO)
        *list = NULL;
    return TRUE;
}

const hp_value_type hp_type_auto_tracks = {parse_auto_tracks, hp_print_auto_tracks};

/* ---- flow ---- */

static gboolean parse_flow(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    int *flow = field;
    gboolean axis = FALSE, dense = FALSE;
    *flow = 0;
    while (!hp_value_at_end(parser)) {
        if (!dense && hp_value_take_ident(parser, "dense")) {
            dense = TRUE;
            *flow |= HP_GRID_FLOW_DENSE;
        } else if (!axis && hp_value_take_ident(parser, "column")) {
            axis = TRUE;
            *flow |= HP_GRID_FLOW_COLUMN;
        } else if (axis || !hp_value_take_ident(parser, "row")) {
            return FALSE;
        } else {
            axis = TRUE;
        }
    }
    return axis || dense;
}

const hp_value_type hp_type_grid_flow = {parse_flow, hp_print_grid_flow};

/* ---- lines ---- */

/* auto | name | [ number && name? ] | [ span && [ number || name ] ], the words
 * in any order (§8.3). */
static gboolean parse_line(hp_value_parser *parser, const hp_grid_line **line)
{
    *line = NULL;
    if (hp_value_take_ident(parser, "auto"))
        return TRUE;
    hp_grid_line made = {FALSE, 0, NULL};
    gboolean has_number = FALSE;
    for (;;) {
        const hp_token *token = hp_value_peek(parser);
        if (!made.span && hp_value_take_ident(parser, "span")) {
            made.span = TRUE;
        } else if (!has_number && token->type != HP_TOKEN_IDENT && hp_value_integer(parser, &made.number)) {
            has_number = TRUE;
        } else if (!made.name && hp_value_take(parser, HP_TOKEN_IDENT)) {
            made.name = token->text;
        } else {
            break;
        }
    }
    if (has_number ? made.number == 0 || (made.span && made.number < 0) : !made.name)
        return FALSE;
    if (made.span && !has_number)
        made.number = 1;
    made.number = CLAMP(made.number, -HP_GRID_LIMIT, HP_GRID_LIMIT);
    *line = hp_arena_copy(parser->compute->arena, &made, sizeof made);
    return TRUE;
}

static gboolean parse_grid_line(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    return parse_line(parser, field);
}

const hp_value_type hp_type_grid_line = {parse_grid_line, hp_print_grid_line};

/* grid-row, grid-column, grid-area: a line that is left out is the name of the
 * opposite one, else auto (§8.4). */
static gboolean parse_grid_lines(hp_value_parser *parser, const hp_property *property, void *field)
{
    hp_style *style = field;
    const hp_grid_line *lines[4] = {NULL, NULL, NULL, NULL};
    int limit = property->longhands[2] ? 4 : 2, count = 0;
    do {
        if (count == limit || !parse_line(parser, &lines[count++]))
            return FALSE;
    } while (hp_value_take_delim(parser, '/'));
    for (int i = count; i < limit; i++) {
        const hp_grid_line *from = lines[i == 3 ? 1 : 0];
        lines[i] = from && from->name && !from->span && from->number == 0 ? from : NULL;
    }
    for (int i = 0; i < limit; i++) {
        const hp_property *longhand = hp_property_lookup(property->longhands[i]);
        memcpy((char *)style + longhand->offset, &lines[i], sizeof lines[i]);
    }
    return TRUE;
}

const hp_value_type hp_type_grid_lines = {parse_grid_lines, NULL};
