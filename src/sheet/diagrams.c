#include "sheet/diagrams.h"

#include <string.h>

/* For a whole deck; what comes after is shown as its source. */
#define MAX_DIAGRAMS 200
#define MAX_TIME_US (120 * G_TIME_SPAN_SECOND)

typedef struct {
    hp_arena *arena;
    const hp_diagram_programs *programs;
    hp_assets *assets;
    hp_diags *diags;
    unsigned count;
    gint64 time_us; /* spent so far */
} drawer;

static const char *kind_of(const drawer *d, const hp_node *code)
{
    for (const char *const *class = code->classes; class && *class; class ++)
        if (hp_diagram_is_kind(d->programs, *class))
            return *class;
    return NULL;
}

/* All of the block's text; NULL when it has elements of its own. */
static char *source_of(const hp_node *code)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (const hp_node *child = code->first_child; child; child = child->next) {
        if (child->type == HP_NODE_ELEMENT)
            return NULL;
        g_string_append(text, child->text);
    }
    return g_strdup(text->str);
}

/* The picture as an address that the store knows to be one; NULL otherwise. */
static const char *picture_address(drawer *d, const char *kind, const char *source, unsigned line)
{
    gint64 start = g_get_monotonic_time();
    g_autoptr(GBytes) picture = hp_diagram_draw(d->programs, kind, source, line, d->diags);
    d->time_us += g_get_monotonic_time() - start;
    if (!picture)
        return NULL;
    size_t size;
    const guchar *data = g_bytes_get_data(picture, &size);
    g_autofree char *encoded = g_base64_encode(data, size);
    const char *address = hp_arena_printf(d->arena, "data:;base64,%s", encoded);
    return hp_assets_load(d->assets, address, line) ? address : NULL;
}

/* The listing makes room for the picture. */
static void block_replace(drawer *d, hp_node *pre, const char *kind, const char *address, const char *title)
{
    hp_node *image = hp_node_make_element(d->arena, "img", pre->line);
    hp_node_set_attribute(d->arena, image, "src", address);
    hp_node_set_attribute(d->arena, image, "alt", title);
    pre->tag = g_intern_string("div");
    pre->first_child = pre->last_child = NULL;
    hp_node_add_classes(d->arena, pre, "diagram");
    hp_node_add_classes(d->arena, pre, kind);
    hp_node_append(pre, image);
}

static void block_draw(drawer *d, const hp_node *code, const char *kind)
{
    g_autofree char *source = source_of(code);
    if (!source || !source[strspn(source, " \t\r\n")])
        return;
    if (d->count++ >= MAX_DIAGRAMS || d->time_us > MAX_TIME_US) {
        hp_diag_warning(d->diags, "diagram-failed", code->line,
                        "the diagrams of this deck take too long to draw; the sources of the rest are shown");
        return;
    }
    const char *address = picture_address(d, kind, source, code->line);
    if (!address)
        return;
    g_autofree char *title = hp_diagram_title(kind, source);
    block_replace(d, code->parent, kind, address, title);
}

void hp_diagrams_draw(hp_arena *arena, hp_node *root, const hp_diagram_programs *programs, hp_assets *assets,
                      hp_diags *diags)
{
    drawer d = {.arena = arena, .programs = programs, .assets = assets, .diags = diags};
    for (hp_node *at = root, *next; at; at = next) {
        next = (hp_node *)hp_node_next(at, root);
        const char *kind =
            hp_node_is(at, "code") && at->parent && hp_node_is(at->parent, "pre") ? kind_of(&d, at) : NULL;
        if (!kind)
            continue;
        next = (hp_node *)hp_node_skip(at->parent, root);
        block_draw(&d, at, kind);
    }
}
