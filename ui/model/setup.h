/* setup.h: a wall that has no event yet asks for what it cannot guess: language, name, zone and PIN, one
 * after the other. Each has a default and can be left out. Nothing is kept until the last answer; then the
 * PIN is, and after it the event: a wall that has an event has the PIN that was chosen for it, and one whose
 * power went in between asks again. */
#ifndef TF_MODEL_SETUP_H
#define TF_MODEL_SETUP_H

#include "base/zone_names.h"
#include "model/editor.h"
#include "model/organiser.h"

enum tf_setup_step {
    TF_SETUP_LANGUAGE,
    TF_SETUP_TITLE,
    TF_SETUP_ZONE,
    TF_SETUP_PIN,
    TF_SETUP_AGAIN, /* the same PIN, once more */
    TF_SETUP_STEP_COUNT
};

/* TF_INTENT_ORGANISE's a on this screen. */
enum tf_setup_do {
    TF_SETUP_DO_LANGUAGE, /* b: enum tf_lang: and on */
    TF_SETUP_DO_ZONE,     /* b: index of those found: and on */
    TF_SETUP_DO_NEXT,     /* with what there is, else the default */
    TF_SETUP_DO_DIGIT,    /* b: 0 … 9 */
    TF_SETUP_DO_DIGIT_BACK,
    TF_SETUP_DO_NO_PIN,
    TF_SETUP_DO_COUNT
};

#define TF_SETUP_ZONES_MAX 6

struct tf_setup {
    enum tf_setup_step step;
    struct tf_editor *title, *zone_text; /* NULL until they are typed into */
    struct tf_zone_names *names;         /* NULL: not looked for yet, or there is no list here */
    char zone[TF_ZONE_NAME_SIZE];        /* chosen, else the machine's */
    const char *found[TF_SETUP_ZONES_MAX];
    int found_offset_s[TF_SETUP_ZONES_MAX]; /* local minus UTC, now */
    size_t found_count;
    char digits[TF_ORGANISER_DIGITS_MAX + 1], first[TF_ORGANISER_DIGITS_MAX + 1];
    bool is_busy; /* what was answered is being kept */
};

#endif
