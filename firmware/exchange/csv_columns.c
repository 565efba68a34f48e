#include "exchange/csv_columns.h"

#include "base/buf.h"
#include "base/text.h"
#include "exchange/when.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES_MAX 80
#define LOOK_AT_ROWS   50

static const char *const names[TF_CSV_COLUMN_COUNT] = {
    "id", "title", "subtitle", "host",     "room",  "day", "start", "end",   "length",
    "at", "about", "format",   "language", "track", "url", "guid",  "status"};

/* Headers in the wild, folded: what Sessionize, pretalx, spreadsheets and we ourselves write. */
static const struct {
    const char *header;
    enum tf_csv_column column;
} known[] = {
    {"id", TF_CSV_ID},
    {"session id", TF_CSV_ID},
    {"code", TF_CSV_ID},
    {"nr", TF_CSV_ID},
    {"title", TF_CSV_TITLE},
    {"titel", TF_CSV_TITLE},
    {"session", TF_CSV_TITLE},
    {"session title", TF_CSV_TITLE},
    {"topic", TF_CSV_TITLE},
    {"thema", TF_CSV_TITLE},
    {"name", TF_CSV_TITLE},
    {"summary", TF_CSV_TITLE},
    {"titre", TF_CSV_TITLE},
    {"subject", TF_CSV_TITLE},
    {"proposal title", TF_CSV_TITLE},
    {"talk", TF_CSV_TITLE},
    {"subtitle", TF_CSV_SUBTITLE},
    {"untertitel", TF_CSV_SUBTITLE},
    {"host", TF_CSV_HOST},
    {"hosts", TF_CSV_HOST},
    {"owner", TF_CSV_HOST},
    {"speaker", TF_CSV_HOST},
    {"speakers", TF_CSV_HOST},
    {"presenter", TF_CSV_HOST},
    {"speaker names", TF_CSV_HOST},
    {"wer", TF_CSV_HOST},
    {"gastgeber", TF_CSV_HOST},
    {"referent", TF_CSV_HOST},
    {"who", TF_CSV_HOST},
    {"convener", TF_CSV_HOST},
    {"room", TF_CSV_ROOM},
    {"raum", TF_CSV_ROOM},
    {"space", TF_CSV_ROOM},
    {"location", TF_CSV_ROOM},
    {"ort", TF_CSV_ROOM},
    {"where", TF_CSV_ROOM},
    {"venue", TF_CSV_ROOM},
    {"salle", TF_CSV_ROOM},
    {"day", TF_CSV_DAY},
    {"date", TF_CSV_DAY},
    {"tag", TF_CSV_DAY},
    {"datum", TF_CSV_DAY},
    {"start date", TF_CSV_DAY},
    {"start", TF_CSV_START},
    {"time", TF_CSV_START},
    {"start time", TF_CSV_START},
    {"begin", TF_CSV_START},
    {"beginn", TF_CSV_START},
    {"zeit", TF_CSV_START},
    {"uhrzeit", TF_CSV_START},
    {"von", TF_CSV_START},
    {"when", TF_CSV_START},
    {"from", TF_CSV_START},
    {"end", TF_CSV_END},
    {"end time", TF_CSV_END},
    {"ende", TF_CSV_END},
    {"bis", TF_CSV_END},
    {"until", TF_CSV_END},
    {"to", TF_CSV_END},
    {"duration", TF_CSV_LENGTH},
    {"scheduled duration", TF_CSV_LENGTH},
    {"length", TF_CSV_LENGTH},
    {"dauer", TF_CSV_LENGTH},
    {"minutes", TF_CSV_LENGTH},
    {"starts at", TF_CSV_AT},
    {"scheduled at", TF_CSV_AT},
    {"start at", TF_CSV_AT},
    {"datetime", TF_CSV_AT},
    {"about", TF_CSV_ABOUT},
    {"description", TF_CSV_ABOUT},
    {"abstract", TF_CSV_ABOUT},
    {"beschreibung", TF_CSV_ABOUT},
    {"text", TF_CSV_ABOUT},
    {"format", TF_CSV_FORMAT},
    {"type", TF_CSV_FORMAT},
    {"session format", TF_CSV_FORMAT},
    {"art", TF_CSV_FORMAT},
    {"session type", TF_CSV_FORMAT},
    {"language", TF_CSV_LANGUAGE},
    {"sprache", TF_CSV_LANGUAGE},
    {"lang", TF_CSV_LANGUAGE},
    {"track", TF_CSV_TRACK},
    {"category", TF_CSV_TRACK},
    {"kategorie", TF_CSV_TRACK},
    {"url", TF_CSV_URL},
    {"link", TF_CSV_URL},
    {"permalink", TF_CSV_URL},
    {"guid", TF_CSV_GUID},
    {"uuid", TF_CSV_GUID},
    {"status", TF_CSV_STATUS},
    {"state", TF_CSV_STATUS},
};

