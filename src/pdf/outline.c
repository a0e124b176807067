/*
 * The outline: the headings, as deep as they are tagged (ISO 32000-1 §12.3.3).
 */
#include "pdf/pdf-internal.h"

typedef struct {
    const hp_element *heading;
    int object;
    int parent, first, last, previous, next; /* indices; 0 is the outline itself */
    int descendants;
} outline_item;

static gboolean is_listed(const hp_element *element)
{
    return element->role == HP_ROLE_HEADING && element->used && element->placed && element->text && *element->text;
}

static void items_collect(hp_pdf_writer *writer, hp_update *update, GArray *items)
{
    int open[8] = {0}; /* the latest item of each level */
    outline_item root = {.object = hp_update_reserve(update)};

    g_array_append_val(items, root);
    for (guint i = 0; i < writer->elements->len; i++) {
        const hp_element *element = writer->elements->pdata[i];
        outline_item added = {.heading = element};
        int index = (int)items->len, level = CLAMP(element->level, 1, 6);
        outline_item *parent;

        if (!is_listed(element))
            continue;
        /* A heading without text is in no list, so a level may have no item. */
        while (level > 1 && !open[level - 1])
            level--;
        added.object = hp_update_reserve(update);
        added.parent = open[level - 1];
        parent = &g_array_index(items, outline_item, added.parent);
        added.previous = parent->last;
        if (parent->last)
            g_array_index(items, outline_item, parent->last).next = index;
        else
            parent->first = index;
        parent->last = index;
        for (int at = added.parent;; at = g_array_index(items, outline_item, at).parent) {
            g_array_index(items, outline_item, at).descendants++;
            if (at == 0)
                break;
        }
        g_array_append_val(items, added);
        open[level] = index;
        for (int deeper = level + 1; deeper < 8; deeper++)
            open[deeper] = 0;
    }
}

static void append_relation(GString *out, const GArray *items, const char *key, int index)
{
    if (index)
        g_string_append_printf(out, " /%s %d 0 R", key, g_array_index(items, outline_item, index).object);
}

static void write_item(hp_pdf_writer *writer, hp_update *update, const GArray *items, const outline_item *item)
{
    const hp_element *heading = item->heading;
    const hp_pdf_page *page = &g_array_index(writer->pages, hp_pdf_page, heading->page);
    GString *out = update->bytes;

    g_string_append(out, " /Title ");
    hp_append_text(out, heading->text);
    g_string_append_printf(out, " /Parent %d 0 R", g_array_index(items, outline_item, item->parent).object);
    append_relation(out, items, "Prev", item->previous);
    append_relation(out, items, "Next", item->next);
    g_string_append_printf(out, " /Dest [%d 0 R /XYZ 0 ", page->object);
    hp_append_number(out, (page->height - heading->top) * 0.75);
    g_string_append(out, " null]");
}

int hp_outline_write(hp_pdf_writer *writer, hp_update *update)
{
    g_autoptr(GArray) items = NULL;
    gboolean any = FALSE;

    for (guint i = 0; i < writer->elements->len && !any; i++)
        any = is_listed(writer->elements->pdata[i]);
    if (!any)
        return 0;
    items = g_array_new(FALSE, FALSE, sizeof(outline_item));
    items_collect(writer, update, items);
    for (guint i = 0; i < items->len; i++) {
        const outline_item *item = &g_array_index(items, outline_item, i);

        hp_update_begin(update, item->object);
        g_string_append(update->bytes, "<<");
        if (item->heading)
            write_item(writer, update, items, item);
        append_relation(update->bytes, items, "First", item->first);
        append_relation(update->bytes, items, "Last", item->last);
        if (item->descendants)
            g_string_append_printf(update->bytes, " /Count %d", item->descendants);
        g_string_append(update->bytes, " >>");
        hp_update_end(update);
    }
    return g_array_index(items, outline_item, 0).object;
}
