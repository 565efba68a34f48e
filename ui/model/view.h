/* view.h: everything a screen shows, as plain values and sentences already worded: built from a state, drawn
 * by a screen, thrown away with its arena. Pure: no clock, no pixels.
 *
 * Time rules. Now is the row of the grid that holds this moment; Next are the rows after it on the same day
 * in which something begins (or could). A day lasts until its last row ends, past midnight too. Endings are
 * soft: what is said about them informs. Nothing is remembered from one view to the next, so a clock that
 * jumps is right again at once. When there is no memory, lists are shorter and texts "". */
#ifndef TF_MODEL_VIEW_H
#define TF_MODEL_VIEW_H

#include "base/arena.h"
#include "model/app.h"

/* ---- where in the event we are ---- */
enum tf_view_stage {
    TF_STAGE_NO_EVENT, /* nothing set up */
    TF_STAGE_NO_GRID,  /* no rows yet */
    TF_STAGE_BEFORE,   /* the first day has not come, or the next day after an evening */
    TF_STAGE_MORNING,  /* today, before its first row */
    TF_STAGE_RUNNING,  /* a row holds now */
    TF_STAGE_GAP,      /* between two rows of today */
    TF_STAGE_EVENING,  /* today's last row is over; days follow */
    TF_STAGE_OVER,     /* the last row of all is over */
};
struct tf_view_times {
    enum tf_view_stage stage;
    int today;    /* index of the day; -1 none */
    int now_slot; /* the grid's row that holds now; -1 none */
    int next_day; /* the next day to come, today in the morning; -1 none */
};
struct tf_view_times tf_view_times(const struct tf_board *board, const struct tf_zone *zone, int64_t now_s);
/* The day a state shows: the chosen one, else today's, the next, or the last; -1: there is none. */
int tf_view_day(const struct tf_app_state *state);

/* ---- a session where it is shown small ---- */
struct tf_view_card {
    uint64_t session;
    const char *title, *host; /* "" not said */
    const char *language;     /* "DE"; "" not said */
    enum tf_session_format format;
    const char *format_name; /* "" not said */
    size_t stars;
    const char *time;        /* its own times, where they are not its row's; else "" */
    const char *place;       /* the space's name; "" on the grid and when it has none */
    int symbol;              /* of that space; -1 none */
    const char *lacks_notes; /* "No notes yet."; "": it has some, is not over, or a pad has them */
    const char *label;       /* for speech and journeys: "Garden, 11:00, Compost" */
    uint64_t mark;           /* tells apart two cards of one session on one screen */
};

/* ---- home ---- */
enum tf_view_block_kind {
    TF_BLOCK_SESSION,
    TF_BLOCK_SEVERAL, /* a shared cell: card is the first, others follow */
    TF_BLOCK_FREE,    /* can be taken */
    TF_BLOCK_QUIET,   /* free, but over or closed: nothing is said */
};
/* What a block is while a cell is being chosen (tf_view_pick). */
enum tf_view_mark {
    TF_MARK_NONE,
    TF_MARK_LIT,    /* free: can be chosen */
    TF_MARK_CHOSEN, /* free or taken: this one is chosen */
    TF_MARK_OWN,    /* what the choice is for, or another session of the same host */
};
/* A rectangle of the grid: one column, rows first … last of the day (indices into tf_view_grid.rows). */
struct tf_view_block {
    enum tf_view_block_kind kind;
    int space, first, last;
    bool is_now, is_past;
    struct tf_view_card card;
    const struct tf_view_card *cards; /* SEVERAL: all of them, in time order */
    size_t card_count;
    const char *more; /* SEVERAL: "3 sessions" */
    uint64_t slot;    /* id of its first row */
    enum tf_view_mark mark;
    const char *label;   /* of a free cell: "Garden, 11:00, open" */
    bool takes_more;     /* a place is looked for, and this taken one of a shared space can be tapped */
    const char *why_not; /* FREE, but it begins in a few minutes and stays as it is; NULL: it can be taken */
};
struct tf_view_space {
    uint64_t id;
    int index; /* in the grid */
    const char *name;
    int symbol;
    int64_t capacity;
};
struct tf_view_row {
    uint64_t id;
    int index; /* in the grid */
    int64_t start, end;
    const char *start_text, *end_text;
    enum tf_slot_kind kind;
    const char *title; /* of a break or plenary */
    bool is_now, is_past;
    bool is_frozen;    /* for whoever stands there */
    int gone_permille; /* how much of it is over, 0 … 1000 */
};
struct tf_view_grid {
    const struct tf_view_space *spaces;
    size_t space_count;
    const struct tf_view_row *rows;
    size_t row_count;
    const struct tf_view_block *blocks; /* by space, then row; full-width rows belong to none */
    size_t block_count;
    const size_t *first_block; /* [space_count + 1] */
    int first_space;           /* column to begin with */
    int first_row;             /* row to begin with */
    bool follows_now;          /* first_row moves with time: it may be drawn from an earlier row */
    int now_row;               /* -1: not on this day, or in a gap */
    int gap_row;               /* in a gap: the row that comes next; else -1 */
    const char *now_clock;     /* "10:42" on the now-line */
};
/* Now, or Next, as a panel. */
struct tf_view_panel {
    const char *heading;   /* "Now", "Next", "Today" */
    const char *times;     /* "10:30 – 11:15"; "" */
    const char *countdown; /* "starts in 12 min"; "" */
    const char *title;     /* of a break or plenary, or a sentence in place of sessions; "" */
    const char *before;    /* Next: "Before that: Lunch, 12:00"; "" */
    const char *open;      /* Next: "3 places are open"; "" */
    enum tf_slot_kind kind;
    int gone_permille; /* -1: no bar */
    const struct tf_view_card *cards;
    size_t card_count;
    const char *all; /* "9 sessions": how many there are in all; "" */
    bool is_there;
};
struct tf_view_tab {
    const char *text;
    const char *next; /* spoken where there is room for one tab alone: "Today is shown; on to Thu 26" */
    bool is_today, is_shown;
};
struct tf_view_home {
    enum tf_lang lang;
    enum tf_view_stage stage;
    const char *title, *subtitle; /* of the event */
    const char *clock, *date;
    const char *time_doubt; /* "Time not confirmed"; "" */
    struct tf_view_panel now, next;
    const struct tf_view_tab *tabs;
    size_t tab_count;
    struct tf_view_grid grid;
    const char *empty;    /* instead of a grid: what is missing, and what to do; "" */
    const char *official; /* "Official grid, revision 12, updated 10:31" */
    const char *unplaced; /* "5 sessions look for a place"; "" none */
    const char *propose; /* the main button: proposing, or what the phase is for; "": there is no event yet */
    struct tf_intent main; /* what it does */
    const char *why_not;   /* nothing can be proposed; NULL: it can */
};
/* On home, while all are together for something that has a screen of its own. */
struct tf_view_phase {
    const char *text;   /* "": nothing of the kind is on */
    const char *button; /* what leads there; "" where nobody can touch it */
    struct tf_intent intent;
    bool has_news; /* the text says what is new */
};
void tf_view_phase(struct tf_view_phase *view, struct tf_arena *arena, const struct tf_app_state *state);
void tf_view_home(struct tf_view_home *view, struct tf_arena *arena, const struct tf_app_state *state);
/* Parts of it, for the files that share the work. */
void tf_view_grid(struct tf_view_grid *grid, struct tf_arena *arena, const struct tf_app_state *state,
                  struct tf_view_times times);
