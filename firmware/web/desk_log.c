#include "web/desk.h"

#include "ledger/history.h"
#include "words/words.h"

#include <string.h>

enum tf_err tf_desk_log_read(struct tf_visit *visit, struct tf_desk_log *log, uint64_t before, size_t max)
{
    *log = (struct tf_desk_log){0};
    if (visit->site->ledger == NULL) {
        return TF_ERR_UNSUPPORTED;
    }
    return tf_ledger_history(visit->site->ledger, before, log->events,
                             max < TF_DESK_LOG_MAX ? max : TF_DESK_LOG_MAX, &log->count, &log->has_more);
}

void tf_desk_log_free(struct tf_desk_log *log)
{
    for (size_t i = 0; i < log->count; i++) {
        tf_event_unref(log->events[i]);
    }
    log->count = 0;
}

const char *tf_desk_log_who(const struct tf_visit *visit, struct tf_actor actor)
{
    enum tf_lang lang = visit->lang;
    bool is_wall = actor.device == 0;
    if (!is_wall && actor.device == visit->device) {
        return tf_tr(lang, "This device");
    }
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

static const char *session_title(const struct tf_visit *visit, uint64_t id)
{
    const struct tf_session *session = tf_board_session(visit->board, id);
    return session != NULL ? session->title : NULL;
}

static const char *name_of(const struct tf_visit *visit, const struct tf_change *change)
{
    const struct tf_record *either = change->after != NULL ? change->after : change->before;
    switch (change->kind) {
    case TF_KIND_SESSION:
        return TF_SESSION(either)->title;
    case TF_KIND_PLACEMENT:
        return session_title(visit, TF_PLACEMENT(either)->session);
    case TF_KIND_SPACE:
        return TF_SPACE(either)->name;
    case TF_KIND_SLOT:
        return tf_words_clock(visit->arena, visit->zone, TF_SLOT(either)->start);
    case TF_KIND_NEWS:
        return TF_NEWS(either)->text;
    case TF_KIND_STAR:
    case TF_KIND_NOTE:
    case TF_KIND_ACTION:
        return session_title(visit, change->key.owner);
    case TF_KIND_GATHERING:
        return tf_words_phase(visit->lang, TF_GATHERING(either)->phase);
    default:
        return NULL;
    }
}

enum { NAMES_MAX = 3 };

const char *tf_desk_log_what(struct tf_visit *visit, const struct tf_event *event)
{
    const char *names[NAMES_MAX];
    const char *text = "";
    size_t count = 0, more = 0;
    for (size_t i = 0; i < event->change_count; i++) {
        const char *name = name_of(visit, &event->changes[i]);
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
        text = tf_words_printf(visit->arena, "%s%s%s", text, n > 0 ? ", " : "",
                               tf_words_isolate(visit->arena, names[n]));
    }
    return more > 0 ? tf_words_printf(visit->arena, "%s …", text) : text;
}
