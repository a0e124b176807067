/*
 * One line box (CSS 2.2 §9.4.2, §10.8): its pieces in visual order, aligned,
 * on their baselines, and the tree of inline boxes over them.
 */
#include "layout/inline-internal.h"
#include "layout/positioned.h"

#include <math.h>
#include <string.h>

void hp_line_extents(hp_layouter *l, const hp_style *style, double *above, double *below)
{
    const hp_font *font = hp_fonts_lookup(l->context->fonts, style);
    double height = font->ascent + font->descent;
    double line_height = height + font->line_gap;
    if (style->line_height.kind == HP_LINE_HEIGHT_NUMBER)
        line_height = (double)style->line_height.value * font->size;
    else if (style->line_height.kind == HP_LINE_HEIGHT_PX)
        line_height = (double)style->line_height.value;
    *above = font->ascent + floor((line_height - height) / 2);
    *below = line_height - *above;
}

/* ---- vertical ---- */

typedef enum { ALIGN_BASELINE, ALIGN_TOP, ALIGN_BOTTOM } line_edge;

/* Parts of the line that stand on the root's baseline, and the tallest part
 * that hangs on the line's own top or bottom. */
typedef struct {
    double above, below;
    double from_top, from_bottom;
} line_height;

static void line_height_add(line_height *h, line_edge edge, double above, double below)
{
    switch (edge) {
    case ALIGN_BASELINE:
        h->above = MAX(h->above, above);
        h->below = MAX(h->below, below);
        break;
    case ALIGN_TOP: h->from_top = MAX(h->from_top, above + below); break;
    case ALIGN_BOTTOM: h->from_bottom = MAX(h->from_bottom, above + below); break;
    }
}

/* How far vertical-align raises a box's baseline over its parent's (§10.8.1).
 * above and below: of the box itself, for the values that look at its edges. */
static double raise_over_parent(hp_layouter *l, const hp_style *style, const hp_style *parent, double above,
                                double below)
{
    const hp_font *font = hp_fonts_lookup(l->context->fonts, parent);
    switch (style->vertical_align) {
    case HP_VERTICAL_ALIGN_SUB: return -(floor(font->size / 5) + 1);
    case HP_VERTICAL_ALIGN_SUPER: return floor(font->size / 3) + 1;
    case HP_VERTICAL_ALIGN_TEXT_TOP: return font->ascent - above;
    case HP_VERTICAL_ALIGN_TEXT_BOTTOM: return below - font->descent;
    case HP_VERTICAL_ALIGN_MIDDLE: return font->x_height / 2 - (above - below) / 2;
    case HP_VERTICAL_ALIGN_LENGTH: {
        double up, down;
        hp_line_extents(l, style, &up, &down);
        return hp_length_resolve(style->vertical_shift, up + down);
    }
    default: return 0;
    }
}

typedef struct {
    double raise; /* over the root's baseline */
    line_edge edge;
    const hp_box *edge_box; /* the box that hangs on the edge */
} place;

static line_edge edge_of(const hp_style *style)
{
    return style->vertical_align == HP_VERTICAL_ALIGN_TOP      ? ALIGN_TOP
           : style->vertical_align == HP_VERTICAL_ALIGN_BOTTOM ? ALIGN_BOTTOM
                                                               : ALIGN_BASELINE;
}

/* Where an inline box stands, through all the boxes around it. */
static place inline_place(hp_layouter *l, const hp_box *box, const hp_box *container)
{
    if (!box || box == container || box->kind != HP_BOX_INLINE)
        return (place){0, ALIGN_BASELINE, NULL};
    place outer = inline_place(l, box->parent, container);
    line_edge edge = edge_of(box->style);
    if (edge != ALIGN_BASELINE)
        return (place){0, edge, box};
    double above, below;
    hp_line_extents(l, box->style, &above, &below);
    outer.raise += raise_over_parent(l, box->style, box->parent->style, above, below);
    return outer;
}

static void atomic_extents(const hp_item *piece, double *above, double *below)
{
    const hp_laid *laid = piece->atomic.laid;
    double baseline = laid->baseline;
    gboolean bottom = isnan(baseline) || (piece->box->kind == HP_BOX_REPLACED && !piece->box->math) ||
                      piece->box->style->overflow_y != HP_OVERFLOW_VISIBLE;
    if (piece->box->kind == HP_BOX_TABLE && !isnan(laid->first_baseline))
        baseline = laid->first_baseline;
    if (bottom)
        baseline = laid->rect.height + piece->atomic.margins.bottom;
    *above = baseline + piece->atomic.margins.top;
    *below = laid->rect.height + piece->atomic.margins.bottom - baseline;
}

