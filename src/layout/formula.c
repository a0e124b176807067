#include "layout/formula.h"

#include <math.h>
#include <string.h>

/* Smaller than this a formula is not legible beside its text. */
#define SCALE_MIN 0.6

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

static const hp_formula *formula_set(hp_layouter *l, const hp_box *box, double scale, double room)
{
    hp_math_setting setting = {box->style, is_display(box), scale, room};
    const hp_formula *formula = hp_math_set(l->arena, l->context->fonts, box->math, &setting);
    if (formula)
        return formula;
    hp_diag_warning(l->context->diags, "math-font-missing", 0,
                    "no font for mathematics is installed: formulas stay empty");
    return hp_arena_make(l->arena, hp_formula);
}

/* As large as its text, or as much smaller as it takes to fit. */
static const hp_formula *formula_fit(hp_layouter *l, const hp_box *box, double room)
{
    const hp_formula *formula = formula_set(l, box, 1, room);
    if (room <= 0 || formula->width <= room + 0.01)
        return formula;
    double scale = MAX(room / formula->width, SCALE_MIN);
    formula = formula_set(l, box, scale, room);
    if (formula->width > room * 1.005)
        hp_diag_warning(l->context->diags, "math-too-wide", box->node->line,
                        "a formula is %.0f px wider than its place", formula->width - room);
    return formula;
}

hp_laid *hp_formula_layout(hp_layouter *l, const hp_box *box, double width)
{
    hp_edges frame = frame_of(box->style, MAX(width, 0)), margins = hp_used_margins(box->style, MAX(width, 0));
    double room = width - frame.left - frame.right - margins.left - margins.right;
    hp_laid *laid = hp_laid_make(l, HP_LAID_BOX, box, box->style, box->meaning);
    laid->formula = formula_fit(l, box, room);
    laid->rect.width = laid->formula->width + frame.left + frame.right;
    laid->rect.height = laid->formula->ascent + laid->formula->descent + frame.top + frame.bottom;
    laid->baseline = laid->first_baseline = frame.top + laid->formula->ascent;
    return laid;
}

void hp_formula_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    hp_edges frame = frame_of(box->style, 0);
    double width = formula_set(l, box, 1, 0)->width;
    *max_content = width + frame.left + frame.right;
    *min_content = width * SCALE_MIN + frame.left + frame.right;
}
