/* The reader of CSV: a row a session, its columns found by their headers. Sessionize's co-speakers are rows
 * with the id of the session before and no title of their own. */
#include "exchange/csv_columns.h"
#include "exchange/encode.h"
#include "exchange/formats.h"
#include "exchange/guid.h"
#include "exchange/reading.h"
#include "exchange/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct sheet {
    struct tf_reading *reading;
    struct tf_csv_table table;
    struct tf_csv_columns columns;
    enum tf_when_order order;
    int64_t day; /* of the row before: sheets say it once */
    bool has_previous;
    struct tf_draft_session previous;
    const char *previous_id;
};

static const char *cell(const struct sheet *sheet, size_t row, enum tf_csv_column column)
{
    size_t at = sheet->columns.at[column];
    const char *text = at == SIZE_MAX ? "" : tf_csv_table_cell(&sheet->table, row, at);
    return text + strspn(text, " \t\r\n");
}

/* 3/4/2026 is settled by any date of the file that can only be meant one way. */
static void find_order(struct sheet *sheet)
{
    size_t month_first = 0, day_first = 0, slashed = 0;
    for (size_t row = 1; row < sheet->table.row_count; row++) {
        static const enum tf_csv_column dated[] = {TF_CSV_DAY, TF_CSV_AT, TF_CSV_START};
        for (size_t i = 0; i < sizeof dated / sizeof *dated; i++) {
            const char *text = cell(sheet, row, dated[i]);
            month_first += tf_when_is_month_first(text);
            day_first += tf_when_is_day_first(text);
            slashed += strspn(text, "0123456789") > 0 && text[strspn(text, "0123456789")] == '/';
        }
    }
    sheet->order = month_first > day_first ? TF_WHEN_MONTH_FIRST : TF_WHEN_DAY_FIRST;
    if (slashed && month_first == day_first) {
        tf_report_add(
            sheet->reading->report, TF_REPORT_NOTE, 0, "dates",
            "Nothing says whether the day or the month comes first in dates with slashes; the day was "
            "taken to.");
    }
}

static int64_t instant(const struct sheet *sheet, int64_t day, int64_t clock_s)
{
    struct tf_civil civil = {0};
    int64_t utc_s = 0;
    day += clock_s / 86400;
    tf_zone_date(day, &civil.year, &civil.month, &civil.day);
    civil.hour = (int)(clock_s % 86400 / 3600);
    civil.minute = (int)(clock_s / 60 % 60);
    return tf_zone_utc(sheet->reading->draft->zone, &civil, &utc_s) == TF_OK ? utc_s : 0;
}

struct times {
    int64_t day, start_clock, end_clock, length; /* -1: not said */
    int64_t instant;                             /* a full time with its offset; 0 */
};

/* "10:30 - 11:15" in one cell. */
static void take_clocks(struct times *times, const char *text)
{
    const char *rest = text;
    if (!tf_when_clock(text, &times->start_clock, &rest)) {
        times->start_clock = -1;
        return;
    }
    static const char *const dashes[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94", "bis ", "to "};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t len = strlen(dashes[i]);
        if (strncmp(rest, dashes[i], len) == 0 && !tf_when_clock(rest + len, &times->end_clock, &rest)) {
            times->end_clock = -1;
        }
    }
}

/* Date and time in one cell, or a full ISO time. */
static void take_at(const struct sheet *sheet, struct times *times, const char *text)
{
    const char *rest = NULL;
    int64_t day = 0;
    int offset_s = 0;
    if (!*text) {
        return;
    }
    if (tf_reading_offset(text, &offset_s) && tf_zone_parse(&times->instant, text, NULL) == TF_OK) {
        return;
    }
    if (tf_when_date(text, sheet->order, &day, &rest)) {
        times->day = day;
        take_clocks(times, rest);
    }
}

static struct times read_times(const struct sheet *sheet, size_t row)
{
    struct times times = {.day = -1, .start_clock = -1, .end_clock = -1, .length = -1};
    const char *rest = NULL, *start = cell(sheet, row, TF_CSV_START);
    int64_t day = 0, clock = 0;
    take_at(sheet, &times, cell(sheet, row, TF_CSV_AT));
    if (!times.instant && times.day < 0) {
        if (tf_when_date(cell(sheet, row, TF_CSV_DAY), sheet->order, &day, &rest)) {
            times.day = day;
        }
        take_at(sheet, &times, start); /* a start column may hold the date as well */
    }
    if (times.start_clock < 0) {
        take_clocks(&times, start);
    }
    const char *end = cell(sheet, row, TF_CSV_END);
    if (tf_when_date(end, sheet->order, &day, &rest)) {
        end = rest; /* the end's own date: only its time counts */
    }
    if (tf_when_clock(end, &clock, &rest)) {
        times.end_clock = clock;
    }
    if (!tf_when_length(cell(sheet, row, TF_CSV_LENGTH), &times.length)) {
        times.length = -1;
    }
    return times;
}

