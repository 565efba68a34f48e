#include "canvas/canvas.h"
#include "canvas/canvas_in.h"

#include <string.h>

static const double ROUNDING = 1.8;

/* Silhouettes that differ without their colour, in the order in which spaces get them. */
static const char *const SYMBOLS[] = {
    "O12 12 10F",                           /* circle */
    "B3 3 18 18 2F",                        /* square */
    "M12 3.4L21.4 20L2.6 20ZG",             /* triangle */
    "M12 2L21 12L12 22L3 12ZG",             /* diamond */
    "P12 12.9 10.4 4.7 5G",                 /* star */
    "P12 12 10.6 0 6FKW2.2P12 12 5.8 0 6S", /* hexagon */
    "M12 21.4C5 16 2 12.4 2 8.6C2 5.4 4.3 3.2 7.2 3.2C9.3 3.2 11 4.4 12 6.2C13 4.4 14.7 3.2 16.8 3.2"
    "C19.7 3.2 22 5.4 22 8.6C22 12.4 19 16 12 21.4ZF",                                     /* heart */
    "M4.4 19.6C1.6 9.6 8.6 3 21 3C21.4 15.4 14.4 22.4 4.4 19.6ZFKW1.8M4.4 19.6L14.4 9.6S", /* leaf */
    "W4.2M2.6 8C5.6 4.4 8.6 4.4 11.8 8C15 11.6 18 11.6 21.4 8SM2.6 16.4C5.6 12.8 8.6 12.8 11.8 16.4"
    "C15 20 18 20 21.4 16.4S", /* waves */
    "O12 12 5.4FW2.8M12 2L12 3M12 21L12 22M2 12L3 12M21 12L22 12M4.9 4.9L5.6 5.6M18.4 18.4L19.1 19.1"
    "M4.9 19.1L5.6 18.4M18.4 5.6L19.1 4.9S",                                    /* sun */
    "M17.6 20.2A11.4 12 10 52 308n17.8 12 9.6 242 118ZF",                       /* moon */
    "M12 1.6C16 7.4 19.6 11 19.6 14.8A12 14.8 7.6 0 180C4.4 11 8 7.4 12 1.6ZF", /* drop */
    "M9.2 3L14.8 3L14.8 9.2L21 9.2L21 14.8L14.8 14.8L14.8 21L9.2 21L9.2 14.8L3 14.8L3 9.2L9.2 9.2ZG", /* cross
                                                                                                       */
    "W5.2O12 12 7.4S",                                                                         /* ring */
    "M12 3L21.4 11.6L18.6 11.6L18.6 20.6L5.4 20.6L5.4 11.6L2.6 11.6ZGKB9.8 14.2 4.4 7.4 0.6F", /* house */
    "O7.4 14.2 5.4O13 10.6 6.6O17.8 15 4.6FB4 13 16 6.6 3.2F",                                 /* cloud */
};
enum { SYMBOL_COUNT = sizeof(SYMBOLS) / sizeof(SYMBOLS[0]) };

void tf_canvas_symbol(struct tf_canvas *canvas, struct tf_rect rect, int symbol, uint32_t fill, uint32_t ink)
{
    const char *path = SYMBOLS[(unsigned)symbol % SYMBOL_COUNT];
    struct tf_shape shape = {path, TF_STAMP_COLOUR, ROUNDING, false};
    tf_canvas_shape(canvas, rect, &shape, fill);
    if (strchr(path, 'K') != NULL) {
        shape.layer = TF_STAMP_INK;
        tf_canvas_shape(canvas, rect, &shape, ink);
    }
}
