/*
 * ==marked== and ++inserted++ text: pairs of signs that open before a word and
 * close after one, as emphasis does, and hold other spans whole. A sign beyond
 * a pair is text.
 */
#include "markdown/chars.h"
#include "markdown/inline.h"

#include <string.h>

#define MAX_OPEN 1000

typedef struct {
    guint token;
    size_t run, offset; /* of the signs that stand together, and of two of them, in the token's text */
    char sign;
    gboolean opens, closes, paired, is_start;
    unsigned level;
} delimiter;

/* Beside the text stands the sign of another syntax, or the line's edge. */
static gunichar char_beside(const md_inline *list, guint token, int step)
{
    guint i = token + (guint)step;
    if (i >= list->tokens->len)
        return ' ';
    const md_token *t = md_inline_token(list, i);
    const char *text = list->text->str + t->start;
    size_t size;
    if (t->kind == MD_BREAK)
        return ' ';
    if ((t->kind != MD_TEXT && t->kind != MD_FIXED) || !t->length)
        return '*';
    return step < 0 ? md_char_before(text, text + t->length) : md_char_at(text, text + t->length, &size);
}

static gboolean is_punct(gunichar c)
{
    return md_is_punct(c) || (c < 0x80 && g_ascii_ispunct((char)c));
}

/* CommonMark §6.2: left- and right-flanking. */
static void flanks(const md_inline *list, delimiter *d, size_t run, size_t run_length)
{
    const md_token *token = md_inline_token(list, d->token);
    const char *text = list->text->str + token->start, *end = text + token->length, *after = text + run + run_length;
    size_t size;
    gunichar last = run ? md_char_before(text, text + run) : char_beside(list, d->token, -1);
    gunichar next = after < end ? md_char_at(after, end, &size) : char_beside(list, d->token, 1);
    gboolean last_space = md_is_space(last), next_space = md_is_space(next);
    d->opens = !next_space && (!is_punct(next) || last_space || is_punct(last));
    d->closes = !last_space && (!is_punct(last) || next_space || is_punct(next));
}

static void delimiters_read(const md_inline *list, guint index, GArray *out)
{
    const md_token *token = md_inline_token(list, index);
    const char *text = list->text->str + token->start;
    for (size_t i = 0; i + 1 < token->length;) {
        size_t length = 1;
        if (text[i] == '=' || text[i] == '+')
            while (i + length < token->length && text[i + length] == text[i])
                length++;
        delimiter d = {.token = index, .run = i, .sign = text[i], .level = token->level};
        if (length > 1)
            flanks(list, &d, i, length);
        for (size_t j = length % 2; length > 1 && j < length; j += 2) {
            d.offset = i + j;
            g_array_append_val(out, d);
        }
        i += length;
    }
}

/* Signs of one run do not pair: there is nothing between. */
static gboolean is_pair(const delimiter *opener, const delimiter *closer)
{
    return opener->sign == closer->sign && opener->level == closer->level &&
           (opener->token != closer->token || opener->run != closer->run);
}

/* Pairs each closing sign with the nearest open one of its kind, in the same
 * span; what opened between stays text. */
static void delimiters_pair(const md_inline *list, GArray *all)
{
    guint open[MAX_OPEN], n_open = 0, token = 0;
    for (guint i = 0; i < all->len; i++) {
        delimiter *d = &g_array_index(all, delimiter, i);
        for (; token <= d->token; token++)
            while (n_open &&
                   g_array_index(all, delimiter, open[n_open - 1]).level > md_inline_token(list, token)->level)
                n_open--;
        guint j = d->closes ? n_open : 0;
        while (j && !is_pair(&g_array_index(all, delimiter, open[j - 1]), d))
            j--;
        if (j) {
            delimiter *opener = &g_array_index(all, delimiter, open[j - 1]);
            opener->paired = opener->is_start = d->paired = TRUE;
            n_open = j - 1;
        } else if (d->opens && n_open < MAX_OPEN) {
            open[n_open++] = i;
        }
    }
}

static void push_tag(md_inline *list, const md_token *like, const delimiter *d)
{
    const char *tag = d->sign == '=' ? (d->is_start ? "<mark>" : "</mark>") : (d->is_start ? "<ins>" : "</ins>");
    size_t start = list->text->len;
    g_string_append(list->text, tag);
    md_inline_push(list, like, MD_TAG, start, strlen(tag));
}

static void list_rebuild(md_inline *list, const GArray *all)
{
    g_array_set_size(list->spare, 0);
    unsigned level = 0;
    for (guint i = 0, k = 0; i < list->tokens->len; i++) {
        md_token token = *md_inline_token(list, i);
        token.level += level;
        size_t done = 0;
        for (; k < all->len && g_array_index(all, delimiter, k).token == i; k++) {
            const delimiter *d = &g_array_index(all, delimiter, k);
            if (!d->paired)
                continue;
            if (d->offset > done)
                md_inline_push(list, &token, MD_TEXT, token.start + done, d->offset - done);
            token.level += d->is_start ? 1 : -1U;
            level += d->is_start ? 1 : -1U;
            push_tag(list, &token, d);
            done = d->offset + 2;
        }
        if (!done)
            g_array_append_val(list->spare, token);
        else if (token.length > done)
            md_inline_push(list, &token, MD_TEXT, token.start + done, token.length - done);
    }
    md_inline_swap(list);
}

void md_marks(md_inline *list)
{
    g_autoptr(GArray) all = NULL;
    for (guint i = 0; i < list->tokens->len; i++) {
        const md_token *token = md_inline_token(list, i);
        const char *text = list->text->str + token->start;
        if (token->kind != MD_TEXT || (!memmem(text, token->length, "==", 2) && !memmem(text, token->length, "++", 2)))
            continue;
        if (!all)
            all = g_array_new(FALSE, FALSE, sizeof(delimiter));
        delimiters_read(list, i, all);
    }
    if (!all || all->len < 2)
        return;
    delimiters_pair(list, all);
    list_rebuild(list, all);
}
