#include "model/typing_in.h"

static struct tf_typing_result only(enum tf_typing_effect effect)
{
    return (struct tf_typing_result){.effect = effect};
}

static struct tf_typing_result open_page(struct tf_typing *typing, uint64_t page)
{
    struct tf_typing_state *state = &typing->state;
    if (page > TF_TYPING_LAYOUTS) { /* the others are reached by choosing */
        return only(TF_TYPING_NOTHING);
    }
    if (page == TF_TYPING_LAYOUTS) {
        enum tf_err err = tf_typing_find_families(typing);
        if (err != TF_OK) {
            return tf_typing_refuse(typing, err);
        }
    }
    state->page = (enum tf_typing_page)page;
    state->first = 0;
    state->has_altgr = false;
    state->offers_accents = false;
    return only(TF_TYPING_LOOK);
}

static struct tf_typing_result choose(struct tf_typing *typing, const struct tf_keymap_choice *choice)
{
    struct tf_typing_state *state = &typing->state;
    if (choice == NULL) {
        return only(TF_TYPING_NOTHING);
    }
    if (choice->needs_input_method) {
        state->page = TF_TYPING_PHONE;
        state->on_phone = choice;
        return only(TF_TYPING_LOOK);
    }
    enum tf_err err = choice == state->layout ? TF_OK : tf_typing_use(typing, choice);
    if (err != TF_OK) {
        return (struct tf_typing_result){.effect = TF_TYPING_REFUSED,
                                         .sentence = tf_tr(state->lang, "This layout cannot be opened.")};
    }
    state->shift = TF_TYPING_SHIFT_OFF;
    typing->is_auto = false;
    return open_page(typing, TF_TYPING_LETTERS);
}

static struct tf_typing_result choose_family(struct tf_typing *typing, uint64_t index)
{
    struct tf_typing_state *state = &typing->state;
    if (index >= state->family_count) {
        return only(TF_TYPING_NOTHING);
    }
    if (state->families[index].count == 1) {
        return choose(typing, tf_keymap_list_at(typing->layouts, state->families[index].first));
    }
    state->page = TF_TYPING_FAMILY;
    state->family = (size_t)index;
    state->first = 0;
    return only(TF_TYPING_LOOK);
}

static struct tf_typing_result choose_group(struct tf_typing *typing, uint64_t index)
{
    for (uint64_t i = 0; TF_KEYMAP_EMOJI[i].name != NULL; i++) {
        if (i == index) {
            typing->state.emoji_group = (size_t)index;
            typing->state.first = 0;
            return only(TF_TYPING_LOOK);
        }
    }
    return only(TF_TYPING_NOTHING);
}

struct tf_typing_result tf_typing_turn_page(struct tf_typing *typing, struct tf_intent intent)
{
    struct tf_typing_state *state = &typing->state;
    switch ((enum tf_key_function)intent.a) {
    case TF_KEY_PAGE:
        return open_page(typing, intent.b);
    case TF_KEY_SCROLL:
        state->first = intent.b < 10000 ? (int)intent.b : 0;
        return only(TF_TYPING_LOOK);
    case TF_KEY_EMOJI_GROUP:
        return choose_group(typing, intent.b);
    case TF_KEY_QUICK:
        return choose(typing, intent.b < state->quick_count ? state->quick[intent.b] : NULL);
    case TF_KEY_FAMILY:
        return choose_family(typing, intent.b);
    case TF_KEY_LAYOUT:
        return choose(typing, tf_keymap_list_at(typing->layouts, (size_t)intent.b));
    default:
        return only(TF_TYPING_NOTHING);
    }
}
