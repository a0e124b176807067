/*
 * H~2~O and x^2^: text between two signs without blanks; \ before a blank or a
 * sign makes it part. md4c takes ~ for a strikethrough: single ones are hidden
 * from it, paired or not.
 */
#include "markdown/line.h"
#include "markdown/render.h"

#include <string.h>

gboolean md_script_match(md_scan *scan, size_t at, md_region *region)
{
    char sign = scan->text[at];
    for (size_t p = at + 1; p < scan->end && !g_ascii_isspace(scan->text[p]); p++) {
        if (scan->text[p] == '\\') {
            p++;
        } else if (scan->text[p] == sign) {
            size_t run = md_run_length(scan->text, p, scan->end);
            if (p == at + 1 || run > 1 || (scan->is_table && memchr(scan->text + at, '|', p - at)))
                return FALSE;
            *region = (md_region){sign == '~' ? MD_SUB : MD_SUP, at, p + 1, at + 1, p, 0};
            return TRUE;
        }
    }
    return FALSE;
}

void md_script_render(md_renderer *r, const md_region *region)
{
    gboolean sub = region->kind == MD_SUB;
    size_t length = region->inner_end - region->inner_start;
    const char *inner = md_input_original(r->input, r->input->text + region->inner_start, &length);
    g_autoptr(GString) text = g_string_sized_new(length);
    for (size_t i = 0; i < length; i++) {
        if (inner[i] == '\\' && i + 1 < length && (g_ascii_ispunct(inner[i + 1]) || inner[i + 1] == ' '))
            i++;
        g_string_append_c(text, inner[i]);
    }
    const char *open = sub ? "<sub>" : "<sup>", *close = sub ? "</sub>" : "</sup>";
    md_token_add(r, MD_TAG, open, strlen(open));
    r->level++;
    md_token_add(r, MD_TEXT, text->str, text->len);
    r->level--;
    md_token_add(r, MD_TAG, close, strlen(close));
}
