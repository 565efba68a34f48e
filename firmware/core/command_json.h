/* command_json.h: a command as JSON and back, for what has to be decided anew later, when the program that
 * made it may have ended. Nothing of it leaves the machine. */
#ifndef TF_CORE_COMMAND_JSON_H
#define TF_CORE_COMMAND_JSON_H

#include "core/command.h"

#include <jansson.h>

/* Members that are 0, false or not there are left out. NULL: no memory. */
json_t *tf_command_json_from(const struct tf_command *command);
/* *out is the caller's. Texts byte by byte, as they were. TF_ERR_CORRUPT, TF_ERR_NOMEM. */
enum tf_err tf_command_json_to(struct tf_command **out, const json_t *json);

/* The same as text, compact and NUL-terminated; *out is the caller's, free() it. TF_ERR_NOMEM. */
enum tf_err tf_command_json_write(char **out, const struct tf_command *command);
enum tf_err tf_command_json_read(struct tf_command **out, const char *text);

#endif
