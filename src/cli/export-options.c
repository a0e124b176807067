#include "cli/export-options.h"

#include "base/error.h"
#include "job-selection.h"

#include <stddef.h>
#include <string.h>

#define FIELD(name) offsetof(export_options, name)

static const export_option rows[] = {
    {"slides", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(slides), "Only these slides, such as 1,3-5,4.2", "LIST"},
    {"page", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(page), "Page size: 1280x720, a4, letter-landscape, …", "SIZE"},
    {"overflow", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(overflow),
     "Slides taller than a page: pages (go on, default), shrink or clip", "HOW"},
    {"theme", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(theme), "Theme of reveal.js instead of the deck's own", "NAME"},
    {"styles", 0, OPTION_FOLDER, OPTION_IN_FILES, FIELD(styles_dir),
     "Style sheets in DIR replace built-in ones of the same name", "DIR"},
    {"dialect", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(dialect),
     "Whose Markdown it is: auto (default), hedgedoc, reveal-md or reveal", "WHOSE"},
    {"fragments", 0, OPTION_TEXT, OPTION_IN_FILES | OPTION_SHOW, FIELD(fragment_pages),
     "Fragments: final (all of them, default) or steps (a page for each step)", "HOW"},
    {"notes", 0, OPTION_TEXT, OPTION_IN_FILES | OPTION_SHOW, FIELD(notes),
     "Speaker notes: none, inline (over the slide's foot) or separate-page", "WHERE"},
    {"css", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(css), "Quoted colours: lenient (default) honours, strict drops them",
     "HOW"},
    {"fonts", 0, OPTION_FOLDER, OPTION_IN_FILES, FIELD(fonts_dir),
     "Font configuration: DIR/fonts.conf replaces the built-in one", "DIR"},
    {"font-dir", 0, OPTION_FOLDERS, OPTION_IN_FILES, FIELD(font_dirs), "Also use the fonts in DIR (may be repeated)",
     "DIR"},
    {"asset-dir", 0, OPTION_FOLDERS, OPTION_IN_FILES, FIELD(asset_dirs),
     "Also look for pictures in DIR (may be repeated)", "DIR"},
    {"allow-dir", 0, OPTION_FOLDERS, OPTION_IN_FILES, FIELD(allow_dirs),
     "Decks may name pictures in DIR by their path (may be repeated)", "DIR"},
    {"diagram", 0, OPTION_TEXTS, 0, FIELD(diagrams), "Draw code blocks of this language with COMMAND (may be repeated)",
     "NAME=COMMAND"},
    {"fetch", 0, OPTION_FLAG, 0, FIELD(fetch), "Fetch pictures that are not on the disk from the web", NULL},
    {"allow-host", 0, OPTION_TEXTS, 0, FIELD(allow_hosts),
     "--fetch may go to this host although its address is private (may be repeated)", "HOST[:PORT]"},
    {"cache-size", 0, OPTION_TEXT, 0, FIELD(cache_size), "What --fetch keeps of what it fetched: 500M, 2G (default 1G)",
     "SIZE"},
    {"fetch-timeout", 0, OPTION_TEXT, 0, FIELD(fetch_timeout), "What one picture may take (default 30)", "SECONDS"},
    {"toc", 0, OPTION_FLAG, OPTION_IN_FILES | OPTION_DOCUMENT, FIELD(toc), "Documents: contents with page numbers",
     NULL},
    {"links", 0, OPTION_TEXT, OPTION_IN_FILES | OPTION_DOCUMENT, FIELD(links),
     "Documents: notes prints the addresses of links as footnotes", "HOW"},
    {"columns", 0, OPTION_TEXT, OPTION_IN_FILES | OPTION_DOCUMENT, FIELD(columns), "Documents: 1 to 4 columns of text",
     "N"},
    {"letterhead", 0, OPTION_TEXT, OPTION_DOCUMENT, FIELD(letterhead),
     "Documents: the first page of FILE goes beneath the first page, the second beneath the others", "FILE"},
    {"title", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(title), "Title of the PDF instead of the deck's own", "TEXT"},
    {"author", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(author), "Author of the PDF", "TEXT"},
    {"subject", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(subject), "Subject of the PDF instead of the description",
     "TEXT"},
    {"keywords", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(keywords), "Keywords of the PDF instead of the tags", "LIST"},
    {"contact", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(contact), "Whom readers of the PDF may ask", "TEXT"},
    {"lang", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(lang), "Language of the text, such as de", "TAG"},
    {"repair-encoding", 0, OPTION_TEXT, OPTION_IN_FILES, FIELD(repair_encoding),
     "Repair text that was encoded twice: yes (default) or no", "YES|NO"},
    {"image-dpi", 0, OPTION_TEXT, OPTION_IN_FILES | OPTION_PICTURES, FIELD(image_dpi),
     "Scale pictures to N dots per inch of their largest use", "N"},
    {"image-quality", 0, OPTION_TEXT, OPTION_IN_FILES | OPTION_PICTURES, FIELD(image_quality),
     "Photographs as JPEG of this quality, 1 to 100", "N"},
    {"strict", 0, OPTION_FLAG, OPTION_IN_FILES, FIELD(strict), "A deck with warnings fails, and its PDF is not written",
     NULL},
    {"json", 0, OPTION_FLAG, OPTION_TELLS, FIELD(json), "Results and diagnostics as JSON on standard output", NULL},
    {"quiet", 'q', OPTION_FLAG, OPTION_TELLS, FIELD(quiet), "Only errors", NULL},
    {"verbose", 'v', OPTION_FLAG, OPTION_TELLS, FIELD(verbose), "Also notes", NULL},
};

