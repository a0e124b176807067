/*
 * Reading finished files back, with poppler and qpdf: other people's eyes.
 */
#pragma once

#include "fragment-builder.h"
#include "pdf/pdf.h"

#include <poppler.h>

/* Names of our own: only newer popplers have cleanups for theirs. */
typedef PopplerDocument hp_test_document;
typedef PopplerPage hp_test_page;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_test_document, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_test_page, g_object_unref)

/* Pages to a checked PDF; metadata NULL: none. Also fails when qpdf finds a
 * fault in the file. */
GBytes *hp_test_pdf(hp_builder *builder, const hp_pdf_metadata *metadata, hp_page *const *pages, size_t n_pages);
PopplerDocument *hp_test_open(GBytes *file);
/* What qpdf --check does: reads every object and unpacks every stream. Fails when
 * it finds a fault. */
void hp_test_check(GBytes *file);

/* The structure tree: one element a line, two blanks deeper per level, content
 * in quotes. */
char *hp_test_structure(PopplerDocument *document);
/* The file as qpdf shows it with --qdf: every object in plain text. */
char *hp_test_plain(GBytes *file);
/* A page's content stream, unpacked. */
char *hp_test_content(GBytes *file, unsigned page);
