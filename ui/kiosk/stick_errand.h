/* stick_errand.h: the kiosk may not mount, so it sends for somebody who may.
 *
 * Two files in a folder of the kiosk's own, /run/twofeet on a board:
 *
 *   stick-wanted   "NUMBER URL": the kiosk asks. systemd sees it (twofeet-stick.path) and starts, as root,
 *                  `twofeet export --errand /run/twofeet`, which takes it away, does it, and writes
 *   stick-answer   "NUMBER END NAME": how it ended (stick.h), and the folder on the stick
 *
 * The kiosk's half runs on a thread of its own that sleeps until it is asked. */
#ifndef TF_KIOSK_STICK_ERRAND_H
#define TF_KIOSK_STICK_ERRAND_H

#include "kiosk/stick.h"

#define TF_STICK_ERRAND_FOLDER "/run/twofeet"

struct tf_stick_errand;
struct tf_stick_errand_options {
    const char *folder;       /* copied; NULL: TF_STICK_ERRAND_FOLDER */
    int pickup_ms;            /* nobody took the request by then: TF_STICK_NOBODY; 0: 10,000 */
    int wait_ms;              /* no answer by then: TF_STICK_GONE; 0: 180,000 */
    void (*wake)(void *user); /* from its thread, when there is something to take; NULL */
    void *user;
};
struct tf_stick_answer {
    enum tf_stick_end end;
    char name[96]; /* the folder on the stick; "" */
};

enum tf_err tf_stick_errand_start(struct tf_stick_errand **out,
                                  const struct tf_stick_errand_options *options);
void tf_stick_errand_stop(struct tf_stick_errand *errand); /* NULL is fine; does not wait for an answer */
/* Any thread; never waits. base_url is copied ("" none). TF_ERR_BUSY: one is under way. */
enum tf_err tf_stick_errand_ask(struct tf_stick_errand *errand, const char *base_url);
bool tf_stick_errand_is_busy(struct tf_stick_errand *errand);
/* true, once: it ended like this. */
bool tf_stick_errand_take(struct tf_stick_errand *errand, struct tf_stick_answer *out);

/* The other half: does what is wanted in folder, if anything is. TF_ERR_NOT_FOUND: nothing is;
 * TF_ERR_INVALID: it cannot be read, and is gone; TF_ERR_IO: the answer could not be written. */
typedef enum tf_stick_end tf_stick_errand_do(void *user, char name[96], const char *base_url);
enum tf_err tf_stick_errand_serve(const char *folder, tf_stick_errand_do *perform, void *user);

#endif
