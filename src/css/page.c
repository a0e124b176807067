#include "css/paper.h"
#include "css/rules.h"

#define PAGE_TAG "@page"

static const char *const box_names[HP_MARGIN_BOXES] = {
    "top-left-corner",    "top-left",     "top-center",          "top-right",    "top-right-corner", "right-top",
    "right-middle",       "right-bottom", "bottom-right-corner", "bottom-right", "bottom-center",    "bottom-left",
    "bottom-left-corner", "left-bottom",  "left-middle",         "left-top"};

/* What stands for a pseudo-class in the element's class list; those that count
 * as classes come first, and the others count as types. */
static const char *const pseudo_classes[] = {":first", ":blank", ":left", ":right"};
#define N_LIKE_CLASSES 2

const char *hp_margin_box_name(hp_margin_box box)
{
    return box_names[box];
}

/* ---- selectors ---- */

static hp_selector *selector_make(hp_arena *arena, const char *tag, const hp_simple *simples, unsigned specificity)
{
    hp_compound *compound = hp_arena_make(arena, hp_compound);
    compound->tag = g_intern_string(tag);
    compound->simples = simples;
    hp_selector *selector = hp_arena_make(arena, hp_selector);
    selector->last = compound;
    selector->specificity = specificity;
    return selector;
}

static void simple_add(hp_arena *arena, const char *class, const hp_simple **simples)
{
    hp_simple *simple = hp_arena_make(arena, hp_simple);
    simple->kind = HP_SIMPLE_CLASS;
    simple->name = g_intern_string(class);
    simple->next = *simples;
    *simples = simple;
}

static gboolean pseudo_add(hp_arena *arena, const char *name, const hp_simple **simples, unsigned *classes,
                           unsigned *types)
{
    for (size_t i = 0; i < G_N_ELEMENTS(pseudo_classes); i++) {
        if (g_ascii_strcasecmp(name, pseudo_classes[i] + 1) != 0)
            continue;
        simple_add(arena, pseudo_classes[i], simples);
        *(i < N_LIKE_CLASSES ? classes : types) += 1;
        return TRUE;
    }
    return FALSE;
}

/* One of the list, from `at` to the comma or the end: a name and pseudo-classes
 * (CSS Paged Media 3 §4.4, §4.5). A name counts more than all pseudo-classes.
 * NULL: something that we do not have. */
static hp_selector *selector_read(hp_arena *arena, const hp_token *tokens, size_t count, size_t *at)
{
    const hp_simple *simples = NULL;
    unsigned names = 0, classes = 0, types = 1; /* goes before what `*` says */
    gboolean known = TRUE;
    for (; *at < count && tokens[*at].type != HP_TOKEN_COMMA; (*at)++) {
        const hp_token *token = &tokens[*at];
        if (token->type == HP_TOKEN_WHITESPACE)
            continue;
        if (token->type == HP_TOKEN_COLON && *at + 1 < count && tokens[*at + 1].type == HP_TOKEN_IDENT) {
            (*at)++;
            known &= pseudo_add(arena, tokens[*at].text, &simples, &classes, &types);
        } else if (token->type == HP_TOKEN_IDENT && !simples) {
            simple_add(arena, token->text, &simples);
            names++;
        } else {
            known = FALSE;
        }
    }
    return known ? selector_make(arena, PAGE_TAG, simples, HP_SPECIFICITY(names, classes, types)) : NULL;
}

const hp_selector *hp_selector_page(hp_arena *arena, const hp_token *tokens, size_t count)
{
    const hp_selector *first = NULL, **link = &first;
    for (size_t at = 0; at <= count; at++) {
        hp_selector *selector = selector_read(arena, tokens, count, &at);
        if (!selector)
            continue;
        *link = selector;
        link = &selector->next;
    }
    return first;
}

const hp_selector *hp_selector_margin_box(hp_arena *arena, const hp_selector *page, const char *name)
{
    const hp_selector *first = NULL, **link = &first;
    size_t box = 0;
    while (box < HP_MARGIN_BOXES && g_ascii_strcasecmp(name, box_names[box]) != 0)
        box++;
    if (box == HP_MARGIN_BOXES)
        return NULL;
    g_autofree char *tag = g_strconcat("@", box_names[box], NULL);
    for (; page; page = page->next) {
        hp_selector *selector = selector_make(arena, tag, NULL, page->specificity);
        hp_compound *compound = (hp_compound *)selector->last;
        compound->combinator = HP_COMBINATOR_CHILD;
        compound->left = page->last;
        *link = selector;
        link = &selector->next;
    }
    return first;
}

gboolean hp_selector_is_page(const hp_selector *selector)
{
    return selector->last->tag == g_intern_static_string(PAGE_TAG);
}

/* ---- elements ---- */

hp_node *hp_paper_make(hp_arena *arena, hp_cascade *cascade, hp_node *parent, const hp_page_place *place)
{
    hp_node *page = hp_node_make_element(arena, PAGE_TAG, 0);
    g_autofree char *classes = g_strconcat(place->name ? place->name : "", place->first ? " :first" : "",
                                           place->blank ? " :blank" : "", place->left ? " :left" : " :right", NULL);
    hp_node_set_attribute(arena, page, "class", classes);
    for (size_t i = 0; i < HP_MARGIN_BOXES; i++) {
        g_autofree char *tag = g_strconcat("@", box_names[i], NULL);
        hp_node_append(page, hp_node_make_element(arena, tag, 0));
    }
    page->parent = parent;
    hp_cascade_apply(cascade, page, parent->style);
    return page;
}
