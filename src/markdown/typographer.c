/*
 * Typographer: markdown-it's rules "replacements" and "smartquotes".
 *
 * Both work on the text tokens of a block. Replacements look at one token;
 * quotes are paired across all of them, as long as both marks stand at the same
 * level of nesting.
 */
#include "markdown/chars.h"
#include "markdown/inline.h"

#include <string.h>

#define MAX_OPEN_QUOTES 256 /* each closing mark looks through the open ones */
#define APOSTROPHE "\u2019"

md_quotes md_quotes_of_language(const char *lang)
{
    /* Marks as CLDR's "delimiters" have them. */
    static const struct {
        char lang[6];
        md_quotes quotes;
    } table[] = {
        {"en", {{"“", "”", "‘", "’"}}},     {"de-ch", {{"«", "»", "‹", "›"}}},
        {"de", {{"„", "“", "‚", "‘"}}},     {"fr", {{"«\u00a0", "\u00a0»", "‹\u00a0", "\u00a0›"}}},
        {"es", {{"«", "»", "“", "”"}}},     {"it", {{"«", "»", "“", "”"}}},
        {"pt", {{"“", "”", "‘", "’"}}},     {"nl", {{"“", "”", "‘", "’"}}},
        {"pl", {{"„", "”", "«", "»"}}},     {"cs", {{"„", "“", "‚", "‘"}}},
        {"sk", {{"„", "“", "‚", "‘"}}},     {"sl", {{"„", "“", "‚", "‘"}}},
        {"hr", {{"„", "”", "‚", "’"}}},     {"hu", {{"„", "”", "»", "«"}}},
        {"ro", {{"„", "”", "«", "»"}}},     {"bg", {{"„", "“", "„", "“"}}},
        {"ru", {{"«", "»", "„", "“"}}},     {"uk", {{"«", "»", "„", "“"}}},
        {"el", {{"«", "»", "“", "”"}}},     {"sv", {{"”", "”", "’", "’"}}},
        {"fi", {{"”", "”", "’", "’"}}},     {"da", {{"“", "”", "‘", "’"}}},
        {"nb", {{"«", "»", "‘", "’"}}},     {"nn", {{"«", "»", "‘", "’"}}},
        {"no", {{"«", "»", "‘", "’"}}},     {"lt", {{"„", "“", "„", "“"}}},
        {"et", {{"„", "“", "«", "»"}}},     {"tr", {{"“", "”", "‘", "’"}}},
        {"ja", {{"「", "」", "『", "』"}}}, {"zh", {{"“", "”", "‘", "’"}}},
    };
    for (size_t i = 0; lang && i < G_N_ELEMENTS(table); i++) {
        size_t length = strlen(table[i].lang);
        if (!g_ascii_strncasecmp(lang, table[i].lang, length) && !g_ascii_isalnum(lang[length]))
            return table[i].quotes;
    }
    return table[0].quotes;
}

/* One walk over the text of a token. */
typedef struct {
    const char *start, *end;
    GString *out;
} walk;

static size_t run_length(const char *p, const char *end, char c)
{
    const char *q = p;
    while (q < end && *q == c)
        q++;
    return (size_t)(q - p);
}

static gboolean blank_at(const char *p, const char *end)
{
    size_t length;
    return md_is_space(md_char_at(p, end, &length));
}

/* -- is an en dash between two words or between two blanks, --- an em dash. The
 * edges of the text count as either. */
static const char *dash(const walk *w, const char *p)
{
    size_t count = run_length(p, w->end, '-');
    if (count == 3)
        return "\u2014";
    if (count != 2)
        return NULL;
    gboolean at_start = p == w->start, at_end = p + 2 == w->end;
    gboolean blank_before = !at_start && md_is_space(md_char_before(w->start, p));
    gboolean blank_after = !at_end && blank_at(p + 2, w->end);
    return at_start || at_end || blank_before == blank_after ? "\u2013" : NULL;
}

/* (c), (r), (tm) in either case. */
static const char *sign(const char *p, const char *end, size_t *length)
{
    static const struct {
        const char *text, *sign;
    } signs[] = {{"(c)", "©"}, {"(r)", "®"}, {"(tm)", "™"}};
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        *length = strlen(signs[i].text);
        if ((size_t)(end - p) >= *length && !g_ascii_strncasecmp(p, signs[i].text, *length))
            return signs[i].sign;
    }
    return NULL;
}

