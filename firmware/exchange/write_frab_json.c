/* frab's schedule.json: the same as the XML, in the form of https://c3voc.de/schedule/schema.json. */
#include "exchange/formats.h"
#include "exchange/json_text.h"
#include "exchange/writing.h"

#include <stdio.h>
#include <string.h>

/* Appends to a list, taking the reference; false: no memory. */
static bool push(json_t *list, json_t *value)
{
    return value && json_array_append_new(list, value) == 0;
}

static json_t *persons(struct tf_writing *writing, const struct tf_session *session)
{
    json_t *list = json_array();
    const char *host = NULL;
    bool fits = list && tf_writing_host(writing, session, 0, &host) == TF_OK;
    for (size_t i = 1; fits && host; i++) {
        json_int_t id = (json_int_t)(tf_guid_hash(10, host) % 0x7ffffffeu) + 1;
        fits = push(list, json_pack("{s:I, s:s}", "id", id, "public_name", host)) &&
               tf_writing_host(writing, session, i, &host) == TF_OK;
    }
    if (!fits) {
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *links(const struct tf_session *session, const char *page)
{
    json_t *list = json_array();
    bool fits = list != NULL;
    if (fits && session && *page && strcmp(page, session->url) != 0) {
        fits = push(list, json_pack("{s:s, s:s}", "url", page, "title", "Notes"));
    }
    if (fits && session && *session->url) {
        fits = push(list, json_pack("{s:s, s:s}", "url", session->url, "title", "More"));
    }
    if (!fits) {
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *event(struct tf_writing *writing, const struct tf_published *published)
{
    const struct tf_session *session = published->session;
    const char *abstract = NULL, *description = NULL;
    const char *page = tf_writing_url(writing, published), *slug = tf_writing_slug(writing, published);
    char date[26], end[26], clock[6], duration[16], urn[60];
    if (tf_writing_about(writing, published, &abstract, &description) != TF_OK || !page || !slug) {
        return NULL;
    }
    tf_zone_format(date, writing->zone, published->start);
    tf_zone_format(end, writing->zone, published->end);
    tf_writing_clock(writing, published->start, clock);
    tf_writing_duration(published, duration);
    (void)snprintf(urn, sizeof urn, "urn:uuid:%s",
                   published->guid); /* an address is required, even without one */
    json_t *json =
        json_pack("{s:s, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "guid",
                  published->guid, "id", (json_int_t)published->id, "date", date, "start", clock, "end", end,
                  "duration", duration, "room", published->space ? published->space->name : "", "slug", slug,
                  "url", *page ? page : urn, "title", tf_writing_title(published), "subtitle",
                  session ? session->subtitle : "", "track", session ? session->track : "", "type",
                  tf_writing_type(published), "language", session ? session->language : "", "abstract",
                  abstract, "description", description);
    if (!json || json_object_set_new(json, "persons", persons(writing, session)) != 0 ||
        json_object_set_new(json, "links", links(session, page)) != 0) {
        json_decref(json);
        return NULL;
    }
    return json;
}

/* false: no memory. */
static bool add_event(struct tf_writing *writing, json_t *rooms, const struct tf_published *published)
{
    const char *room = published->space->name;
    json_t *list = json_object_get(rooms, room);
    if (!list) {
        list = json_array();
        if (!list || json_object_set_new(rooms, room, list) != 0) {
            return false;
        }
    }
    return push(list, event(writing, published));
}

static json_t *day(struct tf_writing *writing, size_t index)
{
    int64_t date = writing->board->grid->days[index], start = 0, end = 0;
    char date_text[11], start_text[26], end_text[26];
    tf_writing_day_span(writing, date, &start, &end);
    tf_zone_format_date(date_text, date);
    tf_zone_format(start_text, writing->zone, start);
    tf_zone_format(end_text, writing->zone, end);
    json_t *rooms = json_object();
    bool fits = rooms != NULL;
    for (size_t i = 0; i < writing->placed_count && fits; i++) {
        if (writing->list[i].day == date && writing->list[i].space) {
            fits = add_event(writing, rooms, &writing->list[i]);
        }
    }
    if (!fits) {
        json_decref(rooms);
        return NULL;
    }
    return json_pack("{s:I, s:s, s:s, s:s, s:o}", "index", (json_int_t)index + 1, "date", date_text,
                     "day_start", start_text, "day_end", end_text, "rooms", rooms);
}

static json_t *rooms(struct tf_writing *writing)
{
    const struct tf_grid *grid = writing->board->grid;
    json_t *list = json_array();
    bool fits = list != NULL;
    for (size_t i = 0; i < grid->space_count && fits; i++) {
        const struct tf_space *space = grid->spaces[i];
        char guid[TF_GUID_SIZE], key[80];
        (void)snprintf(key, sizeof key, "%s/space/%llu", writing->gathering->guid,
                       (unsigned long long)space->record.key.id);
        tf_guid_of_text(guid, key);
        json_t *room = json_pack("{s:s, s:s}", "name", space->name, "guid", guid);
        if (room && space->capacity > 0 &&
            json_object_set_new(room, "capacity", json_integer(space->capacity)) != 0) {
            json_decref(room);
            room = NULL;
        }
        fits = push(list, room);
    }
    if (!fits) {
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *days(struct tf_writing *writing)
{
    json_t *list = json_array();
    bool fits = list != NULL;
    for (size_t i = 0; i < writing->board->grid->day_count && fits; i++) {
        fits = push(list, day(writing, i));
    }
    if (!fits) {
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *conference(struct tf_writing *writing)
{
    const struct tf_grid *grid = writing->board->grid;
    const struct tf_gathering *gathering = writing->gathering;
    const char *acronym = tf_writing_acronym(writing), *zone = tf_zone_name(writing->zone);
    char first[11], last[11];
    int64_t today = tf_zone_day_of(writing->zone, writing->options->now);
    tf_zone_format_date(first, grid->day_count ? grid->days[0] : today);
    tf_zone_format_date(last, grid->day_count ? grid->days[grid->day_count - 1] : today);
    json_t *json = !acronym ? NULL
                            : json_pack("{s:s, s:s, s:s, s:s, s:I, s:s}", "acronym", acronym, "title",
                                        gathering->title, "start", first, "end", last, "daysCount",
                                        (json_int_t)grid->day_count, "timeslot_duration", "00:05");
    bool fits = json != NULL;
    if (fits && strncmp(zone, "Etc/", 4) != 0) { /* the schema knows places only */
        fits = json_object_set_new(json, "time_zone_name", json_string(zone)) == 0;
    }
    if (fits && *gathering->url) {
        fits = json_object_set_new(json, "url", json_string(gathering->url)) == 0;
    }
    fits = fits && json_object_set_new(json, "rooms", rooms(writing)) == 0;
    fits = fits && json_object_set_new(json, "days", days(writing)) == 0;
    if (!fits) {
        json_decref(json);
        return NULL;
    }
    return json;
}

static enum tf_err write_frab_json(struct tf_buf *out, const struct tf_board *board,
                                   const struct tf_write_options *options)
{
    struct tf_writing writing;
    char revision[24];
    enum tf_err err = tf_writing_init(&writing, board, options, false);
    const char *base = options->base_url ? options->base_url : "";
    (void)snprintf(revision, sizeof revision, "%llu", (unsigned long long)board->revision);
    if (!err) {
        json_t *inside = conference(&writing);
        json_t *root =
            inside ? json_pack("{s:s, s:{s:s, s:s}, s:{s:s, s:o}}", "$schema",
                               "https://c3voc.de/schedule/schema.json", "generator", "name", "twofeet",
                               "version", TF_VERSION, "schedule", "version", revision, "conference", inside)
                   : NULL;
        if (root && *base &&
            json_object_set_new(json_object_get(root, "schedule"), "base_url", json_string(base))) {
            json_decref(root);
            root = NULL;
        }
        err = tf_json_text_add(out, root);
    }
    tf_buf_putc(out, '\n');
    tf_writing_free(&writing);
    return err ? err : tf_buf_err(out);
}

const struct tf_writer tf_frab_json_writer = {
    .name = "frab-json",
    .extension = "json",
    .media_type = "application/json",
    .write = write_frab_json,
};
