/*
 * One line box (CSS 2.2 §9.4.2): the tree of inline boxes over its pieces.
 */
#include "layout/inline-internal.h"
#include "layout/positioned.h"

#include <math.h>
#include <string.h>

typedef struct {
    hp_layouter *l;
    const hp_inline *content;
    const hp_line_state *state;
    const hp_line_reach *height;
    hp_laid *line;
} line_maker;

static gboolean needs_box(const hp_style *style)
{
    for (int side = 0; side < 4; side++)
        if (style->border[side].width > 0)
            return TRUE;
    return style->background_color.a > 0 || style->background || style->box_shadow || style->outline.width > 0 ||
           style->opacity < 1 || style->position != HP_POSITION_STATIC;
}

static const hp_decoration *decorations_of(line_maker *m, const hp_box *box, double baseline,
                                           const hp_decoration *inner)
{
    const hp_style *style = box->style;
    const hp_font *font = hp_fonts_lookup(m->l->context->fonts, style);
    double own =
        box->kind == HP_BOX_INLINE ? hp_line_baseline(m->l, m->height, box, m->state->container) : m->height->above;
    double thickness = hp_length_is_auto(style->decoration_thickness)
                           ? MAX(font->underline_thickness, font->size / 16)
                           : hp_length_resolve(style->decoration_thickness, font->size);
    /* An offset of its own is where the line's upper edge is. */
    double under = hp_length_is_auto(style->underline_offset)
                       ? font->underline_offset
                       : hp_length_resolve(style->underline_offset, font->size) + thickness / 2;
    const struct {
        hp_decoration_line line;
        double offset;
    } lines[] = {{HP_DECORATION_UNDERLINE, under},
                 {HP_DECORATION_OVERLINE, -font->ascent},
                 {HP_DECORATION_LINE_THROUGH, -font->strike_offset}};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        if (!(style->decoration_lines & lines[i].line))
            continue;
        hp_decoration *decoration = hp_arena_make(m->l->arena, hp_decoration);
        *decoration = (hp_decoration){
            inner,    lines[i].line, style->decoration_style, style->decoration_color, lines[i].offset + own - baseline,
            thickness};
        inner = decoration;
    }
    return inner;
}

/* The decorations that cross a text: of the inline boxes around it and of the
 * blocks around those, up to what lays its own content out (CSS Text
 * Decoration 3 §2). */
static const hp_decoration *text_decorations(line_maker *m, const hp_box *text, double baseline)
{
    const hp_decoration *list = NULL;
    for (const hp_box *box = text->kind == HP_BOX_TEXT ? text->parent : text; box; box = box->parent) {
        if (box->style->decoration_lines && box->kind != HP_BOX_TEXT)
            list = decorations_of(m, box, baseline, list);
        gboolean atomic = box->inline_level && box->kind != HP_BOX_INLINE && box->kind != HP_BOX_RUBY;
        gboolean annotation = box->parent && box->parent->kind == HP_BOX_RUBY && box != box->parent->first_child;
        if (atomic || annotation || box->floating || box->absolute)
            break;
    }
    return list;
}

/* Whether b, next to a on the page, goes on with a's text. */
static gboolean joins(const hp_item *a, const hp_item *b)
{
    if (b->kind != HP_ITEM_TEXT || a->box != b->box || a->word->face != b->word->face || a->extra > 0 ||
        a->word->level != b->word->level || a->is_tab || b->is_tab)
        return FALSE;
    return (a->word->level & 1) ? b->end == a->start : b->start == a->end;
}

/* Pieces that follow one another on the page and in the text become one run of
 * glyphs. first to last: in visual order. */
static hp_laid *text_make(line_maker *m, const hp_item *const *pieces, guint count)
{
    const hp_item *first = pieces[0], *last = pieces[count - 1];
    const hp_box *text = first->box;
    const hp_box *inline_box = text->kind == HP_BOX_INLINE ? text : text->parent;
    double baseline = hp_line_baseline(m->l, m->height, inline_box, m->state->container);
    const hp_font *font = hp_fonts_lookup(m->l->context->fonts, text->style);
    hp_laid *laid = hp_laid_make(m->l, HP_LAID_TEXT, text, text->style, text->meaning);
    laid->rect =
        (hp_rect){first->x, baseline - font->ascent, last->x + last->width - first->x, font->ascent + font->descent};
    laid->baseline = font->ascent;
    laid->paragraph = m->content->paragraph;
    laid->face = first->word->face;
    laid->rtl = first->word->level & 1;
    laid->start = laid->rtl ? last->start : first->start;
    laid->end = laid->rtl ? first->end : last->end;
    if (laid->end > laid->start && laid->paragraph->text[laid->end - 1] == '\n')
        laid->end--;
    laid->decorations = text_decorations(m, text, baseline);
    if (count == 1) {
        laid->glyphs = first->glyphs;
        laid->n_glyphs = first->n_glyphs;
        return laid;
    }
    for (guint i = 0; i < count; i++)
        laid->n_glyphs += pieces[i]->n_glyphs;
    hp_glyph *glyphs = hp_arena_make_array(m->l->arena, hp_glyph, laid->n_glyphs);
    laid->glyphs = glyphs;
    for (guint i = 0; i < count; i++) {
        memcpy(glyphs, pieces[i]->glyphs, pieces[i]->n_glyphs * sizeof *glyphs);
        glyphs += pieces[i]->n_glyphs;
    }
    return laid;
}

