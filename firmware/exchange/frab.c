#include "exchange/frab.h"

#include "exchange/guid.h"

#include <string.h>

#define DAY_S           INT64_C(86400)
#define LINKS_BYTES_MAX 2000

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* Without the white space around it, in the draft's arena. */
static const char *trim(struct tf_frab *frab, const char *text)
{
    text = or_empty(text);
    text += strspn(text, " \t\r\n");
    size_t len = strlen(text);
    while (len > 0 && strchr(" \t\r\n", text[len - 1])) {
        len--;
    }
    if (text[len] == '\0') {
        return text;
    }
    char *copy = tf_arena_strndup(&frab->reading->draft->arena, text, len);
    if (!copy) {
        tf_reading_fail(frab->reading, TF_ERR_NOMEM);
    }
    return copy ? copy : "";
}

const char *tf_frab_where(struct tf_frab *frab, const char *id)
{
    const char *clean = tf_reading_text(frab->reading, 0, NULL, "id", id, TF_TEXT_NAME);
    char *where = tf_arena_printf(&frab->reading->draft->arena, "event %s", *clean ? clean : "without id");
    if (!where) {
        tf_reading_fail(frab->reading, TF_ERR_NOMEM);
    }
    return where ? where : "";
}

void tf_frab_take_conference(struct tf_frab *frab, const struct tf_frab_conference *conference)
{
    struct tf_reading *reading = frab->reading;
    struct tf_gathering *gathering = &reading->draft->gathering;
    const char *url = *conference->url ? conference->url : conference->base_url;
    gathering->title = tf_reading_text(reading, 0, "conference", "title", conference->title, TF_TEXT_TITLE);
    gathering->url = tf_reading_text(reading, 0, "conference", "url", trim(frab, url), TF_TEXT_URL);
    gathering->code = tf_reading_code(reading, trim(frab, conference->acronym));
    const char *zone = trim(frab, conference->zone);
    if (*zone) {
        tf_reading_zone(reading, 0, zone, false, 0);
    }
    int64_t timeslot = 0;
    if (tf_reading_clock(conference->timeslot, &timeslot)) {
        frab->timeslot_s = timeslot;
    }
}

void tf_frab_take_day(struct tf_frab *frab, struct tf_frab_day *day, long line, const char *date,
                      const char *start, const char *end)
{
    struct tf_reading *reading = frab->reading;
    int offset_s = 0;
    const char *from = trim(frab, start), *to = trim(frab, end), *named = trim(frab, date);
    *day = (struct tf_frab_day){.line = line};
    bool has_offset = tf_reading_offset(from, &offset_s);
    tf_reading_zone(reading, line, NULL, has_offset, offset_s);
    if (reading->err) {
        return;
    }
    const struct tf_zone *zone = reading->draft->zone;
    int64_t said = 0;
    bool has_date = tf_zone_parse_date(&said, named) == TF_OK;
    if (*named && !has_date) {
        tf_report_add(reading->report, TF_REPORT_MENDED, line, "day", "\"%s\" is no date.", named);
    }
    if (*from && tf_zone_parse(&day->start, from, zone) != TF_OK) {
        tf_report_add(reading->report, TF_REPORT_MENDED, line, "day", "Its start \"%s\" is no time.", from);
    }
    if (*to && tf_zone_parse(&day->end, to, zone) != TF_OK) {
        tf_report_add(reading->report, TF_REPORT_MENDED, line, "day", "Its end \"%s\" is no time.", to);
    } else if (!*to) {
        tf_report_add(reading->report, TF_REPORT_NOTE, line, "day", "The day does not say when it ends.");
    }
    day->date = day->start ? tf_zone_day_of(zone, day->start) : said;
    if (has_date && day->date != said) {
        char local[11];
        tf_zone_format_date(local, day->date);
        tf_report_add(reading->report, TF_REPORT_MENDED, line, "day",
                      "It says %s, but where the event is, it begins on %s: that was taken.", named, local);
    }
}

/* The instant by date and clock, for an event without a (readable) full time. */
static int64_t start_by_clock(const struct tf_frab *frab, const struct tf_frab_day *day, int64_t clock_s)
{
    const struct tf_zone *zone = frab->reading->draft->zone;
    struct tf_civil civil = {0};
    int64_t utc_s = 0;
    int64_t date = day->date + clock_s / DAY_S;
    tf_zone_date(date, &civil.year, &civil.month, &civil.day);
    civil.hour = (int)(clock_s / 3600 % 24);
    civil.minute = (int)(clock_s / 60 % 60);
    if (day->date == 0 || tf_zone_utc(zone, &civil, &utc_s) != TF_OK) {
        return 0;
    }
    if (utc_s < day->start) {
        tf_zone_date(date + 1, &civil.year, &civil.month, &civil.day); /* past midnight */
        int64_t next_s = 0;
        if (tf_zone_utc(zone, &civil, &next_s) == TF_OK && day->end && next_s < day->end) {
            return next_s;
        }
    }
    return utc_s;
}

