/* zone_names.h: the zones there are, to choose one of: tzdata's own list of those that people live in. */
#ifndef TF_BASE_ZONE_NAMES_H
#define TF_BASE_ZONE_NAMES_H

#include "base/err.h"

#include <stddef.h>

#define TF_ZONE_NAME_SIZE 64

struct tf_zone_names;

/* In alphabetical order, UTC among them. TF_ERR_NOT_FOUND: this machine has no list; TF_ERR_NOMEM. */
enum tf_err tf_zone_names_open(struct tf_zone_names **out);
void tf_zone_names_close(struct tf_zone_names *names); /* NULL is fine */
size_t tf_zone_names_count(const struct tf_zone_names *names);
const char *tf_zone_names_at(const struct tf_zone_names *names, size_t index);
/* Those that go with what was typed, whatever the case: "new york", "berlin", "asia to"; first those whose
 * place begins so. How many of them are in out (borrowed); "" typed: none. */
size_t tf_zone_names_find(const struct tf_zone_names *names, const char *typed, const char **out, size_t max);

/* This machine's own zone: $TZ, else where /etc/localtime leads; "UTC" where neither names one. */
void tf_zone_names_system(char out[TF_ZONE_NAME_SIZE]);

#endif
