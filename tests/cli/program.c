#include "program.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/wait.h>

folder *folder_new(void)
{
    folder *f = g_new0(folder, 1);
    g_autoptr(GError) error = NULL;
    f->path = g_dir_make_tmp("handpress-XXXXXX", &error);
    g_assert_no_error(error);
    return f;
}

static void remove_all(const char *path)
{
    g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        remove_all(child);
    }
    g_remove(path);
}

void folder_free(folder *f)
{
    remove_all(f->path);
    g_free(f->path);
    g_free(f);
}

const char *folder_path(const folder *f, const char *name)
{
    g_autofree char *path = g_build_filename(f->path, name, NULL);
    return g_intern_string(path);
}

void folder_write(const folder *f, const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_file_set_contents(folder_path(f, name), text, -1, &error);
    g_assert_no_error(error);
}

char *folder_read(const folder *f, const char *name, size_t *length)
{
    char *data = NULL;
    return g_file_get_contents(folder_path(f, name), &data, length, NULL) ? data : NULL;
}

gboolean folder_has(const folder *f, const char *name)
{
    return g_file_test(folder_path(f, name), G_FILE_TEST_EXISTS);
}

void outcome_free(outcome *o)
{
    g_free(o->out);
    g_free(o->err);
    g_free(o);
}

static char *take_text(GBytes *bytes, size_t *length)
{
    size_t size = 0;
    const char *data = bytes ? g_bytes_get_data(bytes, &size) : "";
    char *text = g_malloc(size + 1);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    if (length)
        *length = size;
    return text;
}

outcome *run_handpress_with(const folder *f, const char *input, const char *const *variables,
                            const char *const *arguments)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_ptr_array_add(argv, (void *)g_getenv("HANDPRESS"));
    for (size_t i = 0; arguments[i]; i++)
        g_ptr_array_add(argv, (void *)arguments[i]);
    g_ptr_array_add(argv, NULL);

    g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
        G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
    g_subprocess_launcher_set_cwd(launcher, f->path);
    for (size_t i = 0; variables && variables[i]; i++) {
        g_auto(GStrv) pair = g_strsplit(variables[i], "=", 2);
        g_subprocess_launcher_setenv(launcher, pair[0], pair[1], TRUE);
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GSubprocess) process = g_subprocess_launcher_spawnv(launcher, (const char *const *)argv->pdata, &error);
    g_assert_no_error(error);
    g_autoptr(GBytes) in = g_bytes_new(input, input ? strlen(input) : 0), out = NULL, err = NULL;
    g_subprocess_communicate(process, in, NULL, &out, &err, NULL);

    outcome *o = g_new0(outcome, 1);
    o->status = g_subprocess_get_if_exited(process) ? g_subprocess_get_exit_status(process) : -1;
    o->out = take_text(out, &o->out_length);
    o->err = take_text(err, NULL);
    return o;
}

outcome *run_handpress(const folder *f, const char *first, ...)
{
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    va_list rest;
    va_start(rest, first);
    for (const char *at = first; at; at = va_arg(rest, const char *))
        g_ptr_array_add(arguments, (void *)at);
    va_end(rest);
    g_ptr_array_add(arguments, NULL);
    return run_handpress_with(f, NULL, NULL, (const char *const *)arguments->pdata);
}

PopplerDocument *folder_pdf(const folder *f, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *uri = g_filename_to_uri(folder_path(f, name), NULL, &error);
    g_assert_no_error(error);
    PopplerDocument *pdf = poppler_document_new_from_file(uri, NULL, &error);
    g_assert_no_error(error);
    return pdf;
}

char *pdf_text(PopplerDocument *pdf, int page)
{
    g_autoptr(pdf_page) its = poppler_document_get_page(pdf, page);
    g_assert_nonnull(its);
    g_autofree char *text = poppler_page_get_text(its);
    g_auto(GStrv) words = g_strsplit_set(text, " \n\t\f", -1);
    GString *folded = g_string_new(NULL);
    for (char **word = words; *word; word++)
        if (**word)
            g_string_append_printf(folded, "%s%s", folded->len ? " " : "", *word);
    return g_string_free(folded, FALSE);
}

cairo_surface_t *pdf_render(PopplerDocument *pdf, int page, double dpi)
{
    g_autoptr(pdf_page) its = poppler_document_get_page(pdf, page);
    double width, height;
    poppler_page_get_size(its, &width, &height);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)round(width * dpi / 72), (int)round(height * dpi / 72));
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, dpi / 72, dpi / 72);
    poppler_page_render(its, cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

unsigned surface_pixel(cairo_surface_t *surface, int x, int y)
{
    const unsigned char *row = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
    return ((const guint32 *)(const void *)row)[x] & 0xffffff;
}

PopplerDocument *pdf_of(const folder *f, const char *markdown)
{
    folder_write(f, "deck.md", markdown);
    g_autoptr(outcome) o = run_handpress(f, "--quiet", "deck.md", NULL);
    g_assert_cmpstr(o->err, ==, "");
    g_assert_cmpint(o->status, ==, 0);
    return folder_pdf(f, "deck.pdf");
}
