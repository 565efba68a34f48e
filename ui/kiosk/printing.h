/* printing.h: the kiosk's printer: what the screens want of it as dots, and what they say about it. */
#ifndef TF_KIOSK_PRINTING_H
#define TF_KIOSK_PRINTING_H

#include "kiosk/stage.h"
#include "model/app.h"
#include "print/printer.h"
#include "print/profile.h"

/* A profile by its name ("80mm"), or a file of one's own (with a / or a dot in it). NULL: 58mm, or
 * office where the address is a printer's that takes documents.
 * TF_ERR_NOT_FOUND, TF_ERR_INVALID. */
enum tf_err tf_printing_profile(struct tf_profile *out, const char *name, const char *address,
                                struct tf_problem *problem);

bool tf_printing_is_document(const char *address); /* IPP: it takes pictures on sheets, not ESC/POS */

struct tf_printing_options {
    const char *address; /* device.h */
    const char *profile; /* as above */
    const char *data;    /* the event's file: slips that wait lie beside it; NULL: in memory, nothing is
                            kept */
    struct tf_printer_times times; /* 0: a sensible one; a test has no paper to wait for */
    void (*changed)(void *who);    /* something is to be taken; called by the printer's thread */
    void *who;
};
struct tf_printing;
/* A printer that is not there is no error. TF_ERR_INVALID, TF_ERR_NOT_FOUND (profile), TF_ERR_IO. */
enum tf_err tf_printing_start(struct tf_printing **out, const struct tf_printing_options *options,
                              struct tf_problem *problem);
/* The same where the wall comes up all the same: false: it cannot be used at all, and the log says why. *out
 * NULL then, and where address is NULL. */
bool tf_printing_try(struct tf_printing **out, const struct tf_printing_options *options);
void tf_printing_stop(struct tf_printing *printing); /* NULL is fine */

/* What is wrong with it, as a message id; "" nothing is. Any thread. */
const char *tf_printing_message(struct tf_printing *printing);

/* Tells the app how the printer is; hands on what the app wants of it. true: something to see changed. The
 * slip's letters are the stage's, so this is for the screen's thread. */
bool tf_printing_round(struct tf_printing *printing, struct tf_app *app, struct tf_stage *stage);

#endif
