#include "binding/binding.h"

#include "binding/pen.h"

#include <stdlib.h>

static enum tf_err lay_down(struct tf_binding_pen *pen, struct tf_canvas *canvas)
{
    pen->chapter = 0;
    pen->counted = 0;
    tf_flow_begin(&pen->flow, canvas);
    tf_book_tell(pen->book, &tf_binding_tell, pen);
    return pen->err;
}

enum tf_err tf_binding_pdf(struct tf_buf *out, struct tf_book *book, struct tf_type_setter *setter,
                           const char *made_at)
{
    struct tf_binding_pages pages = {.sessions = calloc(book->session_count + 1, sizeof(int))};
    struct tf_binding_pen pen = {
        .flow = {.setter = setter, .rtl = tf_lang_is_rtl(book->lang), .running = book->title},
        .book = book,
        .pages = &pages};
    const struct tf_canvas_paper paper = {.width_px = TF_FLOW_WIDTH_PX,
                                          .height_px = TF_FLOW_HEIGHT_PX,
                                          .px_per_mm = TF_FLOW_PX_PER_MM,
                                          .title = book->title,
                                          .author = "",
                                          .made_at = made_at};
    struct tf_canvas *canvas = NULL;
    enum tf_err err = pages.sessions != NULL ? TF_OK : TF_ERR_NOMEM;

    tf_buf_init(&pen.names, 0);
    tf_theme_init_book(&pen.flow.theme, TF_FLOW_WIDTH_PX, TF_FLOW_HEIGHT_PX, TF_FLOW_PX_PER_MM);
    if (err == TF_OK) {
        err = lay_down(&pen, NULL);
    }
    if (err == TF_OK) {
        err = tf_canvas_create_pdf(&canvas, &paper, out);
    }
    if (err == TF_OK) {
        err = lay_down(&pen, canvas);
    }
    if (canvas != NULL) {
        enum tf_err finished = tf_canvas_finish(canvas);

        err = err == TF_OK ? finished : err;
    }
    tf_canvas_destroy(canvas);
    tf_buf_free(&pen.names);
    free(pages.sessions);
    return err;
}
