/* wire.h: an event as the text of an entry, and back. */
#ifndef TF_LINK_WIRE_H
#define TF_LINK_WIRE_H

#include "core/event.h"
#include "link/engine.h"

/* out->text is the caller's, free() it. TF_ERR_NOMEM. */
enum tf_err tf_wire_write(struct tf_entry *out, const struct tf_event *event, uint64_t kiosk);
/* *out: the caller's reference. TF_ERR_UNSUPPORTED: a newer program wrote it; TF_ERR_CORRUPT: it is no event;
 * TF_ERR_NOMEM. */
enum tf_err tf_wire_read(struct tf_event **out, const struct tf_entry *entry, struct tf_problem *problem);

#endif
