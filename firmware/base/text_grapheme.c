#include "base/text_grapheme.h"

#include "base/text.h"

#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>

enum { CH_ZWNJ = 0x200c, CH_ZWJ = 0x200d };

/* libunistring's u8_grapheme_next() looks at two characters only and so tears flags and families apart, and
 * its u8_grapheme_prev() crashes on bytes that are not UTF-8; and it has Unicode 14's rules. The pairs are
 * its own; what needs memory is here: GB9c (conjuncts of Indic scripts, new in Unicode 15.1), GB11 (a
 * pictograph, extended, ZWJ, a pictograph) and GB12 (regional indicators in twos). */
struct cluster {
    ucs4_t last;
    bool pictograph;     /* a pictograph and nothing but extenders after it */
    unsigned indicators; /* regional indicators at its end */
    bool consonant;      /* an Indic consonant and nothing but extenders after it */
    bool linked;         /* among them a virama */
    unsigned joined;     /* consonants */
};

/* In no word does a conjunct have more than six: what has is no writing, and a step must end somewhere. */
enum { JOINED_MAX = 8 };

/* Indic_Conjunct_Break=Linker of Unicode 15.1: the viramas of scripts that write conjuncts as one. */
static bool is_virama(ucs4_t uc)
{
    return uc == 0x94d || uc == 0x9cd || uc == 0xacd || uc == 0xb4d || uc == 0xc4d || uc == 0xd4d;
}

/* Indic_Conjunct_Break=Consonant of Unicode 15.1. */
static bool is_indic_consonant(ucs4_t uc)
{
    static const struct {
        uint16_t first, last;
    } CONSONANTS[] = {
        {0x915, 0x939}, {0x958, 0x95f}, {0x978, 0x97f},                                 /* Devanagari */
        {0x995, 0x9a8}, {0x9aa, 0x9b0}, {0x9b2, 0x9b2}, {0x9b6, 0x9b9}, {0x9dc, 0x9dd}, /* Bengali */
        {0x9df, 0x9df}, {0x9f0, 0x9f1},                                                 /* and Assamese */
        {0xa95, 0xaa8}, {0xaaa, 0xab0}, {0xab2, 0xab3}, {0xab5, 0xab9}, {0xaf9, 0xaf9}, /* Gujarati */
        {0xb15, 0xb28}, {0xb2a, 0xb30}, {0xb32, 0xb33}, {0xb35, 0xb39}, {0xb5c, 0xb5d}, /* Odia */
        {0xb5f, 0xb5f}, {0xb71, 0xb71}, {0xc15, 0xc28}, {0xc2a, 0xc39}, {0xc58, 0xc5a}, /* and Telugu */
        {0xd15, 0xd3a},                                                                 /* Malayalam */
    };
    for (size_t i = 0; i < sizeof CONSONANTS / sizeof CONSONANTS[0]; i++) {
        if (uc <= CONSONANTS[i].last) {
            return uc >= CONSONANTS[i].first;
        }
    }
    return false;
}

static void extend(struct cluster *cluster, ucs4_t uc)
{
    int property = uc_graphemeclusterbreak_property(uc);
    bool extends = property == GBP_EXTEND || property == GBP_ZWJ;
    if (!extends || cluster->last == CH_ZWJ) { /* only one ZWJ, and only the last, joins */
        cluster->pictograph = !extends && uc_is_property(uc, UC_PROPERTY_EXTENDED_PICTOGRAPHIC);
    }
    if (!extends || uc == CH_ZWNJ) { /* a ZWNJ is there to keep them apart */
        cluster->consonant = is_indic_consonant(uc);
        cluster->joined += cluster->consonant ? 1 : 0;
        cluster->linked = false;
    } else if (is_virama(uc)) {
        cluster->linked = cluster->consonant;
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
    if (cluster->linked && is_indic_consonant(uc)) {
        return cluster->joined >= JOINED_MAX;
    }
    return uc_is_grapheme_break(cluster->last, uc);
}

void tf_text_grapheme_starts(const uint32_t *points, size_t count, char *is_start)
{
    struct cluster cluster = {0};
    for (size_t i = 0; i < count; i++) {
        bool starts = i == 0 || breaks_before(&cluster, points[i]);
        if (starts) {
            cluster = (struct cluster){0};
        }
        is_start[i] = starts ? 1 : 0;
        extend(&cluster, points[i]);
    }
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

size_t tf_text_prev_typed(const char *text, size_t offset)
{
    enum { INDIC_FIRST = 0x900, INDIC_LAST = 0xdff };
    size_t begin = tf_text_prev(text, offset);
    size_t end = strlen(text);
    ucs4_t uc = 0;
    end = offset < end ? offset : end;
    if (begin == end) {
        return begin;
    }
    u8_mbtouc(&uc, (const uint8_t *)text + begin, end - begin);
    if (uc < INDIC_FIRST || uc > INDIC_LAST) {
        return begin;
    }
    do {
        end--;
    } while (end > begin && ((unsigned char)text[end] & 0xc0) == 0x80);
    return end;
}