static int64_t take_start(struct tf_frab *frab, const struct tf_frab_day *day,
                          const struct tf_frab_event *event, const char *where)
{
    struct tf_report *report = frab->reading->report;
    const struct tf_zone *zone = frab->reading->draft->zone;
    const char *date = trim(frab, event->date), *clock = trim(frab, event->start);
    int64_t start = 0, clock_s = 0;
    bool has_clock = tf_reading_clock(clock, &clock_s);
    if (*clock && !has_clock) {
        tf_report_add(report, TF_REPORT_MENDED, event->line, where, "Its start \"%s\" is no time of day.",
                      clock);
    }
    if (*date && tf_zone_parse(&start, date, zone) == TF_OK) {
        struct tf_civil civil;
        tf_zone_civil(zone, start, &civil);
        if (has_clock && clock_s != civil.hour * 3600 + civil.minute * 60) {
            tf_report_add(report, TF_REPORT_MENDED, event->line, where,
                          "It starts at %s by its start and at %02d:%02d by its date: the date was taken.",
                          clock, civil.hour, civil.minute);
        }
        return start;
    }
    if (*date) {
        tf_report_add(report, TF_REPORT_MENDED, event->line, where, "Its date \"%s\" is no time.", date);
    }
    start = has_clock ? start_by_clock(frab, day, clock_s) : 0;
    if (start && !*date) {
        tf_report_add(report, TF_REPORT_MENDED, event->line, where,
                      "It has no date: the one of its day was taken.");
    } else if (!start) {
        tf_report_add(report, TF_REPORT_MENDED, event->line, where,
                      "It does not say when it is: it is kept without a time.");
    }
    return start;
}

static int64_t take_length(struct tf_frab *frab, const struct tf_frab_event *event, const char *where)
{
    struct tf_report *report = frab->reading->report;
    const char *duration = trim(frab, event->duration);
    int64_t length_s = 0;
    if (tf_reading_clock(duration, &length_s) && length_s > 0) {
        return length_s;
    }
    length_s = frab->timeslot_s > 0 ? frab->timeslot_s : TF_READING_LENGTH_S;
    tf_report_add(report, TF_REPORT_MENDED, event->line, where,
                  "Its duration \"%s\" is none: it was given %d minutes.", duration, (int)(length_s / 60));
    return length_s;
}

/* An event stands under a day; past midnight it still belongs there, until that day is over by the clock. */
static int64_t take_day(struct tf_frab *frab, const struct tf_frab_day *day,
                        const struct tf_frab_event *event, const char *where, int64_t start)
{
    struct tf_report *report = frab->reading->report;
    if (day->date == 0) {
        return 0;
    }
    if (day->start && day->end && (start < day->start || start >= day->end)) {
        tf_report_add(report, TF_REPORT_NOTE, event->line, where,
                      start < day->start ? "It starts before its day does."
                                         : "It starts after its day's end.");
    }
    int64_t local = tf_zone_day_of(frab->reading->draft->zone, start);
    if (local == day->date || (local == day->date + 1 && day->start && start < day->start + DAY_S)) {
        return day->date;
    }
    tf_report_add(report, TF_REPORT_MENDED, event->line, where,
                  "It is listed under another day than its date says: the date was taken.");
    return local;
}

static void take_ids(struct tf_frab *frab, const struct tf_frab_event *event, const char *where,
                     struct tf_draft_session *session)
{
    struct tf_reading *reading = frab->reading;
    struct tf_arena *arena = &reading->draft->arena;
    const char *id = tf_reading_text(reading, event->line, where, "id", event->id, TF_TEXT_NAME);
    const char *guid = trim(frab, event->guid);
    session->also_id = id;
    if (!*id) {
        tf_report_add(reading->report, TF_REPORT_MENDED, event->line, where, "It has no id.");
    }
    if (tf_record_is_guid(guid)) {
        char *lower = tf_arena_strdup(arena, guid);
        if (!lower) {
            tf_reading_fail(reading, TF_ERR_NOMEM);
            return;
        }
        for (char *p = lower; *p; p++) {
            if (*p >= 'A' && *p <= 'F') {
                *p = (char)(*p - 'A' + 'a');
            }
        }
        session->outer_id = session->session.guid = lower;
        return;
    }
    tf_report_add(reading->report, TF_REPORT_MENDED, event->line, where,
                  *guid ? "Its guid is not one." : "It has no guid.");
    if (*id) {
        session->outer_id = tf_arena_printf(arena, "id:%s", id);
        if (!session->outer_id) {
            tf_reading_fail(reading, TF_ERR_NOMEM);
        }
    }
}

