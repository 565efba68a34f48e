/* The organisers' sheets, each reached as an organiser reaches it. */
#include "golden/situations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void press(struct stand *stand, enum tf_task_do what, uint64_t b)
{
    stand_do(stand, TF_INTENT_ORGANISE, what, b);
}

void stand_enter(struct stand *stand, enum tf_screen_name screen)
{
    struct tf_errand errand;
    tf_app_set_pin(stand->app, true);
    stand_do(stand, TF_INTENT_MARK, 0, 0);
    for (uint64_t digit = 1; digit <= 6; digit++) {
        stand_do(stand, TF_INTENT_ORGANISE, TF_PIN_DO_DIGIT, digit);
    }
    stand_do(stand, TF_INTENT_ORGANISE, TF_PIN_DO_ENTER, 0);
    assert_true(tf_app_take_errand(stand->app, &errand));
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    answer->has_pin = true;
    tf_app_errand_done(stand->app, answer);
    stand_do(stand, TF_INTENT_MENU, screen, 0);
    assert_int_equal(stand->s->screen, screen);
}

void stand_put(struct stand *stand, const struct tf_record *from)
{
    struct tf_event *event = NULL;
    struct tf_board *next = NULL;
    const struct tf_record *record = NULL;
    struct tf_actor organiser = {.role = TF_ROLE_ORGANISER};
    assert_int_equal(tf_record_copy(&record, from), TF_OK);
    assert_int_equal(tf_event_create(&event, TF_VERB_IMPORT, organiser, stand->s->now_s, 1), TF_OK);
    assert_int_equal(tf_event_add(event, tf_board_get(stand->board, from->kind, from->key), record), TF_OK);
    event->sequence = stand->board->revision + 1;
    assert_int_equal(tf_board_apply(&next, stand->board, event), TF_OK);
    tf_app_set_board(stand->app, tf_board_ref(next));
    tf_board_unref(stand->board);
    stand->board = next;
    tf_event_unref(event);
    tf_record_unref(record);
}

static void day(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_DAY);
}

static void news(struct stand *stand)
{
    struct tf_news soup = {.record = {.kind = TF_KIND_NEWS, .key = {0, 1}},
                           .text = "Die Suppe steht im Hof, solange sie reicht",
                           .at = WALLS_AT(0, 10, 5),
                           .expires_at = WALLS_AT(0, 23, 59)};
    struct tf_news keys = {.record = {.kind = TF_KIND_NEWS, .key = {0, 2}},
                           .text = "Ein Schlüsselbund liegt am Empfang",
                           .pinned = true,
                           .at = WALLS_AT(0, 10, 15)};
    stand_put(stand, &soup.record);
    stand_put(stand, &keys.record);
    stand_enter(stand, TF_SCREEN_NEWS);
}

static void write_news(struct stand *stand)
{
    news(stand);
    press(stand, TF_TASK_DO_TYPE, 0);
    for (const char *at = "soup"; *at != '\0'; at++) {
        stand_do(stand, TF_INTENT_KEY, (uint64_t)(unsigned char)*at, 1);
    }
}

static void times(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_TIMES);
}

static void spaces(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_SPACES);
}

static void one_row(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_TIMES);
    press(stand, TF_TASK_DO_CHOOSE, stand->board->grid->slots[1]->record.key.id);
}

static void lay_out(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_TIMES);
    press(stand, TF_TASK_DO_LAY_OUT, 0);
    press(stand, TF_TASK_DO_LARGER, TF_TASK_RULE_TOGETHER);
}

static void one_space(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_SPACES);
    press(stand, TF_TASK_DO_CHOOSE, stand->board->grid->spaces[0]->record.key.id);
}

static void choose_cards(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_MOVE);
    for (size_t i = 0; i < 3; i++) {
        press(stand, TF_TASK_DO_PICK, stand->board->grid->placements[i]->record.key.id);
    }
}

static void move_cards(struct stand *stand)
{
    choose_cards(stand);
    press(stand, TF_TASK_DO_TO_ROW, stand->board->grid->slots[3]->record.key.id);
}

static void batch(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_BATCH);
    press(stand, TF_TASK_DO_TYPE, 0);
}

