/* sqlite.h: the SQLite store's inside, shared by its files: opening, the log, writing, looking after it. */
#ifndef TF_STORE_SQLITE_H
#define TF_STORE_SQLITE_H

#include "core/changed.h"
#include "store/ops.h"
#include "store/rows.h"

#include <sqlite3.h>

enum {
    TF_SQLITE_BEGIN,
    TF_SQLITE_COMMIT,
    TF_SQLITE_VERSION,
    TF_SQLITE_LOG_INSERT,
    TF_SQLITE_LOG_READ,
    TF_SQLITE_LOG_FIND,
    TF_SQLITE_LOG_REWRITE,
    TF_SQLITE_LOG_LAST,
    TF_SQLITE_CHANGED_PUT,
    TF_SQLITE_CHANGED_DROP,
    TF_SQLITE_CHANGED_EACH,
    TF_SQLITE_OUTBOX_PUT,
    TF_SQLITE_OUTBOX_READ,
    TF_SQLITE_OUTBOX_SPAN,
    TF_SQLITE_OUTBOX_DROP,
    TF_SQLITE_LOG_CUT,
    TF_SQLITE_PRIVATE_PUT,
    TF_SQLITE_PRIVATE_DROP,
    TF_SQLITE_PRIVATE_EACH,
    TF_SQLITE_STATEMENT_COUNT
};

struct tf_sqlite {
    struct tf_store store;
    sqlite3 *db;
    sqlite3_stmt *statements[TF_SQLITE_STATEMENT_COUNT]; /* made when first needed */
    struct tf_rows rows;
    char *path;
    char *vfs; /* NULL: the default */
    bool read_only;
    int lock;             /* negative: none */
    int wal_pages;        /* in the WAL after the last commit */
    int tidy_pages;       /* so many are worth a checkpoint */
    int64_t data_version; /* changes when another connection wrote; 0: not known yet */
};

static inline struct tf_sqlite *tf_sqlite_of(struct tf_store *store)
{
    return (struct tf_sqlite *)(void *)store;
}

/* store_sqlite.c */
extern const struct tf_store_ops tf_sqlite_ops;
enum tf_err tf_sqlite_statement(struct tf_sqlite *s, int which, sqlite3_stmt **out);
enum tf_err tf_sqlite_run(struct tf_sqlite *s, int which);
enum tf_err
tf_sqlite_hold(struct tf_sqlite *s);         /* begins the transaction that is always open, if it is not */
void tf_sqlite_release(struct tf_sqlite *s); /* ends it, empty */
/* For reads in several statements: one state of the file. */
enum tf_err tf_sqlite_begin_reading(struct tf_sqlite *s, bool *began);
void tf_sqlite_end_reading(struct tf_sqlite *s, bool began);
void tf_sqlite_close(struct tf_store *store); /* also of one that is half open */

/* sqlite_log.c */
enum tf_err tf_sqlite_log_append(struct tf_sqlite *s, const struct tf_event *event);
enum tf_err tf_sqlite_log_rewrite(struct tf_sqlite *s,
                                  const struct tf_event *event); /* the row of its sequence */
enum tf_err tf_sqlite_log_read(struct tf_store *store, uint64_t first, struct tf_event **out, size_t max,
                               size_t *count);
enum tf_err tf_sqlite_log_find(struct tf_store *store, uint64_t id, uint64_t *sequence);
enum tf_err tf_sqlite_log_last(struct tf_store *store, uint64_t *sequence, uint64_t *id);

/* sqlite_changed.c: when what people plan by last changed */
enum tf_err tf_sqlite_changed_append(struct tf_sqlite *s, const struct tf_event *event);
enum tf_err tf_sqlite_changed_put(struct tf_sqlite *s, enum tf_kind kind, uint64_t id,
                                  struct tf_changed_when when);
enum tf_err tf_sqlite_changed_load(struct tf_sqlite *s, struct tf_board *board, uint64_t newest);

/* sqlite_outbox.c */
enum tf_err tf_sqlite_outbox_put(struct tf_sqlite *s, uint64_t sequence, const char *command);
enum tf_err tf_sqlite_outbox_span(struct tf_store *store, uint64_t *first, size_t *count);
enum tf_err tf_sqlite_outbox_read(struct tf_store *store, uint64_t first, char **out, size_t max,
                                  size_t *count);
enum tf_err tf_sqlite_outbox_drop(struct tf_store *store, uint64_t last);
enum tf_err tf_sqlite_rebase(struct tf_store *store, const struct tf_store_rebase *rebase);

/* sqlite_private.c */
enum tf_err tf_sqlite_private_put(struct tf_store *store, const struct tf_store_private *rows, size_t count);
enum tf_err tf_sqlite_private_each(struct tf_store *store, tf_store_private_fn each, void *user);

/* sqlite_care.c */
enum tf_err tf_sqlite_care_backup(struct tf_store *store, const char *path, struct tf_problem *problem);
enum tf_err tf_sqlite_care_check(struct tf_store *store, tf_store_say_fn say, void *user);
enum tf_err tf_sqlite_care_settle(struct tf_store *store);
void tf_sqlite_care_tidy(struct tf_store *store);
void tf_sqlite_care_after_commit(struct tf_sqlite *s); /* bounds the WAL in a flood */

/* sqlite_erase.c */
enum tf_err tf_sqlite_erase(struct tf_store *store, struct tf_erase *erase, struct tf_problem *problem);

/* mend.c */
/* The tables as the board has them, in the transaction that is open; it is not ended. */
enum tf_err tf_sqlite_write_tables(struct tf_sqlite *s, const struct tf_board *board);
enum tf_err tf_sqlite_mend(struct tf_store *store, struct tf_problem *problem);

#endif
