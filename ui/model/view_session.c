#include "model/view.h"
#include "words/notes_url.h"
#include "words/words.h"
#include "words/words_gave_way.h"
#include "words/words_ideas.h"

#include <string.h>

static const enum tf_feature ALL_FEATURES[] = {TF_FEATURE_PROJECTOR, TF_FEATURE_QUIET, TF_FEATURE_FLOOR,
                                               TF_FEATURE_STEP_FREE};

static const char *relation(struct tf_arena *arena, const struct tf_app_state *state, int64_t start,
                            int64_t end)
{
    int64_t now = state->now_s;
    if (now < start) {
        return tf_words_starts_in(arena, state->lang, start - now);
    }
    if (now >= end) {
        return tf_words_ended_ago(arena, state->lang, now - end);
    }
    /* In the first half it helps to know how much one has missed, in the second how much is left. */
    if (now - start < (end - start) / 2) {
        return tf_words_started_ago(arena, state->lang, now - start);
    }
    return tf_words_ends_in(arena, state->lang, end - now);
}

static void fill_places(struct tf_view_session *view, struct tf_arena *arena,
                        const struct tf_app_state *state)
{
    const struct tf_grid *grid = state->board->grid;
    const struct tf_placement *placement = NULL;
    size_t count = 0;
    while ((placement = tf_grid_placement_of(grid, state->session, placement)) != NULL) {
        count++;
    }
    struct tf_view_place *places = tf_arena_alloc(arena, (count + 1) * sizeof *places);
    if (places == NULL) {
        return;
    }
    size_t n = 0;
    while (n < count && (placement = tf_grid_placement_of(grid, state->session, placement)) != NULL) {
        const struct tf_space *space = tf_board_space(state->board, placement->space);
        const struct tf_slot *slot = tf_board_slot(state->board, placement->slot);
        if (space == NULL || slot == NULL) {
            break;
        }
        int64_t start = tf_grid_start(grid, placement), end = tf_grid_end(grid, placement);
        places[n++] = (struct tf_view_place){
            .space = space->name,
            .symbol = (int)space->symbol,
            .when = tf_words_when(arena, state->lang, state->zone, slot->day, start, end),
            .relation = relation(arena, state, start, end),
            .is_now = state->now_s >= start && state->now_s < end,
            .is_past = state->time_confirmed && state->now_s >= end,
        };
        if (tf_view_lacks_notes(state, placement)) {
            view->lacks_notes = tf_tr(state->lang, "No notes yet.");
        }
    }
    view->places = places;
    view->place_count = n;
}

static void fill_address(struct tf_view_session *view, struct tf_arena *arena,
                         const struct tf_app_state *state, const struct tf_session *session)
{
    if (state->base_url[0] == '\0' || session->code[0] == '\0') {
        view->qr_hint = tf_tr(state->lang, "No code to scan: this kiosk is not on a network now.");
        return;
    }
    const char *page = tf_words_printf(arena, "%s/s/%s", state->base_url, session->code);
    const char *pad = tf_notes_url(arena, state->notes_url, tf_board_gathering(state->board), session);
    const char *scheme_end = strstr(page, "://");
    view->qr = *pad != '\0' ? pad : page;
    view->address = scheme_end != NULL ? scheme_end + 3 : page;
    view->qr_hint = *pad != '\0'
                        ? tf_tr(state->lang, "Scan for the notes; type the address for the session’s page")
                        : tf_tr(state->lang, "Scan or type this to have it on your phone, wherever it moves");
}

/* The one that whoever stands here has just proposed: nobody else sees its words while it waits. */
static bool is_own(const struct tf_app_state *state)
{
    return state->screen == TF_SCREEN_POSTED && state->propose != NULL && state->propose->is_posted &&
           state->propose->session == state->session;
}

/* What is wrong comes first; when hidden it is all there is. */
static void fill_state(struct tf_view_session *view, const struct tf_app_state *state,
                       const struct tf_session *session)
{
    enum tf_lang lang = state->lang;
    view->state = session->state;
    switch (session->state) {
    case TF_SESSION_HIDDEN:
        view->state_text = session->waits != TF_WAITS_NOT ? tf_words_waits(lang, session->waits)
                                                          : tf_tr(lang, "This session is not shown.");
        view->is_bare = session->waits == TF_WAITS_NOT || !is_own(state);
        break;
    case TF_SESSION_WITHDRAWN:
        view->state_text = tf_tr(lang, "This session was withdrawn. It will not take place.");
        break;
    case TF_SESSION_MERGED: {
        const struct tf_session *other = tf_board_session(state->board, session->merged_into);
        view->state_text = tf_tr(lang, "This session was merged into another one.");
        if (other != NULL && other->state != TF_SESSION_HIDDEN) {
            view->merged_into = other->record.key.id;
            view->merged_title = other->title;
        }
        break;
    }
    case TF_SESSION_OPEN:
    case TF_SESSION_PLACED:
    case TF_SESSION_STATE_COUNT:
        break;
    }
}

