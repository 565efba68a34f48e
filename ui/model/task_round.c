/* What all come together for, everybody's: the news of the day, and at the end what remains of it. */
#include "model/app_in.h"

#include "core/came.h"
#include "core/topics.h"
#include "model/task_in.h"
#include "words/words.h"

#include <string.h>

enum { NEWS_MAX = 30, LACKING_MAX = 300, ACTIONS_MAX = 60, TOPICS_MAX = 60 };

/* ---- the news of the day ---- */

static void add_news(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_news *news = NULL;
    for (int i = 0; i < NEWS_MAX && (news = tf_task_news_before(state->board, news, state->now_s)) != NULL;
         i++) {
        struct tf_sheet_line *line =
            tf_sheet_line(sheet, news->text,
                          tf_words_printf(arena, tf_tr(state->lang, "News since %s"),
                                          tf_words_clock(arena, state->zone, news->at)));
        if (line != NULL) {
            line->is_marked = true;
        }
    }
}

/* mark: tells apart two lines of one session. */
static void lead_to(struct tf_sheet_line *line, const struct tf_app_state *state, uint64_t session,
                    uint64_t mark)
{
    struct tf_sheet_button *button =
        tf_sheet_button(line, TF_SHEET_NEXT, tf_tr(state->lang, "Show it"), TF_TASK_DO_COUNT, 0);
    button->intent = (struct tf_intent){TF_INTENT_SESSION, session, mark};
}

/* Of today, over, and nobody has written anything yet: this is when one is asked. */
static void add_lacking(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_grid *grid = state->board->grid;
    int today = tf_view_times(state->board, state->zone, state->now_s).today;
    int count = 0;
    for (size_t i = 0; today >= 0 && i < grid->placement_count && count < LACKING_MAX; i++) {
        const struct tf_placement *placement = grid->placements[i];
        const struct tf_session *session = tf_board_session(state->board, placement->session);
        const struct tf_space *space = tf_board_space(state->board, placement->space);
        size_t row = (size_t)grid->extents[i].first_slot;
        bool is_today = row >= grid->day_first_slot[today] && row < grid->day_first_slot[today + 1];
        if (session == NULL || space == NULL || !is_today || !tf_view_lacks_notes(state, placement)) {
            continue;
        }
        /* TRANSLATORS: space, time of day */
        const char *about = tf_words_printf(
            arena, tf_tr(state->lang, "%s, %s. No notes yet."), tf_words_isolate(arena, space->name),
            tf_words_clock(arena, state->zone, tf_grid_start(grid, placement)));
        struct tf_sheet_line *line = tf_sheet_line(sheet, session->title, about);
        if (line != NULL) {
            lead_to(line, state, session->record.key.id, placement->record.key.id);
        }
        count++;
    }
}

void tf_task_round_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    sheet->heading = tf_tr(lang, "News of the day");
    sheet->hint = tf_tr(lang, "What all should hear, and which sessions have no notes yet.");
    sheet->empty = tf_tr(lang, "No news is up, and no notes are missing.");
    tf_sheet_room(sheet, arena, NEWS_MAX + LACKING_MAX);
    add_news(sheet, arena, state);
    add_lacking(sheet, arena, state);
    tf_sheet_code(sheet, arena, state, "/", tf_tr(lang, "The same on your phone"));
    if (state->role != TF_ROLE_GUEST) {
        tf_sheet_foot(sheet, TF_SHEET_EDIT, tf_tr(lang, "Write"), TF_TASK_DO_COUNT, 0)->intent =
            (struct tf_intent){TF_INTENT_MENU, TF_SCREEN_NEWS, 0};
    }
}

/* ---- what remains ---- */

static const char *about_action(struct tf_arena *arena, const struct tf_app_state *state,
                                const struct tf_action *action, const struct tf_session *session)
{
    enum tf_lang lang = state->lang;
    const char *title = tf_words_isolate(arena, session->title);
    const char *who = action->who[0] != '\0' ? tf_words_isolate(arena, action->who) : "";
    const char *due = action->due != 0 ? tf_words_date(arena, lang, action->due) : "";
    if (who[0] != '\0' && due[0] != '\0') {
        /* TRANSLATORS: who does it, until which day, the session it comes from */
        return tf_words_printf(arena, tf_tr(lang, "%s, until %s. From “%s”."), who, due, title);
    }
    if (who[0] != '\0') {
        /* TRANSLATORS: who does it, the session it comes from */
        return tf_words_printf(arena, tf_tr(lang, "%s. From “%s”."), who, title);
    }
    /* TRANSLATORS: the session it comes from */
    return tf_words_printf(arena, tf_tr(lang, "Nobody has taken it on. From “%s”."), title);
}

static void add_actions(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    struct tf_table_iter it = tf_table_first(state->board->tables[TF_KIND_ACTION]);
    for (int count = 0; it.record != NULL && count < ACTIONS_MAX; tf_table_next(&it)) {
        const struct tf_session *session = tf_board_session(state->board, it.record->key.owner);
        const struct tf_action *action = TF_ACTION(it.record);
        if (session == NULL || tf_session_is_gone(session) || !tf_came_is_left(action)) {
            continue;
        }
        struct tf_sheet_line *line =
            tf_sheet_line(sheet, action->what, about_action(arena, state, action, session));
        if (line != NULL) {
            lead_to(line, state, session->record.key.id, it.record->key.id);
        }
        count++;
    }
}

/* Those that somebody took on first; in the order of coming, as everywhere. */
static void add_topics(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    struct tf_topic_cluster clusters[TOPICS_MAX];
    size_t count = tf_topics_clusters(clusters, TOPICS_MAX, state->board);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            const struct tf_topic *topic = clusters[i].head;
            bool is_taken_on = topic->initiator[0] != '\0';
            if (is_taken_on == (pass == 0)) {
                (void)tf_sheet_line(sheet, topic->title,
                                    is_taken_on ? tf_words_printf(arena, tf_tr(lang, "Taken on by %s."),
                                                                  tf_words_isolate(arena, topic->initiator))
                                                : tf_tr(lang, "Nobody has taken it on yet."));
            }
        }
    }
}

void tf_task_closing_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    sheet->heading = tf_tr(lang, "What remains");
    sheet->hint = tf_tr(lang, "What is to be done, and who does it. All that was written is in the book.");
    sheet->empty =
        tf_tr(lang, "Nothing was written down yet. Notes and actions are written on phones, on each "
                    "session’s page.");
    tf_sheet_room(sheet, arena, ACTIONS_MAX + TOPICS_MAX);
    add_actions(sheet, arena, state);
    add_topics(sheet, arena, state);
    tf_sheet_code(sheet, arena, state, "/book", tf_tr(lang, "The book of proceedings, to read and to keep"));
    tf_sheet_foot(sheet, TF_SHEET_CHECK, tf_tr(lang, "What came of it"), TF_TASK_DO_COUNT, 0)->intent =
        (struct tf_intent){TF_INTENT_MENU, TF_SCREEN_CAME, 0};
    if (tf_table_count(state->board->tables[TF_KIND_TOPIC]) > 0) {
        tf_sheet_foot(sheet, TF_SHEET_NEXT, tf_tr(lang, "Topics"), TF_TASK_DO_COUNT, 0)->intent =
            (struct tf_intent){TF_INTENT_MENU, TF_SCREEN_TOPICS, 0};
    }
}
