#include "job-metadata.h"

#include <string.h>

const char *hp_job_known_language(const hp_job_options *options, const hp_deck *deck)
{
    if (options->lang)
        return options->lang;
    return deck->front.lang && *deck->front.lang ? deck->front.lang : deck->language;
}

const char *hp_job_language(const hp_job_options *options, const hp_deck *deck)
{
    const char *known = hp_job_known_language(options, deck);
    return known ? known : "en";
}

static gboolean is_digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!g_ascii_isdigit(text[i]))
            return FALSE;
    return TRUE;
}

static unsigned number_of(const char *digits, size_t count)
{
    unsigned number = 0;
    for (size_t i = 0; i < count; i++)
        number = number * 10 + (unsigned)(digits[i] - '0');
    return number;
}

/* "YYYY-MM-DD" when a date of the calendar stands here. */
static const char *date_make(hp_arena *arena, const char *year, const char *month, const char *day)
{
    unsigned y = number_of(year, 4), m = number_of(month, 2), d = number_of(day, 2);
    if (y < 1900 || y > 2199 || m > 12 || !g_date_valid_dmy((GDateDay)d, (GDateMonth)m, (GDateYear)y))
        return NULL;
    return hp_arena_printf(arena, "%04u-%02u-%02u", y, m, d);
}

/* Longer runs of digits are something else. */
const char *hp_date_find(hp_arena *arena, const char *text, gboolean compact)
{
    for (const char *at = text; *at; at++) {
        if (!g_ascii_isdigit(*at) || (at > text && g_ascii_isdigit(at[-1])))
            continue;
        size_t run = strspn(at, "0123456789");
        const char *date = NULL;
        if (run == 4 && at[4] == '-' && is_digits(at + 5, 2) && at[7] == '-' && is_digits(at + 8, 2) &&
            !g_ascii_isdigit(at[10]))
            date = date_make(arena, at, at + 5, at + 8);
        else if (compact && run == 8)
            date = date_make(arena, at, at + 4, at + 6);
        if (date)
            return date;
    }
    return NULL;
}

const char *hp_job_named_date(hp_arena *arena, const hp_job_source *source, const hp_deck *deck)
{
    if (deck->front.date && *deck->front.date)
        return deck->front.date;
    g_autofree char *base = g_path_get_basename(source->name);
    return hp_date_find(arena, base, TRUE);
}

static const char *date_of(hp_arena *arena, const hp_job_source *source, const hp_deck *deck, const hp_tree *tree)
{
    const char *date = hp_job_named_date(arena, source, deck);
    if (date || tree->n_slides == 0)
        return date;
    g_autofree char *text = hp_node_text(tree->slides[0].node);
    return hp_date_find(arena, text, FALSE);
}

/* The file's name without folder and ending. */
static const char *name_of(hp_arena *arena, const hp_job_source *source)
{
    g_autofree char *base = g_path_get_basename(source->name);
    char *dot = strrchr(base, '.');
    if (dot && dot > base)
        *dot = '\0';
    return hp_arena_strdup(arena, base);
}

static const char *title_of(hp_arena *arena, const hp_job_source *source, const hp_job_options *options,
                            const hp_deck *deck, const hp_tree *tree)
{
    if (options->title)
        return options->title;
    if (deck->front.title && *deck->front.title)
        return deck->front.title;
    for (size_t i = 0; i < tree->n_slides; i++)
        if (tree->slides[i].title)
            return tree->slides[i].title;
    return name_of(arena, source);
}

hp_pdf_metadata hp_job_metadata(hp_arena *arena, const hp_job_source *source, const hp_job_options *options,
                                const hp_deck *deck, const hp_tree *tree)
{
    hp_pdf_metadata metadata = {.author = options->author, .contact = options->contact};
    metadata.subject = options->subject ? options->subject : deck->front.description;
    metadata.title = title_of(arena, source, options, deck, tree);
    if (!metadata.author)
        metadata.author = deck->front.author;
    metadata.keywords = options->keywords;
    if (!metadata.keywords && deck->front.tags[0]) {
        g_autofree char *keywords = g_strjoinv(", ", (char **)deck->front.tags);
        metadata.keywords = hp_arena_strdup(arena, keywords);
    }
    metadata.lang = hp_job_language(options, deck);
    metadata.date = date_of(arena, source, deck, tree);
    return metadata;
}
