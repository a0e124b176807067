#include "markdown/markdown.h"

#include "markdown/footnote.h"
#include "markdown/render.h"
#include "markdown/scan.h"

#define FLAGS (MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)
#define GFM_FLAGS (FLAGS | MD_FLAG_PERMISSIVEAUTOLINKS)

/* What md4c is to read: the text, changed where it would misread it. */
static void input_prepare(md_document *document, md_input *input)
{
    md_table_rows_widen(input);
    md_table_edges_part(input);
    gboolean gfm = document->options->gfm;
    if (!gfm)
        md_task_marks_part(input);
    if (!document->depth)
        md_blocks_apply(document, input);
    md_limits_apply(input, document->diags);
    if (!gfm)
        md_image_sizes_hide(input);
    md_scan_apply(document, input);
}

static void convert(md_document *document, const hp_markdown_text *text, GString *html, hp_line_map *map)
{
    const MD_PARSER parser = {.flags = document->options->gfm ? GFM_FLAGS : FLAGS,
                              .enter_block = md_block_enter,
                              .leave_block = md_block_leave,
                              .enter_span = md_span_enter,
                              .leave_span = md_span_leave,
                              .text = md_text};
    g_auto(md_input) input;
    md_input_init(&input, text, document->diags);
    input_prepare(document, &input);

    md_renderer r;
    md_renderer_init(&r, document, &input, html, map);
    if (md_parse(input.text, (MD_SIZE)input.length, &parser, &r))
        md_renderer_abandon(&r);
    md_renderer_finish(&r);
    md_renderer_clear(&r);
}

void md_document_convert_inner(md_document *document, const hp_markdown_text *text, GString *html, hp_line_map *map)
{
    g_autoptr(hp_line_map) own = map ? NULL : hp_line_map_new();
    document->depth++;
    convert(document, text, html, map ? map : own);
    document->depth--;
}

void hp_markdown_to_html(const hp_markdown_text *text, const hp_markdown_options *options, GString *html,
                         hp_line_map *map, hp_diags *diags)
{
    if (!text->text)
        return;
    md_document document = {.options = options, .diags = diags, .line = text->line};
    document.slugs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    convert(&document, text, html, map);
    g_hash_table_unref(document.slugs);
    md_notes_free(document.notes);
    md_abbreviations_free(document.abbreviations);
}
