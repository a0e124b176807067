/*
 * Finished files in one: numbers, keys and names that no longer clash, and files
 * that are not what they should be.
 */
#include "pdf-reader.h"

#include "pdf/join.h"

#include <stdlib.h>
#include <string.h>

/* A file of a page with a heading, and a note. */
static GBytes *file_make(hp_builder *b, const char *words)
{
    static const hp_pdf_metadata german = {.title = "Part", .lang = "de"};
    hp_style *style = hp_builder_style(b, HP_DISPLAY_BLOCK);
    hp_meaning *heading = hp_builder_meaning(b, HP_ROLE_HEADING, NULL);
    hp_meaning *note = hp_builder_meaning(b, HP_ROLE_NOTE, NULL);
    hp_fragment *root = hp_builder_box(b, style, heading, (hp_rect){0, 0, 400, 300});

    heading->level = 1;
    heading->text = words;
    hp_builder_add(b, root, hp_builder_text(b, style, heading, 10, 40, words));
    hp_builder_add(b, root, hp_builder_text(b, style, note, 10, 200, "A note"));
    hp_page *page = hp_builder_page(b, root, 400, 300);
    return hp_test_pdf(b, &german, &page, 1);
}

/* A join that is being written to memory. */
typedef struct {
    char *bytes;
    size_t length;
    FILE *stream;
    hp_pdf_join *join;
} joining;

static void joining_begin(joining *j)
{
    *j = (joining){0};
    j->stream = open_memstream(&j->bytes, &j->length);
    j->join = hp_pdf_join_new(j->stream);
}

static GBytes *joining_end(joining *j)
{
    hp_pdf_join_free(j->join);
    fclose(j->stream);
    GBytes *file = g_bytes_new(j->bytes, j->length);
    free(j->bytes);
    return file;
}

static GBytes *join_all(GBytes *const *files, size_t n_files, GBytes *front)
{
    g_autoptr(GError) error = NULL;
    joining j;
    size_t n_pages = 0;

    joining_begin(&j);
    for (size_t i = 0; i < n_files; i++) {
        hp_pdf_join_add(j.join, files[i], "A part", &n_pages, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(n_pages, ==, 1);
    }
    hp_pdf_join_finish(j.join, front, "Front", &n_pages, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(n_pages, ==, n_files + 1);
    return joining_end(&j);
}

static unsigned count(const char *text, const char *word)
{
    unsigned found = 0;

    for (const char *at = text; (at = strstr(at, word)); at++)
        found++;
    return found;
}

/* ISO 32000-1 §14.7.2, §14.7.4.4: names and keys are each there once, whatever the
 * files said. */
static void test_parts(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    g_autoptr(GBytes) one = file_make(b, "One"), two = file_make(b, "Two"), front = file_make(b, "Front");
    GBytes *const files[] = {one, two, one};
    g_autoptr(GBytes) joined = join_all(files, G_N_ELEMENTS(files), front);
    hp_test_check(joined);
    g_autoptr(hp_test_document) document = hp_test_open(joined);
    g_autofree char *structure = hp_test_structure(document), *plain = hp_test_plain(joined);
    static const char *const words[] = {"\"Front\"", "\"One\"", "\"Two\"", "\"One\""};
    const char *at = structure;
    g_test_message("%s", structure);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        at = strstr(at, words[i]);
        g_assert_nonnull(at);
    }
    g_assert_cmpuint(count(plain, "/S /Part"), ==, 3);
    g_assert_cmpuint(count(plain, "/Lang (de)"), ==, 5);
    g_assert_cmpuint(count(plain, "/StructParents 3"), ==, 1);
    g_assert_cmpuint(count(plain, "/ID (000002-note-"), ==, 1);
    g_autoptr(hp_test_page) first = poppler_document_get_page(document, 0);
    g_autofree char *label = poppler_page_get_label(first);
    g_assert_cmpstr(label, ==, "i");
}

/* What several files have is stored once: the second time there are only the
 * page and its tags. */
static void test_streams_once(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    g_autoptr(GBytes) one = file_make(b, "One"), front = file_make(b, "Front");
    GBytes *const files[] = {one, one, one, one, one, one, one, one};
    g_autoptr(GBytes) once = join_all(files, 1, front), often = join_all(files, G_N_ELEMENTS(files), front);
    g_autofree char *plain = hp_test_plain(often);
    g_assert_cmpuint(count(plain, "/Length1"), ==, 2);
    g_assert_cmpuint(g_bytes_get_size(often), <, g_bytes_get_size(once) + g_bytes_get_size(one));
}

/* Whatever byte is another one, or missing: an error or a file, and nothing is read
 * that is not there. */
static void test_damage(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    g_autoptr(GBytes) one = file_make(b, "One");
    gsize length;
    const guchar *bytes = g_bytes_get_data(one, &length);
    unsigned refused = 0;

    for (gsize i = 0; i < 1600; i++) {
        /* Most of what is read as structure is at the end. */
        gsize at = i < 800 ? length - 1 - i % length : i * 7919 % length;
        g_autofree guchar *copy = g_memdup2(bytes, length);
        copy[at] ^= (guchar)(1 << i % 8);
        g_autoptr(GBytes) damaged = g_bytes_new(copy, i % 5 ? length : at);
        g_autoptr(GError) error = NULL;
        joining j;
        size_t n_pages;

        joining_begin(&j);
        refused += !hp_pdf_join_add(j.join, damaged, "A part", &n_pages, &error);
        g_bytes_unref(joining_end(&j));
    }
    g_assert_cmpuint(refused, >, 400);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/join/parts", test_parts);
    g_test_add_func("/join/streams-once", test_streams_once);
    g_test_add_func("/join/damage", test_damage);
    return g_test_run();
}
