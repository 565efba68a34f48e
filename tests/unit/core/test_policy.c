/* What a format's guests may do when: a table, and that Open Space has no rows in it. */
#include "core/policy.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *forbids(const char *format, enum tf_phase phase, enum tf_verb verb)
{
    const struct tf_gathering gathering = {.format = format, .phase = phase};
    return tf_policy_forbids(&gathering, verb);
}

static void open_space_forbids_nothing_at_any_time(void **state)
{
    (void)state;
    for (int phase = 0; phase < TF_PHASE_COUNT; phase++) {
        for (int verb = 0; verb < TF_VERB_COMMAND_COUNT; verb++) {
            assert_null(forbids("open-space", (enum tf_phase)phase, (enum tf_verb)verb));
            assert_null(forbids("", (enum tf_phase)phase, (enum tf_verb)verb));
        }
    }
    assert_null(tf_policy_forbids(NULL, TF_VERB_MOVE));
}

static void an_event_is_ruled_by_what_was_copied_into_it(void **state)
{
    (void)state;
    struct tf_gathering quiz = {.format = "barcamp", /* a file of this name that says something else */
                                .ruled = true,
                                .phase = TF_PHASE_NEWS,
                                .no_placing = TF_POLICY_PHASE(TF_PHASE_NEWS),
                                .no_placing_why = "Not now.",
                                .votes = 3,
                                .warn_min = 2};
    assert_string_equal(tf_policy_forbids(&quiz, TF_VERB_PLACE), "Not now.");
    assert_string_equal(tf_policy_forbids(&quiz, TF_VERB_UNPLACE), "Not now.");
    assert_null(tf_policy_forbids(&quiz, TF_VERB_PROPOSE));
    assert_null(tf_policy_binds(&quiz, TF_ROLE_HELPER, TF_VERB_PLACE));
    quiz.no_placing_why = "";
    assert_true(strlen(tf_policy_forbids(&quiz, TF_VERB_PLACE)) > 10);
    quiz.phase = TF_PHASE_MARKETPLACE;
    assert_null(tf_policy_forbids(&quiz, TF_VERB_PLACE));
    assert_int_equal(tf_policy_star_budget(&quiz), 3);
    assert_int_equal(tf_policy_warns_s(&quiz), 120);
    assert_false(tf_policy_schedules(&quiz));
}

static void a_barcamp_votes_while_the_market_is_open_and_open_space_never(void **state)
{
    (void)state;
    struct tf_gathering camp = {.format = "barcamp", .phase = TF_PHASE_MARKETPLACE};
    assert_int_equal(tf_policy_star_budget(&camp), 10);
    camp.phase = TF_PHASE_SESSIONS;
    assert_int_equal(tf_policy_star_budget(&camp), 0);
    assert_int_equal(tf_policy_vote_size(&camp), 10);
    assert_true(tf_policy_schedules(&camp));
    camp.format = "open-space";
    camp.phase = TF_PHASE_MARKETPLACE;
    assert_int_equal(tf_policy_star_budget(&camp), 0);
    assert_int_equal(tf_policy_vote_size(&camp), 0);
    assert_false(tf_policy_schedules(&camp));
    assert_false(tf_policy_schedules(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_space_forbids_nothing_at_any_time),
        cmocka_unit_test(an_event_is_ruled_by_what_was_copied_into_it),
        cmocka_unit_test(a_barcamp_votes_while_the_market_is_open_and_open_space_never),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
