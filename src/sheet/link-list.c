#include "sheet/link-list.h"

#include "sheet/addresses.h"
#include "sheet/qr.h"

#include <string.h>

#define NUMBER_ATTRIBUTE "data-link-number"

/* A deck's own rules for sup must not reach it, and no sheet of the deck's
 * knows it. */
#define NUMBER_STYLE "font-size: 0.7em; line-height: 0; vertical-align: super; letter-spacing: 0; font-weight: bold"

hp_link_list *hp_link_list_new(void)
{
    hp_link_list *list = g_new0(hp_link_list, 1);
    list->addresses = g_ptr_array_new_with_free_func(g_free);
    list->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    return list;
}

void hp_link_list_free(hp_link_list *list)
{
    if (!list)
        return;
    g_hash_table_unref(list->numbers);
    g_ptr_array_unref(list->addresses);
    g_free(list);
}

static gboolean leads_out(const char *address)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://", "mailto:", "tel:"};
    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (g_ascii_strncasecmp(address, schemes[i], strlen(schemes[i])) == 0)
            return TRUE;
    return FALSE;
}

static unsigned number_of(hp_link_list *list, const char *address)
{
    unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(list->numbers, address));
    if (number)
        return number;
    char *kept = g_strdup(address);
    g_ptr_array_add(list->addresses, kept);
    g_hash_table_insert(list->numbers, kept, GUINT_TO_POINTER(list->addresses->len));
    return list->addresses->len;
}

static hp_node *element_append(hp_arena *arena, hp_node *parent, const char *tag, const char *class)
{
    hp_node *node = hp_node_make_element(arena, tag, parent->line);
    if (class)
        hp_node_set_attribute(arena, node, "class", class);
    hp_node_append(parent, node);
    return node;
}

static void text_append(hp_arena *arena, hp_node *parent, const char *text)
{
    hp_node_append(parent, hp_node_make_text(arena, text, strlen(text), parent->line));
}

void hp_link_list_number(hp_link_list *list, hp_arena *arena, hp_node *root)
{
    for (hp_node *node = root, *next; node; node = next) {
        /* What is not shown on a slide has no number there. */
        gboolean is_hidden = node->classes && hp_node_is(node, "aside") && hp_node_has_class(node, "notes");
        next = (hp_node *)(is_hidden ? hp_node_skip(node, root) : hp_node_next(node, root));
        const char *href = node->tag && hp_node_is(node, "a") ? hp_node_attribute(node, "href") : NULL;
        g_autofree char *address = href ? g_strstrip(g_strdup(href)) : NULL;
        if (!address || !leads_out(address) || !node->first_child || hp_node_attribute(node, NUMBER_ATTRIBUTE))
            continue;
        const char *number = hp_arena_printf(arena, "%u", number_of(list, address));
        hp_node_set_attribute(arena, node, NUMBER_ATTRIBUTE, number);
        hp_node *raised = element_append(arena, node, "sup", "link-number");
        hp_node_set_attribute(arena, raised, "style", NUMBER_STYLE);
        text_append(arena, raised, number);
    }
}

void hp_link_list_collect(const hp_node *node, GArray *numbers)
{
    for (const hp_node *at = node; at; at = hp_node_next(at, node)) {
        const char *written = at->tag ? hp_node_attribute(at, NUMBER_ATTRIBUTE) : NULL;
        unsigned number = written ? (unsigned)g_ascii_strtoull(written, NULL, 10) : 0;
        if (number)
            g_array_append_val(numbers, number);
    }
}

/* As a person writes it down. */
static const char *shown_address(const char *address)
{
    static const char *const needless[] = {"mailto:", "tel:"};
    for (size_t i = 0; i < G_N_ELEMENTS(needless); i++)
        if (g_ascii_strncasecmp(address, needless[i], strlen(needless[i])) == 0)
            return address + strlen(needless[i]);
    return address;
}

static void entry_append(hp_arena *arena, hp_node *ol, unsigned number, const char *address, gboolean with_code)
{
    hp_node *item = element_append(arena, ol, "li", with_code ? "link-entry link-entry-code" : "link-entry");
    const char *code = with_code ? hp_qr_make(arena, address) : NULL;
    if (code) {
        hp_node *picture = element_append(arena, item, "img", "link-code");
        hp_node_set_attribute(arena, picture, "src", code);
        hp_node_set_attribute(arena, picture, "alt", hp_arena_printf(arena, "QR code of %s", shown_address(address)));
    }
    hp_node *sign = element_append(arena, item, "span", "link-entry-number");
    text_append(arena, sign, hp_arena_printf(arena, "%u", number));
    hp_node *text = element_append(arena, item, "div", "link-entry-text");
    hp_node *link = element_append(arena, text, "a", NULL);
    hp_node_set_attribute(arena, link, "href", address);
    text_append(arena, link, shown_address(address));
}

static int compare_numbers(const void *a, const void *b)
{
    unsigned left = *(const unsigned *)a, right = *(const unsigned *)b;
    return (left > right) - (left < right);
}

hp_node *hp_link_list_build(const hp_link_list *list, hp_arena *arena, GArray *numbers, gboolean codes)
{
    unsigned previous = 0;
    if (!numbers->len)
        return NULL;
    g_array_sort(numbers, compare_numbers);
    hp_node *ol = hp_node_make_element(arena, "ol", 0);
    hp_node_set_attribute(arena, ol, "class", "link-list");
    for (guint i = 0; i < numbers->len; i++) {
        unsigned number = g_array_index(numbers, unsigned, i);
        if (number != previous)
            entry_append(arena, ol, number, g_ptr_array_index(list->addresses, number - 1), codes);
        previous = number;
    }
    hp_addresses_soften(arena, ol);
    return ol;
}
