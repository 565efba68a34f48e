/* fingerprint.h: a picture in one number: what is drawn, where, in which paint and size. Two scenes that
 * differ in anything to be seen differ in it; whole numbers alone go into it, so that it is the same on every
 * machine that has the same fonts. How such a scene becomes pixels is what golden images are for. */
#ifndef TF_TESTS_FINGERPRINT_H
#define TF_TESTS_FINGERPRINT_H

#include "golden/picture.h"

uint32_t fingerprint(const struct picture *picture);

#endif
