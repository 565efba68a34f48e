/* typing.h: the on-screen keyboard's state and what its keys do to the text being typed. Knows keys and
 * texts, no pixels: widgets/keyboard.h draws it, app hands it the intents TF_INTENT_KEY…, and TF_INTENT_CARET
 * through tf_typing_tap().
 *
 *   struct tf_typing ──state──▶ tf_keyboard() ──targets──▶ intent ──tf_typing_press()──▶ editor
 */
#ifndef TF_MODEL_TYPING_H
#define TF_MODEL_TYPING_H

#include "base/arena.h"
#include "base/lang.h"
#include "keys/keymap.h"
#include "model/editor.h"
#include "model/intent.h"

enum tf_typing_page {
    TF_TYPING_LETTERS,
    TF_TYPING_SIGNS,
    TF_TYPING_EMOJI,
    TF_TYPING_LAYOUTS, /* those at hand, and all families: "French" */
    TF_TYPING_FAMILY,  /* the layouts of one family: "French (BEPO)" */
    TF_TYPING_PHONE,   /* this language needs an input method: type it on your phone */
    TF_TYPING_PAGE_COUNT
};
enum tf_typing_shift { TF_TYPING_SHIFT_OFF, TF_TYPING_SHIFT_ONCE, TF_TYPING_SHIFT_CAPS };

#define TF_TYPING_QUICK_MAX 4

/* Layouts whose names begin alike; [first, first + count) in the list of all. */
struct tf_typing_family {
    const char *name;
    size_t first, count;
};

struct tf_typing_state {
    enum tf_lang lang; /* of labels and sentences */
    enum tf_typing_page page;
    enum tf_typing_shift shift;
    bool has_altgr; /* AltGr is held for the next key */
    const struct tf_keymap *keymap;
    const struct tf_keymap_choice *layout;
    const struct tf_keymap_choice *quick[TF_TYPING_QUICK_MAX]; /* layouts at hand, layout among them */
    size_t quick_count;
    size_t emoji_group;
    int first; /* line that the page begins with, where it has more than fit */

    bool offers_accents;
    char accents[TF_KEYMAP_ACCENTS_MAX][TF_KEYMAP_LABEL_MAX];
    size_t accent_count;

    const struct tf_keymap_list *layouts;
    const struct tf_typing_family *families; /* NULL until the page of layouts was opened */
    size_t family_count, family;
    const struct tf_keymap_choice *on_phone; /* what TF_TYPING_PHONE is about */
};

extern const char *const TF_TYPING_SIGN[]; /* ends in NULL */

struct tf_typing;
/* languages: BCP 47, the gathering's and its sessions', the usual first; NULL-terminated, NULL: none. Their
 * layouts are at hand beside that of lang. TF_ERR_NOT_FOUND: no layouts on this machine. TF_ERR_NOMEM. */
enum tf_err tf_typing_create(struct tf_typing **out, enum tf_lang lang, const char *const *languages);
void tf_typing_destroy(struct tf_typing *typing);
/* As for the next person. On failure the layout stays what it was. */
enum tf_err tf_typing_reset(struct tf_typing *typing, enum tf_lang lang, const char *const *languages);
const struct tf_typing_state *tf_typing_state(const struct tf_typing *typing); /* borrowed */

/* A field is about to be typed into. capital: its first letter is large where the script has large letters
 * (Shift takes that back). */
void tf_typing_focus(struct tf_typing *typing, const struct tf_editor *editor, bool capital);

enum tf_typing_effect {
    TF_TYPING_NOTHING,
    TF_TYPING_LOOK,    /* the keyboard looks different */
    TF_TYPING_TEXT,    /* the text, its caret or selection changed */
    TF_TYPING_DONE,    /* Enter in a field of one line: on to the next */
    TF_TYPING_REFUSED, /* say why */
};
struct tf_typing_result {
    enum tf_typing_effect effect;
    const char *sentence; /* in lang; NULL unless refused */
};
/* Any intent; those that are no keys do nothing. */
struct tf_typing_result tf_typing_press(struct tf_typing *typing, struct tf_editor *editor,
                                        struct tf_intent intent);
/* A tap in the text puts the caret there; the next one on the same word selects it. */
struct tf_typing_result tf_typing_tap(struct tf_typing *typing, struct tf_editor *editor, size_t offset);

/* What the key types now: plain, Shift, AltGr … */
size_t tf_typing_level(const struct tf_typing_state *state, const struct tf_keymap_key *key);
/* Why a function can do nothing now, as a sentence; NULL: it can. */
const char *tf_typing_why_not(const struct tf_typing_state *state, const struct tf_editor *editor,
                              enum tf_key_function function);
/* "12 characters left", when that is worth saying; else "". */
const char *tf_typing_left(struct tf_arena *arena, enum tf_lang lang, const struct tf_editor *editor);
/* The direction that the paragraph at offset is set in: its first strong letter's, else fallback_rtl. */
bool tf_typing_is_rtl(const char *text, size_t offset, bool fallback_rtl);

#endif
