#include "kiosk/stick_desk.h"

#include <stdlib.h>

struct tf_stick_desk {
    struct tf_stick_errand *errand;
    struct tf_errand wanted; /* what its answer belongs to */
};

enum tf_err tf_stick_desk_open(struct tf_stick_desk **out, const struct tf_stick_errand_options *options)
{
    struct tf_stick_desk *desk = calloc(1, sizeof *desk);
    enum tf_err err = desk ? tf_stick_errand_start(&desk->errand, options) : TF_ERR_NOMEM;

    if (err != TF_OK) {
        free(desk);
        return err;
    }
    *out = desk;
    return TF_OK;
}

void tf_stick_desk_close(struct tf_stick_desk *desk)
{
    if (!desk) {
        return;
    }
    tf_stick_errand_stop(desk->errand);
    free(desk);
}

enum tf_err tf_stick_desk_send(struct tf_stick_desk *desk, const struct tf_app *app,
                               const struct tf_errand *errand)
{
    enum tf_err err = tf_stick_errand_ask(desk->errand, tf_app_state(app)->base_url);

    if (err == TF_OK) {
        desk->wanted = *errand;
    }
    return err;
}

bool tf_stick_desk_round(struct tf_stick_desk *desk, struct tf_app *app)
{
    struct tf_stick_answer stick;
    struct tf_errand_answer *answer;

    if (!tf_stick_errand_take(desk->errand, &stick)) {
        return false;
    }
    answer = tf_errand_answer_create(&desk->wanted);
    if (!answer) {
        return false;
    }
    answer->errand.a = stick.end == TF_STICK_SAFE;
    answer->says = tf_stick_end_words(tf_app_state(app)->lang, stick.end);
    return tf_app_errand_done(app, answer);
}
