/* Sentences over the wall about what is wrong with the machine, and the wall that cannot be. */
#include "model/trouble.h"

#include "model/app.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const NAMES[] = {"settings", "no-data", "read-only-data", "wifi", "update"};
enum { NAME_COUNT = sizeof NAMES / sizeof *NAMES };

static struct tf_trouble named(const char *name)
{
    struct tf_trouble trouble;
    tf_trouble_named(&trouble, name);
    return trouble;
}

static void each_name_has_a_sentence_of_its_own(void **state)
{
    const char *sentences[NAME_COUNT];
    struct tf_arena arena;
    (void)state;
    tf_arena_init(&arena);
    for (int i = 0; i < NAME_COUNT; i++) {
        struct tf_trouble trouble = named(NAMES[i]);
        sentences[i] = tf_trouble_sentence(&arena, TF_LANG_EN, NULL, &trouble);
        assert_non_null(strstr(sentences[i], "organiser")); /* who can help */
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(sentences[i], sentences[j]);
        }
    }
    tf_arena_free(&arena);
}

static void another_text_is_shown_as_it_is_and_cleaned(void **state)
{
    static const struct {
        const char *given, *shown;
    } TEXTS[] = {
        {"The fan stands still.", "The fan stands still."},
        {"WIFI", "WIFI"},
        {"a\nb\x1b[31m", "a b[31m"},
        {"\xe2\x80\xae"
         "back",
         "back"},
        {"\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd"},
    };
    struct tf_arena arena;
    (void)state;
    tf_arena_init(&arena);
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        struct tf_trouble trouble = named(TEXTS[i].given);
        assert_int_equal(trouble.what, TF_TROUBLE_OTHER);
        assert_string_equal(tf_trouble_sentence(&arena, TF_LANG_EN, NULL, &trouble), TEXTS[i].shown);
    }
    char longest[4000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_true(strlen(named(longest).text) <= TF_TITLE_BYTES_MAX);
    tf_arena_free(&arena);
}

static struct tf_app *app_in_trouble(void)
{
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 1};
    struct tf_trouble troubles[TF_TROUBLES_MAX + 2] = {{.what = TF_TROUBLE_WIFI},
                                                       {.what = TF_TROUBLE_RECOVERED, .can_be_seen = true}};
    struct tf_app *app = NULL;
    assert_int_equal(tf_app_create(&app, &options), TF_OK);
    tf_app_set_time(app, 1795599000, 1000, true);
    tf_app_set_troubles(app, troubles, TF_TROUBLES_MAX + 2);
    assert_int_equal(tf_app_state(app)->trouble_count, TF_TROUBLES_MAX);
    tf_app_set_troubles(app, troubles, 2);
    return app;
}

static void what_was_seen_goes_and_is_told_on(void **state)
{
    struct tf_errand errand;
    (void)state;
    struct tf_app *app = app_in_trouble();
    tf_app_do(app, (struct tf_intent){TF_INTENT_SEEN, 0, 0}); /* what is still wrong stays */
    tf_app_do(app, (struct tf_intent){TF_INTENT_SEEN, 9, 0});
    tf_app_do(app, (struct tf_intent){TF_INTENT_SEEN, UINT64_MAX, 0});
    assert_int_equal(tf_app_state(app)->trouble_count, 2);
    assert_false(tf_app_take_errand(app, &errand));
    tf_app_do(app, (struct tf_intent){TF_INTENT_SEEN, 1, 0});
    assert_int_equal(tf_app_state(app)->trouble_count, 1);
    assert_int_equal(tf_app_state(app)->troubles[0].what, TF_TROUBLE_WIFI);
    assert_true(tf_app_take_errand(app, &errand));
    assert_int_equal(errand.what, TF_ERRAND_SEEN);
    tf_app_destroy(app);
}

static void trouble_stays_when_the_next_person_comes(void **state)
{
    (void)state;
    struct tf_app *app = app_in_trouble();
    tf_app_do(app, (struct tf_intent){TF_INTENT_LARGER_TEXT, 0, 0});
    tf_app_set_time(app, 1795599600, 1000 + TF_APP_IDLE_MS + TF_APP_STILL_MS, true);
    assert_false(tf_app_state(app)->larger_text);
    assert_int_equal(tf_app_state(app)->trouble_count, 2);
    tf_app_destroy(app);
}

static void each_reason_to_be_closed_has_words_of_its_own(void **state)
{
    static const enum tf_err WHY[] = {TF_ERR_BUSY, TF_ERR_UNSUPPORTED, TF_ERR_CORRUPT, TF_ERR_IO};
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct tf_view_closed view, other;
        tf_view_closed(&view, TF_LANG_EN, WHY[i]);
        assert_non_null(strstr(view.todo, "this wall then goes on by itself"));
        for (int j = 0; j < i; j++) {
            tf_view_closed(&other, TF_LANG_EN, WHY[j]);
            assert_string_not_equal(view.why, other.why);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_name_has_a_sentence_of_its_own),
        cmocka_unit_test(another_text_is_shown_as_it_is_and_cleaned),
        cmocka_unit_test(what_was_seen_goes_and_is_told_on),
        cmocka_unit_test(trouble_stays_when_the_next_person_comes),
        cmocka_unit_test(each_reason_to_be_closed_has_words_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
