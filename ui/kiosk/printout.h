/* printout.h: pieces of paper into a file or to a printer, for the command line and for whoever prints many.
 */
#ifndef TF_KIOSK_PRINTOUT_H
#define TF_KIOSK_PRINTOUT_H

#include "model/app.h"
#include "print/profile.h"
#include "screens/slip.h"

enum tf_printout_what { TF_PRINTOUT_ONE, TF_PRINTOUT_CARDS, TF_PRINTOUT_SIGNS };
/* NULL: it can be written there; else what is wrong with it. */
const char *tf_printout_why_not(const char *to, enum tf_printout_what what);

struct tf_printout;
/* to: FILE.png, FILE.pdf, FILE.escpos, or a printer (device.h). state is copied; what it points to is
 * borrowed. */
enum tf_err tf_printout_open(struct tf_printout **out, const char *to, const struct tf_profile *profile,
                             const struct tf_app_state *state, struct tf_problem *problem);
/* One more: a printer has it on paper when this returns TF_OK. session: of what is a session's. */
enum tf_err tf_printout_add(struct tf_printout *printout, const struct tf_slip *slip, uint64_t session,
                            struct tf_problem *problem);
/* On an office printer and in FILE.pdf four on a sheet, with marks where to cut; as FILE-1.png, FILE-2.png …
 * too. Cards of all sessions, or of those that changed since the last time that this was called for the same
 * `kept` file (NULL: nothing is kept). What got printed is kept, also when a later one was not. */
enum tf_err tf_printout_cards(struct tf_printout *printout, const char *kept, bool changed_only,
                              struct tf_problem *problem);
enum tf_err tf_printout_signs(struct tf_printout *printout, struct tf_problem *problem);
/* A file is written now, when nothing went wrong. */
enum tf_err tf_printout_finish(struct tf_printout *printout, struct tf_problem *problem);
size_t tf_printout_count(const struct tf_printout *printout); /* so far */
void tf_printout_close(struct tf_printout *printout);         /* NULL is fine */

#endif
