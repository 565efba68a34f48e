/* backup.h: a whole copy of a file, looked at before it gets its name. */
#ifndef TF_STORE_BACKUP_H
#define TF_STORE_BACKUP_H

#include "base/err.h"

#include <sqlite3.h>
#include <stddef.h>

/* Looks at the copy while it still has its temporary name; not TF_OK: there will be no backup. */
typedef enum tf_err (*tf_backup_verify_fn)(void *user, const char *copy, struct tf_problem *problem);

/* Everything db holds, compacted, at path: written beside it, verified, synced, then renamed over it. No
 * transaction may be open on db. TF_ERR_IO, TF_ERR_CORRUPT, TF_ERR_NOMEM, or what verify returned. */
enum tf_err tf_backup_write(sqlite3 *db, const char *path, tf_backup_verify_fn verify, void *user,
                            struct tf_problem *problem);
/* The last part of it alone, for a copy that was made otherwise; the copy is removed when this fails. */
enum tf_err tf_backup_publish(const char *copy, const char *path, tf_backup_verify_fn verify, void *user,
                              struct tf_problem *problem);
/* A name in path's folder that nobody has. TF_ERR_IO: path is too long. */
enum tf_err tf_backup_name(char *out, size_t size, const char *path, struct tf_problem *problem);

/* TF_OK when SQLite finds nothing wrong in db; else TF_ERR_CORRUPT with its first finding. */
enum tf_err tf_backup_integrity(sqlite3 *db, const char *path, struct tf_problem *problem);

#endif
