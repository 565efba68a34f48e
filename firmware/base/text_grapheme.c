#include "base/text_grapheme.h"

#include "base/text.h"

#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>

enum { CH_ZWJ = 0x200d };

/* libunistring's u8_grapheme_next() looks at two characters only and so tears flags and families apart, and
 * its u8_grapheme_prev() crashes on bytes that are not UTF-8. The pairs are its own; what needs memory is
 * here: GB11 (a pictograph, extended, ZWJ, a pictograph) and GB12 (regional indicators in twos). */
struct cluster {
    ucs4_t last;
    bool pictograph;     /* a pictograph and nothing but extenders after it */
    unsigned indicators; /* regional indicators at its end */
};

static void extend(struct cluster *cluster, ucs4_t uc)
{
    int property = uc_graphemeclusterbreak_property(uc);
    bool extends = property == GBP_EXTEND || property == GBP_ZWJ;
    if (!extends || cluster->last == CH_ZWJ) { /* only one ZWJ, and only the last, joins */
        cluster->pictograph = !extends && uc_is_property(uc, UC_PROPERTY_EXTENDED_PICTOGRAPHIC);
    }
    cluster->indicators = property == GBP_RI ? cluster->indicators + 1 : 0;
    cluster->last = uc;
}

static bool breaks_before(const struct cluster *cluster, ucs4_t uc)
{
    if (cluster->indicators > 0 && uc_graphemeclusterbreak_property(uc) == GBP_RI) {
        return cluster->indicators % 2 == 0;
    }
    if (cluster->last == CH_ZWJ && cluster->pictograph &&
        uc_is_property(uc, UC_PROPERTY_EXTENDED_PICTOGRAPHIC)) {
        return false;
    }
    return uc_is_grapheme_break(cluster->last, uc);
}

static const uint8_t *step(const uint8_t *at, const uint8_t *end)
{
    struct cluster cluster = {0};
    ucs4_t uc;
    at += u8_mbtouc(&uc, at, (size_t)(end - at));
    extend(&cluster, uc);
    while (at < end) {
        int len = u8_mbtouc(&uc, at, (size_t)(end - at));
        if (breaks_before(&cluster, uc)) {
            break;
        }
        extend(&cluster, uc);
        at += len;
    }
    return at;
}

size_t tf_text_grapheme_step(const char *text, size_t len, size_t offset)
{
    const uint8_t *start = (const uint8_t *)text;
    return (size_t)(step(start + offset, start + len) - start);
}

size_t tf_text_graphemes(const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    const uint8_t *end = at + strlen(text);
    size_t count = 0;
    while (at < end) {
        at = step(at, end);
        count++;
    }
    return count;
}

size_t tf_text_next(const char *text, size_t offset)
{
    size_t len = strlen(text);
    return offset < len ? tf_text_grapheme_step(text, len, offset) : len;
}

size_t tf_text_prev(const char *text, size_t offset)
{
    /* Only the way forward knows where flags pair up; a line's start is always a boundary. */
    const uint8_t *start = (const uint8_t *)text;
    size_t len = strlen(text);
    offset = offset < len ? offset : len;
    size_t line = offset > 0 ? offset - 1 : 0;
    while (line > 0 && text[line - 1] != '\n') {
        line--;
    }
    const uint8_t *at = start + line;
    const uint8_t *before = at;
    while (at < start + offset) {
        before = at;
        at = step(at, start + len);
    }
    return (size_t)(before - start);
}
