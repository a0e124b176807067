#include "sheet/tree.h"

#include "css/cascade.h"
#include "markdown/markdown.h"
#include "sheet/background.h"
#include "sheet/toc.h"
#include "source/attributes.h"

#include <string.h>

typedef struct {
    hp_arena *arena;
    const hp_deck *deck;
    hp_markdown_options markdown;
    GArray *styles; /* hp_style_block */
    hp_diags *diags;
} builder;

static void string_free(void *string)
{
    g_string_free(string, TRUE);
}

static hp_node *element(const builder *b, hp_node *parent, const char *tag, const char *classes)
{
    hp_node *node = hp_node_make_element(b->arena, tag, 0);
    if (classes)
        hp_node_set_attribute(b->arena, node, "class", classes);
    if (parent)
        hp_node_append(parent, node);
    return node;
}

/* HTML as it was written, line by line. */
static void html_take(const hp_markdown_text *text, GString *html, hp_line_map *map)
{
    g_string_append_len(html, text->text, (gssize)text->length);
    unsigned line = text->line;
    for (size_t at = 0; at < html->len; line++) {
        hp_line_map_add(map, at, line);
        const char *end = strchr(html->str + at, '\n');
        at = end ? (size_t)(end - html->str) + 1 : html->len;
    }
}

/* Markdown or HTML into nodes under parent. Returns the HTML between, which the
 * arena keeps: --dump=html shows it. */
static const char *fill(const builder *b, hp_node *parent, hp_node *slide, const hp_markdown_text *text,
                        gboolean is_html)
{
    GString *html = hp_arena_own(b->arena, g_string_sized_new(text->length * 2), string_free);
    g_autoptr(hp_line_map) map = hp_line_map_new();
    if (is_html)
        html_take(text, html, map);
    else
        hp_markdown_to_html(text, &b->markdown, html, map, b->diags);
    hp_dom_parse(b->arena, parent, slide, html->str, html->len, map, b->styles, b->diags);
    return html->str;
}

const hp_node *hp_tree_heading(const hp_node *node)
{
    for (const hp_node *at = node; at; at = hp_node_next(at, node))
        if (at->tag && at->tag[0] == 'h' && at->tag[1] >= '1' && at->tag[1] <= '6' && !at->tag[2])
            return at;
    return NULL;
}

hp_node *hp_tree_footnotes(const hp_node *content)
{
    for (hp_node *node = content->last_child; node; node = node->previous)
        if (hp_node_is(node, "section") && hp_node_has_class(node, "footnotes"))
            return node;
    return NULL;
}

static const char *title_of(hp_arena *arena, const hp_node *node)
{
    const hp_node *heading = hp_tree_heading(node);
    g_autofree char *text = heading ? hp_node_text(heading) : NULL;
    return text && *text ? hp_arena_strdup(arena, text) : NULL;
}

static gboolean visibility_is(const hp_node *section, const char *what)
{
    const char *visibility = hp_node_attribute(section, "data-visibility");
    return visibility && g_ascii_strcasecmp(visibility, what) == 0;
}

/* reveal.js: themes that set has-dark-background or -light-background off
 * against the deck's own colours see them on the slide itself. */
static void mark_contrast(const builder *b, hp_node *section)
{
    hp_color color;
    if (!hp_background_slide_color(b->arena, section, &color) || color.a <= 0)
        return;
    double brightness = ((double)color.r * 299 + (double)color.g * 587 + (double)color.b * 114) * 255 / 1000;
    hp_node_add_classes(b->arena, section, brightness < 128 ? "has-dark-background" : "has-light-background");
}

/* Where the slide's text begins: its comment stands there as a rule. */
static unsigned first_line(const hp_markdown_text *text)
{
    unsigned line = text->line;
    for (const char *at = text->text; g_ascii_isspace(*at); at++)
        line += *at == '\n' ? 1 : 0;
    return line;
}

/* What the <section> of a page says. */
static void set_attributes(const builder *b, hp_node *section, const char *text)
{
    const hp_comment_attribute *attributes;
    size_t count = 0;
    if (text)
        hp_tag_attributes(b->arena, text, &attributes, &count);
    for (size_t i = 0; i < count; i++)
        hp_node_set_attribute(b->arena, section, attributes[i].name, attributes[i].value);
}

/* What takes the slide's text. What HedgeDoc's script makes of Markdown stands in a
 * <div>. */
static hp_node *content_make(const builder *b, const hp_source_slide *source, hp_node *section)
{
    if (source->is_html)
        return section;
    hp_node_set_attribute(b->arena, section, "data-markdown", "");
    hp_node_set_attribute(b->arena, section, "data-markdown-parsed", "true");
    return b->deck->front.dialect == HP_DIALECT_HEDGEDOC ? element(b, section, "div", NULL) : section;
}

