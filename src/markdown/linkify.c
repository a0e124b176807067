/*
 * Linkify: addresses in text become links, as linkify-it finds them with its
 * default settings: http, https, ftp, mailto and // addresses, host names that
 * end in a known top-level domain, e-mail addresses.
 *
 * Where its patterns could be matched from many places, lengths are bounded
 * here (a host name has at most 253 characters, RFC 1035 §2.3.4), so that time
 * stays linear.
 */
#include "markdown/chars.h"
#include "markdown/inline.h"
#include "markdown/url.h"

#include <string.h>

#define MAX_HOST 253
#define MAX_LABEL 63
#define MAX_NAME 128 /* before the @ */

typedef struct {
    const char *start, *end;
} span;

typedef struct {
    span span;
    const char *prefix; /* what the address lacks: "http://", "mailto:" or "" */
} match;

static gunichar char_at(const char *p, const char *end, size_t *length)
{
    if (p >= end) {
        *length = 0;
        return 0;
    }
    return md_char_at(p, end, length);
}

/* > < ｜ part text wherever they stand. */
static gboolean parts_text(gunichar c)
{
    return c == '<' || c == '>' || c == 0xff5c;
}

/* A letter of a host name: anything but blanks, punctuation, controls. */
static gboolean is_host_letter(gunichar c)
{
    if (c < 0x80)
        return g_ascii_isalnum((char)c) || (c && strchr("$+=^`|~", (int)c));
    return !parts_text(c) && !md_is_separator(c) && !md_is_punct(c);
}

/* One label; NULL when there is none at p. */
static const char *label_end(const char *p, const char *end)
{
    const char *last = NULL;
    size_t length;
    for (const char *start = p; p < end && p - start <= MAX_LABEL; p += length) {
        gunichar c = md_char_at(p, end, &length);
        if (is_host_letter(c))
            last = p + length;
        else if (c != '-' || p == start)
            break;
    }
    return last;
}

/* Labels with dots between; the last one in *top. NULL when there is none. */
static const char *host_end(const char *p, const char *end, span *top, unsigned *labels)
{
    const char *start = p, *last = NULL;
    for (*labels = 0; p - start <= MAX_HOST;) {
        const char *stop = label_end(p, end);
        if (!stop)
            break;
        *top = (span){p, stop};
        last = stop;
        ++*labels;
        if (stop >= end || *stop != '.')
            break;
        p = stop + 1;
    }
    return last;
}

/* What must follow a host name and its port. */
static gboolean terminates(const char *p, const char *end)
{
    size_t length, next_length;
    gunichar c = char_at(p, end, &length);
    if (!length)
        return TRUE;
    if (!parts_text(c) && !md_is_separator(c) && !md_is_punct(c))
        return FALSE;
    gunichar next = char_at(p + length, end, &next_length);
    if (c == '-' || c == '_' || (c == ':' && next_length && g_ascii_isdigit((char)next) && next < 0x80))
        return FALSE;
    if (c == '.')
        return !next_length || (next != '-' && (md_is_separator(next) || md_is_punct(next)));
    return TRUE;
}

static const char *skip_port(const char *p, const char *end)
{
    if (p >= end || *p != ':')
        return p;
    unsigned number = 0;
    const char *q = p + 1;
    while (q < end && q - p <= 5 && g_ascii_isdigit(*q))
        number = number * 10 + (unsigned)(*q++ - '0');
    return q > p + 1 && number <= 65535 ? q : p;
}

/* From an opening bracket or quote to the closing one, no blank between. NULL
 * when it is not closed. */
static const char *skip_pair(const char *p, const char *end, char close)
{
    size_t length;
    for (const char *q = p + 1; q < end; q += length) {
        gunichar c = md_char_at(q, end, &length);
        if (c == (gunichar)close)
            return (close == '"' || close == '\'') && q == p + 1 ? NULL : q + 1;
        if (md_is_separator(c))
            return NULL;
    }
    return NULL;
}

/* TRUE when a blank or the end of the text is at p. */
static gboolean ends_word(const char *p, const char *end)
{
    size_t length;
    gunichar c = char_at(p, end, &length);
    return !length || md_is_separator(c);
}

