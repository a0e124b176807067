/*
 * The outline: the headings, as deep as they are tagged (ISO 32000-1 §12.3.3),
 * below those decks that are parts of their own.
 */
#include "pdf/pdf-internal.h"

/* A part and six levels of headings, counted from 1. */
enum { LEVELS = 8 };

typedef struct {
    const char *title; /* NULL: the outline itself */
    unsigned page;
    double top; /* px */
    int object;
    int parent, first, last, previous, next; /* indices; 0 is the outline itself */
    int descendants;                         /* that are seen when it is open */
    gboolean closed;
} outline_item;

typedef struct {
    hp_update *update;
    GArray *items;    /* outline_item */
    int open[LEVELS]; /* the latest item of each level */
} outline;

static gboolean is_listed(const hp_element *element)
{
    return element->role == HP_ROLE_HEADING && element->used && element->placed && element->text && *element->text;
}

static outline_item *item_at(const GArray *items, int index)
{
    return &g_array_index(items, outline_item, index);
}

static void item_add(outline *to, outline_item added, int level)
{
    int index = (int)to->items->len;
    outline_item *parent;

    /* A heading without text is in no list, so a level may have no item. */
    while (level > 1 && !to->open[level - 1])
        level--;
    added.object = hp_update_reserve(to->update);
    added.parent = to->open[level - 1];
    parent = item_at(to->items, added.parent);
    added.previous = parent->last;
    if (parent->last)
        item_at(to->items, parent->last)->next = index;
    else
        parent->first = index;
    parent->last = index;
    for (int at = added.parent;; at = item_at(to->items, at)->parent) {
        item_at(to->items, at)->descendants++;
        if (at == 0 || item_at(to->items, at)->closed)
            break;
    }
    g_array_append_val(to->items, added);
    to->open[level] = index;
    for (int deeper = level + 1; deeper < LEVELS; deeper++)
        to->open[deeper] = 0;
}

/* Closed, or many parts could not be looked over. */
static void part_add(outline *to, const hp_part *part)
{
    if (part)
        item_add(to, (outline_item){.title = part->title, .page = part->page, .closed = TRUE}, 1);
}

static void items_collect(const hp_pdf_writer *writer, outline *to)
{
    outline_item root = {.object = hp_update_reserve(to->update)};
    unsigned deck = 0;

    g_array_append_val(to->items, root);
    for (guint i = 0; i < writer->elements->len; i++) {
        const hp_element *element = writer->elements->pdata[i];
        int level = CLAMP(element->level, 1, 6);

        while (deck < element->deck)
            part_add(to, writer->parts->pdata[++deck]);
        if (is_listed(element))
            item_add(to, (outline_item){.title = element->text, .page = element->page, .top = element->top},
                     writer->parts->pdata[element->deck] ? level + 1 : level);
    }
    while (deck + 1 < writer->parts->len)
        part_add(to, writer->parts->pdata[++deck]);
}

static void append_relation(GString *out, const GArray *items, const char *key, int index)
{
    if (index)
        g_string_append_printf(out, " /%s %d 0 R", key, item_at(items, index)->object);
}

static void write_item(hp_pdf_writer *writer, hp_update *update, const GArray *items, const outline_item *item)
{
    const hp_pdf_page *page = &g_array_index(writer->pages, hp_pdf_page, item->page);
    GString *out = update->bytes;

    g_string_append(out, " /Title ");
    hp_append_text(out, item->title);
    g_string_append_printf(out, " /Parent %d 0 R", item_at(items, item->parent)->object);
    append_relation(out, items, "Prev", item->previous);
    append_relation(out, items, "Next", item->next);
    g_string_append_printf(out, " /Dest [%d 0 R /XYZ 0 ", page->object);
    hp_append_number(out, (page->height - item->top) * 0.75);
    g_string_append(out, " null]");
}

static gboolean has_items(const hp_pdf_writer *writer)
{
    for (guint i = 0; i < writer->parts->len; i++)
        if (writer->parts->pdata[i])
            return TRUE;
    for (guint i = 0; i < writer->elements->len; i++)
        if (is_listed(writer->elements->pdata[i]))
            return TRUE;
    return FALSE;
}

int hp_outline_write(hp_pdf_writer *writer, hp_update *update)
{
    g_autoptr(GArray) items = NULL;
    outline to = {.update = update};

    if (!has_items(writer))
        return 0;
    items = to.items = g_array_new(FALSE, FALSE, sizeof(outline_item));
    items_collect(writer, &to);
    for (guint i = 0; i < items->len; i++) {
        const outline_item *item = item_at(items, (int)i);

        hp_update_begin(update, item->object);
        g_string_append(update->bytes, "<<");
        if (item->title)
            write_item(writer, update, items, item);
        append_relation(update->bytes, items, "First", item->first);
        append_relation(update->bytes, items, "Last", item->last);
        if (item->descendants)
            g_string_append_printf(update->bytes, " /Count %d", item->closed ? -item->descendants : item->descendants);
        g_string_append(update->bytes, " >>");
        hp_update_end(update);
    }
    return item_at(items, 0)->object;
}
