/*
 * What the tests of text/ share: fonts, a style, paragraphs as text.
 */
#pragma once

#include "text/text.h"

typedef struct {
    hp_fonts *fonts;
    hp_arena *arena;
    hp_diags *diags;
} text_fixture;

text_fixture *text_fixture_new(void);
void text_fixture_free(text_fixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(text_fixture, text_fixture_free)

/* A style of one family, regular, LTR, in English; in the fixture's arena. */
hp_style *text_style(text_fixture *fixture, const char *family, double size);
/* A paragraph that is one run of a style. */
const hp_paragraph *text_shape(text_fixture *fixture, const hp_style *style, const char *text);
double text_width(text_fixture *fixture, const hp_style *style, const char *text);
/* The words, each in brackets. With levels: "0[abc ]1[...]". */
char *text_words(const hp_paragraph *paragraph, gboolean with_levels);
/* "family:[word]" for each word. */
char *text_faces(const hp_paragraph *paragraph);
/* Diagnostics, one "code: message" per line. */
char *text_diags(const hp_diags *diags);
