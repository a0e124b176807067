/*
 * Tags: the structure tree (ISO 32000-1 §14.7), standard structure types only.
 */
#include "pdf/pdf-internal.h"

typedef struct {
    unsigned key; /* document order of the element it follows */
    unsigned sequence;
    const hp_kid *kid;
} placed_kid;

static gint compare_kids(gconstpointer a, gconstpointer b)
{
    const placed_kid *left = a, *right = b;

    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return (left->sequence > right->sequence) - (left->sequence < right->sequence);
}

/* Kids come in paint order. Elements know their place in the document; content
 * stays behind the element it was painted after. */
static void kids_in_order(const hp_element *element, GArray *kids)
{
    unsigned key = 0, highest = 0, sequence = 0;
    gboolean sorted = TRUE;

    g_array_set_size(kids, 0);
    for (const hp_kid *kid = element->kids; kid; kid = kid->next) {
        placed_kid placed;

        if (kid->element) {
            key = kid->element->order;
            sorted = sorted && key >= highest;
            highest = MAX(highest, key);
        }
        placed = (placed_kid){key, sequence++, kid};
        g_array_append_val(kids, placed);
    }
    if (!sorted)
        g_array_sort(kids, compare_kids);
}

/* The page most of an element's content is on: its first one; -1: no content. */
static int content_page(const hp_element *element)
{
    for (const hp_kid *kid = element->kids; kid; kid = kid->next)
        if (!kid->element)
            return (int)kid->page;
    return -1;
}

static void append_kids(hp_pdf_writer *writer, GString *out, const hp_element *element, int page, GArray *kids)
{
    kids_in_order(element, kids);
    g_string_append(out, " /K [");
    for (guint i = 0; i < kids->len; i++) {
        const hp_kid *kid = g_array_index(kids, placed_kid, i).kid;

        if (i > 0)
            g_string_append_c(out, ' ');
        if (kid->element)
            hp_append_reference(out, kid->element->object);
        else if ((int)kid->page == page)
            g_string_append_printf(out, "%u", kid->mcid);
        else
            g_string_append_printf(out, "<< /Type /MCR /Pg %d 0 R /MCID %u >>",
                                   g_array_index(writer->pages, hp_pdf_page, kid->page).object, kid->mcid);
    }
    for (guint i = 0; i < element->n_annotations; i++) {
        const hp_annotation *annotation =
            &g_array_index(writer->annotations, hp_annotation, element->first_annotation + i);

        if (annotation->object && annotation->link == element)
            g_string_append_printf(out, " << /Type /OBJR /Pg %d 0 R /Obj %d 0 R >>",
                                   g_array_index(writer->pages, hp_pdf_page, annotation->page).object,
                                   annotation->object);
    }
    g_string_append_c(out, ']');
}

static void append_table_attributes(GString *out, const hp_element *element)
{
    gboolean header = element->role == HP_ROLE_TABLE_HEADER_CELL;

    if (!header && element->column_span <= 1 && element->row_span <= 1)
        return;
    g_string_append(out, " /A << /O /Table");
    if (header)
        g_string_append_printf(out, " /Scope /%s", element->scope_row ? "Row" : "Column");
    if (element->column_span > 1)
        g_string_append_printf(out, " /ColSpan %d", element->column_span);
    if (element->row_span > 1)
        g_string_append_printf(out, " /RowSpan %d", element->row_span);
    g_string_append(out, " >>");
}

static void append_figure_attributes(hp_pdf_writer *writer, GString *out, const hp_element *element)
{
    const hp_pdf_page *page = &g_array_index(writer->pages, hp_pdf_page, element->box_page);
    const hp_rect *box = &element->box;
    const double corners[4] = {box->x, page->height - box->y - box->height, box->x + box->width, page->height - box->y};

    g_string_append(out, " /A << /O /Layout /BBox [");
    for (int i = 0; i < 4; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        hp_append_number(out, corners[i] * 0.75);
    }
    g_string_append(out, "] >>");
}

static void append_attributes(hp_pdf_writer *writer, GString *out, const hp_element *element)
{
    switch (element->role) {
    case HP_ROLE_TABLE_CELL:
    case HP_ROLE_TABLE_HEADER_CELL: append_table_attributes(out, element); break;
    case HP_ROLE_FIGURE:
    case HP_ROLE_FORMULA:
        g_string_append(out, " /Alt ");
        hp_append_text(out, element->alt ? element->alt : "");
        if (element->has_box)
            append_figure_attributes(writer, out, element);
        break;
    case HP_ROLE_LABEL:
        if (element->has_marker)
            g_string_append(out, " /ActualText <FEFF2022>");
        break;
    case HP_ROLE_NOTE: g_string_append_printf(out, " /ID (note-%010u)", element->order); break;
    default: break;
    }
    if (element->lang && *element->lang) {
        g_string_append(out, " /Lang ");
        hp_append_text(out, element->lang);
    }
}

