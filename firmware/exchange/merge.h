/* merge.h: what the files of the merge share. Inside this room only.
 *
 *   match   which draft session is which thing here, and what of it changed (3-way, by the origin's hashes)
 *   rooms   the spaces that the draft's rooms are
 *   rows    the grid's rows, refined until every start and end that is wanted lies between two of them
 *   place   the placements, and which spaces must be shared
 *   emit    records that differ from the board's go into the command
 *
 * Everything is built on values in the merge's arena; the board and the draft are only looked at. */
#ifndef TF_EXCHANGE_MERGE_H
#define TF_EXCHANGE_MERGE_H

#include "exchange/brought.h"
#include "exchange/exchange.h"
#include "exchange/map.h"

struct tf_merge_space {
    struct tf_space space;
    const struct tf_space *before; /* NULL: new */
};

struct tf_merge_row {
    struct tf_slot slot;
    const struct tf_slot *before; /* NULL: new */
};

struct tf_merge_placed {
    struct tf_placement placement;
    const struct tf_placement *before; /* NULL: new */
    size_t space;                      /* index */
    size_t first, last;                /* indices of rows */
    int64_t start, end;
    size_t thing; /* the one it is placed for, when fresh */
    bool fresh;   /* by this import */
};

/* What a guid stands for on the board: a session, in one of its placements. */
struct tf_merge_known {
    const struct tf_session *session;
    const struct tf_placement *placement; /* NULL: it has none */
};

enum tf_merge_role { TF_MERGE_SESSION, TF_MERGE_ROW, TF_MERGE_TWIN };

/* One session of the draft, and what becomes of it. */
struct tf_merge_thing {
    const struct tf_draft_session *from;
    const struct tf_origin *origin;   /* NULL: first time from this source */
    struct tf_brought was;            /* what that origin says; empty when there is none */
    const struct tf_session *session; /* here already; NULL */
    const struct tf_slot *slot;       /* a row here already; NULL */
    enum tf_merge_role role;
    size_t twin_of;                      /* TWIN: the thing whose row it is too */
    uint64_t id;                         /* of the session or row, new or known */
    struct tf_session value;             /* what is put */
    const struct tf_placement *known_at; /* adopted: the placement it was known by; NULL */
    bool adopted;                        /* here before, but not from this source */
    bool place;                          /* wants placements anew */
    bool unplace;                        /* the brought placements go */
    bool unplace_all;
    bool changed;
    size_t space;          /* index; SIZE_MAX none */
    struct tf_brought now; /* what the new origin record says */
};

struct tf_merge {
    const struct tf_board *board;
    const struct tf_draft *draft;
    int64_t at;
    struct tf_rng *rng;
    struct tf_report *report;
    struct tf_problem *problem;
    struct tf_command *command;
    struct tf_arena arena;
    bool no_memory;                       /* for what has no other way to say so; asked at the end */
    const struct tf_gathering *gathering; /* the board's, or made */
    struct tf_gathering made;
    char guid[40];

    struct tf_map origins; /* outer id of this source -> struct tf_origin */
    struct tf_map codes;   /* in use */
    struct tf_map guids;   /* guid -> struct tf_merge_known */

    size_t *rooms; /* [draft->room_count]: index of its space */
    struct tf_merge_space *spaces;
    size_t space_count;
    struct tf_merge_thing *things; /* [draft->session_count] */
    struct tf_merge_row *rows;     /* by start */
    size_t row_count, row_room;
    struct tf_merge_placed *placed;
    size_t placed_count, placed_room;
};

#define TF_MERGE_NONE SIZE_MAX

/* Steps, in this order. TF_ERR_NOMEM, TF_ERR_LIMIT (told in merge->problem). */
enum tf_err tf_merge_gathering(struct tf_merge *merge);
enum tf_err tf_merge_match(struct tf_merge *merge);
enum tf_err tf_merge_rooms(struct tf_merge *merge);
enum tf_err tf_merge_rows(struct tf_merge *merge);
enum tf_err tf_merge_place(struct tf_merge *merge);
enum tf_err tf_merge_emit(struct tf_merge *merge);
/* Instead of all of them, for a draft of whole records. */
enum tf_err tf_merge_native(struct tf_merge *merge);

/* A new id of a kind, not on the board. */
uint64_t tf_merge_id(struct tf_merge *merge, enum tf_kind kind);
/* Adds record to the command when it differs from the board's. */
enum tf_err tf_merge_put(struct tf_merge *merge, const struct tf_record *record);
/* "11:00 on 2026-11-25", in the gathering's zone. */
const char *tf_merge_when(struct tf_merge *merge, int64_t utc_s);
void tf_merge_say(struct tf_merge *merge, enum tf_report_level level, const struct tf_merge_thing *thing,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The last row that starts before the moment; TF_MERGE_NONE. */
size_t tf_merge_row_before(const struct tf_merge *merge, int64_t utc_s);

#endif