typedef struct {
    hp_laid *laid;
    const hp_box *box;
    double left, right;
    gboolean has_start, has_end;
} open_box;

static open_box *open_push(line_maker *m, GArray *stack, hp_laid *parent, const hp_box *box)
{
    open_box open = {.box = box, .left = INFINITY, .right = -INFINITY};
    if (needs_box(box->style)) {
        open.laid = hp_laid_make(m->l, HP_LAID_BOX, box, box->style, box->meaning);
        hp_laid_append(parent, open.laid);
    }
    g_array_append_val(stack, open);
    return &g_array_index(stack, open_box, stack->len - 1);
}

static hp_laid *innermost(line_maker *m, const GArray *stack)
{
    for (guint i = stack->len; i-- > 0;)
        if (g_array_index(stack, open_box, i).laid)
            return g_array_index(stack, open_box, i).laid;
    return m->line;
}

static void widen(GArray *stack, double left, double right)
{
    for (guint i = 0; i < stack->len; i++) {
        open_box *open = &g_array_index(stack, open_box, i);
        open->left = MIN(open->left, left);
        open->right = MAX(open->right, right);
    }
}

static void move(hp_laid *laid, double dx, double dy)
{
    laid->rect.x += dx;
    laid->rect.y += dy;
}

/* Gives an inline box its rect: content from its first to its last piece, the
 * font's height, and its own borders and padding around. Children were placed
 * in the line; now they are placed in the box. */
static void open_pop(line_maker *m, GArray *stack, double basis)
{
    open_box open = g_array_index(stack, open_box, stack->len - 1);
    g_array_set_size(stack, stack->len - 1);
    hp_laid *laid = open.laid;
    if (!laid)
        return;
    const hp_style *style = open.box->style;
    const hp_font *font = hp_fonts_lookup(m->l->context->fonts, style);
    hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, basis),
             margins = hp_used_margins(style, basis);
    double baseline = hp_line_baseline(m->l, m->height, open.box, m->state->container);
    gboolean rtl = style->direction == HP_DIRECTION_RTL;
    gboolean own_left = rtl ? open.has_end : open.has_start, own_right = rtl ? open.has_start : open.has_end;
    double left = open.left + (own_left ? margins.left : 0), right = open.right - (own_right ? margins.right : 0);
    double top = baseline - font->ascent - padding.top - borders.top;
    laid->rect = (hp_rect){left, top, MAX(right - left, 0),
                           font->ascent + font->descent + padding.top + padding.bottom + borders.top + borders.bottom};
    laid->open_sides = (own_left ? 0u : 1u << HP_LEFT) | (own_right ? 0u : 1u << HP_RIGHT);
    for (hp_laid *child = laid->first_child; child; child = child->next)
        move(child, -laid->rect.x, -laid->rect.y);
}

static void add_atomic(line_maker *m, GArray *stack, const hp_item *piece)
{
    hp_laid *laid = piece->atomic.laid;
    laid->rect.x = piece->x + piece->atomic.margins.left;
    laid->rect.y = hp_line_atomic_top(m->l, m->height, piece, m->state->container) + piece->atomic.margins.top;
    widen(stack, piece->x, piece->x + piece->width);
    laid->next = NULL; /* a line taken anew places it a second time */
    hp_laid_append(innermost(m, stack), laid);
}

