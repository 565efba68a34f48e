/* The bell: heard where there is a sound card, seen everywhere. */
#include "model/app_in.h"

#include "words/words.h"

/* A clock that jumped further was set: what lay between has not just happened. */
enum { JUMP_S = 120, VOLUME_MAX = 4 };

static bool is_quiet_hour(const struct tf_app *app)
{
    struct tf_civil civil;
    if (!app->state.bell.keeps_quiet_hours) {
        return false;
    }
    tf_zone_civil(app->zone, app->state.now_s, &civil);
    return civil.hour >= TF_BELL_QUIET_FROM_H || civil.hour < TF_BELL_QUIET_TO_H;
}

static const char *sentence(enum tf_lang lang, enum tf_bell bell)
{
    switch (bell) {
    case TF_BELL_BEGIN:
        return tf_tr(lang, "It begins.");
    case TF_BELL_SOON_OVER:
        return tf_tr(lang, "Five minutes left.");
    case TF_BELL_END:
        return tf_tr(lang, "This time is over. When it’s over, it’s over; when it’s not, it’s not.");
    default:
        return tf_tr(lang, "The bell rings.");
    }
}

static void ring(struct tf_app *app, enum tf_bell bell)
{
    app->state.bell.last = bell;
    app->state.bell.is_heard = !app->state.bell.is_off && !is_quiet_hour(app);
    app->state.bell.count++;
    tf_app_tell(app, sentence(app->state.lang, bell));
}

bool tf_app_bell_pass(struct tf_app *app)
{
    int64_t before_s = app->bell_s, now_s = app->state.now_s;
    app->bell_s = now_s;
    if (app->board == NULL || before_s == 0 || now_s <= before_s || now_s - before_s > JUMP_S) {
        return false;
    }
    enum tf_bell bell = tf_bell_between(app->board, before_s, now_s);
    if (bell != TF_BELL_NONE) {
        ring(app, bell);
    }
    return bell != TF_BELL_NONE;
}

/* So that it rings on the second, and not with the next minute: seconds until anything could be due. */
int64_t tf_app_bell_due_ms(const struct tf_app *app)
{
    int64_t now_s = app->state.now_s;
    for (int64_t second = 1; app->board != NULL && second <= 60; second++) {
        if (tf_bell_between(app->board, now_s, now_s + second) != TF_BELL_NONE) {
            return app->mono_ms + second * 1000;
        }
    }
    return INT64_MAX;
}

void tf_app_bell_by_hand(struct tf_app *app)
{
    ring(app, TF_BELL_BY_HAND);
}

void tf_app_bell_volume(struct tf_app *app, int step)
{
    int volume = app->state.bell.volume + step;
    app->state.bell.volume = volume < 1 ? 1 : volume > VOLUME_MAX ? VOLUME_MAX : volume;
}
