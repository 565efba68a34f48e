/* keys_kit.h: what the tests of keyboards share. cmocka needs its headers in this order. */
#ifndef TF_TESTS_KEYS_KIT_H
#define TF_TESTS_KEYS_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "keys/keymap.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

static inline struct tf_keymap *keymap_of(const char *layout, const char *variant)
{
    struct tf_keymap *keymap = NULL;
    assert_int_equal(tf_keymap_open(&keymap, layout, variant), TF_OK);
    return keymap;
}

/* The keysym of the first key that says this, on any level; 0: none. */
static inline uint32_t key_that_says(const struct tf_keymap *keymap, const char *label, bool is_dead)
{
    for (size_t level = 0; level < TF_KEYMAP_LEVELS; level++) {
        for (size_t r = 0; r < TF_KEYMAP_ROWS; r++) {
            const struct tf_keymap_row *row = tf_keymap_row(keymap, r);
            for (size_t k = 0; k < row->count; k++) {
                if (strcmp(row->keys[k].label[level], label) == 0 && row->keys[k].dead[level] == is_dead) {
                    return row->keys[k].keysym[level];
                }
            }
        }
    }
    return 0;
}

/* Types keys by what they say; "*" before a label: the dead one of that name. out is all that came of it. */
static inline void type_keys(struct tf_keymap *keymap, const char *const *labels, char *out, size_t size)
{
    out[0] = '\0';
    for (size_t i = 0; labels[i] != NULL; i++) {
        char typed[TF_KEYMAP_LABEL_MAX];
        bool is_dead = labels[i][0] == '*' && labels[i][1] != '\0';
        uint32_t keysym =
            strcmp(labels[i], " ") == 0 ? 0x20 : key_that_says(keymap, labels[i] + is_dead, is_dead);
        if (keysym == 0) {
            fail_msg("no key says %s", labels[i]);
        }
        tf_keymap_press(keymap, keysym, typed);
        strncat(out, typed, size - strlen(out) - 1);
    }
}

#define assert_types(keymap, expected, ...)                                                                  \
    do {                                                                                                     \
        const char *const keys_[] = {__VA_ARGS__, NULL};                                                     \
        char typed_[128];                                                                                    \
        type_keys(keymap, keys_, typed_, sizeof(typed_));                                                    \
        assert_string_equal(typed_, expected);                                                               \
    } while (0)

#endif
