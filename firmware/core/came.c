#include "core/came.h"

#include "base/text.h"
#include "core/host_names.h"
#include "core/topics.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_LOOK_DAYS = 30, SECOND_LOOK_DAYS = 90 };
enum { HOSTS_MAX = 16 }; /* of one session that are told apart */

/* While it is counted. Somebody is a name (its hash) or a device. */
struct counting {
    struct tf_came *came;
    const struct tf_board *board;
    int64_t now_s;
    uint64_t *noted; /* sessions that somebody wrote about, ascending */
    size_t noted_count;
    uint64_t *known; /* names and devices that proposed, ascending */
    size_t known_count;
    bool is_short; /* of memory */
};

static void *room(struct counting *c, size_t count, size_t size)
{
    void *items = calloc(count + 1, size);
    c->is_short = c->is_short || items == NULL;
    return items;
}

static int by_number(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static size_t each_once(uint64_t *numbers, size_t count)
{
    size_t kept = 0;
    if (count > 1) {
        qsort(numbers, count, sizeof(*numbers), by_number);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || numbers[kept - 1] != numbers[i]) {
            numbers[kept++] = numbers[i];
        }
    }
    return kept;
}

static bool has(const uint64_t *numbers, size_t count, uint64_t number)
{
    return count > 0 && bsearch(&number, numbers, count, sizeof(number), by_number) != NULL;
}

/* ---- sessions ---- */

/* What it has become by merges; itself when it was not merged. */
static const struct tf_session *root_of(const struct tf_board *board, const struct tf_session *session)
{
    size_t steps = tf_table_count(board->tables[TF_KIND_SESSION]);
    while (session != NULL && session->state == TF_SESSION_MERGED && steps-- > 0) {
        session = tf_board_session(board, session->merged_into);
    }
    return session;
}

static bool is_told(const struct tf_note *note)
{
    return !note->hidden && (note->happened[0] | note->mattered[0] | note->next[0] | note->text[0]) != '\0';
}

static void find_noted(struct counting *c)
{
    const struct tf_table *notes = c->board->tables[TF_KIND_NOTE];
    c->noted = room(c, tf_table_count(notes), sizeof(*c->noted));
    for (struct tf_table_iter it = tf_table_first(notes); it.record != NULL && !c->is_short;
         tf_table_next(&it)) {
        const struct tf_session *own = tf_board_session(c->board, it.record->key.owner);
        const struct tf_session *root =
            own != NULL && own->state != TF_SESSION_HIDDEN ? root_of(c->board, own) : NULL;
        if (root != NULL && is_told(TF_NOTE(it.record))) {
            c->noted[c->noted_count++] = root->record.key.id;
        }
    }
    if (!c->is_short) {
        c->noted_count = each_once(c->noted, c->noted_count);
    }
}

static void put(struct tf_came *came, enum tf_came_list list, const struct tf_session *session)
{
    came->lists[list][came->counts[list]++] = session;
}

/* In the order of the grid: each where it is held first. */
static void list_held(struct counting *c)
{
    const struct tf_grid *grid = c->board->grid;
    for (size_t i = 0; i < grid->placement_count; i++) {
        const struct tf_placement *placement = grid->placements[i], *next = NULL;
        const struct tf_session *session = tf_board_session(c->board, placement->session);
        int64_t start = tf_grid_start(grid, placement), end = 0;
        bool is_first = tf_grid_placement_of(grid, placement->session, NULL) == placement;
        if (session == NULL || session->state != TF_SESSION_PLACED || !is_first || start > c->now_s) {
            continue;
        }
        while ((next = tf_grid_placement_of(grid, placement->session, next)) != NULL) {
            end = tf_grid_end(grid, next);
        }
        put(c->came, TF_CAME_HELD, session);
        if (has(c->noted, c->noted_count, session->record.key.id)) {
            put(c->came, TF_CAME_WITH_NOTES, session);
        } else if (end <= c->now_s) {
            put(c->came, TF_CAME_WITHOUT_NOTES, session);
        }
    }
}

static void list_sessions(struct counting *c)
{
    const struct tf_table *sessions = c->board->tables[TF_KIND_SESSION];
    for (size_t i = 0; i < TF_CAME_LIST_COUNT; i++) {
        c->came->lists[i] = room(c, tf_table_count(sessions), sizeof(const struct tf_session *));
    }
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL && !c->is_short;
         tf_table_next(&it)) {
        c->came->proposed += TF_SESSION(it.record)->state != TF_SESSION_HIDDEN;
        if (TF_SESSION(it.record)->state == TF_SESSION_OPEN) {
            put(c->came, TF_CAME_NOT_HELD, TF_SESSION(it.record));
        }
    }
    if (!c->is_short) {
        list_held(c);
    }
}

/* ---- actions ---- */

