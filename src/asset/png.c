/* PNG files (ISO/IEC 15948) whose compressed rows a PDF can hold: PDF's
 * predictors are PNG's filters (ISO 32000-1 §7.4.4.4), so nothing needs decoding.
 * Where there is alpha, it has to stand apart; as filters look at one channel
 * alone, filtered rows can be parted as they are. */
#include "asset/asset-internal.h"

#include "asset/samples.h"
#include "base/error.h"

#include <libdeflate.h>
#include <string.h>

enum { GRAY = 0, RGB = 2, PALETTE = 3, GRAY_ALPHA = 4, RGB_ALPHA = 6 };

typedef struct {
    int width, height, bits, type;
    gboolean interlaced;
    GBytes *palette, *transparency, *rows; /* NULL: no such chunk */
} png;

/* Where a chunk's data is in the file. */
typedef struct {
    size_t start, length;
} piece;

static void png_clear(png *p)
{
    g_clear_pointer(&p->palette, g_bytes_unref);
    g_clear_pointer(&p->transparency, g_bytes_unref);
    g_clear_pointer(&p->rows, g_bytes_unref);
}

static uint32_t be32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The next chunk with a right checksum (§5.3). at moves behind it. */
static gboolean chunk_next(const uint8_t *data, size_t size, size_t *at, const uint8_t **type, size_t *length)
{
    if (size - *at < 12)
        return FALSE;
    *length = be32(data + *at);
    *type = data + *at + 4;
    if (*length > size - *at - 12 || libdeflate_crc32(0, *type, *length + 4) != be32(*type + 4 + *length))
        return FALSE;
    *at += *length + 12;
    return TRUE;
}

/* The data of all IDAT chunks in a row; one alone is not copied. */
static GBytes *join(GBytes *file, const GArray *pieces)
{
    const piece *first = &g_array_index(pieces, piece, 0);
    if (pieces->len == 1)
        return g_bytes_new_from_bytes(file, first->start, first->length);
    const uint8_t *data = g_bytes_get_data(file, NULL);
    GByteArray *rows = g_byte_array_new();
    for (guint i = 0; i < pieces->len; i++) {
        const piece *part = &g_array_index(pieces, piece, i);
        g_byte_array_append(rows, data + part->start, (guint)part->length);
    }
    return g_byte_array_free_to_bytes(rows);
}

static gboolean header_read(png *p, const uint8_t *body, size_t length)
{
    if (length != 13 || body[10] != 0 || body[11] != 0)
        return FALSE;
    *p = (png){.width = (int)be32(body), .height = (int)be32(body + 4), .bits = body[8], .type = body[9]};
    p->interlaced = body[12] != 0;
    return p->width > 0 && p->height > 0;
}

/* All chunks up to IEND. FALSE when one is broken or missing. */
static gboolean png_open(png *p, GBytes *file)
{
    size_t size, at = 8, length;
    const uint8_t *data = g_bytes_get_data(file, &size), *type;
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(piece));
    *p = (png){0};
    if (size < 8 || !chunk_next(data, size, &at, &type, &length) || memcmp(type, "IHDR", 4) != 0 ||
        !header_read(p, type + 4, length))
        return FALSE;
    while (chunk_next(data, size, &at, &type, &length)) {
        size_t start = (size_t)(type + 4 - data);
        if (memcmp(type, "IEND", 4) == 0) {
            p->rows = pieces->len > 0 ? join(file, pieces) : NULL;
            return p->rows != NULL;
        }
        if (memcmp(type, "IDAT", 4) == 0)
            g_array_append_val(pieces, ((piece){start, length}));
        else if (memcmp(type, "PLTE", 4) == 0 && !p->palette)
            p->palette = g_bytes_new_from_bytes(file, start, length);
        else if (memcmp(type, "tRNS", 4) == 0 && !p->transparency)
            p->transparency = g_bytes_new_from_bytes(file, start, length);
    }
    return FALSE;
}

gboolean hp_png_is_whole(GBytes *file)
{
    png p;
    gboolean whole = png_open(&p, file);
    png_clear(&p);
    return whole;
}

/* Parts rows of colour and alpha, filters and all. */
static void rows_part(const guchar *from, const png *p, int channels, guchar *colors, guchar *alpha)
{
    for (int y = 0; y < p->height; y++) {
        *colors++ = *alpha++ = *from++;
        for (int x = 0; x < p->width; x++) {
            for (int c = 0; c < channels; c++)
                *colors++ = *from++;
            *alpha++ = *from++;
        }
    }
}

