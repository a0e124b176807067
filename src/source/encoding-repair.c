/*
 * Double-encoded UTF-8: a program read UTF-8 as windows-1252 and wrote it as
 * UTF-8 again, so that each byte of a character became a character: – turned
 * into â€“. Undone where a run of characters maps back to bytes that are one
 * well-formed sequence of an assigned character (the bytes 81 8D 8F 90 9D, which
 * windows-1252 leaves open, come as C1 controls: WHATWG Encoding §9).
 *
 * Right text can look like that too: CAFÉ” maps to C9 94, which is ɔ. What gives
 * it away is that the accented letter ends a word and only marks that may
 * follow a word stand behind it; such runs are touched only when their
 * surroundings speak for damage.
 */
#include "source/encoding.h"

#include <string.h>

typedef struct {
    gunichar character; /* 0: no candidate */
    unsigned char lead; /* first of the bytes */
    const char *after;  /* behind the run */
    gboolean control;   /* has a C1 control: nobody writes those */
    gboolean closing;   /* all behind the lead may follow a word */
    gboolean quoted;    /* the one behind the lead is a quote */
} candidate;

/* What windows-1252 has between 80 and 9F; 0 where it has nothing. */
static const guint16 windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The byte windows-1252 has for a character, 0 when it has none above 7F. */
static unsigned char byte_lookup(gunichar character)
{
    if (character >= 0x80 && character <= 0xFF)
        return (unsigned char)character;
    for (unsigned i = 0; i < G_N_ELEMENTS(windows_1252) && character > 0xFF; i++)
        if (windows_1252[i] == character)
            return (unsigned char)(0x80 + i);
    return 0;
}

static gboolean is_quote(gunichar c)
{
    return (c >= 0x2018 && c <= 0x201D) || c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A;
}

/* Marks that often stand directly behind the last letter of a word. */
static gboolean is_closing(gunichar c)
{
    return is_quote(c) || c == 0xA0 || c == 0x2026 || c == 0x2013 || c == 0x2014 || c == 0x2122 || c == 0xAE ||
           c == 0xB2 || c == 0xB3 || c == 0xB9;
}

/* at must not be past the end; the text is well-formed. */
static candidate candidate_read(const char *at, const char *end)
{
    candidate found = {.closing = TRUE};
    const unsigned char *start = (const unsigned char *)at;
    /* U+00C2 to U+00F4 are the leads of sequences: C3 82 to C3 B4. */
    if (end - at < 4 || start[0] != 0xC3 || start[1] < 0x82 || start[1] > 0xB4)
        return found;
    unsigned char bytes[4] = {(unsigned char)(start[1] + 0x40)};
    int wanted = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    at += 2;
    for (int i = 1; i < wanted; i++, at = g_utf8_next_char(at)) {
        if (at >= end)
            return found;
        gunichar c = g_utf8_get_char(at);
        bytes[i] = byte_lookup(c);
        if (bytes[i] < 0x80 || bytes[i] > 0xBF)
            return found;
        found.control |= c < 0xA0;
        found.closing &= is_closing(c);
        found.quoted |= i == 1 && is_quote(c);
    }
    if (hp_source_sequence_length(bytes, bytes + wanted) != wanted)
        return found;
    gunichar character = g_utf8_get_char((const char *)bytes);
    /* New emoji may be unknown to this GLib; their blocks are not. */
    gboolean assigned = g_unichar_isdefined(character) || (character >= 0x1F000 && character <= 0x1FAFF);
    if (character < 0xA0 || !assigned || character >= 0xE0200)
        return found;
    found.character = character;
    found.lead = bytes[0];
    found.after = at;
    return found;
}

static gboolean is_opening(gunichar c)
{
    return c == '"' || c == '\'' || c == 0x201A || c == 0x201E || is_quote(c);
}

/* Is it damage, or an accented letter at the end of a word? before and next: the
 * characters around the run, 0 at the ends of the text. */
static gboolean candidate_is_damage(const candidate *found, gunichar before, gunichar next, gboolean run_goes_on)
{
    if (found->control)
        return TRUE;
    if (found->lead == 0xD7 && g_unichar_isdigit(before)) /* 3×½ */
        return FALSE;
    if (!found->closing)
        return TRUE;
    if (found->quoted && is_opening(before)) /* “Ã” */
        return FALSE;
    if (found->lead >= 0xE0) /* tombé… » */
        return !g_unichar_isalpha(before) || run_goes_on;
    if (found->lead >= 0xC6) /* CAFÉ”, Spaß“ */
        return run_goes_on;
    if (found->lead == 0xC2 || g_unichar_isalnum(next))
        return TRUE;
    if (g_unichar_isupper(before)) /* IRMÔ */
        return FALSE;
    return found->lead == 0xC3 || g_unichar_islower(before);
}

static unsigned line_count(const char *from, const char *to)
{
    unsigned lines = 0;
    while ((from = memchr(from, '\n', (size_t)(to - from)))) {
        lines++;
        from++;
    }
    return lines;
}

GString *hp_source_repair(const char *text, size_t length, unsigned *count, unsigned *first_line)
{
    const char *end = text + length, *copied = text, *at = text;
    GString *out = NULL;
    unsigned repairs = 0;
    while (at < end && (at = memchr(at, 0xC3, (size_t)(end - at)))) {
        candidate found = candidate_read(at, end);
        if (!found.character) {
            at += 2;
            continue;
        }
        /* Damage comes in runs: next to a repaired character no more proof is needed. */
        gboolean after_repair = out && copied == at;
        gunichar before = at > text ? g_utf8_get_char(g_utf8_prev_char(at)) : 0;
        gunichar next = found.after < end ? g_utf8_get_char(found.after) : 0;
        gboolean run_goes_on = next && candidate_read(found.after, end).character;
        if (!after_repair && !candidate_is_damage(&found, before, next, run_goes_on)) {
            at += 2;
            continue;
        }
        if (!out) {
            out = g_string_sized_new(length);
            *first_line = 1 + line_count(text, at);
        }
        g_string_append_len(out, copied, at - copied);
        g_string_append_unichar(out, found.character);
        repairs++;
        at = copied = found.after;
    }
    if (!out)
        return NULL;
    g_string_append_len(out, copied, end - copied);
    *count = repairs;
    return out;
}
