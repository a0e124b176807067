/* Formats by their first bytes, and the size in their headers. Offsets are of
 * the formats' own specifications. */
#include "asset/asset-internal.h"

#include <string.h>

static uint32_t be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t le16(const uint8_t *p)
{
    return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t le24(const uint8_t *p)
{
    return (uint32_t)p[2] << 16 | le16(p);
}

static uint32_t le32(const uint8_t *p)
{
    return (uint32_t)p[3] << 24 | le24(p);
}

/* PNG (ISO/IEC 15948) §5.2, §11.2.2: the signature, then IHDR. */
static gboolean probe_png(const uint8_t *data, size_t size, hp_image_info *info)
{
    if (size < 33 || be32(data + 8) != 13 || memcmp(data + 12, "IHDR", 4) != 0)
        return FALSE;
    info->width = be32(data + 16);
    info->height = be32(data + 20);
    return TRUE;
}

/* GIF89a §18: the logical screen, which the first frame is drawn on. */
static gboolean probe_gif(const uint8_t *data, size_t size, hp_image_info *info)
{
    if (size < 13)
        return FALSE;
    info->width = le16(data + 6);
    info->height = le16(data + 8);
    return TRUE;
}

/* WebP container (RFC 9649 §2.5 to §2.7): lossy, lossless or extended. */
static gboolean probe_webp(const uint8_t *data, size_t size, hp_image_info *info)
{
    if (size < 30)
        return FALSE;
    if (memcmp(data + 12, "VP8 ", 4) == 0 && memcmp(data + 23, "\x9d\x01\x2a", 3) == 0) {
        info->width = le16(data + 26) & 0x3fff;
        info->height = le16(data + 28) & 0x3fff;
    } else if (memcmp(data + 12, "VP8L", 4) == 0 && data[20] == 0x2f) {
        uint32_t bits = le32(data + 21);
        info->width = (bits & 0x3fff) + 1;
        info->height = (bits >> 14 & 0x3fff) + 1;
    } else if (memcmp(data + 12, "VP8X", 4) == 0) {
        info->width = le24(data + 24) + 1;
        info->height = le24(data + 27) + 1;
    } else {
        return FALSE;
    }
    return TRUE;
}

/* BITMAPCOREHEADER has 16 bits for each side, the later ones 32; a negative
 * height means rows from top to bottom. */
static gboolean probe_bmp(const uint8_t *data, size_t size, hp_image_info *info)
{
    if (size < 26)
        return FALSE;
    uint32_t header = le32(data + 14);
    if (header == 12) {
        info->width = le16(data + 18);
        info->height = le16(data + 20);
        return TRUE;
    }
    int64_t height = (int32_t)le32(data + 22);
    info->width = le32(data + 18);
    info->height = (double)(height < 0 ? -height : height);
    return header >= 40;
}

/* Past a declaration, comment or document type with its internal subset. NULL
 * when it does not end. */
static const char *skip_prolog(const char *at, const char *end)
{
    static const struct {
        const char *open, *close;
    } parts[] = {{"<?", "?>"}, {"<!--", "-->"}};
    size_t left = (size_t)(end - at);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        size_t length = strlen(parts[i].open);
        if (left > length && memcmp(at, parts[i].open, length) == 0) {
            const char *found = memmem(at + length, left - length, parts[i].close, strlen(parts[i].close));
            return found ? found + strlen(parts[i].close) : NULL;
        }
    }
    if (left < 9 || g_ascii_strncasecmp(at, "<!DOCTYPE", 9) != 0)
        return NULL;
    gboolean subset = FALSE;
    for (; at < end; at++) {
        subset = *at == '[' || (subset && *at != ']');
        if (*at == '>' && !subset)
            return at + 1;
    }
    return NULL;
}

/* XML whose first element is svg, with or without a prefix. */
static gboolean is_svg(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size;
    if (size >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    for (;;) {
        while (at < end && g_ascii_isspace(*at))
            at++;
        if (end - at < 5 || *at != '<')
            return FALSE;
        if (at[1] != '?' && at[1] != '!')
            break;
        at = skip_prolog(at, end);
        if (!at)
            return FALSE;
    }
    const char *name = ++at;
    for (; at < end && !g_ascii_isspace(*at) && *at != '>' && *at != '/'; at++) {
        if (*at == ':')
            name = at + 1;
    }
    return at < end && at - name == 3 && memcmp(name, "svg", 3) == 0;
}

static hp_image_format sniff(const uint8_t *data, size_t size)
{
    if (size >= 8 && memcmp(data, "\x89PNG\r\n\x1a\n", 8) == 0)
        return HP_FORMAT_PNG;
    if (size >= 3 && memcmp(data, "\xff\xd8\xff", 3) == 0)
        return HP_FORMAT_JPEG;
    if (size >= 6 && (memcmp(data, "GIF87a", 6) == 0 || memcmp(data, "GIF89a", 6) == 0))
        return HP_FORMAT_GIF;
    if (size >= 12 && memcmp(data, "RIFF", 4) == 0 && memcmp(data + 8, "WEBP", 4) == 0)
        return HP_FORMAT_WEBP;
    if (size >= 18 && memcmp(data, "BM", 2) == 0 && le32(data + 14) >= 12 && le32(data + 14) <= 124)
        return HP_FORMAT_BMP;
    return is_svg(data, size) ? HP_FORMAT_SVG : HP_FORMAT_UNKNOWN;
}

gboolean hp_image_probe(const uint8_t *data, size_t size, hp_image_info *info)
{
    *info = (hp_image_info){.format = sniff(data, size), .orientation = 1};
    gboolean ok = FALSE;
    switch (info->format) {
    case HP_FORMAT_UNKNOWN: return FALSE;
    case HP_FORMAT_SVG: return TRUE;
    case HP_FORMAT_PNG: ok = probe_png(data, size, info); break;
    case HP_FORMAT_JPEG: ok = hp_jpeg_probe(data, size, info); break;
    case HP_FORMAT_GIF: ok = probe_gif(data, size, info); break;
    case HP_FORMAT_WEBP: ok = probe_webp(data, size, info); break;
    case HP_FORMAT_BMP: ok = probe_bmp(data, size, info); break;
    }
    return ok && info->width > 0 && info->height > 0;
}

const char *hp_format_name(hp_image_format format)
{
    static const char *const names[] = {"unknown", "PNG", "JPEG", "GIF", "WebP", "BMP", "SVG"};
    return names[format];
}
