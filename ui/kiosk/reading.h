/* reading.h: looking at an event's file without changing it, also beside a running kiosk. */
#ifndef TF_KIOSK_READING_H
#define TF_KIOSK_READING_H

#include "kiosk/context.h"
#include "store/store.h"

struct tf_reading {
    char *path;
    struct tf_store *store;
    struct tf_board *board; /* NULL until tf_reading_load() */
};
/* Opens the context's data file. TF_EXIT_OK, or the exit code after having said why. */
int tf_reading_open(struct tf_reading *reading, const struct tf_context *context);
int tf_reading_load(struct tf_reading *reading, const struct tf_context *context);
void tf_reading_close(struct tf_reading *reading);

#endif
