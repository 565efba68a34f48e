#include "model/typing.h"

#include "model/typing_in.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

const char *const TF_TYPING_SIGN[] = {
    ".", ",", "?",   "!",   ":", ";", "'", "\"", "-", "–", "…", "(",  ")",  "/",  "&",  "@",  "#", "%",
    "+", "=", "*",   "_",   "€", "$", "£", "¥",  "°", "’", "‘", "“",  "”",  "„",  "«",  "»",  "¿", "¡",
    "→", "←", "·",   "•",   "★", "✓", "♥", "♪",  "[", "]", "{", "}",  "<",  ">",  "\\", "|",  "~", "^",
    "`", "´", "§",   "©",   "®", "™", "×", "÷",  "±", "≈", "≠", "≤",  "≥",  "¬",  "½",  "¼",  "²", "³",
    "₹", "₺", "₽", "₿", "↑", "↓", "،", "؛",  "؟", "।", "॥", "、", "。", "「", "」", NULL,
};

/* ---- life ---------------------------------------------------------------------------------------------- */

static enum tf_err begin(struct tf_typing *typing, enum tf_lang lang, const char *const *languages)
{
    struct tf_typing_state *state = &typing->state;
    state->lang = lang;
    state->page = TF_TYPING_LETTERS;
    state->shift = TF_TYPING_SHIFT_OFF;
    state->has_altgr = false;
    state->offers_accents = false;
    state->emoji_group = 0;
    state->first = 0;
    state->on_phone = NULL;
    typing->capital = typing->is_auto = typing->declined = typing->has_tap = false;
    tf_typing_find_quick(typing, languages);
    enum tf_err err = TF_ERR_NOT_FOUND;
    for (size_t i = 0; i < state->quick_count && err != TF_OK; i++) {
        if (!state->quick[i]->needs_input_method) {
            err = tf_typing_use(typing, state->quick[i]);
        }
    }
    return err;
}

