/*
 * Computed styles: what the cascade says of one element, ready for layout.
 *
 * Values are computed values (CSS 2.2 §6.1.2): lengths are absolute px, em and
 * friends are gone, percentages stay until layout knows their basis. Styles
 * are immutable, live in the deck's arena and may be shared between nodes.
 * Addresses of `families` are interned per cascade, so they compare by pointer.
 */
#pragma once

#include "base/geometry.h"

/* A length: px + percent × basis / 100 and min() and max() of such, or a
 * keyword. */
typedef enum {
    HP_LENGTH_FIXED,
    HP_LENGTH_AUTO, /* auto, and `normal` where a property says so */
    HP_LENGTH_NONE, /* max-width: none */
    HP_LENGTH_MIN_CONTENT,
    HP_LENGTH_MAX_CONTENT,
    HP_LENGTH_FIT_CONTENT
} hp_length_kind;

/* min() or max() of lengths that only layout can tell, because percentages are
 * among them; length.c. */
typedef struct hp_length_term hp_length_term;

typedef struct {
    float px;
    float percent;
    hp_length_kind kind;
    const hp_length_term *terms; /* added to the rest; NULL: none */
} hp_length;

double hp_length_terms_resolve(const hp_length_term *terms, double basis);

#define HP_PX(value) ((hp_length){(float)(value), 0, HP_LENGTH_FIXED})
#define HP_AUTO ((hp_length){0, 0, HP_LENGTH_AUTO})
#define HP_NONE ((hp_length){0, 0, HP_LENGTH_NONE})

static inline gboolean hp_length_is_auto(hp_length length)
{
    return length.kind == HP_LENGTH_AUTO;
}

static inline gboolean hp_length_has_percent(hp_length length)
{
    return length.kind == HP_LENGTH_FIXED && (length.percent != 0 || length.terms);
}

/* The used length in px; 0 for keywords. */
static inline double hp_length_resolve(hp_length length, double basis)
{
    if (length.kind != HP_LENGTH_FIXED)
        return 0;
    double known = (double)length.px + (double)length.percent * basis / 100;
    return length.terms ? known + hp_length_terms_resolve(length.terms, basis) : known;
}

typedef enum {
    HP_DISPLAY_NONE,
    HP_DISPLAY_CONTENTS,
    HP_DISPLAY_INLINE,
    HP_DISPLAY_BLOCK,
    HP_DISPLAY_FLOW_ROOT,
    HP_DISPLAY_INLINE_BLOCK,
    HP_DISPLAY_LIST_ITEM,
    HP_DISPLAY_TABLE,
    HP_DISPLAY_INLINE_TABLE,
    HP_DISPLAY_TABLE_ROW_GROUP,
    HP_DISPLAY_TABLE_HEADER_GROUP,
    HP_DISPLAY_TABLE_FOOTER_GROUP,
    HP_DISPLAY_TABLE_ROW,
    HP_DISPLAY_TABLE_CELL,
    HP_DISPLAY_TABLE_COLUMN,
    HP_DISPLAY_TABLE_COLUMN_GROUP,
    HP_DISPLAY_TABLE_CAPTION,
    HP_DISPLAY_FLEX,
    HP_DISPLAY_INLINE_FLEX,
    HP_DISPLAY_GRID,
    HP_DISPLAY_INLINE_GRID,
    HP_DISPLAY_RUBY,
    HP_DISPLAY_RUBY_BASE,
    HP_DISPLAY_RUBY_TEXT
} hp_display;

/* What stands in a line (CSS Display 3 §2.1). */
static inline gboolean hp_display_is_inline(hp_display display)
{
    return display == HP_DISPLAY_INLINE || display == HP_DISPLAY_INLINE_BLOCK || display == HP_DISPLAY_INLINE_TABLE ||
           display == HP_DISPLAY_INLINE_FLEX || display == HP_DISPLAY_INLINE_GRID || display >= HP_DISPLAY_RUBY;
}

