/* data: URLs (RFC 2397). The media type they name counts for nothing: what the
 * bytes are is read from the bytes. */
#include "asset/asset-internal.h"

#include <string.h>

gboolean hp_is_data_url(const char *address)
{
    return g_ascii_strncasecmp(address, "data:", 5) == 0;
}

static gboolean is_base64(const char *parameters, const char *comma)
{
    const char *end = comma;
    while (end > parameters && g_ascii_isspace(end[-1]))
        end--;
    return end - parameters >= 7 && g_ascii_strncasecmp(end - 7, ";base64", 7) == 0;
}

GBytes *hp_data_url_decode(const char *address, size_t max_bytes, gboolean *too_large)
{
    *too_large = FALSE;
    const char *parameters = address + 5;
    const char *comma = strchr(parameters, ',');
    if (!comma)
        return NULL;
    size_t size = strlen(comma + 1);
    gboolean base64 = is_base64(parameters, comma);
    if (size / 4 > max_bytes) {
        *too_large = TRUE;
        return NULL;
    }
    g_autofree char *bytes = hp_percent_decode(comma + 1, size, &size);
    if (base64 && size) {
        /* Skips what is not of the alphabet: line ends and blanks are common. */
        gint state = 0;
        guint save = 0;
        size = g_base64_decode_step(bytes, size, (guchar *)bytes, &state, &save);
    }
    if (size > max_bytes) {
        *too_large = TRUE;
        return NULL;
    }
    bytes = g_realloc(bytes, MAX(size, 1)); /* base64 leaves a quarter unused */
    return g_bytes_new_take(g_steal_pointer(&bytes), size);
}
