#include "print/printer_in.h"

#include "base/clock.h"
#include "base/log.h"
#include "print/escpos.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const enum tf_printer_state STATES[] = {
    [TF_ESCPOS_READY] = TF_PRINTER_READY,           [TF_ESCPOS_PAPER_LOW] = TF_PRINTER_PAPER_LOW,
    [TF_ESCPOS_OFFLINE] = TF_PRINTER_OFFLINE,       [TF_ESCPOS_PAPER_OUT] = TF_PRINTER_PAPER_OUT,
    [TF_ESCPOS_COVER_OPEN] = TF_PRINTER_COVER_OPEN, [TF_ESCPOS_TOO_HOT] = TF_PRINTER_TOO_HOT,
    [TF_ESCPOS_CUTTER] = TF_PRINTER_CUTTER,         [TF_ESCPOS_BROKEN] = TF_PRINTER_BROKEN,
};

void tf_printer_leave(struct tf_printer *printer, enum tf_printer_state state)
{
    if (printer->fd >= 0) {
        tf_device_close(printer->fd);
    }
    printer->fd = -1;
    printer->state = state;
}

enum tf_err tf_printer_open(struct tf_printer *printer)
{
    enum tf_err err =
        tf_device_open(&printer->fd, &printer->address, printer->options.times.stall_ms, printer->stop);
    switch (err) {
    case TF_OK:
        printer->state = TF_PRINTER_READY;
        break;
    case TF_ERR_CLOSED:
        return err;
    case TF_ERR_DENIED:
        printer->state = TF_PRINTER_DENIED;
        break;
    case TF_ERR_UNSUPPORTED:
        printer->state = TF_PRINTER_STRANGE;
        break;
    default:
        printer->state = TF_PRINTER_ABSENT;
        break;
    }
    return TF_OK;
}

/* TF_ERR_INVALID: something else answers. */
static enum tf_err ask(struct tf_printer *printer, enum tf_escpos_question question,
                       enum tf_escpos_trouble *trouble)
{
    unsigned char bytes[TF_ESCPOS_ASK_BYTES], answer = 0;
    int reply_ms = printer->options.times.reply_ms;
    size_t wrote;
    tf_escpos_ask(bytes, question);
    enum tf_err err = tf_device_flush(printer->fd);
    if (err == TF_OK) {
        err = tf_device_write(printer->fd, bytes, sizeof bytes, reply_ms, printer->stop, &wrote);
        if (err == TF_ERR_BUSY) {
            return TF_ERR_LIMIT;
        }
    }
    if (err == TF_OK) {
        err = tf_device_read(printer->fd, &answer, reply_ms, printer->stop);
    }
    return err == TF_OK ? tf_escpos_answer(trouble, question, answer) : err;
}

enum tf_err tf_printer_look(struct tf_printer *printer)
{
    enum tf_escpos_trouble worst = TF_ESCPOS_READY;
    if (!printer->options.profile.has_status) {
        printer->state = TF_PRINTER_READY;
        return tf_device_flush(printer->fd) == TF_OK ? TF_OK
                                                     : (tf_printer_leave(printer, TF_PRINTER_ABSENT), TF_OK);
    }
    for (int question = TF_ESCPOS_ASK_PRINTER; question <= TF_ESCPOS_ASK_PAPER; question++) {
        enum tf_escpos_trouble trouble = TF_ESCPOS_READY;
        switch (ask(printer, (enum tf_escpos_question)question, &trouble)) {
        case TF_OK:
            worst = trouble > worst ? trouble : worst;
            break;
        case TF_ERR_CLOSED:
            return TF_ERR_CLOSED;
        case TF_ERR_BUSY:
            printer->state = TF_PRINTER_SILENT;
            return TF_OK;
        case TF_ERR_LIMIT:
            printer->state = TF_PRINTER_STUCK;
            return TF_OK;
        case TF_ERR_INVALID:
            printer->state = TF_PRINTER_STRANGE;
            return TF_OK;
        default:
            tf_printer_leave(printer, TF_PRINTER_ABSENT);
            return TF_OK;
        }
    }
    printer->state = STATES[worst];
    return TF_OK;
}

/* After a job that ended in the middle: white rows as many as the longest band lacks, which outside of a
 * picture mean nothing. */
static enum tf_err mend(struct tf_printer *printer)
{
    const struct tf_profile *profile = &printer->options.profile;
    size_t wrote, len = (size_t)(profile->width_dots / 8) * (size_t)profile->band_rows;
    void *white = calloc(len, 1);
    if (white == NULL) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err =
        tf_device_write(printer->fd, white, len, printer->options.times.stall_ms, printer->stop, &wrote);
    printer->is_torn = err != TF_OK;
    free(white);
    return err;
}

/* While it takes nothing, the rest waits in our hands. Nothing is asked: a question in the middle of a
 * picture would become a part of it. */
