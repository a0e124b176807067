#include "source/page.h"

#include "source/dialect.h"
#include "source/encoding.h"
#include "source/front-matter.h"
#include "source/initialize.h"
#include "source/markup.h"
#include "source/reveal-slides.h"
#include "source/slides.h"
#include "source/style-links.h"

#include <string.h>

typedef struct {
    hp_arena *arena;
    const hp_source_options *options;
    hp_diags *diags;
    hp_front_matter *front;
    GArray *slides, *styles;
    gboolean in_slides; /* behind <div class="slides"> */
    /* The section that is open outermost, and how many are open. */
    hp_markup_tag outer, inner;
    unsigned depth;
    gboolean stack; /* the outer one has sections */
    size_t first;   /* index of the outer one's first slide */
    /* Lines are counted as the reading goes on. */
    const char *line_at;
    unsigned line;
} reader;

/* Places must not fall from call to call. */
static unsigned line_of(reader *r, const char *place)
{
    while (r->line_at < place)
        r->line += *r->line_at++ == '\n';
    return r->line;
}

static gboolean has_word(const char *list, const char *word)
{
    g_auto(GStrv) words = list ? g_strsplit_set(list, " \t\n", -1) : NULL;
    return words && g_strv_contains((const char *const *)words, word);
}

static void link_read(reader *r, const hp_markup_tag *tag)
{
    const char *href = hp_markup_attribute(r->arena, tag, "href");
    if (!href || !*href || !has_word(hp_markup_attribute(r->arena, tag, "rel"), "stylesheet"))
        return;
    hp_slide_options *slide = &r->front->slide;
    switch (hp_style_link_kind(href)) {
    case HP_LINK_THEME: slide->theme = hp_style_link_theme(href); break;
    case HP_LINK_CODE: slide->light_code = hp_dialect_code_is_light(href); break;
    case HP_LINK_KNOWN: break;
    case HP_LINK_OWN: {
        const char *media = hp_markup_attribute(r->arena, tag, "media");
        hp_source_style style = hp_style_link(r->arena, href, media, line_of(r, tag->start));
        g_array_append_val(r->styles, style);
        /* A theme of its own is written for a page that has none. */
        if (strstr(href, "theme/"))
            slide->theme = "white";
        break;
    }
    }
}

static void head_read(reader *r, const hp_markup_tag *tag)
{
    if (hp_markup_is(tag, "html")) {
        const char *lang = hp_markup_attribute(r->arena, tag, "lang");
        r->front->lang = lang && *lang ? lang : r->front->lang;
    } else if (hp_markup_is(tag, "title") && tag->content && !r->front->title) {
        const char *title = g_strstrip(hp_markup_decode(r->arena, tag->content, tag->content_end));
        r->front->title = *title ? title : NULL;
    } else if (hp_markup_is(tag, "link")) {
        link_read(r, tag);
    } else if (hp_markup_is(tag, "style") && tag->content) {
        size_t length = (size_t)(tag->content_end - tag->content);
        hp_source_style style = {hp_arena_strndup(r->arena, tag->content, length), length, line_of(r, tag->content)};
        g_array_append_val(r->styles, style);
    } else if (hp_markup_is(tag, "script") && tag->content) {
        hp_initialize_read(r->arena, tag->content, tag->content_end, line_of(r, tag->content), &r->front->slide,
                           r->diags);
    }
}

/* The text of a template, or else of the section itself. */
static hp_markdown_text template_of(reader *r, const char *from, const char *to)
{
    hp_markup inside = {from, to};
    hp_markup_tag tag;
    while (hp_markup_next(&inside, &tag)) {
        gboolean script = hp_markup_is(&tag, "script");
        if (!tag.content || (!script && !hp_markup_attribute(r->arena, &tag, "data-template")))
            continue;
        from = tag.content;
        to = tag.content_end;
        /* A script's text is taken as it is (HTML §13.2.5.4). */
        size_t length = (size_t)(to - from);
        if (script)
            return (hp_markdown_text){hp_arena_strndup(r->arena, from, length), length, line_of(r, from)};
        break;
    }
    char *text = hp_markup_decode(r->arena, from, to);
    return (hp_markdown_text){text, strlen(text), line_of(r, from)};
}

static const char *attributes_of(const reader *r, const hp_markup_tag *tag)
{
    return hp_arena_strndup(r->arena, tag->attributes, (size_t)(tag->attributes_end - tag->attributes));
}

/* What data-markdown="slides.md" names. FALSE: it is not to be had. */
static gboolean external_read(reader *r, const char *file, unsigned line, hp_markdown_text *text)
{
    const hp_source_options *options = r->options;
    g_autofree char *reason = NULL;
    g_autoptr(GBytes) bytes = options->read_file ? options->read_file(options->file_data, file, &reason) : NULL;
    if (!bytes) {
        hp_diag_warning(r->diags, "markdown-external", line, "the slides of %s are missing: %s", file,
                        reason ? reason : "only the page itself is read here");
        return FALSE;
    }
    size_t length;
    const char *content = g_bytes_get_data(bytes, &length);
    hp_diags_set_file(r->diags, file);
    text->text = hp_source_decode(r->arena, content, length, options->repair_encoding, &text->length, r->diags);
    text->line = 1;
    return TRUE;
}

