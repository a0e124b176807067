#include "sheet/qr.h"

#include <qrencode.h>

/* Modules of white around a code (§6.3.8). */
#define QUIET 4

/* One rectangle per run of dark modules in a row. */
static void rows_append(GString *path, const QRcode *code)
{
    for (int y = 0; y < code->width; y++) {
        const unsigned char *row = code->data + y * code->width;
        for (int x = 0; x < code->width; x++) {
            int start = x;
            while (x < code->width && row[x] & 1)
                x++;
            if (x > start)
                g_string_append_printf(path, "M%d %dh%dv1h-%dz", start + QUIET, y + QUIET, x - start, x - start);
        }
    }
}

const char *hp_qr_make(hp_arena *arena, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return NULL;
    int side = code->width + 2 * QUIET;
    g_autoptr(GString) svg = g_string_new(NULL);
    g_string_append_printf(svg,
                           "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                           "viewBox=\"0 0 %d %d\"><path d=\"",
                           side, side, side, side);
    rows_append(svg, code);
    g_string_append(svg, "\"/></svg>");
    QRcode_free(code);
    g_autofree char *encoded = g_base64_encode((const guchar *)svg->str, svg->len);
    return hp_arena_printf(arena, "data:image/svg+xml;base64,%s", encoded);
}
