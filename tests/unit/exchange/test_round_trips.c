#include "support/support.h"
#include "unit/exchange/exchange_kit.h"

/* Every format out and in again gives an equal board, up to what the table in firmware/exchange/README.md
 * says that it cannot say: the table is made here, of what really comes back, and compared.
 * TF_ROUND_TRIPS_UPDATE=1 writes it anew. And across changes of the clock, in five zones, no format moves
 * anything. */

static const char *const formats[] = {"json", "frab-xml", "frab-json", "ics", "csv"};
#define FORMATS (sizeof formats / sizeof *formats)
#define README  TF_SOURCE_DIR "/firmware/exchange/README.md"

static void write_as(struct tf_buf *out, const char *format, const struct tf_board *board)
{
    const struct tf_write_options options = {.base_url = "", .now = KIT_AT};
    tf_buf_init(out, 0);
    assert_int_equal(tf_exchange_writer(format)->write(out, board, &options), TF_OK);
}

static struct tf_board *there_and_back(const char *format, const struct tf_board *board)
{
    const struct tf_read_options options = {.name = "back", .zone = tf_board_gathering(board)->zone};
    struct tf_board *again = kit_empty_board();
    struct tf_buf out;
    struct kit kit;
    write_as(&out, format, board);
    if (kit_read(&kit, format, out.data, out.len, &options) != TF_OK)
        fail_msg("%s: %s", format, kit.problem.what);
    kit_merge(&kit, &again, 1);
    assert_int_equal(kit.err, TF_OK);
    kit_free(&kit);
    tf_buf_free(&out);
    return again;
}

/* ---- the table */

static void session_of(struct tf_board **board, const char *title, enum tf_session_state state)
{
    struct tf_session session = *kit_session(*board, title);
    session.state = state;
    session.reason = state == TF_SESSION_OPEN ? "" : "Asked for it";
    session.merged_into = state == TF_SESSION_MERGED ? kit_session(*board, "Bees")->record.key.id : 0;
    support_put(board, &session.record);
}

/* Something in every field of everything. */
static struct tf_board *full_board(void)
{
    struct tf_board *board =
        support_board("3 spaces, 4 slots, 2 days, break 12:00, shared B, closed C, Bees in A at "
                      "10:00 to 11:00, locked Ants in B at 2 10:00, Waiting, Taken, Secret, Joined, "
                      "Bees in A at 2 13:00");
    struct tf_gathering gathering = *tf_board_gathering(board);
    gathering.subtitle = "of all";
    gathering.zone = "Europe/Berlin";
    gathering.language = "de";
    gathering.format = "barcamp";
    gathering.place = "Barn";
    gathering.url = "https://camp.example/";
    gathering.phase = TF_PHASE_SESSIONS;
    support_put(&board, &gathering.record);
    struct tf_space space = *tf_board_space(board, support_space(board, "A"));
    space.features = TF_FEATURE_PROJECTOR | TF_FEATURE_QUIET;
    space.symbol = 7;
    support_put(&board, &space.record);
    struct tf_session bees = *kit_session(board, "Bees");
    bees.subtitle = "Bienen";
    bees.host = "Ada, Grace";
    bees.about = "First, a paragraph; with \\ in it.\n\nSecond\nline.";
    bees.format = TF_FORMAT_TALK;
    bees.language = "en";
    bees.track = "Nature";
    bees.url = "https://example.org/bees?a=1&b=2";
    bees.needs = TF_FEATURE_FLOOR;
    bees.read_for_me = true;
    bees.card = 12;
    bees.device = 99;
    bees.proposed_at = SUPPORT_10H00_S;
    support_put(&board, &bees.record);
    struct tf_session ants = *kit_session(board, "Ants");
    ants.asks_into = bees.record.key.id;
    support_put(&board, &ants.record);
    session_of(&board, "Taken", TF_SESSION_WITHDRAWN);
    session_of(&board, "Secret", TF_SESSION_HIDDEN);
    session_of(&board, "Joined", TF_SESSION_MERGED);
    support_star(&board, "Ants", 5);
    support_note(&board, "Ants", 71, "It went well");
    struct tf_action action = {.record = {.kind = TF_KIND_ACTION, .key = {bees.record.key.id, 81}},
                               .what = "Write it up",
                               .who = "Ada",
                               .due = SUPPORT_DAY + 9,
                               .at = SUPPORT_10H00_S};
    struct tf_news news = {
        .record = {.kind = TF_KIND_NEWS, .key = {0, 91}}, .text = "Soup is ready", .at = SUPPORT_10H00_S};
    support_put(&board, &action.record);
    support_put(&board, &news.record);
    return board;
}

static const char *name_of(const struct tf_board *board, const struct tf_record *record)
{
    static char names[4][200];
    static int at;
    char *name = names[at++ % 4];
    switch (record->kind) {
    case TF_KIND_SESSION:
        (void)snprintf(name, 200, "%.190s", TF_SESSION(record)->title);
        break;
    case TF_KIND_SPACE:
        (void)snprintf(name, 200, "%.190s", TF_SPACE(record)->name);
        break;
    case TF_KIND_SLOT:
        (void)snprintf(name, 200, "%lld", (long long)TF_SLOT(record)->start);
        break;
    case TF_KIND_PLACEMENT:
        (void)snprintf(name, 200, "%s %lld", tf_board_session(board, TF_PLACEMENT(record)->session)->title,
                       (long long)tf_grid_start(board->grid, TF_PLACEMENT(record)));
        break;
    default:
        (void)snprintf(name, 200, "the one");
    }
    return name;
}

