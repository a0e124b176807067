#include "source/language.h"

#include <string.h>

/* Bytes that are looked at: a text does not change its language later. */
#define LOOK_MAX (32u << 10)
/* Fewer words prove nothing … */
#define HITS_MIN 12
/* … and neither do words that are as good as rare among all the others, … */
#define PART_MIN 25
/* … or two languages that come close to each other. */
#define LEAD 2

#define WORD_MAX 8 /* bytes of the longest word below */

/* Words that a language cannot do without. Those that English minutes borrow or
 * that mean something else next door ("die", "in", "an") are left out. */
static const struct {
    const char *tag, *words;
} languages[] = {
    {"en", "the and of to for with that this are is was be will from not have we by it should"},
    {"de", "der und das den ist nicht mit für von zu auf ein eine werden wird im dem auch sich bei nach wir"},
    {"fr", "les des et est une pour dans que qui pas sur avec au par sont du nous cette aux"},
    {"es", "el los las una para que con por del se más está su lo como y fue"},
    {"it", "il che di della per una con sono del nel gli è alla si non più"},
    {"nl", "het een van en niet voor met zijn wordt aan op dat te ook bij"},
    {"pt", "os uma para com não que do da em ao são foi pelo mais"},
    {"pl", "w na się nie jest oraz dla że z przez zostanie"},
};

/* The languages of each word, a bit each. */
static GHashTable *words_read(void)
{
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_auto(GStrv) list = g_strsplit(languages[i].words, " ", -1);
        for (char **word = list; *word; word++) {
            guint bits = GPOINTER_TO_UINT(g_hash_table_lookup(words, *word)) | 1u << i;
            g_hash_table_replace(words, g_strdup(*word), GUINT_TO_POINTER(bits));
        }
    }
    return words;
}

static gboolean is_letter(unsigned char c)
{
    return g_ascii_isalpha(c) || c >= 0x80;
}

/* The word's languages; only its first letter may be a capital. */
static guint word_bits(GHashTable *words, const char *start, size_t length)
{
    char word[WORD_MAX + 1];
    if (length > WORD_MAX)
        return 0;
    memcpy(word, start, length);
    word[length] = '\0';
    word[0] = g_ascii_tolower(word[0]);
    return GPOINTER_TO_UINT(g_hash_table_lookup(words, word));
}

const char *hp_language_find(const char *text, size_t length)
{
    g_autoptr(GHashTable) words = words_read();
    unsigned hits[G_N_ELEMENTS(languages)] = {0}, total = 0;
    const char *end = text + MIN(length, LOOK_MAX);
    for (const char *at = text; at < end;) {
        const char *start = at;
        while (at < end && is_letter((unsigned char)*at))
            at++;
        if (at > start) {
            guint bits = word_bits(words, start, (size_t)(at - start));
            for (guint i = 0; i < G_N_ELEMENTS(languages); i++)
                hits[i] += bits >> i & 1;
            total++;
        } else {
            at++;
        }
    }
    guint best = 0;
    unsigned second = 0;
    for (guint i = 1; i < G_N_ELEMENTS(languages); i++)
        best = hits[i] > hits[best] ? i : best;
    for (guint i = 0; i < G_N_ELEMENTS(languages); i++)
        second = i == best ? second : MAX(second, hits[i]);
    gboolean clear = hits[best] >= HITS_MIN && hits[best] >= total / PART_MIN && hits[best] >= second * LEAD;
    return clear ? languages[best].tag : NULL;
}
