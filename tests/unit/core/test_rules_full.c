/* Everything has a limit: what is one more than a limit is refused by name, whoever asks, and the board that
 * is full is a right one. Spaces and days are in test_rules_grid.c. */
#include "rules_kit.h"

#define ROWS_A_DAY 100

/* The records that a board needs to have no room for another of their kind. */
static struct tf_event *begin(void)
{
    struct tf_event *filling;
    const struct tf_actor organiser = {TF_ROLE_ORGANISER, 0};
    assert_int_equal(tf_event_create(&filling, TF_VERB_IMPORT, organiser, SUPPORT_10H00_S, 77), TF_OK);
    return filling;
}

static void add(struct tf_event *filling, const struct tf_record *from)
{
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, from), TF_OK);
    assert_int_equal(tf_event_add(filling, NULL, record), TF_OK);
    tf_record_unref(record);
}

static void end(struct tf_event *filling, struct kit *kit, enum tf_kind kind)
{
    struct tf_problem problem = {0};
    support_apply(&kit->board, filling);
    tf_event_unref(filling);
    assert_int_equal(tf_table_count(kit->board->tables[kind]), tf_schema_of(kind)->max);
    if (tf_board_check(kit->board, &problem) != TF_OK) {
        fail_msg("%s: %s: %s", tf_schema_of(kind)->table, problem.where, problem.what);
    }
}

static void assert_full(const struct kit *kit, enum tf_kind kind, struct tf_command *command)
{
    struct tf_refusal no = kit_refused(kit, TF_ERR_LIMIT, command);
    assert_int_equal(no.reason, TF_REASON_FULL);
    assert_string_equal(no.field, tf_schema_of(kind)->table);
}

static size_t left(const struct kit *kit, enum tf_kind kind)
{
    return tf_schema_of(kind)->max - tf_table_count(kit->board->tables[kind]);
}

static void no_session_past_the_last(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, Compost"));
    struct tf_event *filling = begin();
    for (size_t i = 0, n = left(&kit, TF_KIND_SESSION); i < n; i++) {
        char code[9];
        tf_command_code(code, 1000000 + i * UINT64_C(1000003));
        const struct tf_session session = {
            .record = {.kind = TF_KIND_SESSION, .key.id = 2000 + i}, .code = code, .title = "Bees"};
        add(filling, &session.record);
    }
    end(filling, &kit, TF_KIND_SESSION);
    assert_full(&kit, TF_KIND_SESSION, support_propose("One more", 90000, "NEWCD"));
    assert_full(&kit, TF_KIND_SESSION, from_device(support_propose("One more", 90000, "NEWCD"), 7));
    kit_do(&kit, about(&kit, TF_VERB_WITHDRAW, "Compost")); /* makes no room: it stays readable */
    assert_full(&kit, TF_KIND_SESSION, support_propose("One more", 90000, "NEWCD"));
    kit_free(&kit);
}

static void no_star_past_the_last(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Compost"));
    struct tf_event *filling = begin();
    for (size_t i = 0, n = left(&kit, TF_KIND_STAR); i < n; i++) {
        const struct tf_star star = {.record = {.kind = TF_KIND_STAR, .key = {1001, 1000 + i}},
                                     .at = SUPPORT_10H00_S};
        add(filling, &star.record);
    }
    end(filling, &kit, TF_KIND_STAR);
    assert_full(&kit, TF_KIND_STAR, from_device(about(&kit, TF_VERB_STAR, "Compost"), 7));
    assert_full(&kit, TF_KIND_STAR, about(&kit, TF_VERB_STAR, "Compost"));
    kit_do(&kit, from_device(about(&kit, TF_VERB_UNSTAR, "Compost"), 1000));
    kit_do(&kit, from_device(about(&kit, TF_VERB_STAR, "Compost"), 7));
    kit_free(&kit);
}

