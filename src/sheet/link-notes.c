#include "sheet/link-notes.h"

#include <string.h>

/* Ids of these notes; those of the author's begin with fn. */
#define ID_PREFIX "link-note-"

typedef struct {
    hp_arena *arena;
    hp_node *section, *list;
    GHashTable *by_id;      /* id of a note to its item (hp_node) */
    GHashTable *by_address; /* address to the item of its note */
    GPtrArray *order;       /* items in the order of the text */
} linker;

static gboolean is_outside(const char *address)
{
    return g_str_has_prefix(address, "http://") || g_str_has_prefix(address, "https://");
}

/* An address without what people leave out. Free it. */
static char *bare_address(const char *address)
{
    const char *after = strstr(address, "://");
    char *bare = g_strdup(after ? after + 3 : address);
    if (g_str_has_suffix(bare, "/"))
        bare[strlen(bare) - 1] = '\0';
    return bare;
}

static gboolean says_its_address(const hp_node *link, const char *address)
{
    g_autofree char *text = hp_node_text(link);
    g_autofree char *shown = bare_address(text), *meant = bare_address(address);
    return !*text || strcmp(shown, meant) == 0;
}

static hp_node *element_append(const linker *k, hp_node *parent, const char *tag, const char *name, const char *value)
{
    hp_node *node = hp_node_make_element(k->arena, tag, parent->line);
    if (name)
        hp_node_set_attribute(k->arena, node, name, value);
    hp_node_append(parent, node);
    return node;
}

static void text_append(const linker *k, hp_node *parent, const char *text)
{
    hp_node_append(parent, hp_node_make_text(k->arena, text, strlen(text), parent->line));
}

static hp_node *item_make(const linker *k, const char *address, unsigned line)
{
    hp_node *item = hp_node_make_element(k->arena, "li", line);
    g_autofree char *id = g_strdup_printf(ID_PREFIX "%u", g_hash_table_size(k->by_address) + 1);
    hp_node_set_attribute(k->arena, item, "id", id);
    hp_node_set_attribute(k->arena, item, "class", "footnote-item");
    hp_node *paragraph = element_append(k, item, "p", NULL, NULL);
    text_append(k, element_append(k, paragraph, "a", "href", address), address);
    return item;
}

/* The number of an item, from 1; it gets the next when it has none. */
static guint item_number(linker *k, hp_node *item)
{
    guint at;
    const char *number = hp_node_attribute(item, "value");
    if (number)
        return (guint)g_ascii_strtoull(number, NULL, 10);
    g_ptr_array_add(k->order, item);
    at = k->order->len;
    hp_node_set_attribute(k->arena, item, "value", hp_arena_printf(k->arena, "%u", at));
    return at;
}

/* "[2:1]" of the second reference to a note keeps what follows the number. */
static void reference_renumber(linker *k, const hp_node *reference)
{
    hp_node *link = reference->first_child;
    const char *address = link ? hp_node_attribute(link, "href") : NULL;
    hp_node *item = address && *address ? g_hash_table_lookup(k->by_id, address + 1) : NULL;
    hp_node *text = link ? link->first_child : NULL;
    if (!item || !text || text->type != HP_NODE_TEXT || text->text[0] != '[')
        return;
    const char *rest = text->text + 1 + strspn(text->text + 1, "0123456789");
    text->text = hp_arena_printf(k->arena, "[%u%s", item_number(k, item), rest);
}

/* The reference stands behind the link. */
static void link_note(linker *k, hp_node *link, const char *address)
{
    hp_node *item = g_hash_table_lookup(k->by_address, address);
    if (!item) {
        item = item_make(k, address, link->line);
        g_hash_table_insert(k->by_address, (gpointer)address, item);
    }
    hp_node *reference = hp_node_make_element(k->arena, "sup", link->line);
    hp_node_set_attribute(k->arena, reference, "class", "footnote-ref link-note");
    hp_node *inner = element_append(k, reference, "a", "href", hp_arena_printf(k->arena, "#%s", item->id));
    text_append(k, inner, hp_arena_printf(k->arena, "[%u]", item_number(k, item)));
    hp_node_insert_before(link->parent, reference, link->next);
}

static void visit(linker *k, hp_node *node, gboolean in_notes)
{
    if (hp_node_is(node, "sup") && hp_node_has_class(node, "footnote-ref") && !hp_node_has_class(node, "link-note")) {
        reference_renumber(k, node);
        return;
    }
    const char *address = hp_node_is(node, "a") ? hp_node_attribute(node, "href") : NULL;
    if (!in_notes && address && is_outside(address) && !says_its_address(node, address))
        link_note(k, node, address);
}

static void visit_all(linker *k, hp_node *root, const hp_node *but)
{
    for (hp_node *node = root; node;) {
        if (node == but) {
            node = (hp_node *)hp_node_skip(node, root);
            continue;
        }
        if (node->type == HP_NODE_ELEMENT)
            visit(k, node, but == NULL);
        node = (hp_node *)hp_node_next(node, root);
    }
}

static void notes_find(linker *k, const hp_tree *tree)
{
    k->section = hp_tree_footnotes(tree->body);
    if (!k->section) {
        k->section = element_append(k, tree->body, "section", "class", "footnotes");
        k->list = element_append(k, k->section, "ol", "class", "footnotes-list");
        return;
    }
    for (hp_node *node = k->section->first_child; node && !k->list; node = node->next)
        if (hp_node_is(node, "ol"))
            k->list = node;
    if (!k->list)
        k->list = element_append(k, k->section, "ol", "class", "footnotes-list");
    for (hp_node *item = k->list->first_child; item; item = item->next)
        if (item->id)
            g_hash_table_insert(k->by_id, (gpointer)item->id, item);
}

/* Notes of notes come after all others. */
static void notes_sort(linker *k)
{
    visit_all(k, k->section, NULL);
    for (guint i = 0; i < k->order->len; i++) {
        hp_node *item = g_ptr_array_index(k->order, i);
        if (item->parent)
            hp_node_remove(item);
        hp_node_append(k->list, item);
    }
    if (!k->list->first_child)
        hp_node_remove(k->section);
}

void hp_link_notes_add(hp_arena *arena, const hp_tree *tree)
{
    linker k = {.arena = arena,
                .by_id = g_hash_table_new(g_str_hash, g_str_equal),
                .by_address = g_hash_table_new(g_str_hash, g_str_equal),
                .order = g_ptr_array_new()};
    notes_find(&k, tree);
    visit_all(&k, tree->body, k.section);
    notes_sort(&k);
    g_hash_table_unref(k.by_id);
    g_hash_table_unref(k.by_address);
    g_ptr_array_unref(k.order);
}

void hp_link_notes_glue(hp_arena *arena, const hp_tree *tree)
{
    static const char joiner[] = "\u2060"; /* no break on either side */
    for (hp_node *node = tree->body; node; node = (hp_node *)hp_node_next(node, tree->body))
        if (node->previous && hp_node_is(node, "sup") && hp_node_has_class(node, "footnote-ref"))
            hp_node_insert_before(node->parent, hp_node_make_text(arena, joiner, sizeof joiner - 1, node->line), node);
}
