/* The store: addresses to pictures, each read once, with one diagnostic for
 * each address that gives none. */
#include "asset/asset-internal.h"

#include "base/error.h"
#include "base/file.h"

#include <string.h>
#include <unistd.h>

#define DEFAULT_MAX_BYTES ((size_t)256 << 20)
#define DEFAULT_MAX_PIXELS 100e6
/* Decoded pixels kept at a time; past it the oldest are decoded anew when they
 * are drawn again. */
#define KEPT_PIXELS (128e6)
#define NAME_SHOWN 80 /* characters of an address in a message */

struct hp_assets {
    hp_folders *folders;
    hp_diags *diags;
    hp_fetcher *fetcher; /* borrowed; NULL: none */
    char *base_url;      /* NULL: none */
    hp_reads *reads;     /* borrowed, or NULL */
    size_t max_bytes;
    double max_pixels;
    GHashTable *by_address; /* char * ─► hp_image *, NULL for those that gave none */
    GHashTable *by_id;      /* hp_image.id ─► hp_image *, owned */
    GQueue decoded;         /* hp_image * with pixels, oldest first */
    double decoded_pixels;
};

static void image_free(gpointer pointer)
{
    hp_image *image = pointer;
    g_clear_pointer(&image->cache->pixels, cairo_surface_destroy);
    g_clear_pointer(&image->cache->pass_through, cairo_surface_destroy);
    g_clear_pointer(&image->cache->recording, cairo_surface_destroy);
    hp_image_data_free(image->cache->stored);
    g_free(image->cache);
    hp_svg_free(image->svg);
    g_clear_pointer(&image->bytes, g_bytes_unref);
    g_free(image->path);
    g_free(image->name);
    g_free(image->id);
    g_free(image);
}

hp_assets *hp_assets_new(const hp_asset_policy *policy, hp_diags *diags)
{
    hp_assets *assets = g_new0(hp_assets, 1);
    assets->folders = hp_folders_new(policy);
    assets->diags = diags;
    assets->fetcher = policy->fetcher;
    assets->base_url = g_strdup(policy->base_url);
    assets->reads = policy->reads;
    assets->max_bytes = policy->max_bytes ? policy->max_bytes : DEFAULT_MAX_BYTES;
    assets->max_pixels = policy->max_pixels > 0 ? policy->max_pixels : DEFAULT_MAX_PIXELS;
    assets->by_address = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    assets->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, image_free);
    g_queue_init(&assets->decoded);
    return assets;
}

void hp_assets_free(hp_assets *assets)
{
    if (!assets)
        return;
    g_queue_clear(&assets->decoded);
    g_hash_table_unref(assets->by_address);
    g_hash_table_unref(assets->by_id);
    hp_folders_free(assets->folders);
    g_free(assets->base_url);
    g_free(assets);
}

double hp_assets_max_pixels(const hp_assets *assets)
{
    return assets->max_pixels;
}

static double pixels_count(const hp_image *image)
{
    cairo_surface_t *pixels = image->cache->pixels;
    return (double)cairo_image_surface_get_width(pixels) * cairo_image_surface_get_height(pixels);
}

void hp_assets_drop_pixels(hp_assets *assets, const hp_image *image)
{
    assets->decoded_pixels -= pixels_count(image);
    g_queue_remove(&assets->decoded, image);
    g_clear_pointer(&image->cache->pixels, cairo_surface_destroy);
}

void hp_assets_keep_pixels(hp_assets *assets, const hp_image *image)
{
    g_queue_push_tail(&assets->decoded, (gpointer)image);
    assets->decoded_pixels += pixels_count(image);
    while (assets->decoded_pixels > KEPT_PIXELS && assets->decoded.length > 1)
        hp_assets_drop_pixels(assets, g_queue_peek_head(&assets->decoded));
}

/* An address as people can read it: one line, not too long. */
static char *name_for_people(const char *address)
{
    if (hp_is_data_url(address))
        return g_strdup("data:…");
    g_autofree char *start = g_strndup(address, (gsize)NAME_SHOWN * 4);
    g_autofree char *valid = g_utf8_make_valid(start, -1);
    gboolean cut = g_utf8_strlen(valid, -1) > NAME_SHOWN;
    g_autofree char *name = g_utf8_substring(valid, 0, cut ? NAME_SHOWN : -1);
    for (char *c = name; *c; c++) {
        if (g_ascii_iscntrl(*c))
            *c = ' ';
    }
    return g_strconcat(*name ? name : "without an address", cut ? "…" : "", NULL);
}

