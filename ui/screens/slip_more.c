/* Paper for everybody: the bulletin, and a session's page of the book. */
#include "screens/slip_in.h"

#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

#include <string.h>

static const double CODE_MM = 30;
enum { NEWS_MAX = 12, ENTRIES_MAX = 40, NOTES_MAX = 40, LINES_OF_NEWS = 12 };

static void heading(struct tf_slip_page *page, const char *text)
{
    tf_slip_rule(page);
    tf_slip_text(page, text, tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK), 0, TF_GAP_SMALL);
}

static const char *gathering_title(const struct tf_app_state *state)
{
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    return gathering != NULL ? gathering->title : "";
}

/* An address of ours and its code; nothing while there is none. */
static void code(struct tf_slip_page *page, const char *path, const char *hint)
{
    const struct tf_app_state *state = page->frame->state;
    struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
    if (state->base_url[0] == '\0') {
        return;
    }
    const char *url = tf_words_printf(page->frame->arena, "%s%s", state->base_url, path);
    const char *scheme_end = strstr(url, "://");
    const char *address =
        tf_words_printf(page->frame->arena, "\u200e%s", scheme_end != NULL ? scheme_end + 3 : url);
    style.align = TF_ALIGN_CENTRE;
    tf_slip_code(page, url, address, CODE_MM);
    tf_slip_text(page, hint, style, 0, TF_GAP_HAIR);
}

/* ---- the bulletin -----------------------------------------------------------------------------------------
 */

static bool is_shown(const struct tf_app_state *state, const struct tf_news *news)
{
    return !news->hidden && (news->expires_at == 0 || news->expires_at > state->now_s);
}

/* What is pinned, then what is newest; returns how many. */
static size_t news_of(const struct tf_app_state *state, const struct tf_news *out[NEWS_MAX])
{
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(state->board->tables[TF_KIND_NEWS]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_news *news = TF_NEWS(it.record);
        size_t at = count;
        if (!is_shown(state, news)) {
            continue;
        }
        while (at > 0 && (news->pinned > out[at - 1]->pinned ||
                          (news->pinned == out[at - 1]->pinned && news->at > out[at - 1]->at))) {
            at--;
        }
        if (at < NEWS_MAX) {
            count += count < NEWS_MAX;
            memmove(out + at + 1, out + at, (count - at - 1) * sizeof out[0]);
            out[at] = news;
        }
    }
    return count;
}

static bool draw_news(struct tf_slip_page *page)
{
    const struct tf_app_state *state = page->frame->state;
    struct tf_arena *arena = page->frame->arena;
    const struct tf_news *news[NEWS_MAX];
    size_t count = news_of(state, news);
    for (size_t i = 0; i < count; i++) {
        const char *when =
            tf_words_printf(arena, tf_tr(state->lang, "%s, %s"),
                            tf_words_day_short(arena, state->lang, tf_zone_day_of(state->zone, news[i]->at)),
                            tf_words_clock(arena, state->zone, news[i]->at));
        if (i == 0) {
            heading(page, tf_tr(state->lang, "News"));
        }
        tf_slip_text(page, when, tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 1, TF_GAP_HAIR);
        tf_slip_text(page, news[i]->text, tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK), LINES_OF_NEWS,
                     TF_GAP_MEDIUM);
    }
    return count > 0;
}

/* Those that begin between from and to (to 0: that are on at from); where each is. */
static size_t draw_between(struct tf_slip_page *page, int64_t from, int64_t to)
{
    const struct tf_app_state *state = page->frame->state;
    const struct tf_grid *grid = state->board->grid;
    size_t count = 0;
    for (size_t i = 0; i < grid->placement_count && count < ENTRIES_MAX; i++) {
        const struct tf_placement *placement = grid->placements[i];
        int64_t start = tf_grid_start(grid, placement), end = tf_grid_end(grid, placement);
        const struct tf_session *session = tf_board_session(state->board, placement->session);
        const struct tf_space *space = tf_board_space(state->board, placement->space);
        bool is_meant = to == 0 ? start <= from && from < end : start >= from && start < to;
        if (is_meant && session != NULL && space != NULL) {
            tf_slip_entry(page, tf_words_clock(page->frame->arena, state->zone, start), session->title,
                          space->name);
            count++;
        }
    }
    return count;
}

static void draw_now_and_next(struct tf_slip_page *page)
{
    const struct tf_app_state *state = page->frame->state;
    const struct tf_grid *grid = state->board->grid;
    int64_t next = 0;
    for (size_t i = 0; i < grid->placement_count; i++) {
        int64_t start = tf_grid_start(grid, grid->placements[i]);
        next = start > state->now_s && (next == 0 || start < next) ? start : next;
    }
    heading(page, tf_tr(state->lang, "Now"));
    if (draw_between(page, state->now_s, 0) == 0) {
        tf_slip_text(page, tf_tr(state->lang, "Nothing is on right now"),
                     tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK), 0, TF_GAP_MEDIUM);
    }
    if (next != 0) {
        heading(page, tf_tr(state->lang, "Next"));
        draw_between(page, next, next + 1);
    }
}

