/*
 * From an address to an open file.
 *
 * The policy is asked twice: about the path as it is written, before the disk is
 * touched (so that a deck cannot find out which files exist), and about the real
 * path, with every symbolic link resolved. The real path is then opened step by
 * step without following links: what is opened is what was asked about.
 */
#include "asset/asset-internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct hp_folders {
    char *base;        /* real; NULL: none */
    GPtrArray *assets; /* char *, real */
    GPtrArray *roots;  /* char *, real: what a real path must be in */
    GPtrArray *names;  /* char *, real or as given: what a written path must be in */
    char *description;
    hp_reads *reads; /* borrowed, or NULL */
};

/* Adds a folder to what is allowed. Returns its real path, borrowed; NULL when
 * it is not there. */
static const char *allow(hp_folders *folders, const char *dir)
{
    char *real = realpath(*dir ? dir : ".", NULL);
    if (!real)
        return NULL;
    g_ptr_array_add(folders->names, g_canonicalize_filename(*dir ? dir : ".", NULL));
    g_ptr_array_add(folders->names, g_strdup(real));
    char *copy = g_strdup(real);
    free(real);
    g_ptr_array_add(folders->roots, copy);
    return copy;
}

static char *describe(const hp_asset_policy *policy)
{
    gboolean some = policy->asset_dirs && policy->asset_dirs[0];
    g_autofree char *list = some ? g_strjoinv(", ", (char **)policy->asset_dirs) : NULL;
    g_autofree char *shown = some ? g_filename_display_name(list) : NULL;
    if (policy->base_dir)
        return some ? g_strdup_printf("beside the deck and in %s", shown) : g_strdup("beside the deck");
    return some ? g_strdup_printf("in %s", shown) : g_strdup("nowhere, no folder was given");
}

hp_folders *hp_folders_new(const hp_asset_policy *policy)
{
    hp_folders *folders = g_new0(hp_folders, 1);
    folders->assets = g_ptr_array_new_with_free_func(g_free);
    folders->roots = g_ptr_array_new_with_free_func(g_free);
    folders->names = g_ptr_array_new_with_free_func(g_free);
    folders->description = describe(policy);
    folders->reads = policy->reads;
    if (policy->base_dir)
        folders->base = g_strdup(allow(folders, policy->base_dir));
    for (const char *const *dir = policy->asset_dirs; dir && *dir; dir++) {
        const char *real = allow(folders, *dir);
        if (real)
            g_ptr_array_add(folders->assets, g_strdup(real));
    }
    for (const char *const *dir = policy->allow_dirs; dir && *dir; dir++)
        allow(folders, *dir);
    return folders;
}

void hp_folders_free(hp_folders *folders)
{
    if (!folders)
        return;
    g_free(folders->base);
    g_free(folders->description);
    g_ptr_array_unref(folders->assets);
    g_ptr_array_unref(folders->roots);
    g_ptr_array_unref(folders->names);
    g_free(folders);
}

const char *hp_folders_describe(const hp_folders *folders)
{
    return folders->description;
}

char *hp_percent_decode(const char *text, size_t size, size_t *length)
{
    char *out = g_malloc(size + 1);
    size_t used = 0;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '%' && i + 2 < size && g_ascii_isxdigit(text[i + 1]) && g_ascii_isxdigit(text[i + 2])) {
            out[used++] = (char)(g_ascii_xdigit_value(text[i + 1]) * 16 + g_ascii_xdigit_value(text[i + 2]));
            i += 2;
        } else {
            out[used++] = text[i];
        }
    }
    out[used] = '\0';
    if (length)
        *length = used;
    return out;
}

static gboolean is_inside(const GPtrArray *dirs, const char *path)
{
    for (guint i = 0; i < dirs->len; i++) {
        const char *dir = dirs->pdata[i];
        size_t length = strlen(dir);
        if (strncmp(path, dir, length) == 0 && (path[length] == '/' || length == 1))
            return TRUE;
    }
    return FALSE;
}

/* Opens a path that has no links in it; ELOOP when that has changed. A pipe or
 * device is not even opened. */
static hp_resolve_status open_real(const char *path, int *fd)
{
    int dir = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    const char *name = path + 1;
    for (const char *slash; dir >= 0 && (slash = strchr(name, '/')); name = slash + 1) {
        g_autofree char *step = g_strndup(name, (gsize)(slash - name));
        int next = openat(dir, step, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int number = errno;
        close(dir);
        errno = number;
        dir = next;
    }
    if (dir < 0)
        return HP_RESOLVE_UNREADABLE;
    struct stat st;
    hp_resolve_status status = HP_RESOLVE_UNREADABLE;
    *fd = -1;
    if (!*name || (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(st.st_mode)))
        status = HP_RESOLVE_NOT_REGULAR;
    else if ((*fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)) >= 0)
        status = fstat(*fd, &st) == 0 && S_ISREG(st.st_mode) ? HP_RESOLVE_OK : HP_RESOLVE_NOT_REGULAR;
    int number = errno;
    if (status != HP_RESOLVE_OK && *fd >= 0) {
        close(*fd);
        *fd = -1;
    }
    close(dir);
    errno = number;
    return status;
}

