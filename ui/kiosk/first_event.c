#include "kiosk/first_event.h"

#include "base/log.h"
#include "kiosk/intake.h"
#include "kiosk/paths.h"

#include <stdlib.h>

enum tf_err tf_first_event(struct tf_desk *desk, const char *path, bool wants_sample,
                           const struct tf_context *context, struct tf_problem *problem)
{
    struct tf_board *board = tf_desk_board(desk);
    struct tf_intake intake = {.actor = tf_context_actor(), .to_today = path == NULL};
    struct tf_command *command = NULL;
    struct tf_report report;
    struct tf_answer answer;
    struct tf_clock clock;
    struct tf_rng rng;
    char *sample = NULL;
    enum tf_err err = TF_OK;

    if (tf_board_gathering(board)) {
        if (path) {
            tf_log(TF_LOG_WARNING, "there is an event already; `twofeet import` adds %s to it", path);
        }
        return TF_OK;
    }
    if (!path && !wants_sample) {
        return TF_OK;
    }
    tf_context_clock(context, &clock);
    tf_context_rng(context, board->revision, &rng);
    intake.now = tf_clock_now_s(&clock);
    intake.rng = &rng;
    tf_report_init(&report);
    if (!path) {
        err = tf_paths_asset(&sample, "sample/sample.json", problem);
    }
    if (err == TF_OK) {
        err = tf_intake_file(&command, path ? path : sample, &intake, board, &report, problem);
    }
    if (err == TF_OK) {
        err = tf_desk_do(desk, command, &answer, problem); /* takes it */
    }
    if (err == TF_OK && path) {
        tf_intake_say(stderr, path, &report, false);
    }
    tf_report_free(&report);
    free(sample);
    return err;
}
