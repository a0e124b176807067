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