/* Slides are parsed before they are placed: only their own comment tells
 * whether they are shown, and the numbers of all that follow depend on it. */
static void build_slides(const builder *b, hp_tree *tree, hp_node *slides)
{
    hp_tree_slide *made = hp_arena_make_array(b->arena, hp_tree_slide, b->deck->n_slides);
    hp_node *stack = NULL;
    unsigned next_horizontal = 0, next_vertical = 0, last_source = 0;
    for (size_t i = 0; i < b->deck->n_slides; i++) {
        const hp_source_slide *source = &b->deck->slides[i];
        hp_node *section = hp_node_make_element(b->arena, "section", first_line(&source->body));
        set_attributes(b, section, source->attributes);
        hp_node *content = content_make(b, source, section);
        hp_diags_set_file(b->diags, source->file);
        const char *html = fill(b, content, section, &source->body, source->is_html);
        hp_diags_set_file(b->diags, NULL);
        if (visibility_is(section, "hidden"))
            continue;
        mark_contrast(b, section);
        gboolean opens = tree->n_slides == 0 || source->horizontal != last_source;
        if (opens) {
            stack = source->in_stack ? element(b, slides, "section", "stack") : NULL;
            next_horizontal++;
            next_vertical = 0;
            last_source = source->horizontal;
        }
        hp_node_append(stack ? stack : slides, section);
        hp_tree_slide *slide = &made[tree->n_slides++];
        *slide = (hp_tree_slide){.source = source, .html = html, .node = section, .content = content};
        slide->title = title_of(b->arena, section);
        slide->uncounted = visibility_is(section, "uncounted");
        slide->past = (unsigned)tree->n_counted;
        tree->n_counted += !slide->uncounted;
        slide->number = (unsigned)tree->n_slides;
        slide->horizontal = next_horizontal - 1;
        slide->vertical = next_vertical++;
        slide->label = stack ? hp_arena_printf(b->arena, "%u.%u", slide->horizontal + 1, slide->vertical + 1)
                             : hp_arena_printf(b->arena, "%u", slide->horizontal + 1);
    }
    tree->slides = made;
    tree->is_flat = next_horizontal == 1 && b->deck->front.dialect != HP_DIALECT_HEDGEDOC;
}

static void build_document(const builder *b, hp_tree *tree)
{
    hp_tree_slide *only = hp_arena_make(b->arena, hp_tree_slide);
    only->source = &b->deck->slides[0];
    only->node = only->content = tree->body;
    hp_node_set_attribute(b->arena, tree->body, "id", "doc");
    hp_node_add_classes(b->arena, tree->body, "container markdown-body");
    only->number = 1;
    only->html = fill(b, tree->body, NULL, &only->source->body, FALSE);
    only->title = title_of(b->arena, tree->body);
    tree->slides = only;
    tree->n_slides = 1;
}

const hp_tree *hp_tree_build(hp_arena *arena, const hp_deck *deck, const char *lang, hp_diags *diags)
{
    const hp_front_matter *front = &deck->front;
    gboolean rtl = front->dir_rtl || front->slide.rtl;
    hp_tree *tree = hp_arena_make(arena, hp_tree);
    tree->styles =
        hp_arena_own(arena, g_array_new(FALSE, FALSE, sizeof(hp_style_block)), (GDestroyNotify)g_array_unref);
    gboolean hedgedoc = front->dialect == HP_DIALECT_HEDGEDOC;
    builder b = {arena, deck, {front->breaks, lang, !hedgedoc}, tree->styles, diags};
    for (size_t i = 0; i < deck->n_styles; i++) {
        hp_style_block block = {deck->styles[i].text, deck->styles[i].length, deck->styles[i].line};
        g_array_append_val(tree->styles, block);
    }

    tree->root = element(&b, NULL, "html", NULL);
    hp_node_set_attribute(arena, tree->root, "lang", lang);
    hp_node_set_attribute(arena, tree->root, "dir", rtl ? "rtl" : "ltr");
    tree->body = element(&b, tree->root, "body", NULL);
    if (front->kind == HP_DOCUMENT) {
        build_document(&b, tree);
        hp_toc_fill(arena, tree);
        return tree;
    }
    hp_node *around = hedgedoc ? element(&b, tree->body, "div", "container") : tree->body;
    tree->reveal = element(&b, around, "div", "reveal slide");
    /* reveal.js has had this class since version 4; HedgeDoc's is older. */
    if (!hedgedoc)
        hp_node_add_classes(arena, tree->body,
                            front->slide.light_code ? "reveal-viewport light-code" : "reveal-viewport");
    if (front->slide.center)
        hp_node_add_classes(arena, tree->reveal, "center");
    if (rtl)
        hp_node_add_classes(arena, tree->reveal, "rtl");
    build_slides(&b, tree, element(&b, tree->reveal, "div", "slides"));
    hp_toc_fill(arena, tree);
    return tree;
}
