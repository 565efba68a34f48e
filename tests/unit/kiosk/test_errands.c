/* What the wall asks for beside the ledger's commands, on a real file. */
#include "kiosk/errands.h"

#include "kiosk/desk.h"
#include "kiosk/run_options.h"
#include "kiosk/settings.h"
#include "ledger/history.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct kit {
    struct folder folder;
    struct tf_desk *desk;
    struct tf_keep *keep;
    struct tf_clock clock;
    struct tf_errands_options options;
    struct tf_knobs *knobs;
    char data[128], settings[128];
};

static void begin(struct kit *kit)
{
    memset(kit, 0, sizeof *kit);
    folder_make(&kit->folder);
    snprintf(kit->data, sizeof kit->data, "%s", folder_file(&kit->folder, "event.twofeet"));
    snprintf(kit->settings, sizeof kit->settings, "%s", folder_file(&kit->folder, "twofeet.ini"));
    tf_clock_init(&kit->clock);
    tf_clock_start_at(&kit->clock, SUPPORT_10H00_S);
    assert_int_equal(tf_desk_open(&kit->desk, kit->data, NULL, NULL), TF_OK);
    struct tf_ledger *ledger = tf_desk_ledger(kit->desk);
    const struct tf_keep_options keep = {.ledger = ledger, .is_hasty = true};
    assert_int_equal(tf_keep_open(&kit->keep, &keep), TF_OK);
    assert_int_equal(tf_knobs_create(&kit->knobs, kit->settings, NULL, NULL), TF_OK);
    kit->options = (struct tf_errands_options){
        .ledger = ledger, .keep = kit->keep, .clock = &kit->clock, .knobs = kit->knobs, .data = kit->data};
}

static void end(struct kit *kit)
{
    tf_knobs_destroy(kit->knobs);
    tf_keep_close(kit->keep);
    tf_desk_close(kit->desk);
    folder_remove(&kit->folder);
}

static enum tf_err run(const struct kit *kit, enum tf_errand_what what, uint64_t a, const char *text,
                       uint64_t *out)
{
    struct tf_errand errand = {.what = what, .a = a};
    snprintf(errand.text, sizeof errand.text, "%s", text);
    struct tf_errand_answer *answer = tf_errands_run(&kit->options, &errand);
    assert_non_null(answer);
    enum tf_err err = answer->err;
    *out = answer->errand.a;
    tf_errand_answer_destroy(answer);
    return err;
}

static void a_setting_of_the_wall_is_there_at_the_next_start(void **state)
{
    struct tf_run_arguments arguments;
    struct tf_options options;
    struct tf_settings *settings = NULL;
    struct kit kit;
    uint64_t a;
    (void)state;

    begin(&kit);
    assert_int_equal(run(&kit, TF_ERRAND_SETTING, 0, "bell=1", &a), TF_OK);
    assert_int_equal(run(&kit, TF_ERRAND_SETTING, 0, "quiet-hours=no", &a), TF_OK);
    assert_int_equal(run(&kit, TF_ERRAND_SETTING, 0, "bell=4", &a), TF_OK);
    assert_int_equal(run(&kit, TF_ERRAND_SETTING, 0, "lang=a\nb", &a), TF_ERR_INVALID);
    tf_run_arguments_init(&arguments);
    tf_run_options(&options, &arguments);
    assert_int_equal(tf_settings_read(&settings, kit.settings, false, &options), TF_OK);
    assert_int_equal(tf_settings_finding_count(settings), 0);
    assert_int_equal(arguments.bell, 4);
    assert_int_equal(arguments.quiet_hours, 0);
    tf_settings_free(settings);
    tf_knobs_destroy(kit.knobs);
    assert_int_equal(tf_knobs_create(&kit.knobs, "/nowhere/twofeet.ini", NULL, NULL), TF_OK);
    kit.options.knobs = kit.knobs;
    assert_int_equal(run(&kit, TF_ERRAND_SETTING, 0, "bell=1", &a), TF_ERR_IO);
    end(&kit);
}

/* A board of one session, by commands. */
static uint64_t post(struct kit *kit, const char *title)
{
    struct tf_answer answer;
    struct tf_command *set_up = support_command_by(TF_VERB_SET_UP, TF_ROLE_ORGANISER, 0);
    const struct tf_gathering gathering = {.record = {.kind = TF_KIND_GATHERING, .key = {0, 1}},
                                           .title = "Camp",
                                           .subtitle = "",
                                           .code = "camp",
                                           .zone = "UTC",
                                           .language = "en",
                                           .format = "open-space",
                                           .place = "",
                                           .url = "",
                                           .guid = "6d0b9f4e-5d0e-4b6a-8a53-3f4f2f0c0a22"};
    assert_int_equal(tf_command_set_record(set_up, &gathering.record, tf_schema_all(TF_KIND_GATHERING)),
                     TF_OK);
    assert_int_equal(tf_desk_do(kit->desk, set_up, &answer, NULL), TF_OK);
    assert_int_equal(tf_desk_do(kit->desk, support_propose(title, 1001, "CARD2"), &answer, NULL), TF_OK);
    return answer.sequence;
}

static void what_is_erased_is_gone_from_the_board_that_everybody_reads(void **state)
{
    struct tf_subscription *reader = NULL;
    struct tf_event *newest[2];
    struct kit kit;
    size_t count = 0;
    bool has_more;
    uint64_t a, before;
    (void)state;

    begin(&kit);
    before = post(&kit, "Compost");
    assert_int_equal(tf_ledger_subscribe(kit.options.ledger, &reader, NULL, NULL), TF_OK);
    assert_int_equal(run(&kit, TF_ERRAND_ERASE, 0, "Nobody", &a), TF_OK);
    assert_int_equal(a, 0);
    assert_int_equal(run(&kit, TF_ERRAND_ERASE, 1, "card2", &a), TF_OK);
    assert_int_equal(a, 1);
    struct tf_board *board = tf_subscription_take(reader);
    assert_non_null(board);
    assert_int_equal(board->revision, before + 1); /* what was made of an older one is not shown again */
    assert_null(tf_board_session(board, 1001));
    tf_board_unref(board);
    assert_int_equal(tf_ledger_history(kit.options.ledger, 0, newest, 2, &count, &has_more), TF_OK);
    assert_int_equal(newest[0]->verb, TF_VERB_ERASE);
    assert_int_equal(newest[0]->actor.role, TF_ROLE_ORGANISER);
    assert_int_equal(newest[1]->change_count, 0);
    tf_event_unref(newest[0]);
    tf_event_unref(newest[1]);
    struct tf_answer answer; /* and it goes on */
    assert_int_equal(tf_desk_do(kit.desk, support_propose("Bees", 1002, "CARD3"), &answer, NULL), TF_OK);
    assert_int_equal(answer.sequence, before + 2);
    tf_ledger_unsubscribe(kit.options.ledger, reader);
    end(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_setting_of_the_wall_is_there_at_the_next_start),
        cmocka_unit_test(what_is_erased_is_gone_from_the_board_that_everybody_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
