#include "cli/options.h"

#include "base/error.h"
#include "job-selection.h"

#include <string.h>

static const char summary[] = "Turns HedgeDoc slide decks and minutes (Markdown) into PDF.\n"
                              "\n"
                              "FILE is a Markdown file, or - for standard input. The PDF of deck.md is deck.pdf\n"
                              "beside it unless -o says otherwise.";

static const char description[] =
    "-o PATH is a folder when it ends in /, is one, or serves several inputs; it is made\n"
    "when absent. Names that clash are refused before any work.\n"
    "\n"
    "Page sizes: WIDTHxHEIGHT in CSS px (1280x720), or a3, a4, a5, letter, legal, each\n"
    "with -landscape if wanted. Slides are 998x728, documents a4.\n"
    "\n"
    "Slides: 3 is the third slide in reading order, 4.2 the one whose number shows 4.2;\n"
    "7- is the seventh and all behind it.\n"
    "\n"
    "Pictures are looked for beside the deck, in the asset folders and, for addresses\n"
    "such as https://…/uploads/NAME, by that NAME in both. Nothing is fetched.\n"
    "\n"
    "Exit status: 0 all done; 1 an input failed, or --strict found warnings; 2 wrong use.\n"
    "\n"
    "Examples:\n"
    "  handpress deck.md                    makes deck.pdf\n"
    "  handpress -o out/ *.md               makes out/NAME.pdf of each\n"
    "  handpress --slides 1,3-5 deck.md     some of the slides\n"
    "  handpress --page a4-landscape deck.md\n"
    "  handpress - -o - <deck.md >deck.pdf  through a pipe\n"
    "  handpress --strict --quiet deck.md   for a script: silent, fails on a warning\n";

/* Every text is taken as bytes (FILENAME): the locale has no say in what a
 * title is. */
static GOptionContext *context_new(options *o)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output,
         "Write to PATH: a file, a folder, or - for standard output", "PATH"},
        {"slides", 0, 0, G_OPTION_ARG_FILENAME, &o->slides, "Only these slides, such as 1,3-5,4.2", "LIST"},
        {"page", 0, 0, G_OPTION_ARG_FILENAME, &o->page, "Page size: 1280x720, a4, letter-landscape, …", "SIZE"},
        {"overflow", 0, 0, G_OPTION_ARG_FILENAME, &o->overflow,
         "Slides taller than a page: pages (go on, default), shrink or clip", "HOW"},
        {"theme", 0, 0, G_OPTION_ARG_FILENAME, &o->theme, "Theme of reveal.js instead of the deck's own", "NAME"},
        {"styles", 0, 0, G_OPTION_ARG_FILENAME, &o->styles_dir,
         "Style sheets in DIR replace built-in ones of the same name", "DIR"},
        {"css", 0, 0, G_OPTION_ARG_FILENAME, &o->css, "Quoted colours: lenient (default) honours, strict drops them",
         "HOW"},
        {"fonts", 0, 0, G_OPTION_ARG_FILENAME, &o->fonts_dir,
         "Font configuration: DIR/fonts.conf replaces the built-in one", "DIR"},
        {"font-dir", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->font_dirs, "Also use the fonts in DIR (may be repeated)",
         "DIR"},
        {"asset-dir", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->asset_dirs,
         "Also look for pictures in DIR (may be repeated)", "DIR"},
        {"allow-dir", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->allow_dirs,
         "Decks may name pictures in DIR by their path (may be repeated)", "DIR"},
        {"title", 0, 0, G_OPTION_ARG_FILENAME, &o->title, "Title of the PDF instead of the deck's own", "TEXT"},
        {"author", 0, 0, G_OPTION_ARG_FILENAME, &o->author, "Author of the PDF", "TEXT"},
        {"lang", 0, 0, G_OPTION_ARG_FILENAME, &o->lang, "Language of the text, such as de", "TAG"},
        {"repair-encoding", 0, 0, G_OPTION_ARG_FILENAME, &o->repair_encoding,
         "Repair text that was encoded twice: yes (default) or no", "YES|NO"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &o->strict, "A deck with warnings fails, and its PDF is not written", NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &o->json, "Results and diagnostics as JSON on standard output", NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, "Only errors", NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &o->verbose, "Also notes", NULL},
        {"dump", 0, 0, G_OPTION_ARG_FILENAME, &o->dump_name,
         "Show a stage, no PDF: html, dom, style, boxes, fragments or tags", "STAGE"},
        {"version", 0, 0, G_OPTION_ARG_NONE, &o->version, "Say which version this is", NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "Say this", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->inputs, NULL, NULL},
        {0}};
    GOptionContext *context = g_option_context_new("FILE…");
    g_option_context_set_summary(context, summary);
    g_option_context_set_description(context, description);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

char *options_help(void)
{
    g_autoptr(options) o = g_new0(options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    return g_option_context_get_help(context, TRUE, NULL);
}

static gboolean usage_error(GError **error, const char *option, const char *value, const char *expected)
{
    g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--%s %s: expected %s", option, value, expected);
    return FALSE;
}

gboolean options_parse_page(const char *text, double *width_px, double *height_px)
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
static int name_index(const char *value, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(value, names[i]) == 0)
            return i;
    return -1;
}

