#include "support/support.h"

#include <ctype.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HOUR_S         3600
#define SPACES_MAX     26
#define ROWS_MAX       64
#define SESSIONS_MAX   64
#define PLACEMENTS_MAX 64

/* A board while its description is read. */
struct builder {
    size_t day_count, row_count; /* rows of one day */
    struct tf_space spaces[SPACES_MAX];
    char names[SPACES_MAX][2];
    size_t space_count;
    struct tf_slot slots[ROWS_MAX];
    size_t slot_count;
    struct tf_session sessions[SESSIONS_MAX];
    char titles[SESSIONS_MAX][128];
    char codes[SESSIONS_MAX][9];
    size_t session_count;
    struct tf_placement placements[PLACEMENTS_MAX];
    size_t placement_count;
};

/* One item of a description, without the white space around it. */
static bool next_item(const char **at, char *item, size_t size)
{
    *at += strspn(*at, " ,");
    size_t len = strcspn(*at, ",");
    if (len == 0) {
        return false;
    }
    if (len >= size) {
        fail_msg("'%s' is too long", *at);
    }
    memcpy(item, *at, len);
    *at += len;
    while (len > 0 && item[len - 1] == ' ') {
        len--;
    }
    item[len] = '\0';
    return true;
}

static void add_spaces(struct builder *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (b->space_count == SPACES_MAX) {
            fail_msg("more than %d spaces", SPACES_MAX);
        }
        size_t n = b->space_count++;
        snprintf(b->names[n], sizeof(b->names[n]), "%c", (char)('A' + n));
        b->spaces[n] = (struct tf_space){
            .record = {.kind = TF_KIND_SPACE, .key.id = 101 + n},
            .name = b->names[n],
            .position = (int64_t)n,
            .capacity = 20 * (int64_t)(n + 1),
            .symbol = (int64_t)n % TF_SYMBOL_COUNT,
        };
    }
}

static bool is_count_of(const char *what, const char *thing)
{
    size_t len = strlen(thing);
    return strncmp(what, thing, len) == 0 && (what[len] == '\0' || strcmp(what + len, "s") == 0);
}

/* "3 spaces", "4 slots", "2 days". false: it is something else. */
static bool read_count(struct builder *b, const char *item, bool is_first_time)
{
    char *end;
    if (!isdigit((unsigned char)*item)) {
        return false;
    }
    size_t count = strtoul(item, &end, 10);
    end += strspn(end, " ");
    bool spaces = is_count_of(end, "space"), slots = is_count_of(end, "slot"), days = is_count_of(end, "day");
    if (is_first_time && spaces) {
        add_spaces(b, count);
    }
    if (is_first_time && slots) {
        b->row_count = count;
    }
    if (is_first_time && days) {
        b->day_count = count;
    }
    return spaces || slots || days;
}

static void add_slots(struct builder *b)
{
    if (b->day_count * b->row_count > ROWS_MAX) {
        fail_msg("more than %d rows", ROWS_MAX);
    }
    for (size_t day = 0; day < b->day_count; day++) {
        for (size_t row = 0; row < b->row_count; row++) {
            int64_t start = SUPPORT_10H00_S + (int64_t)day * 86400 + (int64_t)row * HOUR_S;
            b->slots[b->slot_count] = (struct tf_slot){
                .record = {.kind = TF_KIND_SLOT, .key.id = 201 + b->slot_count},
                .day = SUPPORT_DAY + (int64_t)day,
                .start = start,
                .end = start + HOUR_S,
                .title = "",
            };
            b->slot_count++;
        }
    }
}

/* "10:00" or "2 10:00" (the second day) as UTC seconds. day: which it is when none is said. */
static int64_t read_time(const char *text, unsigned long day)
{
    char *end;
    unsigned long hour = strtoul(text, &end, 10), minute;
    if (*end == ' ') {
        day = hour;
        hour = strtoul(end, &end, 10);
    }
    if (*end != ':') {
        fail_msg("'%s' is not a time", text);
    }
    minute = strtoul(end + 1, &end, 10);
    if (*end != '\0') {
        fail_msg("'%s' is not a time", text);
    }
    return SUPPORT_DAY_S + (int64_t)((day - 1) * 86400 + hour * 3600 + minute * 60);
}

