/* event.h: something that happened: a list of changes under one sequence number. The log is made of these,
 * and everything else (tables, boards, undo, audit, live streams) follows from it. */
#ifndef TF_CORE_EVENT_H
#define TF_CORE_EVENT_H

#include "base/limits.h"
#include "base/rng.h"
#include "core/record.h"

/* What somebody wanted; the same words name the command and the event it becomes. */
enum tf_verb {
    TF_VERB_SET_UP, /* the gathering: title, zone, phase … */
    TF_VERB_PROPOSE,
    TF_VERB_EDIT,
    TF_VERB_PLACE, /* also "run again": a further placement of a placed session */
    TF_VERB_MOVE,
    TF_VERB_SWAP,
    TF_VERB_UNPLACE,
    TF_VERB_EXTEND, /* into the next free cell */
    TF_VERB_LOCK,
    TF_VERB_WITHDRAW,
    TF_VERB_HIDE,
    TF_VERB_UNHIDE,
    TF_VERB_MERGE,
    TF_VERB_STAR,
    TF_VERB_UNSTAR,
    TF_VERB_ADD_SPACE,
    TF_VERB_EDIT_SPACE, /* rename, capacity, symbol, close, reorder */
    TF_VERB_REMOVE_SPACE,
    TF_VERB_ADD_SLOT,
    TF_VERB_EDIT_SLOT,
    TF_VERB_REMOVE_SLOT,
    TF_VERB_SHIFT, /* every row of the day from this one on, by minutes */
    TF_VERB_NOTE,
    TF_VERB_ACTION,
    TF_VERB_NEWS,
    TF_VERB_IMPORT,
    TF_VERB_SCHEDULE,    /* a whole grid, as schedule.h proposed it */
    TF_VERB_UNDO,        /* of an undo: redo */
    TF_VERB_CHAIN,       /* several of the others as one step: all or none */
    TF_VERB_PUT_BACK,    /* the grid as it was, as put_back.h finds it */
    TF_VERB_ASK_MERGE,   /* a host would like to merge; MERGE is the other host's yes */
    TF_VERB_UNASK_MERGE, /* not any more, or the other host's "not now" */
    TF_VERB_TOPIC,       /* of the convergence: new, taken on, brought into another, hidden */
    TF_VERB_DOT,
    TF_VERB_UNDOT,
    TF_VERB_COMMAND_COUNT, /* what follows is no command */
    TF_VERB_ERASE =
        TF_VERB_COMMAND_COUNT, /* something was taken out of the log (erase.h); it has no change */
    TF_VERB_ASIDE, /* of a command that another kiosk's came before: it is not done, and what is said of that
                    */
    TF_VERB_COUNT
};
const char *tf_verb_name(enum tf_verb verb);                    /* "propose"; stored in the log */
enum tf_err tf_verb_parse(enum tf_verb *out, const char *name); /* TF_ERR_INVALID */

enum tf_role { TF_ROLE_GUEST, TF_ROLE_HELPER, TF_ROLE_ORGANISER, TF_ROLE_SYSTEM, TF_ROLE_COUNT };
const char *tf_role_name(enum tf_role role);                    /* "guest"; stored in the log */
enum tf_err tf_role_parse(enum tf_role *out, const char *name); /* TF_ERR_INVALID */

/* Who, as far as the audit trail may know: never a person. */
struct tf_actor {
    enum tf_role role;
    uint64_t device; /* hash of a device token, up to TF_DEVICE_MAX; 0: the touchscreen or the command line */
};
/* Above it are no devices: the first, second … star that was given to a session at the touchscreen. */
#define TF_DEVICE_MAX (TF_ID_MAX - TF_WALL_STARS_MAX)

struct tf_change {
    enum tf_kind kind;
    struct tf_key key;
    const struct tf_record *before; /* NULL: it was not there; the event holds a reference */
    const struct tf_record *after;  /* NULL: it is gone */
};

struct tf_event {
    struct tf_ref ref;
    uint64_t sequence; /* 1, 2, 3 …; given by the ledger */
    uint64_t id;       /* random, from the command: tells whether a retried commit had landed after all */
    int64_t at;        /* UTC seconds, from the command */
    enum tf_verb verb;
    struct tf_actor actor;
    uint64_t undoes; /* sequence of the event this one reverses; 0 */
    size_t change_count;
    size_t change_room;
    struct tf_change *changes;
    uint32_t *index; /* tf_event_add()'s own: finds a key among many changes; NULL while they are few */
    size_t index_room;
};

enum tf_err tf_event_create(struct tf_event **out, enum tf_verb verb, struct tf_actor actor, int64_t at,
                            uint64_t id);
struct tf_event *tf_event_ref(struct tf_event *event);
void tf_event_unref(struct tf_event *event); /* NULL is fine */
/* References to before and after are taken; both NULL is an error of ours. A second change of the same key in
 * one event is folded into the first (a change back to what was leaves none). TF_ERR_NOMEM, TF_ERR_LIMIT. */
enum tf_err tf_event_add(struct tf_event *event, const struct tf_record *before,
                         const struct tf_record *after);
/* The change of a key in this event; NULL: none. Borrowed until the next tf_event_add(). */
const struct tf_change *tf_event_change_of(const struct tf_event *event, enum tf_kind kind,
                                           struct tf_key key);

#endif
