#include "batch/protocol.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define STAMP "(xxxx)"

static gboolean send_all(int fd, const void *data, size_t size)
{
    const char *at = data;
    while (size) {
        ssize_t sent = send(fd, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return FALSE;
        at += sent;
        size -= (size_t)sent;
    }
    return TRUE;
}

gboolean hp_frame_send(int fd, GVariant *value)
{
    g_autoptr(GVariant) own = g_variant_ref_sink(value);
    gsize size = g_variant_get_size(own);
    guint32 length = (guint32)size;
    return size <= HP_FRAME_MAX && send_all(fd, &length, sizeof length) && send_all(fd, g_variant_get_data(own), size);
}

static gboolean receive_all(int fd, void *data, size_t size)
{
    char *at = data;
    while (size) {
        ssize_t got = read(fd, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return FALSE;
        at += got;
        size -= (size_t)got;
    }
    return TRUE;
}

/* Takes data, which GLib allocated (and so aligned for any value). */
static GVariant *value_new(void *data, size_t size)
{
    GVariant *value = g_variant_new_from_data(G_VARIANT_TYPE_VARDICT, data, size, FALSE, g_free, data);
    g_variant_ref_sink(value);
    if (g_variant_is_normal_form(value))
        return value;
    g_variant_unref(value);
    return NULL;
}

GVariant *hp_frame_receive(int fd)
{
    guint32 length;
    if (!receive_all(fd, &length, sizeof length) || length > HP_FRAME_MAX)
        return NULL;
    g_autofree char *data = g_malloc(MAX(length, 1));
    return receive_all(fd, data, length) ? value_new(g_steal_pointer(&data), length) : NULL;
}

GVariant *hp_frame_take(GByteArray *bytes, gboolean *broken)
{
    guint32 length;
    *broken = FALSE;
    if (bytes->len < sizeof length)
        return NULL;
    memcpy(&length, bytes->data, sizeof length);
    *broken = length > HP_FRAME_MAX;
    if (*broken || bytes->len - sizeof length < length)
        return NULL;
    GVariant *value = value_new(g_memdup2(bytes->data + sizeof length, MAX(length, 1)), length);
    g_byte_array_remove_range(bytes, 0, (guint)sizeof length + length);
    *broken = !value;
    return value;
}

GVariant *hp_stamp_to_variant(const hp_stamp *stamp)
{
    return g_variant_new(STAMP, stamp->size, stamp->inode, stamp->changed_ns, stamp->modified_ns);
}

hp_stamp hp_stamp_from_variant(GVariant *value)
{
    hp_stamp stamp = HP_STAMP_ABSENT;
    if (value && g_variant_is_of_type(value, G_VARIANT_TYPE(STAMP)))
        g_variant_get(value, STAMP, &stamp.size, &stamp.inode, &stamp.changed_ns, &stamp.modified_ns);
    return stamp;
}

GVariant *hp_reads_to_variant(const hp_reads *reads)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(ay" STAMP "s)"));
    for (size_t i = 0; i < hp_reads_count(reads); i++) {
        const hp_read *read = hp_reads_get(reads, i);
        g_variant_builder_add(&builder, "(^ay@" STAMP "s)", read->path, hp_stamp_to_variant(&read->stamp), read->hash);
    }
    return g_variant_builder_end(&builder);
}

static void read_clear(void *data)
{
    hp_read *read = data;
    g_free(read->path);
    g_free(read->hash);
}

GArray *hp_reads_from_variant(GVariant *value)
{
    GArray *reads = g_array_new(FALSE, FALSE, sizeof(hp_read));
    g_array_set_clear_func(reads, read_clear);
    if (!value || !g_variant_is_of_type(value, G_VARIANT_TYPE("a(ay" STAMP "s)")))
        return reads;
    GVariantIter iter;
    g_variant_iter_init(&iter, value);
    hp_read read;
    GVariant *stamp;
    while (g_variant_iter_next(&iter, "(^ay@" STAMP "s)", &read.path, &stamp, &read.hash)) {
        read.stamp = hp_stamp_from_variant(stamp);
        g_variant_unref(stamp);
        g_array_append_val(reads, read);
    }
    return reads;
}

GVariant *hp_diags_to_variant(const hp_diags *diags)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(usus)"));
    for (size_t i = 0; i < hp_diags_count(diags); i++) {
        const hp_diag *diag = hp_diags_get(diags, i);
        g_autofree char *message = g_utf8_make_valid(diag->message, -1);
        g_variant_builder_add(&builder, "(usus)", (guint32)diag->severity, diag->code, (guint32)diag->line, message);
    }
    return g_variant_builder_end(&builder);
}

hp_diags *hp_diags_from_variant(GVariant *value, const char *file)
{
    hp_diags *diags = hp_diags_new(file);
    if (!value || !g_variant_is_of_type(value, G_VARIANT_TYPE("a(usus)")))
        return diags;
    GVariantIter iter;
    g_variant_iter_init(&iter, value);
    guint32 severity, line;
    const char *code, *message;
    while (g_variant_iter_next(&iter, "(u&su&s)", &severity, &code, &line, &message))
        /* There are a few dozen codes, and diagnostics borrow them for good. */
        hp_diag_add(diags, (hp_severity)MIN(severity, HP_DIAG_ERROR), g_intern_string(code), line, "%s", message);
    return diags;
}

const char *hp_result_text(GVariant *value, const char *key)
{
    const char *text = NULL;
    return g_variant_lookup(value, key, "&s", &text) ? text : NULL;
}

guint64 hp_result_number(GVariant *value, const char *key)
{
    guint64 number = 0;
    g_variant_lookup(value, key, "t", &number);
    return number;
}