/* Text pieces from index `from` on that join; returns how many. */
static guint add_text(line_maker *m, GArray *stack, const GArray *pieces, guint from)
{
    g_autoptr(GPtrArray) run = g_ptr_array_new();
    guint count = 0;
    for (guint i = from; i < pieces->len; i++) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (count &&
            !(joins(g_ptr_array_index(run, run->len - 1), piece) || joins(piece, g_ptr_array_index(run, run->len - 1))))
            break;
        g_ptr_array_add(run, (gpointer)piece);
        count++;
    }
    const hp_item *first = g_ptr_array_index(run, 0), *last = g_ptr_array_index(run, run->len - 1);
    if (first->word->level & 1)
        for (guint a = 0, z = run->len; a + 1 < z; a++, z--) {
            gpointer swap = run->pdata[a];
            run->pdata[a] = run->pdata[z - 1];
            run->pdata[z - 1] = swap;
        }
    double left = MIN(first->x, last->x), right = MAX(first->x + first->width, last->x + last->width);
    widen(stack, left, right);
    /* Forced breaks and blanks that hang have nothing to show. */
    if (!first->is_tab && first->word->face && right > left)
        hp_laid_append(innermost(m, stack), text_make(m, (const hp_item *const *)(void *)run->pdata, run->len));
    return count;
}

static gboolean has_content(const GArray *pieces, guint before)
{
    for (guint i = 0; i < before; i++)
        if (g_array_index(pieces, hp_item, i).kind == HP_ITEM_TEXT ||
            g_array_index(pieces, hp_item, i).kind == HP_ITEM_ATOMIC)
            return TRUE;
    return FALSE;
}

static void make_tree(line_maker *m, hp_line_state *state, const GArray *pieces, double basis)
{
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(open_box));
    for (guint i = 0; i < state->open->len; i++)
        open_push(m, stack, innermost(m, stack), g_ptr_array_index(state->open, i));
    for (guint i = 0; i < pieces->len;) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        switch (piece->kind) {
        case HP_ITEM_TEXT: i += add_text(m, stack, pieces, i); continue;
        case HP_ITEM_ATOMIC: add_atomic(m, stack, piece); break;
        case HP_ITEM_OPEN:
            open_push(m, stack, innermost(m, stack), piece->box)->has_start = piece->box->starts;
            widen(stack, piece->x, piece->x + piece->width);
            g_ptr_array_add(state->open, (gpointer)piece->box);
            break;
        case HP_ITEM_CLOSE:
            widen(stack, piece->x, piece->x + piece->width);
            g_array_index(stack, open_box, stack->len - 1).has_end = piece->box->ends;
            open_pop(m, stack, basis);
            g_ptr_array_set_size(state->open, (int)state->open->len - 1);
            break;
        case HP_ITEM_ANCHOR: {
            double before = has_content(pieces, i) ? m->line->rect.height : 0;
            hp_laid_append(innermost(m, stack), hp_line_anchor(m->l, piece->box, piece->x, before));
            break;
        }
        case HP_ITEM_FLOAT: break; /* no piece */
        }
        i++;
    }
    while (stack->len)
        open_pop(m, stack, basis);
}

/* §9.4.2: a line with nothing on it but empty inline boxes is as good as none. */
static gboolean line_counts(const GArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_ATOMIC || piece->must_break || (piece->kind != HP_ITEM_TEXT && piece->width != 0))
            return TRUE;
        if (piece->kind == HP_ITEM_TEXT && piece->width > piece->blank)
            return TRUE;
    }
    return FALSE;
}

static void follow_open_boxes(hp_line_state *state, const GArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_OPEN)
            g_ptr_array_add(state->open, (gpointer)piece->box);
        else if (piece->kind == HP_ITEM_CLOSE)
            g_ptr_array_set_size(state->open, (int)state->open->len - 1);
    }
}

hp_laid *hp_line_anchor(hp_layouter *l, const hp_box *box, double x, double before)
{
    return hp_positioned_anchor(l, box, box->style->was_inline ? (hp_point){x, 0} : (hp_point){0, before});
}

hp_laid *hp_line_place(hp_layouter *l, const hp_inline *content, hp_line_state *state, hp_line_content *line,
                       double indent, double width)
{
    hp_line_ellipsize(l, content, state, line, width - indent);
    if (!line_counts(line->pieces)) {
        if (line->pieces->len)
            hp_line_align(content, state, line, indent, width);
        follow_open_boxes(state, line->pieces);
        return NULL;
    }
    hp_line_reach height = hp_line_measure(l, state, line->pieces);
    hp_line_align(content, state, line, indent, width);
    const hp_box *container = state->container;
    hp_laid *laid = hp_laid_make(l, HP_LAID_LINE, container, container->style, container->meaning);
    laid->rect = (hp_rect){0, 0, width, height.above + height.below};
    laid->baseline = laid->first_baseline = height.above;
    line_maker maker = {l, content, state, &height, laid};
    make_tree(&maker, state, line->pieces, state->basis);
    if (line->ellipsis) {
        line->ellipsis->rect.y = height.above - line->ellipsis->baseline;
        hp_laid_append(laid, line->ellipsis);
    }
    return laid;
}
