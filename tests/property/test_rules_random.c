/* Thousands of random commands, sensible and hostile. Whatever they are: deciding is pure, what is decided
 * keeps every invariant, and it can be taken back and done again exactly. */
#include "core/rules.h"
#include "core/schedule.h"
#include "support/support.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COMMANDS    6000
#define HISTORY_MAX 20000

struct world {
    struct tf_rng rng;
    struct tf_board *board;
    struct tf_event *history[HISTORY_MAX + 1]; /* by sequence, from 2 on; owned */
    size_t decided[TF_VERB_COMMAND_COUNT], refused[TF_REASON_COUNT];
};

static bool one_in(struct world *w, uint64_t n)
{
    return tf_rng_below(&w->rng, n) == 0;
}

static void assert_sound(const struct tf_board *board, const struct tf_event *event)
{
    struct tf_problem problem = {0};
    if (tf_board_check(board, &problem) != TF_OK) {
        fail_msg("after %s (event %" PRIu64 "): %s: %s", tf_verb_name(event->verb), event->sequence,
                 problem.where, problem.what);
    }
}

static void assert_same_event(const struct tf_event *a, const struct tf_event *b)
{
    assert_int_equal(a->verb, b->verb);
    assert_int_equal(a->at, b->at);
    assert_true(a->id == b->id && a->undoes == b->undoes && a->sequence == 0 && b->sequence == 0);
    assert_int_equal(a->change_count, b->change_count);
    for (size_t i = 0; i < a->change_count; i++) {
        assert_true(tf_record_equal(a->changes[i].before, b->changes[i].before));
        assert_true(tf_record_equal(a->changes[i].after, b->changes[i].after));
    }
}

static void assert_same_refusal(const struct tf_refusal *a, const struct tf_refusal *b)
{
    assert_int_equal(a->reason, b->reason);
    assert_true(a->subject == b->subject && a->free_cell_count == b->free_cell_count);
    assert_string_equal(a->field, b->field);
    assert_memory_equal(a->free_cells, b->free_cells, sizeof(a->free_cells));
}

static struct tf_board *applied(struct tf_board *board, struct tf_event *event)
{
    struct tf_board *next = NULL;
    event->sequence = board->revision + 1;
    assert_int_equal(tf_board_apply(&next, board, event), TF_OK);
    return next;
}

/* A free cell that is offered is one: empty, shared, or the mover's own. */
static void assert_offers_are_free(const struct tf_board *board, const struct tf_command *command,
                                   const struct tf_refusal *refusal)
{
    assert_true(refusal->free_cell_count <= TF_REFUSAL_CELLS_MAX);
    for (size_t i = 0; i < refusal->free_cell_count; i++) {
        const struct tf_space *space = tf_board_space(board, refusal->free_cells[i].space);
        const struct tf_slot *slot = tf_board_slot(board, refusal->free_cells[i].slot);
        assert_non_null(space);
        assert_non_null(slot);
        assert_false(space->closed);
        assert_int_equal(slot->kind, TF_SLOT_SESSION);
        const struct tf_placement *there =
            tf_grid_cell(board->grid, tf_grid_space_index(board->grid, refusal->free_cells[i].space),
                         tf_grid_slot_index(board->grid, refusal->free_cells[i].slot));
        int64_t left_s = slot->start - command->at;
        assert_false(command->actor.role == TF_ROLE_GUEST && left_s > 0 &&
                     left_s <= tf_board_gathering(board)->freeze_min * 60);
        assert_true(there == NULL || space->shared || there->record.key.id == command->placement ||
                    there->record.key.id == command->other);
    }
}