static void hide(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_HIDE);
    press(stand, TF_TASK_DO_HIDE, WALLS_SESSION);
}

static void bell(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_BELL);
}

static void news_at_home(struct stand *stand)
{
    news(stand);
    stand_do(stand, TF_INTENT_LEAVE, 0, 0);
    stand_do(stand, TF_INTENT_NONE, 0, 0);
}

static void conflicts(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_CONFLICTS);
}

static void pitch(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_PITCH);
    press(stand, TF_TASK_DO_PITCH, 0);
}

/* A page of the log, as the errands' thread would bring it: something with each of the first sessions. */
static void history(struct stand *stand)
{
    static const enum tf_verb VERBS[] = {TF_VERB_MOVE, TF_VERB_UNDO, TF_VERB_PLACE,
                                         TF_VERB_EDIT, TF_VERB_HIDE, TF_VERB_NOTE};
    struct tf_errand errand;
    stand_enter(stand, TF_SCREEN_HISTORY);
    assert_true(tf_app_take_errand(stand->app, &errand));
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    struct tf_table_iter it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    for (size_t i = 0; i < 20 && it.record != NULL; i++, tf_table_next(&it)) {
        struct tf_actor actor = {.role = (enum tf_role)(i % 3), .device = i % 2};
        struct tf_event *event = NULL;
        assert_int_equal(tf_event_create(&event, VERBS[i % COUNT_OF(VERBS)], actor,
                                         stand->s->now_s - 90 * (int64_t)i, i + 1),
                         TF_OK);
        assert_int_equal(tf_event_add(event, it.record, NULL), TF_OK);
        event->sequence = 100 - i;
        answer->events[answer->event_count++] = event;
    }
    answer->has_more = true;
    tf_app_errand_done(stand->app, answer);
}

static void as_it_was(struct stand *stand)
{
    struct tf_errand errand;
    struct tf_board *was = tf_board_ref(stand->board);
    struct tf_gathering later = *tf_board_gathering(stand->board);
    later.subtitle = "Later";
    stand_put(stand, &later.record);
    history(stand);
    press(stand, (enum tf_task_do)TF_PAST_DO_LOOK, was->revision);
    assert_true(tf_app_take_errand(stand->app, &errand));
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    answer->board = was;
    tf_app_errand_done(stand->app, answer);
    assert_int_equal(stand->s->screen, TF_SCREEN_WAS);
}

static void no_schedule(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_SCHEDULE);
}

static void schedule(struct stand *stand)
{
    struct tf_gathering camp = *tf_board_gathering(stand->board);
    camp.format = "barcamp";
    stand_put(stand, &camp.record);
    stand_enter(stand, TF_SCREEN_SCHEDULE);
    press(stand, TF_TASK_DO_LOOK, 0);
    for (int64_t ms = 1; stand->s->task->is_looking; ms++) {
        tf_app_set_time(stand->app, stand->s->now_s, stand->s->mono_ms + 1, true);
        assert_true(ms < 10000);
    }
}

static void print(struct stand *stand)
{
    static const struct tf_print_status AT_WORK = {
        .words = "", .can_print = true, .waiting = 1, .has_last = true, .pieces = 42, .printed = 17};
    tf_app_set_printer(stand->app, &AT_WORK);
    stand_enter(stand, TF_SCREEN_PRINT);
}

static void print_held(struct stand *stand)
{
    static const struct tf_print_status HELD = {
        .words = "The printer is out of paper.", .held = 1, .pieces = 4};
    tf_app_set_printer(stand->app, &HELD);
    stand_enter(stand, TF_SCREEN_PRINT);
}

static void no_printer(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_PRINT);
}

static void stick(struct stand *stand)
{
    struct tf_errand errand;
    stand_enter(stand, TF_SCREEN_STICK);
    press(stand, TF_TASK_DO_STICK, 0);
    assert_true(tf_app_take_errand(stand->app, &errand));
}

static void stick_safe(struct stand *stand)
{
    struct tf_errand errand;
    stand_enter(stand, TF_SCREEN_STICK);
    press(stand, TF_TASK_DO_STICK, 0);
    assert_true(tf_app_take_errand(stand->app, &errand));
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    answer->errand.a = 1;
    answer->says = tf_tr(stand->s->lang, "Everything is on the stick. You can take it out now.");
    tf_app_errand_done(stand->app, answer);
}

