/* printer_in.h: the inside of the printer, for the printer*.c files. */
#ifndef TF_PRINT_PRINTER_IN_H
#define TF_PRINT_PRINTER_IN_H

#include "base/limits.h"
#include "print/device.h"
#include "print/printer.h"
#include "print/spool.h"

#include <pthread.h>

enum { TF_PRINTER_INBOX_MAX = 8, TF_PRINTER_RECENT_MAX = 256 };

enum tf_printer_wish { TF_PRINTER_WISH_NONE, TF_PRINTER_WISH_PRINT, TF_PRINTER_WISH_DROP };

struct tf_printer_parcel {
    uint64_t owner, ticket;
    int64_t at;
    void *bytes;
    size_t len;
};
struct tf_printer_recent {
    uint64_t owner;
    int64_t mono_ms;
    enum tf_printer_fate fate;
};

struct tf_printer {
    struct tf_printer_options options; /* never changes; its strings are the caller's until start returns */
    struct tf_device_address address;
    pthread_t thread, keeper;
    bool has_keeper;
    int stop, wake;      /* eventfd(2) */
    pthread_cond_t come; /* for the keeper: there is something in the inbox, or it is closing */

    pthread_mutex_t mutex; /* for what follows, up to the next comment */
    struct tf_printer_parcel inbox[TF_PRINTER_INBOX_MAX];
    size_t inbox_count;
    bool has_in_hand;                               /* the keeper writes one */
    struct tf_spool_job kept[TF_PRINTER_INBOX_MAX]; /* on the disk, not yet on the list */
    size_t kept_count;
    bool has_no_disk, is_closing;
    uint64_t refused;
    enum tf_printer_wish wish;
    size_t agains; /* "once more", so many times */
    int64_t again_at;
    struct tf_printer_recent recent[TF_PRINTER_RECENT_MAX];
    uint64_t recent_at; /* the newest ticket: its place is one before, around the ring */
    struct tf_printer_view view;

    /* The thread's own. */
    struct tf_spool *spool;
    int fd; /* -1: not open */
    enum tf_printer_state state;
    int64_t next_look_ms;
    bool is_torn; /* a job ended in the middle of a picture: the printer waits for the rest of it */
    uint64_t printed;
};

/* ---- printer_job.c: the thread's dealings with the device. TF_ERR_CLOSED: stopped. ---- */
void tf_printer_leave(struct tf_printer *printer, enum tf_printer_state state); /* closes the device */
enum tf_err tf_printer_open(struct tf_printer *printer);
/* Asks the printer how it is; sets the state. */
enum tf_err tf_printer_look(struct tf_printer *printer);
/* Sends a job; it is done, or begun and held. */
enum tf_err tf_printer_send(struct tf_printer *printer, struct tf_spool_job *job);

/* ---- printer_keep.c: what is asked for gets to the disk by a thread of its own ---- */
enum tf_err tf_printer_keep_start(struct tf_printer *printer);
void tf_printer_keep_stop(struct tf_printer *printer); /* everything in the inbox is on the disk afterwards */
/* By the printer's thread: what is on the disk by now is on its list, too. */
void tf_printer_enlist(struct tf_printer *printer);

/* ---- printer_ipp.c: the same with a printer that takes documents ---- */
enum tf_err tf_printer_ipp_look(struct tf_printer *printer);
/* bytes: sheet.h's picture, job number's. *is_done: it is on paper. TF_ERR_CORRUPT: no such picture. */
enum tf_err tf_printer_ipp_send(struct tf_printer *printer, uint64_t number, const struct tf_buf *bytes,
                                bool *is_done);

/* ---- printer.c ---- */
void tf_printer_tell_fate(struct tf_printer *printer, uint64_t ticket, enum tf_printer_fate fate);
void tf_printer_publish(struct tf_printer *printer);
/* What has to wait through trouble does not come out by itself afterwards. but: a job's number; 0: none. */
void tf_printer_hold_all(struct tf_printer *printer, uint64_t but);

#endif
