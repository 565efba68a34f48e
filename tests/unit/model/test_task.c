/* The organisers' sheets, each from its tap in the menu to what the rules made of it, and taken back. */
#include "task_kit.h"

static const struct tf_news *only_news(const struct desk *desk)
{
    struct tf_table_iter it = tf_table_first(desk->board->tables[TF_KIND_NEWS]);
    assert_int_equal(tf_table_count(desk->board->tables[TF_KIND_NEWS]), 1);
    return TF_NEWS(it.record);
}

static void the_phase_moves_by_hand_and_back(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 2 slots", TF_ROLE_ORGANISER, TF_SCREEN_DAY);
    enum tf_phase before = tf_board_gathering(desk.board)->phase;
    press(&desk, TF_TASK_DO_PHASE, TF_PHASE_CONVERGENCE);
    assert_int_equal(tf_board_gathering(desk.board)->phase, TF_PHASE_CONVERGENCE);
    take_back(&desk);
    assert_int_equal(tf_board_gathering(desk.board)->phase, before);
    leave(&desk);
}

static void all_that_has_not_begun_moves_ten_minutes(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 3 slots, Ants in A at 12:00", TF_ROLE_ORGANISER, TF_SCREEN_DAY);
    uint64_t first = support_slot(desk.board, "10:00"), second = support_slot(desk.board, "11:00");
    int64_t start = tf_board_slot(desk.board, second)->start;
    struct shown now = shown(&desk);
    assert_string_equal(now.sheet.hint, "What begins at 11:00 and all after it can move."); /* it is 10:00 */
    assert_true(now.sheet.feet[0].intent.b == second);
    tf_arena_free(&now.arena);
    press(&desk, TF_TASK_DO_LATER, second);
    assert_true(tf_board_slot(desk.board, second)->start == start + 600);
    assert_true(tf_board_slot(desk.board, first)->start == SUPPORT_10H00_S);
    leave(&desk);
}

static void news_is_announced_pinned_and_taken_down(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots", TF_ROLE_ORGANISER, TF_SCREEN_NEWS);
    press(&desk, TF_TASK_DO_TYPE, 0);
    assert_true(desk.s->task->is_typing);
    type(&desk, "soup");
    press(&desk, TF_TASK_DO_UNTIL, 0);
    enter(&desk);
    assert_false(desk.s->task->is_typing);
    assert_string_equal(only_news(&desk)->text, "soup");
    assert_true(only_news(&desk)->expires_at == SUPPORT_10H00_S + 3600);
    assert_line(&desk, 0, "soup", "since 10:00, until 11:00");
    press(&desk, TF_TASK_DO_PIN, only_news(&desk)->record.key.id);
    assert_true(only_news(&desk)->pinned);
    press(&desk, TF_TASK_DO_TAKE_DOWN, only_news(&desk)->record.key.id);
    assert_true(only_news(&desk)->hidden && only_news(&desk)->pinned);
    assert_int_equal(line_count(&desk), 0);
    take_back(&desk);
    assert_int_equal(line_count(&desk), 1);
    leave(&desk);
}

static void nothing_typed_is_no_news(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots", TF_ROLE_ORGANISER, TF_SCREEN_NEWS);
    press(&desk, TF_TASK_DO_TYPE, 0);
    enter(&desk);
    assert_int_equal(desk.sent, 0);
    assert_non_null(desk.s->notice);
    assert_true(desk.s->task->is_typing);
    press(&desk, TF_TASK_DO_TYPE, 0); /* never mind */
    assert_false(desk.s->task->is_typing);
    leave(&desk);
}

static void the_usual_day_is_one_step(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 0 slots", TF_ROLE_ORGANISER, TF_SCREEN_TIMES);
    assert_int_equal(line_count(&desk), 0);
    press(&desk, TF_TASK_DO_LAY_OUT, 0);
    press(&desk, TF_TASK_DO_FILL_DAY, 0);
    assert_int_equal(desk.sent, 1);
    assert_int_equal(desk.board->grid->slot_count, 7);
    assert_line(&desk, 0, "10:00 – 10:45", "no session yet");
    assert_line(&desk, 2, "12:30 – 13:30", "Lunch");
    assert_line(&desk, 6, "16:30 – 17:15", NULL);
    take_back(&desk);
    assert_int_equal(desk.board->grid->slot_count, 0);
    leave(&desk);
}

