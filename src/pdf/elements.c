/*
 * Elements: the logical structure, copied out of the fragments' meanings.
 */
#include "pdf/pdf-internal.h"

static hp_element *element_make(hp_pdf_writer *writer, const hp_meaning *meaning, hp_element *outer)
{
    hp_element *element = hp_arena_make(writer->arena, hp_element);
    gboolean refused = FALSE;

    element->outer = outer;
    element->parent = outer && outer->role == HP_ROLE_NONE ? outer->parent : outer;
    element->link = outer ? outer->link : NULL;
    element->artifact = meaning->role == HP_ROLE_ARTIFACT || (outer && outer->artifact);
    element->role = meaning->role;
    element->order = meaning->order;
    element->line = meaning->line;
    element->deck = writer->deck;
    element->level = meaning->level;
    element->alt = hp_arena_strdup(writer->arena, meaning->alt);
    element->lang = hp_arena_strdup(writer->arena, meaning->lang);
    element->id = hp_arena_strdup(writer->arena, meaning->id);
    element->text = hp_arena_strdup(writer->arena, meaning->text);
    element->column_span = meaning->column_span;
    element->row_span = meaning->row_span;
    element->scope_row = meaning->scope_row;
    if (meaning->role == HP_ROLE_LINK && !element->artifact) {
        element->link_kind = hp_link_parse(writer->arena, meaning->href, &element->target, &refused);
        if (element->link_kind != HP_LINK_NONE)
            element->link = element;
        if (refused)
            hp_diag_warning(writer->diags, "link-refused", meaning->line,
                            "the link to “%.80s” is left out: its kind of address is not allowed", meaning->href);
    }
    g_hash_table_insert(writer->by_order, GSIZE_TO_POINTER((gsize)meaning->order + 1), element);
    g_ptr_array_add(writer->elements, element);
    return element;
}

static hp_element *element_lookup(hp_pdf_writer *writer, const hp_meaning *meaning)
{
    return g_hash_table_lookup(writer->by_order, GSIZE_TO_POINTER((gsize)meaning->order + 1));
}

hp_element *hp_writer_element(hp_pdf_writer *writer, const hp_meaning *meaning)
{
    hp_element *element;

    if (!meaning)
        return NULL;
    if (meaning == writer->last_meaning)
        return writer->last_element;
    element = element_lookup(writer, meaning);
    if (!element) {
        g_autoptr(GPtrArray) chain = g_ptr_array_new();
        const hp_meaning *at = meaning;

        for (; at && !element; at = at->parent)
            if (!(element = element_lookup(writer, at)))
                g_ptr_array_add(chain, (gpointer)at);
        while (chain->len > 0)
            element = element_make(writer, g_ptr_array_steal_index(chain, chain->len - 1), element);
    }
    writer->last_meaning = meaning;
    writer->last_element = element;
    return element;
}

static void element_add_kid(hp_element *element, hp_kid *kid)
{
    if (element->last_kid)
        element->last_kid->next = kid;
    else
        element->kids = kid;
    element->last_kid = kid;
}

/* Gives an element and those around it their places among their parents' kids. */
void hp_element_use(hp_pdf_writer *writer, hp_element *element)
{
    for (hp_element *at = element; at && !at->used; at = at->parent) {
        at->used = TRUE;
        if (at->parent) {
            hp_kid *kid = hp_arena_make(writer->arena, hp_kid);

            kid->element = at;
            element_add_kid(at->parent, kid);
        }
    }
}

void hp_element_add_content(hp_pdf_writer *writer, hp_element *element, unsigned page, unsigned mcid)
{
    hp_element *tagged = element->role == HP_ROLE_NONE ? element->parent : element;
    hp_kid *kid = hp_arena_make(writer->arena, hp_kid);

    kid->page = page;
    kid->mcid = mcid;
    if (!tagged) {
        /* Content right in the document still needs an element of its own. */
        element->role = HP_ROLE_PARAGRAPH;
        tagged = element;
    }
    hp_element_use(writer, tagged);
    element_add_kid(tagged, kid);
}

static gint compare_order(gconstpointer a, gconstpointer b)
{
    const hp_element *left = *(hp_element *const *)a, *right = *(hp_element *const *)b;

    return (left->order > right->order) - (left->order < right->order);
}

void hp_elements_number(hp_pdf_writer *writer)
{
    int open[6];
    unsigned depth = 0;

    g_ptr_array_sort(writer->elements, compare_order);
    for (guint i = 0; i < writer->elements->len; i++) {
        hp_element *element = writer->elements->pdata[i];
        int level = CLAMP(element->level, 1, 6);

        if (element->role != HP_ROLE_HEADING || !element->used)
            continue;
        while (depth > 0 && open[depth - 1] >= level)
            depth--;
        open[depth++] = level;
        element->level = (int)depth;
    }
}

const char *hp_role_tag(hp_role role)
{
    static const char *const tags[] = {[HP_ROLE_NONE] = "NonStruct",
                                       [HP_ROLE_ARTIFACT] = "Artifact",
                                       [HP_ROLE_SECTION] = "Sect",
                                       [HP_ROLE_PARAGRAPH] = "P",
                                       [HP_ROLE_HEADING] = "H",
                                       [HP_ROLE_BLOCK_QUOTE] = "BlockQuote",
                                       [HP_ROLE_CODE] = "Code",
                                       [HP_ROLE_LIST] = "L",
                                       [HP_ROLE_LIST_ITEM] = "LI",
                                       [HP_ROLE_LABEL] = "Lbl",
                                       [HP_ROLE_LIST_BODY] = "LBody",
                                       [HP_ROLE_TABLE] = "Table",
                                       [HP_ROLE_TABLE_HEAD] = "THead",
                                       [HP_ROLE_TABLE_BODY] = "TBody",
                                       [HP_ROLE_TABLE_FOOT] = "TFoot",
                                       [HP_ROLE_TABLE_ROW] = "TR",
                                       [HP_ROLE_TABLE_HEADER_CELL] = "TH",
                                       [HP_ROLE_TABLE_CELL] = "TD",
                                       [HP_ROLE_CAPTION] = "Caption",
                                       [HP_ROLE_FIGURE] = "Figure",
                                       [HP_ROLE_FORMULA] = "Formula",
                                       [HP_ROLE_LINK] = "Link",
                                       [HP_ROLE_SPAN] = "Span",
                                       [HP_ROLE_NOTE] = "Note",
                                       [HP_ROLE_RUBY] = "Ruby",
                                       [HP_ROLE_RUBY_BASE] = "RB",
                                       [HP_ROLE_RUBY_TEXT] = "RT"};

    return tags[role];
}

const char *hp_element_tag(const hp_element *element)
{
    static const char *const headings[] = {"H1", "H2", "H3", "H4", "H5", "H6"};

    if (element->role == HP_ROLE_HEADING)
        return headings[CLAMP(element->level, 1, 6) - 1];
    /* A link that leads nowhere is only text. */
    if (element->role == HP_ROLE_LINK && element->n_annotations == 0)
        return "Span";
    return hp_role_tag(element->role);
}
