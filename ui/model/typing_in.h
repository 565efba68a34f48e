/* typing_in.h: what the files of typing share. */
#ifndef TF_MODEL_TYPING_IN_H
#define TF_MODEL_TYPING_IN_H

#include "model/typing.h"

struct tf_typing {
    struct tf_typing_state state; /* what is borrowed in it is below */
    struct tf_keymap_list *layouts;
    struct tf_keymap *keymap;
    struct tf_typing_family *families;
    struct tf_arena names; /* the families' */

    bool has_case; /* the layout's script has large and small letters */
    bool capital;  /* the field begins with a large letter … */
    bool is_auto;  /* … and Shift is on for that, nobody pressed it … */
    bool declined; /* … or somebody pressed it to be rid of that */

    bool has_tap; /* the last thing done was a tap in the text */
    size_t tap;
};

/* ---- typing_layouts.c --------------------------------------------------------------------------------- */

/* TF_ERR_NOT_FOUND, TF_ERR_NOMEM: the layout stays what it was. */
enum tf_err tf_typing_use(struct tf_typing *typing, const struct tf_keymap_choice *choice);
enum tf_err tf_typing_find_families(struct tf_typing *typing);
void tf_typing_find_quick(struct tf_typing *typing, const char *const *languages);

/* ---- typing_pages.c, typing.c ------------------------------------------------------------------------- */

struct tf_typing_result tf_typing_turn_page(struct tf_typing *typing, struct tf_intent intent);
struct tf_typing_result tf_typing_refuse(const struct tf_typing *typing, enum tf_err err);

#endif
