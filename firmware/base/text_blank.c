#include "base/text_blank.h"

#include "base/buf.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

static const char GAP[] = "…";

static const uint8_t *bytes_of(const char *text)
{
    return (const uint8_t *)text;
}

/* Letters, their marks and digits are of one word. */
static bool is_of_word(ucs4_t point)
{
    return uc_is_general_category_withtable(point,
                                            UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N);
}

/* The length of what stands at `at` and are the words, where `points` characters of text make them; 0: other
 * words. */
static size_t match(const char *at, const char *words, size_t points)
{
    const uint8_t *end = bytes_of(at);
    ucs4_t point, first;
    int same = 1;
    if (u8_next(&point, bytes_of(at)) == NULL || u8_next(&first, bytes_of(words)) == NULL ||
        uc_tolower(point) != uc_tolower(first)) {
        return 0;
    }
    for (size_t i = 0; i < points; i++) {
        end = u8_next(&point, end);
        if (end == NULL) {
            return 0;
        }
    }
    if (u8_next(&point, end) != NULL && is_of_word(point)) {
        return 0;
    }
    size_t len = (size_t)(end - bytes_of(at));
    if (u8_casecmp(bytes_of(at), len, bytes_of(words), strlen(words), NULL, UNINORM_NFC, &same) != 0) {
        return 0;
    }
    return same == 0 ? len : 0;
}

enum tf_err tf_text_blank(char **out, const char *text, const char *words)
{
    size_t points = u8_mbsnlen(bytes_of(words), strlen(words));
    bool is_inside = false, has_found = false; /* of a word: none begins here */
    struct tf_buf buf;
    *out = NULL;
    if (points == 0) {
        return TF_OK;
    }
    tf_buf_init(&buf, 0);
    for (const char *at = text; *at != '\0';) {
        size_t len = is_inside ? 0 : match(at, words, points);
        ucs4_t point = 0;
        if (len > 0) {
            has_found = true;
            tf_buf_add(&buf, len < sizeof GAP - 1 ? "-" : GAP, len < sizeof GAP - 1 ? 1 : sizeof GAP - 1);
        } else {
            const uint8_t *next = u8_next(&point, bytes_of(at));
            len = (size_t)(next - bytes_of(at));
            tf_buf_add(&buf, at, len);
            is_inside = is_of_word(point);
        }
        at += len;
    }
    enum tf_err err = tf_buf_err(&buf);
    if (err == TF_OK && has_found) {
        *out = tf_buf_take(&buf, NULL);
    }
    tf_buf_free(&buf);
    return err;
}
