#include "exchange/json_text.h"

#include "base/text.h"
#include "exchange/encode.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Before anything is built: counts what a tree of it would hold. */
static enum tf_err measure(const char *bytes, size_t len, struct tf_problem *problem)
{
    size_t depth = 0, values = 0;
    bool in_text = false;
    for (size_t i = 0; i < len; i++) {
        char c = bytes[i];
        if (in_text) {
            if (c == '\\') {
                i++;
            }
            in_text = c != '"';
            continue;
        }
        in_text = c == '"';
        values += c == ',' || c == '{' || c == '[' || c == ':';
        depth += c == '{' || c == '[';
        depth -= (c == '}' || c == ']') && depth > 0;
        if (depth > TF_JSON_DEPTH_MAX) {
            return tf_err_tell(problem, TF_ERR_LIMIT, NULL, NULL, "The JSON is nested more than %d deep.",
                               TF_JSON_DEPTH_MAX);
        }
        if (values > TF_JSON_VALUES_MAX) {
            return tf_err_tell(problem, TF_ERR_LIMIT, NULL, NULL, "The JSON has more than %d values.",
                               TF_JSON_VALUES_MAX);
        }
    }
    return TF_OK;
}

static enum tf_err parse(json_t **out, const char *bytes, size_t len, const char *name,
                         struct tf_problem *problem)
{
    enum tf_err err = measure(bytes, len, problem);
    if (err) {
        return err;
    }
    json_error_t error;
    *out = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error);
    if (*out) {
        return TF_OK;
    }
    if (json_error_code(&error) == json_error_out_of_memory ||
        !error.text[0]) { /* it does not always say so */
        return TF_ERR_NOMEM;
    }
    char where[160];
    (void)snprintf(where, sizeof where, "%s%sline %d", name ? name : "", name ? ", " : "", error.line);
    return tf_err_tell(problem, TF_ERR_INVALID, where, "Export or download the file again.",
                       "The file is not JSON as it should be: %s", error.text);
}

enum tf_err tf_json_text_load(json_t **out, const char *bytes, size_t len, const char *name,
                              struct tf_report *report, struct tf_problem *problem)
{
    bool has_mark = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
    if (!has_mark && tf_text_is_valid(bytes, len)) {
        return parse(out, bytes, len, name, problem);
    }
    struct tf_buf mended;
    tf_buf_init(&mended, 0);
    enum tf_err err = tf_encode_utf8(&mended, bytes, len, report);
    if (!err) {
        err = parse(out, mended.data ? mended.data : "", mended.len, name, problem);
    }
    tf_buf_free(&mended);
    return err;
}

static int add_chunk(const char *chunk, size_t len, void *user)
{
    struct tf_buf *out = user;
    tf_buf_add(out, chunk, len);
    return tf_buf_err(out) ? -1 : 0;
}

enum tf_err tf_json_text_add(struct tf_buf *out, json_t *json)
{
    int failed = json ? json_dump_callback(json, add_chunk, out, JSON_COMPACT | JSON_ENCODE_ANY) : -1;
    json_decref(json);
    if (tf_buf_err(out)) {
        return tf_buf_err(out);
    }
    return failed ? TF_ERR_NOMEM : TF_OK;
}

const char *tf_json_text_of(const json_t *object, const char *member, char room[32])
{
    const json_t *value = json_object_get(object, member);
    if (json_is_string(value)) {
        return json_string_value(value);
    }
    if (json_is_integer(value)) {
        (void)snprintf(room, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return room;
    }
    return "";
}
