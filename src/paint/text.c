/*
 * Text: glyphs with the characters they stand for, so that copying and
 * searching work in every script.
 *
 * cairo writes a glyph's text into the font's ToUnicode map when a cluster is
 * one glyph that always means the same; anything else becomes an ActualText
 * span, which cuts the text of some readers short. Hence the care below to give
 * blanks and hyphens one meaning and to drop what shows nothing.
 *
 * Right-to-left text is written from left to right as it stands, cluster by
 * cluster: browsers write it so, and what reads PDF turns it round. Written
 * backwards (CAIRO_TEXT_CLUSTER_FLAG_BACKWARD) neither poppler's search nor its
 * selection finds the words.
 */
#include "paint/paint-internal.h"
#include <string.h>

gboolean hp_text_is_visible(const hp_painter *painter, const hp_fragment *fragment)
{
    return fragment->style->visibility == HP_VISIBILITY_VISIBLE && fragment->text.face && fragment->text.n_glyphs > 0 &&
           (double)hp_text_fill_color(painter, fragment).a * painter->alpha >= 1.0 / 255;
}

/* A cluster of the fragment: glyphs [first, last], bytes [start, end). */
typedef struct {
    size_t first, last;
    size_t start, end;
} glyph_span;

/* UNKNOWN: characters no font has a glyph for; a blank carries them. */
typedef enum { SPAN_GLYPHS, SPAN_BLANK, SPAN_UNKNOWN, SPAN_NOTHING } span_kind;

static span_kind span_classify(const hp_text_fragment *text, const glyph_span *span)
{
    gboolean blank = FALSE, shown = FALSE;
    const char *end = text->text + span->end;

    for (size_t i = span->first; i <= span->last; i++)
        if (text->glyphs[i].glyph != HP_GLYPH_EMPTY)
            return SPAN_GLYPHS;
    for (const char *p = text->text + span->start; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (g_unichar_isspace(c))
            blank = TRUE;
        else if (!g_unichar_iszerowidth(c) && !g_unichar_iscntrl(c))
            shown = TRUE;
    }
    return shown ? SPAN_UNKNOWN : blank ? SPAN_BLANK : SPAN_NOTHING;
}

static void append_glyph(hp_painter *painter, unsigned long index, double x, double y)
{
    cairo_glyph_t glyph = {index, x, y};

    g_array_append_val(painter->glyphs, glyph);
}

/* A soft hyphen that does not show would stand in the way of who searches for
 * the word. */
static void append_without_soft_hyphens(GString *out, const char *text, size_t length)
{
    const char *end = text + length, *hyphen;
    while ((hyphen = memmem(text, (size_t)(end - text), "\xC2\xAD", 2))) {
        g_string_append_len(out, text, hyphen - text);
        text = hyphen + 2;
    }
    g_string_append_len(out, text, end - text);
}

/* The characters of a span. A glyph that blanks or hyphens share must always
 * map to the same character. What stands for nothing in the text is the hyphen at
 * a line's end: readers know that one and put the word together again. */
static size_t append_text(hp_painter *painter, const hp_paint_face *face, const hp_text_fragment *text,
                          const glyph_span *span, span_kind kind)
{
    unsigned long only = span->first == span->last && kind == SPAN_GLYPHS ? text->glyphs[span->first].glyph : 0;
    size_t before = painter->utf8->len;

    if (kind == SPAN_BLANK || (only && only == face->space))
        g_string_append_c(painter->utf8, ' ');
    else if ((only && only == face->hyphen) || span->start >= text->end)
        g_string_append_c(painter->utf8, '-');
    else
        append_without_soft_hyphens(painter->utf8, text->text + span->start, span->end - span->start);
    return painter->utf8->len - before;
}

/* The byte where the cluster after (in reading order) begins. */
static size_t span_end(const hp_text_fragment *text, size_t neighbour)
{
    return text->glyphs[neighbour].byte;
}

