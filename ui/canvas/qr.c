#include "canvas/canvas_in.h"

#include <qrencode.h>
#include <stdlib.h>

enum { QUIET_MODULES = 4 };

static int module_px_for(const QRcode *code, struct tf_rect rect)
{
    int modules = code->width + 2 * QUIET_MODULES;
    return (rect.w < rect.h ? rect.w : rect.h) / modules;
}

/* Medium correction survives a fingerprint on the glass; low is for what would be too fine otherwise. */
static QRcode *encode(const char *text, struct tf_rect rect, int min_module_px)
{
    static const QRecLevel LEVELS[] = {QR_ECLEVEL_M, QR_ECLEVEL_L};
    for (size_t i = 0; i < sizeof(LEVELS) / sizeof(LEVELS[0]); i++) {
        QRcode *code = QRcode_encodeString8bit(text, 0, LEVELS[i]);
        if (code != NULL && module_px_for(code, rect) >= min_module_px) {
            return code;
        }
        QRcode_free(code);
    }
    return NULL;
}

/* The dark modules, each row's neighbours together; NULL: no memory. */
static struct tf_rect *runs_of(const QRcode *code, size_t *count, struct tf_rect all, int px)
{
    struct tf_rect *runs = calloc((size_t)code->width * (size_t)code->width, sizeof(*runs));
    *count = 0;
    for (int y = 0; runs != NULL && y < code->width; y++) {
        int dark = 0;
        for (int x = 0; x <= code->width; x++) {
            if (x < code->width && (code->data[y * code->width + x] & 1) != 0) {
                dark++;
                continue;
            }
            if (dark > 0) {
                runs[(*count)++] = (struct tf_rect){all.x + (x - dark + QUIET_MODULES) * px,
                                                    all.y + (y + QUIET_MODULES) * px, dark * px, px};
            }
            dark = 0;
        }
    }
    return runs;
}

enum tf_err tf_canvas_qr(struct tf_canvas *canvas, struct tf_rect rect, const char *text, int min_module_px,
                         uint32_t dark, uint32_t light)
{
    if (text == NULL || text[0] == '\0') {
        return TF_ERR_LIMIT;
    }
    QRcode *code = encode(text, rect, min_module_px < 1 ? 1 : min_module_px);
    if (code == NULL) {
        return TF_ERR_LIMIT;
    }
    int px = module_px_for(code, rect);
    int side = (code->width + 2 * QUIET_MODULES) * px;
    struct tf_rect all = {rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
    size_t count = 0;
    struct tf_rect *dark_runs = runs_of(code, &count, all, px);
    if (dark_runs == NULL) {
        QRcode_free(code);
        return TF_ERR_NOMEM;
    }
    tf_canvas_fill(canvas, all, light);
    tf_canvas_fill_all(canvas, dark_runs, count, dark);
    free(dark_runs);
    QRcode_free(code);
    return TF_OK;
}
