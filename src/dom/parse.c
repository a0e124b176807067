/*
 * gumbo's tree becomes ours.
 *
 * The guard (dom/guard.h) bounds what gumbo gets; gumbo allocates from an arena
 * with a budget; its tree is walked with a stack of our own. So no input makes
 * us recurse, and none takes more time or memory than its length allows.
 */
#include "dom/parse.h"

#include "dom/allow.h"
#include "dom/guard.h"
#include "dom/icon.h"
#include "dom/media.h"
#include "source/attributes.h"

#include <gumbo.h>
#include <setjmp.h>
#include <string.h>

#define MAX_DEPTH 200
#define MAX_NODES 200000

/* gumbo's memory. Reopening <b> and <font> in each paragraph can make a tree
 * that grows with the square of the text: past the budget parsing ends. */
typedef struct {
    hp_arena *arena;
    size_t left;
    jmp_buf exhausted;
} gumbo_memory;

/* An element of gumbo's tree whose children are being read. */
typedef struct {
    const GumboVector *children;
    unsigned index;
    hp_node *out;     /* takes the children */
    hp_node *element; /* the last child that .element: may mean; NULL */
    gboolean made;    /* out was made for this element */
} frame;

typedef struct {
    hp_arena *arena;
    hp_node *slide;
    hp_html_guard guard;
    const hp_line_map *map;
    GArray *styles;
    hp_diags *diags;
    GArray *frames;
    unsigned depth;
    size_t n_nodes;
    GString *text; /* waits for the next text, to be merged with it */
    unsigned text_line;
    unsigned line; /* the last one known, for what gumbo made up */
} parser;

static void *memory_allocate(void *data, size_t size)
{
    gumbo_memory *memory = data;
    /* The only way out of gumbo. Nothing of it outlives its arena. */
    if (size > memory->left)
        longjmp(memory->exhausted, 1);
    memory->left -= size;
    return hp_arena_alloc(memory->arena, size);
}

static void memory_release(void *data, void *pointer)
{
    (void)data;
    (void)pointer;
}

/* NULL when the budget did not last. */
static GumboOutput *gumbo_run(gumbo_memory *memory, const char *html, size_t length)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = memory_allocate;
    options.deallocator = memory_release;
    options.userdata = memory;
    options.max_errors = 0;
    options.fragment_context = GUMBO_TAG_BODY;
    if (setjmp(memory->exhausted))
        return NULL;
    return gumbo_parse_with_options(&options, html, length);
}

/* The line of what gumbo read at place; the last one when place is not in the
 * HTML. */
static unsigned line_of(parser *p, const char *place)
{
    if (place && place >= p->guard.html && place <= p->guard.html + p->guard.length)
        p->line = hp_line_map_lookup(p->map, hp_html_guard_offset(&p->guard, (size_t)(place - p->guard.html)));
    return p->line;
}

static unsigned element_line(parser *p, const GumboElement *element)
{
    return line_of(p, element->original_tag.length ? element->original_tag.data : NULL);
}

static frame *frame_top(const parser *p)
{
    return &g_array_index(p->frames, frame, p->frames->len - 1);
}

static gboolean node_room(parser *p, unsigned line)
{
    if (p->n_nodes < MAX_NODES) {
        p->n_nodes++;
        return TRUE;
    }
    if (p->n_nodes++ == MAX_NODES)
        hp_diag_warning(p->diags, "html-limit", line, "more than 200,000 elements and texts, the rest is left out");
    return FALSE;
}

/* Texts on both sides of what leaves no node are one text. */
static void text_flush(parser *p)
{
    if (!p->text->len)
        return;
    if (node_room(p, p->text_line))
        hp_node_append(frame_top(p)->out, hp_node_make_text(p->arena, p->text->str, p->text->len, p->text_line));
    g_string_truncate(p->text, 0);
}

static gboolean is_table_part(const hp_node *node)
{
    static const char *const parts[] = {"table", "thead", "tbody", "tfoot", "tr", "colgroup"};
    for (size_t i = 0; node->tag && i < G_N_ELEMENTS(parts); i++)
        if (!strcmp(node->tag, parts[i]))
            return TRUE;
    return FALSE;
}

static void text_read(parser *p, const GumboNode *node)
{
    const frame *top = frame_top(p);
    const GumboText *text = &node->v.text;
    /* Blanks between rows and cells mean nothing (CSS 2.2 §17.2.1). */
    if (node->type == GUMBO_NODE_WHITESPACE && is_table_part(top->out))
        return;
    if (!p->text->len) {
        const char *place = text->original_text.data;
        size_t left = text->original_text.length;
        for (; left && g_ascii_isspace(*place); left--)
            place++;
        p->text_line = line_of(p, left ? place : text->original_text.data);
    }
    g_string_append(p->text, text->text);
}

