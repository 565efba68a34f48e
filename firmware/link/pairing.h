/* pairing.h: who shares a board: the first kiosk makes a server's database a board's, and lets others in.
 * Each waits for the server. Errors as tf_pg_query(). */
#ifndef TF_LINK_PAIRING_H
#define TF_LINK_PAIRING_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TF_PAIRING_KEY_SIZE     80  /* with the NUL */
#define TF_PAIRING_ADDRESS_SIZE 600 /* libpq's settings are short words, and few */

struct tf_pairing {
    uint64_t kiosk;
    char key[TF_PAIRING_KEY_SIZE];
    char address[TF_PAIRING_ADDRESS_SIZE]; /* for kiosks */
};

/* Makes the database that an administrator's address names a board's, and the caller its first kiosk.
 * TF_ERR_CONFLICT: its server has one already. */
enum tf_err tf_pairing_init(struct tf_pairing *out, const char *address, const char *name,
                            struct tf_problem *problem);
/* By the first kiosk: a number and a key for one more, which reaches the server under the name host (NULL: as
 * this one does). */
enum tf_err tf_pairing_invite(struct tf_pairing *out, const struct tf_pairing *mine, const char *host,
                              const char *name, struct tf_problem *problem);
/* By the first kiosk, or of oneself. TF_ERR_NOT_FOUND: there is no such kiosk. */
enum tf_err tf_pairing_revoke(const struct tf_pairing *mine, uint64_t kiosk, struct tf_problem *problem);

struct tf_pairing_kiosk {
    uint64_t number, entries;
    const char *name;
    bool is_revoked;
    int version;     /* 0: not heard yet */
    int64_t quiet_s; /* since it was heard; negative: never */
};
enum tf_err tf_pairing_each(const struct tf_pairing *mine,
                            void (*each)(void *user, const struct tf_pairing_kiosk *kiosk), void *user,
                            struct tf_problem *problem);

/* Whether it is a server's address. TF_ERR_INVALID. */
enum tf_err tf_pairing_check(const char *address, struct tf_problem *problem);
/* What is scanned or typed at the kiosk to be: the address, #, its number, -, its key. And back:
 * TF_ERR_INVALID. */
enum tf_err tf_pairing_text(char *out, size_t size, const struct tf_pairing *pairing);
enum tf_err tf_pairing_parse(struct tf_pairing *out, const char *text, struct tf_problem *problem);

#endif
