#include "exchange/csv_table.h"

#include <csv.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct filling {
    struct tf_csv_table *table;
    struct tf_problem *problem;
    enum tf_err err;
    long line;       /* being read */
    long begun_line; /* where this row began */
    size_t first;    /* this row's first cell */
    bool has_text;   /* in this row */
};

static void fail(struct filling *filling, enum tf_err err, const char *what, long max)
{
    char where[32];
    (void)snprintf(where, sizeof where, "line %ld", filling->line);
    if (!filling->err) {
        filling->err = err == TF_ERR_NOMEM ? err
                                           : tf_err_tell(filling->problem, err, where, "Split the file.",
                                                         "The table has more than %ld %s.", max, what);
    }
}

/* Room for one more; false: no memory. */
static bool grow(void **items, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return true;
    }
    size_t wanted = *room ? *room * 2 : 256;
    void *grown = realloc(*items, wanted * size);
    if (!grown) {
        return false;
    }
    *items = grown;
    *room = wanted;
    return true;
}

static bool is_blank(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!strchr(" \t\r\n", bytes[i])) {
            return false;
        }
    }
    return true;
}

static void on_cell(void *bytes, size_t len, void *user)
{
    struct filling *filling = user;
    struct tf_csv_table *table = filling->table;
    if (filling->err) {
        return;
    }
    if (table->cell_count - filling->first == TF_CSV_COLUMNS_MAX) {
        fail(filling, TF_ERR_LIMIT, "columns", TF_CSV_COLUMNS_MAX);
        return;
    }
    if (len > TF_CSV_CELL_MAX) {
        fail(filling, TF_ERR_LIMIT, "bytes in one cell", TF_CSV_CELL_MAX);
        return;
    }
    /* Rows of nothing but ; are thrown away without a limit, so they must not cost a copy of each cell. */
    const char *copy = is_blank(bytes, len) ? "" : tf_arena_strndup(&table->arena, bytes, len);
    if (!copy || !grow((void **)&table->cells, table->cell_count, &table->cell_room, sizeof *table->cells)) {
        fail(filling, TF_ERR_NOMEM, "", 0);
        return;
    }
    table->cells[table->cell_count++] = copy;
    filling->has_text = filling->has_text || *copy;
}

static void on_row(int end, void *user)
{
    struct filling *filling = user;
    struct tf_csv_table *table = filling->table;
    (void)end;
    if (filling->err) {
        return;
    }
    if (!filling->has_text) { /* an empty line, or ;;;;; */
        table->cell_count = filling->first;
    } else if (table->row_count == TF_CSV_ROWS_MAX) {
        fail(filling, TF_ERR_LIMIT, "rows", TF_CSV_ROWS_MAX);
    } else if (!grow((void **)&table->rows, table->row_count, &table->row_room, sizeof *table->rows)) {
        fail(filling, TF_ERR_NOMEM, "", 0);
    } else {
        table->rows[table->row_count++] =
            (struct tf_csv_row){filling->begun_line, filling->first, table->cell_count - filling->first};
    }
    filling->first = table->cell_count;
    filling->has_text = false;
    filling->begun_line = filling->line + 1;
}

static char find_separator(const char *text, size_t len)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    size_t counts[sizeof candidates] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < len && (quoted || text[i] != '\n'); i++) {
        quoted ^= text[i] == '"';
        for (size_t j = 0; j < sizeof candidates && !quoted; j++) {
            counts[j] += text[i] == candidates[j];
        }
    }
    for (size_t j = 1; j < sizeof candidates; j++) {
        best = counts[j] > counts[best] ? j : best;
    }
    return candidates[best];
}

/* Line by line, so that a row knows where it begins. */
static void feed(struct csv_parser *parser, struct filling *filling, const char *text, size_t len)
{
    const char *at = text, *end = text + len;
    while (at < end && !filling->err) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        size_t n = next ? (size_t)(next - at) + 1 : (size_t)(end - at);
        if (csv_parse(parser, at, n, on_cell, on_row, filling) != n) {
            fail(filling, TF_ERR_NOMEM, "", 0);
        }
        filling->line++;
        at += n;
        if (parser->pstate == 0) { /* no row has begun */
            filling->begun_line = filling->line;
        }
        if (parser->entry_pos > TF_CSV_CELL_MAX) { /* a quote that never closes */
            fail(filling, TF_ERR_LIMIT, "bytes in one cell", TF_CSV_CELL_MAX);
        }
    }
    if (!filling->err && csv_fini(parser, on_cell, on_row, filling) != 0) {
        fail(filling, TF_ERR_NOMEM, "", 0);
    }
}

enum tf_err tf_csv_table_read(struct tf_csv_table *table, const char *text, size_t len,
                              struct tf_problem *problem)
{
    struct csv_parser parser;
    struct filling filling = {.table = table, .problem = problem, .line = 1, .begun_line = 1};
    *table = (struct tf_csv_table){.separator = find_separator(text, len)};
    tf_arena_init(&table->arena);
    if (csv_init(&parser, 0) != 0) {
        return TF_ERR_NOMEM;
    }
    csv_set_delim(&parser, (unsigned char)table->separator);
    feed(&parser, &filling, text, len);
    csv_free(&parser);
    return filling.err;
}

void tf_csv_table_free(struct tf_csv_table *table)
{
    free(table->cells);
    free(table->rows);
    tf_arena_free(&table->arena);
    *table = (struct tf_csv_table){.separator = ','};
}

const char *tf_csv_table_cell(const struct tf_csv_table *table, size_t row, size_t column)
{
    const struct tf_csv_row *at = &table->rows[row];
    if (column >= at->count) {
        return "";
    }
    const char *cell = table->cells[at->first + column];
    bool marked = cell[0] == '\'' && cell[1] && strchr("=+-@\t\r'", cell[1]);
    return marked ? cell + 1 : cell;
}
