/* erase.h: what is one person's, taken out of the log as if it had never been written. Pure: events in,
 * events out.
 *
 *   a name     goes wherever it stands: hosts, authors, who takes an action or a topic on, and as whole words
 * in what people wrote. Names that differ in case or accents alone are one name. What was said stays, without
 * whose it was.
 *   a session  goes with its places, stars, notes and actions, and the topics taken from it.
 *   a device   goes, and with it the sessions, notes, actions, stars, topics and dots that came from it.
 *
 * A topic goes with all dots on it; what was brought into it stands for itself again.
 *
 * Every record is mapped by itself, always alike, so that the mapped log still follows on from itself, has
 * the same sequence numbers, and nothing that it can undo brings anything back. An event may be left without
 * any change. */
#ifndef TF_CORE_ERASE_H
#define TF_CORE_ERASE_H

#include "core/event.h"

struct tf_erase_what { /* one of them */
    const char *name;
    const char *code;
    uint64_t device;
};

struct tf_erase;
/* TF_ERR_INVALID: none or several are named, or the name is no name; TF_ERR_NOMEM. */
enum tf_err tf_erase_create(struct tf_erase **out, const struct tf_erase_what *what);
void tf_erase_destroy(struct tf_erase *erase); /* NULL is fine */

/* First every event of the log, in its order, and all of them once more: which sessions go, and then what
 * belongs to them, is only known then. TF_ERR_NOMEM. */
enum tf_err tf_erase_learn(struct tf_erase *erase, const struct tf_event *event);
/* Then each: *out is the caller's reference, the same event where there is nothing to take out. TF_ERR_NOMEM.
 */
enum tf_err tf_erase_event(struct tf_erase *erase, struct tf_event **out, struct tf_event *event);

/* Whether there is anything to take out of it. TF_ERR_NOMEM. */
enum tf_err tf_erase_concerns(struct tf_erase *erase, struct tf_event *event, bool *does);

/* How many events something was taken out of. */
size_t tf_erase_count(const struct tf_erase *erase);
uint64_t tf_erase_device(const struct tf_erase *erase); /* 0: it is not of a device */

#endif