static enum tf_err decide_twice(struct world *w, struct tf_event **out, const struct tf_command *command,
                                const struct tf_event *past)
{
    struct tf_event *one = NULL, *two = NULL;
    struct tf_refusal no = {0}, no_again = {0};
    struct tf_warning warning = {0}, warning_again = {0};
    uint64_t hash = tf_board_hash(w->board);
    enum tf_err err = tf_rules_decide(&one, w->board, command, past, &no, &warning);
    assert_int_equal(tf_rules_decide(&two, w->board, command, past, &no_again, &warning_again), err);
    assert_true(tf_board_hash(w->board) == hash);
    assert_same_refusal(&no, &no_again);
    assert_true(warning.host_also_in == warning_again.host_also_in);
    assert_true(warning.displaced == warning_again.displaced);
    if (err != TF_OK) {
        assert_null(one);
        assert_null(two);
        assert_int_not_equal(no.reason, TF_REASON_NONE);
        assert_true(err == TF_ERR_CONFLICT || err == TF_ERR_NOT_FOUND || err == TF_ERR_INVALID ||
                    err == TF_ERR_LIMIT || err == TF_ERR_DENIED);
        assert_offers_are_free(w->board, command, &no);
        w->refused[no.reason]++;
        return err;
    }
    assert_int_equal(no.reason, TF_REASON_NONE);
    assert_true(one->change_count > 0);
    assert_same_event(one, two);
    tf_event_unref(two);
    *out = one;
    return TF_OK;
}

static struct tf_command *undo_of(struct world *w, uint64_t sequence, enum tf_role role, uint64_t device)
{
    struct tf_actor actor = {role, device};
    struct tf_command *command =
        tf_command_create(TF_VERB_UNDO, actor, w->board->changed_at, tf_rng_id(&w->rng));
    assert_non_null(command);
    command->sequence = sequence;
    return command;
}

/* The event that takes `event` back, applied: it must be possible, for nothing came between. */
static struct tf_board *taken_back(struct world *w, struct tf_board *board, const struct tf_event *event,
                                   struct tf_event **undo)
{
    struct tf_refusal no = {0};
    struct tf_command *command = undo_of(w, event->sequence, TF_ROLE_SYSTEM, 0);
    *undo = NULL;
    enum tf_err err = tf_rules_decide(undo, board, command, event, &no, NULL);
    if (err != TF_OK) {
        fail_msg("%s cannot be undone at once: %s, field %s, subject %" PRIu64, tf_verb_name(event->verb),
                 tf_reason_name(no.reason), no.field, no.subject);
    }
    assert_true((*undo)->undoes == event->sequence);
    tf_command_destroy(command);
    struct tf_board *next = applied(board, *undo);
    assert_sound(next, *undo);
    return next;
}

static void assert_undo_and_redo(struct world *w, struct tf_board *after, const struct tf_event *event)
{
    struct tf_event *undo = NULL, *redo = NULL, *again = NULL;
    struct tf_board *back = taken_back(w, after, event, &undo);
    if (!tf_board_equal(back, w->board)) {
        fail_msg("undoing %s does not give what was before", tf_verb_name(event->verb));
    }
    struct tf_board *forth = taken_back(w, back, undo, &redo);
    assert_true(tf_board_equal(forth, after));
    struct tf_board *back_again = taken_back(w, forth, redo, &again);
    assert_true(tf_board_equal(back_again, w->board));
    tf_board_unref(back);
    tf_board_unref(forth);
    tf_board_unref(back_again);
    tf_event_unref(undo);
    tf_event_unref(redo);
    tf_event_unref(again);
}

/* In the last minutes before a row no guest changes what is in it, but by withdrawing or merging. */
static void assert_frozen_rows_stay(const struct tf_board *before, const struct tf_board *after,
                                    const struct tf_event *event)
{
    const struct tf_gathering *gathering = tf_board_gathering(before);
    const struct tf_grid *grid = before->grid;
    if (gathering == NULL || event->actor.role != TF_ROLE_GUEST || event->verb == TF_VERB_WITHDRAW ||
        event->verb == TF_VERB_MERGE) {
        return;
    }
    for (size_t row = 0; row < grid->slot_count; row++) {
        int64_t left_s = grid->slots[row]->start - event->at;
        if (left_s <= 0 || left_s > gathering->freeze_min * 60) {
            continue;
        }
        for (size_t space = 0; space < grid->space_count; space++) {
            const struct tf_placement *was = tf_grid_cell(grid, (int)space, (int)row);
            const struct tf_placement *is = tf_grid_cell(after->grid, (int)space, (int)row);
            assert_true((was == NULL) == (is == NULL));
            assert_true(was == NULL || was->record.key.id == is->record.key.id);
        }
    }
}

