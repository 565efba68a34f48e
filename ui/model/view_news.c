#include "model/view.h"

/* Pinned ones first, then the newest. */
const char *tf_view_news(const struct tf_app_state *state)
{
    const struct tf_news *best = NULL;
    if (state->board == NULL) {
        return "";
    }
    for (struct tf_table_iter it = tf_table_first(state->board->tables[TF_KIND_NEWS]); it.record != NULL;
         tf_table_next(&it)) {
        const struct tf_news *news = TF_NEWS(it.record);
        bool is_over = news->expires_at != 0 && news->expires_at <= state->now_s;
        if (news->hidden || is_over) {
            continue;
        }
        bool is_better = best == NULL || (news->pinned && !best->pinned) ||
                         (news->pinned == best->pinned && news->at > best->at);
        best = is_better ? news : best;
    }
    return best != NULL ? best->text : "";
}
