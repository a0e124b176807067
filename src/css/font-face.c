/* @font-face (CSS Fonts 4 §4): its descriptors. One that is wrong is left out,
 * as a declaration would be. */
#include "css/font-face.h"

#include "css/rules.h"
#include "css/values.h"

#include <string.h>

#define SOURCES_MAX 32
#define RANGES_MAX 1024

typedef struct {
    hp_arena *arena;
    hp_font_face *face;
    hp_value_parser values; /* of the descriptor being read */
    const char *source;
} descriptor;

typedef gboolean (*descriptor_func)(descriptor *d);

/* A family name: one string, or identifiers with a blank between them. */
static gboolean read_name(descriptor *d, const char **name)
{
    const hp_token *token = hp_value_peek(&d->values);
    if (token->type == HP_TOKEN_STRING) {
        *name = token->text;
        hp_value_skip(&d->values);
        return **name != '\0';
    }
    g_autoptr(GString) text = g_string_new(NULL);
    while (hp_value_peek(&d->values)->type == HP_TOKEN_IDENT) {
        if (text->len > 0)
            g_string_append_c(text, ' ');
        g_string_append(text, hp_value_peek(&d->values)->text);
        hp_value_skip(&d->values);
    }
    *name = hp_arena_strdup(d->arena, text->str);
    return text->len > 0;
}

static gboolean read_family(descriptor *d)
{
    return read_name(d, &d->face->family);
}

/* ---- src ---- */

/* format("woff2"), format(truetype), tech(…): whether it is for us (§4.3). */
static gboolean read_hint(descriptor *d, gboolean *usable)
{
    static const char *const readable[] = {"opentype", "truetype", "collection", "woff", "woff2"};
    if (hp_value_take_function(&d->values, "tech")) {
        *usable = *usable && hp_value_take_ident(&d->values, "variations");
        while (!hp_value_at_end(&d->values) && hp_value_peek(&d->values)->type != HP_TOKEN_CLOSE_PAREN)
            hp_value_skip_component(&d->values);
        return hp_value_take_close(&d->values);
    }
    if (!hp_value_take_function(&d->values, "format"))
        return FALSE;
    const hp_token *token = hp_value_peek(&d->values);
    if (token->type != HP_TOKEN_STRING && token->type != HP_TOKEN_IDENT)
        return FALSE;
    size_t length = strlen(token->text);
    if (g_str_has_suffix(token->text, "-variations"))
        length -= strlen("-variations");
    gboolean known = FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(readable); i++)
        known |= strlen(readable[i]) == length && g_ascii_strncasecmp(token->text, readable[i], length) == 0;
    *usable = *usable && known;
    hp_value_skip(&d->values);
    return hp_value_take_close(&d->values);
}

static gboolean read_source(descriptor *d, hp_font_source *source, gboolean *usable)
{
    *usable = TRUE;
    *source = (hp_font_source){0};
    if (hp_value_take_function(&d->values, "local"))
        return read_name(d, &source->local) && hp_value_take_close(&d->values);
    if (!hp_value_url(&d->values, &source->address))
        return FALSE;
    while (hp_value_peek(&d->values)->type == HP_TOKEN_FUNCTION)
        if (!read_hint(d, usable))
            return FALSE;
    return TRUE;
}

/* A source that cannot be read spoils only itself (§4.3.1). */
static gboolean read_sources(descriptor *d)
{
    hp_font_source *sources = hp_arena_make_array(d->arena, hp_font_source, SOURCES_MAX);
    size_t count = 0;
    do {
        gboolean usable;
        hp_font_source source;
        gboolean read = read_source(d, &source, &usable);
        while (!hp_value_at_end(&d->values) && hp_value_peek(&d->values)->type != HP_TOKEN_COMMA) {
            hp_value_skip_component(&d->values);
            read = FALSE;
        }
        if (read && usable && count < SOURCES_MAX)
            sources[count++] = source;
    } while (hp_value_take(&d->values, HP_TOKEN_COMMA));
    d->face->sources = sources;
    d->face->n_sources = count;
    return TRUE;
}

/* ---- weight, style, characters ---- */

static gboolean read_one_weight(descriptor *d, int *weight)
{
    static const hp_keyword names[] = {{"normal", 400}, {"bold", 700}, {NULL, 0}};
    double number;
    if (hp_value_keyword(&d->values, names, weight))
        return TRUE;
    if (!hp_value_number(&d->values, &number) || number < 1 || number > 1000)
        return FALSE;
    *weight = (int)number;
    return TRUE;
}

static gboolean read_weight(descriptor *d)
{
    int first, last;
    if (hp_value_take_ident(&d->values, "auto"))
        return TRUE;
    if (!read_one_weight(d, &first))
        return FALSE;
    last = first;
    if (!hp_value_at_end(&d->values) && !read_one_weight(d, &last))
        return FALSE;
    d->face->weight_min = MIN(first, last);
    d->face->weight_max = MAX(first, last);
    return TRUE;
}

