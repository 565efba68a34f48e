/* The reader of iCalendar, through libical, an event at a time. Times without a zone are the calendar's. */
#include "exchange/encode.h"
#include "exchange/formats.h"
#include "exchange/guid.h"
#include "exchange/ical_event.h"
#include "exchange/reading.h"

#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZONE_PARTS_MAX 8

const char *tf_ical_keep(struct tf_ical *calendar, const char *text)
{
    const char *copy = tf_arena_strdup(&calendar->reading->draft->arena, text ? text : "");
    if (!copy) {
        tf_reading_fail(calendar->reading, TF_ERR_NOMEM);
    }
    return copy ? copy : "";
}

/* ---- zones */

/* The longest end of the name that is a zone: "/mozilla.org/20050126_1/Europe/Berlin" is Europe/Berlin. */
static const struct tf_zone *zone_of_tzdata(struct tf_ical *calendar, const char *name)
{
    for (size_t i = 0; name && i < ZONE_PARTS_MAX; i++) {
        name += *name == '/';
        for (size_t j = 0; j < calendar->zone_count; j++) {
            if (strcmp(tf_zone_name(calendar->zones[j]), name) == 0) {
                return calendar->zones[j];
            }
        }
        struct tf_zone *zone = NULL;
        enum tf_err err = calendar->zone_count < TF_ICAL_ZONES_MAX ? tf_zone_open(&zone, name) : TF_ERR_LIMIT;
        if (!err) {
            return calendar->zones[calendar->zone_count++] = zone;
        }
        if (err == TF_ERR_NOMEM) {
            tf_reading_fail(calendar->reading, err);
        }
        name = strchr(name, '/');
    }
    return NULL;
}

static const struct tf_zone *zone_named(struct tf_ical *calendar, const char *name)
{
    char like[TF_ZONE_NAME_SIZE];
    for (size_t i = 0; name && i < calendar->alias_count; i++) {
        if (strcmp(calendar->aliases[i].name, name) == 0) {
            return calendar->aliases[i].zone;
        }
    }
    const struct tf_zone *zone = zone_of_tzdata(calendar, name);
    if (zone || !name || calendar->alias_count == TF_ICAL_ZONES_MAX) {
        return zone;
    }
    if (tf_ical_zone_like(like, calendar, name)) {
        zone = zone_of_tzdata(calendar, like);
    }
    if (zone) {
        tf_report_add(calendar->reading->report, TF_REPORT_NOTE, 0, "time zone",
                      "\"%.60s\" is described in the file: its clocks go as in %s.", name, like);
    }
    calendar->aliases[calendar->alias_count++] = (struct tf_ical_alias){tf_ical_keep(calendar, name), zone};
    return zone;
}

static const struct tf_zone *zone_of(struct tf_ical_event *event, icalproperty *property)
{
    struct tf_ical *calendar = event->calendar;
    icalparameter *tzid = property ? icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER) : NULL;
    const char *name = tzid ? icalparameter_get_tzid(tzid) : NULL;
    if (!name) {
        return calendar->reading->draft->zone;
    }
    const struct tf_zone *zone = zone_named(calendar, name);
    if (!zone) {
        tf_report_add(calendar->reading->report, TF_REPORT_MENDED, event->line, event->where,
                      "\"%.60s\" is no time zone we know: its time was taken for %s.", name,
                      tf_zone_name(calendar->reading->draft->zone));
    }
    return zone ? zone : calendar->reading->draft->zone;
}

/* Without a word: the zone that the property names, or `otherwise`. */
const struct tf_zone *tf_ical_zone_or(struct tf_ical *calendar, icalproperty *property,
                                      const struct tf_zone *otherwise)
{
    icalparameter *tzid = property ? icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER) : NULL;
    const struct tf_zone *zone = tzid ? zone_named(calendar, icalparameter_get_tzid(tzid)) : NULL;
    return zone ? zone : otherwise;
}