static place atomic_place(hp_layouter *l, const hp_item *piece, const hp_box *container)
{
    line_edge edge = edge_of(piece->box->style);
    if (edge != ALIGN_BASELINE)
        return (place){0, edge, piece->box};
    place outer = inline_place(l, piece->box->parent, container);
    double above, below;
    atomic_extents(piece, &above, &below);
    outer.raise += raise_over_parent(l, piece->box->style, piece->box->parent->style, above, below);
    return outer;
}

static void add_inline_box(hp_layouter *l, line_height *h, const hp_box *box, const hp_box *container)
{
    place at = inline_place(l, box, container);
    double above, below;
    hp_line_extents(l, box->style, &above, &below);
    line_height_add(h, at.edge, above + at.raise, below - at.raise);
}

static line_height measure_line(hp_layouter *l, const hp_line_state *state, const GArray *pieces)
{
    line_height h = {-INFINITY, -INFINITY, 0, 0};
    double above, below;
    hp_line_extents(l, state->container->style, &above, &below);
    line_height_add(&h, ALIGN_BASELINE, above, below);
    for (guint i = 0; i < state->open->len; i++)
        add_inline_box(l, &h, g_ptr_array_index(state->open, i), state->container);
    for (guint i = 0; i < pieces->len; i++) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_OPEN) {
            add_inline_box(l, &h, piece->box, state->container);
        } else if (piece->kind == HP_ITEM_ATOMIC) {
            place at = atomic_place(l, piece, state->container);
            atomic_extents(piece, &above, &below);
            line_height_add(&h, at.edge, above + at.raise, below - at.raise);
        }
    }
    /* §10.8.1: boxes on the edges make the line taller only where it must be;
     * top ones reach down, bottom ones up. */
    if (h.from_top > h.above + h.below)
        h.below = h.from_top - h.above;
    if (h.from_bottom > h.above + h.below)
        h.above = h.from_bottom - h.below;
    return h;
}

/* The y of a baseline in the line. */
static double baseline_at(const line_height *h, place at, double above, double below)
{
    switch (at.edge) {
    case ALIGN_TOP: return above - at.raise;
    case ALIGN_BOTTOM: return h->above + h->below - below - at.raise;
    default: return h->above - at.raise;
    }
}

static double inline_baseline(hp_layouter *l, const line_height *h, const hp_box *box, const hp_box *container)
{
    place at = inline_place(l, box, container);
    double above = 0, below = 0;
    if (at.edge_box)
        hp_line_extents(l, at.edge_box->style, &above, &below);
    return baseline_at(h, at, above, below);
}

/* ---- horizontal ---- */

/* Visual order by rule L2 of UAX #9. order: indices of pieces. */
static void reorder(const GArray *pieces, guint *order, uint8_t base)
{
    g_autofree uint8_t *levels = g_new(uint8_t, pieces->len + 1);
    uint8_t highest = base, lowest_odd = 255;
    for (guint i = 0; i < pieces->len; i++) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        levels[i] = piece->word ? piece->word->level : base;
        /* Blanks at the line's end follow the paragraph (rule L1). */
        highest = MAX(highest, levels[i]);
        if (levels[i] & 1)
            lowest_odd = MIN(lowest_odd, levels[i]);
        order[i] = i;
    }
    if (base & 1)
        lowest_odd = MIN(lowest_odd, base);
    for (int level = highest; level >= lowest_odd; level--)
        for (guint i = 0; i < pieces->len; i++) {
            guint end = i;
            while (end < pieces->len && levels[end] >= level)
                end++;
            for (guint a = i, z = end; a + 1 < z; a++, z--) {
                guint swap = order[a];
                order[a] = order[z - 1];
                order[z - 1] = swap;
            }
            /* levels stay in logical order: L2 reverses whole runs, so the runs
             * of lower levels are still contiguous by index. */
            i = MAX(end, i);
        }
}

/* The blanks that hang at the end of the line. */
static double hanging(const GArray *pieces)
{
    double width = 0;
    for (guint i = pieces->len; i-- > 0;) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_CLOSE || piece->kind == HP_ITEM_ANCHOR ||
            (piece->kind == HP_ITEM_TEXT && piece->width == piece->blank)) {
            width += piece->blank;
            continue;
        }
        return piece->kind == HP_ITEM_TEXT ? width + piece->blank : width;
    }
    return width;
}

