/* The desk's other pages: who may see and do what, what they do, hostile input through every field. */
#include "desk_kit.h"

#include "words/words.h"

#include <inttypes.h>

#define BOARD "3 spaces, 3 slots, break 11:00, Ants in A at 10:00, Bees in B at 10:00, Compost"

static const struct {
    const char *path;
    enum tf_role least;
} PAGES[] = {
    {"/desk", TF_ROLE_HELPER},
    {"/desk/new", TF_ROLE_HELPER},
    {"/desk/news", TF_ROLE_HELPER},
    {"/desk/day", TF_ROLE_ORGANISER},
    {"/desk/spaces", TF_ROLE_ORGANISER},
    {"/desk/times", TF_ROLE_ORGANISER},
    {"/desk/care", TF_ROLE_HELPER},
    {"/desk/history", TF_ROLE_HELPER},
    {"/desk/draft", TF_ROLE_ORGANISER},
    {"/desk/health", TF_ROLE_HELPER},
    {"/desk/settings", TF_ROLE_ORGANISER},
    {"/desk/erase", TF_ROLE_ORGANISER},
    {"/desk/full-copy.json", TF_ROLE_ORGANISER},
};

static const struct {
    const char *path;
    enum tf_role least;
} WRITES[] = {
    {"/desk/new", TF_ROLE_HELPER},           {"/desk/news", TF_ROLE_HELPER},
    {"/desk/news/7", TF_ROLE_HELPER},        {"/desk/day/phase", TF_ROLE_ORGANISER},
    {"/desk/day/shift", TF_ROLE_ORGANISER},  {"/desk/space/101", TF_ROLE_ORGANISER},
    {"/desk/space/new", TF_ROLE_ORGANISER},  {"/desk/time/201", TF_ROLE_ORGANISER},
    {"/desk/time/new", TF_ROLE_ORGANISER},   {"/desk/care/unhide", TF_ROLE_HELPER},
    {"/desk/care/hide", TF_ROLE_HELPER},     {"/desk/care/fine", TF_ROLE_HELPER},
    {"/desk/care/block", TF_ROLE_ORGANISER}, {"/desk/care/unblock", TF_ROLE_ORGANISER},
    {"/desk/history/undo", TF_ROLE_HELPER},  {"/desk/history/back", TF_ROLE_ORGANISER},
    {"/desk/draft", TF_ROLE_ORGANISER},      {"/desk/event", TF_ROLE_ORGANISER},
    {"/desk/format", TF_ROLE_ORGANISER},     {"/desk/settings/bell", TF_ROLE_ORGANISER},
    {"/desk/care/idea", TF_ROLE_HELPER},     {"/desk/erase", TF_ROLE_ORGANISER},
    {"/desk/move", TF_ROLE_HELPER},          {"/desk/lock", TF_ROLE_HELPER},
    {"/desk/hide", TF_ROLE_HELPER},
};
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void each_role_sees_and_does_what_it_may(void **state)
{
    (void)state;
    for (int role = TF_ROLE_GUEST; role <= TF_ROLE_ORGANISER; role++) {
        struct asking a;
        asking_begin(&a, support_board(BOARD));
        if (role != TF_ROLE_GUEST) {
            pair(&a, (enum tf_role)role);
        }
        for (size_t i = 0; i < COUNT_OF(PAGES); i++) {
            get(&a, PAGES[i].path);
            assert_int_equal(a.reply.status, role >= (int)PAGES[i].least ? 200 : 403);
        }
        for (size_t i = 0; i < COUNT_OF(WRITES); i++) {
            post(&a, WRITES[i].path, "");
            assert_true((a.reply.status == 403) == (role < (int)WRITES[i].least));
        }
        assert_int_equal((int)a.board->revision, 1);
        asking_end(&a);
    }
}