int64_t tf_ical_instant(struct icaltimetype time, const struct tf_zone *zone)
{
    int64_t utc_s = 0;
    const struct tf_civil civil = {.year = time.year,
                                   .month = time.month,
                                   .day = time.day,
                                   .hour = time.is_date ? 0 : time.hour,
                                   .minute = time.is_date ? 0 : time.minute,
                                   .second = time.is_date || time.second > 59 ? 0 : time.second};
    if (icaltime_is_null_time(time)) {
        return 0;
    }
    if (time.zone && icaltime_is_utc(time)) {
        if (time.year < TF_ZONE_YEAR_MIN || time.year > TF_ZONE_YEAR_MAX) {
            return 0;
        }
        return (tf_zone_days(time.year, time.month, time.day) * 24 + time.hour) * 3600 + time.minute * 60 +
               civil.second;
    }
    return tf_zone_utc(zone, &civil, &utc_s) == TF_OK ? utc_s : 0;
}

icalproperty *tf_ical_property(const struct tf_ical_event *event, icalproperty_kind kind)
{
    return icalcomponent_get_first_property(event->component, kind);
}

struct icaltimetype tf_ical_time(icalproperty *property)
{
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    icalvalue_kind kind = value ? icalvalue_isa(value) : ICAL_NO_VALUE;
    if (kind == ICAL_DATETIME_VALUE) {
        return icalvalue_get_datetime(value);
    }
    if (kind == ICAL_DATE_VALUE) {
        return icalvalue_get_date(value);
    }
    return icaltime_null_time();
}

/* ---- texts */

static const char *text_of(const struct tf_ical_event *event, icalproperty_kind kind)
{
    icalproperty *property = tf_ical_property(event, kind);
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    icalvalue_kind is = value ? icalvalue_isa(value) : ICAL_NO_VALUE;
    const char *text = NULL;
    if (is == ICAL_TEXT_VALUE) {
        text = icalvalue_get_text(value);
    } else if (is == ICAL_URI_VALUE) {
        text = icalvalue_get_uri(value);
    } else if (is == ICAL_X_VALUE) {
        text = icalvalue_get_x(value);
    }
    return tf_ical_keep(event->calendar, text);
}

static const char *host_of(const struct tf_ical_event *event)
{
    const char *contact = text_of(event, ICAL_CONTACT_PROPERTY);
    icalproperty *organizer = tf_ical_property(event, ICAL_ORGANIZER_PROPERTY);
    icalparameter *name = organizer ? icalproperty_get_first_parameter(organizer, ICAL_CN_PARAMETER) : NULL;
    if (!*contact && name) {
        contact = tf_ical_keep(event->calendar, icalparameter_get_cn(name));
    }
    return tf_reading_text(event->calendar->reading, event->line, event->where, "host", contact,
                           TF_TEXT_NAME);
}

/* Our own files say the host in the description once more. */
static const char *without_host(const char *about, const char *host)
{
    size_t len = strlen(host);
    if (!len || strncmp(about, host, len) != 0) {
        return about;
    }
    if (about[len] == '\0') {
        return "";
    }
    return strncmp(about + len, "\n\n", 2) == 0 ? about + len + 2 : about;
}

static void take_texts(const struct tf_ical_event *event, struct tf_session *session)
{
    struct tf_reading *reading = event->calendar->reading;
    long line = event->line;
    const char *where = event->where;
    session->host = host_of(event);
    const char *about = without_host(text_of(event, ICAL_DESCRIPTION_PROPERTY), session->host);
    about = tf_reading_html(reading, line, where, "description", about, TF_TEXT_ABOUT);
    session->title =
        tf_reading_title(reading, line, where, "title", text_of(event, ICAL_SUMMARY_PROPERTY), &about);
    session->about = tf_reading_text(reading, line, where, "description", about, TF_TEXT_ABOUT);
    session->url =
        tf_reading_text(reading, line, where, "link", text_of(event, ICAL_URL_PROPERTY), TF_TEXT_URL);
    session->track = tf_reading_text(reading, line, where, "category",
                                     text_of(event, ICAL_CATEGORIES_PROPERTY), TF_TEXT_NAME);
}

