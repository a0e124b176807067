/*
 * A walk over a page's fragments for what is not painted: where elements begin
 * (destinations), where figures are, and the rectangles of links.
 */
#include "pdf/pdf-internal.h"

#include <math.h>

enum { DEPTH_MAX = 1200 };

typedef struct {
    hp_pdf_writer *writer;
    unsigned page;
    hp_annotation *open; /* the rectangle the last fragment belonged to */
    hp_matrix transform; /* of the boxes around */
    gboolean transformed;
} page_walk;

static void element_place(page_walk *walk, hp_element *element, const hp_rect *rect)
{
    for (; element && !element->placed; element = element->outer) {
        element->placed = TRUE;
        element->page = walk->page;
        element->x = rect->x;
        element->top = rect->y;
    }
}

static hp_rect rect_union(hp_rect a, hp_rect b)
{
    double right = MAX(a.x + a.width, b.x + b.width), bottom = MAX(a.y + a.height, b.y + b.height);
    double x = MIN(a.x, b.x), y = MIN(a.y, b.y);

    return (hp_rect){x, y, right - x, bottom - y};
}

/* Same line: they share more than half of the lower one's height. */
static gboolean is_same_line(const hp_rect *a, const hp_rect *b)
{
    double overlap = MIN(a->y + a->height, b->y + b->height) - MAX(a->y, b->y);

    return overlap > MIN(a->height, b->height) / 2;
}

static void link_extend(page_walk *walk, hp_element *link, const hp_rect *rect)
{
    hp_annotation *open = walk->open, added = {link, walk->page, *rect, 0};

    /* Words of one link are at most a wide blank apart. */
    if (open && open->link == link && is_same_line(&open->rect, rect) &&
        MAX(open->rect.x, rect->x) - MIN(open->rect.x + open->rect.width, rect->x + rect->width) <
            2 * MAX(rect->height, 1)) {
        open->rect = rect_union(open->rect, *rect);
        return;
    }
    g_array_append_val(walk->writer->annotations, added);
    walk->open = &g_array_index(walk->writer->annotations, hp_annotation, walk->writer->annotations->len - 1);
}

static void figure_extend(page_walk *walk, hp_element *element, const hp_rect *rect)
{
    if (element->has_box && element->box_page == walk->page) {
        element->box = rect_union(element->box, *rect);
    } else if (!element->has_box) {
        element->has_box = TRUE;
        element->box_page = walk->page;
        element->box = *rect;
    }
}

static void walk_fragment(page_walk *walk, const hp_fragment *fragment, unsigned depth);

static void walk_transformed(page_walk *walk, const hp_fragment *fragment, unsigned depth)
{
    hp_matrix outer = walk->transform;
    gboolean was_transformed = walk->transformed;
    hp_fragment untransformed = *fragment;

    untransformed.transform = NULL;
    walk->transform = hp_matrix_multiply(outer, *fragment->transform);
    walk->transformed = TRUE;
    walk_fragment(walk, &untransformed, depth);
    walk->transform = outer;
    walk->transformed = was_transformed;
}

static void walk_fragment(page_walk *walk, const hp_fragment *fragment, unsigned depth)
{
    if (fragment->transform) {
        walk_transformed(walk, fragment, depth);
        return;
    }
    hp_rect rect = walk->transformed ? hp_matrix_bounds(walk->transform, fragment->rect) : fragment->rect;
    gboolean picture = fragment->type == HP_FRAGMENT_IMAGE || fragment->type == HP_FRAGMENT_PLACEHOLDER ||
                       fragment->type == HP_FRAGMENT_FORMULA;
    gboolean visible = fragment->style->visibility == HP_VISIBILITY_VISIBLE;
    hp_element *element;

    if (depth > DEPTH_MAX || !(element = hp_writer_element(walk->writer, fragment->meaning)) || element->artifact)
        return;
    element_place(walk, element, &rect);
    if (picture && (element->role == HP_ROLE_FIGURE || element->role == HP_ROLE_FORMULA))
        figure_extend(walk, element, &rect);
    if (element->link && visible && (picture || fragment->type == HP_FRAGMENT_TEXT) && rect.width > 0 &&
        rect.height > 0)
        link_extend(walk, element->link, &rect);
    /* An empty cell keeps its place in the row. */
    if (fragment->type == HP_FRAGMENT_BOX && !element->used &&
        (element->role == HP_ROLE_TABLE_CELL || element->role == HP_ROLE_TABLE_HEADER_CELL))
        hp_element_use(walk->writer, element);
    for (size_t i = 0; i < fragment->n_children; i++)
        walk_fragment(walk, fragment->children[i], depth + 1);
}

static gboolean is_identity(hp_matrix m)
{
    return m.xx == 1 && m.yx == 0 && m.xy == 0 && m.yy == 1 && m.x0 == 0 && m.y0 == 0;
}

void hp_writer_collect(hp_pdf_writer *writer, const hp_page *page, hp_matrix map, unsigned number)
{
    page_walk walk = {writer, number, NULL, map, !is_identity(map)};

    if (page->root)
        walk_fragment(&walk, page->root, 0);
}
