/*
 * handpress assets DIR…: which pictures an archive names, has, misses and does
 * not use; with --download the missing ones are fetched into the folder of the
 * deck that names them, by the last word of their address: so an archive of
 * HedgeDoc keeps its uploads, and so an export finds them.
 */
#include "asset/asset.h"
#include "base/error.h"
#include "base/file.h"
#include "batch/inventory.h"
#include "cli/command.h"
#include "cli/export-options.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    export_options export; /* only what a listing needs of it */
    char **folders;
    gboolean download, help;
} request;

static void request_clear(request *r)
{
    export_options_clear(&r->export);
    g_strfreev(r->folders);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(request, request_clear)

static GOptionContext *context_new(request *r)
{
    const GOptionEntry entries[] = {
        {"download", 0, 0, G_OPTION_ARG_NONE, &r->download, "Fetch what is missing into the folder of its deck", NULL},
        {"asset-dir", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &r->export.asset_dirs, "Pictures may also be in DIR", "DIR"},
        {"allow-host", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &r->export.allow_hosts,
         "--download may go to this host although its address is private", "HOST[:PORT]"},
        {"fetch-timeout", 0, 0, G_OPTION_ARG_FILENAME, &r->export.fetch_timeout,
         "What one picture may take (default 30)", "SECONDS"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &r->export.json, "The listing as JSON on standard output", NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &r->export.quiet, "Only the summary", NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &r->export.verbose, "Also the pictures that are there", NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &r->help, "Say this", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &r->folders, NULL, NULL},
        {0}};
    return option_context_new(
        "DIR…", "Lists the pictures of an archive: missing, unused, and with -v those that are there.", NULL, entries);
}

static gboolean request_parse(request *r, int argc, char **argv, GError **error)
{
    g_autoptr(GOptionContext) context = context_new(r);
    if (!option_parse(context, argc, argv, error))
        return FALSE;
    if (r->help)
        return TRUE;
    r->export.fetch = r->download;
    for (char **folder = r->folders; folder && *folder; folder++)
        if (!g_file_test(*folder, G_FILE_TEST_IS_DIR)) {
            g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "%s is no folder", *folder);
            return FALSE;
        }
    if (!r->folders)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, "assets: no folder");
    return r->folders && export_options_check(&r->export, error);
}

/* "deck.md:12", or the deck alone for what the front matter names. */
static char *use_place(const hp_inventory_use *use)
{
    return use->line ? g_strdup_printf("%s:%u", use->deck, use->line) : g_strdup(use->deck);
}

/* ---- the download ---- */

/* Where a missing picture would lie; NULL when its address names no file. */
static char *place_of(const hp_inventory_use *use)
{
    g_autofree char *name = hp_is_web_address(use->address) ? hp_asset_file_name(use->address) : NULL;
    g_autofree char *dir = g_path_get_dirname(use->deck);
    return name && *name != '.' ? g_build_filename(dir, name, NULL) : NULL;
}

static gboolean download_one(hp_fetcher *fetcher, hp_inventory_use *use, GError **error)
{
    g_autofree char *place = place_of(use);
    if (!place) {
        g_set_error_literal(error, HP_ERROR, HP_ERROR_INPUT, "the address is not that of a file on the web");
        return FALSE;
    }
    /* Another deck of the folder may have brought it. */
    if (!g_file_test(place, G_FILE_TEST_EXISTS)) {
        g_autoptr(GBytes) bytes = hp_fetcher_get(fetcher, HP_FETCH_PICTURE, use->address, NULL, NULL, error);
        if (!bytes)
            return FALSE;
        if (!hp_asset_is_picture(bytes)) {
            g_set_error_literal(error, HP_ERROR, HP_ERROR_INPUT, "what the server sends is no picture");
            return FALSE;
        }
        size_t size;
        const void *data = g_bytes_get_data(bytes, &size);
        if (!hp_file_write_atomic(place, data, size, error))
            return FALSE;
    }
    use->path = g_steal_pointer(&place);
    return TRUE;
}

