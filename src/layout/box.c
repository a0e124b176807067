#include "layout/box-build.h"
#include "layout/formula.h"

#include <stdlib.h>
#include <string.h>

hp_box *hp_box_make(hp_box_builder *b, hp_box_kind kind, const hp_style *style, const hp_node *node,
                    const hp_meaning *meaning)
{
    hp_box *box = hp_arena_make(b->arena, hp_box);
    box->kind = kind;
    box->style = style;
    box->node = node;
    box->meaning = meaning;
    box->column_span = box->row_span = 1;
    b->positioned |= style->position != HP_POSITION_STATIC;
    return box;
}

void hp_box_append(hp_box *parent, hp_box *child)
{
    child->parent = parent;
    if (child->floating || (child->has_floats && !hp_box_is_flow_root(child)))
        parent->has_floats = TRUE;
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
}

gboolean hp_text_is_blank(const char *text)
{
    return text[strspn(text, " \t\n\r\f")] == '\0';
}

gboolean hp_display_is_table_part(hp_display display)
{
    return display >= HP_DISPLAY_TABLE_ROW_GROUP && display <= HP_DISPLAY_TABLE_CAPTION;
}

/* ---- elements ---- */

void hp_box_add_children(hp_box_builder *b, hp_box_flow *f, const hp_node *node)
{
    if (node->style_before)
        hp_box_add_pseudo(b, f, node->style_before);
    for (const hp_node *child = node->first_child; child; child = child->next)
        hp_box_add_node(b, f, child);
    if (node->style_after)
        hp_box_add_pseudo(b, f, node->style_after);
}

int hp_box_ordinal(const hp_node *node, const char *name, int otherwise)
{
    const char *value = hp_node_attribute(node, name);
    char *end = NULL;
    long number = value ? strtol(value, &end, 10) : 0;
    return value && end != value ? (int)CLAMP(number, -1000000, 1000000) : otherwise;
}

/* Where a list begins to count: start, or for reversed lists the number of
 * items (HTML §4.4.5). */
static void list_begin(hp_box_flow *f, const hp_node *node)
{
    f->step = 1;
    f->ordinal = 1;
    if (!hp_node_is(node, "ol"))
        return;
    if (hp_node_attribute(node, "reversed")) {
        int items = 0;
        for (const hp_node *child = node->first_child; child; child = child->next)
            items += hp_node_is(child, "li");
        f->step = -1;
        f->ordinal = items;
    }
    f->ordinal = hp_box_ordinal(node, "start", f->ordinal);
}

static void fill_block(hp_box_builder *b, hp_box *box, const hp_node *node)
{
    hp_box_flow inner = {.container = box};
    list_begin(&inner, node);
    hp_box_add_children(b, &inner, node);
    hp_box_flow_close(b, box);
    if (node->style_first_letter)
        hp_first_letter_split(b, box, node->style_first_letter);
}

hp_box *hp_box_make_block(hp_box_builder *b, const hp_node *node, const hp_meaning *outer)
{
    hp_box *box = hp_box_make(b, HP_BOX_BLOCK, node->style, node, hp_meaning_of(&b->meanings, node, outer));
    fill_block(b, box, node);
    return box;
}

static void add_replaced(hp_box_builder *b, hp_box_flow *f, const hp_node *node)
{
    /* An <img> without an address is the slot of a template: no picture. */
    const char *source = hp_node_attribute(node, "src");
    if (!source || !*source)
        return;
    gboolean in_line = hp_display_is_inline(node->style->display);
    const hp_meaning *outer = in_line ? hp_box_flow_inline_meaning(b, f) : hp_box_flow_block_meaning(b, f);
    hp_box *box = hp_box_make(b, HP_BOX_REPLACED, node->style, node, hp_meaning_of(&b->meanings, node, outer));
    const char *alt = hp_node_attribute(node, "alt");
    box->image = hp_assets_load(b->context->assets, source, node->line);
    box->alt = alt && *alt ? alt : source;
    if (in_line)
        hp_box_flow_add_inline_level(b, f, box);
    else
        hp_box_flow_add_block_level(b, f, box);
}

static void add_inline(hp_box_builder *b, hp_box_flow *f, const hp_node *node, const hp_style *style)
{
    const hp_meaning *outer = f->innermost ? f->innermost->meaning : hp_box_flow_inline_meaning(b, f);
    hp_open_inline open = {.node = node, .style = style, .meaning = hp_meaning_of(&b->meanings, node, outer)};
    hp_box_flow_open(f, &open);
    hp_box_add_children(b, f, node);
    hp_box_flow_close_inline(b, f);
}

static void add_formula_source(hp_box_builder *b, hp_box_flow *f, const hp_node *node)
{
    const hp_style *style = hp_formula_source_style(b->arena, node->style);
    if (hp_display_is_inline(node->style->display)) {
        add_inline(b, f, node, style);
        return;
    }
    hp_box *box =
        hp_box_make(b, HP_BOX_BLOCK, style, node, hp_meaning_of(&b->meanings, node, hp_box_flow_block_meaning(b, f)));
    fill_block(b, box, node);
    hp_box_flow_add_block_level(b, f, box);
}

