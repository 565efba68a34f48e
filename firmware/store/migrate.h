/* migrate.h: brings a file to this program's version, forward only, with a verified backup before each step.
 */
#ifndef TF_STORE_MIGRATE_H
#define TF_STORE_MIGRATE_H

#include "base/err.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* From version to - 1 to version `to`. Foreign keys are off while it runs and are checked after it, so that a
 * table can be made anew. */
struct tf_migrate_step {
    int to;
    const char *sql;
};

struct tf_migrate_plan {
    int version;
    const char *const *statements; /* what makes an empty file one of `version`; ends with NULL */
    const struct tf_migrate_step *steps;
    size_t step_count;
};

/* What sort of file it is. version 0: an empty one. TF_ERR_UNSUPPORTED: somebody else's, or newer than plan;
 * TF_ERR_CORRUPT: no SQLite file at all; TF_ERR_IO. Changes nothing. */
enum tf_err tf_migrate_look(sqlite3 *db, const struct tf_migrate_plan *plan, const char *path, int *version,
                            struct tf_problem *problem);

/* To plan->version, from whatever tf_migrate_look() accepts. Each step is one transaction, after a backup at
 * path.vN.backup; what fails leaves the file as the step found it. */
enum tf_err tf_migrate_run(sqlite3 *db, const struct tf_migrate_plan *plan, const char *path,
                           struct tf_problem *problem);

#endif
