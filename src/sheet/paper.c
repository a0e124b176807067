#include "sheet/paper.h"

#include "css/counters.h"
#include "css/paper.h"

#include <string.h>

/* ---- pages ---- */

/* Names that a document may give to its pages. */
#define NAMES_MAX 32

typedef struct {
    hp_page_place place;
    hp_node *node; /* styled */
} page_style;

struct hp_paper {
    hp_arena *arena;
    hp_cascade *cascade;
    const hp_tree *tree;
    GArray *styles; /* page_style */
    gboolean first_is_left;
};

hp_paper *hp_paper_new(hp_arena *arena, hp_cascade *cascade, const hp_tree *tree)
{
    hp_paper *paper = hp_arena_make(arena, hp_paper);
    *paper = (hp_paper){.arena = arena,
                        .cascade = cascade,
                        .tree = tree,
                        .first_is_left = tree->root->style->direction == HP_DIRECTION_RTL};
    paper->styles = hp_arena_own(arena, g_array_new(FALSE, FALSE, sizeof(page_style)), (GDestroyNotify)g_array_unref);
    return paper;
}

/* number counts from 1. */
static const hp_node *page_styled(hp_paper *paper, const char *name, unsigned number, gboolean blank)
{
    hp_page_place place = {name, number == 1, (number % 2 == 0) != paper->first_is_left, blank};
    for (guint i = 0; i < paper->styles->len; i++) {
        const page_style *known = &g_array_index(paper->styles, page_style, i);
        if (known->place.name == name && known->place.first == place.first && known->place.left == place.left &&
            known->place.blank == blank)
            return known->node;
    }
    page_style made = {place, hp_paper_make(paper->arena, paper->cascade, paper->tree->body, &place)};
    g_array_append_val(paper->styles, made);
    return made.node;
}

static void size_take(const hp_style *style, hp_page_kind *kind)
{
    if (style->page_width > 0) {
        kind->width = (double)style->page_width;
        kind->height = (double)style->page_height;
    }
    if ((style->page_orientation == HP_PAGE_LANDSCAPE && kind->width < kind->height) ||
        (style->page_orientation == HP_PAGE_PORTRAIT && kind->width > kind->height)) {
        double other = kind->width;
        kind->width = kind->height;
        kind->height = other;
    }
}

/* Of margins that leave no room a part is taken. */
static void fit(double *before, double *after, double size)
{
    double most = size * 0.9, sum;
    *before = MAX(*before, 0);
    *after = MAX(*after, 0);
    sum = *before + *after;
    if (sum > most) {
        *before *= most / sum;
        *after *= most / sum;
    }
}

static void margins_take(hp_paper *paper, hp_page_kind *kind)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(kind->margins); i++) {
        /* The first page, an odd one and an even one. */
        unsigned number = i == 0 ? 1 : i == 1 ? 3 : 2;
        const hp_length *margin = page_styled(paper, kind->name, number, FALSE)->style->margin;
        hp_edges edges = {
            hp_length_resolve(margin[HP_TOP], kind->height), hp_length_resolve(margin[HP_RIGHT], kind->width),
            hp_length_resolve(margin[HP_BOTTOM], kind->height), hp_length_resolve(margin[HP_LEFT], kind->width)};
        fit(&edges.top, &edges.bottom, kind->height);
        fit(&edges.left, &edges.right, kind->width);
        kind->margins[i] = edges;
    }
}

/* The names in the order of the text, after NULL for all others. */
static size_t names_collect(const hp_tree *tree, const char **names)
{
    size_t count = 1;
    names[0] = NULL;
    for (const hp_node *node = tree->body->first_child; node; node = node->next) {
        const char *name = node->style ? node->style->page : NULL;
        gboolean known = !name || count == NAMES_MAX;
        for (size_t i = 1; i < count; i++)
            known |= names[i] == name;
        if (!known)
            names[count++] = name;
    }
    return count;
}

void hp_paper_plan(hp_paper *paper, double width, double height, gboolean is_fixed, hp_page_plan *plan)
{
    const char *names[NAMES_MAX];
    size_t count = names_collect(paper->tree, names);
    hp_page_kind *kinds = hp_arena_make_array(paper->arena, hp_page_kind, count);
    for (size_t i = 0; i < count; i++) {
        kinds[i] = (hp_page_kind){.name = names[i], .width = width, .height = height};
        if (!is_fixed)
            size_take(page_styled(paper, names[i], 3, FALSE)->style, &kinds[i]);
        margins_take(paper, &kinds[i]);
    }
    plan->kinds = kinds;
    plan->n_kinds = count;
    plan->first_is_left = paper->first_is_left;
}