static enum tf_err fold(char out[NAME_BYTES_MAX], const char *header)
{
    char *folded = NULL;
    char head[NAME_BYTES_MAX];
    enum tf_err err = tf_text_fold(&folded, tf_text_copy(head, sizeof head, header));
    if (err) {
        return err;
    }
    tf_text_copy(out, NAME_BYTES_MAX, folded);
    free(folded);
    for (char *p = out; *p; p++) {
        if (*p == '_' || *p == '-') {
            *p = ' ';
        }
    }
    size_t len = strlen(out);
    while (len > 0 && strchr(": *", out[len - 1])) {
        out[--len] = '\0';
    }
    return TF_OK;
}

/* The first column of a meaning wins: "Title" before "Talk". */
static enum tf_err find_known(struct tf_csv_columns *columns, const struct tf_csv_table *table)
{
    for (size_t column = 0; column < table->rows[0].count; column++) {
        char header[NAME_BYTES_MAX];
        enum tf_err err = fold(header, tf_csv_table_cell(table, 0, column));
        if (err) {
            return err;
        }
        for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
            if (strcmp(known[i].header, header) == 0 && columns->at[known[i].column] == SIZE_MAX) {
                columns->at[known[i].column] = column;
            }
        }
    }
    return TF_OK;
}

/* ---- --map */

static enum tf_err bad_map(struct tf_problem *problem, const char *what, size_t len)
{
    return tf_err_tell(
        problem, TF_ERR_INVALID, "--map",
        "It is a list like title=Titel,host=Wer,start=Beginn; known are: id title subtitle host room "
        "day start end length at about format language track url guid status.",
        "\"%.*s\" names nothing in this file or nothing that we know.", (int)len, what);
}

static enum tf_err take_pair(struct tf_csv_columns *columns, const struct tf_csv_table *table,
                             const char *pair, size_t len, struct tf_problem *problem)
{
    char wanted[NAME_BYTES_MAX], header[NAME_BYTES_MAX], text[NAME_BYTES_MAX];
    const char *equals = memchr(pair, '=', len);
    size_t name_len = equals ? (size_t)(equals - pair) : 0, header_len = equals ? len - name_len - 1 : 0;
    size_t name = 0;
    while (name < TF_CSV_COLUMN_COUNT &&
           (strlen(names[name]) != name_len || strncmp(names[name], pair, name_len) != 0)) {
        name++;
    }
    if (!equals || name == TF_CSV_COLUMN_COUNT || header_len == 0 || header_len >= sizeof text) {
        return bad_map(problem, pair, len);
    }
    memcpy(text, equals + 1, header_len);
    text[header_len] = '\0';
    enum tf_err err = fold(wanted, text);
    for (size_t column = 0; !err && column < table->rows[0].count; column++) {
        err = fold(header, tf_csv_table_cell(table, 0, column));
        if (err || strcmp(header, wanted) != 0) {
            continue;
        }
        for (size_t i = 0; i < TF_CSV_COLUMN_COUNT; i++) { /* it is not also what its name would make it */
            columns->at[i] = columns->at[i] == column ? SIZE_MAX : columns->at[i];
        }
        columns->at[name] = column;
        return TF_OK;
    }
    return err ? err : bad_map(problem, pair, len);
}