void export_options_add(export_options *o, GOptionContext *context, unsigned without)
{
    static const GOptionArg args[] = {[OPTION_TEXT] = G_OPTION_ARG_FILENAME,
                                      [OPTION_TEXTS] = G_OPTION_ARG_FILENAME_ARRAY,
                                      [OPTION_FOLDER] = G_OPTION_ARG_FILENAME,
                                      [OPTION_FOLDERS] = G_OPTION_ARG_FILENAME_ARRAY,
                                      [OPTION_FLAG] = G_OPTION_ARG_NONE};
    GOptionEntry entries[G_N_ELEMENTS(rows) + 1] = {0};
    for (size_t i = 0, n = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].traits & without)
            continue;
        entries[n++] = (GOptionEntry){.long_name = rows[i].name,
                                      .short_name = rows[i].letter,
                                      .arg = args[rows[i].kind],
                                      .arg_data = (char *)o + rows[i].field,
                                      .description = rows[i].help,
                                      .arg_description = rows[i].value};
    }
    g_option_context_add_main_entries(context, entries, NULL);
}

const export_option *export_option_lookup(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

static void argument_add(GStrvBuilder *builder, const export_option *row, const char *value)
{
    gboolean is_folder = row->kind == OPTION_FOLDER || row->kind == OPTION_FOLDERS;
    g_autofree char *path = is_folder ? g_canonicalize_filename(value, NULL) : NULL;
    g_autofree char *argument = g_strdup_printf("--%s=%s", row->name, path ? path : value);
    g_strv_builder_add(builder, argument);
}

char **export_options_arguments(const export_options *o)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const export_option *row = &rows[i];
        const void *field = (const char *)o + row->field;
        if (row->traits & OPTION_TELLS)
            continue;
        if (row->kind == OPTION_FLAG) {
            g_autofree char *flag = g_strconcat("--", row->name, NULL);
            if (*(const gboolean *)field)
                g_strv_builder_add(builder, flag);
        } else if (row->kind == OPTION_TEXT || row->kind == OPTION_FOLDER) {
            const char *value = *(char *const *)field;
            if (value)
                argument_add(builder, row, value);
        } else {
            for (char *const *at = *(char **const *)field; at && *at; at++)
                argument_add(builder, row, *at);
        }
    }
    return g_strv_builder_end(builder);
}

/* GLib wants the value of a short option apart from it; who has typed make -j4 or
 * cc -ofile does not. */
static gboolean is_joined(const char *argument)
{
    return argument[0] == '-' && argument[1] && strchr("oj", argument[1]) && argument[2];
}

