/*
 * The structure tree (ISO 32000-1 §14.7, ISO 14289-1 §7), read back by poppler.
 */
#include "pdf-reader.h"

#include <string.h>

typedef struct {
    hp_builder *b;
    hp_style *plain;
    hp_meaning *section;
    hp_fragment *root;
    hp_page *page;
    double y;
} scene;

static void scene_new_page(scene *s)
{
    s->root = hp_builder_box(s->b, s->plain, s->section, (hp_rect){0, 0, 400, 300});
    s->page = hp_builder_page(s->b, s->root, 400, 300);
    s->y = 30;
}

static void scene_init(scene *s)
{
    s->b = hp_builder_new();
    s->plain = hp_builder_style(s->b, HP_DISPLAY_BLOCK);
    s->section = hp_builder_meaning(s->b, HP_ROLE_SECTION, NULL);
    scene_new_page(s);
}

static hp_meaning *role(scene *s, hp_role role, const hp_meaning *parent)
{
    return hp_builder_meaning(s->b, role, parent);
}

static void write_text(scene *s, const hp_meaning *meaning, const char *words)
{
    hp_builder_add(s->b, s->root, hp_builder_text(s->b, s->plain, meaning, 10, s->y, words));
    s->y += 25;
}

static void assert_structure(scene *s, const char *expected)
{
    g_autoptr(GBytes) file = hp_test_pdf(s->b, NULL, &s->page, 1);
    g_autoptr(hp_test_document) document = hp_test_open(file);
    g_autofree char *structure = hp_test_structure(document);

    g_assert_cmpstr(structure, ==, expected);
    hp_builder_free(s->b);
}

static hp_meaning *heading(scene *s, int level, const char *text)
{
    hp_meaning *meaning = role(s, HP_ROLE_HEADING, s->section);

    meaning->level = level;
    meaning->text = text;
    write_text(s, meaning, text);
    return meaning;
}

/* ISO 14289-1 §7.4.2: headings begin at H1 and skip no level. */
static void test_headings(void)
{
    scene s;

    scene_init(&s);
    heading(&s, 2, "two");
    heading(&s, 4, "four");
    heading(&s, 4, "four too");
    heading(&s, 1, "one");
    heading(&s, 3, "three");
    assert_structure(&s, "document\n"
                         "  section\n"
                         "    heading-1\n      \"two\"\n"
                         "    heading-2\n      \"four\"\n"
                         "    heading-2\n      \"four too\"\n"
                         "    heading-1\n      \"one\"\n"
                         "    heading-2\n      \"three\"\n");
}

/* §14.8.4.3.3: L > LI > Lbl and LBody; a drawn bullet says what it is. */
static void test_list(void)
{
    hp_meaning *list, *item, *label, *body;
    hp_fragment *marker;
    scene s;

    scene_init(&s);
    list = role(&s, HP_ROLE_LIST, s.section);
    item = role(&s, HP_ROLE_LIST_ITEM, list);
    label = role(&s, HP_ROLE_LABEL, item);
    body = role(&s, HP_ROLE_LIST_BODY, item);
    marker = hp_builder_box(s.b, s.plain, label, (hp_rect){2, 20, 6, 6});
    marker->type = HP_FRAGMENT_MARKER;
    marker->marker = HP_LIST_DISC;
    hp_builder_add(s.b, s.root, marker);
    write_text(&s, body, "item");
    assert_structure(&s, "document\n"
                         "  section\n"
                         "    list\n"
                         "      list-item\n"
                         "        list-label actual=•\n          \"\"\n"
                         "        list-body\n          \"item\"\n");
}

/* §14.8.4.4.2: a Ruby holds one RB and one RT. */
static void test_ruby(void)
{
    scene s;

    scene_init(&s);
    hp_meaning *paragraph = role(&s, HP_ROLE_PARAGRAPH, s.section), *ruby = role(&s, HP_ROLE_RUBY, paragraph);
    write_text(&s, role(&s, HP_ROLE_RUBY_BASE, ruby), "base");
    write_text(&s, role(&s, HP_ROLE_RUBY_TEXT, ruby), "note");
    assert_structure(&s, "document\n"
                         "  section\n"
                         "    paragraph\n"
                         "      ruby\n"
                         "        ruby-base-text\n          \"base\"\n"
                         "        ruby-annot-text\n          \"note\"\n");
}

