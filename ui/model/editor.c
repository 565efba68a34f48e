#include "model/editor.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>
#include <uniwbrk.h>

#define HISTORY_MAX 64

struct snapshot {
    char *text;
    size_t caret;
};

/* What the last change was: a further one of the same kind joins its step. */
enum last { LAST_OTHER, LAST_TYPED, LAST_ERASED };

struct tf_editor {
    enum tf_text_kind kind;
    char *text;
    size_t caret, anchor;
    enum last last;
    struct snapshot history[HISTORY_MAX]; /* oldest first; [0, done) can be undone, [done, count) redone */
    size_t done, count;
};

static void limits_of(enum tf_text_kind kind, size_t *graphemes, size_t *bytes)
{
    switch (kind) {
    case TF_TEXT_TITLE:
        *graphemes = TF_TITLE_GRAPHEMES_MAX;
        *bytes = TF_TITLE_BYTES_MAX;
        return;
    case TF_TEXT_NAME:
        *graphemes = TF_NAME_GRAPHEMES_MAX;
        *bytes = TF_NAME_BYTES_MAX;
        return;
    case TF_TEXT_ABOUT:
        *graphemes = TF_ABOUT_GRAPHEMES_MAX;
        *bytes = TF_ABOUT_BYTES_MAX;
        return;
    case TF_TEXT_URL:
        break;
    }
    *graphemes = TF_URL_BYTES_MAX;
    *bytes = TF_URL_BYTES_MAX;
}

/* A kiosk remembers nobody: what was typed does not stay in freed memory. */
static void wipe(char *text)
{
    if (text) {
        explicit_bzero(text, strlen(text));
        free(text);
    }
}

static void forget_from(struct tf_editor *editor, size_t first)
{
    for (size_t i = first; i < editor->count; i++) {
        wipe(editor->history[i].text);
    }
    editor->count = first;
    if (editor->done > first) {
        editor->done = first;
    }
}

enum tf_err tf_editor_create(struct tf_editor **out, enum tf_text_kind kind)
{
    struct tf_editor *editor = calloc(1, sizeof(*editor));
    char *text = calloc(1, 1);
    if (!editor || !text) {
        free(editor);
        free(text);
        return TF_ERR_NOMEM;
    }
    editor->kind = kind;
    editor->text = text;
    *out = editor;
    return TF_OK;
}

void tf_editor_destroy(struct tf_editor *editor)
{
    if (!editor) {
        return;
    }
    forget_from(editor, 0);
    wipe(editor->text);
    free(editor);
}

const char *tf_editor_text(const struct tf_editor *editor)
{
    return editor->text;
}

size_t tf_editor_caret(const struct tf_editor *editor)
{
    return editor->caret;
}

void tf_editor_selection(const struct tf_editor *editor, size_t *begin, size_t *end)
{
    bool forward = editor->anchor <= editor->caret;
    *begin = forward ? editor->anchor : editor->caret;
    *end = forward ? editor->caret : editor->anchor;
}

size_t tf_editor_left(const struct tf_editor *editor)
{
    size_t graphemes;
    size_t bytes;
    limits_of(editor->kind, &graphemes, &bytes);
    size_t used = tf_text_graphemes(editor->text);
    size_t len = strlen(editor->text);
    size_t left = used < graphemes ? graphemes - used : 0;
    return len >= bytes ? 0 : left;
}

static enum tf_err check(const struct tf_editor *editor, const char *text)
{
    size_t graphemes;
    size_t bytes;
    limits_of(editor->kind, &graphemes, &bytes);
    size_t len = strnlen(text, bytes + 1);
    if (len > bytes) {
        return TF_ERR_LIMIT;
    }
    if (!tf_text_is_valid(text, len)) {
        return TF_ERR_INVALID;
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == 0x7f || (c < 0x20 && !(c == '\n' && editor->kind == TF_TEXT_ABOUT))) {
            return TF_ERR_INVALID;
        }
    }
    return tf_text_graphemes(text) > graphemes ? TF_ERR_LIMIT : TF_OK;
}

/* Keeps the text as it is now as a step to come back to. */
static enum tf_err remember(struct tf_editor *editor, enum last what)
{
    bool joins =
        what != LAST_OTHER && what == editor->last && editor->anchor == editor->caret && editor->done > 0;
    forget_from(editor, editor->done);
    if (joins) {
        return TF_OK;
    }
    char *copy = strdup(editor->text);
    if (!copy) {
        return TF_ERR_NOMEM;
    }
    if (editor->count == HISTORY_MAX) {
        wipe(editor->history[0].text);
        memmove(editor->history, editor->history + 1, (HISTORY_MAX - 1) * sizeof(editor->history[0]));
        editor->count--;
    }
    editor->history[editor->count] = (struct snapshot){.text = copy, .caret = editor->caret};
    editor->count++;
    editor->done = editor->count;
    return TF_OK;
}

/* The nearest boundary at or before offset: a caret never stands inside a grapheme. */
static size_t boundary(const char *text, size_t offset)
{
    size_t len = strlen(text);
    if (offset >= len) {
        return len;
    }
    size_t at = 0;
    for (size_t next = 0; next <= offset; next = tf_text_next(text, at)) {
        at = next;
    }
    return at;
}

