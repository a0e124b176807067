#include "base/line-map.h"

typedef struct {
    size_t offset;
    unsigned line;
} entry;

struct hp_line_map {
    GArray *entries; /* by offset */
};

hp_line_map *hp_line_map_new(void)
{
    hp_line_map *map = g_new0(hp_line_map, 1);
    map->entries = g_array_new(FALSE, FALSE, sizeof(entry));
    return map;
}

void hp_line_map_free(hp_line_map *map)
{
    if (!map)
        return;
    g_array_unref(map->entries);
    g_free(map);
}

void hp_line_map_add(hp_line_map *map, size_t offset, unsigned line)
{
    entry *last = map->entries->len ? &g_array_index(map->entries, entry, map->entries->len - 1) : NULL;
    if (last && last->line == line)
        return;
    if (last && last->offset == offset) {
        last->line = line;
        return;
    }
    entry e = {offset, line};
    g_array_append_val(map->entries, e);
}

unsigned hp_line_map_lookup(const hp_line_map *map, size_t offset)
{
    if (!map || !map->entries->len)
        return 0;
    size_t low = 0, high = map->entries->len;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (g_array_index(map->entries, entry, middle).offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return g_array_index(map->entries, entry, low).line;
}