static char **arguments_split(int argc, char **argv)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    gboolean options_end = FALSE;
    for (int i = 0; i < argc; i++) {
        options_end = options_end || strcmp(argv[i], "--") == 0;
        gboolean joined = i > 0 && !options_end && is_joined(argv[i]);
        if (joined) {
            const char letter[] = {'-', argv[i][1], '\0'};
            g_strv_builder_add(builder, letter);
        }
        g_strv_builder_add(builder, joined ? argv[i] + 2 : argv[i]);
    }
    return g_strv_builder_end(builder);
}

GOptionContext *option_context_new(const char *parameters, const char *summary, const char *description,
                                   const GOptionEntry *entries)
{
    GOptionContext *context = g_option_context_new(parameters);
    g_option_context_set_summary(context, summary);
    g_option_context_set_description(context, description);
    g_option_context_set_help_enabled(context, FALSE);
    if (entries)
        g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

static gboolean context_parse(GOptionContext *context, char ***arguments, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (g_option_context_parse_strv(context, arguments, &inner))
        return TRUE;
    g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, inner->message);
    return FALSE;
}

gboolean option_parse(GOptionContext *context, int argc, char **argv, GError **error)
{
    g_auto(GStrv) arguments = arguments_split(argc, argv);
    return context_parse(context, &arguments, error);
}

gboolean option_error(GError **error, const char *option, const char *value, const char *expected)
{
    g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--%s %s: expected %s", option, value, expected);
    return FALSE;
}

gboolean option_page(const char *text, double *width_px, double *height_px)
{
    static const struct {
        const char *name;
        double width_mm, height_mm;
    } papers[] = {
        {"a3", 297, 420}, {"a4", 210, 297}, {"a5", 148, 210}, {"letter", 215.9, 279.4}, {"legal", 215.9, 355.6}};
    g_autofree char *name = g_ascii_strdown(text, -1);
    gboolean landscape = g_str_has_suffix(name, "-landscape");
    if (landscape)
        name[strlen(name) - strlen("-landscape")] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(papers); i++) {
        if (strcmp(name, papers[i].name) != 0)
            continue;
        *width_px = (landscape ? papers[i].height_mm : papers[i].width_mm) / 25.4 * 96;
        *height_px = (landscape ? papers[i].width_mm : papers[i].height_mm) / 25.4 * 96;
        return TRUE;
    }
    char *end;
    if (landscape || !g_ascii_isdigit(*name))
        return FALSE;
    *width_px = g_ascii_strtod(name, &end);
    if (*end != 'x' || !g_ascii_isdigit(end[1]))
        return FALSE;
    *height_px = g_ascii_strtod(end + 1, &end);
    /* What a PDF page can be, 3 to 14,400 points. */
    return *end == '\0' && *width_px >= 4 && *width_px <= 19200 && *height_px >= 4 && *height_px <= 19200;
}

/* The index of value among the names; -1 when it is none of them. */
int option_index(const char *value, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(value, names[i]) == 0)
            return i;
    return -1;
}

