/* support.h: small boards in a few words, and random ones from a seed. Every id is known beforehand, so that
 * a test that fails fails the same way again. What cannot be made ends the test. */
#ifndef TF_TESTS_SUPPORT_H
#define TF_TESTS_SUPPORT_H

#include "base/rng.h"
#include "core/board.h"
#include "core/command.h"

/* 2026-11-25, a Wednesday; boards of support_board() are in UTC and their first day is this. */
#define SUPPORT_DAY     INT64_C(20782)
#define SUPPORT_DAY_S   (SUPPORT_DAY * 86400)
#define SUPPORT_10H00_S (SUPPORT_DAY_S + 10 * 3600)

/* ---- boards from words
 *
 * A description is a list with commas:
 *
 *   "3 spaces"      A, B, C: ids 101, 102, 103; places for 20, 40, 60
 *   "4 slots"       an hour each from 10:00, every day: ids 201, 202, …
 *   "2 days"        (1 when not said) the second day's rows go on counting ids
 *   "break 12:00"   this row (of every day) is a break; "plenary 10:00" likewise
 *   "shared B"      cells of B may hold several sessions; "closed C" likewise
 *   "Bees"          any other words: a session that is not placed yet
 *   "Compost in A at 10:00"           a placed one; "2 11:00" is 11:00 on the second day
 *   "Compost in A at 10:00 to 11:00"  over two rows, that of 10:00 and that of 11:00 of the same day
 *   "locked Compost in A at 10:00"
 *
 * Sessions have the ids 1001, 1002, … in the order they are named (again: one more placement of it) and codes
 * CARD2, CARD3, …; placements 2001, 2002, … The gathering is "Test Camp". Revision 1, made by one IMPORT. */
struct tf_board *support_board(const char *description);

/* The same with sessions as values: board_of("2 spaces, 2 slots", placed("Compost", "A", "10:00")). */
struct support_session {
    const char *title, *space, *time; /* space NULL: not placed */
};
struct support_session placed(const char *title, const char *space, const char *time);
struct support_session unplaced(const char *title);
struct tf_board *support_board_of(const char *description, const struct support_session *sessions);
#define board_of(description, ...)                                                                           \
    support_board_of(description, (const struct support_session[]){__VA_ARGS__, {NULL, NULL, NULL}})

/* Ids by the words above; the test fails when there is none. */
uint64_t support_space(const struct tf_board *board, const char *name);
uint64_t support_slot(const struct tf_board *board, const char *time); /* "10:00", "2 10:00" */
uint64_t support_session(const struct tf_board *board, const char *title);
uint64_t support_placement(const struct tf_board *board, const char *title); /* the first of that session */

/* An event of verb IMPORT that makes all of board's records (no more than TF_CHANGES_MAX) out of an empty
 * board; sequence 1. */
struct tf_event *support_event_making(const struct tf_board *board);
/* *board becomes the one after event (its old reference is given up); event's sequence is set if it was 0. */
void support_apply(struct tf_board **board, struct tf_event *event);
/* Puts (or, after NULL, takes away) one record through an event of its own. */
void support_put(struct tf_board **board, const struct tf_record *record);
void support_remove(struct tf_board **board, enum tf_kind kind, struct tf_key key);
/* A star, a note with this text, on a session by its title. */
void support_star(struct tf_board **board, const char *session_title, uint64_t device);
void support_note(struct tf_board **board, const char *session_title, uint64_t id, const char *text);

/* ---- commands; at SUPPORT_10H00_S, by a guest at the touchscreen, ids counting from 9001 */
struct tf_command *support_command(enum tf_verb verb);
struct tf_command *support_command_by(enum tf_verb verb, enum tf_role role, uint64_t device);
struct tf_command *support_place(const struct tf_board *board, const char *title, const char *space,
                                 const char *time); /* placement id 3001 */
struct tf_command *support_propose(const char *title, uint64_t id, const char *code);

/* ---- random things. Print the seed first: support_seed() takes TF_SEED from the environment, or a fixed
 * number, and prints it. */
uint64_t support_seed(const char *test_name);
const char *support_random_text(struct tf_rng *rng, char *buffer, size_t size); /* clean, several scripts */
/* A record of this kind whose form is right (tf_record_check() agrees). */
const struct tf_record *support_random_record(struct tf_rng *rng, enum tf_kind kind);
/* A board of some size that tf_board_check() agrees with. */
struct tf_board *support_random_board(struct tf_rng *rng, size_t spaces, size_t slots, size_t days,
                                      size_t sessions, size_t stars, size_t notes);
/* Some command, mostly about things on this board and sometimes about none; mostly sensible, sometimes not.
 * newest: the newest event's sequence, for UNDO. */
struct tf_command *support_random_command(struct tf_rng *rng, const struct tf_board *board, int64_t at,
                                          uint64_t newest);
/* One that fits the board, or nearly (support_near.c). */
struct tf_command *support_near_command(struct tf_rng *rng, const struct tf_board *board);
/* Spoils one member of a command, or its record's fields. */
void support_spoil(struct tf_rng *rng, struct tf_command *command);

#endif
