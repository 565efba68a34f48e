/* Twofeet's own file: a whole board, one record a line, so that people can read, compare and mend it.
 *
 *   {"twofeet": 1, "event": {…}, "spaces": [{…}, …], "slots": […], "sessions": […], "placements": […],
 *    "stars": […], "notes": […], "actions": […], "news": […], "origins": […]}
 *
 * Members of a record are its fields (core/kinds.c) by name; what is "", 0, false or the first of its choices
 * is left out. 1 is the version: a reader refuses a higher one, and ignores (but reports) members it does not
 * know.
 *
 * It is a full copy, for organisers: what was hidden and why is in it, and the hashes of device tokens, so
 * that stars stay one a device and authors can still amend their notes. No token, PIN or password is on a
 * board, so none is in the file; but as it tells which cards came from one device, it is not for guests. */
#include "exchange/formats.h"
#include "exchange/json_text.h"
#include "exchange/reading.h"

#include "core/codec.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERSION 1

static const struct section {
    const char *name;
    enum tf_kind kind;
} sections[] = {
    {"event", TF_KIND_GATHERING},
    {"spaces", TF_KIND_SPACE},
    {"slots", TF_KIND_SLOT},
    {"sessions", TF_KIND_SESSION},
    {"placements", TF_KIND_PLACEMENT},
    {"stars", TF_KIND_STAR},
    {"notes", TF_KIND_NOTE},
    {"actions", TF_KIND_ACTION},
    {"news", TF_KIND_NEWS},
    {"topics", TF_KIND_TOPIC},
    {"dots", TF_KIND_DOT},
    {"origins", TF_KIND_ORIGIN},
};
#define SECTION_COUNT (sizeof sections / sizeof *sections)

/* ---- out */

static enum tf_err write_section(struct tf_buf *out, const struct tf_board *board,
                                 const struct section *section)
{
    struct tf_table_iter it = tf_table_first(board->tables[section->kind]);
    if (!it.record) {
        return TF_OK;
    }
    bool is_list = section->kind != TF_KIND_GATHERING;
    tf_buf_printf(out, ",\n\"%s\":%s", section->name, is_list ? "[\n" : "");
    for (bool first = true; it.record && !tf_buf_err(out); tf_table_next(&it), first = false) {
        if (!first) {
            tf_buf_puts(out, ",\n");
        }
        enum tf_err err = tf_json_text_add(out, tf_codec_from_record(it.record, true));
        if (err) {
            return err;
        }
    }
    if (is_list) {
        tf_buf_puts(out, "\n]");
    }
    return tf_buf_err(out);
}

static enum tf_err write_native(struct tf_buf *out, const struct tf_board *board,
                                const struct tf_write_options *options)
{
    (void)options;
    tf_buf_printf(out, "{\"twofeet\":%d", VERSION);
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        enum tf_err err = write_section(out, board, &sections[i]);
        if (err) {
            return err;
        }
    }
    tf_buf_puts(out, "\n}\n");
    return tf_buf_err(out);
}

/* ---- in */

static enum tf_err add_record(struct tf_draft *draft, const struct tf_record *record)
{
    if (draft->record_count == draft->record_room) {
        size_t room = draft->record_room ? draft->record_room * 2 : 256;
        const struct tf_record **records = realloc(draft->records, room * sizeof(const struct tf_record *));
        if (!records) {
            return TF_ERR_NOMEM;
        }
        draft->records = records;
        draft->record_room = room;
    }
    draft->records[draft->record_count++] = record;
    return TF_OK;
}

static void report_fixes(struct tf_report *report, const char *where, unsigned fixes)
{
    if (fixes & TF_TEXT_FIX_CUT) {
        tf_report_add(report, TF_REPORT_MENDED, 0, where, "A text in it is too long and was cut.");
    }
    if (fixes & (TF_TEXT_FIX_ENCODING | TF_TEXT_FIX_REMOVED)) {
        tf_report_add(report, TF_REPORT_MENDED, 0, where,
                      "Characters that are not text were removed from it.");
    }
}

static enum tf_err read_record(struct tf_reading *reading, enum tf_kind kind, const json_t *json,
                               size_t number)
{
    const struct tf_record *record = NULL;
    unsigned fixes = 0;
    struct tf_problem problem = {0};
    char where[64];
    (void)snprintf(where, sizeof where, "%s %zu of the file", tf_schema_of(kind)->table, number);
    enum tf_err err = tf_codec_to_record(&record, kind, json, true, &fixes, &problem);
    if (!err) {
        err = tf_record_check(record, &problem);
    }
    if (!err) {
        report_fixes(reading->report, where, fixes);
        err = add_record(reading->draft, record);
        if (!err) {
            return TF_OK;
        }
    }
    tf_record_unref(record);
    if (err == TF_ERR_NOMEM) {
        return err;
    }
    tf_report_add(reading->report, TF_REPORT_REFUSED, 0, where, "%s (%s)", problem.what, problem.where);
    reading->report->refused++;
    return TF_OK;
}

