/* Days as most events have them: rows, phases that begin with them, a few spaces where there are none; one
 * step that is taken back at once. */
#include "model/app_in.h"

#include "model/task_row.h"
#include "words/words.h"

#include <stdio.h>
#include <string.h>

enum { DAY_S = 24 * 3600, HOUR = 60, SPACES = 5, DAYS_AHEAD_MAX = 366 };

/* Times are minutes after midnight. */
struct part {
    int day, from, to;
    enum tf_slot_kind kind;
    const char *title; /* NULL: sessions */
    enum tf_begins begins;
};

#define AT(hour, minute) ((hour)*HOUR + (minute))
#define SESSIONS(day, f, t)                                                                                  \
    {                                                                                                        \
        day, f, t, TF_SLOT_SESSION, NULL, TF_BEGINS_NOTHING                                                  \
    }
#define BEGINS(phase) ((enum tf_begins)((int)(phase) + 1))

static const struct part OPEN_SPACE[] = {
    {0, AT(9, 0), AT(9, 30), TF_SLOT_PLENARY, TF_N("Opening circle"), BEGINS(TF_PHASE_GATHERING)},
    {0, AT(9, 30), AT(10, 15), TF_SLOT_PLENARY, TF_N("Marketplace"), BEGINS(TF_PHASE_MARKETPLACE)},
    {0, AT(10, 15), AT(11, 15), TF_SLOT_SESSION, NULL, BEGINS(TF_PHASE_SESSIONS)},
    SESSIONS(0, AT(11, 30), AT(12, 30)),
    {0, AT(12, 30), AT(13, 30), TF_SLOT_BREAK, TF_N("Lunch"), TF_BEGINS_NOTHING},
    SESSIONS(0, AT(13, 30), AT(14, 30)),
    SESSIONS(0, AT(14, 45), AT(15, 45)),
    {0, AT(16, 0), AT(17, 0), TF_SLOT_PLENARY, TF_N("Closing circle"), BEGINS(TF_PHASE_CLOSING)},
};

static const struct part TWO_DAYS[] = {
    {0, AT(9, 0), AT(9, 45), TF_SLOT_PLENARY, TF_N("Opening circle"), BEGINS(TF_PHASE_GATHERING)},
    {0, AT(9, 45), AT(10, 45), TF_SLOT_PLENARY, TF_N("Marketplace"), BEGINS(TF_PHASE_MARKETPLACE)},
    {0, AT(11, 0), AT(12, 30), TF_SLOT_SESSION, NULL, BEGINS(TF_PHASE_SESSIONS)},
    {0, AT(12, 30), AT(13, 30), TF_SLOT_BREAK, TF_N("Lunch"), TF_BEGINS_NOTHING},
    SESSIONS(0, AT(13, 30), AT(15, 0)),
    SESSIONS(0, AT(15, 30), AT(17, 0)),
    {0, AT(17, 15), AT(18, 0), TF_SLOT_PLENARY, TF_N("Evening news"), BEGINS(TF_PHASE_NEWS)},
    {1, AT(9, 0), AT(9, 30), TF_SLOT_PLENARY, TF_N("Morning news"), BEGINS(TF_PHASE_NEWS)},
    {1, AT(9, 30), AT(11, 0), TF_SLOT_SESSION, NULL, BEGINS(TF_PHASE_SESSIONS)},
    SESSIONS(1, AT(11, 15), AT(12, 45)),
    {1, AT(12, 45), AT(13, 45), TF_SLOT_BREAK, TF_N("Lunch"), TF_BEGINS_NOTHING},
    {1, AT(13, 45), AT(15, 0), TF_SLOT_PLENARY, TF_N("Convergence"), BEGINS(TF_PHASE_CONVERGENCE)},
    {1, AT(15, 15), AT(16, 15), TF_SLOT_PLENARY, TF_N("Closing circle"), BEGINS(TF_PHASE_CLOSING)},
};

static const struct part BARCAMP[] = {
    {0, AT(9, 0), AT(9, 30), TF_SLOT_PLENARY, TF_N("Welcome"), BEGINS(TF_PHASE_GATHERING)},
    {0, AT(9, 30), AT(10, 30), TF_SLOT_PLENARY, TF_N("Pitches and votes"), BEGINS(TF_PHASE_MARKETPLACE)},
    {0, AT(10, 45), AT(11, 30), TF_SLOT_SESSION, NULL, BEGINS(TF_PHASE_SESSIONS)},
    SESSIONS(0, AT(11, 45), AT(12, 30)),
    {0, AT(12, 30), AT(13, 30), TF_SLOT_BREAK, TF_N("Lunch"), TF_BEGINS_NOTHING},
    SESSIONS(0, AT(13, 30), AT(14, 15)),
    SESSIONS(0, AT(14, 30), AT(15, 15)),
    SESSIONS(0, AT(15, 30), AT(16, 15)),
    {0, AT(16, 30), AT(17, 0), TF_SLOT_PLENARY, TF_N("Closing"), BEGINS(TF_PHASE_CLOSING)},
};

