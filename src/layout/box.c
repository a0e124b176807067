#include "layout/box.h"

#include "css/counters.h"
#include "layout/formula.h"
#include "layout/marker.h"
#include "layout/meaning.h"
#include "layout/table-grid.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const hp_layout_context *context;
    hp_arena *arena;
    hp_meaning_maker meanings;
    gboolean positioned; /* positioned boxes have been met */
} builder;

/* An inline element whose content is being read. A block inside cuts it into
 * several boxes (CSS 2.2 §9.2.1.1); box is the piece at hand, NULL when the next
 * content has to begin one. */
typedef struct open_inline {
    struct open_inline *outer;
    const hp_node *node;
    const hp_style *style;
    const hp_meaning *meaning;
    hp_box *box;
    gboolean begun;
} open_inline;

/* Where the children of one block container go. */
typedef struct {
    hp_box *container;
    hp_box *run; /* the anonymous block that gathers inline content; NULL: none open */
    open_inline *innermost;
    int ordinal, step; /* of the next list item */
} flow;

static void add_node(builder *b, flow *f, const hp_node *node);
static void add_table_child(builder *b, hp_box *parent, const hp_node *node);
static void close_loose_tables(builder *b, hp_box *container);

static hp_box *box_make(builder *b, hp_box_kind kind, const hp_style *style, const hp_node *node,
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

static void box_append(hp_box *parent, hp_box *child)
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

static gboolean is_blank(const char *text)
{
    return text[strspn(text, " \t\n\r\f")] == '\0';
}

static gboolean collapses(hp_white_space white_space)
{
    return white_space == HP_WHITE_SPACE_NORMAL || white_space == HP_WHITE_SPACE_NOWRAP ||
           white_space == HP_WHITE_SPACE_PRE_LINE;
}

/* Nothing but blanks that collapse: such a run makes no box between blocks. */
static gboolean run_is_blank(const hp_box *box)
{
    for (const hp_box *child = box->first_child; child; child = child->next) {
        if (child->kind == HP_BOX_TEXT && is_blank(child->text) && collapses(child->style->white_space))
            continue;
        if (child->kind == HP_BOX_INLINE && run_is_blank(child))
            continue;
        return FALSE;
    }
    return TRUE;
}

/* ---- inline content ---- */

/* Loose text in a slide or a quotation is a paragraph to a reader. */
static const hp_meaning *run_meaning(builder *b, const hp_meaning *meaning)
{
    if (meaning->role != HP_ROLE_SECTION && meaning->role != HP_ROLE_BLOCK_QUOTE && meaning->role != HP_ROLE_NONE)
        return meaning;
    return hp_meaning_make(&b->meanings, HP_ROLE_PARAGRAPH, meaning, 0);
}

static hp_box *inline_parent(builder *b, flow *f, open_inline *inner)
{
    if (!inner) {
        if (!f->run) {
            const hp_style *style = hp_style_anonymous(b->arena, f->container->style, HP_DISPLAY_BLOCK);
            f->run = box_make(b, HP_BOX_BLOCK, style, NULL, run_meaning(b, f->container->meaning));
            f->run->inline_content = f->run->is_run = TRUE;
            box_append(f->container, f->run);
        }
        return f->run;
    }
    if (!inner->box) {
        hp_box *outer = inline_parent(b, f, inner->outer);
        inner->box = box_make(b, HP_BOX_INLINE, inner->style, inner->node, inner->meaning);
        inner->box->inline_level = TRUE;
        inner->box->starts = !inner->begun;
        inner->begun = TRUE;
        box_append(outer, inner->box);
    }
    return inner->box;
}

/* The style and the meaning that inline content has at this place. */
static const hp_style *inline_style(const flow *f)
{
    return f->innermost ? f->innermost->style : f->container->style;
}

static void add_inline_level(builder *b, flow *f, hp_box *box)
{
    hp_box *parent = inline_parent(b, f, f->innermost);
    box->inline_level = TRUE;
    if (!box->meaning)
        box->meaning = parent->meaning;
    box_append(parent, box);
}

static void add_text(builder *b, flow *f, const char *text)
{
    hp_box *box = box_make(b, HP_BOX_TEXT, inline_style(f), NULL, NULL);
    box->text = text;
    add_inline_level(b, f, box);
}

/* A box out of the flow ends no line: it stands in the text where there is some,
 * else among the blocks (CSS 2.2 §9.3.1). */
static gboolean add_out_of_flow(builder *b, flow *f, hp_box *box)
{
    const hp_style *style = box->style;
    box->absolute = style->position == HP_POSITION_ABSOLUTE || style->position == HP_POSITION_FIXED;
    box->floating = style->floating != HP_FLOAT_NONE;
    if (!box->absolute && !box->floating)
        return FALSE;
    f->container->has_floats |= box->floating;
    gboolean in_text = f->innermost || (f->run && !run_is_blank(f->run));
    if (in_text || (box->absolute && style->was_inline && !hp_box_holds_items(f->container))) {
        box_append(inline_parent(b, f, f->innermost), box);
        f->run->has_floats |= box->floating;
    } else {
        f->run = NULL;
        box_append(f->container, box);
    }
    return TRUE;
}

/* A block-level box ends the run and cuts the inline boxes that are open. */
static void add_block_level(builder *b, flow *f, hp_box *box)
{
    if (add_out_of_flow(b, f, box))
        return;
    f->run = NULL;
    for (open_inline *o = f->innermost; o; o = o->outer)
        o->box = NULL;
    box_append(f->container, box);
}

static const hp_meaning *current_meaning(builder *b, flow *f)
{
    return inline_parent(b, f, f->innermost)->meaning;
}

/* The meaning around a block-level child: the container's, for a paragraph
 * cannot hold a block. A link around it goes on there. */
static const hp_meaning *outer_meaning(builder *b, const flow *f)
{
    for (const open_inline *o = f->innermost; o; o = o->outer) {
        if (o->meaning->role != HP_ROLE_LINK)
            continue;
        hp_meaning *link = hp_arena_copy(b->arena, o->meaning, sizeof *link);
        link->parent = f->container->meaning;
        link->order = (*b->meanings.next_order)++;
        return link;
    }
    return f->container->meaning;
}

/* ---- containers ---- */

/* Blank runs between blocks go; one run alone is the container's own content.
 * Among items every run is an item (CSS Flexbox 1 §4). */
static void container_close(builder *b, hp_box *container)
{
    close_loose_tables(b, container);
    gboolean has_items = hp_box_holds_items(container), has_block = has_items;
    for (hp_box *child = container->first_child; child; child = child->next)
        has_block |= !child->is_run;

    hp_box *kept = NULL, *last = NULL;
    for (hp_box *child = container->first_child; child; child = child->next) {
        if (child->is_run && run_is_blank(child) && (has_block || !child->first_child || !child->next))
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

static void add_pseudo(builder *b, flow *f, const hp_style *style);

static void add_children(builder *b, flow *f, const hp_node *node)
{
    if (node->style_before)
        add_pseudo(b, f, node->style_before);
    for (const hp_node *child = node->first_child; child; child = child->next)
        add_node(b, f, child);
    if (node->style_after)
        add_pseudo(b, f, node->style_after);
}

static int ordinal_attribute(const hp_node *node, const char *name, int otherwise)
{
    const char *value = hp_node_attribute(node, name);
    char *end = NULL;
    long number = value ? strtol(value, &end, 10) : 0;
    return value && end != value ? (int)CLAMP(number, -1000000, 1000000) : otherwise;
}

/* Where a list begins to count: start, or for reversed lists the number of
 * items (HTML §4.4.5). */
static void list_begin(flow *f, const hp_node *node)
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
    f->ordinal = ordinal_attribute(node, "start", f->ordinal);
}

static void fill_block(builder *b, hp_box *box, const hp_node *node)
{
    flow inner = {.container = box};
    list_begin(&inner, node);
    add_children(b, &inner, node);
    container_close(b, box);
}

static hp_box *block_make(builder *b, const hp_node *node, const hp_meaning *outer)
{
    hp_box *box = box_make(b, HP_BOX_BLOCK, node->style, node, hp_meaning_of(&b->meanings, node, outer));
    fill_block(b, box, node);
    return box;
}

static hp_box *generated_picture(builder *b, const hp_style *style, const hp_meaning *meaning, const char *url);

/* list-style-image, with the gap that browsers leave behind it. */
static hp_box *marker_picture(builder *b, const hp_style *style, const hp_meaning *meaning)
{
    hp_box *box = style->list_style_image ? generated_picture(b, style, meaning, style->list_style_image) : NULL;
    if (!box)
        return NULL;
    hp_style *spaced = hp_arena_copy(b->arena, box->style, sizeof *spaced);
    spaced->margin[style->direction == HP_DIRECTION_RTL ? HP_LEFT : HP_RIGHT] = HP_PX(7);
    box->style = spaced;
    return box;
}

/* A marker inside is the first text of the item's first line. */
static void add_inside_marker(builder *b, flow *f, const hp_marker *marker)
{
    static const char *const shapes[] = {
        [HP_LIST_DISC] = "\xe2\x80\xa2 ", [HP_LIST_CIRCLE] = "\xe2\x97\xa6 ", [HP_LIST_SQUARE] = "\xe2\x96\xaa "};
    if (marker->picture) {
        add_inline_level(b, f, marker->picture);
        return;
    }
    hp_box *box = box_make(b, HP_BOX_TEXT, f->container->style, NULL, marker->meaning);
    box->text = marker->text ? marker->text : shapes[marker->shape];
    add_inline_level(b, f, box);
}

static hp_box *list_item_make(builder *b, flow *f, const hp_node *node)
{
    hp_box *box = box_make(b, HP_BOX_BLOCK, node->style, node, hp_meaning_of(&b->meanings, node, outer_meaning(b, f)));
    if (hp_node_is(node, "li"))
        f->ordinal = ordinal_attribute(node, "value", f->ordinal);
    /* A label needs an item around it; other elements may be list items, too. */
    gboolean is_item = box->meaning && box->meaning->role == HP_ROLE_LIST_ITEM;
    hp_box *picture = marker_picture(b, node->style, box->meaning);
    if (picture || node->style->list_style_type != HP_LIST_NONE) {
        hp_role role = is_item && !picture ? HP_ROLE_LABEL : HP_ROLE_ARTIFACT;
        const hp_meaning *label = hp_meaning_make(&b->meanings, role, box->meaning, node->line);
        box->marker = hp_marker_make(b->arena, node->style, f->ordinal, picture, label);
    }
    if (is_item)
        box->meaning = hp_meaning_make(&b->meanings, HP_ROLE_LIST_BODY, box->meaning, node->line);
    f->ordinal += f->step;
    flow inner = {.container = box};
    if (box->marker && box->marker->inside)
        add_inside_marker(b, &inner, box->marker);
    add_children(b, &inner, node);
    container_close(b, box);
    return box;
}

/* ---- tables (CSS 2.2 §17.2.1) ---- */

static hp_box *anonymous_part(builder *b, hp_box *parent, hp_box_kind kind, hp_display display)
{
    hp_box *last = parent->last_child;
    if (last && !last->node && last->kind == kind && !last->is_caption)
        return last;
    hp_box *part = box_make(b, kind, hp_style_anonymous(b->arena, parent->style, display), NULL, parent->meaning);
    box_append(parent, part);
    return part;
}

static hp_box *cell_make(builder *b, const hp_node *node, const hp_meaning *outer)
{
    hp_box *cell = block_make(b, node, outer);
    cell->is_cell = TRUE;
    cell->column_span = CLAMP(ordinal_attribute(node, "colspan", 1), 1, 1000);
    cell->row_span = CLAMP(ordinal_attribute(node, "rowspan", 1), 0, 65534);
    return cell;
}

static hp_box *table_part_make(builder *b, hp_box_kind kind, const hp_node *node, const hp_meaning *outer)
{
    hp_box *part = box_make(b, kind, node->style, node, hp_meaning_of(&b->meanings, node, outer));
    for (const hp_node *child = node->first_child; child; child = child->next)
        add_table_child(b, part, child);
    if (kind == HP_BOX_TABLE)
        hp_table_grid_attach(b->arena, part);
    return part;
}

static void add_column(builder *b, hp_box *parent, const hp_node *node)
{
    gboolean group = node->style->display == HP_DISPLAY_TABLE_COLUMN_GROUP;
    gboolean has_columns = FALSE;
    if (group)
        for (const hp_node *child = node->first_child; child; child = child->next)
            if (child->style && child->style->display == HP_DISPLAY_TABLE_COLUMN) {
                add_column(b, parent, child);
                has_columns = TRUE;
            }
    if (has_columns)
        return;
    hp_box *column = box_make(b, HP_BOX_COLUMN, node->style, node, parent->meaning);
    column->column_span = CLAMP(ordinal_attribute(node, "span", 1), 1, 1000);
    box_append(parent, column);
}

static void add_loose_cell(builder *b, hp_box *row, const hp_node *node)
{
    hp_box *cell =
        box_make(b, HP_BOX_BLOCK, hp_style_anonymous(b->arena, row->style, HP_DISPLAY_TABLE_CELL), NULL, row->meaning);
    cell->is_cell = TRUE;
    flow inner = {.container = cell};
    add_node(b, &inner, node);
    container_close(b, cell);
    box_append(row, cell);
}

/* Puts a child of a table, row group or row where it belongs, through the
 * anonymous parts that are missing between. */
static void add_table_child(builder *b, hp_box *parent, const hp_node *node)
{
    if (node->type == HP_NODE_TEXT && is_blank(node->text))
        return;
    hp_display display = node->type == HP_NODE_TEXT ? HP_DISPLAY_INLINE : node->style->display;
    if (display == HP_DISPLAY_NONE)
        return;
    if (parent->kind == HP_BOX_TABLE) {
        switch (display) {
        case HP_DISPLAY_TABLE_CAPTION: {
            hp_box *caption = block_make(b, node, parent->meaning);
            caption->is_caption = TRUE;
            box_append(parent, caption);
            return;
        }
        case HP_DISPLAY_TABLE_COLUMN:
        case HP_DISPLAY_TABLE_COLUMN_GROUP: add_column(b, parent, node); return;
        case HP_DISPLAY_TABLE_ROW_GROUP:
        case HP_DISPLAY_TABLE_HEADER_GROUP:
        case HP_DISPLAY_TABLE_FOOTER_GROUP:
            box_append(parent, table_part_make(b, HP_BOX_ROW_GROUP, node, parent->meaning));
            return;
        default: parent = anonymous_part(b, parent, HP_BOX_ROW_GROUP, HP_DISPLAY_TABLE_ROW_GROUP);
        }
    }
    if (parent->kind == HP_BOX_ROW_GROUP) {
        if (display == HP_DISPLAY_TABLE_ROW) {
            box_append(parent, table_part_make(b, HP_BOX_ROW, node, parent->meaning));
            return;
        }
        parent = anonymous_part(b, parent, HP_BOX_ROW, HP_DISPLAY_TABLE_ROW);
    }
    if (display == HP_DISPLAY_TABLE_CELL)
        box_append(parent, cell_make(b, node, parent->meaning));
    else
        add_loose_cell(b, parent, node);
}

static gboolean is_table_part(hp_display display)
{
    return display >= HP_DISPLAY_TABLE_ROW_GROUP && display <= HP_DISPLAY_TABLE_CAPTION;
}

static void add_loose_table_part(builder *b, flow *f, const hp_node *node)
{
    hp_box *last = f->container->last_child;
    if (f->run && run_is_blank(f->run) && last == f->run) {
        /* Blanks between two cells do not part their table. */
        hp_box *before = NULL;
        for (hp_box *child = f->container->first_child; child != last; child = child->next)
            before = child;
        if (before && before->kind == HP_BOX_TABLE && !before->node) {
            add_table_child(b, before, node);
            return;
        }
    }
    if (last && last->kind == HP_BOX_TABLE && !last->node) {
        add_table_child(b, last, node);
        return;
    }
    const hp_style *style = hp_style_anonymous(b->arena, f->container->style, HP_DISPLAY_TABLE);
    hp_box *table = box_make(b, HP_BOX_TABLE, style, NULL, outer_meaning(b, f));
    add_block_level(b, f, table);
    add_table_child(b, table, node);
}

/* Tables that grew cell by cell are complete when their container is. */
static void close_loose_tables(builder *b, hp_box *container)
{
    for (hp_box *child = container->first_child; child; child = child->next)
        if (child->kind == HP_BOX_TABLE && !child->grid)
            hp_table_grid_attach(b->arena, child);
}

/* ---- elements ---- */

static gboolean is_inline_display(hp_display display)
{
    return display == HP_DISPLAY_INLINE || display == HP_DISPLAY_INLINE_BLOCK || display == HP_DISPLAY_INLINE_TABLE ||
           display == HP_DISPLAY_INLINE_FLEX || display == HP_DISPLAY_INLINE_GRID;
}

static void add_replaced(builder *b, flow *f, const hp_node *node)
{
    /* An <img> without an address is the slot of a template: no picture. */
    const char *source = hp_node_attribute(node, "src");
    if (!source || !*source)
        return;
    gboolean in_line = is_inline_display(node->style->display);
    const hp_meaning *outer = in_line ? current_meaning(b, f) : outer_meaning(b, f);
    hp_box *box = box_make(b, HP_BOX_REPLACED, node->style, node, hp_meaning_of(&b->meanings, node, outer));
    const char *alt = hp_node_attribute(node, "alt");
    box->image = hp_assets_load(b->context->assets, source, node->line);
    box->alt = alt && *alt ? alt : source;
    if (in_line)
        add_inline_level(b, f, box);
    else
        add_block_level(b, f, box);
}

static void add_inline(builder *b, flow *f, const hp_node *node, const hp_style *style)
{
    const hp_meaning *outer = f->innermost ? f->innermost->meaning : current_meaning(b, f);
    open_inline open = {.outer = f->innermost, .node = node, .style = style};
    open.meaning = hp_meaning_of(&b->meanings, node, outer);
    f->innermost = &open;
    add_children(b, f, node);
    if (!open.begun)
        inline_parent(b, f, &open);
    if (open.box)
        open.box->ends = TRUE;
    f->innermost = open.outer;
}

static void add_formula_source(builder *b, flow *f, const hp_node *node)
{
    const hp_style *style = hp_formula_source_style(b->arena, node->style);
    if (is_inline_display(node->style->display)) {
        add_inline(b, f, node, style);
        return;
    }
    hp_box *box = box_make(b, HP_BOX_BLOCK, style, node, hp_meaning_of(&b->meanings, node, outer_meaning(b, f)));
    fill_block(b, box, node);
    add_block_level(b, f, box);
}

static void add_formula(builder *b, flow *f, const hp_node *node)
{
    const hp_math *math = hp_formula_read(b->context, b->arena, node);
    if (!math) {
        add_formula_source(b, f, node);
        return;
    }
    gboolean in_line = is_inline_display(node->style->display);
    const hp_style *style = in_line ? node->style : hp_formula_display_style(b->arena, node->style);
    const hp_meaning *outer = in_line ? current_meaning(b, f) : outer_meaning(b, f);
    hp_box *box = box_make(b, HP_BOX_REPLACED, style, node, hp_meaning_formula(&b->meanings, node, outer));
    box->math = math;
    if (in_line)
        add_inline_level(b, f, box);
    else
        add_block_level(b, f, box);
}

static void add_element(builder *b, flow *f, const hp_node *node)
{
    hp_display display = node->style->display;
    if (display == HP_DISPLAY_NONE)
        return;
    if (hp_node_is(node, "br")) {
        add_inline_level(b, f, box_make(b, HP_BOX_BREAK, inline_style(f), node, NULL));
    } else if (hp_node_is(node, "wbr")) {
        add_text(b, f, "\xe2\x80\x8b");
    } else if (hp_node_is(node, "img")) {
        add_replaced(b, f, node);
    } else if (hp_formula_is(node)) {
        add_formula(b, f, node);
    } else if (display == HP_DISPLAY_CONTENTS) {
        add_children(b, f, node);
    } else if (display == HP_DISPLAY_INLINE) {
        add_inline(b, f, node, node->style);
    } else if (display == HP_DISPLAY_TABLE) {
        add_block_level(b, f, table_part_make(b, HP_BOX_TABLE, node, outer_meaning(b, f)));
    } else if (display == HP_DISPLAY_INLINE_TABLE) {
        add_inline_level(b, f, table_part_make(b, HP_BOX_TABLE, node, outer_meaning(b, f)));
    } else if (is_table_part(display)) {
        add_loose_table_part(b, f, node);
    } else if (is_inline_display(display)) {
        add_inline_level(b, f, block_make(b, node, outer_meaning(b, f)));
    } else if (display == HP_DISPLAY_LIST_ITEM) {
        add_block_level(b, f, list_item_make(b, f, node));
    } else {
        add_block_level(b, f, block_make(b, node, outer_meaning(b, f)));
    }
}

static void add_node(builder *b, flow *f, const hp_node *node)
{
    if (node->type == HP_NODE_ELEMENT)
        add_element(b, f, node);
    else if (*node->text)
        add_text(b, f, node->text);
}

/* A picture that a style sheet names: decoration, and nothing when it is
 * missing (CSS Images 3 §2.3). */
static hp_box *generated_picture(builder *b, const hp_style *style, const hp_meaning *meaning, const char *url)
{
    const hp_image *image = hp_assets_load(b->context->assets, url, meaning ? meaning->line : 0);
    if (!image)
        return NULL;
    const hp_meaning *artifact = hp_meaning_make(&b->meanings, HP_ROLE_ARTIFACT, meaning, meaning ? meaning->line : 0);
    const hp_style *plain = hp_style_anonymous(b->arena, style, HP_DISPLAY_INLINE);
    hp_box *box = box_make(b, HP_BOX_REPLACED, plain, NULL, artifact);
    box->image = image;
    box->alt = "";
    return box;
}

static void add_generated(builder *b, flow *f, const hp_style *style)
{
    if (!style->content_parts && *style->content)
        add_text(b, f, style->content);
    for (const hp_content_part *part = style->content_parts; part; part = part->next) {
        if (part->kind != HP_PART_URL) {
            add_text(b, f, part->text);
            continue;
        }
        hp_box *picture = generated_picture(b, style, current_meaning(b, f), part->text);
        if (picture)
            add_inline_level(b, f, picture);
    }
}

/* ::before and ::after (CSS 2.2 §12.1). */
static void add_pseudo(builder *b, flow *f, const hp_style *style)
{
    if (style->display == HP_DISPLAY_NONE)
        return;
    if (style->display == HP_DISPLAY_INLINE) {
        open_inline open = {.outer = f->innermost, .style = style, .meaning = current_meaning(b, f)};
        f->innermost = &open;
        add_generated(b, f, style);
        if (!open.begun)
            inline_parent(b, f, &open);
        if (open.box)
            open.box->ends = TRUE;
        f->innermost = open.outer;
        return;
    }
    hp_box *box = box_make(b, HP_BOX_BLOCK, style, NULL, outer_meaning(b, f));
    flow inner = {.container = box};
    add_generated(b, &inner, style);
    container_close(b, box);
    if (is_inline_display(style->display))
        add_inline_level(b, f, box);
    else
        add_block_level(b, f, box);
}

hp_box *hp_box_build(const hp_layout_context *context, hp_arena *arena, const hp_node *node, const char *slide_title,
                     hp_role role)
{
    if (node->style->display == HP_DISPLAY_NONE)
        return NULL;
    builder b = {context, arena, {arena, context->next_order, slide_title, 0}, FALSE};
    const hp_meaning *outer = hp_meaning_make(&b.meanings, role, NULL, node->line);
    hp_box *root = node->style->display == HP_DISPLAY_TABLE ? table_part_make(&b, HP_BOX_TABLE, node, outer)
                                                            : block_make(&b, node, outer);
    root->positioned = b.positioned;
    return root;
}

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
    if (!box->parent || box->inline_level || box->is_cell || box->is_caption || box->floating || box->absolute ||
        hp_box_holds_items(box->parent) || hp_box_has_columns(box) || box->style->column_span_all)
        return TRUE;
    switch (box->style->display) {
    case HP_DISPLAY_FLOW_ROOT:
    case HP_DISPLAY_FLEX:
    case HP_DISPLAY_GRID: return TRUE;
    default: return box->style->overflow_x != HP_OVERFLOW_VISIBLE || box->style->overflow_y != HP_OVERFLOW_VISIBLE;
    }
}
