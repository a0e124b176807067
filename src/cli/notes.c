#include "cli/notes.h"

#include "base/error.h"
#include "base/file.h"

#include <string.h>

#define LIST_MAX ((size_t)16 * 1024 * 1024)
#define NAME_MAX_BYTES 200

static gboolean is_markdown_file(const char *name)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    return g_str_has_suffix(lower, ".md") || g_str_has_suffix(lower, ".markdown") || g_str_has_suffix(lower, ".txt");
}

/* The path's words, without what HedgeDoc puts behind a note to say how it is
 * shown. */
static char **note_words(const char *path)
{
    static const char *const views[] = {"download", "edit", "info", "publish", "slide", NULL};
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    guint count = 0, kept = 0;
    for (char **part = parts; *part; part++)
        count += **part != '\0';
    for (char **part = parts; *part; part++) {
        if (!**part)
            continue;
        kept++;
        if (kept < count || kept == 1 || !g_strv_contains(views, *part))
            g_strv_builder_add(words, *part);
    }
    return g_strv_builder_end(words);
}

static GUri *url_parse(const char *url)
{
    GUri *uri = g_uri_parse(url, G_URI_FLAGS_ENCODED, NULL);
    if (uri && g_uri_get_host(uri) && *g_uri_get_host(uri))
        return uri;
    g_clear_pointer(&uri, g_uri_unref);
    return NULL;
}

/* /p/ID shows slides and has no download of its own; /s/ID is the same note. */
char *note_address(const char *url)
{
    g_autoptr(GUri) uri = url_parse(url);
    g_auto(GStrv) words = uri ? note_words(g_uri_get_path(uri)) : NULL;
    guint count = words ? g_strv_length(words) : 0;
    if (!count)
        return NULL;
    if (is_markdown_file(words[count - 1]))
        return g_strndup(url, strcspn(url, "#"));
    if (count >= 2 && strcmp(words[count - 2], "p") == 0)
        *words[count - 2] = 's';
    g_autofree char *joined = g_strjoinv("/", words);
    g_autofree char *path = g_strconcat("/", joined, "/download", NULL);
    return g_uri_join(G_URI_FLAGS_ENCODED, g_uri_get_scheme(uri), g_uri_get_userinfo(uri), g_uri_get_host(uri),
                      g_uri_get_port(uri), path, NULL, NULL);
}

char *note_name(const char *url)
{
    g_autoptr(GUri) uri = url_parse(url);
    g_auto(GStrv) words = uri ? note_words(g_uri_get_path(uri)) : NULL;
    guint count = words ? g_strv_length(words) : 0;
    g_autofree char *word = count ? g_uri_unescape_string(words[count - 1], "/") : NULL;
    g_autofree char *name = g_strndup(word ? word : "", NAME_MAX_BYTES);
    for (char *c = name; *c; c++)
        if (g_ascii_iscntrl(*c) || *c == '/')
            *c = '-';
    const char *shown = name + strspn(name, ".-");
    return *shown ? g_utf8_make_valid(shown, -1) : g_strdup("note");
}

char **notes_add_list(char **inputs, const char *path, GError **error)
{
    g_autoptr(GBytes) bytes = hp_file_read(path, LIST_MAX, error);
    if (!bytes)
        return NULL;
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GStrvBuilder) all = g_strv_builder_new();
    for (char **input = inputs; input && *input; input++)
        g_strv_builder_add(all, *input);
    for (char **line = lines; *line; line++) {
        const char *entry = g_strstrip(*line);
        if (*entry && *entry != '#')
            g_strv_builder_add(all, entry);
    }
    return g_strv_builder_end(all);
}

gboolean notes_check(char *const *inputs, gboolean may_fetch, GError **error)
{
    for (; !may_fetch && *inputs; inputs++) {
        if (!hp_is_web_address(*inputs))
            continue;
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "%s is on the web; --fetch permits to go there", *inputs);
        return FALSE;
    }
    return TRUE;
}

GBytes *note_read(hp_fetcher *fetcher, const char *url, hp_diags *diags, GError **error)
{
    g_autofree char *address = note_address(url);
    g_autoptr(GError) inner = NULL;
    const char *old = NULL;
    GBytes *bytes = address ? hp_fetcher_get(fetcher, HP_FETCH_NOTE, address, NULL, &old, &inner) : NULL;
    if (!bytes)
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "cannot fetch %s: %s", url,
                    inner ? inner->message : "the address names no note");
    else if (old)
        hp_diag_warning(diags, "note-old", 0, "this is what was fetched earlier: %s", old);
    return bytes;
}

void notes_prepare(hp_fetcher *fetcher, char *const *inputs)
{
    g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func(g_free);
    for (; fetcher && *inputs; inputs++) {
        char *address = hp_is_web_address(*inputs) ? note_address(*inputs) : NULL;
        if (address)
            g_ptr_array_add(addresses, address);
    }
    if (!addresses->len)
        return;
    g_ptr_array_add(addresses, NULL);
    hp_fetcher_prepare(fetcher, HP_FETCH_NOTE, (const char *const *)addresses->pdata);
}
