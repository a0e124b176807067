#include "sheet/handout-fields.h"
#include "sheet/handout-internal.h"
#include "sheet/theme.h"

#include <string.h>

/* px: lines of some 85 letters of the notes' type. */
#define NOTES_WIDTH 580.0

/* px: a picture of the outline that is no larger stays in its line. */
#define ICON_MAX 64.0

/* As many pictures stand beside a slide's text. */
#define BESIDE_MAX 4

static hp_node *element(hp_arena *arena, hp_node *parent, const char *tag, const char *class)
{
    hp_node *node = hp_node_make_element(arena, tag, parent ? parent->line : 0);
    if (class)
        hp_node_set_attribute(arena, node, "class", class);
    if (parent)
        hp_node_append(parent, node);
    return node;
}

static void text_append(hp_arena *arena, hp_node *parent, const char *text)
{
    hp_node_append(parent, hp_node_make_text(arena, text, strlen(text), parent->line));
}

/* ---- decks ---- */

/* The second heading of the first slide, or what the front matter says of the
 * deck. */
static const char *subtitle_of(hp_arena *arena, const hp_handout_deck *given)
{
    const hp_node *slide = given->tree->n_slides ? given->tree->slides[0].node : NULL;
    const hp_node *title = slide ? hp_tree_heading(slide) : NULL;
    for (const hp_node *at = title ? hp_node_skip(title, slide) : NULL; at; at = hp_node_next(at, slide)) {
        if (at->tag && at->tag[0] == 'h' && g_ascii_isdigit(at->tag[1]) && !at->tag[2]) {
            g_autofree char *text = hp_node_text(at);
            return hp_arena_strdup(arena, text);
        }
    }
    return given->deck->front.description;
}

/* A tree that is styled below the body without the body knowing: the body is
 * shared by all of them. */
static void node_style(sheet_deck *deck, hp_node *node)
{
    node->parent = deck->body;
    hp_cascade_apply(deck->cascade, node, deck->body->style);
}

static const hp_style *style_of_class(hp_handout *handout, sheet_deck *deck, const char *class)
{
    hp_node *node = element(handout->arena, NULL, "div", class);
    node_style(deck, node);
    return node->style;
}

static void deck_style(hp_handout *handout, sheet_deck *deck)
{
    const hp_layout_context *layout = &deck->layout;
    hp_arena *arena = handout->arena;
    hp_css_context context = {.viewport_width_px = layout->page_width,
                              .viewport_height_px = layout->page_height,
                              .font_ratios = hp_fonts_css_ratios,
                              .user_data = layout->fonts};
    deck->cascade = hp_cascade_new(arena, &context, NULL);
    hp_theme_add_handout_sheets(deck->cascade, &(hp_style_folder){.dir = handout->options->styles_dir});
    hp_node *root = element(arena, NULL, "html", NULL);
    hp_node_set_attribute(arena, root, "lang", deck->given.metadata->lang);
    hp_node_set_attribute(arena, root, "dir", deck->mirrored ? "rtl" : "ltr");
    deck->body = element(arena, root, "body", "handout");
    hp_cascade_apply(deck->cascade, root, NULL);
    deck->frame_style = style_of_class(handout, deck, "slide-frame");
    deck->line_style = style_of_class(handout, deck, "writing-line");
}

sheet_deck *hp_sheet_deck_make(hp_handout *handout, const hp_handout_deck *given)
{
    const hp_handout_options *o = handout->options;
    sheet_deck *deck = hp_arena_make(handout->arena, sheet_deck);
    deck->given = *given;
    deck->given.file = hp_arena_strdup(handout->arena, given->file);
    deck->mirrored = given->deck->front.dir_rtl || given->deck->front.slide.rtl;
    deck->subtitle = subtitle_of(handout->arena, given);
    deck->layout = *given->layout;
    deck->layout.page_margin = (hp_edges){0};
    deck->layout.plan = NULL;
    deck->layout.page_width = o->paper_width;
    /* Pictures in notes: never so high that they would not fit below a slide. */
    deck->layout.page_height = deck->layout.slide_height = MIN(o->paper_width, o->paper_height) / 3;
    hp_meaning *artifact = hp_arena_make(handout->arena, hp_meaning);
    artifact->role = HP_ROLE_ARTIFACT;
    artifact->order = (*given->layout->next_order)++;
    deck->artifact = artifact;
    deck_style(handout, deck);
    return deck;
}