static const struct part AFTERNOON[] = {
    {0, AT(13, 0), AT(13, 30), TF_SLOT_PLENARY, TF_N("Opening circle"), BEGINS(TF_PHASE_GATHERING)},
    {0, AT(13, 30), AT(14, 0), TF_SLOT_PLENARY, TF_N("Marketplace"), BEGINS(TF_PHASE_MARKETPLACE)},
    {0, AT(14, 0), AT(14, 45), TF_SLOT_SESSION, NULL, BEGINS(TF_PHASE_SESSIONS)},
    SESSIONS(0, AT(15, 0), AT(15, 45)),
    SESSIONS(0, AT(16, 0), AT(16, 45)),
    {0, AT(16, 45), AT(17, 15), TF_SLOT_PLENARY, TF_N("Closing circle"), BEGINS(TF_PHASE_CLOSING)},
};

#define PARTS(list) list, sizeof(list) / sizeof((list)[0])

static const struct template
{
    const char *name, *about, *format;
    const struct part *parts;
    size_t count;
}
TEMPLATES[] = {
    {TF_N("Open Space, one day"),
     TF_N("Four times of 60 minutes between an opening and a closing circle, 9:00 to 17:00"), "open-space",
     PARTS(OPEN_SPACE)},
    {TF_N("Open Space, two days"),
     TF_N("Five times of 90 minutes, news in the evening and in the morning, convergence"), "open-space",
     PARTS(TWO_DAYS)},
    {TF_N("BarCamp, one day"), TF_N("Pitches and votes first, then five times of 45 minutes, 9:00 to 17:00"),
     "barcamp", PARTS(BARCAMP)},
    {TF_N("Open Space, an afternoon"), TF_N("Three times of 45 minutes between two circles, 13:00 to 17:15"),
     "open-space", PARTS(AFTERNOON)},
};
enum { TEMPLATE_COUNT = sizeof TEMPLATES / sizeof TEMPLATES[0] };

/* ---- when ---- */

/* After the last day there is; else today, unless its opening is over and nobody said so. */
static int days_ahead(const struct tf_app_state *state, bool is_today, int hour)
{
    enum { TOO_LATE = 10 };
    return state->task->days_ahead > 0 ? state->task->days_ahead - 1 : is_today && hour >= TOO_LATE;
}

static int64_t first_possible(const struct tf_app_state *state, bool *is_today, int *hour)
{
    const struct tf_grid *grid = state->board->grid;
    struct tf_civil civil;
    tf_zone_civil(state->zone, state->now_s, &civil);
    int64_t today = tf_zone_days(civil.year, civil.month, civil.day);
    int64_t after = grid->day_count > 0 ? grid->days[grid->day_count - 1] + 1 : 0;
    *is_today = after <= today;
    *hour = civil.hour;
    return *is_today ? today : after;
}

static int ahead_now(const struct tf_app_state *state)
{
    bool is_today;
    int hour;
    (void)first_possible(state, &is_today, &hour);
    return days_ahead(state, is_today, hour);
}

static int64_t first_day(const struct tf_app_state *state)
{
    bool is_today;
    int hour;
    int64_t day = first_possible(state, &is_today, &hour);
    return day + days_ahead(state, is_today, hour);
}

static bool moment(int64_t *out, const struct tf_zone *zone, int64_t day, int minutes)
{
    struct tf_civil civil = {.hour = minutes / HOUR, .minute = minutes % HOUR};
    tf_zone_date(day, &civil.year, &civil.month, &civil.day);
    return tf_zone_utc(zone, &civil, out) == TF_OK;
}

/* ---- what it brings ---- */

static void add_rows(struct tf_app *app, struct tf_task_chain *chain, const struct template *template)
{
    int64_t first = first_day(&app->state);
    for (size_t i = 0; i < template->count; i++) {
        const struct part *part = &template->parts[i];
        struct tf_slot slot = {
            .record = {.kind = TF_KIND_SLOT, .key = {0, tf_rng_id(&app->rng)}},
            .day = first + part->day,
            .kind = part->kind,
            .title = part->title != NULL ? tf_tr(app->state.lang, part->title) : "",
            .begins = part->begins,
        };
        chain->is_whole &= moment(&slot.start, app->zone, slot.day, part->from) &&
                           moment(&slot.end, app->zone, slot.day, part->to);
        (void)tf_task_chain_add(app, chain, TF_VERB_ADD_SLOT, &slot.record, NULL);
    }
}

