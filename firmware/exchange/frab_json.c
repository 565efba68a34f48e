/* The reader of frab's schedule.json. Its tree has no line numbers: reports name the event. */
#include "exchange/formats.h"
#include "exchange/frab.h"
#include "exchange/json_text.h"

#include <string.h>

struct parse {
    struct tf_reading *reading;
    struct tf_frab frab;
    struct tf_arena scratch;
};

/* A member as text that outlives the call: numbers go to the scratch. */
static const char *text_of(struct parse *parse, const json_t *object, const char *member)
{
    char room[32];
    const char *text = tf_json_text_of(object, member, room);
    if (text != room) {
        return text;
    }
    const char *copy = tf_arena_strdup(&parse->scratch, text);
    if (!copy) {
        tf_reading_fail(parse->reading, TF_ERR_NOMEM);
    }
    return copy ? copy : "";
}

static const char *first_of(struct parse *parse, const json_t *object, const char *const *members)
{
    const char *text = "";
    for (; *members && !*text; members++) {
        text = text_of(parse, object, *members);
    }
    return text;
}

static void take_persons(struct parse *parse, struct tf_frab_event *event, const json_t *list,
                         const char *where)
{
    static const char *const names[] = {"public_name", "name", "full_public_name", NULL};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *person = json_array_get(list, i);
        const char *name =
            json_is_string(person) ? json_string_value(person) : first_of(parse, person, names);
        if (json_is_string(json_object_get(person, "id"))) {
            tf_report_add(parse->reading->report, TF_REPORT_NOTE, 0, where,
                          "The id \"%.60s\" of %.60s is a text where a number belongs.",
                          json_string_value(json_object_get(person, "id")), name);
        }
        event->hosts = tf_reading_add_host(parse->reading, 0, where, event->hosts, name);
    }
}

static void take_links(struct parse *parse, struct tf_frab_event *event, const json_t *list)
{
    static const char *const hrefs[] = {"url", "href", NULL}, *const names[] = {"title", "name", NULL};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *link = json_array_get(list, i);
        const char *href = json_is_string(link) ? json_string_value(link) : first_of(parse, link, hrefs);
        tf_frab_take_link(&parse->frab, event, &parse->scratch, first_of(parse, link, names), href);
    }
}

static void take_event(struct parse *parse, const struct tf_frab_day *day, const char *room,
                       const json_t *json)
{
    tf_arena_reset(&parse->scratch);
    struct tf_frab_event event = {
        .group = room,
        .id = text_of(parse, json, "id"),
        .guid = text_of(parse, json, "guid"),
        .room = text_of(parse, json, "room"),
        .date = text_of(parse, json, "date"),
        .start = text_of(parse, json, "start"),
        .duration = text_of(parse, json, "duration"),
        .title = text_of(parse, json, "title"),
        .subtitle = text_of(parse, json, "subtitle"),
        .track = text_of(parse, json, "track"),
        .type = text_of(parse, json, "type"),
        .language = text_of(parse, json, "language"),
        .abstract = text_of(parse, json, "abstract"),
        .description = text_of(parse, json, "description"),
        .url = text_of(parse, json, "url"),
        .hosts = "",
        .links = "",
    };
    const char *where = tf_frab_where(&parse->frab, event.id);
    if (!json_is_object(json)) {
        tf_report_add(parse->reading->report, TF_REPORT_REFUSED, 0, room,
                      "There is something here that is no event.");
        parse->reading->report->refused++;
        return;
    }
    if (!json_is_integer(json_object_get(json, "id")) && *event.id) {
        tf_report_add(parse->reading->report, TF_REPORT_NOTE, 0, where,
                      "Its id \"%.60s\" is a text where a number belongs.", event.id);
    }
    take_persons(parse, &event, json_object_get(json, "persons"), where);
    take_links(parse, &event, json_object_get(json, "links"));
    tf_frab_take_event(&parse->frab, day, &event);
}

static void take_day(struct parse *parse, json_t *json)
{
    struct tf_frab_day day;
    const char *room;
    json_t *events;
    tf_arena_reset(&parse->scratch);
    tf_frab_take_day(&parse->frab, &day, 0, text_of(parse, json, "date"), text_of(parse, json, "day_start"),
                     text_of(parse, json, "day_end"));
    json_object_foreach(json_object_get(json, "rooms"), room, events)
    {
        (void)tf_reading_room(parse->reading, 0, room);
        for (size_t i = 0; i < json_array_size(events) && !parse->reading->err; i++) {
            take_event(parse, &day, room, json_array_get(events, i));
        }
        if (!json_is_array(events)) {
            tf_report_add(parse->reading->report, TF_REPORT_REFUSED, 0, room,
                          "The events of this room are no list.");
        }
    }
}

