/*
 * content, quotes and counters (CSS Content 3 §2 and §3, CSS Lists 3 §4):
 * strings, attr() and quotes become text at once; counters and pictures stay
 * parts of it (counters.h).
 */
#include "css/counters.h"
#include "css/properties.h"
#include <string.h>

/* As deep as the quotation marks of any language alternate. */
#define ANCESTOR_LIMIT 64

/* Counters in one declaration, pairs of quotes, parts of one content. */
#define LIST_MAX 64

/* ---- quotes ---- */

static const struct {
    const char *lang;
    const char *quotes[4]; /* outer open and close, inner open and close */
} quote_table[] = {
    {"de", {"„", "“", "‚", "‘"}}, {"fr", {"«\u202f", "\u202f»", "‹\u202f", "\u202f›"}},
    {"es", {"«", "»", "“", "”"}}, {"it", {"«", "»", "“", "”"}},
    {"nl", {"‘", "’", "“", "”"}}, {"pl", {"„", "”", "«", "»"}},
    {"cs", {"„", "“", "‚", "‘"}}, {"ru", {"«", "»", "„", "“"}},
    {"en", {"“", "”", "‘", "’"}},
};

/* The nesting is that of <q> elements. */
static size_t quote_depth(const hp_node *pseudo_of)
{
    const hp_node *node = pseudo_of ? pseudo_of->parent : NULL;
    size_t depth = 0;
    for (int steps = 0; node && steps < ANCESTOR_LIMIT; node = node->parent, steps++)
        depth += hp_node_is(node, "q");
    return depth;
}

/* The pairs that were given, the last of them for all that is deeper (§3.2);
 * else those of the language. */
static const char *quote_text(const hp_value_parser *parser, gboolean close)
{
    const hp_style *style = parser->style;
    size_t depth = quote_depth(parser->compute->node);
    if (style->quotes) {
        size_t count = 0;
        while (style->quotes[count])
            count += 2;
        return count > 0 ? style->quotes[MIN(2 * depth, count - 2) + (close ? 1 : 0)] : "";
    }
    const char *lang = style->lang;
    size_t row = G_N_ELEMENTS(quote_table) - 1;
    for (size_t i = 0; lang && i < G_N_ELEMENTS(quote_table); i++)
        if (g_ascii_strncasecmp(lang, quote_table[i].lang, 2) == 0 && (lang[2] == '\0' || lang[2] == '-'))
            row = i;
    return quote_table[row].quotes[(depth % 2 ? 2 : 0) + (close ? 1 : 0)];
}

static gboolean parse_quotes(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const char *marks[LIST_MAX + 1];
    size_t count = 0;
    if (hp_value_take_ident(parser, "auto")) {
        *(const char *const **)field = NULL;
        return TRUE;
    }
    gboolean none = hp_value_take_ident(parser, "none");
    while (!none && !hp_value_at_end(parser)) {
        const hp_token *token = hp_value_peek(parser);
        if (count == LIST_MAX || !hp_value_take(parser, HP_TOKEN_STRING))
            return FALSE;
        marks[count++] = token->text;
    }
    if (count % 2 || (count == 0 && !none))
        return FALSE;
    marks[count] = NULL;
    *(const char *const **)field = hp_arena_copy(parser->compute->arena, marks, (count + 1) * sizeof *marks);
    return TRUE;
}

static void print_quotes(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const char *const *marks = *(const char *const *const *)field;
    if (!marks || !*marks)
        g_string_append(out, marks ? "none" : "auto");
    for (size_t i = 0; marks && marks[i]; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        hp_print_string(out, marks[i]);
    }
}

const hp_value_type hp_type_quotes = {parse_quotes, print_quotes};

/* ---- counter-reset, -increment, -set ---- */

static gboolean is_counter_name(const hp_token *token)
{
    static const char *const reserved[] = {"none", "inherit", "initial", "unset", "revert", "default"};
    if (token->type != HP_TOKEN_IDENT)
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(reserved); i++)
        if (g_ascii_strcasecmp(token->text, reserved[i]) == 0)
            return FALSE;
    return TRUE;
}

static gboolean parse_counters(hp_value_parser *parser, const hp_property *property, void *field)
{
    const hp_counter_change **link = field;
    int otherwise = strcmp(property->name, "counter-increment") == 0 ? 1 : 0;
    *link = NULL;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    for (size_t i = 0; i < LIST_MAX; i++) {
        const hp_token *name = hp_value_peek(parser);
        if (!is_counter_name(name))
            return i > 0;
        hp_value_skip(parser);
        hp_counter_change *change = hp_arena_make(parser->compute->arena, hp_counter_change);
        change->name = g_intern_string(name->text);
        if (!hp_value_integer(parser, &change->value))
            change->value = otherwise;
        *link = change;
        link = &change->next;
    }
    return TRUE;
}

static void print_counters(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const hp_counter_change *change = *(const hp_counter_change *const *)field;
    if (!change)
        g_string_append(out, "none");
    for (; change; change = change->next)
        g_string_append_printf(out, "%s %d%s", change->name, change->value, change->next ? " " : "");
}