static void take_texts(struct tf_frab *frab, const struct tf_frab_event *event, const char *where,
                       struct tf_session *session)
{
    struct tf_reading *reading = frab->reading;
    long line = event->line;
    const char *url = frab->is_ours ? "" : trim(frab, event->url);
    session->track = tf_reading_text(reading, line, where, "track", event->track, TF_TEXT_NAME);
    session->url = tf_reading_text(reading, line, where, "url", url, TF_TEXT_URL);
    if (!*session->url) {
        session->url = tf_reading_text(reading, line, where, "link", event->first_link, TF_TEXT_URL);
    }
    session->language = tf_reading_language(reading, line, where, event->language);
    session->format = tf_reading_format(event->type);
    const char *abstract = tf_reading_html(reading, line, where, "abstract", event->abstract, TF_TEXT_ABOUT);
    const char *more =
        tf_reading_html(reading, line, where, "description", event->description, TF_TEXT_ABOUT);
    const char *about = tf_reading_join(reading, abstract, more);
    about = tf_reading_join(reading, about, or_empty(event->links));
    session->subtitle = tf_reading_title(reading, line, where, "subtitle", event->subtitle, &about);
    session->title = tf_reading_title(reading, line, where, "title", event->title, &about);
    session->about = tf_reading_text(reading, line, where, "description", about, TF_TEXT_ABOUT);
    session->host = or_empty(event->hosts);
    tf_reading_fit_hosts(reading, line, where, session);
}

void tf_frab_take_link(struct tf_frab *frab, struct tf_frab_event *event, struct tf_arena *scratch,
                       const char *name, const char *href)
{
    if (strncmp(href, "http://", 7) != 0 && strncmp(href, "https://", 8) != 0) {
        return;
    }
    if (frab->is_ours) { /* "More" is the session's own, the rest leads to pages of ours */
        event->first_link = strcmp(name, "More") == 0 ? href : event->first_link;
        return;
    }
    event->first_link = event->first_link ? event->first_link : href;
    const char *before = or_empty(event->links);
    const char *line_end = *before ? "\n" : "";
    if (strlen(before) + strlen(href) + strlen(name) > LINKS_BYTES_MAX) {
        return;
    }
    bool has_name = *name && strcmp(name, href) != 0;
    event->links = has_name ? tf_arena_printf(scratch, "%s%s%s: %s", before, line_end, name, href)
                            : tf_arena_printf(scratch, "%s%s%s", before, line_end, href);
    if (!event->links) {
        tf_reading_fail(frab->reading, TF_ERR_NOMEM);
    }
}

enum tf_err tf_frab_finish(struct tf_frab *frab)
{
    return tf_reading_finish(frab->reading, frab->is_ours ? "twofeet" : "frab",
                             frab->reading->draft->gathering.code);
}

/* What other programs write for the rows that everybody shares. */
static bool is_type(const char *type, const char *wanted)
{
    return strcmp(type, wanted) == 0;
}

void tf_frab_take_event(struct tf_frab *frab, const struct tf_frab_day *day,
                        const struct tf_frab_event *event)
{
    struct tf_reading *reading = frab->reading;
    struct tf_draft_session session = {.line = event->line};
    const char *where = tf_frab_where(frab, event->id);
    const char *type = trim(frab, event->type);
    if (reading->err) {
        return;
    }
    take_ids(frab, event, where, &session);
    take_texts(frab, event, where, &session.session);
    const char *group = tf_reading_text(reading, event->line, where, "room", event->group, TF_TEXT_NAME);
    const char *room = tf_reading_text(reading, 0, where, "room", event->room, TF_TEXT_NAME);
    session.room = tf_reading_room(reading, event->line, *group ? group : room);
    if (*group && *room && strcmp(group, room) != 0) {
        tf_report_add(reading->report, TF_REPORT_MENDED, event->line, where,
                      "It is listed in the room \"%s\" but says \"%s\": the first was taken.", group, room);
    }
    session.start = take_start(frab, day, event, where);
    if (session.start) {
        session.end = session.start + take_length(frab, event, where);
        session.day = take_day(frab, day, event, where, session.start);
    }
    session.is_break = is_type(type, "break");
    session.whole_width = session.is_break || is_type(type, "plenary");
    tf_reading_add(reading, &session);
}