static gboolean is_opaque(const guchar *filtered_alpha, size_t rows, size_t stride)
{
    g_autofree guchar *alpha = g_memdup2(filtered_alpha, rows * (stride + 1));
    if (!hp_samples_unfilter(alpha, rows, stride, 1))
        return FALSE;
    for (size_t y = 0; y < rows; y++)
        for (size_t x = 1; x <= stride; x++)
            if (alpha[y * (stride + 1) + x] != 255)
                return FALSE;
    return TRUE;
}

static gboolean part_alpha(const png *p, hp_image_data *data)
{
    size_t rows = (size_t)p->height, width = (size_t)p->width;
    int channels = p->type == RGB_ALPHA ? 3 : 1;
    size_t color_size = rows * (1 + width * (size_t)channels), alpha_size = rows * (1 + width);
    g_autofree guchar *bytes = hp_samples_inflate(p->rows, color_size + alpha_size - rows);
    if (!bytes)
        return FALSE;
    g_autofree guchar *colors = g_malloc(color_size), *alpha = g_malloc(alpha_size);
    rows_part(bytes, p, channels, colors, alpha);
    data->channels = channels;
    data->pixels = hp_samples_deflate(colors, color_size, FALSE);
    if (!is_opaque(alpha, rows, width))
        data->alpha = hp_samples_deflate(alpha, alpha_size, FALSE);
    return TRUE;
}

/* The alpha of a palette's entries, pixel by pixel (§11.3.2.1). */
static gboolean palette_alpha(const png *p, hp_image_data *data)
{
    size_t rows = (size_t)p->height, stride = hp_samples_stride(p->width, 1, p->bits), n_entries;
    const guchar *entries = g_bytes_get_data(p->transparency, &n_entries);
    g_autofree guchar *bytes = hp_samples_inflate(p->rows, rows * (stride + 1));
    if (!bytes || !hp_samples_unfilter(bytes, rows, stride, 1))
        return FALSE;
    g_autofree guchar *alpha = g_malloc(rows * (size_t)p->width);
    guchar *to = alpha;
    for (size_t y = 0; y < rows; y++) {
        const guchar *row = bytes + y * (stride + 1) + 1;
        for (int x = 0; x < p->width; x++) {
            int bit = x * p->bits;
            unsigned index = (unsigned)(row[bit / 8] >> (8 - p->bits - bit % 8)) & ((1u << p->bits) - 1);
            *to++ = index < n_entries ? entries[index] : 255;
        }
    }
    data->alpha = hp_samples_pack(alpha, rows, (size_t)p->width, 1, FALSE);
    return TRUE;
}

static gboolean palette_fill(const png *p, hp_image_data *data)
{
    size_t length = p->palette ? g_bytes_get_size(p->palette) : 0;
    if (length == 0 || length % 3 != 0 || length > (size_t)3 << p->bits)
        return FALSE;
    data->channels = 1;
    data->palette = g_bytes_ref(p->palette);
    return !p->transparency || palette_alpha(p, data);
}

/* One colour that is transparent (§11.3.2.1) is PDF's colour key (§8.9.6.4). */
static gboolean key_fill(const png *p, hp_image_data *data)
{
    size_t length;
    const uint8_t *key = p->transparency ? g_bytes_get_data(p->transparency, &length) : NULL;
    data->channels = p->type == RGB ? 3 : 1;
    data->has_key = key != NULL;
    if (!key)
        return TRUE;
    if (length != (size_t)data->channels * 2)
        return FALSE;
    for (int c = 0; c < data->channels; c++) {
        data->key[c] = (unsigned short)(key[c * 2] << 8 | key[c * 2 + 1]);
        if (data->key[c] >> p->bits)
            return FALSE;
    }
    return TRUE;
}

static gboolean data_fill(const png *p, hp_image_data *data)
{
    gboolean few_bits = p->bits == 1 || p->bits == 2 || p->bits == 4;
    if (p->interlaced || (p->bits != 8 && !(few_bits && (p->type == GRAY || p->type == PALETTE))))
        return FALSE;
    data->width = p->width;
    data->height = p->height;
    data->bits = p->bits;
    switch (p->type) {
    case GRAY_ALPHA:
    case RGB_ALPHA: return part_alpha(p, data);
    case PALETTE: data->pixels = g_bytes_ref(p->rows); return palette_fill(p, data);
    case GRAY:
    case RGB: data->pixels = g_bytes_ref(p->rows); return key_fill(p, data);
    default: return FALSE;
    }
}

hp_image_data *hp_png_data(GBytes *file)
{
    g_autoptr(hp_image_data) data = g_new0(hp_image_data, 1);
    png p;
    gboolean ok = png_open(&p, file) && data_fill(&p, data);
    png_clear(&p);
    return ok ? g_steal_pointer(&data) : NULL;
}
