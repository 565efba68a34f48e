/* slip.h: what comes out of a small printer: a slip for the host to keep, a card for the wall, a sign for a
 * door. Laid out in the printer's dots, black on white, as long as it needs to be. */
#ifndef TF_SCREENS_SLIP_H
#define TF_SCREENS_SLIP_H

#include "canvas/scene.h"
#include "model/view.h"

enum tf_slip_what {
    TF_SLIP_HOST,     /* of the state's session */
    TF_SLIP_CARD,     /* of the state's session, to be read from further away */
    TF_SLIP_SIGN,     /* of a space: what happens there on the state's day */
    TF_SLIP_BULLETIN, /* the news, what is on and what comes next */
    TF_SLIP_BOOK,     /* of the state's session: its page of the book, with notes and actions */
    TF_SLIP_COUNT
};

struct tf_slip {
    enum tf_slip_what what;
    uint64_t space; /* SIGN */
    bool is_moved;  /* CARD: it says so */
    /* Told after drawing: */
    int height_px;
    bool has_code;
    struct tf_rect code; /* the QR code's place, the whole width */
    int code_module_px;
    char code_text[600];
};

/* width_px: the head's dots. */
void tf_slip_theme(struct tf_theme *theme, int width_px, double px_per_mm);
/* Black and white alone: a dot is black or it is not. */
void tf_slip_blacken(struct tf_theme *theme);
/* start: theme from tf_slip_theme(); the scene is as high as a canvas may be, of which slip->height_px are
 * used. TF_ERR_NOT_FOUND: no such session or space, or it is hidden. TF_ERR_NOMEM, TF_ERR_LIMIT: something
 * was left out. */
enum tf_err tf_slip_draw(const struct tf_app_state *state, struct tf_scene *scene,
                         const struct tf_scene_start *start, struct tf_slip *slip);

#endif
