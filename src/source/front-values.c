#include "source/front-values.h"

#include <string.h>

#define SHOWN_MAX 40 /* bytes of a value in a message */
#define LIST_MAX 200

const hp_yaml_node *hp_values_lookup(hp_values *values, const hp_yaml_node *mapping, const char *key)
{
    const hp_yaml_node *found = NULL;
    if (!mapping || mapping->kind != HP_YAML_MAPPING)
        return NULL;
    for (const hp_yaml_item *item = mapping->items; item; item = item->next) {
        if (item->key->kind != HP_YAML_SCALAR || strcmp(item->key->text, key) != 0)
            continue;
        if (found)
            hp_diag_warning(values->diags, "front-matter-value", item->key->line,
                            "\"%s\" is given twice; the last one counts", key);
        found = item->value;
    }
    return found;
}

/* The start of a text, cut between characters. */
static const char *shown(hp_values *values, const char *text)
{
    size_t length = strlen(text);
    if (length <= SHOWN_MAX)
        return text;
    length = SHOWN_MAX;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    return hp_arena_printf(values->arena, "%.*s…", (int)length, text);
}

void hp_values_complain(hp_values *values, const char *key, const hp_yaml_node *node, const char *reason)
{
    if (node->kind == HP_YAML_SCALAR)
        hp_diag_warning(values->diags, "front-matter-value", node->line, "\"%s: %s\" has no meaning: %s", key,
                        shown(values, node->text), reason);
    else
        hp_diag_warning(values->diags, "front-matter-value", node->line, "\"%s\" cannot be a list of values: %s", key,
                        reason);
}

static gboolean is_null(const hp_yaml_node *node)
{
    static const char *const words[] = {"~", "null", "Null", "NULL"};
    for (unsigned i = 0; node->plain && i < G_N_ELEMENTS(words); i++)
        if (strcmp(node->text, words[i]) == 0)
            return TRUE;
    return FALSE;
}

static const char *trimmed(hp_values *values, const char *text, size_t length)
{
    while (length > 0 && g_ascii_isspace(*text)) {
        text++;
        length--;
    }
    while (length > 0 && g_ascii_isspace(text[length - 1]))
        length--;
    return length > 0 ? hp_arena_strndup(values->arena, text, length) : NULL;
}

const char *hp_values_text(hp_values *values, const hp_yaml_node *node)
{
    if (!node || node->kind != HP_YAML_SCALAR || is_null(node))
        return NULL;
    return trimmed(values, node->text, strlen(node->text));
}

gboolean hp_values_parse_bool(const char *text, gboolean *value)
{
    static const char *const words[] = {"true", "yes", "on", "false", "no", "off"};
    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strcasecmp(text, words[i]) == 0) {
            *value = i < 3;
            return TRUE;
        }
    return FALSE;
}

gboolean hp_values_bool(hp_values *values, const hp_yaml_node *mapping, const char *key, gboolean otherwise)
{
    const hp_yaml_node *node = hp_values_lookup(values, mapping, key);
    const char *text = hp_values_text(values, node);
    gboolean value = otherwise;
    if (text ? !hp_values_parse_bool(text, &value) : node && node->kind != HP_YAML_SCALAR)
        hp_values_complain(values, key, node, "it may be true or false");
    return value;
}

double hp_values_number(hp_values *values, const hp_yaml_node *mapping, const char *key, double least, double most,
                        double otherwise)
{
    const hp_yaml_node *node = hp_values_lookup(values, mapping, key);
    const char *text = hp_values_text(values, node);
    if (!text && (!node || node->kind == HP_YAML_SCALAR))
        return otherwise;
    char *rest = NULL;
    double value = text ? g_ascii_strtod(text, &rest) : 0;
    gboolean read = text && rest > text && (*rest == '\0' || g_ascii_strcasecmp(rest, "px") == 0);
    if (read && value >= least && value <= most)
        return value;
    hp_values_complain(values, key, node,
                       hp_arena_printf(values->arena, "it may be a number from %g to %g", least, most));
    return otherwise;
}

static void list_add(GPtrArray *list, const char *text)
{
    if (text && list->len < LIST_MAX)
        g_ptr_array_add(list, (char *)text);
}

const char *const *hp_values_list(hp_values *values, const hp_yaml_node *node)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    const char *text = hp_values_text(values, node);
    while (text) {
        const char *comma = strchr(text, ',');
        list_add(list, trimmed(values, text, comma ? (size_t)(comma - text) : strlen(text)));
        text = comma ? comma + 1 : NULL;
    }
    if (node && node->kind == HP_YAML_SEQUENCE)
        for (const hp_yaml_item *item = node->items; item; item = item->next)
            list_add(list, hp_values_text(values, item->value));
    g_ptr_array_add(list, NULL);
    return hp_arena_copy(values->arena, list->pdata, list->len * sizeof(char *));
}

const char *hp_values_joined(hp_values *values, const hp_yaml_node *node)
{
    if (!node || node->kind != HP_YAML_SEQUENCE)
        return hp_values_text(values, node);
    g_autofree char *joined = g_strjoinv(", ", (char **)hp_values_list(values, node));
    return *joined ? hp_arena_strdup(values->arena, joined) : NULL;
}

/* Subtags of one to eight letters and digits, the first of letters (RFC 5646
 * §2.1); de_DE, as systems write it, is meant as de-DE. */
static gboolean language_fix(char *text)
{
    unsigned length = 0, subtags = 0;
    for (char *at = text;; at++) {
        if (*at == '_')
            *at = '-';
        if (*at == '-' || *at == '\0') {
            if (length == 0 || length > 8 || (subtags == 0 && length < 2))
                return FALSE;
            if (*at == '\0')
                return TRUE;
            subtags++;
            length = 0;
        } else if (subtags == 0 ? g_ascii_isalpha(*at) : g_ascii_isalnum(*at)) {
            length++;
        } else {
            return FALSE;
        }
    }
}

const char *hp_values_language(hp_values *values, const hp_yaml_node *mapping, const char *key)
{
    const hp_yaml_node *node = hp_values_lookup(values, mapping, key);
    char *text = hp_arena_strdup(values->arena, hp_values_text(values, node));
    if (!text || language_fix(text))
        return text;
    hp_values_complain(values, key, node, "a language is written as in \"en\" or \"de-AT\"");
    return NULL;
}

/* Two or four digits at text, -1 when they are not there. */
static int digits_read(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static gboolean is_date(const char *text)
{
    int year = digits_read(text, 4);
    if (year < 1 || text[4] != '-')
        return FALSE;
    int month = digits_read(text + 5, 2);
    if (month < 1 || text[7] != '-')
        return FALSE;
    int day = digits_read(text + 8, 2);
    return day > 0 && g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

const char *hp_values_date(hp_values *values, const hp_yaml_node *mapping, const char *key)
{
    const hp_yaml_node *node = hp_values_lookup(values, mapping, key);
    const char *text = hp_values_text(values, node);
    for (const char *at = text; at && *at; at++) {
        gboolean apart = (at == text || !g_ascii_isdigit(at[-1])) && is_date(at) && !g_ascii_isdigit(at[10]);
        if (apart)
            return hp_arena_strndup(values->arena, at, 10);
    }
    if (text)
        hp_values_complain(values, key, node, "a date is written as in 2024-02-29");
    return NULL;
}
