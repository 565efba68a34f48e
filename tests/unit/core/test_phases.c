/* The phase of the day by the clock: announced, begun, put off, taken back, and never by surprise. */
#include "core/phases.h"
#include "schedule_kit.h"

#define TEN SUPPORT_10H00_S

/* Rows at 10:00 and 11:00; the first begins the marketplace, the second the sessions. */
static struct kit day(bool by_clock)
{
    struct kit kit = kit_of(support_board("1 spaces, 3 slots"));
    const enum tf_phase begins[] = {TF_PHASE_MARKETPLACE, TF_PHASE_SESSIONS};
    for (size_t i = 0; i < 2; i++) {
        struct tf_slot slot = *kit.board->grid->slots[i];
        slot.begins = (enum tf_begins)((int)begins[i] + 1);
        support_put(&kit.board, &slot.record);
    }
    struct tf_gathering gathering = *tf_board_gathering(kit.board);
    gathering.by_clock = by_clock;
    gathering.phase = TF_PHASE_GATHERING;
    support_put(&kit.board, &gathering.record);
    return kit;
}

static struct tf_command *set_up(const struct tf_gathering *want, uint64_t fields, enum tf_role role,
                                 int64_t at)
{
    struct tf_command *command = by(support_command(TF_VERB_SET_UP), role);
    command->at = at;
    return with(command, &want->record, fields);
}

/* Does what the clock asks for; false: nothing. */
static bool tick(struct kit *kit, int64_t now_s)
{
    struct tf_gathering want;
    uint64_t fields = 0;
    bool is_due = tf_phases_step(kit->board, now_s, &want, &fields);
    assert_true(is_due == (tf_phases_due_s(kit->board, now_s) == now_s));
    if (is_due) {
        kit_do(kit, set_up(&want, fields, TF_ROLE_SYSTEM, now_s));
    }
    return is_due;
}

static void by_hand(struct kit *kit, enum tf_phase phase, int64_t at)
{
    struct tf_gathering want = *tf_board_gathering(kit->board);
    want.phase = phase;
    kit_do(kit, set_up(&want, tf_schema_mask(TF_KIND_GATHERING, "phase"), TF_ROLE_ORGANISER, at));
}

static void assert_stands(const struct kit *kit, enum tf_phase phase, int64_t next_at)
{
    assert_int_equal(tf_board_gathering(kit->board)->phase, phase);
    assert_int_equal(tf_board_gathering(kit->board)->next_phase_at, next_at);
}

static void it_is_announced_five_minutes_before_and_begins_once(void **state)
{
    (void)state;
    struct kit kit = day(true);
    assert_int_equal(tf_phases_due_s(kit.board, TEN - 4000), TEN - 300);
    assert_false(tick(&kit, TEN - 301));
    assert_true(tick(&kit, TEN - 300));
    assert_stands(&kit, TF_PHASE_GATHERING, TEN);
    assert_int_equal(tf_phases_due_s(kit.board, TEN - 299), TEN);
    assert_false(tick(&kit, TEN - 1));
    assert_true(tick(&kit, TEN));
    assert_stands(&kit, TF_PHASE_MARKETPLACE, 0);
    assert_int_equal(tf_board_gathering(kit.board)->phase_since, TEN);
    assert_false(tick(&kit, TEN));
    assert_false(tick(&kit, TEN + 3299));
    assert_true(tick(&kit, TEN + 3300) && tick(&kit, TEN + 3600));
    assert_stands(&kit, TF_PHASE_SESSIONS, 0);
    assert_int_equal(tf_phases_due_s(kit.board, TEN + 3600), INT64_MAX);
    kit_free(&kit);
}

static void without_the_clock_nothing_begins_by_itself_but_what_was_announced_by_hand(void **state)
{
    (void)state;
    struct kit kit = day(false);
    assert_int_equal(tf_phases_due_s(kit.board, TEN), INT64_MAX);
    assert_false(tick(&kit, TEN));
    struct tf_gathering want = *tf_board_gathering(kit.board);
    want.next_phase = TF_PHASE_CLOSING;
    want.next_phase_at = TEN + 300;
    uint64_t fields =
        tf_schema_mask(TF_KIND_GATHERING, "next_phase") | tf_schema_mask(TF_KIND_GATHERING, "next_phase_at");
    kit_do(&kit, set_up(&want, fields, TF_ROLE_ORGANISER, TEN));
    assert_false(tick(&kit, TEN + 299));
    assert_true(tick(&kit, TEN + 300));
    assert_stands(&kit, TF_PHASE_CLOSING, 0);
    kit_free(&kit);
}

static void a_hand_and_the_clock_do_not_announce_against_each_other(void **state)
{
    (void)state;
    struct kit kit = day(true);
    struct tf_gathering want = *tf_board_gathering(kit.board);
    want.next_phase_at = TEN + 300;
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE,
                   set_up(&want, tf_schema_mask(TF_KIND_GATHERING, "next_phase_at"), TF_ROLE_ORGANISER, TEN));
    kit_free(&kit);
}

