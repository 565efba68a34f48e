#include "model/view_setup.h"

#include "base/buf.h"
#include "base/text.h"
#include "words/words.h"

#include <string.h>

/* A view can be asked for without an app. */
static const struct tf_setup *setup_of(const struct tf_app_state *state)
{
    static const struct tf_setup NOTHING;
    return state->setup != NULL ? state->setup : &NOTHING;
}

const char *tf_view_setup_title(enum tf_lang lang)
{
    return tf_tr(lang, "Open Space");
}

/* "America/Argentina/Buenos_Aires" as people read it. */
static const char *readable(struct tf_arena *arena, const char *name)
{
    struct tf_buf text;
    tf_buf_init(&text, 0);
    for (; *name != '\0'; name++) {
        if (*name == '/') {
            tf_buf_puts(&text, " / ");
        } else {
            tf_buf_putc(&text, *name == '_' ? ' ' : *name);
        }
    }
    tf_buf_putc(&text, '\0');
    const char *out = tf_buf_err(&text) == TF_OK ? tf_arena_strdup(arena, text.data) : NULL;
    tf_buf_free(&text);
    return out != NULL ? out : "";
}

static void say_zones(struct tf_view_setup *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_setup *setup = setup_of(state);
    for (size_t i = 0; i < setup->found_count; i++) {
        int64_t minute = (state->now_s + setup->found_offset_s[i]) / 60 % (24 * 60);
        minute = minute < 0 ? minute + 24 * 60 : minute;
        view->zones[view->zone_count++] = (struct tf_view_setup_zone){
            .name = readable(arena, setup->found[i]),
            /* TRANSLATORS: what the clocks show in a time zone: hour, minute */
            .about = tf_words_printf(arena, tf_tr(state->lang, "%02d:%02d there now"), (int)(minute / 60),
                                     (int)(minute % 60)),
        };
    }
    if (view->zone_count == 0) {
        view->none =
            tf_tr(state->lang, "There is no such place in the list. A large city near you is there.");
    }
}

static void say_digits(struct tf_view_setup *view, const struct tf_app_state *state)
{
    const struct tf_setup *setup = setup_of(state);
    size_t len = strlen(setup->digits);
    view->boxes = len < TF_ORGANISER_DIGITS_MIN ? TF_ORGANISER_DIGITS_MIN : len;
    for (size_t i = 0; i < len; i++) {
        const char one[2] = {setup->digits[i], '\0'};
        tf_text_copy(view->digits[i], sizeof view->digits[i], one);
    }
    view->next_why_not =
        len < TF_ORGANISER_DIGITS_MIN ? tf_tr(state->lang, "The PIN has six digits or more.") : NULL;
    view->skip = tf_tr(state->lang, "Without a PIN");
}

static void ask_title(struct tf_view_setup *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const char *usual = tf_view_setup_title(lang);
    view->title = tf_tr(lang, "What is the event called?");
    view->field = tf_tr(lang, "Name of the event");
    view->placeholder = usual;
    view->editor = setup_of(state)->title;
    view->next = tf_tr(lang, "Take this name");
    if (view->editor == NULL || tf_editor_text(view->editor)[0] == '\0') {
        /* TRANSLATORS: a button: the name that the event gets when nothing is typed */
        view->next = tf_words_printf(arena, tf_tr(lang, "Skip: “%s”"), usual);
    }
}

void tf_view_setup(struct tf_view_setup *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_setup *setup = setup_of(state);
    enum { ASKED = TF_SETUP_PIN + 1 };
    int step = (int)setup->step < ASKED ? (int)setup->step + 1 : ASKED;
    *view = (struct tf_view_setup){
        .step = setup->step,
        .heading = tf_tr(lang, "Set up this wall"),
        .progress = tf_words_printf(arena, tf_tr(lang, "%d of %d"), step, ASKED),
        .title = "",
        .hint = "",
        .field = "",
        .placeholder = "",
        .none = "",
        .next = tf_trc(lang, "key", "Next"),
        .skip = "",
        .is_busy = setup->is_busy,
    };
    switch (setup->step) {
    case TF_SETUP_TITLE:
        ask_title(view, arena, state);
        break;
    case TF_SETUP_ZONE:
        view->title = tf_tr(lang, "Where does it take place?");
        view->field = tf_tr(lang, "A large city in the same time zone");
        view->placeholder = readable(arena, setup->zone);
        view->editor = setup->zone_text;
        say_zones(view, arena, state);
        break;
    case TF_SETUP_PIN:
        view->title = tf_tr(lang, "Choose a PIN for organisers");
        view->hint = tf_tr(lang, "Six digits or more. Whoever knows them can change everything here. Without "
                                 "one, whoever taps the mark first chooses it.");
        say_digits(view, state);
        break;
    case TF_SETUP_AGAIN:
        view->title = tf_tr(lang, "The same PIN once more");
        view->hint = tf_tr(lang, "So that no slip of a finger keeps you out.");
        view->next = tf_tr(lang, "Keep it");
        say_digits(view, state);
        break;
    default:
        view->title = tf_tr(lang, "Which language does this event speak?");
        view->hint = tf_tr(lang, "Everybody can choose another one for themselves at any time.");
        for (int i = 0; i < TF_LANG_COUNT; i++) {
            view->languages[i] = tf_lang_own_name((enum tf_lang)i);
        }
        break;
    }
}
