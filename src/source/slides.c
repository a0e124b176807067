#include "source/slides.h"

#include <string.h>

/* More hints of one kind would crowd out what else is wrong. */
#define NEAR_SEPARATORS_MAX 10

typedef struct {
    const char *at, *end; /* rest of the text, from a line's start */
    unsigned line;
    unsigned near_separators; /* told so far */
} cursor;

/* A piece of the text between separators. */
typedef struct {
    const char *start, *end;
    unsigned line;
    gboolean vertical; /* the separator before it was ---- */
} piece;

static const char *line_end(const char *at, const char *end)
{
    const char *found = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    return found ? found : end;
}

/* Dashes of a separator whose line starts here, 0 when there is none: three or
 * four, a line end, and then an empty line or the end of the text. */
static unsigned separator_dashes(const char *at, const char *end)
{
    unsigned dashes = 0;
    while (dashes < 5 && at + dashes < end && at[dashes] == '-')
        dashes++;
    const char *after = at + dashes;
    if (dashes < 3 || dashes > 4 || after >= end || *after != '\n')
        return 0;
    return after + 1 == end || after[1] == '\n' ? dashes : 0;
}

static gboolean is_blank(const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t'))
        from++;
    return from == to;
}

/* Was this line meant as a separator? Blanks that nobody sees keep it from
 * being one. previous: start of the line before it. */
static gboolean is_near_separator(const char *previous, const char *at, const char *end)
{
    const char *stop = line_end(at, end);
    size_t dashes = 0;
    while (at + dashes < stop && at[dashes] == '-')
        dashes++;
    if (dashes < 3 || dashes > 4 || stop == end || !is_blank(at + dashes, stop))
        return FALSE;
    return is_blank(previous, at - 1) && is_blank(stop + 1, line_end(stop + 1, end));
}

/* Moves to the next separator and past it. FALSE at the end of the text. */
static gboolean separator_next(cursor *rest, piece *before, unsigned *dashes, hp_diags *diags)
{
    const char *previous = NULL;
    while (rest->at < rest->end) {
        *dashes = *rest->at == '\n' ? separator_dashes(rest->at + 1, rest->end) : 0;
        if (*dashes > 0) {
            before->end = rest->at;
            rest->at += *dashes + 2;
            rest->line += 2;
            return TRUE;
        }
        if (previous && *rest->at == '-' && rest->near_separators < NEAR_SEPARATORS_MAX &&
            is_near_separator(previous, rest->at, rest->end)) {
            rest->near_separators++;
            hp_diag_note(diags, "slide-separator-ignored", rest->line,
                         "this line would start a slide if it and the lines around it had no blanks");
        }
        previous = rest->at;
        rest->at = MIN(line_end(rest->at, rest->end) + 1, rest->end);
        rest->line++;
    }
    before->end = rest->end;
    return FALSE;
}

static gboolean is_note_line(const char *at, const char *end)
{
    return end - at >= 5 && g_ascii_strncasecmp(at, "note:", 5) == 0;
}

static hp_markdown_text text_make(hp_arena *arena, const char *from, const char *to, unsigned line)
{
    size_t length = (size_t)(to - from);
    return (hp_markdown_text){hp_arena_strndup(arena, length > 0 ? from : "", length), length, line};
}

void hp_slide_dedent(hp_markdown_text *body)
{
    char *text = (char *)body->text;
    size_t lead = strspn(text, "\n");
    const char *blank = text[lead] == '\t' ? "\t" : " ";
    size_t indent = strspn(text + lead, blank);
    if (indent < (*blank == '\t' ? 1 : 2) || text[lead + indent] == '\0' || text[lead + indent] == '\n')
        return;
    char *to = text + lead;
    for (const char *line = to; *line;) {
        if (strspn(line, blank) >= indent)
            line += indent;
        size_t length = strcspn(line, "\n");
        length += line[length] == '\n';
        memmove(to, line, length);
        to += length;
        line += length;
    }
    *to = '\0';
    body->length = (size_t)(to - text);
}

hp_markdown_text hp_slide_notes(hp_arena *arena, const char *from, const char *to, unsigned line)
{
    while (from < to && g_ascii_isspace(*from))
        line += *from++ == '\n';
    while (from < to && g_ascii_isspace(to[-1]))
        to--;
    return from < to ? text_make(arena, from, to, line) : (hp_markdown_text){0};
}

/* Parts a slide's text into what is shown and what is said. With two note lines
 * reveal.js sees no notes at all, and all of it is shown. */
static void slide_fill(hp_source_slide *slide, hp_arena *arena, const piece *source, hp_diags *diags)
{
    const char *note = NULL;
    unsigned line = source->line, note_line = 0;
    for (const char *at = source->start; at < source->end; at = line_end(at, source->end) + 1, line++) {
        if (!is_note_line(at, source->end))
            continue;
        if (note) {
            hp_diag_warning(diags, "notes-repeated", line,
                            "a slide with two \"note:\" lines has no speaker notes: all of it is shown");
            note = NULL;
            break;
        }
        note = at;
        note_line = line;
    }
    slide->body = text_make(arena, source->start, note ? note : source->end, source->line);
    hp_slide_dedent(&slide->body);
    if (note)
        slide->notes = hp_slide_notes(arena, note + 5, source->end, note_line);
}

void hp_slide_number(hp_source_slide *slide, hp_source_slide *before, gboolean vertical)
{
    slide->horizontal = before->horizontal + !vertical;
    slide->vertical = vertical ? before->vertical + 1 : 0;
    slide->in_stack = vertical;
    before->in_stack |= vertical;
}

static GArray *pieces_find(const char *text, size_t length, unsigned line, gboolean after_line_end, hp_diags *diags)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(piece));
    cursor rest = {.at = text, .end = text + length, .line = line};
    piece current = {.start = text, .line = line};
    unsigned dashes = after_line_end ? separator_dashes(text, rest.end) : 0;
    gboolean found = dashes > 0;
    if (found) {
        current.end = text;
        rest.at += dashes + 1;
        rest.line++;
    } else {
        found = separator_next(&rest, &current, &dashes, diags);
    }
    while (found) {
        g_array_append_val(pieces, current);
        current = (piece){rest.at, rest.end, rest.line, dashes == 4};
        if (pieces->len == HP_SLIDES_MAX - 1) {
            hp_diag_warning(diags, "slides-limit", rest.line, "the deck has more than %d slides; the rest is one slide",
                            HP_SLIDES_MAX);
            break;
        }
        found = separator_next(&rest, &current, &dashes, diags);
    }
    g_array_append_val(pieces, current);
    return pieces;
}

const hp_source_slide *hp_slides_split(hp_arena *arena, const char *text, size_t length, unsigned line,
                                       gboolean after_line_end, size_t *count, hp_diags *diags)
{
    g_autoptr(GArray) pieces = pieces_find(text, length, line, after_line_end, diags);
    hp_source_slide *slides = hp_arena_make_array(arena, hp_source_slide, pieces->len);
    for (unsigned i = 0; i < pieces->len; i++) {
        const piece *source = &g_array_index(pieces, piece, i);
        slide_fill(&slides[i], arena, source, diags);
        if (i > 0)
            hp_slide_number(&slides[i], &slides[i - 1], source->vertical);
    }
    *count = pieces->len;
    return slides;
}