static void no_note_and_no_action_past_the_last(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Compost"));
    struct tf_event *filling = begin();
    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key.owner = 1001}, .text = "Worms", .at = 1};
    for (size_t i = 0, n = left(&kit, TF_KIND_NOTE); i < n; i++) {
        note.record.key.id = 5000 + i;
        add(filling, &note.record);
    }
    end(filling, &kit, TF_KIND_NOTE);
    note.record.key.id = 90000;
    assert_full(&kit, TF_KIND_NOTE,
                with(support_command(TF_VERB_NOTE), &note.record, tf_schema_mask(TF_KIND_NOTE, "text")));

    filling = begin();
    struct tf_action action = {.record = {.kind = TF_KIND_ACTION, .key.owner = 1001}, .what = "Dig", .at = 1};
    for (size_t i = 0, n = left(&kit, TF_KIND_ACTION); i < n; i++) {
        action.record.key.id = 40000 + i;
        add(filling, &action.record);
    }
    end(filling, &kit, TF_KIND_ACTION);
    action.record.key.id = 90000;
    assert_full(
        &kit, TF_KIND_ACTION,
        with(support_command(TF_VERB_ACTION), &action.record, tf_schema_mask(TF_KIND_ACTION, "what")));
    kit_free(&kit);
}

static void no_news_past_the_last(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Compost"));
    struct tf_event *filling = begin();
    struct tf_news news = {.record.kind = TF_KIND_NEWS, .text = "Soup", .at = 1};
    for (size_t i = 0, n = left(&kit, TF_KIND_NEWS); i < n; i++) {
        news.record.key.id = 5000 + i;
        add(filling, &news.record);
    }
    end(filling, &kit, TF_KIND_NEWS);
    news.record.key.id = 90000;
    assert_full(&kit, TF_KIND_NEWS,
                by(with(support_command(TF_VERB_NEWS), &news.record, tf_schema_mask(TF_KIND_NEWS, "text")),
                   TF_ROLE_ORGANISER));
    kit_free(&kit);
}

/* Five minutes each, a hundred a day. */
static struct tf_slot row(size_t number)
{
    const int64_t day = SUPPORT_DAY + (int64_t)(number / ROWS_A_DAY);
    const int64_t start = day * 86400 + (int64_t)(number % ROWS_A_DAY) * 300;
    return (struct tf_slot){.record = {.kind = TF_KIND_SLOT, .key.id = 10000 + number},
                            .day = day,
                            .start = start,
                            .end = start + 300};
}

/* With one session that runs in every row of each: two thousand of them. */
static void fill_three_spaces(struct kit *kit)
{
    const struct tf_grid *grid = kit->board->grid;
    struct tf_event *filling = begin();
    const struct tf_session *compost = session_of(kit, "Compost");
    struct tf_session placed = *compost;
    const struct tf_record *record;
    placed.state = TF_SESSION_PLACED;
    assert_int_equal(tf_record_copy(&record, &placed.record), TF_OK);
    assert_int_equal(tf_event_add(filling, &compost->record, record), TF_OK);
    tf_record_unref(record);
    for (size_t space = 0; space < 3; space++) {
        for (size_t i = 0; i < grid->slot_count; i++) {
            const uint64_t slot = grid->slots[i]->record.key.id;
            const struct tf_placement placement = {
                .record = {.kind = TF_KIND_PLACEMENT, .key.id = 20000 + space * grid->slot_count + i},
                .session = compost->record.key.id,
                .space = grid->spaces[space]->record.key.id,
                .slot = slot,
                .last_slot = slot};
            add(filling, &placement.record);
        }
    }
    end(filling, kit, TF_KIND_PLACEMENT);
}

static void no_row_past_the_last_and_no_placement(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("4 spaces, 1 slots, Compost, Bees"));
    struct tf_event *filling = begin();
    for (size_t i = 0, n = left(&kit, TF_KIND_SLOT); i < n; i++) {
        struct tf_slot slot = row(ROWS_A_DAY + i); /* from the second day on */
        add(filling, &slot.record);
    }
    end(filling, &kit, TF_KIND_SLOT);
    struct tf_slot slot = row(ROWS_A_DAY - 1);
    assert_full(&kit, TF_KIND_SLOT,
                by(with(support_command(TF_VERB_ADD_SLOT), &slot.record, ~UINT64_C(0)), TF_ROLE_ORGANISER));

    fill_three_spaces(&kit);
    assert_full(&kit, TF_KIND_PLACEMENT, support_place(kit.board, "Bees", "D", "10:00"));
    kit_do(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Compost"));
    kit_do(&kit, support_place(kit.board, "Bees", "D", "10:00"));
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_session_past_the_last),
        cmocka_unit_test(no_star_past_the_last),
        cmocka_unit_test(no_note_and_no_action_past_the_last),
        cmocka_unit_test(no_news_past_the_last),
        cmocka_unit_test(no_row_past_the_last_and_no_placement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
