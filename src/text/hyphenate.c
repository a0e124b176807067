/*
 * Hyphenation (CSS Text 4 §5.4): places in a word from the patterns of its
 * language, read from where Debian's hyphen-… packages put them; and the hyphen that shows where a line ends in one.
 *
 * A word is what letters stand side by side. What looks like an address, a name
 * of a file or a number is left alone, and so is a word that brings soft hyphens
 * of its own.
 */
#include "text/hyphen-patterns.h"
#include "text/text-internal.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PATTERNS_DIR "/usr/share/hyphen"
#define LETTERS_MAX 100 /* longer words are no words */

/* A language's patterns; NULL: there are none. */
typedef struct {
    hp_hyphen_patterns *patterns;
    GIConv encoder; /* UTF-8 to the patterns' encoding; -1: none is needed */
} hyphenator;

static void hyphenator_free(void *data)
{
    hyphenator *h = data;
    hp_hyphen_patterns_free(h->patterns);
    if (h->encoder != (GIConv)-1)
        g_iconv_close(h->encoder);
    g_free(h);
}

/* The path of hyph_LANGUAGE_REGION.dic when that can be read; NULL. Free it. */
static char *patterns_path(const char *language, const char *region)
{
    g_autofree char *upper = region ? g_ascii_strup(region, -1) : NULL;
    g_autofree char *path =
        g_strdup_printf("%s/hyph_%s%s%s.dic", PATTERNS_DIR, language, upper ? "_" : "", upper ? upper : "");
    return g_access(path, R_OK) == 0 ? g_steal_pointer(&path) : NULL;
}

/* "de-AT" has hyph_de_AT, else hyph_de, else hyph_de_DE; English is that of the
 * United States when nobody says otherwise. NULL: there are none. Free it. */
static char *patterns_find(const char *lang)
{
    g_auto(GStrv) parts = g_strsplit(lang, "-", 3);
    g_autofree char *language = g_ascii_strdown(parts[0] ? parts[0] : "", -1);
    /* It becomes part of a path and comes from the deck. */
    if (strspn(language, "abcdefghijklmnopqrstuvwxyz") != strlen(language) || strlen(language) < 2)
        return NULL;
    char *found = NULL;
    if (parts[1] && strlen(parts[1]) == 2 && g_ascii_isalpha(parts[1][0]) && g_ascii_isalpha(parts[1][1]))
        found = patterns_path(language, parts[1]);
    if (!found && strcmp(language, "en") == 0)
        found = patterns_path(language, "us");
    if (!found)
        found = patterns_path(language, NULL);
    return found ? found : patterns_path(language, language);
}

gboolean hp_hyphenation_is_installed(const char *lang)
{
    g_autofree char *path = patterns_find(lang);
    return path != NULL;
}

static hyphenator *hyphenator_new(const char *lang)
{
    hyphenator *h = g_new0(hyphenator, 1);
    h->encoder = (GIConv)-1;
    g_autofree char *path = patterns_find(lang);
    h->patterns = path ? hp_hyphen_patterns_load(path) : NULL;
    const char *encoding = h->patterns ? hp_hyphen_patterns_encoding(h->patterns) : "UTF-8";
    if (g_ascii_strcasecmp(encoding, "UTF-8") == 0)
        return h;
    h->encoder = g_iconv_open(encoding, "UTF-8");
    if (h->encoder == (GIConv)-1)
        g_clear_pointer(&h->patterns, hp_hyphen_patterns_free);
    return h;
}

static const hyphenator *hyphenator_for(hp_fonts *fonts, const char *lang)
{
    if (!fonts->hyphenators)
        fonts->hyphenators = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, hyphenator_free);
    hyphenator *h = g_hash_table_lookup(fonts->hyphenators, lang);
    if (!h) {
        h = hyphenator_new(lang);
        g_hash_table_insert(fonts->hyphenators, g_strdup(lang), h);
    }
    if (!h->patterns && !g_hash_table_contains(fonts->missing_hyphenation, lang)) {
        g_hash_table_add(fonts->missing_hyphenation, g_strdup(lang));
        hp_diag_warning(fonts->diags, "hyphenation-missing", 0,
                        "no hyphenation patterns for the language “%s” are installed, its words are not divided", lang);
    }
    return h;
}

/* ---- words ---- */

typedef struct {
    size_t start, end; /* bytes */
    size_t count;      /* characters */
} letters;

/* The next letters side by side at or after `at`. */
static letters letters_next(const char *text, size_t at, size_t end)
{
    letters found = {end, end, 0};
    for (; at < end; at += (size_t)g_utf8_skip[(unsigned char)text[at]]) {
        gunichar c = g_utf8_get_char(text + at);
        gboolean letter = g_unichar_isalpha(c) || (found.count > 0 && g_unichar_ismark(c));
        if (letter && found.count == 0)
            found.start = at;
        found.count += letter;
        if (!letter && found.count > 0) {
            found.end = at;
            return found;
        }
    }
    return found;
}

