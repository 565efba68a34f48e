/* formats.h: the formats that can be chosen: those that are installed with the program (assets/formats), and
 * a file that somebody wrote. */
#ifndef TF_KIOSK_FORMATS_H
#define TF_KIOSK_FORMATS_H

#include "base/arena.h"
#include "core/format.h"
#include "kiosk/context.h"
#include "kiosk/desk.h"

struct tf_format_shelf {
    struct tf_formats formats;
    struct tf_arena arena; /* their texts */
};
typedef void tf_format_bad_fn(void *user, const struct tf_problem *problem);

/* Every .ini of the folder (NULL: the installed ones); what is wrong with one is told, and the others are
 * there all the same. TF_ERR_NOT_FOUND: no folder; TF_ERR_NOMEM. Freed in every case. */
enum tf_err tf_format_shelf_load(struct tf_format_shelf *shelf, const char *folder, tf_format_bad_fn *bad,
                                 void *user, struct tf_problem *problem);
void tf_format_shelf_free(struct tf_format_shelf *shelf);
/* A name of the shelf's, or a file ("….ini"), which then is on it too: its first is replaced.
 * TF_ERR_NOT_FOUND and what tf_format_file_read() says. */
enum tf_err tf_format_shelf_find(const struct tf_format **out, struct tf_format_shelf *shelf,
                                 const char *name, struct tf_problem *problem);

/* The desk's event has it from now on; nothing is done when it has it already. */
enum tf_err tf_format_choose(struct tf_desk *desk, const struct tf_format *format,
                             const struct tf_context *context, struct tf_problem *problem);

#endif
