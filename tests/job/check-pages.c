/*
 * Checks how documents are cut into pages (TAP): check-pages [--columns N] [--notes] FILE…
 *
 * What a typesetter would send back: a heading at the foot of a page without its
 * text, a line of a paragraph left alone, a table row on two pages that fits
 * one, a line outside the margins. All is read off the fragments, as it would be
 * off the paper. A column counts as a page does. --notes: addresses of links
 * become footnotes.
 */
#include "base/file.h"
#include "job.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Glyphs may stick out of their line, and rects are rounded. */
#define SLACK_PX 1.5
#define SLACK_BELOW_PX 6.0

#define COLUMNS_MAX 8
#define INPUT_MAX_BYTES (64u << 20)

/* The lines of one paragraph in one column. */
typedef struct {
    const char *paragraph; /* its text, which all its fragments share */
    unsigned page, column, lines;
    double last_baseline;
    const hp_meaning *meaning;
} stretch;

/* A picture on a page: beside it no line is alone. */
typedef struct {
    const hp_meaning *parent;
    unsigned page;
} picture;

/* One row of a table on one page. */
typedef struct {
    const hp_meaning *row;
    unsigned page, column;
    double top, bottom;
} row_part;

typedef struct {
    const hp_page_plan *plan;
    const hp_page *page;
    unsigned number; /* from 0 */
    unsigned column; /* that is walked through */
    unsigned n_pages;
    GArray *stretches, *rows, *pictures;
    const hp_fragment *lowest[COLUMNS_MAX]; /* the text of each column that stands lowest */
    const char *name;
    GString *faults;
} checker;

static const hp_meaning *ancestor(const hp_meaning *meaning, hp_role role)
{
    while (meaning && meaning->role != role)
        meaning = meaning->parent;
    return meaning;
}

G_GNUC_PRINTF(2, 3) static void fault(checker *c, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_string_append_printf(c->faults, "# %s: page %u: %s\n", c->name, c->number + 1, text);
}

static char *excerpt(const hp_fragment *fragment)
{
    const hp_text_fragment *text = &fragment->text;
    return g_strndup(text->text + text->start, MIN(text->end - text->start, 40));
}

static hp_edges margins(const checker *c)
{
    return hp_page_kind_of(c->plan, c->page->name)->margins[c->number == 0 ? 0 : c->number % 2 ? 2 : 1];
}

/* By its left edge: what spans all columns is in the first. */
static unsigned column_of(const checker *c, const hp_fragment *part)
{
    hp_edges margin = margins(c);
    double width = (c->page->width - margin.left - margin.right + c->plan->column_gap) / c->plan->columns;
    return (unsigned)CLAMP((part->rect.x - margin.left + SLACK_PX) / width, 0, c->plan->columns - 1);
}

static void check_margins(checker *c, const hp_fragment *fragment)
{
    hp_edges margin = margins(c);
    hp_rect rect = fragment->rect;
    gboolean inside = rect.x >= margin.left - SLACK_PX &&
                      rect.x + rect.width <= c->page->width - margin.right + SLACK_PX &&
                      rect.y >= margin.top - SLACK_BELOW_PX &&
                      rect.y + rect.height <= c->page->height - margin.bottom + SLACK_BELOW_PX;
    g_autofree char *text = excerpt(fragment);
    if (!inside && *g_strstrip(text))
        fault(c, "outside the margins: \"%s\"", text);
}

static void count_line(checker *c, const hp_fragment *fragment)
{
    for (guint i = c->stretches->len; i > 0; i--) {
        stretch *s = &g_array_index(c->stretches, stretch, i - 1);
        if (s->paragraph != fragment->text.text || s->page != c->number || s->column != c->column)
            continue;
        /* Raised and lowered text is of the same line. */
        if (fabs(s->last_baseline - fragment->text.baseline) > fragment->rect.height * 0.7) {
            s->lines++;
            s->last_baseline = fragment->text.baseline;
        }
        return;
    }
    stretch made = {fragment->text.text, c->number, c->column, 1, fragment->text.baseline, fragment->meaning};
    g_array_append_val(c->stretches, made);
}

