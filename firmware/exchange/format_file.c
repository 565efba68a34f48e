/* DESIGN: inih takes the lines apart, and its answer is the first wrong line. It goes on in the middle of a
 * line that is too long for it and takes an indented line for the value of the one before, so such lines are
 * refused before. */
#include "exchange/format_file.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES_MAX = 190, PRINCIPLES_MAX = 5 };

struct reading {
    struct tf_format *format;
    struct tf_arena *arena;
    uint64_t seen; /* 1 << index of a key in KEYS: each is said once */
    int principles;
    char why[200]; /* the first thing that is wrong; "" nothing */
    bool is_short; /* of memory */
};

static int wrong(struct reading *reading, const char *what, const char *value)
{
    if (reading->why[0] == '\0') {
        (void)snprintf(reading->why, sizeof(reading->why), "%s: “%.60s”", what, value);
    }
    return 0;
}

/* ---- values ----------------------------------------------------------------------------------------------
 */

static int take_text(struct reading *reading, const char **out, const char *value, enum tf_text_kind kind)
{
    char *clean = NULL;
    enum tf_err err = tf_text_clean(&clean, value, strlen(value), kind);

    if (err == TF_ERR_NOMEM) {
        reading->is_short = true;
        return 0;
    }
    if (err != TF_OK || *clean == '\0') {
        free(clean);
        return wrong(reading, err == TF_ERR_LIMIT ? "This text is too long" : "This is no text to show",
                     value);
    }
    *out = tf_arena_strdup(reading->arena, clean);
    reading->is_short = reading->is_short || *out == NULL;
    free(clean);
    return *out != NULL;
}

static int take_title(struct reading *reading, const char *value)
{
    return take_text(reading, &reading->format->title, value, TF_TEXT_NAME);
}

static int take_about(struct reading *reading, const char *value)
{
    return take_text(reading, &reading->format->about, value, TF_TEXT_TITLE);
}

static int take_why(struct reading *reading, const char *value)
{
    return take_text(reading, &reading->format->no_placing_why, value, TF_TEXT_TITLE);
}

/* Said again: one line more. */
static int add_line(struct reading *reading, const char **to, const char *value)
{
    const char *line = NULL;

    if (!take_text(reading, &line, value, TF_TEXT_TITLE)) {
        return 0;
    }
    *to = **to != '\0' ? tf_arena_printf(reading->arena, "%s\n%s", *to, line) : line;
    reading->is_short = reading->is_short || *to == NULL;
    return *to != NULL;
}

static int take_invitation(struct reading *reading, const char *value)
{
    return add_line(reading, &reading->format->invitation, value);
}

static int take_principle(struct reading *reading, const char *value)
{
    if (reading->principles == PRINCIPLES_MAX) {
        return wrong(reading, "There is room for five principles", value);
    }
    reading->principles++;
    return add_line(reading, &reading->format->principles, value);
}

static int take_number(struct reading *reading, int64_t *out, const char *value, int64_t most)
{
    char *end = NULL;
    long long number = strtoll(value, &end, 10);

    if (end == value || *end != '\0' || number < 0 || number > most) {
        char what[60];
        (void)snprintf(what, sizeof(what), "This is no number from 0 to %d", (int)most);
        return wrong(reading, what, value);
    }
    *out = number;
    return 1;
}

static int take_votes(struct reading *reading, const char *value)
{
    return take_number(reading, &reading->format->votes, value, TF_VOTES_MAX);
}

static int take_warn(struct reading *reading, const char *value)
{
    return take_number(reading, &reading->format->warn_min, value, TF_WARN_MIN_MAX);
}

static int take_yes(struct reading *reading, bool *out, const char *value)
{
    if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0) {
        return wrong(reading, "This is neither yes nor no", value);
    }
    *out = value[0] == 'y';
    return 1;
}

static int take_reply(struct reading *reading, const char *value)
{
    return take_number(reading, &reading->format->reply_days, value, TF_REPLY_DAYS_MAX);
}

static int take_schedules(struct reading *reading, const char *value)
{
    return take_yes(reading, &reading->format->schedules, value);
}

static int take_rotation(struct reading *reading, const char *value)
{
    return take_yes(reading, &reading->format->rotates, value);
}

/* Names of phases, blanks or commas between; "always": all of them. */
static int take_no_placing(struct reading *reading, const char *value)
{
    const struct tf_schema *schema = tf_schema_of(TF_KIND_GATHERING);
    const char *const *names = NULL;

    for (size_t i = 0; i < schema->field_count; i++) {
        names = strcmp(schema->fields[i].name, "no_placing") == 0 ? schema->fields[i].names : names;
    }
    for (const char *at = value + strspn(value, " ,"); names != NULL && *at != '\0'; at += strspn(at, " ,")) {
        size_t len = strcspn(at, " ,");
        int phase = 0;

        while (names[phase] != NULL && (strlen(names[phase]) != len || strncmp(names[phase], at, len) != 0)) {
            phase++;
        }
        if (names[phase] == NULL && (len != 6 || strncmp(at, "always", len) != 0)) {
            return wrong(reading, "This is no phase of a day", at);
        }
        reading->format->no_placing |=
            names[phase] != NULL ? UINT32_C(1) << phase : (UINT32_C(1) << TF_PHASE_COUNT) - 1;
        at += len;
    }
    return 1;
}