/* "it does: not work." from a library, as the end of our sentence. */
static char *reason_for_people(const char *reason)
{
    g_autofree char *valid = g_utf8_make_valid(reason ? reason : "its content cannot be read", -1);
    char *line = g_strndup(valid, strcspn(valid, "\r\n"));
    for (size_t length = strlen(line); length && (line[length - 1] == '.' || line[length - 1] == ' '); length--)
        line[length - 1] = '\0';
    return line;
}

void hp_image_report_broken(const hp_image *image, const char *reason)
{
    g_autofree char *end = reason_for_people(reason);
    image->cache->broken = TRUE;
    hp_diag_warning(image->assets->diags, "image-unreadable", image->line, "picture %s is broken: %s", image->name,
                    end);
}

/* What a picture is given to be made from. */
typedef struct {
    hp_assets *assets;
    const char *name; /* for messages */
    unsigned line;
    const char *path; /* NULL: data: */
    const char *id;
    GBytes *bytes;
} origin;

/* FALSE and a diagnostic when the header says that it cannot be shown. */
static gboolean check_info(const origin *from, gboolean known, const hp_image_info *info)
{
    hp_diags *diags = from->assets->diags;
    if (!g_bytes_get_size(from->bytes))
        hp_diag_warning(diags, "image-unreadable", from->line, "picture %s is empty", from->name);
    else if (info->format == HP_FORMAT_UNKNOWN)
        hp_diag_warning(diags, "image-unreadable", from->line, "picture %s is not PNG, JPEG, GIF, WebP, BMP or SVG",
                        from->name);
    else if (!known)
        hp_diag_warning(diags, "image-unreadable", from->line, "picture %s is a %s with a broken header", from->name,
                        hp_format_name(info->format));
    else if (info->width * info->height > from->assets->max_pixels)
        hp_diag_warning(diags, "image-too-large", from->line,
                        "picture %s has %.0f × %.0f pixels, more than the %.0f allowed", from->name, info->width,
                        info->height, from->assets->max_pixels);
    else if (MAX(info->width, info->height) > HP_IMAGE_SIDE_MAX)
        hp_diag_warning(diags, "image-too-large", from->line, "picture %s has %.0f × %.0f pixels, a side may have %d",
                        from->name, info->width, info->height, HP_IMAGE_SIDE_MAX);
    else
        return TRUE;
    return FALSE;
}

static gboolean load_svg(const origin *from, hp_image *image)
{
    g_autoptr(GError) error = NULL;
    image->svg = hp_svg_new(from->bytes, &image->width, &image->height, &error);
    if (!image->svg) {
        hp_image_report_broken(image, error->message);
        return FALSE;
    }
    /* librsvg has its own copy. */
    g_clear_pointer(&image->bytes, g_bytes_unref);
    return TRUE;
}

static hp_image *image_new(const origin *from)
{
    size_t size;
    const uint8_t *data = g_bytes_get_data(from->bytes, &size);
    hp_image_info info;
    gboolean known = hp_image_probe(data, size, &info);
    if (!check_info(from, known, &info))
        return NULL;
    hp_image *image = g_new0(hp_image, 1);
    image->cache = g_new0(hp_image_cache, 1);
    image->assets = from->assets;
    image->path = g_strdup(from->path);
    image->name = g_strdup(from->name);
    image->id = g_strdup(from->id);
    image->line = from->line;
    image->bytes = g_bytes_ref(from->bytes);
    image->info = info;
    gboolean turned = info.orientation >= 5;
    image->width = turned ? info.height : info.width;
    image->height = turned ? info.width : info.height;
    if (info.format == HP_FORMAT_SVG && !load_svg(from, image)) {
        image_free(image);
        return NULL;
    }
    g_hash_table_insert(from->assets->by_id, image->id, image);
    return image;
}

static void report_too_large(hp_assets *assets, const char *name, unsigned line)
{
    g_autofree char *limit = g_format_size_full(assets->max_bytes, G_FORMAT_SIZE_IEC_UNITS);
    hp_diag_warning(assets->diags, "image-too-large", line, "picture %s is larger than %s", name, limit);
}

