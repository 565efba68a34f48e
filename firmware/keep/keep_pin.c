/* The PIN and its tries. */
#include "base/text.h"
#include "keep/keep_in.h"

#include <sodium.h>
#include <string.h>

_Static_assert(TF_KEEP_HASH_BYTES >= crypto_pwhash_STRBYTES, "a hash has room");

bool tf_keep_pin_is_valid(const char *digits)
{
    size_t len = strlen(digits);
    return len >= TF_KEEP_PIN_DIGITS_MIN && len <= TF_KEEP_PIN_DIGITS_MAX &&
           strspn(digits, "0123456789") == len;
}

bool tf_keep_has_pin(const struct tf_keep *keep)
{
    struct tf_keep *locked = (struct tf_keep *)(uintptr_t)keep; /* only its lock is touched */
    pthread_mutex_lock(&locked->mutex);
    bool has_pin = keep->hash[0] != '\0';
    pthread_mutex_unlock(&locked->mutex);
    return has_pin;
}

/* A try is looked at in a tenth of a second on a kiosk's processor, and in 64 MB: libsodium's numbers for
 * what somebody waits for. */
static bool make_hash(const struct tf_keep *keep, char out[crypto_pwhash_STRBYTES], const char *digits)
{
    bool is_hasty = keep->options.is_hasty;
    return crypto_pwhash_str_alg(out, digits, strlen(digits),
                                 is_hasty ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                 is_hasty ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0;
}

enum tf_err tf_keep_set_pin(struct tf_keep *keep, const char *digits)
{
    char hash[TF_KEEP_HASH_BYTES] = "";
    if (digits != NULL && !tf_keep_pin_is_valid(digits)) {
        return TF_ERR_INVALID;
    }
    if (digits != NULL && !make_hash(keep, hash, digits)) {
        return TF_ERR_NOMEM;
    }
    const struct tf_store_private row = {"pin", digits != NULL ? hash : NULL};
    pthread_mutex_lock(&keep->writing);
    enum tf_err err = tf_keep_put(keep, &row, 1);
    if (err == TF_OK) {
        pthread_mutex_lock(&keep->mutex);
        tf_text_copy(keep->hash, sizeof keep->hash, hash);
        pthread_mutex_unlock(&keep->mutex);
    }
    pthread_mutex_unlock(&keep->writing);
    sodium_memzero(hash, sizeof hash);
    return err;
}

/* ---- tries ---- */

static enum tf_err write_tries(struct tf_keep *keep, enum tf_keep_channel channel,
                               const struct tf_tries *tries)
{
    char text[TF_TRIES_TEXT_BYTES];
    tf_tries_write(tries, tf_keep_run_ms(keep), text);
    const struct tf_store_private row = {TF_KEEP_TRIES_NAMES[channel], text};
    enum tf_err err = tf_keep_put(keep, &row, 1);
    if (err == TF_OK) {
        keep->tries[channel] = *tries;
    }
    return err;
}

enum tf_err tf_keep_count_try(struct tf_keep *keep, enum tf_keep_channel channel, int *wait_s)
{
    struct tf_tries tries = keep->tries[channel];
    int64_t now_ms = tf_keep_run_ms(keep), wait_ms = tf_tries_wait_ms(&tries, now_ms);
    *wait_s = (int)((wait_ms + 999) / 1000);
    if (wait_ms > 0) {
        return TF_ERR_LIMIT;
    }
    tf_tries_add(&tries, now_ms);
    return write_tries(keep, channel, &tries);
}

enum tf_err tf_keep_forgive_try(struct tf_keep *keep, enum tf_keep_channel channel)
{
    struct tf_tries tries = keep->tries[channel];
    tf_tries_take_back(&tries);
    return write_tries(keep, channel, &tries);
}

enum tf_err tf_keep_try_pin(struct tf_keep *keep, enum tf_keep_channel channel, const char *digits,
                            int *wait_s)
{
    char hash[TF_KEEP_HASH_BYTES];
    *wait_s = 0;
    pthread_mutex_lock(&keep->writing);
    pthread_mutex_lock(&keep->mutex);
    memcpy(hash, keep->hash, sizeof hash);
    pthread_mutex_unlock(&keep->mutex);
    enum tf_err err = hash[0] != '\0' ? tf_keep_count_try(keep, channel, wait_s) : TF_ERR_NOT_FOUND;
    if (err == TF_OK) {
        bool is_right =
            tf_keep_pin_is_valid(digits) && crypto_pwhash_str_verify(hash, digits, strlen(digits)) == 0;
        err = is_right ? TF_OK : TF_ERR_DENIED;
    }
    if (err == TF_OK) {
        (void)tf_keep_forgive_try(keep, channel); /* at worst, a try too many is remembered */
    }
    pthread_mutex_unlock(&keep->writing);
    sodium_memzero(hash, sizeof hash);
    return err;
}
