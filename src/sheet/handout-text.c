#include "markdown/markdown.h"
#include "sheet/code-blocks.h"
#include "sheet/handout-fields.h"
#include "sheet/handout-internal.h"
#include "sheet/theme.h"

#include <string.h>

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

const hp_column *hp_sheet_column(hp_handout *handout, sheet_deck *deck, hp_node *node)
{
    node_style(deck, node);
    return hp_column_make(&deck->layout, handout->arena, node, handout->width - 2 * handout->options->margin,
                          HP_ROLE_NONE);
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
    gboolean empty = TRUE;
    hp_handout_fields_fill(line, &fields, parts);
    hp_node *node = element(handout->arena, NULL, "div", class);
    for (unsigned i = 0; i < HP_LINE_PARTS; i++) {
        hp_node *part = element(handout->arena, node, "div", classes[i]);
        empty = empty && !*parts[i];
        text_append(handout->arena, part, parts[i]);
        g_free(parts[i]);
    }
    if (empty)
        return NULL;
    node_style(deck, node);
    return hp_column_make(&deck->layout, handout->arena, node, handout->width - 2 * handout->options->margin,
                          HP_ROLE_ARTIFACT);
}

/* ---- notes ---- */

static void markdown_append(hp_handout *handout, const sheet_deck *deck, hp_node *to, const hp_markdown_text *text)
{
    const hp_handout_deck *given = &deck->given;
    hp_markdown_options options = {given->deck->front.breaks, given->metadata->lang};
    g_autoptr(GString) html = g_string_sized_new(text->length * 2);
    g_autoptr(hp_line_map) map = hp_line_map_new();
    g_autoptr(GArray) styles = g_array_new(FALSE, FALSE, sizeof(hp_style_block));
    hp_diags *diags = given->layout->diags;
    hp_markdown_to_html(text, &options, html, map, diags);
    hp_dom_parse(handout->arena, to, NULL, html->str, html->len, map, styles, diags);
}

/* Numbered and coloured as on slides. */
static void node_finish(hp_handout *handout, hp_node *node)
{
    hp_code_blocks_mark(handout->arena, node);
    if (handout->numbers)
        hp_link_list_number(handout->numbers, handout->arena, node);
}

hp_node *hp_sheet_notes(hp_handout *handout, sheet_deck *deck, const hp_tree_slide *slide)
{
    const char *attribute = hp_node_attribute(slide->node, "data-notes");
    hp_node *notes = element(handout->arena, NULL, "section", "notes");
    if (attribute && *attribute)
        text_append(handout->arena, element(handout->arena, notes, "p", NULL), attribute);
    if (slide->source->notes.text)
        markdown_append(handout, deck, notes, &slide->source->notes);
    node_finish(handout, notes);
    return notes->first_child ? notes : NULL;
}

/* ---- outlines ---- */

/* How a slide looks is of no concern to its text, and the colours of a dark one
 * would not be seen. */
static void looks_remove(hp_arena *arena, hp_node *root)
{
    static const char *const looks[] = {"style", "color", "bgcolor", "size", "face", "align", "width", "height"};
    for (hp_node *node = root; node; node = (hp_node *)hp_node_next(node, root)) {
        hp_attribute *kept = node->n_attributes ? hp_arena_make_array(arena, hp_attribute, node->n_attributes) : NULL;
        size_t count = 0;
        for (size_t i = 0; i < node->n_attributes; i++) {
            gboolean is_look = FALSE;
            for (size_t j = 0; j < G_N_ELEMENTS(looks); j++)
                is_look = is_look || strcmp(node->attributes[i].name, looks[j]) == 0;
            /* How the columns of a Markdown table are aligned is no mere look. */
            is_look = is_look && !g_str_has_prefix(node->attributes[i].value, "text-align:");
            if (!is_look)
                kept[count++] = node->attributes[i];
        }
        node->attributes = kept;
        node->n_attributes = count;
    }
}

static void outline_begin(hp_handout *handout, sheet_deck *deck)
{
    const hp_pdf_metadata *metadata = deck->given.metadata;
    deck->outline = element(handout->arena, NULL, "section", "outline");
    hp_node *head = element(handout->arena, deck->outline, "div", "outline-head");
    text_append(handout->arena, element(handout->arena, head, "h1", "outline-title"), metadata->title);
    g_autofree char *by = metadata->author && metadata->date
                              ? g_strdup_printf("%s, %s", metadata->author, metadata->date)
                          : metadata->author ? g_strdup(metadata->author)
                                             : g_strdup(metadata->date);
    if (by)
        text_append(handout->arena, element(handout->arena, head, "p", "outline-by"), by);
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

/* The slide's HTML is read again, because its own nodes wear the deck's styles.
 * What is wrong in it has been told. */
void hp_sheet_outline_add(hp_handout *handout, sheet_deck *deck, const hp_tree_slide *slide)
{
    if (!deck->outline)
        outline_begin(handout, deck);
    hp_node *section = slide_section(handout, deck, slide);
    g_autoptr(GArray) styles = g_array_new(FALSE, FALSE, sizeof(hp_style_block));
    hp_dom_parse(handout->arena, section, NULL, slide->html, strlen(slide->html), NULL, styles, NULL);
    looks_remove(handout->arena, section);
    node_finish(handout, section);
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
