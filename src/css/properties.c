/*
 * The properties table: one row per longhand, and how a declaration is
 * applied.
 *
 * To add a property: a field in css/style.h, its initial value in style.c, a
 * row here, and a case in tests/cases/css/properties.txt.
 */
#include "css/properties.h"
#include <string.h>

#define FIELD_SIZE(field) sizeof(((hp_style *)0)->field)

/* A row by its field. EARLY rows are those of hp_property_is_early. */
#define ROW(name, is_inherited, is_early, field, type_, keywords_, flags_)                                \
    {                                                                                                     \
        name, HP_PROPERTY_LONGHAND, is_inherited, is_early, offsetof(hp_style, field), FIELD_SIZE(field), \
            &hp_type_##type_, keywords_, flags_, NULL                                                     \
    }
#define EARLY(name, field, type) ROW(name, TRUE, TRUE, field, type, NULL, 0)
#define INHERITED(name, field, type) ROW(name, TRUE, FALSE, field, type, NULL, 0)
#define INHERITED_KEYWORD(name, field, keywords) ROW(name, TRUE, FALSE, field, keyword, keywords, 0)
#define PLAIN(name, field, type) ROW(name, FALSE, FALSE, field, type, NULL, 0)
#define PLAIN_KEYWORD(name, field, keywords) ROW(name, FALSE, FALSE, field, keyword, keywords, 0)
#define PLAIN_LENGTH(name, field, flags) ROW(name, FALSE, FALSE, field, length, NULL, flags)
/* A row of neighbouring fields, from the first to the last. */
#define FIELDS(name, is_inherited, first, last, type_)                                                               \
    {                                                                                                                \
        name, HP_PROPERTY_LONGHAND, is_inherited, FALSE, offsetof(hp_style, first),                                  \
            offsetof(hp_style, last) + FIELD_SIZE(last) - offsetof(hp_style, first), &hp_type_##type_, NULL, 0, NULL \
    }
#define ALIGNMENT(name, field, flags) ROW(name, FALSE, FALSE, field, alignment, NULL, flags)
#define BORDER(side, index)                                                                    \
    PLAIN("border-" side "-width", border[index].width, border_width),                         \
        PLAIN_KEYWORD("border-" side "-style", border[index].style, hp_keywords_border_style), \
        PLAIN("border-" side "-color", border[index].color, color)

static const hp_keyword text_transforms[] = {{"none", HP_TEXT_TRANSFORM_NONE},
                                             {"uppercase", HP_TEXT_TRANSFORM_UPPERCASE},
                                             {"lowercase", HP_TEXT_TRANSFORM_LOWERCASE},
                                             {"capitalize", HP_TEXT_TRANSFORM_CAPITALIZE},
                                             {NULL, 0}};
static const hp_keyword white_spaces[] = {{"normal", HP_WHITE_SPACE_NORMAL},
                                          {"pre", HP_WHITE_SPACE_PRE},
                                          {"nowrap", HP_WHITE_SPACE_NOWRAP},
                                          {"pre-wrap", HP_WHITE_SPACE_PRE_WRAP},
                                          {"pre-line", HP_WHITE_SPACE_PRE_LINE},
                                          {"break-spaces", HP_WHITE_SPACE_BREAK_SPACES},
                                          {NULL, 0}};
static const hp_keyword overflow_wraps[] = {{"normal", HP_OVERFLOW_WRAP_NORMAL},
                                            {"break-word", HP_OVERFLOW_WRAP_BREAK_WORD},
                                            {"anywhere", HP_OVERFLOW_WRAP_ANYWHERE},
                                            {NULL, 0}};
static const hp_keyword word_breaks[] = {{"normal", HP_WORD_BREAK_NORMAL},
                                         {"break-all", HP_WORD_BREAK_BREAK_ALL},
                                         {"keep-all", HP_WORD_BREAK_KEEP_ALL},
                                         {"break-word", HP_WORD_BREAK_BREAK_WORD},
                                         {NULL, 0}};
static const hp_keyword hyphens[] = {
    {"manual", HP_HYPHENS_MANUAL}, {"none", HP_HYPHENS_NONE}, {"auto", HP_HYPHENS_AUTO}, {NULL, 0}};
static const hp_keyword directions[] = {{"ltr", HP_DIRECTION_LTR}, {"rtl", HP_DIRECTION_RTL}, {NULL, 0}};
static const hp_keyword visibilities[] = {{"visible", HP_VISIBILITY_VISIBLE},
                                          {"hidden", HP_VISIBILITY_HIDDEN},
                                          {"collapse", HP_VISIBILITY_COLLAPSE},
                                          {NULL, 0}};