/* Four and more of ? and ! become three of the last. */
static size_t append_marks(GString *out, const char *p, const char *end)
{
    const char *q = p;
    while (q < end && (*q == '?' || *q == '!'))
        q++;
    if (q - p < 4)
        g_string_append_len(out, p, q - p);
    else
        for (int i = 0; i < 3; i++)
            g_string_append_c(out, q[-1]);
    return (size_t)(q - p);
}

/* Appends what stands for the text at p; returns how many bytes it was. */
static size_t replace_at(const walk *w, const char *p)
{
    size_t length;
    const char *text;
    switch (*p) {
    case '(':
        text = sign(p, w->end, &length);
        if (text) {
            g_string_append(w->out, text);
            return length;
        }
        break;
    case '+':
        if (w->end - p > 1 && p[1] == '-') {
            g_string_append(w->out, "±");
            return 2;
        }
        break;
    case '.':
        length = run_length(p, w->end, '.');
        if (length > 1) {
            gboolean after_mark = p > w->start && (p[-1] == '?' || p[-1] == '!');
            g_string_append(w->out, after_mark ? ".." : "…");
            return length;
        }
        break;
    case '?':
    case '!': return append_marks(w->out, p, w->end);
    case ',': g_string_append_c(w->out, ','); return run_length(p, w->end, ',');
    case '-':
        length = run_length(p, w->end, '-');
        text = dash(w, p);
        if (text)
            g_string_append(w->out, text);
        else
            g_string_append_len(w->out, p, (gssize)length);
        return length;
    default: break;
    }
    g_string_append_c(w->out, *p);
    return 1;
}

/* TRUE when a replacement may apply, so that most text is left where it is. */
static gboolean has_replacement(const char *p, const char *end)
{
    for (; p < end - 1; p++) {
        switch (*p) {
        case '(':
            if (strchr("cCrRtT", p[1]))
                return TRUE;
            break;
        case '+':
            if (p[1] == '-')
                return TRUE;
            break;
        case '.':
        case ',':
        case '-':
            if (p[1] == *p)
                return TRUE;
            break;
        case '?':
        case '!':
            if (p[1] == '?' || p[1] == '!')
                return TRUE;
            break;
        default: break;
        }
    }
    return FALSE;
}

static void replacements(md_inline *list)
{
    for (guint i = 0; i < list->tokens->len; i++) {
        md_token *token = md_inline_token(list, i);
        const char *text = list->text->str + token->start;
        if (token->kind != MD_TEXT || !has_replacement(text, text + token->length))
            continue;
        g_autofree char *copy = g_strndup(text, token->length);
        size_t start = list->text->len;
        walk w = {copy, copy + token->length, list->text};
        for (const char *p = w.start; p < w.end;)
            p += replace_at(&w, p);
        token->start = start;
        token->length = list->text->len - start;
    }
}

/* A quotation mark in the block, and what becomes of it. */
typedef struct {
    guint token;
    size_t offset; /* in the token's text */
    unsigned level;
    gboolean single;
    const char *text; /* NULL: stays as it is */
} mark;

typedef struct {
    md_inline *list;
    const md_quotes *quotes;
    GArray *marks;
    guint open[MAX_OPEN_QUOTES]; /* marks that may open */
    guint n_open;
} quoter;

static gboolean has_content(const md_token *token)
{
    return token->length && token->kind != MD_TAG;
}

/* A reference like &nbsp; counts as the character that it most likely is. */
static gunichar reference_char(const char *text, size_t length)
{
    if (length == 6 && !memcmp(text, "&nbsp;", 6))
        return 0xa0;
    return g_ascii_isalpha(text[1]) && length > 6 ? 'a' : ';';
}

/* The character before a token, or after it; a blank at the edges of a line. */
static gunichar char_beside(const md_inline *list, guint token, int step)
{
    for (guint i = token + (guint)step; i < list->tokens->len; i += (guint)step) {
        const md_token *t = md_inline_token(list, i);
        if (t->kind == MD_BREAK)
            break;
        if (!has_content(t))
            continue;
        const char *text = list->text->str + t->start, *end = text + t->length;
        if (t->kind == MD_HTML && *text == '&')
            return reference_char(text, t->length);
        size_t length;
        return step < 0 ? md_char_before(text, end) : md_char_at(text, end, &length);
    }
    return ' ';
}

static gboolean is_mark_punct(gunichar c)
{
    return c < 0x80 ? g_ascii_ispunct((char)c) : md_is_punct(c);
}