static const struct tf_event *past_of(const struct world *w, const struct tf_command *command)
{
    uint64_t sequence = command->sequence;
    return command->verb == TF_VERB_UNDO && sequence <= w->board->revision && sequence <= HISTORY_MAX
               ? w->history[sequence]
               : NULL;
}

static void step(struct world *w, struct tf_command *command)
{
    struct tf_event *event = NULL;
    if (command->verb == TF_VERB_SET_UP && command->actor.role == TF_ROLE_SYSTEM) {
        command->actor.role =
            TF_ROLE_ORGANISER; /* the clock's: undoing it stops the clock, see test_phases */
    }
    if (decide_twice(w, &event, command, past_of(w, command)) == TF_OK) {
        struct tf_board *next = applied(w->board, event);
        assert_sound(next, event);
        assert_frozen_rows_stay(w->board, next, event);
        if (one_in(w, 2)) {
            assert_undo_and_redo(w, next, event);
        }
        tf_board_unref(w->board);
        w->board = next;
        w->decided[event->verb]++;
        assert_true(event->sequence <= HISTORY_MAX);
        w->history[event->sequence] = event;
    }
    tf_command_destroy(command);
}

static uint64_t strange_number(struct world *w)
{
    static const uint64_t STRANGE[] = {0,
                                       1,
                                       UINT64_MAX,
                                       (uint64_t)INT64_MAX,
                                       (uint64_t)INT64_MIN,
                                       (uint64_t)INT64_MAX / 60,
                                       (uint64_t)INT64_MIN / 60,
                                       TF_ID_MAX,
                                       TF_ID_MAX + 1};
    return STRANGE[tf_rng_below(&w->rng, sizeof(STRANGE) / sizeof(STRANGE[0]))];
}

/* Spoils one member of a command, or its record's fields. */
static void spoil(struct world *w, struct tf_command *command)
{
    uint64_t *ids[] = {&command->session,   &command->other,    &command->space,       &command->slot,
                       &command->placement, &command->sequence, &command->actor.device};
    const struct tf_record *record = NULL;
    switch (tf_rng_below(&w->rng, 8)) {
    case 0:
        *ids[tf_rng_below(&w->rng, 7)] = strange_number(w);
        break;
    case 1:
        command->count = (int64_t)strange_number(w);
        break;
    case 2:
        command->minutes = (int64_t)strange_number(w);
        break;
    case 3:
        command->at = (int64_t)strange_number(w);
        break;
    case 4:
        command->verb = (enum tf_verb)tf_rng_below(&w->rng, 40);
        break;
    case 5:
        command->actor.role = (enum tf_role)tf_rng_below(&w->rng, 9);
        break;
    case 6:
        command->fields = tf_rng_u64(&w->rng);
        break;
    default:
        record = support_random_record(&w->rng, (enum tf_kind)tf_rng_below(&w->rng, TF_KIND_COUNT));
        assert_int_equal(tf_command_set_record(command, record, tf_rng_u64(&w->rng)), TF_OK);
        tf_record_unref(record);
        break;
    }
}

/* A record of this kind from the board; NULL: there is none. */
static const struct tf_record *some_record(struct world *w, enum tf_kind kind)
{
    size_t count = tf_table_count(w->board->tables[kind]);
    struct tf_table_iter it = tf_table_first(w->board->tables[kind]);
    for (uint64_t skip = count == 0 ? 0 : tf_rng_below(&w->rng, count); skip > 0; skip--) {
        tf_table_next(&it);
    }
    return it.record;
}

/* An IMPORT that puts things which are there, or nearly: with one field changed to another's value;
 * or takes them away. */
