#include "source/deck.h"

#include "source/encoding.h"
#include "source/front-matter.h"
#include "source/slides.h"

static const hp_source_slide *document_make(hp_arena *arena, const char *text, size_t length, unsigned line)
{
    hp_source_slide *whole = hp_arena_make(arena, hp_source_slide);
    whole->body = (hp_markdown_text){text, length, line};
    return whole;
}

const hp_deck *hp_deck_parse(hp_arena *arena, const char *bytes, size_t length, const hp_source_options *options,
                             hp_diags *diags)
{
    hp_deck *deck = hp_arena_make(arena, hp_deck);
    deck->text = hp_source_decode(arena, bytes, length, options->repair_encoding, &deck->length, diags);

    hp_source_body body;
    hp_front_matter_read(arena, deck->text, deck->length, &deck->front, &body, diags);
    const char *text = deck->text + body.offset;
    size_t text_length = deck->length - body.offset;
    if (deck->front.kind == HP_DECK) {
        deck->slides = hp_slides_split(arena, text, text_length, body.line, body.offset > 0, &deck->n_slides, diags);
    } else {
        deck->slides = document_make(arena, text, text_length, body.line);
        deck->n_slides = 1;
    }
    return deck;
}
