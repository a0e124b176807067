#include "source/config.h"

#include "base/error.h"
#include "source/yaml-tree.h"

#include <string.h>

typedef struct {
    hp_arena *arena;
    const char *name;
    GError **error;
} reader;

static gboolean refuse(const reader *r, unsigned line, const char *what, const char *key)
{
    g_autofree char *shown = g_filename_display_name(r->name);
    g_set_error(r->error, HP_ERROR, HP_ERROR_USAGE, "%s:%u: %s%s", shown, line, key, what);
    return FALSE;
}

static gboolean is_nothing(const hp_yaml_node *node)
{
    return node->kind == HP_YAML_SCALAR && node->plain &&
           (!*node->text || strcmp(node->text, "~") == 0 || g_ascii_strcasecmp(node->text, "null") == 0);
}

static gboolean values_read(const reader *r, const char *key, const hp_yaml_node *node, hp_setting *setting)
{
    size_t count = 0, used = 0;
    for (const hp_yaml_item *item = node->items; item; item = item->next)
        count++;
    setting->is_list = node->kind == HP_YAML_SEQUENCE;
    const char **values = hp_arena_make_array(r->arena, const char *, MAX(count, 1) + 1);
    if (node->kind == HP_YAML_SCALAR)
        values[used++] = node->text;
    for (const hp_yaml_item *item = node->items; setting->is_list && item; item = item->next) {
        if (item->value->kind != HP_YAML_SCALAR || is_nothing(item->value))
            return refuse(r, item->value->line, ": the list may hold only plain values", key);
        values[used++] = item->value->text;
    }
    if (used == 0 || is_nothing(node))
        return refuse(r, node->line, node->kind == HP_YAML_MAPPING ? ": a value or a list is expected" : ": no value",
                      key);
    for (size_t i = 0; i < used; i++)
        if (!g_utf8_validate(values[i], -1, NULL))
            return refuse(r, node->line, ": the value is not UTF-8", key);
    setting->values = values;
    return TRUE;
}

static gboolean setting_read(const reader *r, const hp_yaml_item *item, hp_setting *settings, size_t used)
{
    if (item->key->kind != HP_YAML_SCALAR)
        return refuse(r, item->key->line, "a key must be a word", "");
    const char *key = item->key->text;
    for (size_t i = 0; i < used; i++)
        if (strcmp(settings[i].key, key) == 0)
            return refuse(r, item->key->line, " is given twice", key);
    settings[used].key = key;
    settings[used].line = item->key->line;
    return values_read(r, key, item->value, &settings[used]);
}

const hp_setting *hp_config_parse(hp_arena *arena, const char *name, const char *text, size_t length, size_t *count,
                                  GError **error)
{
    reader r = {arena, name, error};
    const hp_yaml_node *root = NULL;
    hp_yaml_problem problem;
    *count = 0;
    if (!hp_yaml_parse(arena, text, length, 1, &root, &problem)) {
        refuse(&r, problem.line, problem.message, "");
        return NULL;
    }
    if (!root || is_nothing(root))
        return hp_arena_make(arena, hp_setting);
    if (root->kind != HP_YAML_MAPPING) {
        refuse(&r, root->line, "expected keys with values, such as \"theme: moon\"", "");
        return NULL;
    }
    size_t total = 0;
    for (const hp_yaml_item *item = root->items; item; item = item->next)
        total++;
    hp_setting *settings = hp_arena_make_array(arena, hp_setting, total + 1);
    for (const hp_yaml_item *item = root->items; item; item = item->next, (*count)++)
        if (!setting_read(&r, item, settings, *count))
            return NULL;
    return settings;
}
