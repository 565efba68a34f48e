/* icon.h: one family of icons, drawn as strokes on a 24 × 24 grid; no files. */
#ifndef TF_CANVAS_ICON_H
#define TF_CANVAS_ICON_H

#include <stdbool.h>

enum tf_icon {
    TF_ICON_NONE,
    TF_ICON_TWO_FEET, /* the mark */
    TF_ICON_PLUS,
    TF_ICON_BACK, /* directional: mirrored in right-to-left */
    TF_ICON_FORWARD,
    TF_ICON_UP,
    TF_ICON_DOWN,
    TF_ICON_CLOSE,
    TF_ICON_CHECK,
    TF_ICON_HOME,
    TF_ICON_SEARCH,
    TF_ICON_STAR,
    TF_ICON_STAR_FULL,
    TF_ICON_CLOCK,
    TF_ICON_GRID,
    TF_ICON_LIST,
    TF_ICON_LANGUAGE,
    TF_ICON_TEXT_SIZE,
    TF_ICON_CONTRAST,
    TF_ICON_LOWER, /* lower the controls */
    TF_ICON_SPEAK,
    TF_ICON_STOP,
    TF_ICON_PRINT,
    TF_ICON_PHONE,
    TF_ICON_WIFI,
    TF_ICON_EDIT,
    TF_ICON_MOVE,
    TF_ICON_SWAP,
    TF_ICON_AGAIN,
    TF_ICON_MERGE,
    TF_ICON_WITHDRAW,
    TF_ICON_UNDO,
    TF_ICON_REDO,
    TF_ICON_LOCK,
    TF_ICON_WARNING,
    TF_ICON_INFO,
    TF_ICON_NEWS,
    TF_ICON_NOTES,
    TF_ICON_HOST,
    TF_ICON_TALK,
    TF_ICON_DISCUSSION,
    TF_ICON_WORKSHOP,
    TF_ICON_HELP,
    TF_ICON_PROJECTOR,
    TF_ICON_QUIET,
    TF_ICON_FLOOR,
    TF_ICON_STEP_FREE,
    TF_ICON_SHIFT_KEY,
    TF_ICON_BACKSPACE,
    TF_ICON_ENTER_KEY,
    TF_ICON_EMOJI,
    TF_ICON_BREAK,
    TF_ICON_PLENARY,
    TF_ICON_COUNT
};

bool tf_icon_is_directional(enum tf_icon icon); /* points along the line of reading: mirrored in rtl */

#endif