static void a_day_is_copied_to_the_next_and_shown(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 3 slots, break 11:00", TF_ROLE_ORGANISER, TF_SCREEN_TIMES);
    press(&desk, TF_TASK_DO_COPY_DAY, 0);
    assert_int_equal(desk.board->grid->day_count, 2);
    assert_int_equal(desk.board->grid->slot_count, 6);
    assert_int_equal(desk.board->grid->slots[4]->kind, TF_SLOT_BREAK);
    assert_true(desk.board->grid->slots[4]->start == desk.board->grid->slots[1]->start + 86400);
    press(&desk, TF_TASK_DO_NEXT_DAY, 0);
    assert_int_equal(desk.s->day, 1);
    take_back(&desk);
    assert_int_equal(desk.board->grid->slot_count, 3);
    leave(&desk);
}

static void a_row_is_added_changed_and_removed(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 2 slots, Ants in A at 10:00", TF_ROLE_ORGANISER, TF_SCREEN_TIMES);
    press(&desk, TF_TASK_DO_ADD_SLOT, 0);
    assert_int_equal(desk.board->grid->slot_count, 3);
    assert_true(desk.board->grid->slots[2]->start == SUPPORT_10H00_S + 7200);
    uint64_t last = desk.board->grid->slots[2]->record.key.id;
    press(&desk, TF_TASK_DO_CHOOSE, last);
    press(&desk, TF_TASK_DO_KIND, TF_SLOT_BREAK);
    assert_int_equal(tf_board_slot(desk.board, last)->kind, TF_SLOT_BREAK);
    press(&desk, TF_TASK_DO_REMOVE_SLOT, last);
    assert_int_equal(desk.board->grid->slot_count, 2);
    press(&desk, TF_TASK_DO_CHOOSE, desk.board->grid->slots[0]->record.key.id);
    struct shown now = shown(&desk);
    assert_non_null(now.sheet.lines[now.sheet.line_count - 1].buttons[0].why_not); /* Ants are in it */
    tf_arena_free(&now.arena);
    press(&desk, TF_TASK_DO_CHOOSE, desk.board->grid->slots[1]->record.key.id);
    now = shown(&desk);
    assert_null(now.sheet.lines[now.sheet.line_count - 1].buttons[0].why_not);
    tf_arena_free(&now.arena);
    leave(&desk);
}

static void a_space_is_added_renamed_and_closed(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots, Ants in A at 10:00", TF_ROLE_ORGANISER, TF_SCREEN_SPACES);
    press(&desk, TF_TASK_DO_TYPE, 0);
    type(&desk, "yard");
    enter(&desk);
    assert_int_equal(desk.board->grid->space_count, 2);
    assert_string_equal(desk.board->grid->spaces[1]->name, "yard");
    uint64_t yard = desk.board->grid->spaces[1]->record.key.id, a = support_space(desk.board, "A");
    press(&desk, TF_TASK_DO_LARGER, yard);
    assert_line(&desk, 1, "yard", "for 25 people, 0 sessions");
    press(&desk, TF_TASK_DO_TYPE, yard);
    go(&desk, TF_INTENT_KEY_FUNCTION, TF_KEY_SELECT_ALL, 0);
    type(&desk, "barn");
    enter(&desk);
    assert_string_equal(tf_board_space(desk.board, yard)->name, "barn");
    press(&desk, TF_TASK_DO_CLOSE, a);
    assert_true(tf_board_space(desk.board, a)->closed);
    assert_int_equal(tf_board_session(desk.board, support_session(desk.board, "Ants"))->state,
                     TF_SESSION_OPEN);
    take_back(&desk);
    assert_int_equal(desk.board->grid->placement_count, 1);
    leave(&desk);
}

