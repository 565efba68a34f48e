/* A wall without an event: what it asks, and what it makes of the answers. */
#include "model/app_in.h"

#include "base/text.h"
#include "core/gathering.h"
#include "model/organiser_in.h"
#include "model/view_setup.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

bool tf_app_setup_is_due(const struct tf_app *app)
{
    return app->options.zone != NULL && app->board != NULL && tf_board_gathering(app->board) == NULL;
}

void tf_app_setup_rest(struct tf_app *app)
{
    struct tf_setup *setup = &app->setup;
    tf_editor_destroy(setup->title);
    tf_editor_destroy(setup->zone_text);
    tf_zone_names_close(setup->names);
    explicit_bzero(setup, sizeof *setup);
    tf_text_copy(setup->zone, sizeof setup->zone, app->options.zone != NULL ? app->options.zone : "UTC");
    app->state.setup = setup;
}

bool tf_app_setup_is_untouched(const struct tf_app *app)
{
    return app->setup.step == TF_SETUP_LANGUAGE;
}

/* ---- zones ---- */

static void add_zone(struct tf_setup *setup, const char *name, int64_t now_s)
{
    int offset_s = 0;
    if (setup->found_count < TF_SETUP_ZONES_MAX && tf_zone_offset(&offset_s, name, now_s)) {
        setup->found_offset_s[setup->found_count] = offset_s;
        setup->found[setup->found_count++] = name;
    }
}

static void find_zones(struct tf_app *app)
{
    struct tf_setup *setup = &app->setup;
    const char *found[TF_SETUP_ZONES_MAX];
    const char *typed = setup->zone_text != NULL ? tf_editor_text(setup->zone_text) : "";
    size_t count =
        setup->names != NULL ? tf_zone_names_find(setup->names, typed, found, TF_SETUP_ZONES_MAX) : 0;
    setup->found_count = 0;
    for (size_t i = 0; i < count; i++) {
        add_zone(setup, found[i], app->state.now_s);
    }
    if (typed[0] == '\0') {
        add_zone(setup, setup->zone, app->state.now_s);
    }
}

/* Zones are written in Latin letters: a keyboard that has none is changed for one that is at hand. */
static void take_latin(struct tf_app *app)
{
    const struct tf_typing_state *typing = app->state.typing;
    for (size_t i = 0; typing != NULL && app->state.lang == TF_LANG_AR && i < typing->quick_count; i++) {
        if (strcmp(typing->quick[i]->language, "en") == 0) {
            (void)tf_typing_press(app->typing, app->setup.zone_text,
                                  (struct tf_intent){TF_INTENT_KEY_FUNCTION, TF_KEY_QUICK, i});
            return;
        }
    }
}

/* ---- from step to step ---- */

static struct tf_editor *editor_of(struct tf_setup *setup)
{
    return setup->step == TF_SETUP_TITLE  ? setup->title
           : setup->step == TF_SETUP_ZONE ? setup->zone_text
                                          : NULL;
}

static void show(struct tf_app *app, enum tf_setup_step step)
{
    struct tf_setup *setup = &app->setup;
    setup->step = step;
    app->state.typing = NULL;
    if (step == TF_SETUP_TITLE && setup->title == NULL) {
        (void)tf_editor_create(&setup->title, TF_TEXT_TITLE);
    }
    if (step == TF_SETUP_ZONE) {
        if (setup->zone_text == NULL) {
            (void)tf_editor_create(&setup->zone_text, TF_TEXT_NAME);
        }
        if (setup->names == NULL) {
            (void)tf_zone_names_open(&setup->names); /* else the machine's own alone can be had */
        }
        find_zones(app);
    }
    if (step < TF_SETUP_AGAIN) {
        explicit_bzero(setup->digits, sizeof setup->digits);
        explicit_bzero(setup->first, sizeof setup->first);
    }
    if (editor_of(setup) != NULL) {
        tf_app_typing_follow(app);
        (void)tf_app_type(app, editor_of(setup));
    }
    if (step == TF_SETUP_ZONE) {
        take_latin(app);
    }
}

