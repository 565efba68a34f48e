/* ideas.h: in a format of ideas every session is one, and none stays without an answer: how it stands, who
 * answers, and by when. An idea is answered when it is taken up, done, or not for now. What was withdrawn,
 * merged or hidden waits for none. */
#ifndef TF_CORE_IDEAS_H
#define TF_CORE_IDEAS_H

#include "base/zone.h"
#include "core/board.h"

/* gathering NULL: none yet. */
bool tf_ideas_are(const struct tf_gathering *gathering);
bool tf_ideas_is_answered(const struct tf_session *session);
/* The date: as an organiser said, else so many days after it was proposed; 0: it was brought by an import
 * that does not say when. */
int64_t tf_ideas_reply_by(const struct tf_gathering *gathering, const struct tf_session *session,
                          const struct tf_zone *zone);
bool tf_ideas_is_late(const struct tf_gathering *gathering, const struct tf_session *session,
                      const struct tf_zone *zone, int64_t today);

/* All of them: late ones first, then open ones, each by their date; then those with an answer. */
struct tf_ideas {
    const struct tf_session **list;       /* of the board */
    size_t count, late_count, open_count; /* open: late ones too */
};
/* Lives no longer than the board. today: a date. TF_ERR_NOMEM. None where sessions are no ideas. */
enum tf_err tf_ideas_list(struct tf_ideas *out, const struct tf_board *board, const struct tf_zone *zone,
                          int64_t today);
void tf_ideas_free(struct tf_ideas *ideas);

#endif
