/*
 * Fragments of one page: what of the column falls between two cuts, at its
 * place on the page. Boxes that a cut crosses come in slices, without the
 * border on the cut side (box-decoration-break: slice).
 */
#include "layout/layout-internal.h"

#include <math.h>
#include <string.h>

typedef struct {
    hp_layouter *l;
    const hp_page_cut *cut;
    const hp_meaning *artifact; /* of everything, when it repeats; else NULL */
} emitter;

/* What of a laid box goes on the page: what stands between the cuts; all of it,
 * because an atom above does; or nothing but absolute boxes that do. */
typedef enum { PART_BETWEEN, PART_ALL, PART_ANCHORS } part;

static hp_fragment *fragment_make(emitter *e, hp_fragment_type type, const hp_laid *laid, double x, double y)
{
    hp_fragment *fragment = hp_arena_make(e->l->arena, hp_fragment);
    fragment->type = type;
    fragment->rect = (hp_rect){x, y + e->cut->shift, laid->rect.width, laid->rect.height};
    fragment->style = laid->style;
    fragment->meaning = e->artifact ? e->artifact : laid->meaning;
    fragment->open_sides = laid->open_sides;
    fragment->borders = laid->borders;
    return fragment;
}

static gboolean on_page(const emitter *e, double y)
{
    return y >= e->cut->start - 0.01 && y < e->cut->end - 0.01;
}

static void add_text(emitter *e, GPtrArray *out, const hp_laid *laid, double x, double y)
{
    hp_fragment *fragment = fragment_make(e, HP_FRAGMENT_TEXT, laid, x, y);
    fragment->text =
        (hp_text_fragment){laid->face,       laid->glyphs, laid->n_glyphs, laid->paragraph->text,
                           laid->start,      laid->end,    laid->rtl,      fragment->rect.y + laid->baseline,
                           laid->decorations};
    g_ptr_array_add(out, fragment);
}

static void emit(emitter *e, GPtrArray *out, const hp_laid *laid, double x, double y, part shown);

static void emit_children(emitter *e, GPtrArray *out, const hp_laid *laid, double x, double y, part shown)
{
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        emit(e, out, child, x + child->rect.x, y + child->rect.y, shown);
}

/* ---- transforms ---- */

static hp_matrix translation(double x, double y)
{
    return (hp_matrix){1, 0, 0, 1, x, y};
}

/* CSS Transforms 1 §6. FALSE when there is nothing left to see. */
static gboolean transform_make(emitter *e, const hp_laid *laid, double x, double y, const hp_matrix **result)
{
    const hp_style *style = laid->style;
    *result = NULL;
    if (!hp_style_is_transformed(style) || laid->box->kind == HP_BOX_INLINE)
        return TRUE;
    double width = laid->rect.width, height = laid->rect.height;
    double origin_x = x + hp_length_resolve(style->transform_origin[0], width),
           origin_y = y + e->cut->shift + hp_length_resolve(style->transform_origin[1], height);
    hp_matrix matrix = translation(origin_x, origin_y);
    const hp_transform *const lists[] = {style->translate, style->rotate, style->scale, style->transform};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        for (const hp_transform *t = lists[i]; t; t = t->next)
            matrix = hp_matrix_multiply(
                matrix, t->is_translate ? translation(hp_length_resolve(t->x, width), hp_length_resolve(t->y, height))
                                        : t->matrix);
    matrix = hp_matrix_multiply(matrix, translation(-origin_x, -origin_y));
    double determinant = matrix.xx * matrix.yy - matrix.xy * matrix.yx;
    *result = hp_arena_copy(e->l->arena, &matrix, sizeof matrix);
    return isfinite(determinant) && fabs(determinant) > 1e-9 && isfinite(matrix.x0) && isfinite(matrix.y0);
}

/* ---- boxes ---- */

static void adopt(emitter *e, hp_fragment *fragment, GPtrArray *children)
{
    fragment->n_children = children->len;
    fragment->children = hp_arena_copy(e->l->arena, children->pdata, children->len * sizeof(gpointer));
}

/* A placeholder is quiet: no border, no shadow, only a shade of grey. The room
 * that the border takes stays. */