/* Replaces [begin, end) by `with` as one step of the history. */
static enum tf_err replace(struct tf_editor *editor, size_t begin, size_t end, const char *with,
                           enum last what)
{
    size_t len = strlen(editor->text);
    size_t added = strlen(with);
    char *text = malloc(len - (end - begin) + added + 1);
    if (!text) {
        return TF_ERR_NOMEM;
    }
    memcpy(text, editor->text, begin);
    memcpy(text + begin, with, added);
    memcpy(text + begin + added, editor->text + end, len - end + 1);
    enum tf_err err = check(editor, text);
    if (err == TF_OK) {
        err = remember(editor, what);
    }
    if (err != TF_OK) {
        wipe(text);
        return err;
    }
    wipe(editor->text);
    editor->text = text;
    /* What was typed may have joined the grapheme before it (a mark, a ZWJ): then the caret goes after the
     * whole. */
    size_t caret = boundary(text, begin + added);
    editor->caret = caret < begin + added ? tf_text_next(text, caret) : caret;
    editor->anchor = editor->caret;
    editor->last = what;
    return TF_OK;
}

enum tf_err tf_editor_set(struct tf_editor *editor, const char *text)
{
    enum tf_err err = check(editor, text);
    if (err != TF_OK) {
        return err;
    }
    char *copy = strdup(text);
    if (!copy) {
        return TF_ERR_NOMEM;
    }
    forget_from(editor, 0);
    wipe(editor->text);
    editor->text = copy;
    editor->caret = editor->anchor = strlen(copy);
    editor->last = LAST_OTHER;
    return TF_OK;
}

enum tf_err tf_editor_insert(struct tf_editor *editor, const char *text)
{
    size_t begin;
    size_t end;
    tf_editor_selection(editor, &begin, &end);
    bool ends_word = text[0] == ' ' || text[0] == '\n';
    enum tf_err err = replace(editor, begin, end, text, LAST_TYPED);
    if (err == TF_OK && ends_word) {
        editor->last = LAST_OTHER; /* undo takes back a word at a time */
    }
    return err;
}

enum tf_err tf_editor_backspace(struct tf_editor *editor)
{
    size_t begin;
    size_t end;
    tf_editor_selection(editor, &begin, &end);
    if (begin == end) {
        begin = tf_text_prev_typed(editor->text, end);
    }
    return begin == end ? TF_OK : replace(editor, begin, end, "", LAST_ERASED);
}

enum tf_err tf_editor_delete(struct tf_editor *editor)
{
    size_t begin;
    size_t end;
    tf_editor_selection(editor, &begin, &end);
    if (begin == end) {
        end = tf_text_next(editor->text, begin);
    }
    return begin == end ? TF_OK : replace(editor, begin, end, "", LAST_ERASED);
}

enum tf_err tf_editor_clear(struct tf_editor *editor)
{
    size_t len = strlen(editor->text);
    return len == 0 ? TF_OK : replace(editor, 0, len, "", LAST_OTHER);
}

static void caret_to(struct tf_editor *editor, size_t offset, bool extend)
{
    editor->caret = offset;
    if (!extend) {
        editor->anchor = offset;
    }
    editor->last = LAST_OTHER;
}

void tf_editor_step(struct tf_editor *editor, int step, bool extend)
{
    size_t begin;
    size_t end;
    tf_editor_selection(editor, &begin, &end);
    if (begin != end && !extend) { /* an arrow leaves a selection at that end */
        caret_to(editor, step < 0 ? begin : end, false);
        return;
    }
    size_t to =
        step < 0 ? tf_text_prev(editor->text, editor->caret) : tf_text_next(editor->text, editor->caret);
    caret_to(editor, to, extend);
}

void tf_editor_to(struct tf_editor *editor, size_t offset, bool extend)
{
    caret_to(editor, boundary(editor->text, offset), extend);
}

void tf_editor_select_word(struct tf_editor *editor, size_t offset)
{
    size_t len = strlen(editor->text);
    if (len == 0) {
        return;
    }
    char breaks[TF_ABOUT_BYTES_MAX + 1];
    u8_wordbreaks((const uint8_t *)editor->text, len, breaks);
    size_t begin = boundary(editor->text, offset < len ? offset : len - 1);
    size_t end = tf_text_next(editor->text, begin);
    while (begin > 0 && !breaks[begin]) {
        begin = tf_text_prev(editor->text, begin);
    }
    while (end < len && !breaks[end]) {
        end = tf_text_next(editor->text, end);
    }
    caret_to(editor, begin, false);
    caret_to(editor, end, true);
}

void tf_editor_select_all(struct tf_editor *editor)
{
    caret_to(editor, 0, false);
    caret_to(editor, strlen(editor->text), true);
}

/* The text changes places with a snapshot. */
static void swap_with(struct tf_editor *editor, struct snapshot *snapshot)
{
    struct snapshot now = {.text = editor->text, .caret = editor->caret};
    editor->text = snapshot->text;
    editor->caret = editor->anchor = snapshot->caret;
    editor->last = LAST_OTHER;
    *snapshot = now;
}

bool tf_editor_undo(struct tf_editor *editor)
{
    if (editor->done == 0) {
        return false;
    }
    editor->done--;
    swap_with(editor, &editor->history[editor->done]);
    return true;
}

bool tf_editor_redo(struct tf_editor *editor)
{
    if (editor->done == editor->count) {
        return false;
    }
    swap_with(editor, &editor->history[editor->done]);
    editor->done++;
    return true;
}

bool tf_editor_can_undo(const struct tf_editor *editor)
{
    return editor->done > 0;
}

bool tf_editor_can_redo(const struct tf_editor *editor)
{
    return editor->done < editor->count;
}
