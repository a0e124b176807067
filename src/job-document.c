#include "job-document.h"

#include "job-metadata.h"
#include "sheet/addresses.h"
#include "sheet/link-notes.h"
#include "sheet/title-block.h"
#include "sheet/toc.h"
#include "sheet/typesetting.h"
#include "text/text.h"

#include <string.h>

/* The gap between columns, px: 7 mm. */
#define COLUMN_GAP_PX (7 / 25.4 * 96)

/* ---- before styles ---- */

static hp_node *first_element(const hp_node *parent)
{
    hp_node *node = parent->first_child;
    while (node && node->type != HP_NODE_ELEMENT)
        node = node->next;
    return node;
}

/* Contents stand after the title block; a place of their own goes before. */
static void contents_prepare(hp_arena *arena, const hp_tree *tree, gboolean asked)
{
    gboolean there = hp_toc_is_there(tree);
    if (asked && !there) {
        hp_node *first = first_element(tree->body);
        gboolean titled = first && hp_node_has_class(first, "title-block");
        hp_toc_add_place(arena, tree->body, titled ? first->next : first);
    }
    if (asked || there)
        hp_toc_fill(arena, tree);
}

void hp_job_document_prepare(hp_arena *arena, const hp_tree *tree, const hp_job_source *source,
                             const hp_job_options *options, const hp_deck *deck)
{
    const hp_front_matter *front = &deck->front;
    hp_title_block block = {.title = options->title ? options->title : front->title,
                            .date = hp_job_named_date(arena, source, deck),
                            .author = options->author ? options->author : front->author,
                            .tags = front->tags};
    hp_title_block_add(arena, tree, &block);
    contents_prepare(arena, tree, options->toc);
    const char *lang = hp_job_known_language(options, deck);
    if (lang && hp_hyphenation_is_installed(lang))
        hp_node_add_classes(arena, tree->body, "hyphenated");
    if (options->columns > 1)
        hp_node_add_classes(arena, tree->body, "in-columns");
    hp_typesetting_mark(arena, tree->body);
    if (options->link_notes)
        hp_link_notes_add(arena, tree);
    hp_link_notes_glue(arena, tree);
    hp_addresses_soften(arena, tree->body);
}

/* ---- measures ---- */

void hp_job_document_measure(hp_job_document *document, hp_arena *arena, hp_cascade *cascade,
                             const hp_job_options *options, hp_layout_context *layout)
{
    document->arena = arena;
    hp_page_plan *plan = &document->plan;
    document->paper = hp_paper_new(arena, cascade, document->tree);
    hp_paper_plan(document->paper, layout->page_width, layout->page_height, options->page_width_px > 0, plan);
    plan->columns = MAX(options->columns, 1);
    plan->column_gap = COLUMN_GAP_PX;
    const hp_page_kind *kind = plan->kinds;
    layout->plan = plan;
    layout->page_width = kind->width;
    layout->page_height = kind->height;
    layout->page_margin = kind->margins[1];
    layout->slide_width = kind->width - kind->margins[1].left - kind->margins[1].right;
    layout->slide_height = kind->height - kind->margins[1].top - kind->margins[1].bottom;
}

/* ---- pages ---- */

typedef struct {
    hp_arena *arena;
    GHashTable *pages; /* id to the text of its page's number */
    const hp_meaning *last;
    const char *number;
} finder;

static void ids_collect(finder *f, const hp_fragment *fragment)
{
    if (fragment->meaning != f->last) {
        f->last = fragment->meaning;
        for (const hp_meaning *m = fragment->meaning; m; m = m->parent)
            if (m->id && !g_hash_table_contains(f->pages, m->id))
                g_hash_table_insert(f->pages, (gpointer)m->id, (gpointer)f->number);
    }
    for (size_t i = 0; i < fragment->n_children; i++)
        ids_collect(f, fragment->children[i]);
}

/* The first pass says on which page each heading is. It has formulas of its own,
 * so that definitions in them are made in the order of the text again. */
static void contents_number(const hp_job_document *document, const hp_layout_context *layout,
                            const hp_layout_slide *what)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_math_macros *macros = hp_math_macros_new();
    hp_layout_context first = *layout;
    first.math_macros = macros;
    g_autoptr(GPtrArray) pages = hp_layout_pages(&first, arena, what);
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
    finder f = {.arena = arena, .pages = numbers};
    for (guint i = 0; i < pages->len; i++) {
        const hp_page *page = g_ptr_array_index(pages, i);
        f.number = hp_arena_printf(arena, "%u", i + 1);
        if (page->root)
            ids_collect(&f, page->root);
    }
    hp_toc_number(document->arena, document->tree, numbers);
    hp_math_macros_free(macros);
}

GPtrArray *hp_job_document_pages(const hp_job_document *document, const hp_layout_context *layout, hp_arena *arena,
                                 const hp_layout_slide *what)
{
    if (hp_toc_is_there(document->tree))
        contents_number(document, layout, what);
    GPtrArray *pages = hp_layout_pages(layout, arena, what);
    hp_running *running = hp_running_new(arena, document->title, document->date);
    for (guint i = 0; i < pages->len; i++) {
        hp_page *page = hp_arena_copy(arena, g_ptr_array_index(pages, i), sizeof(hp_page));
        page->furniture = hp_paper_margin_boxes(document->paper, running, layout, arena, page, i + 1, pages->len);
        g_ptr_array_index(pages, i) = page;
    }
    return pages;
}
