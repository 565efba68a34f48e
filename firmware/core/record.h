/* record.h: what a board is made of: plain values, each described by a table of its fields.
 *
 * The table (kinds.c) is the one place that knows a record's fields. Copying, comparing, limits, JSON, SQL
 * and the difference of two boards are all written once, over it. A record is built by one owner, then shared
 * and never changed: tf_record_copy() makes a new one. Text fields are never NULL ("" is none) and live in
 * the record's own memory block.
 *
 * Units: *_at, start, end are seconds since 1970 UTC; dates are days since 1970-01-01 (0 = none where
 * optional). */
#ifndef TF_CORE_RECORD_H
#define TF_CORE_RECORD_H

#include "base/err.h"
#include "base/ref.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tf_kind {
    TF_KIND_GATHERING, /* exactly one; the SQL table is called `event` */
    TF_KIND_SPACE,
    TF_KIND_SLOT,
    TF_KIND_SESSION,
    TF_KIND_PLACEMENT,
    TF_KIND_STAR,
    TF_KIND_NOTE,
    TF_KIND_ACTION,
    TF_KIND_NEWS,
    TF_KIND_TOPIC, /* of the convergence */
    TF_KIND_DOT,
    TF_KIND_ORIGIN, /* what an import brought, so that the same file again changes nothing */
    TF_KIND_COUNT
};

/* Names a record. Things that belong to a session sort together: owner is that session's id, else 0. */
struct tf_key {
    uint64_t owner;
    uint64_t id; /* 1 … TF_ID_MAX; for a star: the device's */
};

struct tf_record {
    struct tf_ref ref;
    enum tf_kind kind;
    struct tf_key key;
};

enum tf_phase {
    TF_PHASE_GATHERING,
    TF_PHASE_MARKETPLACE,
    TF_PHASE_SESSIONS,
    TF_PHASE_NEWS,
    TF_PHASE_CONVERGENCE,
    TF_PHASE_CLOSING,
    TF_PHASE_AFTER,
    TF_PHASE_COUNT
};

/* The event of DESIGN's words: one per board. */
struct tf_gathering {
    struct tf_record record; /* key {0, 1} */
    const char *title;
    const char *subtitle;
    const char *code;     /* [a-z0-9-]{4,}: frab's acronym, part of stable ids */
    const char *zone;     /* IANA */
    const char *language; /* the event's main language, BCP 47 */
    const char *format;   /* "open-space": assets/formats */
    const char *place;    /* venue, shown and exported */
    const char *url;
    const char *guid; /* 8-4-4-4-12; made once, the root of every derived guid */
    enum tf_phase phase;
    int64_t phase_since;      /* when it began: rows until then begin no phase any more; 0: with the event */
    bool by_clock;            /* rows that begin a phase move it */
    enum tf_phase next_phase; /* announced: it begins by itself at next_phase_at */
    int64_t next_phase_at;    /* 0: nothing is announced */
    int64_t freeze_min;       /* guests leave rows alone that begin within so many minutes; 0: never */
    bool approves;            /* outside Open Space: proposals of guests wait for an organiser */
    bool drafts;              /* what guests propose before the market opens is posted when it does */
    int64_t people;           /* who came, as counted by an organiser; 0: nobody said */
    int64_t dots;             /* of each device, over the topics of the convergence; 0: TF_DOTS_USUAL */

    /* What the format rules, copied from its file when it was chosen (format.h); ruled: that was done. */
    bool ruled;
    const char *format_title;   /* "World Café" */
    const char *invitation;     /* what is said to whoever comes */
    const char *principles;     /* a line each; "" those of Open Space */
    uint32_t no_placing;        /* 1 << enum tf_phase: then guests do not place */
    const char *no_placing_why; /* a sentence to them */
    int64_t votes;              /* stars a device may give while proposing; 0: no limit */
    bool schedules;             /* a schedule may be made for people */
    bool rotates;               /* guests change tables by a plan: cafe.h */
    int64_t reply_days; /* sessions are ideas, and each is answered within so many days; 0: no: ideas.h */
    int64_t warn_min;   /* short rows are counted down, the last minutes as a warning; 0: they are not */
};

enum tf_feature { /* of a space; and what a session needs */
                  TF_FEATURE_PROJECTOR = 1 << 0,
                  TF_FEATURE_QUIET = 1 << 1,
                  TF_FEATURE_FLOOR = 1 << 2,
                  TF_FEATURE_STEP_FREE = 1 << 3,
};

