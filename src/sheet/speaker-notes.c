#include "sheet/speaker-notes.h"

#include "dom/parse.h"
#include "markdown/markdown.h"

#include <string.h>

typedef struct {
    hp_arena *arena;
    const hp_tree *tree;
    hp_markdown_options markdown;
    hp_diags *diags;
} maker;

static void markdown_append(const maker *m, hp_node *to, const hp_markdown_text *text)
{
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(hp_line_map) map = hp_line_map_new();
    hp_markdown_to_html(text, &m->markdown, html, map, m->diags);
    hp_dom_parse(m->arena, to, NULL, html->str, html->len, map, m->tree->styles, m->diags);
}

static void text_append(const maker *m, hp_node *to, const char *text, unsigned line)
{
    hp_node *paragraph = hp_node_make_element(m->arena, "p", line);
    hp_node_append(paragraph, hp_node_make_text(m->arena, text, strlen(text), line));
    hp_node_append(to, paragraph);
}

/* What a page of HTML has in <aside class="notes">, which is not shown there. */
static void asides_move(hp_node *section, hp_node *to)
{
    for (const hp_node *at = section; at; at = hp_node_next(at, section)) {
        if (!at->classes || !hp_node_is(at, "aside") || !hp_node_has_class(at, "notes"))
            continue;
        hp_node *aside = (hp_node *)at, *child = aside->first_child;
        aside->first_child = aside->last_child = NULL;
        while (child) {
            hp_node *next = child->next;
            child->parent = child->previous = child->next = NULL;
            hp_node_append(to, child);
            child = next;
        }
    }
}

/* reveal.js takes the attribute, or else the aside; the Markdown becomes one. */
static void notes_fill(const maker *m, const hp_tree_slide *slide, hp_node *notes)
{
    const char *attribute = hp_node_attribute(slide->node, "data-notes");
    if (attribute && *attribute)
        text_append(m, notes, attribute, slide->node->line);
    else if (slide->source->notes.text)
        markdown_append(m, notes, &slide->source->notes);
    else
        asides_move(slide->node, notes);
}

static maker maker_for(hp_arena *arena, const hp_tree *tree, const hp_deck *deck, const char *lang, hp_diags *diags)
{
    gboolean hedgedoc = deck->front.dialect == HP_DIALECT_HEDGEDOC;
    return (maker){arena, tree, {deck->front.breaks, lang, !hedgedoc}, diags};
}

/* NULL when the slide has none. */
static hp_node *notes_make(const maker *m, const hp_tree_slide *slide, const char *tag, const char *class)
{
    unsigned line = slide->source->notes.text ? slide->source->notes.line : slide->node->line;
    hp_node *notes = hp_node_make_element(m->arena, tag, line);
    hp_node_set_attribute(m->arena, notes, "class", class);
    notes_fill(m, slide, notes);
    return notes->first_child ? notes : NULL;
}

hp_node **hp_speaker_notes_make(hp_arena *arena, const hp_tree *tree, const hp_deck *deck, const char *lang,
                                hp_node *under, hp_diags *diags)
{
    maker m = maker_for(arena, tree, deck, lang, diags);
    hp_node **made = hp_arena_make_array(arena, hp_node *, MAX(tree->n_slides, 1));
    for (size_t i = 0; i < tree->n_slides; i++)
        if ((made[i] = notes_make(&m, &tree->slides[i], "section", "notes")))
            hp_node_append(under, made[i]);
    return made;
}

void hp_speaker_notes_add(hp_arena *arena, const hp_tree *tree, const hp_deck *deck, const char *lang, hp_node ***pages,
                          hp_diags *diags)
{
    maker m = maker_for(arena, tree, deck, lang, diags);
    if (pages)
        *pages = hp_arena_make_array(arena, hp_node *, MAX(tree->n_slides, 1));
    for (size_t i = 0; i < tree->n_slides; i++) {
        const hp_tree_slide *slide = &tree->slides[i];
        hp_node *notes = notes_make(&m, slide, pages ? "section" : "aside", "speaker-notes speaker-notes-pdf");
        if (!notes)
            continue;
        hp_node_set_attribute(arena, notes, "data-layout", pages ? "separate-page" : "inline");
        hp_node_append(pages ? tree->reveal : slide->node, notes);
        if (pages)
            (*pages)[i] = notes;
    }
}
