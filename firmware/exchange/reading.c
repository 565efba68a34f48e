#include "exchange/reading.h"

#include "base/limits.h"
#include "exchange/guid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TWIN_ROUNDS_MAX 8
#define OUTER_BYTES_MAX 120 /* a longer id is kept by its beginning and a hash of all of it */

void tf_draft_init(struct tf_draft *draft)
{
    memset(draft, 0, sizeof *draft);
    tf_arena_init(&draft->arena);
    draft->source = "";
    draft->gathering.record.kind = TF_KIND_GATHERING;
    draft->gathering.record.key.id = 1;
    const struct tf_schema *schema = tf_schema_of(TF_KIND_GATHERING);
    for (size_t i = 0; i < schema->field_count; i++) {
        if (schema->fields[i].type == TF_FIELD_TEXT) {
            tf_field_set_text(&draft->gathering.record, &schema->fields[i], "");
        }
    }
}

void tf_draft_free(struct tf_draft *draft)
{
    for (size_t i = 0; i < draft->record_count; i++) {
        tf_record_unref(draft->records[i]);
    }
    free(draft->records);
    free(draft->sessions);
    free(draft->rooms);
    tf_zone_close(draft->zone);
    tf_arena_free(&draft->arena);
    tf_draft_init(draft);
}

void tf_reading_init(struct tf_reading *reading, struct tf_draft *draft, struct tf_report *report,
                     const struct tf_read_options *options, struct tf_problem *problem)
{
    *reading = (struct tf_reading){.draft = draft, .report = report, .options = options, .problem = problem};
}

void tf_reading_fail(struct tf_reading *reading, enum tf_err err)
{
    if (!reading->err) {
        reading->err = err;
    }
}

static void too_many(struct tf_reading *reading, long line, long max, const char *what)
{
    if (reading->err) {
        return;
    }
    char where[64];
    (void)snprintf(where, sizeof where, "line %ld", line);
    reading->err = tf_err_tell(reading->problem, TF_ERR_LIMIT, line ? where : NULL,
                               "Split the file, or leave out what is not needed on the wall.",
                               "The file has more than %ld %s.", max, what);
}

const char *tf_reading_room(struct tf_reading *reading, long line, const char *name)
{
    struct tf_draft *draft = reading->draft;
    const char *clean = tf_reading_text(reading, line, "room", "room's name", name, TF_TEXT_NAME);
    if (reading->err || !*clean) {
        return "";
    }
    for (size_t i = 0; i < draft->room_count; i++) {
        if (strcmp(draft->rooms[i], clean) == 0) {
            return draft->rooms[i];
        }
    }
    if (draft->room_count == TF_SPACES_MAX) {
        too_many(reading, line, TF_SPACES_MAX, "rooms");
        return "";
    }
    if (draft->room_count == draft->room_room) {
        size_t room = draft->room_room ? draft->room_room * 2 : 16;
        const char **rooms = realloc(draft->rooms, room * sizeof *rooms);
        if (!rooms) {
            tf_reading_fail(reading, TF_ERR_NOMEM);
            return "";
        }
        draft->rooms = rooms;
        draft->room_room = room;
    }
    draft->rooms[draft->room_count++] = clean;
    return clean;
}

void tf_reading_add(struct tf_reading *reading, const struct tf_draft_session *session)
{
    struct tf_draft *draft = reading->draft;
    if (reading->err) {
        return;
    }
    if (draft->session_count == TF_SESSIONS_MAX) {
        too_many(reading, session->line, TF_SESSIONS_MAX, "sessions");
        return;
    }
    if (draft->session_count == draft->session_room) {
        size_t room = draft->session_room ? draft->session_room * 2 : 64;
        struct tf_draft_session *sessions = realloc(draft->sessions, room * sizeof *sessions);
        if (!sessions) {
            tf_reading_fail(reading, TF_ERR_NOMEM);
            return;
        }
        draft->sessions = sessions;
        draft->session_room = room;
    }
    struct tf_draft_session *added = &draft->sessions[draft->session_count++];
    *added = *session;
    added->session.record.kind = TF_KIND_SESSION;
    const struct tf_schema *schema = tf_schema_of(TF_KIND_SESSION);
    for (size_t i = 0; i < schema->field_count; i++) {
        if (schema->fields[i].type == TF_FIELD_TEXT &&
            !*tf_field_text(&added->session.record, &schema->fields[i])) {
            tf_field_set_text(&added->session.record, &schema->fields[i], "");
        }
    }
    added->outer_id = added->outer_id ? added->outer_id : "";
    added->also_id = added->also_id ? added->also_id : "";
    added->room = added->room ? added->room : "";
}