static const hp_keyword border_collapses[] = {{"separate", FALSE}, {"collapse", TRUE}, {NULL, 0}};
static const hp_keyword caption_sides[] = {{"top", FALSE}, {"bottom", TRUE}, {NULL, 0}};
static const hp_keyword empty_cells[] = {{"show", FALSE}, {"hide", TRUE}, {NULL, 0}};
static const hp_keyword displays[] = {
    {"none", HP_DISPLAY_NONE},
    {"contents", HP_DISPLAY_CONTENTS},
    {"inline", HP_DISPLAY_INLINE},
    {"block", HP_DISPLAY_BLOCK},
    {"flow-root", HP_DISPLAY_FLOW_ROOT},
    {"inline-block", HP_DISPLAY_INLINE_BLOCK},
    {"list-item", HP_DISPLAY_LIST_ITEM},
    {"table", HP_DISPLAY_TABLE},
    {"inline-table", HP_DISPLAY_INLINE_TABLE},
    {"table-row-group", HP_DISPLAY_TABLE_ROW_GROUP},
    {"table-header-group", HP_DISPLAY_TABLE_HEADER_GROUP},
    {"table-footer-group", HP_DISPLAY_TABLE_FOOTER_GROUP},
    {"table-row", HP_DISPLAY_TABLE_ROW},
    {"table-cell", HP_DISPLAY_TABLE_CELL},
    {"table-column", HP_DISPLAY_TABLE_COLUMN},
    {"table-column-group", HP_DISPLAY_TABLE_COLUMN_GROUP},
    {"table-caption", HP_DISPLAY_TABLE_CAPTION},
    {"flex", HP_DISPLAY_FLEX},
    {"inline-flex", HP_DISPLAY_INLINE_FLEX},
    {"grid", HP_DISPLAY_GRID},
    {"inline-grid", HP_DISPLAY_INLINE_GRID},
    {"ruby", HP_DISPLAY_RUBY},
    {"ruby-base", HP_DISPLAY_RUBY_BASE},
    {"ruby-text", HP_DISPLAY_RUBY_TEXT},
    {NULL, 0},
};
static const hp_keyword ruby_positions[] = {{"over", FALSE},   {"under", TRUE}, {"alternate", FALSE},
                                            {"before", FALSE}, {"after", TRUE}, {NULL, 0}};
static const hp_keyword positions[] = {{"static", HP_POSITION_STATIC},
                                       {"relative", HP_POSITION_RELATIVE},
                                       {"absolute", HP_POSITION_ABSOLUTE},
                                       {"fixed", HP_POSITION_FIXED},
                                       {"sticky", HP_POSITION_STICKY},
                                       {"-webkit-sticky", HP_POSITION_STICKY},
                                       {NULL, 0}};
static const hp_keyword floats[] = {
    {"none", HP_FLOAT_NONE}, {"left", HP_FLOAT_LEFT}, {"right", HP_FLOAT_RIGHT}, {NULL, 0}};
static const hp_keyword clears[] = {
    {"none", HP_CLEAR_NONE}, {"left", HP_CLEAR_LEFT}, {"right", HP_CLEAR_RIGHT}, {"both", HP_CLEAR_BOTH}, {NULL, 0}};
static const hp_keyword box_sizings[] = {
    {"content-box", HP_BOX_SIZING_CONTENT}, {"border-box", HP_BOX_SIZING_BORDER}, {NULL, 0}};
static const hp_keyword overflows[] = {{"visible", HP_OVERFLOW_VISIBLE},
                                       {"hidden", HP_OVERFLOW_HIDDEN},
                                       {"scroll", HP_OVERFLOW_SCROLL},
                                       {"auto", HP_OVERFLOW_AUTO},
                                       {"overlay", HP_OVERFLOW_AUTO},
                                       {"clip", HP_OVERFLOW_CLIP},
                                       {NULL, 0}};
static const hp_keyword bidis[] = {{"normal", HP_UNICODE_BIDI_NORMAL},
                                   {"embed", HP_UNICODE_BIDI_EMBED},
                                   {"isolate", HP_UNICODE_BIDI_ISOLATE},
                                   {"bidi-override", HP_UNICODE_BIDI_OVERRIDE},
                                   {"isolate-override", HP_UNICODE_BIDI_ISOLATE_OVERRIDE},
                                   {"plaintext", HP_UNICODE_BIDI_PLAINTEXT},
                                   {NULL, 0}};