static void add_formula(hp_box_builder *b, hp_box_flow *f, const hp_node *node)
{
    const hp_math *math = hp_formula_read(b->context, b->arena, node);
    if (!math) {
        add_formula_source(b, f, node);
        return;
    }
    gboolean in_line = hp_display_is_inline(node->style->display);
    const hp_style *style = in_line ? node->style : hp_formula_display_style(b->arena, node->style);
    const hp_meaning *outer = in_line ? hp_box_flow_inline_meaning(b, f) : hp_box_flow_block_meaning(b, f);
    hp_box *box = hp_box_make(b, HP_BOX_REPLACED, style, node, hp_meaning_formula(&b->meanings, node, outer));
    box->math = math;
    if (in_line)
        hp_box_flow_add_inline_level(b, f, box);
    else
        hp_box_flow_add_block_level(b, f, box);
}

static void add_element(hp_box_builder *b, hp_box_flow *f, const hp_node *node)
{
    hp_display display = node->style->display;
    if (display == HP_DISPLAY_NONE || node == b->apart)
        return;
    if (hp_node_is(node, "br")) {
        hp_box_flow_add_inline_level(b, f, hp_box_make(b, HP_BOX_BREAK, hp_box_flow_inline_style(f), node, NULL));
    } else if (hp_node_is(node, "wbr")) {
        hp_box_flow_add_text(b, f, "\xe2\x80\x8b");
    } else if (hp_node_is(node, "img")) {
        add_replaced(b, f, node);
    } else if (hp_formula_is(node)) {
        add_formula(b, f, node);
    } else if (display == HP_DISPLAY_CONTENTS) {
        hp_box_add_children(b, f, node);
    } else if (display == HP_DISPLAY_RUBY) {
        hp_box_add_ruby(b, f, node);
    } else if (display == HP_DISPLAY_INLINE || display > HP_DISPLAY_RUBY) {
        add_inline(b, f, node, node->style);
    } else if (display == HP_DISPLAY_TABLE) {
        hp_box_flow_add_block_level(b, f,
                                    hp_box_make_table_part(b, HP_BOX_TABLE, node, hp_box_flow_block_meaning(b, f)));
    } else if (display == HP_DISPLAY_INLINE_TABLE) {
        hp_box_flow_add_inline_level(b, f,
                                     hp_box_make_table_part(b, HP_BOX_TABLE, node, hp_box_flow_block_meaning(b, f)));
    } else if (hp_display_is_table_part(display)) {
        hp_box_add_loose_table_part(b, f, node);
    } else if (hp_display_is_inline(display)) {
        hp_box_flow_add_inline_level(b, f, hp_box_make_block(b, node, hp_box_flow_block_meaning(b, f)));
    } else if (display == HP_DISPLAY_LIST_ITEM) {
        hp_box_flow_add_block_level(b, f, hp_box_make_list_item(b, f, node));
    } else {
        hp_box_flow_add_block_level(b, f, hp_box_make_block(b, node, hp_box_flow_block_meaning(b, f)));
    }
}

void hp_box_add_node(hp_box_builder *b, hp_box_flow *f, const hp_node *node)
{
    if (node->type == HP_NODE_ELEMENT)
        add_element(b, f, node);
    else if (*node->text)
        hp_box_flow_add_text(b, f, node->text);
}

static hp_box *build(const hp_layout_context *context, hp_arena *arena, const hp_node *node, const hp_node *apart,
                     const char *slide_title, hp_role role)
{
    if (node->style->display == HP_DISPLAY_NONE)
        return NULL;
    hp_box_builder b = {context, arena, {arena, context->next_order, slide_title, 0}, FALSE, apart};
    const hp_meaning *outer = hp_meaning_make(&b.meanings, role, NULL, node->line);
    hp_box *root = node->style->display == HP_DISPLAY_TABLE ? hp_box_make_table_part(&b, HP_BOX_TABLE, node, outer)
                                                            : hp_box_make_block(&b, node, outer);
    root->positioned = b.positioned;
    return root;
}

hp_box *hp_box_build(const hp_layout_context *context, hp_arena *arena, const hp_node *node, const char *slide_title,
                     hp_role role)
{
    return build(context, arena, node, NULL, slide_title, role);
}

hp_box *hp_box_build_slide(const hp_layout_context *context, hp_arena *arena, const hp_layout_slide *slide)
{
    return build(context, arena, slide->node, slide->notes, slide->title, HP_ROLE_NONE);
}

/* ---- kinds of boxes ---- */

gboolean hp_box_holds_items(const hp_box *box)
{
    return box->kind == HP_BOX_BLOCK && box->style->display >= HP_DISPLAY_FLEX &&
           box->style->display <= HP_DISPLAY_INLINE_GRID;
}

gboolean hp_box_has_columns(const hp_box *box)
{
    const hp_style *style = box->style;
    return (style->column_count > 0 || !hp_length_is_auto(style->column_width)) && box->kind == HP_BOX_BLOCK &&
           !hp_box_holds_items(box);
}

gboolean hp_box_is_flow_root(const hp_box *box)
{
    if (!box->parent || box->parent->kind == HP_BOX_RUBY || box->inline_level || box->is_cell || box->is_caption ||
        box->floating || box->absolute || hp_box_holds_items(box->parent) || hp_box_has_columns(box) ||
        box->style->column_span_all)
        return TRUE;
    switch (box->style->display) {
    case HP_DISPLAY_FLOW_ROOT:
    case HP_DISPLAY_FLEX:
    case HP_DISPLAY_GRID: return TRUE;
    default: return box->style->overflow_x != HP_OVERFLOW_VISIBLE || box->style->overflow_y != HP_OVERFLOW_VISIBLE;
    }
}
