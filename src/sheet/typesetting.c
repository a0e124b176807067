#include "sheet/typesetting.h"

#include <string.h>

/* A list of fewer items gains nothing from columns. */
#define SHORT_ITEMS_MIN 6
/* Characters of the longest item: three columns of these fit a page. */
#define SHORT_ITEM_MAX 26

#define SHORT_CODE_LINES 12
#define SHORT_TABLE_ROWS 6 /* the head among them */
#define WIDE_TABLE_COLUMNS 6

static const hp_node *next_element(const hp_node *node)
{
    do
        node = node->next;
    while (node && node->type != HP_NODE_ELEMENT);
    return node;
}

static const hp_node *first_element(const hp_node *parent)
{
    const hp_node *node = parent->first_child;
    return !node || node->type == HP_NODE_ELEMENT ? node : next_element(node);
}

static gboolean ends_in_colon(const hp_node *paragraph)
{
    const hp_node *last = paragraph->last_child;
    while (last && last->type == HP_NODE_ELEMENT)
        last = last->last_child;
    if (!last || last->type != HP_NODE_TEXT)
        return FALSE;
    size_t length = strlen(last->text);
    while (length > 0 && g_ascii_isspace(last->text[length - 1]))
        length--;
    return length > 0 && last->text[length - 1] == ':';
}

/* Whether a paragraph has nothing but elements of this kind, at least one. */
static gboolean has_only(const hp_node *paragraph, const char *tag)
{
    gboolean found = FALSE;
    for (const hp_node *node = paragraph->first_child; node; node = node->next) {
        if (node->type == HP_NODE_TEXT ? node->text[strspn(node->text, " \t\n")] != '\0' : !hp_node_is(node, tag))
            return FALSE;
        found |= node->type == HP_NODE_ELEMENT;
    }
    return found;
}

static gboolean is_led_to(const hp_node *node)
{
    static const char *const tags[] = {"ul", "ol", "dl", "table", "pre", "blockquote"};
    for (size_t i = 0; node && i < G_N_ELEMENTS(tags); i++)
        if (hp_node_is(node, tags[i]))
            return TRUE;
    return FALSE;
}

/* One line of text, whatever is marked in it. */
static gboolean is_short(const hp_node *item)
{
    glong length = 0;
    for (const hp_node *node = item->first_child; node; node = hp_node_next(node, item)) {
        if (node->type == HP_NODE_TEXT)
            length += g_utf8_strlen(node->text, SHORT_ITEM_MAX * 4);
        else if (is_led_to(node) || hp_node_is(node, "p") || hp_node_is(node, "img") || hp_node_is(node, "br"))
            return FALSE;
        if (length > SHORT_ITEM_MAX)
            return FALSE;
    }
    return TRUE;
}

static gboolean has_short_items(const hp_node *list)
{
    unsigned count = 0;
    for (const hp_node *item = first_element(list); item; item = next_element(item), count++)
        if (!hp_node_is(item, "li") || !is_short(item))
            return FALSE;
    return count >= SHORT_ITEMS_MIN;
}

static gboolean is_in_list(const hp_node *list)
{
    return list->parent && hp_node_is(list->parent, "li");
}

static gboolean is_short_code(const hp_node *code)
{
    unsigned lines = 0;
    for (const hp_node *node = code->first_child; node; node = hp_node_next(node, code)) {
        lines += node->type == HP_NODE_ELEMENT && hp_node_has_class(node, "code-line");
        for (const char *at = node->text; at && (at = strchr(at, '\n')) && lines <= SHORT_CODE_LINES; at++)
            lines++;
        if (lines > SHORT_CODE_LINES)
            return FALSE;
    }
    return TRUE;
}

static gboolean is_short_table(const hp_node *table)
{
    unsigned rows = 0;
    for (const hp_node *node = table->first_child; node && rows <= SHORT_TABLE_ROWS; node = hp_node_next(node, table))
        rows += hp_node_is(node, "tr");
    return rows <= SHORT_TABLE_ROWS;
}

static gboolean is_wide(const hp_node *table)
{
    for (const hp_node *node = table->first_child; node; node = hp_node_next(node, table)) {
        unsigned columns = 0;
        if (!hp_node_is(node, "tr"))
            continue;
        for (const hp_node *cell = first_element(node); cell; cell = next_element(cell))
            columns++;
        return columns >= WIDE_TABLE_COLUMNS;
    }
    return FALSE;
}

static void paragraph_mark(hp_arena *arena, hp_node *paragraph)
{
    hp_node *next = (hp_node *)next_element(paragraph);
    if (ends_in_colon(paragraph) && is_led_to(next))
        hp_node_add_classes(arena, paragraph, "lead-in");
    if (next && hp_node_is(next, "p") && has_only(next, "em") && has_only(paragraph, "img")) {
        hp_node_add_classes(arena, paragraph, "has-caption");
        hp_node_add_classes(arena, next, "caption");
    }
}

static void mark(hp_arena *arena, hp_node *node)
{
    if (hp_node_is(node, "p")) {
        paragraph_mark(arena, node);
    } else if (hp_node_is(node, "ul") || hp_node_is(node, "ol")) {
        if (!is_in_list(node) && has_short_items(node))
            hp_node_add_classes(arena, node, "short-items");
    } else if (hp_node_is(node, "pre")) {
        if (is_short_code(node))
            hp_node_add_classes(arena, node, "short-code");
    } else if (hp_node_is(node, "table")) {
        if (is_short_table(node))
            hp_node_add_classes(arena, node, "short-table");
        if (is_wide(node))
            hp_node_add_classes(arena, node, "wide-table");
    }
}

void hp_typesetting_mark(hp_arena *arena, hp_node *body)
{
    for (hp_node *node = body->first_child; node;) {
        if (node->type == HP_NODE_ELEMENT && hp_node_has_class(node, "toc")) {
            node = (hp_node *)hp_node_skip(node, body);
            continue;
        }
        if (node->type == HP_NODE_ELEMENT)
            mark(arena, node);
        node = (hp_node *)hp_node_next(node, body);
    }
}
