/* walls.h: events as they happen, for pictures: a small camp, a full one, one whose every text is as long as
 * it may be, a congress. All texts are made up. Everything is in Europe/Berlin; the first day is 2026-11-25.
 */
#ifndef TF_TESTS_WALLS_H
#define TF_TESTS_WALLS_H

#include "core/board.h"

#define WALLS_DAY INT64_C(20782)
/* UTC seconds of a time of day (minutes after midnight, winter time in Berlin) on the nth day. */
#define WALLS_AT(day, hour, minute) ((WALLS_DAY + (day)) * 86400 + (hour)*3600 + (minute)*60 - 3600)

enum walls_which {
    WALLS_NOTHING,  /* no event set up */
    WALLS_EMPTY,    /* spaces and times, no session yet */
    WALLS_SMALL,    /* 4 spaces, 12 sessions, one day */
    WALLS_FULL,     /* 9 spaces, 3 days, nearly every cell taken */
    WALLS_LONGEST,  /* the same with the longest texts that the door lets in */
    WALLS_CONGRESS, /* 92 spaces, about 150 rows a day */
    WALLS_TALKS,    /* lightning talks: one stage, a row every five minutes, and news */
};
/* The caller's reference; the test ends when there is no memory. */
struct tf_board *walls_board(enum walls_which which);
/* A session with everything said about it, on every board that has sessions. */
#define WALLS_SESSION 1003

#endif