/* Symbols for spaces, drawn by the canvas. Colour follows the symbol's number: never colour alone. */
#define TF_SYMBOL_COUNT 16

struct tf_space {
    struct tf_record record;
    const char *name;
    int64_t position; /* order on the grid, unique */
    int64_t capacity; /* people; 0 = not said */
    int64_t symbol;   /* 0 … TF_SYMBOL_COUNT-1 */
    uint32_t features;
    bool shared; /* a cell of it may hold several sessions */
    bool closed; /* not offered; holds nothing */
};

enum tf_slot_kind { TF_SLOT_SESSION, TF_SLOT_BREAK, TF_SLOT_PLENARY, TF_SLOT_KIND_COUNT };

enum tf_begins { /* a phase, or none: a phase's number is one less */
                 TF_BEGINS_NOTHING,
                 TF_BEGINS_COUNT = TF_PHASE_COUNT + 1
};

/* A row of the grid. Rows never overlap. day is the day it belongs to: past midnight still the day it began.
 */
struct tf_slot {
    struct tf_record record;
    int64_t day; /* date */
    int64_t start, end;
    enum tf_slot_kind kind;
    const char *title;     /* of a break or plenary; "" for session rows */
    enum tf_begins begins; /* the phase that begins with it */
};

enum tf_session_state {
    TF_SESSION_OPEN,   /* not on the grid */
    TF_SESSION_PLACED, /* has a placement or more */
    TF_SESSION_HIDDEN,
    TF_SESSION_WITHDRAWN,
    TF_SESSION_MERGED,
    TF_SESSION_STATE_COUNT
};

enum tf_waits { /* a hidden session that is not hidden because of what it says */
                TF_WAITS_NOT,
                TF_WAITS_MARKET,   /* a draft: posted when the market opens */
                TF_WAITS_APPROVAL, /* an organiser has a look first */
                TF_WAITS_COUNT
};

enum tf_idea { /* how an idea stands */
               TF_IDEA_NEW,
               TF_IDEA_LOOKED_AT,
               TF_IDEA_TAKEN_UP,
               TF_IDEA_DONE,
               TF_IDEA_NOT_NOW, /* idea_why says why */
               TF_IDEA_COUNT
};

enum tf_session_format {
    TF_FORMAT_UNSAID,
    TF_FORMAT_TALK,
    TF_FORMAT_DISCUSSION,
    TF_FORMAT_WORKSHOP,
    TF_FORMAT_HELP, /* help wanted */
    TF_FORMAT_OTHER,
    TF_SESSION_FORMAT_COUNT
};

struct tf_session {
    struct tf_record record;
    const char *code; /* base32 without look-alikes, 5-8 letters; unique; survives every move */
    enum tf_session_state state;
    const char *title;
    const char *subtitle; /* or the title in a second language */
    const char *host;     /* display name; several are one text, ", " between */
    const char *about;
    enum tf_session_format format;
    const char *language; /* BCP 47, "" not said */
    const char *track;
    const char *url;
    uint32_t needs; /* enum tf_feature */
    bool read_for_me;
    int64_t card;         /* number on the paper card; 0 none */
    uint64_t device;      /* who proposed it: a hash of the device's token; 0 the touchscreen */
    uint64_t merged_into; /* session id; 0 */
    uint64_t asks_into;   /* session id: its host would like to merge into that one; 0. Private:
                             a copy without what is hidden would have questions to nobody */
    uint64_t gave_way;    /* session id: two kiosks gave one place to both, and that one was first; 0.
                             Private, and gone when this one is placed anew */
    const char *reason;   /* why hidden or withdrawn, for organisers */
    const char *guid;     /* "" = derived; kept from an import */
    int64_t proposed_at;
    enum tf_waits waits; /* only while hidden */
    uint64_t lost_space; /* where it stood when somebody else took its place away (a space closed, a row
                            removed, another session put there, a new schedule), until it has one again;
                            0: nobody did */
    int64_t lost_at;     /* and when it would have begun there */
    int64_t can_from, can_until; /* its host's wish: begins and ends within; 0: not said */
    const char *fine;            /* what flags.h found in it and somebody looked at: hashes, blanks between */
    enum tf_idea idea;
    const char *idea_why;   /* to everybody; "" nothing was said */
    const char *idea_owner; /* who answers: a display name; "" nobody yet */
    int64_t reply_by;       /* date; 0: so many days after it was proposed */
};

