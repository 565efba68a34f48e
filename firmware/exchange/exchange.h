/* exchange.h: schedules from elsewhere, and ours for elsewhere.
 *
 *   bytes ──reader──▶ draft (what the file says) ──merge against a board──▶ IMPORT command + report
 *   board ──writer──▶ bytes
 *
 * A reader knows one format and nothing of boards; the merge knows boards and nothing of formats. Nothing
 * that could be kept is lost: what a file gets wrong is mended where it can be, and each thing is reported by
 * element and line. */
#ifndef TF_EXCHANGE_EXCHANGE_H
#define TF_EXCHANGE_EXCHANGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rng.h"
#include "base/zone.h"
#include "core/board.h"
#include "core/command.h"

/* ---- report
 * ------------------------------------------------------------------------------------------------ */
enum tf_report_level { TF_REPORT_NOTE, TF_REPORT_MENDED, TF_REPORT_REFUSED };
struct tf_report_item {
    enum tf_report_level level;
    long line;         /* 0: the format has none */
    const char *where; /* "event 12", "row 7"; in the report's arena */
    const char *text;  /* one sentence */
};
struct tf_report {
    struct tf_arena arena;
    struct tf_report_item *items;
    size_t count, room;
    size_t dropped;                       /* past the limit (1,000): counted, not kept */
    size_t added, changed, kept, refused; /* things, for the closing sentence */
};
void tf_report_init(struct tf_report *report);
void tf_report_free(struct tf_report *report);
void tf_report_add(struct tf_report *report, enum tf_report_level level, long line, const char *where,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));

/* ---- draft: what a file says, before any board
 * ------------------------------------------------------------- */
struct tf_draft_session {
    const char *outer_id; /* its stable id in that source; never "", unique after reading (made if need be) */
    const char *also_id;  /* a second id that tells things with one outer_id apart; "" none */
    const char *room;     /* "" none: unplaced, unless whole_width */
    int64_t start, end;   /* 0, 0: unplaced */
    int64_t day;          /* date it belongs to; 0: the local date of start */
    bool whole_width;     /* a break or plenary for everyone */
    bool is_break;
    bool cancelled;
    long line;
    struct tf_session session; /* texts borrowed from the draft's arena; key, code, state unset */
};
struct tf_draft {
    struct tf_arena arena;
    const char *source;            /* stable name of where it comes from: "frab:debconf23", "csv:plan.csv" */
    bool partial;                  /* the file broke off: what is missing was not removed */
    struct tf_gathering gathering; /* texts from the arena; "" unknown */
    struct tf_zone *zone;          /* of the file or the caller; owned; NULL: none known */
    const char **rooms;            /* in the file's order, with no repeats */
    size_t room_count, room_room;
    struct tf_draft_session *sessions;
    size_t session_count, session_room;
    /* A native file brings whole records instead. */
    const struct tf_record **records;
    size_t record_count, record_room;
};
void tf_draft_init(struct tf_draft *draft);
void tf_draft_free(struct tf_draft *draft);

struct tf_read_options {
    const char *name;         /* for messages and sniffing: the file's name */
    const char *source;       /* a name for where it comes from, when two files would get the same; NULL */
    const char *zone;         /* IANA, when the file has none; NULL: UTC, with a note in the report */
    const char *map;          /* CSV: "title=Titel,host=Wer"; NULL */
    const char *mapping_file; /* JSON lists: path of the mapping; NULL */
};

struct tf_reader {
    const char *name; /* "frab-xml" */
    const char *description;
    bool takes_map, takes_mapping; /* which of the options above it heeds */
    bool (*sniff)(const char *bytes, size_t len, const char *file_name);
    /* TF_ERR_INVALID (not that format at all, or nothing in it), TF_ERR_UNSUPPORTED (a newer version of it),
     * TF_ERR_LIMIT, TF_ERR_NOMEM; all else is mended. */
    enum tf_err (*read)(struct tf_draft *draft, const char *bytes, size_t len,
                        const struct tf_read_options *options, struct tf_report *report,
                        struct tf_problem *problem);
};
struct tf_write_options {
    const char *base_url; /* "http://10.0.0.5:8080", for links; "" none */
    int64_t now;
    uint64_t session; /* only this one; 0: all */
};
struct tf_writer {
    const char *name; /* "json" */
    const char *extension;
    const char *media_type;
    enum tf_err (*write)(struct tf_buf *out, const struct tf_board *board,
                         const struct tf_write_options *options);
};

/* The formats we speak, NULL-terminated; adding one is adding a line in formats.c.
 *
 * In:  json (ours), frab-xml, frab-json, ics, csv, json-list (any other JSON, by a mapping file).
 * Out: json, frab-xml, frab-json, ics, csv, markdown. "json" is a full copy, with what is hidden and which
 * cards came from one device (native.c says more): for organisers, never for guests. The others hold what is
 * on the wall, and their bytes follow from the board and the options alone: a feed's revision is its ETag. */
const struct tf_reader *const *tf_exchange_readers(void);
const struct tf_writer *const *tf_exchange_writers(void);
const struct tf_reader *tf_exchange_reader(const char *name); /* NULL: none */
const struct tf_writer *tf_exchange_writer(const char *name);

/* Reads bytes by the reader that recognises them (or the named one; NULL: sniff). */
enum tf_err tf_exchange_read(struct tf_draft *draft, const char *reader_name, const char *bytes, size_t len,
                             const struct tf_read_options *options, struct tf_report *report,
                             struct tf_problem *problem);

/* The first local date in the draft; 0: nothing in it has a time. */
int64_t tf_exchange_first_day(const struct tf_draft *draft);
/* Moves everything in the draft by whole days, the clock on the wall staying as it is (also across a change
 * to or from summer time). For the sample event, which begins today. TF_ERR_INVALID: outside the years of
 * base/zone.h; then nothing is changed. */
enum tf_err tf_exchange_shift_days(struct tf_draft *draft, int64_t days);

/* What importing the draft into board means: *out is an IMPORT command (the caller's; with no records when
 * the same file was imported before and nothing changed). Rows of the grid are made from the starts and ends
 * in the draft; two sessions in one room at one time make that space shared, with a note. Ids come from rng.
 */
enum tf_err tf_exchange_merge(struct tf_command **out, const struct tf_board *board,
                              const struct tf_draft *draft, struct tf_actor actor, int64_t at,
                              struct tf_rng *rng, struct tf_report *report, struct tf_problem *problem);

#endif
