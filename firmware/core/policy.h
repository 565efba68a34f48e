/* policy.h: what a guest may do, by the event's format and phase; read by whoever offers an act and by
 * whoever decides it. Helpers and organisers are not bound by it. What a format does not rule is allowed: in
 * Open Space everything is, at any time.
 *
 * The rules are the event's own, copied into it when its format was chosen (format.h): the log alone says
 * what was allowed when. An event from before, which has a format's name alone, has those that the name stood
 * for. */
#ifndef TF_CORE_POLICY_H
#define TF_CORE_POLICY_H

#include "core/event.h"

#define TF_POLICY_PHASE(phase) (UINT32_C(1) << (phase))
#define TF_POLICY_VERB(verb)   (UINT64_C(1) << (verb))
#define TF_POLICY_ALL_PHASES   (TF_POLICY_PHASE(TF_PHASE_COUNT) - 1)

/* Why a guest may not do it now: an English sentence to be translated, or the format's own; the gathering's
 * as long as that lives. NULL: it is allowed. gathering NULL: none yet, nothing is forbidden. */
const char *tf_policy_forbids(const struct tf_gathering *gathering, enum tf_verb verb);
/* The same for somebody of this role: helpers and organisers are not bound. */
const char *tf_policy_binds(const struct tf_gathering *gathering, enum tf_role role, enum tf_verb verb);

/* Does the gathering's freeze keep a row as it is, for somebody of this role, at that time? */
bool tf_policy_freezes(const struct tf_gathering *gathering, enum tf_role role, const struct tf_slot *slot,
                       int64_t now_s);

/* Stars as votes: how many a device may give while the vote is open, in this format and phase; 0: no limit.
 */
int64_t tf_policy_star_budget(const struct tf_gathering *gathering);
/* The format's own budget, whatever the phase: what a vote counted with. 0: no limit. */
int64_t tf_policy_vote_size(const struct tf_gathering *gathering);
/* May a schedule be made for people? Never in Open Space, where everybody chooses their own place and time.
 */
bool tf_policy_schedules(const struct tf_gathering *gathering);
/* Short rows are counted down where everybody sees it, and the last so many seconds are a warning; 0: they
 * are not. */
int64_t tf_policy_warns_s(const struct tf_gathering *gathering);
/* What somebody of this role proposes now is not shown at once: it waits for the market, or for an
 * organiser's look (never in Open Space); TF_WAITS_NOT: everybody sees it. */
enum tf_waits tf_policy_waits(const struct tf_gathering *gathering, enum tf_role role);
/* May this event hold proposals back until an organiser has had a look? */
bool tf_policy_may_approve(const struct tf_gathering *gathering);

#endif
