#include "web/form.h"

#include "base/rng.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>

static int hex_of(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    int small = c | 0x20;
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

char *tf_form_decode(struct tf_arena *arena, const char *text, size_t len, bool plus_is_space)
{
    char *out = tf_arena_alloc(arena, len + 1);
    if (out == NULL) {
        return NULL;
    }
    size_t used = 0;
    for (size_t i = 0; i < len; i++) {
        int c = (unsigned char)text[i];
        if (c == '%') {
            int high = i + 2 < len ? hex_of(text[i + 1]) : -1;
            int low = i + 2 < len ? hex_of(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return NULL;
            }
            c = high * 16 + low;
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c == 0) {
            return NULL;
        }
        out[used++] = (char)c;
    }
    out[used] = '\0';
    return tf_text_is_valid(out, used) ? out : NULL;
}

const char *tf_form_encode(struct tf_arena *arena, const char *text)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    char *out = tf_arena_alloc(arena, strlen(text) * 3 + 1);
    if (out == NULL) {
        return "";
    }
    char *at = out;
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x80 && (isalnum(c) || strchr("-._~", c) != NULL)) {
            *at++ = (char)c;
        } else {
            *at++ = '%';
            *at++ = DIGITS[c >> 4];
            *at++ = DIGITS[c & 15];
        }
    }
    *at = '\0';
    return out;
}

enum tf_err tf_form_parse(struct tf_form *form, struct tf_arena *arena, const char *text, size_t len)
{
    form->count = 0;
    size_t at = 0;
    while (at < len) {
        const char *amp = memchr(text + at, '&', len - at);
        size_t end = amp != NULL ? (size_t)(amp - text) : len;
        if (end > at) {
            if (form->count == TF_FORM_FIELDS_MAX) {
                return TF_ERR_LIMIT;
            }
            const char *equals = memchr(text + at, '=', end - at);
            size_t name_end = equals != NULL ? (size_t)(equals - text) : end;
            size_t value_at = equals != NULL ? name_end + 1 : end;
            char *name = tf_form_decode(arena, text + at, name_end - at, true);
            char *value = tf_form_decode(arena, text + value_at, end - value_at, true);
            if (name == NULL || value == NULL) {
                return TF_ERR_INVALID;
            }
            form->fields[form->count++] = (struct tf_form_field){name, value};
        }
        at = end + 1;
    }
    return TF_OK;
}

static const struct tf_form_field *find(const struct tf_form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++) {
        if (strcmp(form->fields[i].name, name) == 0) {
            return &form->fields[i];
        }
    }
    return NULL;
}

const char *tf_form_get(const struct tf_form *form, const char *name)
{
    const struct tf_form_field *field = find(form, name);
    return field != NULL ? field->value : "";
}

bool tf_form_has(const struct tf_form *form, const char *name)
{
    return find(form, name) != NULL;
}

void tf_form_set(struct tf_form *form, const char *name, const char *value)
{
    if (form->count < TF_FORM_FIELDS_MAX) {
        form->fields[form->count++] = (struct tf_form_field){name, value};
    }
}

uint64_t tf_form_id(const struct tf_form *form, const char *name)
{
    const char *text = tf_form_get(form, name);
    uint64_t value = 0;
    if (*text == '\0' || strlen(text) > 16) {
        return 0;
    }
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9') {
            return 0;
        }
        value = value * 10 + (uint64_t)(*text - '0');
    }
    return value <= TF_ID_MAX ? value : 0;
}