static void see_text(checker *c, const hp_fragment *fragment)
{
    if (ancestor(fragment->meaning, HP_ROLE_ARTIFACT))
        return;
    check_margins(c, fragment);
    if (!ancestor(fragment->meaning, HP_ROLE_LABEL))
        count_line(c, fragment);
    const hp_fragment **lowest = &c->lowest[c->column];
    if (!*lowest || fragment->text.baseline > (*lowest)->text.baseline)
        *lowest = fragment;
}

static void see_cell(checker *c, const hp_fragment *fragment)
{
    const hp_meaning *row = ancestor(fragment->meaning, HP_ROLE_TABLE_ROW);
    double top = fragment->rect.y, bottom = top + fragment->rect.height;
    if (!row || ancestor(fragment->meaning, HP_ROLE_ARTIFACT) || fragment->meaning->row_span > 1)
        return;
    for (guint i = c->rows->len; i > 0; i--) {
        row_part *part = &g_array_index(c->rows, row_part, i - 1);
        if (part->row != row || part->page != c->number || part->column != c->column)
            continue;
        part->top = MIN(part->top, top);
        part->bottom = MAX(part->bottom, bottom);
        return;
    }
    row_part made = {row, c->number, c->column, top, bottom};
    g_array_append_val(c->rows, made);
}

static gboolean is_notes(const hp_fragment *fragment)
{
    return fragment->meaning->role == HP_ROLE_SECTION && fragment->meaning->parent;
}

static void walk(checker *c, const hp_fragment *fragment)
{
    const hp_meaning *meaning = fragment->meaning;
    if (fragment->type == HP_FRAGMENT_TEXT)
        see_text(c, fragment);
    if (meaning->role == HP_ROLE_FIGURE && fragment->type != HP_FRAGMENT_TEXT) {
        picture made = {meaning->parent, c->number};
        g_array_append_val(c->pictures, made);
    }
    if (fragment->type == HP_FRAGMENT_BOX &&
        (meaning->role == HP_ROLE_TABLE_CELL || meaning->role == HP_ROLE_TABLE_HEADER_CELL))
        see_cell(c, fragment);
    for (size_t i = 0; i < fragment->n_children; i++)
        if (!is_notes(fragment->children[i]))
            walk(c, fragment->children[i]);
}

/* A page that has several columns, or notes, is as wide as the paper and has
 * them as its children. */
static void see_page(checker *c, const hp_fragment *root)
{
    c->column = 0;
    if (root->rect.width < c->page->width - SLACK_PX) {
        walk(c, root);
        return;
    }
    for (size_t i = 0; i < root->n_children; i++) {
        c->column = column_of(c, root->children[i]);
        if (!is_notes(root->children[i]))
            walk(c, root->children[i]);
    }
}

static gboolean is_last_column(const checker *c, unsigned column)
{
    while (++column < c->plan->columns)
        if (c->lowest[column])
            return FALSE;
    return c->number + 1 == c->n_pages;
}

static void check_heading(checker *c)
{
    for (unsigned i = 0; i < c->plan->columns; i++) {
        if (!c->lowest[i] || is_last_column(c, i) || !ancestor(c->lowest[i]->meaning, HP_ROLE_HEADING))
            continue;
        g_autofree char *text = excerpt(c->lowest[i]);
        fault(c, "a heading without its text: \"%s\"", text);
    }
}

static gboolean has_picture(const checker *c, const stretch *s)
{
    for (guint i = 0; i < c->pictures->len; i++) {
        const picture *p = &g_array_index(c->pictures, picture, i);
        if (p->page == s->page && p->parent == s->meaning)
            return TRUE;
    }
    return FALSE;
}

static void check_lines(checker *c)
{
    for (guint i = 0; i < c->stretches->len; i++) {
        const stretch *s = &g_array_index(c->stretches, stretch, i);
        gboolean goes_on = FALSE;
        for (guint k = 0; k < c->stretches->len; k++)
            goes_on |= k != i && g_array_index(c->stretches, stretch, k).paragraph == s->paragraph;
        c->number = s->page;
        if (goes_on && s->lines < 2 && !has_picture(c, s))
            fault(c, "a line alone: \"%.40s\"", s->paragraph);
    }
}