static enum tf_err write_patiently(struct tf_printer *printer, const char *bytes, size_t len)
{
    const struct tf_printer_times *times = &printer->options.times;
    int64_t last_ms = tf_clock_mono_ms();
    size_t done = 0;
    for (;;) {
        size_t wrote = 0;
        enum tf_err err =
            tf_device_write(printer->fd, bytes + done, len - done, times->stall_ms, printer->stop, &wrote);
        done += wrote;
        if (wrote > 0) {
            last_ms = tf_clock_mono_ms();
        }
        if (err != TF_ERR_BUSY || tf_clock_mono_ms() - last_ms >= times->give_up_ms) {
            return err;
        }
        tf_printer_enlist(printer);
        printer->state = TF_PRINTER_STUCK;
        tf_printer_publish(printer);
    }
}

/* Until what is in the printer's buffer must be on paper. The last look is after that, however late this
 * thread comes: without one nothing is known. */
static enum tf_err settle(struct tf_printer *printer)
{
    int64_t end_ms = tf_clock_mono_ms() + printer->options.times.settle_ms;
    enum tf_err err = TF_OK;
    while (err == TF_OK && printer->options.profile.has_status) {
        bool is_last = tf_clock_mono_ms() >= end_ms;
        unsigned char waste;
        err = tf_printer_look(printer);
        if (err != TF_OK || printer->fd < 0 || !tf_printer_can_print(printer->state) || is_last) {
            break;
        }
        err = tf_device_read(printer->fd, &waste, printer->options.times.settle_ms / 8 + 1, printer->stop);
        if (err == TF_ERR_NOT_FOUND) {
            tf_printer_leave(printer, TF_PRINTER_ABSENT);
        }
        err = err == TF_ERR_CLOSED ? err : TF_OK;
    }
    return err;
}

static enum tf_err send_bytes(struct tf_printer *printer, const struct tf_buf *bytes, bool *is_done)
{
    enum tf_err err = printer->is_torn ? mend(printer) : TF_OK;
    if (err == TF_OK) {
        err = write_patiently(printer, bytes->data, bytes->len);
    }
    if (err == TF_OK) {
        printer->state = TF_PRINTER_READY;
        err = settle(printer);
        *is_done = err == TF_OK && printer->fd >= 0 && tf_printer_can_print(printer->state);
    } else if (err != TF_ERR_CLOSED) {
        tf_printer_leave(printer, err == TF_ERR_BUSY ? TF_PRINTER_STUCK : TF_PRINTER_ABSENT);
    }
    printer->is_torn |= !*is_done;
    return err == TF_ERR_CLOSED ? err : TF_OK;
}

/* What waited for another kind of printer: its bytes mean nothing to this one. */
static bool is_of_this_kind(const struct tf_printer *printer, const struct tf_buf *bytes)
{
    static const char PICTURE[] = "P4\n";
    bool is_picture = bytes->len > strlen(PICTURE) && memcmp(bytes->data, PICTURE, strlen(PICTURE)) == 0;
    return is_picture == printer->address.is_ipp;
}

enum tf_err tf_printer_send(struct tf_printer *printer, struct tf_spool_job *job)
{
    uint64_t number = job->number, ticket = job->ticket;
    bool is_done = false;
    struct tf_buf bytes;
    tf_buf_init(&bytes, TF_PRINT_JOB_BYTES_MAX);
    enum tf_err err = tf_spool_read(printer->spool, job, &bytes);
    if (err == TF_ERR_CORRUPT || err == TF_ERR_NOT_FOUND || (err == TF_OK && bytes.len == 0) ||
        (err == TF_OK && !is_of_this_kind(printer, &bytes))) {
        tf_log(TF_LOG_ERROR,
               "print: a job in the spool folder is damaged, or of another printer, and is given up");
        (void)tf_spool_drop(printer->spool, number);
        tf_printer_tell_fate(printer, ticket, TF_PRINTER_GONE);
        tf_buf_free(&bytes);
        return TF_OK;
    }
    if (err == TF_OK) {
        err = tf_spool_begin(printer->spool, number);
    }
    if (err != TF_OK) {
        job->held = true;
        printer->state = TF_PRINTER_NO_DISK;
        tf_buf_free(&bytes);
        return TF_OK;
    }
    printer->state = TF_PRINTER_PRINTING;
    tf_printer_publish(printer);
    err = printer->address.is_ipp ? tf_printer_ipp_send(printer, number, &bytes, &is_done)
                                  : send_bytes(printer, &bytes, &is_done);
    tf_buf_free(&bytes);
    if (is_done) {
        (void)tf_spool_done(printer->spool, number);
        tf_printer_tell_fate(printer, ticket, TF_PRINTER_PRINTED);
        printer->printed++;
    } else {
        job->held = true; /* some of it may be on paper: a person can tell */
    }
    return err;
}