/* Tries one absolute path; a better result than the one so far replaces it. */
static void try_path(const hp_folders *folders, const char *written, hp_resolved *result)
{
    if (result->status == HP_RESOLVE_OK)
        return;
    g_autofree char *path = g_canonicalize_filename(written, "/");
    hp_resolve_status status = HP_RESOLVE_OUTSIDE;
    int number = 0;
    g_autofree char *real = NULL;
    if (is_inside(folders->names, path)) {
        char *found = realpath(path, NULL);
        number = errno;
        real = g_strdup(found);
        free(found);
        if (!real)
            status = number == EACCES ? HP_RESOLVE_UNREADABLE : HP_RESOLVE_MISSING;
        else if (is_inside(folders->roots, real)) {
            status = open_real(real, &result->fd);
            number = errno;
        }
    }
    if (status == HP_RESOLVE_OK) {
        result->path = g_steal_pointer(&real);
        result->written = g_steal_pointer(&path);
    } else if (status == HP_RESOLVE_MISSING) {
        hp_reads_add_absent(folders->reads, path);
    } else {
        hp_reads_add_unread(folders->reads, path);
    }
    /* Why a file that exists was not taken says more than that others do not. */
    if (status == HP_RESOLVE_OK || status > result->status)
        result->status = status;
    if (status == HP_RESOLVE_UNREADABLE)
        result->number = number;
}

static void try_in_folders(const hp_folders *folders, const char *relative, hp_resolved *result)
{
    if (folders->base) {
        g_autofree char *path = g_build_filename(folders->base, relative, NULL);
        try_path(folders, path, result);
    }
    for (guint i = 0; i < folders->assets->len; i++) {
        g_autofree char *path = g_build_filename(folders->assets->pdata[i], relative, NULL);
        try_path(folders, path, result);
    }
}

char *hp_server_file_name(const char *path, size_t size)
{
    size_t start = size;
    while (start && path[start - 1] != '/')
        start--;
    size_t length;
    g_autofree char *name = hp_percent_decode(path + start, size - start, &length);
    if (!length || length != strlen(name) || strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return NULL;
    return g_steal_pointer(&name);
}

/* The length of "scheme:" at the start (RFC 3986 §3.1), or 0. */
static size_t scheme_length(const char *address)
{
    size_t i = 0;
    while (g_ascii_isalnum(address[i]) || (i && address[i] && strchr("+-.", address[i])))
        i++;
    return i && g_ascii_isalpha(address[0]) && address[i] == ':' ? i + 1 : 0;
}

static void open_on_server(const hp_folders *folders, const char *path, size_t size, hp_resolved *result)
{
    g_autofree char *name = hp_server_file_name(path, size);
    if (!name)
        result->status = HP_RESOLVE_BAD_ADDRESS;
    else
        try_in_folders(folders, name, result);
}

static void open_local(const hp_folders *folders, const char *path, size_t size, hp_resolved *result)
{
    size_t length;
    g_autofree char *decoded = hp_percent_decode(path, size, &length);
    if (length != strlen(decoded)) {
        result->status = HP_RESOLVE_BAD_ADDRESS;
    } else if (*decoded == '/') {
        try_path(folders, decoded, result);
        /* HedgeDoc writes its uploads as /uploads/NAME: a path on its server. */
        g_autofree char *name = hp_server_file_name(path, size);
        if (name)
            try_in_folders(folders, name, result);
    } else if (*decoded) {
        try_in_folders(folders, decoded, result);
    }
}

hp_resolved hp_folders_open(const hp_folders *folders, const char *address)
{
    hp_resolved result = {HP_RESOLVE_MISSING, -1, NULL, NULL, 0};
    size_t scheme = scheme_length(address);
    const char *rest = address + scheme;
    size_t size = strcspn(rest, "?#");
    gboolean has_host = rest[0] == '/' && rest[1] == '/';
    size_t host = has_host ? 2 + strcspn(rest + 2, "/?#") : 0;
    gboolean is_http = g_ascii_strncasecmp(address, "http:", 5) == 0 || g_ascii_strncasecmp(address, "https:", 6) == 0;
    if (has_host && (!scheme || is_http))
        open_on_server(folders, rest + host, size - host, &result);
    else if (!scheme)
        open_local(folders, rest, size, &result);
    else if (g_ascii_strncasecmp(address, "file:", 5) == 0 && rest[host] == '/' &&
             (host <= 2 || (host == 11 && g_ascii_strncasecmp(rest, "//localhost", 11) == 0)))
        open_local(folders, rest + host, size - host, &result);
    else
        result.status = HP_RESOLVE_BAD_ADDRESS;
    return result;
}
