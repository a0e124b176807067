/*
 * Named areas and the two large shorthands of grids (CSS Grid 1 §7.3, §7.4,
 * §7.8).
 */
#include "css/grid.h"
#include "css/properties.h"
#include <string.h>

/* More areas than any deck names; looking names up stays cheap. */
#define AREA_LIMIT 256

/* ---- areas ---- */

typedef struct {
    GPtrArray *strings;
    GArray *areas; /* hp_grid_area */
    unsigned columns;
} areas_draft;

static areas_draft areas_begin(void)
{
    return (areas_draft){g_ptr_array_new(), g_array_new(FALSE, FALSE, sizeof(hp_grid_area)), 0};
}

static void areas_clear(areas_draft *draft)
{
    g_ptr_array_unref(draft->strings);
    g_array_unref(draft->areas);
}

static hp_grid_area *areas_find(areas_draft *draft, const char *name, size_t length)
{
    for (guint i = 0; i < draft->areas->len; i++) {
        hp_grid_area *area = &g_array_index(draft->areas, hp_grid_area, i);
        if (strncmp(area->name, name, length) == 0 && area->name[length] == '\0')
            return area;
    }
    return NULL;
}

/* One stretch of equal names in a row: it begins an area, or continues the one
 * of the row above; areas are rectangles. */
static gboolean areas_add(hp_value_parser *parser, areas_draft *draft, const char *name, size_t length, unsigned from,
                          unsigned to)
{
    unsigned row = draft->strings->len;
    hp_grid_area *area = areas_find(draft, name, length);
    if (area) {
        if (area->rows[1] != row || area->columns[0] != from || area->columns[1] != to)
            return FALSE;
        area->rows[1] = row + 1;
        return TRUE;
    }
    if (draft->areas->len >= AREA_LIMIT)
        return TRUE;
    hp_grid_area made = {hp_arena_strndup(parser->compute->arena, name, length), {row, row + 1}, {from, to}};
    g_array_append_val(draft->areas, made);
    return TRUE;
}

static size_t cell_length(const char *text)
{
    return *text == '.' ? strspn(text, ".") : strcspn(text, " \t\n\r\f.");
}

/* A string is a row of cells: names, or dots for none. */
static gboolean areas_row(hp_value_parser *parser, areas_draft *draft, const char *text)
{
    static const char blanks[] = " \t\n\r\f";
    unsigned column = 0, from = 0;
    const char *name = NULL;
    size_t length = 0;
    for (const char *p = text + strspn(text, blanks);; p += strspn(p, blanks)) {
        size_t cell = cell_length(p);
        if (name && (cell != length || strncmp(name, p, length) != 0)) {
            if (*name != '.' && !areas_add(parser, draft, name, length, from, column))
                return FALSE;
            name = NULL;
        }
        if (cell == 0 || column >= HP_GRID_LIMIT)
            break;
        if (!name) {
            name = p;
            length = cell;
            from = column;
        }
        column++;
        p += cell;
    }
    if (column == 0 || (draft->strings->len > 0 && column != draft->columns))
        return FALSE;
    draft->columns = column;
    g_ptr_array_add(draft->strings, (gpointer)text);
    return draft->strings->len <= HP_GRID_LIMIT;
}

static const hp_grid_areas *areas_end(hp_value_parser *parser, const areas_draft *draft)
{
    hp_arena *arena = parser->compute->arena;
    hp_grid_areas *areas = hp_arena_make(arena, hp_grid_areas);
    areas->rows = draft->strings->len;
    areas->columns = draft->columns;
    areas->strings = hp_arena_copy(arena, draft->strings->pdata, areas->rows * sizeof(char *));
    areas->n_areas = draft->areas->len;
    areas->areas = hp_arena_copy(arena, draft->areas->data, areas->n_areas * sizeof(hp_grid_area));
    return areas;
}

static gboolean parse_areas(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const hp_grid_areas **areas = field;
    *areas = NULL;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    areas_draft draft = areas_begin();
    gboolean read = TRUE;
    while (read && hp_value_peek(parser)->type == HP_TOKEN_STRING) {
        read = areas_row(parser, &draft, hp_value_peek(parser)->text);
        hp_value_skip(parser);
    }
    read = read && draft.strings->len > 0;
    if (read)
        *areas = areas_end(parser, &draft);
    areas_clear(&draft);
    return read;
}

const hp_value_type hp_type_grid_areas = {parse_areas, hp_print_grid_areas};

/* ---- grid-template ---- */

static gboolean has_auto_repeat(const hp_track_list *list)
{
    return list && list->repeat.n_sizes > 0;
}

/* Rows with their strings: [names]? "a b" size? [names]? … The tokens of the
 * strings are set aside, what is left is a track list. */
