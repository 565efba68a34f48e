/* What wants a look: proposals that wait for it, words of the organisers' list, hosts' names that look alike,
 * and devices that may not post. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

#include <string.h>

void tf_task_care_pass(struct tf_app *app)
{
    struct tf_task *task = &app->task;
    if (app->state.screen == TF_SCREEN_CARE && app->board != NULL &&
        (!task->has_flags || task->flags_of != app->board->revision)) {
        task->has_flags = tf_flags_find(task->flags, TF_FLAGS_MAX, &task->flag_count, app->board,
                                        app->options.flag_words) == TF_OK;
        task->flags_of = app->board->revision;
    }
}

void tf_task_care_open(struct tf_app *app)
{
    tf_task_open(app);
    tf_task_care_pass(app);
    tf_app_ask(app, TF_ERRAND_BLOCKED, 0, 0, "");
}

void tf_task_care_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    if (answer->err != TF_OK) {
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
        return;
    }
    app->organiser.blocked_count = answer->blocked_count;
    memcpy(app->organiser.blocked, answer->blocked, answer->blocked_count * sizeof app->organiser.blocked[0]);
}

static bool is_blocked(const struct tf_app_state *state, uint64_t device)
{
    for (size_t i = 0; i < state->organiser->blocked_count; i++) {
        if (state->organiser->blocked[i] == device) {
            return true;
        }
    }
    return false;
}

static void block_button(struct tf_sheet_line *line, const struct tf_app_state *state, uint64_t device)
{
    enum tf_lang lang = state->lang;
    if (device == 0) { /* from the wall, which is everybody's */
        return;
    }
    bool is_off = is_blocked(state, device);
    struct tf_sheet_button *button = tf_sheet_button(
        line, TF_SHEET_LOCK, is_off ? tf_tr(lang, "Let it post again") : tf_tr(lang, "Block its device"),
        is_off ? TF_TASK_DO_UNBLOCK : TF_TASK_DO_BLOCK, device);
    button->is_on = is_off;
    button->why_not = state->role < TF_ROLE_ORGANISER ? tf_words_reason(lang, TF_REASON_NOT_ALLOWED) : NULL;
}

static void hide_button(struct tf_sheet_line *line, const struct tf_app_state *state, uint64_t id,
                        const char *text)
{
    tf_sheet_button(line, TF_SHEET_CLOSE, text, TF_TASK_DO_HIDE, id)->is_on = state->task->subject == id;
}

static void lead_to(struct tf_sheet_line *line, const char *text, uint64_t session)
{
    struct tf_sheet_button *button = tf_sheet_button(line, TF_SHEET_NEXT, text, TF_TASK_DO_COUNT, 0);
    button->intent = (struct tf_intent){TF_INTENT_SESSION, session, 0};
}

/* Who hosts it stands beside what it says. */
static const char *with_host(struct tf_arena *arena, enum tf_lang lang, const struct tf_session *session,
                             const char *text)
{
    /* TRANSLATORS: a session's host, and a sentence about the session */
    return session->host[0] != '\0'
               ? tf_words_printf(arena, tf_tr(lang, "%s. %s"), tf_words_isolate(arena, session->host), text)
               : text;
}

static void add_waiting(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                        const struct tf_session *session)
{
    enum tf_lang lang = state->lang;
    uint64_t id = session->record.key.id;
    struct tf_sheet_line *line = tf_sheet_line(
        sheet, session->title, with_host(arena, lang, session, tf_words_waits(lang, session->waits)));
    if (line != NULL) {
        line->is_marked = session->waits == TF_WAITS_APPROVAL;
        tf_sheet_button(line, TF_SHEET_CHECK, tf_tr(lang, "Show it to everybody"), TF_TASK_DO_SHOW_AGAIN, id);
        hide_button(line, state, id, tf_tr(lang, "Decline"));
        block_button(line, state, session->device);
    }
}

/* Not shown again, as long as the words are the same. */
static void fine_button(struct tf_sheet_line *line, const struct tf_app_state *state,
                        const struct tf_flag *flag)
{
    tf_sheet_button(line, TF_SHEET_CHECK, tf_tr(state->lang, "It is fine"), TF_TASK_DO_FINE, flag->hash);
}

static void add_word(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_session *session, const struct tf_flag *flag)
{
    enum tf_lang lang = state->lang;
    uint64_t id = session->record.key.id;
    const char *about =
        flag->kind == TF_FLAG_CHANGED
            ? tf_tr(lang, "It was changed after it was accepted.")
            : tf_words_printf(arena,
                              flag->in_notes ? tf_tr(lang, "A word of your list is in its notes: “%s”.")
                                             : tf_tr(lang, "A word of your list is on its card: “%s”."),
                              tf_words_isolate(arena, flag->word));
    struct tf_sheet_line *line = tf_sheet_line(sheet, session->title, about);
    if (line != NULL) {
        lead_to(line, tf_tr(lang, "Show it"), id);
        fine_button(line, state, flag);
        hide_button(line, state, id, tf_tr(lang, "Hide"));
        block_button(line, state, session->device);
    }
}