static int by_owner(const void *left, const void *right)
{
    const struct tf_action *a = *(const struct tf_action *const *)left,
                           *b = *(const struct tf_action *const *)right;
    bool is_named = a->who[0] != '\0', other_is = b->who[0] != '\0';
    int who = is_named != other_is ? (is_named ? -1 : 1) : strcmp(a->who, b->who);
    if (who != 0) {
        return who;
    }
    int64_t due = a->due != 0 ? a->due : INT64_MAX, other_due = b->due != 0 ? b->due : INT64_MAX;
    return due != other_due ? (due < other_due ? -1 : 1) : tf_key_compare(a->record.key, b->record.key);
}

static void list_actions(struct counting *c, int64_t today)
{
    struct tf_came *came = c->came;
    const struct tf_table *actions = c->board->tables[TF_KIND_ACTION];
    came->actions = room(c, tf_table_count(actions), sizeof(*came->actions));
    for (struct tf_table_iter it = tf_table_first(actions); it.record != NULL && !c->is_short;
         tf_table_next(&it)) {
        const struct tf_action *action = TF_ACTION(it.record);
        const struct tf_session *session = tf_board_session(c->board, it.record->key.owner);
        if (session == NULL || session->state == TF_SESSION_HIDDEN) {
            continue;
        }
        came->actions[came->action_count++] = action;
        came->done_count += action->done;
        came->late_count += tf_came_is_left(action) && action->due != 0 && action->due < today;
    }
    if (came->action_count > 1) {
        qsort(came->actions, came->action_count, sizeof(*came->actions), by_owner);
    }
}

/* ---- people ---- */

static uint64_t of_device(uint64_t device)
{
    return device | UINT64_C(1) << 63;
}

static uint64_t of_name(const char *folded, size_t len)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (unsigned char)folded[i]) * UINT64_C(1099511628211);
    }
    return (hash & ~(UINT64_C(1) << 63)) | 1;
}

/* "": nobody, or nothing that is a name. NULL: no memory, and that is noted. The caller's. */
static char *fold(struct counting *c, const char *text)
{
    char *folded = NULL;
    enum tf_err err = tf_text_fold(&folded, text);
    folded = err == TF_ERR_INVALID ? strdup("") : folded;
    c->is_short = c->is_short || folded == NULL;
    return folded;
}

/* Its hosts' names into `out`; how many. */
static size_t names_of(struct counting *c, uint64_t *out, const struct tf_session *session)
{
    size_t count = 0;
    char *folded = fold(c, session->host);
    const char *rest = folded;
    struct tf_host_name name = {.len = 1};
    while (folded != NULL && count < HOSTS_MAX && (name = tf_host_names_next(&rest)).len > 0) {
        out[count++] = of_name(name.text, name.len);
    }
    free(folded);
    return count;
}

/* Hosts are as many as there are names; who proposed without one is a device. */
static void find_proposers(struct counting *c)
{
    const struct tf_table *sessions = c->board->tables[TF_KIND_SESSION];
    size_t most = tf_table_count(sessions), hosts = 0, others = 0;
    uint64_t *names = room(c, most * HOSTS_MAX, sizeof(*names)), *unnamed = room(c, most, sizeof(*unnamed));
    c->known = room(c, most * (HOSTS_MAX + 1), sizeof(*c->known));
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL && !c->is_short;
         tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        if (session->state == TF_SESSION_HIDDEN) {
            continue;
        }
        size_t own = names_of(c, names + hosts, session);
        hosts += own;
        if (session->device != 0) {
            c->known[c->known_count++] = of_device(session->device);
            unnamed[others] = of_device(session->device);
            others += own == 0;
        }
    }
    if (!c->is_short) {
        c->came->host_count = each_once(names, hosts);
        c->came->proposers = c->came->host_count + each_once(unnamed, others);
        memcpy(c->known + c->known_count, names, c->came->host_count * sizeof(*names));
        c->known_count = each_once(c->known, c->known_count + c->came->host_count);
    }
    free(names);
    free(unnamed);
}

/* Who wrote something; 0: nobody knows, or somebody who proposed. */
static uint64_t writer(struct counting *c, const char *name, uint64_t device)
{
    char *folded = fold(c, name);
    uint64_t named = folded != NULL && folded[0] != '\0' ? of_name(folded, strlen(folded)) : 0;
    uint64_t who = device != 0 ? of_device(device) : named;
    bool is_known = has(c->known, c->known_count, who) || has(c->known, c->known_count, named);
    free(folded);
    return is_known ? 0 : who;
}

static uint64_t writer_of(struct counting *c, const struct tf_record *record)
{
    switch (record->kind) {
    case TF_KIND_NOTE:
        return is_told(TF_NOTE(record)) ? writer(c, TF_NOTE(record)->author, TF_NOTE(record)->device) : 0;
    case TF_KIND_ACTION:
        return writer(c, "", TF_ACTION(record)->device);
    default:
        return tf_topics_is_shown(c->board, TF_TOPIC(record)) ? writer(c, "", TF_TOPIC(record)->device) : 0;
    }
}

