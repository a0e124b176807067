#include "source/encoding.h"

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

typedef struct {
    unsigned count, first_line;
} fault_tally;

static void fault_add(fault_tally *tally, unsigned line)
{
    if (tally->count++ == 0)
        tally->first_line = line;
}

int hp_source_sequence_length(const unsigned char *at, const unsigned char *end)
{
    unsigned char lead = *at, low = 0x80, high = 0xBF;
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return -1;
    int wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    /* Overlong forms, surrogates and what is past U+10FFFF show in the second byte. */
    if (lead == 0xE0)
        low = 0xA0;
    else if (lead == 0xED)
        high = 0x9F;
    else if (lead == 0xF0)
        low = 0x90;
    else if (lead == 0xF4)
        high = 0x8F;
    for (int i = 1; i < wanted; i++) {
        if (at + i >= end || at[i] < low || at[i] > high)
            return -i;
        low = 0x80;
        high = 0xBF;
    }
    return wanted;
}

/* Appends the sequence at `at` in its clean form; returns how many bytes it took. */
static size_t sequence_append(GString *out, const unsigned char *at, const unsigned char *end, unsigned *line,
                              fault_tally *faults)
{
    if (*at == '\r' || *at == '\n') {
        g_string_append_c(out, '\n');
        (*line)++;
        return *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
    }
    int taken = *at == '\0' ? -1 : hp_source_sequence_length(at, end);
    if (taken > 0) {
        g_string_append_len(out, (const char *)at, taken);
        return (size_t)taken;
    }
    fault_add(faults, *line);
    g_string_append(out, REPLACEMENT);
    return (size_t)-taken;
}

static GString *text_clean(const char *bytes, size_t length, fault_tally *faults)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
    GString *out = g_string_sized_new(length + 16);
    unsigned line = 1;
    while (at < end) {
        const unsigned char *run = at;
        while (at < end && *at >= ' ' && *at < 0x80)
            at++;
        g_string_append_len(out, (const char *)run, at - run);
        if (at < end)
            at += sequence_append(out, at, end, &line, faults);
    }
    return out;
}

static gboolean has_prefix(const char *text, size_t length, const char *prefix)
{
    size_t n = strlen(prefix);
    return length >= n && memcmp(text, prefix, n) == 0;
}

static GString *text_repair(const char *text, size_t length, hp_diags *diags)
{
    unsigned count = 0, line = 0;
    GString *repaired = hp_source_repair(text, length, &count, &line);
    if (repaired)
        hp_diag_warning(diags, "encoding-repaired", line,
                        count == 1 ? "%u character was encoded twice and has been repaired"
                                   : "%u characters were encoded twice and have been repaired",
                        count);
    return repaired;
}

const char *hp_source_decode(hp_arena *arena, const char *bytes, size_t length, gboolean repair, size_t *text_length,
                             hp_diags *diags)
{
    if (length == 0)
        bytes = "";
    if (has_prefix(bytes, length, BYTE_ORDER_MARK)) {
        bytes += 3;
        length -= 3;
    }
    g_autoptr(GString) clean = NULL;
    /* Nearly every file is already what it should be; then it is copied only once. */
    if (memchr(bytes, '\r', length) || !g_utf8_validate_len(bytes, length, NULL)) {
        fault_tally faults = {0};
        clean = text_clean(bytes, length, &faults);
        if (faults.count > 0)
            hp_diag_warning(diags, "encoding-invalid", faults.first_line,
                            faults.count == 1 ? "%u place is not valid UTF-8 and shows as a replacement character"
                                              : "%u places are not valid UTF-8 and show as replacement characters",
                            faults.count);
        bytes = clean->str;
        length = clean->len;
    }
    g_autoptr(GString) repaired = repair ? text_repair(bytes, length, diags) : NULL;
    if (repaired) {
        bytes = repaired->str;
        length = repaired->len;
        /* A byte order mark that was encoded twice would hide the front matter. */
        if (has_prefix(bytes, length, BYTE_ORDER_MARK)) {
            bytes += 3;
            length -= 3;
        }
    }
    *text_length = length;
    return hp_arena_strndup(arena, bytes, length);
}
