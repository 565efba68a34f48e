/* text.h: the one place that sanitises what came from a person or a file, and the rules of UTF-8 text.
 *
 * Stored text is valid UTF-8 in NFC; it has no control, bidi-override or unassigned-format characters, no
 * NUL, at most TF_MARKS_PER_BASE_MAX combining marks on a base, and is within its limits. Text that is not
 * empty shows something. Lines of multi-line text end in \n. */
#ifndef TF_BASE_TEXT_H
#define TF_BASE_TEXT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tf_text_kind {
    TF_TEXT_TITLE, /* one line, TF_TITLE_* limits */
    TF_TEXT_NAME,  /* one line, TF_NAME_* limits: hosts, spaces, tracks */
    TF_TEXT_ABOUT, /* lines, TF_ABOUT_* limits; white space inside a line is kept as one space */
    TF_TEXT_URL,   /* http or https only, ASCII, TF_URL_BYTES_MAX */
};

/* What was done to a text to make it fit; several can be set. */
enum tf_text_fix {
    TF_TEXT_FIX_ENCODING = 1 << 0, /* bytes that were not UTF-8 became U+FFFD */
    TF_TEXT_FIX_REMOVED = 1 << 1,  /* controls, overrides, marks past the limit went */
    TF_TEXT_FIX_CUT = 1 << 2,      /* only with tf_text_fit(): cut at a grapheme, ending in "…" */
};

/* For what a person typed: *out is the caller's (free()). in need not be terminated; NULL with len 0 is "".
 * Empty text is TF_OK and "". TF_ERR_LIMIT: too long (nothing is cut silently). TF_ERR_INVALID: not UTF-8,
 * nothing visible in it, or not an http(s) URL. TF_ERR_NOMEM. */
enum tf_err tf_text_clean(char **out, const char *in, size_t len, enum tf_text_kind kind);

/* For files: the same, but repairs and cuts instead of refusing; fixes (NULL is fine) tells what was done.
 * Invisible-only text becomes "". A URL that is not http(s) becomes "". Only TF_ERR_NOMEM. */
enum tf_err tf_text_fit(char **out, const char *in, size_t len, enum tf_text_kind kind, unsigned *fixes);

bool tf_text_is_valid(const char *text, size_t len); /* UTF-8, no NUL inside */
/* Whether what was clean once may stay as it is, whichever tables of Unicode say what is clean today: UTF-8
 * within its bytes, no controls of any age, no bidi overrides. A URL: whether it is clean; those have no
 * tables. */
bool tf_text_is_kept(const char *text, size_t len, enum tf_text_kind kind);
size_t tf_text_graphemes(const char *text);
/* Byte offset of the grapheme boundary after / before offset (len / 0 at the ends). */
size_t tf_text_next(const char *text, size_t offset);
size_t tf_text_prev(const char *text, size_t offset);
/* Where what a backspace takes begins: the grapheme, as it was one key or came whole; of Indic scripts its
 * last character, as each is a key of its own there. */
size_t tf_text_prev_typed(const char *text, size_t offset);
/* The boundaries of characters: is_start[i] is 1 where a grapheme begins. */
void tf_text_grapheme_starts(const uint32_t *points, size_t count, char *is_start);
/* For search and near-duplicates: case-folded, accents and points stripped (Indic and Thai vowel signs stay),
 * NFKD, white space single. Caller frees. TF_ERR_INVALID (not UTF-8), TF_ERR_NOMEM. */
enum tf_err tf_text_fold(char **out, const char *text);
/* For telling names apart as an eye does: two texts that look the same have the same one. It is
 * tf_text_fold() without losing accents, with each letter that looks like a Latin one (text_alike.c has the
 * table) in its place. Not to be shown. Caller frees. TF_ERR_INVALID, TF_ERR_NOMEM. */
enum tf_err tf_text_alike(char **out, const char *text);
/* Copies into a fixed array, cutting at a character; returns dst. */
char *tf_text_copy(char *dst, size_t size, const char *src);

#endif
