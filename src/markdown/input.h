/*
 * Input: the Markdown as md4c gets to read it, and where it came from.
 *
 * Private to markdown/. md4c reads a copy in which some bytes differ from the
 * original (image sizes, limits) and some are added (table rows). Text is always
 * taken from the original, so that it shows what the author wrote whatever md4c
 * makes of the copy.
 */
#pragma once

#include "base/diag.h"
#include "source/deck.h"

/* From `to` in the copy on stands what is at `from` and after it in the
 * original. */
typedef struct {
    size_t to, from;
} md_shift;

typedef struct {
    const char *original;
    size_t original_length;
    char *text; /* the copy, NUL-terminated */
    size_t length;
    unsigned first_line;
    GArray *line_starts; /* unsigned; offsets of the original's lines but the first */
    GArray *shifts;      /* md_shift; NULL when nothing was added */
    GArray *regions;     /* md_region (scan.h), in order; NULL when there are none */
    GArray *directives;  /* md_directive (block.h), in order; NULL when there are none */
    gboolean has_colors; /* quotes are coloured */
} md_input;

/* Past 16 MB the text is cut, with a diagnostic. */
void md_input_init(md_input *input, const hp_markdown_text *text, hp_diags *diags);
void md_input_clear(md_input *input);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(md_input, md_input_clear)

/* TRUE when the size bytes at text lie in the copy. */
gboolean md_input_holds(const md_input *input, const char *text, size_t size);
/* The original of *size bytes in the copy; sets *size to its size. */
const char *md_input_original(const md_input *input, const char *text, size_t *size);
/* The line of a place in the copy. */
unsigned md_input_line(const md_input *input, const char *text);
/* The first line with a thematic break after a line, 0 when none is near. */
unsigned md_input_find_break(const md_input *input, unsigned after);

/* In the copy, length bytes at a place give way to text of the edits' texts. */
typedef struct {
    size_t at, length;
    size_t text, text_length;
} md_edit;

/* Makes all edits, which are in order; their places become those in the new
 * copy. */
void md_input_edit(md_input *input, GArray *edits, const char *texts);

/* Adds dashes to the delimiter rows of tables: md4c before 0.5 wants three in
 * each cell, markdown-it one (table-rows.c). */
void md_table_rows_widen(md_input *input);

/* Puts empty lines where a table begins or ends (table-edges.c). */
void md_table_edges_part(md_input *input);

/* Puts a blank behind "- [x]done": HedgeDoc does without it (list.c). */
void md_task_marks_part(md_input *input);

/* Makes what md4c would take too long or too much memory for harmless
 * (limits.c). */
void md_limits_apply(md_input *input, hp_diags *diags);

/* ![a](u =WxH): makes the sizes part of the address or title, where md4c takes
 * them along (image-size.c). */
void md_image_sizes_hide(md_input *input);

typedef struct {
    size_t length;     /* of the address or title without the size */
    const char *width; /* digits, perhaps %; width_length 0: none */
    size_t width_length;
    const char *height;
    size_t height_length;
} md_image_size;

/* Finds the size that md_image_sizes_hide left in an address or title. FALSE:
 * there is none. */
gboolean md_image_size_find(const char *text, size_t length, md_image_size *size);
