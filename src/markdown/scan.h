/*
 * Scan: what md4c does not know, found in its copy of the input before it
 * reads it, and hidden from it.
 *
 * Private to markdown/. The scan walks over the text as markdown-it's inline
 * parser does, as far as that matters here: what is escaped, code, a tag or a
 * link's address is passed over. At a sign that may begin a syntax it asks that
 * syntax's file. What is found becomes a region: its bytes in the copy turn into
 * such as mean nothing, and when md4c hands them back as text the region's HTML
 * takes their place. Inside code and raw HTML they come back as code and HTML,
 * and the original shows as always: the scan may err there without harm.
 *
 * A chunk is a run of lines without blank lines and fences between; no region
 * leaves it.
 */
#pragma once

#include "markdown/document.h"
#include "markdown/input.h"

typedef enum {
    MD_MATH,         /* $…$ and \(…\) */
    MD_MATH_DISPLAY, /* $$…$$, \[…\], \begin{…}…\end{…} */
    MD_SUP,          /* ^…^ */
    MD_SUB,          /* ~…~ */
    MD_NOTE,         /* [^…] and ^[…]; value: the note */
    MD_RUBY,         /* {…|…} */
    MD_EMBED,        /* {%…%} */
    MD_TOC,          /* [TOC] */
    MD_LABEL         /* [name=…], [time=…], [color=…]; value: which */
} md_region_kind;

/* Offsets in the copy. */
typedef struct {
    md_region_kind kind;
    size_t start, end;
    size_t inner_start, inner_end; /* what is between the marks */
    unsigned value;
} md_region;

/* Searches that failed need not be made again further on in the chunk. */
typedef struct {
    gboolean display, paren, bracket, tag, note;
    guint64 code; /* bit n: no run of n backticks */
    unsigned environments, regions;
} md_scan_failed;

typedef struct {
    md_document *document;
    md_input *input;
    const char *text;        /* the copy */
    size_t chunk, line, end; /* where the chunk and the line begin, and where the chunk ends */
    gboolean is_table;       /* the chunk has a delimiter row */
    md_scan_failed failed;
} md_scan;

/* Finds regions and hides them. */
void md_scan_apply(md_document *document, md_input *input);

/* The place after quote marks, items' marks and blanks at the beginning of a
 * line. */
size_t md_scan_skip_prefix(const md_scan *scan, size_t line);
/* The line that follows begins a block of its own, so that nothing reaches from
 * this one into it. */
gboolean md_scan_ends_block(const md_scan *scan, size_t newline);

/* Each looks whether its syntax begins at a place, and says where it ends. */

/* $…$, $$…$$, \(…\), \[…\], \begin{…}…\end{…} (math.c). */
gboolean md_math_match(md_scan *scan, size_t at, md_region *region);
/* ^…^ and ~…~ (script.c). */
gboolean md_script_match(md_scan *scan, size_t at, md_region *region);
/* [^label] and ^[text] (footnote.c). */
gboolean md_note_match(md_scan *scan, size_t at, md_region *region);
gboolean md_note_inline_match(md_scan *scan, size_t at, md_region *region);
/* {base|reading} (ruby.c). */
gboolean md_ruby_match(md_scan *scan, size_t at, md_region *region);
/* {%service what%}, [TOC] (embed.c). */
gboolean md_embed_match(md_scan *scan, size_t at, md_region *region);
gboolean md_toc_match(md_scan *scan, size_t at, md_region *region);
/* [name=…] and its kin (label.c). */
gboolean md_label_match(md_scan *scan, size_t at, md_region *region);
