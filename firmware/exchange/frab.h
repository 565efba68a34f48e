/* frab.h: what a frab schedule says, whether it is written in XML or in JSON. */
#ifndef TF_EXCHANGE_FRAB_H
#define TF_EXCHANGE_FRAB_H

#include "exchange/reading.h"

struct tf_frab_conference {
    const char *title, *acronym, *zone, *base_url, *url, *timeslot; /* as written; "" not said */
};

struct tf_frab_day {
    long line;
    int64_t date;       /* the local date of its start; 0 unknown */
    int64_t start, end; /* 0 unknown */
};

struct tf_frab_event { /* as written; NULL and "" are the same */
    long line;
    const char *group; /* name of the room it is listed under */
    const char *id, *guid, *room, *date, *start, *duration;
    const char *title, *subtitle, *track, *type, *language, *abstract, *description, *url;
    const char *hosts; /* joined by tf_reading_add_host() */
    const char *links; /* lines of "name: address" */
    const char *first_link;
};

struct tf_frab {
    struct tf_reading *reading;
    int64_t timeslot_s; /* for events without a length; 0 not said */
    bool is_ours;       /* Twofeet wrote it: its addresses of pages are not the sessions' own */
};

void tf_frab_take_conference(struct tf_frab *frab, const struct tf_frab_conference *conference);
/* Also settles the time zone, if the conference did not. Texts may be NULL. */
void tf_frab_take_day(struct tf_frab *frab, struct tf_frab_day *day, long line, const char *date,
                      const char *start, const char *end);
void tf_frab_take_event(struct tf_frab *frab, const struct tf_frab_day *day,
                        const struct tf_frab_event *event);
/* One more link of an event: "Slides", "https://…". Its texts are the caller's; what is kept goes to scratch.
 */
void tf_frab_take_link(struct tf_frab *frab, struct tf_frab_event *event, struct tf_arena *scratch,
                       const char *name, const char *href);
/* The last step: tf_reading_finish() with a name for where it came from. */
enum tf_err tf_frab_finish(struct tf_frab *frab);
/* "event 12" */
const char *tf_frab_where(struct tf_frab *frab, const char *id);

#endif
