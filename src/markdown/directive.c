#include "markdown/render.h"

/* The directive at a place of the copy, or NULL. */
static const md_directive *directive_at(const md_input *input, size_t offset)
{
    const GArray *all = input->directives;
    guint low = 0, high = all ? all->len : 0;
    while (low < high) {
        guint middle = (low + high) / 2;
        const md_directive *directive = &g_array_index(all, md_directive, middle);
        if (directive->at == offset)
            return directive;
        if (directive->at < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void directive_render(md_renderer *r, const md_directive *directive)
{
    switch (directive->kind) {
    case MD_CONTAINER_OPEN:
    case MD_CONTAINER_CLOSE: md_container_render(r, directive); break;
    case MD_NOTE_DEFINITION: r->note = r->main_html ? -1 : (int)directive->value; break;
    case MD_TERM: md_term_render(r); break;
    case MD_NOTHING: break;
    }
}

gboolean md_directive_text(md_renderer *r, const char *text, size_t size)
{
    gboolean held = md_input_holds(r->input, text, size);
    const md_directive *directive = held ? directive_at(r->input, (size_t)(text - r->input->text)) : NULL;
    /* The line's end belongs to it. */
    if (!directive && r->in_directive && !held)
        return TRUE;
    if (!directive || directive->kind != MD_TERM)
        md_definitions_close(r);
    if (directive) {
        md_line_at(r, r->html->len, md_input_line(r->input, text));
        directive_render(r, directive);
    }
    r->in_directive = directive != NULL;
    return r->in_directive;
}
