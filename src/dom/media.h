/*
 * Media: a video, a frame, a sound have no paper form. What is left of them is a
 * card that says what is there and where. Private to dom/.
 */
#pragma once

#include "dom/node.h"

#include <gumbo.h>

/* div.embed with a title and a link; NULL when the element names no address on
 * the web. */
hp_node *hp_media_card(hp_arena *arena, const GumboElement *element, unsigned line);
