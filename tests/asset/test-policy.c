/* Where a picture may come from (asset/resolve.c), seen through the store. */
#include "samples.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOST "https://input.example.org"

/* Loads an address and compares: a path below root, or a diagnostic's code. */
static void assert_load(hp_test_folders *f, const char *address, const char *expected)
{
    size_t before = hp_diags_count(f->diags);
    const hp_image *image = hp_assets_load(f->store, address, 7);
    g_autofree char *real_root = g_canonicalize_filename(f->root, NULL);
    const char *got = image ? hp_image_path(image) + strlen(real_root) + 1
                            : hp_diags_get(f->diags, hp_diags_count(f->diags) - 1)->code;
    if (strcmp(got, expected) != 0)
        g_error("%s: expected %s, got %s", address, expected, got);
    g_assert_cmpuint(hp_diags_count(f->diags) - before, ==, image ? 0 : 1);
}

static void add_samples(const hp_test_folders *f)
{
    static const char *const names[] = {"deck/a.png",    "deck/sub/b.png", "deck/with blank.png", "deck/100%.png",
                                        "deck/ü.png",    "assets/c.png",   "assets/a.png",        "assets/sub/d.png",
                                        "allowed/e.png", "secret/s.png",   "deckside.png",        "deck/x;y,z.png"};
    g_autoptr(GBytes) png = sample_png(2, 2, FALSE);
    for (int i = 0; i < 2; i++) {
        g_autofree char *sub = g_build_filename(i ? f->assets : f->deck, "sub", NULL);
        g_mkdir(sub, 0700);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        folders_add_bytes(f, names[i], png);
}

/* A relative path, percent-decoded, beside the deck and then in the asset
 * folders; query and fragment do not count. */
static void test_relative(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    add_samples(f);
    assert_load(f, "a.png", "deck/a.png");
    assert_load(f, "./a.png", "deck/a.png");
    assert_load(f, "sub/../a.png", "deck/a.png");
    assert_load(f, "sub/b.png?v=2#top", "deck/sub/b.png");
    assert_load(f, "with%20blank.png", "deck/with blank.png");
    assert_load(f, "with blank.png", "deck/with blank.png");
    assert_load(f, "100%.png", "deck/100%.png");
    assert_load(f, "%C3%BC.png", "deck/ü.png");
    assert_load(f, "x;y,z.png", "deck/x;y,z.png");
    assert_load(f, "c.png", "assets/c.png");
    assert_load(f, "sub/d.png", "assets/sub/d.png");
    assert_load(f, "nothing.png", "image-missing");
    assert_load(f, "a.png/b.png", "image-missing");
    assert_load(f, "", "image-missing");
    assert_load(f, "?x", "image-missing");
}

/* Of a server's address only the name counts, wherever it pretends to lie. */
static void test_server(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    add_samples(f);
    assert_load(f, HOST "/uploads/a.png", "deck/a.png");
    assert_load(f, HOST "/deep/er/c.png?width=3", "assets/c.png");
    assert_load(f, "HTTP://host/a.png", "deck/a.png");
    assert_load(f, "//host/uploads/a.png", "deck/a.png");
    assert_load(f, "/uploads/a.png", "deck/a.png");
    assert_load(f, HOST "/with%20blank.png", "deck/with blank.png");
    assert_load(f, HOST "/sub/b.png", "image-missing");
    assert_load(f, HOST "/uploads/none.png", "image-missing");
    static const char *const refused[] = {HOST,
                                          HOST "/",
                                          HOST "/uploads/",
                                          HOST "/uploads/..",
                                          HOST "/uploads/.",
                                          HOST "/%2e%2e",
                                          HOST "/..%2fsecret%2fs.png",
                                          HOST "/sub%2Fb.png",
                                          HOST "/a.png%00.svg",
                                          "//host",
                                          "//host/%2e%2e%2fdeckside.png"};
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
        assert_load(f, refused[i], "image-refused");
}

/* Nothing outside the folders, however it is written, and whether or not a file
 * is there. */
static void test_outside(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    add_samples(f);
    g_autofree char *absolute = g_build_filename(f->secret, "s.png", NULL);
    g_autofree char *url = g_strconcat("file://", absolute, NULL);
    const char *const refused[] = {"../secret/s.png",
                                   "%2e%2e/secret/s.png",
                                   "%2e%2e%2fsecret%2fs.png",
                                   "sub/../../secret/s.png",
                                   "../deckside.png",
                                   "../../../../../../../../etc/hostname",
                                   "../none.png",
                                   absolute,
                                   url,
                                   "file:///etc/hostname",
                                   "file://elsewhere/etc/hostname",
                                   "file:a.png",
                                   "a.png%00",
                                   "/etc/hostname",
                                   "/proc/self/environ",
                                   "/dev/zero",
                                   "ftp://host/a.png",
                                   "blob:a.png",
                                   "javascript:alert(1)"};
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
        assert_load(f, refused[i], "image-refused");
}

/* Absolute paths and file: URLs, below what --allow-dir names. */
static void test_allowed(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    add_samples(f);
    g_autofree char *absolute = g_build_filename(f->allowed, "e.png", NULL);
    g_autofree char *url = g_strconcat("file://", absolute, NULL);
    g_autofree char *local = g_strconcat("file://localhost", absolute, "#x", NULL);
    g_autofree char *around = g_build_filename(f->allowed, "..", "secret", "s.png", NULL);
    assert_load(f, absolute, "allowed/e.png");
    assert_load(f, url, "allowed/e.png");
    assert_load(f, local, "allowed/e.png");
    assert_load(f, around, "image-refused");
    assert_load(f, "../allowed/e.png", "allowed/e.png");
    assert_load(f, "e.png", "image-missing");
}

/* Symbolic links are followed first; what they lead to is judged. */
static void test_links(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    add_samples(f);
    const struct {
        const char *target, *name, *expected;
    } links[] = {{"../secret/s.png", "out.png", "image-refused"}, {"../secret", "folder", NULL},
                 {"../assets/c.png", "fine.png", "assets/c.png"}, {"sub/b.png", "inside.png", "deck/sub/b.png"},
                 {"none.png", "dangling.png", "image-missing"},   {"loop.png", "loop.png", "image-missing"},
                 {"/dev/zero", "device.png", "image-refused"}};
    for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
        g_autofree char *path = g_build_filename(f->deck, links[i].name, NULL);
        g_assert_cmpint(symlink(links[i].target, path), ==, 0);
        if (links[i].expected)
            assert_load(f, links[i].name, links[i].expected);
    }
    assert_load(f, "folder/s.png", "image-refused");
    assert_load(f, "folder/../a.png", "deck/a.png");
}

