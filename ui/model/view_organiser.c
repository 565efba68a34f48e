#include "model/view_organiser.h"

#include "base/text.h"
#include "core/ideas.h"
#include "words/words.h"
#include "words/words_ideas.h"

#include <string.h>

/* A view can be asked for without an app. */
static const struct tf_organiser *organiser_of(const struct tf_app_state *state)
{
    static const struct tf_organiser NOBODY;
    return state->organiser != NULL ? state->organiser : &NOBODY;
}

const char *tf_view_role(const struct tf_app_state *state)
{
    switch (state->role) {
    case TF_ROLE_HELPER:
        return tf_tr(state->lang, "You are a helper here.");
    case TF_ROLE_ORGANISER:
        return tf_tr(state->lang, "You are an organiser here.");
    default:
        return "";
    }
}

void tf_view_pin(struct tf_view_pin *view, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_organiser *organiser = organiser_of(state);
    size_t len = strlen(organiser->digits);
    *view = (struct tf_view_pin){
        .heading = tf_tr(lang, "For organisers"),
        .title = organiser->has_pin ? tf_tr(lang, "Type the PIN") : tf_tr(lang, "Choose a PIN"),
        .hint = organiser->has_pin
                    ? tf_tr(lang, "Everybody else finds all they need without it.")
                    : tf_tr(lang, "Six digits or more. Whoever knows them can change everything here."),
        .enter = organiser->has_pin ? tf_tr(lang, "Enter") : tf_tr(lang, "Keep it"),
        .why_not = len < TF_ORGANISER_DIGITS_MIN ? tf_tr(lang, "The PIN has six digits or more.") : NULL,
        .is_open = !organiser->has_pin,
        .is_busy = organiser->waits_for != TF_ERRAND_NONE,
        .boxes = len < TF_ORGANISER_DIGITS_MIN ? TF_ORGANISER_DIGITS_MIN : len,
    };
    for (size_t i = 0; i < len; i++) {
        const char one[2] = {organiser->digits[i], '\0'};
        tf_text_copy(view->digits[i], sizeof view->digits[i], view->is_open ? one : "•");
    }
}

/* Its own line, or what is overdue. */
static const char *about(const struct tf_menu_entry *entry, struct tf_arena *arena,
                         const struct tf_app_state *state)
{
    struct tf_ideas ideas;
    if (entry->screen != TF_SCREEN_IDEAS || state->board == NULL ||
        tf_ideas_list(&ideas, state->board, state->zone, tf_zone_day_of(state->zone, state->now_s)) !=
            TF_OK) {
        return entry->about != NULL ? tf_tr(state->lang, entry->about) : "";
    }
    const char *text = tf_words_ideas_late(arena, state->lang, &ideas);
    tf_ideas_free(&ideas);
    return text;
}

void tf_view_menu(struct tf_view_menu *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_gathering *gathering = state->board != NULL ? tf_board_gathering(state->board) : NULL;
    enum tf_lang lang = state->lang;
    *view = (struct tf_view_menu){.heading = tf_view_role(state)};
    for (const struct tf_menu_entry *entry = TF_MENU; entry->screen != TF_SCREEN_COUNT; entry++) {
        bool is_for = entry->is_for == NULL || entry->is_for(gathering);
        if (entry->name == NULL || !is_for || view->count == TF_VIEW_MENU_MAX) {
            continue;
        }
        view->items[view->count++] = (struct tf_view_menu_item){
            .name = tf_tr(lang, entry->name),
            .about = about(entry, arena, state),
            .why_not = state->role < entry->least ? tf_tr(lang, "Only organisers can do that.") : NULL,
            .screen = entry->screen,
        };
    }
}

static const char *role_of_device(enum tf_lang lang, enum tf_role role)
{
    return role == TF_ROLE_HELPER ? tf_tr(lang, "A helper’s device") : tf_tr(lang, "An organiser’s device");
}

static void say_offer(struct tf_view_pair *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_organiser *organiser = organiser_of(state);
    if (state->base_url[0] == '\0') {
        view->hint = tf_tr(lang, "No address is known here yet, so no phone can be let in.");
        return;
    }
    if (organiser->secret[0] == '\0') {
        view->hint =
            tf_tr(lang, "A code lets one phone or laptop in, within two minutes. The PIN itself never "
                        "leaves this wall.");
        return;
    }
    view->url = tf_words_printf(arena, "%s/pair/%s", state->base_url, organiser->secret);
    view->hint = organiser->offered == TF_ROLE_HELPER
                     ? tf_tr(lang, "Scan this with the helper’s phone. It works once, for two minutes.")
                     : tf_tr(lang, "Scan this with the organiser’s phone. It works once, for two minutes.");
}

void tf_view_pair(struct tf_view_pair *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_organiser *organiser = organiser_of(state);
    *view = (struct tf_view_pair){
        .heading = tf_tr(lang, "Phones and laptops"),
        .url = "",
        .offers = {tf_tr(lang, "Let an organiser in"), tf_tr(lang, "Let a helper in")},
        .roles = {TF_ROLE_ORGANISER, TF_ROLE_HELPER},
        .devices = tf_tr(lang, "Let in already"),
        .none = tf_tr(lang, "No device yet."),
        .forget = tf_tr(lang, "Forget"),
        .paired_count = organiser->pairing_count,
        .first = state->scroll,
    };
    say_offer(view, arena, state);
    for (size_t i = 0; i < view->paired_count; i++) {
        const struct tf_errand_pairing *pairing = &organiser->pairings[i];
        int64_t day = tf_zone_day_of(state->zone, pairing->at);
        view->paired[i] = (struct tf_view_pair_device){
            .name = role_of_device(lang, pairing->role),
            /* TRANSLATORS: since when a device is paired: date, time */
            .since = tf_words_printf(arena, tf_tr(lang, "since %s, %s"), tf_words_date(arena, lang, day),
                                     tf_words_clock(arena, state->zone, pairing->at)),
        };
    }
}
