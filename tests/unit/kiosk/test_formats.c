#include "kiosk/formats.h"

#include "base/buf.h"
#include "core/policy.h"
#include "support/folder.h"
#include "words/format_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char INSTALLED[] = TF_SOURCE_DIR "/assets/formats";

static void count_bad(void *user, const struct tf_problem *problem)
{
    print_message("%s: %s\n", problem->where, problem->what);
    (*(size_t *)user)++;
}

static void must_be_translated(const char *name, const char *text)
{
    while (*text != '\0') {
        size_t len = strcspn(text, "\n"), i = 0;
        while (TF_FORMAT_WORDS[i] != NULL &&
               (strlen(TF_FORMAT_WORDS[i]) != len || strncmp(TF_FORMAT_WORDS[i], text, len) != 0)) {
            i++;
        }
        if (TF_FORMAT_WORDS[i] == NULL) {
            fail_msg("%s: not in words/format_words.c: %.*s", name, (int)len, text);
        }
        text += len + (text[len] != '\0' ? 1 : 0);
    }
}

static void what_comes_with_the_program_is_right_and_translated(void **state)
{
    static const char *const NAMES[] = {
        "open-space", "barcamp",         "world-cafe", "lightning-talks",  "hackathon",
        "ideation",   "lunch-and-learn", "networking", "working-out-loud", "guided-journey"};
    struct tf_problem problem = {0};
    struct tf_format_shelf shelf;
    size_t bad = 0;
    (void)state;
    assert_int_equal(tf_format_shelf_load(&shelf, INSTALLED, count_bad, &bad, &problem), TF_OK);
    assert_int_equal(bad, 0);
    assert_int_equal(shelf.formats.count, sizeof(NAMES) / sizeof(NAMES[0]));
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        const struct tf_format *format = tf_formats_find(&shelf.formats, NAMES[i]);
        assert_non_null(format);
        must_be_translated(format->name, format->title);
        must_be_translated(format->name, format->about);
        must_be_translated(format->name, format->invitation);
        must_be_translated(format->name, format->principles);
        must_be_translated(format->name, format->no_placing_why);
    }
    const struct tf_format *open_space = tf_formats_find(&shelf.formats, "open-space");
    assert_int_equal(open_space->no_placing, 0);
    assert_int_equal(open_space->votes, 0);
    assert_false(open_space->schedules);
    tf_format_shelf_free(&shelf);
}

/* What an event of that name was ruled by before is what the file says now. */
static void the_files_rule_what_their_names_stood_for(void **state)
{
    static const char *const NAMES[] = {"open-space", "barcamp", "world-cafe", "lightning-talks"};
    struct tf_format_shelf shelf;
    (void)state;
    assert_int_equal(tf_format_shelf_load(&shelf, INSTALLED, NULL, NULL, NULL), TF_OK);
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        uint64_t fields = 0;
        struct tf_gathering now = tf_format_wanted(tf_formats_find(&shelf.formats, NAMES[i]), &fields);
        struct tf_gathering before = {.format = NAMES[i]};
        for (int phase = 0; phase < TF_PHASE_COUNT; phase++) {
            now.phase = before.phase = (enum tf_phase)phase;
            for (int verb = 0; verb < TF_VERB_COUNT; verb++) {
                const char *is = tf_policy_forbids(&now, (enum tf_verb)verb);
                const char *was = tf_policy_forbids(&before, (enum tf_verb)verb);
                assert_true((is == NULL) == (was == NULL));
                if (is != NULL) {
                    assert_string_equal(is, was);
                }
            }
            assert_int_equal(tf_policy_star_budget(&now), tf_policy_star_budget(&before));
        }
        assert_int_equal(tf_policy_warns_s(&now), tf_policy_warns_s(&before));
    }
    tf_format_shelf_free(&shelf);
}

static void write_file(const struct folder *folder, const char *name, const char *text)
{
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    tf_buf_puts(&buf, text);
    assert_int_equal(tf_buf_write_file(&buf, folder_file(folder, name), NULL), TF_OK);
    tf_buf_free(&buf);
}

static void a_bad_file_is_refused_and_the_rest_works(void **state)
{
    struct folder folder;
    struct tf_format_shelf shelf;
    const struct tf_format *found = NULL;
    struct tf_problem problem = {0};
    size_t bad = 0;
    (void)state;
    folder_make(&folder);
    write_file(&folder, "bad.ini", "[format]\ntitle = A\n[guests]\nvotes = lots\n");
    write_file(&folder, "good.ini", "[format]\ntitle = Good\n");
    write_file(&folder, "notes.txt", "nothing for us");
    assert_int_equal(tf_format_shelf_load(&shelf, folder.path, count_bad, &bad, &problem), TF_OK);
    assert_int_equal(bad, 1);
    assert_int_equal(shelf.formats.count, 1);
    assert_int_equal(tf_format_shelf_find(&found, &shelf, "good", &problem), TF_OK);
    assert_string_equal(found->title, "Good");
    assert_int_equal(tf_format_shelf_find(&found, &shelf, "none", &problem), TF_ERR_NOT_FOUND);
    assert_int_equal(tf_format_shelf_find(&found, &shelf, folder_file(&folder, "bad.ini"), &problem),
                     TF_ERR_INVALID);
    assert_non_null(strstr(problem.where, "bad.ini:4"));
    write_file(&folder, "good.ini", "[format]\ntitle = Better\n"); /* by its path it is read again */
    assert_int_equal(tf_format_shelf_find(&found, &shelf, folder_file(&folder, "good.ini"), &problem), TF_OK);
    assert_string_equal(found->title, "Better");
    assert_int_equal(shelf.formats.count, 1);
    tf_format_shelf_free(&shelf);
    assert_int_equal(tf_format_shelf_load(&shelf, "/nowhere", NULL, NULL, &problem), TF_ERR_NOT_FOUND);
    tf_format_shelf_free(&shelf);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_with_the_program_is_right_and_translated),
        cmocka_unit_test(the_files_rule_what_their_names_stood_for),
        cmocka_unit_test(a_bad_file_is_refused_and_the_rest_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
