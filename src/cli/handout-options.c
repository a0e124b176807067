#include "cli/handout-options.h"

#include "base/error.h"
#include "cli/notes.h"

#include <string.h>

#define MM (96 / 25.4)

/* What office printers leave white in any case. */
#define MARGIN_MIN_MM 5.0

static const char summary[] = "Puts slides on sheets of paper: to give out, to write on, to speak from.\n"
                              "\n"
                              "The handout of deck.md is deck-handout.pdf beside it unless -o says otherwise.\n"
                              "Several decks become one handout.";

static const char description[] =
    "Layouts:\n"
    "  slides   --per-page 1, 2, 3 (with lines to write on), 4, 6 or 9; 3 by default\n"
    "  notes    a slide and below it what its speaker says, on as many sheets as needed\n"
    "  outline  the text of the slides alone\n"
    "  booklet  two pages to a side, to print on both sides (turned over the short\n"
    "           edge), fold and staple; --per-page 1, 2 or 4 slides on a page\n"
    "\n"
    "Headers and footers are LEFT|MIDDLE|RIGHT, each of them text with {title},\n"
    "{subtitle}, {author}, {date}, {file}, {section}, {page} or {pages} in it; an empty\n"
    "text is none. By default: --header '" HP_HANDOUT_HEADER "' --footer '" HP_HANDOUT_FOOTER "'.\n"
    "Lengths are in mm, cm, in or pt; a number alone is mm.\n"
    "\n"
    "Examples:\n"
    "  handpress handout deck.md                           three to a sheet, with lines\n"
    "  handpress handout --per-page 6 --ink save deck.md   without dark grounds\n"
    "  handpress handout --layout notes --links notes deck.md\n"
    "  handpress handout -o all.pdf --run-on *.md          many decks, one handout\n";

static GOptionContext *context_new(handout_options *o)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, "Write to PATH, or - for standard output", "PATH"},
        {"layout", 0, 0, G_OPTION_ARG_FILENAME, &o->layout, "slides (default), notes, outline or booklet", "NAME"},
        {"per-page", 0, 0, G_OPTION_ARG_INT, &o->per_page, "Slides on a sheet: 1, 2, 3, 4, 6 or 9", "N"},
        {"paper", 0, 0, G_OPTION_ARG_FILENAME, &o->paper, "a4 (default), a5, a3, letter or legal", "NAME"},
        {"orientation", 0, 0, G_OPTION_ARG_FILENAME, &o->orientation,
         "auto (default: what makes slides larger), portrait or landscape", "HOW"},
        {"margin", 0, 0, G_OPTION_ARG_FILENAME, &o->margin, "White around everything, 12mm by default", "LENGTH"},
        {"gutter", 0, 0, G_OPTION_ARG_FILENAME, &o->gutter, "Between slides, 6mm by default", "LENGTH"},
        {"order", 0, 0, G_OPTION_ARG_FILENAME, &o->order, "The next slide is beside (across, default) or below (down)",
         "HOW"},
        {"header", 0, 0, G_OPTION_ARG_FILENAME, &o->header, "Over the slides", "L|M|R"},
        {"footer", 0, 0, G_OPTION_ARG_FILENAME, &o->footer, "Under the slides", "L|M|R"},
        {"links", 0, 0, G_OPTION_ARG_FILENAME, &o->links,
         "Addresses of links: none (default), notes (numbered, printed) or qr (also as codes)", "HOW"},
        {"ink", 0, 0, G_OPTION_ARG_FILENAME, &o->ink, "normal (default), or save: dark slides become light", "HOW"},
        {"color", 0, 0, G_OPTION_ARG_FILENAME, &o->color, "color (default) or gray", "HOW"},
        {"run-on", 0, 0, G_OPTION_ARG_NONE, &o->run_on, "A deck begins on the sheet where the last one ended", NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "Say this", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->inputs, NULL, NULL},
        {0}};
    GOptionContext *context = option_context_new("handout FILE…", summary, description, entries);
    export_options_add(&o->export, context, OPTION_DOCUMENT | OPTION_SHOW);
    return context;
}

