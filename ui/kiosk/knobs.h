/* knobs.h: what this kiosk is set to while it runs, by the names of the file of settings. The wall and the
 * desk both turn them; each turn is written into that file, and the wall hears of what the desk did.
 * Any thread. */
#ifndef TF_KIOSK_KNOBS_H
#define TF_KIOSK_KNOBS_H

#include "base/err.h"

#include <stdbool.h>

#define TF_KNOB_NAME_BYTES  32
#define TF_KNOB_VALUE_BYTES 512

struct tf_knobs;
/* file NULL: nothing outlives the program. wake may be NULL; it must only poke. TF_ERR_NOMEM. */
enum tf_err tf_knobs_create(struct tf_knobs **out, const char *file, void (*wake)(void *user), void *user);
void tf_knobs_destroy(struct tf_knobs *knobs); /* NULL is fine */
/* One more knob, and how it stands at the start; value NULL: as "". TF_ERR_LIMIT: too many, too long. */
enum tf_err tf_knobs_add(struct tf_knobs *knobs, const char *name, const char *value);
bool tf_knobs_get(struct tf_knobs *knobs, const char *name, char out[TF_KNOB_VALUE_BYTES]);
/* TF_ERR_IO: it is turned, and not written down; TF_ERR_INVALID: no value that a line can hold; nothing is
 * done, as with TF_ERR_LIMIT. A name without a knob is written down alone. by_desk: the wall is told. */
enum tf_err tf_knobs_turn(struct tf_knobs *knobs, const char *name, const char *value, bool by_desk);
/* The next that the desk turned; false: none. */
bool tf_knobs_take(struct tf_knobs *knobs, char name[TF_KNOB_NAME_BYTES], char value[TF_KNOB_VALUE_BYTES]);

#endif