static void many_titles_are_one_step_with_their_hosts(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    char body[8192] = "titles=Owls+%2F+Ann%0D%0A%0D%0A++Caf%C3%A9++%0A1+%2F2+pipes%0A";
    for (int i = 0; i < 47; i++) {
        size_t len = strlen(body);
        snprintf(body + len, sizeof(body) - len, "Title+number+%d%%0A", i);
    }
    post(&a, "/desk/new", body);
    assert_int_equal(a.reply.status, 303);
    assert_int_equal((int)a.board->revision, 2);
    assert_int_equal((int)tf_table_count(a.board->tables[TF_KIND_SESSION]), 3 + 50);
    const struct tf_session *owls = tf_board_session(a.board, support_session(a.board, "Owls"));
    assert_string_equal(owls->host, "Ann");
    assert_int_equal(owls->state, TF_SESSION_OPEN);
    support_session(a.board, "Café");
    support_session(a.board, "1 /2 pipes");
    post(&a, "/desk/history/undo", "sequence=2");
    assert_int_equal((int)tf_table_count(a.board->tables[TF_KIND_SESSION]), 3);
    asking_end(&a);
}

static void one_bad_title_keeps_all_of_them_in_the_form(void **state)
{
    (void)state;
    struct asking a;
    char body[1024] = "titles=Owls%0A";
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    for (int i = 0; i < 200; i++) {
        strncat(body, "x", 2);
    }
    const char *page = post(&a, "/desk/new", body);
    assert_int_equal(a.reply.status, 400);
    assert_says(page, "Line 2");
    assert_says(page, "Owls\nxxx");
    assert_int_equal((int)a.board->revision, 1);
    post(&a, "/desk/new", "titles=+%0A+");
    assert_int_equal(a.reply.status, 400);
    asking_end(&a);
}

static const struct tf_news *only_news(const struct asking *a)
{
    struct tf_table_iter it = tf_table_first(a->board->tables[TF_KIND_NEWS]);
    assert_non_null(it.record);
    return TF_NEWS(it.record);
}

static void news_is_written_pinned_and_taken_down(void **state)
{
    (void)state;
    struct asking a;
    char path[64], body[128];
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    post(&a, "/desk/news", "text=Soup+%3Cnow%3E&for=30&pinned=0");
    assert_int_equal(a.reply.status, 303);
    assert_true(only_news(&a)->expires_at == a.now_s + 1800);
    assert_says(get(&a, "/news"), "Soup &lt;now&gt;");
    snprintf(path, sizeof(path), "/desk/news/%llu", (unsigned long long)only_news(&a)->record.key.id);
    const char *seen = after(&a, get(&a, "/desk/news"), "name=\"seen\" value=\"");
    snprintf(body, sizeof(body), "pinned=1&seen=%s", seen);
    post(&a, path, body);
    assert_true(only_news(&a)->pinned);
    snprintf(body, sizeof(body), "hidden=1&seen=%s", seen); /* as another saw it before */
    const char *page = post(&a, path, body);
    assert_int_equal(a.reply.status, 409);
    assert_says(page, "Somebody else changed this meanwhile");
    assert_false(only_news(&a)->hidden);
    snprintf(body, sizeof(body), "hidden=1&seen=%s", after(&a, page, "name=\"seen\" value=\""));
    post(&a, path, body);
    assert_true(only_news(&a)->hidden);
    assert_not_says(get(&a, "/news"), "Soup");
    asking_end(&a);
}

static void the_phase_moves_and_a_phase_that_another_began_is_not_overridden(void **state)
{
    (void)state;
    struct asking a;
    char body[64];
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    int phase = (int)tf_board_gathering(a.board)->phase;
    snprintf(body, sizeof(body), "phase=4&seen=%d", phase);
    post(&a, "/desk/day/phase", body);
    assert_int_equal(tf_board_gathering(a.board)->phase, TF_PHASE_CONVERGENCE);
    snprintf(body, sizeof(body), "phase=5&seen=%d", phase);
    post(&a, "/desk/day/phase", body);
    assert_int_equal(a.reply.status, 409);
    assert_int_equal(tf_board_gathering(a.board)->phase, TF_PHASE_CONVERGENCE);
    asking_end(&a);
}

