#include "job-binder.h"

#include "pdf/join.h"

#include <string.h>

/* The page's number in the foot is the one that readers of PDF show. */
#define CONTENTS_STYLE                                                         \
    "<style>@page { @top-left { content: none } @top-right { content: none } " \
    "@bottom-center { content: counter(page, lower-roman) } }</style>\n\n"

struct hp_binder {
    hp_pdf_join *join;
    GString *list; /* the contents so far, as HTML */
    unsigned n_decks;
    size_t n_pages; /* of the decks */
};

hp_binder *hp_binder_new(FILE *stream)
{
    hp_binder *binder = g_new0(hp_binder, 1);
    binder->join = hp_pdf_join_new(stream);
    binder->list = g_string_new(NULL);
    return binder;
}

void hp_binder_free(hp_binder *binder)
{
    if (!binder)
        return;
    hp_pdf_join_free(binder->join);
    g_string_free(binder->list, TRUE);
    g_free(binder);
}

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

gboolean hp_binder_add(hp_binder *binder, GBytes *pdf, const char *title, const char *date, GError **error)
{
    size_t n_pages;
    if (!hp_pdf_join_add(binder->join, pdf, title, &n_pages, error))
        return FALSE;
    g_autofree char *page = g_strdup_printf("%zu", binder->n_pages + 1);
    g_string_append_printf(binder->list, "<li><a href=\"#part-%u\">", ++binder->n_decks);
    text_append(binder->list, "toc-text", title);
    if (date)
        text_append(binder->list, "toc-date", date);
    g_string_append(binder->list, "<span class=\"toc-leader\"></span>");
    text_append(binder->list, "toc-page", page);
    g_string_append(binder->list, "</a></li>");
    binder->n_pages += n_pages;
    return TRUE;
}

static void pages_draw(const GPtrArray *pages, void *writer)
{
    for (guint i = 0; i < pages->len; i++)
        hp_pdf_writer_add_page(writer, g_ptr_array_index(pages, i));
}

/* The contents need no page number of their own: they can be made last. */
static GBytes *contents_make(const hp_binder *binder, const hp_job_options *given, const char *title, hp_fonts *fonts,
                             GError **error)
{
    g_autofree char *text =
        g_strconcat(CONTENTS_STYLE "<div class=\"toc binder\"><ul>", binder->list->str, "</ul></div>\n", NULL);
    hp_job_source source = {.name = "contents", .bytes = text, .length = strlen(text)};
    hp_job_options options = {.styles_dir = given->styles_dir,
                              .page_width_px = given->page_width_px,
                              .page_height_px = given->page_height_px,
                              .title = title,
                              .author = given->author,
                              .subject = given->subject,
                              .keywords = given->keywords,
                              .contact = given->contact,
                              .lang = given->lang,
                              .dialect = HP_DIALECT_HEDGEDOC};
    g_autoptr(hp_diags) diags = hp_diags_new(source.name);
    g_autoptr(hp_job) job = hp_job_open(&source, &options, fonts, diags, error);
    if (!job)
        return NULL;
    hp_pdf_metadata what = hp_job_describe(job);
    what.date = NULL; /* it would be one of the dates listed */
    g_autoptr(hp_pdf_writer) writer = hp_pdf_writer_new(&what, diags);
    hp_pdf_writer_set_assets(writer, hp_job_assets(job));
    hp_pdf_writer_leave_links(writer);
    hp_job_pages(job, pages_draw, writer);
    return hp_pdf_writer_finish(writer, error);
}

gboolean hp_binder_finish(hp_binder *binder, const hp_job_options *options, const char *title, hp_fonts *fonts,
                          size_t *n_pages, GError **error)
{
    g_autoptr(GBytes) contents = contents_make(binder, options, title, fonts, error);
    return contents && hp_pdf_join_finish(binder->join, contents, title, n_pages, error);
}
