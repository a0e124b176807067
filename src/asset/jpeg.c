/* The header of a JPEG (ITU-T T.81 Annex B), its EXIF orientation, and whether
 * a PDF reader would show the same as we. */
#include "asset/asset-internal.h"

#include <string.h>

enum { SOI = 0xd8, EOI = 0xd9, SOS = 0xda, APP0 = 0xe0, APP1 = 0xe1, APP14 = 0xee, TEM = 0x01, RST0 = 0xd0 };

typedef struct {
    int frame; /* SOFn; 0: none yet */
    int precision, components;
    char ids[3]; /* of the first components */
    gboolean jfif, adobe;
} header;

static unsigned be16(const uint8_t *p)
{
    return (unsigned)p[0] << 8 | p[1];
}

static unsigned exif16(const uint8_t *p, gboolean little)
{
    return little ? (unsigned)p[1] << 8 | p[0] : be16(p);
}

static uint32_t exif32(const uint8_t *p, gboolean little)
{
    return little ? (uint32_t)exif16(p + 2, TRUE) << 16 | exif16(p, TRUE) : (uint32_t)be16(p) << 16 | be16(p + 2);
}

/* Exif 2.32 §4.5, §4.6: tag 0x0112 (SHORT) in the first directory of the TIFF
 * structure. 1 when there is none or it is none of the eight. */
static int exif_orientation(const uint8_t *tiff, size_t size)
{
    if (size < 8 || (memcmp(tiff, "II*\0", 4) != 0 && memcmp(tiff, "MM\0*", 4) != 0))
        return 1;
    gboolean little = tiff[0] == 'I';
    size_t at = exif32(tiff + 4, little);
    if (at > size - 2)
        return 1;
    unsigned count = exif16(tiff + at, little);
    at += 2;
    for (unsigned i = 0; i < count && at + 12 <= size; i++, at += 12) {
        if (exif16(tiff + at, little) != 0x0112)
            continue;
        unsigned value = exif16(tiff + at + 8, little);
        return exif16(tiff + at + 2, little) == 3 && value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

static gboolean is_frame(int marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* One marker segment without its length. */
static void read_segment(int marker, const uint8_t *body, size_t size, header *h, hp_image_info *info)
{
    if (is_frame(marker) && !h->frame && size >= 6) {
        h->frame = marker;
        h->precision = body[0];
        info->height = be16(body + 1);
        info->width = be16(body + 3);
        h->components = body[5];
        for (int i = 0; i < 3 && 6 + (size_t)i * 3 < size; i++)
            h->ids[i] = (char)body[6 + i * 3];
    } else if (marker == APP0 && size >= 5 && memcmp(body, "JFIF", 5) == 0) {
        h->jfif = TRUE;
    } else if (marker == APP14 && size >= 5 && memcmp(body, "Adobe", 5) == 0) {
        h->adobe = TRUE;
    } else if (marker == APP1 && size > 6 && memcmp(body, "Exif\0\0", 6) == 0) {
        info->orientation = exif_orientation(body + 6, size - 6);
    }
}

/* A file cut off in the middle looks different in every reader. */
static gboolean has_end(const uint8_t *data, size_t size)
{
    static const uint8_t end[] = {0xff, EOI};
    return memmem(data, size, end, sizeof end) != NULL;
}

/* ISO 32000-1 §7.4.8: DCTDecode reads baseline, extended and progressive frames.
 * CMYK is left out because readers differ about inverted inks, plain RGB
 * without Adobe's marker because they take it for YCbCr. */
static gboolean can_pass_through(const header *h)
{
    gboolean rgb = h->components == 3 && memcmp(h->ids, "RGB", 3) == 0 && !h->adobe && !h->jfif;
    return h->frame >= 0xc0 && h->frame <= 0xc2 && h->precision == 8 && (h->components == 1 || h->components == 3) &&
           !rgb;
}

gboolean hp_jpeg_probe(const uint8_t *data, size_t size, hp_image_info *info)
{
    header h = {0};
    size_t at = 2;
    while (at + 4 <= size) {
        if (data[at] != 0xff)
            return FALSE;
        int marker = data[at + 1];
        if (marker == 0xff) { /* fill byte */
            at++;
            continue;
        }
        if (marker == TEM || (marker >= RST0 && marker <= SOI)) {
            at += 2;
            continue;
        }
        size_t length = be16(data + at + 2);
        if (marker == EOI || length < 2 || length > size - at - 2)
            return FALSE;
        if (marker == SOS) {
            info->channels = h.components;
            info->pass_through = can_pass_through(&h) && has_end(data + at, size - at);
            return h.frame != 0;
        }
        read_segment(marker, data + at + 4, length - 2, &h, info);
        at += 2 + length;
    }
    return FALSE;
}
