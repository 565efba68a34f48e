/* The search: a first grid by who is wanted most, simulated annealing over it (Kirkpatrick, Gelatt, Vecchi
 * 1983) with moves and swaps whose price is known before they are done, then downhill with the best rooms for
 * each row. Steps are counted, not seconds: a seed always gives the same grid. */
#include "core/schedule.h"

#include "base/limits.h"
#include "core/policy.h"
#include "core/schedule_entries.h"
#include "core/schedule_in.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A step is 20–60 ns on a desktop's core, and this many are well inside a second there. */
enum { STEPS_MIN = 2000000, STEPS_MAX = 10000000, STEPS_PER_CELL = 100000, LOG_COUNT = 1024, SAMPLES = 500 };
enum { ROUNDS_SMALL = 8, ROUNDS_LARGE = 2, SMALL_RUNS = 80 };
static const double COLDEST = 0.5; /* points: less than any star is worth */

struct tf_schedule {
    struct tf_plan plan;
    struct tf_seating now, best;
    struct tf_rng rng;
    int *order;   /* room to sort the runs in */
    int *movable; /* runs that are the schedule's to move */
    int movable_count;
    int *open; /* spaces it may use */
    int open_count;
    double log_of[LOG_COUNT]; /* of numbers spread over 0 … 1, negative */
    double hottest, temperature;
    uint64_t step, step_count, round_steps;
    int64_t cost_before;
    bool done;
    struct tf_schedule_entry *entries;
    size_t entry_count;
};

/* ---- beginning ---- */

static void seat_fixed(const struct tf_plan *plan, struct tf_seating *seating)
{
    for (int run = 0; run < plan->run_count; run++) {
        if (plan->runs[run].fixed) {
            tf_seating_put(plan, seating, run, plan->runs[run].space, plan->runs[run].row);
        }
    }
}

static void seat_as_it_stands(const struct tf_plan *plan, struct tf_seating *seating)
{
    for (int run = 0; run < plan->run_count; run++) {
        if (plan->runs[run].row >= 0) {
            tf_seating_put(plan, seating, run, plan->runs[run].space, plan->runs[run].row);
        }
    }
}

struct cheapest {
    int space, row;
    int64_t points;
};

/* The cheapest free place for a run that is off the grid; row -1: none that is better than staying off. */
static struct cheapest find_cheapest(const struct tf_plan *plan, const struct tf_seating *seating, int run)
{
    struct cheapest best = {-1, -1, plan->runs[run].off};
    for (int row = 0; row < plan->row_count; row++) {
        for (int space = 0; space < plan->space_count; space++) {
            if (!tf_seating_may(plan, run, space, row) ||
                !tf_seating_is_free(plan, seating, run, space, row)) {
                continue;
            }
            int64_t points = tf_seating_alone(plan, run, space, row);
            for (int i = 0; i < plan->runs[run].length; i++) {
                points += seating->torn[(row + i) * plan->run_count + run];
            }
            if (points < best.points) {
                best = (struct cheapest){space, row, points};
            }
        }
    }
    return best;
}

/* Long ones first, then those that most want: the next is always the dearest to leave out. */
static void seat_greedily(const struct tf_plan *plan, struct tf_seating *seating, bool *tried)
{
    memset(tried, 0, (size_t)plan->run_count);
    for (;;) {
        int next = -1;
        for (int run = 0; run < plan->run_count; run++) {
            if (seating->row[run] >= 0 || tried[run]) {
                continue;
            }
            bool before = next < 0 || plan->runs[run].length > plan->runs[next].length ||
                          (plan->runs[run].length == plan->runs[next].length &&
                           plan->runs[run].want > plan->runs[next].want);
            next = before ? run : next;
        }
        if (next < 0) {
            return;
        }
        tried[next] = true;
        struct cheapest place = find_cheapest(plan, seating, next);
        if (place.row >= 0) {
            tf_seating_put(plan, seating, next, place.space, place.row);
        }
    }
}

