/* follow.h: another kiosk's board, here: a second display that shows the same. It listens to that kiosk's
 * stream of changes and fetches the board anew at each; a network that goes away is tried again, at random
 * intervals that grow to half a minute, for as long as it takes. */
#ifndef TF_KIOSK_FOLLOW_H
#define TF_KIOSK_FOLLOW_H

#include "base/clock.h"
#include "core/board.h"

struct tf_follow;

/* "http://10.0.0.5:8080", "https://wall.example". TF_ERR_INVALID. */
enum tf_err tf_follow_check(const char *url, struct tf_problem *problem);
/* Starts a thread. wake: from that thread, when there is something new to take or to tell. */
enum tf_err tf_follow_start(struct tf_follow **out, const char *url, const struct tf_clock *clock,
                            void (*wake)(void *user), void *user, struct tf_problem *problem);
void tf_follow_stop(struct tf_follow *follow); /* NULL is fine */
/* The newest board, once; the caller's reference. NULL: none since. */
struct tf_board *tf_follow_take(struct tf_follow *follow);
/* The newest, taken or not, as soon as there is one; the caller's reference. NULL: none within the time. */
struct tf_board *tf_follow_await(struct tf_follow *follow, int timeout_ms);
/* Since when that kiosk cannot be reached; 0: it can. */
int64_t tf_follow_cut_since_s(struct tf_follow *follow);

#endif
