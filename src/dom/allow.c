#include "dom/allow.h"

#include <string.h>

/* Groups of attributes that an element may have beside the global ones. */
enum {
    LINK = 1 << 0,
    IMAGE = 1 << 1,
    FONT = 1 << 2,
    CELL = 1 << 3,
    TABLE = 1 << 4,
    LIST = 1 << 5,
    ITEM = 1 << 6,
    BLOCK = 1 << 7,
    COLUMN = 1 << 8,
    DETAILS = 1 << 9,
    INPUT = 1 << 10,
    GLOBAL = 1 << 15
};

typedef struct {
    unsigned char rule;
    unsigned short attributes;
} tag_entry;

#define KEEP(tag, groups) [GUMBO_TAG_##tag] = {HP_TAG_KEEP, GLOBAL | (groups)}
#define RULE(tag, what) [GUMBO_TAG_##tag] = {HP_TAG_##what, 0}

static const tag_entry tags[GUMBO_TAG_LAST + 1] = {
    KEEP(A, LINK),
    KEEP(ABBR, 0),
    KEEP(ACRONYM, 0),
    KEEP(ADDRESS, 0),
    KEEP(ARTICLE, 0),
    KEEP(ASIDE, 0),
    KEEP(B, 0),
    KEEP(BDI, 0),
    KEEP(BDO, 0),
    KEEP(BIG, 0),
    KEEP(BLOCKQUOTE, 0),
    KEEP(BR, 0),
    KEEP(CAPTION, BLOCK),
    KEEP(CENTER, 0),
    KEEP(CITE, 0),
    KEEP(CODE, 0),
    KEEP(COL, COLUMN),
    KEEP(COLGROUP, COLUMN),
    KEEP(DATA, 0),
    KEEP(DD, 0),
    KEEP(DEL, 0),
    KEEP(DETAILS, DETAILS),
    KEEP(DFN, 0),
    KEEP(DIR, LIST),
    KEEP(DIV, BLOCK),
    KEEP(DL, 0),
    KEEP(DT, 0),
    KEEP(EM, 0),
    KEEP(FIELDSET, 0),
    KEEP(FIGCAPTION, 0),
    KEEP(FIGURE, 0),
    KEEP(FONT, FONT),
    KEEP(FOOTER, 0),
    KEEP(H1, BLOCK),
    KEEP(H2, BLOCK),
    KEEP(H3, BLOCK),
    KEEP(H4, BLOCK),
    KEEP(H5, BLOCK),
    KEEP(H6, BLOCK),
    KEEP(HEADER, 0),
    KEEP(HGROUP, 0),
    KEEP(HR, TABLE),
    KEEP(I, 0),
    KEEP(IMG, IMAGE),
    KEEP(INS, 0),
    KEEP(KBD, 0),
    KEEP(LABEL, 0),
    KEEP(LEGEND, 0),
    KEEP(LI, ITEM),
    KEEP(MAIN, 0),
    KEEP(MARK, 0),
    KEEP(MENU, LIST),
    KEEP(NAV, 0),
    KEEP(NOBR, 0),
    KEEP(OL, LIST),
    KEEP(P, BLOCK),
    KEEP(PRE, 0),
    KEEP(Q, 0),
    KEEP(RB, 0),
    KEEP(RP, 0),
    KEEP(RT, 0),
    KEEP(RTC, 0),
    KEEP(RUBY, 0),
    KEEP(S, 0),
    KEEP(SAMP, 0),
    KEEP(SECTION, 0),
    KEEP(SMALL, 0),
    KEEP(SPAN, 0),
    KEEP(STRIKE, 0),
    KEEP(STRONG, 0),
    KEEP(SUB, 0),
    KEEP(SUMMARY, 0),
    KEEP(SUP, 0),
    KEEP(TABLE, TABLE),
    KEEP(TBODY, CELL),
    KEEP(TD, CELL),
    KEEP(TFOOT, CELL),
    KEEP(TH, CELL),
    KEEP(THEAD, CELL),
    KEEP(TIME, 0),
    KEEP(TR, CELL),
    KEEP(TT, 0),
    KEEP(U, 0),
    KEEP(UL, LIST),
    KEEP(VAR, 0),
    KEEP(WBR, 0),
    [GUMBO_TAG_INPUT] = {HP_TAG_CHECKBOX, GLOBAL | INPUT},
    RULE(STYLE, STYLE),
    RULE(BLINK, UNWRAP),
    RULE(BUTTON, UNWRAP),
    RULE(FORM, UNWRAP),
    RULE(MARQUEE, UNWRAP),
    RULE(NOSCRIPT, UNWRAP),
    RULE(OUTPUT, UNWRAP),
    RULE(MAP, UNWRAP),
    RULE(LISTING, UNWRAP),
    RULE(MULTICOL, UNWRAP),
    RULE(APPLET, DROP),
    RULE(DATALIST, DROP),
    RULE(KEYGEN, DROP),
    RULE(MATH, DROP),
    RULE(MENUITEM, DROP),
    RULE(METER, DROP),
    RULE(NOEMBED, DROP),
    RULE(NOFRAMES, DROP),
    RULE(OPTGROUP, DROP),
    RULE(OPTION, DROP),
    RULE(PROGRESS, DROP),
    RULE(SCRIPT, DROP),
    RULE(SELECT, DROP),
    RULE(SVG, DROP),
    RULE(TEMPLATE, DROP),
    RULE(TEXTAREA, DROP),
    RULE(XMP, DROP),
    RULE(AUDIO, MEDIA),
    RULE(CANVAS, MEDIA),
    RULE(EMBED, MEDIA),
    RULE(IFRAME, MEDIA),
    RULE(OBJECT, MEDIA),
    RULE(VIDEO, MEDIA),
    RULE(AREA, SILENT),
    RULE(BASE, SILENT),
    RULE(BASEFONT, SILENT),
    RULE(BGSOUND, SILENT),
    RULE(LINK, SILENT),
    RULE(META, SILENT),
    RULE(PARAM, SILENT),
    RULE(SOURCE, SILENT),
    RULE(TITLE, SILENT),
    RULE(TRACK, SILENT),
    RULE(IMAGE, UNWRAP), /* gumbo has made an img of it already */
    RULE(BODY, REMOVE),
    RULE(FRAME, REMOVE),
    RULE(FRAMESET, REMOVE),
    RULE(HEAD, REMOVE),
    RULE(HTML, REMOVE),
    RULE(ISINDEX, REMOVE),
    RULE(PLAINTEXT, REMOVE),
};

