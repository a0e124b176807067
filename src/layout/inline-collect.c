/*
 * From inline boxes to one text (CSS Text 3 §4.1, §2.1): white space collapsed
 * across boxes, case transformed, atomic inlines as U+FFFC, <br> as a newline.
 */
#include "layout/inline-internal.h"

#include <string.h>

#define SOFT_HYPHEN "\xC2\xAD"

#define OBJECT "\xef\xbf\xbc"

typedef struct {
    hp_layouter *l;
    GString *text;
    GArray *runs;           /* hp_text_run */
    GArray *events;         /* hp_item of any kind but TEXT; start: where */
    gboolean at_line_start; /* a collapsible blank here is dropped */
    gboolean word_goes_on;  /* for capitalize */
} collector;

static void run_add(collector *c, size_t start, const hp_style *style, const hp_box *owner)
{
    if (c->text->len == start)
        return;
    hp_text_run run = {start, c->text->len, style, (void *)owner};
    g_array_append_val(c->runs, run);
}

static void event_add(collector *c, hp_item_kind kind, const hp_box *box)
{
    hp_item event = {.kind = kind, .box = box, .start = c->text->len, .end = c->text->len};
    g_array_append_val(c->events, event);
}

/* ---- case ---- */

static void append_capitalized(collector *c, const char *text, size_t length)
{
    for (const char *p = text, *end = text + length; p < end; p = g_utf8_next_char(p)) {
        gunichar character = g_utf8_get_char(p);
        gboolean letter = g_unichar_isalnum(character) || g_unichar_ismark(character);
        g_string_append_unichar(c->text, letter && !c->word_goes_on ? g_unichar_totitle(character) : character);
        c->word_goes_on = letter || (c->word_goes_on && (character == '\'' || character == 0x2019));
    }
}

static void append_cased(collector *c, const hp_style *style, const char *text, size_t length)
{
    switch (style->text_transform) {
    case HP_TEXT_TRANSFORM_NONE: g_string_append_len(c->text, text, (gssize)length); return;
    case HP_TEXT_TRANSFORM_CAPITALIZE: append_capitalized(c, text, length); return;
    default: {
        g_autofree char *cased = style->text_transform == HP_TEXT_TRANSFORM_UPPERCASE
                                     ? g_utf8_strup(text, (gssize)length)
                                     : g_utf8_strdown(text, (gssize)length);
        g_string_append(c->text, cased);
    }
    }
}

/* ---- white space ---- */

static void collect_preserved(collector *c, const hp_style *style, const char *text)
{
    append_cased(c, style, text, strlen(text));
    c->at_line_start = c->text->len && c->text->str[c->text->len - 1] == '\n';
}

static void collect_collapsed(collector *c, const hp_style *style, const char *text)
{
    gboolean keep_newlines = style->white_space == HP_WHITE_SPACE_PRE_LINE;
    for (const char *p = text; *p;) {
        size_t word = strcspn(p, " \t\n\r\f");
        if (word) {
            append_cased(c, style, p, word);
            c->at_line_start = FALSE;
            p += word;
        }
        size_t blanks = strspn(p, " \t\n\r\f");
        if (!blanks)
            continue;
        if (keep_newlines && memchr(p, '\n', blanks)) {
            for (size_t i = 0; i < blanks; i++)
                if (p[i] == '\n')
                    g_string_append_c(c->text, '\n');
            c->at_line_start = TRUE;
        } else if (!c->at_line_start) {
            g_string_append_c(c->text, ' ');
            c->at_line_start = TRUE; /* a further blank collapses into this one */
        }
        c->word_goes_on = FALSE;
        p += blanks;
    }
}

static void collect_text(collector *c, const hp_box *box)
{
    size_t start = c->text->len;
    switch (box->style->white_space) {
    case HP_WHITE_SPACE_PRE:
    case HP_WHITE_SPACE_PRE_WRAP:
    case HP_WHITE_SPACE_BREAK_SPACES: collect_preserved(c, box->style, box->text); break;
    default: collect_collapsed(c, box->style, box->text);
    }
    run_add(c, start, box->style, box);
}

/* ---- bidi (CSS Writing Modes 3 §2.4.2) ---- */

