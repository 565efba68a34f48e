/* Random boards, some with locks, long sessions, shared spaces and hosts with several sessions: whatever the
 * schedule proposes keeps what it promises, its running total is the true one, and the same seed gives the
 * same grid. */
#include "core/schedule_in.h"
#include "schedule_kit.h"

enum { BOARDS = 40, STEPS = 6000 };

static void shake(struct tf_board **board, struct tf_rng *rng)
{
    static const char *const HOSTS[] = {"Ada", "Kim, Ada", "Zo\u00eb", "", "kim", "Ben"};
    struct tf_table_iter it = tf_table_first((*board)->tables[TF_KIND_SESSION]);
    uint64_t ids[200];
    size_t count = 0;
    for (; it.record != NULL && count < 200; tf_table_next(&it)) {
        ids[count++] = it.record->key.id;
    }
    for (size_t i = 0; i < count; i++) {
        struct tf_session session = *tf_board_session(*board, ids[i]);
        session.host = HOSTS[tf_rng_below(rng, 6)];
        session.needs = (uint32_t)tf_rng_below(rng, 4);
        support_put(board, &session.record);
        for (uint64_t stars = tf_rng_below(rng, 12); stars > 0; stars--) {
            uint64_t device = 2 + tf_rng_below(rng, 30);
            if (!tf_board_has_star(*board, ids[i], device) && session.device != device) {
                struct tf_star star = {.record = {.kind = TF_KIND_STAR, .key = {ids[i], device}},
                                       .at = SUPPORT_10H00_S};
                support_put(board, &star.record);
            }
        }
    }
    for (size_t i = 0; i < 3 && i < (*board)->grid->placement_count; i++) {
        struct tf_placement placement = *(*board)->grid->placements[i];
        placement.locked = true;
        support_put(board, &placement.record);
    }
}

static struct tf_board *random_board(struct tf_rng *rng)
{
    struct tf_board *board =
        support_random_board(rng, 1 + (size_t)tf_rng_below(rng, 5), 2 + (size_t)tf_rng_below(rng, 4),
                             1 + (size_t)tf_rng_below(rng, 2), 1 + (size_t)tf_rng_below(rng, 25), 0, 0);
    set_format(&board, "barcamp", TF_PHASE_MARKETPLACE);
    shake(&board, rng);
    return board;
}

/* ---- what every schedule keeps */

static bool do_share_a_host(const struct tf_board *board, uint64_t a, uint64_t b)
{
    const char *one = tf_board_session(board, a)->host, *other = tf_board_session(board, b)->host;
    static const char *const NAMES[] = {"Ada", "Kim", "kim", "Zo\u00eb", "Ben"};
    for (size_t i = 0; i < 5; i++) {
        const char *same = strcmp(NAMES[i], "kim") == 0   ? "Kim"
                           : strcmp(NAMES[i], "Kim") == 0 ? "kim"
                                                          : NAMES[i];
        if ((strstr(one, NAMES[i]) != NULL) &&
            (strstr(other, NAMES[i]) != NULL || strstr(other, same) != NULL)) {
            return true;
        }
    }
    return a == b;
}

static bool meet(const struct tf_board *board, const struct tf_schedule_entry *a,
                 const struct tf_schedule_entry *b)
{
    const struct tf_grid *grid = board->grid;
    return a->slot != 0 && b->slot != 0 &&
           tf_grid_slot_index(grid, a->slot) <= tf_grid_slot_index(grid, b->last_slot) &&
           tf_grid_slot_index(grid, b->slot) <= tf_grid_slot_index(grid, a->last_slot);
}

static void assert_hosts_apart(const struct tf_board *board, const struct tf_schedule *schedule)
{
    size_t count = 0;
    const struct tf_schedule_entry *entries = tf_schedule_entries(schedule, &count);
    for (size_t a = 0; a < count; a++) {
        for (size_t b = 0; b < a; b++) {
            bool ours = !entries[a].fixed || !entries[b].fixed;
            assert_false(ours && meet(board, &entries[a], &entries[b]) &&
                         do_share_a_host(board, entries[a].session, entries[b].session));
        }
    }
}