double hp_sheet_width(const hp_handout *handout)
{
    return handout->width - 2 * handout->options->margin;
}

double hp_sheet_notes_width(const hp_handout *handout)
{
    return MIN(hp_sheet_width(handout), NOTES_WIDTH);
}

const hp_column *hp_sheet_column(hp_handout *handout, sheet_deck *deck, hp_node *node, double width)
{
    node_style(deck, node);
    return hp_column_make(&deck->layout, handout->arena, node, width, HP_ROLE_NONE);
}

/* ---- headers and footers ---- */

const hp_column *hp_sheet_line(hp_handout *handout, const sheet *at, const char *line, const char *class, unsigned page,
                               unsigned pages)
{
    static const char *const classes[HP_LINE_PARTS] = {"line-left", "line-middle", "line-right"};
    sheet_deck *deck = at->deck;
    const hp_pdf_metadata *metadata = deck->given.metadata;
    hp_handout_fields fields = {.title = metadata->title,
                                .subtitle = deck->subtitle,
                                .author = metadata->author,
                                .date = metadata->date,
                                .file = deck->given.file,
                                .section = at->section,
                                .page = page,
                                .pages = pages};
    char *parts[HP_LINE_PARTS];
    gboolean empty = TRUE, has_middle = FALSE;
    hp_handout_fields_fill(line, &fields, parts);
    hp_node *node = element(handout->arena, NULL, "div", class);
    for (unsigned i = 0; i < HP_LINE_PARTS; i++) {
        hp_node *part = element(handout->arena, node, "div", classes[i]);
        empty = empty && !*parts[i];
        has_middle = has_middle || (i == HP_LINE_MIDDLE && *parts[i]);
        text_append(handout->arena, part, parts[i]);
        g_free(parts[i]);
    }
    if (empty)
        return NULL;
    if (!has_middle)
        hp_node_add_classes(handout->arena, node, "two-parts");
    node_style(deck, node);
    return hp_column_make(&deck->layout, handout->arena, node, hp_sheet_width(handout), HP_ROLE_ARTIFACT);
}

/* ---- outlines ---- */

/* How a slide looks is of no concern to its text, and the colours of a dark one
 * would not be seen. */
static gboolean is_look(const hp_attribute *attribute)
{
    static const char *const looks[] = {"style", "color", "bgcolor", "size", "face", "align", "width", "height"};
    /* How the columns of a Markdown table are aligned is no mere look. */
    if (g_str_has_prefix(attribute->value, "text-align:"))
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
        if (strcmp(attribute->name, looks[i]) == 0)
            return TRUE;
    return FALSE;
}

static gboolean is_icon(const hp_node *image)
{
    const char *width = hp_node_attribute(image, "width"), *height = hp_node_attribute(image, "height");
    const char *size = width ? width : height;
    return size && !strchr(size, '%') && g_ascii_strtod(size, NULL) <= ICON_MAX;
}

static void looks_remove(hp_arena *arena, hp_node *root)
{
    for (hp_node *node = root; node; node = (hp_node *)hp_node_next(node, root)) {
        gboolean is_picture = hp_node_is(node, "img");
        if (!node->n_attributes || (is_picture && is_icon(node)))
            continue;
        hp_attribute *kept = hp_arena_make_array(arena, hp_attribute, node->n_attributes);
        size_t count = 0;
        for (size_t i = 0; i < node->n_attributes; i++)
            if (!is_look(&node->attributes[i]))
                kept[count++] = node->attributes[i];
        node->attributes = kept;
        node->n_attributes = count;
        if (is_picture)
            hp_node_add_classes(arena, node, "outline-picture");
    }
}

/* What shows a picture, and may leave its place: not out of a table. NULL: it stays. */
static hp_node *picture_movable(hp_node *image, const hp_node *section)
{
    for (const hp_node *at = image->parent; at != section; at = at->parent)
        if (hp_node_is(at, "table") || hp_node_is(at, "figure"))
            return NULL;
    hp_node *link = image->parent;
    return hp_node_is(link, "a") && link->first_child == image && link->last_child == image ? link : image;
}