static enum tf_err list_choices(struct tf_schedule *s)
{
    const struct tf_plan *plan = &s->plan;
    s->order = tf_arena_alloc(&s->plan.arena, ((size_t)plan->run_count + 1) * sizeof(int));
    s->movable = tf_arena_alloc(&s->plan.arena, ((size_t)plan->run_count + 1) * sizeof(int));
    s->open = tf_arena_alloc(&s->plan.arena, ((size_t)plan->space_count + 1) * sizeof(int));
    if (s->order == NULL || s->movable == NULL || s->open == NULL) {
        return TF_ERR_NOMEM;
    }
    for (int run = 0; run < plan->run_count; run++) {
        if (!plan->runs[run].fixed && !plan->runs[run].left_out) {
            s->movable[s->movable_count++] = run;
        }
    }
    for (int space = 0; space < plan->space_count; space++) {
        const struct tf_space *there = plan->board->grid->spaces[space];
        if (!there->closed && !there->shared) {
            s->open[s->open_count++] = space;
        }
    }
    return TF_OK;
}

/* Some step that could be taken: a run, and a cell for it. */
struct step {
    int run, space, row;
};

static struct step draw(struct tf_schedule *s)
{
    uint64_t random = tf_rng_u64(&s->rng);
    /* Three draws from one number: 20 bits each are even enough for a search. */
    int run = s->movable[(random & 0xfffff) * (uint64_t)s->movable_count >> 20];
    int space = s->open[(random >> 20 & 0xfffff) * (uint64_t)s->open_count >> 20];
    int row = (int)((random >> 40 & 0xfffff) * (uint64_t)s->plan.row_count >> 20);
    if (s->now.row[run] < 0 && (random >> 60) >= 2) {
        /* Of those off the grid most are wanted too little to come in: more often somebody who is on it
         * moves. */
        random = tf_rng_u64(&s->rng);
        int there = s->open[(random & 0xfffff) * (uint64_t)s->open_count >> 20];
        int then = (int)((random >> 20 & 0xfffff) * (uint64_t)s->plan.row_count >> 20);
        int other = s->now.cells[then * s->plan.space_count + there];
        run = other >= 0 && !s->plan.runs[other].fixed ? other : run;
    }
    bool same_row = (random >> 60 & 3) == 0 && s->now.row[run] >= 0;
    return (struct step){run, space, same_row ? s->now.row[run] : row};
}

/* The mean of what steps cost, either way, leaving out those that take somebody off the grid. */
static double measure_heat(struct tf_schedule *s)
{
    double sum = 1;
    int count = 1;
    for (int i = 0; i < SAMPLES; i++) {
        struct step step = draw(s);
        struct tf_swap swap;
        int64_t points = 0;
        if (s->plan.runs[step.run].length == 1 && s->now.row[step.run] >= 0 &&
            tf_move_price(&points, &swap, &s->plan, &s->now, step.run, step.space, step.row) &&
            llabs(points) < TF_POINTS_OFF / 2) {
            sum += (double)llabs(points);
            count++;
        }
    }
    return sum / count;
}

static uint64_t steps_for(const struct tf_schedule *s, uint64_t wanted)
{
    if (s->movable_count == 0 || s->open_count == 0 || s->plan.row_count == 0) {
        return 0;
    }
    uint64_t cells = (uint64_t)s->open_count * (uint64_t)s->plan.row_count;
    uint64_t size = cells > (uint64_t)s->movable_count ? cells : (uint64_t)s->movable_count;
    uint64_t steps = size * STEPS_PER_CELL;
    steps = steps < STEPS_MIN ? STEPS_MIN : steps;
    steps = steps > STEPS_MAX ? STEPS_MAX : steps;
    return wanted != 0 ? wanted : steps;
}