static struct tf_slot *slot_at(struct builder *b, const char *time, unsigned long day)
{
    int64_t start = read_time(time, day);
    for (size_t i = 0; i < b->slot_count; i++) {
        if (b->slots[i].start == start) {
            return &b->slots[i];
        }
    }
    fail_msg("no row starts at %s", time);
    return NULL;
}

static struct tf_space *space_named(struct builder *b, const char *name)
{
    for (size_t i = 0; i < b->space_count; i++) {
        if (strcmp(b->names[i], name) == 0) {
            return &b->spaces[i];
        }
    }
    fail_msg("no space is called %s", name);
    return NULL;
}

static const char *after_word(const char *item, const char *word)
{
    size_t len = strlen(word);
    return strncmp(item, word, len) == 0 ? item + len : NULL;
}

/* "break 12:00", "plenary 10:00", "shared B", "closed C". */
static bool read_mark(struct builder *b, const char *item)
{
    const char *rest;
    if ((rest = after_word(item, "shared "))) {
        space_named(b, rest)->shared = true;
        return true;
    }
    if ((rest = after_word(item, "closed "))) {
        space_named(b, rest)->closed = true;
        return true;
    }
    bool is_break = (rest = after_word(item, "break "));
    if (!is_break && !(rest = after_word(item, "plenary "))) {
        return false;
    }
    int64_t time_of_day = read_time(rest, 1) - SUPPORT_DAY_S;
    for (size_t i = 0; i < b->slot_count; i++) {
        if (b->slots[i].start - b->slots[i].day * 86400 == time_of_day) {
            b->slots[i].kind = is_break ? TF_SLOT_BREAK : TF_SLOT_PLENARY;
            b->slots[i].title = is_break ? "Lunch" : "Circle";
        }
    }
    return true;
}

static struct tf_session *session_titled(struct builder *b, const char *title)
{
    for (size_t i = 0; i < b->session_count; i++) {
        if (strcmp(b->titles[i], title) == 0) {
            return &b->sessions[i];
        }
    }
    if (b->session_count == SESSIONS_MAX) {
        fail_msg("more than %d sessions", SESSIONS_MAX);
    }
    static const char letters[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    size_t n = b->session_count++;
    snprintf(b->titles[n], sizeof(b->titles[n]), "%s", title);
    snprintf(b->codes[n], sizeof(b->codes[n]), n < 30 ? "CARD%c" : "CARD%c2", letters[n % 30]);
    if (n >= 60) {
        b->codes[n][5] = '3';
    }
    b->sessions[n] = (struct tf_session){
        .record = {.kind = TF_KIND_SESSION, .key.id = 1001 + n},
        .code = b->codes[n],
        .title = b->titles[n],
        .proposed_at = SUPPORT_DAY_S + 8 * HOUR_S,
    };
    return &b->sessions[n];
}

static void place(struct builder *b, const char *title, const char *space, const char *first,
                  const char *last, bool locked)
{
    struct tf_session *session = session_titled(b, title);
    if (!space) {
        return;
    }
    if (b->placement_count == PLACEMENTS_MAX) {
        fail_msg("more than %d placements", PLACEMENTS_MAX);
    }
    session->state = TF_SESSION_PLACED;
    const struct tf_slot *first_slot = slot_at(b, first, 1);
    unsigned long day = (unsigned long)(first_slot->day - SUPPORT_DAY + 1);
    b->placements[b->placement_count] = (struct tf_placement){
        .record = {.kind = TF_KIND_PLACEMENT, .key.id = 2001 + b->placement_count},
        .session = session->record.key.id,
        .space = space_named(b, space)->record.key.id,
        .slot = first_slot->record.key.id,
        .last_slot = slot_at(b, last, day)->record.key.id,
        .locked = locked,
    };
    b->placement_count++;
}

/* "Bees", "Compost in A at 10:00", "locked Compost in A at 10:00 to 11:00". */
static void read_session(struct builder *b, char *item)
{
    const char *rest = after_word(item, "locked ");
    bool locked = rest != NULL;
    char *title = locked ? item + strlen("locked ") : item;
    char *at = strstr(title, " at ");
    char *in = strstr(title, " in ");
    if (!in || !at || at < in) {
        place(b, title, NULL, NULL, NULL, false);
        return;
    }
    *in = *at = '\0';
    char *first = at + strlen(" at ");
    char *to = strstr(first, " to ");
    if (to) {
        *to = '\0';
    }
    place(b, title, in + strlen(" in "), first, to ? to + strlen(" to ") : first, locked);
}

static void add(struct tf_event *event, const struct tf_record *from)
{
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, from), TF_OK);
    assert_int_equal(tf_event_add(event, NULL, record), TF_OK);
    tf_record_unref(record);
}

