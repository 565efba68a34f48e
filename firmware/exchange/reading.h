/* reading.h: what every reader needs to fill a draft: text through the door, rooms named once, times and
 * zones, ids that are stable and unique. Inside this room only.
 *
 * An error sticks in reading.err (TF_ERR_NOMEM, TF_ERR_LIMIT): later calls do nothing, so that a reader may
 * ask once at the end. */
#ifndef TF_EXCHANGE_READING_H
#define TF_EXCHANGE_READING_H

#include "base/text.h"
#include "exchange/exchange.h"

struct tf_reading {
    struct tf_draft *draft;
    struct tf_report *report;
    const struct tf_read_options *options;
    struct tf_problem *problem;
    enum tf_err err;
    char *hosts; /* the list of names that tf_reading_add_host() began last, with room for more */
};

/* A duration nobody gave, and the longest that is believed: an exhibition stands for a week. */
#define TF_READING_LENGTH_S     (INT64_C(30) * 60)
#define TF_READING_LENGTH_MAX_S (INT64_C(7) * 86400)

void tf_reading_init(struct tf_reading *reading, struct tf_draft *draft, struct tf_report *report,
                     const struct tf_read_options *options, struct tf_problem *problem);

/* The text as it may be stored, in the draft's arena; never NULL. What had to be changed is reported against
 * `field`. in may be NULL. _html also turns markup into plain text first. */
const char *tf_reading_text(struct tf_reading *reading, long line, const char *where, const char *field,
                            const char *in, enum tf_text_kind kind);
const char *tf_reading_html(struct tf_reading *reading, long line, const char *where, const char *field,
                            const char *in, enum tf_text_kind kind);
/* A title (or subtitle); one that is too long for a card stands whole at the beginning of *about. */
const char *tf_reading_title(struct tf_reading *reading, long line, const char *where, const char *field,
                             const char *in, const char **about);
/* Two texts with an empty line between; one alone when the other is empty or says the same. */
const char *tf_reading_join(struct tf_reading *reading, const char *a, const char *b);
/* "Ada, Grace": one more name. _fit_hosts afterwards: too long for one line, it is cut at a whole name, and
 * all of them go to the end of the description. */
const char *tf_reading_add_host(struct tf_reading *reading, long line, const char *where, const char *hosts,
                                const char *name);
void tf_reading_fit_hosts(struct tf_reading *reading, long line, const char *where,
                          struct tf_session *session);
/* A BCP 47 tag from what people write ("DE", "German", "de_AT"); "" when it cannot be one. */
const char *tf_reading_language(struct tf_reading *reading, long line, const char *where, const char *in);
/* A kind of session from the words in use ("Lightning Talk", "BoF (45 minutes)"). */
enum tf_session_format tf_reading_format(const char *type);
/* [a-z0-9-]{4,} of an acronym; "" when nothing of it can be used. */
const char *tf_reading_code(struct tf_reading *reading, const char *acronym);

/* Names a room (cleaned); the same pointer for the same name. "" for none. */
const char *tf_reading_room(struct tf_reading *reading, long line, const char *name);
/* Appends a copy; its texts are in the arena already. */
void tf_reading_add(struct tf_reading *reading, const struct tf_draft_session *session);

/* Opens the draft's zone: the file's own name, else the caller's, else a fixed offset from UTC (whole hours),
 * else UTC; says which was guessed. Once a zone is open it stays. file_zone may be NULL. */
void tf_reading_zone(struct tf_reading *reading, long line, const char *file_zone, bool has_offset,
                     int offset_s);
/* +05:30 at the end of an ISO time. */
bool tf_reading_offset(const char *text, int *offset_s);
/* "10:30" or "1:30": hours up to 999; seconds are allowed and dropped. */
bool tf_reading_clock(const char *text, int64_t *seconds);

/* The last step of every reader: names the source, mends times, makes ids and guids unique and reports each.
 * Returns reading->err; TF_ERR_INVALID when nothing was found. prefix: "frab"; name: "debconf23" or "" to use
 * the file's name. */
enum tf_err tf_reading_finish(struct tf_reading *reading, const char *prefix, const char *name);

/* Remembers the first error and tells what, for limits. */
void tf_reading_fail(struct tf_reading *reading, enum tf_err err);
#endif
