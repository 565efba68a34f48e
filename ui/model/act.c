#include "model/act.h"

bool tf_act_is_on_grid(enum tf_act_kind kind)
{
    return kind == TF_ACT_MOVE || kind == TF_ACT_PLACE || kind == TF_ACT_AGAIN;
}

enum tf_verb tf_act_verb(enum tf_act_kind kind, enum tf_act_way way)
{
    switch (kind) {
    case TF_ACT_MOVE:
        return way == TF_ACT_SWAP ? TF_VERB_SWAP : TF_VERB_MOVE;
    case TF_ACT_PLACE:
    case TF_ACT_AGAIN:
        return TF_VERB_PLACE;
    case TF_ACT_EXTEND:
    case TF_ACT_GIVE_BACK:
        return TF_VERB_EXTEND;
    case TF_ACT_UNPLACE:
        return TF_VERB_UNPLACE;
    case TF_ACT_MERGE:
        return way == TF_ACT_ASK     ? TF_VERB_ASK_MERGE
               : way == TF_ACT_UNASK ? TF_VERB_UNASK_MERGE
                                     : TF_VERB_MERGE;
    case TF_ACT_WITHDRAW:
        return TF_VERB_WITHDRAW;
    case TF_ACT_STAR:
        return TF_VERB_STAR;
    case TF_ACT_NONE:
    case TF_ACT_KIND_COUNT:
        break;
    }
    return TF_VERB_COUNT;
}

static const struct tf_placement *placement_of(const struct tf_board *board, uint64_t id)
{
    return TF_PLACEMENT(tf_board_get(board, TF_KIND_PLACEMENT, (struct tf_key){0, id}));
}

static uint64_t first_placement(const struct tf_board *board, uint64_t session)
{
    const struct tf_placement *first = tf_grid_placement_of(board->grid, session, NULL);
    return first != NULL ? first->record.key.id : 0;
}

void tf_act_begin(struct tf_act *act, const struct tf_board *board, uint64_t session, enum tf_act_kind kind,
                  uint64_t fresh)
{
    struct tf_act_done done = act->done;
    *act = (struct tf_act){
        .kind = kind,
        .session = session,
        .placement = first_placement(board, session),
        .fresh = fresh,
        .done = done,
        .role = act->role,
    };
}

void tf_act_end(struct tf_act *act)
{
    struct tf_act_done done = act->done;
    *act = (struct tf_act){.done = done, .role = act->role};
}

void tf_act_aim(struct tf_act *act, struct tf_cell cell)
{
    act->target = cell;
    act->has_target = true;
}

void tf_act_aim_at(struct tf_act *act, const struct tf_board *board, uint64_t placement)
{
    const struct tf_placement *there = placement_of(board, placement);
    if (there != NULL) {
        tf_act_aim(act, (struct tf_cell){there->space, there->slot});
    }
}

void tf_act_which(struct tf_act *act, const struct tf_board *board, uint64_t placement)
{
    const struct tf_placement *chosen = placement_of(board, placement);
    if (chosen != NULL && chosen->session == act->session) {
        act->placement = placement;
    }
}

void tf_act_merge_with(struct tf_act *act, uint64_t other)
{
    if (act->other != other) { /* who agreed, agreed to something else */
        act->other_agreed = false;
    }
    act->other = other;
}

void tf_act_agree(struct tf_act *act)
{
    act->other_agreed = !act->other_agreed;
}

bool tf_act_has_asked(const struct tf_act *act, const struct tf_board *board)
{
    const struct tf_session *session = tf_board_session(board, act->session);
    return session != NULL && act->other != 0 && session->asks_into == act->other;
}

static bool is_living(const struct tf_board *board, uint64_t session)
{
    const struct tf_session *record = tf_board_session(board, session);
    return record != NULL && (record->state == TF_SESSION_OPEN || record->state == TF_SESSION_PLACED);
}

void tf_act_follow(struct tf_act *act, const struct tf_board *board)
{
    if (act->kind == TF_ACT_NONE) {
        return;
    }
    const struct tf_placement *placement = placement_of(board, act->placement);
    if (placement == NULL || placement->session != act->session) {
        act->placement = first_placement(board, act->session);
    }
    if (act->has_target && (tf_board_space(board, act->target.space) == NULL ||
                            tf_board_slot(board, act->target.slot) == NULL)) {
        act->has_target = false;
    }
    if (act->other != 0 && act->command == 0 && !is_living(board, act->other)) {
        tf_act_merge_with(act, 0);
    }
}

const struct tf_placement *tf_act_in_the_way(const struct tf_act *act, const struct tf_board *board)
{
    const struct tf_grid *grid = board->grid;
    if (!act->has_target) {
        return NULL;
    }
    int space = tf_grid_space_index(grid, act->target.space),
        slot = tf_grid_slot_index(grid, act->target.slot);
    if (space < 0 || slot < 0 || grid->spaces[space]->shared) {
        return NULL;
    }
    const struct tf_placement *there = tf_grid_cell(grid, space, slot);
    return there != NULL && there->record.key.id != act->placement ? there : NULL;
}

