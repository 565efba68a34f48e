/* screenshot.h: the first screen as a PNG, without any display. */
#ifndef TF_KIOSK_SCREENSHOT_H
#define TF_KIOSK_SCREENSHOT_H

#include "base/clock.h"
#include "kiosk/run_options.h"
#include "model/app.h"

struct tf_screenshot {
    int width_px, height_px;
    double px_per_mm; /* 0: unknown */
    struct tf_app_options app;
    struct tf_trouble_list troubles; /* what stands over it */
    const struct tf_clock *clock;
    const char *address; /* NULL: none */
};
/* The board's reference stays the caller's. TF_ERR_IO, TF_ERR_NOT_FOUND (no fonts), TF_ERR_NOMEM. */
enum tf_err tf_screenshot_write(const char *path, const struct tf_screenshot *screenshot,
                                struct tf_board *board, struct tf_problem *problem);
/* As `run --screenshot` says: wanted has app, troubles and clock. */
enum tf_err tf_screenshot_take(const struct tf_run_arguments *arguments, const struct tf_screenshot *wanted,
                               struct tf_board *board, struct tf_problem *problem);

#endif
