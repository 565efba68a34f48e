#include "web/access.h"

#include "base/rng.h"
#include "base/text.h"
#include "core/event.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A person who posts a session, places it, stars ten and writes notes does 20 things in a minute, and then
 * few. A room of 300 people at the end of a slot writes ten a second. Who makes up a new device for each
 * write finds the newcomers' budget, and leaves those who wrote before theirs. */
static const struct budget {
    double burst, per_s;
} DEVICE = {30, 0.5}, EVERYBODY = {400, 40}, NEWCOMERS = {200, 10};

enum { BUCKETS = 4096, PROBES = 8, HOST_BYTES = 256, HOSTS_BYTES = 1024, KEY_BYTES = 32 };

struct bucket {
    uint64_t device; /* 0: unused */
    double tokens;
    int64_t at_ms;
};

struct tf_access {
    char hosts[HOSTS_BYTES]; /* ",name,name," in small letters */
    unsigned char key[KEY_BYTES];
    pthread_mutex_t mutex; /* guards what follows */
    struct bucket all, newcomers;
    struct bucket buckets[BUCKETS];
};

/* ---- hosts ---- */

/* "Name:8080" to "name"; "[::1]:8080" to "::1". */
static bool bare_host(char out[HOST_BYTES], const char *host)
{
    size_t len = 0;
    const char *from = host;
    if (*host == '[') {
        from = host + 1;
        len = strcspn(from, "]");
        if (from[len] != ']') {
            return false;
        }
        const char *rest = from + len + 1;
        if (*rest != '\0' && *rest != ':') {
            return false;
        }
    } else {
        len = strcspn(host, ":/");
    }
    if (len == 0 || len >= HOST_BYTES) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = from[i];
        out[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    out[len] = '\0';
    const char *port = *host == '[' ? from + len + 1 : from + len;
    return *port == '\0' || (*port == ':' && strspn(port + 1, "0123456789") == strlen(port + 1));
}

static void add_host(struct tf_access *access, const char *host)
{
    char bare[HOST_BYTES];
    size_t used = strlen(access->hosts);
    if (bare_host(bare, host) && strchr(bare, ',') == NULL && used + strlen(bare) + 2 < HOSTS_BYTES) {
        tf_text_copy(access->hosts + used, HOSTS_BYTES - used, bare);
        tf_text_copy(access->hosts + used + strlen(bare), HOSTS_BYTES - used - strlen(bare), ",");
    }
}

static void add_public_url(struct tf_access *access, const char *url)
{
    const char *after = strstr(url, "://");
    char host[HOST_BYTES];
    tf_text_copy(host, sizeof(host), after != NULL ? after + 3 : url);
    host[strcspn(host, "/?#")] = '\0';
    add_host(access, host);
}

static void add_hosts(struct tf_access *access, const char *hosts)
{
    while (*hosts != '\0') {
        char host[HOST_BYTES] = "";
        size_t len = strcspn(hosts, ", ");
        if (len > 0 && len < sizeof(host)) {
            memcpy(host, hosts, len);
            host[len] = '\0';
            add_host(access, host);
        }
        hosts += len;
        hosts += strspn(hosts, ", ");
    }
}

enum tf_err tf_access_create(struct tf_access **out, const char *public_url, const char *hosts)
{
    if (sodium_init() < 0) {
        return TF_ERR_IO;
    }
    struct tf_access *access = calloc(1, sizeof(*access));
    if (access == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_text_copy(access->hosts, sizeof(access->hosts), ",localhost,");
    if (public_url != NULL && *public_url != '\0') {
        add_public_url(access, public_url);
    }
    if (hosts != NULL) {
        add_hosts(access, hosts);
    }
    randombytes_buf(access->key, sizeof(access->key));
    access->all.tokens = EVERYBODY.burst;
    access->newcomers.tokens = NEWCOMERS.burst;
    pthread_mutex_init(&access->mutex, NULL);
    *out = access;
    return TF_OK;
}

void tf_access_destroy(struct tf_access *access)
{
    if (access == NULL) {
        return;
    }
    pthread_mutex_destroy(&access->mutex);
    sodium_memzero(access->key, sizeof(access->key));
    free(access);
}

static bool is_number(const char *bare)
{
    unsigned char address[sizeof(struct in6_addr)];
    return inet_pton(AF_INET, bare, address) == 1 || inet_pton(AF_INET6, bare, address) == 1;
}

bool tf_access_host(const struct tf_access *access, const char *host)
{
    char bare[HOST_BYTES], wanted[HOST_BYTES + 2];
    if (host == NULL || !bare_host(bare, host)) {
        return false;
    }
    if (is_number(bare)) { /* rebinding needs a name */
        return true;
    }
    if (strchr(bare, ',') != NULL) {
        return false;
    }
    snprintf(wanted, sizeof(wanted), ",%s,", bare);
    return strstr(access->hosts, wanted) != NULL;
}

bool tf_access_origin(const char *origin, const char *fetch_site, const char *host)
{
    if (fetch_site != NULL && strcmp(fetch_site, "same-origin") != 0 && strcmp(fetch_site, "none") != 0) {
        return false;
    }
    if (origin == NULL) { /* an old browser, or none at all: the form's token decides */
        return true;
    }
    const char *after = NULL;
    if (strncasecmp(origin, "http://", 7) == 0) {
        after = origin + 7;
    } else if (strncasecmp(origin, "https://", 8) == 0) {
        after = origin + 8;
    }
    return after != NULL && host != NULL && strcasecmp(after, host) == 0;
}

/* ---- tokens ---- */

void tf_access_new_device(char token[TF_ACCESS_TOKEN_BYTES])
{
    unsigned char random[TF_ACCESS_TOKEN_BYTES / 2];
    randombytes_buf(random, sizeof(random));
    sodium_bin2hex(token, TF_ACCESS_TOKEN_BYTES, random, sizeof(random));
}

bool tf_access_token_is_valid(const char *token)
{
    return strlen(token) == TF_ACCESS_TOKEN_BYTES - 1 &&
           strspn(token, "0123456789abcdef") == TF_ACCESS_TOKEN_BYTES - 1;
}

uint64_t tf_access_device(const char *token)
{
    unsigned char hash[crypto_generichash_BYTES_MIN];
    uint64_t device = 0;
    if (!tf_access_token_is_valid(token)) {
        return 0;
    }
    crypto_generichash(hash, sizeof(hash), (const unsigned char *)token, strlen(token), NULL, 0);
    for (size_t i = 0; i < 8; i++) { /* the same on every machine: the board may move */
        device = device << 8 | hash[i];
    }
    device &= TF_ID_MAX;
    return device != 0 && device <= TF_DEVICE_MAX ? device : 1;
}

void tf_access_form_token(const struct tf_access *access, char out[TF_ACCESS_TOKEN_BYTES],
                          const char *device_token)
{
    unsigned char hash[TF_ACCESS_TOKEN_BYTES / 2];
    crypto_generichash(hash, sizeof(hash), (const unsigned char *)device_token, strlen(device_token),
                       access->key, sizeof(access->key));
    sodium_bin2hex(out, TF_ACCESS_TOKEN_BYTES, hash, sizeof(hash));
}

bool tf_access_form_token_is(const struct tf_access *access, const char *device_token, const char *given)
{
    char wanted[TF_ACCESS_TOKEN_BYTES];
    if (!tf_access_token_is_valid(device_token) || !tf_access_token_is_valid(given)) {
        return false;
    }
    tf_access_form_token(access, wanted, device_token);
    return sodium_memcmp(wanted, given, TF_ACCESS_TOKEN_BYTES) == 0;
}

/* ---- budgets ---- */

static void refill(struct bucket *bucket, const struct budget *budget, int64_t now_ms)
{
    double passed_s = now_ms > bucket->at_ms ? (double)(now_ms - bucket->at_ms) / 1000 : 0;
    bucket->tokens += passed_s * budget->per_s;
    if (bucket->tokens > budget->burst) {
        bucket->tokens = budget->burst;
    }
    bucket->at_ms = now_ms;
}

/* The device's bucket. *is_new: it has none yet, and this is where it would be: an unused one, or the one
 * untouched for longest. */
static struct bucket *bucket_of(struct tf_access *access, uint64_t device, bool *is_new)
{
    size_t home = tf_rng_mix(device, 1) % BUCKETS;
    struct bucket *oldest = NULL;
    *is_new = false;
    for (size_t i = 0; i < PROBES; i++) {
        struct bucket *bucket = &access->buckets[(home + i) % BUCKETS];
        if (bucket->device == device) {
            return bucket;
        }
        if (oldest == NULL ||
            (oldest->device != 0 && (bucket->device == 0 || bucket->at_ms < oldest->at_ms))) {
            oldest = bucket;
        }
    }
    *is_new = true;
    return oldest;
}

bool tf_access_take(struct tf_access *access, uint64_t device, int64_t now_ms, int *retry_s)
{
    bool is_new = false;
    pthread_mutex_lock(&access->mutex);
    struct bucket *place = bucket_of(access, device, &is_new);
    struct bucket own =
        is_new ? (struct bucket){.device = device, .tokens = DEVICE.burst, .at_ms = now_ms} : *place;
    refill(&own, &DEVICE, now_ms);
    refill(&access->all, &EVERYBODY, now_ms);
    refill(&access->newcomers, &NEWCOMERS, now_ms);
    bool may = own.tokens >= 1 && access->all.tokens >= 1 && (!is_new || access->newcomers.tokens >= 1);
    if (may) {
        own.tokens -= 1;
        access->all.tokens -= 1;
        access->newcomers.tokens -= is_new ? 1 : 0;
        *place = own; /* a newcomer that is refused takes nobody's place */
    } else {
        *retry_s = own.tokens < 1 ? (int)((1 - own.tokens) / DEVICE.per_s) + 1 : 1;
    }
    pthread_mutex_unlock(&access->mutex);
    return may;
}
