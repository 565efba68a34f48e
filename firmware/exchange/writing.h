/* writing.h: what every writer writes: each placement of each session on the wall, and the rows for everyone,
 * with the ids by which others know them again. Inside this room only. */
#ifndef TF_EXCHANGE_WRITING_H
#define TF_EXCHANGE_WRITING_H

#include "exchange/exchange.h"
#include "exchange/guid.h"

/* What others show as one thing at one time. */
struct tf_published {
    const struct tf_session *session;     /* NULL: a break or plenary */
    const struct tf_placement *placement; /* NULL: not placed, or a break or plenary */
    const struct tf_slot *slot;           /* the row of a break or plenary; NULL */
    const struct tf_space *space;         /* where; of a row the first space; NULL none */
    int64_t day, start, end;              /* 0: not placed */
    size_t nth; /* which placement of its session, from 0, in the order they were made */
    int64_t id; /* positive, unique among all, below 2^31, stable */
    char guid[TF_GUID_SIZE];
    uint64_t revision; /* when what is written of it last changed; 0: it is not known */
    int64_t changed_at;
};

struct tf_writing {
    struct tf_arena arena;
    const struct tf_board *board;
    const struct tf_write_options *options;
    const struct tf_gathering *gathering; /* never NULL; a blank one when nothing is set up */
    struct tf_zone *zone;
    struct tf_published *list; /* placed things by day, space, start; then the others */
    size_t count, placed_count;
};

/* Collects; hidden and merged sessions are left out, withdrawn ones too unless with_withdrawn. TF_ERR_NOMEM.
 */
enum tf_err tf_writing_init(struct tf_writing *writing, const struct tf_board *board,
                            const struct tf_write_options *options, bool with_withdrawn);
void tf_writing_free(struct tf_writing *writing);

/* Texts in the arena; NULL: no memory. */
const char *tf_writing_url(struct tf_writing *writing,
                           const struct tf_published *published); /* the page; "" */
const char *tf_writing_slug(struct tf_writing *writing,
                            const struct tf_published *published); /* camp-abcde */
const char *tf_writing_acronym(struct tf_writing *writing);        /* [a-z0-9_]{4,} */
const char *tf_writing_title(const struct tf_published *published);
const char *tf_writing_type(const struct tf_published *published); /* "talk", "break" */
/* The nth host of a session, in the arena; *out NULL: there are no more. */
enum tf_err tf_writing_host(struct tf_writing *writing, const struct tf_session *session, size_t nth,
                            const char **out);
/* about as a first paragraph and the rest; together with an empty line between they are the whole. */
enum tf_err tf_writing_about(struct tf_writing *writing, const struct tf_published *published,
                             const char **abstract, const char **description);
void tf_writing_clock(const struct tf_writing *writing, int64_t utc_s, char out[6]); /* "10:30" */
/* "1:30" as frab wants it: hours may pass 99. */
void tf_writing_duration(const struct tf_published *published, char out[16]);
/* When a day of the grid begins and ends. */
void tf_writing_day_span(const struct tf_writing *writing, int64_t day, int64_t *start, int64_t *end);

#endif
