/* format.h: a format: the recipe of an event as data, read from a file that a facilitator can write
 * (assets/formats/README.md; exchange/format_file.h reads it). Choosing one copies it into the event, so that
 * what was allowed when follows from the log alone, whatever becomes of the file. */
#ifndef TF_CORE_FORMAT_H
#define TF_CORE_FORMAT_H

#include "core/command.h"

struct tf_format {
    const char *name;       /* "world-cafe": the file's, without .ini */
    const char *title;      /* "World Café" */
    const char *about;      /* one sentence for whoever chooses */
    const char *invitation; /* the other fields as in struct tf_gathering */
    const char *principles;
    uint32_t no_placing;
    const char *no_placing_why;
    int64_t votes;
    bool schedules;
    int64_t warn_min;
    bool rotates;
    int64_t reply_days;
};
/* Those that can be chosen, by title. Whoever made it owns it; nobody changes it while it is read. */
struct tf_formats {
    struct tf_format list[TF_FORMATS_MAX];
    size_t count;
};
const struct tf_format *tf_formats_find(const struct tf_formats *formats, const char *name); /* NULL: none */

/* What choosing it changes in the gathering, and the mask of these fields; texts are the format's. */
struct tf_gathering tf_format_wanted(const struct tf_format *format, uint64_t *fields);
/* Whether the event has this very format already, not one of its name from another file or from before. */
bool tf_format_is_chosen(const struct tf_format *format, const struct tf_gathering *gathering);

#endif
