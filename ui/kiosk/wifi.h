/* wifi.h: the code that takes a phone into the venue's Wi-Fi: WIFI:T:WPA;S:<name>;P:<password>;; with a
 * backslash before each \ ; , " and : (the form that Android and iOS cameras read). */
#ifndef TF_KIOSK_WIFI_H
#define TF_KIOSK_WIFI_H

#include "base/err.h"

/* IEEE 802.11: a name has 1 … 32 bytes, a WPA passphrase 8 … 63 printable ASCII characters. */
#define TF_WIFI_NAME_BYTES_MAX     32
#define TF_WIFI_PASSWORD_BYTES_MIN 8
#define TF_WIFI_PASSWORD_BYTES_MAX 63
#define TF_WIFI_CODE_BYTES_MAX     (4 * TF_WIFI_PASSWORD_BYTES_MAX + 24) /* every character of both escaped */

/* password NULL or "": an open network. TF_ERR_INVALID: problem says which of the two it is. */
enum tf_err tf_wifi_code(char out[TF_WIFI_CODE_BYTES_MAX], const char *name, const char *password,
                         struct tf_problem *problem);

#endif