static void write_element(hp_pdf_writer *writer, hp_update *update, const hp_element *element, int document,
                          GArray *kids)
{
    GString *out = update->bytes;
    int page = content_page(element);

    hp_update_begin(update, element->object);
    g_string_append_printf(out, "<< /S /%s /P %d 0 R", hp_element_tag(element),
                           element->parent ? element->parent->object : document);
    if (page >= 0)
        g_string_append_printf(out, " /Pg %d 0 R", g_array_index(writer->pages, hp_pdf_page, page).object);
    append_kids(writer, out, element, page, kids);
    append_attributes(writer, out, element);
    g_string_append(out, " >>");
    hp_update_end(update);
}

/* From marked content and annotations back to elements (§14.7.4.4). */
static void append_parent_tree(hp_pdf_writer *writer, GString *out)
{
    unsigned next = writer->pages->len;

    g_string_append(out, " /ParentTree << /Nums [");
    for (guint i = 0; i < writer->pages->len; i++) {
        const hp_pdf_page *page = &g_array_index(writer->pages, hp_pdf_page, i);

        g_string_append_printf(out, "%s%u [", i > 0 ? " " : "", i);
        for (guint j = 0; j < page->leaves->len; j++) {
            const hp_element *leaf = page->leaves->pdata[j];

            if (j > 0)
                g_string_append_c(out, ' ');
            hp_append_reference(out, (leaf->role == HP_ROLE_NONE ? leaf->parent : leaf)->object);
        }
        g_string_append_c(out, ']');
    }
    for (guint i = 0; i < writer->annotations->len; i++) {
        const hp_annotation *annotation = &g_array_index(writer->annotations, hp_annotation, i);

        if (annotation->object)
            g_string_append_printf(out, " %u %d 0 R", next++, annotation->link->object);
    }
    g_string_append_printf(out, "] >> /ParentTreeNextKey %u", next);
}

static void append_note_ids(hp_pdf_writer *writer, GString *out)
{
    gboolean any = FALSE;

    for (guint i = 0; i < writer->elements->len; i++) {
        const hp_element *element = writer->elements->pdata[i];

        if (element->role != HP_ROLE_NOTE || !element->object)
            continue;
        g_string_append(out, any ? " " : " /IDTree << /Names [");
        g_string_append_printf(out, "(note-%010u) %d 0 R", element->order, element->object);
        any = TRUE;
    }
    if (any)
        g_string_append(out, "] >>");
}

static void write_root(hp_pdf_writer *writer, hp_update *update, int root, int document)
{
    GString *out = update->bytes;

    hp_update_begin(update, root);
    g_string_append_printf(out, "<< /Type /StructTreeRoot /K %d 0 R", document);
    append_parent_tree(writer, out);
    append_note_ids(writer, out);
    g_string_append(out, " >>");
    hp_update_end(update);

    hp_update_begin(update, document);
    g_string_append_printf(out, "<< /S /Document /P %d 0 R /K [", root);
    for (guint i = 0; i < writer->elements->len; i++) {
        const hp_element *element = writer->elements->pdata[i];

        if (element->object && !element->parent) {
            hp_append_reference(out, element->object);
            g_string_append_c(out, ' ');
        }
    }
    g_string_append(out, "] >>");
    hp_update_end(update);
}

int hp_tags_write(hp_pdf_writer *writer, hp_update *update)
{
    g_autoptr(GArray) kids = g_array_new(FALSE, FALSE, sizeof(placed_kid));
    int root = hp_update_reserve(update), document = hp_update_reserve(update);

    for (guint i = 0; i < writer->elements->len; i++) {
        hp_element *element = writer->elements->pdata[i];

        if (element->used && element->role != HP_ROLE_NONE)
            element->object = hp_update_reserve(update);
    }
    write_root(writer, update, root, document);
    for (guint i = 0; i < writer->elements->len; i++) {
        const hp_element *element = writer->elements->pdata[i];

        if (element->object)
            write_element(writer, update, element, document, kids);
    }
    return root;
}
