#include "layout/meaning.h"

#include "css/counters.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *tag;
    hp_role role;
} role_row;

/* Sorted by tag. */
static const role_row roles[] = {
    {"a", HP_ROLE_LINK}, /* with href only */
    {"blockquote", HP_ROLE_BLOCK_QUOTE},
    {"caption", HP_ROLE_CAPTION},
    {"code", HP_ROLE_CODE}, /* outside pre */
    {"dd", HP_ROLE_PARAGRAPH},
    {"dt", HP_ROLE_PARAGRAPH},
    {"figcaption", HP_ROLE_CAPTION},
    {"h1", HP_ROLE_HEADING},
    {"h2", HP_ROLE_HEADING},
    {"h3", HP_ROLE_HEADING},
    {"h4", HP_ROLE_HEADING},
    {"h5", HP_ROLE_HEADING},
    {"h6", HP_ROLE_HEADING},
    {"img", HP_ROLE_FIGURE},
    {"li", HP_ROLE_LIST_ITEM},
    {"ol", HP_ROLE_LIST},
    {"p", HP_ROLE_PARAGRAPH},
    {"pre", HP_ROLE_CODE},
    {"section", HP_ROLE_SECTION},
    {"table", HP_ROLE_TABLE},
    {"tbody", HP_ROLE_TABLE_BODY},
    {"td", HP_ROLE_TABLE_CELL},
    {"tfoot", HP_ROLE_TABLE_FOOT},
    {"th", HP_ROLE_TABLE_HEADER_CELL},
    {"thead", HP_ROLE_TABLE_HEAD},
    {"tr", HP_ROLE_TABLE_ROW},
    {"ul", HP_ROLE_LIST},
};

static int compare_tag(const void *key, const void *row)
{
    return strcmp(key, ((const role_row *)row)->tag);
}

static hp_role role_of(const hp_node *node, const hp_meaning *parent)
{
    const role_row *row = bsearch(node->tag, roles, G_N_ELEMENTS(roles), sizeof roles[0], compare_tag);
    hp_role role = row ? row->role : HP_ROLE_NONE;
    if (role == HP_ROLE_LINK && !hp_node_attribute(node, "href"))
        return HP_ROLE_NONE;
    if (role == HP_ROLE_CODE && parent && parent->role == HP_ROLE_CODE)
        return HP_ROLE_NONE;
    if (hp_node_has_class(node, "line-number") || hp_node_has_class(node, "step-repeated"))
        return HP_ROLE_ARTIFACT;
    return role;
}

static int span_of(const hp_node *node, const char *name)
{
    const char *value = hp_node_attribute(node, name);
    int span = value ? atoi(value) : 1;
    return CLAMP(span, 1, 1000);
}

const hp_meaning *hp_meaning_make(hp_meaning_maker *maker, hp_role role, const hp_meaning *parent, unsigned line)
{
    hp_meaning *meaning = hp_arena_make(maker->arena, hp_meaning);
    meaning->role = role;
    meaning->parent = parent;
    meaning->order = (*maker->next_order)++;
    meaning->column_span = meaning->row_span = 1;
    meaning->line = line;
    return meaning;
}

const char *hp_meaning_alt(hp_meaning_maker *maker, const hp_node *node)
{
    maker->pictures++;
    const char *alt = hp_node_attribute(node, "alt");
    if (!alt || !*alt)
        alt = hp_node_attribute(node, "title");
    if (alt && *alt)
        return alt;
    if (maker->slide_title && *maker->slide_title)
        return hp_arena_printf(maker->arena, "picture %u of %s", maker->pictures, maker->slide_title);
    return hp_arena_printf(maker->arena, "picture %u", maker->pictures);
}

/* The language of an element where it is not the parent's. */
static const char *language_change(const hp_node *node)
{
    const char *lang = node->style ? node->style->lang : NULL;
    const hp_style *outer = node->parent ? node->parent->style : NULL;
    if (!lang || (outer && g_strcmp0(outer->lang, lang) == 0) || !node->parent)
        return NULL;
    return lang;
}

/* What string-set makes of an element (CSS Generated Content for Paged Media
 * §1.1.1). */
static const hp_string *strings_of(hp_meaning_maker *maker, const hp_node *node)
{
    const hp_string *first = NULL, **link = &first;
    for (const hp_string_set *set = node->style ? node->style->string_set : NULL; set; set = set->next) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (const hp_content_part *part = set->parts; part; part = part->next) {
            g_autofree char *own = part->kind == HP_PART_ELEMENT ? hp_node_text(node) : NULL;
            g_string_append(text, own ? own : part->text);
        }
        hp_string *string = hp_arena_make(maker->arena, hp_string);
        *string = (hp_string){NULL, set->name, hp_arena_strndup(maker->arena, text->str, text->len)};
        *link = string;
        link = &string->next;
    }
    return first;
}

const hp_meaning *hp_meaning_of(hp_meaning_maker *maker, const hp_node *node, const hp_meaning *parent)
{
    hp_role role = role_of(node, parent);
    const char *lang = language_change(node);
    if (role == HP_ROLE_NONE && lang)
        role = HP_ROLE_SPAN;
    const hp_string *strings = strings_of(maker, node);
    if (role == HP_ROLE_NONE && !node->id && !strings)
        return parent;

    hp_meaning *meaning = (hp_meaning *)hp_meaning_make(maker, role, parent, node->line);
    meaning->id = node->id;
    meaning->lang = lang;
    meaning->strings = strings;
    switch (role) {
    case HP_ROLE_HEADING: {
        g_autofree char *text = hp_node_text(node);
        meaning->level = node->tag[1] - '0';
        meaning->text = hp_arena_strdup(maker->arena, text);
        break;
    }
    case HP_ROLE_LINK: meaning->href = hp_node_attribute(node, "href"); break;
    case HP_ROLE_FIGURE: meaning->alt = hp_meaning_alt(maker, node); break;
    case HP_ROLE_TABLE_HEADER_CELL:
        meaning->scope_row = g_strcmp0(hp_node_attribute(node, "scope"), "row") == 0;
        G_GNUC_FALLTHROUGH;
    case HP_ROLE_TABLE_CELL:
        meaning->column_span = span_of(node, "colspan");
        meaning->row_span = span_of(node, "rowspan");
        break;
    default: break;
    }
    return meaning;
}

const hp_meaning *hp_meaning_formula(hp_meaning_maker *maker, const hp_node *node, const hp_meaning *parent)
{
    hp_meaning *meaning = (hp_meaning *)hp_meaning_make(maker, HP_ROLE_FORMULA, parent, node->line);
    g_autofree char *tex = g_strstrip(g_strdup(hp_node_attribute(node, "data-tex")));
    meaning->alt = hp_arena_strdup(maker->arena, tex);
    meaning->id = node->id;
    return meaning;
}
