/* What the log tells: who, as far as it may know, and what it was about. */
#include "words/words_log.h"

#include "words/words.h"

#include <string.h>

enum { NAMES_MAX = 3 };

const char *tf_words_actor(enum tf_lang lang, struct tf_actor actor)
{
    bool is_wall = actor.device == 0;
    switch (actor.role) {
    case TF_ROLE_ORGANISER:
        return is_wall ? tf_tr(lang, "An organiser at the wall") : tf_tr(lang, "An organiser’s device");
    case TF_ROLE_HELPER:
        return is_wall ? tf_tr(lang, "A helper at the wall") : tf_tr(lang, "A helper’s device");
    case TF_ROLE_SYSTEM:
        return tf_tr(lang, "The program");
    default:
        return is_wall ? tf_tr(lang, "Somebody at the wall") : tf_tr(lang, "A guest’s device");
    }
}

static const char *session_title(const struct tf_board *board, uint64_t id)
{
    const struct tf_session *session = tf_board_session(board, id);
    return session != NULL ? session->title : NULL;
}

static const char *name_of(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                           const struct tf_board *board, const struct tf_change *change)
{
    const struct tf_record *either = change->after != NULL ? change->after : change->before;
    switch (change->kind) {
    case TF_KIND_SESSION:
        return TF_SESSION(either)->title;
    case TF_KIND_PLACEMENT:
        return session_title(board, TF_PLACEMENT(either)->session);
    case TF_KIND_SPACE:
        return TF_SPACE(either)->name;
    case TF_KIND_SLOT:
        return tf_words_clock(arena, zone, TF_SLOT(either)->start);
    case TF_KIND_NEWS:
        return TF_NEWS(either)->text;
    case TF_KIND_TOPIC:
        return TF_TOPIC(either)->title;
    case TF_KIND_STAR:
    case TF_KIND_NOTE:
    case TF_KIND_ACTION:
        return session_title(board, change->key.owner);
    case TF_KIND_GATHERING:
        return tf_words_phase(lang, TF_GATHERING(either)->phase);
    default:
        return NULL;
    }
}

const char *tf_words_about(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                           const struct tf_board *board, const struct tf_event *event)
{
    const char *names[NAMES_MAX];
    const char *text = "";
    size_t count = 0, more = 0;
    for (size_t i = 0; i < event->change_count; i++) {
        const char *name = name_of(arena, lang, zone, board, &event->changes[i]);
        bool is_new = name != NULL && *name != '\0';
        for (size_t n = 0; is_new && n < count; n++) {
            is_new = strcmp(names[n], name) != 0;
        }
        if (is_new && count < NAMES_MAX) {
            names[count++] = name;
        } else if (is_new) {
            more++;
        }
    }
    for (size_t n = 0; n < count; n++) {
        text = tf_words_printf(arena, "%s%s%s", text, n > 0 ? ", " : "", tf_words_isolate(arena, names[n]));
    }
    return more > 0 ? tf_words_printf(arena, "%s …", text) : text;
}