typedef enum { HP_POSITION_STATIC, HP_POSITION_RELATIVE, HP_POSITION_ABSOLUTE, HP_POSITION_FIXED, HP_POSITION_STICKY } hp_position;
typedef enum { HP_FLOAT_NONE, HP_FLOAT_LEFT, HP_FLOAT_RIGHT } hp_float;
typedef enum { HP_CLEAR_NONE, HP_CLEAR_LEFT, HP_CLEAR_RIGHT, HP_CLEAR_BOTH } hp_clear;
typedef enum { HP_BOX_SIZING_CONTENT, HP_BOX_SIZING_BORDER } hp_box_sizing;
typedef enum { HP_OVERFLOW_VISIBLE, HP_OVERFLOW_HIDDEN, HP_OVERFLOW_SCROLL, HP_OVERFLOW_AUTO, HP_OVERFLOW_CLIP } hp_overflow;
typedef enum { HP_VISIBILITY_VISIBLE, HP_VISIBILITY_HIDDEN, HP_VISIBILITY_COLLAPSE } hp_visibility;
typedef enum { HP_DIRECTION_LTR, HP_DIRECTION_RTL } hp_direction;
typedef enum { HP_UNICODE_BIDI_NORMAL, HP_UNICODE_BIDI_EMBED, HP_UNICODE_BIDI_ISOLATE, HP_UNICODE_BIDI_OVERRIDE, HP_UNICODE_BIDI_ISOLATE_OVERRIDE, HP_UNICODE_BIDI_PLAINTEXT } hp_unicode_bidi;

typedef enum {
    HP_BORDER_NONE,
    HP_BORDER_HIDDEN,
    HP_BORDER_DOTTED,
    HP_BORDER_DASHED,
    HP_BORDER_SOLID,
    HP_BORDER_DOUBLE,
    HP_BORDER_GROOVE,
    HP_BORDER_RIDGE,
    HP_BORDER_INSET,
    HP_BORDER_OUTSET
} hp_border_style;

/* width is the computed width: 0 when style is none or hidden. */
typedef struct {
    float width;
    hp_border_style style;
    hp_color color;
} hp_border;

typedef struct {
    hp_length horizontal, vertical; /* percentages: of the border box's width and height */
} hp_radius;

typedef enum { HP_FONT_STYLE_NORMAL, HP_FONT_STYLE_ITALIC, HP_FONT_STYLE_OBLIQUE } hp_font_style;
typedef enum { HP_LINE_HEIGHT_NORMAL, HP_LINE_HEIGHT_NUMBER, HP_LINE_HEIGHT_PX } hp_line_height_kind;

typedef struct {
    hp_line_height_kind kind;
    float value; /* factor of the font size, or px */
} hp_line_height;

typedef enum { HP_TEXT_ALIGN_START, HP_TEXT_ALIGN_END, HP_TEXT_ALIGN_LEFT, HP_TEXT_ALIGN_RIGHT, HP_TEXT_ALIGN_CENTER, HP_TEXT_ALIGN_JUSTIFY } hp_text_align;
typedef enum { HP_TEXT_TRANSFORM_NONE, HP_TEXT_TRANSFORM_UPPERCASE, HP_TEXT_TRANSFORM_LOWERCASE, HP_TEXT_TRANSFORM_CAPITALIZE } hp_text_transform;
typedef enum { HP_WHITE_SPACE_NORMAL, HP_WHITE_SPACE_PRE, HP_WHITE_SPACE_NOWRAP, HP_WHITE_SPACE_PRE_WRAP, HP_WHITE_SPACE_PRE_LINE, HP_WHITE_SPACE_BREAK_SPACES } hp_white_space;
typedef enum { HP_OVERFLOW_WRAP_NORMAL, HP_OVERFLOW_WRAP_BREAK_WORD, HP_OVERFLOW_WRAP_ANYWHERE } hp_overflow_wrap;
typedef enum { HP_WORD_BREAK_NORMAL, HP_WORD_BREAK_BREAK_ALL, HP_WORD_BREAK_KEEP_ALL, HP_WORD_BREAK_BREAK_WORD } hp_word_break;
typedef enum { HP_HYPHENS_MANUAL, HP_HYPHENS_NONE, HP_HYPHENS_AUTO } hp_hyphens;

typedef enum {
    HP_VERTICAL_ALIGN_BASELINE,
    HP_VERTICAL_ALIGN_SUB,
    HP_VERTICAL_ALIGN_SUPER,
    HP_VERTICAL_ALIGN_TOP,
    HP_VERTICAL_ALIGN_TEXT_TOP,
    HP_VERTICAL_ALIGN_MIDDLE,
    HP_VERTICAL_ALIGN_BOTTOM,
    HP_VERTICAL_ALIGN_TEXT_BOTTOM,
    HP_VERTICAL_ALIGN_LENGTH /* raised by `vertical_shift`; percentages: of the line height */
} hp_vertical_align;

