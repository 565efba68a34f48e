/* schema.h: what a board that kiosks share is in PostgreSQL: a schema `twofeet` with the log, its kiosks and
 * the functions that are all a kiosk may call. The role twofeet_kiosk may call these and nothing else; which
 * kiosk calls is said by a key of its own, of which the server keeps the hash.
 *
 *   push(key, base, version, ids, texts)  adds behind base, in one transaction under one lock, and notifies;
 *                                         false: there is something behind base already
 *   pull(key, after, most)                what is behind
 *   admit(name)                           by an administrator: the first kiosk's number and key
 *   invite(key, name)                     kiosk 1 alone: a further kiosk's number and key
 *   revoke(key, number)                   kiosk 1 alone: that one's key is worth nothing any more
 *   kiosks(key)                           who shares this board, and when each was last heard
 *
 * SQLSTATE TF001: no (valid) key; TF002: the log does not reach as far as the caller has it. */
#ifndef TF_LINK_SCHEMA_H
#define TF_LINK_SCHEMA_H

#define TF_SCHEMA_CHANNEL "twofeet"
#define TF_SCHEMA_ROLE    "twofeet_kiosk"

/* Make it, once, one after the other on one connection, NULL at the end; by a role that may create schemas
 * and roles. They begin a transaction; COMMIT is the caller's. */
extern const char *const tf_schema_statements[];
/* Whether it is there, in this database or in another of the same server (whose kiosks' password would be
 * lost): one row, true or false. */
extern const char tf_schema_is_there_sql[];

#endif
