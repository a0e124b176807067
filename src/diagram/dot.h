/*
 * DOT: what must be known of a graph before graphviz reads it. Private to
 * diagram/.
 */
#pragma once

#include <glib.h>

/* The first thing in the source that makes graphviz open a file, for a message:
 * "the attribute image", "<IMG> in a label". NULL: nothing does. Free it. */
char *dot_find_file(const char *source);

/* The label of the whole graph; NULL when it has none. Free it. */
char *dot_graph_label(const char *source);
