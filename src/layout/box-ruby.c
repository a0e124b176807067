/*
 * Ruby: bases paired with their annotations (CSS Ruby 1 §2). Every pair is a
 * box of its own in the line, so that base and annotation stay together.
 */
#include "layout/box-build.h"

#include <string.h>

/* Neighbouring nodes, from first up to end; none: an annotation without a base. */
typedef struct {
    const hp_node *first, *end;
} base_part;

typedef struct {
    hp_box_builder *b;
    hp_box_flow *f;
    const hp_style *style; /* the ruby's */
    GArray *bases;         /* base_part: those before the annotations at hand */
    GPtrArray *texts;      /* const hp_node *: the annotations */
    gboolean paired;       /* a pair stands before */
} ruby_reader;

static gboolean is_annotation(const hp_node *node)
{
    return node->type == HP_NODE_ELEMENT && node->style->display == HP_DISPLAY_RUBY_TEXT;
}

static gboolean is_base(const hp_node *node)
{
    return node->type == HP_NODE_ELEMENT && node->style->display == HP_DISPLAY_RUBY_BASE;
}

/* Blanks, and what is not shown: between parts they are nothing. */
static gboolean is_nothing(const hp_node *node)
{
    return node->type == HP_NODE_ELEMENT ? node->style->display == HP_DISPLAY_NONE : hp_text_is_blank(node->text);
}

static hp_box *part_make(ruby_reader *r, hp_box *ruby, const hp_style *style, const hp_node *node, hp_role role)
{
    hp_style *centred = hp_arena_copy(r->b->arena, style, sizeof *style);
    centred->display = HP_DISPLAY_BLOCK;
    centred->text_align = HP_TEXT_ALIGN_CENTER;
    centred->text_indent = HP_PX(0);
    const hp_meaning *meaning =
        hp_meaning_make(&r->b->meanings, role, ruby->meaning, node ? node->line : ruby->meaning->line);
    if (node)
        meaning = hp_meaning_of(&r->b->meanings, node, meaning);
    hp_box *box = hp_box_make(r->b, HP_BOX_BLOCK, centred, node, meaning);
    hp_box_append(ruby, box);
    return box;
}

static void add_pair(ruby_reader *r, const base_part *part, const hp_node *text)
{
    hp_box_builder *b = r->b;
    const hp_style *style = hp_style_anonymous(b->arena, r->style, HP_DISPLAY_INLINE_BLOCK);
    const hp_meaning *meaning =
        hp_meaning_make(&b->meanings, HP_ROLE_RUBY, hp_box_flow_inline_meaning(b, r->f), text->line);
    hp_box *ruby = hp_box_make(b, HP_BOX_RUBY, style, NULL, meaning);
    hp_box *base = part_make(r, ruby, style, NULL, HP_ROLE_RUBY_BASE);
    hp_box_flow inner = {.container = base};
    for (const hp_node *node = part->first; node != part->end; node = node->next)
        hp_box_add_node(b, &inner, node);
    hp_box_flow_close(b, base);
    hp_box *annotation = part_make(r, ruby, text->style, text, HP_ROLE_RUBY_TEXT);
    hp_box_flow around = {.container = annotation};
    hp_box_add_children(b, &around, text);
    hp_box_flow_close(b, annotation);
    hp_box_flow_add_inline_level(b, r->f, ruby);
}

/* A blank at the edge of a base parts it from the next word; in a line of its own it
 * would be lost. */
static gboolean blank_at(const char *text, gboolean at_end)
{
    size_t length = strlen(text);
    return length > 0 && strchr(" \t\n\r\f", at_end ? text[length - 1] : text[0]) != NULL;
}

static const hp_node *last_of(const base_part *part)
{
    const hp_node *last = part->first;
    while (last && last->next != part->end)
        last = last->next;
    return last;
}

/* Annotations go to the bases before them one by one; bases that are left over
 * are text, annotations that are left over stand over nothing. */
static void pair_up(ruby_reader *r, gboolean more)
{
    static const base_part none = {NULL, NULL};
    for (guint i = 0; i < MAX(r->bases->len, r->texts->len); i++) {
        const base_part *part = i < r->bases->len ? &g_array_index(r->bases, base_part, i) : &none;
        const hp_node *first = part->first, *last = last_of(part);
        if (r->paired && first && first->type == HP_NODE_TEXT && blank_at(first->text, FALSE))
            hp_box_flow_add_text(r->b, r->f, " ");
        if (i < r->texts->len)
            add_pair(r, part, g_ptr_array_index(r->texts, i));
        else
            for (const hp_node *node = first; node != part->end; node = node->next)
                hp_box_add_node(r->b, r->f, node);
        if (more && last && last->type == HP_NODE_TEXT && blank_at(last->text, TRUE))
            hp_box_flow_add_text(r->b, r->f, " ");
        r->paired = TRUE;
    }
    g_array_set_size(r->bases, 0);
    g_ptr_array_set_size(r->texts, 0);
}

static void read_parts(ruby_reader *r, const hp_node *ruby)
{
    gboolean goes_on = FALSE; /* the last base takes what follows */
    for (const hp_node *node = ruby->first_child; node; node = node->next) {
        if (is_annotation(node)) {
            g_ptr_array_add(r->texts, (gpointer)node);
            goes_on = FALSE;
            continue;
        }
        if (is_nothing(node) && !goes_on)
            continue;
        if (r->texts->len)
            pair_up(r, TRUE);
        if (!goes_on || is_base(node)) {
            base_part part = {node, node->next};
            g_array_append_val(r->bases, part);
        } else {
            g_array_index(r->bases, base_part, r->bases->len - 1).end = node->next;
        }
        goes_on = !is_base(node);
    }
    pair_up(r, FALSE);
}

void hp_box_add_ruby(hp_box_builder *b, hp_box_flow *f, const hp_node *node)
{
    const hp_meaning *outer = hp_box_flow_inline_meaning(b, f);
    hp_open_inline open = {.node = node, .style = node->style, .meaning = hp_meaning_of(&b->meanings, node, outer)};
    ruby_reader r = {.b = b,
                     .f = f,
                     .style = node->style,
                     .bases = g_array_new(FALSE, FALSE, sizeof(base_part)),
                     .texts = g_ptr_array_new()};
    hp_box_flow_open(f, &open);
    if (node->style_before)
        hp_box_add_pseudo(b, f, node->style_before);
    read_parts(&r, node);
    if (node->style_after)
        hp_box_add_pseudo(b, f, node->style_after);
    hp_box_flow_close_inline(b, f);
    g_array_unref(r.bases);
    g_ptr_array_unref(r.texts);
}