static enum tf_err read_section(struct tf_reading *reading, const json_t *root, const struct section *section)
{
    const json_t *json = json_object_get(root, section->name);
    size_t max = tf_schema_of(section->kind)->max;
    if (!json) {
        return TF_OK;
    }
    if (section->kind == TF_KIND_GATHERING) {
        return read_record(reading, section->kind, json, 1);
    }
    if (!json_is_array(json)) {
        tf_report_add(reading->report, TF_REPORT_REFUSED, 0, section->name, "It is not a list.");
        reading->report->refused++;
        return TF_OK;
    }
    if (json_array_size(json) > max) {
        return tf_err_tell(reading->problem, TF_ERR_LIMIT, section->name, NULL,
                           "The file has more than %zu of them.", max);
    }
    for (size_t i = 0; i < json_array_size(json); i++) {
        enum tf_err err = read_record(reading, section->kind, json_array_get(json, i), i + 1);
        if (err) {
            return err;
        }
    }
    return TF_OK;
}

static void report_unknown(struct tf_report *report, json_t *root)
{
    const char *name;
    json_t *value;
    json_object_foreach(root, name, value)
    {
        bool known = strcmp(name, "twofeet") == 0;
        for (size_t i = 0; i < SECTION_COUNT && !known; i++) {
            known = strcmp(name, sections[i].name) == 0;
        }
        if (!known) {
            tf_report_add(report, TF_REPORT_NOTE, 0, name,
                          "We do not know this part of the file; it is left out.");
        }
    }
}

static int by_kind_and_key(const void *left, const void *right)
{
    const struct tf_record *a = *(const struct tf_record *const *)left;
    const struct tf_record *b = *(const struct tf_record *const *)right;
    return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : tf_key_compare(a->key, b->key);
}

/* Leaves the records in order of kind and key, each once. */
static void drop_twins(struct tf_draft *draft, struct tf_report *report)
{
    size_t kept = 0;
    if (draft->record_count) {
        qsort(draft->records, draft->record_count, sizeof(const struct tf_record *), by_kind_and_key);
    }
    for (size_t i = 0; i < draft->record_count; i++) {
        const struct tf_record *record = draft->records[i];
        if (kept > 0 && by_kind_and_key(&draft->records[kept - 1], &record) == 0) {
            char where[64];
            (void)snprintf(where, sizeof where, "%s %" PRIu64, tf_schema_of(record->kind)->table,
                           record->key.id);
            tf_report_add(report, TF_REPORT_REFUSED, 0, where, "It is in the file twice; one was kept.");
            report->refused++;
            tf_record_unref(record);
        } else {
            draft->records[kept++] = record;
        }
    }
    draft->record_count = kept;
}

static enum tf_err check_version(const json_t *root, struct tf_problem *problem)
{
    const json_t *version = json_object_get(root, "twofeet");
    if (!json_is_integer(version) || json_integer_value(version) < 1) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "This is not a file of Twofeet's.");
    }
    if (json_integer_value(version) > VERSION) {
        return tf_err_tell(problem, TF_ERR_UNSUPPORTED, NULL, "Update Twofeet on this machine.",
                           "The file is of version %" JSON_INTEGER_FORMAT "; this program reads version %d.",
                           json_integer_value(version), VERSION);
    }
    return TF_OK;
}

static enum tf_err read_native(struct tf_draft *draft, const char *bytes, size_t len,
                               const struct tf_read_options *options, struct tf_report *report,
                               struct tf_problem *problem)
{
    struct tf_reading reading;
    tf_reading_init(&reading, draft, report, options, problem);
    json_t *root = NULL;
    enum tf_err err = tf_json_text_load(&root, bytes, len, options->name, report, problem);
    if (!err) {
        err = check_version(root, problem);
    }
    for (size_t i = 0; i < SECTION_COUNT && !err; i++) {
        err = read_section(&reading, root, &sections[i]);
    }
    if (!err) {
        report_unknown(report, root);
        drop_twins(draft, report);
        if (draft->record_count && draft->records[0]->kind == TF_KIND_GATHERING) {
            tf_reading_zone(&reading, 0, TF_GATHERING(draft->records[0])->zone, false, 0);
        }
        err = tf_reading_finish(&reading, "twofeet", "");
    }
    json_decref(root);
    return err;
}

static bool sniff(const char *bytes, size_t len, const char *file_name)
{
    (void)file_name;
    char head[256];
    size_t n = len < sizeof head - 1 ? len : sizeof head - 1;
    memcpy(head, bytes, n);
    head[n] = '\0';
    const char *p = head + (strncmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
    p += strspn(p, " \t\r\n");
    if (*p++ != '{') {
        return false;
    }
    p += strspn(p, " \t\r\n");
    return strncmp(p, "\"twofeet\"", 9) == 0;
}

const struct tf_reader tf_native_reader = {
    .name = "json",
    .description = "Twofeet's own JSON: a full copy of an event",
    .sniff = sniff,
    .read = read_native,
};

const struct tf_writer tf_native_writer = {
    .name = "json",
    .extension = "json",
    .media_type = "application/json",
    .write = write_native,
};
