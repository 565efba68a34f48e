/* mirror.h: the whole board as anybody may see it, for a second display that shows the same: the records of
 * every kind by their fields, without what is hidden and without anybody's device. How many stars and notes a
 * session has is told; whose they are and what they say is not. */
#ifndef TF_WEB_MIRROR_H
#define TF_WEB_MIRROR_H

#include "web/visit.h"

#define TF_MIRROR_BYTES_MAX (16L * 1024 * 1024) /* as the longest page: 5,000 people's event has 1.5 MB */

void tf_mirror(struct tf_visit *visit);
/* The board of those bytes, with its revision and time; *out: the caller's. Nothing of it is believed:
 * TF_ERR_INVALID (not such bytes, or no board that could be), TF_ERR_LIMIT, TF_ERR_NOMEM. */
enum tf_err tf_mirror_read(struct tf_board **out, const char *bytes, size_t len, struct tf_problem *problem);

#endif
