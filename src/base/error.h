/*
 * Errors: what ends the export of one deck. Everything else is a diagnostic.
 */
#pragma once

#include <glib.h>

#define HP_ERROR (hp_error_quark())

typedef enum {
    HP_ERROR_INPUT,   /* the source cannot be read */
    HP_ERROR_OUTPUT,  /* the result cannot be written */
    HP_ERROR_LIMIT,   /* a limit that protects the machine was passed */
    HP_ERROR_USAGE,   /* an option that cannot be */
    HP_ERROR_INTERNAL /* a library said no */
} hp_error_code;

GQuark hp_error_quark(void);
