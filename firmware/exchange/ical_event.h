/* ical_event.h: what the files of the reader of iCalendar share. Inside this room only. */
#ifndef TF_EXCHANGE_ICAL_EVENT_H
#define TF_EXCHANGE_ICAL_EVENT_H

#include "base/zone_names.h"
#include "exchange/ical_lines.h"
#include "exchange/map.h"
#include "exchange/reading.h"

#include <libical/ical.h>

#define TF_ICAL_ZONES_MAX 16 /* different ones in one file */
#define TF_ICAL_KEY_BYTES 200

struct tf_ical {
    struct tf_reading *reading;
    struct tf_ical_lines lines;
    struct tf_map moved; /* "uid/2026-11-25T09:00:00Z": single times that an event of their own replaces */
    struct tf_map seen;  /* of one event that repeats: a rule and an RDATE may name the same moment */
    struct tf_zone *zones[TF_ICAL_ZONES_MAX];
    size_t zone_count;
    struct tf_ical_alias {
        const char *name;
        const struct tf_zone *zone; /* NULL: nobody knows it */
    } aliases[TF_ICAL_ZONES_MAX];   /* names that tzdata does not have */
    size_t alias_count;
};

struct tf_ical_event {
    struct tf_ical *calendar;
    icalcomponent *component;
    long line;
    const char *where, *uid;
};

/* In the draft's arena; never NULL. */
const char *tf_ical_keep(struct tf_ical *calendar, const char *text);
/* The zone whose clocks go as those of the one that the file describes under this name do. false: there is
 * none. */
bool tf_ical_zone_like(char out[TF_ZONE_NAME_SIZE], const struct tf_ical *calendar, const char *name);
/* Without a word: the zone that the property names, or `otherwise`. */
const struct tf_zone *tf_ical_zone_or(struct tf_ical *calendar, icalproperty *property,
                                      const struct tf_zone *otherwise);
/* UTC seconds; 0: none that we know. */
int64_t tf_ical_instant(struct icaltimetype time, const struct tf_zone *zone);
icalproperty *tf_ical_property(const struct tf_ical_event *event, icalproperty_kind kind);
/* A property's date or time, or libical's null time. */
struct icaltimetype tf_ical_time(icalproperty *property);

/* The key in `moved` of an event that has a RECURRENCE-ID. */
void tf_ical_moved_key(char out[TF_ICAL_KEY_BYTES], struct tf_ical *calendar, icalcomponent *component,
                       const char *uid);
/* Adds first, which has a rule (RRULE) or further times (RDATE), at all of its times. */
void tf_ical_add_repeats(struct tf_ical_event *event, const struct tf_draft_session *first,
                         struct icaltimetype start, const struct tf_zone *zone);

#endif
