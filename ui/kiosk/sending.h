/* sending.h: one job to a printer now, and waiting for what comes of it: for the command line. */
#ifndef TF_KIOSK_SENDING_H
#define TF_KIOSK_SENDING_H

#include "base/buf.h"
#include "print/profile.h"

#include <stdbool.h>

bool tf_sending_is_address(const char *to); /* a printer, not a file */
/* TF_OK: printed, as far as the printer says. TF_ERR_IO: it was not, the problem says why, and nothing of it
 * waits anywhere. TF_ERR_INVALID: no such address. */
enum tf_err tf_sending_print(const char *address, const struct tf_profile *profile,
                             const struct tf_buf *bytes, struct tf_problem *problem);

#endif
