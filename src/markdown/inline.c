#include "markdown/inline.h"

void md_inline_init(md_inline *list)
{
    list->tokens = g_array_new(FALSE, FALSE, sizeof(md_token));
    list->spare = g_array_new(FALSE, FALSE, sizeof(md_token));
    list->text = g_string_new(NULL);
}

void md_inline_clear(md_inline *list)
{
    g_array_unref(list->tokens);
    g_array_unref(list->spare);
    g_string_free(list->text, TRUE);
}

void md_inline_reset(md_inline *list)
{
    g_array_set_size(list->tokens, 0);
    g_string_truncate(list->text, 0);
}

void md_inline_push(md_inline *list, const md_token *like, md_token_kind kind, size_t start, size_t length)
{
    md_token token = *like;
    token.kind = kind;
    token.start = start;
    token.length = length;
    g_array_append_val(list->spare, token);
}

void md_inline_swap(md_inline *list)
{
    GArray *swap = list->tokens;
    list->tokens = list->spare;
    list->spare = swap;
}
