#include "kiosk/screenshot.h"

#include "kiosk/address.h"
#include "kiosk/opening.h"
#include "kiosk/stage.h"
#include "sdl/window.h"

#include <string.h>

enum { WIDTH_PX = 1920, HEIGHT_PX = 1080 };

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

enum tf_err tf_screenshot_take(const struct tf_run_arguments *arguments, const struct tf_screenshot *wanted,
                               struct tf_board *board, struct tf_problem *problem)
{
    int w = arguments->window.w > 0 ? (int)arguments->window.w : WIDTH_PX;
    int h = arguments->window.h > 0 ? (int)arguments->window.h : HEIGHT_PX;
    bool is_on_its_side = arguments->rotate % 2 == 1;
    struct tf_screenshot screenshot = *wanted;
    char address[TF_ADDRESS_BYTES_MAX];

    screenshot.width_px = is_on_its_side ? h : w;
    screenshot.height_px = is_on_its_side ? w : h;
    screenshot.address = arguments->public_url;
    if (arguments->panel_mm.w > 0) {
        screenshot.px_per_mm = tf_window_ratio(w, h, arguments->panel_mm.w, arguments->panel_mm.h);
    }
    if (arguments->public_url && strcmp(arguments->public_url, TF_ADDRESS_AUTO) == 0) {
        tf_address_find(address, arguments->tls_cert ? "https" : "http", TF_ADDRESS_PORT);
        screenshot.address = address;
    }
    tf_opening_troubles(&screenshot.troubles, &arguments->troubles, NULL);
    return tf_screenshot_write(arguments->screenshot, &screenshot, board, problem);
}
