/*
 * A reader of tags, far simpler than HTML's tokenizer (HTML §13.2.5): it finds
 * where tags, comments and raw text begin and end. Where it should ever see
 * something else than gumbo, the allow-list still holds, for that is applied to
 * gumbo's tree.
 */
#include "dom/guard.h"

#include "dom/allow.h"

#include <string.h>

#define MAX_OPEN 256        /* nested elements; nodes nest less (dom/parse.c) */
#define MAX_TAGS 400000     /* start and end tags and comments */
#define MAX_ATTRIBUTES 256u /* of one tag: gumbo compares each with each */
#define MAX_UNFINISHED 16   /* tags that never end, for each is read to the end */

/* Text in the copy from `to` on stands in the original from `from` on. */
typedef struct {
    size_t to, from;
} shift;

typedef struct {
    hp_html_guard *guard;
    const char *html, *end;
    const char *copied; /* what stands before is in the copy already */
    unsigned n_tags, n_open, n_unfinished;
    unsigned open_of[GUMBO_TAG_LAST + 1];
    unsigned char open[MAX_OPEN];
    const hp_line_map *map;
    hp_diags *diags;
} reader;

G_STATIC_ASSERT(GUMBO_TAG_LAST < 256);

typedef struct {
    const char *start, *end; /* end: after the > */
    GumboTag tag;
    unsigned n_attributes;
    gboolean closing, self_closing;
    gboolean pseudo; /* shows as the text it is */
} html_tag;

static unsigned line_at(const reader *r, const char *p)
{
    return hp_line_map_lookup(r->map, (size_t)(p - r->html));
}

/* Puts text in the place of the bytes from start to end. */
static void replace(reader *r, const char *start, const char *end, const char *text)
{
    hp_html_guard *guard = r->guard;
    if (!guard->copy) {
        guard->copy = g_string_sized_new((size_t)(r->end - r->html) + 64);
        guard->shifts = g_array_new(FALSE, FALSE, sizeof(shift));
    }
    g_string_append_len(guard->copy, r->copied, start - r->copied);
    g_string_append(guard->copy, text);
    r->copied = end;
    shift s = {guard->copy->len, (size_t)(end - r->html)};
    g_array_append_val(guard->shifts, s);
}

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Reads the attributes from p on; returns the place after the tag's >, or NULL
 * when the text ends first (HTML §13.2.5.32 to .40). */
static const char *skip_attributes(const char *p, const char *end, html_tag *tag)
{
    unsigned count = 0;
    for (;;) {
        while (p < end && (is_blank(*p) || *p == '/'))
            p++;
        if (p >= end)
            return NULL;
        if (*p == '>') {
            tag->self_closing = p[-1] == '/';
            tag->n_attributes = count;
            return p + 1;
        }
        count++;
        for (p++; p < end && !is_blank(*p) && *p != '/' && *p != '>' && *p != '=';)
            p++;
        const char *equals = p;
        while (equals < end && is_blank(*equals))
            equals++;
        if (equals >= end || *equals != '=')
            continue;
        for (p = equals + 1; p < end && is_blank(*p);)
            p++;
        if (p < end && (*p == '"' || *p == '\'')) {
            p = memchr(p + 1, *p, (size_t)(end - p - 1));
            if (!p)
                return NULL;
            p++;
        } else {
            while (p < end && !is_blank(*p) && *p != '>')
                p++;
        }
    }
}

/* Reads the tag at start, a < before a letter or before / and a letter. FALSE
 * when it never ends. Of a pseudo tag only the name is read: it stays text, and
 * its end need not be looked for. */
static gboolean tag_read(const reader *r, const char *start, html_tag *tag)
{
    *tag = (html_tag){.start = start, .closing = start[1] == '/'};
    const char *name = start + 1 + tag->closing, *p = name;
    while (p < r->end && !is_blank(*p) && *p != '/' && *p != '>')
        p++;
    tag->tag = hp_allow_tag_enum(name, (size_t)(p - name));
    /* <link>, <title> and their like without an attribute do nothing in a body:
     * somebody wrote a word between angle brackets. */
    hp_tag_rule rule = hp_allow_tag(tag->tag);
    gboolean silent = rule == HP_TAG_SILENT && !tag->closing;
    tag->pseudo = rule == HP_TAG_PSEUDO || (silent && p < r->end && *p == '>');
    if (tag->pseudo)
        return TRUE;
    tag->end = skip_attributes(p, r->end, tag);
    tag->pseudo = silent && !tag->n_attributes;
    return tag->end != NULL;
}

/* The end of a comment whose <!-- stands at p (HTML §13.2.5.43 to .52). */
static const char *comment_end(const reader *r, const char *p)
{
    if (r->end - p >= 5 && p[4] == '>')
        return p + 5;
    if (r->end - p >= 6 && p[4] == '-' && p[5] == '>')
        return p + 6;
    for (p += 4; (p = memmem(p, (size_t)(r->end - p), "--", 2)); p++) {
        if (r->end - p > 2 && p[2] == '>')
            return p + 3;
        if (r->end - p > 3 && p[2] == '!' && p[3] == '>')
            return p + 4;
    }
    return NULL;
}

/* Where the raw text after a start tag ends: at its end tag. */
static const char *raw_end(const reader *r, const html_tag *tag)
{
    const char *name = gumbo_normalized_tagname(tag->tag), *p = tag->end;
    size_t length = strlen(name);
    while ((p = memmem(p, (size_t)(r->end - p), "</", 2))) {
        if ((size_t)(r->end - p) > length + 2 && !g_ascii_strncasecmp(p + 2, name, length) &&
            !g_ascii_isalnum(p[2 + length]))
            return p;
        p += 2;
    }
    return r->end;
}

