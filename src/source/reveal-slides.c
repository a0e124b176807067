#include "source/reveal-slides.h"

#include "source/slides.h"

#include <string.h>

/* A deck may bring expressions of its own. One that backtracks more often at one
 * place than any separator would is given up, and none is run over more text
 * than decks have. */
#define LIMIT "(*LIMIT_MATCH=1000)"
#define SEARCHED_MAX ((size_t)1 << 20)

#define SHOWN_MAX 60 /* characters of an expression in a message */

#define USUAL_HORIZONTAL "\n---\n"
#define USUAL_NOTES "^\\s*notes?:"

typedef struct {
    GRegex *any, *horizontal, *notes;
} expressions;

typedef struct {
    hp_arena *arena;
    GArray *slides; /* hp_source_slide */
    expressions by;
    const char *text, *end;
    hp_stack stack;
    size_t first;      /* index of the text's first slide */
    gboolean vertical; /* the separator before the next slide was a vertical one */
    hp_diags *diags;
} splitter;

/* Of new RegExp(…, "mg") $ is the end of a line, without flags that of the text
 * alone. */
static GRegex *regex_make(const char *expression, const char *or_else, GRegexCompileFlags flags)
{
    g_autofree char *whole = or_else ? g_strdup_printf(LIMIT "(?:%s)|(?:%s)", expression, or_else)
                                     : g_strdup_printf(LIMIT "(?:%s)", expression);
    return g_regex_new(whole, G_REGEX_NEWLINE_LF | flags, 0, NULL);
}

static void expressions_clear(expressions *by)
{
    g_clear_pointer(&by->any, g_regex_unref);
    g_clear_pointer(&by->horizontal, g_regex_unref);
    g_clear_pointer(&by->notes, g_regex_unref);
}

/* Whether the regex can be run over all of the text; else it is freed. */
static gboolean regex_runs(const splitter *s, GRegex **regex)
{
    g_autoptr(GMatchInfo) match = NULL;
    g_autoptr(GError) error = NULL;
    if (*regex && (size_t)(s->end - s->text) <= SEARCHED_MAX) {
        g_regex_match_full(*regex, s->text, s->end - s->text, 0, 0, &match, &error);
        while (!error && g_match_info_matches(match))
            g_match_info_next(match, &error);
        if (!error)
            return TRUE;
    }
    g_clear_pointer(regex, g_regex_unref);
    return FALSE;
}

static void complain(const splitter *s, const char *expression, unsigned line)
{
    if (!expression)
        return;
    g_autofree char *shown = g_utf8_substring(expression, 0, MIN(g_utf8_strlen(expression, -1), SHOWN_MAX));
    hp_diag_warning(s->diags, "front-matter-value", line,
                    "the separator \"%s\" is no regular expression that can be used", shown);
}

static void expressions_make(splitter *s, hp_dialect dialect, const hp_separators *given, unsigned line)
{
    const char *usual_vertical = dialect == HP_DIALECT_REVEAL_MD ? "\n----\n" : "\n----\n|\n\n--\n";
    const char *horizontal = given->horizontal ? given->horizontal : USUAL_HORIZONTAL;
    const char *vertical = given->vertical ? given->vertical : usual_vertical;
    if (given->horizontal || given->vertical) {
        s->by.any = regex_make(horizontal, vertical, G_REGEX_MULTILINE);
        s->by.horizontal = regex_make(horizontal, NULL, G_REGEX_DOLLAR_ENDONLY);
        if (!regex_runs(s, &s->by.any) || !regex_runs(s, &s->by.horizontal)) {
            complain(s, given->horizontal, line);
            complain(s, given->vertical, line);
            expressions_clear(&s->by);
        }
    }
    if (!s->by.any) {
        s->by.any = regex_make(USUAL_HORIZONTAL, usual_vertical, G_REGEX_MULTILINE);
        s->by.horizontal = regex_make(USUAL_HORIZONTAL, NULL, 0);
    }
    s->by.notes = given->notes ? regex_make(given->notes, NULL, G_REGEX_MULTILINE | G_REGEX_CASELESS) : NULL;
    if (!given->notes || !regex_runs(s, &s->by.notes)) {
        complain(s, given->notes, line);
        s->by.notes = regex_make(USUAL_NOTES, NULL, G_REGEX_MULTILINE | G_REGEX_CASELESS);
    }
}

static unsigned lines_between(const char *from, const char *to)
{
    unsigned lines = 0;
    while ((from = memchr(from, '\n', (size_t)(to - from)))) {
        lines++;
        from++;
    }
    return lines;
}

/* Parts body and notes, where one mark of notes stands; two are none. */
static void slide_fill(const splitter *s, hp_source_slide *slide, const char *from, const char *to, unsigned line)
{
    g_autoptr(GMatchInfo) match = NULL;
    int start = -1, end = -1;
    if (g_regex_match_full(s->by.notes, from, to - from, 0, 0, &match, NULL)) {
        g_match_info_fetch_pos(match, 0, &start, &end);
        if (g_match_info_next(match, NULL)) {
            hp_diag_warning(s->diags, "notes-repeated", line,
                            "a slide with two \"note:\" lines has no speaker notes: all of it is shown");
            start = -1;
        }
    }
    const char *stop = start < 0 ? to : from + start;
    slide->body =
        (hp_markdown_text){hp_arena_strndup(s->arena, from, (size_t)(stop - from)), (size_t)(stop - from), line};
    hp_slide_dedent(&slide->body);
    if (start >= 0)
        slide->notes = hp_slide_notes(s->arena, from + end, to, line + lines_between(from, from + end));
}

static void slide_append(splitter *s, const char *from, const char *to, unsigned line)
{
    hp_source_slide slide = {0};
    slide_fill(s, &slide, from, to, line);
    gboolean is_first = s->slides->len == s->first;
    gboolean below = s->stack == HP_STACK_GOES_ON || (s->stack == HP_STACK_NEW && !is_first);
    if (s->slides->len > 0)
        hp_slide_number(&slide, &g_array_index(s->slides, hp_source_slide, s->slides->len - 1), below || s->vertical);
    g_array_append_val(s->slides, slide);
}

static void slides_split(splitter *s, unsigned line)
{
    const char *from = s->text;
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match_full(s->by.any, s->text, s->end - s->text, 0, 0, &match, NULL);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start, end;
        g_match_info_fetch_pos(match, 0, &start, &end);
        if (start == end || s->text + start < from)
            continue;
        if (s->slides->len >= HP_SLIDES_MAX - 1) {
            hp_diag_warning(s->diags, "slides-limit", line, "the deck has more than %d slides; the rest is one slide",
                            HP_SLIDES_MAX);
            break;
        }
        slide_append(s, from, s->text + start, line);
        g_autofree char *separator = g_match_info_fetch(match, 0);
        s->vertical = !g_regex_match(s->by.horizontal, separator, 0, NULL);
        line += lines_between(from, s->text + end);
        from = s->text + end;
    }
    slide_append(s, from, s->end, line);
}

void hp_reveal_slides_append(hp_arena *arena, GArray *slides, const char *text, size_t length, unsigned line,
                             hp_dialect dialect, const hp_separators *separators, hp_stack stack, hp_diags *diags)
{
    splitter s = {.arena = arena,
                  .slides = slides,
                  .text = text,
                  .end = text + length,
                  .stack = stack,
                  .first = slides->len,
                  .diags = diags};
    expressions_make(&s, dialect, separators, line);
    slides_split(&s, line);
    expressions_clear(&s.by);
}