static void formats(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_FORMAT);
}

static void settings(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_SETTINGS);
}

static void erase(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_ERASE);
}

static void erase_asked(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_ERASE);
    press(stand, TF_TASK_DO_ERASE_SESSION, WALLS_SESSION);
}

static void wait_for_a_look(struct stand *stand, uint64_t id, const char *title, const char *host)
{
    struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, id}},
                                 .code = id % 2 == 0 ? "WAT22" : "WAT33",
                                 .title = title,
                                 .host = host,
                                 .state = TF_SESSION_HIDDEN,
                                 .waits = TF_WAITS_APPROVAL,
                                 .device = 0x51f2 + id};
    stand_put(stand, &session.record);
}

/* Two wait, two names look alike, and a device may not post. */
static void care(struct stand *stand)
{
    struct tf_errand errand;
    wait_for_a_look(stand, 9001, "Wildbienen auf dem Balkon und was sie im Winter machen", "Mara");
    wait_for_a_look(stand, 9002, "Jetzt kaufen: die beste Matratze", "M\xd0\xb0ra"); /* Cyrillic а */
    stand_enter(stand, TF_SCREEN_CARE);
    assert_true(tf_app_take_errand(stand->app, &errand));
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    answer->blocked[answer->blocked_count++] = 0x77aa;
    tf_app_errand_done(stand->app, answer);
}

static void put_topic(struct stand *stand, uint64_t id, const char *title, const char *initiator,
                      uint64_t into)
{
    struct tf_topic topic = {.record = {.kind = TF_KIND_TOPIC, .key = {0, id}},
                             .title = title,
                             .initiator = initiator,
                             .into = into,
                             .at = WALLS_AT(0, 10, (int)id)};
    stand_put(stand, &topic.record);
}

static void put_dots(struct stand *stand, uint64_t topic, uint64_t count)
{
    for (uint64_t device = 1; device <= count; device++) {
        struct tf_dot dot = {.record = {.kind = TF_KIND_DOT, .key = {0, topic * 100 + device}},
                             .topic = topic,
                             .device = device};
        stand_put(stand, &dot.record);
    }
}

/* As a guest sees it: from home, at the convergence. */
static void topics(struct stand *stand)
{
    struct tf_gathering gathering = *tf_board_gathering(stand->board);
    gathering.phase = TF_PHASE_CONVERGENCE;
    stand_put(stand, &gathering.record);
    put_topic(stand, 1, "Eine Saatgutbibliothek für das Viertel", "Mara", 0);
    put_topic(stand, 2, "Kompost an jeder Ecke", "", 0);
    put_topic(stand, 3, "Wurmkisten für Schulen", "", 2);
    put_topic(stand, 4, "Was Jugendliche wirklich brauchen, und wer mit ihnen redet statt über sie", "", 0);
    put_dots(stand, 1, 12);
    put_dots(stand, 2, 4);
    put_dots(stand, 3, 7);
    stand_do(stand, TF_INTENT_MENU, TF_SCREEN_TOPICS, 0);
    assert_int_equal(stand->s->screen, TF_SCREEN_TOPICS);
}

static void convergence_at_home(struct stand *stand)
{
    topics(stand);
    stand_do(stand, TF_INTENT_HOME, 0, 0);
}

/* As the day turns: who comes sees what all are together for. */
static void turn_to(struct stand *stand, enum tf_phase phase)
{
    struct tf_gathering gathering = *tf_board_gathering(stand->board);
    gathering.phase = phase;
    stand_put(stand, &gathering.record);
}

static void market_at_home(struct stand *stand)
{
    turn_to(stand, TF_PHASE_MARKETPLACE);
}

static void next_at_market(struct stand *stand)
{
    turn_to(stand, TF_PHASE_MARKETPLACE);
    stand_do(stand, TF_INTENT_MENU, TF_SCREEN_PITCH, 0);
}

static void round_at_home(struct stand *stand)
{
    turn_to(stand, TF_PHASE_NEWS);
}

