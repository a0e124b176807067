#include "layout/formula.h"

#include <math.h>
#include <string.h>

/* Smaller than this a formula is not legible beside its text. */
#define SCALE_MIN 0.6
/* Before it gets smaller than this, a display formula is broken into lines. */
#define SCALE_WHOLE 0.8
/* No formula gets smaller. */
#define SCALE_LEAST 0.1
#define STRUT_PX 1.0
/* A formula in a line is kept together unless it is wider than this part of it. */
#define LONG_PART 0.6

gboolean hp_formula_is(const hp_node *node)
{
    return hp_node_has_class(node, "math") && hp_node_attribute(node, "data-tex");
}

const hp_math *hp_formula_read(const hp_layout_context *context, hp_arena *arena, const hp_node *node)
{
    const char *message = NULL;
    const hp_math *math = hp_math_parse(arena, hp_node_attribute(node, "data-tex"), context->math_macros, &message);
    if (!math)
        hp_diag_warning(context->diags, "math-syntax", node->line, "a formula cannot be read, its source is shown: %s",
                        message);
    return math;
}

const hp_style *hp_formula_display_style(hp_arena *arena, const hp_style *style)
{
    hp_style *centred = hp_arena_copy(arena, style, sizeof *style);
    centred->margin[HP_LEFT] = centred->margin[HP_RIGHT] = HP_AUTO;
    return centred;
}

const hp_style *hp_formula_source_style(hp_arena *arena, const hp_style *style)
{
    static const char *const families[] = {"monospace", NULL};
    hp_style *marked = hp_arena_copy(arena, style, sizeof *style);
    marked->families = families;
    marked->font_size *= 0.8f;
    marked->white_space = HP_WHITE_SPACE_PRE_WRAP;
    marked->overflow_wrap = HP_OVERFLOW_WRAP_ANYWHERE;
    for (int side = 0; side < 4; side++) {
        marked->border[side] = (hp_border){.width = 1, .style = HP_BORDER_DASHED, .color = style->color};
        marked->padding[side] = HP_PX(3);
    }
    return marked;
}

static gboolean is_display(const hp_box *box)
{
    return !box->inline_level && hp_node_is(box->node, "div");
}

static hp_edges frame_of(const hp_style *style, double width)
{
    return hp_edges_add(hp_used_borders(style), hp_used_padding(style, width));
}

/* from, to: atoms; to 0: all. */
static const hp_formula *formula_set(hp_layouter *l, const hp_box *box, double scale, double room, size_t from,
                                     size_t to)
{
    hp_math_setting setting = {box->style, is_display(box), scale, room, from, to};
    const hp_formula *formula = hp_math_set(l->arena, l->context->fonts, box->math, &setting);
    if (formula)
        return formula;
    hp_diag_warning(l->context->diags, "math-font-missing", 0,
                    "no font for mathematics is installed: formulas stay empty");
    return hp_arena_make(l->arena, hp_formula);
}

/* The formula with all the room it wants. */
static const hp_formula *formula_natural(hp_layouter *l, const hp_box *box)
{
    if (!box->formula_memo)
        ((hp_box *)box)->formula_memo = formula_set(l, box, 1, 0, 0, 0);
    return box->formula_memo;
}

/* As much smaller as it takes to fit. Nothing is cut, but what is less than
 * legible is told. */
static const hp_formula *formula_shrink(hp_layouter *l, const hp_box *box, double width, double room, size_t from,
                                        size_t to)
{
    double scale = MAX(room / width, SCALE_LEAST);
    const hp_formula *formula = formula_set(l, box, scale, room, from, to);
    if (scale < SCALE_MIN)
        hp_diag_warning(l->context->diags, "math-too-wide", box->node->line,
                        "a formula is too wide for its place, it is shrunk to %.0f %%", scale * 100);
    return formula;
}

/* A display formula that would become too small, in lines; NULL when it has no
 * breaks that help. */
static const hp_formula *formula_lines(hp_layouter *l, const hp_box *box, double room)
{
    if (!is_display(box) || formula_natural(l, box)->n_breaks == 0)
        return NULL;
    hp_math_setting setting = {box->style, TRUE, 1, room, 0, 0};
    const hp_formula *lines = hp_math_set_lines(l->arena, l->context->fonts, box->math, &setting);
    if (!lines || lines->width > room * 1.005)
        return NULL;
    hp_diag_warning(l->context->diags, "math-too-wide", box->node->line,
                    "a formula is %.0f px wider than its place, it is broken into lines",
                    formula_natural(l, box)->width - room);
    return lines;
}