/* Addresses, file names, numbers with units, soft hyphens. */
static gboolean is_prose(const char *text, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        if (g_ascii_isdigit(text[i]) || strchr("/@\\_#<>{}=", text[i]))
            return FALSE;
        if (strchr(".:", text[i]) && i + 1 < end && g_ascii_isalpha(text[i + 1]))
            return FALSE;
        if ((unsigned char)text[i] == 0xC2 && i + 1 < end && (unsigned char)text[i + 1] == 0xAD)
            return FALSE;
    }
    return TRUE;
}

/* The word in the patterns' encoding, lower case; NULL when it does not fit or its
 * characters are no longer one to one. */
static char *word_encode(const hyphenator *h, const char *word, const letters *l, size_t *length)
{
    g_autofree char *lower = g_utf8_strdown(word, (gssize)(l->end - l->start));
    if (g_utf8_strlen(lower, -1) != (glong)l->count)
        return NULL;
    *length = strlen(lower);
    if (h->encoder == (GIConv)-1)
        return g_steal_pointer(&lower);
    return g_convert_with_iconv(lower, -1, h->encoder, NULL, length, NULL);
}

/* odd[i]: the word may be divided behind its character i. FALSE: not at all. */
static gboolean word_divide(const hyphenator *h, const char *word, const letters *l, char *odd)
{
    size_t length, at = 0;
    g_autofree char *encoded = word_encode(h, word, l, &length);
    if (!encoded || length > LETTERS_MAX * 4)
        return FALSE;
    g_autofree gboolean *divides = g_new(gboolean, length + 1);
    hp_hyphen_patterns_divide(h->patterns, encoded, length, divides);
    for (size_t i = 0; i < l->count; i++) {
        at += h->encoder == (GIConv)-1 ? (size_t)g_utf8_skip[(guint8)encoded[at]] : 1;
        odd[i] = at < length && divides[at];
    }
    return TRUE;
}

static size_t limit(unsigned wanted, size_t automatic)
{
    return wanted ? wanted : automatic;
}

size_t hp_text_hyphenation(hp_fonts *fonts, const char *text, size_t start, size_t end, const hp_style *style,
                           size_t *places, size_t max)
{
    size_t count = 0;
    char odd[LETTERS_MAX];
    size_t whole = limit(style->hyphenate_limits[0], 5), before = limit(style->hyphenate_limits[1], 2),
           after = limit(style->hyphenate_limits[2], 2);
    if (style->hyphens != HP_HYPHENS_AUTO || !style->lang || !*style->lang || !is_prose(text, start, end))
        return 0;
    for (letters l = letters_next(text, start, end); l.count > 0; l = letters_next(text, l.end, end)) {
        if (l.count < whole || l.count > LETTERS_MAX)
            continue;
        const hyphenator *h = hyphenator_for(fonts, style->lang);
        if (!h->patterns || !word_divide(h, text + l.start, &l, odd))
            continue;
        const char *p = text + l.start;
        for (size_t i = 0; i < l.count && count < max; i++) {
            p = g_utf8_next_char(p);
            if (odd[i] && i + 1 >= before && l.count - i - 1 >= after)
                places[count++] = (size_t)(p - text);
        }
    }
    return count;
}

/* ---- the hyphen ---- */

const hp_glyph *hp_text_hyphen(hp_fonts *fonts, hp_arena *arena, const hp_word *word, size_t byte, size_t *n_glyphs,
                               double *width)
{
    const hp_style *style = word->style;
    const char *text = style->hyphenate_character;
    if (!text)
        text = hp_typeface_covers(word->face->typeface, '-') ? "-" : "\xE2\x80\x90";
    size_t length = strlen(text);
    *n_glyphs = 0;
    *width = 0;
    if (length == 0)
        return NULL;
    hp_text_run run = {0, length, style, NULL};
    hp_segment segment = {.face = word->face,
                          .primary = hp_fonts_primary(fonts, style),
                          .run = &run,
                          .language = hp_fonts_language(fonts, style),
                          .script = G_UNICODE_SCRIPT_COMMON,
                          .level = word->level,
                          .features = hp_style_features(style)};
    hp_word hyphen = {.end = length, .space_start = length, .style = style};
    hp_word_shape(fonts, arena, &segment, (hp_shape_context){text, length}, &hyphen);
    hp_glyph *glyphs = (hp_glyph *)hyphen.glyphs;
    for (size_t i = 0; i < hyphen.n_glyphs; i++)
        glyphs[i].byte = (uint32_t)byte;
    *n_glyphs = hyphen.n_glyphs;
    *width = hyphen.width;
    return glyphs;
}