static struct tf_command *near_import(struct world *w)
{
    struct tf_actor actor = {TF_ROLE_SYSTEM, 0};
    struct tf_command *command =
        tf_command_create(TF_VERB_IMPORT, actor, SUPPORT_10H00_S, tf_rng_id(&w->rng));
    assert_non_null(command);
    for (uint64_t i = 1 + tf_rng_below(&w->rng, 3); i > 0; i--) {
        enum tf_kind kind = (enum tf_kind)tf_rng_below(&w->rng, TF_KIND_COUNT);
        const struct tf_record *record = some_record(w, kind), *other = some_record(w, kind), *mix = NULL;
        if (record == NULL) {
            continue;
        }
        if (one_in(w, 4)) {
            assert_int_equal(tf_command_add_removal(command, record), TF_OK);
            continue;
        }
        uint64_t mask = UINT64_C(1) << tf_rng_below(&w->rng, tf_schema_of(kind)->field_count);
        assert_int_equal(tf_record_merge(&mix, record, other, mask), TF_OK);
        assert_int_equal(tf_command_add_record(command, mix), TF_OK);
        tf_record_unref(mix);
    }
    return command;
}

/* What support's commands seldom hit: rows and spaces edited into each other, and neighbours of them. */
static struct tf_command *near_edit(struct world *w)
{
    struct tf_actor actor = {TF_ROLE_ORGANISER, 0};
    bool of_slot = one_in(w, 2);
    enum tf_kind kind = of_slot ? TF_KIND_SLOT : TF_KIND_SPACE;
    const struct tf_record *record = some_record(w, kind), *other = some_record(w, kind);
    struct tf_command *command = tf_command_create(of_slot ? TF_VERB_EDIT_SLOT : TF_VERB_EDIT_SPACE, actor,
                                                   SUPPORT_10H00_S, tf_rng_id(&w->rng));
    assert_non_null(command);
    if (record == NULL) {
        return command;
    }
    command->slot = command->space = record->key.id;
    if (of_slot) {
        struct tf_slot slot = {.record.kind = TF_KIND_SLOT, .title = ""};
        int64_t at = TF_SLOT(other)->end + 1800 * ((int64_t)tf_rng_below(&w->rng, 5) - 2);
        slot.start = at;
        slot.end = at + 1800;
        slot.day = TF_SLOT(one_in(w, 2) ? other : record)->day;
        slot.kind = (enum tf_slot_kind)tf_rng_below(&w->rng, TF_SLOT_KIND_COUNT);
        assert_int_equal(tf_command_set_record(command, &slot.record, tf_rng_u64(&w->rng) | 7), TF_OK);
        return command;
    }
    assert_int_equal(tf_command_set_record(command, other, tf_rng_u64(&w->rng)), TF_OK);
    return command;
}

/* An edit of what may be edited, which support's commands seldom keep to. */
static struct tf_command *card_edit(struct world *w)
{
    static const char *const FIELDS[] = {"title", "host", "about", "track", "needs", "read_for_me"};
    struct tf_actor actor = {(enum tf_role)tf_rng_below(&w->rng, TF_ROLE_COUNT), 0};
    struct tf_command *command = tf_command_create(TF_VERB_EDIT, actor, SUPPORT_10H00_S, tf_rng_id(&w->rng));
    const struct tf_record *record = some_record(w, TF_KIND_SESSION);
    const struct tf_record *from = support_random_record(&w->rng, TF_KIND_SESSION);
    uint64_t field = tf_schema_mask(TF_KIND_SESSION, FIELDS[tf_rng_below(&w->rng, 6)]);
    assert_non_null(command);
    command->session = record == NULL ? 0 : record->key.id;
    assert_int_equal(tf_command_set_record(command, from, field), TF_OK);
    tf_record_unref(from);
    return command;
}

