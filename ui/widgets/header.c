#include "widgets/header.h"

#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

/* The scheme that the button leads to. */
static const char *scheme_name(enum tf_lang lang, int scheme)
{
    switch (scheme) {
    case TF_SCHEME_DARK:
        return tf_tr(lang, "Dark");
    case TF_SCHEME_CONTRAST:
        return tf_tr(lang, "Contrast");
    default:
        return tf_tr(lang, "Light");
    }
}

bool tf_header_can_lower(const struct tf_scene *scene)
{
    const struct tf_theme *theme = tf_scene_theme(scene);
    return theme->height_px >= TF_HEADER_TALL_MM * theme->px_per_mm;
}

static struct tf_button lower_button(const struct tf_scene *scene, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    return (struct tf_button){
        .icon = TF_ICON_LOWER,
        .text = state->is_lowered ? tf_tr(lang, "Higher") : tf_tr(lang, "Lower"),
        .label = state->is_lowered ? tf_tr(lang, "Raise the controls") : tf_tr(lang, "Lower the controls"),
        .disabled = tf_header_can_lower(scene)
                        ? NULL
                        : tf_tr(lang, "This screen is low: all of it is within reach already."),
        .intent = {TF_INTENT_LOWER, 0, 0},
    };
}

static struct tf_button speech_button(const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    return (struct tf_button){
        .icon = TF_ICON_SPEAK,
        .text = tf_tr(lang, "Speech"),
        .selected = state->speaks,
        .disabled = state->can_speak ? NULL : tf_tr(lang, "There is nothing here to speak with."),
        .intent = {TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0},
    };
}

/* Home is never far: where "back" leads to yet another screen, the way there stands in the place of search.
 */
static struct tf_button last_button(const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    if (state->steps_back > 1) {
        return (struct tf_button){
            .icon = TF_ICON_HOME, .text = tf_tr(lang, "Home"), .intent = {TF_INTENT_HOME, 0, 0}};
    }
    return (struct tf_button){
        .icon = TF_ICON_SEARCH,
        .text = tf_tr(lang, "Search"),
        .selected = state->screen == TF_SCREEN_SEARCH,
        .intent = {TF_INTENT_SEARCH, 0, 0},
    };
}

struct tf_rect tf_header(struct tf_scene *scene, struct tf_rect row, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    int scheme = (state->scheme + 1) % TF_SCHEME_COUNT;
    struct tf_button buttons[] = {
        {
            .icon = TF_ICON_LANGUAGE,
            .text = tf_lang_own_name(lang),
            .label = tf_tr(lang, "Language"),
            .intent = {TF_INTENT_LANGUAGES, 0, 0},
        },
        {
            .icon = TF_ICON_CONTRAST,
            .text = scheme_name(lang, scheme),
            .intent = {TF_INTENT_SCHEME, (uint64_t)scheme, 0},
        },
        {
            .icon = TF_ICON_TEXT_SIZE,
            .text = state->larger_text ? tf_tr(lang, "Smaller") : tf_tr(lang, "Larger"),
            .label = state->larger_text ? tf_tr(lang, "Smaller text") : tf_tr(lang, "Larger text"),
            .intent = {TF_INTENT_LARGER_TEXT, 0, 0},
        },
        lower_button(scene, state),
        speech_button(state),
        last_button(state),
    };
    int gap = tf_style_gap(scene, TF_GAP_TINY);
    for (size_t i = 0; i < sizeof buttons / sizeof buttons[0]; i++) {
        buttons[i].look = TF_BUTTON_QUIET;
        buttons[i].is_stacked = true;
        buttons[i].rect = row;
        buttons[i].rect = tf_take_right(&row, tf_button_width(scene, &buttons[i]), gap);
        tf_button(scene, &buttons[i]);
    }
    return row;
}
