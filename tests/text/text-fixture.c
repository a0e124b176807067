#include "text-fixture.h"

#include <string.h>

text_fixture *text_fixture_new(void)
{
    text_fixture *fixture = g_new0(text_fixture, 1);
    g_autoptr(GError) error = NULL;
    fixture->fonts = hp_fonts_new(NULL, &error);
    g_assert_no_error(error);
    fixture->arena = hp_arena_new();
    fixture->diags = hp_diags_new("deck.md");
    hp_fonts_set_diags(fixture->fonts, fixture->diags);
    return fixture;
}

void text_fixture_free(text_fixture *fixture)
{
    hp_fonts_free(fixture->fonts);
    hp_arena_free(fixture->arena);
    hp_diags_free(fixture->diags);
    g_free(fixture);
}

hp_style *text_style(text_fixture *fixture, const char *family, double size)
{
    const char **families = hp_arena_make_array(fixture->arena, const char *, 2);
    families[0] = hp_arena_strdup(fixture->arena, family);
    hp_style *style = hp_arena_make(fixture->arena, hp_style);
    style->families = families;
    style->font_size = (float)size;
    style->font_weight = 400;
    style->lang = "en";
    return style;
}

const hp_paragraph *text_shape(text_fixture *fixture, const hp_style *style, const char *text)
{
    hp_text_run run = {0, strlen(text), style, NULL};
    return hp_text_shape(fixture->fonts, fixture->arena, text, run.end, &run, 1, style->direction);
}

double text_width(text_fixture *fixture, const hp_style *style, const char *text)
{
    const hp_paragraph *paragraph = text_shape(fixture, style, text);
    double width = 0;
    for (size_t i = 0; i < paragraph->n_words; i++)
        width += paragraph->words[i].width;
    return width;
}

char *text_words(const hp_paragraph *paragraph, gboolean with_levels)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < paragraph->n_words; i++) {
        const hp_word *word = &paragraph->words[i];
        if (with_levels)
            g_string_append_printf(out, "%d", word->level);
        g_string_append_c(out, '[');
        g_string_append_len(out, paragraph->text + word->start, (gssize)(word->end - word->start));
        g_string_append_c(out, ']');
    }
    return g_string_free(out, FALSE);
}

char *text_faces(const hp_paragraph *paragraph)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < paragraph->n_words; i++) {
        const hp_word *word = &paragraph->words[i];
        g_string_append_printf(out, "%s%s:[%.*s]", i ? " " : "", hp_face_family(word->face),
                               (int)(word->end - word->start), paragraph->text + word->start);
    }
    return g_string_free(out, FALSE);
}

char *text_diags(const hp_diags *diags)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < hp_diags_count(diags); i++) {
        const hp_diag *diag = hp_diags_get(diags, i);
        g_string_append_printf(out, "%s: %s\n", diag->code, diag->message);
    }
    return g_string_free(out, FALSE);
}
