/*
 * Private to join.c, join-part.c and join-output.c.
 */
#pragma once

#include "pdf/join.h"
#include "pdf/pdf-internal.h"

#include <zlib.h>

/* ---- join-output.c: a file that is written object by object ---- */
typedef struct {
    FILE *stream;
    guint64 length;
    GChecksum *sum;         /* of all that was written */
    GArray *places;         /* guint64 by object number; see join-output.c */
    GString *index, *texts; /* of the object stream that is being filled */
    guint count;            /* of objects in it */
    int container;          /* its number */
    z_stream deflater;
    GByteArray *deflated;
} hp_output;

void hp_output_init(hp_output *to, FILE *stream);
void hp_output_clear(hp_output *to);
int hp_output_reserve(hp_output *to);
void hp_output_object(hp_output *to, int object, const GString *text);
/* dictionary: entries only, without /Length. */
void hp_output_stream(hp_output *to, int object, const char *dictionary, const char *data, size_t length);
void hp_output_end(hp_output *to, int root, int info);

/* ---- join-part.c: one file's objects, renumbered ---- */
typedef struct {
    char *title;
    char *lang; /* a PDF string */
    guint n_pages;
    int first_page, pages;              /* objects: a page, the part's node of the page tree */
    char *top;                          /* of the first page, as a number in text; NULL: not known */
    int tag, item, keys, ids;           /* structure element, outline item, leaves of the number
                                           and name trees; ids 0: none */
    int first_item, last_item, n_items; /* of its outline */
    int info, metadata;                 /* of the front */
} hp_join_part;

struct hp_pdf_join {
    hp_output out;
    GPtrArray *parts;   /* hp_join_part */
    GHashTable *stored; /* digest of a stream ─► its object */
    int pages, document;
    guint next_key; /* of the parent tree */
    GString *text;  /* scratch: the object in hand */
};

/* number: of the part, from 1; 0: the front. NULL and HP_ERROR_INTERNAL. */
hp_join_part *hp_join_part_copy(hp_pdf_join *join, GBytes *file, unsigned number, const char *title, GError **error);
void hp_join_part_free(hp_join_part *part);
