/*
 * Links: what an address may be, and the annotations over their rectangles
 * (ISO 32000-1 §12.5.6.5).
 */
#include "pdf/pdf-internal.h"

#include <stdlib.h>
#include <string.h>

/* A PDF string's limit; browsers take less. */
enum { ADDRESS_MAX = 8000 };

/* What is safe in a URI stays; the rest is percent-encoded, also the brackets
 * and the backslash that mean something to PDF (RFC 3986 §2.1). */
static char *address_encode(hp_arena *arena, const char *address)
{
    static const char digits[] = "0123456789ABCDEF";
    GString *encoded = g_string_new(NULL);
    char *kept;

    for (const char *p = address; *p && encoded->len < ADDRESS_MAX; p++) {
        guchar c = (guchar)*p;
        gboolean escape = c == '%' && g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2]);

        if (escape || (c > 0x20 && c < 0x7f && !strchr("()<>\\^`{|}\"%", c))) {
            g_string_append_c(encoded, (char)c);
        } else {
            g_string_append_c(encoded, '%');
            g_string_append_c(encoded, digits[c >> 4]);
            g_string_append_c(encoded, digits[c & 15]);
        }
    }
    kept = hp_arena_strndup(arena, encoded->str, encoded->len);
    g_string_free(encoded, TRUE);
    return kept;
}

/* Length of the scheme, its colon left out; 0: a relative address. */
static size_t scheme_length(const char *address)
{
    size_t length = 0;

    if (!g_ascii_isalpha(address[0]))
        return 0;
    while (g_ascii_isalnum(address[length]) || (address[length] && strchr("+-.", address[length])))
        length++;
    return address[length] == ':' ? length : 0;
}

static gboolean scheme_is_allowed(const char *address, size_t length)
{
    static const char *const allowed[] = {"http", "https", "mailto", "ftp", "tel"};

    for (unsigned i = 0; i < G_N_ELEMENTS(allowed); i++)
        if (strlen(allowed[i]) == length && g_ascii_strncasecmp(allowed[i], address, length) == 0)
            return TRUE;
    return FALSE;
}

hp_link_kind hp_link_parse(hp_arena *arena, const char *href, const char **target, gboolean *refused)
{
    /* Browsers drop control characters before they look for a scheme, so
     * "java\nscript:" must not pass as something else. */
    g_autofree char *address = g_strdup(href ? href : "");
    char *kept = address;
    size_t scheme;

    *refused = FALSE;
    for (const char *p = address; *p; p++)
        if ((guchar)*p >= 0x20 && *p != 0x7f)
            *kept++ = *p;
    *kept = '\0';
    g_strstrip(address);
    if (address[0] == '\0')
        return HP_LINK_NONE;
    if (address[0] == '#') {
        g_autofree char *decoded = g_uri_unescape_string(address + 1, NULL);

        *target = hp_arena_strdup(arena, decoded ? decoded : address + 1);
        return HP_LINK_TARGET;
    }
    scheme = scheme_length(address);
    if (scheme > 0 && !scheme_is_allowed(address, scheme)) {
        *refused = TRUE;
        return HP_LINK_NONE;
    }
    if (strncmp(address, "//", 2) == 0) {
        g_autofree char *complete = g_strconcat("https:", address, NULL);

        *target = address_encode(arena, complete);
    } else {
        *target = address_encode(arena, address);
    }
    return HP_LINK_URI;
}

/* ---- targets ---- */

typedef struct {
    unsigned page;
    double x, top; /* px */
} destination;

/* Destinations by id and by slide, each looked up once per link. */
typedef struct {
    GHashTable *names;  /* "deck#id" of elements → hp_element */
    GHashTable *slides; /* "deck/h/v" and "deck#id" of slides → hp_slide_place */
} target_index;

static char *name_key(unsigned deck, const char *id)
{
    return g_strdup_printf("%u#%s", deck, id);
}

static char *slide_key(unsigned deck, unsigned long horizontal, unsigned long vertical)
{
    return g_strdup_printf("%u/%lu/%lu", deck, horizontal, vertical);
}

/* From the last to the first: the first of a name wins. */
static void targets_init(target_index *targets, const hp_pdf_writer *writer)
{
    targets->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    targets->slides = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = writer->elements->len; i > 0; i--) {
        hp_element *element = writer->elements->pdata[i - 1];

        if (element->id && element->placed)
            g_hash_table_insert(targets->names, name_key(element->deck, element->id), element);
    }
    for (guint i = writer->slides->len; i > 0; i--) {
        hp_slide_place *place = &g_array_index(writer->slides, hp_slide_place, i - 1);

        g_hash_table_insert(targets->slides, slide_key(place->deck, place->horizontal, place->vertical), place);
        if (place->id)
            g_hash_table_insert(targets->slides, name_key(place->deck, place->id), place);
    }
}

static void targets_clear(target_index *targets)
{
    g_hash_table_unref(targets->names);
    g_hash_table_unref(targets->slides);
}