const hp_value_type hp_type_counters = {parse_counters, print_counters};

/* ---- content ---- */

typedef struct {
    hp_value_parser *parser;
    GString *text; /* since the last part that is no text */
    const hp_content_part *first, **link;
    size_t count;
} content_reader;

static hp_content_part *add_part(content_reader *r, hp_content_kind kind)
{
    hp_content_part *part = hp_arena_make(r->parser->compute->arena, hp_content_part);
    part->kind = kind;
    part->text = "";
    *r->link = part;
    r->link = &part->next;
    r->count++;
    return part;
}

static void flush_text(content_reader *r)
{
    if (r->text->len > 0)
        add_part(r, HP_PART_TEXT)->text = hp_arena_strndup(r->parser->compute->arena, r->text->str, r->text->len);
    g_string_truncate(r->text, 0);
}

/* attr(name): the attribute's text, or nothing. */
static gboolean read_attribute(content_reader *r)
{
    hp_value_parser *parser = r->parser;
    const hp_token *name = hp_value_peek(parser);
    if (!hp_value_take(parser, HP_TOKEN_IDENT) || !hp_value_take_close(parser))
        return FALSE;
    g_autofree char *lower = g_ascii_strdown(name->text, -1);
    const char *value = parser->compute->node ? hp_node_attribute(parser->compute->node, lower) : NULL;
    g_string_append(r->text, value ? value : "");
    return TRUE;
}

/* counter(name, style?) and counters(name, "between", style?). */
static gboolean read_counter(content_reader *r, hp_content_kind kind)
{
    hp_value_parser *parser = r->parser;
    const hp_token *name = hp_value_peek(parser), *between = NULL;
    int style = HP_LIST_DECIMAL;
    if (!is_counter_name(name))
        return FALSE;
    hp_value_skip(parser);
    if (kind == HP_PART_COUNTERS) {
        if (!hp_value_take(parser, HP_TOKEN_COMMA))
            return FALSE;
        between = hp_value_peek(parser);
        if (!hp_value_take(parser, HP_TOKEN_STRING))
            return FALSE;
    }
    /* A style that we lack is written in decimal, as one that is unknown. */
    if (hp_value_take(parser, HP_TOKEN_COMMA) && !hp_value_keyword(parser, hp_keywords_list_type, &style) &&
        !hp_value_take(parser, HP_TOKEN_IDENT))
        return FALSE;
    if (!hp_value_take_close(parser))
        return FALSE;
    flush_text(r);
    hp_content_part *part = add_part(r, kind);
    part->name = g_intern_string(name->text);
    part->text = between ? between->text : "";
    part->style = (hp_list_style_type)style;
    return TRUE;
}

static const hp_keyword string_places[] = {{"first", HP_STRING_FIRST},
                                           {"start", HP_STRING_START},
                                           {"last", HP_STRING_LAST},
                                           {"first-except", HP_STRING_FIRST_EXCEPT},
                                           {NULL, 0}};

/* string(name, place). */
static gboolean read_string(content_reader *r)
{
    hp_value_parser *parser = r->parser;
    const hp_token *name = hp_value_peek(parser);
    int place = HP_STRING_FIRST;
    if (!is_counter_name(name))
        return FALSE;
    hp_value_skip(parser);
    if (hp_value_take(parser, HP_TOKEN_COMMA) && !hp_value_keyword(parser, string_places, &place))
        return FALSE;
    if (!hp_value_take_close(parser))
        return FALSE;
    flush_text(r);
    hp_content_part *part = add_part(r, HP_PART_STRING);
    part->name = g_intern_string(name->text);
    part->place = (hp_string_place)place;
    return TRUE;
}

static gboolean read_item(content_reader *r)
{
    hp_value_parser *parser = r->parser;
    const hp_token *token = hp_value_peek(parser);
    const char *url;
    if (hp_value_take(parser, HP_TOKEN_STRING)) {
        g_string_append(r->text, token->text);
    } else if (hp_value_take_ident(parser, "open-quote")) {
        g_string_append(r->text, quote_text(parser, FALSE));
    } else if (hp_value_take_ident(parser, "close-quote")) {
        g_string_append(r->text, quote_text(parser, TRUE));
    } else if (hp_value_take_function(parser, "attr")) {
        return read_attribute(r);
    } else if (hp_value_take_function(parser, "counter")) {
        return read_counter(r, HP_PART_COUNTER);
    } else if (hp_value_take_function(parser, "counters")) {
        return read_counter(r, HP_PART_COUNTERS);
    } else if (hp_value_take_function(parser, "string")) {
        return read_string(r);
    } else if (hp_value_url(parser, &url)) {
        flush_text(r);
        add_part(r, HP_PART_URL)->text = url;
    } else if (!hp_value_take_ident(parser, "no-open-quote") && !hp_value_take_ident(parser, "no-close-quote")) {
        /* gradients, element() and other functions */
        parser->unsupported = token->type == HP_TOKEN_FUNCTION;
        return FALSE;
    }
    return TRUE;
}