static gboolean choices_read(options *o, GError **error)
{
    static const char *const overflows[] = {"pages", "shrink", "clip", NULL};
    static const char *const css[] = {"lenient", "strict", NULL};
    static const char *const answers[] = {"yes", "no", NULL};
    static const char *const dumps[] = {"", "html", "dom", "style", "boxes", "fragments", "tags", NULL};
    int index;
    if (o->overflow) {
        if ((index = name_index(o->overflow, overflows)) < 0)
            return usage_error(error, "overflow", o->overflow, "pages, shrink or clip");
        o->job.overflow = (hp_overflow_mode)index;
    }
    if (o->css) {
        if ((index = name_index(o->css, css)) < 0)
            return usage_error(error, "css", o->css, "lenient or strict");
        o->job.css_strict = index == 1;
    }
    if (o->repair_encoding) {
        if ((index = name_index(o->repair_encoding, answers)) < 0)
            return usage_error(error, "repair-encoding", o->repair_encoding, "yes or no");
        o->job.keep_encoding = index == 1;
    }
    if (o->dump_name) {
        if ((index = name_index(o->dump_name, dumps)) <= 0)
            return usage_error(error, "dump", o->dump_name, "html, dom, style, boxes, fragments or tags");
        o->dump = (dump_kind)index;
    }
    return TRUE;
}

/* These end up in the PDF, which holds text and not bytes. */
static gboolean texts_check(const options *o, GError **error)
{
    const struct {
        const char *name, *value;
    } texts[] = {{"title", o->title}, {"author", o->author}, {"lang", o->lang}, {"theme", o->theme}};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (texts[i].value && !g_utf8_validate(texts[i].value, -1, NULL)) {
            g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--%s: the text is not UTF-8", texts[i].name);
            return FALSE;
        }
    }
    if (o->lang && (!*o->lang || strspn(o->lang, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-") != strlen(o->lang)))
        return usage_error(error, "lang", o->lang, "a language tag such as de or pt-BR");
    return TRUE;
}

static gboolean folders_check(const options *o, GError **error)
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
                return usage_error(error, lists[i].name, *at, "a folder that is there");
    return TRUE;
}

static gboolean combination_check(const options *o, GError **error)
{
    const char *why = NULL;
    if (!o->inputs)
        why = "no input file";
    else if (o->dump && (o->output || o->json))
        why = "--dump goes with neither --output nor --json";
    else if (o->json && o->output && strcmp(o->output, "-") == 0)
        why = "--json and the PDF cannot both go to standard output";
    else if (o->quiet && o->verbose)
        why = "--quiet and --verbose exclude each other";
    else if (o->output && !*o->output)
        why = "--output: the path is empty";
    if (why)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, why);
    return !why;
}

static void job_fill(options *o)
{
    o->job.theme = o->theme;
    o->job.styles_dir = o->styles_dir;
    o->job.asset_dirs = (const char *const *)o->asset_dirs;
    o->job.allow_dirs = (const char *const *)o->allow_dirs;
    o->job.slides = o->slides;
    o->job.title = o->title;
    o->job.author = o->author;
    o->job.lang = o->lang;
    o->fonts.font_dirs = (const char *const *)o->font_dirs;
    o->fonts.config_dir = o->fonts_dir;
}

/* "-oFILE" is "-o FILE" to everybody but GOption. */
static char **arguments_split(int argc, char **argv)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    gboolean options_end = FALSE;
    for (int i = 0; i < argc; i++) {
        options_end = options_end || strcmp(argv[i], "--") == 0;
        gboolean joined = i > 0 && !options_end && g_str_has_prefix(argv[i], "-o") && argv[i][2];
        if (joined)
            g_strv_builder_add(builder, "-o");
        g_strv_builder_add(builder, joined ? argv[i] + 2 : argv[i]);
    }
    return g_strv_builder_end(builder);
}

options *options_parse(int argc, char **argv, GError **error)
{
    g_autoptr(options) o = g_new0(options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    g_autoptr(GError) inner = NULL;
    g_auto(GStrv) arguments = arguments_split(argc, argv);
    if (!g_option_context_parse_strv(context, &arguments, &inner)) {
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, inner->message);
        return NULL;
    }
    if (o->help || o->version)
        return g_steal_pointer(&o);
    job_fill(o);
    if (!choices_read(o, error) || !combination_check(o, error) || !texts_check(o, error) || !folders_check(o, error))
        return NULL;
    if (o->page && !options_parse_page(o->page, &o->job.page_width_px, &o->job.page_height_px)) {
        usage_error(error, "page", o->page, "1280x720 or a3, a4, a5, letter, legal, with -landscape if wanted");
        return NULL;
    }
    if (o->slides && !hp_selection_is_valid(o->slides)) {
        usage_error(error, "slides", o->slides, "a list such as 1,3-5,4.2");
        return NULL;
    }
    return g_steal_pointer(&o);
}

void options_free(options *o)
{
    if (!o)
        return;
    char *strings[] = {o->output, o->page, o->theme, o->styles_dir, o->fonts_dir,       o->slides,   o->title,
                       o->author, o->lang, o->css,   o->overflow,   o->repair_encoding, o->dump_name};
    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
        g_free(strings[i]);
    g_strfreev(o->inputs);
    g_strfreev(o->font_dirs);
    g_strfreev(o->asset_dirs);
    g_strfreev(o->allow_dirs);
    g_free(o);
}
