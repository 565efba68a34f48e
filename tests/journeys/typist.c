#include "journeys/typist.h"

#include "base/text.h"
#include "model/typing.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

enum { SHIFT_STATES = 3, EMOJI_GROUPS_MAX = 16, LETTER_BYTES = 64 };

static const struct tf_target *function(struct hand *hand, enum tf_key_function which)
{
    return hand_find_tag(hand, TF_INTENT_KEY_FUNCTION, (uint64_t)which);
}

static const struct tf_target *page_key(struct hand *hand, enum tf_typing_page page)
{
    const struct tf_scene *scene = machine_scene(hand->machine);
    struct tf_tag tag = {TF_INTENT_KEY_FUNCTION, TF_KEY_PAGE, (uint64_t)page};
    return tf_scene_target_tagged(scene, tag);
}

static bool press(struct hand *hand, const struct tf_target *key)
{
    return key != NULL && hand_tap(hand, key);
}

/* A key that is labelled like this, on what is shown now. */
static const struct tf_target *key_of(struct hand *hand, const char *letter)
{
    const struct tf_scene *scene = machine_scene(hand->machine);
    for (size_t i = 0; i < tf_scene_target_count(scene); i++) {
        const struct tf_target *target = tf_scene_target_at_index(scene, i);
        bool types = target->tag.what == TF_INTENT_KEY || target->tag.what == TF_INTENT_KEY_TEXT;
        if (types && target->disabled == NULL && strcmp(target->label, letter) == 0) {
            return target;
        }
    }
    return NULL;
}

/* Presses something as often as it takes until the letter is there. */
static bool with(struct hand *hand, enum tf_key_function which, int times, const char *letter)
{
    for (int i = 0; i < times; i++) {
        if (!press(hand, function(hand, which))) {
            return false;
        }
        const struct tf_target *key = key_of(hand, letter);
        if (key != NULL) {
            return press(hand, key);
        }
    }
    return false;
}

static bool on_page(struct hand *hand, enum tf_typing_page page, const char *letter)
{
    if (!press(hand, page_key(hand, page))) {
        return false;
    }
    const struct tf_target *key = key_of(hand, letter);
    for (uint64_t group = 0; key == NULL && page == TF_TYPING_EMOJI && group < EMOJI_GROUPS_MAX; group++) {
        struct tf_tag tag = {TF_INTENT_KEY_FUNCTION, TF_KEY_EMOJI_GROUP, group};
        if (!press(hand, tf_scene_target_tagged(machine_scene(hand->machine), tag))) {
            break;
        }
        key = key_of(hand, letter);
    }
    bool is_typed = press(hand, key);
    return press(hand, page_key(hand, TF_TYPING_LETTERS)) && is_typed;
}

static bool letter_on_pages(struct hand *hand, const char *letter)
{
    const struct tf_target *key = key_of(hand, letter);
    return (key != NULL && press(hand, key)) || with(hand, TF_KEY_SHIFT, SHIFT_STATES, letter) ||
           with(hand, TF_KEY_ALTGR, 2, letter) || on_page(hand, TF_TYPING_SIGNS, letter) ||
           on_page(hand, TF_TYPING_EMOJI, letter);
}

/* The letter without its marks, then what “accents” offers for it. */
static bool accented(struct hand *hand, const char *letter)
{
    size_t len = 0;
    uint8_t *parts = u8_normalize(UNINORM_NFD, (const uint8_t *)letter, strlen(letter), NULL, &len);
    char base[LETTER_BYTES] = "";
    if (parts == NULL || len == 0 || len == strlen(letter) || parts[0] >= 0x80) {
        free(parts);
        return false; /* has no parts */
    }
    base[0] = (char)parts[0];
    free(parts);
    return letter_on_pages(hand, base) && press(hand, function(hand, TF_KEY_ACCENTS)) &&
           press(hand, key_of(hand, letter));
}

static bool type_one(struct hand *hand, const char *letter)
{
    if (strcmp(letter, " ") == 0) {
        return press(hand, function(hand, TF_KEY_SPACE));
    }
    if (strcmp(letter, "\n") == 0) {
        return press(hand, function(hand, TF_KEY_NEW_LINE));
    }
    return letter_on_pages(hand, letter) || accented(hand, letter);
}

bool typist_type(struct hand *hand, const char *text)
{
    if (function(hand, TF_KEY_SPACE) == NULL) {
        snprintf(hand->why, sizeof hand->why, "there is no keyboard to type on");
        return false;
    }
    for (size_t at = 0, next; text[at] != '\0'; at = next) {
        char letter[LETTER_BYTES];
        next = tf_text_next(text, at);
        size_t len = next - at;
        if (len >= sizeof letter) {
            return false;
        }
        memcpy(letter, text + at, len);
        letter[len] = '\0';
        if (!type_one(hand, letter)) {
            snprintf(hand->why, sizeof hand->why, "no key types “%s” (letter %zu of the text)", letter,
                     at + 1);
            return false;
        }
    }
    return true;
}