static const hp_keyword blends[] = {{"normal", HP_BLEND_NORMAL},
                                    {"multiply", HP_BLEND_MULTIPLY},
                                    {"screen", HP_BLEND_SCREEN},
                                    {"overlay", HP_BLEND_OVERLAY},
                                    {"darken", HP_BLEND_DARKEN},
                                    {"lighten", HP_BLEND_LIGHTEN},
                                    {"color-dodge", HP_BLEND_COLOR_DODGE},
                                    {"color-burn", HP_BLEND_COLOR_BURN},
                                    {"hard-light", HP_BLEND_HARD_LIGHT},
                                    {"soft-light", HP_BLEND_SOFT_LIGHT},
                                    {"difference", HP_BLEND_DIFFERENCE},
                                    {"exclusion", HP_BLEND_EXCLUSION},
                                    {"hue", HP_BLEND_HUE},
                                    {"saturation", HP_BLEND_SATURATION},
                                    {"color", HP_BLEND_COLOR},
                                    {"luminosity", HP_BLEND_LUMINOSITY},
                                    {NULL, 0}};
static const hp_keyword text_overflows[] = {{"clip", FALSE}, {"ellipsis", TRUE}, {NULL, 0}};
static const hp_keyword flex_directions[] = {{"row", HP_FLEX_ROW},
                                             {"row-reverse", HP_FLEX_ROW_REVERSE},
                                             {"column", HP_FLEX_COLUMN},
                                             {"column-reverse", HP_FLEX_COLUMN_REVERSE},
                                             {NULL, 0}};
static const hp_keyword flex_wraps[] = {
    {"nowrap", HP_FLEX_NOWRAP}, {"wrap", HP_FLEX_WRAP}, {"wrap-reverse", HP_FLEX_WRAP_REVERSE}, {NULL, 0}};
static const hp_keyword column_fills[] = {{"balance", FALSE}, {"balance-all", FALSE}, {"auto", TRUE}, {NULL, 0}};
static const hp_keyword decoration_breaks[] = {{"slice", FALSE}, {"clone", TRUE}, {NULL, 0}};
static const hp_keyword column_spans[] = {{"none", FALSE}, {"all", TRUE}, {NULL, 0}};
static const hp_keyword table_layouts[] = {{"auto", FALSE}, {"fixed", TRUE}, {NULL, 0}};
/* recto and verso are right and left, as where text runs from left to right. */
static const hp_keyword breaks[] = {{"auto", HP_BREAK_AUTO},         {"avoid", HP_BREAK_AVOID},
                                    {"avoid-page", HP_BREAK_AVOID},  {"page", HP_BREAK_PAGE},
                                    {"always", HP_BREAK_PAGE},       {"all", HP_BREAK_PAGE},
                                    {"left", HP_BREAK_LEFT},         {"right", HP_BREAK_RIGHT},
                                    {"recto", HP_BREAK_RIGHT},       {"verso", HP_BREAK_LEFT},
                                    {"column", HP_BREAK_COLUMN},     {"avoid-column", HP_BREAK_AUTO},
                                    {"avoid-region", HP_BREAK_AUTO}, {NULL, 0}};
static const hp_keyword breaks_inside[] = {{"auto", HP_BREAK_AUTO},         {"avoid", HP_BREAK_AVOID},
                                           {"avoid-page", HP_BREAK_AVOID},  {"avoid-column", HP_BREAK_AUTO},
                                           {"avoid-region", HP_BREAK_AUTO}, {NULL, 0}};

static const hp_keyword object_fits[] = {
    {"fill", HP_OBJECT_FIT_FILL}, {"contain", HP_OBJECT_FIT_CONTAIN},       {"cover", HP_OBJECT_FIT_COVER},
    {"none", HP_OBJECT_FIT_NONE}, {"scale-down", HP_OBJECT_FIT_SCALE_DOWN}, {NULL, 0}};
static const hp_keyword outline_styles[] = {{"none", HP_BORDER_NONE},
                                            {"auto", HP_BORDER_SOLID},
                                            {"solid", HP_BORDER_SOLID},
                                            {"dotted", HP_BORDER_DOTTED},
                                            {"dashed", HP_BORDER_DASHED},
                                            {"double", HP_BORDER_DOUBLE},
                                            {"groove", HP_BORDER_GROOVE},
                                            {"ridge", HP_BORDER_RIDGE},
                                            {"inset", HP_BORDER_INSET},
                                            {"outset", HP_BORDER_OUTSET},
                                            {NULL, 0}};

