/* change.h: what is different between two boards, for phones that show one of them. Holds codes, names of
 * spaces and times; never a session's words, which may have been hidden a moment ago. */
#ifndef TF_WEB_CHANGE_H
#define TF_WEB_CHANGE_H

#include "base/buf.h"
#include "base/zone.h"
#include "core/board.h"

#define TF_CHANGE_CODES_MAX 40

/* {"rev": 7, "grid": true, "all": false, "codes": ["CARD2"], "moved": [{"code", "where", "when"}]}: grid when
 * lists and the grid look different, all when there are too many sessions to name. moved without where: it
 * has no place any more. *is_any: whether anything is different at all. before may be NULL. TF_ERR_NOMEM. */
enum tf_err tf_change_write(struct tf_buf *out, const struct tf_board *before, const struct tf_board *after,
                            const struct tf_zone *zone, bool *is_any);

#endif