static enum tf_err begin(struct tf_schedule *s, const struct tf_schedule_options *options)
{
    bool *tried = calloc((size_t)s->plan.run_count + 1, sizeof(*tried));
    enum tf_err err = tried != NULL ? list_choices(s) : TF_ERR_NOMEM;
    if (err == TF_OK) {
        err = tf_seating_create(&s->best, &s->plan);
    }
    if (err == TF_OK) {
        err = tf_seating_create(&s->now, &s->plan);
    }
    if (err == TF_OK) {
        seat_as_it_stands(&s->plan, &s->best);
        s->cost_before = s->best.cost;
        seat_fixed(&s->plan, &s->now);
        seat_greedily(&s->plan, &s->now, tried);
        tf_seating_copy(&s->best, &s->now, &s->plan);
        for (int i = 0; i < LOG_COUNT; i++) {
            s->log_of[i] = log((i + 0.5) / LOG_COUNT);
        }
        s->step_count = steps_for(s, options->step_count);
        int rounds = s->movable_count <= SMALL_RUNS ? ROUNDS_SMALL : ROUNDS_LARGE;
        s->round_steps = (s->step_count + (uint64_t)rounds - 1) / (uint64_t)rounds;
        s->hottest = s->step_count > 0 ? measure_heat(s) : 1;
    }
    free(tried);
    return err;
}

enum tf_err tf_schedule_create(struct tf_schedule **out, const struct tf_board *board,
                               const struct tf_schedule_options *options, struct tf_problem *problem)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    if (gathering == NULL) {
        return tf_err_tell(problem, TF_ERR_CONFLICT, NULL, NULL, "No event is set up yet");
    }
    if (!tf_policy_schedules(gathering)) {
        return tf_err_tell(problem, TF_ERR_DENIED, gathering->format, NULL,
                           "Here everybody chooses their own place and time");
    }
    struct tf_schedule *s = calloc(1, sizeof(*s));
    if (s == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_rng_seed(&s->rng, options->seed);
    enum tf_err err = tf_plan_create(&s->plan, board, options, problem);
    if (err == TF_OK) {
        err = begin(s, options);
    }
    if (err == TF_OK) {
        s->entries = tf_arena_alloc(&s->plan.arena, ((size_t)s->plan.run_count + 1) * sizeof(*s->entries));
        err = s->entries != NULL ? TF_OK : TF_ERR_NOMEM;
    }
    if (err != TF_OK) {
        tf_schedule_destroy(s);
        return err;
    }
    *out = s;
    return TF_OK;
}

void tf_schedule_destroy(struct tf_schedule *s)
{
    if (s != NULL) {
        tf_plan_free(&s->plan);
        free(s);
    }
}

/* ---- looking ---- */

static void keep_best(struct tf_schedule *s)
{
    if (s->now.cost < s->best.cost) {
        tf_seating_copy(&s->best, &s->now, &s->plan);
    }
}

/* Who meets their own host goes off the grid; going downhill then finds them another place if there is one.
 */
static void part_hosts(const struct tf_plan *plan, struct tf_seating *seating)
{
    for (int run = 0; run < plan->run_count; run++) {
        bool meets = false;
        for (int i = 0; seating->row[run] >= 0 && i < plan->runs[run].length; i++) {
            meets |= seating->torn[(seating->row[run] + i) * plan->run_count + run] >= TF_POINTS_NEVER;
        }
        if (meets && !plan->runs[run].fixed) {
            tf_seating_take(plan, seating, run);
        }
    }
}

static void end_round(struct tf_schedule *s)
{
    tf_move_descend(&s->plan, &s->now);
    part_hosts(&s->plan, &s->now);
    tf_move_descend(&s->plan, &s->now);
    keep_best(s);
}

/* Each round begins less hot than the one before, from the best so far. */
static void begin_round(struct tf_schedule *s)
{
    uint64_t round = s->step / s->round_steps;
    if (round > 0) {
        end_round(s);
        tf_seating_copy(&s->now, &s->best, &s->plan);
    }
}

static void set_temperature(struct tf_schedule *s)
{
    uint64_t round = s->step / s->round_steps;
    double part = (double)(s->step % s->round_steps) / (double)s->round_steps;
    double hottest = round == 0 ? s->hottest : s->hottest / 3;
    hottest = hottest > COLDEST ? hottest : COLDEST;
    s->temperature = hottest * pow(COLDEST / hottest, part);
}