/* The last minutes before a row are kept; or a guest goes somewhere then. */
static struct tf_command *freeze_command(struct world *w)
{
    const struct tf_gathering *now = tf_board_gathering(w->board);
    bool holds = now != NULL && now->freeze_min >= 60;
    struct tf_actor actor = {holds ? TF_ROLE_GUEST : TF_ROLE_ORGANISER, 0};
    struct tf_command *command =
        tf_command_create(holds ? TF_VERB_MOVE : TF_VERB_SET_UP, actor, SUPPORT_10H00_S, tf_rng_id(&w->rng));
    assert_non_null(command);
    if (holds) {
        const struct tf_record *placement = some_record(w, TF_KIND_PLACEMENT);
        const struct tf_record *space = some_record(w, TF_KIND_SPACE), *slot = some_record(w, TF_KIND_SLOT);
        command->placement = placement == NULL ? 0 : placement->key.id;
        command->space = space == NULL ? 0 : space->key.id;
        command->slot = slot == NULL ? 0 : slot->key.id;
    } else if (now != NULL) {
        struct tf_gathering want = *now;
        want.freeze_min = TF_FREEZE_MIN_MAX;
        assert_int_equal(
            tf_command_set_record(command, &want.record, tf_schema_mask(TF_KIND_GATHERING, "freeze_min")),
            TF_OK);
    }
    return command;
}

/* Something with a placement that is there, by somebody whom no lock stops. */
static struct tf_command *placement_command(struct world *w)
{
    static const enum tf_verb VERBS[] = {TF_VERB_EXTEND, TF_VERB_SWAP, TF_VERB_MOVE, TF_VERB_LOCK,
                                         TF_VERB_UNPLACE};
    struct tf_actor actor = {TF_ROLE_HELPER, 0};
    struct tf_command *command =
        tf_command_create(VERBS[tf_rng_below(&w->rng, 5)], actor, SUPPORT_10H00_S, tf_rng_id(&w->rng));
    const struct tf_record *placement = some_record(w, TF_KIND_PLACEMENT);
    const struct tf_record *other = some_record(w, TF_KIND_PLACEMENT);
    const struct tf_record *space = some_record(w, TF_KIND_SPACE), *slot = some_record(w, TF_KIND_SLOT);
    assert_non_null(command);
    command->placement = placement == NULL ? 0 : placement->key.id;
    command->other = other == NULL ? 0 : other->key.id;
    command->space = space == NULL ? 0 : space->key.id;
    command->slot = slot == NULL ? 0 : slot->key.id;
    command->count = (int64_t)tf_rng_below(&w->rng, 4) - 1;
    command->replace = one_in(w, 2);
    command->on = one_in(w, 2);
    return command;
}

/* A device takes back the star it gave. */
static struct tf_command *unstar_command(struct world *w)
{
    const struct tf_record *star = some_record(w, TF_KIND_STAR);
    struct tf_actor actor = {TF_ROLE_GUEST, star == NULL ? 1 : star->key.id};
    struct tf_command *command =
        tf_command_create(TF_VERB_UNSTAR, actor, SUPPORT_10H00_S, tf_rng_id(&w->rng));
    assert_non_null(command);
    command->session = star == NULL ? 0 : star->key.owner;
    return command;
}

/* Hosts ask each other, and answer: of two sessions, of which one may ask the other already, by whoever may
 * or may not. */
static struct tf_command *merge_command(struct world *w)
{
    static const enum tf_verb VERBS[] = {TF_VERB_ASK_MERGE, TF_VERB_ASK_MERGE, TF_VERB_MERGE,
                                         TF_VERB_UNASK_MERGE};
    const struct tf_record *one = some_record(w, TF_KIND_SESSION), *other = some_record(w, TF_KIND_SESSION);
    for (int tries = 0; tries < 8 && one != NULL && TF_SESSION(one)->asks_into == 0; tries++) {
        one = some_record(w, TF_KIND_SESSION);
    }
    struct tf_actor actor = {TF_ROLE_GUEST, 0};
    if (one != NULL && one_in(w, 2)) {
        actor.device = TF_SESSION(one_in(w, 2) ? one : other)->device;
    }
    struct tf_command *command =
        tf_command_create(VERBS[tf_rng_below(&w->rng, 4)], actor, SUPPORT_10H00_S, tf_rng_id(&w->rng));
    assert_non_null(command);
    if (one != NULL) {
        command->session = one->key.id;
        command->other =
            TF_SESSION(one)->asks_into != 0 && !one_in(w, 3) ? TF_SESSION(one)->asks_into : other->key.id;
    }
    return command;
}

