#include "core/ideas.h"

#include <stdlib.h>

struct entry {
    const struct tf_session *session;
    int64_t by; /* INT64_MAX: nobody said */
    int rank;   /* 0 late, 1 open, 2 answered */
};

bool tf_ideas_are(const struct tf_gathering *gathering)
{
    return gathering != NULL && gathering->reply_days > 0;
}

bool tf_ideas_is_answered(const struct tf_session *session)
{
    return session->idea != TF_IDEA_NEW && session->idea != TF_IDEA_LOOKED_AT;
}

int64_t tf_ideas_reply_by(const struct tf_gathering *gathering, const struct tf_session *session,
                          const struct tf_zone *zone)
{
    if (session->reply_by != 0 || session->proposed_at == 0) {
        return session->reply_by;
    }
    return tf_zone_day_of(zone, session->proposed_at) + gathering->reply_days;
}

bool tf_ideas_is_late(const struct tf_gathering *gathering, const struct tf_session *session,
                      const struct tf_zone *zone, int64_t today)
{
    if (!tf_ideas_are(gathering) || tf_session_is_gone(session) || tf_ideas_is_answered(session)) {
        return false;
    }
    int64_t by = tf_ideas_reply_by(gathering, session, zone);
    return by != 0 && by < today;
}

static int compare(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->rank != b->rank) {
        return a->rank - b->rank;
    }
    if (a->by != b->by) {
        return a->by < b->by ? -1 : 1;
    }
    return tf_key_compare(a->session->record.key, b->session->record.key);
}

static size_t gather(struct entry *entries, const struct tf_board *board, const struct tf_zone *zone,
                     int64_t today)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        if (!tf_session_is_gone(session)) {
            int64_t by = tf_ideas_reply_by(gathering, session, zone);
            entries[count++] = (struct entry){
                .session = session,
                .by = by != 0 ? by : INT64_MAX,
                .rank = tf_ideas_is_answered(session)                       ? 2
                        : tf_ideas_is_late(gathering, session, zone, today) ? 0
                                                                            : 1,
            };
        }
    }
    return count;
}

enum tf_err tf_ideas_list(struct tf_ideas *out, const struct tf_board *board, const struct tf_zone *zone,
                          int64_t today)
{
    *out = (struct tf_ideas){0};
    if (!tf_ideas_are(tf_board_gathering(board))) {
        return TF_OK;
    }
    size_t room = tf_table_count(board->tables[TF_KIND_SESSION]) + 1;
    struct entry *entries = calloc(room, sizeof *entries);
    const struct tf_session **list = calloc(room, sizeof *list);
    if (entries == NULL || list == NULL) {
        free(entries);
        free(list);
        return TF_ERR_NOMEM;
    }
    out->list = list;
    out->count = gather(entries, board, zone, today);
    qsort(entries, out->count, sizeof *entries, compare);
    for (size_t i = 0; i < out->count; i++) {
        list[i] = entries[i].session;
        out->late_count += entries[i].rank == 0;
        out->open_count += entries[i].rank < 2;
    }
    free(entries);
    return TF_OK;
}

void tf_ideas_free(struct tf_ideas *ideas)
{
    free(ideas->list);
    ideas->list = NULL;
}