static gboolean choices_read(export_options *o, GError **error)
{
    static const char *const overflows[] = {"pages", "shrink", "clip", NULL};
    static const char *const css[] = {"lenient", "strict", NULL};
    static const char *const links[] = {"none", "notes", NULL};
    static const char *const answers[] = {"yes", "no", NULL};
    static const char *const dialects[] = {"auto", "hedgedoc", "reveal-md", "reveal", NULL};
    static const char *const fragments[] = {"final", "steps", NULL};
    static const char *const notes[] = {"none", "inline", "separate-page", NULL};
    int index;
    if (o->overflow) {
        if ((index = option_index(o->overflow, overflows)) < 0)
            return option_error(error, "overflow", o->overflow, "pages, shrink or clip");
        o->job.overflow = (hp_overflow_mode)index;
    }
    if (o->dialect) {
        if ((index = option_index(o->dialect, dialects)) < 0)
            return option_error(error, "dialect", o->dialect, "auto, hedgedoc, reveal-md or reveal");
        o->job.dialect = (hp_dialect)index;
    }
    if (o->fragment_pages) {
        if ((index = option_index(o->fragment_pages, fragments)) < 0)
            return option_error(error, "fragments", o->fragment_pages, "final or steps");
        o->job.fragment_steps = index == 1;
    }
    if (o->notes) {
        if ((index = option_index(o->notes, notes)) < 0)
            return option_error(error, "notes", o->notes, "none, inline or separate-page");
        o->job.notes = HP_NOTES_NONE + (hp_notes_place)index;
    }
    if (o->css) {
        if ((index = option_index(o->css, css)) < 0)
            return option_error(error, "css", o->css, "lenient or strict");
        o->job.css_strict = index == 1;
    }
    if (o->links) {
        if ((index = option_index(o->links, links)) < 0)
            return option_error(error, "links", o->links, "none or notes");
        o->job.link_notes = index == 1;
    }
    if (o->columns) {
        if (strlen(o->columns) != 1 || o->columns[0] < '1' || o->columns[0] > '4')
            return option_error(error, "columns", o->columns, "a number from 1 to 4");
        o->job.columns = (unsigned)(o->columns[0] - '0');
    }
    if (o->repair_encoding) {
        if ((index = option_index(o->repair_encoding, answers)) < 0)
            return option_error(error, "repair-encoding", o->repair_encoding, "yes or no");
        o->job.keep_encoding = index == 1;
    }
    return TRUE;
}

/* A whole number from least to most, digits alone. */
static gboolean number_read(const char *text, int least, int most, int *value)
{
    size_t length = strlen(text);
    if (length == 0 || length > 6 || strspn(text, "0123456789") != length)
        return FALSE;
    *value = (int)g_ascii_strtoll(text, NULL, 10);
    return *value >= least && *value <= most;
}

static gboolean images_read(export_options *o, GError **error)
{
    hp_image_plan *plan = &o->job.images;
    int dpi;
    if (o->image_dpi) {
        if (!number_read(o->image_dpi, 10, 10000, &dpi))
            return option_error(error, "image-dpi", o->image_dpi, "a number from 10 to 10000");
        plan->dpi = dpi;
    }
    if (o->image_quality && !number_read(o->image_quality, 1, 100, &plan->quality))
        return option_error(error, "image-quality", o->image_quality, "a number from 1 to 100");
    return TRUE;
}

