/*
 * What the files of pdf/ share: the writer's record of pages, elements and
 * links while cairo draws, and the section of objects appended to cairo's file.
 *
 * cairo's file cannot say all we need. So finishing reads it back for its pages
 * and contents, writes our objects beside them, and assembles a new file of what
 * the catalog leads to. A library's object model would take five times as long
 * for the thousands of small objects of a tagged deck.
 */
#pragma once

#include "asset/image-data.h"
#include "base/arena.h"
#include "paint/paint.h"
#include "pdf/pdf.h"

typedef struct hp_element hp_element;
typedef struct hp_kid hp_kid;
typedef struct hp_pdf_image hp_pdf_image;
typedef struct hp_finishing hp_finishing;

/* A kid of an element, in paint order: another element or marked content. */
struct hp_kid {
    hp_kid *next;
    hp_element *element; /* NULL: marked content */
    unsigned page, mcid;
};

typedef enum { HP_LINK_NONE, HP_LINK_URI, HP_LINK_TARGET } hp_link_kind;

/* The writer's copy of a meaning; dies with the writer. */
struct hp_element {
    hp_element *parent; /* nearest one with a tag; NULL: the document */
    hp_element *outer;  /* the meaning's parent, tag or not */
    hp_element *link;   /* the link it is in, itself included; NULL */
    hp_role role;
    unsigned order, line;
    int level; /* headings: as written; after hp_elements_number, as tagged */
    const char *alt, *lang, *id, *text;
    int column_span, row_span;
    gboolean scope_row;
    gboolean artifact;   /* it or something around it */
    gboolean used;       /* has content: gets a tag */
    gboolean has_marker; /* a drawn bullet */
    hp_kid *kids, *last_kid;
    hp_link_kind link_kind;
    const char *target; /* URI, percent-encoded; or what follows the # */
    unsigned deck;      /* that it belongs to */
    guint n_annotations, first_annotation;
    gboolean placed; /* the destination below is known */
    unsigned page;
    double x, top;    /* px */
    gboolean has_box; /* figures: bounding box on `page`'s box_page, px */
    unsigned box_page;
    hp_rect box;
    int object; /* number in the file; 0: none */
};

typedef struct {
    double width, height; /* px */
    const char *label;
    GPtrArray *leaves; /* hp_element per MCID */
    int object;
    gboolean has_annotations;
} hp_pdf_page;

/* Where a slide begins. */
typedef struct {
    unsigned deck, horizontal, vertical;
    const char *id; /* NULL: none */
    unsigned page;
    double x, top; /* px */
} hp_slide_place;

/* One rectangle of a link, on one line. */
typedef struct {
    hp_element *link;
    unsigned page;
    hp_rect rect; /* px */
    int object;   /* 0: left out */
} hp_annotation;

struct hp_pdf_writer {
    hp_arena *arena;
    hp_diags *diags; /* of the deck that is drawn */
    unsigned deck;
    hp_pdf_metadata metadata;
    hp_painter *painter;
    GByteArray *bytes; /* what cairo wrote */
    cairo_surface_t *surface;
    cairo_t *cr;
    GHashTable *by_order;           /* hp_meaning.order + 1 → hp_element */
    const hp_meaning *last_meaning; /* of this page, with its element: most fragments repeat it */
    hp_element *last_element;
    GPtrArray *elements; /* in order of first sight, sorted in finishing */
    GArray *pages;       /* hp_pdf_page */
    GArray *annotations; /* hp_annotation */
    GArray *slides;      /* hp_slide_place */
    GPtrArray *decks;    /* hp_diags of each deck of the file; may be NULL */
    gboolean gray;
    gboolean leaf_open;
    gboolean links_left;         /* those that lead nowhere */
    GPtrArray *images;           /* hp_pdf_image, in order of first use */
    GHashTable *images_by_asset; /* hp_image → hp_pdf_image */
    GHashTable *images_by_tint;  /* hp_tint → hp_pdf_image */
    hp_image_sink sink;
    hp_image_plan image_plan;
    hp_pdf_attachment attachment; /* name NULL: none */
    hp_finishing *finishing;      /* NULL: still drawing */
};

/* ---- images.c ---- */
void hp_writer_images_init(hp_pdf_writer *writer);
void hp_writer_images_clear(hp_pdf_writer *writer);

/* ---- elements.c ---- */
hp_element *hp_writer_element(hp_pdf_writer *writer, const hp_meaning *meaning);
void hp_element_use(hp_pdf_writer *writer, hp_element *element);
void hp_element_add_content(hp_pdf_writer *writer, hp_element *element, unsigned page, unsigned mcid);
/* Sorts by document order and renumbers headings so that no level is skipped. */
void hp_elements_number(hp_pdf_writer *writer);
const char *hp_element_tag(const hp_element *element); /* "P", "H2"; the structure type */

/* ---- collect.c: destinations and link rectangles of what is drawn on a page ---- */
void hp_writer_collect(hp_pdf_writer *writer, const hp_page *page, hp_matrix map, unsigned number);

/* A piece of a file: a token, a value, an object's text. */
typedef struct {
    const char *start;
    size_t length;
} hp_token;

/* ---- source.c: files read back ---- */
typedef struct {
    const char *start; /* borrowed */
    size_t length;
    size_t *offsets; /* by object number; 0: free, or in an object stream */
    int n_objects, root, info;
    hp_token *bodies;   /* by object number; of those in object streams; NULL: there are none */
    GPtrArray *streams; /* GString: the object streams, unpacked; NULL */
} hp_source;

