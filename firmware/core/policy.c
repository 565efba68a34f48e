#include "core/policy.h"

#include "base/lang.h"

#include <string.h>

#define PLACING                                                                                              \
    (TF_POLICY_VERB(TF_VERB_PLACE) | TF_POLICY_VERB(TF_VERB_MOVE) | TF_POLICY_VERB(TF_VERB_SWAP) |           \
     TF_POLICY_VERB(TF_VERB_EXTEND) | TF_POLICY_VERB(TF_VERB_UNPLACE))
#define ALL_PHASES (TF_POLICY_PHASE(TF_PHASE_COUNT) - 1)

const struct tf_policy_row TF_POLICY[] = {
    /* A BarCamp votes first; the schedule is then made so that what many want does not clash. */
    {"barcamp", TF_POLICY_PHASE(TF_PHASE_GATHERING) | TF_POLICY_PHASE(TF_PHASE_MARKETPLACE), PLACING,
     TF_N("The places are given after the vote.")},
    /* World Café: tables and rounds are the hosts'. */
    {"world-cafe", ALL_PHASES, PLACING, TF_N("The tables are set by those who prepare the café.")},
    /* Lightning talks: one queue, in its order. */
    {"lightning-talks", TF_POLICY_PHASE(TF_PHASE_SESSIONS), PLACING,
     TF_N("The talks run in their order now. Ask whoever keeps the time.")},
    {NULL, 0, 0, NULL},
};

const struct tf_policy_row *tf_policy_find(const struct tf_policy_row *table, const char *format,
                                           enum tf_phase phase, enum tf_verb verb)
{
    for (const struct tf_policy_row *row = table; row->format != NULL; row++) {
        if (strcmp(row->format, format) == 0 && (row->phases & TF_POLICY_PHASE(phase)) != 0 &&
            (row->verbs & TF_POLICY_VERB(verb)) != 0) {
            return row;
        }
    }
    return NULL;
}

const struct tf_policy_row *tf_policy_forbids(const struct tf_gathering *gathering, enum tf_verb verb)
{
    return gathering != NULL ? tf_policy_find(TF_POLICY, gathering->format, gathering->phase, verb) : NULL;
}

const struct tf_policy_row *tf_policy_binds(const struct tf_gathering *gathering, enum tf_role role,
                                            enum tf_verb verb)
{
    return role == TF_ROLE_GUEST ? tf_policy_forbids(gathering, verb) : NULL;
}

int64_t tf_policy_vote_size(const struct tf_gathering *gathering)
{
    /* Enough to fill a day of eight rows and have two to spare; few enough to choose. */
    return gathering != NULL && strcmp(gathering->format, "barcamp") == 0 ? 10 : 0;
}

int64_t tf_policy_star_budget(const struct tf_gathering *gathering)
{
    bool votes = gathering != NULL &&
                 (gathering->phase == TF_PHASE_GATHERING || gathering->phase == TF_PHASE_MARKETPLACE);
    return votes ? tf_policy_vote_size(gathering) : 0;
}

bool tf_policy_schedules(const struct tf_gathering *gathering)
{
    return gathering != NULL && strcmp(gathering->format, "open-space") != 0;
}
