/* input.h: what came from the panel or a keypad, in canvas pixels, whatever the driver. */
#ifndef TF_CANVAS_INPUT_H
#define TF_CANVAS_INPUT_H

#include <stdint.h>

enum tf_input_kind {
    TF_INPUT_DOWN,
    TF_INPUT_MOVE,
    TF_INPUT_UP,
    TF_INPUT_CANCEL, /* the finger is lost: device gone, palm */
    TF_INPUT_KEY,    /* of the keypad set; everything else on a keyboard is ignored */
};
enum tf_input_key {
    TF_KEY_UP,
    TF_KEY_DOWN,
    TF_KEY_LEFT,
    TF_KEY_RIGHT,
    TF_KEY_NEXT,     /* Tab */
    TF_KEY_PREVIOUS, /* Shift+Tab */
    TF_KEY_ENTER,
    TF_KEY_ESCAPE,
};
struct tf_input {
    enum tf_input_kind kind;
    enum tf_input_key key;
    int64_t finger;
    int x, y;
    int64_t at_ms; /* monotonic */
};

#endif