struct tf_placement {
    struct tf_record record;
    uint64_t session;
    uint64_t space;
    uint64_t slot;      /* the first row it covers */
    uint64_t last_slot; /* the last row; same day, not before slot; session rows between are covered too */
    bool locked;
};

struct tf_star { /* key {session, device} */
    struct tf_record record;
    int64_t at;
};

struct tf_note { /* key {session, id} */
    struct tf_record record;
    const char *author; /* "" = nobody said */
    const char *happened;
    const char *mattered;
    const char *next;
    const char *text;
    uint64_t device;
    bool hidden;
    int64_t at, amended_at;
};

enum tf_standing { /* of an action, when somebody asks again */
                   TF_STANDING_UNSAID,
                   TF_STANDING_GOING,
                   TF_STANDING_STUCK,
                   TF_STANDING_DONE,
                   TF_STANDING_DROPPED,
                   TF_STANDING_COUNT
};

struct tf_action { /* key {session, id} */
    struct tf_record record;
    const char *what;
    const char *who;
    int64_t due; /* date; 0 */
    bool done;
    uint64_t device;
    int64_t at;
    uint64_t link;                       /* random: whoever has it may say how it stands; 0: it has none */
    enum tf_standing after_30, after_90; /* days */
};

struct tf_news {
    struct tf_record record;
    const char *text;
    bool pinned;
    bool hidden;
    int64_t at, expires_at; /* 0: does not expire */
};

/* What the convergence is about: taken from a session, from what a note says is next, or typed. Topics that
 * belong together are brought into one of them. */
struct tf_topic { /* key {0, id} */
    struct tf_record record;
    const char *title;
    const char *initiator; /* who takes it on: a display name; "" nobody yet */
    uint64_t session;      /* where it comes from; 0 */
    uint64_t into;         /* the topic that it belongs to; 0: it stands for itself */
    uint64_t device;
    bool hidden;
    int64_t at;
};

struct tf_dot { /* key {0, tf_topics_dot(topic, device)}: one a device on a topic */
    struct tf_record record;
    uint64_t topic;
    uint64_t device;
    int64_t at;
};

struct tf_origin { /* key {0, mix(source, outer)} */
    struct tf_record record;
    const char *source; /* which file or feed, a stable name */
    const char *outer;  /* the element's id there */
    enum tf_kind target_kind;
    uint64_t target_owner, target;
    const char *brought; /* JSON of the fields as that source last had them */
};

/* ---- the tables of fields
 * ---------------------------------------------------------------------------------- */

enum tf_field_type {
    TF_FIELD_TEXT,  /* const char * */
    TF_FIELD_INT,   /* int64_t */
    TF_FIELD_TIME,  /* int64_t; ISO 8601 in JSON, integer seconds in SQL */
    TF_FIELD_DATE,  /* int64_t days; "2026-11-25" in JSON and SQL, absent when 0 */
    TF_FIELD_ENUM,  /* an enum (int sized); its name in JSON and SQL */
    TF_FIELD_FLAGS, /* uint32_t; names: a list in JSON, "projector quiet" in SQL */
    TF_FIELD_BOOL,
    TF_FIELD_ID, /* uint64_t, another record's id or a device; 0 none */
};

struct tf_field {
    const char *name; /* in JSON and as SQL column */
    enum tf_field_type type;
    size_t offset;
    const char *const *names; /* ENUM, FLAGS: NULL-terminated */
    int text_kind;            /* TEXT: enum tf_text_kind, its limits; or TF_TEXT_RAW */
    bool is_private;          /* never leaves the machine but in the log and its backups */
};

/* Text that a program wrote for itself: kept byte by byte, UTF-8, up to TF_RAW_BYTES_MAX. */
#define TF_TEXT_RAW      (-1)
#define TF_RAW_BYTES_MAX 65536

struct tf_schema {
    enum tf_kind kind;
    const char *table;      /* SQL table and JSON name: "session" */
    const char *owner_name; /* "session" where key.owner is used, else NULL */
    size_t size;            /* sizeof the struct */
    const struct tf_field *fields;
    size_t field_count; /* ≤ 64: a mask of fields is a uint64_t */
    size_t max;         /* records on a board */
};

const struct tf_schema *tf_schema_of(enum tf_kind kind);
const struct tf_schema *tf_schema_named(const char *table);                  /* NULL: none */
const struct tf_field *tf_schema_field(enum tf_kind kind, const char *name); /* NULL: it has none */
/* Bit of a field in a mask; 0 when the kind has none of that name. */
uint64_t tf_schema_mask(enum tf_kind kind, const char *field_name);
uint64_t tf_schema_all(enum tf_kind kind); /* the mask of every field */

