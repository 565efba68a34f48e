/* keep.h: who may be more than a guest: the PIN, how often a wrong one was typed, paired and blocked devices.
 *
 * All of it lies in private rows of the event's file, written through the ledger's thread before it counts;
 * never on the board, in the log, in exports or backups.
 *
 * - The PIN is kept as an Argon2id hash. A try counts as wrong until it turned out right, on the disk:
 * pulling the plug in between gains nothing.
 * - Tries are counted by channel in the time that the program has run, kept over restarts: neither a restart,
 *   nor a power cut, nor a wall clock that jumps gives anybody more of them. A right PIN takes back its own
 *   try alone.
 * - A device is paired by a one-time secret of 128 bits that the touchscreen shows for two minutes after the
 *   PIN: no PIN ever crosses the Wi-Fi. The right secret is always taken, however many wrong ones came.
 *
 * Any thread but the ledger's; calls that write wait for the disk, those with a PIN compute for a tenth of a
 * second and more: never from the UI's thread. tf_keep_role(), _is_blocked() and _has_pin() are quick. */
#ifndef TF_KEEP_KEEP_H
#define TF_KEEP_KEEP_H

#include "core/event.h"
#include "ledger/ledger.h"

#define TF_KEEP_PIN_DIGITS_MIN  6
#define TF_KEEP_PIN_DIGITS_MAX  12
#define TF_KEEP_SECRET_BYTES    33 /* 32 hexadecimal digits */
#define TF_KEEP_OFFER_MS        120000
#define TF_KEEP_PAIRINGS_MAX    32
#define TF_KEEP_BLOCKED_MAX     500
#define TF_KEEP_TOUCH_TRIES_MAX 10 /* wrong ones in TF_KEEP_HOUR_MS */
#define TF_KEEP_PHONE_TRIES_MAX 20
#define TF_KEEP_HOUR_MS         3600000

enum tf_keep_channel { TF_KEEP_TOUCH, TF_KEEP_PHONE, TF_KEEP_CHANNEL_COUNT };

struct tf_keep;
struct tf_keep_options {
    struct tf_ledger *ledger;   /* borrowed until tf_keep_close() */
    int64_t (*mono_ms)(void *); /* NULL: tf_clock_mono_ms() */
    void *user;                 /* of mono_ms */
    bool is_hasty;              /* for tests: the least work that Argon2id does */
};

/* Reads the private rows. TF_ERR_IO, TF_ERR_NOMEM, TF_ERR_CLOSED. */
enum tf_err tf_keep_open(struct tf_keep **out, const struct tf_keep_options *options);
void tf_keep_close(struct tf_keep *keep); /* NULL is fine */

/* ---- the PIN ---- */
bool tf_keep_pin_is_valid(const char *digits); /* its form */
bool tf_keep_has_pin(const struct tf_keep *keep);
/* NULL: no PIN any more. TF_ERR_INVALID: not 6 to 12 digits; TF_ERR_IO, TF_ERR_NOMEM, TF_ERR_CLOSED. */
enum tf_err tf_keep_set_pin(struct tf_keep *keep, const char *digits);
/* TF_OK: right. TF_ERR_DENIED: wrong. TF_ERR_LIMIT: not looked at, nobody may try for *wait_s seconds.
 * TF_ERR_NOT_FOUND: there is none. TF_ERR_IO …: not looked at. */
enum tf_err tf_keep_try_pin(struct tf_keep *keep, enum tf_keep_channel channel, const char *digits,
                            int *wait_s);

/* ---- pairing ---- */
struct tf_keep_pairing {
    uint64_t device;
    enum tf_role role; /* helper or organiser */
    int64_t at;        /* UTC seconds */
};
/* A secret for one device, in place of the one before. TF_ERR_INVALID: no such role. */
enum tf_err tf_keep_offer(struct tf_keep *keep, enum tf_role role, char secret[TF_KEEP_SECRET_BYTES]);
void tf_keep_withdraw_offer(struct tf_keep *keep); /* who showed it has gone */
/* What the secret would make of a device; TF_ROLE_GUEST: it is not the one (any more). Uses nothing up. */
enum tf_role tf_keep_offered(struct tf_keep *keep, const char *secret);
/* The device gets the role, and the secret is used up. TF_ERR_DENIED: it is not the one (any more);
 * TF_ERR_LIMIT: nor may it be asked again for *wait_s; or as many devices as can be are paired (*wait_s 0).
 */
enum tf_err tf_keep_pair(struct tf_keep *keep, const char *secret, uint64_t device, int64_t now_s,
                         int *wait_s);
enum tf_err tf_keep_forget(struct tf_keep *keep, uint64_t device); /* TF_ERR_NOT_FOUND */
/* Newest first; returns how many of max. */
size_t tf_keep_pairings(struct tf_keep *keep, struct tf_keep_pairing *out, size_t max);
enum tf_role tf_keep_role(struct tf_keep *keep, uint64_t device); /* TF_ROLE_GUEST: not paired */

/* ---- blocked devices ---- */
/* TF_ERR_LIMIT: as many as can be. A paired device is forgotten first. */
enum tf_err tf_keep_block(struct tf_keep *keep, uint64_t device, bool on);
bool tf_keep_is_blocked(struct tf_keep *keep, uint64_t device);
size_t tf_keep_blocked(struct tf_keep *keep, uint64_t *out, size_t max);

#endif
