/* DESIGN: inih takes lines apart; where they begin, and whether they may be read at all, is decided in the
 * reader that hands them to it, because inih itself goes on in the middle of a line that is too long, takes
 * an indented line for the value of the one before, and names only the first wrong line. */
#include "kiosk/settings.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct tf_settings {
    struct tf_buf text;
    char **values; /* what options borrow */
    size_t value_count, value_room;
    struct tf_settings_finding findings[TF_SETTINGS_FINDINGS_MAX];
    size_t finding_count;
    bool has_more, is_out_of_memory;
};

/* One reading of it. */
struct reading {
    struct tf_settings *settings;
    const struct tf_options *options;
    const char *path;
    size_t at;        /* the next line's beginning in text */
    int line;         /* of the one that inih has */
    bool needs_value; /* and that one should become a value */
};

static struct tf_problem *find(struct reading *reading, int line)
{
    struct tf_settings *settings = reading->settings;
    if (settings->finding_count == TF_SETTINGS_FINDINGS_MAX) {
        settings->has_more = true;
        return NULL;
    }
    struct tf_settings_finding *finding = &settings->findings[settings->finding_count++];
    *finding = (struct tf_settings_finding){.line = line};
    return &finding->problem;
}

static void tell_form(struct reading *reading, int line, const char *what)
{
    (void)tf_err_tell(find(reading, line), TF_ERR_INVALID, reading->path,
                      "Write it like: rotate = 90, or begin it with # to have it passed over", "%s", what);
}

/* ---- lines ---- */

/* Why it cannot be read; NULL: it can. */
static const char *is_no_line(const char *line, size_t len, size_t room)
{
    if (memchr(line, '\0', len) != NULL) {
        return "This line holds a zero byte";
    }
    if (!tf_text_is_valid(line, len)) {
        return "This line is not UTF-8";
    }
    return len >= room ? "This line is too long" : NULL;
}

/* As fgets(3): one whole line a call, empty where it is not to be read. */
static char *next_line(char *out, int room, void *user)
{
    struct reading *reading = user;
    const struct tf_buf *text = &reading->settings->text;

    if (reading->needs_value) {
        tell_form(reading, reading->line, "This line is no setting");
        reading->needs_value = false;
    }
    if (reading->at >= text->len) {
        return NULL;
    }
    const char *line = text->data + reading->at;
    const char *end = memchr(line, '\n', text->len - reading->at);
    size_t len = end != NULL ? (size_t)(end - line) : text->len - reading->at;
    reading->at += len + (end != NULL);
    reading->line++;
    if (reading->line == 1 && len >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) { /* Notepad's mark */
        line += 3;
        len -= 3;
    }
    size_t indent = 0;
    while (indent < len && (line[indent] == ' ' || line[indent] == '\t')) {
        indent++;
    }
    line += indent;
    len -= indent;
    len -= len > 0 && line[len - 1] == '\r';
    bool is_comment = len > 0 && (line[0] == '#' || line[0] == ';');
    const char *why = is_comment ? NULL : is_no_line(line, len, (size_t)room);
    if (why != NULL) {
        tell_form(reading, reading->line, why);
    }
    if (why != NULL || is_comment) {
        len = 0;
    }
    memcpy(out, line, len);
    out[len] = '\0';
    bool is_heading = len > 0 && line[0] == '[' && memchr(line, ']', len) != NULL;
    reading->needs_value = len > 0 && !is_heading && strspn(out, " \t") < len;
    return out;
}

/* ---- values ---- */

static const char *keep(struct tf_settings *settings, const char *value)
{
    if (settings->value_count == settings->value_room) {
        size_t room = settings->value_room * 2 + 16;
        char **values = reallocarray(settings->values, room, sizeof *values);
        if (values == NULL) {
            return NULL;
        }
        settings->values = values;
        settings->value_room = room;
    }
    char *kept = strdup(value);
    if (kept != NULL) {
        settings->values[settings->value_count++] = kept;
    }
    return kept;
}

static const struct tf_option *option_of(const struct tf_options *options, const char *name, void **into)
{
    for (size_t g = 0; g < TF_OPTIONS_GROUPS_MAX && options->groups[g].options != NULL; g++) {
        for (const struct tf_option *option = options->groups[g].options; option->name != NULL; option++) {
            if (strcmp(option->name, name) == 0) {
                *into = options->groups[g].into;
                return option;
            }
        }
    }
    return NULL;
}