static double aligned(const hp_style *style, double room, hp_direction direction)
{
    hp_text_align align = style->text_align;
    gboolean rtl = direction == HP_DIRECTION_RTL;
    if (align == HP_TEXT_ALIGN_JUSTIFY)
        align = HP_TEXT_ALIGN_START;
    switch (align) {
    case HP_TEXT_ALIGN_CENTER: return MAX(room / 2, 0);
    case HP_TEXT_ALIGN_LEFT: return rtl ? MIN(room, 0) : 0;
    case HP_TEXT_ALIGN_RIGHT: return rtl ? room : MAX(room, 0);
    case HP_TEXT_ALIGN_END: return rtl ? MIN(room, 0) : MAX(room, 0);
    default: return rtl ? room : 0;
    }
}

/* Shares the room out among the blanks between words. */
static void justify(GArray *pieces, double room)
{
    guint last = pieces->len, gaps = 0;
    while (last > 0 && g_array_index(pieces, hp_item, last - 1).kind != HP_ITEM_TEXT)
        last--;
    for (guint i = 0; i + 1 < last; i++)
        gaps += g_array_index(pieces, hp_item, i).blank > 0;
    if (!gaps)
        return;
    for (guint i = 0; i + 1 < last; i++) {
        hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->blank > 0)
            piece->extra = room / gaps;
    }
}

/* What hangs keeps its place but takes no room: no underline runs on there. */
static void drop_hanging(GArray *pieces, gboolean rtl)
{
    for (guint i = pieces->len; i-- > 0;) {
        hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_CLOSE || piece->kind == HP_ITEM_ANCHOR)
            continue;
        if (piece->kind != HP_ITEM_TEXT)
            return;
        piece->width -= piece->blank;
        if (rtl)
            piece->x += piece->blank;
        if (piece->width > 0)
            return;
    }
}

static void place_pieces(const hp_inline *content, const hp_line_state *state, hp_line_content *line, double indent,
                         double width)
{
    const hp_style *style = state->container->style;
    GArray *pieces = line->pieces;
    hp_direction direction = content->paragraph->direction;
    double used = indent;
    for (guint i = 0; i < pieces->len; i++)
        used += g_array_index(pieces, hp_item, i).width;
    double hang = hanging(pieces), room = width - used + hang;
    if (style->text_align == HP_TEXT_ALIGN_JUSTIFY && !line->forced && !line->last && room > 0) {
        justify(pieces, room);
        room = 0;
    }
    gboolean rtl = direction == HP_DIRECTION_RTL;
    g_autofree guint *order = g_new(guint, pieces->len + 1);
    reorder(pieces, order, rtl);
    double x = aligned(style, room, direction) + (rtl ? -hang : indent);
    for (guint i = 0; i < pieces->len; i++) {
        hp_item *piece = &g_array_index(pieces, hp_item, order[i]);
        piece->x = x;
        x += piece->width + piece->extra;
    }
    drop_hanging(pieces, rtl);
}

/* ---- the tree ---- */

typedef struct {
    hp_layouter *l;
    const hp_inline *content;
    const hp_line_state *state;
    const line_height *height;
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
        box->kind == HP_BOX_INLINE ? inline_baseline(m->l, m->height, box, m->state->container) : m->height->above;
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
        if ((box->inline_level && box->kind != HP_BOX_INLINE) || box->floating || box->absolute)
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
    double baseline = inline_baseline(m->l, m->height, inline_box, m->state->container);
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
    double baseline = inline_baseline(m->l, m->height, open.box, m->state->container);
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
    place at = atomic_place(m->l, piece, m->state->container);
    double above, below, edge_above = 0, edge_below = 0;
    atomic_extents(piece, &above, &below);
    if (at.edge_box == piece->box) {
        edge_above = above;
        edge_below = below;
    } else if (at.edge_box) {
        hp_line_extents(m->l, at.edge_box->style, &edge_above, &edge_below);
    }
    hp_laid *laid = piece->atomic.laid;
    laid->rect.x = piece->x + piece->atomic.margins.left;
    laid->rect.y = baseline_at(m->height, at, edge_above, edge_below) - above + piece->atomic.margins.top;
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
    if (!line_counts(line->pieces)) {
        if (line->pieces->len)
            place_pieces(content, state, line, indent, width);
        follow_open_boxes(state, line->pieces);
        return NULL;
    }
    line_height height = measure_line(l, state, line->pieces);
    place_pieces(content, state, line, indent, width);
    const hp_box *container = state->container;
    hp_laid *laid = hp_laid_make(l, HP_LAID_LINE, container, container->style, container->meaning);
    laid->rect = (hp_rect){0, 0, width, height.above + height.below};
    laid->baseline = laid->first_baseline = height.above;
    line_maker maker = {l, content, state, &height, laid};
    make_tree(&maker, state, line->pieces, state->basis);
    return laid;
}
