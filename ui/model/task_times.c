/* The rows of a day: set up, and changed while it runs. */
#include "model/task_row.h"

#include "words/words.h"

enum { USUAL_S = 45 * 60 };

/* Rows of the day that is shown: first … last, as indices of the grid; false: none. */
static bool rows_of_day(const struct tf_app_state *state, size_t *first, size_t *last)
{
    const struct tf_grid *grid = state->board->grid;
    int day = tf_view_day(state);
    if (day < 0 || (size_t)day >= grid->day_count) {
        return false;
    }
    *first = grid->day_first_slot[day];
    *last = grid->day_first_slot[day + 1];
    return *last > *first;
}

static const char *about(struct tf_arena *arena, const struct tf_app_state *state, size_t row)
{
    const struct tf_slot *slot = state->board->grid->slots[row];
    unsigned long count = tf_task_row_sessions(state->board->grid, (int)row);
    if (slot->kind != TF_SLOT_SESSION) {
        return slot->title[0] != '\0' ? slot->title : tf_tr(state->lang, "Everybody is together");
    }
    return count == 0
               ? tf_tr(state->lang, "no session yet")
               : tf_words_printf(arena, tf_trn(state->lang, "%lu session", "%lu sessions", count), count);
}

static void add_line(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     size_t row)
{
    enum tf_lang lang = state->lang;
    const struct tf_slot *slot = state->board->grid->slots[row];
    uint64_t id = slot->record.key.id;
    struct tf_sheet_line *line = tf_sheet_line(
        sheet, tf_words_clocks(arena, lang, state->zone, slot->start, slot->end), about(arena, state, row));
    if (line == NULL) {
        return;
    }
    line->is_marked = slot->start <= state->now_s && state->now_s < slot->end;
    tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "+10 min"), TF_TASK_DO_LATER, id);
    tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "−5 min"), TF_TASK_DO_EARLIER, id);
    tf_sheet_button(line, TF_SHEET_EDIT, tf_tr(lang, "Change it"), TF_TASK_DO_CHOOSE, id);
}

/* The next longer or shorter of what is usual. */
static int64_t freeze_step(int64_t minutes, bool is_longer)
{
    static const int64_t USUAL[] = {0, 5, 10, 15, 30, 60};
    enum { COUNT = sizeof USUAL / sizeof USUAL[0] };
    int64_t out = is_longer ? USUAL[COUNT - 1] : 0;
    for (int i = 0; i < COUNT; i++) {
        int64_t usual = USUAL[is_longer ? COUNT - 1 - i : i];
        out = (is_longer ? usual > minutes : usual < minutes) ? usual : out;
    }
    return out;
}

static void add_freeze(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    int64_t minutes = gathering != NULL ? gathering->freeze_min : 0;
    const char *about =
        minutes == 0 ? tf_tr(lang, "Off: everybody moves sessions until the last moment.")
                     : tf_words_printf(
                           arena,
                           tf_trn(lang, "For %lu minute before it begins, only helpers and organisers move.",
                                  "For %lu minutes before it begins, only helpers and organisers move.",
                                  (unsigned long)minutes),
                           (unsigned long)minutes);
    struct tf_sheet_line *line =
        tf_sheet_line(sheet, tf_tr(lang, "Keep each time as it is just before"), about);
    if (line == NULL) {
        return;
    }
    int64_t shorter = freeze_step(minutes, false), longer = freeze_step(minutes, true);
    const char *end = tf_tr(lang, "It does not go further.");
    tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "Shorter"), TF_TASK_DO_FREEZE, (uint64_t)shorter)
        ->why_not = minutes == 0 ? end : NULL;
    tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "Longer"), TF_TASK_DO_FREEZE, (uint64_t)longer)
        ->why_not = longer <= minutes ? end : NULL;
}

void tf_task_times_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    size_t first = 0, last = 0;
    const struct tf_grid *grid = state->board->grid;
    int chosen = state->task->chosen != 0 ? tf_grid_slot_index(grid, state->task->chosen) : -1;
    if (chosen >= 0) {
        tf_task_row_fill(sheet, arena, state, chosen);
        return;
    }
    if (state->task->is_laying_out) {
        tf_task_layout_fill(sheet, arena, state);
        return;
    }
    bool has_rows = rows_of_day(state, &first, &last);
    sheet->heading = tf_tr(lang, "Times");
    sheet->hint = has_rows
                      ? tf_words_printf(arena, tf_tr(lang, "%s. What is moved takes all after it along."),
                                        tf_words_date(arena, lang, grid->days[tf_view_day(state)]))
                      : "";
    sheet->empty =
        tf_tr(lang, "There are no times yet. Lay out a day: how many, how long, the pause between, lunch.");
    tf_sheet_room(sheet, arena, last - first + 1);
    for (size_t row = first; row < last; row++) {
        add_line(sheet, arena, state, row);
    }
    if (has_rows) {
        add_freeze(sheet, arena, state);
    }
    if (!has_rows) {
        tf_sheet_foot(sheet, TF_SHEET_PLUS, tf_tr(lang, "Lay out a day"), TF_TASK_DO_LAY_OUT, 0);
    } else {
        tf_sheet_foot(sheet, TF_SHEET_PLUS, tf_tr(lang, "One more at the end"), TF_TASK_DO_ADD_SLOT, 0)
            ->why_not = tf_view_why_full(state, TF_KIND_SLOT);
        tf_sheet_foot(sheet, TF_SHEET_PLUS, tf_tr(lang, "Another day"), TF_TASK_DO_LAY_OUT, 0);
    }
    if (grid->day_count > 1) {
        tf_sheet_foot(sheet, TF_SHEET_NEXT, tf_tr(lang, "Next day"), TF_TASK_DO_NEXT_DAY, 0);
    }
    tf_sheet_foot_undo(sheet, state);
}

