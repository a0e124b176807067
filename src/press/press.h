/*
 * Press: one deck as a press office sends it. A PDF that fits a mail and tells
 * nothing that its sender does not want told, and what goes along with it.
 */
#pragma once

#include "job.h"
#include "press/budget.h"

typedef struct {
    const char *name; /* of the files, without folder and ending; NULL: by date and title */
    size_t max_bytes; /* of the PDF; 0: any size */
    gboolean text, cover, mail;
    gboolean attach_source; /* the deck as it was read goes along in the PDF, with all that readers do not see */
    const char *to, *mail_subject, *mail_template; /* NULL: none; the title; one of our own */
    const char *password;                          /* NULL: none */
} hp_press_options;

/* Everything is the caller's; hp_press_clear frees it. */
typedef struct {
    char *name; /* of its files, without folder and ending; safe in any mail */
    GBytes *pdf;
    GBytes *text, *cover, *mail; /* NULL: not wanted */
    size_t n_pages;
    hp_budget_report budget;
} hp_press;

/* FALSE and an error when the deck cannot be drawn or the PDF cannot be made to
 * fit. source: that of the job, for the name and to
 * be attached. */
gboolean hp_press_make(hp_job *job, const hp_job_source *source, const hp_press_options *options, hp_press *press,
                       GError **error);
void hp_press_clear(hp_press *press);
