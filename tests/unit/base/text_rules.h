/* text_rules.h: what text.h promises of stored text, said a second time, for the tests and the fuzzer. */
#ifndef TF_TESTS_TEXT_RULES_H
#define TF_TESTS_TEXT_RULES_H

#include "base/limits.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

static inline bool text_is_nfc(const char *text)
{
    size_t len = 0;
    uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)text, strlen(text), NULL, &len);
    bool same = *text == '\0' || (nfc != NULL && len == strlen(text) && memcmp(nfc, text, len) == 0);
    free(nfc);
    return same;
}

static inline const char *text_char_breaks(ucs4_t uc, bool lines)
{
    if (uc < 0x20 && !(lines && uc == '\n')) {
        return "has a control character";
    }
    if ((uc >= 0x7f && uc <= 0x9f) || uc == 0xad) {
        return "has DEL, a C1 control or a soft hyphen";
    }
    if ((uc >= 0x202a && uc <= 0x202e) || (uc >= 0x2066 && uc <= 0x2069) || uc == 0x200e || uc == 0x200f ||
        uc == 0x61c) {
        return "has a bidi control";
    }
    if (uc == 0x200b || (uc >= 0x2060 && uc <= 0x2065) || (uc >= 0x206a && uc <= 0x206f) || uc == 0xfeff ||
        uc == 0x34f || uc == 0x3164 || uc == 0xffa0 || uc == 0x115f || uc == 0x1160 || uc == 0x2800) {
        return "has an invisible character";
    }
    if (uc == 0x2028 || uc == 0x2029 || uc == 0xa0 || uc == 0x3000 || (uc >= 0x2000 && uc <= 0x200a)) {
        return "has white space that is not a space";
    }
    if ((uc >= 0xe000 && uc <= 0xf8ff) || uc >= 0xf0000 || (uc >= 0xfdd0 && uc <= 0xfdef) ||
        (uc & 0xfffe) == 0xfffe) {
        return "has a private or no character";
    }
    if (uc >= 0xfff9 && uc <= 0xfffc) {
        return "has an annotation or an object's place";
    }
    return NULL;
}

/* What does not hold of the words, or NULL. */
static inline const char *text_words_break(const char *text, bool lines)
{
    const uint8_t *at = (const uint8_t *)text;
    ucs4_t last = '\n'; /* a start is like a new line */
    int marks = 0;
    int newlines = 0;
    ucs4_t uc;
    while ((at = u8_next(&uc, at)) != NULL) {
        const char *why = text_char_breaks(uc, lines);
        if (why != NULL) {
            return why;
        }
        bool mark = uc_is_general_category(uc, UC_CATEGORY_M);
        bool space_before = last == ' ' || last == '\n';
        if (space_before && (uc == ' ' || mark || uc == 0x200c || uc == 0x200d)) {
            return "has two spaces, or something without a base";
        }
        if (uc == '\n' && last == ' ') {
            return "has a space at the end of a line";
        }
        bool stacks = mark && !uc_is_general_category(uc, UC_CATEGORY_Mc);
        marks = stacks ? marks + 1 : mark || uc == 0x200c || uc == 0x200d ? marks : 0;
        newlines = uc == '\n' ? newlines + 1 : 0;
        if (marks > TF_MARKS_PER_BASE_MAX) {
            return "piles up marks";
        }
        if (newlines > 2) {
            return "has many empty lines";
        }
        last = uc;
    }
    bool spaces_around = *text != '\0' && (last == ' ' || last == '\n' || *text == ' ' || *text == '\n');
    return spaces_around ? "has white space around it" : NULL;
}

static inline const char *text_url_breaks(const char *text)
{
    if (*text == '\0') {
        return NULL;
    }
    if (strncmp(text, "http://", 7) != 0 && strncmp(text, "https://", 8) != 0) {
        return "is not http";
    }
    for (const char *c = text; *c != '\0'; c++) {
        if (*c <= 0x20 || *c >= 0x7f || strchr("\"<>\\^`{|}", *c) != NULL) {
            return "has what a URL has not";
        }
    }
    const char *host = strstr(text, "//") + 2;
    size_t authority = strcspn(host, "/?#");
    return authority == 0 || memchr(host, '@', authority) != NULL ? "has no host or a user" : NULL;
}

/* What does not hold of a stored text, or NULL. */
static inline const char *text_breaks(const char *text, enum tf_text_kind kind)
{
    static const struct {
        size_t graphemes, bytes;
    } LIMITS[] = {[TF_TEXT_TITLE] = {TF_TITLE_GRAPHEMES_MAX, TF_TITLE_BYTES_MAX},
                  [TF_TEXT_NAME] = {TF_NAME_GRAPHEMES_MAX, TF_NAME_BYTES_MAX},
                  [TF_TEXT_ABOUT] = {TF_ABOUT_GRAPHEMES_MAX, TF_ABOUT_BYTES_MAX},
                  [TF_TEXT_URL] = {TF_URL_BYTES_MAX, TF_URL_BYTES_MAX}};
    size_t len = strlen(text);
    if (u8_check((const uint8_t *)text, len) != NULL) {
        return "is not UTF-8";
    }
    if (len > LIMITS[kind].bytes || tf_text_graphemes(text) > LIMITS[kind].graphemes) {
        return "is too long";
    }
    if (kind == TF_TEXT_URL) {
        return text_url_breaks(text);
    }
    return !text_is_nfc(text) ? "is not NFC" : text_words_break(text, kind == TF_TEXT_ABOUT);
}

#endif
