/* trouble.h: what is wrong with the machine or its file, as a sentence that stands over the wall until it is
 * put right: who passes by can tell an organiser. */
#ifndef TF_MODEL_TROUBLE_H
#define TF_MODEL_TROUBLE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/limits.h"
#include "base/zone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tf_trouble_what {
    TF_TROUBLE_OTHER, /* text: a sentence of somebody else's, shown as it is */
    TF_TROUBLE_SETTINGS,
    TF_TROUBLE_NO_DATA,
    TF_TROUBLE_READ_ONLY_DATA,
    TF_TROUBLE_WIFI,
    TF_TROUBLE_UPDATE,
    TF_TROUBLE_RECOVERED, /* the event's file was damaged; text: what it is called now, at: of the copy */
    TF_TROUBLE_RECOVERED_EMPTY, /* the same, and there was no copy */
    TF_TROUBLE_LINE,            /* of the file of settings (text) is left out; at: its number */
    TF_TROUBLE_LINES,           /* and more of them */
    TF_TROUBLE_FILE,            /* the file of settings (text) as a whole */
    TF_TROUBLE_SCHEDULE,        /* the schedule to begin with (text) could not be read */
    TF_TROUBLE_PHONES,          /* are not served */
    TF_TROUBLE_PRINTER,         /* cannot be used as it is set */
    TF_TROUBLE_COUNT
};

struct tf_trouble {
    enum tf_trouble_what what;
    bool can_be_seen; /* there is nothing left to put right: it goes when somebody says to have read it */
    int64_t at;
    char text[TF_TITLE_BYTES_MAX + 1];
};

struct tf_trouble_list {
    struct tf_trouble items[TF_TROUBLES_MAX];
    size_t count;
};
/* text is cleaned and cut; more than fit are dropped: the log has them too. */
void tf_trouble_add(struct tf_trouble_list *list, enum tf_trouble_what what, const char *text, int64_t at);

/* By the name that `twofeet run --trouble` takes ("wifi"); any other text stands for itself, cleaned and cut
 * to a title. */
void tf_trouble_named(struct tf_trouble *out, const char *name);
/* The sentence, what to do about it included. */
const char *tf_trouble_sentence(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                                const struct tf_trouble *trouble);

/* Why there is no wall at all: err of opening the event's file. TF_OK: there is one. */
struct tf_view_closed {
    const char *title, *why, *todo;
};
void tf_view_closed(struct tf_view_closed *view, enum tf_lang lang, enum tf_err err);

#endif
