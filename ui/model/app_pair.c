/* Phones and laptops of organisers and helpers: a code that lets one in, and those that are in. */
#include "model/organiser_in.h"

#include "base/text.h"
#include "words/words.h"

#include <string.h>

static void wipe_offer(struct tf_app *app)
{
    explicit_bzero(app->organiser.secret, sizeof app->organiser.secret);
    app->organiser.offer_until_ms = 0;
}

void tf_app_pair_open(struct tf_app *app)
{
    wipe_offer(app);
    tf_app_ask(app, TF_ERRAND_PAIRINGS, 0, 0, "");
}

void tf_app_pair_close(struct tf_app *app)
{
    if (app->organiser.secret[0] != '\0') {
        tf_app_ask(app, TF_ERRAND_WITHDRAW, 0, 0, "");
    }
    wipe_offer(app);
}

bool tf_app_pair_act(struct tf_app *app, struct tf_intent intent)
{
    const struct tf_organiser *organiser = &app->organiser;
    if (intent.what != TF_INTENT_ORGANISE) {
        return false;
    }
    if (intent.a == TF_PAIR_DO_OFFER && (intent.b == TF_ROLE_HELPER || intent.b == TF_ROLE_ORGANISER)) {
        tf_app_ask(app, TF_ERRAND_OFFER, intent.b, 0, "");
    } else if (intent.a == TF_PAIR_DO_FORGET && intent.b < organiser->pairing_count) {
        tf_app_ask(app, TF_ERRAND_FORGET, organiser->pairings[intent.b].device, 0, "");
    }
    return true;
}

void tf_app_pair_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    struct tf_organiser *organiser = &app->organiser;
    if (answer->err != TF_OK) {
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
        return;
    }
    if (answer->errand.what == TF_ERRAND_OFFER) {
        tf_text_copy(organiser->secret, sizeof organiser->secret, answer->errand.text);
        organiser->offered = (enum tf_role)answer->errand.a;
        organiser->offer_until_ms = app->mono_ms + TF_ORGANISER_OFFER_MS;
        return;
    }
    if (answer->pairing_count > organiser->pairing_count) {
        wipe_offer(app); /* it was used */
    }
    organiser->pairing_count = answer->pairing_count;
    memcpy(organiser->pairings, answer->pairings, answer->pairing_count * sizeof organiser->pairings[0]);
}

int64_t tf_app_organiser_due_ms(const struct tf_app *app)
{
    return app->organiser.secret[0] != '\0' ? app->organiser.offer_until_ms : INT64_MAX;
}

bool tf_app_organiser_pass(struct tf_app *app)
{
    if (app->mono_ms < tf_app_organiser_due_ms(app)) {
        return false;
    }
    wipe_offer(app);
    if (app->state.screen == TF_SCREEN_PAIR) {
        tf_app_ask(app, TF_ERRAND_PAIRINGS, 0, 0, ""); /* somebody may have used it */
    }
    return true;
}
