/* swap.h: an event's file put in the place of another, with SQLite's side files, and nothing lost on the way.
 */
#ifndef TF_KIOSK_SWAP_H
#define TF_KIOSK_SWAP_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* Copies `from` (and its write-ahead log, if one lies beside it) next to data. *copy: its path, free().
 * TF_ERR_NOT_FOUND, TF_ERR_IO. */
enum tf_err tf_swap_copy(char **copy, const char *from, const char *data, struct tf_problem *problem);
/* Opens the copy for writing (an older backup is brought up to this version by that) and looks at everything
 * in it; say (may be NULL) hears each finding. name: what the problem calls it. TF_ERR_CORRUPT and the errors
 * of tf_store_open_sqlite(). */
enum tf_err tf_swap_verify(const char *copy, const char *name, void (*say)(void *user, const char *finding),
                           struct tf_problem *problem);
/* Gives copy (one whole file, closed) the name data, in one step: whenever the power goes, there is a file at
 * data, the old one or the new one. The old one is kept under another name; *kept: that name (free()), NULL:
 * there was none. TF_ERR_BUSY: a kiosk has data open; TF_ERR_IO: nothing is changed, or, when *kept is set or
 * copy is gone, all is changed but may not be on the disk. */
enum tf_err tf_swap_in(char **kept, const char *copy, const char *data, int64_t now_s,
                       struct tf_problem *problem);
/* The same for a file that is damaged: it is not opened any more. aside: what it is called from now on. */
enum tf_err tf_swap_damaged(const char *aside, const char *copy, const char *data,
                            struct tf_problem *problem);
/* A name beside data that says why and when, and that nobody has; free(). NULL: there is none. */
char *tf_swap_name(const char *data, const char *why, int64_t now_s);
void tf_swap_remove(const char *copy); /* with its side files */

#endif