enum tf_err tf_typing_create(struct tf_typing **out, enum tf_lang lang, const char *const *languages)
{
    struct tf_typing *typing = calloc(1, sizeof(*typing));
    if (typing == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_arena_init(&typing->names);
    enum tf_err err = tf_keymap_list_open(&typing->layouts);
    typing->state.layouts = typing->layouts;
    if (err == TF_OK) {
        err = begin(typing, lang, languages);
    }
    if (err != TF_OK) {
        tf_typing_destroy(typing);
        return err;
    }
    *out = typing;
    return TF_OK;
}

void tf_typing_destroy(struct tf_typing *typing)
{
    if (typing != NULL) {
        tf_keymap_close(typing->keymap);
        tf_keymap_list_close(typing->layouts);
        free(typing->families);
        tf_arena_free(&typing->names);
        free(typing);
    }
}

enum tf_err tf_typing_reset(struct tf_typing *typing, enum tf_lang lang, const char *const *languages)
{
    tf_keymap_cancel(typing->keymap);
    return begin(typing, lang, languages);
}

const struct tf_typing_state *tf_typing_state(const struct tf_typing *typing)
{
    return &typing->state;
}

/* ---- Shift --------------------------------------------------------------------------------------------- */

/* The first letter of a title is large, until Shift says otherwise. */
static void capitalise(struct tf_typing *typing, const struct tf_editor *editor)
{
    struct tf_typing_state *state = &typing->state;
    bool is_at_start = tf_editor_caret(editor) == 0;
    if (!is_at_start) {
        typing->declined = false;
    }
    bool wants = is_at_start && typing->capital && typing->has_case && !typing->declined;
    if (wants && state->shift == TF_TYPING_SHIFT_OFF) {
        state->shift = TF_TYPING_SHIFT_ONCE;
        typing->is_auto = true;
    } else if (!wants && typing->is_auto && state->shift == TF_TYPING_SHIFT_ONCE) {
        state->shift = TF_TYPING_SHIFT_OFF;
        typing->is_auto = false;
    }
}

static void press_shift(struct tf_typing *typing)
{
    struct tf_typing_state *state = &typing->state;
    switch (state->shift) {
    case TF_TYPING_SHIFT_OFF:
        state->shift = TF_TYPING_SHIFT_ONCE;
        break;
    case TF_TYPING_SHIFT_ONCE:
        state->shift = typing->is_auto || !typing->has_case ? TF_TYPING_SHIFT_OFF : TF_TYPING_SHIFT_CAPS;
        typing->declined = typing->is_auto;
        break;
    case TF_TYPING_SHIFT_CAPS:
        state->shift = TF_TYPING_SHIFT_OFF;
        break;
    }
    typing->is_auto = false;
}

/* Shift and AltGr are for one key. */
static void let_go(struct tf_typing *typing)
{
    struct tf_typing_state *state = &typing->state;
    if (state->shift == TF_TYPING_SHIFT_ONCE) {
        state->shift = TF_TYPING_SHIFT_OFF;
        typing->is_auto = false;
    }
    state->has_altgr = false;
}

static bool is_large_of(const char *large, const char *small)
{
    ucs4_t a = 0;
    ucs4_t b = 0;
    u8_next(&a, (const uint8_t *)large);
    u8_next(&b, (const uint8_t *)small);
    return a != b && a != 0 && (uc_toupper(b) == a || uc_tolower(a) == b);
}

size_t tf_typing_level(const struct tf_typing_state *state, const struct tf_keymap_key *key)
{
    size_t level = state->has_altgr ? 2 : 0;
    bool is_up =
        state->shift == TF_TYPING_SHIFT_ONCE ||
        (state->shift == TF_TYPING_SHIFT_CAPS && is_large_of(key->label[level + 1], key->label[level]));
    return level + (is_up ? 1 : 0);
}

/* ---- typing -------------------------------------------------------------------------------------------- */

static struct tf_typing_result only(enum tf_typing_effect effect)
{
    return (struct tf_typing_result){.effect = effect};
}

struct tf_typing_result tf_typing_refuse(const struct tf_typing *typing, enum tf_err err)
{
    enum tf_lang lang = typing->state.lang;
    const char *sentence = tf_tr(lang, "That cannot be typed here.");
    if (err == TF_ERR_LIMIT) {
        sentence = tf_tr(lang, "This is as long as it can be: take something out first.");
    } else if (err == TF_ERR_NOMEM) {
        sentence = tf_tr(lang, "This machine has no memory left. Please tell an organiser.");
    }
    return (struct tf_typing_result){.effect = TF_TYPING_REFUSED, .sentence = sentence};
}

static struct tf_typing_result insert(struct tf_typing *typing, struct tf_editor *editor, const char *text)
{
    enum tf_err err = text[0] == '\0' ? TF_OK : tf_editor_insert(editor, text);
    if (err != TF_OK) {
        return tf_typing_refuse(typing, err);
    }
    let_go(typing);
    typing->state.offers_accents = false;
    return only(TF_TYPING_TEXT);
}

static struct tf_typing_result press_letter(struct tf_typing *typing, struct tf_editor *editor,
                                            uint32_t keysym)
{
    char text[TF_KEYMAP_LABEL_MAX];
    tf_keymap_press(typing->keymap, keysym, text);
    if (text[0] == '\0') { /* a dead key: the letter to come has its own Shift */
        let_go(typing);
        return only(TF_TYPING_LOOK);
    }
    return insert(typing, editor, text);
}

/* The grapheme that accents are offered for: before the caret, or the end of what is selected. */
static bool before_caret(const struct tf_editor *editor, size_t *begin, size_t *end)
{
    size_t selected = 0;
    tf_editor_selection(editor, &selected, end);
    if (*end == 0) {
        return false;
    }
    *begin = tf_text_prev(tf_editor_text(editor), *end);
    return true;
}

static size_t find_accents(const struct tf_editor *editor,
                           char out[TF_KEYMAP_ACCENTS_MAX][TF_KEYMAP_LABEL_MAX])
{
    char grapheme[TF_KEYMAP_LABEL_MAX];
    size_t begin = 0;
    size_t end = 0;
    if (!before_caret(editor, &begin, &end) || end - begin >= sizeof(grapheme)) {
        return 0;
    }
    memcpy(grapheme, tf_editor_text(editor) + begin, end - begin);
    grapheme[end - begin] = '\0';
    return tf_keymap_accents(grapheme, out);
}

static struct tf_typing_result press_accent(struct tf_typing *typing, struct tf_editor *editor,
                                            uint64_t index)
{
    size_t begin = 0;
    size_t end = 0;
    if (!typing->state.offers_accents || index >= typing->state.accent_count ||
        !before_caret(editor, &begin, &end)) {
        return only(TF_TYPING_NOTHING);
    }
    tf_editor_to(editor, begin, false);
    tf_editor_to(editor, end, true);
    struct tf_typing_result result = insert(typing, editor, typing->state.accents[index]);
    if (result.effect == TF_TYPING_REFUSED) {
        tf_editor_to(editor, end, false);
    }
    return result;
}

static struct tf_typing_result press_text(struct tf_typing *typing, struct tf_editor *editor,
                                          struct tf_intent intent)
{
    const char *const *list = TF_TYPING_SIGN;
    if (intent.b == TF_KEY_TEXT_ACCENT) {
        return press_accent(typing, editor, intent.a);
    }
    if (intent.b == TF_KEY_TEXT_EMOJI) {
        list = TF_KEYMAP_EMOJI[typing->state.emoji_group].emoji;
    }
    for (uint64_t i = 0; list[i] != NULL; i++) {
        if (i == intent.a) {
            tf_keymap_cancel(typing->keymap);
            return insert(typing, editor, list[i]);
        }
    }
    return only(TF_TYPING_NOTHING);
}

/* ---- what is not typed --------------------------------------------------------------------------------- */

/* Backspace takes back a waiting dead key before it takes a letter. */
static struct tf_typing_result erase(struct tf_typing *typing, struct tf_editor *editor)
{
    if (tf_keymap_pending(typing->keymap)[0] != '\0') {
        tf_keymap_cancel(typing->keymap);
        return only(TF_TYPING_LOOK);
    }
    enum tf_err err = tf_editor_backspace(editor);
    return err == TF_OK ? only(TF_TYPING_TEXT) : tf_typing_refuse(typing, err);
}

static struct tf_typing_result end_line(struct tf_typing *typing, struct tf_editor *editor)
{
    enum tf_err err = tf_editor_insert(editor, "\n");
    if (err == TF_ERR_INVALID) { /* one line only */
        return only(TF_TYPING_DONE);
    }
    return err == TF_OK ? only(TF_TYPING_TEXT) : tf_typing_refuse(typing, err);
}

/* Left on the keyboard is left on the screen: backward, where the paragraph runs to the right. */
static struct tf_typing_result move(struct tf_typing *typing, struct tf_editor *editor, bool is_right)
{
    bool is_rtl =
        tf_typing_is_rtl(tf_editor_text(editor), tf_editor_caret(editor), tf_lang_is_rtl(typing->state.lang));
    tf_editor_step(editor, is_right != is_rtl ? 1 : -1, false);
    return only(TF_TYPING_TEXT);
}

/* The word at offset, or the one that ends there. */
static void select_word(struct tf_editor *editor, size_t offset)
{
    const char *text = tf_editor_text(editor);
    bool is_past = text[offset] == '\0' || text[offset] == ' ' || text[offset] == '\n';
    tf_editor_select_word(editor, is_past ? tf_text_prev(text, offset) : offset);
}

/* A dead key waits for what is typed, not for what happens somewhere else. */
static bool leaves_dead_key(uint64_t function)
{
    return function == TF_KEY_SHIFT || function == TF_KEY_ALTGR || function == TF_KEY_BACKSPACE ||
           function == TF_KEY_SPACE;
}

static struct tf_typing_result press_function(struct tf_typing *typing, struct tf_editor *editor,
                                              struct tf_intent intent)
{
    struct tf_typing_state *state = &typing->state;
    if (intent.a >= TF_KEY_FUNCTION_COUNT) {
        return only(TF_TYPING_NOTHING);
    }
    if (!leaves_dead_key(intent.a)) {
        tf_keymap_cancel(typing->keymap);
    }
    switch ((enum tf_key_function)intent.a) {
    case TF_KEY_SHIFT:
        press_shift(typing);
        return only(TF_TYPING_LOOK);
    case TF_KEY_ALTGR:
        state->has_altgr = !state->has_altgr;
        return only(TF_TYPING_LOOK);
    case TF_KEY_BACKSPACE:
        return erase(typing, editor);
    case TF_KEY_NEW_LINE:
        return end_line(typing, editor);
    case TF_KEY_SPACE:
        return press_letter(typing, editor, ' ');
    case TF_KEY_CARET_LEFT:
    case TF_KEY_CARET_RIGHT:
        return move(typing, editor, intent.a == TF_KEY_CARET_RIGHT);
    case TF_KEY_UNDO:
        return only(tf_editor_undo(editor) ? TF_TYPING_TEXT : TF_TYPING_NOTHING);
    case TF_KEY_REDO:
        return only(tf_editor_redo(editor) ? TF_TYPING_TEXT : TF_TYPING_NOTHING);
    case TF_KEY_SELECT_WORD:
        select_word(editor, tf_editor_caret(editor));
        return only(TF_TYPING_TEXT);
    case TF_KEY_SELECT_ALL:
        tf_editor_select_all(editor);
        return only(TF_TYPING_TEXT);
    case TF_KEY_ACCENTS:
        state->offers_accents = !state->offers_accents; /* which ones: settle() */
        return only(TF_TYPING_LOOK);
    default:
        return tf_typing_turn_page(typing, intent);
    }
}

/* After every change: accents belong to one letter, and a large letter to the beginning. */
static void settle(struct tf_typing *typing, const struct tf_editor *editor)
{
    struct tf_typing_state *state = &typing->state;
    if (state->offers_accents) {
        state->accent_count = find_accents(editor, state->accents);
        state->offers_accents = state->accent_count > 0;
    }
    capitalise(typing, editor);
}

void tf_typing_focus(struct tf_typing *typing, const struct tf_editor *editor, bool capital)
{
    typing->capital = capital;
    typing->declined = false;
    typing->has_tap = false;
    tf_keymap_cancel(typing->keymap);
    typing->state.has_altgr = false;
    typing->state.offers_accents = false;
    settle(typing, editor);
}

struct tf_typing_result tf_typing_press(struct tf_typing *typing, struct tf_editor *editor,
                                        struct tf_intent intent)
{
    struct tf_typing_result result = only(TF_TYPING_NOTHING);
    switch (intent.what) {
    case TF_INTENT_KEY:
        result = press_letter(typing, editor, (uint32_t)intent.a);
        break;
    case TF_INTENT_KEY_TEXT:
        result = press_text(typing, editor, intent);
        break;
    case TF_INTENT_KEY_FUNCTION:
        result = press_function(typing, editor, intent);
        break;
    default:
        return result;
    }
    typing->has_tap = false;
    settle(typing, editor);
    return result;
}

/* The second tap on a word selects it. */
struct tf_typing_result tf_typing_tap(struct tf_typing *typing, struct tf_editor *editor, size_t offset)
{
    bool is_second = false;
    tf_keymap_cancel(typing->keymap);
    if (typing->has_tap && typing->tap <= strlen(tf_editor_text(editor))) {
        size_t begin = 0;
        size_t end = 0;
        select_word(editor, typing->tap);
        tf_editor_selection(editor, &begin, &end);
        is_second = begin < end && offset >= begin && offset <= end;
    }
    if (!is_second) {
        tf_editor_to(editor, offset, false);
    }
    typing->has_tap = !is_second;
    typing->tap = tf_editor_caret(editor);
    typing->state.offers_accents = false;
    settle(typing, editor);
    return only(TF_TYPING_TEXT);
}
