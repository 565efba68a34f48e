/* task.h: what whoever stands there has begun on one of the organisers' screens. Gone when the screen is
 * left. */
#ifndef TF_MODEL_TASK_H
#define TF_MODEL_TASK_H

#include "base/limits.h"
#include "core/conflicts.h"
#include "core/flags.h"
#include "core/schedule.h"
#include "model/editor.h"
#include "model/history.h"

enum { TF_TASK_WISHES_MAX = 64, TF_TASK_CONFLICTS_MAX = 60, TF_TASK_PICKED_MAX = 24 };

/* What TF_INTENT_ORGANISE asks of these screens; b is its argument. */
enum tf_task_do {
    TF_TASK_DO_UNDO,        /* what was just done here */
    TF_TASK_DO_TYPE,        /* the keyboard, or without it again; b: what it is about, 0 something new */
    TF_TASK_DO_PHASE,       /* b: enum tf_phase */
    TF_TASK_DO_FORMAT,      /* b: index of the formats */
    TF_TASK_DO_LATER,       /* b: slot: it and all after it, by ten minutes; or an idea's answer, by a week */
    TF_TASK_DO_EARLIER,     /* by five */
    TF_TASK_DO_CHOOSE,      /* b: slot, space: what can be done with it; 0: back to all of them */
    TF_TASK_DO_KIND,        /* b: enum tf_slot_kind, of the chosen slot */
    TF_TASK_DO_INSERT,      /* one more after the chosen slot */
    TF_TASK_DO_SPLIT,       /* two of it */
    TF_TASK_DO_JOIN,        /* one of it and the next */
    TF_TASK_DO_REMOVE_SLOT, /* b: slot */
    TF_TASK_DO_ADD_SLOT,    /* after the last of the day that is shown */
    TF_TASK_DO_NEXT_DAY,    /* shows it */
    TF_TASK_DO_LAY_OUT,     /* a day by a rule; or not */
    TF_TASK_DO_FILL_DAY,    /* makes it */
    TF_TASK_DO_COPY_DAY,    /* the times of the day that is shown, to the day after the last */
    TF_TASK_DO_FREEZE,      /* b: minutes before a row that guests leave it alone; 0: never */
    TF_TASK_DO_TEMPLATES,   /* days as most have them */
    TF_TASK_DO_TEMPLATE,    /* b: index of them */
    TF_TASK_DO_WALL,        /* home */
    TF_TASK_DO_CLOSE,       /* b: space: closed, or open again */
    TF_TASK_DO_LARGER,      /* b: space, by five; or enum tf_task_rule, by its step */
    TF_TASK_DO_SMALLER,
    TF_TASK_DO_SYMBOL,     /* of the chosen space: the next that no other has */
    TF_TASK_DO_FEATURE,    /* b: enum tf_feature; it has it, or not */
    TF_TASK_DO_SHARED,     /* several sessions at once, or not */
    TF_TASK_DO_BELL,       /* silent, or not */
    TF_TASK_DO_PIN,        /* b: news */
    TF_TASK_DO_TAKE_DOWN,  /* b: news */
    TF_TASK_DO_UNTIL,      /* how long what is typed will stand: the next choice */
    TF_TASK_DO_HIDE,       /* b: session: asks why */
    TF_TASK_DO_WHY,        /* b: index of the reasons */
    TF_TASK_DO_LOCK,       /* b: session: where it is, or free again */
    TF_TASK_DO_SHOW_AGAIN, /* b: session */
    TF_TASK_DO_WITHDRAW,   /* b: session */
    TF_TASK_DO_PITCH,      /* b: session; 0 the next */
    TF_TASK_DO_LOOK,       /* for a schedule, again with what was wished */
    TF_TASK_DO_KEEP,       /* b: index of the entries: where it is */
    TF_TASK_DO_LEAVE_OUT,  /* b: index of the entries */
    TF_TASK_DO_PUBLISH,
    TF_TASK_DO_REMIND,    /* of notes that are missing, as news */
    TF_TASK_DO_STANDING,  /* b: enum tf_standing, of the chosen action */
    TF_TASK_DO_TAKE_BACK, /* b: sequence of what happened to a session */
    TF_TASK_DO_PICK,      /* b: placement, or a session without one: goes along, or not */
    TF_TASK_DO_WHERE,     /* b: enum tf_task_where */
    TF_TASK_DO_TO_ROW,    /* b: slot */
    TF_TASK_DO_TO_SPACE,  /* b: space */
    TF_TASK_DO_MOVE,      /* what was picked, to where it was shown */
    TF_TASK_DO_PRINT,     /* b: enum tf_print_what */
    TF_TASK_DO_CARD,      /* b: session: its card, printed */
    TF_TASK_DO_STICK,
    TF_TASK_DO_ERASE_NAME,    /* b: hash of a name: asks */
    TF_TASK_DO_ERASE_SESSION, /* b: session: asks */
    TF_TASK_DO_ERASE,         /* what was asked for */
    TF_TASK_DO_EVENT_LANGUAGE,
    TF_TASK_DO_FIRST_LANGUAGE,
    TF_TASK_DO_ATTRACT,
    TF_TASK_DO_SLIPS,
    TF_TASK_DO_BLOCK,   /* b: device */
    TF_TASK_DO_UNBLOCK, /* b: device */
    TF_TASK_DO_DRAFTS,  /* what guests propose before the market opens is kept back until then, or not */
    TF_TASK_DO_APPROVE, /* what guests propose is looked at first, or not */
    TF_TASK_DO_IDEA,    /* b: enum tf_idea, of the chosen one */
    TF_TASK_DO_FINE,    /* b: hash of a flag: somebody has looked at it */
    TF_TASK_DO_COUNT
};

