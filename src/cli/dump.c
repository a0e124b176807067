#include "cli/dump.h"

#include <stdio.h>
#include <string.h>

static void slide_head(const hp_tree_slide *slide)
{
    if (slide->label)
        printf("== slide %s, line %u\n", slide->label, slide->source->body.line);
}

static void dump_html(const hp_tree *tree)
{
    for (size_t i = 0; i < tree->n_slides; i++) {
        slide_head(&tree->slides[i]);
        fputs(tree->slides[i].html, stdout);
    }
}

static void dump_dom(const hp_tree *tree)
{
    g_autofree char *text = hp_dom_dump(tree->root);
    fputs(text, stdout);
}

/* "section > ul > li.wide", so that a selector's author sees the way. */
static void print_path(const hp_node *node)
{
    g_autoptr(GPtrArray) chain = g_ptr_array_new();
    for (const hp_node *at = node; at; at = at->parent)
        g_ptr_array_insert(chain, 0, (void *)at);
    for (unsigned i = 0; i < chain->len; i++) {
        const hp_node *at = g_ptr_array_index(chain, i);
        printf("%s%s", i ? " > " : "", at->tag);
        if (at->id)
            printf("#%s", at->id);
        for (const char *const *name = at->classes; name && *name; name++)
            printf(".%s", *name);
    }
}

static void print_style(const hp_node *node, const char *pseudo, const hp_style *style)
{
    if (!style)
        return;
    g_autofree char *text = hp_style_dump(style);
    print_path(node);
    printf("%s @%u\n", pseudo, node->line);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line)
            printf("    %s\n", *line);
}

static void dump_style(const hp_tree *tree)
{
    for (const hp_node *node = tree->root; node; node = hp_node_next(node, tree->root)) {
        if (node->type != HP_NODE_ELEMENT)
            continue;
        print_style(node, "", node->style);
        print_style(node, "::before", node->style_before);
        print_style(node, "::after", node->style_after);
        print_style(node, "::marker", node->style_marker);
        print_style(node, "::first-letter", node->style_first_letter);
    }
}

static void dump_fragments(const GPtrArray *pages, void *user_data)
{
    (void)user_data;
    for (unsigned i = 0; i < pages->len; i++) {
        g_autofree char *text = hp_page_dump(g_ptr_array_index(pages, i));
        fputs(text, stdout);
    }
}

static void dump_boxes(hp_job *job)
{
    g_autofree char *text = hp_job_boxes(job);
    fputs(text, stdout);
}

/* One element of the logical tree, and the text met under it. */
typedef struct {
    const hp_meaning *meaning;
    GString *text;
} tag;

static void tag_free(void *data)
{
    tag *t = data;
    g_string_free(t->text, TRUE);
    g_free(t);
}

static tag *tags_add(GHashTable *tags, const hp_meaning *meaning)
{
    for (const hp_meaning *at = meaning; at && !g_hash_table_contains(tags, at); at = at->parent) {
        tag *made = g_new0(tag, 1);
        made->meaning = at;
        made->text = g_string_new(NULL);
        g_hash_table_insert(tags, (void *)at, made);
    }
    return g_hash_table_lookup(tags, meaning);
}

/* Fragments nest as deep as the deck's elements, which dom/ limits. */
static void tags_collect(GHashTable *tags, const hp_fragment *fragment)
{
    tag *t = tags_add(tags, fragment->meaning);
    if (fragment->type == HP_FRAGMENT_TEXT)
        g_string_append_len(t->text, fragment->text.text + fragment->text.start,
                            (gssize)(fragment->text.end - fragment->text.start));
    for (size_t i = 0; i < fragment->n_children; i++)
        tags_collect(tags, fragment->children[i]);
}

static int tags_compare(const void *a, const void *b)
{
    const tag *const *left = a, *const *right = b;
    unsigned x = (*left)->meaning->order, y = (*right)->meaning->order;
    return x < y ? -1 : x > y;
}

static void tag_print(const tag *t)
{
    const hp_meaning *meaning = t->meaning;
    int depth = 0;
    for (const hp_meaning *at = meaning->parent; at; at = at->parent)
        depth++;
    printf("%*s%s", depth * 2, "", hp_role_tag(meaning->role));
    if (meaning->role == HP_ROLE_HEADING)
        printf("%d", meaning->level);
    if (meaning->id)
        printf(" #%s", meaning->id);
    if (meaning->lang)
        printf(" lang=%s", meaning->lang);
    if (meaning->href)
        printf(" href=%s", meaning->href);
    if (meaning->alt)
        printf(" alt=\"%s\"", meaning->alt);
    if (meaning->column_span > 1 || meaning->row_span > 1)
        printf(" span=%dx%d", meaning->column_span, meaning->row_span);
    if (t->text->len)
        printf(" \"%s\"", t->text->str);
    putchar('\n');
}

static void dump_tags(const GPtrArray *pages, void *user_data)
{
    (void)user_data;
    g_autoptr(GHashTable) tags = g_hash_table_new_full(NULL, NULL, NULL, tag_free);
    for (unsigned i = 0; i < pages->len; i++) {
        const hp_page *page = g_ptr_array_index(pages, i);
        if (page->root)
            tags_collect(tags, page->root);
    }
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    GHashTableIter iter;
    void *value;
    for (g_hash_table_iter_init(&iter, tags); g_hash_table_iter_next(&iter, NULL, &value);)
        g_ptr_array_add(sorted, value);
    g_ptr_array_sort(sorted, tags_compare);
    for (unsigned i = 0; i < sorted->len; i++)
        tag_print(g_ptr_array_index(sorted, i));
}

void dump_job(hp_job *job, dump_kind kind)
{
    switch (kind) {
    case DUMP_HTML: dump_html(hp_job_tree(job)); break;
    case DUMP_DOM: dump_dom(hp_job_tree(job)); break;
    case DUMP_STYLE: dump_style(hp_job_tree(job)); break;
    case DUMP_BOXES: dump_boxes(job); break;
    case DUMP_FRAGMENTS: hp_job_pages(job, dump_fragments, NULL); break;
    case DUMP_TAGS: hp_job_pages(job, dump_tags, NULL); break;
    case DUMP_NONE: break;
    }
}
