/*
 * Selectors against nodes, from right to left. A failure says how far it
 * reaches, so that no ancestor or sibling is tried that cannot help: without
 * that, "a b c d" would try every choice of ancestors.
 */
#include "css/rules.h"

#include <string.h>

typedef enum {
    MATCHES,
    FAILS_HERE,     /* another sibling or ancestor may do */
    FAILS_SIBLINGS, /* no sibling to the left will do, an ancestor may */
    FAILS           /* nothing further up or left will do */
} outcome;

static gboolean list_matches(hp_match *match, const hp_selector *list, const hp_node *node);

static const hp_node *previous_element(const hp_node *node)
{
    do
        node = node->previous;
    while (node && node->type != HP_NODE_ELEMENT);
    return node;
}

static const hp_node *next_element(const hp_node *node)
{
    do
        node = node->next;
    while (node && node->type != HP_NODE_ELEMENT);
    return node;
}

/* ---- :nth-child() and friends ---- */

/* Nodes come in document order, so the place of a node is mostly one step from
 * the last one asked for among the same siblings. */
static int place_of(hp_match *match, const hp_node *node, gboolean of_type, gboolean from_end)
{
    const char *tag = of_type ? node->tag : NULL;
    size_t hash = ((size_t)node->parent >> 4) ^ ((size_t)tag >> 3);
    size_t slot = (hash ^ hash >> 6) % HP_MATCH_SLOTS;
    gboolean known =
        match->places[slot].node && match->places[slot].parent == node->parent && match->places[slot].tag == tag;
    const hp_node *at = known ? match->places[slot].node : NULL;
    int index = known ? match->places[slot].index : 0, total = known ? match->places[slot].total : 0;
    while (at && at != node) { /* forward from where we were */
        at = next_element(at);
        index += at && (!tag || at->tag == tag);
        match->steps_left--;
    }
    if (!at) {
        total = 0;
        index = 1;
        for (at = previous_element(node); at; at = previous_element(at)) {
            index += !tag || at->tag == tag;
            match->steps_left--;
        }
    }
    if (from_end && total == 0) {
        total = index;
        for (at = next_element(node); at; at = next_element(at)) {
            total += !tag || at->tag == tag;
            match->steps_left--;
        }
    }
    match->places[slot].parent = node->parent;
    match->places[slot].node = node;
    match->places[slot].tag = tag;
    match->places[slot].index = index;
    match->places[slot].total = total;
    return from_end ? total - index + 1 : index;
}

static gboolean nth_matches(hp_match *match, const hp_simple *simple, const hp_node *node)
{
    if (simple->a == 0 && simple->b == 1 && !simple->of_type)
        return simple->from_end ? !next_element(node) : !previous_element(node);
    int difference = place_of(match, node, simple->of_type, simple->from_end) - simple->b;
    if (simple->a == 0)
        return difference == 0;
    return difference % simple->a == 0 && difference / simple->a >= 0;
}

/* ---- attributes ---- */

static const char *attribute(const hp_node *node, const char *name)
{
    for (size_t i = 0; i < node->n_attributes; i++)
        if (node->attributes[i].name == name)
            return node->attributes[i].value;
    return NULL;
}

static gboolean equal(const char *a, const char *b, size_t length, gboolean ignore_case)
{
    return ignore_case ? g_ascii_strncasecmp(a, b, length) == 0 : strncmp(a, b, length) == 0;
}

static gboolean includes_word(const char *text, const char *word, size_t length, gboolean ignore_case)
{
    static const char blanks[] = " \t\n\r\f";
    if (length == 0 || strcspn(word, blanks) < length)
        return FALSE;
    for (;;) {
        text += strspn(text, blanks);
        size_t word_length = strcspn(text, blanks);
        if (word_length == 0)
            return FALSE;
        if (word_length == length && equal(text, word, length, ignore_case))
            return TRUE;
        text += word_length;
    }
}

static gboolean contains(const char *text, const char *part, size_t length, gboolean ignore_case)
{
    if (!ignore_case)
        return strstr(text, part) != NULL;
    g_autofree char *lower_text = g_ascii_strdown(text, -1), *lower_part = g_ascii_strdown(part, (gssize)length);
    return strstr(lower_text, lower_part) != NULL;
}