/* §14.8.4.3.4: rows are regular, so an empty cell is there as well. */
static void test_table(void)
{
    hp_meaning *table, *row, *header, *cell, *empty;
    g_autoptr(GBytes) file = NULL;
    g_autofree char *plain = NULL;
    scene s;

    scene_init(&s);
    table = role(&s, HP_ROLE_TABLE, s.section);
    row = role(&s, HP_ROLE_TABLE_ROW, table);
    header = role(&s, HP_ROLE_TABLE_HEADER_CELL, row);
    empty = role(&s, HP_ROLE_TABLE_CELL, row);
    cell = role(&s, HP_ROLE_TABLE_CELL, row);
    cell->column_span = 2;
    hp_builder_add(s.b, s.root, hp_builder_box(s.b, s.plain, empty, (hp_rect){100, 10, 50, 20}));
    write_text(&s, header, "head");
    write_text(&s, cell, "wide");
    file = hp_test_pdf(s.b, NULL, &s.page, 1);
    plain = hp_test_plain(file);
    g_assert_nonnull(strstr(plain, "/Scope /Column"));
    g_assert_nonnull(strstr(plain, "/ColSpan 2"));
    assert_structure(&s, "document\n"
                         "  section\n"
                         "    table\n"
                         "      table-row\n"
                         "        table-heading\n          \"head\"\n"
                         "        table-data\n"
                         "        table-data\n          \"wide\"\n");
}

/* Elements stand in document order, however they were painted; a grouping
 * without a tag passes its content up. */
static void test_document_order(void)
{
    hp_meaning *first, *second, *group;
    scene s;

    scene_init(&s);
    first = role(&s, HP_ROLE_PARAGRAPH, s.section);
    group = role(&s, HP_ROLE_NONE, s.section);
    second = role(&s, HP_ROLE_PARAGRAPH, group);
    write_text(&s, second, "second");
    write_text(&s, first, "first");
    assert_structure(&s, "document\n"
                         "  section\n"
                         "    paragraph\n      \"first\"\n"
                         "    paragraph\n      \"second\"\n");
}

/* A link's text stands between the texts around it. */
static void test_mixed_content(void)
{
    hp_meaning *p, *link;
    scene s;

    scene_init(&s);
    p = role(&s, HP_ROLE_PARAGRAPH, s.section);
    link = role(&s, HP_ROLE_LINK, p);
    link->href = "https://example.org/";
    write_text(&s, p, "before ");
    write_text(&s, link, "link ");
    write_text(&s, p, "behind");
    assert_structure(&s, "document\n"
                         "  section\n"
                         "    paragraph\n"
                         "      \"before \"\n"
                         "      link\n        \"link \"\n        object-reference\n"
                         "      \"behind\"\n");
}

static void test_figure_and_language(void)
{
    hp_meaning *figure, *passage;
    hp_fragment *picture;
    scene s;

    scene_init(&s);
    figure = role(&s, HP_ROLE_FIGURE, s.section);
    figure->alt = "ein rotes Quadrat";
    passage = role(&s, HP_ROLE_SPAN, s.section);
    passage->lang = "de";
    picture = hp_builder_box(s.b, s.plain, figure, (hp_rect){100, 100, 40, 40});
    picture->type = HP_FRAGMENT_PLACEHOLDER;
    hp_builder_add(s.b, s.root, picture);
    write_text(&s, passage, "Wort");
    assert_structure(&s, "document\n"
                         "  section\n"
                         "    figure alt=ein rotes Quadrat\n      \"\"\n"
                         "    span lang=de\n      \"Wort\"\n");
}

/* One paragraph on two pages is one element. */
static void test_two_pages(void)
{
    g_autoptr(GBytes) file = NULL;
    g_autoptr(hp_test_document) document = NULL;
    g_autofree char *structure = NULL;
    hp_page *pages[2];
    hp_meaning *p;
    scene s;

    scene_init(&s);
    p = role(&s, HP_ROLE_PARAGRAPH, s.section);
    write_text(&s, p, "on the first page ");
    pages[0] = s.page;
    scene_new_page(&s);
    write_text(&s, p, "and the second");
    pages[1] = s.page;
    file = hp_test_pdf(s.b, NULL, pages, 2);
    document = hp_test_open(file);
    structure = hp_test_structure(document);
    g_assert_cmpstr(structure, ==,
                    "document\n"
                    "  section\n"
                    "    paragraph\n"
                    "      \"on the first page \"\n"
                    "      \"and the second\"\n");
    hp_builder_free(s.b);
}

/* ISO 14289-1 §7.1: all content is tagged or an artifact, never one inside the
 * other. Walks the content stream with a stack of marks. */
