/* A draft schedule: looked for a little at a time, so that the wall stays awake; looked at; published as one
 * step. */
#include "model/app_in.h"

#include "core/policy.h"
#include "model/task_in.h"
#include "words/words.h"

#include <string.h>

/* Some 5 ms on a desktop, 20 ms on a small board: a finger does not notice. */
enum { STEPS_AT_A_TIME = 60000 };

bool tf_task_schedule_pass(struct tf_app *app)
{
    struct tf_task *task = &app->task;
    if (task->schedule == NULL || tf_schedule_look(task->schedule, STEPS_AT_A_TIME)) {
        task->is_looking = false;
    }
    return true;
}

/* ---- what it says ---- */

static const char *where(struct tf_arena *arena, const struct tf_app_state *state,
                         const struct tf_schedule_entry *entry)
{
    const struct tf_space *space = tf_board_space(state->task->board, entry->space);
    const struct tf_slot *slot = tf_board_slot(state->task->board, entry->slot);
    if (space == NULL || slot == NULL) {
        return tf_tr(state->lang, "not on the grid");
    }
    return tf_words_printf(
        arena, tf_tr(state->lang, "%s, %s, %s"), tf_words_day_short(arena, state->lang, slot->day),
        tf_words_clock(arena, state->zone, slot->start), tf_words_isolate(arena, space->name));
}

/* The two sentences that weigh most; all of them would be read by nobody. */
static const char *why(struct tf_arena *arena, const struct tf_app_state *state,
                       const struct tf_schedule_entry *entry)
{
    const char *sentences[TF_WORDS_SCHEDULE_MAX];
    size_t count = tf_words_schedule(sentences, arena, state->lang, state->task->board, entry);
    const char *text = count > 0 ? sentences[0] : "";
    for (size_t i = 1; i < count && i < 4; i++) {
        /* TRANSLATORS: one sentence, then another */
        text = tf_words_printf(arena, tf_tr(state->lang, "%s %s"), text, sentences[i]);
    }
    return text;
}

static bool is_wished(const struct tf_task *task, uint64_t session, bool leave_out)
{
    for (size_t i = 0; i < task->wish_count; i++) {
        if (task->wishes[i].session == session && task->wishes[i].leave_out == leave_out) {
            return true;
        }
    }
    return false;
}

static void add_line(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_schedule_entry *entry, size_t index)
{
    enum tf_lang lang = state->lang;
    const struct tf_session *session = tf_board_session(state->task->board, entry->session);
    const char *title = session != NULL ? tf_words_isolate(arena, session->title) : "";
    /* TRANSLATORS: a session and its place in a proposed schedule */
    struct tf_sheet_line *line =
        tf_sheet_line(sheet, tf_words_printf(arena, tf_tr(lang, "%s: %s"), where(arena, state, entry), title),
                      why(arena, state, entry));
    if (line == NULL) {
        return;
    }
    line->is_marked = entry->fixed;
    if (!entry->fixed && entry->off == TF_SCHEDULE_OFF_NOT) {
        tf_sheet_button(line, TF_SHEET_LOCK, tf_tr(lang, "Keep it there"), TF_TASK_DO_KEEP, index)->is_on =
            is_wished(state->task, entry->session, false);
    }
    if (!entry->fixed) {
        tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(lang, "Leave it out"), TF_TASK_DO_LEAVE_OUT, index)
            ->is_on = is_wished(state->task, entry->session, true);
    }
}

static const char *sum_up(struct tf_arena *arena, const struct tf_app_state *state)
{
    size_t count = 0;
    const struct tf_schedule_entry *entries = tf_schedule_entries(state->task->schedule, &count);
    unsigned long placed = 0, off = 0;
    for (size_t i = 0; i < count; i++) {
        placed += entries[i].off == TF_SCHEDULE_OFF_NOT;
        off += entries[i].off != TF_SCHEDULE_OFF_NOT;
    }
    const char *has = tf_words_printf(
        arena, tf_trn(state->lang, "%lu session has a place.", "%lu sessions have a place.", placed), placed);
    const char *has_not =
        tf_words_printf(arena, tf_trn(state->lang, "%lu has none.", "%lu have none.", off), off);
    return off == 0 ? has : tf_words_printf(arena, tf_tr(state->lang, "%s %s"), has, has_not);
}

