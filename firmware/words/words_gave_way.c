#include "words/words_gave_way.h"

#include "core/rules.h"
#include "words/words.h"

enum { OFFERED_MAX = 3 };

/* The rules know what is near: they are asked for the other one's cell, which is taken. */
static void look_near(struct tf_refusal *refusal, const struct tf_board *board,
                      const struct tf_session *session, const struct tf_placement *taken, enum tf_role role,
                      int64_t now_s)
{
    const struct tf_actor anybody = {.role = role};
    struct tf_event *event = NULL;
    struct tf_command *command = tf_command_create(TF_VERB_PLACE, anybody, now_s, 1);
    *refusal = (struct tf_refusal){.reason = TF_REASON_NONE};
    if (command == NULL) {
        return;
    }
    command->session = session->record.key.id;
    command->space = taken->space;
    command->slot = taken->slot;
    command->placement = TF_ID_MAX;
    (void)tf_rules_decide(&event, board, command, NULL, refusal, NULL);
    tf_event_unref(event);
    tf_command_destroy(command);
}

static const char *offer(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                         const struct tf_board *board, const struct tf_refusal *refusal, int64_t now_s)
{
    const char *list = "";
    size_t offered = 0;
    for (size_t i = 0; i < refusal->free_cell_count && offered < OFFERED_MAX; i++) {
        const struct tf_space *space = tf_board_space(board, refusal->free_cells[i].space);
        const struct tf_slot *slot = tf_board_slot(board, refusal->free_cells[i].slot);
        if (space != NULL && slot != NULL && slot->end > now_s) {
            offered++;
            list = tf_words_printf(arena, "%s%s%s %s", list, list[0] != '\0' ? " · " : "",
                                   tf_words_isolate(arena, space->name),
                                   tf_words_isolate(arena, tf_words_clock(arena, zone, slot->start)));
        }
    }
    /* TRANSLATORS: spaces and times */
    return list[0] != '\0' ? tf_words_printf(arena, tf_tr(lang, "Free near it: %s"), list) : "";
}

const char *tf_words_gave_way(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                              const struct tf_board *board, const struct tf_session *session,
                              enum tf_role role, int64_t now_s)
{
    const struct tf_session *other = tf_board_session(board, session->gave_way);
    if (session->gave_way == 0 || other == NULL || other->state == TF_SESSION_HIDDEN) {
        return "";
    }
    const char *title = tf_words_isolate(arena, other->title);
    if (session->state == TF_SESSION_PLACED) {
        /* TRANSLATORS: a session's title */
        return tf_words_printf(
            arena,
            tf_tr(lang, "Two kiosks gave one place to two sessions, and %s was first: this one is "
                        "where it was before."),
            title);
    }
    /* TRANSLATORS: a session's title */
    const char *what =
        tf_words_printf(arena,
                        tf_tr(lang, "Two kiosks gave one place to two sessions, and %s was first: this "
                                    "one looks for a place again."),
                        title);
    const struct tf_placement *taken = tf_grid_placement_of(board->grid, session->gave_way, NULL);
    struct tf_refusal refusal = {.free_cell_count = 0};
    if (taken != NULL) {
        look_near(&refusal, board, session, taken, role, now_s);
    }
    const char *near_it = offer(arena, lang, zone, board, &refusal, now_s);
    return near_it[0] != '\0' ? tf_words_printf(arena, "%s %s", what, near_it) : what;
}
