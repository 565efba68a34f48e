/* sheet.h: a list that something can be done with, line by line: what most of the organisers' screens are.
 * Each is filled from the board and from what its person has begun (task.h); ui/screens/sheet.c draws any of
 * them. */
#ifndef TF_MODEL_SHEET_H
#define TF_MODEL_SHEET_H

#include "model/view.h"

enum tf_sheet_sign {
    TF_SHEET_NO_SIGN,
    TF_SHEET_PLUS,
    TF_SHEET_CHECK,
    TF_SHEET_CLOSE,
    TF_SHEET_EDIT,
    TF_SHEET_LOCK,
    TF_SHEET_CLOCK,
    TF_SHEET_AGAIN,
    TF_SHEET_UNDO,
    TF_SHEET_NEXT,
    TF_SHEET_SIGN_COUNT
};

enum { TF_SHEET_BUTTONS_MAX = 4, TF_SHEET_FEET_MAX = 4 };

struct tf_sheet_button {
    const char *text;
    const char *why_not; /* NULL: it can be pressed */
    enum tf_sheet_sign sign;
    bool is_on;
    struct tf_intent intent;
};

struct tf_sheet_line {
    const char *title;
    const char *about; /* "" */
    bool is_marked;    /* it holds now */
    bool has_symbol;   /* of a space, before the words */
    int symbol;
    struct tf_sheet_button buttons[TF_SHEET_BUTTONS_MAX];
    size_t button_count;
};

struct tf_sheet {
    const char *heading;
    const char *hint;  /* one or two sentences; "" */
    const char *empty; /* where there are no lines */
    struct tf_sheet_line *lines;
    size_t line_count, line_room;
    int first;
    struct tf_sheet_button feet[TF_SHEET_FEET_MAX]; /* the first is the one to be expected */
    size_t foot_count;
    const char *field, *placeholder, *enter; /* of what is being typed */
    bool is_typing;
    /* Beside the list, to be seen from further away: a page on phones as a code and as an address to type, or
     * a figure; and a sentence about it. "" */
    const char *code, *address, *figure, *beside;
    int permille; /* how far something has come; -1: nothing is under way */
};

void tf_sheet_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);

#endif
