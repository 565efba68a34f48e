/* policy.h: what a guest may do, by the event's format and phase: one table, read by whoever offers an act
 * and by whoever decides it. Helpers and organisers are not bound by it. What the table does not name is
 * allowed: in Open Space everything is, at any time. */
#ifndef TF_CORE_POLICY_H
#define TF_CORE_POLICY_H

#include "core/event.h"

#define TF_POLICY_PHASE(phase) (UINT32_C(1) << (phase))
#define TF_POLICY_VERB(verb)   (UINT64_C(1) << (verb))

/* Taken together, the rows of a format say what its guests may not do, and when. */
struct tf_policy_row {
    const char *format; /* of the gathering: "barcamp" */
    uint32_t phases;    /* TF_POLICY_PHASE() of each */
    uint64_t verbs;     /* TF_POLICY_VERB() of each */
    const char *why;    /* English sentence for those who are refused, to be translated */
};
extern const struct tf_policy_row TF_POLICY[]; /* ends in format NULL */

/* The row of a table that forbids a verb; NULL: it is allowed. */
const struct tf_policy_row *tf_policy_find(const struct tf_policy_row *table, const char *format,
                                           enum tf_phase phase, enum tf_verb verb);
/* The same from TF_POLICY, for a gathering (NULL: none yet, nothing is forbidden). */
const struct tf_policy_row *tf_policy_forbids(const struct tf_gathering *gathering, enum tf_verb verb);

/* The same for somebody of this role: helpers and organisers are not bound. */
const struct tf_policy_row *tf_policy_binds(const struct tf_gathering *gathering, enum tf_role role,
                                            enum tf_verb verb);

/* Stars as votes: how many a device may give while the vote is open, in this format and phase; 0: no limit.
 */
int64_t tf_policy_star_budget(const struct tf_gathering *gathering);
/* The format's own budget, whatever the phase: what a vote counted with. 0: no limit. */
int64_t tf_policy_vote_size(const struct tf_gathering *gathering);
/* May a schedule be made for people? Never in Open Space, where everybody chooses their own place and time.
 */
bool tf_policy_schedules(const struct tf_gathering *gathering);

#endif
