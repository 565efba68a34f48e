/* paths.h: where the data file is, and where what belongs to the program is. */
#ifndef TF_KIOSK_PATHS_H
#define TF_KIOSK_PATHS_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* The data file: `asked` (--data) if not NULL; else $TWOFEET_DATA; else event.twofeet in systemd's
 * $STATE_DIRECTORY (/var/lib/twofeet for the service); else in $XDG_DATA_HOME/twofeet or
 * ~/.local/share/twofeet. *out: free(). TF_ERR_NOT_FOUND: there is no home; TF_ERR_NOMEM. */
enum tf_err tf_paths_data(char **out, const char *asked, struct tf_problem *problem);
/* Makes the folders that a file needs, readable by their owner alone; *made is how many. TF_ERR_IO. */
enum tf_err tf_paths_make_parents(const char *path, int *made, struct tf_problem *problem);
/* What was made for nothing goes again: the innermost `made` folders, as long as they are empty. */
void tf_paths_drop_parents(const char *path, int made);

/* A file or folder that is installed with the program, by its name there ("sample", "formats"): beside the
 * program in its build folder, or in ../share/twofeet of an installed one. *out: free(). TF_ERR_NOT_FOUND. */
enum tf_err tf_paths_asset(char **out, const char *name, struct tf_problem *problem);
/* Where the message catalogues are: …/<language>/LC_MESSAGES below it. TF_ERR_NOT_FOUND. */
enum tf_err tf_paths_locale(char **out);
void tf_paths_load_words(void); /* for a command: what is missing shows English, and says so itself */

/* A time for a file's name, in UTC: 2026-11-25T13-45-00Z. Sticks with other file systems take no colons. */
void tf_paths_time(char out[26], int64_t utc_s);
bool tf_paths_exists(const char *path);
bool tf_paths_is_pipe(const char *path);             /* there, and no file: reading it may never end */
bool tf_paths_has_parent(const char *path);          /* the folder that the file would stand in is there */
bool tf_paths_is_same(const char *a, const char *b); /* one file by two names */

#endif
