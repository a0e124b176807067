#include "job-selection.h"

#include <string.h>

/* One end of a range: a number, or a label when minor is not 0. */
typedef struct {
    unsigned major, minor;
    gboolean open; /* not written */
} end;

static gboolean digits_parse(const char **at, unsigned *number)
{
    const char *start = *at;
    for (*number = 0; g_ascii_isdigit(**at) && *at - start < 6; (*at)++)
        *number = *number * 10 + (unsigned)(**at - '0');
    return *at > start && *number > 0 && !g_ascii_isdigit(**at);
}

static gboolean end_parse(const char **at, end *into)
{
    *into = (end){0};
    if (!g_ascii_isdigit(**at)) {
        into->open = TRUE;
        return TRUE;
    }
    if (!digits_parse(at, &into->major))
        return FALSE;
    if (**at != '.')
        return TRUE;
    (*at)++;
    return digits_parse(at, &into->minor);
}

static void blanks_skip(const char **at)
{
    while (g_ascii_isspace(**at))
        (*at)++;
}

/* Reads one item and the comma behind it. FALSE when it is none. */
static gboolean item_parse(const char **at, end *first, end *last)
{
    blanks_skip(at);
    if (!end_parse(at, first))
        return FALSE;
    blanks_skip(at);
    *last = *first;
    if (**at == '-') {
        (*at)++;
        blanks_skip(at);
        if (!end_parse(at, last))
            return FALSE;
        blanks_skip(at);
    } else if (first->open) {
        return FALSE;
    }
    if (first->open && last->open)
        return FALSE;
    if (**at == ',')
        return *++(*at) != '\0';
    return **at == '\0';
}

gboolean hp_selection_is_valid(const char *text)
{
    end first, last;
    if (!*text)
        return FALSE;
    while (*text)
        if (!item_parse(&text, &first, &last))
            return FALSE;
    return TRUE;
}

/* The index of a slide, or n_slides when there is no such slide. */
static size_t end_lookup(const end *at, const hp_tree *tree)
{
    for (size_t i = 0; i < tree->n_slides; i++) {
        const hp_tree_slide *slide = &tree->slides[i];
        if (at->minor ? slide->horizontal + 1 == at->major && slide->vertical + 1 == at->minor
                      : slide->number == at->major)
            return i;
    }
    return tree->n_slides;
}

/* As the deck shows it, for the diagnostic. */
static void end_missing(const end *at, hp_diags *diags)
{
    if (at->minor)
        hp_diag_warning(diags, "slide-missing", 0, "the deck has no slide %u.%u", at->major, at->minor);
    else
        hp_diag_warning(diags, "slide-missing", 0, "the deck has no slide %u", at->major);
}

static void range_select(const end *first, const end *last, const hp_tree *tree, gboolean *wanted, hp_diags *diags)
{
    size_t from = first->open ? 0 : end_lookup(first, tree);
    size_t to = last->open ? tree->n_slides - 1 : end_lookup(last, tree);
    if (from == tree->n_slides) {
        end_missing(first, diags);
        return;
    }
    if (to == tree->n_slides) {
        end_missing(last, diags);
        to = tree->n_slides - 1;
    }
    for (size_t i = MIN(from, to); i <= MAX(from, to); i++)
        wanted[i] = TRUE;
}

const gboolean *hp_selection_make(hp_arena *arena, const char *text, const hp_tree *tree, hp_diags *diags,
                                  size_t *count)
{
    gboolean *wanted = hp_arena_make_array(arena, gboolean, MAX(tree->n_slides, 1));
    end first, last;
    for (const char *at = text; at && *at && tree->n_slides > 0 && item_parse(&at, &first, &last);)
        range_select(&first, &last, tree, wanted, diags);
    *count = 0;
    for (size_t i = 0; i < tree->n_slides; i++) {
        wanted[i] = wanted[i] || !text;
        *count += wanted[i] ? 1 : 0;
    }
    return wanted;
}
