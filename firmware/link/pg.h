/* pg.h: a connection to PostgreSQL that never makes its thread wait longer than it says, and can be told to
 * stop waiting. */
#ifndef TF_LINK_PG_H
#define TF_LINK_PG_H

#include "base/err.h"

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

struct tf_pg;

/* address: a postgresql:// address or a list of settings as libpq reads them. Beyond this machine nothing but
 * TLS with verify-full is spoken. Connects with the first query. TF_ERR_INVALID: it is no address, or it asks
 * for less; TF_ERR_NOMEM, TF_ERR_IO. */
enum tf_err tf_pg_open(struct tf_pg **out, const char *address, struct tf_problem *problem);
void tf_pg_close(struct tf_pg *pg); /* NULL is fine */
/* One statement with text parameters; *out is the caller's, PQclear() it. TF_ERR_IO: not reached, or the
 * connection broke on the way; TF_ERR_DENIED, TF_ERR_NOT_FOUND, TF_ERR_CORRUPT: what schema.h's functions
 * raise; TF_ERR_INVALID: PostgreSQL refuses it otherwise; TF_ERR_CLOSED. problem has its words. */
enum tf_err tf_pg_query(struct tf_pg *pg, PGresult **out, const char *sql, int count,
                        const char *const *values, struct tf_problem *problem);
/* Until a notification comes on a channel that is listened to, a poke, or so long. */
void tf_pg_wait(struct tf_pg *pg, int timeout_ms);
void tf_pg_poke(struct tf_pg *pg); /* any thread */
void tf_pg_stop(struct tf_pg *pg); /* any thread */
/* After connecting, this is said first; borrowed. */
void tf_pg_greet_with(struct tf_pg *pg, const char *sql);

#endif