/* Marks the blocks of a grid on which a cell is being chosen: free ones are lit. */
struct tf_view_pick {
    struct tf_cell chosen; /* slot 0: none yet */
    uint64_t session;      /* whose cards are marked as one's own; 0 */
    const char *host;      /* so are those of this host; NULL or "": none */
};
void tf_view_pick(struct tf_view_grid *grid, struct tf_arena *arena, const struct tf_view_pick *pick);
void tf_view_panels(struct tf_view_home *view, struct tf_arena *arena, const struct tf_app_state *state,
                    struct tf_view_times times);
void tf_view_card(struct tf_view_card *card, struct tf_arena *arena, const struct tf_app_state *state,
                  const struct tf_placement *placement, bool with_place);
void tf_view_card_of(struct tf_view_card *card, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_session *session); /* one without a place */
/* It is over, its notes are kept here, and nobody has written any. */
bool tf_view_lacks_notes(const struct tf_app_state *state, const struct tf_placement *placement);

/* ---- a list of sessions: what looks for a place, what is on now, what is in a shared cell ---- */
struct tf_view_list {
    const char *title, *subtitle;
    const char *empty; /* said when there is nothing in it */
    const struct tf_view_card *cards;
    size_t card_count;
    const struct tf_view_space *spaces; /* in place of cards: where one can go on the grid */
    size_t space_count;
    const char *place;         /* a button beside each card, which chooses its place; NULL: none */
    const char *place_why_not; /* NULL: it works */
    int first;                 /* the first one to show */
};
void tf_view_list(struct tf_view_list *view, struct tf_arena *arena, const struct tf_app_state *state);

/* ---- session ---- */
struct tf_view_place {
    const char *space;
    int symbol;
    const char *when;     /* "Wednesday, 25 November, 10:30 – 11:15" */
    const char *relation; /* "starts in 12 min" */
    bool is_now, is_past;
};
struct tf_view_need {
    enum tf_feature feature;
    const char *name;
};
struct tf_view_session {
    bool is_there; /* false: no such session (any more); only state_text is said */
    enum tf_session_state state;
    const char *state_text; /* "" when all is well; said first */
    bool is_bare;           /* hidden or not there: nothing else is shown */
    uint64_t merged_into;   /* 0 */
    const char *merged_title;
    const char *question; /* somebody would like to merge with it, or it with somebody; "" nobody */
    uint64_t asking;      /* the session that asks */
    const char *title, *subtitle, *host, *about;
    const char *format_name, *language, *track;
    enum tf_session_format format;
    const struct tf_view_place *places;
    size_t place_count;
    const char *no_place; /* "Not placed yet"; "" when it has one */
    const char *lost;     /* where it stood until its space was closed, or the like; "" */
    struct tf_view_need needs[4];
    size_t need_count;
    size_t star_count;
    const char *stars;       /* "12 would come"; "" none */
    const char *idea;        /* how it stands, and by when it is answered; "" it is no idea */
    const char *lacks_notes; /* "No notes yet."; "" */
    const char *qr;          /* what the code holds; "" when qr_why says why there is none */
    const char *address;     /* to type: "10.0.0.5:8080/s/ABCDE" */
    const char *qr_hint;     /* "Scan for notes and changes", or why there is no code */
    int first_line;          /* of about */
};
void tf_view_session(struct tf_view_session *view, struct tf_arena *arena, const struct tf_app_state *state);

/* No more of these find room in an event: a sentence before anybody tries; NULL: they do. */
const char *tf_view_why_full(const struct tf_app_state *state, enum tf_kind kind);
/* What all should know now: the newest of what is pinned, else the newest; "" nothing. */
const char *tf_view_news(const struct tf_app_state *state);

/* ---- what lies over every screen ---- */
struct tf_view_over {
    const char *trouble; /* "Not saved yet, trying again…"; "" */
    const char *notice;  /* ""  */
    const char *still_there, *yes;
};

#endif