/* ---- the last step */

static const char *label(const struct tf_draft_session *session)
{
    return *session->session.title ? session->session.title : session->outer_id;
}

static void mend_title(struct tf_reading *reading, struct tf_draft_session *session)
{
    if (*session->session.title) {
        return;
    }
    session->session.title = "Untitled";
    tf_report_add(reading->report, TF_REPORT_MENDED, session->line, session->outer_id,
                  "It has no title; it is called \"Untitled\".");
}

/* After this start is 0 or start < end, in the years we know, at a day that fits. */
static void mend_times(struct tf_reading *reading, struct tf_draft_session *session)
{
    const int64_t first = tf_zone_days(TF_ZONE_YEAR_MIN, 1, 3) * 86400;
    const int64_t last = tf_zone_days(TF_ZONE_YEAR_MAX, 12, 29) * 86400;
    struct tf_report *report = reading->report;
    if (session->start != 0 && (session->start < first || session->start > last)) {
        tf_report_add(report, TF_REPORT_MENDED, session->line, label(session),
                      "Its time is outside the years %d to %d: it is kept without a time.", TF_ZONE_YEAR_MIN,
                      TF_ZONE_YEAR_MAX);
        session->start = 0;
    }
    if (session->start == 0) {
        session->end = session->day = 0;
        session->whole_width = false;
        return;
    }
    if (session->end <= session->start) {
        tf_report_add(report, TF_REPORT_MENDED, session->line, label(session),
                      session->end < session->start ? "It ends before it starts: it was given %d minutes."
                                                    : "It has no length: it was given %d minutes.",
                      (int)(TF_READING_LENGTH_S / 60));
        session->end = session->start + TF_READING_LENGTH_S;
    }
    if (session->end - session->start > TF_READING_LENGTH_MAX_S) {
        tf_report_add(report, TF_REPORT_MENDED, session->line, label(session),
                      "It lasts more than %d days: only these are on the grid.",
                      (int)(TF_READING_LENGTH_MAX_S / 86400));
        session->end = session->start + TF_READING_LENGTH_MAX_S;
    }
    int64_t local = tf_zone_day_of(reading->draft->zone, session->start);
    if (session->day != 0 && session->day != local && session->day != local - 1) {
        tf_report_add(report, TF_REPORT_MENDED, session->line, label(session),
                      "It is listed under a day on which it does not take place: it went to its own date.");
        session->day = 0;
    }
    if (session->day == 0) {
        session->day = local;
    }
}

static const char *short_outer(struct tf_reading *reading, const char *outer)
{
    if (strlen(outer) <= OUTER_BYTES_MAX || reading->err) {
        return outer;
    }
    char head[OUTER_BYTES_MAX - 20];
    tf_text_copy(head, sizeof head, outer);
    char *made = tf_arena_printf(&reading->draft->arena, "%s~%016llx", head,
                                 (unsigned long long)tf_guid_hash(3, outer));
    if (!made) {
        tf_reading_fail(reading, TF_ERR_NOMEM);
    }
    return made ? made : "";
}

static void name_outer(struct tf_reading *reading, struct tf_draft_session *session)
{
    if (*session->outer_id) {
        session->outer_id = short_outer(reading, session->outer_id);
        return;
    }
    char *key = tf_arena_printf(&reading->draft->arena, "%s|%s|%lld", session->session.title, session->room,
                                (long long)session->start);
    char *outer = key ? tf_arena_printf(&reading->draft->arena, "made:%016llx",
                                        (unsigned long long)tf_guid_hash(4, key))
                      : NULL;
    if (!outer) {
        tf_reading_fail(reading, TF_ERR_NOMEM);
        return;
    }
    session->outer_id = outer;
}

