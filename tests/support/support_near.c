/* Random commands that fit what is there, or nearly: what commands drawn at large seldom hit. */
#include "core/schedule.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static bool one_in(struct tf_rng *rng, uint64_t n)
{
    return tf_rng_below(rng, n) == 0;
}

static uint64_t strange_number(struct tf_rng *rng)
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
    return STRANGE[tf_rng_below(rng, sizeof(STRANGE) / sizeof(STRANGE[0]))];
}

void support_spoil(struct tf_rng *rng, struct tf_command *command)
{
    uint64_t *ids[] = {&command->session,   &command->other,    &command->space,       &command->slot,
                       &command->placement, &command->sequence, &command->actor.device};
    const struct tf_record *record = NULL;
    switch (tf_rng_below(rng, 8)) {
    case 0:
        *ids[tf_rng_below(rng, 7)] = strange_number(rng);
        break;
    case 1:
        command->count = (int64_t)strange_number(rng);
        break;
    case 2:
        command->minutes = (int64_t)strange_number(rng);
        break;
    case 3:
        command->at = (int64_t)strange_number(rng);
        break;
    case 4:
        command->verb = (enum tf_verb)tf_rng_below(rng, 40);
        break;
    case 5:
        command->actor.role = (enum tf_role)tf_rng_below(rng, 9);
        break;
    case 6:
        command->fields = tf_rng_u64(rng);
        break;
    default:
        record = support_random_record(rng, (enum tf_kind)tf_rng_below(rng, TF_KIND_COUNT));
        assert_int_equal(tf_command_set_record(command, record, tf_rng_u64(rng)), TF_OK);
        tf_record_unref(record);
        break;
    }
}

/* A record of this kind from the board; NULL: there is none. */
static const struct tf_record *some_record(struct tf_rng *rng, const struct tf_board *board,
                                           enum tf_kind kind)
{
    size_t count = tf_table_count(board->tables[kind]);
    struct tf_table_iter it = tf_table_first(board->tables[kind]);
    for (uint64_t skip = count == 0 ? 0 : tf_rng_below(rng, count); skip > 0; skip--) {
        tf_table_next(&it);
    }
    return it.record;
}

/* An IMPORT that puts things which are there, or nearly: with one field changed to another's value;
 * or takes them away. */
static struct tf_command *near_import(struct tf_rng *rng, const struct tf_board *board)
{
    struct tf_actor actor = {TF_ROLE_SYSTEM, 0};
    struct tf_command *command = tf_command_create(TF_VERB_IMPORT, actor, SUPPORT_10H00_S, tf_rng_id(rng));
    assert_non_null(command);
    for (uint64_t i = 1 + tf_rng_below(rng, 3); i > 0; i--) {
        enum tf_kind kind = (enum tf_kind)tf_rng_below(rng, TF_KIND_COUNT);
        const struct tf_record *record = some_record(rng, board, kind),
                               *other = some_record(rng, board, kind), *mix = NULL;
        if (record == NULL) {
            continue;
        }
        if (one_in(rng, 4)) {
            assert_int_equal(tf_command_add_removal(command, record), TF_OK);
            continue;
        }
        uint64_t mask = UINT64_C(1) << tf_rng_below(rng, tf_schema_of(kind)->field_count);
        assert_int_equal(tf_record_merge(&mix, record, other, mask), TF_OK);
        assert_int_equal(tf_command_add_record(command, mix), TF_OK);
        tf_record_unref(mix);
    }
    return command;
}

/* What support's commands seldom hit: rows and spaces edited into each other, and neighbours of them. */
static struct tf_command *near_edit(struct tf_rng *rng, const struct tf_board *board)
{
    struct tf_actor actor = {TF_ROLE_ORGANISER, 0};
    bool of_slot = one_in(rng, 2);
    enum tf_kind kind = of_slot ? TF_KIND_SLOT : TF_KIND_SPACE;
    const struct tf_record *record = some_record(rng, board, kind), *other = some_record(rng, board, kind);
    struct tf_command *command = tf_command_create(of_slot ? TF_VERB_EDIT_SLOT : TF_VERB_EDIT_SPACE, actor,
                                                   SUPPORT_10H00_S, tf_rng_id(rng));
    assert_non_null(command);
    if (record == NULL) {
        return command;
    }
    command->slot = command->space = record->key.id;
    if (of_slot) {
        struct tf_slot slot = {.record.kind = TF_KIND_SLOT, .title = ""};
        int64_t at = TF_SLOT(other)->end + 1800 * ((int64_t)tf_rng_below(rng, 5) - 2);
        slot.start = at;
        slot.end = at + 1800;
        slot.day = TF_SLOT(one_in(rng, 2) ? other : record)->day;
        slot.kind = (enum tf_slot_kind)tf_rng_below(rng, TF_SLOT_KIND_COUNT);
        assert_int_equal(tf_command_set_record(command, &slot.record, tf_rng_u64(rng) | 7), TF_OK);
        return command;
    }
    assert_int_equal(tf_command_set_record(command, other, tf_rng_u64(rng)), TF_OK);
    return command;
}