static void collect_control(collector *c, const hp_box *box, gboolean opens)
{
    gboolean rtl = box->style->direction == HP_DIRECTION_RTL;
    const char *open = NULL, *close = NULL;
    switch (box->style->unicode_bidi) {
    case HP_UNICODE_BIDI_NORMAL: return;
    case HP_UNICODE_BIDI_EMBED:
        open = rtl ? "\xe2\x80\xab" : "\xe2\x80\xaa";
        close = "\xe2\x80\xac";
        break;
    case HP_UNICODE_BIDI_OVERRIDE:
    case HP_UNICODE_BIDI_ISOLATE_OVERRIDE:
        open = rtl ? "\xe2\x80\xae" : "\xe2\x80\xad";
        close = "\xe2\x80\xac";
        break;
    case HP_UNICODE_BIDI_ISOLATE:
        open = rtl ? "\xe2\x81\xa7" : "\xe2\x81\xa6";
        close = "\xe2\x81\xa9";
        break;
    case HP_UNICODE_BIDI_PLAINTEXT:
        open = "\xe2\x81\xa8";
        close = "\xe2\x81\xa9";
        break;
    }
    size_t start = c->text->len;
    g_string_append(c->text, opens ? open : close);
    run_add(c, start, box->style, box);
}

static void collect(collector *c, const hp_box *parent)
{
    for (const hp_box *box = parent->first_child; box; box = box->next) {
        size_t start = c->text->len;
        if (box->floating || box->absolute) {
            event_add(c, box->floating ? HP_ITEM_FLOAT : HP_ITEM_ANCHOR, box);
            continue;
        }
        switch (box->kind) {
        case HP_BOX_TEXT: collect_text(c, box); break;
        case HP_BOX_BREAK:
            g_string_append_c(c->text, '\n');
            run_add(c, start, box->style, box);
            c->at_line_start = TRUE;
            break;
        case HP_BOX_INLINE:
            event_add(c, HP_ITEM_OPEN, box);
            collect_control(c, box, TRUE);
            collect(c, box);
            collect_control(c, box, FALSE);
            event_add(c, HP_ITEM_CLOSE, box);
            break;
        default:
            event_add(c, HP_ITEM_ATOMIC, box);
            g_string_append(c->text, OBJECT);
            run_add(c, start, box->style, box);
            c->at_line_start = FALSE;
            c->word_goes_on = FALSE;
        }
    }
}

/* ---- items ---- */

static gboolean wraps(hp_white_space white_space)
{
    return white_space != HP_WHITE_SPACE_NOWRAP && white_space != HP_WHITE_SPACE_PRE;
}

hp_item hp_item_slice(const hp_inline *content, const hp_item *item, size_t start, size_t end)
{
    const hp_word *word = item->word;
    hp_item piece = *item;
    piece.start = start;
    piece.end = end;
    size_t first = 0, last = item->n_glyphs;
    while (first < last && !(item->glyphs[first].byte >= start && item->glyphs[first].byte < end))
        first++;
    while (last > first && !(item->glyphs[last - 1].byte >= start && item->glyphs[last - 1].byte < end))
        last--;
    piece.glyphs = item->glyphs + first;
    piece.n_glyphs = last - first;
    piece.width = piece.blank = 0;
    gboolean hangs =
        word->style->white_space != HP_WHITE_SPACE_PRE && word->style->white_space != HP_WHITE_SPACE_BREAK_SPACES;
    for (size_t i = 0; i < piece.n_glyphs; i++) {
        piece.width += (double)piece.glyphs[i].advance;
        if (hangs && piece.glyphs[i].byte >= word->space_start)
            piece.blank += (double)piece.glyphs[i].advance;
    }
    uint8_t flags = content->paragraph->flags[end];
    piece.must_break = flags & HP_TEXT_MUST_BREAK;
    piece.breaks = piece.must_break || ((flags & HP_TEXT_BREAK) && wraps(word->style->white_space));
    piece.soft = piece.breaks && !piece.must_break && end >= start + 2 &&
                 memcmp(content->paragraph->text + end - 2, SOFT_HYPHEN, 2) == 0;
    if (piece.soft && word->style->hyphens == HP_HYPHENS_NONE)
        piece.breaks = piece.soft = FALSE;
    return piece;
}

/* The blanks behind a word never come before its hyphen: it is only divided
 * where there are none. */
