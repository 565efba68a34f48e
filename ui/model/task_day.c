/* Running the day: which phase it is in, and the times that are still to come, a little later or earlier. */
#include "model/app_in.h"

#include "core/policy.h"
#include "model/task_in.h"
#include "words/words.h"

/* The first row that has not begun, of the day that is today; NULL: none. */
static const struct tf_slot *next_row(const struct tf_app_state *state)
{
    const struct tf_grid *grid = state->board->grid;
    int64_t today = tf_zone_day_of(state->zone, state->now_s);
    for (size_t i = 0; i < grid->slot_count; i++) {
        if (grid->slots[i]->start > state->now_s && grid->slots[i]->day == today) {
            return grid->slots[i];
        }
    }
    return NULL;
}

static const char *about_phase(enum tf_lang lang, enum tf_phase phase)
{
    switch (phase) {
    case TF_PHASE_GATHERING:
        return tf_tr(lang, "People arrive; proposals may come already.");
    case TF_PHASE_MARKETPLACE:
        return tf_tr(lang, "Everybody says what they want to talk about, and finds a place for it.");
    case TF_PHASE_SESSIONS:
        return tf_tr(lang, "The wall shows what is on now and next.");
    case TF_PHASE_NEWS:
        return tf_tr(lang, "All are together to hear what happened.");
    case TF_PHASE_CONVERGENCE:
        return tf_tr(lang, "What belongs together is brought together, and what is next is chosen.");
    case TF_PHASE_CLOSING:
        return tf_tr(lang, "The circle, once more.");
    case TF_PHASE_AFTER:
        return tf_tr(lang, "What was written stays to be read.");
    default:
        return "";
    }
}

/* to: what a tap makes of it, in words. */
static void add_switch(struct tf_sheet *sheet, const char *title, const char *about, bool is_on,
                       enum tf_task_do what, const char *to, const char *why_not)
{
    struct tf_sheet_line *line = tf_sheet_line(sheet, title, about);
    if (line != NULL) {
        line->is_marked = is_on;
        tf_sheet_button(line, is_on ? TF_SHEET_CLOSE : TF_SHEET_CHECK, to, what, !is_on)->why_not = why_not;
    }
}

/* What becomes of proposals. */
static void add_switches(struct tf_sheet *sheet, enum tf_lang lang, const struct tf_gathering *gathering)
{
    bool may_approve = tf_policy_may_approve(gathering);
    bool approves = gathering->approves && may_approve;
    add_switch(sheet, tf_tr(lang, "Drafts first"),
               tf_tr(lang, "What is proposed before the marketplace is posted when it opens."),
               gathering->drafts, TF_TASK_DO_DRAFTS,
               gathering->drafts ? tf_tr(lang, "Post at once") : tf_tr(lang, "Hold back"), NULL);
    add_switch(sheet, tf_tr(lang, "A look first"),
               tf_tr(lang, "What is proposed waits until an organiser or a helper has had a look."), approves,
               TF_TASK_DO_APPROVE, approves ? tf_tr(lang, "Post at once") : tf_tr(lang, "Look first"),
               may_approve ? NULL : tf_tr(lang, "In Open Space nobody approves anything."));
}

void tf_task_day_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    const struct tf_slot *next = next_row(state);
    const char *nothing = tf_tr(lang, "Nothing is left to begin today.");
    sheet->heading = tf_tr(lang, "Run the day");
    sheet->empty = tf_tr(lang, "No event is set up yet.");
    sheet->hint = next != NULL
                      ? tf_words_printf(arena, tf_tr(lang, "What begins at %s and all after it can move."),
                                        tf_words_clock(arena, state->zone, next->start))
                      : nothing;
    tf_sheet_room(sheet, arena, TF_PHASE_COUNT + 2);
    for (int phase = 0; gathering != NULL && phase < TF_PHASE_COUNT; phase++) {
        struct tf_sheet_line *line = tf_sheet_line(sheet, tf_words_phase(lang, (enum tf_phase)phase),
                                                   about_phase(lang, (enum tf_phase)phase));
        if (line == NULL) {
            return;
        }
        line->is_marked = gathering->phase == (enum tf_phase)phase;
        struct tf_sheet_button *button =
            tf_sheet_button(line, line->is_marked ? TF_SHEET_CHECK : TF_SHEET_NEXT,
                            line->is_marked ? tf_tr(lang, "It is now") : tf_tr(lang, "Begin"),
                            TF_TASK_DO_PHASE, (uint64_t)phase);
        button->is_on = line->is_marked;
        button->why_not = line->is_marked ? tf_tr(lang, "This is where the day is now.") : NULL;
    }
    if (gathering != NULL) {
        add_switches(sheet, lang, gathering);
    }
    uint64_t slot = next != NULL ? next->record.key.id : 0;
    tf_sheet_foot(sheet, TF_SHEET_CLOCK, tf_tr(lang, "All 10 min later"), TF_TASK_DO_LATER, slot)->why_not =
        next != NULL ? NULL : nothing;
    tf_sheet_foot(sheet, TF_SHEET_CLOCK, tf_tr(lang, "All 5 min earlier"), TF_TASK_DO_EARLIER, slot)
        ->why_not = next != NULL ? NULL : nothing;
    tf_sheet_foot_undo(sheet, state);
}

static void shift(struct tf_app *app, uint64_t slot, int64_t minutes)
{
    struct tf_command *command = tf_app_command(app, TF_VERB_SHIFT);
    if (command != NULL) {
        command->slot = slot;
        command->minutes = minutes;
        (void)tf_task_send(app, command, NULL, NULL);
    }
}

void tf_task_day_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (what == TF_TASK_DO_PHASE && b < TF_PHASE_COUNT) {
        struct tf_gathering gathering = {.record = {.kind = TF_KIND_GATHERING, .key = {0, 1}},
                                         .phase = (enum tf_phase)b};
        (void)tf_task_send(app, tf_app_command(app, TF_VERB_SET_UP), &gathering.record, "phase");
    } else if (what == TF_TASK_DO_DRAFTS || what == TF_TASK_DO_APPROVE) {
        bool of_drafts = what == TF_TASK_DO_DRAFTS;
        struct tf_gathering gathering = {
            .record = {.kind = TF_KIND_GATHERING, .key = {0, 1}}, .drafts = b != 0, .approves = b != 0};
        (void)tf_task_send(app, tf_app_command(app, TF_VERB_SET_UP), &gathering.record,
                           of_drafts ? "drafts" : "approves");
    } else if (what == TF_TASK_DO_LATER) {
        shift(app, b, 10);
    } else if (what == TF_TASK_DO_EARLIER) {
        shift(app, b, -5);
    }
}