const hp_keyword hp_keywords_border_style[] = {
    {"none", HP_BORDER_NONE},
    {"hidden", HP_BORDER_HIDDEN},
    {"dotted", HP_BORDER_DOTTED},
    {"dashed", HP_BORDER_DASHED},
    {"solid", HP_BORDER_SOLID},
    {"double", HP_BORDER_DOUBLE},
    {"groove", HP_BORDER_GROOVE},
    {"ridge", HP_BORDER_RIDGE},
    {"inset", HP_BORDER_INSET},
    {"outset", HP_BORDER_OUTSET},
    {NULL, 0},
};
const hp_keyword hp_keywords_list_position[] = {{"outside", FALSE}, {"inside", TRUE}, {NULL, 0}};
const hp_keyword hp_keywords_decoration_style[] = {
    {"solid", HP_DECORATION_SOLID},   {"double", HP_DECORATION_DOUBLE}, {"dotted", HP_DECORATION_DOTTED},
    {"dashed", HP_DECORATION_DASHED}, {"wavy", HP_DECORATION_WAVY},     {NULL, 0},
};

enum {
    SIZE = HP_VALUE_PERCENT | HP_VALUE_AUTO | HP_VALUE_INTRINSIC | HP_VALUE_NOT_NEGATIVE,
    MAXIMUM = HP_VALUE_PERCENT | HP_VALUE_NONE | HP_VALUE_INTRINSIC | HP_VALUE_NOT_NEGATIVE,
    OFFSET = HP_VALUE_PERCENT | HP_VALUE_AUTO,
    PADDING = HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE,
    GAP = HP_VALUE_PERCENT | HP_VALUE_NORMAL | HP_VALUE_NOT_NEGATIVE,
};