/* Where a schedule is not as the format has it, though it can be read. */
static void report_form(struct parse *parse, const json_t *schedule, const json_t *conference)
{
    struct tf_report *report = parse->reading->report;
    const json_t *said = json_object_get(conference, "daysCount");
    size_t days = json_array_size(json_object_get(conference, "days"));
    if (json_is_integer(said) && json_integer_value(said) != (json_int_t)days) {
        tf_report_add(report, TF_REPORT_NOTE, 0, "daysCount",
                      "It says %" JSON_INTEGER_FORMAT " days; there are %zu.", json_integer_value(said),
                      days);
    }
    if (!json_is_string(json_object_get(schedule, "version"))) {
        tf_report_add(report, TF_REPORT_NOTE, 0, "version", "The schedule has no version.");
    }
    if (json_object_get(schedule, "rooms")) {
        tf_report_add(report, TF_REPORT_NOTE, 0, "rooms",
                      "The list of rooms stands beside the conference; it belongs inside. It was read.");
    }
}

/* Rooms are on the wall even when nothing is in them yet. */
static void take_rooms(struct parse *parse, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list) && !parse->reading->err; i++) {
        (void)tf_reading_room(parse->reading, 0, text_of(parse, json_array_get(list, i), "name"));
    }
}

static enum tf_err take(struct parse *parse, const json_t *root)
{
    const json_t *schedule = json_object_get(root, "schedule");
    const json_t *conference = json_object_get(schedule, "conference");
    const json_t *days = json_object_get(conference, "days");
    if (!json_is_object(conference)) {
        return tf_err_tell(parse->reading->problem, TF_ERR_INVALID, NULL, NULL,
                           "This JSON is not a frab schedule: it has no schedule.conference.");
    }
    if (!json_is_array(days)) {
        return tf_err_tell(parse->reading->problem, TF_ERR_INVALID, "schedule.conference", NULL,
                           "The schedule has no list of days.");
    }
    const struct tf_frab_conference said = {
        .title = text_of(parse, conference, "title"),
        .acronym = text_of(parse, conference, "acronym"),
        .zone = text_of(parse, conference, "time_zone_name"),
        .base_url = text_of(parse, schedule, "base_url"),
        .url = text_of(parse, conference, "url"),
        .timeslot = text_of(parse, conference, "timeslot_duration"),
    };
    parse->frab.is_ours = strcmp(text_of(parse, json_object_get(root, "generator"), "name"), "twofeet") == 0;
    tf_frab_take_conference(&parse->frab, &said);
    report_form(parse, schedule, conference);
    take_rooms(parse, json_object_get(conference, "rooms"));
    take_rooms(parse, json_object_get(schedule, "rooms"));
    for (size_t i = 0; i < json_array_size(days) && !parse->reading->err; i++) {
        take_day(parse, json_array_get(days, i));
    }
    return parse->reading->err ? parse->reading->err : tf_frab_finish(&parse->frab);
}

static enum tf_err read_frab_json(struct tf_draft *draft, const char *bytes, size_t len,
                                  const struct tf_read_options *options, struct tf_report *report,
                                  struct tf_problem *problem)
{
    struct tf_reading reading;
    tf_reading_init(&reading, draft, report, options, problem);
    struct parse parse = {.reading = &reading, .frab = {.reading = &reading}};
    json_t *root = NULL;
    tf_arena_init(&parse.scratch);
    enum tf_err err = tf_json_text_load(&root, bytes, len, options->name, report, problem);
    if (!err) {
        err = take(&parse, root);
    }
    json_decref(root);
    tf_arena_free(&parse.scratch);
    return err;
}

static bool sniff(const char *bytes, size_t len, const char *file_name)
{
    (void)file_name;
    size_t n = len < 4096 ? len : 4096;
    const char *p = bytes;
    while (p < bytes + n && strchr(" \t\r\n\xef\xbb\xbf", *p) && *p) {
        p++;
    }
    return p < bytes + n && *p == '{' && memmem(bytes, n, "\"schedule\"", 10) &&
           (memmem(bytes, n, "\"conference\"", 12) || memmem(bytes, n, "\"version\"", 9));
}

const struct tf_reader tf_frab_json_reader = {
    .name = "frab-json",
    .description = "frab schedule.json, as frab, pretalx and Twofeet write it",
    .sniff = sniff,
    .read = read_frab_json,
};
