/* desk.h: the ledger as a command line wants it: one command after the other, and no patience with a disk
 * that refuses. (The kiosk itself waits for such a disk; a person at a prompt wants to know.) One thread. */
#ifndef TF_KIOSK_DESK_H
#define TF_KIOSK_DESK_H

#include "ledger/ledger.h"

struct tf_desk;
/* path NULL: in memory. A file is made when absent, with its folders. clock: the one by which the phase of
 * the day moves, until tf_desk_close(); NULL: it does not. The errors of tf_ledger_start(). */
enum tf_err tf_desk_open(struct tf_desk **out, const char *path, const struct tf_clock *clock,
                         struct tf_problem *problem);
void tf_desk_close(struct tf_desk *desk); /* NULL is fine */
/* The newest; borrowed until the next tf_desk_do(). */
struct tf_board *tf_desk_board(struct tf_desk *desk);
/* Takes the command, returns when it is saved or refused (problem and answer->refusal say why). TF_ERR_IO:
 * the disk refuses; the desk is of no more use but for tf_desk_close(). */
enum tf_err tf_desk_do(struct tf_desk *desk, struct tf_command *command, struct tf_answer *answer,
                       struct tf_problem *problem);
struct tf_ledger *tf_desk_ledger(struct tf_desk *desk);

#endif
