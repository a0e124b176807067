#include "job-binder.h"

#include "base/error.h"

#include <string.h>

/* The page's number in the foot is the one that readers of PDF show. */
#define CONTENTS_STYLE                                                         \
    "<style>@page { @top-left { content: none } @top-right { content: none } " \
    "@bottom-center { content: counter(page, lower-roman) } }</style>\n\n"

/* What the contents say of a deck that is in the binder. */
typedef struct {
    hp_binder_deck *deck;
    char *title, *date; /* date NULL: none */
    size_t first_page, n_pages;
} entry;

typedef struct {
    hp_fonts *fonts;
    hp_job_options options; /* of the next deck */
    GArray *entries;        /* entry */
    GPtrArray *jobs;        /* hp_job: pictures have to live until the file is done */
    hp_pdf_writer *writer;
    size_t n_pages, first_page; /* drawn so far, and before this deck's label 1 */
    gboolean roman;
} binder;

static void entry_clear(gpointer data)
{
    g_free(((entry *)data)->title);
    g_free(((entry *)data)->date);
}

/* ---- first pass ---- */

static void pages_count(const GPtrArray *pages, void *count)
{
    *(size_t *)count += pages->len;
}

static void deck_count(binder *b, hp_binder_deck *deck, size_t *next_page)
{
    g_autoptr(hp_job) job = hp_job_open(deck->source, &b->options, b->fonts, deck->diags, &deck->error);
    if (!job)
        return;
    hp_pdf_metadata metadata = hp_job_describe(job);
    entry added = {.deck = deck, .first_page = *next_page};
    hp_job_pages(job, pages_count, &added.n_pages);
    if (added.n_pages == 0) {
        g_set_error(&deck->error, HP_ERROR, HP_ERROR_INPUT, "it has no page");
        return;
    }
    added.title = g_strdup(metadata.title);
    added.date = g_strdup(metadata.date);
    *next_page += added.n_pages;
    g_array_append_val(b->entries, added);
}

/* ---- contents ---- */

/* Nothing in the text is markup, whether of HTML, Markdown or TeX. */
static void text_append(GString *html, const char *class, const char *text)
{
    g_string_append_printf(html, "<span class=\"%s\">", class);
    for (const char *at = text; *at; at++) {
        if ((guchar)*at < 0x20 || *at == 0x7f)
            g_string_append_c(html, ' ');
        else if (g_ascii_ispunct(*at))
            g_string_append_printf(html, "&#%d;", *at);
        else
            g_string_append_c(html, *at);
    }
    g_string_append(html, "</span>");
}

static char *contents_html(const GArray *entries)
{
    GString *html = g_string_new(CONTENTS_STYLE "<div class=\"toc binder\"><ul>");
    for (guint i = 0; i < entries->len; i++) {
        const entry *at = &g_array_index(entries, entry, i);
        g_autofree char *page = g_strdup_printf("%zu", at->first_page);
        g_string_append_printf(html, "<li><a href=\"#deck-%u\">", i + 1);
        text_append(html, "toc-text", at->title);
        if (at->date)
            text_append(html, "toc-date", at->date);
        g_string_append(html, "<span class=\"toc-leader\"></span>");
        text_append(html, "toc-page", page);
        g_string_append(html, "</a></li>");
    }
    g_string_append(html, "</ul></div>\n");
    return g_string_free(html, FALSE);
}

/* ---- second pass ---- */

