/* slip_in.h: what the pieces of paper have in common, for the slip*.c files. */
#ifndef TF_SCREENS_SLIP_IN_H
#define TF_SCREENS_SLIP_IN_H

#include "screens/screen.h"
#include "screens/slip.h"

/* A piece of paper that is written from the top down: what is left of it is in `left`. */
struct tf_slip_page {
    const struct tf_frame *frame;
    struct tf_slip *slip;
    struct tf_rect left;
};

/* Text as high as it needs; nothing for "". lines 0: all of it. */
void tf_slip_text(struct tf_slip_page *page, const char *text, struct tf_type_style style, int lines,
                  enum tf_space_step gap);
/* In the largest of sizes (ended by TF_TYPE_COUNT) that keeps words whole and needs no more lines than that;
 * in the last one otherwise. */
void tf_slip_fitted(struct tf_slip_page *page, const char *text, const enum tf_type *sizes, int lines,
                    enum tf_align align);
void tf_slip_rule(struct tf_slip_page *page);
/* The QR code in the middle, side_mm at most, and the same to type under it. "" leaves both out. */
void tf_slip_code(struct tf_slip_page *page, const char *text, const char *address, double side_mm);
/* The law of two feet; from when this is. */
void tf_slip_foot(struct tf_slip_page *page, const char *code);

/* When, and beside it what; who or where stands under it. */
void tf_slip_entry(struct tf_slip_page *page, const char *when, const char *title, const char *under);

/* slip_sign.c: false: there is no such space. */
bool tf_slip_sign(struct tf_slip_page *page);
/* slip_more.c: false: there is no such session. */
bool tf_slip_bulletin(struct tf_slip_page *page);
bool tf_slip_book(struct tf_slip_page *page);

#endif