static gboolean attribute_matches(hp_match *match, const hp_simple *simple, const hp_node *node)
{
    const char *text = attribute(node, simple->name);
    if (!text || simple->test == HP_ATTRIBUTE_EXISTS)
        return text != NULL;
    const char *value = simple->value;
    gboolean fold = simple->ignore_case;
    size_t length = strlen(value), text_length = strlen(text);
    match->steps_left -= (gint64)(text_length / 64); /* pictures may be data: URLs */
    switch (simple->test) {
    case HP_ATTRIBUTE_EQUALS: return equal(text, value, length + 1, fold);
    case HP_ATTRIBUTE_INCLUDES: return includes_word(text, value, length, fold);
    case HP_ATTRIBUTE_DASH: return equal(text, value, length, fold) && (text[length] == 0 || text[length] == '-');
    case HP_ATTRIBUTE_PREFIX: return length > 0 && equal(text, value, length, fold);
    case HP_ATTRIBUTE_SUFFIX:
        return length > 0 && text_length >= length && equal(text + text_length - length, value, length, fold);
    case HP_ATTRIBUTE_CONTAINS: return length > 0 && contains(text, value, length, fold);
    default: return FALSE;
    }
}

/* ---- simple selectors ---- */

static gboolean has_class(hp_match *match, const hp_node *node, const char *name)
{
    const char *const *c = node->classes;
    while (c && *c && *c != name)
        c++;
    match->steps_left -= (c - node->classes) / 8;
    return c && *c;
}

static gboolean is_empty(const hp_node *node)
{
    for (const hp_node *child = node->first_child; child; child = child->next)
        if (child->type == HP_NODE_ELEMENT || child->text[0])
            return FALSE;
    return TRUE;
}

static gboolean is_link(const hp_node *node)
{
    return (g_str_equal(node->tag, "a") || g_str_equal(node->tag, "area")) && hp_node_attribute(node, "href");
}

static gboolean lang_matches(const hp_simple *simple, const hp_node *node)
{
    for (; node; node = node->parent) {
        const char *lang = hp_node_attribute(node, "lang");
        size_t length = strlen(simple->value);
        if (lang)
            return equal(lang, simple->value, length, TRUE) && (lang[length] == 0 || lang[length] == '-');
    }
    return FALSE;
}

static gboolean simple_matches(hp_match *match, const hp_simple *simple, const hp_node *node)
{
    switch (simple->kind) {
    case HP_SIMPLE_ID: return node->id && strcmp(node->id, simple->name) == 0;
    case HP_SIMPLE_CLASS: return has_class(match, node, simple->name);
    case HP_SIMPLE_ATTRIBUTE: return attribute_matches(match, simple, node);
    case HP_SIMPLE_ROOT: return node == match->root;
    case HP_SIMPLE_EMPTY: return is_empty(node);
    case HP_SIMPLE_LINK: return is_link(node);
    case HP_SIMPLE_NTH: return nth_matches(match, simple, node);
    case HP_SIMPLE_LANG: return lang_matches(simple, node);
    case HP_SIMPLE_IS: return list_matches(match, simple->list, node);
    case HP_SIMPLE_NOT: return !list_matches(match, simple->list, node);
    case HP_SIMPLE_NEVER: return FALSE;
    }
    return FALSE;
}

static gboolean compound_matches(hp_match *match, const hp_compound *compound, const hp_node *node)
{
    if (compound->tag && compound->tag != node->tag)
        return FALSE;
    for (const hp_simple *simple = compound->simples; simple; simple = simple->next)
        if (!simple_matches(match, simple, node))
            return FALSE;
    return TRUE;
}

/* ---- complex selectors ---- */

/* Recurses over the compounds of a selector, of which the parser limits the
 * number. */
static outcome complex_matches(hp_match *match, const hp_compound *compound, const hp_node *node)
{
    if (--match->steps_left < 0)
        return FAILS;
    if (!compound_matches(match, compound, node))
        return FAILS_HERE;
    if (!compound->left)
        return MATCHES;
    gboolean siblings = compound->combinator == HP_COMBINATOR_NEXT || compound->combinator == HP_COMBINATOR_LATER;
    outcome candidate_missing = siblings ? FAILS_SIBLINGS : FAILS;
    for (;;) {
        node = siblings ? previous_element(node) : node->parent;
        if (!node)
            return candidate_missing;
        outcome result = complex_matches(match, compound->left, node);
        if (result == MATCHES || result == FAILS)
            return result;
        switch (compound->combinator) {
        case HP_COMBINATOR_CHILD:
        case HP_COMBINATOR_NEXT:
            /* This place is fixed by the compound to the right: let that one
             * move. Its siblings have the same parent. */
            return siblings ? result : FAILS_SIBLINGS;
        case HP_COMBINATOR_LATER:
            if (result == FAILS_SIBLINGS)
                return result;
            break;
        case HP_COMBINATOR_DESCENDANT: break;
        }
    }
}

gboolean hp_selector_matches(hp_match *match, const hp_selector *selector, const hp_node *node)
{
    return complex_matches(match, selector->last, node) == MATCHES;
}

static gboolean list_matches(hp_match *match, const hp_selector *list, const hp_node *node)
{
    for (; list; list = list->next)
        if (list->pseudo == HP_PSEUDO_NONE && hp_selector_matches(match, list, node))
            return TRUE;
    return FALSE;
}
