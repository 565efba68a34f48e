#include "base/text.h"

#include "base/buf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* Accents, Hebrew points, Arabic vowels, enclosures. The vowel signs of Indic, Thai and Tibetan writing are
 * marks too, but a word without them is another word; so is a kana without its voicing. */
static bool is_ornament(ucs4_t uc)
{
    if (!uc_is_general_category(uc, UC_CATEGORY_M)) {
        return false;
    }
    int class = uc_combining_class(uc);
    return class == UC_CCC_OV || class == UC_CCC_NK || (class >= 10 && class <= 36) || class >= UC_CCC_ATBL ||
           uc_is_general_category(uc, UC_CATEGORY_Me);
}

static void put_plain(struct tf_buf *out, const uint8_t *text, size_t len)
{
    bool space = false;
    ucs4_t uc;
    for (size_t i = 0; i < len;) {
        int step = u8_mbtouc(&uc, text + i, len - i);
        if (uc_is_property(uc, UC_PROPERTY_WHITE_SPACE)) {
            space = true;
        } else if (!is_ornament(uc) && !uc_is_property(uc, UC_PROPERTY_DEFAULT_IGNORABLE_CODE_POINT)) {
            if (space && out->len > 0) {
                tf_buf_putc(out, ' ');
            }
            space = false;
            tf_buf_add(out, text + i, (size_t)step);
        }
        i += (size_t)step;
    }
}

enum tf_err tf_text_fold(char **out, const char *text)
{
    enum tf_err err = TF_OK;
    struct tf_buf buf;
    size_t len = strlen(text);
    size_t wide_len = 0;
    size_t folded_len = 0;
    uint8_t *folded = NULL;
    tf_buf_init(&buf, 0);
    if (!tf_text_is_valid(text, len)) {
        return TF_ERR_INVALID;
    }
    /* First apart, then folded, then apart again: "㎅" has capitals only once it is taken apart. */
    uint8_t *wide = u8_normalize(UNINORM_NFKD, (const uint8_t *)text, len, NULL, &wide_len);
    if (wide != NULL) {
        folded = u8_casefold(wide, wide_len, NULL, UNINORM_NFKD, NULL, &folded_len);
    }
    if (len > 0 && folded == NULL) {
        err = TF_ERR_NOMEM;
        goto out;
    }
    put_plain(&buf, folded, folded_len);
    char *plain = tf_buf_take(&buf, NULL);
    if (plain == NULL) {
        err = TF_ERR_NOMEM;
        goto out;
    }
    *out = plain;
out:
    free(wide);
    free(folded);
    tf_buf_free(&buf);
    return err;
}
