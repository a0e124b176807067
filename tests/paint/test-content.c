/*
 * Which paint is content, and how it is bracketed: the hooks' calls as text.
 */
#include "fragment-builder.h"
#include "paint/paint.h"

typedef struct {
    hp_builder *b;
    hp_fragment *root;
    hp_style *plain;
    hp_meaning *section, *p, *q; /* orders 0, 1, 2 */
} scene;

static void scene_init(scene *s)
{
    s->b = hp_builder_new();
    s->plain = hp_builder_style(s->b, HP_DISPLAY_BLOCK);
    s->section = hp_builder_meaning(s->b, HP_ROLE_SECTION, NULL);
    s->p = hp_builder_meaning(s->b, HP_ROLE_PARAGRAPH, s->section);
    s->q = hp_builder_meaning(s->b, HP_ROLE_PARAGRAPH, s->section);
    s->root = hp_builder_box(s->b, s->plain, s->section, (hp_rect){0, 0, 400, 200});
}

static void content_begin(void *log, cairo_t *cr, const hp_fragment *fragment)
{
    (void)cr;
    g_string_append_printf(log, "<%u", fragment->meaning->order);
}

static void content_end(void *log, cairo_t *cr, const hp_fragment *fragment)
{
    (void)cr;
    g_string_append_printf(log, "%u>", fragment->meaning->order);
}

/* The brackets, by the order of their meanings. */
static char *scene_log(scene *s)
{
    GString *log = g_string_new(NULL);
    const hp_paint_hooks hooks = {content_begin, content_end, log};
    g_autoptr(hp_painter) painter = hp_painter_new(&hooks);
    g_autoptr(cairo_surface_t) surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    g_autoptr(cairo_t) cr = cairo_create(surface);

    hp_paint_page(painter, cr, hp_builder_page(s->b, s->root, 400, 200));
    g_clear_pointer(&s->b, hp_builder_free);
    return g_string_free(log, FALSE);
}

static hp_fragment *text(scene *s, const hp_style *style, const hp_meaning *meaning, double y, const char *words)
{
    hp_fragment *fragment = hp_builder_text(s->b, style, meaning, 10, y, words);

    hp_builder_add(s->b, s->root, fragment);
    return fragment;
}

/* Neighbours of one meaning share a bracket, over line ends as well. */
static void test_neighbours_share(void)
{
    g_autofree char *log = NULL;
    scene s;

    scene_init(&s);
    text(&s, s.plain, s.p, 30, "one ");
    text(&s, s.plain, s.p, 60, "two ");
    text(&s, s.plain, s.q, 90, "three ");
    log = scene_log(&s);
    g_assert_cmpstr(log, ==, "<11><22>");
}

/* Underlines are drawn before the glyphs of their line and so cut no bracket. */
static void test_lines_are_outside(void)
{
    const hp_decoration line = {.line = HP_DECORATION_UNDERLINE, .color = {0, 0, 0, 1}, .offset = 2, .thickness = 1};
    g_autofree char *log = NULL;
    scene s;

    scene_init(&s);
    text(&s, s.plain, s.p, 30, "one ");
    text(&s, s.plain, s.p, 30, "two ")->text.decorations = &line;
    text(&s, s.plain, s.p, 30, "three ");
    log = scene_log(&s);
    g_assert_cmpstr(log, ==, "<11>");
}

/* What cannot be seen is not painted, and so not read either. */
static void test_invisible(void)
{
    g_autofree char *log = NULL;
    hp_style *clear, *hidden;
    scene s;

    scene_init(&s);
    clear = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
    clear->color.a = 0;
    hidden = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
    hidden->visibility = HP_VISIBILITY_HIDDEN;
    text(&s, clear, s.p, 30, "one ");
    text(&s, hidden, s.q, 60, "two ");
    log = scene_log(&s);
    g_assert_cmpstr(log, ==, "");
}

/* A group is one thing to cairo: one bracket, of its outermost fragment. */
static void test_group(void)
{
    g_autofree char *log = NULL;
    hp_fragment *group;
    hp_style *style;
    scene s;

    scene_init(&s);
    style = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
    style->opacity = 0.5f;
    style->background_color = hp_rgb(1, 0, 0);
    group = hp_builder_box(s.b, style, s.p, (hp_rect){0, 0, 100, 100});
    hp_builder_add(s.b, group, hp_builder_text(s.b, s.plain, s.q, 10, 30, "one "));
    hp_builder_add(s.b, s.root, group);
    log = scene_log(&s);
    g_assert_cmpstr(log, ==, "<11>");
}

/* Translucent text alone needs no group and keeps its own meaning. */
static void test_translucent_text(void)
{
    g_autofree char *log = NULL;
    hp_fragment *group;
    hp_style *style;
    scene s;

    scene_init(&s);
    style = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
    style->opacity = 0.5f;
    group = hp_builder_box(s.b, style, s.p, (hp_rect){0, 0, 100, 100});
    hp_builder_add(s.b, group, hp_builder_text(s.b, s.plain, s.q, 10, 30, "one "));
    hp_builder_add(s.b, s.root, group);
    log = scene_log(&s);
    g_assert_cmpstr(log, ==, "<22>");
}

/* A box's background between two texts is an artifact and outside of both. */
static void test_inline_background(void)
{
    g_autofree char *log = NULL;
    hp_fragment *code;
    hp_style *style;
    scene s;

    scene_init(&s);
    style = hp_builder_style(s.b, HP_DISPLAY_INLINE);
    style->background_color = hp_rgb(0.9, 0.9, 0.9);
    code = hp_builder_box(s.b, style, s.p, (hp_rect){50, 10, 50, 20});
    text(&s, s.plain, s.p, 30, "one ");
    hp_builder_add(s.b, code, hp_builder_text(s.b, s.plain, s.p, 50, 30, "two "));
    hp_builder_add(s.b, s.root, code);
    log = scene_log(&s);
    g_assert_cmpstr(log, ==, "<11><11>");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paint/content/neighbours", test_neighbours_share);
    g_test_add_func("/paint/content/lines", test_lines_are_outside);
    g_test_add_func("/paint/content/invisible", test_invisible);
    g_test_add_func("/paint/content/group", test_group);
    g_test_add_func("/paint/content/translucent-text", test_translucent_text);
    g_test_add_func("/paint/content/inline-background", test_inline_background);
    return g_test_run();
}
