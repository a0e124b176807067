#include "markdown/markdown.h"

#include "markdown/render.h"
#include "markdown/scan.h"

#define FLAGS (MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)

void hp_markdown_to_html(const hp_markdown_text *text, const hp_markdown_options *options, GString *html,
                         hp_line_map *map, hp_diags *diags)
{
    static const MD_PARSER parser = {.flags = FLAGS,
                                     .enter_block = md_block_enter,
                                     .leave_block = md_block_leave,
                                     .enter_span = md_span_enter,
                                     .leave_span = md_span_leave,
                                     .text = md_text};
    if (!text->text)
        return;
    g_auto(md_input) input;
    md_input_init(&input, text, diags);
    md_table_rows_widen(&input);
    md_limits_apply(&input, diags);
    md_image_sizes_hide(&input);
    md_scan_apply(&input);

    md_renderer r;
    md_renderer_init(&r, &input, options, html, map);
    if (md_parse(input.text, (MD_SIZE)input.length, &parser, &r)) {
        md_content_flush(&r);
        hp_diag_warning(diags, "markdown-limit", r.line, "the text grows without bounds here, the rest is left out");
    }
    md_renderer_clear(&r);
}
