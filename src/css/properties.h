/*
 * Properties: the table behind hp_property_apply and hp_style_dump.
 *
 *     properties.c           one row per longhand
 *     shorthands.c           one row per shorthand
 *     property-*.c           the types of values, each with reader and printer
 *     style.c                how a style begins and ends
 *
 * A value type reads into the style that is being made and prints from a
 * finished one. A style in the making differs from a finished one in four
 * places, which hp_style_finish settles: colours that are still currentColor,
 * border widths beside border style none, line heights in em, and background
 * layers (property-background.c).
 */
#pragma once

#include "css/values.h"

typedef struct hp_property hp_property;

/* How values of one kind are read and printed. field is the property's place
 * in parser->style. What parse leaves behind when it fails is undone. */
typedef struct {
    gboolean (*parse)(hp_value_parser *parser, const hp_property *property, void *field);
    void (*print)(GString *out, const hp_property *property, const void *field);
} hp_value_type;

typedef enum {
    HP_PROPERTY_LONGHAND,
    HP_PROPERTY_SHORTHAND,
    HP_PROPERTY_ALL,   /* all longhands that are early, or all that are not */
    HP_PROPERTY_ALIAS, /* other names for longhands, by writing direction */
    HP_PROPERTY_IGNORED,
    HP_PROPERTY_UNSUPPORTED
} hp_property_kind;

struct hp_property {
    const char *name;
    hp_property_kind kind;
    gboolean inherited;
    gboolean early;               /* hp_property_is_early */
    size_t offset, size;          /* longhands: the fields in hp_style */
    const hp_value_type *type;    /* longhands and shorthands */
    const hp_keyword *keywords;   /* for the types that ask for them */
    unsigned flags;               /* lengths: HP_VALUE_… */
    const char *const *longhands; /* shorthands; aliases: for ltr, for rtl */
};

/* NULL: no such property. */
const hp_property *hp_property_lookup(const char *name);
/* All longhands, in the order of the table. */
const hp_property *hp_property_longhands(size_t *count);
/* All shorthands and aliases. */
const hp_property *hp_property_shorthands(size_t *count);

/* The names that hp_property_lookup knows, in no order; free the array, not the
 * names. */
const char **hp_property_names(guint *count);

/* Initial values as a style begins with them. */
const hp_style *hp_style_unfinished_initial(void);

/* What `all` does to the longhands of the first pass; no author can write it. */
#define HP_ALL_EARLY "all (early)"

/* The colour currentColor until hp_style_finish knows it. */
#define HP_CURRENT_COLOR ((hp_color){0, 0, 0, -1})
/* A line height in em until hp_style_finish knows the font size. */
#define HP_LINE_HEIGHT_EM ((hp_line_height_kind)(HP_LINE_HEIGHT_PX + 1))

/* ---- value types ---- */

extern const hp_value_type hp_type_keyword, hp_type_length, hp_type_px, hp_type_color, hp_type_positive_integer;
extern const hp_value_type hp_type_family, hp_type_font_size, hp_type_font_weight, hp_type_font_style,
    hp_type_font_variant, hp_type_caps, hp_type_ligatures, hp_type_line_height;
extern const hp_value_type hp_type_spacing, hp_type_text_align, hp_type_tab_size, hp_type_shadow,
    hp_type_vertical_align, hp_type_decoration_line, hp_type_content;
extern const hp_value_type hp_type_auto_string, hp_type_hyphenate_limits, hp_type_hyphenate_lines,
    hp_type_text_wrap;
extern const hp_value_type hp_type_list_style_type, hp_type_list_style_image;
extern const hp_value_type hp_type_floating, hp_type_border_width, hp_type_border_spacing, hp_type_radius,
    hp_type_opacity, hp_type_z_index;
extern const hp_value_type hp_type_transform, hp_type_transform_origin, hp_type_clip_path, hp_type_translate, hp_type_rotate, hp_type_scale;
extern const hp_value_type hp_type_background_image, hp_type_background_position, hp_type_background_size,
    hp_type_background_repeat, hp_type_background_origin, hp_type_background_clip, hp_type_background_attachment;
extern const hp_value_type hp_type_border_sides, hp_type_border_side, hp_type_border, hp_type_sides, hp_type_pair,
    hp_type_radii, hp_type_font, hp_type_background, hp_type_list_style, hp_type_text_decoration;

extern const hp_value_type hp_type_integer, hp_type_factor, hp_type_flex_basis, hp_type_alignment, hp_type_flex,
    hp_type_flex_flow, hp_type_place, hp_type_column_count, hp_type_line_clamp, hp_type_columns, hp_type_column_rule;
extern const hp_value_type hp_type_track_list, hp_type_auto_tracks, hp_type_grid_areas, hp_type_grid_flow,
    hp_type_grid_line, hp_type_grid_lines, hp_type_grid_template, hp_type_grid;

/* What an alignment may be: flags of its row. */
enum {
    HP_ALIGNS_CONTENT = 1,
    HP_ALIGNS_ITEMS = 2,
    HP_ALIGNS_SELF = 4,
    HP_ALIGNS_ANY = HP_ALIGNS_CONTENT | HP_ALIGNS_ITEMS | HP_ALIGNS_SELF,
    HP_ALIGNS_JUSTIFY = 8, /* left and right, too */
    HP_ALIGNS_LEGACY = 16
};

extern const hp_value_type hp_type_page_name, hp_type_page_size, hp_type_string_set;
extern const hp_value_type hp_type_quotes, hp_type_counters, hp_type_object_position, hp_type_aspect_ratio,
    hp_type_thickness, hp_type_outline, hp_type_background_position_x, hp_type_background_position_y;

extern const hp_keyword hp_keywords_border_style[], hp_keywords_list_position[], hp_keywords_decoration_style[],
    hp_keywords_list_type[], hp_keywords_wrap_style[];

/* ---- shared by longhands and shorthands ---- */

/* Reads a value of the longhand `name` into its field. */
gboolean hp_property_parse_longhand(hp_value_parser *parser, const char *name);
/* Sets a longhand to its initial value. */
void hp_property_reset(hp_style *style, const char *name);

/* Ends background layers in the making. */
void hp_background_finish(hp_style *style);
/* The background shorthand, colour included. */
gboolean hp_background_parse(hp_value_parser *parser);

/* What the grid and grid-template shorthands share with the longhands: NULL
 * for none; FALSE when there is no track list. */
gboolean hp_value_track_list(hp_value_parser *parser, gboolean may_repeat, const struct hp_track_list **list);

/* ---- printing ---- */

void hp_print_number(GString *out, double number);
void hp_print_px(GString *out, double px);
void hp_print_length(GString *out, hp_length length, const char *automatic);
void hp_print_length_terms(GString *out, hp_length length);
void hp_print_color(GString *out, hp_color color);
void hp_print_string(GString *out, const char *text);
/* property-grid-print.c; as hp_value_type has them */
void hp_print_track_list(GString *out, const hp_property *property, const void *field);
void hp_print_auto_tracks(GString *out, const hp_property *property, const void *field);
void hp_print_grid_areas(GString *out, const hp_property *property, const void *field);
void hp_print_grid_flow(GString *out, const hp_property *property, const void *field);
void hp_print_grid_line(GString *out, const hp_property *property, const void *field);
void hp_print_gradient(GString *out, const hp_gradient *gradient);
