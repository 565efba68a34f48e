/* device.h: where a printer is plugged in: a device file (USB, serial) or a TCP port. Nothing here waits
 * longer than it is told, and everything ends at once when `stop` becomes readable. */
#ifndef TF_PRINT_DEVICE_H
#define TF_PRINT_DEVICE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define TF_DEVICE_NAME_MAX 256
#define TF_DEVICE_PORT     "9100"
#define TF_DEVICE_IPP_PORT "631"

struct tf_device_address {
    bool is_tcp;
    bool is_ipp, is_secret;        /* a printer that takes documents; by TLS */
    char path[TF_DEVICE_NAME_MAX]; /* or the host: an address in numbers, or a name */
    char port[8];
    char resource[TF_DEVICE_NAME_MAX]; /* of IPP: "/ipp/print" */
};
/* "/dev/usb/lp0", "tcp://10.0.0.7", "tcp://[fe80::1]:9100", "ipp://office.local/ipp/print",
 * "ipps://localhost/printers/office". TF_ERR_INVALID. */
enum tf_err tf_device_parse(struct tf_device_address *out, const char *text, struct tf_problem *problem);

/* *fd: non-blocking, a serial line raw. TF_ERR_NOT_FOUND: nothing is there; TF_ERR_DENIED: we may not;
 * TF_ERR_UNSUPPORTED: a file or folder, no device; TF_ERR_IO; TF_ERR_CLOSED: stopped. */
enum tf_err tf_device_open(int *fd, const struct tf_device_address *address, int timeout_ms, int stop);
/* Writes until all is taken, or nothing was for stall_ms (TF_ERR_BUSY). *wrote counts what was taken, always.
 * TF_ERR_NOT_FOUND: it is gone. TF_ERR_CLOSED: stopped. */
enum tf_err tf_device_write(int fd, const void *bytes, size_t len, int stall_ms, int stop, size_t *wrote);
/* One byte. TF_ERR_BUSY: none came in time. TF_ERR_NOT_FOUND, TF_ERR_CLOSED as above. */
enum tf_err tf_device_read(int fd, unsigned char *byte, int timeout_ms, int stop);
/* What came unasked is thrown away. TF_ERR_NOT_FOUND: it is gone. */
enum tf_err tf_device_flush(int fd);
/* A network printer may read for half a second more, and everything it says meanwhile is thrown away. */
void tf_device_close(int fd);

#endif