static struct tf_board *board_built(const struct builder *b)
{
    struct tf_event *event;
    struct tf_actor actor = {.role = TF_ROLE_SYSTEM};
    assert_int_equal(tf_event_create(&event, TF_VERB_IMPORT, actor, SUPPORT_DAY_S, 8001), TF_OK);
    struct tf_gathering gathering = {
        .record = {.kind = TF_KIND_GATHERING, .key.id = 1},
        .title = "Test Camp",
        .code = "test-camp",
        .zone = "UTC",
        .language = "en",
        .format = "open-space",
        .guid = "6b1a1ef0-55ac-4f0e-9d3c-0d5a3c6f2e01",
        .phase = TF_PHASE_SESSIONS,
    };
    add(event, &gathering.record);
    for (size_t i = 0; i < b->space_count; i++) {
        add(event, &b->spaces[i].record);
    }
    for (size_t i = 0; i < b->slot_count; i++) {
        add(event, &b->slots[i].record);
    }
    for (size_t i = 0; i < b->session_count; i++) {
        add(event, &b->sessions[i].record);
    }
    for (size_t i = 0; i < b->placement_count; i++) {
        add(event, &b->placements[i].record);
    }
    struct tf_board *board;
    assert_int_equal(tf_board_create(&board), TF_OK);
    support_apply(&board, event);
    tf_event_unref(event);
    return board;
}

struct tf_board *support_board_of(const char *description, const struct support_session *sessions)
{
    struct builder *b = calloc(1, sizeof(*b));
    assert_non_null(b);
    b->day_count = 1;
    char item[256];
    for (const char *at = description; next_item(&at, item, sizeof(item));) {
        read_count(b, item, true);
    }
    add_slots(b);
    for (const char *at = description; next_item(&at, item, sizeof(item));) {
        if (!read_count(b, item, false) && !read_mark(b, item)) {
            read_session(b, item);
        }
    }
    for (; sessions && sessions->title; sessions++) {
        place(b, sessions->title, sessions->space, sessions->time, sessions->time, false);
    }
    struct tf_board *board = board_built(b);
    free(b);
    struct tf_problem problem;
    if (tf_board_check(board, &problem) != TF_OK) {
        fail_msg("'%s' is no board: %s (%s)", description, problem.what, problem.where);
    }
    return board;
}

struct tf_board *support_board(const char *description)
{
    return support_board_of(description, NULL);
}

struct support_session placed(const char *title, const char *space, const char *time)
{
    return (struct support_session){title, space, time};
}

struct support_session unplaced(const char *title)
{
    return (struct support_session){title, NULL, NULL};
}

uint64_t support_space(const struct tf_board *board, const char *name)
{
    for (size_t i = 0; i < board->grid->space_count; i++) {
        if (strcmp(board->grid->spaces[i]->name, name) == 0) {
            return board->grid->spaces[i]->record.key.id;
        }
    }
    fail_msg("no space is called %s", name);
    return 0;
}

uint64_t support_slot(const struct tf_board *board, const char *time)
{
    int64_t start = read_time(time, 1);
    for (size_t i = 0; i < board->grid->slot_count; i++) {
        if (board->grid->slots[i]->start == start) {
            return board->grid->slots[i]->record.key.id;
        }
    }
    fail_msg("no row starts at %s", time);
    return 0;
}

uint64_t support_session(const struct tf_board *board, const char *title)
{
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record; tf_table_next(&it)) {
        if (strcmp(TF_SESSION(it.record)->title, title) == 0) {
            return it.record->key.id;
        }
    }
    fail_msg("no session is called %s", title);
    return 0;
}

