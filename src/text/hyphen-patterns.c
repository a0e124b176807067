#include "text/hyphen-patterns.h"

#include <stdlib.h>
#include <string.h>

#define FILE_MAX ((size_t)16 << 20)
#define PATTERN_MAX 64
/* A trie: the beginnings of all patterns are its states, the root is 0. The table
 * of transitions has open addresses, its size a power of two. */
typedef struct {
    guint64 key; /* state and byte; 0: an empty place, which no transition has */
    guint32 to;
} transition;

typedef struct {
    transition *table;
    guint size;
    GArray *matches; /* guint32 per state: where the values of its pattern begin in the pool, 0: it is none */
} level;

struct hp_hyphen_patterns {
    char *encoding;
    gboolean utf8;
    GByteArray *pool;
    level words, syllables;                 /* words: NULL table without a second level */
    unsigned left, right;                   /* characters before the first and behind the last place … */
    unsigned compound_left, compound_right; /* … and beside the joints of compounds */
};

/* ---- The tries ---- */

static transition *transition_place(const transition *table, guint size, guint64 key)
{
    guint at = (guint)((key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 32) & (size - 1);
    while (table[at].key && table[at].key != key)
        at = (at + 1) & (size - 1);
    return (transition *)&table[at];
}

static guint64 transition_key(guint32 state, char byte)
{
    return (guint64)state << 8 | (guint8)byte;
}

/* -1: there is none. */
static gint64 level_step(const level *l, guint32 state, char byte)
{
    const transition *place = transition_place(l->table, l->size, transition_key(state, byte));
    return place->key ? (gint64)place->to : -1;
}

static void level_grow(level *l)
{
    guint size = l->size ? l->size * 2 : 4096;
    transition *table = g_new0(transition, size);
    for (guint i = 0; i < l->size; i++)
        if (l->table[i].key)
            *transition_place(table, size, l->table[i].key) = l->table[i];
    g_free(l->table);
    l->table = table;
    l->size = size;
}

static guint32 level_add(level *l, guint32 state, char byte)
{
    if (2 * l->matches->len >= l->size)
        level_grow(l);
    guint64 key = transition_key(state, byte);
    transition *place = transition_place(l->table, l->size, key);
    if (!place->key) {
        guint32 none = 0;
        *place = (transition){key, l->matches->len};
        g_array_append_val(l->matches, none);
    }
    return place->to;
}

static level level_new(void)
{
    level l = {.matches = g_array_new(FALSE, TRUE, sizeof(guint32))};
    g_array_set_size(l.matches, 1);
    level_grow(&l);
    return l;
}

static void level_clear(level *l)
{
    g_free(l->table);
    g_clear_pointer(&l->matches, g_array_unref);
}

/* "hin1weg1": the letters, and a value before each of them and behind the last. */
static void pattern_add(hp_hyphen_patterns *p, level *l, const char *text, size_t length)
{
    guint8 values[PATTERN_MAX + 1] = {0};
    size_t count = 0;
    guint32 state = 0;
    for (size_t i = 0; i < length; i++) {
        if (g_ascii_isdigit(text[i])) {
            values[count] = (guint8)(text[i] - '0');
            continue;
        }
        if (count++ == PATTERN_MAX)
            return;
        state = level_add(l, state, text[i]);
    }
    if (count == 0)
        return;
    guint8 size = (guint8)count;
    g_array_index(l->matches, guint32, state) = p->pool->len;
    g_byte_array_append(p->pool, &size, 1);
    g_byte_array_append(p->pool, values, (guint)count + 1);
}

/* ---- The file ---- */

static gboolean setting_read(hp_hyphen_patterns *p, const char *line)
{
    const struct {
        const char *name;
        unsigned *value;
    } settings[] = {{"LEFTHYPHENMIN ", &p->left},
                    {"RIGHTHYPHENMIN ", &p->right},
                    {"COMPOUNDLEFTHYPHENMIN ", &p->compound_left},
                    {"COMPOUNDRIGHTHYPHENMIN ", &p->compound_right}};
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
        size_t length = strlen(settings[i].name);
        if (strncmp(line, settings[i].name, length) != 0)
            continue;
        *settings[i].value = (unsigned)CLAMP(strtol(line + length, NULL, 10), 1, 99);
        return TRUE;
    }
    return g_str_has_prefix(line, "NOHYPHEN");
}

static void line_read(hp_hyphen_patterns *p, const char *line, size_t length)
{
    while (length > 0 && g_ascii_isspace(line[length - 1]))
        length--;
    if (length == 0 || *line == '%' || *line == '#' || memchr(line, '/', length))
        return;
    if (length == strlen("NEXTLEVEL") && memcmp(line, "NEXTLEVEL", length) == 0) {
        level_clear(&p->words);
        p->words = p->syllables;
        p->syllables = level_new();
    } else if (!g_ascii_isupper(*line) || !setting_read(p, line)) {
        pattern_add(p, &p->syllables, line, length);
    }
}

