/* The PIN at the touchscreen: typed, or chosen where there is none yet. */
#include "model/organiser_in.h"

#include "words/words.h"

#include <string.h>

static void type(struct tf_app *app, uint64_t digit)
{
    size_t len = strlen(app->organiser.digits);
    if (digit > 9 || len == TF_ORGANISER_DIGITS_MAX) {
        return;
    }
    app->organiser.digits[len] = (char)('0' + digit);
}

static void enter(struct tf_app *app)
{
    struct tf_organiser *organiser = &app->organiser;
    if (strlen(organiser->digits) < TF_ORGANISER_DIGITS_MIN) {
        tf_app_tell(app, tf_tr(app->state.lang, "The PIN has six digits or more."));
        return;
    }
    enum tf_errand_what what = organiser->has_pin ? TF_ERRAND_PIN_TRY : TF_ERRAND_PIN_SET;
    if (tf_app_ask(app, what, 0, 0, organiser->digits)) {
        organiser->waits_for = what;
    }
}

bool tf_app_pin_act(struct tf_app *app, struct tf_intent intent)
{
    struct tf_organiser *organiser = &app->organiser;
    if (intent.what != TF_INTENT_ORGANISE || organiser->waits_for != TF_ERRAND_NONE) {
        return intent.what == TF_INTENT_ORGANISE;
    }
    size_t len = strlen(organiser->digits);
    switch (intent.a) {
    case TF_PIN_DO_DIGIT:
        type(app, intent.b);
        break;
    case TF_PIN_DO_BACK:
        organiser->digits[len > 0 ? len - 1 : 0] = '\0';
        break;
    case TF_PIN_DO_ENTER:
        enter(app);
        break;
    default:
        break;
    }
    return true;
}

static void tell_wait(struct tf_app *app, int wait_s)
{
    struct tf_arena arena;
    tf_arena_init(&arena);
    int minutes = (wait_s + 59) / 60;
    /* TRANSLATORS: %d is a number of minutes. */
    tf_app_tell(app, tf_words_printf(&arena,
                                     tf_trn(app->state.lang,
                                            "Too many wrong PINs. The next one can be tried in %d minute.",
                                            "Too many wrong PINs. The next one can be tried in %d minutes.",
                                            (unsigned long)minutes),
                                     minutes));
    tf_arena_free(&arena);
}

/* In: the menu takes the place of the digits, so that "back" leads to where one came from. */
static void let_in(struct tf_app *app)
{
    tf_app_become(app, TF_ROLE_ORGANISER);
    app->organiser.has_pin = true;
    app->state.screen = TF_SCREEN_MENU;
    app->state.scroll = 0;
}

void tf_app_pin_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    enum tf_lang lang = app->state.lang;
    app->organiser.waits_for = TF_ERRAND_NONE;
    if (answer->err == TF_OK) {
        let_in(app);
        return;
    }
    explicit_bzero(app->organiser.digits, sizeof app->organiser.digits);
    switch (answer->err) {
    case TF_ERR_DENIED:
        tf_app_tell(app, tf_tr(lang, "This is not the PIN."));
        break;
    case TF_ERR_LIMIT:
        tell_wait(app, answer->wait_s);
        break;
    case TF_ERR_NOT_FOUND: /* it was taken away meanwhile, at the command line */
        app->organiser.has_pin = false;
        break;
    default:
        tf_app_tell(app, tf_tr(lang, "This did not work. Please try once more."));
        break;
    }
}
