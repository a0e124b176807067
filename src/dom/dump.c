#include "dom/parse.h"

#include <string.h>

/* Quotes text so that it stays on its line and reads back. */
static void append_quoted(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text; text++) {
        switch (*text) {
        case '"': g_string_append(out, "\\\""); break;
        case '\\': g_string_append(out, "\\\\"); break;
        case '\n': g_string_append(out, "\\n"); break;
        case '\r': g_string_append(out, "\\r"); break;
        case '\t': g_string_append(out, "\\t"); break;
        default: g_string_append_c(out, *text);
        }
    }
    g_string_append_c(out, '"');
}

static void append_element(GString *out, const hp_node *node)
{
    g_string_append(out, node->tag);
    if (node->id)
        g_string_append_printf(out, "#%s", node->id);
    for (const char *const *class = node->classes; class && *class; class ++)
        g_string_append_printf(out, ".%s", *class);
    for (size_t i = 0; i < node->n_attributes; i++) {
        const hp_attribute *a = &node->attributes[i];
        if (!strcmp(a->name, "id") || !strcmp(a->name, "class"))
            continue;
        g_string_append_printf(out, "[%s=", a->name);
        append_quoted(out, a->value);
        g_string_append_c(out, ']');
    }
}

char *hp_dom_dump(const hp_node *root)
{
    GString *out = g_string_new(NULL);
    size_t depth = 0;
    for (const hp_node *node = root; node;) {
        g_string_append_printf(out, "%*s", (int)(2 * depth), "");
        if (node->type == HP_NODE_TEXT)
            append_quoted(out, node->text);
        else
            append_element(out, node);
        g_string_append_printf(out, " @%u\n", node->line);

        if (node->first_child) {
            node = node->first_child;
            depth++;
            continue;
        }
        for (; node && node != root && !node->next; depth--)
            node = node->parent;
        node = node && node != root ? node->next : NULL;
    }
    return g_string_free(out, FALSE);
}