static void after_a_power_cut_the_last_row_counts_and_is_announced_first(void **state)
{
    (void)state;
    struct kit kit = day(true);
    int64_t late = TEN + 3600 + 600;
    assert_true(tick(&kit, late));
    assert_stands(&kit, TF_PHASE_GATHERING, late + 300);
    assert_int_equal(tf_board_gathering(kit.board)->next_phase, TF_PHASE_SESSIONS);
    assert_true(tick(&kit, late + 300));
    assert_stands(&kit, TF_PHASE_SESSIONS, 0);
    assert_false(tick(&kit, late + 301));
    kit_free(&kit);
}

static void a_row_that_is_put_off_takes_its_announcement_along(void **state)
{
    (void)state;
    struct kit kit = day(true);
    assert_true(tick(&kit, TEN - 200));
    struct tf_command *shift = by(support_command(TF_VERB_SHIFT), TF_ROLE_ORGANISER);
    shift->slot = support_slot(kit.board, "10:00");
    shift->minutes = 10;
    kit_do(&kit, shift);
    assert_true(tick(&kit, TEN - 100));
    assert_stands(&kit, TF_PHASE_GATHERING, 0);
    assert_false(tick(&kit, TEN - 99));
    assert_true(tick(&kit, TEN + 300));
    assert_stands(&kit, TF_PHASE_GATHERING, TEN + 600);
    kit_free(&kit);
}

static void who_moves_it_by_hand_is_not_overruled(void **state)
{
    (void)state;
    struct kit kit = day(true);
    assert_true(tick(&kit, TEN - 300));
    by_hand(&kit, TF_PHASE_NEWS, TEN - 100);
    assert_stands(&kit, TF_PHASE_NEWS, 0);
    assert_false(tick(&kit, TEN - 99));
    assert_false(tick(&kit, TEN + 60));
    assert_true(tick(&kit, TEN + 3300)); /* the next row speaks again */
    kit_free(&kit);
}

static void taking_back_what_the_clock_did_stops_the_clock(void **state)
{
    (void)state;
    for (int announced_only = 0; announced_only < 2; announced_only++) {
        struct kit kit = day(true);
        assert_true(tick(&kit, TEN - 300));
        if (!announced_only) {
            assert_true(tick(&kit, TEN));
        }
        struct tf_event *past = tf_event_ref(kit.last);
        kit_do_with(&kit, by(undo(past->sequence), TF_ROLE_ORGANISER), past);
        tf_event_unref(past);
        assert_stands(&kit, TF_PHASE_GATHERING, 0);
        assert_false(tf_board_gathering(kit.board)->by_clock);
        assert_false(tick(&kit, TEN + 1));
        kit_free(&kit);
    }
}

static void a_clock_that_was_wrong_once_does_not_silence_it_for_ever(void **state)
{
    (void)state;
    struct kit kit = day(true);
    by_hand(&kit, TF_PHASE_NEWS, TEN + INT64_C(400) * 86400); /* set next year */
    assert_true(tick(&kit, TEN - 300));
    assert_true(tick(&kit, TEN));
    assert_stands(&kit, TF_PHASE_MARKETPLACE, 0);
    assert_false(tick(&kit, TEN - 7200)); /* and jumps back: nothing is undone */
    assert_stands(&kit, TF_PHASE_MARKETPLACE, 0);
    kit_free(&kit);
}

/* Whatever rows and clocks do: what begins by itself was announced for at least five minutes of that clock,
 * and the clock is never due twice for the same. */
static void nothing_begins_unannounced_at_any_time(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("phases"));
    for (int round = 0; round < 40; round++) {
        struct kit kit = day(true);
        int64_t now_s = TEN - 7200, announced_s = INT64_MAX;
        for (int i = 0; i < 200; i++) {
            now_s += (int64_t)tf_rng_below(&rng, 400);
            enum tf_phase was = tf_board_gathering(kit.board)->phase;
            int64_t was_at = tf_board_gathering(kit.board)->next_phase_at;
            bool did = tick(&kit, now_s);
            const struct tf_gathering *now = tf_board_gathering(kit.board);
            announced_s = was_at == 0 && now->next_phase_at != 0 ? now_s : announced_s;
            assert_true(now->phase == was || (did && was_at != 0 && now_s - announced_s >= 300));
            assert_false(tick(&kit, now_s));
            enum tf_phase other = (enum tf_phase)tf_rng_below(&rng, TF_PHASE_COUNT);
            if (tf_rng_below(&rng, 10) == 0 && other != now->phase) {
                by_hand(&kit, other, now_s);
            }
        }
        kit_free(&kit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_announced_five_minutes_before_and_begins_once),
        cmocka_unit_test(without_the_clock_nothing_begins_by_itself_but_what_was_announced_by_hand),
        cmocka_unit_test(a_hand_and_the_clock_do_not_announce_against_each_other),
        cmocka_unit_test(after_a_power_cut_the_last_row_counts_and_is_announced_first),
        cmocka_unit_test(a_row_that_is_put_off_takes_its_announcement_along),
        cmocka_unit_test(who_moves_it_by_hand_is_not_overruled),
        cmocka_unit_test(taking_back_what_the_clock_did_stops_the_clock),
        cmocka_unit_test(a_clock_that_was_wrong_once_does_not_silence_it_for_ever),
        cmocka_unit_test(nothing_begins_unannounced_at_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
