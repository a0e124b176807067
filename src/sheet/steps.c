#include "sheet/steps.h"

#include <stdlib.h>
#include <string.h>

#define GROUPS_MAX 200

typedef struct {
    hp_node *node;
    unsigned group; /* from 0 */
    long index;     /* data-fragment-index; meaningless without */
    gboolean has_index;
} step_fragment;

/* An element whose class is not what its author wrote. */
typedef struct {
    hp_node *node;
    const char *class;
} changed_node;

struct hp_steps {
    hp_arena *arena;
    hp_node *section;
    GArray *fragments; /* step_fragment, in the order of their groups */
    GArray *changed;   /* changed_node */
    unsigned n_groups;
};

static void array_free(void *array)
{
    g_array_unref(array);
}

static int compare_index(const void *a, const void *b)
{
    const step_fragment *x = a, *y = b;
    if (x->has_index != y->has_index)
        return x->has_index ? -1 : 1;
    return x->has_index ? (x->index > y->index) - (x->index < y->index) : 0;
}

static void fragments_collect(hp_steps *steps)
{
    for (const hp_node *at = steps->section; at; at = hp_node_next(at, steps->section)) {
        if (!at->classes || !hp_node_has_class(at, "fragment"))
            continue;
        const char *index = hp_node_attribute(at, "data-fragment-index");
        step_fragment fragment = {.node = (hp_node *)at};
        fragment.has_index = index && (g_ascii_isdigit(*index) || *index == '-');
        fragment.index = fragment.has_index ? strtol(index, NULL, 10) : 0;
        g_array_append_val(steps->fragments, fragment);
    }
}

static void groups_number(hp_steps *steps, hp_diags *diags)
{
    /* g_array_sort is stable: equal ones stay in the order of the document. */
    g_array_sort(steps->fragments, compare_index);
    unsigned group = 0;
    for (guint i = 0; i < steps->fragments->len; i++) {
        step_fragment *fragment = &g_array_index(steps->fragments, step_fragment, i);
        const step_fragment *before = i > 0 ? fragment - 1 : NULL;
        gboolean together = before && before->has_index && fragment->has_index && before->index == fragment->index;
        group += before && !together;
        fragment->group = MIN(group, GROUPS_MAX - 1);
    }
    steps->n_groups = MIN(group + 1, GROUPS_MAX);
    if (group >= GROUPS_MAX)
        hp_diag_warning(diags, "fragments-limit", steps->section->line,
                        "a slide of more than %d fragments; those behind come at once", GROUPS_MAX);
}

hp_steps *hp_steps_find(hp_arena *arena, hp_node *section, hp_diags *diags)
{
    hp_steps *steps = hp_arena_make(arena, hp_steps);
    steps->arena = arena;
    steps->section = section;
    steps->fragments = hp_arena_own(arena, g_array_new(FALSE, FALSE, sizeof(step_fragment)), array_free);
    steps->changed = hp_arena_own(arena, g_array_new(FALSE, FALSE, sizeof(changed_node)), array_free);
    fragments_collect(steps);
    if (steps->fragments->len == 0)
        return NULL;
    groups_number(steps, diags);
    return steps;
}

unsigned hp_steps_count(const hp_steps *steps)
{
    return steps->n_groups + 1;
}

static void classes_add(hp_steps *steps, hp_node *node, const char *names)
{
    changed_node changed = {node, hp_node_attribute(node, "class")};
    g_array_append_val(steps->changed, changed);
    hp_node_add_classes(steps->arena, node, names);
}

/* Newest first: an element may have been changed twice. */
static void classes_restore(hp_steps *steps)
{
    for (guint i = steps->changed->len; i > 0; i--) {
        const changed_node *changed = &g_array_index(steps->changed, changed_node, i - 1);
        hp_node_set_attribute(steps->arena, changed->node, "class", changed->class ? changed->class : "");
    }
    g_array_set_size(steps->changed, 0);
}

/* Effects on what can be seen before. */
static gboolean is_seen_before(const hp_node *node)
{
    static const char *const effects[] = {"fade-out",
                                          "semi-fade-out",
                                          "grow",
                                          "shrink",
                                          "strike",
                                          "custom",
                                          "highlight-red",
                                          "highlight-green",
                                          "highlight-blue",
                                          "highlight-current-red",
                                          "highlight-current-green",
                                          "highlight-current-blue"};
    for (size_t i = 0; i < G_N_ELEMENTS(effects); i++)
        if (hp_node_has_class(node, effects[i]))
            return TRUE;
    return FALSE;
}

/* Marks what has been seen: all but new fragments, and the elements around these
 * and around links. Returns whether such are in the node. */
static gboolean is_read(hp_steps *steps, const GHashTable *fresh, hp_node *node)
{
    if (g_hash_table_contains((GHashTable *)fresh, node) || (hp_node_is(node, "a") && hp_node_attribute(node, "href")))
        return TRUE;
    gboolean any = FALSE;
    for (hp_node *child = node->first_child; child; child = child->next)
        if (child->type == HP_NODE_ELEMENT)
            any |= is_read(steps, fresh, child);
    if (!any)
        classes_add(steps, node, "step-repeated");
    return any;
}

void hp_steps_show(hp_steps *steps, hp_cascade *cascade, unsigned step)
{
    classes_restore(steps);
    g_autoptr(GHashTable) fresh = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < steps->fragments->len; i++) {
        const step_fragment *fragment = &g_array_index(steps->fragments, step_fragment, i);
        if (fragment->group + 1 > step)
            break;
        gboolean current = fragment->group + 1 == step;
        if (current && !is_seen_before(fragment->node))
            g_hash_table_add(fresh, fragment->node);
        classes_add(steps, fragment->node, current ? "visible current-fragment" : "visible");
    }
    if (step > 0)
        is_read(steps, fresh, steps->section);
    hp_cascade_apply(cascade, steps->section, steps->section->parent->style);
}
