#include "kiosk/screenshot.h"

#include "kiosk/stage.h"

#include <string.h>

enum tf_err tf_screenshot_write(const char *path, const struct tf_screenshot *screenshot,
                                struct tf_board *board, struct tf_problem *problem)
{
    struct tf_stage_view view = {.width_px = screenshot->width_px,
                                 .height_px = screenshot->height_px,
                                 .px_per_mm = screenshot->px_per_mm};
    struct tf_stage_change change;
    struct tf_stage *stage = NULL;
    struct tf_app *app = NULL;
    enum tf_err err = tf_stage_create(&stage, problem);

    if (err == TF_OK) {
        err = tf_app_create(&app, &screenshot->app);
    }
    if (err == TF_OK) {
        tf_app_set_board(app, tf_board_ref(board));
        tf_app_set_time(app, tf_clock_now_s(screenshot->clock), tf_clock_mono_ms(),
                        tf_clock_is_confirmed(screenshot->clock));
        tf_app_set_troubles(app, screenshot->troubles.items, screenshot->troubles.count);
        if (screenshot->address) {
            tf_app_set_address(app, screenshot->address);
        }
        err = tf_stage_draw(stage, app, &view, &change);
        if (err != TF_OK) {
            tf_err_tell(problem, err, path, NULL, "The picture could not be drawn whole");
        }
    }
    if (err == TF_OK) {
        err = tf_canvas_write_png(tf_stage_canvas(stage), path, problem);
    }
    tf_app_destroy(app);
    tf_stage_destroy(stage);
    return err;
}
