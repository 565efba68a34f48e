/* store.h: durable storage of one event's log and tables. Owned by one thread (the ledger's).
 *
 * One file, one writer. A store that may write holds a lock (path-lock) for as long as it is open: a second
 * one on the same file is refused with TF_ERR_BUSY. It also keeps SQLite's write lock between two commits, so
 * that no other program (an organiser's sqlite3 shell) can change the file beneath a board in memory; reading
 * beside it is always possible, and sees what was committed. Exactly one connection in the program: SQLite
 * before 3.51.3 can lose a commit when two connections write or checkpoint at once. */
#ifndef TF_STORE_STORE_H
#define TF_STORE_STORE_H

#include "core/board.h"
#include "core/erase.h"
#include "core/event.h"

struct tf_store;

struct tf_store_options {
    const char *vfs; /* SQLite VFS name, NULL: the default; the crash tests' door */
    bool read_only;  /* for check and export beside a running kiosk; no lock is taken. Where none runs, SQLite
                        leaves an empty -wal and a -shm behind, until the file is next opened for writing */
    bool must_exist; /* do not create */
    size_t tidy_pages; /* so many pages (4 KiB) of WAL are worth a checkpoint; 0: 1000 */
};

/* SQLite file: made when absent, migrated forward when older (a verified backup path.vN.backup is written
 * first). TF_OK: *out is the caller's. TF_ERR_CORRUPT, TF_ERR_UNSUPPORTED (newer than this program, or not an
 * event's file), TF_ERR_BUSY (another program writes it), TF_ERR_IO, TF_ERR_NOT_FOUND, TF_ERR_NOMEM; problem
 * says what to do. options NULL: defaults. */
enum tf_err tf_store_open_sqlite(struct tf_store **out, const char *path,
                                 const struct tf_store_options *options, struct tf_problem *problem);
enum tf_err tf_store_open_memory(struct tf_store **out); /* the twin, for tests and --memory */
void tf_store_close(struct tf_store *store);             /* NULL is fine */

/* The newest board, from the tables; a sound one (tf_board_check_relations()). *out is the caller's.
 * TF_ERR_CORRUPT, TF_ERR_IO, TF_ERR_NOMEM. */
enum tf_err tf_store_load(struct tf_store *store, struct tf_board **out, struct tf_problem *problem);
/* After TF_ERR_CORRUPT from loading: writes the tables anew from the log. The file as it was is kept beside
 * it first. TF_OK: problem->where is that copy. TF_ERR_CORRUPT: the log is no better, nothing was changed;
 * TF_ERR_IO, TF_ERR_DENIED (opened read_only), TF_ERR_NOMEM. */
enum tf_err tf_store_mend(struct tf_store *store, struct tf_problem *problem);
/* Durable when it returns TF_OK. Otherwise nothing of the batch is kept, but for one case: when the disk
 * refused the very last write (TF_ERR_IO), the whole batch may be there after the store is opened again;
 * tf_store_last() tells. Sequences follow on from the last. TF_ERR_INVALID: they do not, an id is known, or a
 * record to change is not there. TF_ERR_IO, TF_ERR_NOMEM, TF_ERR_CORRUPT; TF_ERR_DENIED: opened read_only. */
enum tf_err tf_store_append(struct tf_store *store, struct tf_event *const *events, size_t count);

/* ---- several kiosks, one board: the newest events of the log may be this kiosk's alone as yet. The outbox
 * has the command of each of them, as text (core/command_json.h): a run of sequences that ends with the
 * newest. */

/* Appends, and the commands go into the outbox with their events: all or nothing. */
enum tf_err tf_store_append_own(struct tf_store *store, struct tf_event *const *events,
                                const char *const *commands, size_t count);