typedef enum { HP_DECORATION_UNDERLINE = 1, HP_DECORATION_OVERLINE = 2, HP_DECORATION_LINE_THROUGH = 4 } hp_decoration_line;
typedef enum { HP_DECORATION_SOLID, HP_DECORATION_DOUBLE, HP_DECORATION_DOTTED, HP_DECORATION_DASHED, HP_DECORATION_WAVY } hp_decoration_style;

/* A text-shadow or box-shadow; lists are in the order of the source (the first
 * is on top). spread and inset only for boxes. */
typedef struct hp_shadow {
    const struct hp_shadow *next;
    float dx, dy, blur, spread;
    hp_color color;
    gboolean inset;
} hp_shadow;

typedef enum { HP_OBJECT_FIT_FILL, HP_OBJECT_FIT_CONTAIN, HP_OBJECT_FIT_COVER, HP_OBJECT_FIT_NONE, HP_OBJECT_FIT_SCALE_DOWN } hp_object_fit;

typedef enum { HP_REPEAT, HP_REPEAT_NO, HP_REPEAT_SPACE, HP_REPEAT_ROUND } hp_repeat;
typedef enum { HP_BOX_BORDER, HP_BOX_PADDING, HP_BOX_CONTENT, HP_BOX_LETTERS } hp_box_area; /* LETTERS: background-clip only */
typedef enum { HP_BACKGROUND_SIZE_LENGTHS, HP_BACKGROUND_SIZE_COVER, HP_BACKGROUND_SIZE_CONTAIN } hp_background_size;
typedef enum { HP_IMAGE_NONE, HP_IMAGE_URL, HP_IMAGE_GRADIENT } hp_image_kind;

typedef struct hp_gradient hp_gradient; /* css/gradient.h */

typedef struct hp_background_layer {
    const struct hp_background_layer *next; /* the first is on top */
    hp_image_kind kind;
    const char *url; /* as written */
    const hp_gradient *gradient;
    hp_background_size size;
    hp_length width, height; /* auto allowed; percentages of the positioning area */
    hp_length x, y;          /* percentages as background-position means them */
    hp_repeat repeat_x, repeat_y;
    hp_box_area origin, clip;
    gboolean fixed;
} hp_background_layer;

typedef enum {
    HP_LIST_NONE,
    HP_LIST_DISC,
    HP_LIST_CIRCLE,
    HP_LIST_SQUARE,
    HP_LIST_DECIMAL,
    HP_LIST_DECIMAL_LEADING_ZERO,
    HP_LIST_LOWER_ALPHA,
    HP_LIST_UPPER_ALPHA,
    HP_LIST_LOWER_ROMAN,
    HP_LIST_UPPER_ROMAN,
    HP_LIST_LOWER_GREEK,
    HP_LIST_STRING /* list-style-type: "-" */
} hp_list_style_type;

/* break-before, -after, -inside (CSS Fragmentation 3 §3); page-break-* maps
 * onto them. */
typedef enum { HP_BREAK_AUTO, HP_BREAK_AVOID, HP_BREAK_COLUMN, HP_BREAK_PAGE, HP_BREAK_LEFT, HP_BREAK_RIGHT } hp_break;

/* mix-blend-mode (Compositing 1 §5). */
typedef enum {
    HP_BLEND_NORMAL,
    HP_BLEND_MULTIPLY,
    HP_BLEND_SCREEN,
    HP_BLEND_OVERLAY,
    HP_BLEND_DARKEN,
    HP_BLEND_LIGHTEN,
    HP_BLEND_COLOR_DODGE,
    HP_BLEND_COLOR_BURN,
    HP_BLEND_HARD_LIGHT,
    HP_BLEND_SOFT_LIGHT,
    HP_BLEND_DIFFERENCE,
    HP_BLEND_EXCLUSION,
    HP_BLEND_HUE,
    HP_BLEND_SATURATION,
    HP_BLEND_COLOR,
    HP_BLEND_LUMINOSITY
} hp_blend;

/* Which way up a page of an automatic or named size is (CSS Paged Media 3 §7.1). */
typedef enum { HP_PAGE_AS_IS, HP_PAGE_PORTRAIT, HP_PAGE_LANDSCAPE } hp_page_orientation;

/* Flexible boxes, grids and their alignment (CSS Flexbox 1, CSS Grid 1, CSS Box
 * Alignment 3). */
