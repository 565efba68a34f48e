/* ipp.h: office and label printers by IPP Everywhere, through libcups: what one is like, a document for it,
 * and what becomes of the document. Nothing here waits much longer than it is told, and everything ends soon
 * when `stop` becomes readable. Shared by nothing: one thread. */
#ifndef TF_PRINT_IPP_H
#define TF_PRINT_IPP_H

#include "print/device.h"
#include "print/printer.h"
#include "print/sheet.h"

struct tf_ipp {
    enum tf_printer_state state;
    bool has_format;
    enum tf_sheet_format format;
    struct tf_sheet sheet;
    bool is_roll; /* the paper has to be asked for, as long as the picture is */
};

/* Asks how it is and what it takes, for pictures of so many dots per inch. TF_OK: out->state says all there
 * is to say, that nobody is there too. TF_ERR_CLOSED: stopped. */
enum tf_err tf_ipp_look(struct tf_ipp *out, const struct tf_device_address *address, int dpi, int timeout_ms,
                        int stop);
/* *job: its number at the printer. TF_ERR_NOT_FOUND: it is gone; TF_ERR_UNSUPPORTED: it refuses the document;
 * TF_ERR_CLOSED. Some of it may be at the printer whenever this is not TF_OK. */
enum tf_err tf_ipp_send(int *job, const struct tf_device_address *address, const struct tf_ipp *ipp,
                        const struct tf_buf *document, int timeout_ms, int stop);
enum tf_ipp_fate { TF_IPP_UNDER_WAY, TF_IPP_DONE, TF_IPP_FAILED };
/* TF_ERR_NOT_FOUND, TF_ERR_CLOSED. */
enum tf_err tf_ipp_ask(enum tf_ipp_fate *out, const struct tf_device_address *address, int job,
                       int timeout_ms, int stop);
void tf_ipp_cancel(const struct tf_device_address *address, int job, int timeout_ms, int stop);

/* printer-state (3 idle, 4 processing, 5 stopped) and a word of printer-state-reasons (RFC 8011, 5.4.12), the
 * worse of what it means and what there was. */
enum tf_printer_state tf_ipp_worse(enum tf_printer_state state, const char *reason);

#endif