static void many_titles_go_in_with_enter_between(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots", TF_ROLE_ORGANISER, TF_SCREEN_BATCH);
    press(&desk, TF_TASK_DO_TYPE, 0);
    type(&desk, "ants");
    enter(&desk);
    assert_true(desk.s->task->is_typing);
    assert_string_equal(tf_editor_text(desk.s->task->editor), "");
    type(&desk, "bees");
    enter(&desk);
    press(&desk, TF_TASK_DO_TYPE, 0);
    assert_int_equal(tf_table_count(desk.board->tables[TF_KIND_SESSION]), 2);
    assert_int_equal(line_count(&desk), 2);
    take_back(&desk);
    assert_int_equal(line_count(&desk), 1);
    assert_line(&desk, 0, "ants", "");
    leave(&desk);
}

static void a_session_is_hidden_in_two_taps_with_a_reason(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots, Ants in A at 10:00", TF_ROLE_ORGANISER, TF_SCREEN_HIDE);
    uint64_t ants = support_session(desk.board, "Ants");
    press(&desk, TF_TASK_DO_HIDE, ants);
    struct shown now = shown(&desk);
    assert_int_equal(now.sheet.foot_count, 4);
    tf_arena_free(&now.arena);
    press(&desk, TF_TASK_DO_WHY, 1);
    assert_int_equal(tf_board_session(desk.board, ants)->state, TF_SESSION_HIDDEN);
    assert_line(&desk, 0, "Ants", "It is advertising");
    press(&desk, TF_TASK_DO_SHOW_AGAIN, ants);
    assert_int_equal(tf_board_session(desk.board, ants)->state, TF_SESSION_OPEN);
    leave(&desk);
}

static void set_format(struct desk *desk, const char *format)
{
    struct tf_gathering gathering = *tf_board_gathering(desk->board);
    gathering.format = format;
    support_put(&desk->board, &gathering.record);
    publish(desk);
}

static void look(struct desk *desk)
{
    press(desk, TF_TASK_DO_LOOK, 0);
    for (int i = 0; desk->s->task->is_looking; i++) {
        assert_int_equal(tf_app_wake_in_ms(desk->app), 0);
        tf_app_set_time(desk->app, SUPPORT_10H00_S - 600, ++desk->mono_ms, true);
        assert_true(i < 1000);
    }
}

static void a_draft_is_looked_for_adjusted_and_published_as_one_step(void **state)
{
    (void)state;
    struct desk desk =
        desk_of("2 spaces, 2 slots, Ants, Bees, Compost", TF_ROLE_ORGANISER, TF_SCREEN_SCHEDULE);
    set_format(&desk, "barcamp");
    tf_app_set_time(desk.app, SUPPORT_10H00_S - 600, ++desk.mono_ms, true);
    look(&desk);
    assert_int_equal(desk.sent, 0); /* nothing changes by looking */
    assert_int_equal(line_count(&desk), 3);
    press(&desk, TF_TASK_DO_LEAVE_OUT, 0);
    uint64_t out = desk.s->task->wishes[0].session;
    look(&desk);
    struct shown now = shown(&desk);
    assert_string_equal(now.sheet.hint, "2 sessions have a place. 1 has none.");
    tf_arena_free(&now.arena);
    press(&desk, TF_TASK_DO_PUBLISH, 0);
    assert_int_equal(desk.verb, TF_VERB_SCHEDULE);
    assert_int_equal(desk.board->grid->placement_count, 2);
    assert_int_equal(tf_board_session(desk.board, out)->state, TF_SESSION_OPEN);
    take_back(&desk);
    assert_int_equal(desk.board->grid->placement_count, 0);
    leave(&desk);
}

static void in_open_space_there_is_no_draft(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 2 slots, Ants", TF_ROLE_ORGANISER, TF_SCREEN_SCHEDULE);
    struct shown now = shown(&desk);
    assert_non_null(now.sheet.feet[0].why_not);
    assert_string_equal(now.sheet.empty, now.sheet.feet[0].why_not);
    tf_arena_free(&now.arena);
    press(&desk, TF_TASK_DO_LOOK, 0); /* even if somebody finds a way to it */
    assert_false(desk.s->task->is_looking);
    assert_non_null(desk.s->notice);
    leave(&desk);
}

