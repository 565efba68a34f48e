/* json_text.h: JSON from strangers, within bounds, and JSON of ours into a buffer. */
#ifndef TF_EXCHANGE_JSON_TEXT_H
#define TF_EXCHANGE_JSON_TEXT_H

#include "base/buf.h"
#include "exchange/exchange.h"

#include <jansson.h>

/* Deeper or fuller than any schedule is: what a small machine can hold as a tree. */
#define TF_JSON_DEPTH_MAX  64
#define TF_JSON_VALUES_MAX 2000000

/* *out: one reference. Bytes that are not UTF-8 are mended and reported; a member named twice in one object
 * is refused, as nobody knows which was meant. TF_ERR_INVALID (with line), TF_ERR_LIMIT, TF_ERR_NOMEM. */
enum tf_err tf_json_text_load(json_t **out, const char *bytes, size_t len, const char *name,
                              struct tf_report *report, struct tf_problem *problem);
/* Appends json, in one line, in the order its members were set. NULL: TF_ERR_NOMEM. Takes the reference. */
enum tf_err tf_json_text_add(struct tf_buf *out, json_t *json);
/* The text of a member; "" when it is not there, null or no text. Numbers are kept by value in `room`. */
const char *tf_json_text_of(const json_t *object, const char *member, char room[32]);

#endif