/* reveal.js: an .element comment means the element before it among its
 * siblings, <br> aside, or else its parent. */
static void comment_read(parser *p, const GumboText *comment)
{
    const hp_comment_attribute *attributes;
    size_t count = 0;
    hp_comment_kind kind = hp_comment_attributes(p->arena, comment->text, strlen(comment->text), &attributes, &count);
    const frame *top = frame_top(p);
    hp_node *target = NULL;
    if (kind == HP_COMMENT_SLIDE)
        target = p->slide;
    else if (kind == HP_COMMENT_ELEMENT)
        target = top->element ? top->element : top->out;
    for (size_t i = 0; target && i < count; i++) {
        if (!strcmp(attributes[i].name, "class"))
            hp_node_add_classes(p->arena, target, attributes[i].value);
        else
            hp_node_set_attribute(p->arena, target, attributes[i].name, attributes[i].value);
    }
}

/* An element of its own keeps the place of a style sheet: selectors count it. */
static void style_place_keep(parser *p, unsigned line)
{
    frame *top = frame_top(p);
    text_flush(p);
    if (!node_room(p, line))
        return;
    top->element = hp_node_make_element(p->arena, "style", line);
    hp_node_append(top->out, top->element);
}

static void style_read(parser *p, const GumboElement *element)
{
    if (!p->styles || !element->children.length)
        return;
    const GumboNode *child = element->children.data[0];
    if (child->type != GUMBO_NODE_TEXT)
        return;
    const GumboText *text = &child->v.text;
    size_t length = strlen(text->text);
    hp_style_block block = {hp_arena_strndup(p->arena, text->text, length), length,
                            line_of(p, text->original_text.data)};
    g_array_append_val(p->styles, block);
}

static gboolean is_checkbox(const GumboElement *element)
{
    const GumboAttribute *type = gumbo_get_attribute(&element->attributes, "type");
    return type && !g_ascii_strcasecmp(type->value, "checkbox");
}

static void attributes_read(parser *p, hp_node *node, const GumboElement *element)
{
    unsigned count = element->attributes.length;
    if (!count)
        return;
    hp_attribute *kept = hp_arena_make_array(p->arena, hp_attribute, count);
    size_t n = 0;
    for (unsigned i = 0; i < count; i++) {
        const GumboAttribute *a = element->attributes.data[i];
        const char *name = hp_allow_attribute(element->tag, a->name, a->value);
        if (!name)
            continue;
        /* class and id keep more than the attribute in step. */
        if (!strcmp(name, "class") || !strcmp(name, "id")) {
            node->attributes = kept;
            node->n_attributes = n;
            hp_node_set_attribute(p->arena, node, name, a->value);
            kept[n++] = node->attributes[node->n_attributes - 1];
        } else {
            kept[n++] = (hp_attribute){name, hp_arena_strdup(p->arena, a->value)};
        }
    }
    node->attributes = n ? kept : NULL;
    node->n_attributes = n;
}

static void frame_push(parser *p, const GumboElement *element, hp_node *out, gboolean made)
{
    frame f = {.children = &element->children, .out = out, .made = made};
    g_array_append_val(p->frames, f);
    p->depth += (unsigned)made;
}

/* reveal.js reads a picture without src when its slide is near. */
static void source_take(parser *p, hp_node *node, GumboTag tag)
{
    const char *later = hp_node_attribute(node, "data-src");
    if (later && !hp_node_attribute(node, "src") && hp_allow_attribute(tag, "src", later))
        hp_node_set_attribute(p->arena, node, "src", later);
}

static void element_keep(parser *p, const GumboElement *element, unsigned line)
{
    frame *top = frame_top(p);
    if (p->depth > MAX_DEPTH) {
        hp_diag_warning(p->diags, "html-limit", line, "elements nest deeper than 200, inner ones are left out");
        frame_push(p, element, top->out, FALSE);
        return;
    }
    text_flush(p);
    if (!node_room(p, line))
        return;
    hp_node *node = hp_arena_make(p->arena, hp_node);
    node->type = HP_NODE_ELEMENT;
    node->tag = hp_allow_tag_name(element->tag);
    node->line = line;
    attributes_read(p, node, element);
    if (element->tag == GUMBO_TAG_IMG)
        source_take(p, node, element->tag);
    hp_node_append(top->out, node);
    if (node->classes && !element->children.length)
        hp_icon_fill(p->arena, node, p->diags);
    if (element->tag != GUMBO_TAG_BR)
        top->element = node;
    frame_push(p, element, node, TRUE);
}

