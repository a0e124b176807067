#include "sheet/title-block.h"

#include <string.h>

static unsigned heading_level(const hp_node *node)
{
    gboolean heading = node->tag && node->tag[0] == 'h' && node->tag[1] >= '1' && node->tag[1] <= '6' && !node->tag[2];
    return heading ? (unsigned)(node->tag[1] - '0') : 0;
}

/* The first element when it is a heading. */
static hp_node *leading_heading(const hp_tree *tree)
{
    for (hp_node *node = tree->body->first_child; node; node = node->next)
        if (node->type == HP_NODE_ELEMENT)
            return heading_level(node) ? node : NULL;
    return NULL;
}

/* Headings as high as the first one make a list, and none of them the title. */
static gboolean stands_above(const hp_tree *tree, const hp_node *heading)
{
    for (const hp_node *node = tree->body; node; node = hp_node_next(node, tree->body)) {
        unsigned level = heading_level(node);
        if (level && node != heading && level <= heading_level(heading))
            return FALSE;
    }
    return TRUE;
}

/* Letters and digits alone, for comparison. */
static char *essence(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isalnum(c))
            g_string_append_unichar(out, g_unichar_tolower(c));
    }
    return g_string_free(out, FALSE);
}

/* Two titles are the same when one says all that the other does. */
static gboolean says_the_same(const hp_node *heading, const char *title)
{
    g_autofree char *text = hp_node_text(heading);
    g_autofree char *a = essence(text), *b = essence(title);
    return *a && *b && (strstr(a, b) || strstr(b, a));
}

static hp_node *element_append(hp_arena *arena, hp_node *parent, const char *tag, const char *classes, const char *text)
{
    hp_node *node = hp_node_make_element(arena, tag, parent->line);
    hp_node_set_attribute(arena, node, "class", classes);
    hp_node_append(parent, node);
    if (text)
        hp_node_append(node, hp_node_make_text(arena, text, strlen(text), parent->line));
    return node;
}

static void blank_append(hp_arena *arena, hp_node *parent)
{
    if (parent->first_child)
        hp_node_append(parent, hp_node_make_text(arena, " ", 1, parent->line));
}

/* A date that the title names is not said again. */
static void details_add(hp_arena *arena, hp_node *header, const hp_title_block *block, const hp_node *title)
{
    g_autofree char *text = hp_node_text(title);
    gboolean dated = block->date && *block->date && !strstr(text, block->date);
    gboolean signed_ = block->author && *block->author;
    if (!dated && !signed_ && !block->tags[0])
        return;
    hp_node *details = element_append(arena, header, "p", "title-details", NULL);
    if (dated)
        element_append(arena, details, "span", "title-date", block->date);
    if (signed_) {
        blank_append(arena, details);
        element_append(arena, details, "span", "title-author", block->author);
    }
    for (const char *const *tag = block->tags; *tag; tag++) {
        blank_append(arena, details);
        element_append(arena, details, "span", "title-tag", *tag);
    }
}

void hp_title_block_add(hp_arena *arena, const hp_tree *tree, const hp_title_block *block)
{
    hp_node *lead = leading_heading(tree);
    gboolean named = block->title && *block->title;
    if (lead && !(named ? says_the_same(lead, block->title) : stands_above(tree, lead)))
        lead = NULL;
    if (!lead && !named)
        return;
    hp_node *header = hp_node_make_element(arena, "header", lead ? lead->line : 1);
    hp_node_set_attribute(arena, header, "class", "title-block");
    hp_node_insert_before(tree->body, header, tree->body->first_child);
    if (lead) {
        hp_node_remove(lead);
        hp_node_append(header, lead);
        hp_node_add_classes(arena, lead, "title");
    } else {
        lead = element_append(arena, header, "h1", "title", block->title);
    }
    details_add(arena, header, block, lead);
}