static const hp_style *placeholder_style(hp_layouter *l, const hp_style *style)
{
    hp_style *quiet = hp_arena_copy(l->arena, style, sizeof *style);
    for (int side = 0; side < 4; side++)
        quiet->border[side].color.a = 0;
    quiet->box_shadow = NULL;
    quiet->background = NULL;
    quiet->background_color = (hp_color){0.5f, 0.5f, 0.5f, 0.1f};
    return quiet;
}

/* Of an address its last part tells a person most. */
static const char *address_name(const char *text)
{
    const char *slash = strstr(text, "://") ? strrchr(text, '/') : NULL;
    return slash && slash[1] ? slash + 1 : text;
}

/* The alternative text of a missing picture, set small inside its frame. */
static void fill_placeholder(emitter *e, hp_fragment *frame, const hp_laid *laid)
{
    hp_layouter *l = e->l;
    const char *text = address_name(laid->box->alt);
    hp_style *style = (hp_style *)hp_style_anonymous(l->arena, laid->style, HP_DISPLAY_BLOCK);
    style->font_size = CLAMP(style->font_size, 8, 14);
    style->text_align = HP_TEXT_ALIGN_CENTER;
    style->overflow_wrap = HP_OVERFLOW_WRAP_ANYWHERE;
    style->line_height = (hp_line_height){HP_LINE_HEIGHT_NUMBER, 1.2f};
    style->text_shadow = NULL;
    style->letter_spacing = 0;
    hp_box *block = hp_arena_make(l->arena, hp_box), *run = hp_arena_make(l->arena, hp_box);
    *block = (hp_box){.kind = HP_BOX_BLOCK,
                      .inline_content = TRUE,
                      .style = style,
                      .meaning = laid->meaning,
                      .first_child = run,
                      .last_child = run};
    *run = (hp_box){.kind = HP_BOX_TEXT,
                    .inline_level = TRUE,
                    .style = style,
                    .meaning = laid->meaning,
                    .parent = block,
                    .text = text};
    double width = MAX(frame->content.width - 16, 1);
    hp_laid *column = hp_laid_make(l, HP_LAID_BOX, block, style, laid->meaning);
    double height = hp_layout_inline(l, block, column, (hp_point){0, 0}, width, (hp_containing){width, HP_INDEFINITE});
    if (height > frame->content.height)
        return;
    g_autoptr(GPtrArray) children = g_ptr_array_new();
    double top = frame->content.y + (frame->content.height - height) / 2 - e->cut->shift;
    emit_children(e, children, column, frame->content.x + 8, top, PART_ALL);
    adopt(e, frame, children);
}

static void add_picture(emitter *e, GPtrArray *out, const hp_laid *laid, double x, double y)
{
    const hp_box *box = laid->box;
    const hp_matrix *transform;
    if (!transform_make(e, laid, x, y, &transform))
        return;
    hp_fragment *fragment = fragment_make(e, box->image ? HP_FRAGMENT_IMAGE : HP_FRAGMENT_PLACEHOLDER, laid, x, y);
    fragment->image = box->image;
    fragment->transform = transform;
    fragment->content = hp_rect_inset(
        fragment->rect, hp_edges_add(hp_used_borders(laid->style), hp_used_padding(laid->style, laid->rect.width)));
    if (!box->image) {
        fragment->style = placeholder_style(e->l, laid->style);
        fill_placeholder(e, fragment, laid);
    }
    g_ptr_array_add(out, fragment);
}

/* Boxes that the order of painting has to know (CSS 2.2 Appendix E). */
static gboolean stacks(const hp_style *style)
{
    return style->opacity < 1 || style->clip_path || style->blend != HP_BLEND_NORMAL ||
           style->position != HP_POSITION_STATIC || style->floating != HP_FLOAT_NONE ||
           hp_style_is_transformed(style) || hp_overflow_clips(style->overflow_x);
}

static void add_formula(emitter *e, GPtrArray *out, const hp_laid *laid, double x, double y)
{
    hp_fragment *fragment = fragment_make(e, HP_FRAGMENT_FORMULA, laid, x, y);
    hp_edges frame = hp_edges_add(hp_used_borders(laid->style), hp_used_padding(laid->style, laid->rect.width));
    fragment->formula = laid->formula;
    double spare = laid->rect.width - frame.left - frame.right - laid->formula->width;
    fragment->origin = (hp_point){fragment->rect.x + frame.left + MAX(spare, 0) / 2, fragment->rect.y + laid->baseline};
    g_ptr_array_add(out, fragment);
}

