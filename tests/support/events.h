/* events.h: small events for stores, without asking the rules. */
#ifndef TF_TESTS_EVENTS_H
#define TF_TESTS_EVENTS_H

#include "core/board.h"

/* An event by a guest of device 7 at SUPPORT_10H00_S, id 5000 + sequence, with one change. */
struct tf_event *event_of(enum tf_verb verb, uint64_t sequence, const struct tf_record *before,
                          const struct tf_record *after);
/* "Title" proposed as session 1500 + sequence. */
struct tf_event *event_propose(uint64_t sequence, const char *title);
struct tf_event *event_star(uint64_t sequence, uint64_t session, uint64_t device);
/* That session gets another title. */
struct tf_event *event_retitle(uint64_t sequence, const struct tf_board *board, uint64_t session,
                               const char *title);

#endif