static void assert_locked_stay(const struct tf_board *board, const struct tf_board *after)
{
    for (size_t i = 0; i < board->grid->placement_count; i++) {
        const struct tf_placement *placement = board->grid->placements[i];
        if (placement->locked) {
            const struct tf_record *now = tf_board_get(after, TF_KIND_PLACEMENT, placement->record.key);
            assert_true(now != NULL && tf_record_equal(now, &placement->record));
        }
    }
}

/* A free cell beside a session that is off and could be in it: then it was not needed to leave it off. */
static void assert_no_room_wasted(const struct tf_board *after, const struct tf_schedule *schedule)
{
    size_t count = 0;
    const struct tf_schedule_entry *entries = tf_schedule_entries(schedule, &count);
    const struct tf_grid *grid = after->grid;
    bool free_cell = false;
    for (size_t space = 0; space < grid->space_count; space++) {
        for (size_t slot = 0; slot < grid->slot_count; slot++) {
            free_cell |= grid->slots[slot]->kind == TF_SLOT_SESSION && !grid->spaces[space]->closed &&
                         !grid->spaces[space]->shared && tf_grid_cell(grid, (int)space, (int)slot) == NULL;
        }
    }
    for (size_t i = 0; i < count && free_cell; i++) {
        const struct tf_session *session = tf_board_session(after, entries[i].session);
        bool short_and_hostless = session->host[0] == '\0' && entries[i].placement == 0;
        assert_false(short_and_hostless && entries[i].off == TF_SCHEDULE_OFF_FULL);
    }
}

static void every_schedule_keeps_what_it_promises(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("schedules"));
    size_t changes = 0;
    for (int i = 0; i < BOARDS; i++) {
        struct kit kit = kit_of(random_board(&rng));
        struct tf_board *before = tf_board_ref(kit.board);
        struct tf_schedule *schedule =
            scheduled(before, (struct tf_schedule_options){.seed = (uint64_t)i, .step_count = STEPS});
        struct tf_command *command = publish(schedule);
        assert_hosts_apart(before, schedule);
        changes += command->record_count;
        if (command->record_count + command->removal_count > 0) {
            kit_do(&kit, command); /* the rules agree, and the board is sound */
            assert_locked_stay(before, kit.board);
            assert_no_room_wasted(kit.board, schedule);
        } else {
            tf_command_destroy(command);
        }
        tf_schedule_destroy(schedule);
        tf_board_unref(before);
        kit_free(&kit);
    }
    assert_true(changes > BOARDS); /* it did something */
}

static void the_same_seed_gives_the_same_grid_however_it_is_cut(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("same seed"));
    for (int i = 0; i < 5; i++) {
        struct tf_board *board = random_board(&rng);
        struct tf_schedule_options options = {.seed = 3, .step_count = STEPS};
        struct tf_schedule *one = scheduled(board, options), *other = NULL;
        assert_int_equal(tf_schedule_create(&other, board, &options, NULL), TF_OK);
        while (!tf_schedule_look(other, 1)) {
        }
        size_t one_count = 0, other_count = 0;
        const struct tf_schedule_entry *a = tf_schedule_entries(one, &one_count);
        const struct tf_schedule_entry *b = tf_schedule_entries(other, &other_count);
        assert_int_equal(one_count, other_count);
        assert_true(tf_schedule_cost(one) == tf_schedule_cost(other));
        for (size_t entry = 0; entry < one_count; entry++) {
            assert_true(a[entry].session == b[entry].session && a[entry].space == b[entry].space &&
                        a[entry].slot == b[entry].slot);
        }
        tf_schedule_destroy(one);
        tf_schedule_destroy(other);
        tf_board_unref(board);
    }
}