/* By id, then by what tells equals apart whatever order they have in the file. */
static int by_outer(const void *left, const void *right)
{
    const struct tf_draft_session *a = *(struct tf_draft_session *const *)left;
    const struct tf_draft_session *b = *(struct tf_draft_session *const *)right;
    int order = strcmp(a->outer_id, b->outer_id);
    if (order == 0) {
        order = strcmp(a->also_id, b->also_id);
    }
    if (order == 0) {
        order = a->start < b->start ? -1 : a->start > b->start;
    }
    if (order == 0) {
        order = strcmp(a->room, b->room);
    }
    if (order == 0) {
        order = strcmp(a->session.title, b->session.title);
    }
    if (order == 0) {
        order = a < b ? -1 : a > b;
    }
    return order;
}

/* By its second id where that tells it apart, so that it may move in time; else by its time, else by
 * counting. */
static const char *outer_of_twin(struct tf_arena *arena, struct tf_draft_session *const *group, size_t nth,
                                 size_t count)
{
    const struct tf_draft_session *twin = group[nth];
    size_t run = 0;
    while (run < nth && group[nth - 1 - run]->start == twin->start &&
           strcmp(group[nth - 1 - run]->also_id, twin->also_id) == 0) {
        run++;
    }
    bool alone = strcmp(group[nth - 1]->also_id, twin->also_id) != 0 &&
                 (nth + 1 == count || strcmp(group[nth + 1]->also_id, twin->also_id) != 0);
    if (alone) {
        return tf_arena_printf(arena, "%s#%s", group[0]->outer_id, twin->also_id);
    }
    if (run == 0) {
        return tf_arena_printf(arena, "%s#%s@%lld", group[0]->outer_id, twin->also_id,
                               (long long)twin->start);
    }
    return tf_arena_printf(arena, "%s#%s@%lld.%zu", group[0]->outer_id, twin->also_id, (long long)twin->start,
                           run);
}

static void rename_twin(struct tf_reading *reading, struct tf_draft_session *const *group, size_t nth,
                        const char *outer)
{
    struct tf_arena *arena = &reading->draft->arena;
    struct tf_draft_session *twin = group[nth];
    const struct tf_draft_session *before = group[0];
    char *guid = tf_arena_alloc(arena, TF_GUID_SIZE);
    if (!outer || !guid) {
        tf_reading_fail(reading, TF_ERR_NOMEM);
        return;
    }
    tf_guid_of_text(guid, outer);
    bool had_guid = *twin->session.guid != '\0';
    twin->session.guid = had_guid ? guid : "";
    tf_report_add(reading->report, TF_REPORT_MENDED, twin->line, label(twin),
                  had_guid ? "Its guid %s is also that of \"%s\" (line %ld); it got one of its own, %s."
                           : "Its id %s is also that of \"%s\" (line %ld); it got one of its own.",
                  twin->outer_id, label(before), before->line, guid);
    twin->outer_id = outer;
}

/* How many were renamed: a made name may be that of yet another one. */
static size_t part_twins(struct tf_reading *reading)
{
    struct tf_draft *draft = reading->draft;
    size_t count = draft->session_count;
    struct tf_draft_session **order = count ? calloc(count, sizeof(struct tf_draft_session *)) : NULL;
    if (!order) {
        if (count) {
            tf_reading_fail(reading, TF_ERR_NOMEM);
        }
        return 0;
    }
    size_t renamed = 0;
    for (size_t i = 0; i < count; i++) {
        order[i] = &draft->sessions[i];
    }
    qsort(order, count, sizeof(struct tf_draft_session *), by_outer);
    for (size_t i = 0, j; i < count && !reading->err; i = j) {
        const char *outer = order[i]->outer_id;
        for (j = i + 1; j < count && strcmp(order[j]->outer_id, outer) == 0; j++) {
            continue;
        }
        for (size_t k = j - 1; k > i && !reading->err;
             k--) { /* from the last: each looks at those before it */
            rename_twin(reading, order + i, k - i, outer_of_twin(&draft->arena, order + i, k - i, j - i));
        }
        renamed += j - i - 1;
    }
    free(order);
    return renamed;
}