static void add_spaces(struct tf_app *app, struct tf_task_chain *chain)
{
    char name[64];
    for (int i = 0; i < SPACES && app->board->grid->space_count == 0; i++) {
        /* TRANSLATORS: a space that has no name of its own yet: its letter */
        (void)snprintf(name, sizeof name, tf_tr(app->state.lang, "Space %c"), 'A' + i);
        struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key = {0, tf_rng_id(&app->rng)}},
                                 .name = name,
                                 .position = i,
                                 .symbol = i};
        (void)tf_task_chain_add(app, chain, TF_VERB_ADD_SPACE, &space.record, NULL);
    }
}

static void make(struct tf_app *app, const struct template *template)
{
    const struct tf_gathering *now = tf_board_gathering(app->board);
    struct tf_task_chain chain = tf_task_chain(app);
    if (now == NULL || chain.command == NULL) {
        tf_command_destroy(chain.command);
        return;
    }
    struct tf_gathering want = *now;
    want.format = template->format;
    if (app->board->grid->slot_count == 0 && strcmp(now->format, want.format) != 0) {
        (void)tf_task_chain_add(app, &chain, TF_VERB_SET_UP, &want.record, "format");
    }
    add_spaces(app, &chain);
    add_rows(app, &chain, template);
    if (tf_task_chain_send(app, &chain)) {
        app->day_date = first_day(&app->state);
        app->has_day = true;
    }
}

/* ---- the sheet ---- */

void tf_task_templates_open(struct tf_app *app)
{
    tf_task_open(app);
}

void tf_task_templates_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    int ahead = ahead_now(&app->state);
    if (what == TF_TASK_DO_TEMPLATE && b < TEMPLATE_COUNT) {
        make(app, &TEMPLATES[b]);
    } else if (what == TF_TASK_DO_LARGER) {
        app->task.days_ahead = (ahead < DAYS_AHEAD_MAX ? ahead + 1 : ahead) + 1;
    } else if (what == TF_TASK_DO_SMALLER) {
        app->task.days_ahead = (ahead > 0 ? ahead - 1 : 0) + 1;
    } else if (what == TF_TASK_DO_LAY_OUT) {
        app->state.screen = TF_SCREEN_TIMES; /* in its place: "back" leads to where this came from */
        tf_task_open(app);
        tf_task_layout_open(app);
    } else if (what == TF_TASK_DO_WALL) {
        tf_app_home(app);
    }
}

static bool has_rows(const struct tf_app_state *state)
{
    return state->task->undo != 0 && state->board->grid->slot_count > 0;
}

void tf_task_templates_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    bool is_made = has_rows(state);
    sheet->heading = tf_tr(lang, "A day as most have it");
    if (is_made) {
        sheet->empty =
            tf_tr(lang, "It is on the wall. Times and spaces can be changed at any time: the menu has "
                        "them.");
        tf_sheet_foot(sheet, TF_SHEET_NEXT, tf_tr(lang, "To the wall"), TF_TASK_DO_WALL, 0);
        tf_sheet_foot_undo(sheet, state);
        return;
    }
    sheet->hint = tf_words_printf(arena, tf_tr(lang, "It begins on %s. All of it can be changed afterwards."),
                                  tf_words_date(arena, lang, first_day(state)));
    tf_sheet_room(sheet, arena, TEMPLATE_COUNT);
    for (uint64_t i = 0; i < TEMPLATE_COUNT; i++) {
        struct tf_sheet_line *line =
            tf_sheet_line(sheet, tf_tr(lang, TEMPLATES[i].name), tf_tr(lang, TEMPLATES[i].about));
        if (line != NULL) {
            tf_sheet_button(line, TF_SHEET_CHECK, tf_tr(lang, "Take this"), TF_TASK_DO_TEMPLATE, i);
        }
    }
    tf_sheet_foot(sheet, TF_SHEET_EDIT, tf_tr(lang, "By a rule of mine"), TF_TASK_DO_LAY_OUT, 0);
    tf_sheet_foot(sheet, TF_SHEET_PLUS, tf_tr(lang, "A day later"), TF_TASK_DO_LARGER, 0);
    if (ahead_now(state) > 0) {
        tf_sheet_foot(sheet, TF_SHEET_NO_SIGN, tf_tr(lang, "A day earlier"), TF_TASK_DO_SMALLER, 0);
    }
    tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(lang, "Not now"), TF_TASK_DO_WALL, 0);
}
