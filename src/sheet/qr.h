/*
 * QR codes (ISO/IEC 18004), by libqrencode.
 */
#pragma once

#include "base/arena.h"

/* The code of a text as an SVG in a data: address, its quiet zone included. NULL
 * when the text is too long for a code. */
const char *hp_qr_make(hp_arena *arena, const char *text);