/* Our own UID is the guid of the placement. */
static const char *guid_of(const struct tf_ical_event *event)
{
    const char *at = strstr(event->uid, "@twofeet");
    char guid[TF_GUID_SIZE];
    if (!at || at[8] || at - event->uid != TF_GUID_SIZE - 1) {
        return "";
    }
    (void)snprintf(guid, sizeof guid, "%s", event->uid);
    return tf_record_is_guid(guid) ? tf_ical_keep(event->calendar, guid) : "";
}

/* ---- one event */

static int64_t end_of(struct tf_ical_event *event, int64_t start)
{
    icalproperty *end = tf_ical_property(event, ICAL_DTEND_PROPERTY);
    icalproperty *duration = tf_ical_property(event, ICAL_DURATION_PROPERTY);
    if (end) {
        return tf_ical_instant(tf_ical_time(end), zone_of(event, end));
    }
    if (duration) {
        int seconds = icaldurationtype_as_int(icalproperty_get_duration(duration));
        return start + seconds;
    }
    tf_report_add(event->calendar->reading->report, TF_REPORT_MENDED, event->line, event->where,
                  "It does not say how long it is: it was given %d minutes.",
                  (int)(TF_READING_LENGTH_S / 60));
    return start + TF_READING_LENGTH_S;
}

static bool is_cancelled(const struct tf_ical_event *event)
{
    icalproperty *status = tf_ical_property(event, ICAL_STATUS_PROPERTY);
    return status && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED;
}

static void take_component(struct tf_ical_event *event)
{
    struct tf_ical *calendar = event->calendar;
    struct tf_reading *reading = calendar->reading;
    struct tf_draft_session session = {.line = event->line};
    icalproperty *begin = tf_ical_property(event, ICAL_DTSTART_PROPERTY),
                 *moved = tf_ical_property(event, ICAL_RECURRENCEID_PROPERTY);
    struct icaltimetype start = tf_ical_time(begin);
    char key[TF_ICAL_KEY_BYTES];
    take_texts(event, &session.session);
    session.session.guid = moved ? "" : guid_of(event);
    session.outer_id = event->uid;
    if (moved) {
        tf_ical_moved_key(key, calendar, event->component, event->uid);
        session.outer_id = tf_ical_keep(calendar, key);
    }
    session.room = tf_reading_room(reading, event->line, text_of(event, ICAL_LOCATION_PROPERTY));
    session.cancelled = is_cancelled(event);
    const struct tf_zone *zone = zone_of(event, begin);
    if (reading->err) {
        return;
    }
    session.start = start.is_date ? 0 : tf_ical_instant(start, zone);
    if (start.is_date) {
        tf_report_add(reading->report, TF_REPORT_NOTE, event->line, event->where,
                      "It lasts all day (%04d-%02d-%02d): it is kept without a time.", start.year,
                      start.month, start.day);
    } else if (!session.start) {
        tf_report_add(reading->report, TF_REPORT_MENDED, event->line, event->where,
                      "It does not say when it is: it is kept without a time.");
    }
    session.end = session.start ? end_of(event, session.start) : 0;
    bool repeats = tf_ical_property(event, ICAL_RRULE_PROPERTY) != NULL ||
                   tf_ical_property(event, ICAL_RDATE_PROPERTY) != NULL;
    if (session.start && !moved && repeats) {
        tf_ical_add_repeats(event, &session, start, zone);
    } else {
        tf_reading_add(reading, &session);
    }
}