/* ---- running strings ---- */

typedef struct {
    const char *name;                 /* interned */
    const char *start, *first, *last; /* at the page's start, and what is set on it; first NULL: nothing is */
} running_string;

struct hp_running {
    hp_arena *arena;
    GArray *strings;        /* running_string */
    GHashTable *seen;       /* hp_meaning whose strings are set */
    const hp_meaning *last; /* looked at */
};

static running_string *string_get(hp_running *running, const char *name)
{
    for (guint i = 0; i < running->strings->len; i++) {
        running_string *string = &g_array_index(running->strings, running_string, i);
        if (string->name == name)
            return string;
    }
    running_string made = {name, "", NULL, ""};
    g_array_append_val(running->strings, made);
    return &g_array_index(running->strings, running_string, running->strings->len - 1);
}

hp_running *hp_running_new(hp_arena *arena, const char *title, const char *date)
{
    hp_running *running = hp_arena_make(arena, hp_running);
    running->arena = arena;
    running->strings =
        hp_arena_own(arena, g_array_new(FALSE, FALSE, sizeof(running_string)), (GDestroyNotify)g_array_unref);
    running->seen = hp_arena_own(arena, g_hash_table_new(NULL, NULL), (GDestroyNotify)g_hash_table_unref);
    string_get(running, g_intern_static_string("title"))->last = title ? title : "";
    string_get(running, g_intern_static_string("date"))->last = date ? date : "";
    return running;
}

static void strings_set(hp_running *running, const hp_meaning *meaning)
{
    for (const hp_string *set = meaning->strings; set; set = set->next) {
        running_string *string = string_get(running, set->name);
        string->last = hp_arena_strdup(running->arena, set->value);
        if (!string->first)
            string->first = string->last;
    }
}

static void strings_collect(hp_running *running, const hp_fragment *fragment)
{
    if (fragment->meaning != running->last) {
        running->last = fragment->meaning;
        for (const hp_meaning *m = fragment->meaning; m; m = m->parent)
            if (m->strings && g_hash_table_add(running->seen, (gpointer)m))
                strings_set(running, m);
    }
    for (size_t i = 0; i < fragment->n_children; i++)
        strings_collect(running, fragment->children[i]);
}

static void strings_turn_page(hp_running *running, const hp_page *page)
{
    for (guint i = 0; i < running->strings->len; i++) {
        running_string *string = &g_array_index(running->strings, running_string, i);
        string->start = string->last;
        string->first = NULL;
    }
    if (page->root)
        strings_collect(running, page->root);
}

/* CSS Generated Content for Paged Media §1.1.2 */
static const char *string_value(hp_running *running, const hp_content_part *part)
{
    const running_string *string = string_get(running, part->name);
    switch (part->place) {
    case HP_STRING_START: return string->start;
    case HP_STRING_LAST: return string->last;
    case HP_STRING_FIRST_EXCEPT: return string->first ? "" : string->start;
    case HP_STRING_FIRST: break;
    }
    return string->first ? string->first : string->start;
}

/* ---- margin boxes ---- */

typedef struct {
    const hp_layout_context *layout;
    hp_arena *arena;
    hp_running *running;
    const hp_page *page;
    hp_edges margin;
    unsigned number, total;
    hp_node *boxes[HP_MARGIN_BOXES]; /* NULL: not there */
    GPtrArray *made;
} maker;

static char *content_text(const maker *m, const hp_style *style)
{
    if (!style->content_parts)
        return g_strdup(style->content);
    GString *text = g_string_new(NULL);
    for (const hp_content_part *part = style->content_parts; part; part = part->next) {
        if (part->kind == HP_PART_TEXT) {
            g_string_append(text, part->text);
        } else if (part->kind == HP_PART_STRING) {
            g_string_append(text, string_value(m->running, part));
        } else if (part->kind == HP_PART_COUNTER || part->kind == HP_PART_COUNTERS) {
            unsigned value = strcmp(part->name, "page") == 0    ? m->number
                             : strcmp(part->name, "pages") == 0 ? m->total
                                                                : 0;
            g_autofree char *number = hp_counter_text((int)value, part->style);
            g_string_append(text, number);
        }
    }
    return g_string_free(text, FALSE);
}

static gboolean paints(const hp_style *style)
{
    for (int side = HP_TOP; side <= HP_LEFT; side++)
        if (style->border[side].width > 0)
            return TRUE;
    return style->background_color.a > 0 || style->background;
}

/* The element of a margin box on this page, with its text; NULL when there is
 * nothing to see. */