/* Adds one span's glyphs from *x on and its cluster. */
static void append_span(hp_painter *painter, const hp_paint_face *face, const hp_text_fragment *text,
                        const glyph_span *span, double *x)
{
    span_kind kind = span_classify(text, span);
    cairo_text_cluster_t cluster = {0, 0};

    if (kind == SPAN_BLANK || kind == SPAN_UNKNOWN) {
        append_glyph(painter, face->space, *x, text->baseline);
        cluster.num_glyphs = 1;
    }
    for (size_t i = span->first; i <= span->last; i++) {
        const hp_glyph *glyph = &text->glyphs[i];

        if (glyph->glyph != HP_GLYPH_EMPTY) {
            append_glyph(painter, glyph->glyph, *x + (double)glyph->dx, text->baseline + (double)glyph->dy);
            cluster.num_glyphs++;
        }
        *x += (double)glyph->advance;
    }
    if (kind == SPAN_NOTHING)
        return;
    cluster.num_bytes = (int)append_text(painter, face, text, span, kind);
    if (cluster.num_bytes > 0 || cluster.num_glyphs > 0)
        g_array_append_val(painter->clusters, cluster);
}

/* Spans by equal bytes: glyphs of one cluster share the byte it begins at. */
static void collect_glyphs(hp_painter *painter, const hp_paint_face *face, const hp_fragment *fragment)
{
    const hp_text_fragment *text = &fragment->text;
    double x = fragment->rect.x;

    g_array_set_size(painter->glyphs, 0);
    g_array_set_size(painter->clusters, 0);
    g_string_truncate(painter->utf8, 0);
    for (size_t first = 0; first < text->n_glyphs;) {
        glyph_span span = {.first = first, .last = first, .start = text->glyphs[first].byte};

        while (span.last + 1 < text->n_glyphs && text->glyphs[span.last + 1].byte == span.start)
            span.last++;
        if (text->rtl)
            span.end = first > 0 ? span_end(text, first - 1) : text->end;
        else
            span.end = span.last + 1 < text->n_glyphs ? span_end(text, span.last + 1) : text->end;
        span.end = CLAMP(span.end, span.start, text->end);
        append_span(painter, face, text, &span, &x);
        first = span.last + 1;
    }
}

/* A line that ends in a forced break ends without a blank: readers would join
 * its last word and the next line's first. */
static gboolean needs_blank(const hp_text_fragment *before, const hp_text_fragment *text)
{
    if (before->text != text->text || before->rtl || text->rtl || before->end == 0 || text->start < before->end ||
        g_ascii_isspace(before->text[before->end - 1]))
        return FALSE;
    for (size_t i = before->end; i < text->start; i++)
        if (g_ascii_isspace(text->text[i]))
            return TRUE;
    return FALSE;
}

/* The blank goes with this text's glyphs, since cairo drops a lone one: it has no
 * ink. It stands where the line before ended. */
static void prepend_blank(hp_painter *painter, const hp_paint_face *face, const hp_fragment *before)
{
    const cairo_glyph_t glyph = {face->space, before->rect.x + before->rect.width, before->text.baseline};
    const cairo_text_cluster_t cluster = {1, 1};

    g_array_prepend_val(painter->glyphs, glyph);
    g_array_prepend_val(painter->clusters, cluster);
    g_string_prepend_c(painter->utf8, ' ');
}

void hp_paint_text(hp_painter *painter, const hp_fragment *fragment)
{
    const hp_fragment *before = painter->last_text;
    const hp_paint_face *face;

    if (!hp_text_is_visible(painter, fragment))
        return;
    painter->last_text = fragment;
    if (hp_face_is_color(fragment->text.face)) {
        hp_paint_emoji(painter, fragment);
        return;
    }
    face = hp_painter_face(painter, fragment->text.face);
    collect_glyphs(painter, face, fragment);
    if (painter->glyphs->len == 0)
        return;
    if (before && face->space && needs_blank(&before->text, &fragment->text))
        prepend_blank(painter, face, before);
    hp_painter_content(painter, fragment);
    hp_painter_set_color(painter, hp_text_fill_color(painter, fragment));
    cairo_set_scaled_font(painter->cr, face->scaled);
    cairo_show_text_glyphs(painter->cr, painter->utf8->str, (int)painter->utf8->len,
                           (const cairo_glyph_t *)(const void *)painter->glyphs->data, (int)painter->glyphs->len,
                           (const cairo_text_cluster_t *)(const void *)painter->clusters->data,
                           (int)painter->clusters->len, 0);
    hp_paint_text_dress(painter, fragment, face);
}