static void markdown_append(reader *r, const hp_markup_tag *section, const char *to, hp_stack stack)
{
    const char *file = hp_markup_attribute(r->arena, section, "data-markdown");
    hp_markdown_text text;
    if (!*file) {
        text = template_of(r, section->end, to);
        hp_slide_dedent(&text);
    } else if (!external_read(r, file, line_of(r, section->start), &text)) {
        return;
    }
    hp_separators by = {hp_markup_attribute(r->arena, section, "data-separator"),
                        hp_markup_attribute(r->arena, section, "data-separator-vertical"),
                        hp_markup_attribute(r->arena, section, "data-separator-notes")};
    size_t first = r->slides->len;
    hp_reveal_slides_append(r->arena, r->slides, text.text, text.length, text.line, HP_DIALECT_REVEAL, &by, stack,
                            r->diags);
    for (size_t i = first; i < r->slides->len; i++) {
        hp_source_slide *slide = &g_array_index(r->slides, hp_source_slide, i);
        slide->attributes = attributes_of(r, section);
        slide->file = *file ? file : NULL;
    }
    hp_diags_set_file(r->diags, NULL);
}

static void slide_append(reader *r, const hp_markup_tag *section, const char *to, hp_stack stack)
{
    if (r->slides->len >= HP_SLIDES_MAX)
        return;
    if (hp_markup_attribute(r->arena, section, "data-markdown")) {
        markdown_append(r, section, to, stack);
        return;
    }
    hp_source_slide slide = {.is_html = TRUE, .attributes = attributes_of(r, section)};
    size_t length = (size_t)(to - section->end);
    slide.body = (hp_markdown_text){hp_arena_strndup(r->arena, section->end, length), length, line_of(r, section->end)};
    if (r->slides->len > 0)
        hp_slide_number(&slide, &g_array_index(r->slides, hp_source_slide, r->slides->len - 1),
                        stack == HP_STACK_GOES_ON);
    g_array_append_val(r->slides, slide);
}

/* Of the inner section. */
static hp_stack stack_of(const reader *r)
{
    return r->slides->len > r->first ? HP_STACK_GOES_ON : HP_STACK_NEW;
}

/* Two levels are slides; what is deeper belongs to their content. */
static void section_read(reader *r, const hp_markup_tag *tag)
{
    if (!tag->closing) {
        r->depth++;
        if (r->depth == 1) {
            r->outer = *tag;
            r->stack = FALSE;
            r->first = r->slides->len;
        } else if (r->depth == 2) {
            r->inner = *tag;
            r->stack = TRUE;
        }
        return;
    }
    if (r->depth == 2)
        slide_append(r, &r->inner, tag->start, stack_of(r));
    else if (r->depth == 1 && !r->stack)
        slide_append(r, &r->outer, tag->start, HP_STACK_NONE);
    r->depth -= r->depth > 0;
}

static void page_walk(reader *r, const char *text, size_t length)
{
    hp_markup rest = {text, text + length};
    hp_markup_tag tag;
    gboolean bare = g_ascii_strncasecmp(text + strspn(text, " \t\n"), "<section", 8) == 0;
    r->in_slides = bare;
    while (hp_markup_next(&rest, &tag)) {
        if (hp_markup_is(&tag, "section") && r->in_slides)
            section_read(r, &tag);
        else if (r->depth == 0 && !tag.closing)
            head_read(r, &tag);
        if (!r->in_slides && hp_markup_is(&tag, "div"))
            r->in_slides = has_word(hp_markup_attribute(r->arena, &tag, "class"), "slides");
    }
    /* A section that is never closed ends with the page. */
    if (r->depth > 1)
        slide_append(r, &r->inner, text + length, stack_of(r));
    else if (r->depth == 1 && !r->stack)
        slide_append(r, &r->outer, text + length, HP_STACK_NONE);
}

void hp_page_read(hp_arena *arena, hp_deck *deck, const hp_source_options *options, hp_diags *diags)
{
    reader r = {
        .arena = arena, .options = options, .diags = diags, .front = &deck->front, .line_at = deck->text, .line = 1};
    g_autoptr(GArray) slides = g_array_new(FALSE, FALSE, sizeof(hp_source_slide));
    g_autoptr(GArray) styles = g_array_new(FALSE, FALSE, sizeof(hp_source_style));
    r.slides = slides;
    r.styles = styles;
    hp_front_matter_init(&deck->front, HP_DIALECT_REVEAL);
    page_walk(&r, deck->text, deck->length);
    if (slides->len == 0) {
        hp_source_slide nothing = {.is_html = TRUE, .body = {"", 0, 1}};
        g_array_append_val(slides, nothing);
    }
    deck->slides = hp_arena_copy(arena, slides->data, slides->len * sizeof(hp_source_slide));
    deck->n_slides = slides->len;
    deck->styles = hp_arena_copy(arena, styles->data, styles->len * sizeof(hp_source_style));
    deck->n_styles = styles->len;
}
