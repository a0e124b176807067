/*
 * Dump: a style as text, for tests and --dump=style.
 */
#include "css/properties.h"
#include <string.h>

static int property_compare(const void *a, const void *b)
{
    const hp_property *const *left = a, *const *right = b;
    return strcmp((*left)->name, (*right)->name);
}

/* A colour that is the text's says nothing, as initially they all are. */
static gboolean is_initial(const hp_style *style, const hp_property *property)
{
    const char *field = (const char *)style + property->offset;
    const char *initial = (const char *)hp_style_initial() + property->offset;
    if (property->type == &hp_type_color && !property->inherited &&
        property->offset != offsetof(hp_style, background_color))
        return hp_color_equal(*(const hp_color *)field, style->color);
    return memcmp(field, initial, property->size) == 0;
}

char *hp_style_dump(const hp_style *style)
{
    size_t count;
    const hp_property *properties = hp_property_longhands(&count);
    g_autofree const hp_property **sorted = g_new(const hp_property *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &properties[i];
    qsort(sorted, count, sizeof *sorted, property_compare);

    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < count; i++) {
        const hp_property *property = sorted[i];
        if (is_initial(style, property))
            continue;
        size_t start = out->len;
        g_string_append_printf(out, "%s: ", property->name);
        size_t value = out->len;
        property->type->print(out, property, (const char *)style + property->offset);
        if (out->len == value)
            g_string_truncate(out, start); /* background lists: nothing of its own */
        else
            g_string_append(out, ";\n");
    }
    return g_string_free(out, FALSE);
}
