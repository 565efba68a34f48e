#include "model/typing_in.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

enum { FAMILIES_MAX = 1000 };

static bool is_at_hand(const struct tf_typing_state *state, const struct tf_keymap_choice *choice)
{
    for (size_t i = 0; i < state->quick_count; i++) {
        if (state->quick[i] == choice) {
            return true;
        }
    }
    return false;
}

static void put_at_hand(struct tf_typing_state *state, const struct tf_keymap_choice *choice)
{
    if (choice == NULL || is_at_hand(state, choice)) {
        return;
    }
    size_t at = state->quick_count < TF_TYPING_QUICK_MAX ? state->quick_count++ : TF_TYPING_QUICK_MAX - 1;
    state->quick[at] = choice;
}

void tf_typing_find_quick(struct tf_typing *typing, const char *const *languages)
{
    struct tf_typing_state *state = &typing->state;
    state->quick_count = 0;
    put_at_hand(state, tf_keymap_list_for(typing->layouts, tf_lang_code(state->lang)));
    for (size_t i = 0; languages != NULL && languages[i] != NULL; i++) {
        if (state->quick_count < TF_TYPING_QUICK_MAX) {
            put_at_hand(state, tf_keymap_list_for(typing->layouts, languages[i]));
        }
    }
    if (state->quick_count <
        TF_TYPING_QUICK_MAX) { /* names and addresses are in Latin letters often enough */
        put_at_hand(state, tf_keymap_list_for(typing->layouts, "en"));
    }
}

static bool has_case(const struct tf_keymap *keymap)
{
    for (size_t r = 0; r < TF_KEYMAP_ROWS; r++) {
        const struct tf_keymap_row *row = tf_keymap_row(keymap, r);
        for (size_t k = 0; k < row->count; k++) {
            ucs4_t small = 0;
            ucs4_t large = 0;
            u8_next(&small, (const uint8_t *)row->keys[k].label[0]);
            u8_next(&large, (const uint8_t *)row->keys[k].label[1]);
            if (small != large && large != 0 && uc_toupper(small) == large) {
                return true;
            }
        }
    }
    return false;
}

enum tf_err tf_typing_use(struct tf_typing *typing, const struct tf_keymap_choice *choice)
{
    struct tf_keymap *keymap = NULL;
    enum tf_err err = tf_keymap_open(&keymap, choice->layout, choice->variant);
    if (err != TF_OK) {
        return err;
    }
    tf_keymap_close(typing->keymap);
    typing->keymap = keymap;
    typing->has_case = has_case(keymap);
    typing->state.keymap = keymap;
    typing->state.layout = choice;
    put_at_hand(&typing->state, choice);
    return TF_OK;
}

/* "French (BEPO)" is of the family "French". */
static size_t family_len(const char *name)
{
    const char *end = strstr(name, " (");
    return end == NULL ? strlen(name) : (size_t)(end - name);
}

static bool is_family(const char *name, const char *family)
{
    size_t len = family_len(name);
    return strlen(family) == len && strncmp(name, family, len) == 0;
}

enum tf_err tf_typing_find_families(struct tf_typing *typing)
{
    struct tf_typing_state *state = &typing->state;
    if (typing->families != NULL) {
        return TF_OK;
    }
    struct tf_typing_family *families = calloc(FAMILIES_MAX, sizeof(*families));
    size_t count = 0;
    if (families == NULL) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < tf_keymap_list_count(typing->layouts) && count < FAMILIES_MAX; i++) {
        const char *name = tf_keymap_list_at(typing->layouts, i)->name;
        if (count > 0 && is_family(name, families[count - 1].name)) {
            families[count - 1].count++;
            continue;
        }
        char *family = tf_arena_strndup(&typing->names, name, family_len(name));
        if (family == NULL) {
            free(families);
            return TF_ERR_NOMEM;
        }
        families[count] = (struct tf_typing_family){.name = family, .first = i, .count = 1};
        count++;
    }
    typing->families = families;
    state->families = families;
    state->family_count = count;
    return TF_OK;
}
