#include "core/format.h"

#include <string.h>

const struct tf_format *tf_formats_find(const struct tf_formats *formats, const char *name)
{
    for (size_t i = 0; formats != NULL && i < formats->count; i++) {
        if (strcmp(formats->list[i].name, name) == 0) {
            return &formats->list[i];
        }
    }
    return NULL;
}

struct tf_gathering tf_format_wanted(const struct tf_format *format, uint64_t *fields)
{
    static const char *const NAMES[] = {"format",     "ruled",      "format_title",   "invitation",
                                        "principles", "no_placing", "no_placing_why", "votes",
                                        "schedules",  "warn_min",   "rotates",        "reply_days"};
    *fields = 0;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        *fields |= tf_schema_mask(TF_KIND_GATHERING, NAMES[i]);
    }
    return (struct tf_gathering){
        .record = {.kind = TF_KIND_GATHERING, .key = {0, 1}},
        .format = format->name,
        .ruled = true,
        .format_title = format->title,
        .invitation = format->invitation,
        .principles = format->principles,
        .no_placing = format->no_placing,
        .no_placing_why = format->no_placing_why,
        .votes = format->votes,
        .schedules = format->schedules,
        .warn_min = format->warn_min,
        .rotates = format->rotates,
        .reply_days = format->reply_days,
    };
}

bool tf_format_is_chosen(const struct tf_format *format, const struct tf_gathering *gathering)
{
    uint64_t fields = 0;
    struct tf_gathering wanted = tf_format_wanted(format, &fields);

    return gathering != NULL && (tf_record_diff(&gathering->record, &wanted.record) & fields) == 0;
}
