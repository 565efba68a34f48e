/* The convergence at the wall, everybody's: topics taken from sessions and notes, brought together by tap and
 * tap, taken on by a name. Dots are given on phones, which have them. */
#include "model/app_in.h"

#include "core/topics.h"
#include "model/task_in.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCES_MAX = 60, SHOWN_MAX = 100 };

static bool is_open(const struct tf_app_state *state)
{
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    return gathering != NULL && (gathering->phase == TF_PHASE_CONVERGENCE || state->role != TF_ROLE_GUEST);
}

/* ---- what a topic can be taken from: what notes say is next, then sessions with a place ---- */

struct source {
    const struct tf_session *session;
    const char *text;
};

static size_t find_sources(struct source out[SOURCES_MAX], const struct tf_board *board)
{
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_NOTE]);
    for (; it.record != NULL && count < SOURCES_MAX / 2; tf_table_next(&it)) {
        const struct tf_session *session = tf_board_session(board, it.record->key.owner);
        const struct tf_note *note = TF_NOTE(it.record);
        if (session != NULL && !tf_session_is_gone(session) && !note->hidden && note->next[0] != '\0') {
            out[count++] = (struct source){session, note->next};
        }
    }
    it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && count < SOURCES_MAX; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        if (session->state == TF_SESSION_PLACED &&
            tf_topics_of_session(board, session->record.key.id) == NULL) {
            out[count++] = (struct source){session, session->title};
        }
    }
    return count;
}

static void fill_sources(struct tf_sheet *sheet, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    struct source sources[SOURCES_MAX];
    size_t count = find_sources(sources, state->board);
    sheet->empty = tf_tr(lang, "No session has a place, and no note says what is next.");
    for (size_t i = 0; i < count; i++) {
        bool is_note = sources[i].text != sources[i].session->title;
        struct tf_sheet_line *line = tf_sheet_line(
            sheet, sources[i].text, is_note ? sources[i].session->title : sources[i].session->host);
        if (line != NULL) {
            tf_sheet_button(line, TF_SHEET_PLUS, tf_tr(lang, "Take it"), TF_TASK_DO_PICK, i + 1);
        }
    }
    tf_sheet_foot(sheet, TF_SHEET_UNDO, tf_tr(lang, "To the topics"), TF_TASK_DO_LAY_OUT, 0);
    tf_sheet_foot_undo(sheet, state);
}

/* ---- the topics ---- */

static const char *about(struct tf_arena *arena, const struct tf_app_state *state,
                         const struct tf_topic_cluster *cluster)
{
    unsigned long dots = (unsigned long)cluster->dots;
    const char *count = tf_words_printf(arena, tf_trn(state->lang, "%lu dot", "%lu dots", dots), dots);
    const char *initiator = cluster->head->initiator;
    /* TRANSLATORS: how many dots, who takes a topic on */
    return initiator[0] != '\0' ? tf_words_printf(arena, tf_tr(state->lang, "%s. Taken on by %s."), count,
                                                  tf_words_isolate(arena, initiator))
                                : count;
}

static void add_buttons(struct tf_sheet_line *line, const struct tf_app_state *state,
                        const struct tf_topic *topic)
{
    enum tf_lang lang = state->lang;
    uint64_t id = topic->record.key.id, chosen = state->task->chosen;
    if (!is_open(state)) {
        return;
    }
    if (chosen == id) {
        tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(lang, "Never mind"), TF_TASK_DO_CHOOSE, 0);
    } else if (chosen != 0) {
        tf_sheet_button(line, TF_SHEET_CHECK, tf_tr(lang, "In here"), TF_TASK_DO_JOIN, id);
    } else {
        if (topic->initiator[0] == '\0') {
            tf_sheet_button(line, TF_SHEET_EDIT, tf_tr(lang, "I take it on"), TF_TASK_DO_TYPE, id);
        }
        tf_sheet_button(line, TF_SHEET_NEXT, tf_tr(lang, "Bring together"), TF_TASK_DO_CHOOSE, id);
        if (state->role != TF_ROLE_GUEST) {
            tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(lang, "Hide"), TF_TASK_DO_HIDE, id);
        }
    }
}

static void add_member(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                       const struct tf_topic *head, const struct tf_topic *member)
{
    const char *about_it = tf_words_printf(arena, tf_tr(state->lang, "It belongs to “%s”."),
                                           tf_words_isolate(arena, head->title));
    struct tf_sheet_line *line = tf_sheet_line(sheet, member->title, about_it);
    if (line != NULL && is_open(state) && state->task->chosen == 0) {
        tf_sheet_button(line, TF_SHEET_UNDO, tf_tr(state->lang, "Stands for itself"), TF_TASK_DO_SPLIT,
                        member->record.key.id);
    }
}

static void add_cluster(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                        const struct tf_topic_cluster *cluster)
{
    const struct tf_topic *member = NULL;
    struct tf_sheet_line *line = tf_sheet_line(sheet, cluster->head->title, about(arena, state, cluster));
    if (line == NULL) {
        return;
    }
    line->is_marked = state->task->chosen == cluster->head->record.key.id;
    add_buttons(line, state, cluster->head);
    while ((member = tf_topics_member(state->board, cluster->head->record.key.id, member)) != NULL) {
        add_member(sheet, arena, state, cluster->head, member);
    }
}