/* A schedule of the board as it is: the rules must agree with what it proposes. */
static struct tf_command *schedule_command(struct world *w)
{
    struct tf_schedule *schedule = NULL;
    struct tf_command *command = NULL;
    struct tf_schedule_options options = {.seed = tf_rng_u64(&w->rng), .step_count = 300};
    struct tf_actor actor = {TF_ROLE_ORGANISER, 0};
    if (tf_schedule_create(&schedule, w->board, &options, NULL) != TF_OK) {
        return tf_command_create(TF_VERB_SCHEDULE, actor, SUPPORT_10H00_S, tf_rng_id(&w->rng));
    }
    while (!tf_schedule_look(schedule, 300)) {
    }
    assert_int_equal(tf_schedule_command(&command, schedule, actor, SUPPORT_10H00_S, &w->rng), TF_OK);
    tf_schedule_destroy(schedule);
    return command;
}

/* The event begins to hold proposals back, or the convergence; a topic is brought into another. */
static struct tf_command *event_command(struct world *w)
{
    static const char *const FIELDS[] = {"phase", "drafts", "approves", "dots"};
    struct tf_actor actor = {TF_ROLE_ORGANISER, 0};
    bool of_topic = one_in(w, 2);
    struct tf_command *command = tf_command_create(of_topic ? TF_VERB_TOPIC : TF_VERB_SET_UP, actor,
                                                   SUPPORT_10H00_S, tf_rng_id(&w->rng));
    const struct tf_record *from = support_random_record(&w->rng, TF_KIND_GATHERING);
    const struct tf_record *topic = some_record(w, TF_KIND_TOPIC), *other = some_record(w, TF_KIND_TOPIC);
    assert_non_null(command);
    if (of_topic && topic != NULL) {
        struct tf_topic want = *TF_TOPIC(topic);
        want.into = one_in(w, 4) ? 0 : other->key.id;
        want.hidden = one_in(w, 5);
        assert_int_equal(tf_command_set_record(command, &want.record, tf_schema_all(TF_KIND_TOPIC)), TF_OK);
    } else {
        uint64_t field = tf_schema_mask(TF_KIND_GATHERING, FIELDS[tf_rng_below(&w->rng, 4)]);
        command->verb = TF_VERB_SET_UP;
        assert_int_equal(tf_command_set_record(command, from, field), TF_OK);
    }
    tf_record_unref(from);
    return command;
}

static struct tf_command *some_command(struct world *w)
{
    uint64_t newest = w->board->revision;
    if (newest > 1 && one_in(w, 10)) {
        uint64_t sequence = 2 + tf_rng_below(&w->rng, newest - 1);
        return undo_of(w, sequence, (enum tf_role)tf_rng_below(&w->rng, TF_ROLE_COUNT),
                       tf_rng_below(&w->rng, 3));
    }
    if (one_in(w, 12)) {
        return near_import(w);
    }
    if (one_in(w, 12)) {
        return near_edit(w);
    }
    if (one_in(w, 20)) {
        return card_edit(w);
    }
    if (one_in(w, 8)) {
        return placement_command(w);
    }
    if (one_in(w, 20)) {
        return freeze_command(w);
    }
    if (one_in(w, 60)) {
        return schedule_command(w);
    }
    if (one_in(w, 40)) {
        return unstar_command(w);
    }
    if (one_in(w, 20)) {
        return merge_command(w);
    }
    if (one_in(w, 25)) {
        return event_command(w);
    }
    struct tf_command *command = support_random_command(&w->rng, w->board, SUPPORT_10H00_S, newest);
    if (one_in(w, 6)) {
        spoil(w, command);
    }
    if (one_in(w, 3)) {
        command->actor.role = TF_ROLE_SYSTEM;
    }
    return command;
}