static void news_round(struct stand *stand)
{
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, 5}},
                           .text = "Um 19 Uhr gibt es Suppe im Hof. Wer hat noch ein Zelt?",
                           .at = WALLS_AT(0, 16, 30)};
    tf_app_set_time(stand->app, WALLS_AT(0, 17, 30), 1000, true);
    stand_put(stand, &news.record);
    turn_to(stand, TF_PHASE_NEWS);
    stand_do(stand, TF_INTENT_MENU, TF_SCREEN_ROUND, 0);
    assert_int_equal(stand->s->screen, TF_SCREEN_ROUND);
}

static void put_action(struct stand *stand, uint64_t session, uint64_t id, const char *what, const char *who,
                       enum tf_standing after_30)
{
    struct tf_action action = {.record = {.kind = TF_KIND_ACTION, .key = {session, id}},
                               .what = what,
                               .who = who,
                               .due = who[0] != '\0' ? stand->board->grid->days[0] + 20 * (int64_t)id : 0,
                               .done = after_30 == TF_STANDING_DONE,
                               .at = stand->s->now_s,
                               .after_30 = after_30};
    stand_put(stand, &action.record);
}

static void what_remains(struct stand *stand)
{
    turn_to(stand, TF_PHASE_CLOSING);
    struct tf_table_iter it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    uint64_t session = it.record != NULL ? it.record->key.id : 0;
    if (session != 0) {
        put_action(stand, session, 1, "Regale bauen und in jedem Treppenhaus einen Zettel aufhängen", "Mara",
                   TF_STANDING_UNSAID);
        put_action(stand, session, 2, "Die Liste der Dinge herumschicken", "", TF_STANDING_UNSAID);
    }
    put_topic(stand, 1, "Eine Saatgutbibliothek für das Viertel", "Petra", 0);
    put_topic(stand, 2, "Kompost an jeder Ecke", "", 0);
    stand_do(stand, TF_INTENT_MENU, TF_SCREEN_CLOSING, 0);
    assert_int_equal(stand->s->screen, TF_SCREEN_CLOSING);
}

static void closing_at_home(struct stand *stand)
{
    turn_to(stand, TF_PHASE_CLOSING);
}

/* Its space was closed: its host, who comes back to the wall, reads where it stood. */
static void lost_its_place(struct stand *stand)
{
    const struct tf_grid *grid = stand->board->grid;
    struct tf_table_iter it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    while (it.record != NULL && TF_SESSION(it.record)->state != TF_SESSION_OPEN) {
        tf_table_next(&it);
    }
    assert_non_null(it.record);
    uint64_t id = it.record->key.id;
    struct tf_session session = *TF_SESSION(it.record);
    session.lost_space = grid->spaces[0]->record.key.id;
    session.lost_at = WALLS_AT(0, 14, 45);
    stand_put(stand, &session.record);
    stand_do(stand, TF_INTENT_LIST, TF_LIST_UNPLACED, 0);
    stand_do(stand, TF_INTENT_SESSION, id, 0);
}

/* Where a schedule is made for people, they say when they can be there. */
static void says_when(struct stand *stand)
{
    struct tf_gathering gathering = *tf_board_gathering(stand->board);
    gathering.format = "barcamp";
    stand_put(stand, &gathering.record);
    stand_do(stand, TF_INTENT_PROPOSE, 0, 0);
    stand_do(stand, TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_MORE, 0);
    stand_do(stand, TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_FROM, 0);
}

/* Ten minutes before a row: nobody puts anything into it any more. */
static void frozen_at_home(struct stand *stand)
{
    struct tf_gathering gathering = *tf_board_gathering(stand->board);
    gathering.freeze_min = 240;
    stand_put(stand, &gathering.record);
}

/* Proposed over the morning; every third has notes. */
static void write_about_sessions(struct stand *stand)
{
    int64_t at = stand->board->grid->slot_count > 0 ? stand->board->grid->slots[0]->start : 0;
    struct tf_board *before = tf_board_ref(stand->board);
    struct tf_table_iter it = tf_table_first(before->tables[TF_KIND_SESSION]);
    for (int i = 0; it.record != NULL; tf_table_next(&it), i++) {
        struct tf_session session = *TF_SESSION(it.record);
        struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {it.record->key.id, 1}},
                               .author = "",
                               .happened = "Wir haben angefangen.",
                               .mattered = "",
                               .next = "",
                               .text = ""};
        session.proposed_at = at - 5400 + i * i % 41 * 180;
        stand_put(stand, &session.record);
        if (i % 3 != 0) {
            stand_put(stand, &note.record);
        }
    }
    tf_board_unref(before);
}

