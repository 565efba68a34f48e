/* DESIGN
 * A thread sleeps until a copy is due, and has the ledger's thread make it: that one owns the store. Between
 * the two only `newest_s` is shared with anybody else. `bell` is a queue of nothing: closing it wakes the
 * thread, and ends it. */
#include "kiosk/backups.h"

#include "base/folder.h"
#include "base/log.h"
#include "base/queue.h"
#include "kiosk/backup_folder.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

struct tf_backups {
    struct tf_backups_options options;
    struct tf_backup_folder folder;
    int64_t due_ms;        /* monotonic; 0: not known yet */
    uint64_t sequence, id; /* of the newest event in the newest copy */
    bool is_known;         /* those two are */
    bool is_failing;       /* and that was said */
    atomic_int_least64_t newest_s;

    struct tf_queue *bell;
    pthread_t thread;
    bool is_running;
};

/* ---- one copy, on the ledger's thread ---- */

/* What the newest copy of an earlier run holds: the same event needs no second one. */
static void look_at_newest(struct tf_backups *backups)
{
    struct tf_store_options options = {.read_only = true, .must_exist = true};
    struct tf_store *store = NULL;
    char path[PATH_MAX];

    backups->is_known = true;
    if (backups->folder.count == 0 ||
        tf_backup_folder_path(path, &backups->folder, backups->folder.backups[0].name) != TF_OK ||
        tf_store_open_sqlite(&store, path, &options, NULL) != TF_OK) {
        return;
    }
    if (tf_store_last(store, &backups->sequence, &backups->id) != TF_OK) {
        backups->sequence = backups->id = 0;
    }
    tf_store_close(store);
}

/* The event itself needs the room more: it must still be able to grow when the copy is there. */
static enum tf_err look_for_room(const struct tf_backups *backups, struct tf_problem *problem)
{
    struct statvfs disk;
    struct stat file;

    if (statvfs(backups->folder.path, &disk) != 0 || stat(backups->options.data, &file) != 0) {
        return tf_err_tell(problem, TF_ERR_IO, backups->folder.path, NULL,
                           "The folder cannot be looked at: %s", strerror(errno));
    }
    if ((unsigned long long)disk.f_bavail * disk.f_frsize <
        2 * (unsigned long long)file.st_size + TF_BACKUPS_SPARE_BYTES) {
        return tf_err_tell(problem, TF_ERR_LIMIT, backups->folder.path, "Make room on that disk",
                           "The disk is nearly full: what is left is for the event itself");
    }
    return TF_OK;
}

static enum tf_err make_folder(const struct tf_backups *backups, struct tf_problem *problem)
{
    const char *path = backups->folder.path;

    if (mkdir(path, 0700) == 0) {
        return tf_folder_sync(path);
    }
    return errno == EEXIST
               ? TF_OK
               : tf_err_tell(problem, TF_ERR_IO, path, "Look who may write beside the event's file",
                             "The folder cannot be made: %s", strerror(errno));
}

static enum tf_err write_copy(struct tf_backups *backups, struct tf_store *store, struct tf_problem *problem)
{
    struct tf_backup next;
    char path[PATH_MAX];
    enum tf_err err = make_folder(backups, problem);

    if (err == TF_OK) {
        err = tf_backup_folder_read(&backups->folder, backups->options.data);
    }
    if (err == TF_OK) {
        err = look_for_room(backups, problem);
    }
    tf_backup_folder_next(&next, &backups->folder, tf_clock_now_s(backups->options.clock));
    if (err == TF_OK) {
        err = tf_backup_folder_path(path, &backups->folder, next.name);
    }
    if (err == TF_OK) {
        err = tf_store_backup(store, path, problem);
    }
    if (err == TF_OK) {
        atomic_store(&backups->newest_s, next.at);
        (void)tf_backup_folder_read(&backups->folder, backups->options.data);
    }
    tf_backup_folder_prune(&backups->folder); /* what a failed one left, too */
    return err;
}

static enum tf_err copy(void *user, struct tf_store *store)
{
    struct tf_backups *backups = user;
    struct tf_problem problem = {0};
    uint64_t sequence = 0, id = 0;
    enum tf_err err = tf_store_last(store, &sequence, &id);

    if (err == TF_OK && !backups->is_known) {
        look_at_newest(backups);
    }
    if (err == TF_OK && (sequence == 0 || (sequence == backups->sequence && id == backups->id))) {
        return TF_OK;
    }
    if (err == TF_OK) {
        err = write_copy(backups, store, &problem);
    }
    if (err == TF_OK) {
        backups->sequence = sequence;
        backups->id = id;
        if (backups->is_failing) {
            tf_log(TF_LOG_WARNING, "backups: copies of the event are made again");
        }
    } else if (!backups->is_failing) {
        tf_log(TF_LOG_ERROR, "backups: no copy of the event was made: %s: %s. %s",
               *problem.where ? problem.where : backups->folder.path,
               *problem.what ? problem.what : tf_err_name(err), problem.todo);
    }
    backups->is_failing = err != TF_OK;
    return err;
}

/* ---- when ---- */

int64_t tf_backups_round(struct tf_backups *backups, int64_t mono_ms)
{
    if (backups->due_ms == 0) {
        backups->due_ms = mono_ms + TF_BACKUPS_EVERY_MS;
    }
    if (mono_ms >= backups->due_ms) {
        /* A disk that refuses everything says so elsewhere: the wall tells it. */
        (void)tf_ledger_run(backups->options.ledger, copy, backups);
        backups->due_ms = mono_ms + TF_BACKUPS_EVERY_MS;
    }
    return backups->due_ms - mono_ms;
}

int64_t tf_backups_newest_s(const struct tf_backups *backups)
{
    return atomic_load(&backups->newest_s);
}

static void *work(void *user)
{
    struct tf_backups *backups = user;
    void *nothing;

    while (!tf_queue_is_closed(backups->bell)) {
        int64_t wait_ms = tf_backups_round(backups, tf_clock_mono_ms());
        (void)tf_queue_take(backups->bell, &nothing, 1, (int)wait_ms);
    }
    return NULL;
}

/* ---- life ---- */

enum tf_err tf_backups_create(struct tf_backups **out, const struct tf_backups_options *options)
{
    struct tf_backups *backups = calloc(1, sizeof *backups);
    enum tf_err err;

    if (!backups) {
        return TF_ERR_NOMEM;
    }
    backups->options = *options;
    err = tf_backup_folder_read(&backups->folder, options->data);
    if (err == TF_OK) {
        err = tf_queue_create(&backups->bell, 1);
    }
    if (err != TF_OK) {
        free(backups);
        return err;
    }
    atomic_init(&backups->newest_s, backups->folder.count > 0 ? backups->folder.backups[0].at : 0);
    *out = backups;
    return TF_OK;
}

enum tf_err tf_backups_start(struct tf_backups *backups)
{
    sigset_t all, before;

    sigfillset(&all); /* signals are the main thread's business */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    backups->is_running = pthread_create(&backups->thread, NULL, work, backups) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!backups->is_running) {
        return TF_ERR_NOMEM;
    }
    pthread_setname_np(backups->thread, "backups");
    return TF_OK;
}

void tf_backups_stop(struct tf_backups *backups)
{
    if (!backups) {
        return;
    }
    tf_queue_close(backups->bell);
    if (backups->is_running) {
        pthread_join(backups->thread, NULL);
    }
    (void)tf_ledger_run(backups->options.ledger, copy, backups);
    tf_queue_destroy(backups->bell);
    free(backups);
}
