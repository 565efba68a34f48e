/* Zones that a calendar describes itself (VTIMEZONE), under names that tzdata does not have: "W. Europe
 * Standard Time" is what Outlook calls it. libical knows what clocks do by such a description; the zone is
 * the first of the world's whose clocks do the same while the calendar lasts. */
#include "exchange/ical_event.h"

#include "base/zone_names.h"

#include <stdlib.h>
#include <string.h>

enum {
    PARTS_MAX = 24, /* of a description: some list each change of twenty years by itself */
    YEARS_MAX = 3,
    STEP_DAYS = 6,
    LOOKS_MAX = YEARS_MAX * 366 / STEP_DAYS + 1,
};
#define DAY_S INT64_C(86400)

/* What a clock shows, again and again: local minus UTC. */
struct looks {
    int64_t at[LOOKS_MAX];
    int offset_s[LOOKS_MAX];
    size_t count;
};

/* Of the many with the same clocks, those that most people would name. */
static const char *const KNOWN[] = {
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Moscow",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Bogota",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/Halifax",
    "America/Mexico_City",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Pacific/Auckland",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Nairobi",
};

/* A rule that names more than a day of the year could keep libical busy for ever. */
static bool is_sane(icalcomponent *zone)
{
    int parts = 0;
    icalcomponent *part = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT);
    for (; part; part = icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT)) {
        icalproperty *rule = icalcomponent_get_first_property(part, ICAL_RRULE_PROPERTY);
        bool is_whole = icalcomponent_get_first_property(part, ICAL_DTSTART_PROPERTY) &&
                        icalcomponent_get_first_property(part, ICAL_TZOFFSETFROM_PROPERTY) &&
                        icalcomponent_get_first_property(part, ICAL_TZOFFSETTO_PROPERTY);
        if (!is_whole || ++parts > PARTS_MAX ||
            icalcomponent_count_properties(part, ICAL_ANY_PROPERTY) > PARTS_MAX) {
            return false;
        }
        for (; rule; rule = icalcomponent_get_next_property(part, ICAL_RRULE_PROPERTY)) {
            struct icalrecurrencetype how = icalproperty_get_rrule(rule);
            if (how.freq != ICAL_YEARLY_RECURRENCE || how.interval < 1 ||
                how.by_second[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                how.by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                how.by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                how.by_set_pos[0] != ICAL_RECURRENCE_ARRAY_MAX) {
                return false;
            }
        }
    }
    return parts > 0;
}

/* The description of that name; NULL: there is none. icalcomponent_free() it. */
static icalcomponent *find(const struct tf_ical *calendar, const char *name)
{
    const char *at = calendar->lines.zones.len ? calendar->lines.zones.data : "";
    icalcomponent *found = NULL;
    while (!found && *at) {
        const char *end = strstr(at, "\r\nEND:VTIMEZONE\r\n");
        char *text = end ? strndup(at, (size_t)(end - at) + strlen("\r\nEND:VTIMEZONE\r\n")) : NULL;
        icalcomponent *zone = text ? icalparser_parse_string(text) : NULL;
        icalproperty *tzid = zone ? icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY) : NULL;
        const char *its = tzid ? icalproperty_get_tzid(tzid) : NULL;
        if (its && strcmp(its, name) == 0 && icalcomponent_isa(zone) == ICAL_VTIMEZONE_COMPONENT &&
            is_sane(zone)) {
            found = zone;
        } else if (zone) {
            icalcomponent_free(zone);
        }
        free(text);
        at = end ? end + strlen("\r\nEND:VTIMEZONE\r\n") : "";
    }
    return found;
}

/* The years in which events begin. */
static void find_years(const struct tf_ical *calendar, int *first, int *last)
{
    const char *at = calendar->lines.text.len ? calendar->lines.text.data : "";
    *first = TF_ZONE_YEAR_MAX;
    *last = TF_ZONE_YEAR_MIN;
    while ((at = strstr(at, "\nDTSTART")) != NULL) {
        at++;
        const char *value = memrchr(at, ':', strcspn(at, "\r\n")); /* a zone's name may have one, too */
        int year = 0;
        if (value && strnlen(value, 5) == 5) {
            char digits[5] = {value[1], value[2], value[3], value[4], '\0'};
            year = (int)strtol(digits, NULL, 10);
        }
        if (year >= TF_ZONE_YEAR_MIN && year < TF_ZONE_YEAR_MAX) {
            *first = year < *first ? year : *first;
            *last = year > *last ? year : *last;
        }
    }
    *last = *last >= *first + YEARS_MAX ? *first + YEARS_MAX - 1 : *last;
}

/* Takes the description. */
static void look(struct looks *looks, icalcomponent *description, int first, int last)
{
    icaltimezone *zone = icaltimezone_new();
    looks->count = 0;
    if (!zone || !icaltimezone_set_component(zone, description)) {
        icalcomponent_free(description);
        if (zone) {
            icaltimezone_free(zone, 1);
        }
        return;
    }
    for (int64_t day = tf_zone_days(first, 1, 1);
         day < tf_zone_days(last + 1, 1, 1) && looks->count < LOOKS_MAX; day += STEP_DAYS) {
        struct icaltimetype time =
            icaltime_from_timet_with_zone((time_t)(day * DAY_S), 0, icaltimezone_get_utc_timezone());
        int is_daylight = 0;
        looks->at[looks->count] = day * DAY_S;
        looks->offset_s[looks->count++] = icaltimezone_get_utc_offset_of_utc_time(zone, &time, &is_daylight);
    }
    icaltimezone_free(zone, 1);
}

static bool goes_so(const struct looks *looks, const char *name)
{
    for (size_t i = 0; i < looks->count; i++) {
        int offset_s = 0;
        if (!tf_zone_offset(&offset_s, name, looks->at[i]) || offset_s != looks->offset_s[i]) {
            return false;
        }
    }
    return looks->count > 0;
}

/* name may be NULL. */
static bool is_it(char out[TF_ZONE_NAME_SIZE], const struct looks *looks, const char *name)
{
    if (!name || strlen(name) >= TF_ZONE_NAME_SIZE || !goes_so(looks, name)) {
        return false;
    }
    memcpy(out, name, strlen(name) + 1);
    return true;
}

static bool find_like(char out[TF_ZONE_NAME_SIZE], const struct looks *looks, const char *first_choice)
{
    struct tf_zone_names *names = NULL;
    bool found = is_it(out, looks, first_choice);
    for (size_t i = 0; !found && i < sizeof KNOWN / sizeof *KNOWN; i++) {
        found = is_it(out, looks, KNOWN[i]);
    }
    if (!found && tf_zone_names_open(&names) == TF_OK) {
        for (size_t i = 0; !found && i < tf_zone_names_count(names); i++) {
            found = is_it(out, looks, tf_zone_names_at(names, i));
        }
        tf_zone_names_close(names);
    }
    return found;
}

bool tf_ical_zone_like(char out[TF_ZONE_NAME_SIZE], const struct tf_ical *calendar, const char *name)
{
    icalcomponent *description = find(calendar, name);
    struct looks looks;
    int first, last;
    if (!description) {
        return false;
    }
    find_years(calendar, &first, &last);
    if (first > last) {
        icalcomponent_free(description);
        return false;
    }
    look(&looks, description, first, last);
    return find_like(out, &looks, calendar->reading->options->zone);
}
