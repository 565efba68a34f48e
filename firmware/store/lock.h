/* lock.h: one writing twofeet a file. A lock of our own at path-lock, because SQLite lets any two programs
 * take turns, and a board in memory would not notice the other's turn. */
#ifndef TF_STORE_LOCK_H
#define TF_STORE_LOCK_H

#include "base/err.h"

/* *out: tf_lock_release(). The kernel gives the lock back when the process dies. TF_ERR_BUSY: another has it.
 * TF_ERR_IO: the folder cannot be written. */
enum tf_err tf_lock_take(int *out, const char *path, struct tf_problem *problem);
void tf_lock_release(int lock, const char *path); /* negative is fine */

#endif
