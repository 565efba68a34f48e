#include "keep/tries.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The tries of the span that ends now. */
static size_t recent(const struct tf_tries *tries, int64_t now_ms)
{
    size_t old = 0;
    while (old < tries->count && tries->at_ms[old] <= now_ms - tries->span_ms) {
        old++;
    }
    return tries->count - old;
}

int64_t tf_tries_wait_ms(const struct tf_tries *tries, int64_t now_ms)
{
    if (recent(tries, now_ms) < tries->max) {
        return 0;
    }
    return tries->at_ms[tries->count - tries->max] + tries->span_ms - now_ms;
}

void tf_tries_add(struct tf_tries *tries, int64_t now_ms)
{
    if (tries->count == tries->max) {
        memmove(tries->at_ms, tries->at_ms + 1, (tries->max - 1) * sizeof tries->at_ms[0]);
        tries->count--;
    }
    tries->at_ms[tries->count++] = now_ms;
}

void tf_tries_take_back(struct tf_tries *tries)
{
    if (tries->count > 0) {
        tries->count--;
    }
}

void tf_tries_write(const struct tf_tries *tries, int64_t now_ms, char out[TF_TRIES_TEXT_BYTES])
{
    size_t used = (size_t)snprintf(out, TF_TRIES_TEXT_BYTES, "%" PRId64, now_ms);
    for (size_t i = 0; i < tries->count && used < TF_TRIES_TEXT_BYTES; i++) {
        int len = snprintf(out + used, TF_TRIES_TEXT_BYTES - used, " %" PRId64, tries->at_ms[i]);
        used += len > 0 ? (size_t)len : 0;
    }
}

static bool read_number(const char **text, int64_t *out)
{
    char *end = NULL;
    errno = 0;
    long long number = strtoll(*text, &end, 10);
    if (end == *text || errno != 0 || number < 0 || number > INT64_MAX / 4) {
        return false;
    }
    *text = end + strspn(end, " ");
    *out = number;
    return true;
}

bool tf_tries_read(struct tf_tries *tries, const char *text, int64_t *now_ms)
{
    int64_t at_ms = 0;
    bool is_sound = read_number(&text, now_ms);
    tries->count = 0;
    while (is_sound && *text != '\0') {
        is_sound = read_number(&text, &at_ms) && at_ms <= *now_ms && tries->count < tries->max &&
                   (tries->count == 0 || tries->at_ms[tries->count - 1] <= at_ms);
        if (is_sound) {
            tries->at_ms[tries->count++] = at_ms;
        }
    }
    if (is_sound) {
        return true;
    }
    *now_ms = 0;
    tries->count = tries->max;
    memset(tries->at_ms, 0, sizeof tries->at_ms);
    return false;
}
