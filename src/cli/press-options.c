#include "cli/press-options.h"

#include "base/error.h"
#include "base/file.h"
#include "cli/notes.h"
#include "press/limit.h"

#include <string.h>

static const char summary[] = "Makes the file that a press office sends: small enough, without speaker notes and\n"
                              "comments, telling of its makers only what they want told.\n"
                              "\n"
                              "It is named by date and title, such as 2024-11-07-community-call.pdf, and lies\n"
                              "beside the deck unless -o says otherwise.";

static const char description[] =
    "Sizes: 1.5M is 1,500,000 bytes of PDF. mail-10M is a mail of that size with the PDF\n"
    "in it; exchange (10 MiB), postfix (10.24 MB), outlook, icloud (20 MB) and gmail\n"
    "(25 MB) are what those servers take. Pictures get 200 dpi, then step by step down to 96\n"
    "and less quality, until it fits. When it cannot fit nothing is written.\n"
    "\n"
    "--attach-source puts the deck's file into the PDF as an attachment, as it is: who gets\n"
    "the PDF can then read speaker notes, comments and all of the front matter.\n"
    "\n"
    "Examples:\n"
    "  handpress press deck.md\n"
    "  handpress press --max-size 1.5M --text --cover -o out/ deck.md\n"
    "  handpress press --max-size gmail --author 'The Team' --contact press@example.org *.md\n";

static GOptionContext *context_new(press_options *o)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, "Write to PATH, a PDF or a folder", "PATH"},
        {"max-size", 0, 0, G_OPTION_ARG_FILENAME, &o->max_size, "Such as 1.5M, mail-10M, exchange or gmail", "SIZE"},
        {"text", 0, 0, G_OPTION_ARG_NONE, &o->text, "Also the words alone, as NAME.txt", NULL},
        {"cover", 0, 0, G_OPTION_ARG_NONE, &o->cover, "Also the first page as a picture, NAME.png", NULL},
        {"eml", 0, 0, G_OPTION_ARG_NONE, &o->mail, "Also a mail with the PDF, ready to be sent, NAME.eml", NULL},
        {"to", 0, 0, G_OPTION_ARG_FILENAME, &o->to, "Recipients of that mail", "ADDRESSES"},
        {"mail-subject", 0, 0, G_OPTION_ARG_FILENAME, &o->mail_subject, "Its subject instead of the title", "TEXT"},
        {"mail-template", 0, 0, G_OPTION_ARG_FILENAME, &o->mail_template,
         "Its text, with {title}, {date}, {author}, {contact}, {pages}, {size}, {file} and {text}", "FILE"},
        {"password", 0, 0, G_OPTION_ARG_FILENAME, &o->password, "The PDF opens with this alone (AES-256)", "WORD"},
        {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &o->password_file, "The same, from the first line of FILE",
         "FILE"},
        {"attach-source", 0, 0, G_OPTION_ARG_NONE, &o->attach_source,
         "Also the deck's source inside the PDF, WHOLE: with speaker notes and comments", NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "Say this", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->inputs, NULL, NULL},
        {0}};
    GOptionContext *context = option_context_new("FILE…", summary, description, entries);
    export_options_add(&o->export, context, OPTION_PICTURES | OPTION_SHOW);
    return context;
}

char *press_options_help(void)
{
    g_autoptr(press_options) o = g_new0(press_options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    return g_option_context_get_help(context, TRUE, NULL);
}

static gboolean combination_check(const press_options *o, GError **error)
{
    const char *why = NULL;
    if (o->inputs && !notes_check(o->inputs, o->export.fetch, error))
        return FALSE;
    if (!o->inputs)
        why = "no input file";
    else if (o->output && !*o->output)
        why = "--output: the path is empty";
    else if (o->output && hp_file_is_stream(o->output))
        why = "press does not write to standard output; name a file or folder with -o";
    else if ((o->to || o->mail_subject || o->mail_template) && !o->mail)
        why = "--to, --mail-subject and --mail-template are for --eml";
    else if (o->password && o->password_file)
        why = "--password and --password-file exclude each other";
    if (why)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, why);
    return !why;
}

/* What a file of the command line holds, as text. */
static char *text_read(const char *option, const char *path, GError **error)
{
    g_autoptr(GBytes) bytes = hp_file_read(path, 1 << 20, error);
    if (!bytes)
        return NULL;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    char *text = g_strndup(data, size);
    if (strlen(text) == size && g_utf8_validate(text, -1, NULL))
        return text;
    g_free(text);
    g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--%s %s: the text is not UTF-8", option, path);
    return NULL;
}

/* ISO 32000-2 §7.6.4.3.3: a password has at most 127 bytes. */
static gboolean password_read(press_options *o, GError **error)
{
    if (o->password_file && !(o->password_text = text_read("password-file", o->password_file, error)))
        return FALSE;
    if (o->password_text)
        o->password_text[strcspn(o->password_text, "\r\n")] = '\0';
    const char *password = o->press.password = o->password_text ? o->password_text : o->password;
    if (!password ||
        (*password && strlen(password) <= 127 && !strpbrk(password, "\r\n") && g_utf8_validate(password, -1, NULL)))
        return TRUE;
    g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, "a password is 1 to 127 bytes of UTF-8 on one line");
    return FALSE;
}

static gboolean mail_read(press_options *o, GError **error)
{
    const char *const texts[] = {o->to, o->mail_subject};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (texts[i] && !g_utf8_validate(texts[i], -1, NULL)) {
            g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, "--to, --mail-subject: the text is not UTF-8");
            return FALSE;
        }
    }
    if (o->mail_template && !(o->template_text = text_read("mail-template", o->mail_template, error)))
        return FALSE;
    o->press.mail = o->mail;
    o->press.to = o->to;
    o->press.mail_subject = o->mail_subject;
    o->press.mail_template = o->template_text;
    return TRUE;
}

static gboolean values_read(press_options *o, GError **error)
{
    if (o->max_size && !hp_limit_parse(o->max_size, &o->press.max_bytes))
        return option_error(error, "max-size", o->max_size,
                            "a size such as 1.5M or mail-10M, or exchange, postfix, outlook, icloud, gmail");
    o->press.text = o->text;
    o->press.cover = o->cover;
    o->press.attach_source = o->attach_source;
    /* Whatever the deck says: they are not for the press. */
    o->export.job.notes = HP_NOTES_NONE;
    return mail_read(o, error) && password_read(o, error);
}

press_options *press_options_parse(int argc, char **argv, GError **error)
{
    g_autoptr(press_options) o = g_new0(press_options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    if (!option_parse(context, argc, argv, error))
        return NULL;
    if (o->help)
        return g_steal_pointer(&o);
    if (!combination_check(o, error) || !export_options_check(&o->export, error) || !values_read(o, error))
        return NULL;
    /* What a speaker says is not for newspapers, whatever the deck says. */
    o->export.job.notes = HP_NOTES_NONE;
    return g_steal_pointer(&o);
}

void press_options_free(press_options *o)
{
    if (!o)
        return;
    g_free(o->output);
    g_free(o->max_size);
    g_free(o->to);
    g_free(o->mail_subject);
    g_free(o->mail_template);
    g_free(o->template_text);
    g_free(o->password);
    g_free(o->password_file);
    g_free(o->password_text);
    g_strfreev(o->inputs);
    export_options_clear(&o->export);
    g_free(o);
}