static bool has_words(const struct sheet *sheet, size_t row)
{
    return *cell(sheet, row, TF_CSV_DAY) || *cell(sheet, row, TF_CSV_START) || *cell(sheet, row, TF_CSV_AT);
}

static void take_times(struct sheet *sheet, size_t row, const char *where, struct tf_draft_session *session)
{
    struct tf_reading *reading = sheet->reading;
    struct times times = read_times(sheet, row);
    if (times.instant) {
        session->start = times.instant;
    } else {
        if (times.day >= 0) {
            sheet->day = times.day;
        } else if (*cell(sheet, row, TF_CSV_DAY) && times.start_clock >= 0) {
            sheet->day = -1; /* a day with a name alone, "Saturday": we cannot know which */
        }
        if (times.start_clock >= 0 && sheet->day >= 0) {
            session->start = instant(sheet, sheet->day, times.start_clock);
        }
    }
    if (!session->start) {
        if (has_words(sheet, row)) {
            tf_report_add(reading->report, TF_REPORT_MENDED, session->line, where,
                          "Its day or time (\"%.40s\" \"%.40s\") cannot be read: it is kept without a time.",
                          cell(sheet, row, TF_CSV_DAY),
                          *cell(sheet, row, TF_CSV_AT) ? cell(sheet, row, TF_CSV_AT)
                                                       : cell(sheet, row, TF_CSV_START));
        }
        return;
    }
    if (times.instant && times.length > 0) { /* surer than a clock, in the hour that happens twice */
        session->end = session->start + times.length;
    } else if (times.instant && times.start_clock >= 0 && times.end_clock >= 0) {
        int64_t length = times.end_clock - times.start_clock; /* whatever zone those clocks are of */
        session->end = session->start + (length > 0 ? length : length + 86400);
    } else if (times.end_clock >= 0) {
        int64_t day = tf_zone_day_of(reading->draft->zone, session->start);
        session->end = instant(sheet, day, times.end_clock);
        if (session->end <= session->start && session->start - session->end > 6 * 3600) {
            session->end = instant(sheet, day + 1, times.end_clock); /* past midnight */
        }
    } else {
        session->end = session->start + (times.length > 0 ? times.length : TF_READING_LENGTH_S);
        if (times.length <= 0) {
            tf_report_add(reading->report, TF_REPORT_MENDED, session->line, where,
                          "It does not say how long it is: it was given %d minutes.",
                          (int)(TF_READING_LENGTH_S / 60));
        }
    }
    if (times.instant && times.day < 0) {
        const char *rest;
        int64_t day;
        if (tf_when_date(cell(sheet, row, TF_CSV_DAY), sheet->order, &day, &rest)) {
            session->day = day;
        }
    } else if (sheet->day >= 0) {
        session->day = sheet->day;
    }
}

/* Names parted by , ; or / in one cell. */
static const char *take_hosts(struct sheet *sheet, long line, const char *where, const char *hosts,
                              const char *text)
{
    char name[512];
    while (*text) {
        size_t len = strcspn(text, ",;\n");
        size_t kept = len < sizeof name - 1 ? len : sizeof name - 1;
        memcpy(name, text, kept);
        name[kept] = '\0';
        if (name[strspn(name, " \t\r")]) {
            hosts = tf_reading_add_host(sheet->reading, line, where, hosts, name);
        }
        text += len + (text[len] != '\0');
    }
    return hosts;
}

static void flush(struct sheet *sheet)
{
    if (!sheet->has_previous) {
        return;
    }
    tf_reading_fit_hosts(sheet->reading, sheet->previous.line, sheet->previous.outer_id,
                         &sheet->previous.session);
    tf_reading_add(sheet->reading, &sheet->previous);
    sheet->has_previous = false;
}

static bool is_word(const char *text, const char *const *words)
{
    for (; *words; words++) {
        if (strcasecmp(text, *words) == 0) {
            return true;
        }
    }
    return false;
}

static void take_kind(struct tf_draft_session *session, const char *type)
{
    static const char *const breaks[] = {"break", "pause", NULL}, *const plenaries[] = {"plenary", "plenum",
                                                                                        NULL};
    session->session.format = tf_reading_format(type);
    session->is_break = is_word(type, breaks);
    session->whole_width = session->is_break || is_word(type, plenaries);
}

