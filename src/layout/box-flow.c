/*
 * Where the children of one block container go: runs of inline content, the
 * boxes between them, and what stands out of the flow.
 */
#include "layout/box-build.h"

#include <string.h>

static gboolean collapses(hp_white_space white_space)
{
    return white_space == HP_WHITE_SPACE_NORMAL || white_space == HP_WHITE_SPACE_NOWRAP ||
           white_space == HP_WHITE_SPACE_PRE_LINE;
}

/* Nothing but blanks that collapse: such a run makes no box between blocks. */
gboolean hp_box_flow_run_is_blank(const hp_box *box)
{
    for (const hp_box *child = box->first_child; child; child = child->next) {
        if (child->kind == HP_BOX_TEXT && hp_text_is_blank(child->text) && collapses(child->style->white_space))
            continue;
        if (child->kind == HP_BOX_INLINE && hp_box_flow_run_is_blank(child))
            continue;
        return FALSE;
    }
    return TRUE;
}

/* Loose text in a slide or a quotation is a paragraph to a reader. */
static const hp_meaning *run_meaning(hp_box_builder *b, const hp_meaning *meaning)
{
    if (meaning->role != HP_ROLE_SECTION && meaning->role != HP_ROLE_BLOCK_QUOTE && meaning->role != HP_ROLE_NONE)
        return meaning;
    return hp_meaning_make(&b->meanings, HP_ROLE_PARAGRAPH, meaning, 0);
}

hp_box *hp_box_flow_inline_parent(hp_box_builder *b, hp_box_flow *f, hp_open_inline *inner)
{
    if (!inner) {
        if (!f->run) {
            const hp_style *style = hp_style_anonymous(b->arena, f->container->style, HP_DISPLAY_BLOCK);
            f->run = hp_box_make(b, HP_BOX_BLOCK, style, NULL, run_meaning(b, f->container->meaning));
            f->run->inline_content = f->run->is_run = TRUE;
            hp_box_append(f->container, f->run);
        }
        return f->run;
    }
    if (!inner->box) {
        hp_box *outer = hp_box_flow_inline_parent(b, f, inner->outer);
        inner->box = hp_box_make(b, HP_BOX_INLINE, inner->style, inner->node, inner->meaning);
        inner->box->inline_level = TRUE;
        inner->box->starts = !inner->begun;
        inner->begun = TRUE;
        hp_box_append(outer, inner->box);
    }
    return inner->box;
}

void hp_box_flow_open(hp_box_flow *f, hp_open_inline *open)
{
    open->outer = f->innermost;
    f->innermost = open;
}

void hp_box_flow_close_inline(hp_box_builder *b, hp_box_flow *f)
{
    hp_open_inline *open = f->innermost;
    if (!open->begun)
        hp_box_flow_inline_parent(b, f, open);
    if (open->box)
        open->box->ends = TRUE;
    f->innermost = open->outer;
}

/* The style and the meaning that inline content has at this place. */
const hp_style *hp_box_flow_inline_style(const hp_box_flow *f)
{
    return f->innermost ? f->innermost->style : f->container->style;
}

void hp_box_flow_add_inline_level(hp_box_builder *b, hp_box_flow *f, hp_box *box)
{
    hp_box *parent = hp_box_flow_inline_parent(b, f, f->innermost);
    box->inline_level = TRUE;
    if (!box->meaning)
        box->meaning = parent->meaning;
    hp_box_append(parent, box);
}

void hp_box_flow_add_text(hp_box_builder *b, hp_box_flow *f, const char *text)
{
    hp_box *box = hp_box_make(b, HP_BOX_TEXT, hp_box_flow_inline_style(f), NULL, NULL);
    box->text = text;
    hp_box_flow_add_inline_level(b, f, box);
}

/* A box out of the flow ends no line: it stands in the text where there is some,
 * else among the blocks (CSS 2.2 §9.3.1). */
static gboolean add_out_of_flow(hp_box_builder *b, hp_box_flow *f, hp_box *box)
{
    const hp_style *style = box->style;
    box->absolute = style->position == HP_POSITION_ABSOLUTE || style->position == HP_POSITION_FIXED;
    box->floating = style->floating != HP_FLOAT_NONE;
    if (!box->absolute && !box->floating)
        return FALSE;
    f->container->has_floats |= box->floating;
    gboolean in_text = f->innermost || (f->run && !hp_box_flow_run_is_blank(f->run));
    if (in_text || (box->absolute && style->was_inline && !hp_box_holds_items(f->container))) {
        hp_box_append(hp_box_flow_inline_parent(b, f, f->innermost), box);
        f->run->has_floats |= box->floating;
    } else {
        f->run = NULL;
        hp_box_append(f->container, box);
    }
    return TRUE;
}

/* A block-level box ends the run and cuts the inline boxes that are open. */
void hp_box_flow_add_block_level(hp_box_builder *b, hp_box_flow *f, hp_box *box)
{
    if (add_out_of_flow(b, f, box))
        return;
    f->run = NULL;
    for (hp_open_inline *o = f->innermost; o; o = o->outer)
        o->box = NULL;
    hp_box_append(f->container, box);
}

const hp_meaning *hp_box_flow_inline_meaning(hp_box_builder *b, hp_box_flow *f)
{
    return hp_box_flow_inline_parent(b, f, f->innermost)->meaning;
}

/* The meaning around a block-level child: the container's, for a paragraph
 * cannot hold a block. A link around it goes on there. */
const hp_meaning *hp_box_flow_block_meaning(hp_box_builder *b, const hp_box_flow *f)
{
    for (const hp_open_inline *o = f->innermost; o; o = o->outer) {
        if (o->meaning->role != HP_ROLE_LINK)
            continue;
        hp_meaning *link = hp_arena_copy(b->arena, o->meaning, sizeof *link);
        link->parent = f->container->meaning;
        link->order = (*b->meanings.next_order)++;
        return link;
    }
    return f->container->meaning;
}

/* Blank runs between blocks go; one run alone is the container's own content.
 * Among items every run is an item (CSS Flexbox 1 §4). */
void hp_box_flow_close(hp_box_builder *b, hp_box *container)
{
    hp_box_close_loose_tables(b, container);
    gboolean has_items = hp_box_holds_items(container), has_block = has_items;
    for (hp_box *child = container->first_child; child; child = child->next)
        has_block |= !child->is_run;

    hp_box *kept = NULL, *last = NULL;
    for (hp_box *child = container->first_child; child; child = child->next) {
        if (child->is_run && hp_box_flow_run_is_blank(child) && (has_block || !child->first_child || !child->next))
            continue;
        if (last)
            last->next = child;
        else
            kept = child;
        last = child;
    }
    container->first_child = kept;
    container->last_child = last;
    if (last)
        last->next = NULL;

    if (kept && kept == last && kept->is_run && !has_items) {
        container->inline_content = TRUE;
        container->first_child = kept->first_child;
        container->last_child = kept->last_child;
        if (container->meaning != kept->meaning)
            container->meaning = kept->meaning;
        for (hp_box *child = container->first_child; child; child = child->next)
            child->parent = container;
    }
}
