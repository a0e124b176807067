/*
 * Lengths with min() and max() that wait for the layout (CSS Values 4 §10.2):
 * a sum of extremes, each of lengths that may have such terms themselves.
 */
#include "css/properties.h"

#include <math.h>

double hp_length_terms_resolve(const hp_length_term *terms, double basis)
{
    double sum = 0;
    for (const hp_length_term *term = terms; term; term = term->next) {
        double best = hp_length_resolve(term->arguments[0], basis);
        for (size_t i = 1; i < term->n_arguments; i++) {
            double next = hp_length_resolve(term->arguments[i], basis);
            best = term->is_max ? MAX(best, next) : MIN(best, next);
        }
        sum += term->factor * best;
    }
    return sum;
}

gboolean hp_length_terms_add(hp_arena *arena, const hp_length_term *a, const hp_length_term *b, double factor,
                             const hp_length_term **sum)
{
    const hp_length_term **link = sum;
    size_t count = 0;
    *sum = NULL;
    for (int list = 0; list < 2; list++) {
        for (const hp_length_term *term = list ? b : a; term; term = term->next) {
            if (count++ == HP_LENGTH_TERMS_MAX)
                return FALSE;
            hp_length_term *copy = hp_arena_copy(arena, term, sizeof *copy);
            copy->factor *= list ? factor : 1;
            copy->next = NULL;
            *link = copy;
            link = &copy->next;
        }
    }
    return TRUE;
}

static void print_term(GString *out, const hp_length_term *term)
{
    if (fabs(term->factor - 1) > 1e-9) {
        hp_print_number(out, term->factor);
        g_string_append(out, " * ");
    }
    g_string_append(out, term->is_max ? "max(" : "min(");
    for (size_t i = 0; i < term->n_arguments; i++) {
        if (i > 0)
            g_string_append(out, ", ");
        hp_print_length(out, term->arguments[i], "");
    }
    g_string_append_c(out, ')');
}

void hp_print_length_terms(GString *out, hp_length length)
{
    hp_length plain = length;
    plain.terms = NULL;
    gboolean alone = length.px == 0 && length.percent == 0 && !length.terms->next;
    if (!alone)
        g_string_append(out, "calc(");
    for (const hp_length_term *term = length.terms; term; term = term->next) {
        print_term(out, term);
        if (term->next)
            g_string_append(out, " + ");
    }
    if (length.px != 0 || length.percent != 0) {
        g_string_append(out, " + ");
        hp_print_length(out, plain, "");
    }
    if (!alone)
        g_string_append_c(out, ')');
}