struct tf_store_rebase {
    uint64_t base;                  /* events up to here stay */
    struct tf_event *const *events; /* take the place of all after it: sequences base + 1 … */
    const char *const *commands;    /* [count]: of the last ones, for the outbox; NULL: everybody has it */
    size_t count;
    const struct tf_board *now; /* the board before */
    struct tf_board *then;      /* and after */
};
/* Log, tables and outbox as if it had happened in this order: all or nothing, as tf_store_append(). */
enum tf_err tf_store_rebase(struct tf_store *store, const struct tf_store_rebase *rebase);
/* The first sequence in the outbox and how many there are; 0, 0: it is empty. */
enum tf_err tf_store_outbox_span(struct tf_store *store, uint64_t *first, size_t *count);
/* The commands of up to max events from sequence `first` on; each is the caller's, free() it. */
enum tf_err tf_store_outbox_read(struct tf_store *store, uint64_t first, char **out, size_t max,
                                 size_t *count);
/* The others have everything up to this sequence. Durable when it returns TF_OK; it may be said again. */
enum tf_err tf_store_outbox_drop(struct tf_store *store, uint64_t last);

/* Makes sure that what the store shows is on the disk, by writing it there once more. After a sync that
 * failed, or a process that died in the middle of one, the kernel may show what the disk does not have, and
 * the next sync would not tell. Call it before relying on what was found after opening again. TF_ERR_IO. */
enum tf_err tf_store_settle(struct tf_store *store);
/* Up to max events from sequence `first` on, ascending; each is a reference of the caller's. TF_ERR_CORRUPT,
 * TF_ERR_IO, TF_ERR_NOMEM: none. */
enum tf_err tf_store_read(struct tf_store *store, uint64_t first, struct tf_event **out, size_t max,
                          size_t *count);
/* The sequence of the event with this id. TF_ERR_NOT_FOUND, TF_ERR_IO, TF_ERR_NOMEM. */
enum tf_err tf_store_find(struct tf_store *store, uint64_t id, uint64_t *sequence);
/* The sequence and id of the newest event; 0, 0: none. */
enum tf_err tf_store_last(struct tf_store *store, uint64_t *sequence, uint64_t *id);
/* A whole, verified copy at path (opened and checked before it gets its name), always an SQLite file. What
 * was at path before stays when this fails. TF_ERR_IO, TF_ERR_CORRUPT, TF_ERR_NOMEM. */
enum tf_err tf_store_backup(struct tf_store *store, const char *path, struct tf_problem *problem);
/* Everything that can be checked: SQLite's integrity, foreign keys, replay of the log against the tables, the
 * board's invariants. Each finding is one call of say (may be NULL). TF_OK: clean. TF_ERR_CORRUPT. TF_ERR_IO,
 * TF_ERR_NOMEM: could not look. */
enum tf_err tf_store_check(struct tf_store *store, void (*say)(void *user, const char *finding), void *user);
/* Private rows: what is kept but is no part of the event (firmware/keep). Not in the log, the board or
 * backups. */
struct tf_store_private {
    const char *name, *value; /* value NULL: the row goes, if it is there */
};
/* Durable when it returns TF_OK, all of them or none. TF_ERR_IO, TF_ERR_NOMEM, TF_ERR_DENIED, TF_ERR_CORRUPT.
 */
enum tf_err tf_store_private_put(struct tf_store *store, const struct tf_store_private *rows, size_t count);
/* Each row once; stops at the first call that does not return TF_OK, and returns that. */
enum tf_err tf_store_private_each(struct tf_store *store,
                                  enum tf_err (*each)(void *user, const struct tf_store_private *row),
                                  void *user);
/* Writes log and tables as if what erase takes out had never been there, and then the file anew, so that none
 * of its bytes are left in it or beside it in the WAL: also after an earlier call that was cut before that.
 * All or nothing of the log and the tables, whenever the power goes. TF_ERR_BUSY: another program reads the
 * file, and the WAL cannot be emptied. TF_ERR_IO, TF_ERR_NOMEM, TF_ERR_CORRUPT, TF_ERR_DENIED (opened
 * read_only): unless it was BUSY or IO, nothing was changed. Boards that were loaded before have it still. */
enum tf_err tf_store_erase(struct tf_store *store, struct tf_erase *erase, struct tf_problem *problem);
/* Moves work out of the way of the next commit (WAL checkpoint); called when the ledger is idle. */
void tf_store_tidy(struct tf_store *store);

#endif
