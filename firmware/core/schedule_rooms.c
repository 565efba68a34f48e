/* The best rooms for the runs of one row, without changing who is in it: an assignment problem, solved by the
 * Hungarian method with potentials (Kuhn 1955; in the O(n³) form of Jonker and Volgenant 1987). */
#include "core/schedule_in.h"

#include <stdlib.h>
#include <string.h>

struct rooms {
    const struct tf_plan *plan;
    int row;
    int *runs;   /* [count]: those that may change rooms */
    int *spaces; /* [space_count]: rooms that they may have */
    int count, space_count;
    /* Numbered from 1, as the method has it; 0 is nobody. */
    int64_t *run_potential, *space_potential, *slack;
    int *holder, *way; /* [space]: whose it is; from which space the path came */
    bool *seen;
};

static int64_t price(const struct rooms *rooms, int run, int space)
{
    return tf_seating_alone(rooms->plan, rooms->runs[run - 1], rooms->spaces[space - 1], rooms->row);
}

static bool allocate(struct rooms *rooms, const struct tf_plan *plan)
{
    size_t most = (size_t)plan->space_count + 1;
    rooms->plan = plan;
    rooms->runs = calloc(most * 4, sizeof(int));
    rooms->run_potential = calloc(most * 3, sizeof(int64_t));
    rooms->seen = calloc(most, sizeof(bool));
    if (rooms->runs == NULL || rooms->run_potential == NULL || rooms->seen == NULL) {
        return false;
    }
    rooms->spaces = rooms->runs + most;
    rooms->holder = rooms->spaces + most;
    rooms->way = rooms->holder + most;
    rooms->space_potential = rooms->run_potential + most;
    rooms->slack = rooms->space_potential + most;
    return true;
}

static void release(struct rooms *rooms)
{
    free(rooms->runs);
    free(rooms->run_potential);
    free(rooms->seen);
}

/* A room takes part when it is free, or held by a run of one row that is not fixed. */
static void collect(struct rooms *rooms, const struct tf_seating *seating, int row)
{
    const struct tf_plan *plan = rooms->plan;
    rooms->row = row;
    for (int space = 0; space < plan->space_count; space++) {
        const struct tf_space *there = plan->board->grid->spaces[space];
        int run = seating->cells[row * plan->space_count + space];
        bool takes_part = run < 0 || (!plan->runs[run].fixed && plan->runs[run].length == 1);
        if (there->shared || there->closed || !takes_part) {
            continue;
        }
        rooms->spaces[rooms->space_count++] = space;
        if (run >= 0) {
            rooms->runs[rooms->count++] = run;
        }
    }
}

/* Room for one more run: the cheapest chain of changes. */
static void give_room(struct rooms *rooms, int run)
{
    int spaces = rooms->space_count, at = 0;
    rooms->holder[0] = run;
    for (int space = 0; space <= spaces; space++) {
        rooms->slack[space] = INT64_MAX;
        rooms->seen[space] = false;
    }
    do {
        rooms->seen[at] = true;
        int who = rooms->holder[at], next = 0;
        int64_t step = INT64_MAX;
        for (int space = 1; space <= spaces; space++) {
            if (rooms->seen[space]) {
                continue;
            }
            int64_t now =
                price(rooms, who, space) - rooms->run_potential[who] - rooms->space_potential[space];
            if (now < rooms->slack[space]) {
                rooms->slack[space] = now;
                rooms->way[space] = at;
            }
            if (rooms->slack[space] < step) {
                step = rooms->slack[space];
                next = space;
            }
        }
        for (int space = 0; space <= spaces; space++) {
            if (rooms->seen[space]) {
                rooms->run_potential[rooms->holder[space]] += step;
                rooms->space_potential[space] -= step;
            } else {
                rooms->slack[space] -= step;
            }
        }
        at = next;
    } while (rooms->holder[at] != 0);
    for (; at != 0; at = rooms->way[at]) {
        rooms->holder[at] = rooms->holder[rooms->way[at]];
    }
}

static void seat(const struct rooms *rooms, struct tf_seating *seating)
{
    for (int i = 0; i < rooms->count; i++) {
        tf_seating_take(rooms->plan, seating, rooms->runs[i]);
    }
    for (int space = 1; space <= rooms->space_count; space++) {
        if (rooms->holder[space] != 0) {
            tf_seating_put(rooms->plan, seating, rooms->runs[rooms->holder[space] - 1],
                           rooms->spaces[space - 1], rooms->row);
        }
    }
}

/* What the rooms found cost, less what those held now do. */
static int64_t gain(const struct rooms *rooms, const struct tf_seating *seating)
{
    int64_t sum = 0;
    for (int space = 1; space <= rooms->space_count; space++) {
        int who = rooms->holder[space];
        if (who != 0 && price(rooms, who, space) >= TF_POINTS_NEVER) {
            return 0;
        }
        if (who != 0) {
            int run = rooms->runs[who - 1];
            sum += price(rooms, who, space) -
                   tf_seating_alone(rooms->plan, run, seating->space[run], rooms->row);
        }
    }
    return sum;
}

enum tf_err tf_rooms_settle(const struct tf_plan *plan, struct tf_seating *seating, int row)
{
    struct rooms rooms = {0};
    enum tf_err err = allocate(&rooms, plan) ? TF_OK : TF_ERR_NOMEM;
    if (err == TF_OK) {
        collect(&rooms, seating, row);
        for (int run = 1; run <= rooms.count; run++) {
            give_room(&rooms, run);
        }
        if (gain(&rooms, seating) < 0) { /* and where nobody gains, nobody moves */
            seat(&rooms, seating);
        }
    }
    release(&rooms);
    return err;
}
