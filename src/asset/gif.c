/* The first frame of a GIF (GIF89a §15 to §27): the only one that paper shows,
 * and so the only one that is ever decoded. */
#include "asset/asset-internal.h"

#include <string.h>

enum { EXTENSION = 0x21, IMAGE = 0x2c, HAS_COLORS = 0x80 };

/* Bytes of a colour table, by the flags before it. */
static size_t colors_size(uint8_t flags)
{
    return flags & HAS_COLORS ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Behind the sub-blocks that begin at `at`; 0 when they do not end. */
static size_t skip_blocks(const uint8_t *data, size_t size, size_t at)
{
    while (at < size) {
        size_t length = data[at];
        at += 1 + length;
        if (!length)
            return at;
    }
    return 0;
}

size_t hp_gif_first_frame(const uint8_t *data, size_t size)
{
    size_t at = 13 + (size >= 13 ? colors_size(data[10]) : 0);
    while (at + 2 < size && data[at] == EXTENSION) {
        at = skip_blocks(data, size, at + 2);
        if (!at)
            return 0;
    }
    if (at + 10 > size || data[at] != IMAGE)
        return 0;
    static const uint8_t none[2];
    if (memcmp(data + at + 5, none, 2) == 0 || memcmp(data + at + 7, none, 2) == 0)
        return 0;
    /* The byte behind the colours says how the data begins to be packed. */
    return skip_blocks(data, size, at + 10 + colors_size(data[at + 9]) + 1);
}
