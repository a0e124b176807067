/*
 * Report: the run as JSON on stdout.
 *
 *     {"files": [{"input", "output", "pages", "bytes", "diagnostics":
 *         [{"severity", "code", "file", "line", "message"}]}]}
 *
 * A file that failed has null for output, pages and bytes. Several outputs of
 * one input are in "outputs" as well, and "output" is the first.
 */
#pragma once

#include "base/diag.h"

typedef struct report report;

report *report_new(void);
void report_free(report *r); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report, report_free)

/* output NULL: the file failed. */
void report_add(report *r, const char *input, const char *output, size_t pages, size_t bytes, const hp_diags *diags);
/* NULL-terminated, not empty; bytes: their sum. */
void report_add_several(report *r, const char *input, char *const *outputs, size_t pages, size_t bytes,
                        const hp_diags *diags);
void report_print(report *r);