static gboolean shows(const hp_laid *laid)
{
    const hp_style *style = laid->style;
    for (int side = 0; side < 4; side++)
        if (style->border[side].width > 0 || (laid->borders && laid->borders[side].width > 0))
            return TRUE;
    return style->background_color.a > 0 || style->background || style->box_shadow || style->outline.width > 0 ||
           stacks(style);
}

/* Cuts a box's rect to the page. Borders that collapse belong to the table,
 * which is not closed where it is cut. */
static void slice(emitter *e, hp_fragment *fragment, const hp_laid *laid, double y)
{
    double top = MAX(y, e->cut->start), end = y + laid->rect.height, bottom = end;
    gboolean cloned = laid->style->decorations_cloned;
    gboolean stays_open = !cloned || (laid->box->is_cell && laid->style->border_collapse);
    if (end > e->cut->end + 0.01)
        bottom = MIN(e->cut->end, e->cut->limit);
    bottom = MAX(bottom, top);
    gboolean cut_above = top > y + 0.01, cut_below = fabs(bottom - end) > 0.01; /* it goes on, or has ended before */
    if (cut_above && stays_open)
        fragment->open_sides |= 1u << HP_TOP;
    if (cut_below && stays_open)
        fragment->open_sides |= 1u << HP_BOTTOM;
    top -= cut_above && cloned ? e->cut->clone_above : 0;
    bottom += cut_below && cloned ? e->cut->clone_below : 0;
    fragment->rect.y = top + e->cut->shift;
    fragment->rect.height = bottom - top;
}

/* A table that goes on begins with the head that it repeats. */
static void make_room_for_head(const emitter *e, hp_fragment *fragment)
{
    double height = e->cut->head->rect.height;
    fragment->rect.y -= height;
    fragment->rect.height += height;
}

static void add_box(emitter *e, GPtrArray *out, const hp_laid *laid, double x, double y, part shown)
{
    if (shown == PART_ANCHORS) {
        if (laid->has_anchors)
            emit_children(e, out, laid, x, y, shown);
        return;
    }
    g_autoptr(GPtrArray) children = g_ptr_array_new();
    const hp_matrix *transform;
    double height = laid->rect.height, reach = y + MAX(height, laid->reach);
    gboolean begins = shown == PART_ALL || on_page(e, y);
    gboolean is_over = !begins && height > 0 && y + height <= e->cut->start + 0.01;
    if (!transform_make(e, laid, x, y, &transform))
        return;
    if (!begins && !laid->has_anchors && (reach <= e->cut->start + 0.01 || y >= e->cut->end - 0.01) && height > 0)
        return;
    emit_children(e, children, laid, x, y, shown);
    /* Anchors are link targets, and a row tells of its empty cells, too. */
    gboolean counts = begins && ((laid->meaning && laid->meaning->id) || laid->box->is_cell);
    /* A cell goes on beside another, with nothing in it. */
    gboolean goes_on = !begins && laid->box->is_cell && shows(laid);
    if (!children->len && !(begins && shows(laid)) && !counts && !goes_on)
        return;
    if (is_over || (!shows(laid) && !counts)) {
        for (guint i = 0; i < children->len; i++)
            g_ptr_array_add(out, g_ptr_array_index(children, i));
        return;
    }
    hp_fragment *fragment = fragment_make(e, HP_FRAGMENT_BOX, laid, x, y);
    fragment->transform = transform;
    if (shown == PART_BETWEEN)
        slice(e, fragment, laid, y);
    if (e->cut->head && laid == e->cut->table)
        make_room_for_head(e, fragment);
    adopt(e, fragment, children);
    g_ptr_array_add(out, fragment);
}

/* An absolute box is whole, on the page where it begins. */
static void add_anchored(emitter *e, GPtrArray *out, const hp_laid *anchor, double x, double y)
{
    for (const hp_laid *child = anchor->first_child; child; child = child->next) {
        double top = y + child->rect.y;
        if (on_page(e, top))
            emit(e, out, child, x + child->rect.x, top, PART_ALL);
        else if (child->has_anchors)
            emit(e, out, child, x + child->rect.x, top, PART_ANCHORS);
    }
}