static void download_all(hp_fetcher *fetcher, hp_inventory *inventory)
{
    g_autoptr(GPtrArray) wanted = g_ptr_array_new();
    for (guint i = 0; i < inventory->uses->len; i++) {
        const hp_inventory_use *use = &g_array_index(inventory->uses, hp_inventory_use, i);
        if (!use->path && hp_is_web_address(use->address))
            g_ptr_array_add(wanted, use->address);
    }
    g_ptr_array_add(wanted, NULL);
    hp_fetcher_prepare(fetcher, HP_FETCH_PICTURE, (const char *const *)wanted->pdata);
    for (guint i = 0; i < inventory->uses->len; i++) {
        hp_inventory_use *use = &g_array_index(inventory->uses, hp_inventory_use, i);
        g_autoptr(GError) error = NULL;
        if (use->path || download_one(fetcher, use, &error))
            continue;
        g_autofree char *where = use_place(use);
        g_ptr_array_add(inventory->troubles, g_strdup_printf("%s: %s: %s", where, use->address, error->message));
    }
}

/* ---- the listing ---- */

static unsigned count_missing(const hp_inventory *inventory)
{
    unsigned missing = 0;
    for (guint i = 0; i < inventory->uses->len; i++)
        missing += !g_array_index(inventory->uses, hp_inventory_use, i).path;
    return missing;
}

static unsigned count_there(const hp_inventory *inventory)
{
    g_autoptr(GHashTable) paths = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < inventory->uses->len; i++) {
        char *path = g_array_index(inventory->uses, hp_inventory_use, i).path;
        if (path)
            g_hash_table_add(paths, path);
    }
    return g_hash_table_size(paths);
}

static void print_text(const request *r, const hp_inventory *inventory)
{
    for (guint i = 0; i < inventory->uses->len && !r->export.quiet; i++) {
        const hp_inventory_use *use = &g_array_index(inventory->uses, hp_inventory_use, i);
        g_autofree char *where = use_place(use);
        if (!use->path)
            printf("missing  %s: %s\n", where, use->address);
        else if (r->export.verbose)
            printf("there    %s: %s\n", where, use->path);
    }
    for (guint i = 0; i < inventory->unused->len && !r->export.quiet; i++)
        printf("unused   %s\n", (const char *)inventory->unused->pdata[i]);
    printf("files: %u; pictures there: %u, missing: %u, unused: %u\n", inventory->n_decks, count_there(inventory),
           count_missing(inventory), inventory->unused->len);
}

static void json_member(JsonBuilder *builder, const char *name, const char *text)
{
    g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : NULL;
    json_builder_set_member_name(builder, name);
    if (valid)
        json_builder_add_string_value(builder, valid);
    else
        json_builder_add_null_value(builder);
}

static void json_use(JsonBuilder *builder, const hp_inventory_use *use)
{
    json_builder_begin_object(builder);
    json_member(builder, "deck", use->deck);
    json_builder_set_member_name(builder, "line");
    json_builder_add_int_value(builder, use->line);
    json_member(builder, "address", use->address);
    json_member(builder, "path", use->path);
    json_builder_end_object(builder);
}

static void print_json(const hp_inventory *inventory)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "files");
    json_builder_add_int_value(builder, inventory->n_decks);
    json_builder_set_member_name(builder, "pictures");
    json_builder_begin_array(builder);
    for (guint i = 0; i < inventory->uses->len; i++)
        json_use(builder, &g_array_index(inventory->uses, hp_inventory_use, i));
    json_builder_end_array(builder);
    json_builder_set_member_name(builder, "unused");
    json_builder_begin_array(builder);
    for (guint i = 0; i < inventory->unused->len; i++) {
        g_autofree char *valid = g_utf8_make_valid(inventory->unused->pdata[i], -1);
        json_builder_add_string_value(builder, valid);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *text = json_to_string(root, TRUE);
    puts(text);
}

int assets_command(int argc, char **argv, GError **error)
{
    g_auto(request) r = {0};
    if (!request_parse(&r, argc, argv, error))
        return COMMAND_WRONG_USE;
    if (r.help) {
        g_autoptr(GOptionContext) context = context_new(&r);
        return command_print(g_option_context_get_help(context, TRUE, NULL));
    }
    g_autoptr(hp_inventory) inventory =
        hp_inventory_new((const char *const *)r.folders, (const char *const *)r.export.asset_dirs);
    if (r.download)
        download_all(r.export.job.fetcher, inventory);
    if (r.export.json)
        print_json(inventory);
    else
        print_text(&r, inventory);
    for (guint i = 0; i < inventory->troubles->len; i++)
        fprintf(stderr, "handpress: %s\n", (const char *)inventory->troubles->pdata[i]);
    return inventory->troubles->len ? COMMAND_FAILED : COMMAND_DONE;
}
