#include "dom/media.h"

#include <string.h>

static const char *attribute(const GumboElement *element, const char *name)
{
    const GumboAttribute *found = gumbo_get_attribute(&element->attributes, name);
    return found && *found->value ? found->value : NULL;
}

static gboolean is_web_address(const char *text)
{
    return text && (!g_ascii_strncasecmp(text, "https://", 8) || !g_ascii_strncasecmp(text, "http://", 7));
}

/* Its own address, or that of the first source in it. */
static const char *address_of(const GumboElement *element)
{
    const char *address = attribute(element, element->tag == GUMBO_TAG_OBJECT ? "data" : "src");
    if (!address)
        address = attribute(element, "data-src");
    for (unsigned i = 0; !address && i < element->children.length; i++) {
        const GumboNode *child = element->children.data[i];
        if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_SOURCE)
            address = attribute(&child->v.element, "src");
    }
    return is_web_address(address) ? address : NULL;
}

static const char *title_of(const GumboElement *element)
{
    const char *title = attribute(element, "title");
    if (title)
        return title;
    switch (element->tag) {
    case GUMBO_TAG_VIDEO: return "Video";
    case GUMBO_TAG_AUDIO: return "Audio";
    default: return "Embedded";
    }
}

static void text_append(hp_arena *arena, hp_node *parent, const char *text)
{
    hp_node_append(parent, hp_node_make_text(arena, text, strlen(text), parent->line));
}

hp_node *hp_media_card(hp_arena *arena, const GumboElement *element, unsigned line)
{
    const char *address = address_of(element);
    if (!address)
        return NULL;
    hp_node *card = hp_node_make_element(arena, "div", line);
    hp_node_set_attribute(arena, card, "class", "embed");
    hp_node *title = hp_node_make_element(arena, "span", line);
    hp_node_set_attribute(arena, title, "class", "embed-title");
    text_append(arena, title, title_of(element));
    hp_node_append(card, title);
    text_append(arena, card, " ");
    hp_node *link = hp_node_make_element(arena, "a", line);
    hp_node_set_attribute(arena, link, "href", address);
    text_append(arena, link, address);
    hp_node_append(card, link);
    return card;
}