/* Afterwards, as an organiser sees it. */
static void came(struct stand *stand)
{
    struct tf_gathering gathering = *tf_board_gathering(stand->board);
    gathering.phase = TF_PHASE_AFTER;
    gathering.people = 120;
    stand_put(stand, &gathering.record);
    write_about_sessions(stand);
    struct tf_table_iter it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    uint64_t session = it.record->key.id;
    put_action(stand, session, 1, "Einen Platz für die Saatgutbibliothek suchen", "Mara", TF_STANDING_GOING);
    put_action(stand, session, 2,
               "Beim Bezirk nach dem Dach fragen, und nach Strom, Wasser und einem Schlüssel",
               "Jonas & Aylin", TF_STANDING_STUCK);
    put_action(stand, session, 3, "Kisten bauen", "Else", TF_STANDING_DONE);
    put_action(stand, session, 4, "Wer schreibt den Brief?", "", TF_STANDING_UNSAID);
    stand_enter(stand, TF_SCREEN_CAME);
    tf_app_set_time(stand->app, stand->s->now_s + 3 * 86400, stand->s->mono_ms, true);
}

static void came_as_a_guest(struct stand *stand)
{
    came(stand);
    stand_do(stand, TF_INTENT_LEAVE, 0, 0);
    stand_do(stand, TF_INTENT_MENU, TF_SCREEN_CAME, 0);
    assert_int_equal(stand->s->screen, TF_SCREEN_CAME);
}

static void actions(struct stand *stand)
{
    came(stand);
    stand_do(stand, TF_INTENT_MENU, TF_SCREEN_ACTIONS, 0);
    stand_do(stand, TF_INTENT_ORGANISE, TF_TASK_DO_CHOOSE, 2);
    assert_int_equal(stand->s->task->chosen, 2);
}

/* A World Café of 40, as a guest finds it. */
static void cafe(struct stand *stand)
{
    struct tf_gathering gathering = *tf_board_gathering(stand->board);
    gathering.phase = TF_PHASE_SESSIONS;
    gathering.rotates = true;
    gathering.people = 40;
    stand_put(stand, &gathering.record);
    stand_do(stand, TF_INTENT_MENU, TF_SCREEN_CAFE, 0);
    assert_int_equal(stand->s->screen, TF_SCREEN_CAFE);
}

static void my_tables(struct stand *stand)
{
    cafe(stand);
    struct tf_slot round = *stand->board->grid->slots[1];
    round.title =
        round.kind == TF_SLOT_SESSION ? "Was brauchen wir, damit es im Winter weitergeht?" : round.title;
    stand_put(stand, &round.record);
    stand_do(stand, TF_INTENT_ORGANISE, TF_TASK_DO_CHOOSE, 7);
}