static void the_clock_is_turned_on_and_what_is_announced_stands_on_the_pages(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    post(&a, "/desk/day/phase", "clock=1");
    assert_true(tf_board_gathering(a.board)->by_clock);
    post(&a, "/desk/day/phase", "clock=0");
    post(&a, "/desk/day/phase", "clock=7");
    assert_int_equal(a.reply.status, 400);
    assert_false(tf_board_gathering(a.board)->by_clock);
    assert_not_says(get(&a, "/"), "From ");
    struct tf_gathering soon = *tf_board_gathering(a.board);
    soon.next_phase = TF_PHASE_CLOSING;
    soon.next_phase_at = SUPPORT_10H00_S + 300;
    support_put(&a.board, &soon.record);
    asking_shelve(&a);
    const char *const pages[] = {"/", "/wall", "/desk/day"};
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        assert_says(get(&a, pages[i]), "From \u206810:05\u2069: Closing");
    }
    asking_end(&a);
}

static void a_row_says_which_phase_begins_with_it(void **state)
{
    (void)state;
    struct asking a;
    char body[192];
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    const char *const begins[] = {"2", "", "9", "-1", "22"};
    for (size_t i = 0; i < COUNT_OF(begins); i++) {
        const char *seen = after(&a, get(&a, "/desk/times"), "name=\"seen\" value=\"");
        snprintf(body, sizeof(body), "start=10:00&end=11:00&kind=session&title=&begins=%s&seen=%s", begins[i],
                 seen);
        post(&a, "/desk/time/201", body);
        int want = i == 0 ? (int)TF_PHASE_SESSIONS + 1 : (int)TF_BEGINS_NOTHING;
        assert_int_equal(tf_board_slot(a.board, 201)->begins, want);
    }
    asking_end(&a);
}

static void everything_after_a_row_moves(void **state)
{
    (void)state;
    struct asking a;
    char body[128];
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    const char *seen =
        after(&a, get(&a, "/desk/day"), "value=\"202\"><input type=\"hidden\" name=\"seen\" value=\"");
    snprintf(body, sizeof(body), "slot=202&minutes=10&seen=%s", seen);
    post(&a, "/desk/day/shift", body);
    assert_true(tf_board_slot(a.board, 202)->start == SUPPORT_10H00_S + 3600 + 600);
    assert_true(tf_board_slot(a.board, 203)->start == SUPPORT_10H00_S + 7200 + 600);
    post(&a, "/desk/day/shift", body);
    assert_int_equal(a.reply.status, 409);
    asking_end(&a);
}

static void a_space_is_added_renamed_and_closed(void **state)
{
    (void)state;
    struct asking a;
    char body[256];
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    post(&a, "/desk/space/new", "name=Roof&capacity=12&feature0=1");
    assert_int_equal((int)a.board->grid->space_count, 4);
    assert_string_equal(a.board->grid->spaces[3]->name, "Roof");
    assert_int_equal((int)a.board->grid->spaces[3]->features, TF_FEATURE_PROJECTOR);
    const char *seen = after(&a, get(&a, "/desk/spaces"), "name=\"seen\" value=\"");
    snprintf(body, sizeof(body), "name=Attic&capacity=20&position=4&closed=1&seen=%s", seen);
    post(&a, "/desk/space/101", body);
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(a.board->grid->spaces[3]->name, "Attic");
    assert_string_equal(where_is(&a, "Ants"), "");
    post(&a, "/desk/space/101", body);
    assert_int_equal(a.reply.status, 409);
    asking_end(&a);
}

