/*
 * Styles: how they begin (initial and inherited values) and how they end.
 */
#include "css/properties.h"
#include <string.h>

/* Everything from here on is not inherited; hp_style keeps this order. */
#define FIRST_OWN_FIELD offsetof(hp_style, display)

static const char *const initial_families[] = {"serif", NULL};

#define OPAQUE_BLACK \
    {                \
        0, 0, 0, 1   \
    }
#define AUTO_LENGTH          \
    {                        \
        0, 0, HP_LENGTH_AUTO \
    }
#define INITIAL_BORDERS(width, ...)                                                 \
    {                                                                               \
        {width, HP_BORDER_NONE, __VA_ARGS__}, {width, HP_BORDER_NONE, __VA_ARGS__}, \
            {width, HP_BORDER_NONE, __VA_ARGS__},                                   \
        {                                                                           \
            width, HP_BORDER_NONE, __VA_ARGS__                                      \
        }                                                                           \
    }

/* border: medium beside style none, which a finished style shows as 0. */
#define INITIAL_STYLE(border_width, ...)                                                                               \
    {                                                                                                                  \
        .families = initial_families, .font_size = 16, .font_weight = 400, .color = OPAQUE_BLACK, .tab_size = 8,       \
        .text_fill = {0, 0, 0, -1}, .stroke_color = {0, 0, 0, -1}, .list_style_type = HP_LIST_DISC, .orphans = 2,      \
        .widows = 2, .display = HP_DISPLAY_INLINE, .width = AUTO_LENGTH, .height = AUTO_LENGTH,                        \
        .min_width = AUTO_LENGTH, .min_height = AUTO_LENGTH, .max_width = {0, 0, HP_LENGTH_NONE},                      \
        .max_height = {0, 0, HP_LENGTH_NONE}, .inset = {AUTO_LENGTH, AUTO_LENGTH, AUTO_LENGTH, AUTO_LENGTH},           \
        .border = INITIAL_BORDERS(border_width, __VA_ARGS__), .opacity = 1, .decoration_color = __VA_ARGS__,           \
        .decoration_thickness = AUTO_LENGTH, .z_index_auto = TRUE,                                                     \
        .transform_origin = {{0, 50, HP_LENGTH_FIXED}, {0, 50, HP_LENGTH_FIXED}}, .underline_offset = AUTO_LENGTH,     \
        .object_x = {0, 50, HP_LENGTH_FIXED}, .object_y = {0, 50, HP_LENGTH_FIXED}, .aspect_ratio_auto = TRUE,         \
        .outline = {border_width, HP_BORDER_NONE, __VA_ARGS__}, .flex_shrink = 1, .flex_basis = AUTO_LENGTH,           \
        .align_self = HP_ALIGN_AUTO, .justify_self = HP_ALIGN_AUTO, .row_gap = AUTO_LENGTH, .column_gap = AUTO_LENGTH, \
        .column_width = AUTO_LENGTH, .column_rule = {                                                                  \
            border_width,                                                                                              \
            HP_BORDER_NONE,                                                                                            \
            __VA_ARGS__                                                                                                \
        }                                                                                                              \
    }

static const hp_style initial_style = INITIAL_STYLE(0, OPAQUE_BLACK);
static const hp_style unfinished_initial_style = INITIAL_STYLE(3, {0, 0, 0, -1});

const hp_style *hp_style_initial(void)
{
    return &initial_style;
}

const hp_style *hp_style_unfinished_initial(void)
{
    return &unfinished_initial_style;
}

void hp_style_init_from_parent(hp_style *style, const hp_style *parent)
{
    memcpy(style, parent, FIRST_OWN_FIELD);
    memcpy((char *)style + FIRST_OWN_FIELD, (const char *)&unfinished_initial_style + FIRST_OWN_FIELD,
           sizeof *style - FIRST_OWN_FIELD);
}