/* These end up in the PDF, which holds text and not bytes. */
static gboolean texts_check(const export_options *o, GError **error)
{
    const struct {
        const char *name, *value;
    } texts[] = {{"title", o->title},     {"author", o->author},     {"lang", o->lang},      {"theme", o->theme},
                 {"subject", o->subject}, {"keywords", o->keywords}, {"contact", o->contact}};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (texts[i].value && !g_utf8_validate(texts[i].value, -1, NULL)) {
            g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--%s: the text is not UTF-8", texts[i].name);
            return FALSE;
        }
    }
    if (o->lang && (!*o->lang || strspn(o->lang, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-") != strlen(o->lang)))
        return option_error(error, "lang", o->lang, "a language tag such as de or pt-BR");
    return TRUE;
}

static gboolean folders_check(const export_options *o, GError **error)
{
    char *const styles[] = {o->styles_dir, NULL}, *const fonts[] = {o->fonts_dir, NULL};
    const struct {
        const char *name;
        char *const *folders;
    } lists[] = {{"styles", styles},
                 {"fonts", fonts},
                 {"font-dir", o->font_dirs},
                 {"asset-dir", o->asset_dirs},
                 {"allow-dir", o->allow_dirs}};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        for (char *const *at = lists[i].folders; at && *at; at++)
            if (!g_file_test(*at, G_FILE_TEST_IS_DIR))
                return option_error(error, lists[i].name, *at, "a folder that is there");
    return TRUE;
}

static void job_fill(export_options *o)
{
    o->job.theme = o->theme;
    o->job.styles_dir = o->styles_dir;
    o->job.asset_dirs = (const char *const *)o->asset_dirs;
    o->job.allow_dirs = (const char *const *)o->allow_dirs;
    o->job.slides = o->slides;
    o->job.toc = o->toc;
    o->job.letterhead = o->letterhead;
    o->job.title = o->title;
    o->job.author = o->author;
    o->job.lang = o->lang;
    o->job.subject = o->subject;
    o->job.keywords = o->keywords;
    o->job.contact = o->contact;
    o->fonts.font_dirs = (const char *const *)o->font_dirs;
    o->fonts.config_dir = o->fonts_dir;
}

/* "500M", "2G", "1500000"; decimal, as disks are sold. */
static gboolean size_read(const char *text, guint64 *bytes)
{
    static const struct {
        const char *unit;
        guint64 factor;
    } units[] = {{"", 1}, {"k", 1000}, {"M", 1000000}, {"G", 1000000000}};
    char *end;
    double number = g_ascii_strtod(text, &end);
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (g_ascii_isdigit(*text) && strcmp(end, units[i].unit) == 0 && number < 1e9) {
            *bytes = (guint64)(number * (double)units[i].factor);
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean fetch_check(export_options *o, GError **error)
{
    hp_fetch_options fetch = {.allowed_hosts = (const char *const *)o->allow_hosts};
    if (o->cache_size && (!size_read(o->cache_size, &fetch.cache_bytes) || fetch.cache_bytes == 0))
        return option_error(error, "cache-size", o->cache_size, "a size such as 500M or 2G");
    char *end = NULL;
    double seconds = o->fetch_timeout ? g_ascii_strtod(o->fetch_timeout, &end) : 0;
    if (o->fetch_timeout && (*end || !(seconds >= 0.1 && seconds <= 3600)))
        return option_error(error, "fetch-timeout", o->fetch_timeout, "seconds from 0.1 to 3600");
    fetch.time_limit_ms = (unsigned)(seconds * 1000);
    if (o->fetch)
        o->job.fetcher = hp_fetcher_new(&fetch);
    return TRUE;
}

gboolean export_options_check(export_options *o, GError **error)
{
    job_fill(o);
    if (!choices_read(o, error) || !images_read(o, error) || !texts_check(o, error) || !folders_check(o, error))
        return FALSE;
    if (o->page && !option_page(o->page, &o->job.page_width_px, &o->job.page_height_px))
        return option_error(error, "page", o->page, "1280x720 or a3, a4, a5, letter, legal, with -landscape if wanted");
    if (o->letterhead && !g_file_test(o->letterhead, G_FILE_TEST_IS_REGULAR))
        return option_error(error, "letterhead", o->letterhead, "a PDF that is there");
    if (o->slides && !hp_selection_is_valid(o->slides))
        return option_error(error, "slides", o->slides, "a list such as 1,3-5,4.2");
    if (!fetch_check(o, error))
        return FALSE;
    o->programs = o->diagrams ? hp_diagram_programs_new((const char *const *)o->diagrams, error) : NULL;
    if (o->diagrams && !o->programs)
        return FALSE;
    o->job.diagrams = o->programs;
    if (o->quiet && o->verbose) {
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, "--quiet and --verbose exclude each other");
        return FALSE;
    }
    return TRUE;
}

char *export_options_fonts_key(const export_options *o)
{
    g_autofree char *dirs = o->font_dirs ? g_strjoinv("\n", o->font_dirs) : g_strdup("");
    return g_strdup_printf("%s\n\n%s", o->fonts_dir ? o->fonts_dir : "", dirs);
}

gboolean export_options_parse(export_options *o, const char *const *arguments, GError **error)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_strv_builder_add(builder, "handpress");
    g_strv_builder_addv(builder, (const char **)arguments);
    g_auto(GStrv) argv = g_strv_builder_end(builder);
    g_autoptr(GOptionContext) context = option_context_new(NULL, NULL, NULL, NULL);
    export_options_add(o, context, 0);
    return context_parse(context, &argv, error) && export_options_check(o, error);
}

void export_options_clear(export_options *o)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        void *field = (char *)o + rows[i].field;
        if (rows[i].kind == OPTION_TEXT || rows[i].kind == OPTION_FOLDER)
            g_free(*(char **)field);
        else if (rows[i].kind != OPTION_FLAG)
            g_strfreev(*(char ***)field);
    }
    hp_diagram_programs_free(o->programs);
    hp_fetcher_free(o->job.fetcher);
}
