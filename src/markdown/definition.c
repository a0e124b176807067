/*
 * Definition lists: a term on a line of its own, and lines of ": definition" or
 * "~ definition" after it, perhaps after one blank line. A definition's mark
 * becomes that of a list's item in md4c's copy.
 */
#include "markdown/block.h"
#include "markdown/line.h"
#include "markdown/render.h"

#include <string.h>

/* A line that would be a paragraph by itself. */
static gboolean may_be_term(const char *text, const md_block_line *line)
{
    if (line->is_blank || line->indent >= 4 || strchr("#<|:~`$", text[line->content]))
        return FALSE;
    /* A footnote, a definition of a link or an abbreviation. */
    const char *colon = memmem(text + line->content, line->end - line->content, "]:", 2);
    return !colon || (text[line->content] != '[' && text[line->content] != '*');
}

/* The term that the line defines, or NULL. */
static const md_block_line *term_find(const md_blocks *b)
{
    const md_block_line *term = b->before.is_blank ? &b->before_that : &b->before;
    gboolean alone = term->after_block || term->is_item;
    return alone && may_be_term(b->input->text, term) && term->quotes == b->line.quotes ? term : NULL;
}

gboolean md_definition_match(md_blocks *b)
{
    const md_block_line *line = &b->line;
    char *text = b->input->text, mark = text[line->content];
    if ((mark != ':' && mark != '~') || line->is_item || line->content + 1 >= line->end ||
        !md_is_blank(text[line->content + 1]))
        return FALSE;
    if (!b->in_definitions) {
        const md_block_line *term = term_find(b);
        if (!term)
            return FALSE;
        md_directive directive = {.kind = MD_TERM};
        b->bullet = md_blocks_bullet(b);
        md_blocks_replace(b, term, 0, &directive, "");
    }
    text[line->content] = b->bullet;
    return b->in_definitions = TRUE;
}

void md_definitions_close(md_renderer *r)
{
    if (r->definitions != MD_DEFINITIONS_NONE)
        g_string_append(r->html, "</dl>\n");
    r->definitions = MD_DEFINITIONS_NONE;
}

/* Between groups of terms the list stays open. */
void md_term_render(md_renderer *r)
{
    if (r->definitions == MD_DEFINITIONS_READ) {
        r->definitions = MD_DEFINITIONS_TERM;
        return;
    }
    md_definitions_close(r);
    g_string_append(r->html, "<dl>\n");
    r->definitions = MD_DEFINITIONS_TERM;
}

void md_definitions_check(md_renderer *r, MD_BLOCKTYPE type, gboolean enters)
{
    MD_BLOCKTYPE next = r->definitions == MD_DEFINITIONS_LIST && enters ? MD_BLOCK_UL : MD_BLOCK_P;
    gboolean expected = type == MD_BLOCK_HTML || (r->definitions != MD_DEFINITIONS_READ && type == next);
    if (!expected)
        md_definitions_close(r);
}