static int by_also(const void *left, const void *right)
{
    const struct tf_draft_session *a = *(struct tf_draft_session *const *)left;
    const struct tf_draft_session *b = *(struct tf_draft_session *const *)right;
    int order = strcmp(a->also_id, b->also_id);
    return order ? order : (a < b ? -1 : a > b);
}

/* Sessions with ids of their own that share the second one: nothing is lost here, but others may lose one. */
static void report_same_ids(struct tf_reading *reading)
{
    size_t count = reading->draft->session_count;
    struct tf_draft_session **order = count ? calloc(count, sizeof(struct tf_draft_session *)) : NULL;
    if (!order) {
        if (count) {
            tf_reading_fail(reading, TF_ERR_NOMEM);
        }
        return;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = &reading->draft->sessions[i];
    }
    qsort(order, count, sizeof(struct tf_draft_session *), by_also);
    for (size_t i = 1; i < count; i++) {
        if (*order[i]->also_id && strcmp(order[i]->also_id, order[i - 1]->also_id) == 0) {
            tf_report_add(reading->report, TF_REPORT_NOTE, order[i]->line, label(order[i]),
                          "Its id %s is also that of \"%s\" (line %ld).", order[i]->also_id,
                          label(order[i - 1]), order[i - 1]->line);
        }
    }
    free(order);
}

static void report_lookalike_rooms(struct tf_reading *reading)
{
    struct tf_draft *draft = reading->draft;
    char **folded = calloc(draft->room_count + 1, sizeof *folded);
    if (!folded) {
        tf_reading_fail(reading, TF_ERR_NOMEM);
    }
    for (size_t i = 0; folded && i < draft->room_count && !reading->err; i++) {
        enum tf_err err = tf_text_fold(&folded[i], draft->rooms[i]);
        if (err) {
            tf_reading_fail(reading, err);
        }
        for (size_t j = 0; !err && j < i; j++) {
            if (strcmp(folded[i], folded[j]) == 0) {
                tf_report_add(reading->report, TF_REPORT_NOTE, 0, draft->rooms[i],
                              "This room is written almost like \"%s\"; both are kept.", draft->rooms[j]);
            }
        }
    }
    for (size_t i = 0; folded && i < draft->room_count; i++) {
        free(folded[i]);
    }
    free(folded);
}

/* "debconf.xml" of "/tmp/debconf.xml". */
static const char *base_name(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? slash + 1 : path ? path : "";
}

enum tf_err tf_reading_finish(struct tf_reading *reading, const char *prefix, const char *name)
{
    struct tf_draft *draft = reading->draft;
    if (!reading->err && draft->session_count == 0 && draft->record_count == 0) {
        reading->err = tf_err_tell(reading->problem, TF_ERR_INVALID, base_name(reading->options->name), NULL,
                                   "There is no session in this file.");
    }
    tf_reading_zone(reading, 0, NULL, false, 0);
    if (reading->err) {
        return reading->err;
    }
    for (size_t i = 0; i < draft->session_count && !reading->err; i++) {
        mend_title(reading, &draft->sessions[i]);
        mend_times(reading, &draft->sessions[i]);
        name_outer(reading, &draft->sessions[i]);
    }
    report_same_ids(reading);
    for (int round = 0; round < TWIN_ROUNDS_MAX && !reading->err && part_twins(reading) > 0; round++) {
        continue;
    }
    report_lookalike_rooms(reading);
    char *made = NULL;
    if (reading->options->source) {
        made = tf_arena_printf(&draft->arena, "%s", reading->options->source);
    } else {
        made =
            tf_arena_printf(&draft->arena, "%s:%s", prefix, *name ? name : base_name(reading->options->name));
    }
    if (!made) {
        tf_reading_fail(reading, TF_ERR_NOMEM);
    } else {
        draft->source = made;
    }
    return reading->err;
}
