/*
 * Columns (CSS Multi-column 1).
 *
 * The content is laid out as one column first; then it is cut where a page
 * break could be, too, so that the parts fill the columns evenly, and the parts
 * are set side by side. A child with column-span: all parts the columns above
 * it from those below.
 */
#pragma once

#include "layout/items.h"

/* More columns than letters fit a page are hostile. */
#define HP_COLUMNS_MAX 100
/* … and so are columns in columns in columns; what is deeper has only one. */
#define HP_COLUMNS_DEEP_MAX 3

typedef struct {
    unsigned count;
    double width, gap;
} hp_columns;

/* The columns of a container whose content box is this wide (§3.4). */
hp_columns hp_columns_used(const hp_style *style, double available);
/* Cuts the content of a box that is laid out in one column. origin: of its
 * content box; inner.width: of all columns; content: the column's height.
 * Returns the height of the content box. */
double hp_columns_break(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                        hp_height_bounds bounds, double content);
/* From the widths of the content to those of the container. */
void hp_columns_intrinsic_widths(const hp_style *style, double *min_content, double *max_content);
