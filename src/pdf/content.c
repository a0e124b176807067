/*
 * The pass over a page's content stream that makes every mark on it either
 * tagged content or an artifact (ISO 32000-1 §14.8.2.2).
 *
 * cairo writes one BDC … EMC per leaf, never inside a text object or a path, so
 * the places before BDC and behind EMC are where artifacts may end and begin.
 * What a leaf holds is copied as it is.
 */
#include "pdf/lexical.h"
#include "pdf/pdf-internal.h"

#include <string.h>

typedef struct {
    GString *to;
    const GPtrArray *leaves;
    const char *data, *end;
    const char *at;        /* read so far */
    const char *statement; /* where the operands of the next operator begin */
    const char *segment;   /* where what is not yet copied begins */
    gboolean paints;       /* the segment outside of leaves paints something */
    gboolean operand_mcid; /* the operands name an MCID */
    guint leaf;            /* number of the next one */
    unsigned depth;        /* nesting of marked content inside a leaf, or inside an artifact */
    gboolean in_leaf;
} content_pass;

static const char *skip_until(const char *at, const char *end, char stop)
{
    const char *found = at < end ? memchr(at, stop, (size_t)(end - at)) : NULL;

    return found ? found + 1 : end;
}

static gboolean is_painting(const char *op, size_t length)
{
    static const char *const operators[] = {"f", "S",  "Tj", "TJ", "Do", "f*", "B",  "B*",
                                            "b", "b*", "s",  "F",  "sh", "'",  "\"", "EI"};

    for (unsigned i = 0; i < G_N_ELEMENTS(operators); i++)
        if (strlen(operators[i]) == length && memcmp(operators[i], op, length) == 0)
            return TRUE;
    return FALSE;
}

static void flush_artifact(content_pass *pass, const char *until)
{
    if (pass->paints)
        g_string_append(pass->to, "/Artifact BMC\n");
    g_string_append_len(pass->to, pass->segment, until - pass->segment);
    if (pass->paints)
        g_string_append(pass->to, "\nEMC\n");
    pass->paints = FALSE;
    pass->segment = until;
}

static void begin_leaf(content_pass *pass)
{
    flush_artifact(pass, pass->statement);
    if (pass->leaf < pass->leaves->len)
        g_string_append_printf(pass->to, "/%s <</MCID %u>>BDC", hp_element_tag(pass->leaves->pdata[pass->leaf]),
                               pass->leaf);
    else
        g_string_append(pass->to, "/Artifact BMC");
    pass->leaf++;
    pass->in_leaf = TRUE;
    pass->depth = 1;
    pass->segment = pass->at;
}

static void handle_operator(content_pass *pass, const char *op, size_t length)
{
    gboolean begins = length == 3 && (memcmp(op, "BDC", 3) == 0 || memcmp(op, "BMC", 3) == 0);

    if (begins && !pass->in_leaf && pass->depth == 0 && pass->operand_mcid) {
        begin_leaf(pass);
    } else if (begins) {
        pass->depth++;
    } else if (length == 3 && memcmp(op, "EMC", 3) == 0 && pass->depth > 0) {
        pass->depth--;
        if (pass->depth == 0 && pass->in_leaf) {
            g_string_append_len(pass->to, pass->segment, pass->at - pass->segment);
            pass->segment = pass->at;
            pass->in_leaf = FALSE;
        }
    } else if (!pass->in_leaf && !pass->paints) {
        pass->paints = is_painting(op, length);
    }
    /* An inline image's data is no syntax: skip to its end. */
    if (length == 2 && memcmp(op, "ID", 2) == 0) {
        const char *stop = g_strstr_len(pass->at, pass->end - pass->at, "\nEI");

        pass->at = stop ? stop + 1 : pass->end;
    }
    pass->statement = pass->at;
    pass->operand_mcid = FALSE;
}

static void read_word(content_pass *pass)
{
    const char *start = pass->at;

    while (pass->at < pass->end && !hp_pdf_is_delimiter(*pass->at))
        pass->at++;
    if (pass->at == start)
        pass->at++; /* a stray bracket */
    else if (g_ascii_isalpha(*start) || *start == '\'' || *start == '"')
        handle_operator(pass, start, (size_t)(pass->at - start));
}

void hp_content_mark(GString *to, const char *data, size_t length, const GPtrArray *leaves)
{
    content_pass pass = {
        .to = to, .leaves = leaves, .data = data, .end = data + length, .at = data, .statement = data, .segment = data};

    while (pass.at < pass.end) {
        char c = *pass.at;

        if (hp_pdf_is_space(c)) {
            pass.at++;
        } else if (c == '(') {
            pass.at = hp_pdf_skip_string(pass.at, pass.end);
        } else if (c == '<') {
            gboolean dictionary = pass.end - pass.at >= 2 && pass.at[1] == '<';

            pass.at = dictionary ? pass.at + 2 : skip_until(pass.at, pass.end, '>');
        } else if (c == '%') {
            pass.at = skip_until(pass.at, pass.end, '\n');
        } else if (c == '/') {
            const char *name = pass.at++;

            while (pass.at < pass.end && !hp_pdf_is_delimiter(*pass.at))
                pass.at++;
            if (pass.at - name == 5 && memcmp(name, "/MCID", 5) == 0)
                pass.operand_mcid = TRUE;
        } else if (hp_pdf_is_delimiter(c)) {
            pass.at++;
        } else {
            read_word(&pass);
        }
    }
    if (pass.in_leaf)
        g_string_append_len(to, pass.segment, pass.end - pass.segment);
    else
        flush_artifact(&pass, pass.end);
}
