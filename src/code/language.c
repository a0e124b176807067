#include "code-internal.h"

#include <string.h>

typedef struct {
    hp_code_language *language;
    hp_code_state *state; /* that rules go to */
    guint before;         /* rules of a state opened again stand before this one */
    unsigned line;
    unsigned n_spans;
} reader;

static void fault(reader *r, const char *what)
{
    if (!r->language->fault)
        r->language->fault = g_strdup_printf("%s.lang:%u: %s", r->language->name, r->line, what);
}

static hp_code_class class_of(reader *r, const char *name)
{
    for (int i = 1; i < HP_CODE_N_CLASSES; i++)
        if (!strcmp(hp_code_class_name((hp_code_class)i) + strlen("hljs-"), name))
            return (hp_code_class)i;
    fault(r, "there is no such class");
    return HP_CODE_PLAIN;
}

static void state_free(void *data)
{
    hp_code_state *state = data;
    g_array_unref(state->rules);
    g_free(state->embed);
    g_free(state);
}

static hp_code_state *state_lookup(const hp_code_language *language, const char *name)
{
    for (guint i = 0; i < language->states->len; i++) {
        hp_code_state *state = g_ptr_array_index(language->states, i);
        if (state->name == name)
            return state;
    }
    return NULL;
}

/* name is interned. */
static hp_code_state *state_make(reader *r, const char *name, hp_code_class class)
{
    hp_code_state *state = g_new0(hp_code_state, 1);
    state->name = name;
    state->language = r->language;
    state->class = class;
    state->rules = g_array_new(FALSE, TRUE, sizeof(hp_code_rule));
    g_ptr_array_add(r->language->states, state);
    return state;
}

static hp_code_pattern *pattern_make(reader *r, const char *source)
{
    const char *why = NULL;
    hp_code_pattern *pattern = hp_code_pattern_new(source, r->language->fold, &why);
    if (pattern)
        g_ptr_array_add(r->language->patterns, pattern);
    else
        fault(r, why);
    return pattern;
}

static void rule_insert(reader *r, hp_code_state *state, hp_code_rule rule)
{
    if (!rule.pattern)
        return;
    if (state->rules->len >= HP_CODE_MAX_RULES) {
        fault(r, "the state has too many rules");
        return;
    }
    if (state == r->state)
        g_array_insert_val(state->rules, r->before++, rule);
    else
        g_array_append_val(state->rules, rule);
}

/* ---- the lines of a file ---- */

static void read_state(reader *r, char **words, guint count)
{
    char *close = strchr(words[0], ']');
    if (!close || close[1]) {
        fault(r, "a state is written [name]");
        return;
    }
    *close = '\0';
    const char *name = g_intern_string(words[0] + 1);
    r->before = 0;
    r->state = state_lookup(r->language, name);
    if (!r->state)
        r->state = state_make(r, name, count > 1 ? class_of(r, words[1]) : HP_CODE_PLAIN);
}

static void read_list(reader *r, char **words, guint count)
{
    hp_code_class class = class_of(r, words[1]);
    for (guint i = 2; i < count; i++)
        g_hash_table_insert(r->language->words, g_strdup(words[i]), GINT_TO_POINTER((int)class));
}

/* The rules of one state that come from others: their patterns are shared. */
static void read_include(reader *r, const hp_code_state *other)
{
    if (!other || other == r->state) {
        fault(r, "there is no such state to include");
        return;
    }
    for (guint i = 0; i < other->rules->len; i++)
        rule_insert(r, r->state, g_array_index(other->rules, hp_code_rule, i));
}

/* A state of its own that nobody can name. */
static void read_span(reader *r, char **words, guint count, gboolean nests)
{
    hp_code_class class = class_of(r, words[1]);
    g_autofree char *unique = g_strdup_printf("%s/%u", r->language->name, r->n_spans++);
    const char *name = g_intern_string(unique);
    hp_code_rule enter = {pattern_make(r, words[2]), class, FALSE, FALSE, HP_CODE_ENTER, name, NULL};
    hp_code_rule leave = {pattern_make(r, words[3]), class, FALSE, FALSE, HP_CODE_LEAVE, NULL, NULL};
    hp_code_state *inner = state_make(r, name, class);
    for (guint i = 4; i < count; i++)
        rule_insert(r, inner, (hp_code_rule){.pattern = pattern_make(r, words[i]), .class = class});
    rule_insert(r, inner, leave);
    if (nests)
        rule_insert(r, inner, enter);
    rule_insert(r, r->state, enter);
}

