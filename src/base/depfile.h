/*
 * Depfile: what exports read, in the words of make and ninja.
 *
 *     out/a.pdf: a.md logo.png
 *
 *     a.md:
 *     logo.png:
 *
 * Files have rules without anything, so that make does not stop where one has
 * gone. Paths below the current folder are relative to it. Fonts that come with
 * the system, and the program, are not listed.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

/* One rule on a stream. Paths are absolute, or as make is to know them. */
void hp_depfile_rule(FILE *stream, const char *output, const char *const *files, size_t n_files);
