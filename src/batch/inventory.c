#include "batch/inventory.h"

#include "asset/asset.h"
#include "base/file.h"
#include "sheet/pictures.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 64
#define SOURCE_MAX ((size_t)64 * 1024 * 1024)

typedef struct {
    hp_inventory *inventory;
    const char *const *asset_dirs;
    GPtrArray *decks, *pictures; /* char *, paths */
    GHashTable *used;            /* real paths */
} survey;

static void use_clear(void *data)
{
    hp_inventory_use *use = data;
    g_free(use->deck);
    g_free(use->address);
    g_free(use->path);
}

void hp_inventory_free(hp_inventory *inventory)
{
    if (!inventory)
        return;
    g_array_unref(inventory->uses);
    g_ptr_array_unref(inventory->unused);
    g_ptr_array_unref(inventory->troubles);
    g_free(inventory);
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* ---- finding files ---- */

static gboolean has_ending(const char *name, const char *const *endings)
{
    const char *dot = strrchr(name, '.');
    g_autofree char *ending = dot ? g_ascii_strdown(dot, -1) : NULL;
    return ending && g_strv_contains(endings, ending);
}

static void find(survey *s, const char *folder, int depth)
{
    static const char *const texts[] = {".md", ".markdown", NULL};
    static const char *const pictures[] = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
    if (!dir)
        g_ptr_array_add(s->inventory->troubles, g_strdup(error->message));
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        struct stat st;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (*name == '.' || lstat(path, &st) < 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
            find(s, path, depth + 1);
        else if (S_ISREG(st.st_mode) && has_ending(name, texts))
            g_ptr_array_add(s->decks, g_steal_pointer(&path));
        else if (S_ISREG(st.st_mode) && has_ending(name, pictures))
            g_ptr_array_add(s->pictures, g_steal_pointer(&path));
    }
}

/* ---- reading decks ---- */

static void survey_deck(survey *s, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) text = hp_file_read(path, SOURCE_MAX, &error);
    if (!text) {
        g_ptr_array_add(s->inventory->troubles, g_strdup(error->message));
        return;
    }
    size_t length;
    const char *bytes = g_bytes_get_data(text, &length);
    g_autofree char *dir = g_path_get_dirname(path);
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_source_options how = {.repair_encoding = TRUE};
    const hp_deck *deck = hp_deck_parse(arena, bytes, length, &how, NULL);
    const hp_tree *tree = hp_tree_build(arena, deck, deck->front.lang ? deck->front.lang : "en", NULL);
    g_autoptr(GArray) names = hp_pictures_list(arena, tree, deck);
    g_autoptr(hp_assets) assets = hp_assets_new(&(hp_asset_policy){.base_dir = dir, .asset_dirs = s->asset_dirs}, NULL);
    s->inventory->n_decks++;
    for (guint i = 0; i < names->len; i++) {
        const hp_picture_name *name = &g_array_index(names, hp_picture_name, i);
        hp_inventory_use use = {g_strdup(path), name->line, g_strdup(name->address),
                                hp_assets_locate(assets, name->address)};
        if (use.path)
            g_hash_table_add(s->used, g_strdup(use.path));
        g_array_append_val(s->inventory->uses, use);
    }
}

static void list_unused(survey *s)
{
    for (guint i = 0; i < s->pictures->len; i++) {
        char *real = realpath(s->pictures->pdata[i], NULL);
        if (real && !g_hash_table_contains(s->used, real))
            g_ptr_array_add(s->inventory->unused, g_strdup(s->pictures->pdata[i]));
        free(real);
    }
}

hp_inventory *hp_inventory_new(const char *const *folders, const char *const *asset_dirs)
{
    hp_inventory *inventory = g_new0(hp_inventory, 1);
    inventory->uses = g_array_new(FALSE, FALSE, sizeof(hp_inventory_use));
    g_array_set_clear_func(inventory->uses, use_clear);
    inventory->unused = g_ptr_array_new_with_free_func(g_free);
    inventory->troubles = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) decks = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) pictures = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    survey s = {inventory, asset_dirs, decks, pictures, used};
    for (; *folders; folders++)
        find(&s, *folders, 0);
    g_ptr_array_sort(decks, compare_text);
    g_ptr_array_sort(pictures, compare_text);
    for (guint i = 0; i < decks->len; i++)
        survey_deck(&s, decks->pdata[i]);
    list_unused(&s);
    return inventory;
}
