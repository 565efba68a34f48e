/* What repeats in a calendar. Rules of recurrence are followed for a year and TIMES_MAX times, and only as
 * far as they cannot spin. */
#include "exchange/ical_event.h"

#include <stdio.h>
#include <string.h>

#define TIMES_MAX 366 /* of one event that repeats; and as many beside its rule */
#define ENDLESS_MAX                                                                                          \
    12 /* of a rule that never ends: a season's; an event has no room for every week of a year */
#define DAY_S INT64_C(86400)

/* A rule that names seconds, or many minutes, could look for its next time for ever. */
static bool can_follow(const struct icalrecurrencetype *rule)
{
    bool slow = rule->freq == ICAL_DAILY_RECURRENCE || rule->freq == ICAL_WEEKLY_RECURRENCE ||
                rule->freq == ICAL_MONTHLY_RECURRENCE || rule->freq == ICAL_YEARLY_RECURRENCE;
    return slow && rule->by_second[0] == ICAL_RECURRENCE_ARRAY_MAX &&
           rule->by_minute[0] == ICAL_RECURRENCE_ARRAY_MAX && rule->by_hour[0] == ICAL_RECURRENCE_ARRAY_MAX &&
           rule->by_set_pos[0] == ICAL_RECURRENCE_ARRAY_MAX && rule->interval > 0;
}

/* Moments at which it does not take place: an EXDATE may name the day, the clock on the wall of any zone, or
 * UTC, each several times in a line. */
static bool is_left_out(struct tf_ical_event *event, struct icaltimetype time, int64_t at,
                        const struct tf_zone *zone)
{
    icalproperty *property = tf_ical_property(event, ICAL_EXDATE_PROPERTY);
    for (size_t i = 0; property && i < TIMES_MAX; i++) {
        struct icaltimetype out = tf_ical_time(property);
        const struct tf_zone *own = tf_ical_zone_or(event->calendar, property, zone);
        bool same_day = out.year == time.year && out.month == time.month && out.day == time.day;
        if (!icaltime_is_null_time(out) && (out.is_date ? same_day : tf_ical_instant(out, own) == at)) {
            return true;
        }
        property = icalcomponent_get_next_property(event->component, ICAL_EXDATE_PROPERTY);
    }
    return false;
}

/* A single time of what repeats is known by its moment, however it is written. */
static void moved_key(char out[TF_ICAL_KEY_BYTES], const char *uid, int64_t at)
{
    char when[26];
    tf_zone_format(when, NULL, at);
    (void)snprintf(out, TF_ICAL_KEY_BYTES, "%.150s/%s", uid, when);
}

/* Of an event with a RECURRENCE-ID; one that names a day alone is known by that. */
void tf_ical_moved_key(char out[TF_ICAL_KEY_BYTES], struct tf_ical *calendar, icalcomponent *component,
                       const char *uid)
{
    icalproperty *moved = icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY);
    icalproperty *begin = icalcomponent_get_first_property(component, ICAL_DTSTART_PROPERTY);
    struct icaltimetype time = tf_ical_time(moved);
    if (time.is_date) {
        (void)snprintf(out, TF_ICAL_KEY_BYTES, "%.150s/%04d%02d%02d", uid, time.year % 10000,
                       time.month % 100, time.day % 100);
        return;
    }
    const struct tf_zone *zone = tf_ical_zone_or(calendar, begin, calendar->reading->draft->zone);
    moved_key(out, uid, tf_ical_instant(time, tf_ical_zone_or(calendar, moved, zone)));
}

static bool is_moved(const struct tf_ical_event *event, struct icaltimetype time, const char *key)
{
    char day[TF_ICAL_KEY_BYTES];
    (void)snprintf(day, sizeof day, "%.150s/%04d%02d%02d", event->uid, time.year % 10000, time.month % 100,
                   time.day % 100);
    return tf_map_get(&event->calendar->moved, key) || tf_map_get(&event->calendar->moved, day);
}

struct repeats {
    struct tf_ical_event *event;
    const struct tf_draft_session *first;
    const struct tf_zone *zone;
    size_t times;
};

static void add_time(struct repeats *repeats, struct icaltimetype time, int64_t at, int64_t length_s)
{
    struct tf_ical_event *event = repeats->event;
    struct tf_ical *calendar = event->calendar;
    const struct tf_draft_session *first = repeats->first;
    char key[TF_ICAL_KEY_BYTES];
    moved_key(key, event->uid, at);
    if (is_left_out(event, time, at, repeats->zone) || is_moved(event, time, key) ||
        tf_map_get(&calendar->seen, key)) {
        return;
    }
    const char *kept = tf_ical_keep(calendar, key);
    struct tf_draft_session one = *first;
    one.outer_id = at == first->start ? first->outer_id : kept;
    one.session.guid = at == first->start ? first->session.guid : "";
    one.start = at;
    one.end = at + length_s;
    tf_map_put(&calendar->seen, kept, calendar);
    tf_reading_add(calendar->reading, &one);
    repeats->times++;
}