uint64_t support_placement(const struct tf_board *board, const char *title)
{
    const struct tf_placement *placement =
        tf_grid_placement_of(board->grid, support_session(board, title), NULL);
    if (!placement) {
        fail_msg("%s is not placed", title);
    }
    return placement->record.key.id;
}

struct tf_event *support_event_making(const struct tf_board *board)
{
    struct tf_event *event;
    struct tf_actor actor = {.role = TF_ROLE_SYSTEM};
    assert_int_equal(tf_event_create(&event, TF_VERB_IMPORT, actor, SUPPORT_DAY_S, 8001), TF_OK);
    event->sequence = 1;
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        for (struct tf_table_iter it = tf_table_first(board->tables[i]); it.record; tf_table_next(&it)) {
            assert_int_equal(tf_event_add(event, NULL, it.record), TF_OK);
        }
    }
    return event;
}

void support_apply(struct tf_board **board, struct tf_event *event)
{
    if (event->sequence == 0) {
        event->sequence = (*board)->revision + 1;
    }
    struct tf_board *next;
    assert_int_equal(tf_board_apply(&next, *board, event), TF_OK);
    tf_board_unref(*board);
    *board = next;
}

static void change(struct tf_board **board, enum tf_kind kind, struct tf_key key,
                   const struct tf_record *after)
{
    struct tf_event *event;
    struct tf_actor actor = {.role = TF_ROLE_SYSTEM};
    uint64_t id = 8001 + (*board)->revision;
    assert_int_equal(tf_event_create(&event, TF_VERB_IMPORT, actor, SUPPORT_10H00_S, id), TF_OK);
    assert_int_equal(tf_event_add(event, tf_board_get(*board, kind, key), after), TF_OK);
    support_apply(board, event);
    tf_event_unref(event);
}

void support_put(struct tf_board **board, const struct tf_record *from)
{
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, from), TF_OK);
    change(board, record->kind, record->key, record);
    tf_record_unref(record);
}

void support_remove(struct tf_board **board, enum tf_kind kind, struct tf_key key)
{
    assert_non_null(tf_board_get(*board, kind, key));
    change(board, kind, key, NULL);
}

void support_star(struct tf_board **board, const char *session_title, uint64_t device)
{
    struct tf_star star = {
        .record = {.kind = TF_KIND_STAR, .key = {support_session(*board, session_title), device}},
        .at = SUPPORT_10H00_S,
    };
    support_put(board, &star.record);
}

void support_note(struct tf_board **board, const char *session_title, uint64_t id, const char *text)
{
    struct tf_note note = {
        .record = {.kind = TF_KIND_NOTE, .key = {support_session(*board, session_title), id}},
        .text = text,
        .at = SUPPORT_10H00_S,
    };
    support_put(board, &note.record);
}

struct tf_command *support_command_by(enum tf_verb verb, enum tf_role role, uint64_t device)
{
    static atomic_uint_fast64_t next_id = 9001; /* ids only have to differ; tests have threads */
    struct tf_command *command = tf_command_create(verb, (struct tf_actor){role, device}, SUPPORT_10H00_S,
                                                   atomic_fetch_add(&next_id, 1));
    assert_non_null(command);
    return command;
}

struct tf_command *support_command(enum tf_verb verb)
{
    return support_command_by(verb, TF_ROLE_GUEST, 0);
}

struct tf_command *support_place(const struct tf_board *board, const char *title, const char *space,
                                 const char *time)
{
    struct tf_command *command = support_command(TF_VERB_PLACE);
    command->session = support_session(board, title);
    command->space = support_space(board, space);
    command->slot = support_slot(board, time);
    command->placement = 3001;
    return command;
}

struct tf_command *support_propose(const char *title, uint64_t id, const char *code)
{
    struct tf_command *command = support_command(TF_VERB_PROPOSE);
    struct tf_session session = {
        .record = {.kind = TF_KIND_SESSION, .key.id = id},
        .code = code,
        .title = title,
        .proposed_at = command->at,
    };
    assert_int_equal(
        tf_command_set_record(command, &session.record, tf_schema_mask(TF_KIND_SESSION, "title")), TF_OK);
    return command;
}
