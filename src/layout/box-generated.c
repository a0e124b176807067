/*
 * What style sheets put into the text: ::before and ::after, markers of list items.
 */
#include "css/counters.h"
#include "layout/box-build.h"
#include "layout/marker.h"

/* A picture that a style sheet names: decoration, and nothing when it is
 * missing (CSS Images 3 §2.3). */
static hp_box *generated_picture(hp_box_builder *b, const hp_style *style, const hp_meaning *meaning, const char *url)
{
    const hp_image *image = hp_assets_load(b->context->assets, url, meaning ? meaning->line : 0);
    if (!image)
        return NULL;
    const hp_meaning *artifact = hp_meaning_make(&b->meanings, HP_ROLE_ARTIFACT, meaning, meaning ? meaning->line : 0);
    const hp_style *plain = hp_style_anonymous(b->arena, style, HP_DISPLAY_INLINE);
    hp_box *box = hp_box_make(b, HP_BOX_REPLACED, plain, NULL, artifact);
    box->image = image;
    box->alt = "";
    return box;
}

static void add_generated(hp_box_builder *b, hp_box_flow *f, const hp_style *style)
{
    if (!style->content_parts && *style->content)
        hp_box_flow_add_text(b, f, style->content);
    for (const hp_content_part *part = style->content_parts; part; part = part->next) {
        if (part->kind != HP_PART_URL) {
            hp_box_flow_add_text(b, f, part->text);
            continue;
        }
        hp_box *picture = generated_picture(b, style, hp_box_flow_inline_meaning(b, f), part->text);
        if (picture)
            hp_box_flow_add_inline_level(b, f, picture);
    }
}

/* ::before and ::after (CSS 2.2 §12.1). */
void hp_box_add_pseudo(hp_box_builder *b, hp_box_flow *f, const hp_style *style)
{
    if (style->display == HP_DISPLAY_NONE)
        return;
    if (style->display == HP_DISPLAY_INLINE) {
        hp_open_inline open = {.style = style, .meaning = hp_box_flow_inline_meaning(b, f)};
        hp_box_flow_open(f, &open);
        add_generated(b, f, style);
        hp_box_flow_close_inline(b, f);
        return;
    }
    hp_box *box = hp_box_make(b, HP_BOX_BLOCK, style, NULL, hp_box_flow_block_meaning(b, f));
    hp_box_flow inner = {.container = box};
    add_generated(b, &inner, style);
    hp_box_flow_close(b, box);
    if (hp_display_is_inline(style->display))
        hp_box_flow_add_inline_level(b, f, box);
    else
        hp_box_flow_add_block_level(b, f, box);
}

/* The picture of a marker: the first in its content, else list-style-image. */
static const char *marker_address(const hp_node *node)
{
    const hp_style *own = node->style_marker;
    if (!own || !own->content)
        return node->style->list_style_image;
    for (const hp_content_part *part = own->content_parts; part; part = part->next)
        if (part->kind == HP_PART_URL)
            return part->text;
    return NULL;
}

/* … with the gap that browsers leave behind it. */
static hp_box *marker_picture(hp_box_builder *b, const hp_node *node, const hp_meaning *meaning)
{
    const hp_style *style = node->style;
    const char *address = marker_address(node);
    hp_box *box = address ? generated_picture(b, style, meaning, address) : NULL;
    if (!box)
        return NULL;
    hp_style *spaced = hp_arena_copy(b->arena, box->style, sizeof *spaced);
    spaced->margin[style->direction == HP_DIRECTION_RTL ? HP_LEFT : HP_RIGHT] = HP_PX(7);
    box->style = spaced;
    return box;
}

/* A marker inside is the first text of the item's first line. */
static void add_inside_marker(hp_box_builder *b, hp_box_flow *f, const hp_marker *marker)
{
    static const char *const shapes[] = {
        [HP_LIST_DISC] = "\xe2\x80\xa2 ", [HP_LIST_CIRCLE] = "\xe2\x97\xa6 ", [HP_LIST_SQUARE] = "\xe2\x96\xaa "};
    if (marker->picture) {
        hp_box_flow_add_inline_level(b, f, marker->picture);
        return;
    }
    hp_box *box = hp_box_make(b, HP_BOX_TEXT, marker->style, NULL, marker->meaning);
    box->text = marker->text ? marker->text : shapes[marker->shape];
    hp_box_flow_add_inline_level(b, f, box);
}

/* CSS Lists 3 §3.2: content goes before list-style-type. */
static gboolean has_marker(const hp_node *node, gboolean has_picture)
{
    const hp_style *own = node->style_marker;
    if (own && (own->content_none || (own->content && !*own->content && !has_picture)))
        return FALSE;
    return has_picture || (own && own->content) || node->style->list_style_type != HP_LIST_NONE;
}

hp_box *hp_box_make_list_item(hp_box_builder *b, hp_box_flow *f, const hp_node *node)
{
    hp_box *box = hp_box_make(b, HP_BOX_BLOCK, node->style, node,
                              hp_meaning_of(&b->meanings, node, hp_box_flow_block_meaning(b, f)));
    if (hp_node_is(node, "li"))
        f->ordinal = hp_box_ordinal(node, "value", f->ordinal);
    /* A label needs an item around it; other elements may be list items, too. */
    gboolean is_item = box->meaning && box->meaning->role == HP_ROLE_LIST_ITEM;
    hp_box *picture = marker_picture(b, node, box->meaning);
    if (has_marker(node, picture != NULL)) {
        hp_role role = is_item && !picture ? HP_ROLE_LABEL : HP_ROLE_ARTIFACT;
        const hp_meaning *label = hp_meaning_make(&b->meanings, role, box->meaning, node->line);
        box->marker = hp_marker_make(b->arena, node->style, node->style_marker, f->ordinal, picture, label);
    }
    if (is_item)
        box->meaning = hp_meaning_make(&b->meanings, HP_ROLE_LIST_BODY, box->meaning, node->line);
    f->ordinal += f->step;
    hp_box_flow inner = {.container = box};
    if (box->marker && box->marker->inside)
        add_inside_marker(b, &inner, box->marker);
    hp_box_add_children(b, &inner, node);
    hp_box_flow_close(b, box);
    if (node->style_first_letter)
        hp_first_letter_split(b, box, node->style_first_letter);
    return box;
}
