/* Any bytes through every door of text.h; what comes out must hold what the header promises. The first byte
 * chooses the kind of text. */
#include "base/text.h"

#include "unit/base/text_rules.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *what, const char *text)
{
    if (!holds) {
        fprintf(stderr, "text %s: \"%s\"\n", what, text);
        abort();
    }
}

static void must_keep_rules(const char *text, enum tf_text_kind kind)
{
    const char *why = text_breaks(text, kind);
    must(why == NULL, why, text);

    /* What was clean stays as it is, through both doors. */
    char *again = NULL;
    must(tf_text_clean(&again, text, strlen(text), kind) == TF_OK, "is refused when it comes back", text);
    must(strcmp(again, text) == 0, "changes when it comes back", text);
    free(again);
    unsigned fixes = ~0u;
    must(tf_text_fit(&again, text, strlen(text), kind, &fixes) == TF_OK && fixes == 0, "is mended again",
         text);
    must(strcmp(again, text) == 0, "changes when it comes back from a file", text);
    free(again);
}

/* Steps there and back meet the same boundaries. text is any string, UTF-8 or not. */
static void must_step(const char *text)
{
    size_t len = strlen(text);
    size_t count = 0;
    for (size_t at = 0; at < len; count++) {
        size_t next = tf_text_next(text, at);
        must(next > at && next <= len, "does not step on", text);
        if (len < 512) { /* back is a walk from the line's start: dear on long ones */
            must(tf_text_prev(text, next) == at, "steps back to somewhere else", text);
        }
        at = next;
    }
    must(count == tf_text_graphemes(text), "is counted in two ways", text);
    must(tf_text_next(text, len) == len && tf_text_prev(text, 0) == 0, "is left at an end", text);
}

static void must_fold(const char *text)
{
    char *folded = NULL;
    if (tf_text_fold(&folded, text) != TF_OK) {
        must(u8_check((const uint8_t *)text, strlen(text)) != NULL, "cannot be folded", text);
        return;
    }
    must(u8_check((const uint8_t *)folded, strlen(folded)) == NULL, "folds to what is not UTF-8", folded);
    free(folded);
}

static void must_copy(const char *text)
{
    char small[16];
    tf_text_copy(small, sizeof(small), text);
    must(strlen(small) < sizeof(small) && strncmp(small, text, strlen(small)) == 0, "is copied wrongly",
         text);
    if (u8_check((const uint8_t *)text, strlen(text)) == NULL) {
        must(u8_check((const uint8_t *)small, strlen(small)) == NULL, "is cut inside a character", text);
        must(strlen(small) + 4 >= sizeof(small) || strlen(text) == strlen(small), "is cut too early", text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    enum tf_text_kind kind = (enum tf_text_kind)(data[0] % 4);
    const char *in = (const char *)data + 1;
    size_t len = size - 1;

    char *fitted = NULL;
    unsigned fixes = 0;
    must(tf_text_fit(&fitted, in, len, kind, &fixes) == TF_OK, "does not fit", "");
    must_keep_rules(fitted, kind);

    char *cleaned = NULL;
    enum tf_err err = tf_text_clean(&cleaned, in, len, kind);
    if (err == TF_OK) {
        must_keep_rules(cleaned, kind);
        must(strcmp(cleaned, fitted) == 0, "is typed and read differently", cleaned);
        must((fixes & (unsigned)~TF_TEXT_FIX_REMOVED) == 0, "was mended and not refused", cleaned);
    } else {
        must(err == TF_ERR_INVALID || err == TF_ERR_LIMIT, "is refused for no good reason", fitted);
        must(fixes != 0 || !tf_text_is_valid(in, len), "is refused and needs no mending", fitted);
    }
    must_step(fitted);
    must_fold(fitted);

    char *raw = malloc(len + 1);
    if (raw != NULL) {
        memcpy(raw, in, len);
        raw[len] = '\0';
        must_step(raw);
        must_fold(raw);
        must_copy(raw);
    }
    free(raw);
    free(cleaned);
    free(fitted);
    return 0;
}