static void what_was_begun_is_gone_with_whoever_began_it(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 2 slots, Ants", TF_ROLE_ORGANISER, TF_SCREEN_NEWS);
    press(&desk, TF_TASK_DO_TYPE, 0);
    type(&desk, "secret");
    go(&desk, TF_INTENT_LEAVE, 0, 0);
    assert_int_equal(desk.s->role, TF_ROLE_GUEST);
    assert_null(desk.s->task->editor);
    assert_false(desk.s->task->is_typing);
    go(&desk, TF_INTENT_MENU, TF_SCREEN_NEWS, 0); /* a guest finds no way there */
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    leave(&desk);
}

static void the_bell_rings_on_the_second_and_is_always_seen(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 2 slots", TF_ROLE_ORGANISER, TF_SCREEN_DAY);
    press(&desk, TF_TASK_DO_PHASE, TF_PHASE_SESSIONS);
    int64_t eleven = SUPPORT_10H00_S + 3600;
    tf_app_set_time(desk.app, eleven - 301, ++desk.mono_ms, true); /* the clock was set: nothing rings */
    assert_true(desk.s->bell.count == 0);
    assert_int_equal(tf_app_wake_in_ms(desk.app), 1000);
    tf_app_set_time(desk.app, eleven - 300, ++desk.mono_ms, true);
    assert_true(desk.s->bell.count == 1 && desk.s->bell.is_heard);
    assert_int_equal(desk.s->bell.last, TF_BELL_SOON_OVER);
    assert_string_equal(desk.s->notice, "Five minutes left.");
    tf_app_set_time(desk.app, eleven - 299, ++desk.mono_ms, true);
    assert_true(desk.s->bell.count == 1); /* once */
    go(&desk, TF_INTENT_MENU, TF_SCREEN_BELL, 0);
    press(&desk, TF_TASK_DO_BELL, 0); /* silent, and seen still */
    tf_app_set_time(desk.app, eleven - 200, ++desk.mono_ms, true);
    tf_app_set_time(desk.app, eleven - 100, ++desk.mono_ms, true);
    tf_app_set_time(desk.app, eleven, ++desk.mono_ms, true);
    assert_true(desk.s->bell.count == 2 && !desk.s->bell.is_heard);
    assert_string_equal(desk.s->notice, "It begins.");
    leave(&desk);
}

static void the_bell_has_a_volume_and_quiet_hours(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 2 slots", TF_ROLE_ORGANISER, TF_SCREEN_BELL);
    for (int i = 0; i < 9; i++) {
        press(&desk, TF_TASK_DO_LARGER, 0);
    }
    assert_int_equal(desk.s->bell.volume, 4);
    press(&desk, TF_TASK_DO_SMALLER, 0);
    assert_line(&desk, 1, "Volume 3 of 4", "");
    tf_app_set_time(desk.app, SUPPORT_DAY_S + 23 * 3600, ++desk.mono_ms, true);
    press(&desk, TF_TASK_DO_LOOK, 0); /* by hand, at eleven in the evening */
    assert_true(desk.s->bell.count == 1 && !desk.s->bell.is_heard);
    press(&desk, TF_TASK_DO_KIND, 0);
    press(&desk, TF_TASK_DO_LOOK, 0);
    assert_true(desk.s->bell.count == 2 && desk.s->bell.is_heard);
    assert_string_equal(desk.s->notice, "The bell rings.");
    leave(&desk);
}

static void a_session_is_fixed_where_it_is_and_freed(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots, Ants in A at 10:00", TF_ROLE_ORGANISER, TF_SCREEN_HIDE);
    uint64_t ants = support_session(desk.board, "Ants");
    press(&desk, TF_TASK_DO_LOCK, ants);
    assert_true(desk.board->grid->placements[0]->locked);
    press(&desk, TF_TASK_DO_LOCK, ants);
    assert_false(desk.board->grid->placements[0]->locked);
    leave(&desk);
}