/* Small and beside the text, right behind the slide's heading, so that it stays
 * with it; many in rows. */
static void pictures_gather(hp_arena *arena, hp_node *section)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    for (hp_node *node = section; node; node = (hp_node *)hp_node_next(node, section)) {
        hp_node *picture = hp_node_is(node, "img") && hp_node_has_class(node, "outline-picture")
                               ? picture_movable(node, section)
                               : NULL;
        if (picture)
            g_ptr_array_add(found, picture);
    }
    if (!found->len)
        return;
    hp_node *heading = section->first_child ? (hp_node *)hp_tree_heading(section) : NULL;
    hp_node *rack = hp_node_make_element(arena, "div", section->line);
    hp_node_set_attribute(arena, rack, "class", found->len > BESIDE_MAX ? "outline-gallery" : "outline-pictures");
    hp_node_insert_before(heading ? heading->parent : section, rack, heading ? heading->next : section->first_child);
    for (guint i = 0; i < found->len; i++) {
        hp_node *picture = g_ptr_array_index(found, i), *from = picture->parent;
        hp_node_remove(picture);
        hp_node_append(rack, picture);
        if (hp_node_is(from, "p") && !from->first_child)
            hp_node_remove(from);
    }
}

static void outline_begin(hp_handout *handout, sheet_deck *deck)
{
    const hp_pdf_metadata *metadata = deck->given.metadata;
    deck->outline = element(handout->arena, NULL, "section", "outline");
    if (deck->given.deck->front.kind == HP_DOCUMENT) /* it has a title block of its own */
        return;
    hp_node *head = element(handout->arena, deck->outline, "div", "outline-head");
    text_append(handout->arena, element(handout->arena, head, "h1", "outline-title"), metadata->title);
    /* Each by itself: beside Arabic names a date would be turned round. */
    const char *const by[] = {metadata->author, metadata->date};
    hp_node *line = metadata->author || metadata->date ? element(handout->arena, head, "p", "outline-by") : NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(by); i++)
        if (by[i])
            text_append(handout->arena, element(handout->arena, line, "span", NULL), by[i]);
}

/* Links to a slide find its text by these ids: #/h/v and #/h. */
static hp_node *slide_section(hp_handout *handout, sheet_deck *deck, const hp_tree_slide *slide)
{
    hp_arena *arena = handout->arena;
    hp_node *section = element(arena, deck->outline, "section", "outline-slide");
    hp_node_set_attribute(arena, section, "id", hp_arena_printf(arena, "%u/%u", slide->horizontal, slide->vertical));
    if (slide->label)
        text_append(arena, element(arena, section, "div", "outline-number"), slide->label);
    hp_node *inner = element(arena, section, "div", "outline-text");
    if (slide->vertical == 0)
        hp_node_set_attribute(arena, inner, "id", hp_arena_printf(arena, "%u", slide->horizontal));
    if (!slide->node->id)
        return inner;
    hp_node *named = element(arena, inner, "div", NULL);
    hp_node_set_attribute(arena, named, "id", slide->node->id);
    return named;
}

void hp_sheet_outline_add(hp_handout *handout, sheet_deck *deck, const hp_tree_slide *slide)
{
    if (!deck->outline)
        outline_begin(handout, deck);
    hp_node *section = slide_section(handout, deck, slide);
    for (hp_node *child = slide->content->first_child, *next; child; child = next) {
        next = child->next;
        hp_node_remove(child);
        if (!hp_node_is(child, "style"))
            hp_node_append(section, child);
    }
    looks_remove(handout->arena, section);
    pictures_gather(handout->arena, section);
}

/* ---- addresses ---- */

hp_node *hp_sheet_addresses(hp_handout *handout, const GPtrArray *nodes)
{
    if (!handout->numbers)
        return NULL;
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(unsigned));
    for (guint i = 0; i < nodes->len; i++)
        hp_link_list_collect(g_ptr_array_index(nodes, i), numbers);
    return hp_link_list_build(handout->numbers, handout->arena, numbers,
                              handout->options->links == HP_HANDOUT_LINKS_QR);
}