static void find_contributors(struct counting *c)
{
    static const enum tf_kind KINDS[] = {TF_KIND_NOTE, TF_KIND_ACTION, TF_KIND_TOPIC};
    size_t most = 0, count = 0;
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        most += tf_table_count(c->board->tables[KINDS[i]]);
    }
    uint64_t *who = room(c, most, sizeof(*who));
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        struct tf_table_iter it = tf_table_first(c->board->tables[KINDS[i]]);
        for (; it.record != NULL && !c->is_short; tf_table_next(&it)) {
            who[count] = writer_of(c, it.record);
            count += who[count] != 0;
        }
    }
    c->came->contributors = c->is_short ? 0 : each_once(who, count);
    free(who);
}

/* ---- what is looked at rather than read ---- */

/* Round spans, the shortest that gives few enough bars; the first begins before the first proposal. */
static int64_t span_of(int64_t seconds)
{
    static const int64_t SPANS_S[] = {900, 1800, 3600, 7200, 14400, 43200, 86400};
    for (size_t i = 0; i < sizeof(SPANS_S) / sizeof(SPANS_S[0]); i++) {
        if (seconds / SPANS_S[i] + 2 <= TF_CAME_BARS_MAX) {
            return SPANS_S[i];
        }
    }
    return (seconds / (TF_CAME_BARS_MAX - 2) / 86400 + 1) * 86400;
}

/* Who brought a schedule along does not say when each session was proposed. */
static bool is_timed(const struct tf_session *session)
{
    return session->state != TF_SESSION_HIDDEN && session->proposed_at > 0;
}

static void plot_proposals(struct counting *c)
{
    struct tf_came *came = c->came;
    const struct tf_table *sessions = c->board->tables[TF_KIND_SESSION];
    int64_t first = INT64_MAX, last = 0;
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        int64_t at = TF_SESSION(it.record)->proposed_at;
        if (is_timed(TF_SESSION(it.record))) {
            first = at < first ? at : first;
            last = at > last ? at : last;
        }
    }
    if (last == 0) {
        return;
    }
    int64_t span = came->proposal_span_s = span_of(last - first);
    first -= first % span; /* bars begin with the quarter of an hour, the hour */
    came->proposal_bars = (size_t)((last - first) / span) + 1;
    for (size_t i = 0; i < came->proposal_bars; i++) {
        came->proposals[i] = (struct tf_came_bar){.start = first + (int64_t)i * span};
    }
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        if (is_timed(TF_SESSION(it.record))) {
            came->proposals[(TF_SESSION(it.record)->proposed_at - first) / span].count++;
        }
    }
}

static void plot_rows(struct counting *c)
{
    const struct tf_grid *grid = c->board->grid;
    struct tf_came *came = c->came;
    for (size_t i = 0; i < grid->placement_count; i++) {
        const struct tf_placement *placement = grid->placements[i];
        const struct tf_session *session = tf_board_session(c->board, placement->session);
        int64_t start = tf_grid_start(grid, placement);
        if (session == NULL || session->state != TF_SESSION_PLACED || start > c->now_s) {
            continue;
        }
        struct tf_came_bar *bar = came->row_bars > 0 ? &came->rows[came->row_bars - 1] : NULL;
        if (bar == NULL || bar->start != start) {
            if (came->row_bars == TF_CAME_BARS_MAX) {
                memmove(came->rows, came->rows + 1, (TF_CAME_BARS_MAX - 1) * sizeof(came->rows[0]));
                came->row_bars--;
            }
            bar = &came->rows[came->row_bars++];
            *bar = (struct tf_came_bar){.start = start};
        }
        bar->count++;
        bar->with_notes += has(c->noted, c->noted_count, placement->session);
    }
}

enum tf_err tf_came_count(struct tf_came *out, const struct tf_board *board, int64_t now_s, int64_t today)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    *out = (struct tf_came){.people = gathering != NULL ? (size_t)gathering->people : 0};
    struct counting c = {.came = out, .board = board, .now_s = now_s};
    find_noted(&c);
    list_sessions(&c);
    list_actions(&c, today);
    find_proposers(&c);
    find_contributors(&c);
    if (!c.is_short) {
        plot_proposals(&c);
        plot_rows(&c);
    }
    free(c.noted);
    free(c.known);
    if (c.is_short) {
        tf_came_free(out);
        return TF_ERR_NOMEM;
    }
    return TF_OK;
}

bool tf_came_is_left(const struct tf_action *action)
{
    enum tf_standing last = action->after_90 != TF_STANDING_UNSAID ? action->after_90 : action->after_30;
    return !action->done && last != TF_STANDING_DROPPED;
}

uint64_t tf_came_stand(struct tf_action *want, enum tf_standing standing, int64_t days)
{
    bool is_second = days >= (FIRST_LOOK_DAYS + SECOND_LOOK_DAYS) / 2; /* the nearer of the two */
    want->done = standing == TF_STANDING_DONE;
    *(is_second ? &want->after_90 : &want->after_30) = standing;
    return tf_schema_mask(TF_KIND_ACTION, "done") |
           tf_schema_mask(TF_KIND_ACTION, is_second ? "after_90" : "after_30");
}

void tf_came_free(struct tf_came *came)
{
    for (size_t i = 0; i < TF_CAME_LIST_COUNT; i++) {
        free(came->lists[i]);
    }
    free(came->actions);
    *came = (struct tf_came){0};
}
