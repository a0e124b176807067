/*
 * Dump: a stage of a deck as text on stdout, for people who look for the cause
 * of what they see on a page.
 */
#pragma once

#include "cli/options.h"

void dump_job(hp_job *job, dump_kind kind);
