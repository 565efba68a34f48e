/* printer.h: the thread that owns the printer: what waits, how the printer is, and nothing printed twice.
 *
 *   print() ─▶ spool on the disk ─▶ one job at a time ─▶ device        state ◀─ DLE EOT, before and after
 * each job
 *
 * A job is printed once or still listed. What has waited through trouble (no paper, unplugged, a power cut)
 * is held: it comes out when a person says so, never in a burst by itself. All functions may be called from
 * any thread and wait for nothing but a mutex. */
#ifndef TF_PRINT_PRINTER_H
#define TF_PRINT_PRINTER_H

#include "base/lang.h"
#include "print/profile.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tf_printer_state {
    TF_PRINTER_READY,
    TF_PRINTER_PRINTING,
    TF_PRINTER_PAPER_LOW, /* prints */
    TF_PRINTER_TOO_HOT,   /* goes on by itself */
    /* From here on nothing comes out until somebody does something. */
    TF_PRINTER_ABSENT,
    TF_PRINTER_DENIED,  /* there, but not for us */
    TF_PRINTER_STRANGE, /* something else answers, or it is no device */
    TF_PRINTER_SILENT,  /* takes bytes and answers nothing */
    TF_PRINTER_STUCK,   /* takes no more bytes */
    TF_PRINTER_OFFLINE,
    TF_PRINTER_PAPER_OUT,
    TF_PRINTER_COVER_OPEN,
    TF_PRINTER_CUTTER,
    TF_PRINTER_JAMMED,
    TF_PRINTER_NO_INK,
    TF_PRINTER_BROKEN,
    TF_PRINTER_NO_DISK, /* jobs cannot be kept */
    TF_PRINTER_STATE_COUNT
};

struct tf_printer_view {
    enum tf_printer_state state;
    size_t waiting;   /* will be printed */
    size_t held;      /* waits for tf_printer_go_on() */
    bool asks;        /* it could print, and something is held: ask whether it shall */
    bool has_last;    /* there is one to print once more */
    uint64_t printed; /* since the start */
    uint64_t refused; /* jobs that could not be kept, since the start */
};

struct tf_printer_times {
    int look_ms;    /* between looks at a printer that does nothing; also tries to open it */
    int reply_ms;   /* for one answer to DLE EOT; Epson: within 1 s */
    int stall_ms;   /* without a byte taken: something is wrong */
    int give_up_ms; /* ... and then the job is given up */
    int settle_ms;  /* after the last byte: trouble by then means that it is not all on paper */
};
struct tf_printer_options {
    const char *address; /* device.h */
    const char *spool_folder;
    struct tf_profile profile;
    struct tf_printer_times times;               /* a 0 is replaced by a sensible number */
    int per_minute_max, per_session_max, gap_ms; /* 0: limits.h's */
    void (*changed)(void *who); /* the view did; called by the printer's thread; NULL is fine */
    void (*round)(void *who); /* in the printer's thread, before it looks for something to do; NULL is fine */
    void *who;
};

/* Owners from here on are no sessions: pieces that organisers ask for, many in a row. They neither have nor
 * use up a limit by the minute. */
#define TF_PRINTER_ORGANISERS (UINT64_C(1) << 63)

struct tf_printer;
/* A printer that is not there is no error: it may come. TF_ERR_INVALID (address), TF_ERR_IO (spool folder),
 * TF_ERR_NOMEM. */
enum tf_err tf_printer_start(struct tf_printer **out, const struct tf_printer_options *options,
                             struct tf_problem *problem);
/* What waits stays on the disk. NULL is fine. */
void tf_printer_stop(struct tf_printer *printer);

/* bytes are copied. owner: a session's id, 0 for nobody's. TF_ERR_CONFLICT: this session's was asked for a
 * moment ago; TF_ERR_LIMIT: it had enough, or the job is too long; TF_ERR_BUSY: too much is waiting, or was
 * printed in the last minute; TF_ERR_NOMEM. */
enum tf_err tf_printer_print(struct tf_printer *printer, uint64_t owner, int64_t at, const void *bytes,
                             size_t len);
enum tf_err tf_printer_again(struct tf_printer *printer,
                             int64_t at); /* the last one; TF_ERR_NOT_FOUND, _BUSY */
/* What is held: true prints it, false gives it up. */
void tf_printer_go_on(struct tf_printer *printer, bool prints);
/* Its thread goes round, for options.round's sake. */
void tf_printer_nudge(struct tf_printer *printer);
struct tf_printer_view tf_printer_view(struct tf_printer *printer);

/* What became of the newest job of this owner, since the start; of one that was waiting then, too, and of the
 * one that was printed last before. */
enum tf_printer_fate {
    TF_PRINTER_NO_JOB,
    TF_PRINTER_WAITING, /* or being printed */
    TF_PRINTER_HELD,
    TF_PRINTER_PRINTED,
    TF_PRINTER_GONE, /* given up, or it could not be kept */
};
enum tf_printer_fate tf_printer_fate(struct tf_printer *printer, uint64_t owner);

bool tf_printer_can_print(enum tf_printer_state state); /* now or very soon */
/* Why nothing comes out, as a sentence; "" when it does. */
const char *tf_printer_words(enum tf_lang lang, enum tf_printer_state state);
/* The same as a message id, for whoever translates it later. */
const char *tf_printer_message(enum tf_printer_state state);

#endif
