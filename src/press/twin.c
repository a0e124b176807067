#include "press/twin.h"

#include <string.h>

typedef struct {
    GString *out;
    GString *line;      /* the paragraph that is being gathered, blanks folded */
    GString *prefix;    /* before every line: indents and quotation signs */
    const char *marker; /* before the next line instead of the end of the prefix; NULL: none */
    size_t marker_at;   /* where in the prefix */
    unsigned gap;       /* line ends that are due before the next line */
    gboolean tight;     /* items of lists stand without empty lines */
    gboolean flat;      /* a cell of a table: all on one line */
    gboolean titled;    /* the text has its title */
    gboolean headed;    /* so has this slide */
} twin;

/* ---- lines ---- */

static void line_put(twin *t, const char *text)
{
    for (; t->gap > 0; t->gap--)
        g_string_append_c(t->out, '\n');
    if (t->marker) {
        g_string_append_len(t->out, t->prefix->str, (gssize)t->marker_at);
        g_string_append(t->out, t->marker);
        t->marker = NULL;
    } else {
        g_string_append(t->out, t->prefix->str);
    }
    g_string_append(t->out, text);
    while (t->out->len > 0 && t->out->str[t->out->len - 1] == ' ')
        g_string_truncate(t->out, t->out->len - 1);
    t->gap = 1;
}

static void append_folded(twin *t, const char *text);

static void line_end(twin *t)
{
    if (t->flat) {
        append_folded(t, " ");
        return;
    }
    while (t->line->len > 0 && t->line->str[t->line->len - 1] == ' ')
        g_string_truncate(t->line, t->line->len - 1);
    if (t->line->len > 0)
        line_put(t, t->line->str);
    g_string_truncate(t->line, 0);
}

/* The end of a paragraph: what comes next stands apart. */
static void paragraph_end(twin *t)
{
    line_end(t);
    if (t->out->len > 0 && !t->tight && !t->flat)
        t->gap = MAX(t->gap, 2);
}

static void append_folded(twin *t, const char *text)
{
    for (const char *c = text; *c; c++) {
        gboolean blank = g_ascii_isspace(*c);
        if (!blank)
            g_string_append_c(t->line, *c);
        else if (t->line->len > 0 && t->line->str[t->line->len - 1] != ' ')
            g_string_append_c(t->line, ' ');
    }
}

/* ---- inline ---- */

static gboolean is_hidden(const hp_node *node)
{
    return node->type == HP_NODE_ELEMENT && node->style &&
           (node->style->display == HP_DISPLAY_NONE || node->style->visibility != HP_VISIBILITY_VISIBLE);
}

/* Themes make lists inline blocks to centre them; they are lists all the same. */
static gboolean is_inline(const hp_node *node)
{
    static const char *const blocks[] = {"ul", "ol", "dl", "pre", "table", "tr", "blockquote"};
    if (node->type == HP_NODE_TEXT || !node->style)
        return TRUE;
    for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++)
        if (hp_node_is(node, blocks[i]))
            return FALSE;
    /* A float is a block to CSS (2.2 §9.7); of a line's words it is still one. */
    if (node->style->floating != HP_FLOAT_NONE && hp_node_is(node, "span"))
        return TRUE;
    switch (node->style->display) {
    case HP_DISPLAY_INLINE:
    case HP_DISPLAY_CONTENTS:
    case HP_DISPLAY_RUBY:
    case HP_DISPLAY_RUBY_BASE:
    case HP_DISPLAY_RUBY_TEXT:
    case HP_DISPLAY_INLINE_BLOCK: return TRUE;
    default: return FALSE;
    }
}

static gboolean is_outside_address(const char *href)
{
    return g_str_has_prefix(href, "https://") || g_str_has_prefix(href, "http://") || g_str_has_prefix(href, "mailto:");
}

/* The part of an address that people write. */
static char *address_core(const char *text)
{
    const char *start = strstr(text, "://");
    start = start ? start + 3 : g_str_has_prefix(text, "mailto:") ? text + strlen("mailto:") : text;
    g_autofree char *plain = g_uri_unescape_string(start, NULL);
    char *core = g_strdup(plain ? plain : start);
    size_t length = strlen(core);
    if (length > 0 && core[length - 1] == '/')
        core[length - 1] = '\0';
    return core;
}

/* Behind the link's text, unless that is the address already. */
static void append_address(twin *t, const hp_node *link)
{
    const char *href = hp_node_attribute(link, "href");
    if (!href || !is_outside_address(href))
        return;
    g_autofree char *text = hp_node_text(link), *shown = address_core(text), *core = address_core(href);
    if (strcmp(shown, core) != 0)
        g_string_append_printf(t->line, "%s<%s>", *text ? " " : "",
                               g_str_has_prefix(href, "mailto:") ? href + strlen("mailto:") : href);
}

static void walk(twin *t, const hp_node *parent);

static void walk_inline(twin *t, const hp_node *node)
{
    const char *special;
    if (hp_node_is(node, "br")) {
        line_end(t);
    } else if (hp_node_is(node, "img")) {
        special = hp_node_attribute(node, "alt");
        if (special && *special)
            g_string_append_printf(t->line, "[%s]", special);
    } else if ((special = hp_node_attribute(node, "data-tex"))) {
        append_folded(t, special);
    } else if (node->style->display == HP_DISPLAY_RUBY_TEXT) {
        g_string_append(t->line, " (");
        walk(t, node);
        g_string_append_c(t->line, ')');
    } else if (!hp_node_has_class(node, "footnote-backref")) {
        walk(t, node);
        if (hp_node_is(node, "a"))
            append_address(t, node);
    }
}

