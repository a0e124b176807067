/*
 * Track sizes (CSS Grid 1 §12). Every track has a base size, which grows, and a
 * limit up to which it grows. Items that span few tracks ask first.
 */
#include "layout/grid-internal.h"

#include <math.h>
#include <stdlib.h>

#define ROUNDS_MAX 64

gboolean hp_grid_is_flexible(const hp_grid_track *track)
{
    return track->size.max.kind == HP_TRACK_FLEX;
}

double hp_grid_span(const hp_grid_track *tracks, unsigned first, unsigned end, double gap)
{
    double sum = 0;
    gboolean any = FALSE;
    for (unsigned i = first; i < end; i++) {
        if (tracks[i].collapsed)
            continue;
        sum += tracks[i].base + (any ? gap : 0);
        any = TRUE;
    }
    return sum;
}

/* §12.4; percentages of what is not known count as auto. */
static hp_track_breadth settled(hp_track_breadth breadth, double available)
{
    if (breadth.kind == HP_TRACK_LENGTH && hp_length_has_percent(breadth.length) && available < 0)
        breadth.kind = HP_TRACK_AUTO;
    return breadth;
}

static void track_begin(hp_grid_track *track, double available)
{
    track->size.min = settled(track->size.min, available);
    track->size.max = settled(track->size.max, available);
    if (track->size.fits && hp_length_has_percent(track->size.limit)) {
        track->size.fits = available >= 0;
        track->size.limit = HP_PX(hp_length_resolve(track->size.limit, available));
    }
    if (track->collapsed)
        track->size = (hp_track_size){.min.kind = HP_TRACK_LENGTH, .max.kind = HP_TRACK_LENGTH};
    track->base = track->size.min.kind == HP_TRACK_LENGTH ? hp_length_resolve(track->size.min.length, available) : 0;
    track->limit =
        track->size.max.kind == HP_TRACK_LENGTH ? hp_length_resolve(track->size.max.length, available) : INFINITY;
    track->base = MAX(track->base, 0);
    track->limit = MAX(track->limit, track->base);
}

/* ---- what content asks for (§12.5) ---- */

typedef enum { BY_MINIMUM, BY_MIN, BY_MAX, LIMIT_BY_MIN, LIMIT_BY_MAX, N_PHASES } phase;

static gboolean is_affected(const hp_grid_sizing *s, const hp_grid_track *track, phase what, gboolean flexible)
{
    if (flexible && !hp_grid_is_flexible(track))
        return FALSE;
    hp_track_kind min = track->size.min.kind, max = track->size.max.kind;
    switch (what) {
    case BY_MINIMUM: return min >= HP_TRACK_AUTO;
    case BY_MIN: return min >= HP_TRACK_MIN_CONTENT;
    case BY_MAX: return min == HP_TRACK_MAX_CONTENT || (min == HP_TRACK_AUTO && s->constraint == HP_GRID_MAX_CONTENT);
    case LIMIT_BY_MIN: return max >= HP_TRACK_AUTO;
    default: return max == HP_TRACK_AUTO || max == HP_TRACK_MAX_CONTENT;
    }
}

static double demanded(const hp_grid_sizing *s, const hp_grid_demand *demand, phase what)
{
    if (what == BY_MINIMUM && s->constraint == HP_GRID_SIZED)
        return demand->minimum;
    return what == BY_MAX || what == LIMIT_BY_MAX ? demand->max : demand->min;
}

static double size_in(const hp_grid_track *track, phase what)
{
    return what < LIMIT_BY_MIN || track->limit == INFINITY ? track->base : track->limit;
}

/* How far a track may grow in this phase before the others have to. */
static double growth_room(const hp_grid_track *track, phase what)
{
    if (what < LIMIT_BY_MIN)
        return track->limit - track->base - track->incurred;
    if (!track->size.fits)
        return INFINITY;
    return track->size.limit.px - size_in(track, what) - track->incurred;
}

typedef gboolean (*track_test)(const hp_grid_track *track, phase what);

static gboolean grows_to_limit(const hp_grid_track *track, phase what)
{
    return growth_room(track, what) > 1e-6;
}

static gboolean grows_beyond(const hp_grid_track *track, phase what)
{
    hp_track_kind max = track->size.max.kind;
    return what < LIMIT_BY_MIN &&
           (what == BY_MAX ? max == HP_TRACK_MAX_CONTENT || max == HP_TRACK_AUTO : max >= HP_TRACK_AUTO);
}

static gboolean grows_anyway(const hp_grid_track *track, phase what)
{
    (void)track;
    return what < LIMIT_BY_MIN;
}