/* ---- */

static void shift(struct tf_app *app, uint64_t slot, int64_t minutes)
{
    struct tf_command *command = tf_app_command(app, TF_VERB_SHIFT);
    if (command != NULL) {
        command->slot = slot;
        command->minutes = minutes;
        (void)tf_task_send(app, command, NULL, NULL);
    }
}

static void freeze(struct tf_app *app, uint64_t minutes)
{
    const struct tf_gathering *now = tf_board_gathering(app->board);
    if (now != NULL) {
        struct tf_gathering want = *now;
        want.freeze_min = (int64_t)minutes;
        (void)tf_task_send(app, tf_app_command(app, TF_VERB_SET_UP), &want.record, "freeze_min");
    }
}

static void remove_slot(struct tf_app *app, uint64_t id)
{
    struct tf_command *command = tf_app_command(app, TF_VERB_REMOVE_SLOT);
    if (command != NULL) {
        command->slot = id;
        (void)tf_task_send(app, command, NULL, NULL);
    }
}

static void add_slot(struct tf_app *app)
{
    size_t first = 0, last = 0;
    if (!rows_of_day(&app->state, &first, &last)) {
        return;
    }
    const struct tf_slot *before = app->board->grid->slots[last - 1];
    int64_t length = USUAL_S;
    for (size_t row = first; row < last; row++) {
        const struct tf_slot *slot = app->board->grid->slots[row];
        length = slot->kind == TF_SLOT_SESSION ? slot->end - slot->start : length;
    }
    struct tf_slot slot = {.record = {.kind = TF_KIND_SLOT, .key = {0, tf_rng_id(&app->rng)}},
                           .day = before->day,
                           .start = before->end,
                           .end = before->end + length};
    (void)tf_task_send(app, tf_app_command(app, TF_VERB_ADD_SLOT), &slot.record, NULL);
}

/* Many rows are one step: what an import brings is taken back at once. */
static bool add_row(struct tf_command *command, struct tf_app *app, struct tf_slot slot)
{
    slot.record = (struct tf_record){.kind = TF_KIND_SLOT, .key = {0, tf_rng_id(&app->rng)}};
    return tf_command_add_record(command, &slot.record) == TF_OK;
}

static void send_or_drop(struct tf_app *app, struct tf_command *command, bool is_whole)
{
    if (is_whole) {
        (void)tf_task_send(app, command, NULL, NULL);
    } else {
        tf_command_destroy(command);
    }
}

/* The same time of day, whatever the clocks do in between. */
static int64_t moved(const struct tf_zone *zone, int64_t utc_s, int64_t days)
{
    struct tf_civil civil;
    int64_t out = utc_s + days * 86400;
    tf_zone_civil(zone, utc_s, &civil);
    tf_zone_date(tf_zone_days(civil.year, civil.month, civil.day) + days, &civil.year, &civil.month,
                 &civil.day);
    return tf_zone_utc(zone, &civil, &out) == TF_OK ? out : utc_s + days * 86400;
}

static void copy_day(struct tf_app *app)
{
    size_t first = 0, last = 0;
    const struct tf_grid *grid = app->board->grid;
    struct tf_command *command =
        rows_of_day(&app->state, &first, &last) ? tf_app_command(app, TF_VERB_IMPORT) : NULL;
    if (command == NULL) {
        return;
    }
    app->task.is_laying_out = false;
    int64_t days = grid->days[grid->day_count - 1] + 1 - grid->days[tf_view_day(&app->state)];
    bool is_whole = true;
    for (size_t row = first; row < last && is_whole; row++) {
        struct tf_slot slot = *grid->slots[row];
        slot.day += days;
        slot.start = moved(app->zone, slot.start, days);
        slot.end = moved(app->zone, slot.end, days);
        is_whole = add_row(command, app, slot);
    }
    send_or_drop(app, command, is_whole);
}

static void show_next_day(struct tf_app *app)
{
    const struct tf_grid *grid = app->board->grid;
    if (grid->day_count > 0) {
        app->day_date = grid->days[(size_t)(tf_view_day(&app->state) + 1) % grid->day_count];
        app->has_day = true;
        app->state.scroll = 0;
    }
}

void tf_task_times_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (app->task.is_laying_out && what != TF_TASK_DO_COPY_DAY) {
        tf_task_layout_act(app, what, b);
        return;
    }
    switch (what) {
    case TF_TASK_DO_LATER:
        shift(app, b, 10);
        break;
    case TF_TASK_DO_EARLIER:
        shift(app, b, -5);
        break;
    case TF_TASK_DO_CHOOSE:
        app->task.chosen = b;
        app->state.scroll = 0;
        break;
    case TF_TASK_DO_FREEZE:
        freeze(app, b);
        break;
    case TF_TASK_DO_LAY_OUT:
        tf_task_layout_open(app);
        break;
    case TF_TASK_DO_REMOVE_SLOT:
        remove_slot(app, b);
        break;
    case TF_TASK_DO_ADD_SLOT:
        add_slot(app);
        break;
    case TF_TASK_DO_COPY_DAY:
        copy_day(app);
        break;
    case TF_TASK_DO_NEXT_DAY:
        show_next_day(app);
        break;
    default:
        tf_task_row_act(app, what, b);
        break;
    }
}
