#include "core/gathering.h"

#include "base/text.h"

#include <string.h>

void tf_gathering_code(char out[TF_GATHERING_CODE_SIZE], const char *title)
{
    size_t n = 0;
    for (; *title && n < TF_GATHERING_CODE_SIZE - 1; title++) {
        char c = *title >= 'A' && *title <= 'Z' ? (char)(*title - 'A' + 'a') : *title;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out[n++] = c;
        } else if (c == ' ' && n > 0 && out[n - 1] != '-') {
            out[n++] = '-';
        }
    }
    while (n > 0 && out[n - 1] == '-') {
        n--;
    }
    out[n] = '\0';
    if (n < 4) {
        tf_text_copy(out, TF_GATHERING_CODE_SIZE, "event");
    }
}

void tf_gathering_begin(struct tf_gathering_new *out, const char *title, const char *zone,
                        const char *language, struct tf_rng *rng)
{
    uint64_t high = tf_rng_u64(rng);
    memset(out, 0, sizeof(*out));
    tf_gathering_code(out->code, title);
    tf_record_guid(out->guid, high, tf_rng_u64(rng), 4);
    out->gathering = (struct tf_gathering){
        .record = {.kind = TF_KIND_GATHERING, .key = {0, 1}},
        .title = title,
        .code = out->code,
        .zone = zone,
        .language = language,
        .format = "open-space",
        .guid = out->guid,
    };
}
