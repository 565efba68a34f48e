#include "kiosk/reading.h"

#include "kiosk/paths.h"

#include <stdlib.h>

int tf_reading_open(struct tf_reading *reading, const struct tf_context *context)
{
    struct tf_store_options options = {.read_only = true, .must_exist = true};
    struct tf_problem problem = {0};
    enum tf_err err;

    *reading = (struct tf_reading){0};
    err = tf_paths_data(&reading->path, context->data, &problem);
    if (err == TF_OK && !tf_paths_exists(reading->path)) {
        err = tf_err_tell(&problem, TF_ERR_NOT_FOUND, reading->path,
                          "Name the event's file with --data, or start one with `twofeet run`",
                          "There is no event yet");
    }
    if (err == TF_OK) {
        err = tf_store_open_sqlite(&reading->store, reading->path, &options, &problem);
    }
    if (err == TF_OK) {
        return TF_EXIT_OK;
    }
    tf_reading_close(reading);
    return tf_context_fail(context, err, &problem);
}

int tf_reading_load(struct tf_reading *reading, const struct tf_context *context)
{
    struct tf_problem problem = {0};
    enum tf_err err = tf_store_load(reading->store, &reading->board, &problem);

    return err == TF_OK ? TF_EXIT_OK : tf_context_fail(context, err, &problem);
}

void tf_reading_close(struct tf_reading *reading)
{
    tf_board_unref(reading->board);
    tf_store_close(reading->store);
    free(reading->path);
    *reading = (struct tf_reading){0};
}
