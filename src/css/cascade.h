/*
 * Cascade: from style sheets to one computed style per element.
 *
 *     sheets (user agent, theme, deck <style>, style="") ─► rules by selector
 *     ─► declarations in the order of CSS Cascade 3 §6 ─► var() ─► hp_style
 *
 * Everything it makes lives in the arena it was given. One thread at a time.
 */
#pragma once

#include "base/arena.h"
#include "base/diag.h"
#include "css/font-face.h"
#include "css/style.h"
#include "dom/node.h"

typedef struct hp_cascade hp_cascade;

/* Where a sheet stands in the cascade, lowest first. Presentational attributes
 * (<font color>, <img width>, <td align>, …) stand between the HTML defaults
 * and the author's sheets, at specificity 0. Theme and deck are both the
 * author's, as in a browser: specificity decides, and only then the deck wins. */
typedef enum { HP_ORIGIN_USER_AGENT, HP_ORIGIN_PRESENTATION, HP_ORIGIN_THEME, HP_ORIGIN_AUTHOR } hp_css_origin;

/* What the values depend on beyond the sheets. */
typedef struct {
    double viewport_width_px, viewport_height_px; /* for vw, vh and @media */
    /* The font's x-height and the advance of "0", as parts of the font size,
     * for ex and ch. NULL: 0.5 each. */
    void (*font_ratios)(void *user_data, const hp_style *style, double *ex, double *ch);
    void *user_data;
    gboolean strict; /* --css=strict: quoted colours are dropped, as browsers do */
    /* The bytes of a file that a sheet names, for @import; NULL, and why not, a
     * clause to be freed, in *reason. read_file NULL: nothing is imported. */
    GBytes *(*read_file)(void *file_data, const char *address, char **reason);
    void *file_data;
} hp_css_context;

/* diags is borrowed and may be NULL. The context is copied. */
hp_cascade *hp_cascade_new(hp_arena *arena, const hp_css_context *context, hp_diags *diags);

/* Parses css (UTF-8, need not end in NUL) and adds its rules after those there
 * are. first_line: the source line of its first byte, for diagnostics; 0 for
 * sheets of our own, whose errors are not reported. Content is copied. */
void hp_cascade_add_sheet(hp_cascade *cascade, hp_css_origin origin, const char *css, size_t length,
                          unsigned first_line);
/* The same for a sheet that lies in a file: its name, for messages (NULL: none
 * are given), and the folder that its addresses are relative to, with a slash at
 * its end; NULL: the deck's. Both are copied. */
void hp_cascade_add_file(hp_cascade *cascade, hp_css_origin origin, const char *css, size_t length, const char *name,
                         const char *folder);

/* The @font-face rules of all sheets, in their order. */
const hp_font_face *const *hp_cascade_font_faces(const hp_cascade *cascade, size_t *count);

/* Gives style, style_before and style_after to root and every element below.
 * parent: the style that root inherits from; NULL makes root the document's
 * root (initial values, rem). May be called for further trees later. */
void hp_cascade_apply(hp_cascade *cascade, hp_node *root, const hp_style *parent);

/* A style for an anonymous box (CSS 2.2 §9.2.1.1): inherited values of the
 * parent, initial values else, and this display. */
const hp_style *hp_style_anonymous(hp_arena *arena, const hp_style *parent, hp_display display);

/* The initial values of all properties (16 px, black on transparent). Static. */
const hp_style *hp_style_initial(void);

/* A colour or image as CSS writes it, for attributes such as data-background.
 * FALSE when text is not one colour. */
gboolean hp_css_parse_color(const char *text, hp_color *color);
/* The value of the background shorthand: a colour (transparent when there is
 * none) and layers in the arena, NULL without images. */
gboolean hp_css_parse_background(hp_arena *arena, const char *text, hp_color *color,
                                 const hp_background_layer **layers);

/* The declarations of a style as "name: value; …" lines of every property that
 * is not initial, sorted, for --dump=style and tests. Free it. */
char *hp_style_dump(const hp_style *style);