typedef struct {
    const char *name;
    unsigned short groups;
} attribute_entry;

static const attribute_entry attributes[] = {
    {"align", BLOCK | CELL | TABLE | IMAGE | COLUMN},
    {"alt", IMAGE},
    {"checked", INPUT},
    {"class", GLOBAL},
    {"color", FONT},
    {"colspan", CELL},
    {"dir", GLOBAL},
    {"disabled", INPUT},
    {"face", FONT},
    {"height", IMAGE | CELL},
    {"hidden", GLOBAL},
    {"href", LINK},
    {"id", GLOBAL},
    {"lang", GLOBAL},
    {"name", LINK},
    {"open", DETAILS},
    {"reversed", LIST},
    {"rowspan", CELL},
    {"scope", CELL},
    {"size", FONT},
    {"span", COLUMN},
    {"src", IMAGE},
    {"start", LIST},
    {"style", GLOBAL},
    {"target", LINK},
    {"title", GLOBAL},
    {"type", LIST | ITEM | INPUT},
    {"valign", CELL | COLUMN},
    {"value", ITEM},
    {"width", IMAGE | CELL | TABLE | COLUMN},
};

hp_tag_rule hp_allow_tag(GumboTag tag)
{
    return tags[tag].rule;
}

const char *hp_allow_tag_name(GumboTag tag)
{
    static const char *names[GUMBO_TAG_LAST];
    if (!names[tag])
        names[tag] = g_intern_static_string(gumbo_normalized_tagname(tag));
    return names[tag];
}

GumboTag hp_allow_tag_enum(const char *name, size_t length)
{
    /* HTML has grown since gumbo. */
    static const struct {
        const char *name;
        GumboTag like;
    } newer[] = {
        {"picture", GUMBO_TAG_SPAN}, {"dialog", GUMBO_TAG_DIV}, {"search", GUMBO_TAG_DIV}, {"slot", GUMBO_TAG_SPAN}};

    if (length > 16)
        return GUMBO_TAG_UNKNOWN;
    GumboTag tag = gumbo_tagn_enum(name, (unsigned)length);
    for (size_t i = 0; tag == GUMBO_TAG_UNKNOWN && i < G_N_ELEMENTS(newer); i++)
        if (length == strlen(newer[i].name) && !g_ascii_strncasecmp(name, newer[i].name, length))
            tag = newer[i].like;
    return tag;
}

/* Browsers skip blanks and control characters before and inside a scheme, so
 * they must not hide one. */
static gboolean has_scheme(const char *value, const char *scheme)
{
    for (; *value && *scheme; value++) {
        if ((unsigned char)*value <= ' ')
            continue;
        if (g_ascii_tolower(*value) != *scheme)
            return FALSE;
        scheme++;
    }
    return !*scheme;
}

static gboolean address_allowed(const char *value)
{
    return !has_scheme(value, "javascript:") && !has_scheme(value, "vbscript:") && !has_scheme(value, "data:") &&
           !has_scheme(value, "file:");
}

static gboolean is_data_name(const char *name)
{
    if (strncmp(name, "data-", 5) || !name[5])
        return FALSE;
    for (name += 5; *name; name++)
        if (!g_ascii_isalnum(*name) && !strchr("-_.:", *name))
            return FALSE;
    return TRUE;
}

const char *hp_allow_attribute(GumboTag tag, const char *name, const char *value)
{
    static const char *interned[G_N_ELEMENTS(attributes)];
    size_t low = 0, high = G_N_ELEMENTS(attributes);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, attributes[middle].name);
        if (!order) {
            if (!(tags[tag].attributes & attributes[middle].groups))
                return NULL;
            if (attributes[middle].groups == LINK && !strcmp(name, "href") && !address_allowed(value))
                return NULL;
            if (!interned[middle])
                interned[middle] = g_intern_static_string(attributes[middle].name);
            return interned[middle];
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return is_data_name(name) ? g_intern_string(name) : NULL;
}

gboolean hp_tag_is_void(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_AREA:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_BASEFONT:
    case GUMBO_TAG_BGSOUND:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_IMAGE:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_KEYGEN:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_META:
    case GUMBO_TAG_PARAM:
    case GUMBO_TAG_SOURCE:
    case GUMBO_TAG_TRACK:
    case GUMBO_TAG_WBR: return TRUE;
    default: return FALSE;
    }
}