/* What the rules need; the same for a trial and for the ledger. NULL: no memory. */
static struct tf_command *make(const struct tf_act *act, uint64_t other, enum tf_act_way way, int64_t at,
                               uint64_t id)
{
    struct tf_actor touchscreen = {.role = act->role, .device = 0};
    struct tf_command *command = tf_command_create(tf_act_verb(act->kind, way), touchscreen, at, id);
    if (command == NULL) {
        return NULL;
    }
    command->session = act->session;
    command->placement = command->verb == TF_VERB_PLACE ? act->fresh : act->placement;
    command->other = other;
    command->space = act->target.space;
    command->slot = act->target.slot;
    command->replace = way == TF_ACT_REPLACE;
    command->count = act->kind == TF_ACT_GIVE_BACK ? -1 : 1;
    return command;
}

static bool is_chosen(const struct tf_act *act)
{
    return act->kind != TF_ACT_NONE && (!tf_act_is_on_grid(act->kind) || act->has_target) &&
           (act->kind != TF_ACT_MERGE || act->other != 0);
}

struct tf_act_trial tf_act_try(const struct tf_act *act, const struct tf_board *board, enum tf_act_way way,
                               int64_t now_s)
{
    struct tf_act_trial trial = {.err = TF_ERR_INVALID};
    enum tf_verb verb = tf_act_verb(act->kind, way);
    if (board == NULL || verb == TF_VERB_COUNT) {
        return trial;
    }
    trial.policy = tf_policy_binds(tf_board_gathering(board), act->role, verb);
    if (trial.policy != NULL) {
        trial.err = TF_ERR_DENIED;
        trial.refusal.reason = TF_REASON_NOT_ALLOWED;
        return trial;
    }
    if (!is_chosen(act)) {
        return trial;
    }
    const struct tf_placement *there = way == TF_ACT_SWAP ? tf_act_in_the_way(act, board) : NULL;
    uint64_t other = way == TF_ACT_SWAP ? (there != NULL ? there->record.key.id : 0) : act->other;
    struct tf_command *command = make(act, other, way, now_s, act->fresh);
    if (command == NULL) {
        trial.err = TF_ERR_NOMEM;
        return trial;
    }
    if (verb == TF_VERB_MERGE) { /* what would happen once both hosts have said yes */
        command->actor.role = TF_ROLE_ORGANISER;
    }
    trial.err = tf_rules_decide(&trial.event, board, command, NULL, &trial.refusal, &trial.warning);
    tf_command_destroy(command);
    return trial;
}

void tf_act_trial_end(struct tf_act_trial *trial)
{
    tf_event_unref(trial->event);
    trial->event = NULL;
}

enum tf_err tf_act_command(struct tf_command **out, struct tf_act *act, const struct tf_board *board,
                           enum tf_act_way way, struct tf_rng *rng, int64_t now_s)
{
    if (act->command != 0) {
        return TF_ERR_BUSY;
    }
    bool lacks_word = act->kind == TF_ACT_MERGE && way == TF_ACT_PLAIN && act->role < TF_ROLE_ORGANISER &&
                      !act->other_agreed && !tf_act_has_asked(act, board);
    if (!is_chosen(act) || lacks_word || (way >= TF_ACT_ASK && act->kind != TF_ACT_MERGE)) {
        return TF_ERR_INVALID;
    }
    const struct tf_placement *there = way == TF_ACT_SWAP ? tf_act_in_the_way(act, board) : NULL;
    if (way == TF_ACT_SWAP && there == NULL) {
        return TF_ERR_INVALID;
    }
    struct tf_command *command =
        make(act, there != NULL ? there->record.key.id : act->other, way, now_s, tf_rng_id(rng));
    if (command == NULL) {
        return TF_ERR_NOMEM;
    }
    act->way = way;
    act->command = command->id;
    *out = command;
    return TF_OK;
}

enum tf_err tf_act_undo(struct tf_command **out, struct tf_act *act, struct tf_rng *rng, int64_t now_s)
{
    if (act->done.kind == TF_ACT_NONE) {
        return TF_ERR_NOT_FOUND;
    }
    if (act->done.undo != 0) {
        return TF_ERR_BUSY;
    }
    struct tf_actor touchscreen = {.role = act->role, .device = 0};
    struct tf_command *command = tf_command_create(TF_VERB_UNDO, touchscreen, now_s, tf_rng_id(rng));
    if (command == NULL) {
        return TF_ERR_NOMEM;
    }
    command->sequence = act->done.sequence;
    command->past = act->done.event;
    act->done.undo = command->id;
    *out = command;
    return TF_OK;
}

enum tf_act_outcome tf_act_answer(struct tf_act *act, uint64_t command, enum tf_err err,
                                  const struct tf_warning *warning, uint64_t sequence)
{
    if (command != 0 && command == act->done.undo) {
        act->done.undo = 0;
        if (err == TF_OK) {
            act->done = (struct tf_act_done){.kind = TF_ACT_NONE};
        }
        return err == TF_OK ? TF_ACT_TAKEN_BACK : TF_ACT_REFUSED;
    }
    if (command == 0 || command != act->command) {
        return TF_ACT_NOT_MINE;
    }
    act->command = 0;
    if (err != TF_OK) {
        return TF_ACT_REFUSED;
    }
    if (act->kind == TF_ACT_MERGE && act->way != TF_ACT_PLAIN) {
        return act->way == TF_ACT_ASK ? TF_ACT_ASKED : TF_ACT_UNASKED;
    }
    act->done = (struct tf_act_done){
        .kind = act->kind,
        .way = act->way,
        .session = act->session,
        .displaced = warning != NULL ? warning->displaced : 0,
        .sequence = sequence,
        .event = command,
    };
    tf_act_end(act);
    return TF_ACT_DONE;
}
