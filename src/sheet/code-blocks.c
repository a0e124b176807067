#include "sheet/code-blocks.h"

#include "code/code.h"

#include <stdlib.h>
#include <string.h>

/* What is longer is shown plainly; the sum is for a whole deck. */
#define MAX_BLOCK_BYTES (256 * 1024)
#define MAX_DECK_BYTES (2 * 1024 * 1024)
#define MAX_DECK_SPANS 200000
#define MAX_NUMBER 9999999u

typedef struct {
    hp_arena *arena;
    hp_code_library *library; /* made for the first block that needs it */
    size_t bytes, spans;      /* so far, against the limits */
    unsigned next_number;     /* for "+" */
} marker;

typedef struct {
    gboolean numbered;
    unsigned first;        /* number of the first line */
    const char *highlight; /* "3,5-7"; NULL: no line is set off */
} line_options;

/* ---- what the author asked for ---- */

static const char *language_name(const char *class)
{
    if (g_str_has_prefix(class, "language-"))
        return class + strlen("language-");
    if (g_str_has_prefix(class, "lang-"))
        return class + strlen("lang-");
    return class;
}

/* The first class that names a language. */
static const hp_code_language *language_of(marker *m, const hp_node *code)
{
    for (const char *const *class = code->classes; class && *class; class ++) {
        if (!m->library)
            m->library = hp_code_library_new();
        const hp_code_language *language = hp_code_library_lookup(m->library, language_name(*class));
        if (language)
            return language;
    }
    return NULL;
}

static unsigned number_of(const char *text)
{
    unsigned long number = strtoul(text, NULL, 10);
    return (unsigned)MIN(number, MAX_NUMBER);
}