static void a_time_is_added_changed_and_removed(void **state)
{
    (void)state;
    struct asking a;
    char body[256];
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    post(&a, "/desk/time/new", "date=2026-11-25&start=23:30&end=00:15&kind=plenary&title=Fire");
    assert_int_equal(a.reply.status, 303);
    assert_int_equal((int)a.board->grid->slot_count, 4);
    assert_true(a.board->grid->slots[3]->end - a.board->grid->slots[3]->start == 45 * 60);
    const char *seen = after(&a, get(&a, "/desk/times"), "name=\"seen\" value=\"");
    snprintf(body, sizeof(body), "start=09:30&end=11:00&kind=session&seen=%s", seen);
    post(&a, "/desk/time/201", body);
    assert_true(tf_board_slot(a.board, 201)->start == SUPPORT_10H00_S - 1800);
    seen = after(&a, get(&a, "/desk/times"), "name=\"seen\" value=\"");
    snprintf(body, sizeof(body), "remove=1&seen=%s", seen);
    post(&a, "/desk/time/201", body);
    assert_null(tf_board_slot(a.board, 201));
    assert_string_equal(where_is(&a, "Ants"), "");
    asking_end(&a);
}

static void the_last_minutes_are_frozen_with_minutes_alone(void **state)
{
    static const char *const WRONG[] = {"-1", "241", "99999", "ten", "", "1e2", "+5", "5 "};
    (void)state;
    struct asking a;
    char body[256];
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        const char *form = strstr(get(&a, "/desk/times"), "/desk/time/freeze");
        assert_non_null(form);
        const char *seen = after(&a, form, "name=\"seen\" value=\"");
        snprintf(body, sizeof(body), "freeze=%s&seen=%s", WRONG[i], seen);
        post(&a, "/desk/time/freeze", body);
        assert_int_equal(a.reply.status, 400);
        assert_int_equal(tf_board_gathering(a.board)->freeze_min, 0);
    }
    const char *seen =
        after(&a, strstr(get(&a, "/desk/times"), "/desk/time/freeze"), "name=\"seen\" value=\"");
    snprintf(body, sizeof(body), "freeze=15&seen=%s", seen);
    post(&a, "/desk/time/freeze", body);
    assert_int_equal(a.reply.status, 303);
    assert_int_equal(tf_board_gathering(a.board)->freeze_min, 15);
    post(&a, "/desk/time/freeze", body); /* what somebody changed meanwhile is asked about */
    assert_int_not_equal(a.reply.status, 303);
    asking_end(&a);
}

static void what_is_hidden_is_listed_and_shown_again(void **state)
{
    (void)state;
    struct asking a;
    char body[512];
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    snprintf(body, sizeof(body), "%s&reason=Spam%%3Cimg%%3E", held(&a, "p2001"));
    post(&a, "/desk/hide", body);
    const char *page = get(&a, "/desk/care");
    assert_says(page, "Spam&lt;img&gt;");
    snprintf(body, sizeof(body), "session=1001&seen=%s", after(&a, page, "name=\"seen\" value=\""));
    post(&a, "/desk/care/unhide", body);
    assert_int_equal(tf_board_session(a.board, 1001)->state, TF_SESSION_OPEN);
    asking_end(&a);
}

static void a_flag_that_was_looked_at_is_gone_until_the_words_change(void **state)
{
    (void)state;
    struct asking a;
    char body[128];
    struct tf_flag_words *words = NULL;
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    assert_int_equal(tf_flag_words_read(&words, "compost", 7, NULL), TF_OK);
    a.site.flag_words = words;
    const char *page = get(&a, "/desk/care");
    assert_says(page, "A word of your list is on its card");
    snprintf(body, sizeof(body), "session=%" PRIu64 "&flag=%s", support_session(a.board, "Compost"),
             after(&a, strstr(page, "/desk/care/fine"), "name=\"flag\" value=\""));
    post(&a, "/desk/care/fine", "session=1001&flag=0000000000000000"); /* junk does nothing */
    assert_says(get(&a, "/desk/care"), "A word of your list is on its card");
    post(&a, "/desk/care/fine", body);
    assert_int_equal(a.reply.status, 303);
    assert_not_says(get(&a, "/desk/care"), "A word of your list is on its card");
    struct tf_session session = *tf_board_session(a.board, support_session(a.board, "Compost"));
    session.title = "More compost";
    support_put(&a.board, &session.record);
    asking_shelve(&a);
    assert_says(get(&a, "/desk/care"), "A word of your list is on its card");
    a.site.flag_words = NULL;
    tf_flag_words_free(words);
    asking_end(&a);
}

