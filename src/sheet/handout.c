#include "sheet/handout-internal.h"

hp_handout *hp_handout_new(const hp_handout_options *options, hp_link_list *numbers)
{
    hp_handout *handout = g_new0(hp_handout, 1);
    handout->options = options;
    handout->numbers = numbers;
    handout->arena = hp_arena_new();
    handout->decks = g_ptr_array_new();
    handout->sheets = g_ptr_array_new();
    handout->open_nodes = g_ptr_array_new();
    return handout;
}

void hp_handout_free(hp_handout *handout)
{
    if (!handout)
        return;
    g_ptr_array_unref(handout->decks);
    g_ptr_array_unref(handout->sheets);
    g_ptr_array_unref(handout->open_nodes);
    hp_arena_free(handout->arena);
    g_free(handout);
}

sheet *hp_handout_new_sheet(hp_handout *handout, sheet_deck *deck)
{
    sheet *made = hp_arena_make(handout->arena, sheet);
    made->deck = deck;
    made->section = deck->section;
    made->slides =
        hp_arena_own(handout->arena, g_array_new(FALSE, TRUE, sizeof(sheet_slide)), (GDestroyNotify)g_array_unref);
    g_ptr_array_add(handout->sheets, made);
    return made;
}

/* A sheet is full: what its links lead to is known now. */
static void sheet_close(hp_handout *handout)
{
    sheet *open = handout->open;
    if (!open)
        return;
    sheet_deck *last = g_ptr_array_index(handout->decks, handout->decks->len - 1);
    hp_node *addresses = open->text ? NULL : hp_sheet_addresses(handout, handout->open_nodes);
    if (addresses) {
        open->text = hp_sheet_column(handout, last, addresses, hp_sheet_width(handout));
        open->text_deck = last;
        open->at_foot = TRUE;
    }
    g_ptr_array_set_size(handout->open_nodes, 0);
    handout->open = NULL;
}

/* The outline is one text, which begins a sheet. */
static void outline_close(hp_handout *handout)
{
    sheet_deck *deck = handout->decks->len ? g_ptr_array_index(handout->decks, handout->decks->len - 1) : NULL;
    if (!deck || !deck->outline)
        return;
    g_ptr_array_add(handout->open_nodes, deck->outline);
    hp_node *addresses = hp_sheet_addresses(handout, handout->open_nodes);
    if (addresses)
        hp_node_append(deck->outline, addresses);
    g_ptr_array_set_size(handout->open_nodes, 0);
    sheet *made = hp_handout_new_sheet(handout, deck);
    made->text = hp_sheet_column(handout, deck, deck->outline, hp_sheet_width(handout));
    made->text_deck = deck;
    deck->outline = NULL;
}

void hp_handout_add_deck(hp_handout *handout, const hp_handout_deck *given)
{
    outline_close(handout);
    if (!handout->options->run_on)
        sheet_close(handout);
    g_ptr_array_add(handout->decks, hp_sheet_deck_make(handout, given));
}

/* The first slide decides how the paper lies. A booklet's pages are the halves of
 * paper on its side. */
static void paper_choose(hp_handout *handout, const hp_page *page)
{
    const hp_handout_options *o = handout->options;
    if (handout->width > 0)
        return;
    handout->width = o->paper_width;
    handout->height = o->paper_height;
    if (o->layout == HP_HANDOUT_BOOKLET) {
        handout->width = o->paper_height / 2;
        handout->height = o->paper_width;
    } else if (hp_sheet_is_landscape(o, page ? page->width : 1, page ? page->height : 1)) {
        handout->width = o->paper_height;
        handout->height = o->paper_width;
    }
}

static void page_add(hp_handout *handout, sheet_deck *deck, const hp_tree_slide *slide, const hp_page *page)
{
    if (handout->open && handout->open->slides->len >= handout->options->per_page)
        sheet_close(handout);
    if (!handout->open)
        handout->open = hp_handout_new_sheet(handout, deck);
    sheet_slide placed = {.page = page, .deck = deck};
    g_array_append_val(handout->open->slides, placed);
    if (!handout->open_nodes->len ||
        g_ptr_array_index(handout->open_nodes, handout->open_nodes->len - 1) != slide->node)
        g_ptr_array_add(handout->open_nodes, slide->node);
}

/* All pages of the slide stand above its notes. */
static void notes_page_add(hp_handout *handout, sheet_deck *deck, const hp_tree_slide *slide, hp_node *notes,
                           const GPtrArray *pages)
{
    sheet *made = hp_handout_new_sheet(handout, deck);
    for (guint i = 0; i < pages->len; i++) {
        sheet_slide placed = {.page = g_ptr_array_index(pages, i), .deck = deck};
        g_array_append_val(made->slides, placed);
    }
    g_ptr_array_add(handout->open_nodes, slide->node);
    if (notes)
        g_ptr_array_add(handout->open_nodes, notes);
    hp_node *addresses = hp_sheet_addresses(handout, handout->open_nodes);
    g_ptr_array_set_size(handout->open_nodes, 0);
    made->text_deck = deck;
    if (notes) {
        hp_node_remove(notes);
        if (addresses)
            hp_node_append(notes, addresses);
        made->text = hp_sheet_column(handout, deck, notes, hp_sheet_notes_width(handout));
    } else if (addresses) {
        made->text = hp_sheet_column(handout, deck, addresses, hp_sheet_width(handout));
        made->at_foot = TRUE;
    }
}

static void section_follow(sheet_deck *deck, const hp_tree_slide *slide)
{
    const hp_node *heading = hp_tree_heading(slide->node);
    if (slide->title && (!deck->section || (heading && hp_node_is(heading, "h1"))))
        deck->section = slide->title;
}

void hp_handout_add_slide(hp_handout *handout, const hp_tree_slide *slide, hp_node *notes, const GPtrArray *pages)
{
    sheet_deck *deck = g_ptr_array_index(handout->decks, handout->decks->len - 1);
    paper_choose(handout, pages ? g_ptr_array_index(pages, 0) : NULL);
    section_follow(deck, slide);
    switch (handout->options->layout) {
    case HP_HANDOUT_OUTLINE: hp_sheet_outline_add(handout, deck, slide); break;
    case HP_HANDOUT_NOTES: notes_page_add(handout, deck, slide, notes, pages); break;
    case HP_HANDOUT_SLIDES:
    case HP_HANDOUT_BOOKLET:
        for (guint i = 0; i < pages->len; i++)
            page_add(handout, deck, slide, g_ptr_array_index(pages, i));
        break;
    }
}

void hp_handout_close(hp_handout *handout)
{
    if (!handout->decks->len)
        return;
    outline_close(handout);
    sheet_close(handout);
}
