/*
 * Grid values as text, for --dump=style and tests.
 */
#include "css/grid.h"
#include "css/properties.h"

static void print_breadth(GString *out, const hp_track_breadth *breadth)
{
    switch (breadth->kind) {
    case HP_TRACK_LENGTH: hp_print_length(out, breadth->length, ""); return;
    case HP_TRACK_FLEX:
        hp_print_number(out, (double)breadth->flex);
        g_string_append(out, "fr");
        return;
    case HP_TRACK_AUTO: g_string_append(out, "auto"); return;
    case HP_TRACK_MIN_CONTENT: g_string_append(out, "min-content"); return;
    case HP_TRACK_MAX_CONTENT: g_string_append(out, "max-content"); return;
    }
}

static gboolean breadth_equal(const hp_track_breadth *a, const hp_track_breadth *b)
{
    return a->kind == b->kind && a->length.px == b->length.px && a->length.percent == b->length.percent;
}

static void print_size(GString *out, const hp_track_size *size)
{
    if (size->fits) {
        g_string_append(out, "fit-content(");
        hp_print_length(out, size->limit, "");
        g_string_append_c(out, ')');
    } else if (breadth_equal(&size->min, &size->max) ||
               (size->max.kind == HP_TRACK_FLEX && size->min.kind == HP_TRACK_AUTO)) {
        print_breadth(out, &size->max);
    } else {
        g_string_append(out, "minmax(");
        print_breadth(out, &size->min);
        g_string_append(out, ", ");
        print_breadth(out, &size->max);
        g_string_append_c(out, ')');
    }
}

static void blank(GString *out, size_t start)
{
    if (out->len > start)
        g_string_append_c(out, ' ');
}

static void print_part(GString *out, const hp_track_part *part)
{
    size_t start = out->len;
    unsigned name = 0;
    for (unsigned line = 0; line <= part->n_sizes; line++) {
        gboolean open = FALSE;
        for (; name < part->n_names && part->names[name].line <= line; name++) {
            if (!open)
                blank(out, start);
            g_string_append_c(out, open ? ' ' : '[');
            g_string_append(out, part->names[name].name);
            open = TRUE;
        }
        if (open)
            g_string_append_c(out, ']');
        if (line < part->n_sizes) {
            blank(out, start);
            print_size(out, &part->sizes[line]);
        }
    }
}

void hp_print_track_list(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const hp_track_list *list = *(const hp_track_list *const *)field;
    if (!list) {
        g_string_append(out, "none");
        return;
    }
    size_t start = out->len;
    print_part(out, &list->before);
    if (list->repeat.n_sizes) {
        blank(out, start);
        g_string_append(out, list->collapses ? "repeat(auto-fit, " : "repeat(auto-fill, ");
        print_part(out, &list->repeat);
        g_string_append_c(out, ')');
    }
    if (list->after.n_sizes || list->after.n_names) {
        blank(out, start);
        print_part(out, &list->after);
    }
}

void hp_print_auto_tracks(GString *out, const hp_property *property, const void *field)
{
    const hp_track_list *list = *(const hp_track_list *const *)field;
    if (list)
        hp_print_track_list(out, property, field);
    else
        g_string_append(out, "auto");
}

void hp_print_grid_areas(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const hp_grid_areas *areas = *(const hp_grid_areas *const *)field;
    if (!areas)
        g_string_append(out, "none");
    for (unsigned i = 0; areas && i < areas->rows; i++) {
        if (i)
            g_string_append_c(out, ' ');
        hp_print_string(out, areas->strings[i]);
    }
}

void hp_print_grid_flow(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    int flow = *(const int *)field;
    g_string_append(out, flow & HP_GRID_FLOW_COLUMN ? "column" : "row");
    if (flow & HP_GRID_FLOW_DENSE)
        g_string_append(out, " dense");
}

void hp_print_grid_line(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const hp_grid_line *line = *(const hp_grid_line *const *)field;
    if (!line) {
        g_string_append(out, "auto");
        return;
    }
    size_t start = out->len;
    if (line->span)
        g_string_append(out, "span");
    if (line->number && !(line->span && line->name && line->number == 1)) {
        blank(out, start);
        g_string_append_printf(out, "%d", line->number);
    }
    if (line->name) {
        blank(out, start);
        g_string_append(out, line->name);
    }
}
