/* @import (CSS Cascade 5 §2): another sheet at this place, under its media
 * queries, in its layer. */
#include "css/rules.h"

#include <string.h>

#define DEPTH_MAX 8 /* sheets that import sheets: the parser recurses */

/* The prelude of an @import. */
typedef struct {
    const char *address;
    const hp_layer *layer;
    gboolean applies; /* its @supports says so; media come after */
    size_t at;        /* where the media queries begin */
} import;

static size_t skip_blanks(const hp_token *tokens, size_t at, size_t count)
{
    while (at < count && tokens[at].type == HP_TOKEN_WHITESPACE)
        at++;
    return at;
}

/* "x.css", url(x.css) or url("x.css"). Only strings outside url() are not yet
 * seen from the deck. */
static gboolean read_address(hp_arena *arena, const hp_sheet *sheet, const hp_token *tokens, size_t count,
                             import *found)
{
    size_t at = skip_blanks(tokens, 0, count);
    if (at >= count)
        return FALSE;
    if (tokens[at].type == HP_TOKEN_STRING) {
        found->address = hp_css_rebase(arena, sheet->folder, tokens[at].text);
        found->at = at + 1;
    } else if (tokens[at].type == HP_TOKEN_URL) {
        found->address = tokens[at].text;
        found->at = at + 1;
    } else if (hp_token_is_named(&tokens[at], HP_TOKEN_FUNCTION, "url")) {
        size_t string = skip_blanks(tokens, at + 1, count);
        size_t close = skip_blanks(tokens, string + 1, count);
        if (close >= count || tokens[string].type != HP_TOKEN_STRING || tokens[close].type != HP_TOKEN_CLOSE_PAREN)
            return FALSE;
        found->address = tokens[string].text;
        found->at = close + 1;
    }
    return found->address != NULL;
}

/* layer, layer(name) and supports(…), in this order. FALSE: a name that is none. */
static gboolean read_conditions(const hp_sheet *sheet, hp_sheet_reading *reading, const char *css,
                                const hp_token *tokens, size_t count, import *found)
{
    size_t at = skip_blanks(tokens, found->at, count);
    found->layer = sheet->layer;
    if (at < count && hp_token_is_named(&tokens[at], HP_TOKEN_IDENT, "layer")) {
        found->layer = hp_layer_add(reading->layers, sheet->layer);
        at++;
    } else if (at < count && hp_token_is_named(&tokens[at], HP_TOKEN_FUNCTION, "layer")) {
        size_t close = hp_tokens_block_end(tokens, count, at);
        found->layer = hp_layer_get(reading->layers, sheet->layer, tokens + at + 1, MIN(close, count) - at - 1);
        at = close + 1;
        if (!found->layer)
            return FALSE;
    }
    at = skip_blanks(tokens, at, count);
    found->applies = TRUE;
    if (at < count && hp_token_is_named(&tokens[at], HP_TOKEN_FUNCTION, "supports")) {
        size_t close = hp_tokens_block_end(tokens, count, at), from = at + 1;
        if (close >= count)
            return FALSE;
        /* A declaration may stand there without parentheses of its own. */
        found->applies = hp_supports_matches(reading->compute, css, tokens + from, close - from) ||
                         hp_supports_declaration(reading->compute, tokens + from, close - from);
        at = close + 1;
    }
    found->at = MIN(at, count);
    return TRUE;
}

/* A sheet in its own chain of imports would begin all over. */
static gboolean is_cycle(const hp_sheet *sheet, const char *address)
{
    for (; sheet; sheet = sheet->importer)
        if (sheet->address && strcmp(sheet->address, address) == 0)
            return TRUE;
    return FALSE;
}

static unsigned depth_of(const hp_sheet *sheet)
{
    unsigned depth = 0;
    for (; sheet->importer; sheet = sheet->importer)
        depth++;
    return depth;
}

/* Everything up to the last slash, which relative addresses inside stand for. */
static const char *folder_of(hp_arena *arena, const char *address)
{
    size_t path = strcspn(address, "?#");
    while (path > 0 && address[path - 1] != '/')
        path--;
    return path > 0 && g_ascii_strncasecmp(address, "data:", 5) != 0 ? hp_arena_strndup(arena, address, path) : NULL;
}

static GBytes *read_sheet(const hp_sheet *sheet, hp_sheet_reading *reading, const char *address, char **reason)
{
    const hp_css_context *context = reading->context;
    if (is_cycle(sheet, address))
        *reason = g_strdup("it imports itself");
    else if (depth_of(sheet) >= DEPTH_MAX || reading->imports_left <= 0 || reading->bytes_left <= 0)
        *reason = g_strdup("there are too many imports");
    else if (!context->read_file)
        *reason = g_strdup("nothing can be imported here");
    if (*reason)
        return NULL;
    reading->imports_left--;
    GBytes *bytes = context->read_file(context->file_data, address, reason);
    if (bytes)
        reading->bytes_left -= (gint64)g_bytes_get_size(bytes);
    return bytes;
}

static void import_sheet(hp_arena *arena, const hp_sheet *sheet, hp_sheet_reading *reading, const import *found,
                         unsigned line)
{
    g_autofree char *reason = NULL;
    g_autoptr(GBytes) bytes = read_sheet(sheet, reading, found->address, &reason);
    if (!bytes) {
        g_autofree char *shown = g_strndup(found->address, 80);
        g_autofree char *name = g_utf8_make_valid(shown, -1);
        if (sheet->first_line > 0)
            hp_diag_warning(reading->diags, "css-import", line, "the style sheet %s is not imported: %s", name, reason);
        return;
    }
    gboolean is_data = g_ascii_strncasecmp(found->address, "data:", 5) == 0;
    hp_sheet inner = {.first_line = sheet->first_line > 0 ? 1 : 0,
                      .file = is_data ? "data:…" : found->address,
                      .address = found->address,
                      .folder = folder_of(arena, found->address),
                      .layer = found->layer,
                      .importer = sheet};
    inner.css = g_bytes_get_data(bytes, &inner.length);
    /* Tokens keep pointing into the text. */
    inner.css = hp_arena_strndup(arena, inner.css ? inner.css : "", inner.length);
    hp_css_parse_sheet(arena, &inner, reading);
}

void hp_css_import(hp_arena *arena, const hp_sheet *sheet, hp_sheet_reading *reading, const char *css,
                   const hp_token *tokens, size_t count, unsigned line)
{
import found = {0 };
    if (!read_address(arena, sheet, tokens, count, &found) ||
        !read_conditions(sheet, reading, css, tokens, count, &found)) {
        if (sheet->first_line > 0)
            hp_diag_warning(reading->diags, "css-syntax", line, "an @import is not valid and is skipped");
        return;
    }
    if (found.applies && hp_media_matches(reading->context, tokens + found.at, count - found.at))
        import_sheet(arena, sheet, reading, &found, line);
}

/* RFC 3986 §5.2.2, for what our addresses can be; dots are left to those who
 * open files. */
const char *hp_css_rebase(hp_arena *arena, const char *folder, const char *address)
{
    size_t scheme = 0;
    while (g_ascii_isalnum(address[scheme]) || (scheme && address[scheme] && strchr("+-.", address[scheme])))
        scheme++;
    if (!folder || !*address || strchr("/#", *address) || (scheme && address[scheme] == ':'))
        return address;
    g_autofree char *joined = g_strconcat(folder, address, NULL);
    return hp_arena_strdup(arena, joined);
}