static const char *skip_dots(const char *p, const char *end)
{
    const char *q = p;
    while (q < end && *q == '.')
        q++;
    if (q - p == 1)
        return ends_word(q, end) ? NULL : q;
    return q < end && (g_ascii_isalnum(*q) || strchr("%/&", *q)) ? q + 1 : NULL;
}

static const char *skip_run(const char *p, const char *end, char c)
{
    while (p < end && *p == c)
        p++;
    return p;
}

/* One step of a path; NULL where the path ends. */
static const char *path_step(const char *p, const char *end)
{
    size_t length;
    gunichar c = md_char_at(p, end, &length);
    if (c >= 0x80 || !strchr("()[]{}.,\"'?!-;", (int)c))
        return md_is_separator(c) || parts_text(c) ? NULL : p + length;
    const char *q;
    switch (c) {
    case '[': return skip_pair(p, end, ']');
    case '(': return skip_pair(p, end, ')');
    case '{': return skip_pair(p, end, '}');
    case '"': return skip_pair(p, end, '"');
    case '\'':
        q = skip_pair(p, end, '\'');
        if (q)
            return q;
        c = char_at(p + 1, end, &length);
        return length && (c == '-' || is_host_letter(c)) ? p + 1 : NULL;
    case '.': return skip_dots(p, end);
    case '-': return skip_run(p, end, '-');
    case ',':
    case ';': return ends_word(p + 1, end) ? NULL : p + 1;
    case '!': q = skip_run(p, end, '!'); return ends_word(q, end) ? NULL : q;
    case '?': return ends_word(p + 1, end) || p[1] == '?' ? NULL : p + 1;
    default: return NULL;
    }
}

static const char *path_end(const char *p, const char *end)
{
    if (p >= end || !strchr("/?#", *p))
        return p;
    const char *q = p + 1;
    while (q < end) {
        const char *next = path_step(q, end);
        if (!next)
            break;
        q = next;
    }
    return q > p + 1 || *p == '/' ? q : p;
}

static gboolean is_known_top(span top)
{
    static const char *const generic[] = {"biz",  "com",  "edu",  "gov",  "net",    "org",  "pro",  "web", "xxx",
                                          "aero", "asia", "coop", "info", "museum", "name", "shop", "рф"};
    /* Country codes: for each first letter the second ones. */
    static const char *const countries[26] = {"cdefgilmnoqrstuwxz",
                                              "abdefghijmnorstvwyz",
                                              "acdfghiklmnoruvwxyz",
                                              "ejkmoz",
                                              "cegrstu",
                                              "ijkmor",
                                              "abdefghilmnpqrstuwy",
                                              "kmnrtu",
                                              "delmnoqrst",
                                              "emop",
                                              "eghimnprwyz",
                                              "abcikrstuvy",
                                              "acdeghklmnopqrstuvwxyz",
                                              "acefgilopruz",
                                              "m",
                                              "aefghklmnrstwy",
                                              "a",
                                              "eosuw",
                                              "abcdeghijklmnortuvxyz",
                                              "cdfghjklmnortvwz",
                                              "agksyz",
                                              "aceginu",
                                              "fs",
                                              "",
                                              "et",
                                              "amw"};

    size_t length = (size_t)(top.end - top.start);
    if (length == 2 && g_ascii_isalpha(top.start[0]) && g_ascii_isalpha(top.start[1]))
        return strchr(countries[g_ascii_tolower(top.start[0]) - 'a'], g_ascii_tolower(top.start[1])) != NULL;
    if (length > 4 && !g_ascii_strncasecmp(top.start, "xn--", 4))
        return TRUE;
    for (size_t i = 0; i < G_N_ELEMENTS(generic); i++)
        if (length == strlen(generic[i]) && !g_ascii_strncasecmp(top.start, generic[i], length))
            return TRUE;
    return FALSE;
}

/* A host name with a known top-level domain and what must follow it. */
static const char *known_host_end(const char *p, const char *end)
{
    span top;
    unsigned labels;
    const char *host = host_end(p, end, &top, &labels);
    return host && labels > 1 && is_known_top(top) ? host : NULL;
}