static void take_row(struct sheet *sheet, size_t row)
{
    struct tf_reading *reading = sheet->reading;
    static const char *const cancelled[] = {"cancelled", "canceled", "withdrawn", "rejected",
                                            "declined",  "abgesagt", NULL};
    struct tf_draft_session session = {.line = sheet->table.rows[row].line};
    char where[32];
    long line = session.line;
    (void)snprintf(where, sizeof where, "row %zu", row + 1);
    const char *id = tf_reading_text(reading, line, where, "id", cell(sheet, row, TF_CSV_ID), TF_TEXT_NAME);
    const char *about =
        tf_reading_html(reading, line, where, "description", cell(sheet, row, TF_CSV_ABOUT), TF_TEXT_ABOUT);
    const char *title =
        tf_reading_title(reading, line, where, "title", cell(sheet, row, TF_CSV_TITLE), &about);
    if (!*title && sheet->has_previous && (!*id || strcmp(id, sheet->previous_id) == 0)) {
        sheet->previous.session.host =
            take_hosts(sheet, line, where, sheet->previous.session.host, cell(sheet, row, TF_CSV_HOST));
        return;
    }
    flush(sheet);
    const char *guid = cell(sheet, row, TF_CSV_GUID);
    session.session.guid =
        tf_record_is_guid(guid) ? tf_reading_text(reading, line, where, "guid", guid, TF_TEXT_NAME) : "";
    session.outer_id = *session.session.guid ? session.session.guid : id;
    session.session.title = title;
    session.session.about = about;
    session.session.subtitle =
        tf_reading_text(reading, line, where, "subtitle", cell(sheet, row, TF_CSV_SUBTITLE), TF_TEXT_TITLE);
    session.session.host = take_hosts(sheet, line, where, "", cell(sheet, row, TF_CSV_HOST));
    session.session.track =
        tf_reading_text(reading, line, where, "track", cell(sheet, row, TF_CSV_TRACK), TF_TEXT_NAME);
    session.session.url =
        tf_reading_text(reading, line, where, "link", cell(sheet, row, TF_CSV_URL), TF_TEXT_URL);
    session.session.language = tf_reading_language(reading, line, where, cell(sheet, row, TF_CSV_LANGUAGE));
    take_kind(&session, cell(sheet, row, TF_CSV_FORMAT));
    session.cancelled = is_word(cell(sheet, row, TF_CSV_STATUS), cancelled);
    session.room = tf_reading_room(reading, line, cell(sheet, row, TF_CSV_ROOM));
    take_times(sheet, row, where, &session);
    sheet->previous = session;
    sheet->previous_id = id;
    sheet->has_previous = true;
}

static enum tf_err read_csv(struct tf_draft *draft, const char *bytes, size_t len,
                            const struct tf_read_options *options, struct tf_report *report,
                            struct tf_problem *problem)
{
    struct tf_reading reading;
    struct sheet sheet = {.reading = &reading, .day = -1, .previous_id = ""};
    struct tf_buf text;
    tf_reading_init(&reading, draft, report, options, problem);
    tf_buf_init(&text, 0);
    tf_arena_init(&sheet.table.arena);
    enum tf_err err = tf_encode_utf8(&text, bytes, len, report);
    if (!err) {
        err = tf_csv_table_read(&sheet.table, text.data ? text.data : "", text.len, problem);
    }
    if (!err) {
        err = tf_csv_columns_find(&sheet.columns, &sheet.table, options->map, report, problem);
    }
    if (!err) {
        tf_reading_zone(&reading, 0, NULL, false, 0);
        err = reading.err;
    }
    if (!err) {
        find_order(&sheet);
        for (size_t row = 1; row < sheet.table.row_count && !reading.err; row++) {
            take_row(&sheet, row);
        }
        flush(&sheet);
        err = tf_reading_finish(&reading, "csv", "");
    }
    tf_csv_table_free(&sheet.table);
    tf_buf_free(&text);
    return err;
}

/* By the file's name, or a first line that has separators and a title. */
static bool sniff(const char *bytes, size_t len, const char *file_name)
{
    size_t name_len = file_name ? strlen(file_name) : 0;
    static const char *const endings[] = {".csv", ".tsv", ".txt"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (name_len > 4 && strcasecmp(file_name + name_len - 4, endings[i]) == 0) {
            return true;
        }
    }
    char head[1024] = "";
    size_t n = 0;
    for (size_t i = 0; i < len && n < sizeof head - 1 && bytes[i] != '\n'; i++) {
        if (bytes[i]) {
            head[n++] = bytes[i];
        }
    }
    head[n] = '\0';
    const char *p = head + (strncmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
    return strchr("{[<", *p) == NULL && strpbrk(p, ",;\t") &&
           (strcasestr(p, "title") || strcasestr(p, "titel"));
}

const struct tf_reader tf_csv_reader = {
    .name = "csv",
    .description = "tables with , ; or TAB: Sessionize, pretalx, spreadsheets; --map names the columns",
    .takes_map = true,
    .sniff = sniff,
    .read = read_csv,
};
