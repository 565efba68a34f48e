#include "core/policy.h"

#include "base/lang.h"

#include <string.h>

#define PLACING                                                                                              \
    (TF_POLICY_VERB(TF_VERB_PLACE) | TF_POLICY_VERB(TF_VERB_MOVE) | TF_POLICY_VERB(TF_VERB_SWAP) |           \
     TF_POLICY_VERB(TF_VERB_EXTEND) | TF_POLICY_VERB(TF_VERB_UNPLACE))

static const char WHY[] = TF_N("The places are given by those who prepare the day.");

struct rules {
    uint32_t no_placing;
    const char *why;
    int64_t votes, warn_min;
    bool schedules;
};

/* What the name of a format stood for before formats were files. */
static const struct {
    const char *format;
    struct rules rules;
} BEFORE[] = {
    {"open-space", {.why = ""}},
    {"barcamp",
     {.no_placing = TF_POLICY_PHASE(TF_PHASE_GATHERING) | TF_POLICY_PHASE(TF_PHASE_MARKETPLACE),
      .why = TF_N("The places are given after the vote."),
      .votes = 10,
      .schedules = true}},
    {"world-cafe",
     {.no_placing = TF_POLICY_ALL_PHASES,
      .why = TF_N("The tables are set by those who prepare the café."),
      .warn_min = 2,
      .schedules = true}},
    {"lightning-talks",
     {.no_placing = TF_POLICY_PHASE(TF_PHASE_SESSIONS),
      .why = TF_N("The talks run in their order now. Ask whoever keeps the time."),
      .warn_min = 1,
      .schedules = true}},
};

static struct rules rules_of(const struct tf_gathering *gathering)
{
    struct rules rules = {.why = "", .schedules = gathering != NULL};

    if (gathering != NULL && gathering->ruled) {
        return (struct rules){.no_placing = gathering->no_placing,
                              .why = gathering->no_placing_why,
                              .votes = gathering->votes,
                              .warn_min = gathering->warn_min,
                              .schedules = gathering->schedules};
    }
    for (size_t i = 0; gathering != NULL && i < sizeof(BEFORE) / sizeof(BEFORE[0]); i++) {
        if (strcmp(BEFORE[i].format, gathering->format) == 0) {
            return BEFORE[i].rules;
        }
    }
    return rules;
}

const char *tf_policy_forbids(const struct tf_gathering *gathering, enum tf_verb verb)
{
    struct rules rules = rules_of(gathering);

    if (gathering == NULL || (rules.no_placing & TF_POLICY_PHASE(gathering->phase)) == 0 ||
        (PLACING & TF_POLICY_VERB(verb)) == 0) {
        return NULL;
    }
    return *rules.why != '\0' ? rules.why : WHY;
}

const char *tf_policy_binds(const struct tf_gathering *gathering, enum tf_role role, enum tf_verb verb)
{
    return role == TF_ROLE_GUEST ? tf_policy_forbids(gathering, verb) : NULL;
}

bool tf_policy_freezes(const struct tf_gathering *gathering, enum tf_role role, const struct tf_slot *slot,
                       int64_t now_s)
{
    return gathering != NULL && role == TF_ROLE_GUEST && gathering->freeze_min > 0 && now_s < slot->start &&
           slot->start - now_s <= gathering->freeze_min * 60;
}

int64_t tf_policy_vote_size(const struct tf_gathering *gathering)
{
    return rules_of(gathering).votes;
}

int64_t tf_policy_star_budget(const struct tf_gathering *gathering)
{
    bool votes = gathering != NULL &&
                 (gathering->phase == TF_PHASE_GATHERING || gathering->phase == TF_PHASE_MARKETPLACE);
    return votes ? tf_policy_vote_size(gathering) : 0;
}

bool tf_policy_schedules(const struct tf_gathering *gathering)
{
    return rules_of(gathering).schedules;
}

int64_t tf_policy_warns_s(const struct tf_gathering *gathering)
{
    return rules_of(gathering).warn_min * 60;
}

bool tf_policy_may_approve(const struct tf_gathering *gathering)
{
    return gathering != NULL && strcmp(gathering->format, "open-space") != 0;
}

enum tf_waits tf_policy_waits(const struct tf_gathering *gathering, enum tf_role role)
{
    if (gathering == NULL || role != TF_ROLE_GUEST) {
        return TF_WAITS_NOT;
    }
    if (gathering->drafts && gathering->phase == TF_PHASE_GATHERING) {
        return TF_WAITS_MARKET;
    }
    return gathering->approves && tf_policy_may_approve(gathering) ? TF_WAITS_APPROVAL : TF_WAITS_NOT;
}
