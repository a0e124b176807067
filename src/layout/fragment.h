/*
 * Fragments: what layout hands to paint/ and pdf/. Immutable, absolute, in CSS
 * px from the page's top left corner, already cut into pages.
 *
 * A fragment says where and how (rect, style, glyphs) and, through its meaning,
 * what for: paint/ reads the first, pdf/ writes tags, links and destinations
 * from the second. Both live in the slide's arena; styles and text may belong
 * to the deck's.
 */
#pragma once

#include "asset/asset.h"
#include "base/geometry.h"
#include "css/style.h"
#include "math/formula.h"
#include "text/text.h"

typedef enum {
    HP_ROLE_NONE,     /* a grouping without a tag of its own */
    HP_ROLE_ARTIFACT, /* page furniture, decoration: not for readers */
    HP_ROLE_SECTION,  /* one slide */
    HP_ROLE_PARAGRAPH,
    HP_ROLE_HEADING, /* level 1 to 6 as written */
    HP_ROLE_BLOCK_QUOTE,
    HP_ROLE_CODE,
    HP_ROLE_LIST,
    HP_ROLE_LIST_ITEM,
    HP_ROLE_LABEL, /* a list item's marker */
    HP_ROLE_LIST_BODY,
    HP_ROLE_TABLE,
    HP_ROLE_TABLE_HEAD, /* row groups */
    HP_ROLE_TABLE_BODY,
    HP_ROLE_TABLE_FOOT,
    HP_ROLE_TABLE_ROW,
    HP_ROLE_TABLE_HEADER_CELL,
    HP_ROLE_TABLE_CELL,
    HP_ROLE_CAPTION,
    HP_ROLE_FIGURE,
    HP_ROLE_FORMULA,
    HP_ROLE_LINK,
    HP_ROLE_SPAN, /* a passage in another language, emphasis */
    HP_ROLE_NOTE,
    HP_ROLE_RUBY,
    HP_ROLE_RUBY_BASE,
    HP_ROLE_RUBY_TEXT
} hp_role;

/* A named string that an element sets (string-set), for the margins of pages. */
typedef struct hp_string {
    const struct hp_string *next;
    const char *name; /* interned */
    const char *value;
} hp_string;

/*
 * One element of the logical structure. The chain of parents is the structure
 * tree; order is the document order, so painters may paint in any order and the
 * same meaning may be met on several pages.
 */
typedef struct hp_meaning {
    const struct hp_meaning *parent; /* NULL: the document itself is the parent */
    hp_role role;
    unsigned order;            /* unique within a deck, ascending in document order */
    int level;                 /* headings */
    const char *alt;           /* figures: alternative text; formulas: their TeX */
    const char *lang;          /* where it differs from the parent's; NULL */
    const char *href;          /* links: as the deck wrote it */
    const char *id;            /* anchor: a destination by this name; NULL */
    const char *text;          /* headings: their plain text, for the outline */
    int column_span, row_span; /* cells; 1 by default */
    gboolean scope_row;        /* header cells that head a row */
    const hp_string *strings;  /* set where this begins; NULL */
    unsigned line;
} hp_meaning;

typedef enum {
    HP_FRAGMENT_BOX,         /* background, borders, children */
    HP_FRAGMENT_TEXT,        /* glyphs on one baseline, one face, one style */
    HP_FRAGMENT_IMAGE,       /* replaced; with background and borders like a box */
    HP_FRAGMENT_PLACEHOLDER, /* a picture that is missing: a frame; its alt text comes as children */
    HP_FRAGMENT_MARKER,      /* a disc, circle or square */
    HP_FRAGMENT_FORMULA      /* with background and borders like a box */
} hp_fragment_type;

typedef struct {
    const hp_face *face;
    const hp_glyph *glyphs; /* visual order */
    size_t n_glyphs;
    const char *text;  /* the whole paragraph; glyph->byte counts in it */
    size_t start, end; /* the part these glyphs show */
    gboolean rtl;      /* bytes descend along the glyphs */
    double baseline;   /* y */
    /* Decorations that cross it, its own and those of the inline boxes and the
     * block around it, outermost first. */
    const struct hp_decoration *decorations;
} hp_text_fragment;

/* One underline, overline or line-through: where its line is, the width is the
 * fragment's. */
typedef struct hp_decoration {
    const struct hp_decoration *next;
    hp_decoration_line line;
    hp_decoration_style style;
    hp_color color;
    double offset; /* of the line's centre, below the baseline (negative: above) */
    double thickness;
} hp_decoration;

typedef struct hp_fragment hp_fragment;

struct hp_fragment {
    hp_fragment_type type;
    hp_rect rect; /* border box; text: advance wide, from ascent to descent */
    const hp_style *style;
    const hp_meaning *meaning; /* nearest one; never NULL */
    /* Where a box was cut at a page or line end: those sides have no border. */
    unsigned open_sides; /* 1 << hp_side */
    /* Borders as layout resolved them (collapsed tables); NULL: the style's. */
    const hp_border *borders;
    /* Paint no background: it was handed to the page or the table. */
    gboolean no_background;
    /* Moves it and all below, from page px to page px (CSS Transforms 1); rects
     * are those before. NULL: none. */
    const hp_matrix *transform;
    const hp_fragment *const *children; /* in paint order within the box */
    size_t n_children;
    hp_text_fragment text;     /* TEXT */
    const hp_image *image;     /* IMAGE: drawn into the content box `content` */
    hp_rect content;           /* IMAGE, PLACEHOLDER */
    hp_list_style_type marker; /* MARKER: disc, circle or square, filling rect */
    const hp_formula *formula; /* FORMULA: at origin, on its baseline */
    hp_point origin;
};

/* The background behind a whole page. Layers as CSS; drawn in this order. */
typedef struct {
    hp_color color;                       /* a = 0: white paper */
    const hp_background_layer *layers;    /* of a style, over the colour; NULL */
    const hp_image *image;                /* over them; NULL: none */
    const char *size, *position, *repeat; /* as CSS writes them; NULL: cover, center, no-repeat */
    double opacity;                       /* of the image */
    gboolean from_parallax;               /* at the page's top left corner, its own size */
} hp_page_background;

typedef struct {
    double width, height;                  /* px */
    double points_per_px;                  /* 0.75, less where a slide was shrunk to fit */
    const char *label;                     /* as the slides count: "3", "12.1"; documents: "1", "2" */
    const char *name;                      /* of its kind (CSS `page`), interned; NULL */
    const char *slide_id;                  /* id attribute of the slide, or NULL */
    unsigned horizontal, vertical;         /* of the slide, 0-based */
    unsigned continuation;                 /* 0 for the first page of a slide */
    const hp_page_background *backgrounds; /* the lowest first */
    size_t n_backgrounds;
    const hp_fragment *root;      /* the content */
    const hp_fragment *furniture; /* slide number, page number: artifact; NULL */
} hp_page;

/* The tree as indented text, sizes to a tenth of a px: for --dump=fragments and
 * tests. Free it. */
char *hp_page_dump(const hp_page *page);