/* An edit of what may be edited, which support's commands seldom keep to. */
static struct tf_command *card_edit(struct tf_rng *rng, const struct tf_board *board)
{
    static const char *const FIELDS[] = {"title", "host", "about", "track", "needs", "read_for_me"};
    struct tf_actor actor = {(enum tf_role)tf_rng_below(rng, TF_ROLE_COUNT), 0};
    struct tf_command *command = tf_command_create(TF_VERB_EDIT, actor, SUPPORT_10H00_S, tf_rng_id(rng));
    const struct tf_record *record = some_record(rng, board, TF_KIND_SESSION);
    const struct tf_record *from = support_random_record(rng, TF_KIND_SESSION);
    uint64_t field = tf_schema_mask(TF_KIND_SESSION, FIELDS[tf_rng_below(rng, 6)]);
    assert_non_null(command);
    command->session = record == NULL ? 0 : record->key.id;
    assert_int_equal(tf_command_set_record(command, from, field), TF_OK);
    tf_record_unref(from);
    return command;
}

/* The last minutes before a row are kept; or a guest goes somewhere then. */
static struct tf_command *freeze_command(struct tf_rng *rng, const struct tf_board *board)
{
    const struct tf_gathering *now = tf_board_gathering(board);
    bool holds = now != NULL && now->freeze_min >= 60;
    struct tf_actor actor = {holds ? TF_ROLE_GUEST : TF_ROLE_ORGANISER, 0};
    struct tf_command *command =
        tf_command_create(holds ? TF_VERB_MOVE : TF_VERB_SET_UP, actor, SUPPORT_10H00_S, tf_rng_id(rng));
    assert_non_null(command);
    if (holds) {
        const struct tf_record *placement = some_record(rng, board, TF_KIND_PLACEMENT);
        const struct tf_record *space = some_record(rng, board, TF_KIND_SPACE),
                               *slot = some_record(rng, board, TF_KIND_SLOT);
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
static struct tf_command *placement_command(struct tf_rng *rng, const struct tf_board *board)
{
    static const enum tf_verb VERBS[] = {TF_VERB_EXTEND, TF_VERB_SWAP, TF_VERB_MOVE, TF_VERB_LOCK,
                                         TF_VERB_UNPLACE};
    struct tf_actor actor = {TF_ROLE_HELPER, 0};
    struct tf_command *command =
        tf_command_create(VERBS[tf_rng_below(rng, 5)], actor, SUPPORT_10H00_S, tf_rng_id(rng));
    const struct tf_record *placement = some_record(rng, board, TF_KIND_PLACEMENT);
    const struct tf_record *other = some_record(rng, board, TF_KIND_PLACEMENT);
    const struct tf_record *space = some_record(rng, board, TF_KIND_SPACE),
                           *slot = some_record(rng, board, TF_KIND_SLOT);
    assert_non_null(command);
    command->placement = placement == NULL ? 0 : placement->key.id;
    command->other = other == NULL ? 0 : other->key.id;
    command->space = space == NULL ? 0 : space->key.id;
    command->slot = slot == NULL ? 0 : slot->key.id;
    command->count = (int64_t)tf_rng_below(rng, 4) - 1;
    command->replace = one_in(rng, 2);
    command->on = one_in(rng, 2);
    return command;
}

/* A device takes back the star it gave, or the dot. */
static struct tf_command *unstar_command(struct tf_rng *rng, const struct tf_board *board)
{
    const struct tf_record *dot = some_record(rng, board, TF_KIND_DOT);
    if (dot != NULL && one_in(rng, 2)) {
        struct tf_actor whose = {one_in(rng, 2) ? TF_ROLE_GUEST : TF_ROLE_HELPER, TF_DOT(dot)->device};
        struct tf_command *undot = tf_command_create(TF_VERB_UNDOT, whose, SUPPORT_10H00_S, tf_rng_id(rng));
        assert_non_null(undot);
        undot->other = TF_DOT(dot)->topic;
        return undot;
    }
    const struct tf_record *star = some_record(rng, board, TF_KIND_STAR);
    struct tf_actor actor = {TF_ROLE_GUEST, star == NULL ? 1 : star->key.id};
    struct tf_command *command = tf_command_create(TF_VERB_UNSTAR, actor, SUPPORT_10H00_S, tf_rng_id(rng));
    assert_non_null(command);
    command->session = star == NULL ? 0 : star->key.owner;
    return command;
}

/* Hosts ask each other, and answer: of two sessions, of which one may ask the other already, by whoever may
 * or may not. */
static struct tf_command *merge_command(struct tf_rng *rng, const struct tf_board *board)
{
    static const enum tf_verb VERBS[] = {TF_VERB_ASK_MERGE, TF_VERB_ASK_MERGE, TF_VERB_MERGE,
                                         TF_VERB_UNASK_MERGE};
    const struct tf_record *one = some_record(rng, board, TF_KIND_SESSION),
                           *other = some_record(rng, board, TF_KIND_SESSION);
    for (int tries = 0; tries < 8 && one != NULL && TF_SESSION(one)->asks_into == 0; tries++) {
        one = some_record(rng, board, TF_KIND_SESSION);
    }
    struct tf_actor actor = {TF_ROLE_GUEST, 0};
    if (one != NULL && one_in(rng, 2)) {
        actor.device = TF_SESSION(one_in(rng, 2) ? one : other)->device;
    }
    struct tf_command *command =
        tf_command_create(VERBS[tf_rng_below(rng, 4)], actor, SUPPORT_10H00_S, tf_rng_id(rng));
    assert_non_null(command);
    if (one != NULL) {
        command->session = one->key.id;
        command->other =
            TF_SESSION(one)->asks_into != 0 && !one_in(rng, 3) ? TF_SESSION(one)->asks_into : other->key.id;
    }
    return command;
}

/* A schedule of the board as it is: the rules must agree with what it proposes. */
static struct tf_command *schedule_command(struct tf_rng *rng, const struct tf_board *board)
{
    struct tf_schedule *schedule = NULL;
    struct tf_command *command = NULL;
    struct tf_schedule_options options = {.seed = tf_rng_u64(rng), .step_count = 300};
    struct tf_actor actor = {TF_ROLE_ORGANISER, 0};
    if (tf_schedule_create(&schedule, board, &options, NULL) != TF_OK) {
        return tf_command_create(TF_VERB_SCHEDULE, actor, SUPPORT_10H00_S, tf_rng_id(rng));
    }
    while (!tf_schedule_look(schedule, 300)) {
    }
    assert_int_equal(tf_schedule_command(&command, schedule, actor, SUPPORT_10H00_S, rng), TF_OK);
    tf_schedule_destroy(schedule);
    return command;
}

/* The event begins to hold proposals back, or the convergence; a topic is brought into another. */
static struct tf_command *event_command(struct tf_rng *rng, const struct tf_board *board)
{
    static const char *const FIELDS[] = {"phase", "drafts", "approves", "dots"};
    struct tf_actor actor = {TF_ROLE_ORGANISER, 0};
    bool of_topic = one_in(rng, 2);
    struct tf_command *command =
        tf_command_create(of_topic ? TF_VERB_TOPIC : TF_VERB_SET_UP, actor, SUPPORT_10H00_S, tf_rng_id(rng));
    const struct tf_record *from = support_random_record(rng, TF_KIND_GATHERING);
    const struct tf_record *topic = some_record(rng, board, TF_KIND_TOPIC),
                           *other = some_record(rng, board, TF_KIND_TOPIC);
    assert_non_null(command);
    if (of_topic && topic != NULL) {
        struct tf_topic want = *TF_TOPIC(topic);
        want.into = one_in(rng, 4) ? 0 : other->key.id;
        want.hidden = one_in(rng, 5);
        assert_int_equal(tf_command_set_record(command, &want.record, tf_schema_all(TF_KIND_TOPIC)), TF_OK);
    } else {
        uint64_t field = tf_schema_mask(TF_KIND_GATHERING, FIELDS[tf_rng_below(rng, 4)]);
        command->verb = TF_VERB_SET_UP;
        assert_int_equal(tf_command_set_record(command, from, field), TF_OK);
    }
    tf_record_unref(from);
    return command;
}

struct tf_command *support_near_command(struct tf_rng *rng, const struct tf_board *board)
{
    static const struct {
        uint64_t weight;
        struct tf_command *(*make)(struct tf_rng *rng, const struct tf_board *board);
    } KINDS[] = {{10, near_import},   {10, near_edit},         {6, card_edit},
                 {6, freeze_command}, {15, placement_command}, {2, schedule_command},
                 {3, unstar_command}, {6, merge_command},      {5, event_command}};
    uint64_t sum = 0;
    size_t i = 0;
    for (size_t k = 0; k < sizeof(KINDS) / sizeof(KINDS[0]); k++) {
        sum += KINDS[k].weight;
    }
    for (uint64_t at = tf_rng_below(rng, sum); at >= KINDS[i].weight; i++) {
        at -= KINDS[i].weight;
    }
    return KINDS[i].make(rng, board);
}