static gboolean parse_template_rows(hp_value_parser *parser, hp_style *style)
{
    areas_draft draft = areas_begin();
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(hp_token));
    gboolean read = TRUE, needs_size = FALSE;
    static const hp_token automatic = {.type = HP_TOKEN_IDENT, .text = "auto"};
    while (read && !hp_value_at_end(parser)) {
        const hp_token *token = hp_value_peek(parser);
        gboolean slash = token->type == HP_TOKEN_DELIM && token->delim == '/';
        gboolean string = token->type == HP_TOKEN_STRING;
        if (needs_size && (string || slash || token->type == HP_TOKEN_OPEN_SQUARE)) {
            g_array_append_val(tokens, automatic);
            needs_size = FALSE;
        }
        if (slash)
            break;
        if (string) {
            read = areas_row(parser, &draft, token->text);
            needs_size = TRUE;
            hp_value_skip(parser);
            continue;
        }
        needs_size = needs_size && token->type == HP_TOKEN_OPEN_SQUARE;
        size_t from = parser->reader.at;
        hp_value_skip_component(parser);
        g_array_append_vals(tokens, &parser->reader.tokens[from], (guint)(parser->reader.at - from));
    }
    if (needs_size)
        g_array_append_val(tokens, automatic);
    if (read) {
        hp_value_parser rows = *parser;
        rows.reader = (hp_value_reader){(const hp_token *)(void *)tokens->data, tokens->len, 0};
        style->grid_areas = areas_end(parser, &draft);
        read = hp_value_track_list(&rows, FALSE, &style->grid_rows) && hp_value_at_end(&rows) &&
               style->grid_rows->before.n_sizes == style->grid_areas->rows;
    }
    areas_clear(&draft);
    return read;
}

static gboolean has_string(const hp_value_parser *parser)
{
    for (size_t i = parser->reader.at; i < parser->reader.count; i++)
        if (parser->reader.tokens[i].type == HP_TOKEN_STRING)
            return TRUE;
    return FALSE;
}

/* none | rows / columns | rows with strings [/ columns]? */
static gboolean parse_template(hp_value_parser *parser, hp_style *style)
{
    style->grid_rows = style->grid_columns = NULL;
    style->grid_areas = NULL;
    if (has_string(parser)) {
        if (!parse_template_rows(parser, style))
            return FALSE;
        if (!hp_value_take_delim(parser, '/'))
            return TRUE;
        return hp_value_track_list(parser, TRUE, &style->grid_columns) && style->grid_columns &&
               !has_auto_repeat(style->grid_columns);
    }
    if (hp_value_take_ident(parser, "none") && hp_value_at_end(parser))
        return TRUE;
    if (!hp_value_take_delim(parser, '/') &&
        (!hp_value_track_list(parser, TRUE, &style->grid_rows) || !hp_value_take_delim(parser, '/')))
        return FALSE;
    return hp_value_track_list(parser, TRUE, &style->grid_columns);
}

static gboolean parse_grid_template(hp_value_parser *parser, const hp_property *property, void *style)
{
    (void)property;
    return parse_template(parser, style);
}

const hp_value_type hp_type_grid_template = {parse_grid_template, NULL};

/* ---- grid ---- */

/* auto-flow && dense?, then the sizes of the tracks that it makes. */
static gboolean parse_auto_flow(hp_value_parser *parser, hp_style *style, int axis, const hp_track_list **tracks)
{
    gboolean dense = hp_value_take_ident(parser, "dense");
    if (!hp_value_take_ident(parser, "auto-flow"))
        return FALSE;
    dense = hp_value_take_ident(parser, "dense") || dense;
    style->grid_flow = axis | (dense ? HP_GRID_FLOW_DENSE : 0);
    const hp_token *token = hp_value_peek(parser);
    if (token->type == HP_TOKEN_EOF || token->type == HP_TOKEN_DELIM)
        return TRUE;
    return hp_value_track_list(parser, FALSE, tracks);
}

static gboolean parse_grid(hp_value_parser *parser, const hp_property *property, void *field)
{
    hp_style *style = field;
    for (const char *const *name = property->longhands; *name; name++)
        hp_property_reset(style, *name);
    gboolean flows_rows = FALSE, flows = FALSE, behind = FALSE;
    for (size_t i = parser->reader.at; i < parser->reader.count; i++) {
        const hp_token *token = &parser->reader.tokens[i];
        if (token->type == HP_TOKEN_DELIM && token->delim == '/')
            behind = TRUE;
        if (token->type == HP_TOKEN_IDENT && g_ascii_strcasecmp(token->text, "auto-flow") == 0) {
            flows = TRUE;
            flows_rows = !behind;
        }
    }
    if (!flows)
        return parse_template(parser, style);
    if (flows_rows)
        return parse_auto_flow(parser, style, 0, &style->grid_auto_rows) && hp_value_take_delim(parser, '/') &&
               hp_value_track_list(parser, TRUE, &style->grid_columns);
    return hp_value_track_list(parser, TRUE, &style->grid_rows) && hp_value_take_delim(parser, '/') &&
           parse_auto_flow(parser, style, HP_GRID_FLOW_COLUMN, &style->grid_auto_columns);
}

const hp_value_type hp_type_grid = {parse_grid, NULL};
