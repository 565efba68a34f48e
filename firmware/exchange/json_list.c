/* The reader of JSON in somebody's own form, by a small mapping file that says where things are:
 *
 *   {
 *     "title": "BarCamp Bangalore",        the event's name; optional
 *     "zone": "Asia/Kolkata",              its time zone; optional
 *     "date": "2018-02-25",                the day, where elements do not say it; optional
 *     "lists": [
 *       {
 *         "path": "slots[].sessions[]",    where the elements are: members, and [] for each of a list
 *         "where": {"type": "session"},    only elements with these members; optional
 *         "kind": "session",               or "break", "plenary": rows for everyone; optional
 *         "fields": {"title": "title", "host": "presenter", "start": "^startTime", "end": "^endTime"}
 *       }
 *     ]
 *   }
 *
 * A field takes a member of the element ("speaker.name": inside another), of the element one level above by
 * "^", two above by "^^", or a text as it is by "=". Fields are: id title subtitle host about room date start
 * end length language track url format. Times may be ISO, "09:45", "0945" or "9:45 AM". */
#include "exchange/formats.h"
#include "exchange/json_text.h"
#include "exchange/reading.h"
#include "exchange/when.h"

#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEVELS_MAX     8
#define NAME_BYTES_MAX 64
#define MAPPING_MAX    (64 * 1024)
#define ELEMENTS_MAX   100000 /* looked at, also where few of them are wanted */

struct level {
    char name[NAME_BYTES_MAX]; /* member to step into; "" the root itself */
    bool each;                 /* then through its list */
};

struct path {
    struct level levels[LEVELS_MAX];
    size_t count;
};

struct list {
    struct tf_reading *reading;
    const json_t *map;               /* this list's part of the mapping */
    const json_t *chain[LEVELS_MAX]; /* the element and those above it */
    size_t depth;                    /* chain[depth - 1] is the element */
    int64_t date;                    /* of the mapping; 0 */
    size_t seen, number;
};

/* "slots[].sessions[]"; false: not one. */
static bool read_path(struct path *path, const char *text)
{
    path->count = 0;
    while (*text) {
        size_t len = strcspn(text, ".");
        if (path->count == LEVELS_MAX) {
            return false;
        }
        struct level *level = &path->levels[path->count++];
        size_t name_len = len;
        level->each = len >= 2 && strncmp(text + len - 2, "[]", 2) == 0;
        name_len -= level->each ? 2 : 0;
        if (name_len >= NAME_BYTES_MAX) {
            return false;
        }
        memcpy(level->name, text, name_len);
        level->name[name_len] = '\0';
        text += len + (text[len] == '.');
    }
    return path->count > 0;
}

/* ---- fields of an element */

static const json_t *member_of(const json_t *element, const char *name)
{
    char part[NAME_BYTES_MAX];
    while (element && *name) {
        size_t len = strcspn(name, ".");
        if (len >= sizeof part) {
            return NULL;
        }
        memcpy(part, name, len);
        part[len] = '\0';
        element = json_is_array(element) ? json_object_get(json_array_get(element, 0), part)
                                         : json_object_get(element, part);
        name += len + (name[len] == '.');
    }
    return element;
}

static const char *keep(struct list *list, const char *text)
{
    const char *copy = tf_arena_strdup(&list->reading->draft->arena, text);
    if (!copy) {
        tf_reading_fail(list->reading, TF_ERR_NOMEM);
    }
    return copy ? copy : "";
}

static const json_t *value_of(const struct list *list, const char *source)
{
    size_t up = strspn(source, "^");
    if (up >= list->depth) {
        return NULL;
    }
    return member_of(list->chain[list->depth - 1 - up], source + up);
}

static const char *source_of(const struct list *list, const char *field)
{
    const char *source = json_string_value(json_object_get(json_object_get(list->map, "fields"), field));
    return source ? source : "";
}

static const char *field(struct list *list, const char *name)
{
    const char *source = source_of(list, name);
    if (!*source || *source == '=') {
        return *source ? source + 1 : "";
    }
    const json_t *value = value_of(list, source);
    char number[32];
    if (json_is_string(value)) {
        return json_string_value(value);
    }
    if (json_is_integer(value)) {
        (void)snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return keep(list, number);
    }
    return "";
}

static bool is_wanted(const struct list *list)
{
    const char *name;
    json_t *wanted;
    json_object_foreach(json_object_get(list->map, "where"), name,
                        wanted) if (!json_equal(member_of(list->chain[list->depth - 1], name), wanted))
    {
        return false;
    }
    return json_is_object(list->chain[list->depth - 1]);
}

/* ---- an element */

/* A list of names, of objects with a name, or one text. */
static const char *hosts(struct list *list, long line, const char *where)
{
    const char *source = source_of(list, "host"), *all = "";
    const json_t *value = *source && *source != '=' ? value_of(list, source) : NULL;
    if (!json_is_array(value)) {
        return tf_reading_add_host(list->reading, line, where, "", field(list, "host"));
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *one = json_array_get(value, i);
        const char *name =
            json_is_string(one) ? json_string_value(one) : json_string_value(json_object_get(one, "name"));
        all = tf_reading_add_host(list->reading, line, where, all, name);
    }
    return all;
}