static void check_rows(checker *c)
{
    for (guint i = 0; i < c->rows->len; i++) {
        const row_part *part = &g_array_index(c->rows, row_part, i);
        double height = 0;
        unsigned before = 0, after = 0;
        for (guint k = 0; k < c->rows->len; k++) {
            const row_part *other = &g_array_index(c->rows, row_part, k);
            if (other->row != part->row)
                continue;
            before += k < i;
            after += k > i;
            height += other->bottom - other->top;
        }
        c->number = part->page;
        hp_edges margin = margins(c);
        if (before > 0 && after == 0 && height < c->page->height - margin.top - margin.bottom)
            fault(c, "a row on two pages, source line %u", part->row->line);
    }
}

static void see_pages(const GPtrArray *pages, void *data)
{
    checker *c = data;
    c->n_pages = pages->len;
    for (guint i = 0; i < pages->len; i++) {
        c->number = i;
        c->page = g_ptr_array_index(pages, i);
        memset(c->lowest, 0, sizeof c->lowest);
        if (c->page->root)
            see_page(c, c->page->root);
        check_heading(c);
    }
    check_lines(c);
    check_rows(c);
}

/* Returns the number of pages; faults gets a line for each. */
static unsigned check(const char *path, const hp_job_options *options, hp_fonts *fonts, GString *faults)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) text = hp_file_read(path, INPUT_MAX_BYTES, &error);
    g_assert_no_error(error);
    g_autofree char *dir = g_path_get_dirname(path);
    hp_job_source source = {.name = path, .dir = dir};
    source.bytes = g_bytes_get_data(text, &source.length);
    g_autoptr(hp_diags) diags = hp_diags_new(path);
    g_autoptr(hp_job) job = hp_job_open(&source, options, fonts, diags, &error);
    g_assert_no_error(error);
    checker c = {.plan = hp_job_layout(job)->plan,
                 .stretches = g_array_new(FALSE, FALSE, sizeof(stretch)),
                 .rows = g_array_new(FALSE, FALSE, sizeof(row_part)),
                 .pictures = g_array_new(FALSE, FALSE, sizeof(picture)),
                 .name = path,
                 .faults = faults};
    if (c.plan)
        hp_job_pages(job, see_pages, &c);
    g_array_unref(c.stretches);
    g_array_unref(c.rows);
    g_array_unref(c.pictures);
    return c.n_pages;
}

/* Reads the options; returns the index of the first file. */
static int options_read(int argc, char **argv, hp_job_options *options)
{
    int at = 1;
    for (; at < argc && g_str_has_prefix(argv[at], "--"); at++) {
        if (strcmp(argv[at], "--notes") == 0)
            options->link_notes = TRUE;
        else if (strcmp(argv[at], "--columns") == 0 && at + 1 < argc)
            options->columns = (unsigned)g_ascii_strtoull(argv[++at], NULL, 10);
        else
            g_error("%s: no such option", argv[at]);
    }
    g_assert_cmpuint(options->columns, <=, COLUMNS_MAX);
    return at;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(hp_fonts) fonts = hp_fonts_new(&(hp_font_options){0}, &error);
    g_assert_no_error(error);
    hp_job_options options = {0};
    unsigned pages = 0, failed = 0;
    int first = options_read(argc, argv, &options), count = argc - first;
    printf("1..%d\n", count);
    for (int i = 0; i < count; i++) {
        const char *path = argv[first + i];
        g_autoptr(GString) faults = g_string_new(NULL);
        pages += check(path, &options, fonts, faults);
        failed += faults->len > 0;
        printf("%s%s %d %s\n", faults->str, faults->len ? "not ok" : "ok", i + 1, path);
    }
    printf("# %d documents, %u pages, %u with faults\n", count, pages, failed);
    return failed ? 1 : 0;
}
