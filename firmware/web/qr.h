/* qr.h: a QR code inside a page. */
#ifndef TF_WEB_QR_H
#define TF_WEB_QR_H

#include "markup/html.h"

/* Dark on light in every colour scheme, with its quiet zone; label is read out. Nothing where text is too
 * long for a code or there is no memory. */
void tf_qr(struct tf_html *html, const char *text, const char *label);

#endif
