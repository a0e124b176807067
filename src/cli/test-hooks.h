/*
 * Test hooks: decks that do to a worker what no deck should. Compiled only into the
 * program that the fault tests run, never into handpress.
 *
 *     <!-- hook: crash -->     ends the process by a signal
 *     <!-- hook: loop -->      never comes to an end
 *     <!-- hook: memory -->    takes a lot of memory, then waits
 *     <!-- hook: slow -->      takes a fifth of a second longer
 *     <!-- hook: last -->      ends the process as soon as it has answered
 */
#pragma once

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static gboolean hook_is_in(const char *text, size_t length, const char *name)
{
    g_autofree char *comment = g_strdup_printf("<!-- hook: %s -->", name);
    return memmem(text, length, comment, strlen(comment)) != NULL;
}

/* Whether the deck in hand is the process's last. */
static gboolean test_hook_is_last;

static void test_hooks_run(const char *text, size_t length)
{
    if (hook_is_in(text, length, "crash"))
        abort();
    while (hook_is_in(text, length, "loop"))
        ;
    if (hook_is_in(text, length, "memory")) {
        size_t size = (size_t)400 << 20;
        char *memory = g_malloc(size);
        memset(memory, 1, size);
        sleep(60);
        g_free(memory);
    }
    if (hook_is_in(text, length, "slow"))
        g_usleep(200000);
    test_hook_is_last = hook_is_in(text, length, "last");
}
