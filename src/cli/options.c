#include "cli/options.h"

#include "base/error.h"
#include "base/file.h"
#include "cli/notes.h"

#include <string.h>

static const char summary[] = "Turns HedgeDoc slide decks and minutes (Markdown) into PDF.\n"
                              "\n"
                              "FILE is a Markdown file, - for standard input, or with --fetch the address of a "
                              "HedgeDoc note. The PDF of deck.md is deck.pdf\n"
                              "beside it unless -o says otherwise.";

static const char description[] =
    "-o PATH is a folder when it ends in /, is one, or serves several inputs; it is made\n"
    "when absent. Names that clash are refused before any work.\n"
    "\n"
    "Page sizes: WIDTHxHEIGHT in CSS px (1280x720), or a3, a4, a5, letter, legal, each\n"
    "with -landscape if wanted. Slides are 998x728, documents a4.\n"
    "\n"
    "Pictures (--format) are deck-01.png, deck-02.png, … by the slide's place in the\n"
    "deck; the second page of a slide that goes on is deck-02_2.png.\n"
    "\n"
    "Slides: 3 is the third slide in reading order, 4.2 the one whose number shows 4.2;\n"
    "7- is the seventh and all behind it.\n"
    "\n"
    "Pictures are looked for beside the deck, in the asset folders and, for addresses\n"
    "such as https://…/uploads/NAME, by that NAME in both; on the web with --fetch only.\n"
    "\n"
    "Exit status: 0 all done; 1 an input failed, or --strict found warnings; 2 wrong use.\n"
    "\n"
    "Commands, each with a --help of its own: assets, batch, handout, press, report, watch.\n"
    "\n"
    "Examples:\n"
    "  handpress deck.md                    makes deck.pdf\n"
    "  handpress -o out/ *.md               makes out/NAME.pdf of each\n"
    "  handpress --slides 1,3-5 deck.md     some of the slides\n"
    "  handpress --page a4-landscape deck.md\n"
    "  handpress --format png deck.md       makes deck-01.png, deck-02.png, …\n"
    "  handpress - -o - <deck.md >deck.pdf  through a pipe\n"
    "  handpress --strict --quiet deck.md   for a script: silent, fails on a warning\n";

/* Every text is taken as bytes (FILENAME): the locale has no say in what a
 * title is. */
static GOptionContext *context_new(options *o)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output,
         "Write to PATH: a file, a folder, or - for standard output", "PATH"},
        {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format_name, "pdf (default), or a picture per slide as png or svg",
         "NAME"},
        {"scale", 0, 0, G_OPTION_ARG_FILENAME, &o->scale_text,
         "Size of pictures: 2 (default) makes a 998x728 slide 1996x1456", "N"},
        {"from", 0, 0, G_OPTION_ARG_FILENAME, &o->from, "Also the inputs that LIST names, one a line", "LIST"},
        {"depfile", 0, 0, G_OPTION_ARG_FILENAME, &o->depfile, "Write what was read to FILE, for make and ninja",
         "FILE"},
        {"dump", 0, 0, G_OPTION_ARG_FILENAME, &o->dump_name,
         "Show a stage, no PDF: html, dom, style, boxes, fragments or tags", "STAGE"},
        {"version", 0, 0, G_OPTION_ARG_NONE, &o->version, "Say which version this is", NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "Say this", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->inputs, NULL, NULL},
        {0}};
    GOptionContext *context = option_context_new("FILE…", summary, description, entries);
    export_options_add(&o->export, context, 0);
    return context;
}

char *options_help(void)
{
    g_autoptr(options) o = g_new0(options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    return g_option_context_get_help(context, TRUE, NULL);
}

static gboolean dump_read(options *o, GError **error)
{
    static const char *const dumps[] = {"", "html", "dom", "style", "boxes", "fragments", "tags", NULL};
    int index = o->dump_name ? option_index(o->dump_name, dumps) : 0;
    if (index < 0 || (o->dump_name && index == 0))
        return option_error(error, "dump", o->dump_name, "html, dom, style, boxes, fragments or tags");
    o->dump = (dump_kind)index;
    return TRUE;
}

static gboolean format_read(options *o, GError **error)
{
    static const char *const formats[] = {"pdf", "png", "svg", NULL};
    int index = o->format_name ? option_index(o->format_name, formats) : 0;
    if (index < 0)
        return option_error(error, "format", o->format_name, "pdf, png or svg");
    o->format = (output_format)index;
    o->scale = 2;
    if (!o->scale_text)
        return TRUE;
    char *end;
    o->scale = g_ascii_strtod(o->scale_text, &end);
    if (!g_ascii_isdigit(*o->scale_text) || *end || !(o->scale >= 0.01 && o->scale <= 100))
        return option_error(error, "scale", o->scale_text, "a number from 0.01 to 100");
    return TRUE;
}

static gboolean list_read(options *o, GError **error)
{
    if (!o->from)
        return TRUE;
    char **inputs = notes_add_list(o->inputs, o->from, error);
    if (!inputs)
        return FALSE;
    g_strfreev(o->inputs);
    o->inputs = inputs;
    return TRUE;
}

static gboolean combination_check(const options *o, GError **error)
{
    const char *why = NULL;
    if (o->inputs && !notes_check(o->inputs, o->export.fetch, error))
        return FALSE;
    if (!o->inputs || !*o->inputs)
        why = "no input file";
    else if (o->dump && (o->output || o->export.json))
        why = "--dump goes with neither --output nor --json";
    else if (o->dump && o->format)
        why = "--dump and --format exclude each other";
    else if (o->scale_text && !o->format)
        why = "--scale is for pictures: --format png or svg";
    else if (o->format && o->output && hp_file_is_stream(o->output))
        why = "pictures do not go to standard output; name a file or folder with -o";
    else if (o->depfile && (o->dump || (o->output && hp_file_is_stream(o->output))))
        why = "--depfile is for an export to a file";
    else if (o->export.json && o->output && hp_file_is_stream(o->output))
        why = "--json and the PDF cannot both go to standard output";
    else if (o->output && !*o->output)
        why = "--output: the path is empty";
    if (why)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, why);
    return !why;
}

options *options_parse(int argc, char **argv, GError **error)
{
    g_autoptr(options) o = g_new0(options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    if (!option_parse(context, argc, argv, error))
        return NULL;
    if (o->help || o->version)
        return g_steal_pointer(&o);
    if (!list_read(o, error) || !dump_read(o, error) || !format_read(o, error) || !combination_check(o, error) ||
        !export_options_check(&o->export, error))
        return NULL;
    return g_steal_pointer(&o);
}

void options_free(options *o)
{
    if (!o)
        return;
    g_free(o->output);
    g_free(o->from);
    g_free(o->depfile);
    g_free(o->dump_name);
    g_free(o->format_name);
    g_free(o->scale_text);
    g_strfreev(o->inputs);
    export_options_clear(&o->export);
    g_free(o);
}