/* Thousands of steps, done or not: the total that is kept up is the total summed from nothing. */
static void the_running_total_is_the_true_one(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("running total"));
    for (int i = 0; i < BOARDS; i++) {
        struct tf_board *board = random_board(&rng);
        struct tf_plan plan;
        struct tf_seating seating;
        struct tf_schedule_options options = {.seed = 1};
        assert_int_equal(tf_plan_create(&plan, board, &options, NULL), TF_OK);
        assert_int_equal(tf_seating_create(&seating, &plan), TF_OK);
        for (int run = 0; run < plan.run_count; run++) {
            if (plan.runs[run].fixed) {
                tf_seating_put(&plan, &seating, run, plan.runs[run].space, plan.runs[run].row);
            }
        }
        for (int step = 0; step < 400; step++) {
            int run = (int)tf_rng_below(&rng, (uint64_t)plan.run_count);
            int space = (int)tf_rng_below(&rng, (uint64_t)plan.space_count);
            int row = (int)tf_rng_below(&rng, (uint64_t)plan.row_count);
            int64_t points = 0, before = seating.cost;
            struct tf_swap swap;
            if (plan.runs[run].fixed) {
                continue;
            }
            if (plan.runs[run].length > 1) {
                (void)tf_move_stretch(&plan, &seating, run, space, row, step % 3 == 0 ? 0 : TF_POINTS_OFF);
            } else if (tf_move_price(&points, &swap, &plan, &seating, run, space, row)) {
                tf_move_do(&plan, &seating, &swap);
                assert_true(seating.cost == before + points);
            }
            assert_true(seating.cost == tf_seating_sum(&plan, &seating));
        }
        int64_t before = seating.cost;
        tf_move_descend(&plan, &seating);
        assert_true(seating.cost <= before && seating.cost == tf_seating_sum(&plan, &seating));
        tf_plan_free(&plan);
        tf_board_unref(board);
    }
}

/* ---- the best rooms, against trying every order */

static int64_t best_of_all(const struct tf_plan *plan, const struct tf_seating *seating, int row, int run,
                           unsigned used)
{
    while (run < plan->run_count && seating->row[run] != row) {
        run++;
    }
    if (run == plan->run_count) {
        return 0;
    }
    int64_t best = INT64_MAX;
    for (int space = 0; space < plan->space_count; space++) {
        if ((used >> space & 1) == 0 && tf_seating_may(plan, run, space, row)) {
            int64_t rest = best_of_all(plan, seating, row, run + 1, used | 1u << space);
            int64_t sum = rest == INT64_MAX ? rest : rest + tf_seating_alone(plan, run, space, row);
            best = sum < best ? sum : best;
        }
    }
    return best;
}

static void the_rooms_of_a_row_are_given_out_at_their_best(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("rooms"));
    for (int i = 0; i < 30; i++) {
        struct kit kit = barcamp_of("6 spaces, 1 slots, a, b, c, d, e");
        shake(&kit.board, &rng);
        struct tf_plan plan;
        struct tf_seating seating;
        struct tf_schedule_options options = {.seed = 1};
        assert_int_equal(tf_plan_create(&plan, kit.board, &options, NULL), TF_OK);
        assert_int_equal(tf_seating_create(&seating, &plan), TF_OK);
        for (int run = 0; run < plan.run_count; run++) {
            tf_seating_put(&plan, &seating, run, run, 0);
        }
        assert_int_equal(tf_rooms_settle(&plan, &seating, 0), TF_OK);
        int64_t sum = 0;
        for (int run = 0; run < plan.run_count; run++) {
            sum += tf_seating_alone(&plan, run, seating.space[run], 0);
        }
        assert_true(sum == best_of_all(&plan, &seating, 0, 0, 0));
        tf_plan_free(&plan);
        kit_free(&kit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_schedule_keeps_what_it_promises),
        cmocka_unit_test(the_same_seed_gives_the_same_grid_however_it_is_cut),
        cmocka_unit_test(the_running_total_is_the_true_one),
        cmocka_unit_test(the_rooms_of_a_row_are_given_out_at_their_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