hp_hyphen_patterns *hp_hyphen_patterns_load(const char *path)
{
    g_autofree char *text = NULL;
    gsize size;
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents(path, &text, &size, NULL) || size > FILE_MAX)
        return NULL;
    g_autoptr(hp_hyphen_patterns) p = g_new0(hp_hyphen_patterns, 1);
    size_t first = strcspn(text, "\r\n");
    p->encoding = g_strndup(text, first);
    p->utf8 = g_ascii_strcasecmp(p->encoding, "UTF-8") == 0;
    p->pool = g_byte_array_new();
    g_byte_array_append(p->pool, (const guint8 *)"", 1);
    p->syllables = level_new();
    p->left = p->right = p->compound_left = p->compound_right = 2;
    for (const char *line = text + first; *line;) {
        size_t length = strcspn(line, "\n");
        line_read(p, line, length);
        line += length + (line[length] == '\n');
    }
    return p->syllables.matches->len > 1 ? g_steal_pointer(&p) : NULL;
}

void hp_hyphen_patterns_free(hp_hyphen_patterns *patterns)
{
    if (!patterns)
        return;
    level_clear(&patterns->words);
    level_clear(&patterns->syllables);
    if (patterns->pool)
        g_byte_array_unref(patterns->pool);
    g_free(patterns->encoding);
    g_free(patterns);
}

const char *hp_hyphen_patterns_encoding(const hp_hyphen_patterns *patterns)
{
    return patterns->encoding;
}

/* ---- Dividing ---- */

/* The longest state that is an end of the text behind `from`; *start: where it
 * begins. */
static guint32 level_find(const level *l, const char *text, size_t from, size_t end, size_t *start)
{
    for (*start = from; *start < end; ++*start) {
        gint64 state = 0;
        for (size_t i = *start; i < end && state >= 0; i++)
            state = level_step(l, (guint32)state, text[i]);
        if (state >= 0)
            return (guint32)state;
    }
    return 0;
}

/* values[i]: the highest that a pattern has before byte i of the word; there is a
 * dot at either end of what the patterns see. At each letter only the longest
 * beginning of a pattern counts, and that only when it is one: the files are made
 * for this. */
static void level_apply(const hp_hyphen_patterns *p, const level *l, const char *word, size_t length, guint8 *values)
{
    g_autofree char *dotted = g_strdup_printf(".%.*s.", (int)length, word);
    size_t start = 0;
    gint64 state = 0;
    memset(values, 0, length + 1);
    for (size_t end = 1; end <= length + 2; end++) {
        gint64 next = level_step(l, (guint32)state, dotted[end - 1]);
        state = next >= 0 ? next : level_find(l, dotted, start + 1, end, &start);
        const guint8 *match = p->pool->data + g_array_index(l->matches, guint32, state);
        for (size_t i = 0; *match && i <= *match; i++) {
            size_t at = end - *match + i;
            if (at >= 1 && at <= length + 1)
                values[at - 1] = MAX(values[at - 1], match[1 + i]);
        }
    }
}

static size_t characters(const hp_hyphen_patterns *p, const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !p->utf8 || ((guint8)text[i] & 0xC0) != 0x80;
    return count;
}

/* Divides a part of a word: a compound into its words, and these again; what is none
 * into syllables. The part gets shorter each time. */
static void part_divide(const hp_hyphen_patterns *p, const char *part, size_t length, gboolean first, gboolean last,
                        gboolean *divides)
{
    g_autofree guint8 *values = g_malloc(length + 1);
    size_t start = 0;
    if (p->words.table)
        level_apply(p, &p->words, part, length, values);
    for (size_t i = 1; p->words.table && i < length; i++) {
        if (!(values[i] & 1))
            continue;
        part_divide(p, part + start, i - start, first && start == 0, FALSE, divides + start);
        divides[i] = TRUE;
        start = i;
    }
    if (start > 0) {
        part_divide(p, part + start, length - start, FALSE, last, divides + start);
        return;
    }
    unsigned left = first ? p->left : p->compound_left, right = last ? p->right : p->compound_right;
    level_apply(p, &p->syllables, part, length, values);
    for (size_t i = 1; i < length; i++)
        if ((values[i] & 1) && characters(p, part, i) >= left && characters(p, part + i, length - i) >= right)
            divides[i] = TRUE;
}

void hp_hyphen_patterns_divide(const hp_hyphen_patterns *patterns, const char *word, size_t length, gboolean *divides)
{
    memset(divides, 0, (length + 1) * sizeof *divides);
    part_divide(patterns, word, length, TRUE, TRUE, divides);
    for (size_t i = 1; i < length; i++)
        if (characters(patterns, word, i) < patterns->left ||
            characters(patterns, word + i, length - i) < patterns->right)
            divides[i] = FALSE;
}