/* ---- blocks ---- */

static void heading_put(twin *t, const hp_node *node)
{
    if (t->flat) {
        walk(t, node);
        return;
    }
    gboolean title = !t->headed || hp_node_is(node, "h1") || hp_node_is(node, "h2");
    paragraph_end(t);
    walk(t, node);
    g_autofree char *text = g_strdup(t->line->str);
    paragraph_end(t);
    if (!title || !*text)
        return;
    t->headed = TRUE;
    t->gap = 1;
    g_autofree char *under = g_strnfill((gsize)MIN(g_utf8_strlen(g_strchomp(text), -1), 72), t->titled ? '-' : '=');
    t->titled = TRUE;
    line_put(t, under);
    t->gap = 2;
}

static void walk_indented(twin *t, const hp_node *node, const char *prefix, const char *marker)
{
    size_t before = t->prefix->len;
    line_end(t);
    g_string_append(t->prefix, prefix);
    if (marker) {
        t->marker = marker;
        t->marker_at = before;
    }
    walk(t, node);
    line_end(t);
    g_string_truncate(t->prefix, before);
    t->marker = NULL;
}

static void list_put(twin *t, const hp_node *list)
{
    const char *start = hp_node_is(list, "ol") ? hp_node_attribute(list, "start") : NULL;
    gint64 number = start ? g_ascii_strtoll(start, NULL, 10) : 1;
    gboolean outer = t->tight;
    if (!outer)
        paragraph_end(t);
    line_end(t);
    t->tight = TRUE;
    for (const hp_node *item = list->first_child; item; item = item->next) {
        if (item->type != HP_NODE_ELEMENT || is_hidden(item))
            continue;
        g_autofree char *marker = hp_node_is(list, "ol")
                                      ? g_strdup_printf("%" G_GINT64_FORMAT ". ", number++)
                                      : g_strdup(hp_node_has_class(item, "task-list-item") ? "" : "- ");
        g_autofree char *indent = g_strnfill(strlen(marker), ' ');
        walk_indented(t, item, indent, marker);
    }
    t->tight = outer;
    paragraph_end(t);
}

static void code_put(twin *t, const hp_node *node)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (const hp_node *at = node; at; at = hp_node_next(at, node))
        if (at->type == HP_NODE_TEXT)
            g_string_append(text, at->text);
    if (t->flat) {
        append_folded(t, text->str);
        return;
    }
    g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
    size_t before = t->prefix->len;
    paragraph_end(t);
    g_string_append(t->prefix, "    ");
    for (char **line = lines; *line; line++)
        if (line[1] || **line)
            line_put(t, *line);
    g_string_truncate(t->prefix, before);
    paragraph_end(t);
}

static void row_put(twin *t, const hp_node *row)
{
    gboolean any = FALSE;
    line_end(t);
    for (const hp_node *cell = row->first_child; cell; cell = cell->next) {
        if (cell->type != HP_NODE_ELEMENT || is_hidden(cell))
            continue;
        if (any)
            g_string_append(t->line, t->line->len > 0 && t->line->str[t->line->len - 1] == ' ' ? "| " : " | ");
        any = TRUE;
        gboolean outer = t->flat;
        t->flat = TRUE;
        walk(t, cell);
        t->flat = outer;
    }
    line_end(t);
}

static void walk_block(twin *t, const hp_node *node)
{
    const char *tag = node->tag;
    if (hp_node_is(node, "thead") || hp_node_is(node, "tbody") || hp_node_is(node, "tfoot")) {
        walk(t, node);
    } else if (tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' && !tag[2]) {
        heading_put(t, node);
    } else if (hp_node_is(node, "ul") || hp_node_is(node, "ol")) {
        list_put(t, node);
    } else if (hp_node_is(node, "pre")) {
        code_put(t, node);
    } else if (hp_node_is(node, "tr")) {
        row_put(t, node);
    } else if (hp_node_is(node, "blockquote")) {
        paragraph_end(t);
        walk_indented(t, node, "> ", NULL);
        paragraph_end(t);
    } else if (hp_node_is(node, "dd")) {
        walk_indented(t, node, "    ", NULL);
    } else if (hp_node_is(node, "dt")) {
        line_end(t);
        walk(t, node);
        line_end(t);
    } else {
        paragraph_end(t);
        walk(t, node);
        paragraph_end(t);
    }
}

static void walk(twin *t, const hp_node *parent)
{
    for (const hp_node *node = parent->first_child; node; node = node->next) {
        if (is_hidden(node))
            continue;
        if (node->type == HP_NODE_TEXT)
            append_folded(t, node->text);
        else if (is_inline(node))
            walk_inline(t, node);
        else
            walk_block(t, node);
    }
}

char *hp_twin_make(const hp_job *job)
{
    const hp_tree *tree = hp_job_tree(job);
    twin t = {.out = g_string_new(NULL), .line = g_string_new(NULL), .prefix = g_string_new(NULL)};
    for (size_t i = 0; i < tree->n_slides; i++) {
        if (!hp_job_wants(job, &tree->slides[i]))
            continue;
        paragraph_end(&t);
        t.headed = FALSE;
        if (t.out->len > 0)
            t.gap = 3;
        walk(&t, tree->slides[i].node);
    }
    line_end(&t);
    if (t.out->len > 0)
        g_string_append_c(t.out, '\n');
    g_string_free(t.line, TRUE);
    g_string_free(t.prefix, TRUE);
    return g_string_free(t.out, FALSE);
}
