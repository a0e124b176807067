/*
 * Layout cases as data: tests/cases/layout/NAME.html is styled and laid out on
 * small pages, the dump must equal NAME.txt beside it. With --record the dumps
 * are written anew.
 *
 * The first line of a case may say: <!-- page=400x300 overflow=shrink
 * dump=boxes document columns=2 center notes slide=380x280 -->.
 * columns: of a document, whose pages named "wide" are half as high again as they are wide. notes: the last element
 * is the slide's footnotes.
 */
#include "case-files.h"
#include "css/cascade.h"
#include "dom/parse.h"
#include "layout/box.h"
#include "layout/layout.h"
#include "styles-resource.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

static hp_fonts *fonts;

typedef struct {
    double width, height, slide_width, slide_height;
    gboolean boxes, document, center, notes;
    unsigned columns; /* 0: the pages have no plan */
    hp_overflow_mode overflow;
} case_options;

static case_options read_options(const char *html)
{
    case_options options = {400, 300, -1, -1, FALSE, FALSE, FALSE, FALSE, HP_OVERFLOW_PAGES};
    g_autofree char *line = g_strndup(html, strcspn(html, "\n"));
    const char *page = strstr(line, "page=");
    if (page)
        g_assert_cmpint(sscanf(page, "page=%lfx%lf", &options.width, &options.height), ==, 2);
    options.slide_width = options.width;
    const char *slide = strstr(line, "slide=");
    if (slide)
        g_assert_cmpint(sscanf(slide, "slide=%lfx%lf", &options.slide_width, &options.slide_height), ==, 2);
    options.boxes = strstr(line, "dump=boxes") != NULL;
    options.document = strstr(line, " document") != NULL;
    const char *columns = strstr(line, "columns=");
    if (columns)
        g_assert_cmpint(sscanf(columns, "columns=%u", &options.columns), ==, 1);
    options.center = strstr(line, " center") != NULL;
    options.notes = strstr(line, " notes") != NULL;
    if (strstr(line, "overflow=shrink"))
        options.overflow = HP_OVERFLOW_SHRINK;
    if (strstr(line, "overflow=clip"))
        options.overflow = HP_OVERFLOW_CLIP_PAGE;
    return options;
}

static hp_node *parse(hp_arena *arena, const char *html, hp_diags *diags)
{
    hp_css_context css = {400, 300, hp_fonts_css_ratios, fonts, FALSE};
    hp_cascade *cascade = hp_cascade_new(arena, &css, diags);
    g_autoptr(GBytes) base = g_resource_lookup_data(hp_styles_get_resource(), "/handpress/styles/base.css",
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert_nonnull(base);
    gsize size;
    const char *sheet = g_bytes_get_data(base, &size);
    hp_cascade_add_sheet(cascade, HP_ORIGIN_USER_AGENT, sheet, size, 0);

    hp_node *root = hp_node_make_element(arena, "html", 0), *section = hp_node_make_element(arena, "section", 1);
    hp_node_append(root, section);
    g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(hp_style_block));
    g_autoptr(hp_line_map) map = hp_line_map_new();
    hp_line_map_add(map, 0, 1);
    hp_dom_parse(arena, section, section, html, strlen(html), map, blocks, diags);
    for (guint i = 0; i < blocks->len; i++) {
        const hp_style_block *block = &g_array_index(blocks, hp_style_block, i);
        hp_cascade_add_sheet(cascade, HP_ORIGIN_AUTHOR, block->css, block->length, block->line);
    }
    hp_cascade_apply(cascade, root, NULL);
    return section;
}

static const hp_node *last_element(const hp_node *section)
{
    const hp_node *last = section->last_child;
    while (last->type != HP_NODE_ELEMENT)
        last = last->previous;
    return last;
}

static char *dump(const char *name G_GNUC_UNUSED, const char *html, size_t length G_GNUC_UNUSED)
{
    case_options options = read_options(html);
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_diags) diags = hp_diags_new("case");
    hp_fonts_set_diags(fonts, diags);
    hp_asset_policy policy = {.base_dir = CASES_DIR};
    g_autoptr(hp_assets) assets = hp_assets_new(&policy, diags);
    hp_node *section = parse(arena, html, diags);
    unsigned order = 1;
    double margin = options.document ? 20 : 0;
    hp_layout_context context = {fonts,
                                 assets,
                                 diags,
                                 options.width,
                                 options.height,
                                 {margin, margin, margin, margin},
                                 options.slide_width,
                                 options.slide_height,
                                 options.center,
                                 options.overflow,
                                 &order};
    hp_edges margins = context.page_margin;
    hp_page_kind kinds[] = {
        {NULL, options.width, options.height, {margins, margins, margins}},
        {g_intern_static_string("wide"), options.width, options.width * 1.5, {margins, margins, margins}}};
    hp_page_plan plan = {kinds, G_N_ELEMENTS(kinds), FALSE, options.columns, 20};
    if (options.columns)
        context.plan = &plan;
    if (options.boxes) {
        char *text = hp_box_dump(hp_box_build(&context, arena, section, "Case", HP_ROLE_NONE));
        hp_fonts_set_diags(fonts, NULL);
        return text;
    }
    hp_layout_slide slide = {.node = section, .title = "Case", .label = "1"};
    if (options.notes)
        slide.notes = last_element(section);
    g_autoptr(GPtrArray) pages = hp_layout_pages(&context, arena, &slide);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < pages->len; i++) {
        g_autofree char *page = hp_page_dump(g_ptr_array_index(pages, i));
        g_string_append(out, page);
    }
    for (size_t i = 0; i < hp_diags_count(diags); i++) {
        const hp_diag *diag = hp_diags_get(diags, i);
        g_string_append_printf(out, "%u: %s: %s [%s]\n", diag->line, hp_severity_name(diag->severity), diag->message,
                               diag->code);
    }
    hp_fonts_set_diags(fonts, NULL);
    return g_string_free(out, FALSE);
}

int main(int argc, char **argv)
{
    static const case_files files = {CASES_DIR, ".html", ".txt", "/layout", dump};
    case_files_init(&argc, &argv);
    fonts = hp_fonts_new(&(hp_font_options){NULL, NULL}, NULL);
    g_assert_nonnull(fonts);
    case_files_add(&files);
    int status = g_test_run();
    hp_fonts_free(fonts);
    return status;
}
