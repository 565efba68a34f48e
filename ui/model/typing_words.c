#include "model/typing.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

enum { WORTH_SAYING = 40 }; /* graphemes */

bool tf_typing_is_rtl(const char *text, size_t offset, bool fallback_rtl)
{
    size_t begin = strnlen(text, offset);
    while (begin > 0 && text[begin - 1] != '\n') {
        begin--;
    }
    ucs4_t point = 0;
    const uint8_t *at = u8_next(&point, (const uint8_t *)text + begin);
    for (; at != NULL && point != '\n'; at = u8_next(&point, at)) {
        int category = uc_bidi_category(point);
        if (category == UC_BIDI_L) {
            return false;
        }
        if (category == UC_BIDI_R || category == UC_BIDI_AL) {
            return true;
        }
    }
    return fallback_rtl;
}

const char *tf_typing_why_not(const struct tf_typing_state *state, const struct tf_editor *editor,
                              enum tf_key_function function)
{
    enum tf_lang lang = state->lang;
    bool is_empty = tf_editor_text(editor)[0] == '\0';
    size_t begin = 0;
    size_t end = 0;
    tf_editor_selection(editor, &begin, &end);
    switch (function) {
    case TF_KEY_BACKSPACE:
        if (end == 0 && tf_keymap_pending(state->keymap)[0] == '\0') {
            return tf_tr(lang, "There is nothing before the caret to delete.");
        }
        return NULL;
    case TF_KEY_UNDO:
        return tf_editor_can_undo(editor) ? NULL
                                          : tf_tr(lang, "Nothing has been typed that could be undone.");
    case TF_KEY_REDO:
        return tf_editor_can_redo(editor) ? NULL : tf_tr(lang, "Nothing has been undone.");
    case TF_KEY_SELECT_WORD:
    case TF_KEY_SELECT_ALL:
    case TF_KEY_CARET_LEFT:
    case TF_KEY_CARET_RIGHT:
        return is_empty ? tf_tr(lang, "There is no text yet.") : NULL;
    case TF_KEY_ACCENTS: {
        char accents[TF_KEYMAP_ACCENTS_MAX][TF_KEYMAP_LABEL_MAX];
        char grapheme[TF_KEYMAP_LABEL_MAX] = "";
        size_t from = end > 0 ? tf_text_prev(tf_editor_text(editor), end) : 0;
        if (end - from < sizeof(grapheme)) {
            memcpy(grapheme, tf_editor_text(editor) + from, end - from);
        }
        return tf_keymap_accents(grapheme, accents) > 0
                   ? NULL
                   : tf_tr(lang, "Type a letter first, then choose its accent here.");
    }
    default:
        return NULL;
    }
}

const char *tf_typing_left(struct tf_arena *arena, enum tf_lang lang, const struct tf_editor *editor)
{
    size_t left = tf_editor_left(editor);
    if (left > WORTH_SAYING) {
        return "";
    }
    const char *text =
        tf_arena_printf(arena, tf_trn(lang, "%lu character left", "%lu characters left", left), left);
    return text != NULL ? text : "";
}
