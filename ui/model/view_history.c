#include "model/view_history.h"

#include "model/task_in.h"
#include "words/words.h"

/* ---- the log, a page of it ---- */

static void add_line(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_event *event)
{
    enum tf_lang lang = state->lang;
    struct tf_history_line said =
        tf_history_line(arena, lang, state->zone, state->board, event, state->now_s);
    const char *title = said.about[0] != '\0'
                            /* TRANSLATORS: what happened, and to which: "Session moved: Compost" */
                            ? tf_words_printf(arena, tf_tr(lang, "%s: %s"), said.what, said.about)
                            : said.what;
    /* TRANSLATORS: when, and who: "10:40, Somebody at the wall" */
    const char *about = tf_words_printf(arena, tf_tr(lang, "%s, %s"), said.when, said.who);
    struct tf_sheet_line *line = tf_sheet_line(sheet, title, about);
    if (line == NULL) {
        return;
    }
    tf_sheet_button(line, TF_SHEET_CLOCK, tf_tr(lang, "How it was"), (enum tf_task_do)TF_PAST_DO_LOOK,
                    event->sequence);
    bool was_undo = event->verb == TF_VERB_UNDO;
    bool may = state->role >= TF_ROLE_ORGANISER || event->actor.role <= state->role;
    tf_sheet_button(line, was_undo ? TF_SHEET_AGAIN : TF_SHEET_UNDO,
                    was_undo ? tf_tr(lang, "Do it again") : tf_tr(lang, "Take it back"),
                    (enum tf_task_do)TF_PAST_DO_UNDO, event->sequence)
        ->why_not = may ? NULL : tf_words_reason(lang, TF_REASON_NOT_ALLOWED);
}

void tf_view_history(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_past *past = state->past;
    const struct tf_history *page = &past->page;
    sheet->heading = tf_tr(lang, "History");
    sheet->hint =
        tf_tr(lang, "Everything that happened, the newest first. Whatever is taken back stands here "
                    "too, and can be done again.");
    sheet->empty = past->waits ? tf_tr(lang, "One moment…") : tf_tr(lang, "Nothing has happened yet.");
    tf_sheet_room(sheet, arena, page->count);
    for (size_t i = 0; i < page->count; i++) {
        add_line(sheet, arena, state, page->events[i]);
    }
    tf_sheet_foot(sheet, TF_SHEET_AGAIN, tf_tr(lang, "The newest"), (enum tf_task_do)TF_PAST_DO_OLDER, 0);
    uint64_t oldest = page->count > 0 ? page->events[page->count - 1]->sequence : 1; /* nothing is older */
    tf_sheet_foot(sheet, TF_SHEET_CLOCK, tf_tr(lang, "Older"), (enum tf_task_do)TF_PAST_DO_OLDER, oldest)
        ->why_not = page->has_more ? NULL : tf_tr(lang, "This is the beginning.");
}

/* ---- the board as it was ---- */

static struct tf_view_step step_to(const char *text, const char *why_not, enum tf_past_do how,
                                   uint64_t sequence)
{
    return (struct tf_view_step){
        .text = text, .why_not = why_not, .intent = {TF_INTENT_ORGANISE, how, sequence}};
}

static void fill_steps(struct tf_view_was *view, const struct tf_app_state *state, uint64_t at, uint64_t last)
{
    enum tf_lang lang = state->lang;
    const char *first = at <= 1 ? tf_tr(lang, "This is the beginning.") : NULL;
    const char *end = at >= last ? tf_tr(lang, "This is how it is now.") : NULL;
    uint64_t far_back = at > TF_PAST_LEAP ? at - TF_PAST_LEAP : 1;
    uint64_t far_on = at + TF_PAST_LEAP < last ? at + TF_PAST_LEAP : last;
    view->steps[0] = step_to(tf_tr(lang, "Much earlier"), first, TF_PAST_DO_LEAP, far_back);
    view->steps[1] = step_to(tf_tr(lang, "Earlier"), first, TF_PAST_DO_LOOK, at > 1 ? at - 1 : 1);
    view->steps[2] = step_to(tf_tr(lang, "Later"), end, TF_PAST_DO_LOOK, at + 1);
    view->steps[3] = step_to(tf_tr(lang, "Much later"), end, TF_PAST_DO_LEAP, far_on);
}

void tf_view_was(struct tf_view_was *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_board *was = state->past ? state->past->was : NULL;
    *view = (struct tf_view_was){.heading = tf_tr(lang, "As it was"), .about = tf_tr(lang, "One moment…")};
    if (was == NULL || state->board == NULL) {
        return;
    }
    struct tf_app_state then = *state;
    uint64_t last = state->board->revision;
    then.board = was;
    tf_view_home(&view->home, arena, &then);
    const char *clock = tf_words_clock(arena, state->zone, was->changed_at);
    view->is_there = true;
    /* TRANSLATORS: %s is a time of day */
    view->heading = tf_words_printf(arena, tf_tr(lang, "As it was at %s"), clock);
    /* TRANSLATORS: so many of all changes had happened */
    view->about = tf_words_printf(arena, tf_tr(lang, "After %lu of %lu changes"),
                                  (unsigned long)was->revision, (unsigned long)last);
    view->permille = last > 0 && was->revision <= last ? (int)(was->revision * 1000 / last) : 1000;
    fill_steps(view, state, was->revision, last);
    const char *why_not = state->role < TF_ROLE_ORGANISER ? tf_words_reason(lang, TF_REASON_NOT_ALLOWED)
                          : was->revision >= last         ? tf_tr(lang, "This is how it is now.")
                                                          : NULL;
    view->put_back = (struct tf_view_step){
        /* TRANSLATORS: %s is a time of day */
        .text = tf_words_printf(arena, tf_tr(lang, "Put it back as it was at %s"), clock),
        .why_not = why_not,
        .intent = {TF_INTENT_ORGANISE, TF_PAST_DO_PUT_BACK, 0}};
}