static int64_t local_instant(const struct list *list, int64_t day, int64_t clock_s)
{
    struct tf_civil civil = {0};
    int64_t utc_s = 0;
    tf_zone_date(day + clock_s / 86400, &civil.year, &civil.month, &civil.day);
    civil.hour = (int)(clock_s % 86400 / 3600);
    civil.minute = (int)(clock_s / 60 % 60);
    return tf_zone_utc(list->reading->draft->zone, &civil, &utc_s) == TF_OK ? utc_s : 0;
}

/* An ISO time, a date and a time, or a time alone on `day`. */
static int64_t time_in(const struct list *list, const char *text, int64_t day)
{
    int64_t utc_s = 0, clock_s = 0;
    const char *rest = text;
    if (!*text) {
        return 0;
    }
    if (tf_zone_parse(&utc_s, text, list->reading->draft->zone) == TF_OK) {
        return utc_s;
    }
    (void)tf_when_date(text, TF_WHEN_DAY_FIRST, &day, &rest);
    return day && tf_when_clock(rest, &clock_s, &rest) ? local_instant(list, day, clock_s) : 0;
}

static void take_times(struct list *list, const char *where, struct tf_draft_session *session)
{
    struct tf_report *report = list->reading->report;
    int64_t day = list->date, length_s = 0;
    const char *rest, *start = field(list, "start"), *end = field(list, "end");
    (void)tf_when_date(field(list, "date"), TF_WHEN_DAY_FIRST, &day, &rest);
    session->start = time_in(list, start, day);
    if (!session->start) {
        if (*start) {
            tf_report_add(
                report, TF_REPORT_MENDED, 0, where,
                "Its time \"%.40s\" cannot be read, or no date is known: it is kept without a time.", start);
        }
        return;
    }
    int64_t local = tf_zone_day_of(list->reading->draft->zone, session->start);
    session->end = time_in(list, end, local);
    if (session->end && session->end <= session->start && session->start - session->end > 6 * 3600) {
        session->end = time_in(list, end, local + 1);
    }
    if (session->end) {
        return;
    }
    if (!tf_when_length(field(list, "length"), &length_s)) {
        length_s = TF_READING_LENGTH_S;
        tf_report_add(report, TF_REPORT_MENDED, 0, where,
                      "It does not say how long it is: it was given %d minutes.",
                      (int)(TF_READING_LENGTH_S / 60));
    }
    session->end = session->start + length_s;
}

static void take_element(struct list *list)
{
    struct tf_reading *reading = list->reading;
    struct tf_draft_session session = {0};
    char where[NAME_BYTES_MAX + 24];
    const char *id = field(list, "id");
    const char *kind = json_string_value(json_object_get(list->map, "kind"));
    list->number++;
    (void)snprintf(where, sizeof where, "element %zu, id %.40s", list->number, *id ? id : "none");
    const char *about =
        tf_reading_html(reading, 0, where, "description", field(list, "about"), TF_TEXT_ABOUT);
    char *title = strndup(field(list, "title"), 4096);
    if (!title) {
        tf_reading_fail(reading, TF_ERR_NOMEM);
        return;
    }
    const char *plain =
        tf_reading_html(reading, 0, where, "title", title, TF_TEXT_ABOUT); /* may hold &#8217; */
    free(title);
    session.session.title = tf_reading_title(reading, 0, where, "title", plain, &about);
    session.session.about = about;
    session.session.subtitle =
        tf_reading_text(reading, 0, where, "subtitle", field(list, "subtitle"), TF_TEXT_TITLE);
    session.session.host = hosts(list, 0, where);
    session.session.track = tf_reading_text(reading, 0, where, "track", field(list, "track"), TF_TEXT_NAME);
    session.session.url = tf_reading_text(reading, 0, where, "link", field(list, "url"), TF_TEXT_URL);
    session.session.language = tf_reading_language(reading, 0, where, field(list, "language"));
    session.session.format = tf_reading_format(field(list, "format"));
    session.outer_id = *id ? tf_reading_text(reading, 0, where, "id", id, TF_TEXT_NAME) : "";
    session.room = tf_reading_room(reading, 0, field(list, "room"));
    session.is_break = kind && strcmp(kind, "break") == 0;
    session.whole_width = session.is_break || (kind && strcmp(kind, "plenary") == 0);
    if (session.whole_width && *session.outer_id) { /* lists may count their ids each for itself */
        const char *outer = tf_arena_printf(&reading->draft->arena, "%s:%s", kind, session.outer_id);
        session.outer_id = outer ? outer : "";
        if (!outer) {
            tf_reading_fail(reading, TF_ERR_NOMEM);
        }
    }
    take_times(list, where, &session);
    tf_reading_fit_hosts(reading, 0, where, &session.session);
    tf_reading_add(reading, &session);
}

/* Every element the path leads to, in the file's order, without recursion: `at` is the place in each level's
 * list. */
