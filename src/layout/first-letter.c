/*
 * ::first-letter (CSS Pseudo-Elements 4 §2.2): the first letter of a block's
 * first line, with the punctuation around it, in a box of its own.
 */
#include "layout/box-build.h"

#include <string.h>

/* The first text in the flow that stands on the first line; NULL when something
 * else stands there. */
static hp_box *first_text(const hp_box *box)
{
    if (box->kind == HP_BOX_BLOCK && hp_box_holds_items(box))
        return NULL;
    for (hp_box *child = box->first_child; child; child = child->next) {
        gboolean is_marker = box->marker && child->meaning == box->marker->meaning;
        if (child->floating || child->absolute || is_marker)
            continue;
        if (child->kind == HP_BOX_TEXT) {
            if (!hp_text_is_blank(child->text))
                return child;
            continue;
        }
        gboolean in_flow = child->kind == HP_BOX_INLINE || (child->kind == HP_BOX_BLOCK && !child->inline_level);
        if (!in_flow || child->is_first_letter)
            return NULL;
        hp_box *text = first_text(child);
        /* What is inline and empty does not end the search. */
        if (text || child->kind != HP_BOX_INLINE || child->first_child)
            return text;
    }
    return NULL;
}

static gboolean is_before(gunichar c)
{
    switch (g_unichar_type(c)) {
    case G_UNICODE_OPEN_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION: return TRUE;
    default: return FALSE;
    }
}

static gboolean is_behind(gunichar c)
{
    return is_before(c) && g_unichar_type(c) != G_UNICODE_OPEN_PUNCTUATION;
}

/* Where the letter ends that begins at text; NULL when none does. */
static const char *letter_end(const char *text)
{
    const char *p = text;
    while (*p && is_before(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    if (!*p || g_unichar_isspace(g_utf8_get_char(p)))
        return NULL;
    p = g_utf8_next_char(p);
    while (*p && g_unichar_ismark(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    while (*p && is_behind(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p;
}

static hp_box *letter_make(hp_box_builder *b, const hp_box *text, const hp_style *style, const char *letter)
{
    gboolean floats = style->floating != HP_FLOAT_NONE;
    hp_box *box = hp_box_make(b, floats ? HP_BOX_BLOCK : HP_BOX_INLINE, style, NULL, text->meaning);
    box->inline_level = !floats;
    box->floating = box->inline_content = floats;
    box->is_first_letter = box->starts = box->ends = TRUE;
    hp_box *part = hp_box_make(b, HP_BOX_TEXT, style, NULL, text->meaning);
    part->text = letter;
    part->inline_level = TRUE;
    hp_box_append(box, part);
    return box;
}

static void insert_before(hp_box *parent, hp_box *child, hp_box *before)
{
    hp_box **link = &parent->first_child;
    while (*link != before)
        link = &(*link)->next;
    child->parent = parent;
    child->next = before;
    *link = child;
}

/* The position properties do not apply to it. */
static const hp_style *letter_style(hp_box_builder *b, const hp_style *style)
{
    hp_style *own = hp_arena_copy(b->arena, style, sizeof *style);
    own->position = HP_POSITION_STATIC;
    own->display = own->floating == HP_FLOAT_NONE ? HP_DISPLAY_INLINE : HP_DISPLAY_BLOCK;
    return own;
}

void hp_first_letter_split(hp_box_builder *b, hp_box *box, const hp_style *style)
{
    hp_box *text = first_text(box);
    if (!text)
        return;
    const char *start = text->text + strspn(text->text, " \t\n\r\f"), *end = letter_end(start);
    if (!end)
        return;
    const char *letter = hp_arena_strndup(b->arena, start, (size_t)(end - start));
    hp_box *first = letter_make(b, text, letter_style(b, style), letter), *parent = text->parent;
    /* Blanks before it collapse at the beginning of the line, or are content. */
    if (start > text->text) {
        hp_box *blank = hp_box_make(b, HP_BOX_TEXT, text->style, NULL, text->meaning);
        blank->text = hp_arena_strndup(b->arena, text->text, (size_t)(start - text->text));
        blank->inline_level = TRUE;
        insert_before(parent, blank, text);
    }
    insert_before(parent, first, text);
    text->text = end;
    for (hp_box *at = parent; first->floating && at != box; at = at->parent)
        at->has_floats = TRUE;
    box->has_floats |= first->floating;
}