/* As large as its text where that fits. */
static const hp_formula *formula_fit(hp_layouter *l, const hp_box *box, double room)
{
    const hp_formula *formula = is_display(box) ? formula_set(l, box, 1, room, 0, 0) : formula_natural(l, box);
    if (room <= 0 || formula->width <= room + 0.01)
        return formula;
    const hp_formula *lines = room < formula->width * SCALE_WHOLE ? formula_lines(l, box, room) : NULL;
    return lines ? lines : formula_shrink(l, box, formula->width, room, 0, 0);
}

static hp_laid *formula_laid(hp_layouter *l, const hp_box *box, const hp_formula *formula, hp_edges frame)
{
    hp_laid *laid = hp_laid_make(l, HP_LAID_BOX, box, box->style, box->meaning);
    /* As MathJax has it: a strut that is a px taller and deeper, and around a
     * display formula a line of text. */
    double above = formula->ascent + STRUT_PX, below = formula->descent + STRUT_PX;
    if (is_display(box)) {
        double line_above, line_below;
        hp_line_extents(l, box->style, &line_above, &line_below);
        above = MAX(above, line_above);
        below = MAX(below, line_below);
    }
    laid->formula = formula;
    laid->rect.width = formula->width + frame.left + frame.right;
    laid->rect.height = above + below + frame.top + frame.bottom;
    laid->baseline = laid->first_baseline = frame.top + above;
    return laid;
}

hp_laid *hp_formula_layout(hp_layouter *l, const hp_box *box, double width)
{
    hp_edges frame = frame_of(box->style, MAX(width, 0)), margins = hp_used_margins(box->style, MAX(width, 0));
    double room = width - frame.left - frame.right - margins.left - margins.right;
    return formula_laid(l, box, formula_fit(l, box, room), frame);
}

gboolean hp_formula_breaks(hp_layouter *l, const hp_box *box, double line)
{
    if (!box->math || is_display(box))
        return FALSE;
    hp_edges outer = hp_edges_add(frame_of(box->style, 0), hp_used_margins(box->style, 0));
    const hp_formula *natural = formula_natural(l, box);
    return natural->n_breaks > 0 && natural->width > line * LONG_PART && outer.left == 0 && outer.right == 0;
}

hp_laid *hp_formula_take(hp_layouter *l, const hp_box *box, size_t *part, double room, double line, gboolean must)
{
    const hp_formula *natural = formula_natural(l, box);
    const hp_formula_break *before = *part > 0 ? &natural->breaks[*part - 1] : NULL;
    size_t from = before ? before->atom : 0, to = 0, next = 0;
    double start = before ? before->begin : 0, end = natural->width;
    if (end - start > room + 0.01) {
        size_t taken = hp_formula_break_choose(natural, *part, room, line);
        if (taken == HP_FORMULA_NO_BREAK && !must)
            return NULL;
        if (taken == HP_FORMULA_NO_BREAK)
            taken = *part;
        if (taken < natural->n_breaks) {
            end = natural->breaks[taken].end;
            to = natural->breaks[taken].atom;
            next = taken + 1;
        }
    }
    *part = next;
    gboolean fits = end - start <= room + 0.01 || room <= 0;
    const hp_formula *formula =
        fits ? formula_set(l, box, 1, 0, from, to) : formula_shrink(l, box, end - start, room, from, to);
    return formula_laid(l, box, formula, (hp_edges){0, 0, 0, 0});
}

/* The widest stretch between two breaks. */
static double widest_part(const hp_formula *formula)
{
    double widest = 0, start = 0;
    for (size_t i = 0; i < formula->n_breaks; i++) {
        widest = MAX(widest, formula->breaks[i].end - start);
        start = formula->breaks[i].begin;
    }
    return MAX(widest, formula->width - start);
}

void hp_formula_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    hp_edges frame = frame_of(box->style, 0);
    const hp_formula *natural = formula_natural(l, box);
    *max_content = natural->width + frame.left + frame.right;
    *min_content = MIN(natural->width, widest_part(natural)) * SCALE_MIN + frame.left + frame.right;
}