/* After //: name:password@, host, port, path. any_host: one label will do. */
static const char *authority_end(const char *p, const char *end, gboolean any_host)
{
    size_t length;
    const char *host = p, *q = p;
    for (; q < end && q - p < MAX_HOST; q += length) {
        gunichar c = md_char_at(q, end, &length);
        if (c == '@' && q > p)
            host = q + 1;
        if (md_is_separator(c) || (c < 0x80 && strchr("@/[]()", (int)c)))
            break;
    }
    for (;; host = p) {
        span top;
        unsigned labels;
        const char *stop = host_end(host, end, &top, &labels);
        gboolean known =
            stop && (any_host || labels > 1 || (stop - host == 9 && !g_ascii_strncasecmp(host, "localhost", 9)));
        const char *port = known ? skip_port(stop, end) : NULL;
        if (port && !terminates(port, end))
            port = port != stop && terminates(stop, end) ? stop : NULL;
        if (port)
            return path_end(port, end);
        if (host == p)
            return NULL;
    }
}

static const char *email_name_end(const char *p, const char *end, gboolean quote)
{
    const char *start = p;
    while (p < end && p - start < MAX_NAME &&
           (g_ascii_isalnum(*p) || strchr("-;:&=+$,._", *p) || (*p == '"' && (p > start || quote))))
        p++;
    return p > start && p < end && *p == '@' ? p : NULL;
}

static gboolean scheme_match(const char *p, const char *end, match *m)
{
    static const struct {
        const char *name;
        size_t length;
    } schemes[] = {{"http:", 5}, {"https:", 6}, {"ftp:", 4}};

    const char *stop = NULL;
    size_t left = (size_t)(end - p);
    for (size_t i = 0; i < G_N_ELEMENTS(schemes) && !stop; i++) {
        size_t n = schemes[i].length;
        if (left > n + 2 && !g_ascii_strncasecmp(p, schemes[i].name, n) && p[n] == '/' && p[n + 1] == '/')
            stop = authority_end(p + n + 2, end, TRUE);
    }
    if (!stop && left > 7 && !g_ascii_strncasecmp(p, "mailto:", 7)) {
        const char *at = email_name_end(p + 7, end, FALSE);
        span top;
        unsigned labels;
        stop = at ? host_end(at + 1, end, &top, &labels) : NULL;
        if (stop && !terminates(stop, end))
            stop = NULL;
    }
    *m = (match){{p, stop}, ""};
    return stop != NULL;
}

static gboolean slashes_match(const char *start, const char *p, const char *end, match *m)
{
    if (end - p < 3 || p[0] != '/' || p[1] != '/' || (p > start && (p[-1] == ':' || p[-1] == '/')))
        return FALSE;
    const char *stop = authority_end(p + 2, end, FALSE);
    *m = (match){{p, stop}, ""};
    return stop != NULL;
}

static gboolean host_match(const char *p, const char *end, match *m)
{
    const char *host = known_host_end(p, end);
    if (!host)
        return FALSE;
    const char *stop = skip_port(host, end);
    if (!terminates(stop, end)) {
        if (stop == host || !terminates(host, end))
            return FALSE;
        stop = host;
    }
    *m = (match){{p, path_end(stop, end)}, "http://"};
    return TRUE;
}

static gboolean email_match(const char *p, const char *end, match *m)
{
    const char *at = email_name_end(p, end, FALSE);
    const char *stop = at ? known_host_end(at + 1, end) : NULL;
    if (!stop || !terminates(stop, end))
        return FALSE;
    *m = (match){{p, stop}, "mailto:"};
    return TRUE;
}

/* Looks for an address that begins exactly at p. start: of the text, or after
 * the last match, where anything may begin. */