void tf_task_schedule_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_task *task = state->task;
    const char *never = tf_policy_schedules(tf_board_gathering(state->board))
                            ? NULL
                            : tf_words_reason(lang, TF_REASON_NO_SCHEDULE);
    sheet->heading = tf_tr(lang, "Draft schedule");
    sheet->hint =
        tf_tr(lang, "From the stars: no host in two places, larger rooms for larger interest, few people "
                    "torn between two. Nothing changes on the wall until you publish it.");
    sheet->empty = never != NULL ? never : "";
    size_t count = 0;
    if (task->is_looking) {
        sheet->permille = tf_schedule_permille(task->schedule);
        return;
    }
    if (task->schedule != NULL) {
        const struct tf_schedule_entry *entries = tf_schedule_entries(task->schedule, &count);
        sheet->hint = sum_up(arena, state);
        tf_sheet_room(sheet, arena, count);
        for (size_t i = 0; i < count; i++) {
            add_line(sheet, arena, state, &entries[i], i);
        }
        tf_sheet_foot(sheet, TF_SHEET_CHECK, tf_tr(lang, "Publish it"), TF_TASK_DO_PUBLISH, 0);
    }
    tf_sheet_foot(sheet, TF_SHEET_AGAIN, count > 0 ? tf_tr(lang, "Look again") : tf_tr(lang, "Make a draft"),
                  TF_TASK_DO_LOOK, 0)
        ->why_not = never;
    tf_sheet_foot_undo(sheet, state);
}

/* ---- what it does ---- */

static void look(struct tf_app *app)
{
    struct tf_task *task = &app->task;
    struct tf_problem problem = {0};
    struct tf_schedule_options options = {.seed = ++task->round,
                                          .from = app->state.now_s,
                                          .wishes = task->wishes,
                                          .wish_count = task->wish_count};
    tf_schedule_destroy(task->schedule);
    tf_board_unref(task->board);
    task->schedule = NULL;
    task->board = tf_board_ref(app->board);
    enum tf_err err = tf_schedule_create(&task->schedule, task->board, &options, &problem);
    if (err != TF_OK) {
        task->wish_count = 0; /* one of them may be for what is gone */
        tf_app_tell(app, err == TF_ERR_DENIED
                             ? tf_words_reason(app->state.lang, TF_REASON_NO_SCHEDULE)
                             : tf_tr(app->state.lang, "This did not work. Please try once more."));
        return;
    }
    task->is_looking = true;
    app->state.scroll = 0;
}

/* Taps on and off; one for the other of the same session. */
static void wish(struct tf_app *app, uint64_t index, bool leave_out)
{
    struct tf_task *task = &app->task;
    size_t count = 0;
    const struct tf_schedule_entry *entries =
        task->schedule != NULL ? tf_schedule_entries(task->schedule, &count) : NULL;
    if (index >= count) {
        return;
    }
    uint64_t session = entries[index].session;
    bool was = is_wished(task, session, leave_out);
    size_t kept = 0;
    for (size_t i = 0; i < task->wish_count; i++) {
        if (task->wishes[i].session != session) {
            task->wishes[kept++] = task->wishes[i];
        }
    }
    task->wish_count = kept;
    if (was) {
        return;
    }
    if (kept == TF_TASK_WISHES_MAX) {
        tf_app_tell(app, tf_words_reason(app->state.lang, TF_REASON_FULL));
        return;
    }
    task->wishes[task->wish_count++] =
        (struct tf_schedule_wish){.session = session,
                                  .space = leave_out ? 0 : entries[index].space,
                                  .slot = leave_out ? 0 : entries[index].slot,
                                  .leave_out = leave_out};
}

static void publish(struct tf_app *app)
{
    struct tf_command *command = NULL;
    if (app->task.schedule != NULL && tf_schedule_command(&command, app->task.schedule, tf_app_actor(app),
                                                          app->state.now_s, &app->rng) == TF_OK) {
        (void)tf_task_send(app, command, NULL, NULL);
    }
}

void tf_task_schedule_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (app->task.is_looking) {
        return;
    }
    if (what == TF_TASK_DO_LOOK) {
        look(app);
    } else if (what == TF_TASK_DO_KEEP || what == TF_TASK_DO_LEAVE_OUT) {
        wish(app, b, what == TF_TASK_DO_LEAVE_OUT);
    } else if (what == TF_TASK_DO_PUBLISH) {
        publish(app);
    }
}
