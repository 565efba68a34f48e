#include "core/phases.h"

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* A stamp from a clock that was wrong, far ahead, passes nothing over. */
static int64_t passed_over_until(const struct tf_gathering *gathering, int64_t now_s)
{
    return gathering->phase_since <= now_s + TF_PHASE_NOTICE_S ? gathering->phase_since : 0;
}

/* The last row that begins a phase and is due, or will be within the notice; NULL. */
static const struct tf_slot *due_row(const struct tf_board *board, int64_t now_s)
{
    int64_t after = passed_over_until(tf_board_gathering(board), now_s);
    const struct tf_slot *due = NULL;
    for (size_t i = 0; i < board->grid->slot_count; i++) {
        const struct tf_slot *slot = board->grid->slots[i];
        if (slot->begins != TF_BEGINS_NOTHING && slot->start > after &&
            slot->start <= now_s + TF_PHASE_NOTICE_S) {
            due = slot; /* rows are by start */
        }
    }
    return due;
}

static enum tf_phase phase_of(const struct tf_slot *slot)
{
    return (enum tf_phase)((int)slot->begins - 1);
}

/* The row that an announcement was for begins later now. */
static bool is_put_off(const struct tf_board *board, int64_t now_s)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    if (!gathering->by_clock || due_row(board, now_s) != NULL) {
        return false;
    }
    for (size_t i = 0; i < board->grid->slot_count; i++) {
        const struct tf_slot *slot = board->grid->slots[i];
        if (slot->begins != TF_BEGINS_NOTHING && phase_of(slot) == gathering->next_phase &&
            slot->start > now_s + TF_PHASE_NOTICE_S) {
            return true;
        }
    }
    return false;
}

bool tf_phases_step(const struct tf_board *board, int64_t now_s, struct tf_gathering *want, uint64_t *fields)
{
    const struct tf_gathering *now = tf_board_gathering(board);
    if (now == NULL) {
        return false;
    }
    uint64_t phase = tf_schema_mask(TF_KIND_GATHERING, "phase");
    uint64_t next = tf_schema_mask(TF_KIND_GATHERING, "next_phase");
    uint64_t next_at = tf_schema_mask(TF_KIND_GATHERING, "next_phase_at");
    *want = *now;
    if (now->next_phase_at != 0) {
        bool begins = now_s >= now->next_phase_at;
        want->phase = begins ? now->next_phase : now->phase;
        want->next_phase_at = 0;
        *fields = begins ? phase | next_at : next_at;
        return begins || is_put_off(board, now_s);
    }
    const struct tf_slot *row = now->by_clock ? due_row(board, now_s) : NULL;
    if (row == NULL || phase_of(row) == now->phase) {
        return false;
    }
    want->next_phase = phase_of(row);
    want->next_phase_at = now_s + TF_PHASE_NOTICE_S; /* the row's start, or late, but never unannounced */
    *fields = next | next_at;
    return true;
}

int64_t tf_phases_due_s(const struct tf_board *board, int64_t now_s)
{
    struct tf_gathering want;
    uint64_t fields = 0;
    const struct tf_gathering *now = tf_board_gathering(board);
    if (tf_phases_step(board, now_s, &want, &fields)) {
        return now_s;
    }
    int64_t due_s = INT64_MAX;
    if (now != NULL && now->next_phase_at > now_s) {
        due_s = now->next_phase_at;
    }
    for (size_t i = 0; now != NULL && now->by_clock && i < board->grid->slot_count; i++) {
        const struct tf_slot *slot = board->grid->slots[i];
        if (slot->begins != TF_BEGINS_NOTHING && slot->start - TF_PHASE_NOTICE_S > now_s) {
            due_s = earlier(due_s, slot->start - TF_PHASE_NOTICE_S);
        }
    }
    return due_s;
}