/* Parses one event; NULL: nothing to read in it. icalcomponent_free() it. */
static icalcomponent *parse(const struct tf_ical *calendar, const struct tf_ical_block *block)
{
    char *text = strndup(calendar->lines.text.data + block->from, block->len);
    icalcomponent *component = text ? icalparser_parse_string(text) : NULL;
    if (!text) {
        tf_reading_fail(calendar->reading, TF_ERR_NOMEM);
    }
    free(text);
    if (component && icalcomponent_isa(component) != ICAL_VEVENT_COMPONENT) {
        icalcomponent_free(component);
        component = NULL;
    }
    return component;
}

static const char *uid_of(struct tf_ical *calendar, icalcomponent *component)
{
    return tf_ical_keep(calendar, icalcomponent_get_uid(component));
}

/* First: which single times of what repeats have an event of their own. */
static enum tf_err find_moved(struct tf_ical *calendar)
{
    enum tf_err err = tf_map_init(&calendar->moved, &calendar->reading->draft->arena, calendar->lines.count);
    for (size_t i = 0; i < calendar->lines.count && !err; i++) {
        const struct tf_ical_block *block = &calendar->lines.blocks[i];
        if (!memmem(calendar->lines.text.data + block->from, block->len, "RECURRENCE-ID", 13)) {
            continue;
        }
        icalcomponent *component = parse(calendar, block);
        icalproperty *moved =
            component ? icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY) : NULL;
        if (moved) {
            char key[TF_ICAL_KEY_BYTES];
            tf_ical_moved_key(key, calendar, component, uid_of(calendar, component));
            tf_map_put(&calendar->moved, tf_ical_keep(calendar, key), calendar);
        }
        if (component) {
            icalcomponent_free(component);
        }
        err = calendar->reading->err;
    }
    return err;
}

static void take_block(struct tf_ical *calendar, const struct tf_ical_block *block)
{
    struct tf_reading *reading = calendar->reading;
    struct tf_ical_event event = {
        .calendar = calendar, .line = block->line, .component = parse(calendar, block)};
    if (!event.component) {
        tf_report_add(reading->report, TF_REPORT_REFUSED, block->line, "event", "It cannot be read.");
        reading->report->refused++;
        return;
    }
    event.uid = uid_of(calendar, event.component);
    event.where =
        tf_reading_text(reading, 0, NULL, "id", *event.uid ? event.uid : "event without UID", TF_TEXT_NAME);
    if (!*event.uid) {
        tf_report_add(reading->report, TF_REPORT_MENDED, block->line, "event", "It has no UID.");
    }
    take_component(&event);
    icalcomponent_free(event.component);
}

/* The calendar's own zone, else the caller's, else the first that an event names. */
static void find_zone(struct tf_ical *calendar)
{
    const char *first = NULL;
    char name[80] = "";
    if (calendar->lines.text.len) {
        first = strstr(calendar->lines.text.data, ";TZID=");
    }
    if (first) {
        bool is_quoted = first[6] == '"';
        size_t n = strcspn(first + 6 + is_quoted, is_quoted ? "\r\n\"" : ":;\r\n");
        (void)snprintf(name, sizeof name, "%.*s", (int)(n < 79 ? n : 79), first + 6 + is_quoted);
    }
    if (calendar->lines.zone) {
        tf_reading_zone(calendar->reading, 0, calendar->lines.zone, false, 0);
    } else if (!calendar->reading->options->zone && *name && zone_named(calendar, name)) {
        tf_reading_zone(calendar->reading, 0, tf_zone_name(zone_named(calendar, name)), false, 0);
    } else {
        tf_reading_zone(calendar->reading, 0, NULL, false, 0);
    }
}

