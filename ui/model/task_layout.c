/* A day laid out by a rule: so many of such a length, a pause between, lunch; looked at, then made in one
 * step. */
#include "model/task_row.h"

#include "words/words.h"

enum { ROWS_MAX = 40, MINUTES = 60, CLOCK_STEP_MIN = 15, FIVE = 5 };

struct bounds {
    int usual, least, most, step;
};
/* Minutes, but the first and the last two. Lunch: minutes after midnight. */
static const struct bounds BOUNDS[TF_TASK_RULE_COUNT] = {
    [TF_TASK_RULE_COUNT_OF] = {6, 1, 20, 1},
    [TF_TASK_RULE_LENGTH] = {45, 10, 180, FIVE},
    [TF_TASK_RULE_PAUSE] = {15, 0, 60, FIVE},
    [TF_TASK_RULE_BEGIN] = {10 * MINUTES, 6 * MINUTES, 20 * MINUTES, CLOCK_STEP_MIN},
    [TF_TASK_RULE_LUNCH_AT] = {12 * MINUTES + 30, 11 * MINUTES, 15 * MINUTES, CLOCK_STEP_MIN},
    [TF_TASK_RULE_LUNCH] = {60, 0, 120, CLOCK_STEP_MIN},
    [TF_TASK_RULE_TOGETHER] = {0, 0, 60, CLOCK_STEP_MIN},
};

void tf_task_layout_open(struct tf_app *app)
{
    app->task.is_laying_out = true;
    for (int i = 0; i < TF_TASK_RULE_COUNT; i++) {
        app->task.rule[i] = BOUNDS[i].usual;
    }
    app->state.scroll = 0;
}

/* ---- the rows ---- */

struct laying_out {
    const int *rule;
    enum tf_lang lang;
    struct tf_slot rows[ROWS_MAX]; /* start and end in minutes after midnight */
    size_t count;
    int at; /* so far */
};

static void add(struct laying_out *day, int minutes, enum tf_slot_kind kind, const char *title)
{
    if (day->count < ROWS_MAX) {
        day->rows[day->count++] =
            (struct tf_slot){.start = day->at, .end = day->at + minutes, .kind = kind, .title = title};
    }
    day->at += minutes;
}

/* What would run into lunch waits until after it. */
static void lay_out(struct laying_out *day, const int *rule, enum tf_lang lang)
{
    *day = (struct laying_out){.rule = rule, .lang = lang, .at = rule[TF_TASK_RULE_BEGIN]};
    int together = rule[TF_TASK_RULE_TOGETHER], pause = rule[TF_TASK_RULE_PAUSE];
    bool has_eaten = rule[TF_TASK_RULE_LUNCH] == 0;
    if (together > 0) {
        add(day, together, TF_SLOT_PLENARY, tf_tr(lang, "Opening circle"));
        day->at += pause;
    }
    for (int i = 0; i < rule[TF_TASK_RULE_COUNT_OF]; i++) {
        if (!has_eaten && day->at + rule[TF_TASK_RULE_LENGTH] > rule[TF_TASK_RULE_LUNCH_AT]) {
            int was_free = day->at - (day->count > 0 ? pause : 0);
            day->at = rule[TF_TASK_RULE_LUNCH_AT] > was_free ? rule[TF_TASK_RULE_LUNCH_AT] : was_free;
            add(day, rule[TF_TASK_RULE_LUNCH], TF_SLOT_BREAK, tf_tr(lang, "Lunch"));
            has_eaten = true;
        }
        add(day, rule[TF_TASK_RULE_LENGTH], TF_SLOT_SESSION, "");
        day->at += pause;
    }
    if (together > 0) {
        add(day, together, TF_SLOT_PLENARY, tf_tr(lang, "Closing circle"));
    }
}

/* The day after the last that has times; today where there are none. */
static int64_t day_of(const struct tf_app_state *state)
{
    const struct tf_grid *grid = state->board->grid;
    return grid->day_count > 0 ? grid->days[grid->day_count - 1] + 1
                               : tf_zone_day_of(state->zone, state->now_s);
}

static enum tf_err moment(int64_t *out, const struct tf_zone *zone, int64_t day, int64_t minutes)
{
    struct tf_civil civil = {.hour = 0};
    int64_t days = minutes / (24 * MINUTES);
    tf_zone_date(day + days, &civil.year, &civil.month, &civil.day);
    civil.hour = (int)(minutes % (24 * MINUTES) / MINUTES);
    civil.minute = (int)(minutes % MINUTES);
    return tf_zone_utc(zone, &civil, out);
}

/* Many rows are one step: what an import brings is taken back at once. */
static void make(struct tf_app *app)
{
    struct laying_out day;
    int64_t date = day_of(&app->state);
    struct tf_command *command = tf_app_command(app, TF_VERB_IMPORT);
    lay_out(&day, app->task.rule, app->state.lang);
    bool is_whole = command != NULL;
    for (size_t i = 0; i < day.count && is_whole; i++) {
        struct tf_slot slot = day.rows[i];
        slot.record = (struct tf_record){.kind = TF_KIND_SLOT, .key = {0, tf_rng_id(&app->rng)}};
        slot.day = date;
        is_whole = moment(&slot.start, app->zone, date, day.rows[i].start) == TF_OK &&
                   moment(&slot.end, app->zone, date, day.rows[i].end) == TF_OK &&
                   tf_command_add_record(command, &slot.record) == TF_OK;
    }
    if (!is_whole) {
        tf_command_destroy(command);
        return;
    }
    if (tf_task_send(app, command, NULL, NULL)) {
        app->task.is_laying_out = false;
        app->day_date = date;
        app->has_day = true;
    }
}

/* ---- what the sheet says ---- */

