/* Frames between a run and its workers: whole, in pieces, and broken. */
#include "batch/protocol.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static GVariant *sample(void)
{
    GVariantDict dict;
    g_variant_dict_init(&dict, NULL);
    g_variant_dict_insert(&dict, "pages", "t", (guint64)12);
    g_variant_dict_insert(&dict, "title", "s", "T");
    return g_variant_dict_end(&dict);
}

static void test_through_a_socket(void)
{
    int ends[2];
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
    g_assert_true(hp_frame_send(ends[0], sample()));
    g_autoptr(GVariant) got = hp_frame_receive(ends[1]);
    g_assert_cmpuint(hp_result_number(got, "pages"), ==, 12);
    g_assert_cmpstr(hp_result_text(got, "title"), ==, "T");
    g_assert_null(hp_result_text(got, "pages"));
    g_assert_null(hp_result_text(got, "absent"));
    close(ends[0]);
    g_assert_null(hp_frame_receive(ends[1]));
    close(ends[1]);
    /* Nobody listens: no signal, no success. */
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
    close(ends[1]);
    g_assert_false(hp_frame_send(ends[0], sample()));
    close(ends[0]);
}

/* The bytes of two frames, which come one by one. */
static void test_in_pieces(void)
{
    int ends[2];
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
    g_assert_true(hp_frame_send(ends[0], sample()) && hp_frame_send(ends[0], sample()));
    close(ends[0]);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    unsigned frames = 0;
    guint8 byte;
    while (read(ends[1], &byte, 1) == 1) {
        gboolean broken;
        g_byte_array_append(bytes, &byte, 1);
        g_autoptr(GVariant) frame = hp_frame_take(bytes, &broken);
        g_assert_false(broken);
        frames += frame != NULL;
    }
    g_assert_cmpuint(frames, ==, 2);
    g_assert_cmpuint(bytes->len, ==, 0);
    close(ends[1]);
}

static void test_broken(void)
{
    gboolean broken;
    guint32 huge = HP_FRAME_MAX + 1;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)&huge, sizeof huge);
    g_assert_null(hp_frame_take(bytes, &broken));
    g_assert_true(broken);

    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (int round = 0; round < 2000; round++) {
        guint32 length = (guint32)g_rand_int_range(random, 0, 64);
        g_byte_array_set_size(bytes, 0);
        g_byte_array_append(bytes, (const guint8 *)&length, sizeof length);
        for (guint32 i = 0; i < length; i++) {
            guint8 byte = (guint8)g_rand_int_range(random, 0, 256);
            g_byte_array_append(bytes, &byte, 1);
        }
        g_autoptr(GVariant) frame = hp_frame_take(bytes, &broken);
        g_assert_true(broken == !frame);
        if (frame)
            g_assert_cmpuint(hp_result_number(frame, "pages"), ==, 0);
    }
}

static void test_reads_and_diagnostics(void)
{
    g_autoptr(hp_reads) reads = hp_reads_new();
    hp_reads_add_absent(reads, "/nonexistent/gr\xfcn.png");
    g_autoptr(GVariant) listed = g_variant_ref_sink(hp_reads_to_variant(reads));
    g_autoptr(GArray) back = hp_reads_from_variant(listed);
    g_assert_cmpuint(back->len, ==, 1);
    g_assert_cmpstr(g_array_index(back, hp_read, 0).path, ==, "/nonexistent/gr\xfcn.png");
    g_assert_cmpint(g_array_index(back, hp_read, 0).stamp.size, ==, HP_STAMP_ABSENT.size);

    g_autoptr(hp_diags) diags = hp_diags_new("a.md");
    hp_diag_warning(diags, "image-missing", 7, "picture %s", "\xff");
    g_autoptr(GVariant) told = g_variant_ref_sink(hp_diags_to_variant(diags));
    g_autoptr(hp_diags) again = hp_diags_from_variant(told, "a.md");
    g_assert_cmpuint(hp_diags_count(again), ==, 1);
    g_assert_cmpstr(hp_diags_get(again, 0)->code, ==, "image-missing");
    g_assert_cmpuint(hp_diags_get(again, 0)->line, ==, 7);
    g_autoptr(hp_diags) none = hp_diags_from_variant(NULL, "a.md");
    g_assert_cmpuint(hp_diags_count(none), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/protocol/socket", test_through_a_socket);
    g_test_add_func("/protocol/pieces", test_in_pieces);
    g_test_add_func("/protocol/broken", test_broken);
    g_test_add_func("/protocol/reads-and-diagnostics", test_reads_and_diagnostics);
    return g_test_run();
}