static void add_alike(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                      const struct tf_session *session, const struct tf_session *other,
                      const struct tf_flag *flag)
{
    enum tf_lang lang = state->lang;
    const char *title =
        tf_words_printf(arena, tf_tr(lang, "%s / %s"), tf_words_isolate(arena, session->title),
                        tf_words_isolate(arena, other->title));
    /* TRANSLATORS: two hosts' names */
    const char *about =
        tf_words_printf(arena, tf_tr(lang, "Two names that look alike, and are not the same: “%s” and “%s”."),
                        tf_words_isolate(arena, session->host), tf_words_isolate(arena, other->host));
    struct tf_sheet_line *line = tf_sheet_line(sheet, title, about);
    if (line != NULL) {
        lead_to(line, tf_tr(lang, "The first"), session->record.key.id);
        lead_to(line, tf_tr(lang, "The second"), other->record.key.id);
        fine_button(line, state, flag);
    }
}

static void add_flag(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_flag *flag)
{
    const struct tf_session *session = tf_board_session(state->board, flag->session);
    const struct tf_session *other = tf_board_session(state->board, flag->other);
    if (session == NULL) {
        return;
    }
    switch (flag->kind) {
    case TF_FLAG_WAITS:
        add_waiting(sheet, arena, state, session);
        break;
    case TF_FLAG_WORD:
    case TF_FLAG_CHANGED:
        add_word(sheet, arena, state, session, flag);
        break;
    default:
        if (other != NULL) {
            add_alike(sheet, arena, state, session, other, flag);
        }
        break;
    }
}

void tf_task_care_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_task *task = state->task;
    const struct tf_organiser *organiser = state->organiser;
    const struct tf_session *subject =
        task->subject != 0 ? tf_board_session(state->board, task->subject) : NULL;
    sheet->heading = tf_tr(lang, "Worth a look");
    sheet->hint = subject != NULL
                      ? tf_words_printf(arena, tf_tr(lang, "Why should %s go?"),
                                        tf_words_isolate(arena, subject->title))
                      : tf_tr(lang, "What waits, and what was flagged. A flag hides nothing by itself.");
    sheet->empty = tf_tr(lang, "Nothing waits, and nothing was flagged.");
    tf_sheet_room(sheet, arena, task->flag_count + organiser->blocked_count);
    for (size_t i = 0; i < task->flag_count; i++) {
        add_flag(sheet, arena, state, &task->flags[i]);
    }
    for (size_t i = 0; i < organiser->blocked_count; i++) {
        unsigned device = (unsigned)(organiser->blocked[i] & 0xffff);
        struct tf_sheet_line *line =
            tf_sheet_line(sheet, tf_words_printf(arena, tf_tr(lang, "Device %04x"), device),
                          tf_tr(lang, "It may not post."));
        if (line != NULL) {
            block_button(line, state, organiser->blocked[i]);
        }
    }
    if (subject != NULL) {
        tf_task_why_feet(sheet, lang);
    } else {
        tf_sheet_foot_undo(sheet, state);
    }
}

static void is_fine(struct tf_app *app, uint64_t hash)
{
    for (size_t i = 0; i < app->task.flag_count; i++) {
        const struct tf_flag *flag = &app->task.flags[i];
        const struct tf_session *session = tf_board_session(app->board, flag->session);
        char fine[TF_FLAGS_FINE_BYTES];
        if (flag->hash != hash || session == NULL) {
            continue;
        }
        tf_flags_fine(fine, session, flag);
        struct tf_session want = *session;
        struct tf_command *command = tf_app_command(app, TF_VERB_EDIT);
        want.fine = fine;
        if (command != NULL) {
            command->session = flag->session;
        }
        (void)tf_task_send(app, command, &want.record, "fine");
        return;
    }
}

void tf_task_care_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    bool may_block = app->state.role >= TF_ROLE_ORGANISER && b != 0;
    if ((what == TF_TASK_DO_BLOCK || what == TF_TASK_DO_UNBLOCK) && may_block) {
        tf_app_ask(app, TF_ERRAND_BLOCK, b, what == TF_TASK_DO_BLOCK ? 1 : 0, "");
    } else if (what == TF_TASK_DO_FINE) {
        is_fine(app, b);
    } else {
        tf_task_hide_act(app, what, b);
    }
}
