/*
 * Tables: rows, cells and columns, and the anonymous parts that are missing
 * between them (CSS 2.2 §17.2.1).
 */
#include "layout/box-build.h"
#include "layout/table-grid.h"

static hp_box *anonymous_part(hp_box_builder *b, hp_box *parent, hp_box_kind kind, hp_display display)
{
    hp_box *last = parent->last_child;
    if (last && !last->node && last->kind == kind && !last->is_caption)
        return last;
    hp_box *part = hp_box_make(b, kind, hp_style_anonymous(b->arena, parent->style, display), NULL, parent->meaning);
    hp_box_append(parent, part);
    return part;
}

static hp_box *cell_make(hp_box_builder *b, const hp_node *node, const hp_meaning *outer)
{
    hp_box *cell = hp_box_make_block(b, node, outer);
    cell->is_cell = TRUE;
    cell->column_span = CLAMP(hp_box_ordinal(node, "colspan", 1), 1, 1000);
    cell->row_span = CLAMP(hp_box_ordinal(node, "rowspan", 1), 0, 65534);
    return cell;
}

hp_box *hp_box_make_table_part(hp_box_builder *b, hp_box_kind kind, const hp_node *node, const hp_meaning *outer)
{
    hp_box *part = hp_box_make(b, kind, node->style, node, hp_meaning_of(&b->meanings, node, outer));
    for (const hp_node *child = node->first_child; child; child = child->next)
        hp_box_add_table_child(b, part, child);
    if (kind == HP_BOX_TABLE)
        hp_table_grid_attach(b->arena, part);
    return part;
}

static void add_column(hp_box_builder *b, hp_box *parent, const hp_node *node)
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
    hp_box *column = hp_box_make(b, HP_BOX_COLUMN, node->style, node, parent->meaning);
    column->column_span = CLAMP(hp_box_ordinal(node, "span", 1), 1, 1000);
    hp_box_append(parent, column);
}

static void add_loose_cell(hp_box_builder *b, hp_box *row, const hp_node *node)
{
    hp_box *cell = hp_box_make(b, HP_BOX_BLOCK, hp_style_anonymous(b->arena, row->style, HP_DISPLAY_TABLE_CELL), NULL,
                               row->meaning);
    cell->is_cell = TRUE;
    hp_box_flow inner = {.container = cell};
    hp_box_add_node(b, &inner, node);
    hp_box_flow_close(b, cell);
    hp_box_append(row, cell);
}

/* Puts a child of a table, row group or row where it belongs, through the
 * anonymous parts that are missing between. */
void hp_box_add_table_child(hp_box_builder *b, hp_box *parent, const hp_node *node)
{
    if (node->type == HP_NODE_TEXT && hp_text_is_blank(node->text))
        return;
    hp_display display = node->type == HP_NODE_TEXT ? HP_DISPLAY_INLINE : node->style->display;
    if (display == HP_DISPLAY_NONE)
        return;
    if (parent->kind == HP_BOX_TABLE) {
        switch (display) {
        case HP_DISPLAY_TABLE_CAPTION: {
            hp_box *caption = hp_box_make_block(b, node, parent->meaning);
            caption->is_caption = TRUE;
            hp_box_append(parent, caption);
            return;
        }
        case HP_DISPLAY_TABLE_COLUMN:
        case HP_DISPLAY_TABLE_COLUMN_GROUP: add_column(b, parent, node); return;
        case HP_DISPLAY_TABLE_ROW_GROUP:
        case HP_DISPLAY_TABLE_HEADER_GROUP:
        case HP_DISPLAY_TABLE_FOOTER_GROUP:
            hp_box_append(parent, hp_box_make_table_part(b, HP_BOX_ROW_GROUP, node, parent->meaning));
            return;
        default: parent = anonymous_part(b, parent, HP_BOX_ROW_GROUP, HP_DISPLAY_TABLE_ROW_GROUP);
        }
    }
    if (parent->kind == HP_BOX_ROW_GROUP) {
        if (display == HP_DISPLAY_TABLE_ROW) {
            hp_box_append(parent, hp_box_make_table_part(b, HP_BOX_ROW, node, parent->meaning));
            return;
        }
        parent = anonymous_part(b, parent, HP_BOX_ROW, HP_DISPLAY_TABLE_ROW);
    }
    if (display == HP_DISPLAY_TABLE_CELL)
        hp_box_append(parent, cell_make(b, node, parent->meaning));
    else
        add_loose_cell(b, parent, node);
}

void hp_box_add_loose_table_part(hp_box_builder *b, hp_box_flow *f, const hp_node *node)
{
    hp_box *last = f->container->last_child;
    if (f->run && hp_box_flow_run_is_blank(f->run) && last == f->run) {
        /* Blanks between two cells do not part their table. */
        hp_box *before = NULL;
        for (hp_box *child = f->container->first_child; child != last; child = child->next)
            before = child;
        if (before && before->kind == HP_BOX_TABLE && !before->node) {
            hp_box_add_table_child(b, before, node);
            return;
        }
    }
    if (last && last->kind == HP_BOX_TABLE && !last->node) {
        hp_box_add_table_child(b, last, node);
        return;
    }
    const hp_style *style = hp_style_anonymous(b->arena, f->container->style, HP_DISPLAY_TABLE);
    hp_box *table = hp_box_make(b, HP_BOX_TABLE, style, NULL, hp_box_flow_block_meaning(b, f));
    hp_box_flow_add_block_level(b, f, table);
    hp_box_add_table_child(b, table, node);
}

/* Tables that grew cell by cell are complete when their container is. */
void hp_box_close_loose_tables(hp_box_builder *b, hp_box *container)
{
    for (hp_box *child = container->first_child; child; child = child->next)
        if (child->kind == HP_BOX_TABLE && !child->grid)
            hp_table_grid_attach(b->arena, child);
}
