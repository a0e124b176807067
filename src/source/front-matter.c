#include "source/front-matter.h"

#include <string.h>

#include "source/dialect.h"
#include "source/slide-options.h"
#include "source/style-links.h"

typedef struct {
    const char *yaml;
    size_t yaml_length;
    unsigned line;       /* of the opening --- */
    size_t after;        /* offset of what follows the closing line */
    unsigned after_line; /* and its line */
    gboolean late;       /* empty lines stand before it */
} block;

void hp_front_matter_init(hp_front_matter *front, hp_dialect dialect)
{
    static const char *const no_tags[] = {NULL};
    gboolean hedgedoc = dialect == HP_DIALECT_HEDGEDOC;
    *front = (hp_front_matter){
        .kind = hedgedoc ? HP_DOCUMENT : HP_DECK,
        .dialect = dialect,
        .tags = no_tags,
        .breaks = hedgedoc,
        .slide = {.theme = "black",
                  .width_px = 960,
                  .height_px = 700,
                  .margin = 0.04,
                  .center = TRUE,
                  .slide_number = dialect == HP_DIALECT_REVEAL ? NULL : "h.v",
                  .fragments = TRUE},
    };
}

/* Blanks at the end do not make a fence another line. */
static gboolean line_is(const char *at, const char *stop, const char *fence)
{
    size_t length = strlen(fence);
    if ((size_t)(stop - at) < length || memcmp(at, fence, length) != 0)
        return FALSE;
    for (at += length; at < stop; at++)
        if (*at != ' ' && *at != '\t')
            return FALSE;
    return TRUE;
}

static const char *line_stop(const char *at, const char *end)
{
    const char *found = memchr(at, '\n', (size_t)(end - at));
    return found ? found : end;
}

static gboolean block_find(const char *text, size_t length, block *found)
{
    const char *at = text, *end = text + length;
    *found = (block){.line = 1};
    while (at < end && line_is(at, line_stop(at, end), "")) {
        at = MIN(line_stop(at, end) + 1, end);
        found->line++;
    }
    found->late = found->line > 1;
    if (at == end || !line_is(at, line_stop(at, end), "---"))
        return FALSE;
    at = MIN(line_stop(at, end) + 1, end);
    found->yaml = at;
    for (unsigned line = found->line + 1; at < end; line++) {
        const char *stop = line_stop(at, end);
        const char *next = MIN(stop + 1, end);
        if (line_is(at, stop, "---") || line_is(at, stop, "...")) {
            found->yaml_length = (size_t)(at - found->yaml);
            found->after = (size_t)(next - text);
            found->after_line = line + (stop < end);
            return TRUE;
        }
        at = next;
    }
    return FALSE;
}

/* After empty lines only what speaks HedgeDoc's words is front matter: there,
 * two separators around "Agenda: …" are much more likely. */
static gboolean has_known_key(const hp_yaml_node *root)
{
    static const char *const known[] = {"title",       "type", "tags",   "slideOptions",
                                        "description", "lang", "author", "revealOptions"};
    for (const hp_yaml_item *item = root->items; item; item = item->next)
        for (unsigned i = 0; i < G_N_ELEMENTS(known); i++)
            if (item->key->kind == HP_YAML_SCALAR && strcmp(item->key->text, known[i]) == 0)
                return TRUE;
    return FALSE;
}

static gboolean is_all_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isspace(text[i]))
            return FALSE;
    return TRUE;
}

/* Two rulers at the head of a text look like front matter, so what is no
 * mapping is left alone: dropping an author's words is the worse mistake. */
static gboolean block_accept(const block *found, hp_arena *arena, const hp_yaml_node **root, hp_diags *diags)
{
    hp_yaml_problem problem = {0};
    *root = NULL;
    if (!hp_yaml_parse(arena, found->yaml, found->yaml_length, found->line + 1, root, &problem)) {
        if (!found->late && problem.limit)
            hp_diag_warning(diags, "yaml-limit", problem.line, "the front matter is not used: %s", problem.message);
        else if (!found->late)
            hp_diag_warning(diags, "front-matter-invalid", problem.line, "the front matter is not valid YAML: %s",
                            problem.message);
        return FALSE;
    }
    gboolean empty = !*root && is_all_blank(found->yaml, found->yaml_length);
    gboolean mapping = *root && (*root)->kind == HP_YAML_MAPPING;
    if (found->late)
        return mapping && has_known_key(*root);
    if (!empty && !mapping)
        hp_diag_warning(diags, "front-matter-invalid", found->line,
                        "the front matter has no \"key: value\" lines and is shown as text");
    return empty || mapping;
}

static hp_kind kind_read(hp_values *values, const hp_yaml_node *root)
{
    const hp_yaml_node *node = hp_values_lookup(values, root, "type");
    const char *type = hp_values_text(values, node);
    if (!type)
        return HP_DOCUMENT;
    if (strcmp(type, "slide") == 0)
        return HP_DECK;
    static const char *const meant[] = {"slide", "slides", "slideshow", "slide-show", "presentation", "deck"};
    for (unsigned i = 0; i < G_N_ELEMENTS(meant); i++)
        if (g_ascii_strcasecmp(type, meant[i]) == 0)
            hp_values_complain(values, "type", node, "only \"slide\" makes a deck");
    return HP_DOCUMENT;
}

