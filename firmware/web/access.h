/* access.h: who may ask for what. No names, no addresses of people: a phone is a random token in a cookie.
 *
 * - Host: an address in numbers, "localhost", or a name that was configured. A page of somebody else's that
 *   points its own name at this machine (DNS rebinding) comes with a name that is not on the list.
 * - Writes: Origin (or Sec-Fetch-Site) must be this site, and the form's token must be the device's.
 * - A device is 128 random bits in a cookie; the board keeps 53 bits of their hash, from which nobody can
 * find the token again.
 * - Writes have a budget per device, one for all devices together, and one for first writes; never one per
 * address, because a venue has one address. */
#ifndef TF_WEB_ACCESS_H
#define TF_WEB_ACCESS_H

#include "base/err.h"
#include "core/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TF_ACCESS_TOKEN_BYTES 33 /* 32 hexadecimal digits */

struct tf_access;

/* public_url and hosts (names with commas between) may be NULL. */
enum tf_err tf_access_create(struct tf_access **out, const char *public_url, const char *hosts);
void tf_access_destroy(struct tf_access *access); /* NULL is fine */

bool tf_access_host(const struct tf_access *access, const char *host); /* the Host header; NULL: no */
/* Whether a write comes from a page of ours. NULL: the header was not sent. */
bool tf_access_origin(const char *origin, const char *fetch_site, const char *host);

void tf_access_new_device(char token[TF_ACCESS_TOKEN_BYTES]);
bool tf_access_token_is_valid(const char *token); /* its form */
uint64_t tf_access_device(const char *token);     /* 1 … TF_ID_MAX; 0: no token */
/* What a form of this device carries; another after every start of the program. */
void tf_access_form_token(const struct tf_access *access, char out[TF_ACCESS_TOKEN_BYTES],
                          const char *device_token);
bool tf_access_form_token_is(const struct tf_access *access, const char *device_token, const char *given);

/* One write by a device. false: come back in *retry_s seconds. Any thread. */
bool tf_access_take(struct tf_access *access, uint64_t device, int64_t now_ms, int *retry_s);

#endif
