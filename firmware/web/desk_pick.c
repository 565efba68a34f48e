#include "web/desk.h"

#include "words/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool same(struct tf_desk_pick a, struct tf_desk_pick b)
{
    return a.session == b.session && a.placement == b.placement;
}

bool tf_desk_picks_has(const struct tf_desk_picks *picks, struct tf_desk_pick pick)
{
    for (size_t i = 0; i < picks->count; i++) {
        if (same(picks->at[i], pick)) {
            return true;
        }
    }
    return false;
}

static bool is_alive(const struct tf_session *session)
{
    return session != NULL && (session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED);
}

static void add(struct tf_desk_picks *picks, const struct tf_board *board, char kind, uint64_t id)
{
    struct tf_desk_pick pick = {0};
    if (kind == 'p') {
        const struct tf_record *record = tf_board_get(board, TF_KIND_PLACEMENT, (struct tf_key){0, id});
        pick.placement = record != NULL ? TF_PLACEMENT(record) : NULL;
        pick.session = record != NULL ? tf_board_session(board, pick.placement->session) : NULL;
    } else if (kind == 's') {
        pick.session = tf_board_session(board, id);
    }
    if (is_alive(pick.session) && picks->count < TF_DESK_PICKS_MAX && !tf_desk_picks_has(picks, pick)) {
        picks->at[picks->count++] = pick;
    }
}

void tf_desk_picks_read(struct tf_desk_picks *picks, const struct tf_board *board, const char *text)
{
    picks->count = 0;
    while (*text != '\0') {
        size_t len = strcspn(text, ".");
        size_t digits = len > 1 ? strspn(text + 1, "0123456789") : 0;
        if (len > 1 && len < 20 && digits >= len - 1) {
            add(picks, board, text[0], strtoull(text + 1, NULL, 10));
        }
        text += len + (text[len] == '.' ? 1 : 0);
    }
}

const char *tf_desk_picks_text(struct tf_arena *arena, const struct tf_desk_picks *picks)
{
    const char *text = "";
    for (size_t i = 0; i < picks->count; i++) {
        const struct tf_desk_pick *pick = &picks->at[i];
        text = tf_words_printf(
            arena, "%s%s%c%" PRIu64, text, i > 0 ? "." : "", pick->placement != NULL ? 'p' : 's',
            pick->placement != NULL ? pick->placement->record.key.id : pick->session->record.key.id);
    }
    return text;
}

const char *tf_desk_seen_of(struct tf_arena *arena, const struct tf_record *record)
{
    return tf_words_printf(arena, "%016" PRIx64, record != NULL ? tf_record_hash(record) : 0);
}

/* Where it stands, and nothing of what its host writes meanwhile. */
const char *tf_desk_picks_seen(struct tf_arena *arena, const struct tf_desk_picks *picks)
{
    uint64_t hash = picks->count;
    for (size_t i = 0; i < picks->count; i++) {
        const struct tf_desk_pick *pick = &picks->at[i];
        uint64_t one = pick->placement != NULL ? tf_record_hash(&pick->placement->record)
                                               : pick->session->record.key.id * 8 + pick->session->state;
        hash = (hash ^ one) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 29;
    }
    return tf_words_printf(arena, "%016" PRIx64, hash);
}

static const char *where_now(struct tf_visit *visit, const struct tf_session *session)
{
    const struct tf_grid *grid = visit->board->grid;
    const struct tf_placement *placement = tf_grid_placement_of(grid, session->record.key.id, NULL);
    const struct tf_space *space = placement != NULL ? tf_board_space(visit->board, placement->space) : NULL;
    const char *title = tf_words_isolate(visit->arena, session->title);
    if (space == NULL) {
        /* TRANSLATORS: %s is a session's title */
        return tf_words_printf(visit->arena, tf_tr(visit->lang, "%s has no place now."), title);
    }
    /* TRANSLATORS: a session's title, a space's name, a time: Bees: now Garden, 10:30. */
    return tf_words_printf(visit->arena, tf_tr(visit->lang, "%s: now %s, %s."), title,
                           tf_words_isolate(visit->arena, space->name),
                           tf_words_clock(visit->arena, visit->zone, tf_grid_start(grid, placement)));
}

/* The newest event that touched one of them. */
static const struct tf_event *last_of(const struct tf_desk_log *log, const struct tf_session *session)
{
    for (size_t i = 0; i < log->count; i++) {
        for (size_t n = 0; n < log->events[i]->change_count; n++) {
            const struct tf_change *change = &log->events[i]->changes[n];
            const struct tf_record *either = change->after != NULL ? change->after : change->before;
            bool is_it = (change->kind == TF_KIND_SESSION && change->key.id == session->record.key.id) ||
                         (change->kind == TF_KIND_PLACEMENT &&
                          TF_PLACEMENT(either)->session == session->record.key.id);
            if (is_it) {
                return log->events[i];
            }
        }
    }
    return NULL;
}

const char *tf_desk_picks_now(struct tf_visit *visit, const struct tf_desk_picks *picks)
{
    struct tf_desk_log log;
    if (picks->count == 0) {
        return tf_tr(visit->lang, "Somebody else took it away meanwhile.");
    }
    const struct tf_session *session = picks->at[0].session;
    const char *now = where_now(visit, session);
    const struct tf_event *last =
        tf_desk_log_read(visit, &log, 0, TF_DESK_LOG_MAX) == TF_OK ? last_of(&log, session) : NULL;
    if (last != NULL) {
        now = tf_words_printf(
            visit->arena, "%s · %s · %s. %s", tf_words_clock(visit->arena, visit->zone, last->at),
            tf_desk_log_who(visit, last->actor), tf_words_verb(visit->lang, last->verb), now);
    }
    tf_desk_log_free(&log);
    return now;
}

bool tf_desk_picks_must_be_as_seen(struct tf_visit *visit, const struct tf_desk_picks *picks)
{
    const char *seen = tf_desk_picks_seen(visit->arena, picks);
    if (picks->count > 0 && strcmp(tf_visit_field(visit, "seen"), seen) == 0) {
        return true;
    }
    tf_desk_ask(visit, tf_desk_picks_now(visit, picks), tf_tr(visit->lang, "Do it all the same"), "seen",
                seen);
    return false;
}