hp_item hp_item_hyphenated(hp_layouter *l, const hp_item *piece)
{
    hp_item whole = *piece;
    size_t n_glyphs;
    double width;
    const hp_glyph *hyphen = hp_text_hyphen(l->context->fonts, l->arena, piece->word, piece->end, &n_glyphs, &width);
    hp_glyph *glyphs = hp_arena_make_array(l->arena, hp_glyph, piece->n_glyphs + n_glyphs);
    gboolean rtl = piece->word->level & 1;
    memcpy(glyphs + (rtl ? n_glyphs : 0), piece->glyphs, piece->n_glyphs * sizeof *glyphs);
    if (n_glyphs > 0)
        memcpy(glyphs + (rtl ? 0 : piece->n_glyphs), hyphen, n_glyphs * sizeof *glyphs);
    whole.glyphs = glyphs;
    whole.n_glyphs = piece->n_glyphs + n_glyphs;
    whole.width += width;
    whole.soft = FALSE;
    return whole;
}

/* A word as one item for each stretch without a break place inside. */
static void add_word(GArray *items, const hp_inline *content, const hp_word *word)
{
    const hp_paragraph *paragraph = content->paragraph;
    const hp_style *style = word->style;
    hp_item whole = {.kind = HP_ITEM_TEXT,
                     .box = word->owner,
                     .word = word,
                     .glyphs = word->glyphs,
                     .n_glyphs = word->n_glyphs,
                     .is_tab = paragraph->text[word->start] == '\t'};
    gboolean anywhere = style->word_break == HP_WORD_BREAK_BREAK_ALL && wraps(style->white_space);
    size_t from = word->start;
    for (size_t byte = word->start + 1; byte <= word->end; byte++) {
        uint8_t flags = paragraph->flags[byte];
        gboolean cut = (flags & (HP_TEXT_BREAK | HP_TEXT_MUST_BREAK)) != 0;
        gboolean cluster = anywhere && (flags & HP_TEXT_CURSOR) && byte < word->space_start;
        if (byte < word->end && !cut && !cluster)
            continue;
        hp_item item = hp_item_slice(content, &whole, from, byte);
        item.breaks |= cluster;
        g_array_append_val(items, item);
        from = byte;
    }
}

static void add_items(hp_layouter *l, hp_inline *content, const GArray *events)
{
    const hp_paragraph *paragraph = content->paragraph;
    g_autoptr(GArray) items = g_array_sized_new(FALSE, TRUE, sizeof(hp_item), (guint)paragraph->n_words + events->len);
    size_t next = 0;
    for (size_t i = 0; i < paragraph->n_words; i++) {
        const hp_word *word = &paragraph->words[i];
        hp_item *event = NULL;
        for (; next < events->len && g_array_index(events, hp_item, next).start <= word->start; next++) {
            event = &g_array_index(events, hp_item, next);
            if (event->kind == HP_ITEM_ATOMIC) {
                uint8_t flags = paragraph->flags[word->end];
                event->word = word;
                event->end = word->end;
                event->must_break = flags & HP_TEXT_MUST_BREAK;
                event->breaks = (flags & HP_TEXT_BREAK) && wraps(event->box->parent->style->white_space);
            }
            g_array_append_val(items, *event);
        }
        if (!word->is_object)
            add_word(items, content, word);
    }
    for (; next < events->len; next++)
        g_array_append_val(items, g_array_index(events, hp_item, next));
    content->n_items = items->len;
    content->items = hp_arena_copy(l->arena, items->data, items->len * sizeof(hp_item));
}

const hp_inline *hp_inline_collect(hp_layouter *l, const hp_box *box)
{
    if (box->inline_memo)
        return box->inline_memo;
    collector c = {l,
                   g_string_new(NULL),
                   g_array_new(FALSE, FALSE, sizeof(hp_text_run)),
                   g_array_new(FALSE, TRUE, sizeof(hp_item)),
                   TRUE,
                   FALSE};
    collect(&c, box);
    hp_inline *content = hp_arena_make(l->arena, hp_inline);
    const char *text = hp_arena_strndup(l->arena, c.text->str, c.text->len);
    content->paragraph = hp_text_shape(l->context->fonts, l->arena, text, c.text->len,
                                       (const hp_text_run *)(void *)c.runs->data, c.runs->len, box->style->direction);
    add_items(l, content, c.events);
    g_string_free(c.text, TRUE);
    g_array_unref(c.runs);
    g_array_unref(c.events);
    ((hp_box *)box)->inline_memo = content;
    return content;
}