char *handout_options_help(void)
{
    g_autoptr(handout_options) o = g_new0(handout_options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    return g_option_context_get_help(context, TRUE, NULL);
}

/* ---- values ---- */

/* The index of a word, 0 when none was said. FALSE: not one of them. */
static gboolean word_read(const char *option, const char *value, const char *const *words, const char *expected,
                          unsigned *index, GError **error)
{
    int found = value ? option_index(value, words) : 0;
    *index = (unsigned)MAX(found, 0);
    return found >= 0 || option_error(error, option, value, expected);
}

static gboolean length_read(const char *option, const char *value, double otherwise_mm, double least_mm, double most_mm,
                            const char *expected, double *px, GError **error)
{
    static const struct {
        const char *name;
        double mm;
    } units[] = {{"", 1}, {"mm", 1}, {"cm", 10}, {"in", 25.4}, {"pt", 25.4 / 72}};
    double mm = otherwise_mm;
    if (value) {
        char *end = NULL;
        double number = g_ascii_isdigit(*value) || *value == '.' ? g_ascii_strtod(value, &end) : -1;
        mm = -1;
        for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
            if (end && end > value && strcmp(end, units[i].name) == 0)
                mm = number * units[i].mm;
    }
    *px = mm * MM;
    return (mm >= least_mm && mm <= most_mm) || option_error(error, option, value, expected);
}

static gboolean line_read(const char *option, const char *value, const char *otherwise, const char **line,
                          GError **error)
{
    g_autofree char *why = NULL;
    *line = value ? value : otherwise;
    if (!g_utf8_validate(*line, -1, NULL)) {
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--%s: the text is not UTF-8", option);
        return FALSE;
    }
    if (hp_handout_line_check(*line, &why))
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--%s %s: %s", option, *line, why);
    return FALSE;
}

static gboolean words_read(handout_options *o, GError **error)
{
    static const char *const layouts[] = {"slides", "notes", "outline", "booklet", NULL};
    static const char *const orientations[] = {"auto", "portrait", "landscape", NULL};
    static const char *const orders[] = {"across", "down", NULL};
    static const char *const links[] = {"none", "notes", "qr", NULL};
    static const char *const inks[] = {"normal", "save", NULL};
    static const char *const colors[] = {"color", "gray", NULL};
    hp_handout_options *h = &o->handout;
    unsigned layout, orientation, down, how, save, gray;
    if (!word_read("layout", o->layout, layouts, "slides, notes, outline or booklet", &layout, error) ||
        !word_read("orientation", o->orientation, orientations, "auto, portrait or landscape", &orientation, error) ||
        !word_read("order", o->order, orders, "across or down", &down, error) ||
        !word_read("links", o->links, links, "none, notes or qr", &how, error) ||
        !word_read("ink", o->ink, inks, "normal or save", &save, error) ||
        !word_read("color", o->color, colors, "color or gray", &gray, error))
        return FALSE;
    h->layout = (hp_handout_layout)layout;
    h->orientation = (hp_paper_orientation)orientation;
    h->down = down == 1;
    h->links = (hp_handout_links)how;
    h->save_ink = save == 1;
    h->gray = gray == 1;
    return TRUE;
}

static gboolean per_page_read(handout_options *o, GError **error)
{
    static const unsigned on_sheets[] = {1, 2, 3, 4, 6, 9}, in_booklets[] = {1, 2, 4};
    hp_handout_options *h = &o->handout;
    gboolean booklet = h->layout == HP_HANDOUT_BOOKLET;
    const unsigned *allowed = booklet ? in_booklets : on_sheets;
    size_t count = booklet ? G_N_ELEMENTS(in_booklets) : G_N_ELEMENTS(on_sheets);
    h->per_page = o->per_page ? (unsigned)o->per_page : booklet ? 1 : 3;
    if (o->per_page && (h->layout == HP_HANDOUT_NOTES || h->layout == HP_HANDOUT_OUTLINE)) {
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, "--per-page is for the layouts slides and booklet");
        return FALSE;
    }
    for (size_t i = 0; i < count; i++)
        if (o->per_page >= 0 && allowed[i] == h->per_page)
            return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--per-page %d: expected %s", o->per_page,
                booklet ? "1, 2 or 4 in a booklet" : "1, 2, 3, 4, 6 or 9");
    return FALSE;
}

static gboolean paper_read(handout_options *o, GError **error)
{
    hp_handout_options *h = &o->handout;
    static const char *const papers[] = {"a4", "a5", "a3", "letter", "legal", NULL};
    const char *paper = o->paper ? o->paper : "a4";
    g_autofree char *name = g_ascii_strdown(paper, -1);
    if (option_index(name, papers) < 0 || !option_page(name, &h->paper_width, &h->paper_height))
        return option_error(error, "paper", paper, "a4, a5, a3, letter or legal");
    if (h->layout == HP_HANDOUT_BOOKLET && h->orientation == HP_PAPER_PORTRAIT) {
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, "a booklet is folded of paper in landscape");
        return FALSE;
    }
    double most = h->paper_width / MM / 4;
    return length_read("margin", o->margin, 12, MARGIN_MIN_MM, most,
                       "at least 5mm, which printers leave white, and at most a quarter of the paper", &h->margin,
                       error) &&
           length_read("gutter", o->gutter, 6, 0, most, "from 0mm to a quarter of the paper", &h->gutter, error);
}

static gboolean options_check(handout_options *o, GError **error)
{
    hp_handout_options *h = &o->handout;
    if (!o->inputs || (o->output && !*o->output)) {
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE,
                            o->inputs ? "--output: the path is empty" : "no input file");
        return FALSE;
    }
    if (!notes_check(o->inputs, o->export.fetch, error) || !export_options_check(&o->export, error) ||
        !words_read(o, error) || !per_page_read(o, error) || !paper_read(o, error) ||
        !line_read("header", o->header, HP_HANDOUT_HEADER, &h->header, error) ||
        !line_read("footer", o->footer, HP_HANDOUT_FOOTER, &h->footer, error))
        return FALSE;
    h->run_on = o->run_on;
    h->styles_dir = o->export.job.styles_dir;
    return TRUE;
}

handout_options *handout_options_parse(int argc, char **argv, GError **error)
{
    g_autoptr(handout_options) o = g_new0(handout_options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    if (!option_parse(context, argc, argv, error))
        return NULL;
    if (!o->help && !options_check(o, error))
        return NULL;
    return g_steal_pointer(&o);
}

void handout_options_free(handout_options *o)
{
    if (!o)
        return;
    char *strings[] = {o->output, o->layout, o->paper,  o->orientation, o->margin, o->gutter,
                       o->order,  o->header, o->footer, o->links,       o->ink,    o->color};
    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
        g_free(strings[i]);
    g_strfreev(o->inputs);
    export_options_clear(&o->export);
    g_free(o);
}
