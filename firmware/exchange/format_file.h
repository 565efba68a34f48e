/* format_file.h: reads the file of a format (assets/formats/README.md says what may be in it). */
#ifndef TF_EXCHANGE_FORMAT_FILE_H
#define TF_EXCHANGE_FORMAT_FILE_H

#include "base/arena.h"
#include "core/format.h"

/* *out: texts in the arena. name: what the format is called, the file's without .ini. path: for messages.
 * Nothing of a file that has one thing wrong is taken: TF_ERR_INVALID, TF_ERR_LIMIT, with line and reason;
 * TF_ERR_NOMEM. */
enum tf_err tf_format_file_parse(struct tf_format *out, struct tf_arena *arena, const char *name,
                                 const char *bytes, size_t len, const char *path, struct tf_problem *problem);
/* The same of a file; its name is the path's. TF_ERR_NOT_FOUND, TF_ERR_IO. */
enum tf_err tf_format_file_read(struct tf_format *out, struct tf_arena *arena, const char *path,
                                struct tf_problem *problem);

#endif