static gboolean dir_is_rtl(hp_values *values, const hp_yaml_node *root)
{
    const hp_yaml_node *node = hp_values_lookup(values, root, "dir");
    const char *text = hp_values_text(values, node);
    if (!text || g_ascii_strcasecmp(text, "ltr") == 0 || g_ascii_strcasecmp(text, "auto") == 0)
        return FALSE;
    if (g_ascii_strcasecmp(text, "rtl") == 0)
        return TRUE;
    hp_values_complain(values, "dir", node, "it may be ltr or rtl");
    return FALSE;
}

/* The mapping below a key, NULL when there is none. */
static const hp_yaml_node *options_lookup(hp_values *values, const hp_yaml_node *root, const char *key)
{
    const hp_yaml_node *options = hp_values_lookup(values, root, key);
    if (!options || options->kind == HP_YAML_MAPPING)
        return options;
    if (hp_values_text(values, options) || options->kind == HP_YAML_SEQUENCE)
        hp_values_complain(values, key, options, "it holds \"key: value\" lines");
    return NULL;
}

/* An expression is taken as it is: blanks may be all there is to it. */
static const char *separator_read(hp_values *values, const hp_yaml_node *root, const char *key)
{
    const hp_yaml_node *node = hp_values_lookup(values, root, key);
    return hp_values_text(values, node) || (node && !node->plain && *node->text) ? node->text : NULL;
}

/* A theme is a name, or the address of a sheet, which is written for a page
 * without one. The sheets of css follow it. */
static void style_sheets_read(hp_front_matter *front, hp_values *values, const hp_yaml_node *root)
{
    const hp_yaml_node *css = hp_values_lookup(values, root, "css"), *theme = hp_values_lookup(values, root, "theme");
    const char *const *listed = hp_values_list(values, css);
    const char *address = hp_values_text(values, theme);
    gboolean is_address = address && (strchr(address, '/') || g_str_has_suffix(address, ".css"));
    const char *known = is_address ? hp_style_link_theme(address) : NULL;
    if (is_address)
        front->slide.theme = known ? known : "white";
    else
        hp_slide_options_read_theme(values, root, &front->slide);
    size_t count = g_strv_length((char **)listed), n = 0;
    const char **all = hp_arena_make_array(values->arena, const char *, count + 2);
    if (is_address && !known)
        all[n++] = address;
    for (size_t i = 0; i < count; i++)
        all[n++] = listed[i];
    front->css = n ? all : NULL;
    front->css_line = css ? css->line : theme ? theme->line : 0;
}

/* What reveal-md has beside revealOptions. */
static void reveal_fill(hp_front_matter *front, hp_values *values, const hp_yaml_node *root)
{
    front->separators =
        (hp_separators){separator_read(values, root, "separator"), separator_read(values, root, "verticalSeparator"),
                        separator_read(values, root, "notesSeparator")};
    const hp_yaml_node *highlight = hp_values_lookup(values, root, "highlightTheme");
    front->slide.light_code = hp_dialect_code_is_light(hp_values_text(values, highlight));
    style_sheets_read(front, values, root);
    const hp_yaml_node *options = options_lookup(values, root, "revealOptions");
    if (options)
        hp_slide_options_read(values, options, &front->slide);
}

static void front_fill(hp_front_matter *front, hp_values *values, const hp_yaml_node *root)
{
    if (front->dialect == HP_DIALECT_HEDGEDOC)
        front->kind = kind_read(values, root);
    front->title = hp_values_text(values, hp_values_lookup(values, root, "title"));
    front->author = hp_values_joined(values, hp_values_lookup(values, root, "author"));
    front->description = hp_values_text(values, hp_values_lookup(values, root, "description"));
    front->lang = hp_values_language(values, root, "lang");
    front->date = hp_values_date(values, root, "date");
    front->tags = hp_values_list(values, hp_values_lookup(values, root, "tags"));
    front->dir_rtl = dir_is_rtl(values, root);
    front->breaks = hp_values_bool(values, root, "breaks", front->breaks);
    const hp_yaml_node *options = options_lookup(values, root, "slideOptions");
    if (options)
        hp_slide_options_read(values, options, &front->slide);
    if (options && front->kind == HP_DOCUMENT)
        hp_diag_warning(values->diags, "front-matter-value", options->line,
                        "slideOptions without \"type: slide\": this is printed as a document");
    if (front->dialect != HP_DIALECT_HEDGEDOC)
        reveal_fill(front, values, root);
}

void hp_front_matter_read(hp_arena *arena, const char *text, size_t length, hp_dialect dialect, hp_front_matter *front,
                          hp_source_body *body, hp_diags *diags)
{
    block found;
    const hp_yaml_node *root = NULL;
    gboolean accepted = block_find(text, length, &found) && block_accept(&found, arena, &root, diags);
    *body = accepted ? (hp_source_body){found.after, found.after_line} : (hp_source_body){0, 1};
    if (dialect == HP_DIALECT_AUTO)
        dialect = hp_dialect_guess(root, text + body->offset, length - body->offset);
    hp_front_matter_init(front, dialect);
    if (accepted && found.late)
        hp_diag_warning(diags, "front-matter-late", found.line,
                        "empty lines stand before the front matter; HedgeDoc would not see it");
    if (root) {
        hp_values values = {arena, diags};
        front_fill(front, &values, root);
    }
}