static enum tf_err take(struct tf_ical *calendar, const char *text, size_t len)
{
    struct tf_reading *reading = calendar->reading;
    struct tf_ical_lines *lines = &calendar->lines;
    enum tf_err err = tf_ical_lines_read(lines, text, len, TF_SESSIONS_MAX);
    if (err == TF_ERR_LIMIT) {
        return tf_err_tell(reading->problem, err, NULL, "Split the file.",
                           "The calendar has more than %d events.", TF_SESSIONS_MAX);
    }
    if (err) {
        return err;
    }
    if (lines->is_cut) {
        reading->draft->partial = true;
        lines->count--;
        tf_report_add(reading->report, TF_REPORT_REFUSED, lines->last_line, "file",
                      "The file ends inside an event. What stands before it is taken.");
    }
    find_zone(calendar);
    reading->draft->gathering.title =
        tf_reading_text(reading, 0, "calendar", "name", lines->name, TF_TEXT_TITLE);
    err = reading->err ? reading->err : find_moved(calendar);
    for (size_t i = 0; i < lines->count && !err; i++) {
        take_block(calendar, &lines->blocks[i]);
        err = reading->err;
    }
    return err ? err : tf_reading_finish(reading, "ics", reading->draft->gathering.title);
}

/* Some fold inside a character. The fold moves behind it, so that lines keep their numbers. */
static enum tf_err mend_folds(struct tf_buf *out, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len && !tf_buf_err(out); i++) {
        size_t fold = i;
        while (fold < len && bytes[fold] == '\r') {
            fold++;
        }
        bool is_fold = i > 0 && (unsigned char)bytes[i - 1] >= 0x80 && fold + 2 < len &&
                       bytes[fold] == '\n' && (bytes[fold + 1] == ' ' || bytes[fold + 1] == '\t') &&
                       ((unsigned char)bytes[fold + 2] & 0xc0) == 0x80;
        if (!is_fold) {
            tf_buf_putc(out, bytes[i]);
            continue;
        }
        size_t after = fold + 2;
        for (; after < len && ((unsigned char)bytes[after] & 0xc0) == 0x80; after++) {
            tf_buf_putc(out, bytes[after]);
        }
        tf_buf_puts(out, "\r\n ");
        i = after - 1;
    }
    return tf_buf_err(out);
}

static bool is_wide(const char *bytes, size_t len)
{
    return len >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
}

static enum tf_err read_ical(struct tf_draft *draft, const char *bytes, size_t len,
                             const struct tf_read_options *options, struct tf_report *report,
                             struct tf_problem *problem)
{
    struct tf_reading reading;
    struct tf_ical calendar = {.reading = &reading};
    struct tf_buf text, folded;
    tf_reading_init(&reading, draft, report, options, problem);
    tf_buf_init(&text, 0);
    tf_buf_init(&folded, 0);
    icalerror_set_errors_are_fatal(0); /* a broken file is no reason to end the program */
    enum tf_err err = is_wide(bytes, len) ? TF_OK : mend_folds(&folded, bytes, len);
    if (!err && folded.data) {
        err = tf_encode_utf8(&text, folded.data, folded.len, report);
    } else if (!err) {
        err = tf_encode_utf8(&text, bytes, len, report);
    }
    if (!err) {
        err = take(&calendar, text.data ? text.data : "", text.len);
    }
    for (size_t i = 0; i < calendar.zone_count; i++) {
        tf_zone_close(calendar.zones[i]);
    }
    icalmemory_free_ring();
    tf_ical_lines_free(&calendar.lines);
    tf_buf_free(&folded);
    tf_buf_free(&text);
    return err;
}

static bool sniff(const char *bytes, size_t len, const char *file_name)
{
    (void)file_name;
    char head[512];
    size_t n = 0;
    for (size_t i = 0; i < len && n < sizeof head - 1; i++) {
        if (bytes[i]) {
            head[n++] = bytes[i];
        }
    }
    head[n] = '\0';
    return strcasestr(head, "BEGIN:VCALENDAR") != NULL;
}

const struct tf_reader tf_ical_reader = {
    .name = "ics",
    .description = "iCalendar (.ics)",
    .sniff = sniff,
    .read = read_ical,
};
