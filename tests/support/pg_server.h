/* pg_server.h: a PostgreSQL of the test's own, from Debian's package: its data in a folder of its own,
 * reached by a Unix socket there, run by nobody in particular (as root: by `nobody`). What cannot be started
 * ends the test. */
#ifndef TF_TESTS_PG_SERVER_H
#define TF_TESTS_PG_SERVER_H

#include <sys/types.h>

struct pg_server {
    char folder[64];   /* data/ and the socket */
    char address[160]; /* an administrator's */
    pid_t process;     /* 0: it does not run */
};

void pg_server_make(struct pg_server *server); /* and starts it */
void pg_server_lay(struct pg_server *server);  /* makes it, for copies; it does not run */
void pg_server_copy(struct pg_server *server, const struct pg_server *from); /* and starts it */
void pg_server_start(struct pg_server *server);
void pg_server_kill(
    struct pg_server *server); /* as `pg_ctl stop -m immediate` does: nothing is written any more */
void pg_server_remove(struct pg_server *server);

#endif