/* What it asks itself, else the first that asks it. */
static const struct tf_session *asking(const struct tf_app_state *state, const struct tf_session *session)
{
    const struct tf_table *sessions = state->board->tables[TF_KIND_SESSION];
    const struct tf_session *to = tf_board_session(state->board, session->asks_into);
    if (tf_session_is_gone(session)) {
        return NULL;
    }
    if (to != NULL && !tf_session_is_gone(to)) {
        return session;
    }
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        if (TF_SESSION(it.record)->asks_into == session->record.key.id &&
            !tf_session_is_gone(TF_SESSION(it.record))) {
            return TF_SESSION(it.record);
        }
    }
    return NULL;
}

static void fill_question(struct tf_view_session *view, struct tf_arena *arena,
                          const struct tf_app_state *state, const struct tf_session *session)
{
    const struct tf_session *from = asking(state, session);
    if (from == NULL) {
        return;
    }
    const struct tf_session *to = tf_board_session(state->board, from->asks_into);
    view->asking = from->record.key.id;
    /* TRANSLATORS: the titles of two sessions */
    view->question =
        tf_words_printf(arena, tf_tr(state->lang, "“%s” would like to become part of “%s”."),
                        tf_words_isolate(arena, from->title), tf_words_isolate(arena, to->title));
}

static void fill_details(struct tf_view_session *view, struct tf_arena *arena,
                         const struct tf_app_state *state, const struct tf_session *session)
{
    enum tf_lang lang = state->lang;
    view->title = session->title;
    view->subtitle = session->subtitle;
    view->host = session->host;
    view->about = session->about;
    view->track = session->track;
    view->format = session->format;
    view->format_name = tf_words_format(lang, session->format);
    view->language = session->language[0] != '\0' ? tf_words_language(lang, session->language) : "";
    for (size_t i = 0; i < sizeof ALL_FEATURES / sizeof ALL_FEATURES[0]; i++) {
        if ((session->needs & (uint32_t)ALL_FEATURES[i]) != 0) {
            view->needs[view->need_count++] =
                (struct tf_view_need){ALL_FEATURES[i], tf_words_feature(lang, ALL_FEATURES[i])};
        }
    }
    view->star_count = tf_board_star_count(state->board, session->record.key.id);
    if (view->star_count > 0) {
        unsigned long n = (unsigned long)view->star_count;
        view->stars = tf_words_printf(arena, tf_trn(lang, "%lu would come", "%lu would come", n), n);
    }
}

/* So that its host, and who wanted to come, need not wonder. */
static void fill_lost(struct tf_view_session *view, struct tf_arena *arena, const struct tf_app_state *state,
                      const struct tf_session *session)
{
    const struct tf_space *space = tf_board_space(state->board, session->lost_space);
    if (session->lost_at == 0) {
        return;
    }
    const char *when =
        tf_words_printf(arena, tf_tr(state->lang, "%s, %s"),
                        tf_words_day_short(arena, state->lang, tf_zone_day_of(state->zone, session->lost_at)),
                        tf_words_clock(arena, state->zone, session->lost_at));
    /* TRANSLATORS: space; day and time */
    view->lost = space != NULL ? tf_words_printf(arena, tf_tr(state->lang, "It lost its place: %s, %s."),
                                                 tf_words_isolate(arena, space->name), when)
                               : tf_words_printf(arena, tf_tr(state->lang, "It lost its place: %s."), when);
}

void tf_view_session(struct tf_view_session *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    *view = (struct tf_view_session){.state_text = "",
                                     .merged_title = "",
                                     .question = "",
                                     .title = "",
                                     .subtitle = "",
                                     .host = "",
                                     .about = "",
                                     .format_name = "",
                                     .language = "",
                                     .track = "",
                                     .no_place = "",
                                     .lost = "",
                                     .idea = "",
                                     .stars = "",
                                     .lacks_notes = "",
                                     .qr = "",
                                     .address = "",
                                     .qr_hint = ""};
    const struct tf_session *session =
        state->board != NULL ? tf_board_session(state->board, state->session) : NULL;
    if (session == NULL) {
        view->state_text = tf_words_reason(state->lang, TF_REASON_UNKNOWN_SESSION);
        view->is_bare = true;
        return;
    }
    view->is_there = true;
    view->first_line = state->scroll;
    fill_state(view, state, session);
    if (view->is_bare) {
        return;
    }
    if (view->state_text[0] == '\0') {
        view->state_text = tf_words_gave_way(arena, state->lang, state->zone, state->board, session,
                                             state->role, state->now_s);
    }
    fill_details(view, arena, state, session);
    view->idea = tf_words_idea_says(arena, state->lang, tf_board_gathering(state->board), session,
                                    state->zone, state->now_s);
    fill_question(view, arena, state, session);
    fill_places(view, arena, state);
    if (view->place_count == 0 && session->state == TF_SESSION_OPEN) {
        view->no_place = tf_tr(state->lang, "Looking for a place");
        fill_lost(view, arena, state, session);
    } else if (session->waits != TF_WAITS_NOT) {
        view->no_place = tf_words_waits(state->lang, session->waits);
    }
    fill_address(view, arena, state, session);
}
