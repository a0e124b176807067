/*
 * Regions: where md4c hands back as text what the scan has hidden from it, the
 * syntax behind it takes the place.
 */
#include "markdown/render.h"
#include "markdown/scan.h"

/* The first region that ends after a place; NULL: none. */
static const md_region *region_after(const md_input *input, size_t offset)
{
    guint low = 0, high = input->regions->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (g_array_index(input->regions, md_region, middle).end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < input->regions->len ? &g_array_index(input->regions, md_region, low) : NULL;
}

static void region_render(md_renderer *r, const md_region *region)
{
    switch (region->kind) {
    case MD_MATH:
    case MD_MATH_DISPLAY: md_math_render(r, region); break;
    case MD_SUP:
    case MD_SUB: md_script_render(r, region); break;
    case MD_NOTE: md_note_render(r, region); break;
    case MD_RUBY: md_ruby_render(r, region); break;
    case MD_EMBED: md_embed_render(r, region); break;
    case MD_TOC: md_toc_render(r); break;
    case MD_LABEL: md_label_render(r, region); break;
    }
    r->text_end = NULL;
}

void md_region_text(md_renderer *r, const char *text, size_t size)
{
    const char *base = r->input->text;
    size_t at = (size_t)(text - base), end = at + size;
    while (at < end) {
        const md_region *region = region_after(r->input, at);
        if (!region || region->start >= end) {
            md_text_add(r, base + at, end - at);
            return;
        }
        if (region->start > at) {
            md_text_add(r, base + at, region->start - at);
            at = region->start;
        }
        size_t stop = MIN(end, region->end);
        if (at == region->start)
            region_render(r, region);
        else if (r->hidden_end != region->end)
            md_text_add(r, base + at, stop - at);
        /* What is over lines comes in pieces. */
        r->hidden_end = stop < region->end ? region->end : 0;
        at = stop;
    }
}