static void a_conflict_is_said_and_leads_to_its_session(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 2 slots, Ants in A at 11:00, Bees in B at 11:00", TF_ROLE_ORGANISER,
                               TF_SCREEN_CONFLICTS);
    assert_int_equal(line_count(&desk), 0);
    for (uint64_t device = 1; device <= 24; device++) {
        support_star(&desk.board, "Ants", device); /* A holds 20 */
        if (device <= 6) {
            support_star(&desk.board, "Bees", device);
        }
    }
    publish(&desk);
    tf_app_set_time(desk.app, SUPPORT_10H00_S, ++desk.mono_ms, true);
    assert_int_equal(line_count(&desk), 2);
    assert_line(&desk, 0, "\u2068Ants\u2069 / \u2068Bees\u2069",
                "6 people want both, and they are at the same time.");
    assert_line(&desk, 1, "\u2068Ants\u2069", "4 people more want it than the space holds.");
    struct shown now = shown(&desk);
    struct tf_intent intent = now.sheet.lines[0].buttons[1].intent;
    tf_arena_free(&now.arena);
    tf_app_do(desk.app, intent);
    assert_int_equal(desk.s->screen, TF_SCREEN_SESSION);
    assert_true(desk.s->session == support_session(desk.board, "Bees"));
    go(&desk, TF_INTENT_BACK, 0, 0);
    tf_app_set_time(desk.app, SUPPORT_10H00_S, ++desk.mono_ms, true);
    assert_int_equal(line_count(&desk), 2);
    leave(&desk);
}

/* The first foot of a sheet where one adds things, of which there are as many as there can be. */
static void assert_full(enum tf_screen_name screen, const struct tf_record *record, size_t most)
{
    struct desk desk = desk_of("1 spaces, 1 slots", TF_ROLE_ORGANISER, screen);
    struct shown before = shown(&desk);
    assert_null(before.sheet.feet[0].why_not);
    tf_arena_free(&before.arena);
    while (tf_table_count(desk.board->tables[record->kind]) < most) {
        union tf_record_any any;
        memcpy(&any, record, tf_schema_of(record->kind)->size);
        any.record.key.id = 5000 + tf_table_count(desk.board->tables[record->kind]);
        if (record->kind == TF_KIND_SPACE) {
            any.space.position = (int64_t)any.record.key.id;
        }
        support_put(&desk.board, &any.record);
    }
    publish(&desk);
    struct shown full = shown(&desk);
    assert_string_equal(full.sheet.feet[0].why_not, "There is no room for more of these.");
    tf_arena_free(&full.arena);
    leave(&desk);
}

static void what_is_full_says_so_before_anybody_types(void **state)
{
    (void)state;
    struct tf_space space = {.record.kind = TF_KIND_SPACE, .name = "Another"};
    struct tf_news news = {.record.kind = TF_KIND_NEWS, .text = "Soup"};
    struct tf_topic topic = {.record.kind = TF_KIND_TOPIC, .title = "Seeds"};
    assert_full(TF_SCREEN_SPACES, &space.record, TF_SPACES_MAX);
    assert_full(TF_SCREEN_NEWS, &news.record, TF_NEWS_MAX);
    assert_full(TF_SCREEN_TOPICS, &topic.record, TF_TOPICS_MAX);
}

static void the_queue_goes_on_in_the_order_of_proposing_and_counts_down(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 2 slots, Ants, Bees", TF_ROLE_ORGANISER, TF_SCREEN_PITCH);
    uint64_t ants = support_session(desk.board, "Ants"), bees = support_session(desk.board, "Bees");
    press(&desk, TF_TASK_DO_PITCH, 0);
    assert_true(desk.s->task->subject == ants);
    assert_int_equal(tf_app_wake_in_ms(desk.app), 1000);
    desk.mono_ms += 7000;
    tf_app_set_time(desk.app, SUPPORT_10H00_S, desk.mono_ms, true);
    struct shown now = shown(&desk);
    assert_string_equal(now.sheet.figure, "23");
    assert_string_equal(now.sheet.beside, "23 seconds left.");
    assert_string_equal(now.sheet.hint, "4 places are free. Next: ⁨Bees⁩.");
    tf_arena_free(&now.arena);
    press(&desk, TF_TASK_DO_PITCH, 0);
    assert_true(desk.s->task->subject == bees);
    desk.mono_ms += 30000;
    tf_app_set_time(desk.app, SUPPORT_10H00_S, desk.mono_ms, true);
    assert_string_equal(desk.s->notice, "Half a minute is over. Who is next?");
    press(&desk, TF_TASK_DO_PITCH, 0); /* round again */
    assert_true(desk.s->task->subject == ants);
    press(&desk, TF_TASK_DO_PITCH, bees);
    assert_true(desk.s->task->subject == bees);
    leave(&desk);
}

