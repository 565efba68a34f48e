/* The thread that brings to the disk what is asked for. It is not the printer's own: that one may wait for
 * minutes for a device that hangs or has no paper, and a slip that somebody asked for meanwhile must outlive
 * a power cut. */
#include "print/printer_in.h"

#include "base/log.h"

#include <stdlib.h>
#include <string.h>

/* Under the mutex. The oldest in the inbox; false: it is empty, and nothing more will come. */
static bool next_parcel(struct tf_printer *printer, struct tf_printer_parcel *out)
{
    while (printer->inbox_count == 0 && !printer->is_closing) {
        pthread_cond_wait(&printer->come, &printer->mutex);
    }
    if (printer->inbox_count == 0) {
        return false;
    }
    *out = printer->inbox[0];
    printer->inbox_count--;
    memmove(printer->inbox, printer->inbox + 1, printer->inbox_count * sizeof printer->inbox[0]);
    printer->has_in_hand = true;
    return true;
}

/* Under the mutex. */
static void note(struct tf_printer *printer, const struct tf_spool_job *job, enum tf_err err)
{
    printer->has_in_hand = false;
    if (err == TF_OK) {
        printer->kept[printer->kept_count++] = *job;
        return;
    }
    printer->refused++;
    printer->has_no_disk |= err == TF_ERR_IO;
}

static void *run(void *arg)
{
    struct tf_printer *printer = arg;
    struct tf_printer_parcel parcel;
    pthread_mutex_lock(&printer->mutex);
    while (next_parcel(printer, &parcel)) {
        struct tf_spool_job job = {.owner = parcel.owner, .at = parcel.at, .ticket = parcel.ticket};
        pthread_mutex_unlock(&printer->mutex);
        enum tf_err err = tf_spool_put(printer->spool, &job, parcel.bytes, parcel.len);
        free(parcel.bytes);
        if (err != TF_OK) {
            tf_log(TF_LOG_ERROR, "print: a job could not be kept: %s", tf_err_name(err));
            tf_printer_tell_fate(printer, parcel.ticket, TF_PRINTER_GONE);
        }
        pthread_mutex_lock(&printer->mutex);
        note(printer, &job, err);
        tf_printer_nudge(printer);
    }
    pthread_mutex_unlock(&printer->mutex);
    return NULL;
}

void tf_printer_enlist(struct tf_printer *printer)
{
    struct tf_spool_job kept[TF_PRINTER_INBOX_MAX];
    pthread_mutex_lock(&printer->mutex);
    size_t count = printer->kept_count;
    memcpy(kept, printer->kept, count * sizeof kept[0]);
    printer->kept_count = 0;
    if (printer->has_no_disk) {
        printer->state = TF_PRINTER_NO_DISK;
    }
    printer->has_no_disk = false;
    pthread_mutex_unlock(&printer->mutex);
    for (size_t i = 0; i < count; i++) {
        if (tf_spool_enlist(printer->spool, &kept[i]) != TF_OK) {
            tf_log(TF_LOG_ERROR, "print: a job is one too many, and waits for the next start");
        }
    }
}

enum tf_err tf_printer_keep_start(struct tf_printer *printer)
{
    printer->has_keeper = pthread_create(&printer->keeper, NULL, run, printer) == 0;
    return printer->has_keeper ? TF_OK : TF_ERR_NOMEM;
}

void tf_printer_keep_stop(struct tf_printer *printer)
{
    if (!printer->has_keeper) {
        return;
    }
    pthread_mutex_lock(&printer->mutex);
    printer->is_closing = true;
    pthread_cond_signal(&printer->come);
    pthread_mutex_unlock(&printer->mutex);
    pthread_join(printer->keeper, NULL);
    printer->has_keeper = false;
}