static void media_read(parser *p, const GumboElement *element, unsigned line)
{
    const char *name = gumbo_normalized_tagname(element->tag);
    hp_node *card = hp_media_card(p->arena, element, line);
    hp_diag_note(p->diags, "html-dropped", line, card ? "<%s> is shown as its address" : "<%s> has no paper form",
                 name);
    if (!card)
        return;
    text_flush(p);
    /* The card, its title and link with a text each, and a blank. */
    for (unsigned i = 0; i < 6; i++)
        if (!node_room(p, line))
            return;
    hp_node_append(frame_top(p)->out, card);
}

/* reveal.js: code may stand in a <script type="text/template">, where its < and &
 * are no HTML. */
static gboolean code_template_read(parser *p, const GumboElement *element)
{
    const GumboAttribute *type = gumbo_get_attribute(&element->attributes, "type");
    if (element->tag != GUMBO_TAG_SCRIPT || !hp_node_is(frame_top(p)->out, "code") || !type ||
        strcmp(type->value, "text/template") != 0)
        return FALSE;
    if (element->children.length)
        text_read(p, element->children.data[0]);
    return TRUE;
}

static void element_read(parser *p, const GumboElement *element)
{
    frame *top = frame_top(p);
    unsigned line = element_line(p, element);
    const char *name = gumbo_normalized_tagname(element->tag);
    switch (hp_allow_tag(element->tag)) {
    case HP_TAG_CHECKBOX:
        if (!is_checkbox(element)) {
            hp_diag_warning(p->diags, "html-dropped", line, "<input> is not shown");
            break;
        }
        G_GNUC_FALLTHROUGH;
    case HP_TAG_KEEP: element_keep(p, element, line); break;
    case HP_TAG_PSEUDO:
    case HP_TAG_REMOVE:
    case HP_TAG_UNWRAP: frame_push(p, element, top->out, FALSE); break;
    case HP_TAG_STYLE:
        style_read(p, element);
        style_place_keep(p, line);
        break;
    case HP_TAG_DROP:
        if (!code_template_read(p, element))
            hp_diag_warning(p->diags, "html-dropped", line, "<%s> is not shown", name);
        break;
    case HP_TAG_MEDIA: media_read(p, element, line); break;
    case HP_TAG_SILENT: break;
    }
}

static void frame_pop(parser *p)
{
    frame done = *frame_top(p);
    if (done.made) {
        text_flush(p);
        p->depth--;
    }
    g_array_set_size(p->frames, p->frames->len - 1);
    if (!done.made && p->frames->len && done.element)
        frame_top(p)->element = done.element;
}

static void tree_read(parser *p, const GumboElement *root, hp_node *parent)
{
    frame_push(p, root, parent, TRUE);
    while (p->frames->len && p->n_nodes <= MAX_NODES) {
        frame *top = frame_top(p);
        if (top->index == top->children->length) {
            frame_pop(p);
            continue;
        }
        const GumboNode *node = top->children->data[top->index++];
        switch (node->type) {
        case GUMBO_NODE_ELEMENT: element_read(p, &node->v.element); break;
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_CDATA:
        case GUMBO_NODE_WHITESPACE: text_read(p, node); break;
        case GUMBO_NODE_COMMENT: comment_read(p, &node->v.text); break;
        case GUMBO_NODE_DOCUMENT:
        case GUMBO_NODE_TEMPLATE: break;
        }
    }
}

static size_t memory_budget(size_t length)
{
    const size_t megabyte = (size_t)1 << 20;
    return MIN(64 * megabyte + 128 * length, 1024 * megabyte);
}

void hp_dom_parse(hp_arena *arena, hp_node *parent, hp_node *slide, const char *html, size_t length,
                  const hp_line_map *map, GArray *styles, hp_diags *diags)
{
    parser p = {.arena = arena, .slide = slide, .map = map, .styles = styles, .diags = diags};
    hp_html_guard_init(&p.guard, html, length, map, diags);

    g_autoptr(hp_arena) memory = hp_arena_new();
    gumbo_memory gumbo = {.arena = memory, .left = memory_budget(length)};
    const GumboOutput *output = gumbo_run(&gumbo, p.guard.html, p.guard.length);
    if (output) {
        p.frames = g_array_new(FALSE, FALSE, sizeof(frame));
        p.text = g_string_new(NULL);
        tree_read(&p, &output->root->v.element, parent);
        g_string_free(p.text, TRUE);
        g_array_unref(p.frames);
    } else {
        hp_diag_warning(diags, "html-limit", hp_line_map_lookup(map, 0),
                        "the HTML's unclosed tags make it grow without bounds, it is left out");
    }
    hp_html_guard_clear(&p.guard);
}
