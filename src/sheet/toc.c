#include "sheet/toc.h"

#include <string.h>

#define MAX_LEVEL 3
#define MAX_PLACES 16 /* each is as long as the deck has headings */

/* The class of places that were filled here. */
#define FILLED "toc-filled"

typedef struct {
    unsigned level; /* from 1 */
    const char *text, *address;
} toc_entry;

static void entry_add(hp_arena *arena, GArray *entries, unsigned level, const char *text, const char *address)
{
    toc_entry entry = {level, hp_arena_strdup(arena, text), address};
    g_array_append_val(entries, entry);
}

static void headings_collect(hp_arena *arena, const hp_tree *tree, GArray *entries)
{
    for (const hp_node *node = tree->body; node; node = hp_node_next(node, tree->body)) {
        gboolean heading = node->tag && node->tag[0] == 'h' && node->tag[1] > '0' && !node->tag[2];
        unsigned level = heading ? (unsigned)(node->tag[1] - '0') : 0;
        if (!level || level > MAX_LEVEL || !node->id || hp_node_has_class(node, "title"))
            continue;
        g_autofree char *text = hp_node_text(node);
        if (*text)
            entry_add(arena, entries, level, text, hp_arena_printf(arena, "#%s", node->id));
    }
}

static void titles_collect(hp_arena *arena, const hp_tree *tree, GArray *entries)
{
    for (size_t i = 0; i < tree->n_slides; i++) {
        const hp_tree_slide *slide = &tree->slides[i];
        if (slide->title)
            entry_add(arena, entries, slide->vertical ? 2 : 1, slide->title,
                      hp_arena_printf(arena, "#/%u/%u", slide->horizontal, slide->vertical));
    }
}

static hp_node *element_append(hp_arena *arena, hp_node *parent, const char *tag)
{
    hp_node *node = hp_node_make_element(arena, tag, parent->line);
    hp_node_append(parent, node);
    return node;
}

static hp_node *part_append(hp_arena *arena, hp_node *link, const char *classes)
{
    hp_node *part = element_append(arena, link, "span");
    hp_node_set_attribute(arena, part, "class", classes);
    return part;
}

/* A list in a list for each level that the text goes down; a level that it
 * leaves out makes none. */
static void list_build(hp_arena *arena, hp_node *place, const GArray *entries, gboolean has_pages)
{
    struct {
        unsigned level;
        hp_node *list, *item;
    } open[MAX_LEVEL];
    unsigned depth = 0;
    for (guint i = 0; i < entries->len; i++) {
        const toc_entry *entry = &g_array_index(entries, toc_entry, i);
        while (depth > 1 && open[depth - 2].level >= entry->level)
            depth--;
        if (!depth || (open[depth - 1].level < entry->level && depth < MAX_LEVEL)) {
            open[depth].list = element_append(arena, depth ? open[depth - 1].item : place, "ul");
            depth++;
        }
        open[depth - 1].level = entry->level;
        open[depth - 1].item = element_append(arena, open[depth - 1].list, "li");
        hp_node *link = element_append(arena, open[depth - 1].item, "a");
        hp_node_set_attribute(arena, link, "href", entry->address);
        hp_node *text = has_pages ? part_append(arena, link, "toc-text") : link;
        hp_node_append(text, hp_node_make_text(arena, entry->text, strlen(entry->text), place->line));
        if (has_pages) {
            part_append(arena, link, "toc-leader");
            part_append(arena, link, "toc-page");
        }
    }
}

static GPtrArray *places_find(const hp_tree *tree)
{
    GPtrArray *places = g_ptr_array_new();
    for (hp_node *node = tree->body; node; node = (hp_node *)hp_node_next(node, tree->body))
        if (node->classes && places->len < MAX_PLACES && hp_node_is(node, "div") && hp_node_has_class(node, "toc") &&
            (!node->first_child || hp_node_has_class(node, FILLED)))
            g_ptr_array_add(places, node);
    return places;
}

static void place_fill(hp_arena *arena, hp_node *place, const GArray *entries, gboolean has_pages)
{
    while (place->first_child)
        hp_node_remove(place->first_child);
    hp_node_add_classes(arena, place, FILLED);
    list_build(arena, place, entries, has_pages);
}

void hp_toc_add_place(hp_arena *arena, hp_node *parent, hp_node *before)
{
    hp_node *place = hp_node_make_element(arena, "div", parent->line);
    hp_node_set_attribute(arena, place, "class", "toc");
    hp_node_insert_before(parent, place, before);
}

gboolean hp_toc_is_there(const hp_tree *tree)
{
    g_autoptr(GPtrArray) places = places_find(tree);
    return places->len > 0;
}

void hp_toc_number(hp_arena *arena, const hp_tree *tree, GHashTable *pages)
{
    for (hp_node *node = tree->body; node; node = (hp_node *)hp_node_next(node, tree->body)) {
        if (!node->classes || !hp_node_has_class(node, "toc-page"))
            continue;
        const char *address = hp_node_attribute(node->parent, "href");
        const char *page = address && *address ? g_hash_table_lookup(pages, address + 1) : NULL;
        if (page && !node->first_child)
            hp_node_append(node, hp_node_make_text(arena, page, strlen(page), node->line));
    }
}

void hp_toc_fill(hp_arena *arena, const hp_tree *tree)
{
    g_autoptr(GPtrArray) places = places_find(tree);
    if (!places->len)
        return;
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(toc_entry));
    if (tree->reveal)
        titles_collect(arena, tree, entries);
    else
        headings_collect(arena, tree, entries);
    for (guint i = 0; i < places->len; i++)
        place_fill(arena, g_ptr_array_index(places, i), entries, !tree->reveal);
}
