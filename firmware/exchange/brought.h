/* brought.h: what an import brought, as its origin record remembers it: hashes of the texts (only whether
 * they changed matters, and no text is kept twice), and the placements that were made. */
#ifndef TF_EXCHANGE_BROUGHT_H
#define TF_EXCHANGE_BROUGHT_H

#include "base/arena.h"
#include "core/board.h"

#define TF_BROUGHT_FIELDS_MAX     8
#define TF_BROUGHT_PLACEMENTS_MAX 16 /* of one session: a day each, or the parts around a change of day */

struct tf_brought_placement {
    uint64_t id, space;
    int64_t start, end;
};

struct tf_brought {
    uint64_t fields[TF_BROUGHT_FIELDS_MAX]; /* hashes, in the order of tf_brought_fields */
    const char *room;
    int64_t start, end;
    bool cancelled;
    struct tf_brought_placement placements[TF_BROUGHT_PLACEMENTS_MAX];
    size_t placement_count;
};

/* The fields of a session that a source may change; NULL-terminated. */
extern const char *const tf_brought_fields[TF_BROUGHT_FIELDS_MAX + 1];

uint64_t tf_brought_hash(const struct tf_record *record, const struct tf_field *field);
uint64_t tf_brought_hash_text(const char *text);
void tf_brought_take(struct tf_brought *brought, const struct tf_session *session);
/* JSON in the arena; NULL: no memory. */
const char *tf_brought_write(const struct tf_brought *brought, struct tf_arena *arena);
/* What cannot be read counts as not brought: then people's version stays. Only TF_ERR_NOMEM. */
enum tf_err tf_brought_read(struct tf_brought *out, const char *json, struct tf_arena *arena);

#endif
