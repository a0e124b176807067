/*
 * Press options: what `handpress press FILE…` asks for.
 */
#pragma once

#include "cli/export-options.h"
#include "press/press.h"

typedef struct {
    export_options export;
    hp_press_options press; /* points into the strings below */
    char **inputs;          /* NULL-terminated, never empty; "-" is stdin */
    char *output, *max_size, *to, *mail_subject, *mail_template, *password, *password_file;
    char *template_text, *password_text; /* what those files hold */
    gboolean text, cover, mail, attach_source, help;
} press_options;

/* NULL and HP_ERROR_USAGE when the line cannot be meant. */
press_options *press_options_parse(int argc, char **argv, GError **error);
void press_options_free(press_options *o); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(press_options, press_options_free)

char *press_options_help(void); /* free it */
