/* bell.h: when the bell rings: as a row of sessions begins, five minutes before it ends, and as it ends,
 * unless the next begins at that moment. It informs, and evicts nobody: a session may go on. Only while
 * sessions are what the day is about (the gathering's phase). Pure. */
#ifndef TF_CORE_BELL_H
#define TF_CORE_BELL_H

#include "core/board.h"

enum tf_bell { TF_BELL_NONE, TF_BELL_BEGIN, TF_BELL_SOON_OVER, TF_BELL_END, TF_BELL_BY_HAND };
#define TF_BELL_SOON_S 300

/* The last of those due after `after_s` and no later than `until_s`. */
enum tf_bell tf_bell_between(const struct tf_board *board, int64_t after_s, int64_t until_s);

#endif
