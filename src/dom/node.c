#include "dom/node.h"

#include <string.h>

static const char *const blanks = " \t\n\r\f";

static gboolean is_blank(char c)
{
    return c && strchr(blanks, c);
}

const char *hp_node_attribute(const hp_node *node, const char *name)
{
    for (size_t i = 0; i < node->n_attributes; i++)
        if (node->attributes[i].name == name || !strcmp(node->attributes[i].name, name))
            return node->attributes[i].value;
    return NULL;
}

gboolean hp_node_has_class(const hp_node *node, const char *name)
{
    if (!node->classes)
        return FALSE;
    for (const char *const *class = node->classes; *class; class ++)
        if (*class == name || !strcmp(*class, name))
            return TRUE;
    return FALSE;
}

gboolean hp_node_is(const hp_node *node, const char *tag)
{
    return node->tag && (node->tag == tag || !strcmp(node->tag, tag));
}

const hp_node *hp_node_skip(const hp_node *node, const hp_node *root)
{
    for (; node && node != root; node = node->parent)
        if (node->next)
            return node->next;
    return NULL;
}

const hp_node *hp_node_next(const hp_node *node, const hp_node *root)
{
    return node->first_child ? node->first_child : hp_node_skip(node, root);
}

/* Elements whose edges part words although no blank stands there. */
static gboolean parts_words(const hp_node *node)
{
    static const char *const tags[] = {"br",    "hr",      "p",          "li",      "div",     "td",         "th",
                                       "tr",    "dt",      "dd",         "h1",      "h2",      "h3",         "h4",
                                       "h5",    "h6",      "ul",         "ol",      "pre",     "blockquote", "dl",
                                       "table", "caption", "figcaption", "section", "article", "header",     "footer"};
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++)
        if (!strcmp(node->tag, tags[i]))
            return TRUE;
    return FALSE;
}

static void append_folded(GString *out, const char *text)
{
    while (*text) {
        size_t blank = strspn(text, blanks);
        text += blank;
        if (blank && out->len && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
        size_t word = strcspn(text, blanks);
        g_string_append_len(out, text, (gssize)word);
        text += word;
    }
}

char *hp_node_text(const hp_node *node)
{
    GString *out = g_string_new(NULL);
    for (const hp_node *n = node; n;) {
        if (n->type == HP_NODE_TEXT)
            append_folded(out, n->text);
        else if (parts_words(n))
            append_folded(out, " ");
        /* Leaving a block parts words as well as entering it. */
        if (n->first_child) {
            n = n->first_child;
            continue;
        }
        while (n && n != node && !n->next) {
            n = n->parent;
            if (n && n->tag && parts_words(n))
                append_folded(out, " ");
        }
        n = n && n != node ? n->next : NULL;
    }
    if (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

hp_node *hp_node_make_element(hp_arena *arena, const char *tag, unsigned line)
{
    hp_node *node = hp_arena_make(arena, hp_node);
    node->type = HP_NODE_ELEMENT;
    node->tag = g_intern_string(tag);
    node->line = line;
    return node;
}

hp_node *hp_node_make_text(hp_arena *arena, const char *text, size_t length, unsigned line)
{
    hp_node *node = hp_arena_make(arena, hp_node);
    node->type = HP_NODE_TEXT;
    node->text = hp_arena_strndup(arena, text, length);
    node->line = line;
    return node;
}

void hp_node_append(hp_node *parent, hp_node *child)
{
    child->parent = parent;
    child->previous = parent->last_child;
    child->next = NULL;
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
}

void hp_node_insert_before(hp_node *parent, hp_node *child, hp_node *before)
{
    if (!before) {
        hp_node_append(parent, child);
        return;
    }
    child->parent = parent;
    child->previous = before->previous;
    child->next = before;
    if (before->previous)
        before->previous->next = child;
    else
        parent->first_child = child;
    before->previous = child;
}

void hp_node_remove(hp_node *node)
{
    hp_node *parent = node->parent;
    if (node->previous)
        node->previous->next = node->next;
    else
        parent->first_child = node->next;
    if (node->next)
        node->next->previous = node->previous;
    else
        parent->last_child = node->previous;
    node->parent = node->previous = node->next = NULL;
}

static const char *const *split_classes(hp_arena *arena, const char *value)
{
    size_t count = 0;
    for (const char *p = value; *p;) {
        p += strspn(p, blanks);
        count += *p != '\0';
        p += strcspn(p, blanks);
    }
    if (!count)
        return NULL;
    const char **classes = hp_arena_make_array(arena, const char *, count + 1);
    char name[64];
    for (size_t i = 0; i < count; i++) {
        value += strspn(value, blanks);
        size_t length = strcspn(value, blanks);
        if (length < sizeof name) {
            memcpy(name, value, length);
            name[length] = '\0';
            classes[i] = g_intern_string(name);
        } else {
            g_autofree char *copy = g_strndup(value, length);
            classes[i] = g_intern_string(copy);
        }
        value += length;
    }
    return classes;
}

void hp_node_set_attribute(hp_arena *arena, hp_node *node, const char *name, const char *value)
{
    hp_attribute attribute = {g_intern_string(name), hp_arena_strdup(arena, value ? value : "")};
    size_t at = 0;
    while (at < node->n_attributes && node->attributes[at].name != attribute.name)
        at++;
    /* The array is shared with nobody but const to readers: a new one is made
     * each time, since elements have few attributes and rarely get more. */
    size_t count = MAX(node->n_attributes, at + 1);
    hp_attribute *attributes = hp_arena_make_array(arena, hp_attribute, count);
    if (node->n_attributes)
        memcpy(attributes, node->attributes, node->n_attributes * sizeof *attributes);
    attributes[at] = attribute;
    node->attributes = attributes;
    node->n_attributes = count;
    if (!strcmp(attribute.name, "id"))
        node->id = *attribute.value ? attribute.value : NULL;
    else if (!strcmp(attribute.name, "class"))
        node->classes = split_classes(arena, attribute.value);
}

void hp_node_add_classes(hp_arena *arena, hp_node *node, const char *names)
{
    const char *old = hp_node_attribute(node, "class");
    g_autoptr(GString) all = g_string_new(old);
    while (*names) {
        names += strspn(names, blanks);
        size_t length = strcspn(names, blanks);
        g_autofree char *name = g_strndup(names, length);
        names += length;
        if (!*name || hp_node_has_class(node, name))
            continue;
        if (all->len && !is_blank(all->str[all->len - 1]))
            g_string_append_c(all, ' ');
        g_string_append(all, name);
    }
    if (!old || strcmp(old, all->str))
        hp_node_set_attribute(arena, node, "class", all->str);
}
