/* What looks the same, in a table of our own: small letters, after compatibility forms (fullwidth,
 * mathematical …) and case have been folded away, so that a line stands for all of them. Unicode's own list
 * (UTS 39) has thousands of pairs, most of them of writings that nobody signs a card with; these are the ones
 * that pass for Latin at arm's length. What they cannot tell apart any more (l and i, as their capitals look)
 * costs a look too many, and nothing else: a flag forbids nothing. */
#include "base/text.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

struct alike {
    ucs4_t from;
    const char *to;
};

static const struct alike ALIKE[] = {
    /* digits and signs */
    {'0', "o"},
    {'1', "l"},
    {'3', "e"},
    {'5', "s"},
    {'@', "a"},
    {'$', "s"},
    {'i', "l"},
    {'m', "rn"},
    {'w', "vv"},
    /* Latin letters that are drawn alike */
    {0x0131, "l"}, /* ı */
    {0x0251, "a"}, /* ɑ */
    {0x0261, "g"}, /* ɡ */
    {0x00f8, "o"}, /* ø */
    {0x0142, "l"}, /* ł */
    {0x0269, "l"}, /* ɩ */
    /* Greek */
    {0x03b1, "a"},
    {0x03b2, "ss"}, /* β, ß */
    {0x03b5, "e"},
    {0x03b7, "n"},
    {0x03b9, "l"},
    {0x03ba, "k"},
    {0x03bd, "v"},
    {0x03bf, "o"},
    {0x03c1, "p"},
    {0x03c3, "o"},
    {0x03c4, "t"},
    {0x03c5, "u"},
    {0x03c7, "x"},
    {0x03c9, "vv"},
    /* Cyrillic */
    {0x0430, "a"},
    {0x0432, "b"},
    {0x0435, "e"},
    {0x043a, "k"},
    {0x043c, "rn"},
    {0x043d, "h"},
    {0x043e, "o"},
    {0x0440, "p"},
    {0x0441, "c"},
    {0x0442, "t"},
    {0x0443, "y"},
    {0x0445, "x"},
    {0x0455, "s"},
    {0x0456, "l"},
    {0x0458, "j"},
    {0x0501, "d"},
    {0x051b, "q"},
    {0x051d, "vv"},
    {0x04bb, "h"},
    {0x04cf, "l"},
    /* Armenian */
    {0x0561, "vv"},
    {0x0570, "h"},
    {0x0578, "n"},
    {0x057d, "u"},
    {0x0581, "g"},
    {0x0585, "o"},
};

static const char *latin_of(ucs4_t uc)
{
    for (size_t i = 0; i < sizeof(ALIKE) / sizeof(ALIKE[0]); i++) {
        if (ALIKE[i].from == uc) {
            return ALIKE[i].to;
        }
    }
    return NULL;
}

static void put(struct tf_buf *out, const uint8_t *text, size_t len)
{
    bool space = false;
    ucs4_t uc;
    for (size_t i = 0; i < len;) {
        int step = u8_mbtouc(&uc, text + i, len - i);
        const char *latin = latin_of(uc);
        if (uc_is_property(uc, UC_PROPERTY_WHITE_SPACE)) {
            space = true;
        } else if (!uc_is_property(uc, UC_PROPERTY_DEFAULT_IGNORABLE_CODE_POINT)) {
            if (space && out->len > 0) {
                tf_buf_putc(out, ' ');
            }
            space = false;
            tf_buf_add(out, latin != NULL ? latin : (const char *)text + i,
                       latin != NULL ? strlen(latin) : (size_t)step);
        }
        i += (size_t)step;
    }
}

enum tf_err tf_text_alike(char **out, const char *text)
{
    struct tf_buf buf;
    size_t len = strlen(text), wide_len = 0, folded_len = 0;
    uint8_t *folded = NULL;
    enum tf_err err = TF_ERR_NOMEM;
    if (!tf_text_is_valid(text, len)) {
        return TF_ERR_INVALID;
    }
    tf_buf_init(&buf, 0);
    uint8_t *wide = u8_normalize(UNINORM_NFKD, (const uint8_t *)text, len, NULL, &wide_len);
    if (wide != NULL) {
        folded = u8_casefold(wide, wide_len, NULL, UNINORM_NFKD, NULL, &folded_len);
    }
    if (len == 0 || folded != NULL) {
        put(&buf, folded, folded_len);
        *out = tf_buf_take(&buf, NULL);
        err = *out != NULL ? TF_OK : TF_ERR_NOMEM;
    }
    free(wide);
    free(folded);
    tf_buf_free(&buf);
    return err;
}
