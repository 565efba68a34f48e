/* schema.h: what a board that kiosks share is in PostgreSQL: a schema `twofeet` with the log, its kiosks and the
 * functions that are all a kiosk may call. The role twofeet_kiosk may call these and nothing else; which kiosk calls is
 * said by a key of its own, of which the server keeps the hash.
 *
 *   push(key, base, version, ids, texts)  adds behind base, in one transaction under one lock, and notifies;
 *                                         false: there is something behind base already
 *   pull(key, after, most)                what is behind
 *   invite(key, name)                     kiosk 1 alone: a further kiosk's number and key
 *   revoke(key, number)                   kiosk 1 alone: that one's key is worth nothing any more
 *   kiosks(key)                           who shares this board, and when each was last heard
 *
 * SQLSTATE TF001: no (valid) key; TF002: the log does not reach as far as the caller has it. */
#ifndef TF_LINK_SCHEMA_H
#define TF_LINK_SCHEMA_H

#define TF_SCHEMA_CHANNEL "twofeet"
#define TF_SCHEMA_ROLE    "twofeet_kiosk"

/* Makes it, once: several statements, for PQexec's simple protocol; by a role that may create schemas and roles. */
extern const char tf_schema_sql[];
/* Whether it is there: one row, true or false. */
extern const char tf_schema_is_there_sql[];

#endif