static void test_everything_is_marked(void)
{
    g_autoptr(GBytes) file = NULL;
    g_autofree char *content = NULL;
    g_auto(GStrv) lines = NULL;
    unsigned depth = 0, painted = 0, artifacts = 0;
    hp_page_background background = {.color = {0.9f, 0.9f, 1, 1}, .opacity = 1};
    hp_style *style;
    scene s;

    scene_init(&s);
    style = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
    style->background_color = hp_rgb(1, 0, 0);
    hp_builder_add(s.b, s.root, hp_builder_box(s.b, style, s.section, (hp_rect){10, 10, 50, 50}));
    write_text(&s, role(&s, HP_ROLE_PARAGRAPH, s.section), "text");
    s.page->backgrounds = &background;
    s.page->n_backgrounds = 1;
    s.page->furniture = hp_builder_text(s.b, s.plain, role(&s, HP_ROLE_ARTIFACT, NULL), 350, 290, "7");
    file = hp_test_pdf(s.b, NULL, &s.page, 1);
    content = hp_test_content(file, 0);
    lines = g_strsplit_set(content, " \n", -1);
    for (unsigned i = 0; lines[i]; i++) {
        const char *word = lines[i];

        if (g_str_has_suffix(word, "BDC") || g_str_has_suffix(word, "BMC")) {
            g_assert_cmpuint(depth, ==, 0);
            depth++;
            artifacts += g_str_has_suffix(word, "BMC");
        } else if (g_str_has_prefix(word, "EMC")) {
            g_assert_cmpuint(depth, ==, 1);
            depth--;
        } else if (g_str_equal(word, "f") || g_str_has_suffix(word, "Tj") || g_str_has_suffix(word, "TJ")) {
            g_assert_cmpuint(depth, ==, 1);
            painted++;
        }
    }
    g_assert_cmpuint(depth, ==, 0);
    g_assert_cmpuint(artifacts, ==, 2);
    g_assert_cmpuint(painted, >=, 4);
    hp_builder_free(s.b);
}

/* Nothing painted may take the tags before it along: cairo drops what a paint
 * over the whole page hides. */
static void test_tags_survive_covering(void)
{
    static const hp_rect whole = {0, 0, 400, 300};
    hp_style *cover, *faint;
    hp_fragment *top, *group;
    scene s;

    scene_init(&s);
    cover = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
    cover->background_color = hp_rgb(1, 1, 0);
    cover->position = HP_POSITION_ABSOLUTE;
    faint = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
    faint->background_color = hp_rgb(1, 0, 0);
    faint->opacity = 0.5f;
    group = hp_builder_box(s.b, faint, role(&s, HP_ROLE_PARAGRAPH, s.section), whole);
    hp_builder_add(s.b, group, hp_builder_text(s.b, s.plain, s.section, 10, 100, "group"));
    hp_builder_add(s.b, s.root, group);
    top = hp_builder_box(s.b, cover, s.section, whole);
    hp_builder_add(s.b, top, hp_builder_text(s.b, s.plain, role(&s, HP_ROLE_PARAGRAPH, s.section), 10, 200, "top"));
    hp_builder_add(s.b, s.root, top);
    assert_structure(&s, "document\n"
                         "  section\n"
                         "    paragraph\n      \"group\"\n"
                         "    paragraph\n      \"top\"\n");
}

/* cairo drops the tags of what a clip leaves nothing of: those after it keep
 * their numbers, and none opens on one side of a clip and closes on the other. */
static void test_tags_survive_clips(void)
{
    hp_style *clip;
    hp_fragment *empty, *room;
    hp_meaning *shown;
    scene s;

    scene_init(&s);
    clip = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
    clip->overflow_x = clip->overflow_y = HP_OVERFLOW_HIDDEN;
    empty = hp_builder_box(s.b, clip, s.section, (hp_rect){10, 10, 100, 0});
    hp_builder_add(s.b, empty,
                   hp_builder_text(s.b, s.plain, role(&s, HP_ROLE_PARAGRAPH, s.section), 10, 100, "hidden"));
    shown = role(&s, HP_ROLE_PARAGRAPH, s.section);
    room = hp_builder_box(s.b, clip, s.section, (hp_rect){0, 0, 400, 100});
    hp_builder_add(s.b, room, hp_builder_text(s.b, s.plain, shown, 10, 20, "clipped "));
    hp_builder_add(s.b, s.root, empty);
    hp_builder_add(s.b, s.root, room);
    write_text(&s, shown, "and not");
    assert_structure(&s, "document\n"
                         "  section\n"
                         "    paragraph\n      \"clipped \"\n      \"and not\"\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/structure/headings", test_headings);
    g_test_add_func("/pdf/structure/list", test_list);
    g_test_add_func("/pdf/structure/ruby", test_ruby);
    g_test_add_func("/pdf/structure/table", test_table);
    g_test_add_func("/pdf/structure/document-order", test_document_order);
    g_test_add_func("/pdf/structure/mixed-content", test_mixed_content);
    g_test_add_func("/pdf/structure/figure-and-language", test_figure_and_language);
    g_test_add_func("/pdf/structure/two-pages", test_two_pages);
    g_test_add_func("/pdf/structure/everything-is-marked", test_everything_is_marked);
    g_test_add_func("/pdf/structure/tags-survive-covering", test_tags_survive_covering);
    g_test_add_func("/pdf/structure/tags-survive-clips", test_tags_survive_clips);
    return g_test_run();
}