/* ---- lines ------------------------------------------------------------------------------------------------
 */

static const struct {
    const char *section, *key;
    bool is_again; /* may be said again */
    int (*take)(struct reading *reading, const char *value);
} KEYS[] = {
    {"format", "title", false, take_title},           {"format", "about", false, take_about},
    {"words", "invitation", true, take_invitation},   {"words", "principle", true, take_principle},
    {"guests", "no_placing", false, take_no_placing}, {"guests", "why", false, take_why},
    {"guests", "votes", false, take_votes},           {"grid", "schedule", false, take_schedules},
    {"grid", "rotation", false, take_rotation},       {"talks", "warn_min", false, take_warn},
    {"ideas", "reply_days", false, take_reply},
};

static int handle(void *user, const char *section, const char *key, const char *value)
{
    struct reading *reading = user;

    for (size_t i = 0; i < sizeof(KEYS) / sizeof(KEYS[0]); i++) {
        if (strcmp(KEYS[i].section, section) != 0 || strcmp(KEYS[i].key, key) != 0) {
            continue;
        }
        if (!KEYS[i].is_again && (reading->seen & UINT64_C(1) << i) != 0) {
            return wrong(reading, "This is said twice", key);
        }
        reading->seen |= UINT64_C(1) << i;
        return KEYS[i].take(reading, value);
    }
    char name[120];
    (void)snprintf(name, sizeof(name), "[%.40s] %.60s", section, key);
    return wrong(reading, "A format has no such key", name);
}

/* The first line that inih must not see; 0: none. */
static int bad_line(const char *bytes, size_t len, const char **why)
{
    int number = 0;

    for (size_t at = 0; at < len;) {
        const char *line = bytes + at, *end = memchr(line, '\n', len - at);
        size_t length = end != NULL ? (size_t)(end - line) : len - at;

        number++;
        at += length + (end != NULL ? 1 : 0);
        *why = !tf_text_is_valid(line, length) ? "This line is not UTF-8"
               : length > LINE_BYTES_MAX       ? "This line is too long"
               : length > 0 && (*line == ' ' || *line == '\t') && line[length - 1] > ' '
                   ? "This line is indented"
                   : NULL;
        if (*why != NULL) {
            return number;
        }
    }
    return 0;
}

static enum tf_err tell(const char *path, int line, const char *why, struct tf_problem *problem)
{
    char where[180];

    (void)snprintf(where, sizeof(where), line > 0 ? "%.160s:%d" : "%.160s", path, line);
    return tf_err_tell(problem, TF_ERR_INVALID, where,
                       "assets/formats/README.md has every key with what it may be", "%s", why);
}

enum tf_err tf_format_file_parse(struct tf_format *out, struct tf_arena *arena, const char *name,
                                 const char *bytes, size_t len, const char *path, struct tf_problem *problem)
{
    struct tf_format format = {
        .title = "", .about = "", .invitation = "", .principles = "", .no_placing_why = ""};
    struct reading reading = {.format = &format, .arena = arena};
    const char *why = NULL;
    int line;

    if (len > TF_FORMAT_BYTES_MAX) {
        return tf_err_tell(problem, TF_ERR_LIMIT, path, NULL, "This is too long for a format");
    }
    if (name[0] == '\0' || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0' ||
        strlen(name) > 40) {
        return tell(path, 0, "A format's file is called by a-z, 0-9 and -, as in world-cafe.ini", problem);
    }
    line = bad_line(bytes, len, &why);
    if (line > 0) {
        return tell(path, line, why, problem);
    }
    line = len > 0 ? ini_parse_string(bytes, handle, &reading) : 0;
    if (reading.is_short || line < 0) {
        return tf_err_tell(problem, TF_ERR_NOMEM, path, NULL, "There is no memory left");
    }
    if (line > 0) {
        return tell(path, line, reading.why[0] != '\0' ? reading.why : "This line is no key with a value",
                    problem);
    }
    if (*format.title == '\0') {
        return tell(path, 0, "A format has a title", problem);
    }
    format.name = tf_arena_strdup(arena, name);
    if (format.name == NULL) {
        return tf_err_tell(problem, TF_ERR_NOMEM, path, NULL, "There is no memory left");
    }
    *out = format;
    return TF_OK;
}

enum tf_err tf_format_file_read(struct tf_format *out, struct tf_arena *arena, const char *path,
                                struct tf_problem *problem)
{
    const char *slash = strrchr(path, '/'), *file = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(file, '.');
    char name[64];
    struct tf_buf bytes;
    enum tf_err err;

    (void)snprintf(name, sizeof(name), "%.*s", dot != NULL ? (int)(dot - file) : (int)strlen(file), file);
    tf_buf_init(&bytes, 0);
    err = tf_buf_read_file(&bytes, path, TF_FORMAT_BYTES_MAX, problem);
    if (err == TF_OK) {
        err = tf_format_file_parse(out, arena, name, bytes.data != NULL ? bytes.data : "", bytes.len, path,
                                   problem);
    }
    tf_buf_free(&bytes);
    return err;
}
