/*
 * Diagrams: a fenced block of graphviz, mermaid, abc … as the picture that its
 * program draws of it.
 *
 * graphviz is drawn by `dot` where that is installed. For every other language
 * somebody has to name a program; it reads the source from its standard input
 * and writes SVG or PNG. Programs run as base/program.h says: no shell, a time
 * limit, a limit of size. A source of graphviz that names files is refused, for
 * a deck must not read what its author could not.
 */
#pragma once

#include "base/diag.h"

/* Which program draws what. Never changes; any thread. */
typedef struct hp_diagram_programs hp_diagram_programs;

/* definitions: "NAME=COMMAND ARGUMENT…", quoted as for a shell; the last of a
 * name counts. NULL, and HP_ERROR_USAGE, when one cannot be read. */
hp_diagram_programs *hp_diagram_programs_new(const char *const *definitions, GError **error);
void hp_diagram_programs_free(hp_diagram_programs *programs); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_diagram_programs, hp_diagram_programs_free)

/* Whether a block in this language is a diagram: HedgeDoc says so, or there is a
 * program. programs may be NULL here and below. */
gboolean hp_diagram_is_kind(const hp_diagram_programs *programs, const char *kind);

/* The picture, SVG or what else the program wrote, not yet looked into. NULL
 * with a diagnostic: diagram-source (no program), diagram-refused (names a
 * file), diagram-failed. line: of the source. */
GBytes *hp_diagram_draw(const hp_diagram_programs *programs, const char *kind, const char *source, unsigned line,
                        hp_diags *diags);

/* What it shows, for people who do not see it: the title that the source gives,
 * or its first line. Free it. */
char *hp_diagram_title(const char *kind, const char *source);
