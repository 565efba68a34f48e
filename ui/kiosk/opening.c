#include "kiosk/opening.h"

#include "base/log.h"
#include "kiosk/recover.h"

enum tf_err tf_opening_open(struct tf_opening *opening, struct tf_problem *problem)
{
    enum tf_err err;

    if (opening->data && tf_recover_is_emptied(opening->data)) {
        err = tf_err_tell(problem, TF_ERR_CORRUPT, opening->data, NULL, "The file is empty");
    } else {
        err = tf_desk_open(&opening->desk, opening->data, opening->clock, problem);
    }
    if (err != TF_ERR_CORRUPT || !opening->data) {
        return err;
    }
    tf_log(TF_LOG_ERROR, "%s: %s", problem->where, problem->what);
    err = tf_recover(opening->data, tf_clock_now_s(opening->clock), problem);
    return err == TF_OK ? tf_desk_open(&opening->desk, opening->data, opening->clock, problem) : err;
}

bool tf_opening_again(void *user)
{
    struct tf_opening *opening = user;
    struct tf_problem problem = {0};
    return tf_opening_open(opening, &problem) == TF_OK;
}

void tf_opening_troubles(struct tf_trouble_list *out, const struct tf_option_list *named, const char *data)
{
    struct tf_recovery recovery = {.has_happened = false};

    if (data) {
        tf_recover_read(&recovery, data);
    }
    if (recovery.has_happened && out->count < TF_TROUBLES_MAX) {
        tf_trouble_add(out, recovery.is_empty ? TF_TROUBLE_RECOVERED_EMPTY : TF_TROUBLE_RECOVERED,
                       recovery.kept, recovery.copy_at);
        out->items[out->count - 1].can_be_seen = true;
    }
    for (size_t i = 0; i < named->count && out->count < TF_TROUBLES_MAX; i++) {
        tf_trouble_named(&out->items[out->count++], named->items[i]);
    }
}