/* What stands after a slash is the spoken form. */
static gboolean skip_spoken(content_reader *r)
{
    g_autoptr(GString) spoken = g_string_new(NULL);
    content_reader ignored = {.parser = r->parser, .text = spoken};
    ignored.link = &ignored.first;
    while (!hp_value_at_end(r->parser))
        if (!read_item(&ignored))
            return FALSE;
    return TRUE;
}

static gboolean parse_content(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    (void)field;
    hp_style *style = parser->style;
    style->content = NULL;
    style->content_parts = NULL;
    style->content_none = hp_value_take_ident(parser, "none");
    if (style->content_none || hp_value_take_ident(parser, "normal"))
        return TRUE;
    g_autoptr(GString) text = g_string_new(NULL);
    content_reader r = {.parser = parser, .text = text};
    r.link = &r.first;
    do {
        if (r.count > LIST_MAX || !read_item(&r))
            return FALSE;
        if (hp_value_take_delim(parser, '/') && !skip_spoken(&r))
            return FALSE;
    } while (!hp_value_at_end(parser));
    style->content = hp_arena_strndup(parser->compute->arena, text->str, text->len);
    if (r.first) {
        flush_text(&r);
        style->content_parts = r.first;
    }
    return TRUE;
}

static void print_part(GString *out, const hp_content_part *part)
{
    switch (part->kind) {
    case HP_PART_TEXT: hp_print_string(out, part->text); return;
    case HP_PART_COUNTER: g_string_append_printf(out, "counter(%s", part->name); break;
    case HP_PART_COUNTERS:
        g_string_append_printf(out, "counters(%s, ", part->name);
        hp_print_string(out, part->text);
        break;
    case HP_PART_URL:
        g_string_append(out, "url(");
        hp_print_string(out, part->text);
        break;
    case HP_PART_STRING:
        g_string_append_printf(out, "string(%s", part->name);
        if (part->place != HP_STRING_FIRST)
            g_string_append_printf(out, ", %s", hp_keyword_name(string_places, (int)part->place));
        break;
    case HP_PART_ELEMENT: g_string_append(out, "content("); break;
    }
    if (part->style != HP_LIST_DECIMAL && (part->kind == HP_PART_COUNTER || part->kind == HP_PART_COUNTERS))
        g_string_append_printf(out, ", %s", hp_keyword_name(hp_keywords_list_type, (int)part->style));
    g_string_append_c(out, ')');
}

static void print_content(GString *out, const hp_property *property, const void *field)
{
    const hp_style *style = (const hp_style *)((const char *)field - property->offset);
    for (const hp_content_part *part = style->content_parts; part; part = part->next) {
        print_part(out, part);
        if (part->next)
            g_string_append_c(out, ' ');
    }
    if (!style->content_parts && style->content)
        hp_print_string(out, style->content);
    else if (!style->content_parts)
        g_string_append(out, style->content_none ? "none" : "normal");
}

const hp_value_type hp_type_content = {parse_content, print_content};

/* ---- string-set (CSS Generated Content for Paged Media §1.1.1) ---- */

static gboolean read_string_item(content_reader *r)
{
    hp_value_parser *parser = r->parser;
    if (!hp_value_take_function(parser, "content"))
        return hp_value_peek(parser)->type == HP_TOKEN_STRING || hp_value_peek(parser)->type == HP_TOKEN_FUNCTION
                   ? read_item(r)
                   : FALSE;
    hp_value_take_ident(parser, "text");
    if (!hp_value_take_close(parser))
        return FALSE;
    flush_text(r);
    add_part(r, HP_PART_ELEMENT);
    return TRUE;
}

static gboolean parse_string_set(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const hp_string_set **link = field;
    *link = NULL;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    for (size_t i = 0; i < LIST_MAX; i++) {
        const hp_token *name = hp_value_peek(parser);
        g_autoptr(GString) text = g_string_new(NULL);
        content_reader r = {.parser = parser, .text = text};
        r.link = &r.first;
        if (!is_counter_name(name))
            return FALSE;
        hp_value_skip(parser);
        while (r.count < LIST_MAX && read_string_item(&r))
            ;
        flush_text(&r);
        if (!r.first)
            return FALSE;
        hp_string_set *set = hp_arena_make(parser->compute->arena, hp_string_set);
        *set = (hp_string_set){NULL, g_intern_string(name->text), r.first};
        *link = set;
        link = &set->next;
        if (!hp_value_take(parser, HP_TOKEN_COMMA))
            return TRUE;
    }
    return FALSE;
}

static void print_string_set(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const hp_string_set *set = *(const hp_string_set *const *)field;
    if (!set)
        g_string_append(out, "none");
    for (; set; set = set->next) {
        g_string_append(out, set->name);
        for (const hp_content_part *part = set->parts; part; part = part->next) {
            g_string_append_c(out, ' ');
            print_part(out, part);
        }
        g_string_append(out, set->next ? ", " : "");
    }
}

const hp_value_type hp_type_string_set = {parse_string_set, print_string_set};