enum tf_task_where { /* several cards go */
                     TF_TASK_WHERE_UNASKED,
                     TF_TASK_WHERE_ASKED,
                     TF_TASK_WHERE_ROW,
                     TF_TASK_WHERE_SPACE,
                     TF_TASK_WHERE_LATER,
                     TF_TASK_WHERE_OFF,
                     TF_TASK_WHERE_COUNT
};

enum tf_task_rule { /* of a day */
                    TF_TASK_RULE_COUNT_OF,
                    TF_TASK_RULE_LENGTH,
                    TF_TASK_RULE_PAUSE,
                    TF_TASK_RULE_BEGIN,
                    TF_TASK_RULE_LUNCH_AT,
                    TF_TASK_RULE_LUNCH,
                    TF_TASK_RULE_TOGETHER, /* the opening and the closing circle */
                    TF_TASK_RULE_COUNT
};

enum tf_task_until {
    TF_TASK_UNTIL_TONIGHT,
    TF_TASK_UNTIL_AN_HOUR,
    TF_TASK_UNTIL_TAKEN_DOWN,
    TF_TASK_UNTIL_COUNT
};

struct tf_task {
    struct tf_editor *editor; /* NULL: nothing was typed yet */
    bool is_typing;
    uint64_t subject; /* what is typed about, or hidden; 0 */
    uint64_t chosen;  /* slot or space: what can be done with it is shown; 0 */
    bool is_laying_out;
    int days_ahead; /* a template begins so many days after the first that is possible, and one; 0: not said
                     */
    int rule[TF_TASK_RULE_COUNT]; /* numbers, or minutes; times of day are minutes after midnight */
    uint64_t picked[TF_TASK_PICKED_MAX];
    size_t picked_count;
    enum tf_task_where where;
    uint64_t where_id; /* slot or space */
    enum tf_task_until until;
    uint64_t undo; /* sequence of what was just done here; 0 */

    struct tf_schedule *schedule; /* of `board`; NULL */
    struct tf_board *board;
    bool is_looking;
    uint64_t round; /* how often it was looked for: the seed */
    struct tf_schedule_wish wishes[TF_TASK_WISHES_MAX];
    size_t wish_count;

    struct tf_history history; /* what happened to a session */
    bool has_history;

    struct tf_conflict conflicts[TF_TASK_CONFLICTS_MAX]; /* of the board's revision conflicts_of */
    size_t conflict_count;
    int64_t pitch_until_ms; /* monotonic; 0 nobody pitches */
    bool has_conflicts;
    bool is_writing;        /* on the stick */
    bool is_safe;           /* everything is on it */
    const char *stick_says; /* how it ended; NULL */
    bool is_erasing;
    char erase_name[TF_NAME_BYTES_MAX + 1]; /* to be erased, after one more question; "" */
    uint64_t conflicts_of;
    struct tf_flag flags[TF_FLAGS_MAX]; /* of the board's revision flags_of */
    size_t flag_count;
    bool has_flags;
    uint64_t flags_of;
};

#endif
