/* check.h: what can be checked of any store: its log against its tables. */
#ifndef TF_STORE_CHECK_H
#define TF_STORE_CHECK_H

#include "store/ops.h"

/* Replays the log from the beginning and compares with what load gives; then the board's own invariants.
 * TF_ERR_CORRUPT: something was found, and said. */
enum tf_err tf_check_replay(struct tf_store *store, tf_store_say_fn say, void *user);
/* *out: the board that the log tells of, the caller's. TF_ERR_CORRUPT, said; TF_ERR_IO, TF_ERR_NOMEM. */
enum tf_err tf_check_replay_log(struct tf_store *store, struct tf_board **out, tf_store_say_fn say,
                                void *user);
/* One finding, worded. */
void tf_check_say(tf_store_say_fn say, void *user, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
