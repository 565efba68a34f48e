#include "kiosk/sending.h"

#include "kiosk/folder.h"
#include "print/printer.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PATIENCE_S = 180 };

struct waiting {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    unsigned changes;
};

static void on_change(void *who)
{
    struct waiting *waiting = who;

    pthread_mutex_lock(&waiting->mutex);
    waiting->changes++;
    pthread_cond_signal(&waiting->cond);
    pthread_mutex_unlock(&waiting->mutex);
}

/* Until it is printed, or held because it cannot be. */
static struct tf_printer_view wait_for(struct waiting *waiting, struct tf_printer *printer)
{
    struct tf_printer_view view;
    struct timespec end;
    int late = 0;

    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&waiting->mutex);
    for (;;) {
        unsigned seen = waiting->changes;
        pthread_mutex_unlock(&waiting->mutex);
        view = tf_printer_view(printer);
        pthread_mutex_lock(&waiting->mutex);
        if (view.printed > 0 || view.held > 0 || view.refused > 0 || late != 0) {
            break;
        }
        while (waiting->changes == seen && late == 0) {
            late = pthread_cond_timedwait(&waiting->cond, &waiting->mutex, &end);
        }
    }
    pthread_mutex_unlock(&waiting->mutex);
    return view;
}

bool tf_sending_is_address(const char *to)
{
    return strncmp(to, "tcp://", 6) == 0 || strncmp(to, "/dev/", 5) == 0; /* IPP: printing.h */
}

enum tf_err tf_sending_print(const char *address, const struct tf_profile *profile,
                             const struct tf_buf *bytes, struct tf_problem *problem)
{
    struct waiting waiting = {.mutex = PTHREAD_MUTEX_INITIALIZER, .cond = PTHREAD_COND_INITIALIZER};
    char folder[] = TF_FOLDER_PATTERN;
    struct tf_printer_options options = {.address = address,
                                         .spool_folder = folder,
                                         .profile = *profile,
                                         .changed = on_change,
                                         .who = &waiting};
    struct tf_printer *printer = NULL;
    struct tf_printer_view view = {.state = TF_PRINTER_ABSENT};
    enum tf_err err;

    if (!mkdtemp(folder)) {
        return tf_err_tell(problem, TF_ERR_IO, folder, NULL, "There is no room for the job");
    }
    err = tf_printer_start(&printer, &options, problem);
    if (err == TF_OK) {
        err = tf_printer_print(printer, 0, 0, bytes->data, bytes->len);
    }
    if (err == TF_OK) {
        view = wait_for(&waiting, printer);
        if (view.printed == 0) {
            const char *why = tf_printer_words(TF_LANG_EN, view.state);
            err = tf_err_tell(problem, TF_ERR_IO, address,
                              "Look at the printer, then print again; nothing of it is left waiting",
                              "It was not printed: %s", why[0] != '\0' ? why : "The printer said no.");
        }
    }
    tf_printer_stop(printer);
    tf_folder_remove(folder);
    return err;
}
