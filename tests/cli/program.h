/*
 * Program: running handpress as people do, in a folder of its own.
 *
 * The environment names the program (HANDPRESS) and the sample deck
 * (SAMPLE_DIR). A folder starts empty and goes with everything in it.
 */
#pragma once

#include <glib.h>
#include <poppler.h>

typedef struct {
    char *path;
} folder;

folder *folder_new(void);
void folder_free(folder *f);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(folder, folder_free)

/* The path of a name in the folder. It lives as long as the test program. */
const char *folder_path(const folder *f, const char *name);
void folder_write(const folder *f, const char *name, const char *text);
char *folder_read(const folder *f, const char *name, size_t *length); /* NULL when it is not there */
gboolean folder_has(const folder *f, const char *name);

typedef struct {
    int status; /* exit status; -1: killed */
    char *out, *err;
    size_t out_length;
} outcome;

void outcome_free(outcome *o);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(outcome, outcome_free)

/* Runs handpress in the folder with these arguments, NULL-terminated. */
outcome *run_handpress(const folder *f, const char *first, ...) G_GNUC_NULL_TERMINATED;
/* The same with standard input, and with variables added ("NAME=value",
 * NULL-terminated; may be NULL). */
outcome *run_handpress_with(const folder *f, const char *input, const char *const *variables,
                            const char *const *arguments);

/* Poppler's types under names of our own, as not every poppler has autoptrs. */
typedef PopplerDocument pdf_document;
typedef PopplerPage pdf_page;
typedef PopplerDest pdf_dest;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(pdf_document, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(pdf_page, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(pdf_dest, poppler_dest_free)

/* Opens a PDF of the folder; the test fails when it is none. */
PopplerDocument *folder_pdf(const folder *f, const char *name);
/* The text of a page as a reader copies it; lines and blanks folded. */
char *pdf_text(PopplerDocument *pdf, int page);

/* A page as a reader shows it, on white. */
cairo_surface_t *pdf_render(PopplerDocument *pdf, int page, double dpi);
/* 0xRRGGBB */
unsigned surface_pixel(cairo_surface_t *surface, int x, int y);

/* Makes NAME.md of the text, exports it, and opens the PDF. */
PopplerDocument *pdf_of(const folder *f, const char *markdown);