static const struct tf_record *same_in(const struct tf_board *again, const struct tf_board *board,
                                       const struct tf_record *record)
{
    char name[200];
    (void)snprintf(name, sizeof name, "%s", name_of(board, record));
    struct tf_table_iter it = tf_table_first(again->tables[record->kind]);
    for (; it.record; tf_table_next(&it))
        if (strcmp(name_of(again, it.record), name) == 0)
            return it.record;
    return NULL;
}

/* An id means what it points at: another number for the same thing is the same. */
static bool is_same(const struct tf_board *a, const struct tf_record *x, const struct tf_board *b,
                    const struct tf_record *y, const struct tf_field *field)
{
    if (field->type == TF_FIELD_TEXT)
        return strcmp(tf_field_text(x, field), tf_field_text(y, field)) == 0;
    uint64_t m = (uint64_t)tf_field_number(x, field), n = (uint64_t)tf_field_number(y, field);
    if (strcmp(field->name, "session") == 0 || strcmp(field->name, "merged_into") == 0 ||
        strcmp(field->name, "asks_into") == 0)
        return (m == 0) == (n == 0) &&
               (!m || strcmp(tf_board_session(a, m)->title, tf_board_session(b, n)->title) == 0);
    if (strcmp(field->name, "space") == 0)
        return strcmp(tf_board_space(a, m)->name, tf_board_space(b, n)->name) == 0;
    if (strcmp(field->name, "slot") == 0)
        return tf_board_slot(a, m)->start == tf_board_slot(b, n)->start;
    if (strcmp(field->name, "last_slot") == 0)
        return tf_board_slot(a, m)->end == tf_board_slot(b, n)->end;
    return m == n;
}

/* "yes", or how much of it comes back. */
static const char *verdict(const struct tf_board *board, const struct tf_board *again, enum tf_kind kind,
                           const struct tf_field *field)
{
    size_t same = 0, other = 0;
    struct tf_table_iter it = tf_table_first(board->tables[kind]);
    for (; it.record; tf_table_next(&it)) {
        const struct tf_record *back = same_in(again, board, it.record);
        if (!back)
            continue;
        if (is_same(board, it.record, again, back, field))
            same++;
        else
            other++;
    }
    return other ? "no" : same ? "yes" : "–";
}

static void add_row(struct tf_buf *table, const char *what, const char *const cells[FORMATS])
{
    bool is_plain = true;
    for (size_t i = 0; i < FORMATS; i++)
        is_plain = is_plain && strcmp(cells[i], "yes") == 0;
    if (is_plain)
        return;
    tf_buf_printf(table, "| %s |", what);
    for (size_t i = 0; i < FORMATS; i++)
        tf_buf_printf(table, " %s |", cells[i]);
    tf_buf_puts(table, "\n");
}

static void add_kind(struct tf_buf *table, const struct tf_board *board,
                     struct tf_board *const again[FORMATS], enum tf_kind kind)
{
    const struct tf_schema *schema = tf_schema_of(kind);
    const char *cells[FORMATS];
    char what[96], counts[FORMATS][24];
    size_t count = tf_table_count(board->tables[kind]);
    bool any = false;
    for (size_t i = 0; i < FORMATS; i++) {
        size_t back = 0;
        for (struct tf_table_iter it = tf_table_first(board->tables[kind]); it.record; tf_table_next(&it))
            back += same_in(again[i], board, it.record) != NULL;
        any = any || (back && i);
        (void)snprintf(counts[i], sizeof counts[i],
                       back == count ? "yes"
                       : back        ? "%zu of %zu"
                                     : "no",
                       back, count);
        cells[i] = counts[i];
    }
    (void)snprintf(what, sizeof what, "**each %s**", schema->table);
    add_row(table, what, cells);
    for (size_t f = 0; f < schema->field_count && any; f++) {
        for (size_t i = 0; i < FORMATS; i++)
            cells[i] = verdict(board, again[i], kind, &schema->fields[f]);
        (void)snprintf(what, sizeof what, "%s: %s", schema->table, schema->fields[f].name);
        add_row(table, what, cells);
    }
}