static void assert_errand(struct desk *desk, enum tf_errand_what what, const char *text)
{
    struct tf_errand errand;
    assert_true(tf_app_take_errand(desk->app, &errand));
    assert_int_equal(errand.what, what);
    assert_string_equal(errand.text, text);
    assert_false(tf_app_take_errand(desk->app, &(struct tf_errand){0}));
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    answer->errand.a = 1;
    tf_app_errand_done(desk->app, answer);
}

static void what_is_the_machines_goes_to_its_file_and_what_is_the_events_on_the_board(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots", TF_ROLE_ORGANISER, TF_SCREEN_BELL);
    press(&desk, TF_TASK_DO_LARGER, 0);
    assert_errand(&desk, TF_ERRAND_SETTING, "bell=4");
    press(&desk, TF_TASK_DO_BELL, 0);
    assert_errand(&desk, TF_ERRAND_SETTING, "bell=0");
    press(&desk, TF_TASK_DO_KIND, 0);
    assert_errand(&desk, TF_ERRAND_SETTING, "quiet-hours=no");
    leave(&desk);

    desk = desk_of("1 spaces, 1 slots", TF_ROLE_ORGANISER, TF_SCREEN_SETTINGS);
    press(&desk, TF_TASK_DO_ATTRACT, 0);
    assert_true(desk.s->stays_home);
    assert_errand(&desk, TF_ERRAND_SETTING, "attract=no");
    press(&desk, TF_TASK_DO_SLIPS, 0);
    assert_errand(&desk, TF_ERRAND_SETTING, "print-slips=yes");
    press(&desk, TF_TASK_DO_FIRST_LANGUAGE, 0);
    assert_errand(&desk, TF_ERRAND_SETTING, "lang=de");
    for (int i = TF_LANG_DE; i < TF_LANG_COUNT - 1; i++) {
        press(&desk, TF_TASK_DO_FIRST_LANGUAGE, 0);
        assert_errand(&desk, TF_ERRAND_SETTING, i + 1 == TF_LANG_AR ? "lang=ar" : "lang=ja");
    }
    press(&desk, TF_TASK_DO_FIRST_LANGUAGE, 0);
    assert_errand(&desk, TF_ERRAND_SETTING, "lang=");
    press(&desk, TF_TASK_DO_EVENT_LANGUAGE, 0);
    assert_string_equal(tf_board_gathering(desk.board)->language, "de");
    press(&desk, TF_TASK_DO_UNDO, 0);
    assert_string_equal(tf_board_gathering(desk.board)->language, "en");
    assert_false(tf_app_take_errand(desk.app, &(struct tf_errand){0}));
    leave(&desk);
}

static void what_cannot_be_kept_is_said(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots", TF_ROLE_ORGANISER, TF_SCREEN_SETTINGS);
    struct tf_errand errand;
    press(&desk, TF_TASK_DO_ATTRACT, 0);
    assert_true(tf_app_take_errand(desk.app, &errand));
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    answer->err = TF_ERR_IO;
    tf_app_errand_done(desk.app, answer);
    assert_string_equal(desk.s->notice,
                        "It holds until the kiosk starts anew: the file of settings cannot be written.");
    leave(&desk);
}

static void nothing_is_erased_before_a_second_tap(void **state)
{
    (void)state;
    struct desk desk =
        desk_of("1 spaces, 1 slots, Ants in A at 10:00, Bees", TF_ROLE_ORGANISER, TF_SCREEN_ERASE);
    uint64_t ants = support_session(desk.board, "Ants");
    press(&desk, TF_TASK_DO_ERASE, 0);
    assert_false(tf_app_take_errand(desk.app, &(struct tf_errand){0}));
    press(&desk, TF_TASK_DO_ERASE_SESSION, ants);
    assert_false(tf_app_take_errand(desk.app, &(struct tf_errand){0}));
    press(&desk, TF_TASK_DO_CHOOSE, 0);
    press(&desk, TF_TASK_DO_ERASE, 0);
    assert_false(tf_app_take_errand(desk.app, &(struct tf_errand){0}));
    press(&desk, TF_TASK_DO_ERASE_SESSION, ants);
    press(&desk, TF_TASK_DO_ERASE, 0);
    assert_true(desk.s->task->is_erasing);
    press(&desk, TF_TASK_DO_ERASE, 0); /* once */
    assert_errand(&desk, TF_ERRAND_ERASE, tf_board_session(desk.board, ants)->code);
    assert_false(desk.s->task->is_erasing);
    assert_string_equal(desk.s->notice, "It is erased, here and in every copy.");
    leave(&desk);
}