const hp_style *hp_style_anonymous(hp_arena *arena, const hp_style *parent, hp_display display)
{
    hp_style *style = hp_arena_make(arena, hp_style);
    hp_style_init_from_parent(style, parent);
    style->display = display;
    hp_style_finish(style, FALSE);
    return style;
}

/* CSS Display 3 §2.7 and CSS 2.2 §9.7: what display becomes on a box that has
 * to be a block. */
static hp_display blockified(hp_display display)
{
    switch (display) {
    case HP_DISPLAY_INLINE_TABLE: return HP_DISPLAY_TABLE;
    case HP_DISPLAY_INLINE_FLEX: return HP_DISPLAY_FLEX;
    case HP_DISPLAY_INLINE_GRID: return HP_DISPLAY_GRID;
    case HP_DISPLAY_NONE:
    case HP_DISPLAY_CONTENTS:
    case HP_DISPLAY_BLOCK:
    case HP_DISPLAY_FLOW_ROOT:
    case HP_DISPLAY_LIST_ITEM:
    case HP_DISPLAY_TABLE:
    case HP_DISPLAY_FLEX:
    case HP_DISPLAY_GRID: return display;
    default: return HP_DISPLAY_BLOCK;
    }
}

void hp_style_blockify_item(hp_style *style, const hp_style *parent)
{
    gboolean is_container = style->display >= HP_DISPLAY_FLEX && style->display <= HP_DISPLAY_INLINE_GRID;
    style->has_items = is_container || (style->display == HP_DISPLAY_CONTENTS && parent->has_items);
    if (!parent->has_items)
        return;
    style->floating = HP_FLOAT_NONE;
    style->display = blockified(style->display);
}

static void color_settle(hp_color *color, hp_color current)
{
    if (color->a < 0)
        *color = current;
}

void hp_style_finish(hp_style *style, gboolean is_root)
{
    if (style->line_height.kind == HP_LINE_HEIGHT_EM)
        style->line_height = (hp_line_height){HP_LINE_HEIGHT_PX, style->line_height.value * style->font_size};

    for (int side = HP_TOP; side <= HP_LEFT; side++) {
        hp_border *border = &style->border[side];
        if (border->style == HP_BORDER_NONE || border->style == HP_BORDER_HIDDEN)
            border->width = 0;
        color_settle(&border->color, style->color);
    }
    if (style->outline.style == HP_BORDER_NONE)
        style->outline.width = 0;
    color_settle(&style->outline.color, style->color);
    color_settle(&style->background_color, style->color);
    color_settle(&style->decoration_color, style->color);
    color_settle(&style->column_rule.color, style->color);
    if (style->column_rule.style == HP_BORDER_NONE || style->column_rule.style == HP_BORDER_HIDDEN)
        style->column_rule.width = 0;
    hp_background_finish(style);

    gboolean out_of_flow = style->position == HP_POSITION_ABSOLUTE || style->position == HP_POSITION_FIXED;
    if (out_of_flow)
        style->floating = HP_FLOAT_NONE;
    style->was_inline = hp_display_is_inline(style->display);
    if (out_of_flow || style->floating != HP_FLOAT_NONE || is_root)
        style->display = blockified(style->display);
    if (is_root && style->display == HP_DISPLAY_CONTENTS)
        style->display = HP_DISPLAY_BLOCK;

    /* CSS Overflow 3 §3.1: visible beside a scrolling axis computes to auto. */
    if (hp_overflow_scrolls(style->overflow_x) && !hp_overflow_scrolls(style->overflow_y))
        style->overflow_y = style->overflow_y == HP_OVERFLOW_CLIP ? HP_OVERFLOW_HIDDEN : HP_OVERFLOW_AUTO;
    else if (hp_overflow_scrolls(style->overflow_y) && !hp_overflow_scrolls(style->overflow_x))
        style->overflow_x = style->overflow_x == HP_OVERFLOW_CLIP ? HP_OVERFLOW_HIDDEN : HP_OVERFLOW_AUTO;
}
