/* ddl.h: the file's own description, as whoever opens it with the sqlite3 shell finds it. */
#ifndef TF_STORE_DDL_H
#define TF_STORE_DDL_H

#include "store/migrate.h"

#define TF_DDL_APPLICATION_ID 0x32465431 /* "2FT1" at byte 68 of the file: file(1) and we know it by that */

/* Today's version, its tables, and the way there from every older one. */
extern const struct tf_migrate_plan tf_ddl_plan;

#endif