const struct situation SITUATIONS_SHEETS[] = {
    {"sheet-cafe", WALLS_FULL, cafe, SITUATION_EVERYWHERE},
    {"sheet-cafe-mine", WALLS_FULL, my_tables, SITUATION_EVERYWHERE},
    {"came", WALLS_FULL, came, SITUATION_EVERYWHERE | SITUATION_OF_SESSIONS},
    {"came-guest", WALLS_LONGEST, came_as_a_guest, SITUATION_OF_SESSIONS},
    {"sheet-actions", WALLS_FULL, actions, SITUATION_EVERYWHERE | SITUATION_OF_SESSIONS},
    {"sheet-format", WALLS_FULL, formats, SITUATION_EVERYWHERE},
    {"sheet-day", WALLS_FULL, day, SITUATION_EVERYWHERE},
    {"sheet-news", WALLS_FULL, news, SITUATION_EVERYWHERE},
    {"sheet-news-write", WALLS_FULL, write_news, 0},
    {"news-at-home", WALLS_FULL, news_at_home, 0},
    {"sheet-bell", WALLS_FULL, bell, 0},
    {"sheet-times", WALLS_FULL, times, SITUATION_EVERYWHERE},
    {"sheet-times-none", WALLS_NOTHING, times, 0},
    {"sheet-times-row", WALLS_FULL, one_row, SITUATION_EVERYWHERE},
    {"sheet-times-lay-out", WALLS_FULL, lay_out, SITUATION_EVERYWHERE},
    {"sheet-space", WALLS_FULL, one_space, 0},
    {"sheet-move", WALLS_FULL, choose_cards, SITUATION_OF_SESSIONS},
    {"sheet-move-plan", WALLS_SMALL, move_cards, SITUATION_EVERYWHERE | SITUATION_OF_SESSIONS},
    {"sheet-spaces", WALLS_FULL, spaces, SITUATION_EVERYWHERE},
    {"sheet-spaces-longest", WALLS_LONGEST, spaces, 0},
    {"sheet-batch", WALLS_FULL, batch, SITUATION_EVERYWHERE},
    {"sheet-hide", WALLS_FULL, hide, SITUATION_EVERYWHERE | SITUATION_OF_SESSIONS},
    {"sheet-hide-longest", WALLS_LONGEST, hide, SITUATION_OF_SESSIONS},
    {"sheet-care", WALLS_FULL, care, SITUATION_EVERYWHERE},
    {"sheet-topics", WALLS_FULL, topics, SITUATION_EVERYWHERE},
    {"convergence-at-home", WALLS_FULL, convergence_at_home, 0},
    {"market-at-home", WALLS_FULL, market_at_home, 0},
    {"market-next", WALLS_FULL, next_at_market, 0},
    {"round-at-home", WALLS_FULL, round_at_home, 0},
    {"round", WALLS_FULL, news_round, SITUATION_EVERYWHERE},
    {"closing-at-home", WALLS_FULL, closing_at_home, 0},
    {"closing", WALLS_FULL, what_remains, SITUATION_EVERYWHERE},
    {"session-lost", WALLS_FULL, lost_its_place, SITUATION_OF_SESSIONS},
    {"session-lost-longest", WALLS_LONGEST, lost_its_place, SITUATION_OF_SESSIONS},
    {"words-when", WALLS_FULL, says_when, 0},
    {"frozen-at-home", WALLS_FULL, frozen_at_home, 0},
    {"sheet-conflicts", WALLS_FULL, conflicts, SITUATION_EVERYWHERE},
    {"sheet-pitch", WALLS_FULL, pitch, SITUATION_EVERYWHERE},
    {"sheet-history", WALLS_FULL, history, SITUATION_EVERYWHERE},
    {"sheet-history-longest", WALLS_LONGEST, history, 0},
    {"as-it-was", WALLS_FULL, as_it_was, SITUATION_EVERYWHERE},
    {"as-it-was-longest", WALLS_LONGEST, as_it_was, 0},
    {"sheet-settings", WALLS_FULL, settings, SITUATION_EVERYWHERE},
    {"sheet-settings-longest", WALLS_LONGEST, settings, 0},
    {"sheet-erase", WALLS_FULL, erase, SITUATION_EVERYWHERE},
    {"sheet-erase-longest", WALLS_LONGEST, erase, 0},
    {"sheet-erase-asked", WALLS_FULL, erase_asked, SITUATION_EVERYWHERE | SITUATION_OF_SESSIONS},
    {"sheet-schedule-none", WALLS_FULL, no_schedule, 0},
    {"sheet-print", WALLS_FULL, print, SITUATION_EVERYWHERE},
    {"sheet-print-held", WALLS_LONGEST, print_held, SITUATION_EVERYWHERE},
    {"sheet-print-none", WALLS_FULL, no_printer, 0},
    {"sheet-stick", WALLS_FULL, stick, 0},
    {"sheet-stick-safe", WALLS_FULL, stick_safe, SITUATION_EVERYWHERE},
    {"sheet-schedule", WALLS_SMALL, schedule, SITUATION_EVERYWHERE | SITUATION_SLOW},
    {NULL, WALLS_NOTHING, NULL, 0},
};
