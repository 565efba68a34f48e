#include "keys_kit.h"

#include "base/text.h"

static void a_language_has_its_usual_layout(void **state)
{
    (void)state;
    static const struct {
        const char *language, *layout, *variant;
    } KNOWN[] = {
        {"en", "us", ""},         {"en-GB", "gb", ""},    {"de", "de", ""},     {"de-AT", "at", ""},
        {"de-CH", "ch", ""},      {"fr", "fr", ""},       {"fr-CA", "ca", ""},  {"fr-BE", "be", ""},
        {"es", "es", ""},         {"es-MX", "latam", ""}, {"pt", "pt", ""},     {"pt-BR", "br", ""},
        {"ar", "ara", ""},        {"he", "il", ""},       {"fa", "ir", ""},     {"hi", "in", ""},
        {"ru", "ru", ""},         {"uk", "ua", ""},       {"el", "gr", ""},     {"sr", "rs", ""},
        {"nb", "no", ""},         {"da", "dk", ""},       {"cs", "cz", ""},     {"sv", "se", ""},
        {"ta", "in", "tam"},      {"bn", "bd", ""},       {"pa", "in", "guru"}, {"th", "th", ""},
        {"vi", "vn", ""},         {"cy", "gb", ""},       {"ja", "jp", ""},     {"zh", "cn", ""},
        {"zh-Hant-TW", "tw", ""}, {"ko", "kr", ""},       {"DE_at", "at", ""},
    };
    struct tf_keymap_list *list = NULL;
    assert_int_equal(tf_keymap_list_open(&list), TF_OK);
    for (size_t i = 0; i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++) {
        const struct tf_keymap_choice *choice = tf_keymap_list_for(list, KNOWN[i].language);
        if (choice == NULL || strcmp(choice->layout, KNOWN[i].layout) != 0 ||
            strcmp(choice->variant, KNOWN[i].variant) != 0) {
            fail_msg("%s has %s %s", KNOWN[i].language, choice == NULL ? "nothing" : choice->layout,
                     choice == NULL ? "" : choice->variant);
        }
    }
    tf_keymap_list_close(list);
}

static void a_language_nobody_writes_has_none(void **state)
{
    (void)state;
    static const char *const TAGS[] = {"", "xx", "-", "----", "d", "deutsch", "\xC3\xA4", "x-klingon"};
    struct tf_keymap_list *list = NULL;
    assert_int_equal(tf_keymap_list_open(&list), TF_OK);
    for (size_t i = 0; i < sizeof(TAGS) / sizeof(TAGS[0]); i++) {
        assert_null(tf_keymap_list_for(list, TAGS[i]));
    }
    tf_keymap_list_close(list);
}

static void languages_that_need_more_than_keys_say_so(void **state)
{
    (void)state;
    static const char *const NEEDED[] = {"ja", "zh", "zh-TW", "ko"};
    static const char *const NOT[] = {"de", "ru", "ar", "hi", "th", "vi", "el", "km", "bo"};
    struct tf_keymap_list *list = NULL;
    assert_int_equal(tf_keymap_list_open(&list), TF_OK);
    for (size_t i = 0; i < sizeof(NEEDED) / sizeof(NEEDED[0]); i++) {
        assert_true(tf_keymap_list_for(list, NEEDED[i])->needs_input_method);
    }
    for (size_t i = 0; i < sizeof(NOT) / sizeof(NOT[0]); i++) {
        assert_false(tf_keymap_list_for(list, NOT[i])->needs_input_method);
    }
    tf_keymap_list_close(list);
}

static void the_list_is_sorted_named_and_without_doubles(void **state)
{
    (void)state;
    struct tf_keymap_list *list = NULL;
    assert_int_equal(tf_keymap_list_open(&list), TF_OK);
    size_t count = tf_keymap_list_count(list);
    for (size_t i = 0; i < count; i++) {
        const struct tf_keymap_choice *choice = tf_keymap_list_at(list, i);
        assert_string_not_equal(choice->name, "");
        assert_string_not_equal(choice->language, "");
        assert_true(tf_text_is_valid(choice->name, strlen(choice->name)));
        if (i > 0) {
            const struct tf_keymap_choice *before = tf_keymap_list_at(list, i - 1);
            assert_true(strcmp(before->name, choice->name) <= 0);
            assert_false(strcmp(before->layout, choice->layout) == 0 &&
                         strcmp(before->variant, choice->variant) == 0);
        }
    }
    assert_null(tf_keymap_list_at(list, count));
    tf_keymap_list_close(list);
    tf_keymap_list_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_language_has_its_usual_layout),
        cmocka_unit_test(a_language_nobody_writes_has_none),
        cmocka_unit_test(languages_that_need_more_than_keys_say_so),
        cmocka_unit_test(the_list_is_sorted_named_and_without_doubles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