static const hp_property longhands[] = {
    EARLY("font-family", families, family),
    EARLY("font-size", font_size, font_size),
    EARLY("font-weight", font_weight, font_weight),
    EARLY("font-style", font_style, font_style),
    EARLY("font-variant-caps", small_caps, caps),
    EARLY("font-variant-ligatures", ligatures, ligatures),
    EARLY("line-height", line_height, line_height),
    EARLY("color", color, color),
    ROW("direction", TRUE, TRUE, direction, keyword, directions, 0),
    EARLY("quotes", quotes, quotes),

    INHERITED("-webkit-text-fill-color", text_fill, color),
    INHERITED("-webkit-text-stroke-color", stroke_color, color),
    INHERITED("-webkit-text-stroke-width", stroke_width, border_width),
    INHERITED("letter-spacing", letter_spacing, spacing),
    INHERITED("word-spacing", word_spacing, spacing),
    INHERITED("text-align", text_align, text_align),
    INHERITED_KEYWORD("text-transform", text_transform, text_transforms),
    ROW("text-indent", TRUE, FALSE, text_indent, length, NULL, HP_VALUE_PERCENT),
    INHERITED_KEYWORD("white-space", white_space, white_spaces),
    INHERITED_KEYWORD("overflow-wrap", overflow_wrap, overflow_wraps),
    INHERITED_KEYWORD("word-break", word_break, word_breaks),
    INHERITED("text-wrap", balanced, text_wrap),
    INHERITED_KEYWORD("text-wrap-style", balanced, hp_keywords_wrap_style),
    INHERITED_KEYWORD("hyphens", hyphens, hyphens),
    INHERITED("hyphenate-character", hyphenate_character, auto_string),
    INHERITED("hyphenate-limit-chars", hyphenate_limits, hyphenate_limits),
    INHERITED("hyphenate-limit-lines", hyphenate_lines, hyphenate_lines),
    ROW("hyphenate-limit-zone", TRUE, FALSE, hyphenate_zone, length, NULL, HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE),
    FIELDS("tab-size", TRUE, tab_size, tab_size_is_px, tab_size),
    INHERITED("text-shadow", text_shadow, shadow),
    ROW("text-underline-offset", TRUE, FALSE, underline_offset, length, NULL, HP_VALUE_PERCENT | HP_VALUE_AUTO),
    INHERITED_KEYWORD("visibility", visibility, visibilities),
    FIELDS("list-style-type", TRUE, list_style_type, list_style_string, list_style_type),
    INHERITED("list-style-image", list_style_image, list_style_image),
    INHERITED_KEYWORD("list-style-position", list_style_inside, hp_keywords_list_position),
    INHERITED_KEYWORD("ruby-position", ruby_under, ruby_positions),
    INHERITED_KEYWORD("border-collapse", border_collapse, border_collapses),
    FIELDS("border-spacing", TRUE, border_spacing_x, border_spacing_y, border_spacing),
    INHERITED_KEYWORD("caption-side", caption_bottom, caption_sides),
    INHERITED_KEYWORD("empty-cells", empty_cells_hide, empty_cells),
    INHERITED("orphans", orphans, positive_integer),
    INHERITED("widows", widows, positive_integer),

    PLAIN_KEYWORD("display", display, displays),
    PLAIN_KEYWORD("position", position, positions),
    ROW("float", FALSE, FALSE, floating, floating, floats, 0),
    ROW("clear", FALSE, FALSE, clear, floating, clears, 0),
    PLAIN_KEYWORD("box-sizing", box_sizing, box_sizings),
    PLAIN_KEYWORD("overflow-x", overflow_x, overflows),
    PLAIN_KEYWORD("overflow-y", overflow_y, overflows),
    PLAIN_KEYWORD("text-overflow", ellipsis, text_overflows),
    PLAIN("line-clamp", line_clamp, line_clamp),
    PLAIN_LENGTH("width", width, SIZE),
    PLAIN_LENGTH("height", height, SIZE),
    PLAIN_LENGTH("min-width", min_width, SIZE),
    PLAIN_LENGTH("min-height", min_height, SIZE),
    PLAIN_LENGTH("max-width", max_width, MAXIMUM),
    PLAIN_LENGTH("max-height", max_height, MAXIMUM),
    PLAIN_LENGTH("top", inset[HP_TOP], OFFSET),
    PLAIN_LENGTH("right", inset[HP_RIGHT], OFFSET),
    PLAIN_LENGTH("bottom", inset[HP_BOTTOM], OFFSET),
    PLAIN_LENGTH("left", inset[HP_LEFT], OFFSET),
    PLAIN_LENGTH("margin-top", margin[HP_TOP], OFFSET),
    PLAIN_LENGTH("margin-right", margin[HP_RIGHT], OFFSET),
    PLAIN_LENGTH("margin-bottom", margin[HP_BOTTOM], OFFSET),
    PLAIN_LENGTH("margin-left", margin[HP_LEFT], OFFSET),
    PLAIN_LENGTH("padding-top", padding[HP_TOP], PADDING),
    PLAIN_LENGTH("padding-right", padding[HP_RIGHT], PADDING),
    PLAIN_LENGTH("padding-bottom", padding[HP_BOTTOM], PADDING),
    PLAIN_LENGTH("padding-left", padding[HP_LEFT], PADDING),
    BORDER("top", HP_TOP),
    BORDER("right", HP_RIGHT),
    BORDER("bottom", HP_BOTTOM),
    BORDER("left", HP_LEFT),
    PLAIN("border-top-left-radius", radius[0], radius),
    PLAIN("border-top-right-radius", radius[1], radius),
    PLAIN("border-bottom-right-radius", radius[2], radius),
    PLAIN("border-bottom-left-radius", radius[3], radius),
    PLAIN("background-color", background_color, color),
    PLAIN("background-image", background, background_image),
    PLAIN("background-position-x", background, background_position_x),
    PLAIN("background-position-y", background, background_position_y),
    PLAIN("background-size", background, background_size),
    PLAIN("background-repeat", background, background_repeat),
    PLAIN("background-origin", background, background_origin),
    PLAIN("background-clip", background, background_clip),
    PLAIN("background-attachment", background, background_attachment),
    PLAIN("box-shadow", box_shadow, shadow),
    PLAIN("opacity", opacity, opacity),
    FIELDS("vertical-align", FALSE, vertical_align, vertical_shift, vertical_align),
    PLAIN("text-decoration-line", decoration_lines, decoration_line),
    PLAIN_KEYWORD("text-decoration-style", decoration_style, hp_keywords_decoration_style),
    PLAIN("text-decoration-color", decoration_color, color),
    PLAIN("text-decoration-thickness", decoration_thickness, thickness),
    PLAIN_KEYWORD("unicode-bidi", unicode_bidi, bidis),
    PLAIN_KEYWORD("table-layout", table_layout_fixed, table_layouts),
    PLAIN("page", page, page_name),
    PLAIN_KEYWORD("break-before", break_before, breaks),
    PLAIN_KEYWORD("break-after", break_after, breaks),
    PLAIN_KEYWORD("break-inside", break_inside, breaks_inside),
    PLAIN_KEYWORD("box-decoration-break", decorations_cloned, decoration_breaks),
    PLAIN_KEYWORD("flex-direction", flex_direction, flex_directions),
    PLAIN_KEYWORD("flex-wrap", flex_wrap, flex_wraps),
    PLAIN("flex-grow", flex_grow, factor),
    PLAIN("flex-shrink", flex_shrink, factor),
    PLAIN("flex-basis", flex_basis, flex_basis),
    PLAIN("order", order, integer),
    ALIGNMENT("align-content", align_content, HP_ALIGNS_CONTENT),
    ALIGNMENT("align-items", align_items, HP_ALIGNS_ITEMS),
    ALIGNMENT("align-self", align_self, HP_ALIGNS_SELF),
    ALIGNMENT("justify-content", justify_content, HP_ALIGNS_CONTENT | HP_ALIGNS_JUSTIFY),
    ALIGNMENT("justify-items", justify_items, HP_ALIGNS_ITEMS | HP_ALIGNS_JUSTIFY | HP_ALIGNS_LEGACY),
    ALIGNMENT("justify-self", justify_self, HP_ALIGNS_SELF | HP_ALIGNS_JUSTIFY),
    PLAIN_LENGTH("row-gap", row_gap, GAP),
    PLAIN_LENGTH("column-gap", column_gap, GAP),
    PLAIN("grid-template-columns", grid_columns, track_list),
    PLAIN("grid-template-rows", grid_rows, track_list),
    PLAIN("grid-template-areas", grid_areas, grid_areas),
    PLAIN("grid-auto-columns", grid_auto_columns, auto_tracks),
    PLAIN("grid-auto-rows", grid_auto_rows, auto_tracks),
    PLAIN("grid-auto-flow", grid_flow, grid_flow),
    PLAIN("grid-row-start", grid_lines[0], grid_line),
    PLAIN("grid-column-start", grid_lines[1], grid_line),
    PLAIN("grid-row-end", grid_lines[2], grid_line),
    PLAIN("grid-column-end", grid_lines[3], grid_line),
    PLAIN_KEYWORD("mix-blend-mode", blend, blends),
    PLAIN("clip-path", clip_path, clip_path),
    PLAIN("transform", transform, transform),
    PLAIN("translate", translate, translate),
    PLAIN("rotate", rotate, rotate),
    PLAIN("scale", scale, scale),
    FIELDS("transform-origin", FALSE, transform_origin[0], transform_origin[1], transform_origin),
    PLAIN("column-count", column_count, column_count),
    PLAIN_LENGTH("column-width", column_width, HP_VALUE_AUTO | HP_VALUE_NOT_NEGATIVE),
    PLAIN("column-rule-width", column_rule.width, border_width),
    PLAIN_KEYWORD("column-rule-style", column_rule.style, hp_keywords_border_style),
    PLAIN("column-rule-color", column_rule.color, color),
    PLAIN_KEYWORD("column-fill", column_fill_auto, column_fills),
    PLAIN_KEYWORD("column-span", column_span_all, column_spans),
    FIELDS("z-index", FALSE, z_index_auto, z_index, z_index),
    FIELDS("content", FALSE, content, content_parts, content),
    PLAIN("counter-reset", counter_reset, counters),
    PLAIN("counter-increment", counter_increment, counters),
    PLAIN("counter-set", counter_set, counters),
    PLAIN("string-set", string_set, string_set),
    FIELDS("size", FALSE, page_width, page_orientation, page_size),
    PLAIN_KEYWORD("object-fit", object_fit, object_fits),
    FIELDS("object-position", FALSE, object_x, object_y, object_position),
    FIELDS("aspect-ratio", FALSE, aspect_ratio, aspect_ratio_auto, aspect_ratio),
    PLAIN("outline-width", outline.width, border_width),
    PLAIN_KEYWORD("outline-style", outline.style, outline_styles),
    PLAIN("outline-color", outline.color, color),
    PLAIN("outline-offset", outline_offset, px),
};

const hp_property *hp_property_longhands(size_t *count)
{
    *count = G_N_ELEMENTS(longhands);
    return longhands;
}
