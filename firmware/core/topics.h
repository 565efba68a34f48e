/* topics.h: the convergence: topics taken from sessions and notes, brought together in clusters, with
 * somebody who takes each on, and the dots that devices gave them. Results are counts, in the order of
 * coming: no league table. */
#ifndef TF_CORE_TOPICS_H
#define TF_CORE_TOPICS_H

#include "core/board.h"

/* The id of a device's dot on a topic. */
uint64_t tf_topics_dot(uint64_t topic, uint64_t device);
/* How many dots a device has to give. */
size_t tf_topics_budget(const struct tf_gathering *gathering);
/* Is it shown? Neither hidden, nor from a session that was hidden. */
bool tf_topics_is_shown(const struct tf_board *board, const struct tf_topic *topic);
/* The topic, if it is there and shown; NULL. */
const struct tf_topic *tf_topics_get(const struct tf_board *board, uint64_t id);
/* The shown topic that was taken from this session; NULL. */
const struct tf_topic *tf_topics_of_session(const struct tf_board *board, uint64_t session);
bool tf_topics_has_dot(const struct tf_board *board, uint64_t topic, uint64_t device);
/* Dots that a device has given to topics that are shown. */
size_t tf_topics_given(const struct tf_board *board, uint64_t device);

struct tf_topic_cluster {
    const struct tf_topic *head;
    size_t member_count; /* besides the head */
    size_t dots;         /* devices that gave one to it or to any of its members: each counts once */
};
/* Those that are shown, in the order in which they came; up to max, returns how many. */
size_t tf_topics_clusters(struct tf_topic_cluster *out, size_t max, const struct tf_board *board);
/* The next topic that belongs to `head`, after `last` (NULL: the first); NULL: no more. */
const struct tf_topic *tf_topics_member(const struct tf_board *board, uint64_t head,
                                        const struct tf_topic *last);

#endif
