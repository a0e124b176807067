#include "css/counters.h"

#include <string.h>

/* More counters at once, or longer text of one content, than any deck has. */
#define SCOPES_MAX 512
#define TEXT_MAX 4096

/* ---- counter styles ---- */

static char *alphabetic(int value, gunichar first, int letters)
{
    GString *text = g_string_new(NULL);
    for (; value > 0; value = (value - 1) / letters) {
        gunichar letter = first + (gunichar)((value - 1) % letters);
        /* Greek counts without the final sigma. */
        if (first == 0x3b1 && letter >= 0x3c2)
            letter++;
        char utf8[6];
        g_string_prepend_len(text, utf8, g_unichar_to_utf8(letter, utf8));
    }
    return g_string_free(text, FALSE);
}

static char *roman(int value, gboolean upper)
{
    static const struct {
        int value;
        const char *text;
    } signs[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
        for (; value >= signs[i].value; value -= signs[i].value)
            g_string_append(text, signs[i].text);
    if (upper)
        g_string_ascii_up(text);
    return g_string_free(text, FALSE);
}

char *hp_counter_text(int value, hp_list_style_type type)
{
    switch (type) {
    case HP_LIST_NONE: return g_strdup("");
    case HP_LIST_DISC: return g_strdup("•");
    case HP_LIST_CIRCLE: return g_strdup("◦");
    case HP_LIST_SQUARE: return g_strdup("▪");
    default: break;
    }
    if (value > 0) {
        switch (type) {
        case HP_LIST_LOWER_ALPHA: return alphabetic(value, 'a', 26);
        case HP_LIST_UPPER_ALPHA: return alphabetic(value, 'A', 26);
        case HP_LIST_LOWER_GREEK: return alphabetic(value, 0x3b1, 24);
        case HP_LIST_LOWER_ROMAN:
        case HP_LIST_UPPER_ROMAN:
            if (value < 4000)
                return roman(value, type == HP_LIST_UPPER_ROMAN);
            break;
        default: break;
        }
    }
    if (type == HP_LIST_DECIMAL_LEADING_ZERO && ABS(value) < 10)
        return g_strdup_printf(value < 0 ? "-0%d" : "0%d", ABS(value));
    return g_strdup_printf("%d", value);
}

/* ---- scopes ---- */

/* A counter that an element made: it lives among the siblings that follow and
 * all below, so until the element's parent ends (§4.4). */
typedef struct {
    const char *name;
    int value;
    const hp_node *parent;
} scope;

typedef struct {
    hp_arena *arena;
    GArray *scopes; /* innermost last */
} counter_state;

static scope *innermost(const counter_state *state, const char *name)
{
    for (guint i = state->scopes->len; i-- > 0;) {
        scope *s = &g_array_index(state->scopes, scope, i);
        if (s->name == name)
            return s;
    }
    return NULL;
}

static void reset(counter_state *state, const char *name, int value, const hp_node *parent)
{
    scope *s = innermost(state, name);
    if (s && s->parent == parent) {
        s->value = value;
    } else if (state->scopes->len < SCOPES_MAX) {
        scope made = {name, value, parent};
        g_array_append_val(state->scopes, made);
    }
}

static scope *ensure(counter_state *state, const char *name, const hp_node *parent)
{
    scope *s = innermost(state, name);
    if (s)
        return s;
    reset(state, name, 0, parent);
    return innermost(state, name);
}

static void leave(counter_state *state, const hp_node *parent)
{
    GArray *scopes = state->scopes;
    while (scopes->len > 0 && g_array_index(scopes, scope, scopes->len - 1).parent == parent)
        g_array_set_size(scopes, scopes->len - 1);
}

/* Reset, then increment, then set (§4.4.1). parent: of the element, or the
 * element itself for its pseudo-elements. */
static void change(counter_state *state, const hp_style *style, const hp_node *parent)
{
    for (const hp_counter_change *c = style->counter_reset; c; c = c->next)
        reset(state, c->name, c->value, parent);
    for (const hp_counter_change *c = style->counter_increment; c; c = c->next) {
        scope *s = ensure(state, c->name, parent);
        if (s)
            s->value = (int)CLAMP((gint64)s->value + c->value, G_MININT, G_MAXINT);
    }
    for (const hp_counter_change *c = style->counter_set; c; c = c->next) {
        scope *s = ensure(state, c->name, parent);
        if (s)
            s->value = c->value;
    }
}

/* ---- the list-item counter of HTML's lists (§4.6) ---- */

static gboolean int_attribute(const hp_node *node, const char *name, int *number)
{
    const char *value = hp_node_attribute(node, name);
    char *end = NULL;
    gint64 parsed = value ? g_ascii_strtoll(value, &end, 10) : 0;
    if (!value || end == value)
        return FALSE;
    *number = (int)CLAMP(parsed, -1000000, 1000000);
    return TRUE;
}

static int item_count(const hp_node *list)
{
    int items = 0;
    for (const hp_node *child = list->first_child; child; child = child->next)
        items += hp_node_is(child, "li");
    return items;
}

static gboolean names_counter(const hp_counter_change *changes, const char *name)
{
    for (; changes; changes = changes->next)
        if (changes->name == name)
            return TRUE;
    return FALSE;
}

static void count_list(counter_state *state, const hp_node *node)
{
    const char *name = g_intern_static_string("list-item");
    const hp_style *style = node->style;
    if (hp_node_is(node, "ol") || hp_node_is(node, "ul") || hp_node_is(node, "menu")) {
        gboolean reversed = hp_node_attribute(node, "reversed") != NULL;
        int start;
        if (!int_attribute(node, "start", &start))
            start = reversed ? item_count(node) : 1;
        if (!names_counter(style->counter_reset, name))
            reset(state, name, reversed ? start + 1 : start - 1, node->parent);
    }
    if (style->display != HP_DISPLAY_LIST_ITEM || names_counter(style->counter_increment, name))
        return;
    scope *s = ensure(state, name, node->parent);
    int value;
    if (!s)
        return;
    if (hp_node_is(node, "li") && int_attribute(node, "value", &value))
        s->value = value;
    else
        s->value += node->parent && hp_node_attribute(node->parent, "reversed") ? -1 : 1;
}

/* ---- content ---- */

static void append_counter(const counter_state *state, const hp_content_part *part, GString *text)
{
    gboolean any = FALSE;
    for (guint i = 0; i < state->scopes->len && text->len < TEXT_MAX; i++) {
        const scope *s = &g_array_index(state->scopes, scope, i);
        if (s->name != part->name)
            continue;
        g_autofree char *number = hp_counter_text(s->value, part->style);
        g_string_append_printf(text, "%s%s", any ? part->text : "", number);
        any = TRUE;
    }
    if (!any) { /* §4.7: as if it had been made here */
        g_autofree char *number = hp_counter_text(0, part->style);
        g_string_append(text, number);
    }
}

static void append_innermost(const counter_state *state, const hp_content_part *part, GString *text)
{
    const scope *s = innermost(state, part->name);
    g_autofree char *number = hp_counter_text(s ? s->value : 0, part->style);
    g_string_append(text, number);
}

static const hp_content_part **part_add(counter_state *state, const hp_content_part **link, hp_content_kind kind,
                                        const char *text)
{
    hp_content_part *part = hp_arena_make(state->arena, hp_content_part);
    part->kind = kind;
    part->text = text;
    *link = part;
    return &part->next;
}

/* The style with its numbers in it. */
static const hp_style *numbered(counter_state *state, const hp_style *style)
{
    hp_style *own = hp_arena_copy(state->arena, style, sizeof *style);
    const hp_content_part **link = &own->content_parts;
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean has_url = FALSE;
    *link = NULL;
    for (const hp_content_part *part = style->content_parts; part; part = part->next) {
        switch (part->kind) {
        case HP_PART_TEXT: g_string_append(text, part->text); break;
        case HP_PART_STRING:
        case HP_PART_ELEMENT: break; /* of pages, not of elements */
        case HP_PART_COUNTER: append_innermost(state, part, text); break;
        case HP_PART_COUNTERS: append_counter(state, part, text); break;
        case HP_PART_URL:
            has_url = TRUE;
            if (text->len > 0)
                link = part_add(state, link, HP_PART_TEXT, hp_arena_strdup(state->arena, text->str));
            g_string_truncate(text, 0);
            link = part_add(state, link, HP_PART_URL, part->text);
            break;
        }
    }
    const char *rest = hp_arena_strdup(state->arena, text->str);
    own->content = rest;
    if (has_url && text->len > 0)
        part_add(state, link, HP_PART_TEXT, rest);
    return own;
}

static gboolean has_counters(const hp_style *style)
{
    for (const hp_content_part *part = style->content_parts; part; part = part->next)
        if (part->kind == HP_PART_COUNTER || part->kind == HP_PART_COUNTERS)
            return TRUE;
    return FALSE;
}

static const hp_style *count_pseudo(counter_state *state, const hp_style *style, const hp_node *node)
{
    if (!style)
        return NULL;
    change(state, style, node);
    return has_counters(style) ? numbered(state, style) : style;
}

/* ---- the walk ---- */

/* Into a node; FALSE when what is below makes no boxes. */
static gboolean enter(counter_state *state, hp_node *node)
{
    if (node->type != HP_NODE_ELEMENT || !node->style || node->style->display == HP_DISPLAY_NONE)
        return FALSE;
    change(state, node->style, node->parent);
    count_list(state, node);
    node->style_marker = count_pseudo(state, node->style_marker, node);
    node->style_before = count_pseudo(state, node->style_before, node);
    return TRUE;
}

static void finish(counter_state *state, hp_node *node)
{
    node->style_after = count_pseudo(state, node->style_after, node);
    leave(state, node);
}

void hp_counters_resolve(hp_arena *arena, hp_node *root)
{
    g_autoptr(GArray) scopes = g_array_new(FALSE, FALSE, sizeof(scope));
    counter_state state = {arena, scopes};
    hp_node *node = root;
    while (node) {
        if (enter(&state, node)) {
            if (node->first_child) {
                node = node->first_child;
                continue;
            }
            finish(&state, node);
        }
        while (node != root && !node->next) {
            node = node->parent;
            finish(&state, node);
        }
        node = node == root ? NULL : node->next;
    }
}
