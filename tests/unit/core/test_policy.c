/* What a format's guests may do when: a table, and that Open Space has no rows in it. */
#include "core/policy.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void open_space_forbids_nothing_at_any_time(void **state)
{
    (void)state;
    for (int phase = 0; phase < TF_PHASE_COUNT; phase++) {
        for (int verb = 0; verb < TF_VERB_COUNT; verb++) {
            assert_null(tf_policy_find(TF_POLICY, "open-space", (enum tf_phase)phase, (enum tf_verb)verb));
            assert_null(tf_policy_find(TF_POLICY, "", (enum tf_phase)phase, (enum tf_verb)verb));
        }
    }
    assert_null(tf_policy_forbids(NULL, TF_VERB_MOVE));
}

static void a_row_holds_for_its_format_phases_and_verbs_alone(void **state)
{
    (void)state;
    static const struct tf_policy_row TABLE[] = {
        {"quiz", TF_POLICY_PHASE(TF_PHASE_NEWS), TF_POLICY_VERB(TF_VERB_MERGE), "Not now."},
        {NULL, 0, 0, NULL},
    };
    assert_ptr_equal(tf_policy_find(TABLE, "quiz", TF_PHASE_NEWS, TF_VERB_MERGE), &TABLE[0]);
    assert_null(tf_policy_find(TABLE, "quiz", TF_PHASE_SESSIONS, TF_VERB_MERGE));
    assert_null(tf_policy_find(TABLE, "quiz", TF_PHASE_NEWS, TF_VERB_MOVE));
    assert_null(tf_policy_find(TABLE, "quizzes", TF_PHASE_NEWS, TF_VERB_MERGE));
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

static void every_row_says_why(void **state)
{
    (void)state;
    for (const struct tf_policy_row *row = TF_POLICY; row->format != NULL; row++) {
        assert_true(strlen(row->why) > 10);
        assert_int_not_equal(row->phases, 0);
        assert_int_not_equal(row->verbs, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_space_forbids_nothing_at_any_time),
        cmocka_unit_test(a_row_holds_for_its_format_phases_and_verbs_alone),
        cmocka_unit_test(a_barcamp_votes_while_the_market_is_open_and_open_space_never),
        cmocka_unit_test(every_row_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