static gboolean match_at(const char *start, const char *p, const char *end, match *m)
{
    gunichar before = p > start ? md_char_before(start, p) : ' ';
    gboolean open = p == start;
    gboolean apart = open || parts_text(before) || md_is_separator(before);
    gboolean punct = md_is_punct(before);

    if (open || ((apart || punct) && before != '_'))
        if (scheme_match(p, end, m) || slashes_match(start, p, end, m))
            return TRUE;
    gboolean found = FALSE;
    gboolean sign = before < 0x80 && strchr("$+<=>^`|", (int)before);
    gboolean excluded = before < 0x80 && strchr(".:/\\-_@", (int)before);
    if ((open || ((apart || punct || sign) && !excluded)) && !strchr("$+<=>^`|", *p))
        found = host_match(p, end, m);
    match mail;
    if ((apart || before == '"' || before == '(') && email_match(p, end, &mail) &&
        (!found || mail.span.end > m->span.end)) {
        *m = mail;
        found = TRUE;
    }
    return found;
}

/* The next address from p on. */
static gboolean find(const char *p, const char *end, match *m)
{
    const char *start = p;
    size_t length;
    for (; p < end; p += length) {
        gunichar c = md_char_at(p, end, &length);
        if (md_is_separator(c))
            continue;
        /* Most letters follow a letter, where nothing can begin. */
        if (p > start && g_ascii_isalnum(p[-1]))
            continue;
        if (match_at(start, p, end, m))
            return TRUE;
    }
    return FALSE;
}

static void append_link(md_inline *list, const md_token *like, const match *m)
{
    GString *text = list->text;
    g_autoptr(GString) url = g_string_new(m->prefix);
    g_string_append_len(url, m->span.start, m->span.end - m->span.start);
    g_autoptr(GString) href = g_string_sized_new(url->len);
    md_append_href(href, url->str, url->len);

    size_t at = text->len;
    g_string_append(text, "<a href=\"");
    md_append_escaped(text, href->str, href->len);
    g_string_append(text, "\">");
    md_inline_push(list, like, MD_TAG, at, text->len - at);

    g_autoptr(GString) shown = g_string_sized_new(url->len);
    md_append_url_text(shown, url->str, url->len);
    size_t prefix = strlen(m->prefix);
    at = text->len;
    g_string_append_len(text, shown->str + prefix, (gssize)(shown->len - prefix));
    md_inline_push(list, like, MD_FIXED, at, text->len - at);

    at = text->len;
    g_string_append(text, "</a>");
    md_inline_push(list, like, MD_TAG, at, text->len - at);
}

static void token_linkify(md_inline *list, const md_token *token, gboolean after_fixed)
{
    /* The buffer grows below: work on a copy of what is read. */
    g_autofree char *copy = g_strndup(list->text->str + token->start, token->length);
    const char *end = copy + token->length, *done = copy;
    match m;
    for (const char *p = copy; find(p, end, &m); p = m.span.end) {
        /* An escaped character before it says: not a link. */
        if (after_fixed && m.span.start == copy)
            continue;
        if (m.span.start > done)
            md_inline_push(list, token, MD_TEXT, token->start + (size_t)(done - copy), (size_t)(m.span.start - done));
        append_link(list, token, &m);
        done = m.span.end;
    }
    if (done < end)
        md_inline_push(list, token, MD_TEXT, token->start + (size_t)(done - copy), (size_t)(end - done));
}

static gboolean may_hold_address(const md_inline *list, const md_token *token)
{
    const char *text = list->text->str + token->start;
    return token->kind == MD_TEXT && !token->in_link &&
           (memchr(text, '.', token->length) || memchr(text, ':', token->length) || memchr(text, '@', token->length) ||
            memmem(text, token->length, "//", 2));
}

void md_linkify(md_inline *list)
{
    guint first = 0;
    while (first < list->tokens->len && !may_hold_address(list, md_inline_token(list, first)))
        first++;
    if (first == list->tokens->len)
        return;
    g_array_set_size(list->spare, 0);
    for (guint i = 0; i < list->tokens->len; i++) {
        md_token *token = md_inline_token(list, i);
        if (i >= first && may_hold_address(list, token))
            token_linkify(list, token, i && token[-1].kind == MD_FIXED);
        else
            g_array_append_val(list->spare, *token);
    }
    md_inline_swap(list);
}
