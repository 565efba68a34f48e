#include "core/bell.h"

struct due {
    enum tf_bell bell;
    int64_t at;
};

static void consider(struct due *last, enum tf_bell bell, int64_t at, int64_t after_s, int64_t until_s)
{
    if (at > after_s && at <= until_s && at >= last->at) {
        *last = (struct due){bell, at};
    }
}

enum tf_bell tf_bell_between(const struct tf_board *board, int64_t after_s, int64_t until_s)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    struct due last = {TF_BELL_NONE, INT64_MIN};
    if (gathering == NULL || gathering->phase != TF_PHASE_SESSIONS) {
        return TF_BELL_NONE;
    }
    for (size_t i = 0; i < board->grid->slot_count; i++) {
        const struct tf_slot *slot = board->grid->slots[i];
        if (slot->kind != TF_SLOT_SESSION) {
            continue;
        }
        consider(&last, TF_BELL_BEGIN, slot->start, after_s, until_s);
        if (slot->end - slot->start > 2 * TF_BELL_SOON_S) { /* of ten minutes, five are no warning */
            consider(&last, TF_BELL_SOON_OVER, slot->end - TF_BELL_SOON_S, after_s, until_s);
        }
        consider(&last, TF_BELL_END, slot->end, after_s, until_s);
    }
    return last.bell; /* rows are by start: where one begins as another ends, beginning is what is heard */
}