static const char *hint(struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_topic *chosen = tf_topics_get(state->board, state->task->chosen);
    if (!is_open(state)) {
        return tf_tr(lang, "At the convergence topics are brought together here, and dots given.");
    }
    if (chosen != NULL) {
        return tf_words_printf(arena, tf_tr(lang, "Where does “%s” belong?"),
                               tf_words_isolate(arena, chosen->title));
    }
    return state->base_url[0] == '\0'
               ? tf_tr(lang, "Dots are given on phones, as soon as this kiosk is on a network.")
               : tf_tr(lang, "Add, bring together, take on: here. Dots are given on phones.");
}

static void fill_feet(struct tf_sheet *sheet, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    if (!is_open(state)) {
        return;
    }
    if (sheet->is_typing) {
        tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(lang, "Never mind"), TF_TASK_DO_TYPE,
                      state->task->subject);
        return;
    }
    tf_sheet_foot(sheet, TF_SHEET_PLUS, tf_tr(lang, "Add a topic"), TF_TASK_DO_TYPE, 0)->why_not =
        tf_view_why_full(state, TF_KIND_TOPIC);
    tf_sheet_foot(sheet, TF_SHEET_NEXT, tf_tr(lang, "From sessions and notes"), TF_TASK_DO_LAY_OUT, 0);
    tf_sheet_foot_undo(sheet, state);
}

void tf_task_topics_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    struct tf_topic_cluster clusters[SHOWN_MAX];
    bool is_name = sheet->is_typing && state->task->subject != 0;
    sheet->heading = tf_tr(lang, "Topics");
    sheet->hint = hint(arena, state);
    sheet->empty = tf_tr(lang, "No topic yet.");
    sheet->field = is_name ? tf_tr(lang, "Who takes it on") : tf_tr(lang, "What is to be done");
    sheet->placeholder = is_name ? tf_tr(lang, "A name or an alias") : "";
    sheet->enter = is_name ? tf_tr(lang, "I take it on") : tf_tr(lang, "Add it");
    tf_sheet_room(sheet, arena, 2 * SHOWN_MAX);
    if (state->task->is_laying_out && is_open(state)) {
        fill_sources(sheet, state);
        return;
    }
    size_t count = tf_topics_clusters(clusters, SHOWN_MAX, state->board);
    tf_sheet_code(sheet, arena, state, "/topics",
                  is_open(state) ? tf_tr(lang, "Your dots, on your phone")
                                 : tf_tr(lang, "The same on your phone"));
    for (size_t i = 0; i < count; i++) {
        add_cluster(sheet, arena, state, &clusters[i]);
    }
    fill_feet(sheet, state);
}

/* ---- what is done ---- */

static bool send(struct tf_app *app, const struct tf_topic *topic, const char *field)
{
    return tf_task_send(app, tf_app_command(app, TF_VERB_TOPIC), &topic->record, field);
}

static void add(struct tf_app *app, const char *title, uint64_t session)
{
    struct tf_topic topic = {.record = {.kind = TF_KIND_TOPIC, .key = {0, tf_rng_id(&app->rng)}},
                             .title = title,
                             .session = session};
    (void)send(app, &topic, NULL);
}

static void take_source(struct tf_app *app, uint64_t number)
{
    struct source sources[SOURCES_MAX];
    size_t count = find_sources(sources, app->board);
    char *title = NULL;
    if (number == 0 || number > count) {
        return;
    }
    const struct source *source = &sources[number - 1];
    if (tf_text_fit(&title, source->text, strlen(source->text), TF_TEXT_TITLE, NULL) == TF_OK) {
        add(app, title, source->session->record.key.id);
    }
    free(title);
}

static void amend(struct tf_app *app, uint64_t id, uint64_t into, const char *field)
{
    const struct tf_topic *now = tf_topics_get(app->board, id);
    if (now != NULL) {
        struct tf_topic want = *now;
        want.into = into;
        want.hidden = true;
        (void)send(app, &want, field);
    }
    app->task.chosen = 0;
}

void tf_task_topics_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (!is_open(&app->state)) {
        return;
    }
    switch (what) {
    case TF_TASK_DO_TYPE:
        tf_task_type(app, b, "");
        break;
    case TF_TASK_DO_LAY_OUT:
        app->task.is_laying_out = !app->task.is_laying_out;
        app->state.scroll = 0;
        break;
    case TF_TASK_DO_PICK:
        take_source(app, b);
        break;
    case TF_TASK_DO_CHOOSE:
        app->task.chosen = b;
        break;
    case TF_TASK_DO_JOIN:
        amend(app, app->task.chosen, b, "into");
        break;
    case TF_TASK_DO_SPLIT:
        amend(app, b, 0, "into");
        break;
    case TF_TASK_DO_HIDE:
        amend(app, b, 0, "hidden");
        break;
    default:
        break;
    }
}

void tf_task_topics_typed(struct tf_app *app, const char *text)
{
    const struct tf_topic *now = tf_topics_get(app->board, app->task.subject);
    if (now != NULL) {
        struct tf_topic want = *now;
        want.initiator = text;
        (void)send(app, &want, "initiator");
    } else if (app->task.subject == 0) {
        add(app, text, 0);
    }
    tf_task_stop_typing(app);
}
