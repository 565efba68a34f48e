#include "web/qr.h"

#include <qrencode.h>

enum { QUIET = 4 };

/* One move for each run of dark modules. */
static void put_runs(struct tf_buf *path, const QRcode *code)
{
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            int begin = x;
            while (x < code->width && (code->data[y * code->width + x] & 1) != 0) {
                x++;
            }
            if (x > begin) {
                tf_buf_printf(path, "M%d %dh%dv1h-%dz", begin + QUIET, y + QUIET, x - begin, x - begin);
            }
        }
    }
}

void tf_qr(struct tf_html *html, const char *text, const char *label)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    struct tf_buf path, box;
    if (code == NULL) {
        return;
    }
    tf_buf_init(&path, 0);
    tf_buf_init(&box, 0);
    tf_buf_printf(&box, "0 0 %d %d", code->width + 2 * QUIET, code->width + 2 * QUIET);
    put_runs(&path, code);
    if (tf_buf_err(&path) == TF_OK && tf_buf_err(&box) == TF_OK) {
        tf_html_open(html, "svg");
        tf_html_attr(html, "class", "qr");
        tf_html_attr(html, "viewBox", box.data);
        tf_html_attr(html, "role", "img");
        tf_html_attr(html, "aria-label", label);
        tf_html_open(html, "path");
        tf_html_attr(html, "fill", "#fff");
        tf_html_attr(html, "d", "M0 0h999v999H0z");
        tf_html_close(html);
        tf_html_open(html, "path");
        tf_html_attr(html, "fill", "#000");
        tf_html_attr(html, "d", path.data);
        tf_html_close(html);
        tf_html_close(html);
    }
    tf_buf_free(&path);
    tf_buf_free(&box);
    QRcode_free(code);
}
