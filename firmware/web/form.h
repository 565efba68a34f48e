/* form.h: name=value&name=value, as queries and posted forms are written. */
#ifndef TF_WEB_FORM_H
#define TF_WEB_FORM_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define TF_FORM_FIELDS_MAX 40

struct tf_form_field {
    const char *name, *value;
};
struct tf_form {
    struct tf_form_field fields[TF_FORM_FIELDS_MAX];
    size_t count;
};

/* Texts are decoded into the arena. TF_ERR_INVALID: a bad escape, a NUL, or not UTF-8. TF_ERR_LIMIT: too many
 * fields. TF_ERR_NOMEM. */
enum tf_err tf_form_parse(struct tf_form *form, struct tf_arena *arena, const char *text, size_t len);
const char *tf_form_get(const struct tf_form *form,
                        const char *name); /* "" when absent; the first of several */
bool tf_form_has(const struct tf_form *form, const char *name);
/* Adds one, borrowed; past the limit it is dropped. */
void tf_form_set(struct tf_form *form, const char *name, const char *value);
uint64_t tf_form_id(const struct tf_form *form, const char *name); /* 1 … TF_ID_MAX; 0: none or no number */

/* %41 to A (and + to a space where asked) into the arena; NULL: TF_ERR_INVALID or no memory. */
char *tf_form_decode(struct tf_arena *arena, const char *text, size_t len, bool plus_is_space);
/* For the other direction: everything but letters, digits and -._~ as %XX. */
const char *tf_form_encode(struct tf_arena *arena, const char *text);

#endif