/* Shares space out equally among the affected tracks that pass the test;
 * returns what is left. Flexible tracks share by their factors. */
static double share_once(const hp_grid_sizing *s, const hp_grid_demand *demand, phase what, gboolean flexible,
                         track_test test, gboolean bounded, double space)
{
    double weights = 0, left = space;
    for (unsigned i = demand->first; i < demand->end; i++)
        if (is_affected(s, &s->tracks[i], what, flexible) && test(&s->tracks[i], what))
            weights += flexible ? MAX((double)s->tracks[i].size.max.flex, 1e-3) : 1;
    for (unsigned i = demand->first; i < demand->end && weights > 0; i++) {
        hp_grid_track *track = &s->tracks[i];
        if (!is_affected(s, track, what, flexible) || !test(track, what))
            continue;
        double share = space * (flexible ? MAX((double)track->size.max.flex, 1e-3) : 1) / weights;
        if (bounded)
            share = MIN(share, growth_room(track, what));
        track->incurred += share;
        left -= share;
    }
    return weights > 0 ? left : space;
}

static gboolean spans_flexible(const hp_grid_sizing *s, const hp_grid_demand *demand)
{
    for (unsigned i = demand->first; i < demand->end; i++)
        if (hp_grid_is_flexible(&s->tracks[i]))
            return TRUE;
    return FALSE;
}

/* §12.5.1, for one item. */
static void distribute(const hp_grid_sizing *s, const hp_grid_demand *demand, phase what, gboolean flexible)
{
    double space = demanded(s, demand, what), gaps = 0;
    gboolean any = FALSE, affected = FALSE;
    for (unsigned i = demand->first; i < demand->end; i++) {
        hp_grid_track *track = &s->tracks[i];
        track->incurred = 0;
        space -= size_in(track, what);
        gaps += any && !track->collapsed ? s->gap : 0;
        any |= !track->collapsed;
        affected |= is_affected(s, track, what, flexible);
    }
    space -= gaps;
    if (space <= 0 || !affected)
        return;
    /* Every round fills a track up, or uses the space up; a grid with so many
     * different limits that it takes more rounds is hostile. */
    for (unsigned round = 0; round < ROUNDS_MAX && space > 1e-6; round++) {
        double left = share_once(s, demand, what, flexible, grows_to_limit, TRUE, space);
        if (left == space)
            break;
        space = left;
    }
    double before = space;
    if (space > 1e-6)
        space = share_once(s, demand, what, flexible, grows_beyond, FALSE, space);
    if (space > 1e-6 && space == before)
        share_once(s, demand, what, flexible, grows_anyway, FALSE, space);
    for (unsigned i = demand->first; i < demand->end; i++)
        s->tracks[i].planned = MAX(s->tracks[i].planned, s->tracks[i].incurred);
}

/* Grows the tracks by what was planned in a phase for items from `from` to `to`. */
static void apply_planned(const hp_grid_sizing *s, unsigned from, unsigned to, phase what)
{
    for (unsigned k = from; k < to; k++) {
        for (unsigned i = s->demands[k].first; i < s->demands[k].end; i++) {
            hp_grid_track *track = &s->tracks[i];
            if (what < LIMIT_BY_MIN) {
                track->base += track->planned;
                track->limit = MAX(track->limit, track->base);
            } else if (track->limit < INFINITY || is_affected(s, track, what, FALSE)) {
                track->limit = size_in(track, what) + track->planned;
            }
            track->planned = 0;
        }
    }
}

static unsigned weight(const hp_grid_demand *demand)
{
    return demand->end - demand->first + (demand->flexible ? 2 * HP_GRID_ROWS_MAX : 0);
}

static int compare_weights(const void *a, const void *b)
{
    unsigned x = weight(a), y = weight(b);
    return (x > y) - (x < y);
}

/* Items by the number of tracks they span, those that span flexible tracks last
 * and all at once. */
static void resolve_content(hp_grid_sizing *s)
{
    for (unsigned i = 0; i < s->n_demands; i++)
        s->demands[i].flexible = spans_flexible(s, &s->demands[i]);
    qsort(s->demands, s->n_demands, sizeof *s->demands, compare_weights);
    for (unsigned from = 0, to; from < s->n_demands; from = to) {
        gboolean flexible = s->demands[from].flexible;
        unsigned size = weight(&s->demands[from]);
        for (to = from + 1; to < s->n_demands; to++)
            if (!flexible && weight(&s->demands[to]) != size)
                break;
        for (phase what = BY_MINIMUM; what < N_PHASES; what++) {
            for (unsigned i = from; i < to; i++)
                distribute(s, &s->demands[i], what, flexible);
            apply_planned(s, from, to, what);
        }
    }
    for (unsigned i = 0; i < s->n; i++)
        if (s->tracks[i].limit == INFINITY)
            s->tracks[i].limit = s->tracks[i].base;
}

