/* The thread's dealings with a printer that speaks IPP. */
#include "print/printer_in.h"

#include "base/clock.h"
#include "print/ipp.h"

#include <math.h>
#include <poll.h>
#include <string.h>

/* An office printer that sleeps shall not be kept awake, and is slow to answer when it wakes. */
enum { LOOK_TIMES = 5, ASK_MS = 250 };

static int dpi_of(const struct tf_printer *printer)
{
    return (int)lround(printer->options.profile.dots_per_mm * 25.4);
}

static enum tf_err look(struct tf_printer *printer, struct tf_ipp *ipp)
{
    enum tf_err err =
        tf_ipp_look(ipp, &printer->address, dpi_of(printer), printer->options.times.stall_ms, printer->stop);
    if (err == TF_OK) {
        printer->state = ipp->state;
    }
    return err;
}

enum tf_err tf_printer_ipp_look(struct tf_printer *printer)
{
    struct tf_ipp ipp;
    enum tf_err err = look(printer, &ipp);
    printer->next_look_ms = tf_clock_mono_ms() + (int64_t)printer->options.times.look_ms * LOOK_TIMES;
    return err;
}

/* Until it is on paper, is refused, or nothing moves for too long. What waits at the printer for paper comes
 * out there by itself, once: nothing is sent again meanwhile, and what stands behind it waits for a word. */
static enum tf_err follow(struct tf_printer *printer, uint64_t number, int job, bool *is_done)
{
    const struct tf_printer_times *times = &printer->options.times;
    int64_t end_ms = tf_clock_mono_ms() + times->give_up_ms;
    enum tf_ipp_fate fate = TF_IPP_UNDER_WAY;
    enum tf_err err = TF_OK;
    while (err == TF_OK && fate == TF_IPP_UNDER_WAY && tf_clock_mono_ms() < end_ms) {
        struct pollfd stop = {.fd = printer->stop, .events = POLLIN};
        struct tf_ipp ipp;
        err = tf_ipp_ask(&fate, &printer->address, job, times->stall_ms, printer->stop);
        if (err == TF_OK && fate == TF_IPP_UNDER_WAY) {
            err = look(printer, &ipp);
            tf_printer_enlist(printer);
            if (!tf_printer_can_print(printer->state)) {
                tf_printer_hold_all(printer, number);
            }
            printer->state = tf_printer_can_print(printer->state) ? TF_PRINTER_PRINTING : printer->state;
            tf_printer_publish(printer);
            err = err == TF_OK && poll(&stop, 1, ASK_MS) > 0 ? TF_ERR_CLOSED : err;
        }
    }
    if (err == TF_OK && fate == TF_IPP_UNDER_WAY) { /* given up: then it must not come out later by itself */
        tf_ipp_cancel(&printer->address, job, times->stall_ms, printer->stop);
        printer->state = tf_printer_can_print(printer->state) ? TF_PRINTER_STUCK : printer->state;
    } else if (err == TF_OK) {
        *is_done = fate == TF_IPP_DONE;
        printer->state = *is_done ? TF_PRINTER_READY : TF_PRINTER_BROKEN;
    }
    return err;
}

static enum tf_err document_of(struct tf_buf *out, struct tf_ipp *ipp, const struct tf_buf *bytes)
{
    struct tf_raster raster;
    enum tf_err err = tf_sheet_take(&raster, bytes->data, bytes->len);
    if (err != TF_OK) {
        return err;
    }
    err = tf_sheet_write(out, ipp->format, &raster, &ipp->sheet);
    if (ipp->is_roll) { /* is asked for as long as it is */
        ipp->sheet.height_um =
            (int)((int64_t)raster.height * 25400 / ipp->sheet.dpi) + 2 * ipp->sheet.margin_um;
    }
    tf_raster_free(&raster);
    return err;
}

enum tf_err tf_printer_ipp_send(struct tf_printer *printer, uint64_t number, const struct tf_buf *bytes,
                                bool *is_done)
{
    struct tf_ipp ipp;
    struct tf_buf document;
    int job = 0;
    enum tf_err err = look(printer, &ipp);
    if (err != TF_OK || !tf_printer_can_print(printer->state)) {
        return err;
    }
    tf_buf_init(&document, 0);
    err = document_of(&document, &ipp, bytes);
    if (err == TF_OK) {
        printer->state = TF_PRINTER_PRINTING;
        err = tf_ipp_send(&job, &printer->address, &ipp, &document, printer->options.times.give_up_ms,
                          printer->stop);
    } else {
        err = TF_ERR_UNSUPPORTED; /* too wide for that paper: another printer is meant */
    }
    tf_buf_free(&document);
    if (err == TF_OK) {
        err = follow(printer, number, job, is_done);
    }
    if (err != TF_OK && err != TF_ERR_CLOSED) {
        printer->state = err == TF_ERR_UNSUPPORTED ? TF_PRINTER_STRANGE : TF_PRINTER_ABSENT;
        err = TF_OK;
    }
    return err;
}