/* The angles of oblique are the font's own here. */
static gboolean read_style(descriptor *d)
{
    static const hp_keyword names[] = {{"auto", HP_FONT_STYLE_NORMAL},
                                       {"normal", HP_FONT_STYLE_NORMAL},
                                       {"italic", HP_FONT_STYLE_ITALIC},
                                       {"oblique", HP_FONT_STYLE_OBLIQUE},
                                       {NULL, 0}};
    int style;
    hp_math angle;
    if (!hp_value_keyword(&d->values, names, &style))
        return FALSE;
    while (style == HP_FONT_STYLE_OBLIQUE && !hp_value_at_end(&d->values))
        if (!hp_value_math(&d->values, &angle) || angle.kind != HP_MATH_ANGLE)
            return FALSE;
    d->face->style = (hp_font_style)style;
    return TRUE;
}

/* CSS Syntax 3 §7.1: U+26, U+0-7F, U+4??. Its tokens would have to be put together
 * again, so it is read from the source. */
static const char *read_range(const char *text, hp_char_range *range)
{
    if ((text[0] != 'U' && text[0] != 'u') || text[1] != '+')
        return NULL;
    guint64 first = 0, last = 0;
    int digits = 0;
    gboolean wild = FALSE;
    for (text += 2; digits < 6 && (*text == '?' || (!wild && g_ascii_isxdigit(*text))); text++, digits++) {
        wild |= *text == '?';
        first = first * 16 + (wild ? 0 : (guint64)g_ascii_xdigit_value(*text));
        last = last * 16 + (wild ? 15 : (guint64)g_ascii_xdigit_value(*text));
    }
    if (digits == 0)
        return NULL;
    if (*text == '-' && !wild) {
        char *end;
        if (!g_ascii_isxdigit(text[1]))
            return NULL;
        last = g_ascii_strtoull(text + 1, &end, 16);
        text = end;
    }
    if (first > last || first > 0x10ffff)
        return NULL;
    *range = (hp_char_range){(gunichar)first, (gunichar)MIN(last, 0x10ffff)};
    return text;
}

static gboolean read_ranges(descriptor *d)
{
    g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(hp_char_range));
    const char *text = d->source;
    do {
        hp_char_range range;
        text += strspn(text, ", \t\r\n\f");
        text = read_range(text, &range);
        if (!text)
            return FALSE;
        if (ranges->len < RANGES_MAX)
            g_array_append_val(ranges, range);
        text += strspn(text, " \t\r\n\f");
    } while (*text == ',');
    if (*text)
        return FALSE;
    d->face->ranges = hp_arena_copy(d->arena, ranges->data, sizeof(hp_char_range) * ranges->len);
    d->face->n_ranges = ranges->len;
    d->values.reader.at = d->values.reader.count;
    return TRUE;
}

/* ---- the rule ---- */

static void read_descriptor(descriptor *d, const hp_declaration *declaration, hp_diags *diags)
{
    static const struct {
        const char *name;
        descriptor_func read; /* NULL: no effect on paper */
    } known[] = {{"font-family", read_family},   {"src", read_sources},
                 {"font-weight", read_weight},   {"font-style", read_style},
                 {"unicode-range", read_ranges}, {"font-display", NULL},
                 {"font-stretch", NULL},         {"font-width", NULL}};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strcmp(declaration->name, known[i].name) != 0)
            continue;
        hp_font_face before = *d->face;
        d->values = (hp_value_parser){.reader = {declaration->tokens, declaration->n_tokens, 0}};
        d->source = declaration->source;
        if (known[i].read && (!known[i].read(d) || !hp_value_at_end(&d->values))) {
            *d->face = before;
            hp_diag_warning(diags, "css-invalid-value", declaration->line,
                            "\"%.60s\" is no value for \"%s\" of @font-face", declaration->source, declaration->name);
        }
        return;
    }
    if (!strchr("-", declaration->name[0]))
        hp_diag_warning(diags, "css-unsupported-property", declaration->line,
                        "the descriptor \"%s\" of @font-face is not supported", declaration->name);
}

const hp_font_face *hp_font_face_make(hp_arena *arena, const hp_declaration *declarations, size_t count, unsigned line,
                                      hp_diags *diags)
{
    hp_font_face *face = hp_arena_make(arena, hp_font_face);
    *face = (hp_font_face){.weight_min = 400, .weight_max = 400, .line = line};
    descriptor d = {.arena = arena, .face = face};
    for (size_t i = 0; i < count; i++) {
        face->file = declarations[i].file;
        read_descriptor(&d, &declarations[i], diags);
    }
    if (face->family && face->sources)
        return face;
    hp_diag_warning(diags, "css-syntax", line, "an @font-face without %s is skipped",
                    face->family ? "src" : "font-family");
    return NULL;
}