typedef enum { HP_FLEX_ROW, HP_FLEX_ROW_REVERSE, HP_FLEX_COLUMN, HP_FLEX_COLUMN_REVERSE } hp_flex_direction;
typedef enum { HP_FLEX_NOWRAP, HP_FLEX_WRAP, HP_FLEX_WRAP_REVERSE } hp_flex_wrap;
typedef enum {
    HP_ALIGN_NORMAL,
    HP_ALIGN_AUTO,
    HP_ALIGN_STRETCH,
    HP_ALIGN_BASELINE,
    HP_ALIGN_LAST_BASELINE,
    HP_ALIGN_START,
    HP_ALIGN_END,
    HP_ALIGN_CENTER,
    HP_ALIGN_FLEX_START,
    HP_ALIGN_FLEX_END,
    HP_ALIGN_SELF_START,
    HP_ALIGN_SELF_END,
    HP_ALIGN_LEFT,
    HP_ALIGN_RIGHT,
    HP_ALIGN_SPACE_BETWEEN,
    HP_ALIGN_SPACE_AROUND,
    HP_ALIGN_SPACE_EVENLY
} hp_align;
enum { HP_GRID_FLOW_COLUMN = 1, HP_GRID_FLOW_DENSE = 2 };

/* One function of a transform; the first of the list is the outermost
 * (CSS Transforms 1 §11). What has a depth is projected onto the page. */
typedef struct hp_transform {
    const struct hp_transform *next;
    gboolean is_translate;
    hp_length x, y;   /* translate(): percentages of the border box */
    hp_matrix matrix; /* all others */
} hp_transform;

typedef struct hp_style hp_style;

struct hp_style {
    /* ---- inherited ---- */
    const char *const *families; /* NULL-terminated, unquoted, as written; generic names last; interned */
    float font_size;             /* px */
    int font_weight;             /* 1 to 1000 */
    hp_font_style font_style;
    gboolean small_caps;
    gboolean ligatures; /* font-variant-ligatures asks for the optional ones; off by default */
    hp_line_height line_height;
    float letter_spacing, word_spacing; /* px */
    hp_color color;
    hp_color text_fill, stroke_color; /* alpha below 0: the text's colour */
    float stroke_width;               /* px, around the letters */
    hp_text_align text_align;
    hp_text_transform text_transform;
    hp_length text_indent;
    hp_white_space white_space;
    hp_overflow_wrap overflow_wrap;
    hp_word_break word_break;
    gboolean balanced; /* text-wrap: balance */
    hp_hyphens hyphens;
    const char *hyphenate_character; /* NULL: the font's hyphen */
    unsigned hyphenate_limits[3];    /* characters of the word, before and after the hyphen; 0: auto */
    unsigned hyphenate_lines;        /* that may end in hyphens one below the other; 0: any number */
    hp_length hyphenate_zone;        /* what a line may leave blank before a word is divided; of its width */
    float tab_size;          /* in characters, or px when tab_size_is_px */
    gboolean tab_size_is_px;
    const hp_shadow *text_shadow;
    hp_length underline_offset; /* auto: the font's; else below the baseline; percentages of the font size */
    hp_direction direction;
    hp_visibility visibility;
    hp_list_style_type list_style_type;
    const char *list_style_string; /* HP_LIST_STRING */
    const char *list_style_image;  /* URL or NULL */
    gboolean list_style_inside;
    const char *const *quotes; /* pairs from the outside in, NULL-terminated; NULL: the language's */
    gboolean ruby_under; /* ruby-position */
    gboolean border_collapse;
    float border_spacing_x, border_spacing_y;
    gboolean caption_bottom;
    gboolean empty_cells_hide;
    int orphans, widows;
    const char *lang; /* of the element: lang="" nearest above; NULL when unknown */