/* The slide that #/h/v or #/h (from 0) or #/id names; NULL. */
static const hp_slide_place *slide_lookup(const target_index *targets, unsigned deck, const char *name)
{
    const hp_slide_place *place = NULL;
    g_autofree char *named = NULL;

    if (name[0] == '/' && g_ascii_isdigit(name[1])) {
        char *end;
        unsigned long horizontal = strtoul(name + 1, &end, 10), vertical = 0;

        if (*end == '\0' || *end == '/') {
            g_autofree char *key = NULL;

            if (*end == '/')
                vertical = strtoul(end + 1, NULL, 10);
            key = slide_key(deck, horizontal, vertical);
            place = g_hash_table_lookup(targets->slides, key);
        }
    }
    if (place)
        return place;
    named = name_key(deck, name[0] == '/' ? name + 1 : name);
    return g_hash_table_lookup(targets->slides, named);
}

static gboolean is_top(const char *name)
{
    return name[0] == '\0' || strcmp(name, "/") == 0 || g_ascii_strcasecmp(name, "top") == 0;
}

/* reveal.js's addresses: #/h/v (from 0), #/h, #/id; else an element's id. */
static gboolean targets_lookup(const target_index *targets, const hp_element *link, destination *found)
{
    const char *name = link->target;
    const hp_slide_place *place;
    const hp_element *element;
    g_autofree char *key = NULL;

    *found = (destination){0};
    place = slide_lookup(targets, link->deck, is_top(name) ? "/0/0" : name);
    if (place) {
        *found = (destination){place->page, place->x, place->top};
        return TRUE;
    }
    if (is_top(name))
        return TRUE;
    key = name_key(link->deck, name[0] == '/' ? name + 1 : name);
    element = g_hash_table_lookup(targets->names, key);
    if (!element)
        return FALSE;
    *found = (destination){element->page, element->x, element->top};
    return TRUE;
}

/* ---- annotations ---- */

/* Drops what leads nowhere and gives numbers to the rest. Rectangles of one link
 * are neighbours but for links that lie within each other's lines. */
void hp_links_number(hp_pdf_writer *writer, hp_update *update)
{
    target_index targets;
    destination ignored;

    targets_init(&targets, writer);
    for (guint i = 0; i < writer->annotations->len; i++) {
        hp_annotation *annotation = &g_array_index(writer->annotations, hp_annotation, i);
        hp_element *link = annotation->link;

        gboolean stays = writer->links_left && link->deck == 0;

        if (link->link_kind == HP_LINK_TARGET && !stays && !targets_lookup(&targets, link, &ignored)) {
            hp_diag_warning(g_ptr_array_index(writer->decks, link->deck), "link-target-missing", link->line,
                            "the link leads to “#%.80s”, which is not in this document", link->target);
            link->link_kind = HP_LINK_NONE;
        }
        if (link->link_kind == HP_LINK_NONE)
            continue;
        hp_element_use(writer, link);
        annotation->object = hp_update_reserve(update);
        if (link->n_annotations == 0)
            link->first_annotation = i;
        link->n_annotations = i - link->first_annotation + 1;
        g_array_index(writer->pages, hp_pdf_page, annotation->page).has_annotations = TRUE;
    }
    targets_clear(&targets);
}

static void append_target(hp_pdf_writer *writer, GString *out, const destination *to)
{
    const hp_pdf_page *page = &g_array_index(writer->pages, hp_pdf_page, to->page);

    g_string_append_printf(out, " /Dest [%d 0 R /XYZ ", page->object);
    hp_append_number(out, to->x * 0.75);
    g_string_append_c(out, ' ');
    hp_append_number(out, (page->height - to->top) * 0.75);
    g_string_append(out, " null]");
}

static void append_rect(GString *out, const hp_rect *rect, double page_height)
{
    const double corners[4] = {rect->x, page_height - rect->y - rect->height, rect->x + rect->width,
                               page_height - rect->y};

    for (int i = 0; i < 4; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        hp_append_number(out, corners[i] * 0.75);
    }
}

void hp_links_write(hp_pdf_writer *writer, hp_update *update, int first_parent_key)
{
    GString *out = update->bytes;
    target_index targets;

    targets_init(&targets, writer);
    for (guint i = 0; i < writer->annotations->len; i++) {
        const hp_annotation *annotation = &g_array_index(writer->annotations, hp_annotation, i);
        const hp_element *link = annotation->link;
        const hp_pdf_page *page = &g_array_index(writer->pages, hp_pdf_page, annotation->page);
        destination to;

        if (!annotation->object)
            continue;
        hp_update_begin(update, annotation->object);
        g_string_append(out, "<< /Type /Annot /Subtype /Link /Rect [");
        append_rect(out, &annotation->rect, page->height);
        g_string_append_printf(out, "] /Border [0 0 0] /F 4 /P %d 0 R /StructParent %d /Contents ", page->object,
                               first_parent_key++);
        if (link->link_kind == HP_LINK_URI) {
            hp_append_text(out, link->target);
            g_string_append(out, " /A << /S /URI /URI ");
            hp_append_bytes(out, link->target);
            g_string_append(out, " >>");
        } else {
            g_autofree char *shown = g_strconcat("#", link->target, NULL);

            hp_append_text(out, shown);
            if (targets_lookup(&targets, link, &to)) {
                append_target(writer, out, &to);
            } else {
                g_string_append(out, " /Dest ");
                hp_append_bytes(out, link->target);
            }
        }
        g_string_append(out, " >>");
        hp_update_end(update);
    }
    targets_clear(&targets);
}
