/* More than a guest at the wall: the way in, the menu, errands, and the way out. */
#include "model/app_in.h"

#include "base/text.h"
#include "model/organiser_in.h"
#include "words/words.h"

#include <string.h>

/* ---- what is sent, and its answers ---- */

bool tf_app_ask(struct tf_app *app, enum tf_errand_what what, uint64_t a, uint64_t b, const char *text)
{
    if (app->errand_count == TF_APP_ERRANDS_MAX) {
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
        return false;
    }
    struct tf_app_errand *sent = &app->errands[app->errand_count++];
    *sent = (struct tf_app_errand){.screen = app->state.screen};
    sent->errand = (struct tf_errand){.what = what, .id = ++app->errand_last, .a = a, .b = b};
    tf_text_copy(sent->errand.text, sizeof sent->errand.text, text);
    return true;
}

bool tf_app_take_errand(struct tf_app *app, struct tf_errand *out)
{
    for (size_t i = 0; i < app->errand_count; i++) {
        if (!app->errands[i].is_taken) {
            app->errands[i].is_taken = true;
            *out = app->errands[i].errand;
            explicit_bzero(app->errands[i].errand.text, sizeof app->errands[i].errand.text);
            return true;
        }
    }
    return false;
}

bool tf_app_errand_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    size_t at = 0;
    while (at < app->errand_count && app->errands[at].errand.id != answer->errand.id) {
        at++;
    }
    if (at < app->errand_count) {
        struct tf_app_errand sent = app->errands[at];
        memmove(&app->errands[at], &app->errands[at + 1], (--app->errand_count - at) * sizeof sent);
        const struct tf_menu_entry *entry = tf_menu_entry(sent.screen);
        bool is_there = app->state.screen == sent.screen && !sent.is_orphan;
        if (is_there && entry != NULL && entry->done != NULL) {
            entry->done(app, answer);
        }
    }
    tf_errand_answer_destroy(answer);
    return true;
}

struct tf_command *tf_app_command(struct tf_app *app, enum tf_verb verb)
{
    uint64_t id = tf_rng_u64(&app->rng) & TF_ID_MAX;
    struct tf_command *command =
        tf_command_create(verb, tf_app_actor(app), app->state.now_s, id != 0 ? id : 1);
    if (command == NULL) {
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
    }
    return command;
}

bool tf_app_order(struct tf_app *app, struct tf_command *command)
{
    uint64_t id = command->id;
    if (!tf_app_send(app, command)) {
        return false;
    }
    app->order = id;
    app->order_screen = app->state.screen;
    return true;
}

bool tf_app_organiser_answer(struct tf_app *app, uint64_t command, enum tf_err err,
                             const struct tf_refusal *refusal, uint64_t sequence)
{
    const struct tf_menu_entry *entry = tf_menu_entry(app->order_screen);
    if (app->order == 0 || command != app->order) {
        return false;
    }
    app->order = 0;
    if (entry == NULL || entry->answered == NULL || app->state.screen != app->order_screen) {
        return false;
    }
    entry->answered(app, err, refusal, sequence);
    return true;
}

/* ---- who stands there ---- */

struct tf_actor tf_app_actor(const struct tf_app *app)
{
    return (struct tf_actor){.role = app->state.role, .device = 0};
}

void tf_app_become(struct tf_app *app, enum tf_role role)
{
    bool has_pin = app->organiser.has_pin;
    for (size_t i = 0; i < app->errand_count; i++) { /* whoever asked has gone */
        app->errands[i].is_orphan = true;
    }
    if (app->organiser.secret[0] != '\0' && role == TF_ROLE_GUEST) {
        tf_app_ask(app, TF_ERRAND_WITHDRAW, 0, 0, "");
    }
    explicit_bzero(&app->organiser, sizeof app->organiser);
    app->organiser.has_pin = has_pin;
    tf_app_task_rest(app);
    tf_app_history_rest(app);
    app->order = 0;
    app->state.role = app->act.role = role;
    app->state.organiser = &app->organiser;
}

bool tf_app_set_pin(struct tf_app *app, bool has_pin)
{
    bool changed = app->organiser.has_pin != has_pin;
    app->organiser.has_pin = has_pin;
    return changed;
}

static void enter(struct tf_app *app, enum tf_screen_name screen)
{
    const struct tf_menu_entry *entry = tf_menu_entry(screen);
    bool is_there = screen != TF_SCREEN_SETUP || tf_app_setup_is_due(app);
    if (entry == NULL || !is_there || app->state.role < entry->least || app->state.screen == screen) {
        return;
    }
    explicit_bzero(app->organiser.digits, sizeof app->organiser.digits);
    tf_app_go(app, screen);
    if (entry->open != NULL) {
        entry->open(app);
    }
}

static void leave(struct tf_app *app)
{
    tf_app_become(app, TF_ROLE_GUEST);
    tf_app_act_rest(app);
    tf_app_home(app);
    tf_app_tell(app, tf_tr(app->state.lang, "You are out. This is everybody's wall again."));
}

bool tf_app_organiser_do(struct tf_app *app, struct tf_intent intent)
{
    const struct tf_menu_entry *entry = tf_menu_entry(app->state.screen);
    bool is_typing = intent.what >= TF_INTENT_FIELD && intent.what <= TF_INTENT_KEY_FUNCTION;
    switch (intent.what) {
    case TF_INTENT_MARK:
        enter(app, app->state.role == TF_ROLE_GUEST ? TF_SCREEN_PIN : TF_SCREEN_MENU);
        return true;
    case TF_INTENT_MENU:
        enter(app, intent.a < TF_SCREEN_COUNT ? (enum tf_screen_name)intent.a : TF_SCREEN_MENU);
        return true;
    case TF_INTENT_LEAVE:
        leave(app);
        return true;
    default:
        break;
    }
    if (intent.what == TF_INTENT_ORGANISE || (is_typing && entry != NULL)) {
        return entry != NULL && entry->act != NULL && app->state.role >= entry->least
                   ? entry->act(app, intent)
                   : intent.what == TF_INTENT_ORGANISE;
    }
    return false;
}

void tf_app_organiser_follow(struct tf_app *app, enum tf_screen_name before)
{
    const struct tf_menu_entry *entry = tf_menu_entry(before);
    if (before != app->state.screen && entry != NULL && entry->close != NULL) {
        entry->close(app);
    }
}