static gboolean has_raw_text(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES: return TRUE;
    default: return FALSE;
    }
}

/* Elements that the next of their kind closes do not nest by themselves. */
static gboolean nests(const html_tag *tag)
{
    switch (tag->tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_COLGROUP:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RP: return FALSE;
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH: return !tag->self_closing;
    default: return !hp_tag_is_void(tag->tag);
    }
}

/* End tags reach no element outside of these (HTML §13.2.4.2 "scope"). */
static gboolean is_scope(GumboTag tag)
{
    return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION || tag == GUMBO_TAG_OBJECT ||
           tag == GUMBO_TAG_MARQUEE || tag == GUMBO_TAG_APPLET || tag == GUMBO_TAG_TEMPLATE;
}

static void element_close(reader *r, GumboTag tag)
{
    if (!r->open_of[tag])
        return;
    unsigned at = r->n_open;
    while (at && r->open[at - 1] != tag && (!is_scope(r->open[at - 1]) || tag == GUMBO_TAG_TABLE))
        at--;
    if (!at || r->open[at - 1] != tag)
        return;
    while (r->n_open >= at)
        r->open_of[r->open[--r->n_open]]--;
}

/* FALSE: too deep. A cell ends the one before it, though what is open in that
 * may hide it. */
static gboolean element_open(reader *r, GumboTag tag)
{
    if ((tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) && r->n_open &&
        (r->open[r->n_open - 1] == GUMBO_TAG_TD || r->open[r->n_open - 1] == GUMBO_TAG_TH))
        element_close(r, r->open[r->n_open - 1]);
    if (r->n_open == MAX_OPEN)
        return FALSE;
    r->open[r->n_open++] = (unsigned char)tag;
    r->open_of[tag]++;
    return TRUE;
}

static void limit_diag(const reader *r, const char *p, const char *what)
{
    hp_diag_warning(r->diags, "html-limit", line_at(r, p), "%s", what);
}

/* Deals with one tag and returns where to read on. */
static const char *tag_guard(reader *r, const char *start)
{
    html_tag tag;
    gboolean whole = tag_read(r, start, &tag);
    if (!whole && r->n_unfinished++ == MAX_UNFINISHED)
        return r->end;
    /* A browser would hide what follows a tag that never ends. */
    if (!whole || tag.pseudo) {
        replace(r, start, start + 1, "&lt;");
        return start + 1;
    }
    if (hp_allow_tag(tag.tag) == HP_TAG_REMOVE) {
        replace(r, start, tag.end, "");
        return tag.end;
    }
    if (tag.closing) {
        element_close(r, tag.tag);
        return tag.end;
    }
    if (tag.n_attributes > MAX_ATTRIBUTES) {
        limit_diag(r, start, "a tag has more than 256 attributes and is left out");
        replace(r, start, tag.end, "");
        return tag.end;
    }
    if (has_raw_text(tag.tag))
        return raw_end(r, &tag);
    if (nests(&tag) && !element_open(r, tag.tag)) {
        if (r->open_of[GUMBO_TAG_UNKNOWN]++ == 0)
            limit_diag(r, start, "elements nest too deeply, inner ones are left out");
        replace(r, start, tag.end, "");
    }
    return tag.end;
}

/* Deals with what the < at p begins; returns where to read on. */
static const char *markup_guard(reader *r, const char *p)
{
    char c = r->end - p > 1 ? p[1] : '\0';
    gboolean closing = c == '/' && r->end - p > 2;
    if (g_ascii_isalpha(c) || (closing && g_ascii_isalpha(p[2])))
        return tag_guard(r, p);
    if (c == '!' && r->end - p >= 4 && p[2] == '-' && p[3] == '-') {
        const char *after = comment_end(r, p);
        if (!after)
            hp_diag_warning(r->diags, "html-comment-open", line_at(r, p),
                            "the comment is never closed and hides all that follows");
        return after ? after : r->end;
    }
    if (c == '!' || c == '?' || closing) {
        const char *after = memchr(p, '>', (size_t)(r->end - p));
        return after ? after + 1 : r->end;
    }
    return p + 1;
}

void hp_html_guard_init(hp_html_guard *guard, const char *html, size_t length, const hp_line_map *map, hp_diags *diags)
{
    *guard = (hp_html_guard){.html = html, .length = length};
    reader r = {.guard = guard, .html = html, .end = html + length, .copied = html, .map = map, .diags = diags};
    for (const char *p = html; p < r.end && (p = memchr(p, '<', (size_t)(r.end - p)));) {
        if (++r.n_tags > MAX_TAGS) {
            limit_diag(&r, p, "too many tags, the rest is left out");
            replace(&r, p, r.end, "");
            break;
        }
        p = markup_guard(&r, p);
    }
    if (!guard->copy)
        return;
    g_string_append_len(guard->copy, r.copied, r.end - r.copied);
    guard->html = guard->copy->str;
    guard->length = guard->copy->len;
}

void hp_html_guard_clear(hp_html_guard *guard)
{
    if (guard->copy)
        g_string_free(guard->copy, TRUE);
    if (guard->shifts)
        g_array_unref(guard->shifts);
    *guard = (hp_html_guard){0};
}

size_t hp_html_guard_offset(const hp_html_guard *guard, size_t offset)
{
    if (!guard->shifts)
        return offset;
    size_t low = 0, high = guard->shifts->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (g_array_index(guard->shifts, shift, middle).to <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return offset;
    const shift *s = &g_array_index(guard->shifts, shift, low - 1);
    return offset - s->to + s->from;
}