static void emit(emitter *e, GPtrArray *out, const hp_laid *laid, double x, double y, part shown)
{
    /* Of a font that is taller than its line a marker sticks out of it. */
    double place = laid->kind == HP_LAID_TEXT ? y + laid->baseline : y;
    gboolean placed = shown == PART_ALL || (shown == PART_BETWEEN && on_page(e, place));
    switch (laid->kind) {
    case HP_LAID_TEXT:
        if (placed)
            add_text(e, out, laid, x, y);
        break;
    case HP_LAID_MARKER:
        if (placed) {
            hp_fragment *fragment = fragment_make(e, HP_FRAGMENT_MARKER, laid, x, y);
            fragment->marker = laid->box->marker->shape;
            g_ptr_array_add(out, fragment);
        }
        break;
    case HP_LAID_LINE:
        /* A line is of one page, however far its text sticks out of it. */
        if (hp_laid_has_objects(laid))
            emit_children(e, out, laid, x, y, shown);
        else if (placed || laid->has_anchors)
            emit_children(e, out, laid, x, y, placed ? PART_ALL : PART_ANCHORS);
        break;
    case HP_LAID_ANCHOR: add_anchored(e, out, laid, x, y); break;
    case HP_LAID_BOX:
        if (laid->box->kind != HP_BOX_REPLACED)
            add_box(e, out, laid, x, y, shown);
        else if (placed && laid->formula)
            add_formula(e, out, laid, x, y);
        else if (placed)
            add_picture(e, out, laid, x, y);
        break;
    }
}

static void add_overlay(hp_layouter *l, GPtrArray *out, const hp_page_overlay *overlay)
{
    const hp_page_cut page = {-INFINITY, INFINITY, 0, INFINITY};
    emitter e = {l, &page, overlay->artifact};
    for (guint i = 0; i < overlay->laid->len; i++) {
        const hp_laid *laid = g_ptr_array_index(overlay->laid, i);
        emit(&e, out, laid, laid->rect.x, laid->rect.y, PART_ALL);
    }
}

/* For readers the head was there when the table began: what repeats it is
 * decoration. */
static void add_head(hp_layouter *l, GPtrArray *out, const hp_page_cut *cut, double x)
{
    const hp_page_cut place = {-INFINITY, INFINITY, cut->head_shift, INFINITY};
    hp_meaning *artifact = hp_arena_make(l->arena, hp_meaning);
    artifact->role = HP_ROLE_ARTIFACT;
    artifact->order = (*l->context->next_order)++;
    emitter e = {l, &place, artifact};
    emit(&e, out, cut->head, x + cut->head_at.x, cut->head_at.y, PART_ALL);
}

const hp_fragment *hp_emit_page(hp_layouter *l, const hp_laid *root, const hp_page_cut *cut, double x,
                                const hp_page_overlay *overlay)
{
    emitter e = {l, cut, NULL};
    g_autoptr(GPtrArray) children = g_ptr_array_new();
    emit_children(&e, children, root, x, 0, PART_BETWEEN);
    if (cut->head)
        add_head(l, children, cut, x);
    if (overlay)
        add_overlay(l, children, overlay);
    hp_fragment *fragment = fragment_make(&e, HP_FRAGMENT_BOX, root, x, 0);
    slice(&e, fragment, root, 0);
    adopt(&e, fragment, children);
    return fragment;
}

const hp_fragment *hp_emit_group(hp_layouter *l, GPtrArray *parts)
{
    const hp_fragment *first = g_ptr_array_index(parts, 0);
    if (parts->len == 1)
        return first;
    hp_fragment *group = hp_arena_make(l->arena, hp_fragment);
    group->type = HP_FRAGMENT_BOX;
    group->rect = (hp_rect){0, 0, l->context->page_width, l->context->page_height};
    group->style = hp_style_anonymous(l->arena, first->style, HP_DISPLAY_BLOCK);
    group->meaning = first->meaning;
    group->n_children = parts->len;
    group->children = hp_arena_copy(l->arena, parts->pdata, parts->len * sizeof(gpointer));
    return group;
}