gboolean hp_source_open(hp_source *source, const void *file, size_t length, GError **error);
void hp_source_close(hp_source *source); /* after a failed open, too */
/* An object's text and, for a stream, its data as stored; else data is NULL. */
gboolean hp_source_object(const hp_source *source, int object, hp_token *body, hp_token *data);
/* The same of the object at an offset of the file; object: its number, -1: whatever it is. */
gboolean hp_source_object_at(const hp_source *source, size_t offset, int object, hp_token *body, hp_token *data);
/* A stream's data, unpacked, replaces what is in the string. */
gboolean hp_source_stream(const hp_source *source, int object, GString *to);
gboolean hp_stream_unpack(const hp_token *body, const hp_token *data, GString *to);
/* Object numbers of the pages and of their tree. Never NULL; empty: error set. */
GArray *hp_source_pages(const hp_source *source, int *pages, GError **error);
gboolean hp_source_broken(GError **error, const char *what); /* FALSE */

gboolean hp_token_next(const char **at, const char *end, hp_token *token);
/* One value: a token, a reference, or a bracketed thing with all in it. */
gboolean hp_value_next(const char **at, const char *end, hp_token *value);
gboolean hp_token_is(const hp_token *token, const char *text);
/* A whole number that fits an object number or a length; -1 for anything else. */
int hp_token_number(const hp_token *token);
int hp_token_reference(const hp_token *value); /* 12 for "12 0 R"; 0: none */
/* The next entry; *at begins at the dictionary's start. */
gboolean hp_dictionary_next(const char **at, const char *end, hp_token *key, hp_token *value);
gboolean hp_dictionary_get(const hp_token *dictionary, const char *name, hp_token *value);

/* ---- packed.c: cross-reference streams and object streams ---- */
/* For hp_source_open. offset: of the stream, which is the trailer as well. */
gboolean hp_packed_read(hp_source *source, size_t offset, hp_token *trailer, GError **error);
void hp_packed_clear(hp_source *source);

/* ---- update.c: our objects, and the file they end up in ---- */
typedef struct {
    GString *bytes; /* the text of our objects */
    GArray *ours;   /* by object number */
    int next;       /* first free number */
    int current;    /* between begin and end */
} hp_update;

void hp_update_init(hp_update *update, const hp_source *source);
void hp_update_clear(hp_update *update);
int hp_update_reserve(hp_update *update);
/* Between begin and end the object's text goes to update->bytes. A number of
 * cairo's replaces its object. */
void hp_update_begin(hp_update *update, int object);
void hp_update_end(hp_update *update);
/* A stream's data goes to what begin returns. dictionary: entries only. */
GString *hp_update_begin_stream(hp_update *update, int object, const char *dictionary, gboolean compressed);
void hp_update_end_stream(hp_update *update);
/* A stream whose data is written as it is. */
void hp_update_add_stream(hp_update *update, int object, const char *dictionary, GBytes *data);
GBytes *hp_update_write(const hp_update *update, const hp_source *source, int root, int info);

/* ---- images.c ---- */
/* Finds the objects that stand for pictures, once. */
void hp_images_find(hp_pdf_writer *writer, hp_update *update, const hp_source *source);
/* Replaces them, as writer->image_plan says now. */
void hp_images_write(hp_pdf_writer *writer, hp_update *update);

/* ---- syntax.c ---- */
void hp_append_number(GString *to, double value);     /* at most 3 decimals, C locale */
void hp_append_text(GString *to, const char *utf8);   /* a text string */
void hp_append_bytes(GString *to, const char *ascii); /* a byte string: URIs */
void hp_append_reference(GString *to, int object);    /* "12 0 R" */

/* ---- link.c ---- */
/* Says what an address is. The result is in the arena. */
hp_link_kind hp_link_parse(hp_arena *arena, const char *href, const char **target, gboolean *refused);
void hp_links_number(hp_pdf_writer *writer, hp_update *update);
void hp_links_write(hp_pdf_writer *writer, hp_update *update, int first_parent_key);

/* ---- tags.c, outline.c, labels.c, metadata.c: each writes its objects and
 * returns the number of the topmost one, 0 when there is none ---- */
int hp_tags_write(hp_pdf_writer *writer, hp_update *update);
int hp_outline_write(hp_pdf_writer *writer, hp_update *update);
void hp_labels_append(const hp_pdf_writer *writer, GString *to);
int hp_info_write(const hp_pdf_writer *writer, hp_update *update);
int hp_xmp_write(const hp_pdf_writer *writer, hp_update *update);

/* ---- attach.c ---- */
int hp_attachment_write(const hp_pdf_writer *writer, hp_update *update);         /* its file specification; 0: none */
void hp_attachment_append(const hp_pdf_writer *writer, GString *to, int object); /* entries of the catalog */

/* ---- content.c: artifacts ---- */
/* Copies a content stream, naming the marked leaves after their elements,
 * numbering them from 0, and wrapping all painting outside them as Artifact. */
void hp_content_mark(GString *to, const char *data, size_t length, const GPtrArray *leaves);

/* ---- finish.c ---- */
void hp_finishing_free(hp_finishing *finishing); /* NULL is fine */
GBytes *hp_writer_finish_file(hp_pdf_writer *writer, GError **error);
