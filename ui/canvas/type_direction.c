#include "canvas/type.h"

#include <fribidi.h>
#include <string.h>
#include <unistr.h>

bool tf_type_is_rtl(const char *text, bool otherwise)
{
    size_t len = strnlen(text, TF_TYPE_TEXT_BYTES_MAX);
    int depth = 0; /* of isolates: what stands inside one does not count */
    for (size_t at = 0; at < len;) {
        ucs4_t point = 0;
        int used = u8_mbtouc(&point, (const uint8_t *)text + at, len - at);
        FriBidiCharType type = fribidi_get_bidi_type(point);
        at += used > 0 ? (size_t)used : 1;
        if (FRIBIDI_IS_ISOLATE(type)) {
            depth += type == FRIBIDI_TYPE_PDI ? (depth > 0 ? -1 : 0) : 1;
        } else if (FRIBIDI_IS_STRONG(type) && FRIBIDI_IS_LETTER(type) && depth == 0) {
            return FRIBIDI_IS_RTL(type) != 0;
        } else if (type == FRIBIDI_TYPE_BS) {
            break;
        }
    }
    return otherwise;
}