/* Without a PIN there is nothing to wait for before the event itself. */
static void keep_event(struct tf_app *app)
{
    struct tf_setup *setup = &app->setup;
    struct tf_gathering_new new;
    char *title = NULL;
    const char *raw = setup->title != NULL ? tf_editor_text(setup->title) : "";
    bool is_named = tf_text_clean(&title, raw, strlen(raw), TF_TEXT_TITLE) == TF_OK && title[0] != '\0';
    tf_gathering_begin(&new, is_named ? title : tf_view_setup_title(app->state.lang), setup->zone,
                       tf_lang_code(app->state.lang), &app->rng);
    struct tf_command *command = tf_app_command(app, TF_VERB_SET_UP);
    if (command != NULL) {
        command->actor.role = TF_ROLE_ORGANISER; /* whoever opens the wall */
        if (tf_command_set_record(command, &new.gathering.record, tf_schema_all(TF_KIND_GATHERING)) ==
            TF_OK) {
            setup->is_busy = tf_app_order(app, command);
        } else {
            tf_command_destroy(command);
        }
    }
    free(title);
}

static void keep_pin(struct tf_app *app)
{
    app->setup.is_busy = tf_app_ask(app, TF_ERRAND_PIN_SET, 0, 0, app->setup.digits);
}

static void enter_pin(struct tf_app *app)
{
    struct tf_setup *setup = &app->setup;
    if (strlen(setup->digits) < TF_ORGANISER_DIGITS_MIN) {
        tf_app_tell(app, tf_tr(app->state.lang, "The PIN has six digits or more."));
    } else if (setup->step == TF_SETUP_PIN) {
        memcpy(setup->first, setup->digits, sizeof setup->first);
        explicit_bzero(setup->digits, sizeof setup->digits);
        show(app, TF_SETUP_AGAIN);
    } else if (strcmp(setup->first, setup->digits) == 0) {
        keep_pin(app);
    } else {
        tf_app_tell(app, tf_tr(app->state.lang, "These are not the same. Choose the PIN anew."));
        show(app, TF_SETUP_PIN);
    }
}

static void go_on(struct tf_app *app)
{
    struct tf_setup *setup = &app->setup;
    const char *title = setup->title != NULL ? tf_editor_text(setup->title) : "";
    char *clean = NULL;
    switch (setup->step) {
    case TF_SETUP_TITLE:
        if (tf_text_clean(&clean, title, strlen(title), TF_TEXT_TITLE) != TF_OK) {
            tf_app_tell(app, tf_tr(app->state.lang, "This cannot be its name. Please write it differently."));
        } else {
            show(app, TF_SETUP_ZONE);
        }
        free(clean);
        break;
    case TF_SETUP_ZONE: /* Enter takes the first that goes with what was typed */
        if (setup->found_count > 0) {
            tf_text_copy(setup->zone, sizeof setup->zone, setup->found[0]);
            show(app, TF_SETUP_PIN);
        } else {
            tf_app_tell(app, tf_tr(app->state.lang, "There is no such place in the list. A large city near "
                                                    "you is there."));
        }
        break;
    case TF_SETUP_PIN:
    case TF_SETUP_AGAIN:
        enter_pin(app);
        break;
    default:
        show(app, TF_SETUP_TITLE);
        break;
    }
}

static void type_digit(struct tf_setup *setup, uint64_t digit)
{
    size_t len = strlen(setup->digits);
    if (digit <= 9 && len < TF_ORGANISER_DIGITS_MAX) {
        setup->digits[len] = (char)('0' + digit);
    }
}

