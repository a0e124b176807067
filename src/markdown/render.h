/*
 * Renderer: md4c's events to HTML, with lines. Private to markdown/.
 */
#pragma once

#include "base/line-map.h"
#include "markdown/block.h"
#include "markdown/document.h"
#include "markdown/inline.h"
#include "markdown/input.h"
#include "markdown/markdown.h"
#include "markdown/scan.h"

#include <md4c.h>

/* What a list of md4c is. */
typedef enum { MD_LIST, MD_LIST_DEFINITIONS, MD_LIST_NOTE } md_list_kind;

typedef enum {
    MD_DEFINITIONS_NONE,
    MD_DEFINITIONS_TERM, /* the next paragraph is the term */
    MD_DEFINITIONS_LIST, /* the next list is its definitions */
    MD_DEFINITIONS_READ  /* they have been read; the <dl> is open */
} md_definitions;

typedef struct {
    md_document *document;
    const md_input *input;
    GString *html;
    hp_line_map *map;
    gboolean breaks;
    md_quotes quotes;

    md_inline content;    /* of the block that is open */
    unsigned level;       /* spans open around what comes next */
    unsigned links;       /* <a> of the author open: linkify keeps out */
    unsigned images;      /* nested images; their text becomes alt */
    size_t alt_start;     /* in content.text, of the outermost image's alt */
    size_t hidden_end;    /* of the region whose rest is still to come; 0 */
    const char *text_end; /* where the last text of the block ended in the input */
    gboolean autolink;    /* inside <https://…> */
    gboolean link_opened; /* the next text is a link's first */
    unsigned line;        /* the last one known */
    gboolean line_stale;  /* line is that of an earlier block */

    gboolean block_verbatim; /* inside a code or HTML block */
    size_t indent;           /* columns before the line of code that follows */
    size_t pending;          /* where blocks opened whose line is not yet known */
    gboolean has_pending;
    gboolean paragraph; /* waits for its <p> */
    gboolean p_open;
    unsigned heading; /* level of the open heading; 0: none */
    char task;        /* mark of the task whose box is to be written; 0 */
    gboolean in_cell;
    size_t cells;    /* of tables, for the limit */
    size_t max_html; /* html must not get longer */

    GByteArray *lists;      /* md_list_kind of those that are open */
    GByteArray *containers; /* container.c: kinds of those that are open */
    GArray *quote_tags;     /* size_t; label.c: where the open quotes' tags have room */
    guint quote_base;       /* how many of them the note that is read is in */
    md_definitions definitions;
    gboolean in_directive; /* the rest of the HTML block is the directive's */
    int note;              /* whose content is the next list, or the one that is read; -1 */
    GString *main_html;    /* while html is a note's; else NULL */
    hp_line_map *main_map;
    size_t notes_length; /* of all notes' HTML */
} md_renderer;

void md_renderer_init(md_renderer *r, md_document *document, const md_input *input, GString *html, hp_line_map *map);
/* Writes what still waits when md4c gave up, with a diagnostic. */
void md_renderer_abandon(md_renderer *r);
/* Closes what is open and writes the notes. */
void md_renderer_finish(md_renderer *r);
void md_renderer_clear(md_renderer *r);

/* What a callback returns: 0, or -1 when a limit is passed. md4c overlooks
 * positive values at links. A reference of few bytes may stand for much text, so
 * spans ask, too. */
int md_limit_check(const md_renderer *r);

/* md4c's callbacks; data is the renderer. */
int md_block_enter(MD_BLOCKTYPE type, void *detail, void *data);
int md_block_leave(MD_BLOCKTYPE type, void *detail, void *data);
int md_span_enter(MD_SPANTYPE type, void *detail, void *data);
int md_span_leave(MD_SPANTYPE type, void *detail, void *data);
int md_text(MD_TEXTTYPE type, const char *text, MD_SIZE size, void *data);

/* Runs the passes over the block's content and writes it (render-inline.c). */
void md_content_flush(md_renderer *r);
/* Adds a token to the content; of level and line as they are now. */
md_token *md_token_add(md_renderer *r, md_token_kind kind, const char *text, size_t length);
/* A tag whose HTML has been appended to the content's text from start on. */
md_token *md_tag_add(md_renderer *r, size_t start);
/* Adds text of md4c that no region is in. */
void md_text_add(md_renderer *r, const char *text, size_t size);
/* Adds text of the copy in which regions may be (region.c). */
void md_region_text(md_renderer *r, const char *text, size_t size);
/* Adds a region of its kind, each in the file of its syntax. */
void md_math_render(md_renderer *r, const md_region *region);
void md_script_render(md_renderer *r, const md_region *region);
void md_note_render(md_renderer *r, const md_region *region);
void md_ruby_render(md_renderer *r, const md_region *region);
void md_embed_render(md_renderer *r, const md_region *region);
void md_toc_render(md_renderer *r);
void md_label_render(md_renderer *r, const md_region *region);

/* Does what the directive says that md4c hands back as HTML; FALSE: there is none
 * at this place (directive.c). */
gboolean md_directive_text(md_renderer *r, const char *text, size_t size);
void md_container_render(md_renderer *r, const md_directive *directive);
/* Closes containers until so many are left open. */
void md_containers_close(md_renderer *r, unsigned left);
void md_term_render(md_renderer *r);
void md_definitions_close(md_renderer *r);
/* Closes the <dl> unless the block belongs to it; what an HTML block is is known
 * with its text. */
void md_definitions_check(md_renderer *r, MD_BLOCKTYPE type, gboolean enters);
/* list.c; ordered NULL: <ul>. */
void md_list_open(md_renderer *r, const MD_BLOCK_OL_DETAIL *ordered);
void md_list_close(md_renderer *r, const char *tag);
/* Whether what is read is in an item of a list. */
gboolean md_list_is_open(const md_renderer *r);
void md_item_open(md_renderer *r, const MD_BLOCK_LI_DETAIL *item);
void md_item_close(md_renderer *r);
void md_paragraph_open(md_renderer *r);
void md_paragraph_close(md_renderer *r);
/* From here on HTML goes to the note r->note, and back to the text. */
void md_note_divert(md_renderer *r);
void md_note_restore(md_renderer *r);
/* Writes the section of all notes that are referred to. */
void md_notes_write(md_renderer *r);
void md_quote_open(md_renderer *r);
void md_quote_close(md_renderer *r);

/* Writes the box of a task list's item. */
void md_task_box(md_renderer *r);
/* What stands at offset of the HTML comes from this line, and so do the tags
 * before it that still waited for one. */
void md_line_at(md_renderer *r, size_t offset, unsigned line);
/* Writes the opening tags of a fence (fence.c): the language as class, numbering
 * as data-line-numbers (the first number or "+"), data-wrap, the rest of the
 * info string as data-info. */
void md_fence_open(md_renderer *r, const MD_BLOCK_CODE_DETAIL *code);
/* Appends the bytes from and up to to of an attribute of md4c as text, character
 * references kept, escaped for HTML; as_url: percent-encoded (render.c). */
void md_append_attribute(GString *out, const MD_ATTRIBUTE *attribute, size_t from, size_t to, gboolean as_url);
/* The id of a heading, from its content (slug.c); "" when there is nothing to
 * make one of. Free it. */
char *md_heading_slug(md_renderer *r);
