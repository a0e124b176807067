#include "source/deck.h"

#include "source/dialect.h"
#include "source/encoding.h"
#include "source/front-matter.h"
#include "source/language.h"
#include "source/page.h"
#include "source/reveal-slides.h"
#include "source/slides.h"
#include "source/style-links.h"

static const hp_source_slide *document_make(hp_arena *arena, const char *text, size_t length, unsigned line)
{
    hp_source_slide *whole = hp_arena_make(arena, hp_source_slide);
    whole->body = (hp_markdown_text){text, length, line};
    return whole;
}

static void styles_link(hp_arena *arena, hp_deck *deck)
{
    const char *const *css = deck->front.css;
    size_t count = g_strv_length((char **)css);
    hp_source_style *styles = hp_arena_make_array(arena, hp_source_style, count);
    for (size_t i = 0; i < count; i++)
        styles[i] = hp_style_link(arena, css[i], NULL, deck->front.css_line);
    deck->styles = styles;
    deck->n_styles = count;
}

/* Markdown behind its front matter. */
static void markdown_read(hp_arena *arena, hp_deck *deck, hp_dialect dialect, hp_diags *diags)
{
    hp_source_body body;
    hp_front_matter_read(arena, deck->text, deck->length, dialect, &deck->front, &body, diags);
    const char *text = deck->text + body.offset;
    size_t length = deck->length - body.offset;
    const hp_front_matter *front = &deck->front;
    if (front->kind == HP_DOCUMENT) {
        deck->slides = document_make(arena, text, length, body.line);
        deck->n_slides = 1;
    } else if (front->dialect == HP_DIALECT_HEDGEDOC) {
        deck->slides = hp_slides_split(arena, text, length, body.line, body.offset > 0, &deck->n_slides, diags);
    } else {
        g_autoptr(GArray) slides = g_array_new(FALSE, FALSE, sizeof(hp_source_slide));
        hp_reveal_slides_append(arena, slides, text, length, body.line, front->dialect, &front->separators,
                                HP_STACK_NONE, diags);
        deck->slides = hp_arena_copy(arena, slides->data, slides->len * sizeof(hp_source_slide));
        deck->n_slides = slides->len;
    }
    if (front->css)
        styles_link(arena, deck);
}

const hp_deck *hp_deck_parse(hp_arena *arena, const char *bytes, size_t length, const hp_source_options *options,
                             hp_diags *diags)
{
    hp_deck *deck = hp_arena_make(arena, hp_deck);
    deck->text = hp_source_decode(arena, bytes, length, options->repair_encoding, &deck->length, diags);
    gboolean may_be_page = options->dialect == HP_DIALECT_AUTO || options->dialect == HP_DIALECT_REVEAL;
    if (may_be_page && hp_dialect_is_page(deck->text, deck->length))
        hp_page_read(arena, deck, options, diags);
    else
        markdown_read(arena, deck, options->dialect, diags);
    if (deck->front.kind == HP_DOCUMENT && !deck->front.lang)
        deck->language = hp_language_find(deck->text, deck->length);
    return deck;
}
