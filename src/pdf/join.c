#include "pdf/join.h"

#include "base/error.h"
#include "pdf/join-internal.h"

static void part_free(gpointer part)
{
    hp_join_part_free(part);
}

hp_pdf_join *hp_pdf_join_new(FILE *stream)
{
    hp_pdf_join *join = g_new0(hp_pdf_join, 1);

    hp_output_init(&join->out, stream);
    join->parts = g_ptr_array_new_with_free_func(part_free);
    join->stored = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    join->text = g_string_new(NULL);
    join->pages = hp_output_reserve(&join->out);
    join->document = hp_output_reserve(&join->out);
    return join;
}

void hp_pdf_join_free(hp_pdf_join *join)
{
    if (!join)
        return;
    hp_output_clear(&join->out);
    g_ptr_array_unref(join->parts);
    g_hash_table_unref(join->stored);
    g_string_free(join->text, TRUE);
    g_free(join);
}

gboolean hp_pdf_join_add(hp_pdf_join *join, GBytes *file, const char *title, size_t *n_pages, GError **error)
{
    hp_join_part *part = hp_join_part_copy(join, file, join->parts->len + 1, title, error);

    if (!part)
        return FALSE;
    g_ptr_array_add(join->parts, part);
    *n_pages = part->n_pages;
    return TRUE;
}

/* ---- What stands over the parts ---- */

/* Every part, the front first. */
static const hp_join_part *part_at(const hp_pdf_join *join, const hp_join_part *front, guint index)
{
    return index == 0 ? front : join->parts->pdata[index - 1];
}

typedef int (*part_object)(const hp_join_part *part);

static int part_pages(const hp_join_part *part)
{
    return part->pages;
}

static int part_tag(const hp_join_part *part)
{
    return part->tag;
}

/* One object of each part that has it. */
static void parts_append(const hp_pdf_join *join, const hp_join_part *front, part_object object)
{
    for (guint i = 0; i <= join->parts->len; i++) {
        hp_append_reference(join->text, object(part_at(join, front, i)));
        g_string_append_c(join->text, ' ');
    }
}

static size_t pages_write(hp_pdf_join *join, const hp_join_part *front)
{
    size_t count = 0;

    for (guint i = 0; i <= join->parts->len; i++)
        count += part_at(join, front, i)->n_pages;
    g_string_printf(join->text, "<< /Type /Pages /Count %zu /Kids [", count);
    parts_append(join, front, part_pages);
    g_string_append(join->text, "] >>");
    hp_output_object(&join->out, join->pages, join->text);
    return count;
}

/* Keys and names ascend: those of the front come last, as it was copied last, but
 * its names begin with 0. */
static int tags_write(hp_pdf_join *join, const hp_join_part *front)
{
    int root = hp_output_reserve(&join->out);

    g_string_printf(join->text, "<< /S /Document /P %d 0 R /K [", root);
    parts_append(join, front, part_tag);
    g_string_append(join->text, "] >>");
    hp_output_object(&join->out, join->document, join->text);

    g_string_printf(join->text, "<< /Type /StructTreeRoot /K %d 0 R /ParentTreeNextKey %u /ParentTree << /Kids [",
                    join->document, join->next_key);
    for (guint i = 1; i <= join->parts->len + 1; i++) {
        hp_append_reference(join->text, part_at(join, front, i <= join->parts->len ? i : 0)->keys);
        g_string_append_c(join->text, ' ');
    }
    g_string_append(join->text, "] >>");
    gboolean any = FALSE;
    for (guint i = 0; i <= join->parts->len; i++) {
        int ids = part_at(join, front, i)->ids;
        if (!ids)
            continue;
        g_string_append(join->text, any ? " " : " /IDTree << /Kids [");
        hp_append_reference(join->text, ids);
        any = TRUE;
    }
    g_string_append(join->text, any ? "] >> >>" : " >>");
    hp_output_object(&join->out, root, join->text);
    return root;
}

static void relation_append(GString *to, const char *key, int object)
{
    if (object)
        g_string_append_printf(to, " /%s %d 0 R", key, object);
}

/* Closed, or many parts could not be looked over. */
static void item_write(hp_pdf_join *join, const hp_join_part *front, int outline, guint index)
{
    const hp_join_part *part = part_at(join, front, index);
    GString *text = join->text;

    g_string_assign(text, "<< /Title ");
    hp_append_text(text, part->title);
    relation_append(text, "Parent", outline);
    relation_append(text, "Prev", index > 0 ? part_at(join, front, index - 1)->item : 0);
    relation_append(text, "Next", index < join->parts->len ? part_at(join, front, index + 1)->item : 0);
    g_string_append_printf(text, " /Dest [%d 0 R /XYZ 0 %s null]", part->first_page, part->top ? part->top : "null");
    if (part->n_items) {
        relation_append(text, "First", part->first_item);
        relation_append(text, "Last", part->last_item);
        g_string_append_printf(text, " /Count -%d", part->n_items);
    }
    g_string_append(text, " >>");
    hp_output_object(&join->out, part->item, text);
}

static int outline_write(hp_pdf_join *join, const hp_join_part *front)
{
    int outline = hp_output_reserve(&join->out);

    for (guint i = 0; i <= join->parts->len; i++)
        item_write(join, front, outline, i);
    g_string_printf(join->text, "<< /Count %u /First %d 0 R /Last %d 0 R >>", join->parts->len + 1, front->item,
                    part_at(join, front, join->parts->len)->item);
    hp_output_object(&join->out, outline, join->text);
    return outline;
}

/* The front's language is the whole's; a part's own stays with its tags. */
static void catalog_write(hp_pdf_join *join, const hp_join_part *front, int catalog, int tags, int outline)
{
    g_string_printf(join->text,
                    "<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Metadata %d 0 R /Outlines %d 0 R"
                    " /PageLabels << /Nums [0 << /S /r >> %u << /S /D >>] >> /MarkInfo << /Marked true >>"
                    " /ViewerPreferences << /DisplayDocTitle true >> /Lang %s >>",
                    join->pages, tags, front->metadata, outline, front->n_pages, front->lang);
    hp_output_object(&join->out, catalog, join->text);
}

gboolean hp_pdf_join_finish(hp_pdf_join *join, GBytes *file, const char *title, size_t *n_pages, GError **error)
{
    hp_join_part *front = hp_join_part_copy(join, file, 0, title, error);

    if (!front)
        return FALSE;
    int catalog = hp_output_reserve(&join->out);
    *n_pages = pages_write(join, front);
    int tags = tags_write(join, front), outline = outline_write(join, front);
    catalog_write(join, front, catalog, tags, outline);
    hp_output_end(&join->out, catalog, front->info);
    hp_join_part_free(front);
    return TRUE;
}