/* A field's value in a record, whatever its type: numbers of all types but TEXT fit an int64_t. The setters
 * are for a record that is being built; a text is borrowed until tf_record_copy(). */
int64_t tf_field_number(const struct tf_record *record, const struct tf_field *field);
const char *tf_field_text(const struct tf_record *record, const struct tf_field *field); /* never NULL */
void tf_field_set_number(struct tf_record *record, const struct tf_field *field, int64_t number);
void tf_field_set_text(struct tf_record *record, const struct tf_field *field, const char *text);

/* Room on the stack for a record of any kind, to build one that is then copied. */
union tf_record_any {
    struct tf_record record;
    struct tf_gathering gathering;
    struct tf_space space;
    struct tf_slot slot;
    struct tf_session session;
    struct tf_placement placement;
    struct tf_star star;
    struct tf_note note;
    struct tf_action action;
    struct tf_news news;
    struct tf_topic topic;
    struct tf_dot dot;
    struct tf_origin origin;
};

/* *out is a deep copy of *from (a struct of from->kind on the caller's stack, NULL texts count as ""), with
 * one reference. TF_ERR_NOMEM. */
enum tf_err tf_record_copy(const struct tf_record **out, const struct tf_record *from);
/* *out: base with the fields in mask taken from `from` (the same kind). The key is base's. */
enum tf_err tf_record_merge(const struct tf_record **out, const struct tf_record *base,
                            const struct tf_record *from, uint64_t mask);
const struct tf_record *tf_record_ref(const struct tf_record *record); /* returns record; NULL is fine */
void tf_record_unref(const struct tf_record *record);                  /* NULL is fine */
/* Which fields differ; both of one kind. Both NULL: 0; one NULL: all bits of its fields. Keys are not
 * compared. */
uint64_t tf_record_diff(const struct tf_record *a, const struct tf_record *b);
bool tf_record_equal(const struct tf_record *a, const struct tf_record *b); /* key and all fields */
uint64_t tf_record_hash(const struct tf_record *record);                    /* key and all fields */
/* Form only (limits, enums in range, times sane, ids in range), not the board's rules: what every door
 * checks. TF_ERR_INVALID or TF_ERR_LIMIT, with the field's name in problem->where. */
enum tf_err tf_record_check(const struct tf_record *record, struct tf_problem *problem);
bool tf_record_is_guid(const char *text); /* 8-4-4-4-12 hexadecimal digits */
#define TF_GUID_SIZE 37                   /* with the NUL */
void tf_record_guid(char out[TF_GUID_SIZE], uint64_t high, uint64_t low, unsigned version);
/* The same for what takes the place of `known` (NULL: of nothing). A text that known has already need only be
 * UTF-8 without controls, within its bytes: what today's tables of Unicode would write otherwise is no reason
 * to lose it. With known == record every text is looked at so: for what comes back from the disk. */
enum tf_err tf_record_check_change(const struct tf_record *record, const struct tf_record *known,
                                   struct tf_problem *problem);
int tf_key_compare(struct tf_key a, struct tf_key b); /* owner, then id */

#define TF_GATHERING(r) ((const struct tf_gathering *)(const void *)(r))
#define TF_SPACE(r)     ((const struct tf_space *)(const void *)(r))
#define TF_SLOT(r)      ((const struct tf_slot *)(const void *)(r))
#define TF_SESSION(r)   ((const struct tf_session *)(const void *)(r))
#define TF_PLACEMENT(r) ((const struct tf_placement *)(const void *)(r))
#define TF_STAR(r)      ((const struct tf_star *)(const void *)(r))
#define TF_NOTE(r)      ((const struct tf_note *)(const void *)(r))
#define TF_ACTION(r)    ((const struct tf_action *)(const void *)(r))
#define TF_NEWS(r)      ((const struct tf_news *)(const void *)(r))
#define TF_TOPIC(r)     ((const struct tf_topic *)(const void *)(r))
#define TF_DOT(r)       ((const struct tf_dot *)(const void *)(r))
#define TF_ORIGIN(r)    ((const struct tf_origin *)(const void *)(r))

/* Withdrawn, hidden or merged: it is not for anybody to come to. */
static inline bool tf_session_is_gone(const struct tf_session *session)
{
    return session->state != TF_SESSION_OPEN && session->state != TF_SESSION_PLACED;
}

#endif
