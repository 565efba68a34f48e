/* codec.h: records and events as JSON (jansson), over the tables of fields. The log's payload and the native
 * file format are both this. */
#ifndef TF_CORE_CODEC_H
#define TF_CORE_CODEC_H

#include "core/event.h"
#include "core/record.h"

#include <jansson.h>

/* {"id": 7, "session": 3 (the owner, where there is one), "title": …}; fields that are "" / 0 / false / the
 * first enum value are left out; times outside zone.h's years are numbers of seconds. Without private fields
 * a star has no id either (it is somebody's device), so that it can be counted but not read back. NULL: no
 * memory. */
json_t *tf_codec_from_record(const struct tf_record *record, bool with_private);
/* *out: one reference. Unknown members are ignored, null counts as absent. TF_ERR_INVALID with where = the
 * member's name; texts go through the door of base/text.h (repair: false refuses, true fits and sets *fixes,
 * NULL is fine). What it reads is well-typed; tf_record_check() says whether it makes sense. */
enum tf_err tf_codec_to_record(const struct tf_record **out, enum tf_kind kind, const json_t *json,
                               bool repair, unsigned *fixes, struct tf_problem *problem);

/* The same of what a program of ours wrote, private fields and all: texts byte by byte. TF_ERR_CORRUPT,
 * TF_ERR_NOMEM. */
enum tf_err tf_codec_to_kept(const struct tf_record **out, enum tf_kind kind, const json_t *json);

/* The changes of an event: [{"kind": "session", "before": {…}, "after": {…}}, …]. NULL: no memory. */
json_t *tf_codec_from_changes(const struct tf_event *event);
/* Adds them to event (made by tf_event_create), texts byte by byte as they were written. After an error event
 * holds some of them: give it up. TF_ERR_CORRUPT, TF_ERR_NOMEM. */
enum tf_err tf_codec_to_changes(struct tf_event *event, const json_t *json);

#endif