static void read_rule(reader *r, char **words, guint count)
{
    hp_code_rule rule = {.state_class = !strcmp(words[0], "."), .words = !strcmp(words[0], "words")};
    if (!rule.state_class && !rule.words)
        rule.class = class_of(r, words[0]);
    rule.pattern = pattern_make(r, words[1]);
    if (count > 2) {
        const char *action = words[2];
        rule.action = *action == '>' ? HP_CODE_ENTER : *action == '<' ? HP_CODE_LEAVE : HP_CODE_CHANGE;
        if (rule.action != HP_CODE_LEAVE)
            rule.target_name = g_intern_string(action + 1);
        if (!strchr("><=", *action) || count > 3 || (*action == '<') != !action[1])
            fault(r, "an action is >state, =state or <");
    }
    rule_insert(r, r->state, rule);
}

static void read_like(reader *r, const char *name);

static void read_words(reader *r, char **words, guint count)
{
    const char *what = words[0];
    if (*what == '[')
        read_state(r, words, count);
    else if (!strcmp(what, "fold"))
        r->language->fold = TRUE;
    else if (count < 2)
        fault(r, "a word is missing");
    else if (!strcmp(what, "like"))
        read_like(r, words[1]);
    else if (!strcmp(what, "list"))
        read_list(r, words, count);
    else if (!r->state)
        fault(r, "a rule stands before the first state");
    else if (!strcmp(what, "include"))
        read_include(r, state_lookup(r->language, g_intern_string(words[1])));
    else if (!strcmp(what, "else"))
        r->state->leave_else = TRUE;
    else if (!strcmp(what, "embed") && count == 3) {
        r->state->embed = g_strdup(words[1]);
        if (!(r->state->until = pattern_make(r, words[2])))
            g_clear_pointer(&r->state->embed, g_free);
    } else if ((!strcmp(what, "span") || !strcmp(what, "nest")) && count >= 4)
        read_span(r, words, count, !strcmp(what, "nest"));
    else
        read_rule(r, words, count);
}

static void read_text(reader *r, const char *data, size_t length)
{
    g_autofree char *text = g_strndup(data, length);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    r->line = 0;
    for (char **line = lines; *line; line++) {
        r->line++;
        g_ptr_array_set_size(words, 0);
        for (char *save, *word = strtok_r(*line, " \t\r", &save); word; word = strtok_r(NULL, " \t\r", &save))
            g_ptr_array_add(words, word);
        if (words->len && *(char *)words->pdata[0] != '#')
            read_words(r, (char **)words->pdata, words->len);
    }
}

/* The other's file is read as if it stood here; its states can be opened
 * again. */
static void read_like(reader *r, const char *name)
{
    g_autoptr(GBytes) data = strcmp(name, r->language->name) ? hp_code_library_data(name) : NULL;
    if (!data || r->state) {
        fault(r, "like names a language and stands at the top");
        return;
    }
    unsigned line = r->line;
    size_t length;
    const char *text = g_bytes_get_data(data, &length);
    read_text(r, text, length);
    r->line = line;
    r->state = NULL;
}

/* ---- the finished language ---- */

static void state_finish(reader *r, hp_code_state *state)
{
    for (guint i = 0; i < state->rules->len; i++) {
        hp_code_rule *rule = &g_array_index(state->rules, hp_code_rule, i);
        if (rule->target_name && !(rule->target = state_lookup(r->language, rule->target_name))) {
            fault(r, rule->target_name);
            rule->action = HP_CODE_STAY;
        }
        for (unsigned byte = 0; byte < 256; byte++)
            if (hp_code_pattern_begins(rule->pattern, (unsigned char)byte))
                state->candidates[byte] |= G_GUINT64_CONSTANT(1) << i;
    }
}

hp_code_language *hp_code_language_new(hp_code_library *library, const char *name, const char *data, size_t length)
{
    hp_code_language *language = g_new0(hp_code_language, 1);
    language->library = library;
    language->name = g_strdup(name);
    language->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    language->states = g_ptr_array_new_with_free_func(state_free);
    language->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)hp_code_pattern_free);
    reader r = {.language = language};
    read_text(&r, data, length);
    for (guint i = 0; i < language->states->len; i++)
        state_finish(&r, g_ptr_array_index(language->states, i));
    return language;
}

void hp_code_language_free(hp_code_language *language)
{
    if (!language)
        return;
    g_free(language->name);
    g_free(language->fault);
    g_hash_table_unref(language->words);
    g_ptr_array_unref(language->states);
    g_ptr_array_unref(language->patterns);
    g_free(language);
}

const char *hp_code_language_name(const hp_code_language *language)
{
    return language->name;
}

const char *hp_code_language_fault(const hp_code_language *language)
{
    return language->fault;
}
