#include "source/initialize.h"

#include "source/slide-options.h"

#include <string.h>

#define KEYS_MAX 200

typedef struct {
    hp_arena *arena;
    const char *at, *end;
    unsigned line; /* of the script: good enough for a message */
} scanner;

/* Past a string that begins here. */
static const char *string_end(const char *at, const char *end)
{
    char quote = *at++;
    while (at < end && *at != quote)
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return MIN(at + 1, end);
}

/* Past white space and comments. */
static void blanks_skip(scanner *s)
{
    for (;;) {
        while (s->at < s->end && g_ascii_isspace(*s->at))
            s->at++;
        if (s->end - s->at < 2 || *s->at != '/' || (s->at[1] != '/' && s->at[1] != '*'))
            return;
        gboolean line = s->at[1] == '/';
        const char *close = g_strstr_len(s->at + 2, s->end - s->at - 2, line ? "\n" : "*/");
        s->at = close ? close + (line ? 1 : 2) : s->end;
    }
}

/* Past a value of any kind, to the comma or brace behind it. */
static void value_skip(scanner *s)
{
    unsigned depth = 0;
    while (s->at < s->end) {
        blanks_skip(s);
        if (s->at >= s->end)
            return;
        char c = *s->at;
        if (depth == 0 && (c == ',' || c == '}' || c == ']' || c == ')'))
            return;
        if (c == '"' || c == '\'' || c == '`') {
            s->at = string_end(s->at, s->end);
            continue;
        }
        if (c == '{' || c == '[' || c == '(')
            depth++;
        else if (c == '}' || c == ']' || c == ')')
            depth--;
        s->at++;
    }
}

static hp_yaml_node *scalar_make(const scanner *s, const char *from, const char *to)
{
    hp_yaml_node *node = hp_arena_make(s->arena, hp_yaml_node);
    gboolean quoted = to - from >= 2 && strchr("\"'`", *from) && to[-1] == *from;
    *node = (hp_yaml_node){.kind = HP_YAML_SCALAR, .line = s->line, .plain = !quoted};
    node->text = hp_arena_strndup(s->arena, from + quoted, (size_t)(to - from) - 2 * (size_t)quoted);
    return node;
}

/* A value of one word, number or string; NULL for any other. */
static const hp_yaml_node *value_read(scanner *s)
{
    blanks_skip(s);
    const char *from = s->at;
    value_skip(s);
    const char *to = s->at;
    while (to > from && g_ascii_isspace(to[-1]))
        to--;
    if (to == from)
        return NULL;
    gboolean is_string = strchr("\"'`", *from) && string_end(from, s->end) == to;
    for (const char *at = from; !is_string && at < to; at++)
        if (!g_ascii_isalnum(*at) && !strchr(".+-_", *at))
            return NULL;
    return scalar_make(s, from, to);
}

static const hp_yaml_node *key_read(scanner *s)
{
    blanks_skip(s);
    const char *from = s->at;
    if (s->at < s->end && strchr("\"'", *s->at))
        s->at = string_end(s->at, s->end);
    else
        while (s->at < s->end && (g_ascii_isalnum(*s->at) || *s->at == '_' || *s->at == '$'))
            s->at++;
    const char *to = s->at;
    blanks_skip(s);
    return to > from ? scalar_make(s, from, to) : NULL;
}

/* s: behind the "{". */
static hp_yaml_node *object_read(scanner *s)
{
    hp_yaml_node *object = hp_arena_make(s->arena, hp_yaml_node);
    object->kind = HP_YAML_MAPPING;
    object->line = s->line;
    object->text = "";
    hp_yaml_item **tail = &object->items;
    for (unsigned i = 0; i < KEYS_MAX && s->at < s->end; i++) {
        const hp_yaml_node *key = key_read(s), *value = NULL;
        if (key && s->at < s->end && *s->at == ':') {
            s->at++;
            value = value_read(s);
        } else {
            value_skip(s);
        }
        if (value) {
            *tail = hp_arena_make(s->arena, hp_yaml_item);
            **tail = (hp_yaml_item){key, value, NULL};
            tail = &(*tail)->next;
        }
        if (s->at >= s->end || *s->at != ',')
            break;
        s->at++;
    }
    return object;
}

void hp_initialize_read(hp_arena *arena, const char *script, const char *end, unsigned line, hp_slide_options *slide,
                        hp_diags *diags)
{
    static const char *const calls[] = {"Reveal.initialize", "new Reveal"};
    const char *call = NULL;
    for (size_t i = 0; !call && i < G_N_ELEMENTS(calls); i++)
        call = g_strstr_len(script, end - script, calls[i]);
    const char *brace = call ? memchr(call, '{', (size_t)(end - call)) : NULL;
    const char *stop = call ? memchr(call, ';', (size_t)(end - call)) : NULL;
    if (!brace || (stop && stop < brace))
        return;
    scanner s = {arena, brace + 1, end, line};
    hp_values values = {arena, diags};
    hp_slide_options_read(&values, object_read(&s), slide);
}