static void carry_out(struct tf_app *app, struct tf_intent intent)
{
    struct tf_setup *setup = &app->setup;
    size_t len = strlen(setup->digits);
    switch ((enum tf_setup_do)intent.a) {
    case TF_SETUP_DO_LANGUAGE:
        if (intent.b < TF_LANG_COUNT) {
            app->state.lang = (enum tf_lang)intent.b;
            show(app, TF_SETUP_TITLE);
        }
        break;
    case TF_SETUP_DO_ZONE:
        if (intent.b < setup->found_count) {
            tf_text_copy(setup->zone, sizeof setup->zone, setup->found[intent.b]);
            show(app, TF_SETUP_PIN);
        }
        break;
    case TF_SETUP_DO_NEXT:
        go_on(app);
        break;
    case TF_SETUP_DO_DIGIT:
        type_digit(setup, intent.b);
        break;
    case TF_SETUP_DO_DIGIT_BACK:
        setup->digits[len > 0 ? len - 1 : 0] = '\0';
        break;
    case TF_SETUP_DO_NO_PIN:
        keep_event(app);
        break;
    case TF_SETUP_DO_COUNT:
        break;
    }
}

static void type(struct tf_app *app, struct tf_intent intent)
{
    struct tf_editor *editor = editor_of(&app->setup);
    if (editor == NULL || app->typing == NULL || intent.what == TF_INTENT_FIELD) {
        return;
    }
    struct tf_typing_result result = intent.what == TF_INTENT_CARET
                                         ? tf_typing_tap(app->typing, editor, (size_t)intent.b)
                                         : tf_typing_press(app->typing, editor, intent);
    if (result.effect == TF_TYPING_DONE) {
        go_on(app);
    } else if (result.effect == TF_TYPING_REFUSED) {
        tf_app_tell(app, result.sentence);
    } else if (result.effect == TF_TYPING_TEXT && app->setup.step == TF_SETUP_ZONE) {
        find_zones(app);
    }
}

bool tf_app_setup_act(struct tf_app *app, struct tf_intent intent)
{
    if (app->setup.is_busy) {
        return true;
    }
    if (intent.what == TF_INTENT_ORGANISE) {
        carry_out(app, intent);
    } else {
        type(app, intent);
    }
    return true;
}

bool tf_app_setup_do(struct tf_app *app, struct tf_intent intent)
{
    const struct tf_app_state *state = &app->state;
    if (state->screen != TF_SCREEN_SETUP) {
        return false;
    }
    switch (intent.what) {
    case TF_INTENT_ORGANISE:
    case TF_INTENT_FIELD:
    case TF_INTENT_CARET:
    case TF_INTENT_KEY:
    case TF_INTENT_KEY_TEXT:
    case TF_INTENT_KEY_FUNCTION:
    case TF_INTENT_LANGUAGE:
    case TF_INTENT_LANGUAGES:
    case TF_INTENT_SCHEME:
    case TF_INTENT_LARGER_TEXT:
    case TF_INTENT_REASON:
    case TF_INTENT_STILL_HERE:
    case TF_INTENT_SCROLL:
        return false;
    case TF_INTENT_BACK:
        if (state->speech_open || state->languages_open) {
            return false;
        }
        if (!app->setup.is_busy && app->setup.step > TF_SETUP_LANGUAGE) {
            show(app, app->setup.step - 1);
        }
        return true;
    default: /* there is nowhere else to go yet */
        return true;
    }
}

/* ---- it is kept ---- */

static void failed(struct tf_app *app)
{
    app->setup.is_busy = false;
    tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
}

void tf_app_setup_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    if (answer->err != TF_OK) {
        failed(app);
        return;
    }
    app->organiser.has_pin = true;
    keep_event(app);
    if (!app->setup.is_busy) {
        failed(app);
    }
}

void tf_app_setup_answered(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal,
                           uint64_t sequence)
{
    (void)refusal;
    (void)sequence;
    if (err != TF_OK) {
        failed(app);
        return;
    }
    app->options.lang = app->state.lang; /* the next person's too */
    tf_app_setup_rest(app);
    app->state.typing = NULL;
    app->state.steps_back = 0;
    tf_app_become(app, TF_ROLE_ORGANISER);
    app->state.screen = TF_SCREEN_TEMPLATES;
    tf_task_templates_open(app);
}
