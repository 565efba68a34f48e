#include "core/schedule_entries.h"

#include "core/conflicts.h"

static void count_torn(struct tf_schedule_entry *entry, const struct tf_plan *plan,
                       const struct tf_seating *seating, int run, int other)
{
    uint64_t session = plan->runs[other].session->record.key.id;
    if (plan->pair[run * plan->run_count + other] == 0 || session == entry->session) {
        return;
    }
    int first = seating->row[run], last = first + plan->runs[run].length - 1;
    int other_first = seating->row[other], other_last = other_first + plan->runs[other].length - 1;
    if (other_first < 0 || other_first > last || other_last < first) {
        return;
    }
    size_t count = tf_conflicts_want_both(plan->board, entry->session, session);
    entry->torn_count += count;
    if (count > entry->torn_most_count) {
        entry->torn_most_count = count;
        entry->torn_most = session;
    }
}

static void find_host_elsewhere(struct tf_schedule_entry *entry, const struct tf_plan *plan,
                                const struct tf_seating *seating, int run, int other)
{
    uint64_t session = plan->runs[other].session->record.key.id;
    if (entry->host_elsewhere == 0 && session != entry->session && seating->row[other] >= 0 &&
        plan->pair[run * plan->run_count + other] >= TF_POINTS_NEVER) {
        entry->host_elsewhere = session;
    }
}

static void fill_placed(struct tf_schedule_entry *entry, const struct tf_plan *plan,
                        const struct tf_seating *seating, int run)
{
    const struct tf_grid *grid = plan->board->grid;
    const struct tf_run *who = &plan->runs[run];
    const struct tf_space *space = grid->spaces[seating->space[run]];
    int row = seating->row[run];
    entry->space = space->record.key.id;
    entry->slot = grid->slots[plan->slot_of_row[row]]->record.key.id;
    entry->last_slot = grid->slots[plan->slot_of_row[row + who->length - 1]]->record.key.id;
    entry->wished = who->wished;
    entry->moved = who->row >= 0 && (who->row != row || who->space != seating->space[run]);
    entry->capacity = space->capacity;
    entry->needs_met = who->session->needs & space->features;
    entry->needs_missing = who->session->needs & ~space->features;
    for (int other = 0; other < plan->run_count; other++) {
        count_torn(entry, plan, seating, run, other);
        find_host_elsewhere(entry, plan, seating, run, other);
    }
}

static enum tf_schedule_off why_off(const struct tf_plan *plan, const struct tf_seating *seating, int run)
{
    const struct tf_run *who = &plan->runs[run];
    bool anywhere = false, without_host = false;
    if (who->left_out) {
        return TF_SCHEDULE_OFF_LEFT_OUT;
    }
    for (int row = 0; row < plan->row_count; row++) {
        for (int space = 0; space < plan->space_count; space++) {
            if (!tf_seating_may(plan, run, space, row)) {
                continue;
            }
            bool host_there = false;
            for (int i = 0; i < who->length; i++) {
                host_there |= seating->torn[(row + i) * plan->run_count + run] >= TF_POINTS_NEVER;
            }
            anywhere = true;
            without_host |= !host_there;
        }
    }
    if (!anywhere && who->wished) {
        return TF_SCHEDULE_OFF_WISH;
    }
    return anywhere && !without_host ? TF_SCHEDULE_OFF_HOST : TF_SCHEDULE_OFF_FULL;
}

struct order {
    const struct tf_plan *plan;
    const struct tf_seating *seating;
};

static int compare(const struct order *order, int a, int b)
{
    const struct tf_seating *seating = order->seating;
    bool a_off = seating->row[a] < 0, b_off = seating->row[b] < 0;
    if (a_off != b_off) {
        return a_off ? 1 : -1;
    }
    if (a_off && order->plan->runs[a].want != order->plan->runs[b].want) {
        return order->plan->runs[a].want > order->plan->runs[b].want ? -1 : 1;
    }
    if (seating->row[a] != seating->row[b]) {
        return seating->row[a] < seating->row[b] ? -1 : 1;
    }
    if (seating->space[a] != seating->space[b]) {
        return seating->space[a] < seating->space[b] ? -1 : 1;
    }
    return (a > b) - (a < b);
}

/* qsort_r is not everywhere; 1,500 runs sorted by insertion are a millisecond, once. */
static void sort_runs(int *runs, int count, const struct order *order)
{
    for (int i = 0; i < count; i++) {
        int run = i, at = i;
        for (; at > 0 && compare(order, runs[at - 1], run) > 0; at--) {
            runs[at] = runs[at - 1];
        }
        runs[at] = run;
    }
}

void tf_schedule_entries_of(struct tf_schedule_entry *out, int *runs, const struct tf_plan *plan,
                            const struct tf_seating *seating)
{
    struct order order = {plan, seating};
    sort_runs(runs, plan->run_count, &order);
    for (int i = 0; i < plan->run_count; i++) {
        int run = runs[i];
        const struct tf_run *who = &plan->runs[run];
        uint64_t session = who->session->record.key.id;
        out[i] = (struct tf_schedule_entry){
            .session = session,
            .placement = who->placement != NULL ? who->placement->record.key.id : 0,
            .fixed = who->fixed,
            .star_count = tf_board_star_count(plan->board, session),
        };
        if (seating->row[run] >= 0) {
            fill_placed(&out[i], plan, seating, run);
        } else {
            out[i].off = why_off(plan, seating, run);
        }
    }
}
