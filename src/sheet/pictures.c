#include "sheet/pictures.h"

#include "sheet/background.h"

#include <string.h>

typedef struct {
    hp_arena *arena;
    GArray *names;
    GHashTable *seen; /* addresses; borrowed from the arena */
} collector;

static void add(collector *c, const char *address, unsigned line)
{
    if (!address || !*address || g_ascii_strncasecmp(address, "data:", 5) == 0 ||
        g_hash_table_contains(c->seen, address))
        return;
    hp_picture_name name = {hp_arena_strdup(c->arena, address), line};
    g_hash_table_add(c->seen, (gpointer)name.address);
    g_array_append_val(c->names, name);
}

static gboolean is_other_file(const char *address)
{
    static const char *const endings[] = {".woff", ".woff2", ".ttf", ".otf", ".css"};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(address, endings[i]))
            return TRUE;
    return FALSE;
}

/* The argument of url(, which begins at text. Returns what comes after. */
static const char *add_url(collector *c, const char *text, unsigned line)
{
    text += strspn(text, " \t\r\n");
    char quote = *text == '"' || *text == '\'' ? *text++ : '\0';
    const char ends[] = {quote ? quote : ')', '\0'};
    size_t length = strcspn(text, ends);
    g_autofree char *address = g_strstrip(g_strndup(text, length));
    if (text[length] && !is_other_file(address))
        add(c, address, line);
    return text + length;
}

/* Every url() in CSS that is no comment (CSS Values 4 §4.5). Which rules apply
 * is not asked: an address too many costs little. */
static void add_css(collector *c, const char *css, unsigned line)
{
    while (css && *css) {
        if (g_str_has_prefix(css, "/*")) {
            const char *end = strstr(css + 2, "*/");
            for (; end && css < end; css++)
                line += *css == '\n';
            css = end ? end + 2 : NULL;
        } else if (g_ascii_strncasecmp(css, "url(", 4) == 0) {
            css = add_url(c, css + 4, line);
        } else {
            line += *css++ == '\n';
        }
    }
}

static void add_element(collector *c, const hp_node *node)
{
    if (hp_node_is(node, "img"))
        add(c, hp_node_attribute(node, "src"), node->line);
    if (hp_node_is(node, "section"))
        add(c, hp_background_slide_picture(c->arena, node), node->line);
    add_css(c, hp_node_attribute(node, "style"), node->line);
}

GArray *hp_pictures_list(hp_arena *arena, const hp_tree *tree, const hp_deck *deck)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    collector c = {arena, g_array_new(FALSE, FALSE, sizeof(hp_picture_name)), seen};
    add(&c, deck->front.slide.parallax_image, 0);
    for (guint i = 0; i < tree->styles->len; i++) {
        const hp_style_block *block = &g_array_index(tree->styles, hp_style_block, i);
        g_autofree char *css = g_strndup(block->css, block->length);
        add_css(&c, css, block->line);
    }
    for (const hp_node *at = tree->root; at; at = hp_node_next(at, tree->root))
        if (at->type == HP_NODE_ELEMENT)
            add_element(&c, at);
    return c.names;
}