static void report_unresolved(hp_assets *assets, const hp_resolved *resolved, const char *name, unsigned line)
{
    switch (resolved->status) {
    case HP_RESOLVE_OK: break;
    case HP_RESOLVE_MISSING:
        hp_diag_warning(assets->diags, "image-missing", line, "picture %s not found (looked %s)", name,
                        hp_folders_describe(assets->folders));
        break;
    case HP_RESOLVE_UNREADABLE:
        hp_diag_warning(assets->diags, "image-unreadable", line, "cannot read picture %s: %s", name,
                        g_strerror(resolved->number));
        break;
    case HP_RESOLVE_NOT_REGULAR:
        hp_diag_warning(assets->diags, "image-refused", line, "picture %s is not a regular file", name);
        break;
    case HP_RESOLVE_OUTSIDE:
        hp_diag_warning(assets->diags, "image-refused", line, "picture %s is outside the allowed folders", name);
        break;
    case HP_RESOLVE_BAD_ADDRESS:
        hp_diag_warning(assets->diags, "image-refused", line, "picture %s has an address that names no file", name);
        break;
    }
}

/* The address on the web that a deck means; NULL when it means none. */
static char *web_address(const hp_assets *assets, const char *address)
{
    if (hp_is_data_url(address))
        return NULL;
    g_autofree char *whole =
        assets->base_url ? g_uri_resolve_relative(assets->base_url, address, G_URI_FLAGS_ENCODED, NULL) : NULL;
    const char *url = whole ? whole : address;
    return hp_is_web_address(url) ? g_strndup(url, strcspn(url, "#")) : NULL;
}

static hp_image *load_web(hp_assets *assets, const char *url, const char *name, unsigned line)
{
    g_autofree char *path = NULL;
    const char *old;
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = hp_fetcher_get(assets->fetcher, HP_FETCH_PICTURE, url, &path, &old, &error);
    if (!bytes) {
        hp_diag_warning(assets->diags, "image-fetch-failed", line, "picture %s: %s", name, error->message);
        return NULL;
    }
    if (old)
        hp_diag_note(assets->diags, "image-fetch-failed", line, "picture %s is one fetched earlier: %s", name, old);
    hp_reads_add_file(assets->reads, path, assets->max_bytes);
    g_autofree char *id = g_strconcat("web:", path, NULL);
    hp_image *image = g_hash_table_lookup(assets->by_id, id);
    return image ? image : image_new(&(origin){assets, name, line, path, id, bytes});
}

/* Whether the net may have what the disk has not. */
static gboolean is_elsewhere(const hp_assets *assets, hp_resolve_status status)
{
    /* On the web, /uploads/NAME is no file of this machine. */
    gboolean of_server = assets->base_url && status == HP_RESOLVE_OUTSIDE;
    return status == HP_RESOLVE_MISSING || status == HP_RESOLVE_BAD_ADDRESS || of_server;
}

static GBytes *read_and_note(const hp_assets *assets, const hp_resolved *resolved, const char *name, size_t max_bytes,
                             GError **error)
{
    GBytes *bytes = hp_file_read_fd(resolved->fd, name, max_bytes, error);
    if (bytes)
        hp_reads_add_content(assets->reads, resolved->written, resolved->fd, bytes);
    else
        hp_reads_add_unread(assets->reads, resolved->written);
    return bytes;
}

static hp_image *load_file(hp_assets *assets, const char *address, const char *name, unsigned line)
{
    hp_resolved resolved = hp_folders_open(assets->folders, address);
    g_autofree char *url =
        assets->fetcher && is_elsewhere(assets, resolved.status) ? web_address(assets, address) : NULL;
    if (url)
        return load_web(assets, url, name, line);
    if (resolved.status != HP_RESOLVE_OK) {
        report_unresolved(assets, &resolved, name, line);
        return NULL;
    }
    g_autofree char *path = resolved.path, *written = resolved.written;
    g_autofree char *id = g_strconcat("file:", path, NULL);
    hp_image *image = g_hash_table_lookup(assets->by_id, id);
    if (!image) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes = read_and_note(assets, &resolved, name, assets->max_bytes, &error);
        if (bytes)
            image = image_new(&(origin){assets, name, line, path, id, bytes});
        else if (g_error_matches(error, HP_ERROR, HP_ERROR_LIMIT))
            report_too_large(assets, name, line);
        else
            hp_diag_warning(assets->diags, "image-unreadable", line, "%s", error->message);
    } else {
        hp_reads_add_file(assets->reads, written, assets->max_bytes);
    }
    close(resolved.fd);
    return image;
}

static hp_image *load_data(hp_assets *assets, const char *address, unsigned line)
{
    static const char name[] = "data:…";
    gboolean too_large;
    g_autoptr(GBytes) bytes = hp_data_url_decode(address, assets->max_bytes, &too_large);
    if (too_large) {
        report_too_large(assets, name, line);
        return NULL;
    }
    if (!bytes) {
        hp_diag_warning(assets->diags, "image-unreadable", line, "picture %s has no comma before its content", name);
        return NULL;
    }
    g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    g_autofree char *id = g_strconcat("data:", sum, NULL);
    hp_image *image = g_hash_table_lookup(assets->by_id, id);
    return image ? image : image_new(&(origin){assets, name, line, NULL, id, bytes});
}