static void a_draft_is_explained_published_as_one_step_and_taken_back(void **state)
{
    (void)state;
    struct asking a;
    char body[256];
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    assert_says(get(&a, "/desk/draft?seed=1"), tf_words_reason(TF_LANG_EN, TF_REASON_NO_SCHEDULE));
    struct tf_gathering gathering = *tf_board_gathering(a.board);
    gathering.format = "barcamp";
    support_put(&a.board, &gathering.record);
    support_star(&a.board, "Compost", 55);
    asking_shelve(&a);
    const char *page = get(&a, "/desk/draft?seed=1");
    assert_says(page, "Compost");
    const char *from = after(&a, page, "name=\"from\" value=\"");
    snprintf(body, sizeof(body), "seed=1&from=%s&seen=%s", from, after(&a, page, "name=\"seen\" value=\""));
    uint64_t revision = a.board->revision;
    post(&a, "/desk/draft", body);
    assert_int_equal(a.reply.status, 303);
    assert_true(a.board->revision == revision + 1);
    assert_string_not_equal(where_is(&a, "Compost"), "");
    post(&a, "/desk/draft", body); /* what is published is what was looked at */
    assert_int_equal(a.reply.status, 409);
    snprintf(body, sizeof(body), "sequence=%d", (int)a.board->revision);
    post(&a, "/desk/undo", body);
    assert_string_equal(where_is(&a, "Compost"), "");
    asking_end(&a);
}

static void look_hot(void *user, struct tf_web_health *out)
{
    *out = (struct tf_web_health){.disk_bytes = 9000000000,
                                  .disk_free_bytes = 12000000,
                                  .has_temperature = true,
                                  .temperature_c = *(int *)user,
                                  .has_printer = true,
                                  .has_backups = true,
                                  .backup_at = SUPPORT_10H00_S - 7200,
                                  .printer = "The printer is out of paper."};
}

static void health_says_what_wants_a_look(void **state)
{
    (void)state;
    struct asking a;
    int degrees = 91;
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    a.site.health = look_hot;
    a.site.health_user = &degrees;
    const char *page = get(&a, "/desk/health");
    assert_says(page, "12 / 9000 MB");
    assert_says(page, "91 °C");
    assert_says(page, "The printer is out of paper.");
    assert_says(page, "Nobody has confirmed the time");
    assert_says(page, "Last backup");
    assert_says(page, "08:00");
    asking_end(&a);
}

static enum tf_err draw_cards(void *user, struct tf_buf *out, const struct tf_board *board,
                              const char *base_url)
{
    const enum tf_err *err = user;
    (void)board;
    tf_buf_puts(out, base_url);
    return *err;
}

