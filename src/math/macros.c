#include "math/math-internal.h"

#include <string.h>

/* Enough for any preamble; a deck cannot fill the memory with them. */
enum { MACROS_MAX = 500, BODY_MAX = 4096 };

struct hp_math_macros {
    GHashTable *table; /* name to hp_math_macro, both owned */
};

static void macro_free(void *data)
{
    hp_math_macro *macro = data;
    g_free(macro->option);
    g_free(macro->body);
    g_free(macro);
}

hp_math_macros *hp_math_macros_new(void)
{
    hp_math_macros *macros = g_new0(hp_math_macros, 1);
    macros->table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, macro_free);
    return macros;
}

void hp_math_macros_free(hp_math_macros *macros)
{
    if (!macros)
        return;
    g_hash_table_destroy(macros->table);
    g_free(macros);
}

const hp_math_macro *hp_math_macro_lookup(const hp_math_macros *macros, const char *name)
{
    return macros ? g_hash_table_lookup(macros->table, name) : NULL;
}

static void macro_add(hp_math_parser *p, const char *name, unsigned n_arguments, const char *option, const char *body)
{
    if (g_hash_table_size(p->macros->table) >= MACROS_MAX || strlen(body) > BODY_MAX ||
        (option && strlen(option) > BODY_MAX)) {
        hp_math_fail(p, "too many or too long definitions");
        return;
    }
    hp_math_macro *macro = g_new0(hp_math_macro, 1);
    macro->n_arguments = n_arguments;
    macro->option = g_strdup(option);
    macro->body = g_strdup(body);
    g_hash_table_replace(p->macros->table, g_strdup(name), macro);
}

/* The name a definition gives: "\foo" or "{\foo}". Not expanded, for it may be
 * defined already. */
static const char *defined_name(hp_math_parser *p)
{
    const char *name = g_strstrip(hp_math_raw_argument(p));
    if (name[0] != '\\' || !name[1]) {
        hp_math_fail(p, "a definition names no command");
        return NULL;
    }
    return name + 1;
}

/* "#1#2{…}": how many arguments \def asks for. */
static unsigned parameter_text(hp_math_parser *p)
{
    unsigned count = 0;
    while (p->at + 1 < p->input->len && p->input->str[p->at] == '#' && g_ascii_isdigit(p->input->str[p->at + 1])) {
        p->at += 2;
        count++;
    }
    if (p->at >= p->input->len || p->input->str[p->at] != '{')
        hp_math_fail(p, "\\def with delimited arguments is not supported");
    return count;
}

void hp_math_define(hp_math_parser *p, const char *command)
{
    if (strcmp(command, "DeclareMathOperator") == 0) {
        gboolean starred = hp_math_accept(p, '*');
        const char *name = defined_name(p);
        const char *body = hp_math_raw_argument(p);
        if (name)
            macro_add(p, name, 0, NULL, hp_arena_printf(p->arena, "\\operatorname%s{%s}", starred ? "*" : "", body));
        return;
    }
    const char *name = defined_name(p), *option = NULL, *number = NULL;
    unsigned n_arguments = 0;
    if (!name)
        return;
    if (strcmp(command, "def") == 0) {
        n_arguments = parameter_text(p);
    } else if ((number = hp_math_raw_option(p))) {
        n_arguments = g_ascii_isdigit(number[0]) ? (unsigned)(number[0] - '0') : 0;
        option = hp_math_raw_option(p);
    }
    macro_add(p, name, n_arguments, option, hp_math_raw_argument(p));
}