static hp_node *box_make(const maker *m, hp_node *styled)
{
    const hp_style *style = styled->style;
    g_autofree char *text = style->content ? content_text(m, style) : NULL;
    if (!text || style->display == HP_DISPLAY_NONE || (!*text && !paints(style)))
        return NULL;
    hp_node *node = hp_node_make_element(m->arena, "div", 0);
    node->style = style;
    node->parent = styled->parent;
    hp_node_append(node, hp_node_make_text(m->arena, text, strlen(text), 0));
    return node;
}

static void box_place(const maker *m, hp_margin_box box, double x, double y, double width, double height)
{
    if (!m->boxes[box] || width <= 0 || height <= 0)
        return;
    const hp_fragment *made = hp_layout_margin_box(m->layout, m->arena, m->boxes[box], (hp_rect){x, y, width, height});
    if (made)
        g_ptr_array_add(m->made, (gpointer)made);
}

static double width_asked(const maker *m, hp_margin_box box, double most)
{
    if (!m->boxes[box])
        return 0;
    hp_length width = m->boxes[box]->style->width;
    return MIN(width.kind == HP_LENGTH_FIXED ? hp_length_resolve(width, most)
                                             : hp_layout_furniture_width(m->layout, m->arena, m->boxes[box]),
               most);
}

/* §5.3.2.1: the one in the middle is in the middle, the others have what is
 * left beside it; without it they share the edge. */
static void row_place(const maker *m, hp_margin_box left, hp_margin_box center, hp_margin_box right, double y,
                      double height)
{
    double x = m->margin.left, room = m->page->width - m->margin.left - m->margin.right;
    double middle = width_asked(m, center, room), side = (room - middle) / 2, before = side, after = side;
    if (!m->boxes[center]) {
        double a = width_asked(m, left, room), b = width_asked(m, right, room);
        before = a + b > room ? room * a / (a + b) : room - b;
        after = room - before;
    }
    box_place(m, left, x, y, before, height);
    box_place(m, center, x + side, y, middle, height);
    box_place(m, right, x + room - after, y, after, height);
}

static void all_place(const maker *m)
{
    double width = m->page->width, height = m->page->height;
    double right = width - m->margin.right, bottom = height - m->margin.bottom;
    double between = bottom - m->margin.top;
    box_place(m, HP_MARGIN_TOP_LEFT_CORNER, 0, 0, m->margin.left, m->margin.top);
    row_place(m, HP_MARGIN_TOP_LEFT, HP_MARGIN_TOP_CENTER, HP_MARGIN_TOP_RIGHT, 0, m->margin.top);
    box_place(m, HP_MARGIN_TOP_RIGHT_CORNER, right, 0, m->margin.right, m->margin.top);
    for (hp_margin_box box = HP_MARGIN_RIGHT_TOP; box <= HP_MARGIN_RIGHT_BOTTOM; box++)
        box_place(m, box, right, m->margin.top, m->margin.right, between);
    box_place(m, HP_MARGIN_BOTTOM_LEFT_CORNER, 0, bottom, m->margin.left, m->margin.bottom);
    row_place(m, HP_MARGIN_BOTTOM_LEFT, HP_MARGIN_BOTTOM_CENTER, HP_MARGIN_BOTTOM_RIGHT, bottom, m->margin.bottom);
    box_place(m, HP_MARGIN_BOTTOM_RIGHT_CORNER, right, bottom, m->margin.right, m->margin.bottom);
    for (hp_margin_box box = HP_MARGIN_LEFT_BOTTOM; box <= HP_MARGIN_LEFT_TOP; box++)
        box_place(m, box, 0, m->margin.top, m->margin.left, between);
}

const hp_fragment *hp_paper_margin_boxes(hp_paper *paper, hp_running *running, const hp_layout_context *layout,
                                         hp_arena *arena, const hp_page *page, unsigned number, unsigned total)
{
    unsigned kind = number == 1 ? 0 : number % 2 ? 1 : 2;
    g_autoptr(GPtrArray) made = g_ptr_array_new();
    hp_edges margin = hp_page_kind_of(layout->plan, page->name)->margins[kind];
    gboolean blank = !page->root || page->root->n_children == 0;
    maker m = {layout, arena, running, page, margin, number, total, {NULL}, made};
    strings_turn_page(running, page);
    hp_margin_box box = HP_MARGIN_TOP_LEFT_CORNER;
    for (hp_node *styled = page_styled(paper, page->name, number, blank)->first_child; styled; styled = styled->next)
        m.boxes[box++] = box_make(&m, styled);
    all_place(&m);
    return made->len ? hp_layout_furniture_join(layout, arena, made) : NULL;
}