static void cards_and_a_full_copy_are_for_those_who_help(void **state)
{
    (void)state;
    struct asking a;
    enum tf_err err = TF_OK;
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    get(&a, "/desk/cards.pdf");
    assert_int_equal(a.reply.status, 404); /* nobody draws them */
    a.site.draw_cards = draw_cards;
    a.site.draw_user = &err;
    const char *page = get(&a, "/desk/health");
    assert_says(page, "/desk/cards.pdf");
    assert_says(page, "/desk/full-copy.json");
    assert_says(get(&a, "/desk/cards.pdf"), "http://");
    assert_says(get(&a, "/desk/full-copy.json"), "\"twofeet\"");
    err = TF_ERR_INVALID;
    get(&a, "/desk/cards.pdf");
    assert_int_equal(a.reply.status, 404);
    err = TF_ERR_NOMEM;
    get(&a, "/desk/cards.pdf");
    assert_int_equal(a.reply.status, 503);
    asking_end(&a);
    err = TF_OK;
    asking_begin(&a, support_board(BOARD)); /* a guest */
    a.site.draw_cards = draw_cards;
    a.site.draw_user = &err;
    get(&a, "/desk/cards.pdf");
    assert_int_equal(a.reply.status, 403);
    asking_end(&a);
}

static void nonsense_in_every_field_of_every_form_changes_nothing(void **state)
{
    (void)state;
    static const char *const VALUES[] = {"%22%3E%3Cscript%3E",    "-1",      "99999999999999999999", "",
                                         "%F0%9F%90%9D%E2%80%AE", "10%3A99", "2026-02-31",           "0"};
    static const char *const FIELDS[] = {
        "slot", "minutes", "phase",  "seen",   "name",    "capacity", "position", "start", "end",  "kind",
        "date", "remove",  "hidden", "pinned", "session", "device",   "sequence", "day",   "pick", "to"};
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    for (size_t v = 0; v < COUNT_OF(VALUES); v++) {
        char body[2048] = "";
        for (size_t f = 0; f < COUNT_OF(FIELDS); f++) {
            size_t len = strlen(body);
            snprintf(body + len, sizeof(body) - len, "%s%s=%s", f > 0 ? "&" : "", FIELDS[f], VALUES[v]);
        }
        for (size_t i = 2; i < COUNT_OF(WRITES); i++) {
            if (strcmp(WRITES[i].path, "/desk/space/new") == 0) {
                continue; /* any name is a name */
            }
            const char *page = post(&a, WRITES[i].path, body);
            assert_not_says(page, "<script>");
            assert_in_range(a.reply.status, 303, 499);
        }
        for (size_t i = 0; i < COUNT_OF(PAGES); i++) {
            char path[512];
            snprintf(path, sizeof(path), "%s?day=%s&pick=%s&did=%s&at=%s&before=%s", PAGES[i].path, VALUES[v],
                     VALUES[v], VALUES[v], VALUES[v], VALUES[v]);
            assert_not_says(get(&a, path), "<script>");
            assert_int_equal(a.reply.status, 200);
        }
    }
    assert_int_equal((int)a.board->revision, 1);
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_role_sees_and_does_what_it_may),
        cmocka_unit_test(many_titles_are_one_step_with_their_hosts),
        cmocka_unit_test(one_bad_title_keeps_all_of_them_in_the_form),
        cmocka_unit_test(news_is_written_pinned_and_taken_down),
        cmocka_unit_test(the_phase_moves_and_a_phase_that_another_began_is_not_overridden),
        cmocka_unit_test(the_clock_is_turned_on_and_what_is_announced_stands_on_the_pages),
        cmocka_unit_test(a_row_says_which_phase_begins_with_it),
        cmocka_unit_test(everything_after_a_row_moves),
        cmocka_unit_test(a_space_is_added_renamed_and_closed),
        cmocka_unit_test(a_time_is_added_changed_and_removed),
        cmocka_unit_test(the_last_minutes_are_frozen_with_minutes_alone),
        cmocka_unit_test(what_is_hidden_is_listed_and_shown_again),
        cmocka_unit_test(a_flag_that_was_looked_at_is_gone_until_the_words_change),
        cmocka_unit_test(a_draft_is_explained_published_as_one_step_and_taken_back),
        cmocka_unit_test(health_says_what_wants_a_look),
        cmocka_unit_test(cards_and_a_full_copy_are_for_those_who_help),
        cmocka_unit_test(nonsense_in_every_field_of_every_form_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