static void play(struct world *w, struct tf_board *board, uint64_t seed, size_t commands)
{
    memset(w, 0, sizeof(*w));
    tf_rng_seed(&w->rng, seed);
    w->board = board;
    for (size_t i = 0; i < commands; i++) {
        step(w, some_command(w));
    }
}

static void world_free(struct world *w)
{
    tf_board_unref(w->board);
    for (size_t i = 0; i <= HISTORY_MAX; i++) {
        tf_event_unref(w->history[i]);
    }
    free(w);
}

static void random_commands_keep_every_invariant_and_can_be_undone(void **state)
{
    (void)state;
    uint64_t seed = support_seed("random commands");
    size_t decided[TF_VERB_COMMAND_COUNT] = {0}, refused[TF_REASON_COUNT] = {0};
    for (uint64_t round = 0; round < 3; round++) {
        struct world *w = calloc(1, sizeof(*w));
        assert_non_null(w);
        struct tf_rng rng;
        tf_rng_seed(&rng, seed + round);
        struct tf_board *board = support_random_board(&rng, 4, 5, 2, 30, 40, 10);
        play(w, board, seed + round, COMMANDS / 3);
        for (size_t i = 0; i < TF_VERB_COMMAND_COUNT; i++) {
            decided[i] += w->decided[i];
        }
        for (size_t i = 0; i < TF_REASON_COUNT; i++) {
            refused[i] += w->refused[i];
        }
        world_free(w);
    }
    /* A random test that never gets anywhere proves nothing. */
    for (size_t i = 0; i < TF_VERB_COMMAND_COUNT; i++) {
        if (decided[i] == 0) {
            fail_msg("%s was never decided", tf_verb_name((enum tf_verb)i));
        }
    }
    assert_true(refused[TF_REASON_FROZEN] > 0);
    for (size_t i = 0; i < TF_REASON_COUNT; i++) {
        print_message("%s %zu  ", tf_reason_name((enum tf_reason)i), refused[i]);
    }
    print_message("\n");
    for (size_t i = 0; i < TF_VERB_COMMAND_COUNT; i++) {
        print_message("%s %zu  ", tf_verb_name((enum tf_verb)i), decided[i]);
    }
    print_message("\n");
}

static void random_commands_on_an_empty_board_do_no_harm(void **state)
{
    (void)state;
    uint64_t seed = support_seed("empty board");
    struct world *w = calloc(1, sizeof(*w));
    assert_non_null(w);
    struct tf_board *board = NULL;
    assert_int_equal(tf_board_create(&board), TF_OK);
    play(w, board, seed, 0);
    step(w, support_propose("Bees", 1777, "NEWCD")); /* one that must wait for the set-up */
    for (size_t i = 0; i < 1500; i++) {
        step(w, some_command(w));
    }
    assert_true(w->decided[TF_VERB_SET_UP] > 0);
    assert_true(w->refused[TF_REASON_NO_EVENT] > 0);
    world_free(w);
}

/* Everything that happened, taken back in reverse order, is the board of the beginning. */
static void a_whole_day_can_be_rolled_back(void **state)
{
    (void)state;
    uint64_t seed = support_seed("roll back");
    struct world *w = calloc(1, sizeof(*w));
    assert_non_null(w);
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    struct tf_board *first = support_random_board(&rng, 4, 5, 2, 30, 40, 10);
    play(w, tf_board_ref(first), seed, 600);
    assert_true(w->board->revision > 100);
    for (uint64_t sequence = w->board->revision; sequence > 1; sequence--) {
        struct tf_event *undo = NULL;
        struct tf_board *next = taken_back(w, w->board, w->history[sequence], &undo);
        tf_event_unref(undo);
        tf_board_unref(w->board);
        w->board = next;
    }
    assert_true(tf_board_equal(w->board, first));
    tf_board_unref(first);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_commands_keep_every_invariant_and_can_be_undone),
        cmocka_unit_test(random_commands_on_an_empty_board_do_no_harm),
        cmocka_unit_test(a_whole_day_can_be_rolled_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
