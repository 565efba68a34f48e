/* settings.h: the file of settings (twofeet.ini), which people edit. Each line is `name = value`, the name
 * that of an option of `run` (run_options.h); # and ; begin a comment, a line in brackets is a heading.
 *
 * Nothing in it keeps the wall from coming up: what is wrong is found, line by line, and left out. */
#ifndef TF_KIOSK_SETTINGS_H
#define TF_KIOSK_SETTINGS_H

#include "base/err.h"
#include "kiosk/options.h"

#include <stdbool.h>

#define TF_SETTINGS_PATH "/etc/twofeet/twofeet.ini"

struct tf_buf;
struct tf_settings;
/* One thing that is wrong. line 0: with the file as a whole. what holds no value of a password. */
struct tf_settings_finding {
    int line;
    struct tf_problem problem;
};

/* Reads path into the structs of the groups. *out, never NULL with TF_OK, owns the texts that it put there. A
 * file that is not there or cannot be read is a finding as well, unless it may be missing. Only TF_ERR_NOMEM.
 */
enum tf_err tf_settings_read(struct tf_settings **out, const char *path, bool may_be_missing,
                             const struct tf_options *options);
void tf_settings_free(struct tf_settings *settings); /* NULL is fine */

/* Puts this value into the last line of that name, else behind the line that explains it, else at the end;
 * every other byte stays. The old file or the whole new one. TF_ERR_INVALID: no value that a line can hold;
 * TF_ERR_LIMIT, TF_ERR_IO, TF_ERR_NOMEM. */
enum tf_err tf_settings_write(const char *path, const char *name, const char *value,
                              struct tf_problem *problem);
/* The bytes of a regular file, up to TF_SETTINGS_BYTES_MAX. As tf_buf_read_file(). */
enum tf_err tf_settings_load(struct tf_buf *text, const char *path, struct tf_problem *problem);

/* In the order of the file; the first TF_SETTINGS_FINDINGS_MAX are kept. */
size_t tf_settings_finding_count(const struct tf_settings *settings);
const struct tf_settings_finding *tf_settings_finding(const struct tf_settings *settings, size_t index);
bool tf_settings_has_more_findings(const struct tf_settings *settings);

#endif
