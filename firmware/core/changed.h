/* changed.h: when what people plan by last changed: a session's words and whether it takes place, where and
 * when a placement is, a space's name, a row's times. Calendars that were read before ask for it (RFC 5545,
 * SEQUENCE): a number that rises when that very thing changed and is the same while it did not. What nobody
 * outside is told (stars, notes, who may move it, how many seats there are) does not count.
 *
 * An immutable list, shared by the boards between two changes. */
#ifndef TF_CORE_CHANGED_H
#define TF_CORE_CHANGED_H

#include "core/event.h"

struct tf_changed;
struct tf_changed_when {
    uint64_t revision; /* sequence of the event that did it; 0: it is not on the list */
    int64_t at;        /* UTC seconds */
};

struct tf_changed *tf_changed_ref(struct tf_changed *changed); /* returns it; NULL is the empty list */
void tf_changed_unref(struct tf_changed *changed);
/* Whether this change is one of those. */
bool tf_changed_counts(const struct tf_change *change);
/* *out: the list after event, the caller's reference; it may be the same one. TF_ERR_NOMEM. */
enum tf_err tf_changed_apply(struct tf_changed **out, struct tf_changed *changed,
                             const struct tf_event *event);
/* For loading: adds one behind all others by kind, then id, to *changed, which has no other owner.
 * TF_ERR_CORRUPT: not behind; TF_ERR_NOMEM. */
enum tf_err tf_changed_load(struct tf_changed **changed, enum tf_kind kind, uint64_t id,
                            struct tf_changed_when when);
struct tf_changed_when tf_changed_of(const struct tf_changed *changed, enum tf_kind kind, uint64_t id);

#endif