static void try_step(struct tf_schedule *s)
{
    struct step step = draw(s);
    const struct tf_plan *plan = &s->plan;
    double bound = -s->temperature * s->log_of[tf_rng_u64(&s->rng) & (LOG_COUNT - 1)];
    if (plan->runs[step.run].length > 1) {
        (void)tf_move_stretch(plan, &s->now, step.run, step.space, step.row, (int64_t)bound);
        return;
    }
    struct tf_swap swap;
    int64_t points = 0;
    if (tf_move_price(&points, &swap, plan, &s->now, step.run, step.space, step.row) &&
        points <= (int64_t)bound) {
        tf_move_do(plan, &s->now, &swap);
    }
}

static void finish(struct tf_schedule *s)
{
    end_round(s);
    tf_seating_copy(&s->now, &s->best, &s->plan);
    tf_schedule_entries_of(s->entries, s->order, &s->plan, &s->best);
    s->entry_count = (size_t)s->plan.run_count;
    s->done = true;
}

bool tf_schedule_look(struct tf_schedule *s, uint64_t steps)
{
    for (; !s->done && s->step < s->step_count && steps > 0; steps--) {
        if (s->step % s->round_steps == 0) {
            begin_round(s);
        }
        if (s->step % s->round_steps % 512 == 0) {
            set_temperature(s);
        }
        try_step(s);
        s->step++;
    }
    if (!s->done && s->step >= s->step_count) {
        finish(s);
    }
    return s->done;
}

int tf_schedule_permille(const struct tf_schedule *s)
{
    return s->done || s->step_count == 0 ? 1000 : (int)(s->step * 1000 / s->step_count);
}

const struct tf_schedule_entry *tf_schedule_entries(const struct tf_schedule *s, size_t *count)
{
    *count = s->entry_count;
    return s->entries;
}

int64_t tf_schedule_cost(const struct tf_schedule *s)
{
    return s->best.cost;
}

int64_t tf_schedule_cost_before(const struct tf_schedule *s)
{
    return s->cost_before;
}

/* ---- publishing ---- */

static const struct tf_record *placement_of(const struct tf_schedule *s, uint64_t id)
{
    return tf_board_get(s->plan.board, TF_KIND_PLACEMENT, (struct tf_key){0, id});
}

static enum tf_err add_entry(struct tf_command *command, const struct tf_schedule *s,
                             const struct tf_schedule_entry *entry, struct tf_rng *rng)
{
    bool is_off = entry->off != TF_SCHEDULE_OFF_NOT;
    if (entry->fixed || (entry->placement != 0 ? !is_off && !entry->moved : is_off)) {
        return TF_OK;
    }
    enum tf_err err = TF_OK;
    if (entry->placement != 0) {
        err = tf_command_add_removal(command, placement_of(s, entry->placement));
    }
    struct tf_placement placement = {
        .record = {.kind = TF_KIND_PLACEMENT,
                   .key = {0, entry->placement != 0 ? entry->placement : tf_rng_id(rng)}},
        .session = entry->session,
        .space = entry->space,
        .slot = entry->slot,
        .last_slot = entry->last_slot,
    };
    return err == TF_OK && !is_off ? tf_command_add_record(command, &placement.record) : err;
}

enum tf_err tf_schedule_command(struct tf_command **out, const struct tf_schedule *s, struct tf_actor actor,
                                int64_t at, struct tf_rng *rng)
{
    struct tf_command *command = tf_command_create(TF_VERB_SCHEDULE, actor, at, tf_rng_id(rng));
    enum tf_err err = command != NULL ? TF_OK : TF_ERR_NOMEM;
    for (size_t i = 0; i < s->entry_count && err == TF_OK; i++) {
        err = add_entry(command, s, &s->entries[i], rng);
    }
    if (err != TF_OK) {
        tf_command_destroy(command);
        return err;
    }
    *out = command;
    return TF_OK;
}