static const char *clock_of(struct tf_arena *arena, int64_t minutes)
{
    return tf_words_printf(arena, "%02d:%02d", (int)(minutes / MINUTES % 24), (int)(minutes % MINUTES));
}

static const char *row_text(struct tf_arena *arena, enum tf_lang lang, const struct tf_slot *row)
{
    const char *from = clock_of(arena, row->start), *to = clock_of(arena, row->end);
    return row->title[0] != '\0'
               /* TRANSLATORS: times, then what there is, in a list */
               ? tf_words_printf(arena, tf_tr(lang, "%s – %s %s"), from, to, row->title)
               : tf_words_printf(arena, tf_tr(lang, "%s – %s"), from, to);
}

static const char *preview(struct tf_arena *arena, const struct tf_app_state *state)
{
    struct laying_out day;
    lay_out(&day, state->task->rule, state->lang);
    const char *list = "";
    for (size_t i = 0; i < day.count; i++) {
        const char *row = row_text(arena, state->lang, &day.rows[i]);
        list = i == 0 ? row : tf_words_printf(arena, tf_tr(state->lang, "%s, %s"), list, row);
    }
    return tf_words_printf(arena, tf_tr(state->lang, "%s: %s"),
                           tf_words_day_short(arena, state->lang, day_of(state)), list);
}

static const char *rule_text(struct tf_arena *arena, enum tf_lang lang, int which, int value)
{
    unsigned long count = (unsigned long)value;
    switch (which) {
    case TF_TASK_RULE_COUNT_OF:
        return tf_words_printf(arena, tf_trn(lang, "%lu time for sessions", "%lu times for sessions", count),
                               count);
    case TF_TASK_RULE_LENGTH:
        return tf_words_printf(arena, tf_trn(lang, "%lu minute each", "%lu minutes each", count), count);
    case TF_TASK_RULE_PAUSE:
        return count == 0
                   ? tf_tr(lang, "No pause between")
                   : tf_words_printf(arena, tf_trn(lang, "%lu minute between", "%lu minutes between", count),
                                     count);
    case TF_TASK_RULE_BEGIN:
        return tf_words_printf(arena, tf_tr(lang, "It begins at %s"), clock_of(arena, value));
    case TF_TASK_RULE_LUNCH_AT:
        return tf_words_printf(arena, tf_tr(lang, "Lunch at %s"), clock_of(arena, value));
    case TF_TASK_RULE_LUNCH:
        return count == 0
                   ? tf_tr(lang, "No lunch")
                   : tf_words_printf(arena,
                                     tf_trn(lang, "Lunch takes %lu minute", "Lunch takes %lu minutes", count),
                                     count);
    default:
        return count == 0 ? tf_tr(lang, "No circle of all")
                          : tf_words_printf(arena,
                                            tf_trn(lang, "Opening and closing circle, %lu minute each",
                                                   "Opening and closing circle, %lu minutes each", count),
                                            count);
    }
}

void tf_task_layout_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    sheet->heading = tf_tr(lang, "Lay out a day");
    sheet->hint = preview(arena, state);
    tf_sheet_room(sheet, arena, TF_TASK_RULE_COUNT);
    for (int i = 0; i < TF_TASK_RULE_COUNT; i++) {
        int value = state->task->rule[i];
        struct tf_sheet_line *line = tf_sheet_line(sheet, rule_text(arena, lang, i, value), "");
        bool is_clock = i == TF_TASK_RULE_BEGIN || i == TF_TASK_RULE_LUNCH_AT;
        if (line == NULL) {
            return;
        }
        tf_sheet_button(line, TF_SHEET_NO_SIGN, is_clock ? tf_tr(lang, "Earlier") : tf_tr(lang, "Less"),
                        TF_TASK_DO_SMALLER, (uint64_t)i)
            ->why_not = value <= BOUNDS[i].least ? tf_tr(lang, "It does not go further.") : NULL;
        tf_sheet_button(line, TF_SHEET_NO_SIGN, is_clock ? tf_tr(lang, "Later") : tf_tr(lang, "More"),
                        TF_TASK_DO_LARGER, (uint64_t)i)
            ->why_not = value >= BOUNDS[i].most ? tf_tr(lang, "It does not go further.") : NULL;
    }
    tf_sheet_foot(sheet, TF_SHEET_CHECK, tf_tr(lang, "Make this day"), TF_TASK_DO_FILL_DAY, 0);
    if (state->board->grid->day_count > 0) {
        tf_sheet_foot(sheet, TF_SHEET_AGAIN, tf_tr(lang, "The same as this day"), TF_TASK_DO_COPY_DAY, 0);
    }
    tf_sheet_foot(sheet, TF_SHEET_CLOCK, tf_tr(lang, "As most have it"), TF_TASK_DO_TEMPLATES, 0);
    tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(lang, "Never mind"), TF_TASK_DO_LAY_OUT, 0);
}

void tf_task_layout_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (what == TF_TASK_DO_FILL_DAY) {
        make(app);
    } else if (what == TF_TASK_DO_TEMPLATES) {
        tf_app_go(app, TF_SCREEN_TEMPLATES);
        tf_task_open(app);
    } else if (what == TF_TASK_DO_LAY_OUT) {
        app->task.is_laying_out = false;
    } else if ((what == TF_TASK_DO_LARGER || what == TF_TASK_DO_SMALLER) && b < TF_TASK_RULE_COUNT) {
        const struct bounds *bounds = &BOUNDS[b];
        int value = app->task.rule[b] + (what == TF_TASK_DO_LARGER ? bounds->step : -bounds->step);
        app->task.rule[b] = value < bounds->least  ? bounds->least
                            : value > bounds->most ? bounds->most
                                                   : value;
    }
}