/* Addresses that hold a whole picture are remembered by their sum. */
static char *address_key(const char *address)
{
    return hp_is_data_url(address) ? g_compute_checksum_for_string(G_CHECKSUM_SHA256, address, -1) : g_strdup(address);
}

const hp_image *hp_assets_load(hp_assets *assets, const char *address, unsigned line)
{
    g_autofree char *key = address_key(address);
    gpointer known;
    if (g_hash_table_lookup_extended(assets->by_address, key, NULL, &known))
        return known;
    g_autofree char *name = name_for_people(address);
    hp_image *image =
        hp_is_data_url(address) ? load_data(assets, address, line) : load_file(assets, address, name, line);
    g_hash_table_insert(assets->by_address, g_steal_pointer(&key), image);
    return image;
}

void hp_assets_prepare(hp_assets *assets, const char *const *addresses)
{
    g_autoptr(GPtrArray) urls = g_ptr_array_new_with_free_func(g_free);
    for (; assets->fetcher && *addresses; addresses++) {
        g_autofree char *url = web_address(assets, *addresses);
        g_autofree char *file = url ? hp_assets_locate(assets, *addresses) : NULL;
        if (url && !file)
            g_ptr_array_add(urls, g_steal_pointer(&url));
    }
    if (!urls->len)
        return;
    g_ptr_array_add(urls, NULL);
    hp_fetcher_prepare(assets->fetcher, HP_FETCH_PICTURE, (const char *const *)urls->pdata);
}

char *hp_assets_locate(const hp_assets *assets, const char *address)
{
    if (hp_is_data_url(address))
        return NULL;
    hp_resolved resolved = hp_folders_open(assets->folders, address);
    if (resolved.fd >= 0)
        close(resolved.fd);
    g_free(resolved.written);
    return resolved.path;
}

char *hp_asset_file_name(const char *address)
{
    return hp_server_file_name(address, strcspn(address, "?#"));
}

gboolean hp_asset_is_picture(GBytes *bytes)
{
    size_t size;
    const uint8_t *data = g_bytes_get_data(bytes, &size);
    hp_image_info info;
    return hp_image_probe(data, size, &info);
}

gboolean hp_assets_has_file(const hp_assets *assets, const char *path)
{
    g_autofree char *id = g_strconcat("file:", path, NULL);
    return g_hash_table_contains(assets->by_id, id);
}

static char *reason_unresolved(const hp_assets *assets, const hp_resolved *resolved)
{
    switch (resolved->status) {
    case HP_RESOLVE_MISSING:
        return g_strdup_printf("it is not found (looked %s)", hp_folders_describe(assets->folders));
    case HP_RESOLVE_UNREADABLE: return g_strdup_printf("it cannot be read: %s", g_strerror(resolved->number));
    case HP_RESOLVE_NOT_REGULAR: return g_strdup("it is not a regular file");
    case HP_RESOLVE_OUTSIDE: return g_strdup("it is outside the allowed folders");
    default: return g_strdup("its address names no file");
    }
}

static GBytes *read_file(hp_assets *assets, const char *address, size_t max_bytes, char **reason)
{
    hp_resolved resolved = hp_folders_open(assets->folders, address);
    if (resolved.status != HP_RESOLVE_OK) {
        *reason = reason_unresolved(assets, &resolved);
        return NULL;
    }
    g_autoptr(GError) error = NULL;
    GBytes *bytes = read_and_note(assets, &resolved, "it", max_bytes, &error);
    if (!bytes)
        *reason = reason_for_people(error->message);
    close(resolved.fd);
    g_free(resolved.path);
    g_free(resolved.written);
    return bytes;
}

GBytes *hp_assets_read(hp_assets *assets, const char *address, size_t max_bytes, char **reason)
{
    gboolean too_large;
    if (!hp_is_data_url(address))
        return read_file(assets, address, max_bytes, reason);
    GBytes *bytes = hp_data_url_decode(address, max_bytes, &too_large);
    if (!bytes)
        *reason = g_strdup(too_large ? "it is too large" : "it has no comma before its content");
    return bytes;
}

double hp_image_width(const hp_image *image)
{
    return image->width;
}

double hp_image_height(const hp_image *image)
{
    return image->height;
}

const char *hp_image_path(const hp_image *image)
{
    return image->path;
}

gboolean hp_image_is_svg(const hp_image *image)
{
    return image->svg != NULL;
}