static void flanks(const quoter *q, const mark *m, const char *text, size_t length, gboolean *opens, gboolean *closes)
{
    const char *p = text + m->offset, *end = text + length;
    size_t size;
    gunichar last = p > text ? md_char_before(text, p) : char_beside(q->list, m->token, -1);
    gunichar next = p + 1 < end ? md_char_at(p + 1, end, &size) : char_beside(q->list, m->token, 1);
    gboolean last_space = md_is_space(last), last_punct = is_mark_punct(last);
    gboolean next_space = md_is_space(next), next_punct = is_mark_punct(next);

    *opens = !next_space && (!next_punct || last_space || last_punct);
    *closes = !last_space && (!last_punct || next_space || next_punct);
    /* 1"": the first mark is an inch. */
    if (!m->single && next == '"' && last >= '0' && last <= '9')
        *opens = *closes = FALSE;
    /* Inside a word neither, between marks as these say. */
    if (*opens && *closes) {
        *opens = last_punct;
        *closes = next_punct;
    }
}

static mark *mark_at(const quoter *q, guint index)
{
    return &g_array_index(q->marks, mark, index);
}

/* Pairs a closing mark with the nearest open one of its kind and level. */
static gboolean close_mark(quoter *q, mark *m)
{
    for (guint j = q->n_open; j--;) {
        mark *other = mark_at(q, q->open[j]);
        if (other->level < m->level)
            return FALSE;
        if (other->single != m->single || other->level != m->level)
            continue;
        other->text = q->quotes->marks[m->single ? 2 : 0];
        m->text = q->quotes->marks[m->single ? 3 : 1];
        q->n_open = j;
        return TRUE;
    }
    return FALSE;
}

static void token_quotes(quoter *q, guint index)
{
    const md_token *token = md_inline_token(q->list, index);
    while (q->n_open && mark_at(q, q->open[q->n_open - 1])->level > token->level)
        q->n_open--;
    if (token->kind != MD_TEXT)
        return;
    const char *text = q->list->text->str + token->start;
    for (size_t i = 0; i < token->length; i++) {
        if (text[i] != '"' && text[i] != '\'')
            continue;
        mark m = {index, i, token->level, text[i] == '\'', NULL};
        gboolean opens, closes;
        flanks(q, &m, text, token->length, &opens, &closes);
        gboolean paired = closes && close_mark(q, &m);
        if (!paired && m.single && !opens)
            m.text = APOSTROPHE;
        if (!paired && opens && q->n_open < MAX_OPEN_QUOTES)
            q->open[q->n_open++] = q->marks->len;
        g_array_append_val(q->marks, m);
    }
}

/* Writes the texts of the tokens anew, with the marks found. */
static void marks_apply(quoter *q)
{
    GString *buffer = q->list->text;
    for (guint i = 0; i < q->marks->len;) {
        guint index = mark_at(q, i)->token;
        md_token *token = md_inline_token(q->list, index);
        g_autofree char *copy = g_strndup(buffer->str + token->start, token->length);
        size_t start = buffer->len, done = 0;
        for (; i < q->marks->len && mark_at(q, i)->token == index; i++) {
            const mark *m = mark_at(q, i);
            if (!m->text)
                continue;
            g_string_append_len(buffer, copy + done, (gssize)(m->offset - done));
            g_string_append(buffer, m->text);
            done = m->offset + 1;
        }
        if (!done)
            continue;
        g_string_append_len(buffer, copy + done, (gssize)(token->length - done));
        token->start = start;
        token->length = buffer->len - start;
    }
}

static gboolean has_quotes(const md_inline *list)
{
    for (guint i = 0; i < list->tokens->len; i++) {
        const md_token *token = md_inline_token(list, i);
        const char *text = list->text->str + token->start;
        if (token->kind == MD_TEXT && (memchr(text, '"', token->length) || memchr(text, '\'', token->length)))
            return TRUE;
    }
    return FALSE;
}

void md_typographer(md_inline *list, const md_quotes *quotes)
{
    replacements(list);
    if (!has_quotes(list))
        return;
    quoter q = {.list = list, .quotes = quotes, .marks = g_array_new(FALSE, FALSE, sizeof(mark))};
    for (guint i = 0; i < list->tokens->len; i++)
        token_quotes(&q, i);
    marks_apply(&q);
    g_array_unref(q.marks);
}
