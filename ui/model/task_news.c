/* News: what all screens and phones say until it is taken down or its time is over. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

static const char *until_words(enum tf_lang lang, enum tf_task_until until)
{
    switch (until) {
    case TF_TASK_UNTIL_AN_HOUR:
        return tf_tr(lang, "For an hour");
    case TF_TASK_UNTIL_TAKEN_DOWN:
        return tf_tr(lang, "Until taken down");
    default:
        return tf_tr(lang, "Until tonight");
    }
}

static const char *about(struct tf_arena *arena, const struct tf_app_state *state, const struct tf_news *news)
{
    const char *at = tf_words_clock(arena, state->zone, news->at);
    if (news->expires_at == 0) {
        return tf_words_printf(arena, tf_tr(state->lang, "since %s, until it is taken down"), at);
    }
    return tf_words_printf(arena, tf_tr(state->lang, "since %s, until %s"), at,
                           tf_words_clock(arena, state->zone, news->expires_at));
}

static bool is_up(const struct tf_news *news, int64_t now_s)
{
    return !news->hidden && (news->expires_at == 0 || news->expires_at > now_s);
}

static void add_line(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_news *news)
{
    struct tf_sheet_line *line = tf_sheet_line(sheet, news->text, about(arena, state, news));
    if (line == NULL) {
        return;
    }
    line->is_marked = news->pinned;
    struct tf_sheet_button *pin = tf_sheet_button(
        line, TF_SHEET_LOCK, news->pinned ? tf_tr(state->lang, "Unpin") : tf_tr(state->lang, "Pin"),
        TF_TASK_DO_PIN, news->record.key.id);
    pin->is_on = news->pinned;
    tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(state->lang, "Take down"), TF_TASK_DO_TAKE_DOWN,
                    news->record.key.id);
}

/* The newest first: a table has them by id, which says nothing of when. */
const struct tf_news *tf_task_news_before(const struct tf_board *board, const struct tf_news *last,
                                          int64_t now_s)
{
    const struct tf_news *best = NULL;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_NEWS]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_news *news = TF_NEWS(it.record);
        bool is_after_last = last == NULL || news->at < last->at ||
                             (news->at == last->at && news->record.key.id > last->record.key.id);
        if (is_up(news, now_s) && is_after_last && (best == NULL || news->at > best->at)) {
            best = news;
        }
    }
    return best;
}

void tf_task_news_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    enum { LINES_MAX = 40 };
    sheet->heading = tf_tr(lang, "News");
    sheet->hint = tf_tr(lang, "On every screen and phone, at once.");
    sheet->empty = tf_tr(lang, "No news is up.");
    sheet->field = tf_tr(lang, "What is new");
    sheet->placeholder = tf_tr(lang, "Soup is ready in the courtyard");
    sheet->enter = tf_tr(lang, "Announce");
    tf_sheet_room(sheet, arena, LINES_MAX);
    const struct tf_news *news = NULL;
    for (int i = 0; i < LINES_MAX && (news = tf_task_news_before(state->board, news, state->now_s)) != NULL;
         i++) {
        add_line(sheet, arena, state, news);
    }
    if (sheet->is_typing) {
        tf_sheet_foot(sheet, TF_SHEET_CLOCK, until_words(lang, state->task->until), TF_TASK_DO_UNTIL, 0);
    }
    tf_sheet_foot(sheet, sheet->is_typing ? TF_SHEET_CLOSE : TF_SHEET_EDIT,
                  sheet->is_typing ? tf_tr(lang, "Do not announce it") : tf_tr(lang, "Write"),
                  TF_TASK_DO_TYPE, 0)
        ->why_not = sheet->is_typing ? NULL : tf_view_why_full(state, TF_KIND_NEWS);
    if (!sheet->is_typing) {
        tf_sheet_foot_undo(sheet, state);
    }
}

static void amend(struct tf_app *app, uint64_t id, const char *field)
{
    const struct tf_record *record = tf_board_get(app->board, TF_KIND_NEWS, (struct tf_key){0, id});
    if (record == NULL) {
        return;
    }
    struct tf_news news = *TF_NEWS(record);
    news.pinned = !news.pinned;
    news.hidden = true;
    (void)tf_task_send(app, tf_app_command(app, TF_VERB_NEWS), &news.record, field);
}

void tf_task_news_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (what == TF_TASK_DO_TYPE) {
        tf_task_type(app, 0, "");
    } else if (what == TF_TASK_DO_UNTIL) {
        app->task.until = (enum tf_task_until)((app->task.until + 1) % TF_TASK_UNTIL_COUNT);
    } else if (what == TF_TASK_DO_PIN) {
        amend(app, b, "pinned");
    } else if (what == TF_TASK_DO_TAKE_DOWN) {
        amend(app, b, "hidden");
    }
}

static int64_t expiry(const struct tf_app *app)
{
    int64_t now_s = app->state.now_s, tonight = now_s + 3600;
    struct tf_civil civil;
    switch (app->task.until) {
    case TF_TASK_UNTIL_AN_HOUR:
        return now_s + 3600;
    case TF_TASK_UNTIL_TAKEN_DOWN:
        return 0;
    default:
        tf_zone_civil(app->zone, now_s, &civil);
        civil.hour = 23;
        civil.minute = 59;
        civil.second = 0;
        return tf_zone_utc(app->zone, &civil, &tonight) == TF_OK && tonight > now_s ? tonight : now_s + 3600;
    }
}

void tf_task_news_typed(struct tf_app *app, const char *text)
{
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, tf_rng_id(&app->rng)}},
                           .text = text,
                           .at = app->state.now_s,
                           .expires_at = expiry(app)};
    if (tf_task_send(app, tf_app_command(app, TF_VERB_NEWS), &news.record, NULL)) {
        tf_task_stop_typing(app);
    }
}
