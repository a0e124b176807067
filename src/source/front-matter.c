#include "source/front-matter.h"

#include <string.h>

#include "source/attributes.h"
#include "source/front-values.h"

typedef struct {
    const char *yaml;
    size_t yaml_length;
    unsigned line;       /* of the opening --- */
    size_t after;        /* offset of what follows the closing line */
    unsigned after_line; /* and its line */
    gboolean late;       /* empty lines stand before it */
} block;

static void front_init(hp_front_matter *front)
{
    static const char *const no_tags[] = {NULL};
    *front = (hp_front_matter){
        .kind = HP_DOCUMENT,
        .tags = no_tags,
        .breaks = TRUE,
        .slide = {.theme = "black",
                  .width_px = 960,
                  .height_px = 700,
                  .margin = 0.04,
                  .center = TRUE,
                  .slide_number = "h.v",
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
    static const char *const known[] = {"title", "type", "tags", "slideOptions", "description", "lang", "author"};
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

/* slideNumber: true is HedgeDoc's default and shows 3, or 12.1 in a stack. */
static const char *slide_number_read(hp_values *values, const hp_yaml_node *options)
{
    static const char *const formats[] = {"h.v", "h/v", "c", "c/t"};
    const hp_yaml_node *node = hp_values_lookup(values, options, "slideNumber");
    const char *text = hp_values_text(values, node);
    gboolean shown = TRUE;
    if (!text || hp_values_parse_bool(text, &shown))
        return shown ? "h.v" : NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(text, formats[i]) == 0)
            return formats[i];
    hp_values_complain(values, "slideNumber", node, "it may be true, false, h.v, h/v, c or c/t");
    return "h.v";
}

/* The name becomes part of a file's name, so it may not leave its folder. */
static const char *theme_read(hp_values *values, const hp_yaml_node *options)
{
    const hp_yaml_node *node = hp_values_lookup(values, options, "theme");
    const char *text = hp_values_text(values, node);
    if (!text)
        return "black";
    char *theme = hp_arena_strdup(values->arena, text);
    for (char *at = theme; *at; at++) {
        *at = g_ascii_tolower(*at);
        if (!g_ascii_isalnum(*at) && *at != '-' && *at != '_') {
            hp_values_complain(values, "theme", node, "a theme's name has only letters, digits and hyphens");
            return "black";
        }
    }
    return theme;
}

static void notes_read(hp_values *values, const hp_yaml_node *options, hp_slide_options *slide)
{
    const hp_yaml_node *node = hp_values_lookup(values, options, "showNotes");
    const char *text = hp_values_text(values, node);
    slide->notes_separate_page = text && strcmp(text, "separate-page") == 0;
    slide->show_notes = slide->notes_separate_page || hp_values_bool(values, options, "showNotes", FALSE);
}

static int max_pages_read(hp_values *values, const hp_yaml_node *options)
{
    static const char *const endless[] = {"Infinity", ".inf", ".Inf", ".INF"};
    const char *key = "pdfMaxPagesPerSlide";
    const char *text = hp_values_text(values, hp_values_lookup(values, options, key));
    for (unsigned i = 0; text && i < G_N_ELEMENTS(endless); i++)
        if (strcmp(text, endless[i]) == 0)
            return 0;
    return (int)hp_values_number(values, options, key, 1, 10000, 0);
}

static void slide_options_read(hp_values *values, const hp_yaml_node *root, hp_slide_options *slide)
{
    const hp_yaml_node *options = hp_values_lookup(values, root, "slideOptions");
    if (!options)
        return;
    if (options->kind != HP_YAML_MAPPING) {
        if (hp_values_text(values, options) || options->kind == HP_YAML_SEQUENCE)
            hp_values_complain(values, "slideOptions", options, "it holds \"key: value\" lines");
        return;
    }
    slide->theme = theme_read(values, options);
    slide->width_px = hp_values_number(values, options, "width", 100, 10000, slide->width_px);
    slide->height_px = hp_values_number(values, options, "height", 100, 10000, slide->height_px);
    slide->margin = hp_values_number(values, options, "margin", 0, 1, slide->margin);
    slide->center = hp_values_bool(values, options, "center", slide->center);
    slide->slide_number = slide_number_read(values, options);
    slide->rtl = hp_values_bool(values, options, "rtl", slide->rtl);
    slide->fragments = hp_values_bool(values, options, "fragments", slide->fragments);
    notes_read(values, options, slide);
    slide->max_pages_per_slide = max_pages_read(values, options);
    const char *image = hp_values_text(values, hp_values_lookup(values, options, "parallaxBackgroundImage"));
    image = hp_unwrap_address(values->arena, image);
    slide->parallax_image = image && *image ? image : NULL;
    slide->parallax_size = hp_values_text(values, hp_values_lookup(values, options, "parallaxBackgroundSize"));
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

static void front_fill(hp_front_matter *front, hp_values *values, const hp_yaml_node *root)
{
    front->kind = kind_read(values, root);
    front->title = hp_values_text(values, hp_values_lookup(values, root, "title"));
    front->author = hp_values_joined(values, hp_values_lookup(values, root, "author"));
    front->description = hp_values_text(values, hp_values_lookup(values, root, "description"));
    front->lang = hp_values_language(values, root, "lang");
    front->date = hp_values_date(values, root, "date");
    front->tags = hp_values_list(values, hp_values_lookup(values, root, "tags"));
    front->dir_rtl = dir_is_rtl(values, root);
    front->breaks = hp_values_bool(values, root, "breaks", front->breaks);
    slide_options_read(values, root, &front->slide);
}

void hp_front_matter_read(hp_arena *arena, const char *text, size_t length, hp_front_matter *front,
                          hp_source_body *body, hp_diags *diags)
{
    block found;
    const hp_yaml_node *root = NULL;
    front_init(front);
    *body = (hp_source_body){0, 1};
    if (!block_find(text, length, &found) || !block_accept(&found, arena, &root, diags))
        return;
    *body = (hp_source_body){found.after, found.after_line};
    if (found.late)
        hp_diag_warning(diags, "front-matter-late", found.line,
                        "empty lines stand before the front matter; HedgeDoc would not see it");
    if (root) {
        hp_values values = {arena, diags};
        front_fill(front, &values, root);
    }
}