    /* ---- not inherited ---- */
    hp_display display; /* after blockification of floats and positioned boxes (CSS 2.2 §9.7) */
    gboolean has_items;  /* its children are items of a flex or grid container: its own, or one around it */
    gboolean was_inline; /* before that: for the static position of absolute boxes */
    hp_position position;
    hp_float floating;
    hp_clear clear;
    hp_box_sizing box_sizing;
    hp_overflow overflow_x, overflow_y;
    gboolean ellipsis; /* text-overflow */
    int line_clamp;    /* lines to show; 0: all */
    hp_length width, height, min_width, min_height, max_width, max_height;
    hp_length inset[4]; /* top, right, bottom, left */
    hp_length margin[4], padding[4];
    hp_border border[4];
    hp_radius radius[4]; /* top-left, top-right, bottom-right, bottom-left */
    hp_color background_color;
    const hp_background_layer *background;
    const hp_shadow *box_shadow;
    float opacity;
    hp_blend blend;
    const struct hp_shape *clip_path; /* shape.h; NULL: none */
    hp_vertical_align vertical_align;
    hp_length vertical_shift;
    /* Decorations of this element itself; layout carries them to the inline
     * boxes below (CSS Text Decoration 3 §2). */
    unsigned decoration_lines; /* hp_decoration_line bits */
    hp_decoration_style decoration_style;
    hp_color decoration_color;
    hp_length decoration_thickness; /* auto: from the font */
    hp_unicode_bidi unicode_bidi;
    gboolean table_layout_fixed;
    const char *page; /* name of the pages it stands on (Paged Media 3 §8), interned; NULL: auto */
    hp_break break_before, break_after, break_inside;
    gboolean decorations_cloned; /* box-decoration-break: each part of a divided box has all its edges */
    gboolean z_index_auto;
    int z_index;
    const hp_transform *translate, *rotate, *scale, *transform; /* in this order; NULL: none */
    hp_length transform_origin[2];
    /* Flexible boxes and grids; gaps: auto is `normal`. */
    hp_flex_direction flex_direction;
    hp_flex_wrap flex_wrap;
    float flex_grow, flex_shrink;
    hp_length flex_basis;
    int order;
    hp_align align_content, align_items, align_self, justify_content, justify_items, justify_self;
    hp_length row_gap, column_gap;
    /* Grids (grid.h); NULL: none, or auto. */
    const struct hp_track_list *grid_columns, *grid_rows, *grid_auto_columns, *grid_auto_rows;
    const struct hp_grid_areas *grid_areas;
    const struct hp_grid_line *grid_lines[4]; /* row start, column start, row end, column end */
    int grid_flow;                            /* HP_GRID_FLOW_… bits */
    /* Columns. */
    int column_count; /* 0: auto */
    hp_length column_width;
    hp_border column_rule;
    gboolean column_fill_auto, column_span_all;
    const struct hp_counter_change *counter_reset, *counter_increment, *counter_set; /* counters.h */
    const struct hp_string_set *string_set;                                    /* counters.h; NULL: none */
    /* Of a page (paper.h): px; 0: auto. */
    float page_width, page_height;
    hp_page_orientation page_orientation;
    /* Pictures: how they fill their box (CSS Images 3 §5.5). */
    hp_object_fit object_fit;
    hp_length object_x, object_y; /* percentages as background-position means them */
    float aspect_ratio;           /* width by height; 0: none */
    gboolean aspect_ratio_auto;   /* a picture's own goes before it */
    hp_border outline;            /* over everything, without taking room */
    float outline_offset;
    /* Pseudo-elements only: the text of `content`, strings, attr() and quotes
     * resolved. NULL means `normal`, or `none` when content_none says so. When
     * there are pictures in it, all of its parts in order (counters.h); else NULL. */
    const char *content;
    gboolean content_none;
    const struct hp_content_part *content_parts;
};

static inline hp_color hp_style_text_fill(const hp_style *style)
{
    return style->text_fill.a < 0 ? style->color : style->text_fill;
}

static inline hp_color hp_style_stroke_color(const hp_style *style)
{
    return style->stroke_color.a < 0 ? style->color : style->stroke_color;
}

/* The background shows through the letters and nowhere else (CSS Backgrounds 4
 * §2.3). */
static inline gboolean hp_style_clips_to_text(const hp_style *style)
{
    return style->background && style->background->clip == HP_BOX_LETTERS;
}

/* CSS Transforms 2 §5: each of these transforms, whatever it says. */
static inline gboolean hp_style_is_transformed(const hp_style *style)
{
    return style->transform || style->translate || style->rotate || style->scale;
}

/* What sticks out is not seen. Paper cannot scroll (CSS Overflow 3 §2.2). */
static inline gboolean hp_overflow_clips(hp_overflow overflow)
{
    return overflow != HP_OVERFLOW_VISIBLE;
}

/* A scroll container (CSS Overflow 3 §3): clip only clips. */
static inline gboolean hp_overflow_scrolls(hp_overflow overflow)
{
    return overflow != HP_OVERFLOW_VISIBLE && overflow != HP_OVERFLOW_CLIP;
}
