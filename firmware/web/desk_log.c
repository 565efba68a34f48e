#include "web/desk.h"

#include "ledger/history.h"
#include "words/words_log.h"

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
    bool is_own = actor.device != 0 && actor.device == visit->device;
    return is_own ? tf_tr(visit->lang, "This device") : tf_words_actor(visit->lang, actor);
}

const char *tf_desk_log_what(struct tf_visit *visit, const struct tf_event *event)
{
    return tf_words_about(visit->arena, visit->lang, visit->zone, visit->board, event);
}
