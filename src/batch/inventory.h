/*
 * Inventory: the pictures of an archive, as its decks name them and as its
 * folders hold them. Nothing is laid out, and no picture is read.
 */
#pragma once

#include <glib.h>

/* A deck names a picture. */
typedef struct {
    char *deck;    /* the file, as it can be opened */
    unsigned line; /* 0: the front matter */
    char *address; /* as the deck writes it */
    char *path;    /* where it is; NULL: it is missing */
} hp_inventory_use;

typedef struct {
    guint n_decks;
    GArray *uses;        /* hp_inventory_use, by deck and place */
    GPtrArray *unused;   /* char *: picture files that no deck names, sorted */
    GPtrArray *troubles; /* char *: what could not be read, a sentence each */
} hp_inventory;

/* folders: NULL-terminated; asset_dirs as for an export. Hidden files and
 * folders are left out, links to folders not followed. */
hp_inventory *hp_inventory_new(const char *const *folders, const char *const *asset_dirs);
void hp_inventory_free(hp_inventory *inventory); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_inventory, hp_inventory_free)