static void follow_rule(struct repeats *repeats, icalproperty *property, struct icaltimetype start)
{
    struct tf_ical_event *event = repeats->event;
    struct tf_reading *reading = event->calendar->reading;
    const struct tf_draft_session *first = repeats->first;
    struct icalrecurrencetype rule = icalproperty_get_rrule(property);
    icalrecur_iterator *iterator = can_follow(&rule) ? icalrecur_iterator_new(rule, start) : NULL;
    if (!iterator) {
        tf_report_add(reading->report, TF_REPORT_MENDED, event->line, event->where,
                      "Its rule of recurrence is none we follow: only its first time is kept.");
        add_time(repeats, start, first->start, first->end - first->start);
        return;
    }
    bool is_endless = rule.count == 0 && icaltime_is_null_time(rule.until);
    size_t most = is_endless ? ENDLESS_MAX : TIMES_MAX;
    if (is_endless) {
        tf_report_add(reading->report, TF_REPORT_MENDED, event->line, event->where,
                      "It repeats without an end: its first %d times were looked at.", ENDLESS_MAX);
    }
    for (size_t i = 0; i < most && !reading->err; i++) {
        struct icaltimetype next = icalrecur_iterator_next(iterator);
        int64_t at = icaltime_is_null_time(next) ? 0 : tf_ical_instant(next, repeats->zone);
        if (!at || at > first->start + 366 * DAY_S) {
            break;
        }
        add_time(repeats, next, at, first->end - first->start);
    }
    icalrecur_iterator_free(iterator);
}

/* Times beside the rule, or instead of one: moments, days (then at the usual time), or periods. */
static void add_rdate(struct repeats *repeats, icalproperty *property, struct icaltimetype start)
{
    struct tf_ical_event *event = repeats->event;
    const struct tf_draft_session *first = repeats->first;
    icalvalue *value = icalproperty_get_value(property);
    bool is_period = value && icalvalue_isa(value) == ICAL_PERIOD_VALUE;
    struct icalperiodtype period = is_period ? icalvalue_get_period(value) : icalperiodtype_null_period();
    struct icaltimetype time = is_period ? period.start : tf_ical_time(property);
    const struct tf_zone *zone = tf_ical_zone_or(event->calendar, property, repeats->zone);
    int64_t length_s = first->end - first->start;
    if (time.is_date) {
        time.is_date = 0;
        time.hour = start.hour;
        time.minute = start.minute;
        time.second = start.second;
    }
    int64_t at = icaltime_is_null_time(time) ? 0 : tf_ical_instant(time, zone);
    if (is_period && !icaltime_is_null_time(period.end)) {
        length_s = tf_ical_instant(period.end, zone) - at;
    } else if (is_period) {
        length_s = icaldurationtype_as_int(period.duration);
    }
    if (!at) {
        tf_report_add(event->calendar->reading->report, TF_REPORT_MENDED, event->line, event->where,
                      "One of its further times (RDATE) cannot be read: it is left out.");
        return;
    }
    add_time(repeats, time, at, length_s > 0 ? length_s : first->end - first->start);
}

static enum tf_err forget_seen(struct tf_ical *calendar)
{
    struct tf_map *seen = &calendar->seen;
    enum tf_err err = TF_OK;
    if (seen->room) {
        memset(seen->entries, 0, seen->room * sizeof *seen->entries);
        return TF_OK;
    }
    err = tf_map_init(seen, &calendar->reading->draft->arena, (size_t)2 * TIMES_MAX);
    if (err) {
        tf_reading_fail(calendar->reading, err);
    }
    return err;
}

void tf_ical_add_repeats(struct tf_ical_event *event, const struct tf_draft_session *first,
                         struct icaltimetype start, const struct tf_zone *zone)
{
    struct tf_reading *reading = event->calendar->reading;
    struct repeats repeats = {.event = event, .first = first, .zone = zone};
    icalproperty *further[TIMES_MAX], *rdate = tf_ical_property(event, ICAL_RDATE_PROPERTY);
    size_t count = 0;
    for (; rdate && count < TIMES_MAX; count++) { /* first, for looking at other properties ends the search */
        further[count] = rdate;
        rdate = icalcomponent_get_next_property(event->component, ICAL_RDATE_PROPERTY);
    }
    icalproperty *rule = tf_ical_property(event, ICAL_RRULE_PROPERTY);
    if (forget_seen(event->calendar)) {
        return;
    }
    if (rule) {
        follow_rule(&repeats, rule, start);
    } else {
        add_time(&repeats, start, first->start, first->end - first->start);
    }
    for (size_t i = 0; i < count && !reading->err; i++) {
        add_rdate(&repeats, further[i], start);
    }
    tf_report_add(reading->report, TF_REPORT_NOTE, event->line, event->where,
                  "It repeats: %zu times were taken.", repeats.times);
}
