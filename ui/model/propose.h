/* propose.h: a session while somebody proposes it or changes it: its words, its cell, and what the ledger
 * said. Lives in memory only and is wiped when the person goes. Pure: boards, random numbers and times come
 * in, commands go out.
 *
 *   begin ─words─▶ wish (a cell, or none) ──command──▶ ledger ──answer──▶ posted, or the draft is kept
 */
#ifndef TF_MODEL_PROPOSE_H
#define TF_MODEL_PROPOSE_H

#include "base/lang.h"
#include "base/rng.h"
#include "core/board.h"
#include "core/command.h"
#include "core/rules.h"
#include "model/editor.h"

enum tf_propose_field {
    TF_PROPOSE_TITLE,
    TF_PROPOSE_HOST,
    TF_PROPOSE_ABOUT,
    TF_PROPOSE_FIELD_COUNT,
    TF_PROPOSE_NO_FIELD = TF_PROPOSE_FIELD_COUNT /* the rest is shown in place of the keyboard */
};

/* What its command is to do. */
enum tf_propose_aim { TF_PROPOSE_NEW, TF_PROPOSE_WORDS, TF_PROPOSE_MOVE, TF_PROPOSE_TAKE_BACK };

#define TF_PROPOSE_LANGUAGE_BYTES 36 /* RFC 5646 advises 35 for a tag */
#define TF_PROPOSE_SIMILAR_MAX    3
#define TF_PROPOSE_DISMISSED_MAX  32

/* A session is changed by the number on its card for this long after it was proposed. */
#define TF_PROPOSE_CARD_S 600

struct tf_propose {
    struct tf_editor *fields[TF_PROPOSE_FIELD_COUNT];
    uint64_t session; /* its id; drawn with the command when it is new */
    int64_t card;
    struct tf_cell wish; /* slot 0: without a place, or not chosen yet */
    uint64_t sequence;   /* of the event that posted it; 0: not by this person */
    uint64_t event;      /* its id: another kiosk's may get in between */
    uint64_t also_there; /* placement: the same host at the same time; 0 */
    uint64_t command;    /* under way; 0: nothing is */
    struct tf_refusal refusal;
    uint64_t similar[TF_PROPOSE_SIMILAR_MAX]; /* sessions on the wall like this one, the most alike first */
    size_t similar_count;
    uint64_t dismissed[TF_PROPOSE_DISMISSED_MAX]; /* looked at, and gone on */
    size_t dismissed_count;

    enum tf_propose_aim aim;
    enum tf_propose_field field; /* typed into */
    enum tf_session_format format;
    uint32_t needs;
    int draws;                                /* how often its code and ids were drawn anew */
    char language[TF_PROPOSE_LANGUAGE_BYTES]; /* BCP 47; "" not said */
    char code[9];
    int64_t can_from, can_until; /* when its host can be there; 0: not said */
    bool is_open;
    bool read_for_me;
    bool has_wish;      /* it was begun for a cell: no need to ask where */
    bool asks_to_leave; /* "Throw away, keep writing?" */
    bool is_posted;     /* it is on the wall: there is a confirmation to go back to */
    bool was_changed;   /* since it was posted: taking it back is then withdrawing it */
};

/* Starts with {0}. TF_ERR_NOMEM: nothing is open. */
enum tf_err tf_propose_begin(struct tf_propose *propose, struct tf_cell wish); /* slot 0: anywhere */
/* Goes on with a session that is on the wall. TF_ERR_LIMIT: a text longer than can be typed (from a file). */
enum tf_err tf_propose_edit(struct tf_propose *propose, const struct tf_session *session);
void tf_propose_wipe(struct tf_propose *propose); /* all of it, out of memory too */

/* Something would be lost: a word was said, or, of a session on the wall, changed. */
bool tf_propose_has_words(const struct tf_propose *propose, const struct tf_board *board);
/* Why it cannot be posted yet, as a sentence; NULL: it can. */
const char *tf_propose_why_not(const struct tf_propose *propose, enum tf_lang lang);
void tf_propose_choose_format(struct tf_propose *propose,
                              enum tf_session_format format);                      /* again: not said */
void tf_propose_choose_language(struct tf_propose *propose, const char *language); /* again: not said */
/* The next of the times that rows to come begin or end at, and behind the last: not said. */
void tf_propose_choose_from(struct tf_propose *propose, const struct tf_board *board, int64_t now_s);
void tf_propose_choose_until(struct tf_propose *propose, const struct tf_board *board, int64_t now_s);
/* Sessions not to be shown as similar any more. */
void tf_propose_dismiss(struct tf_propose *propose);
bool tf_propose_is_dismissed(const struct tf_propose *propose, uint64_t session);

/* The command for its aim; *out is the caller's. TF_ERR_BUSY: one is under way. TF_ERR_INVALID: its words
 * cannot be posted (why_not says it). TF_ERR_NOT_FOUND: the session is gone, or nothing would change. */
enum tf_err tf_propose_command(struct tf_command **out, struct tf_propose *propose, struct tf_actor actor,
                               const struct tf_board *board, struct tf_rng *rng, int64_t now_s);

enum tf_propose_outcome {
    TF_PROPOSE_NOT_MINE,
    TF_PROPOSE_DONE,
    TF_PROPOSE_AGAIN,   /* by chance, or because of what came in between: send the next command */
    TF_PROPOSE_REFUSED, /* refusal says why; the draft is kept */
    TF_PROPOSE_FAILED,  /* the machine's fault; the draft is kept */
};
enum tf_propose_outcome tf_propose_answer(struct tf_propose *propose, uint64_t command, enum tf_err err,
                                          const struct tf_refusal *refusal, const struct tf_warning *warning,
                                          uint64_t sequence);

/* Whether a session can be changed by the number on its card now. */
bool tf_propose_card_is_fresh(const struct tf_session *session, int64_t now_s);
/* A number that no living session has; 0: none was found. */
int64_t tf_propose_draw_card(const struct tf_board *board, struct tf_rng *rng);

#endif