bool tf_slip_bulletin(struct tf_slip_page *page)
{
    static const enum tf_type SIZES[] = {TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_COUNT};
    const struct tf_app_state *state = page->frame->state;
    const char *date =
        tf_words_date(page->frame->arena, state->lang, tf_zone_day_of(state->zone, state->now_s));
    tf_slip_fitted(page, gathering_title(state), SIZES, 3, TF_ALIGN_START);
    tf_slip_text(page, date, tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK), 2, TF_GAP_SMALL);
    (void)draw_news(page);
    draw_now_and_next(page);
    code(page, "/", tf_tr(state->lang, "Scan or type this for what is on now and what has moved"));
    tf_slip_foot(page, "");
    return true;
}

/* ---- a page of the book -----------------------------------------------------------------------------------
 */

static void answered(struct tf_slip_page *page, const char *question, const char *text)
{
    if (text[0] != '\0') {
        if (question[0] != '\0') {
            tf_slip_text(page, question, tf_style_bold(TF_TYPE_BODY, TF_PAINT_INK), 0, TF_GAP_HAIR);
        }
        tf_slip_text(page, text, tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 0, TF_GAP_SMALL);
    }
}

static void draw_notes(struct tf_slip_page *page)
{
    const struct tf_app_state *state = page->frame->state;
    enum tf_lang lang = state->lang;
    struct tf_table_iter it =
        tf_table_from(state->board->tables[TF_KIND_NOTE], (struct tf_key){state->session, 0});
    int count = 0;
    for (; it.record != NULL && it.record->key.owner == state->session && count < NOTES_MAX;
         tf_table_next(&it)) {
        const struct tf_note *note = TF_NOTE(it.record);
        if (note->hidden || (note->happened[0] | note->mattered[0] | note->next[0] | note->text[0]) == '\0') {
            continue;
        }
        count++;
        heading(page, note->author[0] != '\0' ? note->author : tf_tr(lang, "Somebody"));
        answered(page, tf_tr(lang, "What happened"), note->happened);
        answered(page, tf_tr(lang, "What mattered"), note->mattered);
        answered(page, tf_tr(lang, "What next"), note->next);
        answered(page, "", note->text);
    }
    if (count == 0) {
        heading(page, tf_tr(lang, "Notes"));
        tf_slip_text(page, tf_tr(lang, "No notes yet."), tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 0,
                     TF_GAP_SMALL);
    }
}

static void draw_actions(struct tf_slip_page *page)
{
    const struct tf_app_state *state = page->frame->state;
    struct tf_table_iter it =
        tf_table_from(state->board->tables[TF_KIND_ACTION], (struct tf_key){state->session, 0});
    int count = 0;
    for (; it.record != NULL && it.record->key.owner == state->session && count < NOTES_MAX;
         tf_table_next(&it)) {
        const struct tf_action *action = TF_ACTION(it.record);
        if (count++ == 0) {
            heading(page, tf_tr(state->lang, "Actions"));
        }
        tf_slip_text(page, action->what, tf_style_bold(TF_TYPE_BODY, TF_PAINT_INK), 0, TF_GAP_HAIR);
        tf_slip_text(page, action->who, tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 1, TF_GAP_HAIR);
        tf_slip_text(page,
                     action->due != 0 ? tf_words_date(page->frame->arena, state->lang, action->due) : "",
                     tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 1, TF_GAP_SMALL);
    }
}

bool tf_slip_book(struct tf_slip_page *page)
{
    static const enum tf_type SIZES[] = {TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_COUNT};
    const struct tf_app_state *state = page->frame->state;
    const struct tf_session *session = tf_board_session(state->board, state->session);
    struct tf_view_session view;
    tf_view_session(&view, page->frame->arena, state);
    if (session == NULL || view.is_bare) {
        return false;
    }
    tf_slip_text(page, gathering_title(state), tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 2, TF_GAP_HAIR);
    tf_slip_rule(page);
    tf_slip_fitted(page, view.title, SIZES, 6, TF_ALIGN_START);
    tf_slip_text(page, view.subtitle, tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK), 3, TF_GAP_SMALL);
    tf_slip_text(page, view.host, tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK), 3, TF_GAP_SMALL);
    for (size_t i = 0; i < view.place_count; i++) {
        tf_slip_text(page, view.places[i].space, tf_style_bold(TF_TYPE_BODY, TF_PAINT_INK), 2, TF_GAP_HAIR);
        tf_slip_text(page, view.places[i].when, tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 2, TF_GAP_SMALL);
    }
    tf_slip_text(page, view.about, tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 0, TF_GAP_SMALL);
    draw_notes(page);
    draw_actions(page);
    if (view.qr[0] != '\0') {
        tf_slip_rule(page);
        tf_slip_code(page, view.qr, view.address, CODE_MM);
    }
    tf_slip_foot(page, session->code);
    return true;
}
