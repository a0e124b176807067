#include "text/text-internal.h"

#include <string.h>

/* More names than this in one font-family list are not looked at. */
#define MAX_FAMILIES 32

struct hp_family_index {
    FcConfig *config;
    GHashTable *installed;  /* folded name to name */
    GHashTable *aliases;    /* folded name to name, or to "" where nothing stands in */
    GHashTable *lookalikes; /* folded names whose alias is only near enough */
    GHashTable *lists;      /* key to hp_family_list */
    int n_helpers;          /* families that the configuration adds behind every list */
};

static void list_free(void *data)
{
    hp_family_list *list = data;
    g_free((char *)list->key);
    g_free((char *)list->pango);
    g_free((char *)list->used);
    g_free((char *)list->missing);
    g_free(list);
}

static FcPattern *substitute(FcConfig *config, const char *family)
{
    FcPattern *pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
    FcConfigSubstitute(config, pattern, FcMatchPattern);
    return pattern;
}

static const char *family_at(FcPattern *pattern, int index)
{
    FcChar8 *name = NULL;
    return FcPatternGetString(pattern, FC_FAMILY, index, &name) == FcResultMatch ? (const char *)name : NULL;
}

static int family_count(FcPattern *pattern)
{
    int count = 0;
    while (family_at(pattern, count))
        count++;
    return count;
}

hp_family_index *hp_family_index_new(FcConfig *config)
{
    hp_family_index *index = g_new0(hp_family_index, 1);
    index->config = config;
    index->installed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    index->aliases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    index->lookalikes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    index->lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, list_free);

    const FcFontSet *set = FcConfigGetFonts(config, FcSetSystem);
    for (int i = 0; set && i < set->nfont; i++) {
        const char *name;
        for (int n = 0; (name = family_at(set->fonts[i], n)); n++) {
            g_autofree char *folded = g_utf8_casefold(name, -1);
            if (!strchr(name, ',') && !g_hash_table_contains(index->installed, folded))
                g_hash_table_insert(index->installed, g_steal_pointer(&folded), g_strdup(name));
        }
    }

    /* What an unknown name is followed by follows every name. */
    FcPattern *unknown = substitute(config, "handpress: no such family");
    index->n_helpers = family_count(unknown) - 1;
    FcPatternDestroy(unknown);
    return index;
}

void hp_family_index_free(hp_family_index *index)
{
    if (!index)
        return;
    g_hash_table_destroy(index->installed);
    g_hash_table_destroy(index->aliases);
    g_hash_table_destroy(index->lookalikes);
    g_hash_table_destroy(index->lists);
    g_free(index);
}

void hp_family_index_add(hp_family_index *index, const char *folded_name, const char *family)
{
    g_hash_table_insert(index->installed, g_strdup(folded_name), g_strdup(family));
}

unsigned hp_family_index_count(const hp_family_index *index)
{
    return g_hash_table_size(index->installed);
}

static const char *installed_lookup(const hp_family_index *index, const char *name)
{
    g_autofree char *folded = g_utf8_casefold(name, -1);
    return g_hash_table_lookup(index->installed, folded);
}

/* A weak <alias> names what is near enough; a strong one, what is as good. */
static gboolean is_weak(FcPattern *pattern, int index)
{
    FcValue value;
    FcValueBinding binding;
    return FcPatternGetWithBinding(pattern, FC_FAMILY, index, &value, &binding) == FcResultMatch &&
           binding == FcValueBindingWeak;
}

static gboolean is_lookalike(const hp_family_index *index, const char *name)
{
    g_autofree char *folded = g_utf8_casefold(name, -1);
    return g_hash_table_contains(index->lookalikes, folded);
}

/* The installed family that an <alias> of the configuration puts in a name's
 * place; NULL when there is none. */
static const char *alias_lookup(hp_family_index *index, const char *name)
{
    g_autofree char *folded = g_utf8_casefold(name, -1);
    const char *known = g_hash_table_lookup(index->aliases, folded);
    if (known)
        return *known ? known : NULL;

    FcPattern *pattern = substitute(index->config, name);
    int n_own = family_count(pattern) - index->n_helpers;
    const char *found = NULL;
    for (int i = 0; i < n_own && !found; i++) {
        found = installed_lookup(index, family_at(pattern, i));
        if (found && is_weak(pattern, i))
            g_hash_table_add(index->lookalikes, g_strdup(folded));
    }
    g_hash_table_insert(index->aliases, g_steal_pointer(&folded), g_strdup(found ? found : ""));
    FcPatternDestroy(pattern);
    return found;
}

/* CSS Fonts 4 §2.1.3. */
static gboolean is_generic(const char *name)
{
    static const char *const generic[] = {"serif",     "sans-serif", "monospace",    "cursive",       "fantasy",
                                          "system-ui", "ui-serif",   "ui-monospace", "ui-sans-serif", "ui-rounded",
                                          "emoji",     "math",       "fangsong"};
    for (size_t i = 0; i < G_N_ELEMENTS(generic); i++) {
        if (g_ascii_strcasecmp(name, generic[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean list_contains(const GPtrArray *names, const char *name)
{
    for (guint i = 0; i < names->len; i++) {
        if (strcmp(g_ptr_array_index(names, i), name) == 0)
            return TRUE;
    }
    return FALSE;
}

static hp_family_list *list_resolve(hp_family_index *index, const char *const *families)
{
    hp_family_list *list = g_new0(hp_family_list, 1);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (int i = 0; families[i] && i < MAX_FAMILIES; i++) {
        const char *found = NULL;
        if (g_utf8_validate(families[i], -1, NULL)) {
            found = installed_lookup(index, families[i]);
            if (!found)
                found = alias_lookup(index, families[i]);
        }
        if (found && !list_contains(names, found))
            g_ptr_array_add(names, (char *)found);
        if (i > 0 || is_generic(families[i]))
            continue;
        list->similar = found && is_lookalike(index, families[i]);
        if (!found || list->similar)
            list->missing = g_strdup(families[i]);
    }
    /* Behind the names stands the font of a page that names none, in browsers
     * Times: decks that name a font alone were seen so by their authors. */
    if (names->len == 0) {
        const char *standard = families[0] ? "Times New Roman" : "sans-serif";
        const char *last = alias_lookup(index, standard);
        g_ptr_array_add(names, (char *)(last ? last : standard));
    }
    list->used = g_strdup(g_ptr_array_index(names, 0));
    g_ptr_array_add(names, NULL);
    list->pango = g_strjoinv(",", (char **)names->pdata);
    return list;
}

const hp_family_list *hp_family_list_lookup(hp_family_index *index, const char *const *families)
{
    static const char *const none[] = {NULL};
    if (!families)
        families = none;
    g_autofree char *key = g_strjoinv("\n", (char **)families);
    hp_family_list *list = g_hash_table_lookup(index->lists, key);
    if (!list) {
        list = list_resolve(index, families);
        list->key = g_steal_pointer(&key);
        g_hash_table_insert(index->lists, (char *)list->key, list);
    }
    return list;
}
