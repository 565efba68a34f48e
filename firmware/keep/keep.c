/* DESIGN
 * What is private lies in rows of a name and a text: "pin"; "tries/touch" and "tries/phone";
 * "pairing/DEVICE"; "blocked/DEVICE". All are read once. A change holds `writing`, is written by a job on the
 * ledger's thread, and then shown under `mutex`; so what others see is on the disk. Readers take `mutex`
 * alone, for a moment. */
#include "keep/keep.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/rng.h"
#include "base/text.h"
#include "keep/keep_in.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char PAIRING[] = "pairing/", BLOCKED[] = "blocked/";
const char *const TF_KEEP_TRIES_NAMES[TF_KEEP_CHANNEL_COUNT] = {"tries/touch", "tries/phone"};

static int64_t mono_ms(const struct tf_keep *keep)
{
    return keep->options.mono_ms != NULL ? keep->options.mono_ms(keep->options.user) : tf_clock_mono_ms();
}

int64_t tf_keep_run_ms(const struct tf_keep *keep)
{
    return keep->before_ms + mono_ms(keep) - keep->started_ms;
}

/* ---- reading ---- */

static uint64_t device_of(const char *text)
{
    char *end = NULL;
    errno = 0;
    unsigned long long device = strtoull(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && device <= TF_ID_MAX ? device : 0;
}

static void read_tries(struct tf_keep *keep, size_t channel, const char *text)
{
    int64_t at_ms = 0;
    if (!tf_tries_read(&keep->tries[channel], text, &at_ms)) {
        tf_log(TF_LOG_WARNING, "keep: the count of wrong PINs cannot be read; nobody may try for an hour");
    }
    keep->before_ms = at_ms > keep->before_ms ? at_ms : keep->before_ms;
}

/* "organiser 1764064800" */
static void read_pairing(struct tf_keep *keep, uint64_t device, const char *text)
{
    char role[16] = "";
    size_t len = strcspn(text, " ");
    struct tf_keep_pairing *pairing = &keep->pairings[keep->pairing_count];
    if (device == 0 || len >= sizeof role || keep->pairing_count == TF_KEEP_PAIRINGS_MAX) {
        return;
    }
    memcpy(role, text, len);
    *pairing = (struct tf_keep_pairing){.device = device, .at = strtoll(text + len, NULL, 10)};
    if (tf_role_parse(&pairing->role, role) == TF_OK &&
        (pairing->role == TF_ROLE_HELPER || pairing->role == TF_ROLE_ORGANISER)) {
        keep->pairing_count++;
    }
}

static enum tf_err read_row(void *user, const struct tf_store_private *row)
{
    struct tf_keep *keep = user;
    if (strcmp(row->name, "pin") == 0) {
        tf_text_copy(keep->hash, sizeof keep->hash, row->value);
    }
    for (size_t i = 0; i < TF_KEEP_CHANNEL_COUNT; i++) {
        if (strcmp(row->name, TF_KEEP_TRIES_NAMES[i]) == 0) {
            read_tries(keep, i, row->value);
        }
    }
    if (strncmp(row->name, PAIRING, sizeof PAIRING - 1) == 0) {
        read_pairing(keep, device_of(row->name + sizeof PAIRING - 1), row->value);
    }
    if (strncmp(row->name, BLOCKED, sizeof BLOCKED - 1) == 0 && keep->blocked_count < TF_KEEP_BLOCKED_MAX) {
        uint64_t device = device_of(row->name + sizeof BLOCKED - 1);
        if (device != 0) {
            keep->blocked[keep->blocked_count++] = device;
        }
    }
    return TF_OK;
}

static enum tf_err read_all(void *user, struct tf_store *store)
{
    return tf_store_private_each(store, read_row, user);
}

/* ---- writing ---- */

struct rows {
    const struct tf_store_private *rows;
    size_t count;
};

static enum tf_err write_rows(void *user, struct tf_store *store)
{
    const struct rows *rows = user;
    return tf_store_private_put(store, rows->rows, rows->count);
}

enum tf_err tf_keep_put(struct tf_keep *keep, const struct tf_store_private *rows, size_t count)
{
    struct rows all = {rows, count};
    return tf_ledger_run(keep->options.ledger, write_rows, &all);
}

/* ---- life ---- */

enum tf_err tf_keep_open(struct tf_keep **out, const struct tf_keep_options *options)
{
    if (sodium_init() < 0) {
        return TF_ERR_IO;
    }
    struct tf_keep *keep = calloc(1, sizeof *keep);
    if (keep == NULL) {
        return TF_ERR_NOMEM;
    }
    keep->options = *options;
    keep->tries[TF_KEEP_TOUCH] =
        (struct tf_tries){.max = TF_KEEP_TOUCH_TRIES_MAX, .span_ms = TF_KEEP_HOUR_MS};
    keep->tries[TF_KEEP_PHONE] =
        (struct tf_tries){.max = TF_KEEP_PHONE_TRIES_MAX, .span_ms = TF_KEEP_HOUR_MS};
    pthread_mutex_init(&keep->writing, NULL);
    pthread_mutex_init(&keep->mutex, NULL);
    enum tf_err err = tf_ledger_run(options->ledger, read_all, keep);
    keep->started_ms = mono_ms(keep);
    if (err != TF_OK) {
        tf_keep_close(keep);
        return err;
    }
    *out = keep;
    return TF_OK;
}

void tf_keep_close(struct tf_keep *keep)
{
    if (keep == NULL) {
        return;
    }
    pthread_mutex_destroy(&keep->mutex);
    pthread_mutex_destroy(&keep->writing);
    sodium_memzero(keep, sizeof *keep);
    free(keep);
}

/* ---- pairing ---- */

enum tf_err tf_keep_offer(struct tf_keep *keep, enum tf_role role, char secret[TF_KEEP_SECRET_BYTES])
{
    unsigned char random[TF_KEEP_SECRET_BYTES / 2];
    if (role != TF_ROLE_HELPER && role != TF_ROLE_ORGANISER) {
        return TF_ERR_INVALID;
    }
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(secret, TF_KEEP_SECRET_BYTES, random, sizeof random);
    pthread_mutex_lock(&keep->mutex);
    memcpy(keep->secret, secret, sizeof keep->secret);
    keep->offered = role;
    keep->offer_until_ms = mono_ms(keep) + TF_KEEP_OFFER_MS;
    pthread_mutex_unlock(&keep->mutex);
    return TF_OK;
}

void tf_keep_withdraw_offer(struct tf_keep *keep)
{
    pthread_mutex_lock(&keep->mutex);
    sodium_memzero(keep->secret, sizeof keep->secret);
    pthread_mutex_unlock(&keep->mutex);
}

static bool is_offered(const struct tf_keep *keep, const char *secret)
{
    return keep->secret[0] != '\0' && mono_ms(keep) < keep->offer_until_ms &&
           strlen(secret) == TF_KEEP_SECRET_BYTES - 1 &&
           sodium_memcmp(keep->secret, secret, TF_KEEP_SECRET_BYTES - 1) == 0;
}

enum tf_role tf_keep_offered(struct tf_keep *keep, const char *secret)
{
    pthread_mutex_lock(&keep->mutex);
    enum tf_role role = is_offered(keep, secret) ? keep->offered : TF_ROLE_GUEST;
    pthread_mutex_unlock(&keep->mutex);
    return role;
}

static size_t find(const struct tf_keep *keep, uint64_t device)
{
    size_t i = 0;
    while (i < keep->pairing_count && keep->pairings[i].device != device) {
        i++;
    }
    return i;
}

/* Takes the secret, if it is the one: from here on nobody else can use it. */
static enum tf_role take_offer(struct tf_keep *keep, const char *secret, uint64_t device, bool *is_full)
{
    pthread_mutex_lock(&keep->mutex);
    enum tf_role role = is_offered(keep, secret) ? keep->offered : TF_ROLE_GUEST;
    *is_full = find(keep, device) == TF_KEEP_PAIRINGS_MAX;
    if (role != TF_ROLE_GUEST && !*is_full) {
        sodium_memzero(keep->secret, sizeof keep->secret);
    }
    pthread_mutex_unlock(&keep->mutex);
    return role;
}

static enum tf_err pair(struct tf_keep *keep, struct tf_keep_pairing pairing)
{
    char name[TF_KEEP_NAME_BYTES], value[TF_KEEP_NAME_BYTES];
    snprintf(name, sizeof name, "%s%" PRIu64, PAIRING, pairing.device);
    snprintf(value, sizeof value, "%s %" PRId64, tf_role_name(pairing.role), pairing.at);
    const struct tf_store_private row = {name, value};
    enum tf_err err = tf_keep_put(keep, &row, 1);
    if (err != TF_OK) {
        return err;
    }
    pthread_mutex_lock(&keep->mutex);
    size_t at = find(keep, pairing.device);
    keep->pairings[at] = pairing;
    keep->pairing_count += at == keep->pairing_count ? 1 : 0;
    pthread_mutex_unlock(&keep->mutex);
    return TF_OK;
}

enum tf_err tf_keep_pair(struct tf_keep *keep, const char *secret, uint64_t device, int64_t now_s,
                         int *wait_s)
{
    bool is_full = false;
    *wait_s = 0;
    if (device == 0 || device > TF_ID_MAX) {
        return TF_ERR_INVALID;
    }
    pthread_mutex_lock(&keep->writing);
    enum tf_role role = take_offer(keep, secret, device, &is_full);
    enum tf_err err;
    if (role == TF_ROLE_GUEST) {
        err = tf_keep_count_try(keep, TF_KEEP_PHONE, wait_s);
        err = err == TF_OK ? TF_ERR_DENIED : err;
    } else if (is_full) {
        err = TF_ERR_LIMIT;
    } else {
        err = pair(keep, (struct tf_keep_pairing){device, role, now_s});
    }
    pthread_mutex_unlock(&keep->writing);
    return err;
}

static enum tf_err forget(struct tf_keep *keep, uint64_t device)
{
    char name[TF_KEEP_NAME_BYTES];
    snprintf(name, sizeof name, "%s%" PRIu64, PAIRING, device);
    const struct tf_store_private row = {name, NULL};
    if (tf_keep_role(keep, device) == TF_ROLE_GUEST) {
        return TF_ERR_NOT_FOUND;
    }
    enum tf_err err = tf_keep_put(keep, &row, 1);
    if (err == TF_OK) {
        pthread_mutex_lock(&keep->mutex);
        keep->pairings[find(keep, device)] = keep->pairings[keep->pairing_count - 1];
        keep->pairing_count--;
        pthread_mutex_unlock(&keep->mutex);
    }
    return err;
}

enum tf_err tf_keep_forget(struct tf_keep *keep, uint64_t device)
{
    pthread_mutex_lock(&keep->writing);
    enum tf_err err = forget(keep, device);
    pthread_mutex_unlock(&keep->writing);
    return err;
}

static int newest_first(const void *a, const void *b)
{
    const struct tf_keep_pairing *x = a, *y = b;
    return x->at != y->at ? (x->at < y->at ? 1 : -1) : (x->device > y->device) - (x->device < y->device);
}

size_t tf_keep_pairings(struct tf_keep *keep, struct tf_keep_pairing *out, size_t max)
{
    struct tf_keep_pairing all[TF_KEEP_PAIRINGS_MAX];
    pthread_mutex_lock(&keep->mutex);
    size_t count = keep->pairing_count;
    memcpy(all, keep->pairings, count * sizeof all[0]);
    pthread_mutex_unlock(&keep->mutex);
    qsort(all, count, sizeof all[0], newest_first);
    count = count < max ? count : max;
    memcpy(out, all, count * sizeof all[0]);
    return count;
}

enum tf_role tf_keep_role(struct tf_keep *keep, uint64_t device)
{
    pthread_mutex_lock(&keep->mutex);
    size_t at = device != 0 ? find(keep, device) : keep->pairing_count;
    enum tf_role role = at < keep->pairing_count ? keep->pairings[at].role : TF_ROLE_GUEST;
    pthread_mutex_unlock(&keep->mutex);
    return role;
}

/* ---- blocked devices ---- */

static size_t find_blocked(const struct tf_keep *keep, uint64_t device)
{
    size_t i = 0;
    while (i < keep->blocked_count && keep->blocked[i] != device) {
        i++;
    }
    return i;
}

static void show_blocked(struct tf_keep *keep, uint64_t device, bool on)
{
    pthread_mutex_lock(&keep->mutex);
    size_t at = find_blocked(keep, device);
    if (on && at == keep->blocked_count) {
        keep->blocked[keep->blocked_count++] = device;
    } else if (!on && at < keep->blocked_count) {
        keep->blocked[at] = keep->blocked[--keep->blocked_count];
    }
    pthread_mutex_unlock(&keep->mutex);
}

enum tf_err tf_keep_block(struct tf_keep *keep, uint64_t device, bool on)
{
    char name[TF_KEEP_NAME_BYTES];
    snprintf(name, sizeof name, "%s%" PRIu64, BLOCKED, device);
    const struct tf_store_private row = {name, on ? "1" : NULL};
    if (device == 0 || device > TF_ID_MAX) { /* the touchscreen is everybody */
        return TF_ERR_INVALID;
    }
    pthread_mutex_lock(&keep->writing);
    enum tf_err err = on ? forget(keep, device) : TF_OK;
    err = err == TF_ERR_NOT_FOUND ? TF_OK : err;
    if (err == TF_OK && on && !tf_keep_is_blocked(keep, device) &&
        keep->blocked_count == TF_KEEP_BLOCKED_MAX) {
        err = TF_ERR_LIMIT;
    }
    if (err == TF_OK) {
        err = tf_keep_put(keep, &row, 1);
    }
    if (err == TF_OK) {
        show_blocked(keep, device, on);
    }
    pthread_mutex_unlock(&keep->writing);
    return err;
}

bool tf_keep_is_blocked(struct tf_keep *keep, uint64_t device)
{
    pthread_mutex_lock(&keep->mutex);
    bool is_blocked = device != 0 && find_blocked(keep, device) < keep->blocked_count;
    pthread_mutex_unlock(&keep->mutex);
    return is_blocked;
}

size_t tf_keep_blocked(struct tf_keep *keep, uint64_t *out, size_t max)
{
    pthread_mutex_lock(&keep->mutex);
    size_t count = keep->blocked_count < max ? keep->blocked_count : max;
    memcpy(out, keep->blocked, count * sizeof out[0]);
    pthread_mutex_unlock(&keep->mutex);
    return count;
}