static enum tf_err take_map(struct tf_csv_columns *columns, const struct tf_csv_table *table, const char *map,
                            struct tf_problem *problem)
{
    enum tf_err err = TF_OK;
    if (!tf_text_is_valid(map, strlen(map))) {
        return tf_err_tell(problem, TF_ERR_INVALID, "--map",
                           "Write it in UTF-8, as the names in the file are read",
                           "Some of its bytes are no letters.");
    }
    while (*map && !err) {
        size_t len = strcspn(map, ",");
        err = len ? take_pair(columns, table, map, len, problem) : TF_OK;
        map += len + (map[len] == ',');
    }
    return err;
}

/* ---- a proposal */

struct look {
    size_t filled, clocks, dates, distinct, bytes;
};

static struct look look_at(const struct tf_csv_table *table, size_t column)
{
    struct look look = {0};
    const char *before = "";
    size_t rows = table->row_count < LOOK_AT_ROWS ? table->row_count : LOOK_AT_ROWS;
    for (size_t row = 1; row < rows; row++) {
        const char *cell = tf_csv_table_cell(table, row, column), *rest;
        int64_t number;
        if (!*cell) {
            continue;
        }
        look.filled++;
        look.bytes += strlen(cell);
        look.clocks += tf_when_clock(cell, &number, &rest);
        look.dates += tf_when_date(cell, TF_WHEN_DAY_FIRST, &number, &rest);
        look.distinct += strcmp(cell, before) != 0;
        before = cell;
    }
    return look;
}

/* By what is in the columns: times, dates, long texts; of the rest the first is the title, the next the host.
 */
static enum tf_err propose(const struct tf_csv_table *table, struct tf_problem *problem)
{
    bool taken[TF_CSV_COLUMN_COUNT] = {false};
    char todo[256];
    struct tf_buf map;
    tf_buf_init(&map, 0);
    for (size_t column = 0; column < table->rows[0].count && column < 12; column++) {
        struct look look = look_at(table, column);
        enum tf_csv_column is = TF_CSV_TITLE;
        if (look.filled == 0) {
            continue;
        }
        if (look.dates * 2 > look.filled) {
            is = TF_CSV_DAY;
        } else if (look.clocks * 2 > look.filled) {
            is = taken[TF_CSV_START] ? TF_CSV_END : TF_CSV_START;
        } else if (look.bytes / look.filled > 100) {
            is = TF_CSV_ABOUT;
        } else if (taken[TF_CSV_TITLE]) {
            is = taken[TF_CSV_HOST] ? TF_CSV_ROOM : TF_CSV_HOST;
        }
        const char *header = tf_csv_table_cell(table, 0, column);
        if (taken[is] || !*header || strpbrk(header, ",=\n'")) {
            continue;
        }
        taken[is] = true;
        tf_buf_printf(&map, "%s%s=%s", map.len ? "," : "", names[is], header);
    }
    enum tf_err err = tf_buf_err(&map);
    (void)snprintf(todo, sizeof todo, "Say which columns are what, for example: --map '%.200s'",
                   map.data ? map.data : "title=…");
    tf_buf_free(&map);
    return err ? err
               : tf_err_tell(problem, TF_ERR_INVALID, "line 1", todo,
                             "None of the column headers says which is the title of a session.");
}

enum tf_err tf_csv_columns_find(struct tf_csv_columns *columns, const struct tf_csv_table *table,
                                const char *map, struct tf_report *report, struct tf_problem *problem)
{
    for (size_t i = 0; i < TF_CSV_COLUMN_COUNT; i++) {
        columns->at[i] = SIZE_MAX;
    }
    if (table->row_count == 0) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "The file is empty.");
    }
    enum tf_err err = find_known(columns, table);
    if (!err && map) {
        err = take_map(columns, table, map, problem);
    }
    if (!err && columns->at[TF_CSV_TITLE] == SIZE_MAX) {
        err = propose(table, problem);
    }
    for (size_t column = 0; !err && column < table->rows[0].count; column++) {
        bool used = false;
        for (size_t i = 0; i < TF_CSV_COLUMN_COUNT; i++) {
            used = used || columns->at[i] == column;
        }
        if (!used && *tf_csv_table_cell(table, 0, column)) {
            tf_report_add(report, TF_REPORT_NOTE, 1, tf_csv_table_cell(table, 0, column),
                          "This column is not read; --map can say what it is.");
        }
    }
    return err;
}