/* ---- what is left (§12.6 to §12.8) ---- */

static void maximize(hp_grid_sizing *s)
{
    if (s->constraint == HP_GRID_MIN_CONTENT)
        return;
    if (s->available < 0) {
        for (unsigned i = 0; i < s->n; i++)
            s->tracks[i].base = s->tracks[i].limit;
        return;
    }
    double space = s->available - hp_grid_span(s->tracks, 0, s->n, s->gap);
    for (unsigned round = 0; round < s->n && space > 1e-6; round++) {
        unsigned open = 0;
        for (unsigned i = 0; i < s->n; i++)
            open += s->tracks[i].limit - s->tracks[i].base > 1e-6;
        if (!open)
            return;
        double share = space / open;
        for (unsigned i = 0; i < s->n; i++) {
            double growth = MIN(share, s->tracks[i].limit - s->tracks[i].base);
            if (growth > 1e-6) {
                s->tracks[i].base += growth;
                space -= growth;
            }
        }
    }
}

/* §12.7.1: how large one fr is, so that tracks from first to end fill a space. A
 * flexible track that would become smaller than its content counts as fixed. */
static double fraction(const hp_grid_sizing *s, unsigned first, unsigned end, double space)
{
    for (double below = -1;;) {
        double room = space, factors = 0;
        gboolean any = FALSE;
        for (unsigned i = first; i < end; i++) {
            const hp_grid_track *track = &s->tracks[i];
            if (track->collapsed)
                continue;
            double flex = hp_grid_is_flexible(track) ? (double)track->size.max.flex : 0;
            room -= any ? s->gap : 0;
            any = TRUE;
            if (flex > 0 && (below < 0 || track->base <= below * flex))
                factors += flex;
            else
                room -= track->base;
        }
        double fr = factors > 0 ? MAX(room, 0) / MAX(factors, 1) : 0;
        gboolean fits = TRUE;
        for (unsigned i = first; i < end; i++) {
            const hp_grid_track *track = &s->tracks[i];
            double flex = hp_grid_is_flexible(track) ? (double)track->size.max.flex : 0;
            if (flex > 0 && (below < 0 || track->base <= below * flex) && track->base > fr * flex)
                fits = FALSE;
        }
        if (fits || factors <= 0)
            return fr;
        below = fr;
    }
}

static void grow_flexible(hp_grid_sizing *s)
{
    gboolean any = FALSE;
    for (unsigned i = 0; i < s->n; i++)
        any |= hp_grid_is_flexible(&s->tracks[i]);
    if (!any || s->constraint == HP_GRID_MIN_CONTENT)
        return;
    double fr = 0;
    if (s->available >= 0) {
        fr = fraction(s, 0, s->n, s->available);
    } else {
        for (unsigned i = 0; i < s->n; i++)
            if (hp_grid_is_flexible(&s->tracks[i]))
                fr = MAX(fr, s->tracks[i].base / MAX((double)s->tracks[i].size.max.flex, 1));
        for (unsigned i = 0; i < s->n_demands; i++)
            if (s->demands[i].flexible)
                fr = MAX(fr, fraction(s, s->demands[i].first, s->demands[i].end, s->demands[i].max));
        if (s->least > 0)
            fr = MAX(fr, fraction(s, 0, s->n, s->least));
    }
    for (unsigned i = 0; i < s->n; i++)
        if (hp_grid_is_flexible(&s->tracks[i]))
            s->tracks[i].base = MAX(s->tracks[i].base, fr * (double)s->tracks[i].size.max.flex);
}

static void stretch_auto(hp_grid_sizing *s)
{
    double size = s->available >= 0 ? s->available : s->least;
    double space = size - hp_grid_span(s->tracks, 0, s->n, s->gap);
    unsigned count = 0;
    for (unsigned i = 0; i < s->n; i++)
        count += s->tracks[i].size.max.kind == HP_TRACK_AUTO;
    if (!s->stretches || s->constraint != HP_GRID_SIZED || space <= 0 || !count)
        return;
    for (unsigned i = 0; i < s->n; i++)
        if (s->tracks[i].size.max.kind == HP_TRACK_AUTO)
            s->tracks[i].base += space / count;
}

void hp_grid_size_tracks(hp_grid_sizing *s)
{
    for (unsigned i = 0; i < s->n; i++)
        track_begin(&s->tracks[i], s->available);
    resolve_content(s);
    maximize(s);
    grow_flexible(s);
    stretch_auto(s);
}
