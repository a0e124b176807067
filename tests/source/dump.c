#include "dump.h"

#include <string.h>

static void text_add(GString *out, const char *name, const char *value)
{
    if (value)
        g_string_append_printf(out, "%s=\"%s\" ", name, value);
}

static void flag_add(GString *out, const char *name, gboolean value, gboolean usual)
{
    if (value != usual)
        g_string_append_printf(out, "%s=%s ", name, value ? "true" : "false");
}

static void number_add(GString *out, const char *name, double value, double usual)
{
    if (value != usual)
        g_string_append_printf(out, "%s=%g ", name, value);
}

static void slide_options_add(GString *out, const hp_slide_options *slide)
{
    text_add(out, "theme", strcmp(slide->theme, "black") == 0 ? NULL : slide->theme);
    number_add(out, "width", slide->width_px, 960);
    number_add(out, "height", slide->height_px, 700);
    number_add(out, "margin", slide->margin, 0.04);
    flag_add(out, "center", slide->center, TRUE);
    if (g_strcmp0(slide->slide_number, "h.v") != 0)
        text_add(out, "number", slide->slide_number ? slide->slide_number : "none");
    flag_add(out, "slide-rtl", slide->rtl, FALSE);
    flag_add(out, "notes", slide->show_notes, FALSE);
    flag_add(out, "separate", slide->notes_separate_page, FALSE);
    flag_add(out, "fragments", slide->fragments, TRUE);
    text_add(out, "parallax", slide->parallax_image);
    text_add(out, "parallax-size", slide->parallax_size);
    flag_add(out, "light-code", slide->light_code, FALSE);
    number_add(out, "max-pages", slide->max_pages_per_slide, 0);
}

char *dump_front(const hp_front_matter *front)
{
    GString *out = g_string_new(NULL);
    static const char *const dialects[] = {"auto ", "", "reveal-md ", "reveal "};
    g_string_append(out, dialects[front->dialect]);
    if (front->kind == HP_DECK)
        g_string_append(out, "deck ");
    text_add(out, "title", front->title);
    text_add(out, "author", front->author);
    text_add(out, "description", front->description);
    text_add(out, "lang", front->lang);
    text_add(out, "date", front->date);
    for (const char *const *tag = front->tags; *tag; tag++)
        text_add(out, "tag", *tag);
    flag_add(out, "rtl", front->dir_rtl, FALSE);
    flag_add(out, "breaks", front->breaks, TRUE);
    slide_options_add(out, &front->slide);
    if (out->len > 0)
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static void markdown_add(GString *out, const hp_markdown_text *text)
{
    g_assert_cmpuint(strlen(text->text), ==, text->length);
    g_string_append_printf(out, " @%u \"", text->line);
    for (const char *at = text->text; *at; at++)
        if (*at == '\n')
            g_string_append(out, "\\n");
        else
            g_string_append_c(out, *at);
    g_string_append_c(out, '"');
}

char *dump_slides(const hp_deck *deck)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < deck->n_styles; i++) {
        g_string_append(out, "style");
        markdown_add(out, &deck->styles[i]);
        g_string_append_c(out, '\n');
    }
    for (size_t i = 0; i < deck->n_slides; i++) {
        const hp_source_slide *slide = &deck->slides[i];
        g_string_append_printf(out, "%u/%u%s", slide->horizontal, slide->vertical, slide->in_stack ? " stack" : "");
        g_string_append(out, slide->is_html ? " html" : "");
        if (slide->attributes)
            g_string_append_printf(out, " <%s>", slide->attributes);
        if (slide->file)
            g_string_append_printf(out, " of %s", slide->file);
        markdown_add(out, &slide->body);
        if (slide->notes.text) {
            g_string_append(out, " notes");
            markdown_add(out, &slide->notes);
        }
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

char *dump_diags(hp_diags *diags)
{
    GString *out = g_string_new(NULL);
    hp_diags_sort(diags);
    for (size_t i = 0; i < hp_diags_count(diags); i++) {
        const hp_diag *diag = hp_diags_get(diags, i);
        g_string_append_printf(out, "%s %s @%u: %s\n", hp_severity_name(diag->severity), diag->code, diag->line,
                               diag->message);
    }
    return g_string_free(out, FALSE);
}

typedef enum { PART_FRONT, PART_SLIDES, PART_DIAGS } part;

static char *part_dump(const char *text, part wanted)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    const hp_source_options options = {.repair_encoding = TRUE};
    const hp_deck *deck = hp_deck_parse(arena, text, strlen(text), &options, diags);
    if (wanted == PART_FRONT)
        return dump_front(&deck->front);
    return wanted == PART_SLIDES ? dump_slides(deck) : dump_diags(diags);
}

char *dump_text_front(const char *text)
{
    return part_dump(text, PART_FRONT);
}

char *dump_text_slides(const char *text)
{
    return part_dump(text, PART_SLIDES);
}

char *dump_text_diags(const char *text)
{
    return part_dump(text, PART_DIAGS);
}