static char *roman(size_t number)
{
    static const struct {
        unsigned value;
        const char *digits;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        for (; number >= steps[i].value; number -= steps[i].value)
            g_string_append(text, steps[i].digits);
    return g_string_free(text, FALSE);
}

static void pages_draw(const GPtrArray *pages, void *user_data)
{
    binder *b = user_data;
    for (guint i = 0; i < pages->len; i++) {
        size_t number = ++b->n_pages - b->first_page;
        g_autofree char *label = b->roman ? roman(number) : g_strdup_printf("%zu", number);
        hp_page page = *(const hp_page *)g_ptr_array_index(pages, i);
        page.label = label;
        hp_pdf_writer_add_page(b->writer, &page);
    }
}

/* Takes the job. */
static void job_draw(binder *b, hp_job *job)
{
    g_ptr_array_add(b->jobs, job);
    hp_pdf_writer_set_assets(b->writer, hp_job_assets(job));
    hp_job_pages(job, pages_draw, b);
    b->options.first_order = *hp_job_layout(job)->next_order;
}

static gboolean contents_draw(binder *b, const hp_job_options *given, hp_diags *diags, GError **error)
{
    g_autofree char *html = contents_html(b->entries);
    hp_job_source source = {.name = "contents", .bytes = html, .length = strlen(html)};
    hp_job_options options = {.styles_dir = given->styles_dir,
                              .page_width_px = given->page_width_px,
                              .page_height_px = given->page_height_px,
                              .title = given->title ? given->title : "Contents",
                              .lang = given->lang,
                              .dialect = HP_DIALECT_HEDGEDOC};
    hp_job *job = hp_job_open(&source, &options, b->fonts, diags, error);
    if (!job)
        return FALSE;
    b->roman = TRUE;
    job_draw(b, job);
    b->roman = FALSE;
    b->first_page = b->n_pages;
    return TRUE;
}

static gboolean deck_draw(binder *b, const entry *at, unsigned number, GError **error)
{
    hp_job *job = hp_job_open(at->deck->source, &b->options, b->fonts, at->deck->diags, error);
    if (!job)
        return FALSE;
    g_autofree char *name = g_strdup_printf("deck-%u", number);
    size_t before = b->n_pages;
    hp_pdf_part part = {.title = at->title, .name = name, .lang = hp_job_describe(job).lang};
    hp_pdf_writer_set_deck(b->writer, hp_pdf_writer_add_part(b->writer, &part, at->deck->diags));
    job_draw(b, job);
    if (b->n_pages - before == at->n_pages)
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "%s: what it shows changed while the binder was made",
                at->deck->source->name);
    return FALSE;
}

static GBytes *binder_write(binder *b, const hp_job_options *given, GError **error)
{
    g_autoptr(hp_diags) diags = hp_diags_new("contents");
    hp_pdf_metadata metadata = {.title = given->title ? given->title : "Contents",
                                .author = given->author,
                                .subject = given->subject,
                                .keywords = given->keywords,
                                .contact = given->contact,
                                .lang = given->lang};
    g_autoptr(hp_pdf_writer) writer = b->writer = hp_pdf_writer_new(&metadata, diags);
    hp_pdf_writer_set_images(writer, &given->images);
    gboolean ok = contents_draw(b, given, diags, error);
    for (guint i = 0; i < b->entries->len && ok; i++)
        ok = deck_draw(b, &g_array_index(b->entries, entry, i), i + 1, error);
    return ok ? hp_pdf_writer_finish(writer, error) : NULL;
}

GBytes *hp_job_binder(hp_binder_deck *decks, size_t n_decks, const hp_job_options *options, hp_fonts *fonts,
                      size_t *n_pages, GError **error)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(entry));
    g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func((GDestroyNotify)hp_job_free);
    g_array_set_clear_func(entries, entry_clear);
    binder b = {.fonts = fonts, .options = *options, .entries = entries, .jobs = jobs};
    b.options.title = b.options.author = b.options.subject = b.options.keywords = b.options.contact = NULL;
    b.options.links = NULL;
    b.options.first_order = 0;
    size_t next_page = 1;
    for (size_t i = 0; i < n_decks; i++)
        if (decks[i].source)
            deck_count(&b, &decks[i], &next_page);
    if (entries->len == 0) {
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "there is no deck to bind");
        return NULL;
    }
    GBytes *pdf = binder_write(&b, options, error);
    if (n_pages)
        *n_pages = b.n_pages;
    return pdf;
}