static void what_a_format_cannot_say_stands_in_its_table(void **state)
{
    (void)state;
    static const char begin[] = "<!-- round trips -->\n", end[] = "<!-- end -->";
    struct tf_board *board = full_board(), *again[FORMATS];
    struct tf_buf table, readme;
    tf_buf_init(&table, 0);
    tf_buf_init(&readme, 0);
    tf_buf_puts(&table, "| what | json | frab-xml | frab-json | ics | csv |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < FORMATS; i++)
        again[i] = there_and_back(formats[i], board);
    for (int kind = 0; kind < TF_KIND_ORIGIN; kind++)
        add_kind(&table, board, again, (enum tf_kind)kind);
    assert_int_equal(tf_buf_read_file(&readme, README, 1 << 20, NULL), TF_OK);
    char *from = strstr(readme.data, begin), *to = from ? strstr(from, end) : NULL;
    assert_non_null(to);
    from += sizeof begin - 1;
    if (getenv("TF_ROUND_TRIPS_UPDATE")) {
        struct tf_buf anew;
        tf_buf_init(&anew, 0);
        tf_buf_add(&anew, readme.data, (size_t)(from - readme.data));
        tf_buf_puts(&anew, table.data);
        tf_buf_puts(&anew, to);
        assert_int_equal(tf_buf_write_file(&anew, README, NULL), TF_OK);
        tf_buf_free(&anew);
    } else if (strlen(table.data) != (size_t)(to - from) ||
               strncmp(table.data, from, strlen(table.data)) != 0) {
        fail_msg("the table in %s says otherwise; this is what comes back (TF_ROUND_TRIPS_UPDATE=1 writes "
                 "it):\n%s",
                 README, table.data);
    }
    for (size_t i = 0; i < FORMATS; i++)
        tf_board_unref(again[i]);
    tf_board_unref(board);
    tf_buf_free(&table);
    tf_buf_free(&readme);
}

/* ---- changes of the clock */

static int offset_at(const struct tf_zone *zone, int64_t utc_s)
{
    struct tf_civil civil;
    tf_zone_civil(zone, utc_s, &civil);
    return civil.offset_s;
}

/* The next moment at which the clock is set, forward or back. */
static int64_t change_after(const struct tf_zone *zone, int64_t utc_s, bool forward)
{
    for (int64_t at = utc_s - utc_s % 1800; at < utc_s + 400 * INT64_C(86400); at += 1800) {
        int step = offset_at(zone, at) - offset_at(zone, at - 1);
        if (step != 0 && (step > 0) == forward)
            return at;
    }
    fail_msg("%s never changes its clock", tf_zone_name(zone));
    return 0;
}

/* Rows on both sides of the change, one over it, and both halves of an hour that comes twice. */
static struct tf_board *board_around(const char *zone_name, int64_t change)
{
    static const int64_t rows_s[][2] = {{-7200, -3600}, {-1800, 1800}, {1800, 3600}, {7200, 10800}};
    struct tf_board *board =
        support_board("1 spaces, 4 slots, Before in A at 10:00, Across in A at 11:00, Just after in "
                      "A at 12:00, Later in A at 13:00");
    struct tf_gathering gathering = *tf_board_gathering(board);
    struct tf_zone *zone = NULL;
    assert_int_equal(tf_zone_open(&zone, zone_name), TF_OK);
    gathering.zone = zone_name;
    support_put(&board, &gathering.record);
    /* From the last on, so that rows never overlap: the change is never on the day of the board's own rows.
     */
    for (int i = 0; i < 4; i++) {
        int at = change > SUPPORT_DAY_S ? 3 - i : i;
        struct tf_slot slot = *tf_board_slot(board, (uint64_t)201 + (uint64_t)at);
        slot.day = tf_zone_day_of(zone, change - 7200);
        slot.start = change + rows_s[at][0];
        slot.end = change + rows_s[at][1];
        support_put(&board, &slot.record);
    }
    tf_zone_close(zone);
    return board;
}

static void nothing_moves_where_the_clock_is_set_in_five_zones(void **state)
{
    (void)state;
    static const char *const zones[] = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                        "America/Santiago", "Pacific/Auckland"};
    static const char *const titles[] = {"Before", "Across", "Just after", "Later"};
    for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
        struct tf_zone *zone = NULL;
        assert_int_equal(tf_zone_open(&zone, zones[z]), TF_OK);
        for (int forward = 0; forward < 2; forward++) {
            int64_t change = change_after(zone, SUPPORT_DAY_S + 2 * 86400, forward);
            struct tf_board *board = board_around(zones[z], change);
            for (size_t f = 0; f < FORMATS; f++) {
                struct tf_board *again = there_and_back(formats[f], board);
                for (size_t t = 0; t < 4; t++) {
                    int64_t was = tf_grid_start(board->grid, kit_placement(board, titles[t]));
                    int64_t is = tf_grid_start(again->grid, kit_placement(again, titles[t]));
                    int64_t was_end = tf_grid_end(board->grid, kit_placement(board, titles[t]));
                    int64_t is_end = tf_grid_end(again->grid, kit_placement(again, titles[t]));
                    if (was != is || was_end != is_end)
                        fail_msg("%s, %s, %s: \"%s\" moved by %lld s and is %lld s longer", zones[z],
                                 forward ? "spring" : "autumn", formats[f], titles[t], (long long)(is - was),
                                 (long long)(is_end - is - was_end + was));
                }
                tf_board_unref(again);
            }
            tf_board_unref(board);
        }
        tf_zone_close(zone);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_format_cannot_say_stands_in_its_table),
        cmocka_unit_test(nothing_moves_where_the_clock_is_set_in_five_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