static int take_value(void *user, const char *heading, const char *name, const char *value)
{
    struct reading *reading = user;
    void *into = NULL;
    const struct tf_option *option = option_of(reading->options, name, &into);
    struct tf_problem problem = {0};
    (void)heading;

    reading->needs_value = false;
    if (option == NULL || option->is_for_once) {
        (void)tf_err_tell(
            find(reading, reading->line), TF_ERR_INVALID, reading->path,
            "`man twofeet` has the settings there are, under CONFIGURATION",
            option == NULL ? "There is no setting “%.64s”" : "“%.64s” is for the command line alone", name);
        return 1;
    }
    if (*value == '\0') { /* as in the file that comes with the package: nothing is said */
        return 1;
    }
    const char *kept = keep(reading->settings, value);
    if (kept == NULL) {
        reading->settings->is_out_of_memory = true;
    } else if (tf_options_set(option, into, kept, &problem) != TF_OK) {
        (void)tf_err_tell(find(reading, reading->line), TF_ERR_INVALID, reading->path,
                          "Correct that line; then start the kiosk again", "%s", problem.what);
    }
    return 1;
}

/* ---- the file ---- */

/* A pipe or a device would keep the wall waiting. */
enum tf_err tf_settings_load(struct tf_buf *text, const char *path, struct tf_problem *problem)
{
    struct stat about;
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
        return tf_err_tell(problem, TF_ERR_INVALID, path, NULL,
                           S_ISDIR(about.st_mode) ? "This is a folder, not a file of settings"
                                                  : "This is no file of settings");
    }
    return tf_buf_read_file(text, path, TF_SETTINGS_BYTES_MAX, problem);
}

static void log_findings(const struct tf_settings *settings, const char *path)
{
    for (size_t i = 0; i < settings->finding_count; i++) {
        const struct tf_settings_finding *finding = &settings->findings[i];
        char where[16] = "";
        if (finding->line > 0) {
            (void)snprintf(where, sizeof where, ":%d", finding->line);
        }
        tf_log(TF_LOG_ERROR, "%s%s: %s%s%s", path, where, finding->problem.what,
               finding->problem.todo[0] != '\0' ? ". " : "", finding->problem.todo);
    }
    if (settings->has_more) {
        tf_log(TF_LOG_ERROR, "%s: more is wrong than is told here", path);
    }
}

enum tf_err tf_settings_read(struct tf_settings **out, const char *path, bool may_be_missing,
                             const struct tf_options *options)
{
    struct tf_settings *settings = calloc(1, sizeof *settings);
    struct reading reading = {.settings = settings, .options = options, .path = path};
    struct tf_problem problem = {0};

    if (settings == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_buf_init(&settings->text, 0);
    enum tf_err err = tf_settings_load(&settings->text, path, &problem);
    if (err == TF_OK) {
        (void)ini_parse_stream(next_line, &reading, take_value, &reading); /* told line by line already */
    } else if (err != TF_ERR_NOMEM && !(err == TF_ERR_NOT_FOUND && may_be_missing)) {
        (void)tf_err_tell(find(&reading, 0), err, path, "Put it right, then start the kiosk again", "%s",
                          problem.what);
    }
    if (err == TF_ERR_NOMEM || settings->is_out_of_memory) {
        tf_settings_free(settings);
        return TF_ERR_NOMEM;
    }
    tf_buf_free(&settings->text);
    tf_buf_init(&settings->text, 0);
    log_findings(settings, path);
    *out = settings;
    return TF_OK;
}

void tf_settings_free(struct tf_settings *settings)
{
    if (settings == NULL) {
        return;
    }
    for (size_t i = 0; i < settings->value_count; i++) {
        free(settings->values[i]);
    }
    free(settings->values);
    tf_buf_free(&settings->text);
    free(settings);
}

size_t tf_settings_finding_count(const struct tf_settings *settings)
{
    return settings->finding_count;
}

const struct tf_settings_finding *tf_settings_finding(const struct tf_settings *settings, size_t index)
{
    return &settings->findings[index];
}

bool tf_settings_has_more_findings(const struct tf_settings *settings)
{
    return settings->has_more;
}