static void strange_numbers_do_no_harm(void **state)
{
    (void)state;
    static const enum tf_screen_name SHEETS[] = {
        TF_SCREEN_DAY,      TF_SCREEN_NEWS,  TF_SCREEN_TIMES, TF_SCREEN_SPACES,    TF_SCREEN_BATCH,
        TF_SCREEN_SCHEDULE, TF_SCREEN_HIDE,  TF_SCREEN_BELL,  TF_SCREEN_CONFLICTS, TF_SCREEN_PITCH,
        TF_SCREEN_MOVE,     TF_SCREEN_PRINT, TF_SCREEN_STICK, TF_SCREEN_SETTINGS,  TF_SCREEN_ERASE,
        TF_SCREEN_FORMAT,   TF_SCREEN_CARE};
    static const uint64_t STRANGE[] = {0, 1, 7, 999999, UINT64_MAX};
    for (size_t sheet = 0; sheet < sizeof SHEETS / sizeof SHEETS[0]; sheet++) {
        struct desk desk =
            desk_of("2 spaces, 2 slots, Ants in A at 10:00, Bees", TF_ROLE_ORGANISER, SHEETS[sheet]);
        for (int what = 0; what <= TF_TASK_DO_COUNT; what++) {
            for (size_t b = 0; b < sizeof STRANGE / sizeof STRANGE[0]; b++) {
                if (desk.board->revision < 25) { /* the kit remembers no more */
                    press(&desk, (enum tf_task_do)what, STRANGE[b]);
                }
                (void)line_count(&desk);
            }
        }
        struct tf_problem problem = {0};
        assert_int_equal(tf_board_check(desk.board, &problem), TF_OK);
        leave(&desk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_phase_moves_by_hand_and_back),
        cmocka_unit_test(all_that_has_not_begun_moves_ten_minutes),
        cmocka_unit_test(news_is_announced_pinned_and_taken_down),
        cmocka_unit_test(nothing_typed_is_no_news),
        cmocka_unit_test(the_usual_day_is_one_step),
        cmocka_unit_test(a_day_is_copied_to_the_next_and_shown),
        cmocka_unit_test(a_row_is_added_changed_and_removed),
        cmocka_unit_test(a_space_is_added_renamed_and_closed),
        cmocka_unit_test(many_titles_go_in_with_enter_between),
        cmocka_unit_test(a_session_is_hidden_in_two_taps_with_a_reason),
        cmocka_unit_test(a_draft_is_looked_for_adjusted_and_published_as_one_step),
        cmocka_unit_test(in_open_space_there_is_no_draft),
        cmocka_unit_test(what_was_begun_is_gone_with_whoever_began_it),
        cmocka_unit_test(the_bell_rings_on_the_second_and_is_always_seen),
        cmocka_unit_test(the_bell_has_a_volume_and_quiet_hours),
        cmocka_unit_test(a_session_is_fixed_where_it_is_and_freed),
        cmocka_unit_test(a_conflict_is_said_and_leads_to_its_session),
        cmocka_unit_test(what_is_full_says_so_before_anybody_types),
        cmocka_unit_test(the_queue_goes_on_in_the_order_of_proposing_and_counts_down),
        cmocka_unit_test(what_is_the_machines_goes_to_its_file_and_what_is_the_events_on_the_board),
        cmocka_unit_test(what_cannot_be_kept_is_said),
        cmocka_unit_test(nothing_is_erased_before_a_second_tap),
        cmocka_unit_test(strange_numbers_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