static void walk(struct list *list, const json_t *root, const struct path *path)
{
    size_t at[LEVELS_MAX] = {0};
    size_t level = 0;
    const json_t *from[LEVELS_MAX + 1] = {root};
    while (!list->reading->err && list->seen < ELEMENTS_MAX) {
        const struct level *step = &path->levels[level];
        const json_t *inside = *step->name ? json_object_get(from[level], step->name) : from[level];
        const json_t *element = step->each ? json_array_get(inside, at[level]) : at[level] ? NULL : inside;
        if (!element) {
            if (level == 0) {
                return;
            }
            at[level--] = 0;
            continue;
        }
        at[level]++;
        list->chain[level] = element;
        list->seen++;
        if (level + 1 < path->count) {
            from[++level] = element;
            at[level] = 0;
            continue;
        }
        list->depth = path->count;
        if (is_wanted(list)) {
            take_element(list);
        }
    }
}

/* ---- the mapping */

static enum tf_err bad_mapping(const struct tf_reading *reading, const char *what)
{
    return tf_err_tell(reading->problem, TF_ERR_INVALID, reading->options->mapping_file,
                       "See the examples in Twofeet's folder mappings.", "The mapping file is not right: %s",
                       what);
}

static enum tf_err take_list(struct tf_reading *reading, const json_t *root, const json_t *map, int64_t date)
{
    struct path path;
    struct list list = {.reading = reading, .map = map, .date = date};
    const char *text = json_string_value(json_object_get(map, "path"));
    if (!text || !read_path(&path, text)) {
        return bad_mapping(reading, "each of its lists has a \"path\" like \"slots[].sessions[]\".");
    }
    if (!json_object_get(json_object_get(map, "fields"), "title")) {
        return bad_mapping(reading, "each of its lists has \"fields\", and a \"title\" among them.");
    }
    walk(&list, root, &path);
    if (list.seen == ELEMENTS_MAX) {
        tf_report_add(reading->report, TF_REPORT_REFUSED, 0, text,
                      "Only the first %d elements were looked at.", ELEMENTS_MAX);
    }
    if (list.number == 0) {
        tf_report_add(reading->report, TF_REPORT_NOTE, 0, text, "Nothing is there in this file.");
    }
    return reading->err;
}

static enum tf_err take(struct tf_reading *reading, const json_t *root, const json_t *mapping)
{
    const json_t *lists = json_object_get(mapping, "lists");
    const char *date_text = json_string_value(json_object_get(mapping, "date"));
    int64_t date = 0;
    if (date_text && tf_zone_parse_date(&date, date_text) != TF_OK) {
        return bad_mapping(reading, "its \"date\" is not like 2026-11-25.");
    }
    if (!json_is_array(lists) || json_array_size(lists) == 0) {
        return bad_mapping(reading, "it has no \"lists\".");
    }
    const char *title = json_string_value(json_object_get(mapping, "title"));
    reading->draft->gathering.title = tf_reading_text(reading, 0, "mapping", "title", title, TF_TEXT_TITLE);
    tf_reading_zone(reading, 0, json_string_value(json_object_get(mapping, "zone")), false, 0);
    enum tf_err err = reading->err;
    for (size_t i = 0; i < json_array_size(lists) && !err; i++) {
        err = take_list(reading, root, json_array_get(lists, i), date);
    }
    return err ? err : tf_reading_finish(reading, "json-list", reading->draft->gathering.title);
}

static enum tf_err read_json_list(struct tf_draft *draft, const char *bytes, size_t len,
                                  const struct tf_read_options *options, struct tf_report *report,
                                  struct tf_problem *problem)
{
    struct tf_reading reading;
    struct tf_buf file;
    json_t *root = NULL, *mapping = NULL;
    tf_reading_init(&reading, draft, report, options, problem);
    if (!options->mapping_file) {
        return tf_err_tell(problem, TF_ERR_INVALID, options->name,
                           "Give a mapping file: --mapping FILE; examples are in Twofeet's folder mappings.",
                           "This JSON has a form of its own.");
    }
    tf_buf_init(&file, 0);
    enum tf_err err = tf_buf_read_file(&file, options->mapping_file, MAPPING_MAX, problem);
    if (!err) {
        err = tf_json_text_load(&mapping, file.data ? file.data : "", file.len, options->mapping_file, report,
                                problem);
    }
    if (!err) {
        err = tf_json_text_load(&root, bytes, len, options->name, report, problem);
    }
    if (!err) {
        err = take(&reading, root, mapping);
    }
    json_decref(root);
    json_decref(mapping);
    tf_buf_free(&file);
    return err;
}

/* Any other JSON: asked last. */
static bool sniff(const char *bytes, size_t len, const char *file_name)
{
    (void)file_name;
    const char *p = bytes;
    while (p < bytes + len && *p && strchr(" \t\r\n\xef\xbb\xbf", *p)) {
        p++;
    }
    return p < bytes + len && (*p == '{' || *p == '[');
}

const struct tf_reader tf_json_list_reader = {
    .name = "json-list",
    .description = "any other JSON, with a mapping file that says where things are",
    .takes_mapping = true,
    .sniff = sniff,
    .read = read_json_list,
};
