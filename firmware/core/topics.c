#include "core/topics.h"

#include "base/limits.h"

#include <stdlib.h>

uint64_t tf_topics_dot(uint64_t topic, uint64_t device)
{
    uint64_t mixed = (topic * UINT64_C(0x9e3779b97f4a7c15)) ^ device; /* splitmix64's end */
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    mixed = (mixed ^ (mixed >> 31)) & TF_ID_MAX;
    return mixed != 0 ? mixed : 1;
}

size_t tf_topics_budget(const struct tf_gathering *gathering)
{
    return gathering != NULL && gathering->dots > 0 ? (size_t)gathering->dots : TF_DOTS_USUAL;
}

bool tf_topics_is_shown(const struct tf_board *board, const struct tf_topic *topic)
{
    const struct tf_session *session = topic->session != 0 ? tf_board_session(board, topic->session) : NULL;
    return !topic->hidden && (session == NULL || session->state != TF_SESSION_HIDDEN);
}

const struct tf_topic *tf_topics_get(const struct tf_board *board, uint64_t id)
{
    const struct tf_record *record = tf_board_get(board, TF_KIND_TOPIC, (struct tf_key){0, id});
    return record != NULL && tf_topics_is_shown(board, TF_TOPIC(record)) ? TF_TOPIC(record) : NULL;
}

const struct tf_topic *tf_topics_of_session(const struct tf_board *board, uint64_t session)
{
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_TOPIC]);
    for (; it.record != NULL && session != 0; tf_table_next(&it)) {
        if (TF_TOPIC(it.record)->session == session && tf_topics_is_shown(board, TF_TOPIC(it.record))) {
            return TF_TOPIC(it.record);
        }
    }
    return NULL;
}

bool tf_topics_has_dot(const struct tf_board *board, uint64_t topic, uint64_t device)
{
    return device != 0 &&
           tf_board_get(board, TF_KIND_DOT, (struct tf_key){0, tf_topics_dot(topic, device)}) != NULL;
}

size_t tf_topics_given(const struct tf_board *board, uint64_t device)
{
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_TOPIC]);
    for (; it.record != NULL; tf_table_next(&it)) {
        count += tf_topics_is_shown(board, TF_TOPIC(it.record)) &&
                 tf_topics_has_dot(board, it.record->key.id, device);
    }
    return count;
}

const struct tf_topic *tf_topics_member(const struct tf_board *board, uint64_t head,
                                        const struct tf_topic *last)
{
    struct tf_key from = {0, last != NULL ? last->record.key.id + 1 : 0};
    struct tf_table_iter it = tf_table_from(board->tables[TF_KIND_TOPIC], from);
    for (; it.record != NULL; tf_table_next(&it)) {
        if (TF_TOPIC(it.record)->into == head && tf_topics_is_shown(board, TF_TOPIC(it.record))) {
            return TF_TOPIC(it.record);
        }
    }
    return NULL;
}

/* The topic under which a topic's dots are counted: its head, while that is shown. */
static uint64_t counted_under(const struct tf_board *board, const struct tf_topic *topic)
{
    return topic->into != 0 && tf_topics_get(board, topic->into) != NULL ? topic->into : topic->record.key.id;
}

struct given {
    uint64_t head, device;
};

static int by_head(const void *left, const void *right)
{
    const struct given *a = left, *b = right;
    int head = (a->head > b->head) - (a->head < b->head);
    return head != 0 ? head : (a->device > b->device) - (a->device < b->device);
}

/* A device that gave its dot to two topics before they came together counts once. One that is not known any
 * more (a file that was brought along has no devices) counts by itself. */
static void count_dots(struct tf_topic_cluster *out, size_t count, const struct tf_board *board)
{
    size_t all = tf_table_count(board->tables[TF_KIND_DOT]), n = 0;
    struct given *given = calloc(all + 1, sizeof(*given));
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_DOT]);
    for (; it.record != NULL && given != NULL; tf_table_next(&it)) {
        const struct tf_topic *topic = tf_topics_get(board, TF_DOT(it.record)->topic);
        uint64_t device = TF_DOT(it.record)->device;
        if (topic != NULL) {
            given[n++] = (struct given){counted_under(board, topic),
                                        device != 0 ? device : TF_ID_MAX + it.record->key.id};
        }
    }
    if (n > 0) {
        qsort(given, n, sizeof(*given), by_head);
    }
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && by_head(&given[i - 1], &given[i]) == 0) {
            continue;
        }
        for (size_t c = 0; c < count; c++) {
            out[c].dots += out[c].head->record.key.id == given[i].head;
        }
    }
    free(given);
}

static int by_coming(const void *left, const void *right)
{
    const struct tf_topic *a = ((const struct tf_topic_cluster *)left)->head;
    const struct tf_topic *b = ((const struct tf_topic_cluster *)right)->head;
    int at = (a->at > b->at) - (a->at < b->at);
    return at != 0 ? at : (a->record.key.id > b->record.key.id) - (a->record.key.id < b->record.key.id);
}

size_t tf_topics_clusters(struct tf_topic_cluster *out, size_t max, const struct tf_board *board)
{
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_TOPIC]);
    for (; it.record != NULL && count < max; tf_table_next(&it)) {
        const struct tf_topic *topic = TF_TOPIC(it.record);
        if (!tf_topics_is_shown(board, topic) || counted_under(board, topic) != it.record->key.id) {
            continue;
        }
        out[count] = (struct tf_topic_cluster){.head = topic};
        const struct tf_topic *member = NULL;
        while ((member = tf_topics_member(board, it.record->key.id, member)) != NULL) {
            out[count].member_count++;
        }
        count++;
    }
    if (count > 0) {
        qsort(out, count, sizeof(*out), by_coming);
        count_dots(out, count, board);
    }
    return count;
}
