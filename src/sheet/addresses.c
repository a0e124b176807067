#include "sheet/addresses.h"

#include "text/text.h"
#include <string.h>

#define LEAST 24  /* bytes: shorter ones go to the next line as they are */
#define AT_ENDS 6 /* bytes that stay together on either side */

static size_t address_length(const char *text)
{
    size_t length = strcspn(text, " \t\n\r\f<>\"");
    return length;
}

/* The next address in a text, or NULL. */
static const char *address_find(const char *text, size_t *length)
{
    for (const char *at = strstr(text, "://"); at; at = strstr(at + 3, "://")) {
        const char *start = at;
        while (start > text && g_ascii_isalnum(start[-1]))
            start--;
        *length = address_length(start);
        if (start < at && *length >= LEAST)
            return start;
    }
    return NULL;
}

static void part_insert(hp_arena *arena, hp_node *text, const char *part, size_t length)
{
    hp_node_insert_before(text->parent, hp_node_make_text(arena, part, length, text->line), text);
}

/* The text becomes several, with <wbr> between; its node keeps the last. */
static void text_soften(hp_arena *arena, hp_node *node)
{
    const char *text = node->text, *from = text;
    size_t length;
    for (const char *address = address_find(text, &length); address;
         address = address_find(address + length, &length)) {
        const char *path = strstr(address, "://") + 3;
        size_t first = (size_t)(path - address) + 1;
        for (size_t at = MAX(first, AT_ENDS); at + AT_ENDS <= length; at++) {
            if (!hp_text_breaks_address(address[at - 1], address[at]))
                continue;
            part_insert(arena, node, from, (size_t)(address + at - from));
            hp_node_insert_before(node->parent, hp_node_make_element(arena, "wbr", node->line), node);
            from = address + at;
        }
    }
    if (from != text)
        node->text = from;
}

void hp_addresses_soften(hp_arena *arena, hp_node *root)
{
    for (hp_node *node = root; node;) {
        if (hp_node_is(node, "pre") || hp_node_is(node, "svg")) {
            node = (hp_node *)hp_node_skip(node, root);
            continue;
        }
        if (node->type == HP_NODE_TEXT && node->parent)
            text_soften(arena, node);
        node = (hp_node *)hp_node_next(node, root);
    }
}
