/* Who wants what, and who would be in two places: from stars and hosts to points for each two runs. */
#include "core/schedule_in.h"

#include "base/text.h"
#include "core/host_names.h"

#include <stdlib.h>
#include <string.h>

/* A device wants a session: it starred it, or proposed it. */
struct want {
    uint64_t device;
    int run; /* the session's first */
    bool starred;
};

struct wants {
    struct want *list;
    size_t count;
};

static int by_device(const void *left, const void *right)
{
    const struct want *a = left, *b = right;
    if (a->device != b->device) {
        return a->device < b->device ? -1 : 1;
    }
    return (a->run > b->run) - (a->run < b->run);
}

static bool is_first_run(const struct tf_plan *plan, int run)
{
    return run == 0 || plan->runs[run].session != plan->runs[run - 1].session;
}

/* How many runs the session has whose first this is. */
static int runs_from(const struct tf_plan *plan, int first)
{
    int run = first + 1;
    while (run < plan->run_count && !is_first_run(plan, run)) {
        run++;
    }
    return run - first;
}

static enum tf_err collect(struct wants *wants, const struct tf_plan *plan)
{
    const struct tf_table *stars = plan->board->tables[TF_KIND_STAR];
    wants->list = calloc(tf_table_count(stars) + (size_t)plan->run_count + 1, sizeof(*wants->list));
    if (wants->list == NULL) {
        return TF_ERR_NOMEM;
    }
    for (int run = 0; run < plan->run_count; run += runs_from(plan, run)) {
        const struct tf_session *session = plan->runs[run].session;
        uint64_t id = session->record.key.id;
        struct tf_table_iter it = tf_table_from(stars, (struct tf_key){id, 0});
        for (; it.record != NULL && it.record->key.owner == id; tf_table_next(&it)) {
            wants->list[wants->count++] = (struct want){it.record->key.id, run, true};
        }
        if (session->device != 0) {
            wants->list[wants->count++] = (struct want){session->device, run, false};
        }
    }
    qsort(wants->list, wants->count, sizeof(*wants->list), by_device);
    return TF_OK;
}

/* One device's wants: points for each two of them, and for each star. */
static void count_device(struct tf_plan *plan, const struct want *wants, size_t count, int64_t budget)
{
    int64_t stars = 0;
    for (size_t i = 0; i < count; i++) {
        stars += wants[i].starred;
    }
    bool over = budget > 0 && stars > 0 && stars > budget;
    int32_t points = over ? (int32_t)(TF_POINTS_STAR * budget / stars) : TF_POINTS_STAR;
    for (size_t i = 0; i < count; i++) {
        plan->runs[wants[i].run].want += wants[i].starred ? points : 0;
        int32_t *row = &plan->pair[wants[i].run * plan->run_count];
        for (size_t j = 0; j < count; j++) {
            row[wants[j].run] += i != j ? points : 0;
        }
    }
}

static void count_wants(struct tf_plan *plan, const struct wants *wants, int64_t budget)
{
    size_t next = 0;
    for (size_t first = 0; first < wants->count; first = next) {
        while (next < wants->count && wants->list[next].device == wants->list[first].device) {
            next++;
        }
        count_device(plan, &wants->list[first], next - first, budget);
    }
}

/* From sessions to runs: a session's people spread over its runs. */
static void spread(struct tf_plan *plan)
{
    int runs = plan->run_count;
    for (int a = 0; a < runs; a += runs_from(plan, a)) {
        int a_runs = runs_from(plan, a);
        for (int b = 0; b < runs; b += runs_from(plan, b)) {
            int b_runs = runs_from(plan, b);
            int32_t points = plan->pair[a * runs + b] / (a_runs * b_runs);
            for (int i = 0; i < a_runs * b_runs; i++) {
                plan->pair[(a + i / b_runs) * runs + b + i % b_runs] = points;
            }
        }
        for (int i = a_runs - 1; i >= 0; i--) {
            plan->runs[a + i].want = plan->runs[a].want / a_runs;
            int64_t off = (int64_t)plan->runs[a + i].want * TF_POINTS_OFF_PERCENT / 100;
            plan->runs[a + i].off =
                TF_POINTS_OFF + (int32_t)(off < TF_POINTS_OFF_MOST ? off : TF_POINTS_OFF_MOST);
        }
    }
}

static void set_never(struct tf_plan *plan, int a, int b)
{
    if (a != b) {
        plan->pair[a * plan->run_count + b] = TF_POINTS_NEVER;
        plan->pair[b * plan->run_count + a] = TF_POINTS_NEVER;
    }
}

/* Whoever is fixed in two places at once was put there by people: that counts as nothing we could change. */
static void excuse_fixed(struct tf_plan *plan)
{
    for (int a = 0; a < plan->run_count; a++) {
        for (int b = 0; b < plan->run_count; b++) {
            if (plan->runs[a].fixed && plan->runs[b].fixed) {
                plan->pair[a * plan->run_count + b] = 0;
            }
        }
    }
}

/* A host is in one place at a time, and a session in one of its runs. */
static enum tf_err keep_hosts_apart(struct tf_plan *plan)
{
    enum tf_err err = TF_OK;
    char **folded = calloc((size_t)plan->run_count + 1, sizeof(*folded));
    if (folded == NULL) {
        return TF_ERR_NOMEM;
    }
    for (int a = 0; a < plan->run_count && err == TF_OK; a++) {
        const char *host = plan->runs[a].session->host;
        err = host[0] == '\0' ? TF_OK : tf_text_fold(&folded[a], host);
        err = err == TF_ERR_NOMEM ? err : TF_OK; /* text that cannot be folded is nobody's name */
        for (int b = 0; b < a && err == TF_OK; b++) {
            if (plan->runs[a].session == plan->runs[b].session ||
                (folded[a] != NULL && folded[b] != NULL && tf_host_names_share(folded[a], folded[b]))) {
                set_never(plan, a, b);
            }
        }
    }
    for (int run = 0; run < plan->run_count; run++) {
        free(folded[run]);
    }
    free(folded);
    return err;
}

enum tf_err tf_plan_wants(struct tf_plan *plan, int64_t budget)
{
    struct wants wants = {0};
    size_t pairs = (size_t)plan->run_count * (size_t)plan->run_count;
    plan->pair = tf_arena_alloc(&plan->arena, pairs * sizeof(*plan->pair) + 1);
    if (plan->pair == NULL) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = collect(&wants, plan);
    if (err == TF_OK) {
        count_wants(plan, &wants, budget);
        spread(plan);
        err = keep_hosts_apart(plan);
        excuse_fixed(plan);
    }
    free(wants.list);
    return err;
}