/* A deck's folder may itself be reached through a link. */
static void test_linked_deck_folder(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    add_samples(f);
    g_autofree char *link = g_build_filename(f->root, "link", NULL);
    g_assert_cmpint(symlink("deck", link), ==, 0);
    hp_asset_policy policy = {.base_dir = link};
    g_autoptr(hp_assets) store = hp_assets_new(&policy, f->diags);
    g_autofree char *through = g_build_filename(link, "a.png", NULL);
    g_assert_nonnull(hp_assets_load(store, "a.png", 1));
    g_assert_true(hp_assets_load(store, "a.png", 1) == hp_assets_load(store, through, 1));
    g_assert_null(hp_assets_load(store, "../deckside.png", 1));
}

/* Only regular files are opened: a pipe would wait for ever. */
static void test_not_regular(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *fifo = g_build_filename(f->deck, "fifo.png", NULL);
    g_autofree char *folder = g_build_filename(f->deck, "folder.png", NULL);
    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    assert_load(f, "fifo.png", "image-refused");
    assert_load(f, "folder.png", "image-refused");
    assert_load(f, ".", "image-refused");
}

/* From standard input there is no folder of the deck. */
static void test_no_base(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    add_samples(f);
    const char *dirs[] = {f->assets, NULL};
    hp_asset_policy policy = {.asset_dirs = dirs}, nothing = {0};
    g_autoptr(hp_assets) store = hp_assets_new(&policy, f->diags);
    g_assert_nonnull(hp_assets_load(store, "c.png", 1));
    g_assert_null(hp_assets_load(store, "with blank.png", 2));
    g_autoptr(hp_assets) empty = hp_assets_new(&nothing, f->diags);
    g_assert_null(hp_assets_load(empty, "c.png", 3));
    g_autofree char *text = diags_text(f->diags);
    g_autofree char *expected = g_strdup_printf("2 image-missing picture with blank.png not found (looked in %s)\n"
                                                "3 image-missing picture c.png not found (looked nowhere, no folder "
                                                "was given)\n",
                                                f->assets);
    g_assert_cmpstr(text, ==, expected);
}

/* One picture for a file, however it is called; one diagnostic for an address,
 * however often it is asked for. */
static void test_once(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    add_samples(f);
    const hp_image *image = hp_assets_load(f->store, "a.png", 1);
    g_assert_nonnull(image);
    g_assert_true(hp_assets_load(f->store, HOST "/a.png", 2) == image);
    g_assert_true(hp_assets_load(f->store, "sub/../a.png", 3) == image);
    g_assert_true(hp_assets_load(f->store, "c.png", 4) != image);
    for (unsigned line = 5; line < 10; line++)
        g_assert_null(hp_assets_load(f->store, HOST "/none.png", line));
    g_autofree char *text = diags_text(f->diags);
    g_autofree char *expected = g_strdup_printf(
        "5 image-missing picture " HOST "/none.png not found (looked beside the deck and in %s)\n", f->assets);
    g_assert_cmpstr(text, ==, expected);
}

/* Messages stay one short line of valid text. */
static void test_message(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *name = g_strnfill(9000, 'x');
    memcpy(name, "a\n\xff", 3);
    g_assert_null(hp_assets_load(f->store, name, 1));
    const char *message = hp_diags_get(f->diags, 0)->message;
    g_assert_true(g_utf8_validate(message, -1, NULL));
    g_assert_null(strchr(message, '\n'));
    g_assert_cmpuint(strlen(message), <, 400);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(path, function) g_test_add(path, hp_test_folders, NULL, folders_set_up, function, folders_tear_down)
    ADD("/policy/relative", test_relative);
    ADD("/policy/server", test_server);
    ADD("/policy/outside", test_outside);
    ADD("/policy/allowed", test_allowed);
    ADD("/policy/links", test_links);
    ADD("/policy/linked-deck-folder", test_linked_deck_folder);
    ADD("/policy/not-regular", test_not_regular);
    ADD("/policy/no-base", test_no_base);
    ADD("/policy/once", test_once);
    ADD("/policy/message", test_message);
    return g_test_run();
}