static gboolean is_number(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

static line_options options_of(const marker *m, const hp_node *code)
{
    line_options options = {.first = 1};
    const char *numbers = hp_node_attribute(code, "data-line-numbers");
    const char *start = hp_node_attribute(code, "data-ln-start-from");
    options.numbered = numbers && g_ascii_strcasecmp(numbers, "false") != 0;
    if (!options.numbered)
        return options;
    if (start)
        options.first = number_of(start);
    if (!strcmp(numbers, "+"))
        options.first = m->next_number;
    else if (is_number(numbers) && !start)
        options.first = number_of(numbers);
    else if (g_ascii_isdigit(*numbers)) {
        const char *last_step = strrchr(numbers, '|');
        options.highlight = last_step ? last_step + 1 : numbers;
    }
    return options;
}

/* Whether "3,5-7" has this line, counted from 1. */
static gboolean list_has(const char *list, unsigned line)
{
    while (*list) {
        char *end;
        unsigned long from = strtoul(list, &end, 10), to = from;
        if (end == list)
            return FALSE;
        if (*end == '-')
            to = strtoul(end + 1, &end, 10);
        if (line >= from && line <= to)
            return TRUE;
        list = end + strspn(end, ", ");
        if (list == end)
            return FALSE;
    }
    return FALSE;
}

/* ---- the text ---- */

static size_t line_length(const char *text, const char *end)
{
    const char *newline = memchr(text, '\n', (size_t)(end - text));
    return (size_t)((newline ? newline + 1 : end) - text);
}

static gboolean line_is_empty(const char *text, size_t length)
{
    return strspn(text, " \t\r\n") >= length;
}

static size_t common_indent(const char *text, const char *end)
{
    size_t indent = G_MAXSIZE;
    for (size_t length; text < end; text += length) {
        length = line_length(text, end);
        if (!line_is_empty(text, length))
            indent = MIN(indent, strspn(text, " \t"));
    }
    return indent;
}

/* reveal.js's data-trim. *line moves with the lines that are left out. */
static char *text_trim(const char *text, unsigned *line)
{
    const char *end = text + strlen(text);
    while (text < end && line_is_empty(text, line_length(text, end))) {
        *line += text[line_length(text, end) - 1] == '\n';
        text += line_length(text, end);
    }
    while (end > text && g_ascii_isspace(end[-1]))
        end--;
    size_t indent = common_indent(text, end);
    GString *out = g_string_sized_new((gsize)(end - text));
    for (size_t length; text < end; text += length) {
        length = line_length(text, end);
        size_t cut = MIN(indent, strspn(text, " \t"));
        g_string_append_len(out, text + cut, (gssize)(length - MIN(cut, length)));
    }
    return g_string_free(out, FALSE);
}

/* The same for a block with elements of its own, whose indentation stays. */
static void ends_trim(hp_arena *arena, hp_node *code)
{
    hp_node *first = code->first_child, *last = code->last_child;
    if (first && first->text) {
        const char *text = first->text, *end = text + strlen(text);
        size_t length;
        while (text < end && line_is_empty(text, length = line_length(text, end)) && text[length - 1] == '\n')
            text += length;
        first->text = hp_arena_strdup(arena, text);
    }
    if (last && last->text)
        last->text = g_strchomp(hp_arena_strdup(arena, last->text));
}

/* All of the block's text; NULL when it has elements of its own. */
static char *text_of(const hp_node *code)
{
    GString *text = g_string_new(NULL);
    for (const hp_node *child = code->first_child; child; child = child->next) {
        if (child->type == HP_NODE_ELEMENT) {
            g_string_free(text, TRUE);
            return NULL;
        }
        g_string_append(text, child->text);
    }
    return g_string_free(text, FALSE);
}

/* ---- the new nodes ---- */

/* A block while it is rebuilt, line by line. */
typedef struct {
    marker *marker;
    hp_node *code;
    const char *text;
    size_t length;
    const GArray *runs; /* hp_code_run */
    guint run;          /* the first that is not behind us */
    line_options options;
    gboolean lines; /* each line is a block */
    unsigned line;  /* of the source */
    unsigned index; /* of the line in the block, from 1 */
} block;

static void text_append(block *b, hp_node *parent, size_t from, size_t to)
{
    if (from < to)
        hp_node_append(parent, hp_node_make_text(b->marker->arena, b->text + from, to - from, b->line));
}

static hp_node *span_append(block *b, hp_node *parent, const char *class)
{
    hp_node *span = hp_node_make_element(b->marker->arena, "span", b->line);
    hp_node_set_attribute(b->marker->arena, span, "class", class);
    hp_node_append(parent, span);
    b->marker->spans++;
    return span;
}

/* The text from start to end, which is one line, with its colours. */
static void line_fill(block *b, hp_node *parent, size_t start, size_t end)
{
    while (b->run < b->runs->len) {
        const hp_code_run *run = &g_array_index(b->runs, hp_code_run, b->run);
        if (run->start >= end)
            break;
        size_t from = MAX(run->start, start), to = MIN(run->end, end);
        text_append(b, parent, start, from);
        /* A newline of its own needs no colour. */
        if (from + 1 == to && b->text[from] == '\n')
            text_append(b, parent, from, to);
        else
            text_append(b, span_append(b, parent, hp_code_class_name(run->class)), from, to);
        start = to;
        if (run->end > end)
            break;
        b->run++;
    }
    text_append(b, parent, start, end);
}

/* Lines that are added or taken away have their colour from edge to edge. */
static const char *line_class(const block *b, size_t start)
{
    if (b->run >= b->runs->len)
        return "code-line";
    const hp_code_run *run = &g_array_index(b->runs, hp_code_run, b->run);
    if (run->start > start)
        return "code-line";
    return run->class == HP_CODE_ADDITION   ? "code-line code-addition"
           : run->class == HP_CODE_DELETION ? "code-line code-deletion"
                                            : "code-line";
}

/* The element that takes the text of a line. */
static hp_node *line_open(block *b, size_t start)
{
    hp_arena *arena = b->marker->arena;
    hp_node *line = span_append(b, b->code, line_class(b, start));
    if (b->options.highlight)
        hp_node_add_classes(arena, line, list_has(b->options.highlight, b->index) ? "highlight-line" : "code-dimmed");
    if (!b->options.numbered)
        return line;
    hp_node *number = span_append(b, line, "line-number");
    const char *digits = hp_arena_printf(arena, "%u", b->options.first + b->index - 1);
    hp_node_append(number, hp_node_make_text(arena, digits, strlen(digits), b->line));
    return span_append(b, line, "code-text");
}

static void block_fill(block *b)
{
    b->code->first_child = b->code->last_child = NULL;
    for (size_t start = 0; start < b->length; b->line++) {
        size_t end = start + line_length(b->text + start, b->text + b->length);
        b->index++;
        line_fill(b, b->lines ? line_open(b, start) : b->code, start, end);
        start = end;
    }
}

static void block_number(block *b)
{
    size_t count = 0;
    for (size_t at = 0; at < b->length; at += line_length(b->text + at, b->text + b->length))
        count++;
    b->marker->next_number = (unsigned)MIN(b->options.first + count, MAX_NUMBER);
    hp_node_add_classes(b->marker->arena, b->code, "numbered");
}

static gboolean has_diff_lines(const GArray *runs)
{
    for (guint i = 0; i < runs->len; i++) {
        hp_code_class class = g_array_index(runs, hp_code_run, i).class;
        if (class == HP_CODE_ADDITION || class == HP_CODE_DELETION)
            return TRUE;
    }
    return FALSE;
}

static void block_mark(marker *m, hp_node *code)
{
    const hp_code_language *language = language_of(m, code);
    line_options options = options_of(m, code);
    /* A name that is not known makes no colours, but the ground of those that are. */
    if (options.numbered || (code->classes && *code->classes))
        hp_node_add_classes(m->arena, code, "hljs");
    gboolean trim = hp_node_attribute(code, "data-trim") != NULL;
    if (!language && !options.numbered && !trim)
        return;
    g_autofree char *text = text_of(code);
    if (!text && trim)
        ends_trim(m->arena, code);
    if (!text || strlen(text) > MAX_BLOCK_BYTES || m->bytes > MAX_DECK_BYTES || m->spans > MAX_DECK_SPANS)
        return;
    unsigned line = code->first_child ? code->first_child->line : code->line;
    if (trim) {
        char *trimmed = text_trim(text, &line);
        g_free(text);
        text = trimmed;
    }
    size_t length = strlen(text);
    g_autoptr(GArray) runs =
        language ? hp_code_scan(language, text, length) : g_array_new(FALSE, FALSE, sizeof(hp_code_run));
    m->bytes += length;
    block b = {m, code, text, length, runs, 0, options, FALSE, line, 0};
    b.lines = options.numbered || has_diff_lines(runs);
    if (options.numbered)
        block_number(&b);
    block_fill(&b);
}

void hp_code_blocks_mark(hp_arena *arena, hp_node *root)
{
    marker m = {.arena = arena, .next_number = 1};
    for (hp_node *at = root; at; at = (hp_node *)hp_node_next(at, root))
        if (hp_node_is(at, "code") && at->parent && hp_node_is(at->parent, "pre"))
            block_mark(&m, at);
    hp_code_library_free(m.library);
}
