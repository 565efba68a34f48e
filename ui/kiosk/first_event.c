#include "kiosk/first_event.h"

#include "base/log.h"
#include "kiosk/intake.h"
#include "kiosk/paths.h"

#include <stdlib.h>

enum tf_err tf_first_event_read(struct tf_first_event *out, const char *path, const struct tf_board *board,
                                const struct tf_context *context, struct tf_problem *problem)
{
    struct tf_intake intake = {.actor = tf_context_actor(), .to_today = path == NULL};
    struct tf_board *nothing = NULL;
    struct tf_clock clock;
    struct tf_rng rng;
    char *sample = NULL;
    enum tf_err err = board ? TF_OK : tf_board_create(&nothing);

    *out = (struct tf_first_event){.command = NULL};
    tf_report_init(&out->report);
    tf_context_clock(context, &clock);
    tf_context_rng(context, board ? board->revision : 0, &rng);
    intake.now = tf_clock_now_s(&clock);
    intake.rng = &rng;
    if (err == TF_OK && !path) {
        err = tf_paths_asset(&sample, "sample/sample.json", problem);
    }
    if (err == TF_OK) {
        err = tf_intake_file(&out->command, path ? path : sample, &intake, board ? board : nothing,
                             &out->report, problem);
    }
    free(sample);
    tf_board_unref(nothing);
    return err;
}

void tf_first_event_free(struct tf_first_event *first)
{
    if (first->command) {
        tf_command_destroy(first->command);
    }
    tf_report_free(&first->report);
    *first = (struct tf_first_event){.command = NULL};
}

enum tf_err tf_first_event(struct tf_first_event *first, struct tf_desk *desk, const char *path,
                           bool wants_sample, const struct tf_context *context, struct tf_problem *problem)
{
    const struct tf_board *board = tf_desk_board(desk);
    struct tf_answer answer;
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
    if (!first->command || board->revision > 0) {
        tf_first_event_free(first);
        err = tf_first_event_read(first, path, board, context, problem);
    }
    if (err == TF_OK) {
        err = tf_desk_do(desk, first->command, &answer, problem); /* takes it */
        first->command = NULL;
    }
    if (err == TF_OK && path) {
        tf_intake_say(stderr, path, &first->report, false);
    }
    return err;
}
