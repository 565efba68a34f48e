/* What screens and pages say, in English: no catalogue is loaded here. */
#include "words/words.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static int set_up(void **state)
{
    static struct tf_arena arena;
    tf_arena_init(&arena);
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    tf_arena_free(*state);
    return 0;
}

static void every_reason_and_every_verb_has_a_sentence_of_its_own(void **state)
{
    (void)state;
    assert_string_equal(tf_words_reason(TF_LANG_EN, TF_REASON_NONE), "");
    for (int i = TF_REASON_NONE + 1; i < TF_REASON_COUNT; i++) {
        const char *said = tf_words_reason(TF_LANG_EN, (enum tf_reason)i);
        if (*said == '\0')
            fail_msg("reason %d is not said", i);
        for (int k = TF_REASON_NONE + 1; k < i; k++)
            assert_string_not_equal(said, tf_words_reason(TF_LANG_EN, (enum tf_reason)k));
    }
    for (int i = 0; i < TF_VERB_COUNT; i++) {
        if (*tf_words_verb(TF_LANG_EN, (enum tf_verb)i) == '\0')
            fail_msg("verb %d is not said", i);
    }
}

static void what_does_not_exist_is_said_as_nothing(void **state)
{
    (void)state;
    assert_string_equal(tf_words_reason(TF_LANG_EN, TF_REASON_COUNT), "");
    assert_string_equal(tf_words_verb(TF_LANG_EN, TF_VERB_COUNT), "");
    assert_string_equal(tf_words_format(TF_LANG_EN, TF_SESSION_FORMAT_COUNT), "");
    assert_string_equal(tf_words_format(TF_LANG_EN, (enum tf_session_format)0), "");
    assert_string_equal(tf_words_feature(TF_LANG_EN, (enum tf_feature)(1 << 30)), "");
}

static void a_language_is_known_by_its_tag_with_or_without_a_region(void **state)
{
    (void)state;
    assert_string_equal(tf_words_language(TF_LANG_EN, "de"), "German");
    assert_string_equal(tf_words_language(TF_LANG_EN, "DE-ch"), "German");
    assert_string_equal(tf_words_language(TF_LANG_EN, "den"), "den"); /* Slave, of Canada */
    assert_string_equal(tf_words_language(TF_LANG_EN, ""), "");
}

static void dates_have_the_right_weekday_also_before_1970(void **state)
{
    struct tf_arena *arena = *state;
    assert_string_equal(tf_words_date(arena, TF_LANG_EN, SUPPORT_DAY), "Wednesday, 25 November");
    assert_string_equal(tf_words_date(arena, TF_LANG_EN, 0), "Thursday, 1 January");
    assert_string_equal(tf_words_date(arena, TF_LANG_EN, -1), "Wednesday, 31 December");
    assert_string_equal(tf_words_date(arena, TF_LANG_EN, -5), "Saturday, 27 December");
    assert_string_equal(tf_words_day_short(arena, TF_LANG_EN, SUPPORT_DAY), "Wed 25");
}

static void a_time_is_the_one_of_the_events_zone_on_both_sides_of_a_change_of_clocks(void **state)
{
    struct tf_arena *arena = *state;
    struct tf_zone *zone = NULL;
    const int64_t change_s = INT64_C(1792890000); /* 2026-10-25T01:00Z: three o'clock becomes two in Berlin */
    assert_int_equal(tf_zone_open(&zone, "Europe/Berlin"), TF_OK);
    assert_string_equal(tf_words_clock(arena, zone, change_s - MINUTE), "02:59");
    assert_string_equal(tf_words_clock(arena, zone, change_s), "02:00");
    assert_string_equal(tf_words_clocks(arena, TF_LANG_EN, zone, change_s - HOUR, change_s + HOUR),
                        "02:00 – 03:00");
    assert_string_equal(
        tf_words_when(arena, TF_LANG_EN, zone, SUPPORT_DAY, SUPPORT_10H00_S, SUPPORT_10H00_S + HOUR),
        "Wednesday, 25 November, 11:00 – 12:00");
    tf_zone_close(zone);
}

static void what_is_to_come_is_rounded_up_and_what_is_gone_by_down(void **state)
{
    struct tf_arena *arena = *state;
    static const struct {
        int64_t seconds;
        const char *starts, *started, *ends, *ended;
    } times[] = {
        {-5, "starts now", "just started", "ends about now", "just ended"},
        {0, "starts now", "just started", "ends about now", "just ended"},
        {1, "starts in 1 min", "just started", "ends in 1 min", "just ended"},
        {60, "starts in 1 min", "started 1 min ago", "ends in 1 min", "ended 1 min ago"},
        {61, "starts in 2 min", "started 1 min ago", "ends in 2 min", "ended 1 min ago"},
        {59 * MINUTE, "starts in 59 min", "started 59 min ago", "ends in 59 min", "ended 59 min ago"},
        {59 * MINUTE + 1, "starts in 1 h", "started 59 min ago", "ends in 1 h", "ended 59 min ago"},
        {HOUR + 20 * MINUTE, "starts in 1 h 20 min", "started 1 h 20 min ago", "ends in 1 h 20 min",
         "ended 1 h 20 min ago"},
        {17 * HOUR + 59 * MINUTE, "starts in 17 h 59 min", "started 17 h 59 min ago", "ends in 17 h 59 min",
         "ended 17 h 59 min ago"},
        {18 * HOUR, "starts in 1 day", "started 18 h 0 min ago", "ends in 18 h", "ended 1 day ago"},
        {2 * DAY, "starts in 2 days", "started 48 h 0 min ago", "ends in 48 h", "ended 2 days ago"},
    };
    for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
        assert_string_equal(tf_words_starts_in(arena, TF_LANG_EN, times[i].seconds), times[i].starts);
        assert_string_equal(tf_words_started_ago(arena, TF_LANG_EN, times[i].seconds), times[i].started);
        assert_string_equal(tf_words_ends_in(arena, TF_LANG_EN, times[i].seconds), times[i].ends);
        assert_string_equal(tf_words_ended_ago(arena, TF_LANG_EN, times[i].seconds), times[i].ended);
    }
}

static void what_a_person_wrote_stands_between_isolates(void **state)
{
    struct tf_arena *arena = *state;
    assert_string_equal(tf_words_isolate(arena, "كيف"), "\u2068كيف\u2069");
    assert_string_equal(tf_words_printf(arena, "%s %d", "a", 1), "a 1");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(every_reason_and_every_verb_has_a_sentence_of_its_own),
        TEST(what_does_not_exist_is_said_as_nothing),
        TEST(a_language_is_known_by_its_tag_with_or_without_a_region),
        TEST(dates_have_the_right_weekday_also_before_1970),
        TEST(a_time_is_the_one_of_the_events_zone_on_both_sides_of_a_change_of_clocks),
        TEST(what_is_to_come_is_rounded_up_and_what_is_gone_by_down),
        TEST(what_a_person_wrote_stands_between_isolates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
