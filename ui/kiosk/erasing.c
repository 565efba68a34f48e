#include "kiosk/erasing.h"

#include "base/folder.h"
#include "base/log.h"
#include "base/rng.h"
#include "kiosk/backup_folder.h"
#include "ledger/sharing.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- files ---- */

struct sweep {
    size_t removed;
    enum tf_err err;
    struct tf_problem *problem;
};

static void take_away(struct sweep *sweep, const char *folder, const char *name)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);

    if (len > 0 && (size_t)len < sizeof path && (unlink(path) == 0 || errno == ENOENT)) {
        sweep->removed++;
    } else if (errno != EISDIR) {
        sweep->err = tf_err_tell(sweep->problem, TF_ERR_IO, path, "Remove it yourself",
                                 "This file may hold it still, and cannot be removed: %s", strerror(errno));
    }
}

/* Each file of the folder that is_one says yes to; one that is not there is empty. */
static void sweep_folder(struct sweep *sweep, const char *folder,
                         bool (*is_one)(const char *name, const char *than), const char *than)
{
    struct dirent *entry;
    DIR *dir = opendir(folder);

    while (dir && (entry = readdir(dir))) {
        if (entry->d_name[0] != '.' && is_one(entry->d_name, than)) {
            take_away(sweep, folder, entry->d_name);
        }
    }
    if (dir) {
        (void)fsync(dirfd(dir));
        closedir(dir);
    }
}

static bool is_another(const char *name, const char *kept)
{
    return strcmp(name, kept) != 0;
}

static bool is_any(const char *name, const char *nothing)
{
    (void)name;
    (void)nothing;
    return true;
}

/* What the program itself put beside the event's file when it put something else in its place. */
static bool is_put_aside(const char *name, const char *data)
{
    static const char *const MORE[] = {".before-", ".damaged-", ".v", ".restoring", ".recovered"};
    size_t len = strlen(data);

    if (strncmp(name, data, len) != 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof MORE / sizeof MORE[0]; i++) {
        if (strncmp(name + len, MORE[i], strlen(MORE[i])) == 0) {
            return true;
        }
    }
    size_t all = strlen(name);
    return name[len] == '.' && all > len + 4 && strcmp(name + all - 4, ".new") == 0; /* a copy that was cut */
}

static enum tf_err sweep_beside(struct sweep *sweep, const char *data)
{
    char folder[PATH_MAX], spool[PATH_MAX];
    const char *slash = strrchr(data, '/');
    const char *name = slash ? slash + 1 : data;
    int len = snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - data) : 1, slash ? data : ".");
    int spool_len = snprintf(spool, sizeof spool, "%s.print", data);

    if (len < 0 || (size_t)len >= sizeof folder || spool_len < 0 || (size_t)spool_len >= sizeof spool) {
        return tf_err_tell(sweep->problem, TF_ERR_IO, data, "Use a shorter path", "The path is too long");
    }
    sweep_folder(sweep, *folder ? folder : "/", is_put_aside, name);
    sweep_folder(sweep, spool, is_any, ""); /* pictures: nobody knows whose name is on one */
    return sweep->err;
}

/* ---- copies ---- */

struct copies {
    const struct tf_erasing *erasing;
    struct sweep *sweep;
};

static enum tf_err make_folder(const char *path, struct tf_problem *problem)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST) {
        return tf_folder_sync(path);
    }
    return tf_err_tell(problem, TF_ERR_IO, path, "Look who may write beside the event's file",
                       "The folder for copies cannot be made: %s", strerror(errno));
}

/* On the ledger's thread, as all copies are made: none is half written meanwhile. */
static enum tf_err renew_copies(void *user, struct tf_store *store)
{
    struct copies *copies = user;
    const struct tf_erasing *erasing = copies->erasing;
    struct tf_backup_folder folder = {.count = 0};
    struct tf_backup next;
    char path[PATH_MAX];
    enum tf_err err = tf_backup_folder_read(&folder, erasing->data);

    if (err == TF_OK) {
        err = make_folder(folder.path, copies->sweep->problem);
    }
    if (err == TF_OK) {
        tf_backup_folder_next(&next, &folder, erasing->now_s);
        err = tf_backup_folder_path(path, &folder, next.name);
    }
    if (err == TF_OK) {
        err = tf_store_backup(store, path, copies->sweep->problem);
    }
    if (err == TF_OK) {
        sweep_folder(copies->sweep, folder.path, is_another, next.name);
        err = copies->sweep->err;
    }
    return err;
}

/* ---- all of it ---- */

static enum tf_err forget_device(struct tf_keep *keep, uint64_t device)
{
    enum tf_err err = tf_keep_is_blocked(keep, device) ? tf_keep_block(keep, device, false) : TF_OK;

    if (err == TF_OK && tf_keep_role(keep, device) != TF_ROLE_GUEST) {
        err = tf_keep_forget(keep, device);
    }
    return err;
}

enum tf_err tf_erasing_run(struct tf_erased *out, const struct tf_erasing *erasing,
                           const struct tf_erase_what *what, struct tf_problem *problem)
{
    struct sweep sweep = {.err = TF_OK, .problem = problem};
    struct copies copies = {erasing, &sweep};
    struct tf_erase *erase = NULL;
    enum tf_err err = tf_erase_create(&erase, what);

    *out = (struct tf_erased){0, 0};
    if (err != TF_OK) {
        return tf_err_tell(problem, err, NULL,
                           "Name one person as they wrote themselves, one session's code, or one "
                           "device's number",
                           "Nobody is meant by this");
    }
    bool is_shared = tf_sharing_kiosk(erasing->ledger) != 0; /* then nothing at all is done */
    if (tf_erase_device(erase) != 0 && erasing->keep &&
        !is_shared) { /* first: its row is in the file, which is then written anew */
        err = forget_device(erasing->keep, tf_erase_device(erase));
    }
    if (err == TF_OK) {
        err = tf_ledger_erase(erasing->ledger, erase, erasing->actor, erasing->now_s, erasing->id, problem);
    }
    if (err == TF_OK && erasing->data) {
        err = tf_ledger_run(erasing->ledger, renew_copies, &copies);
    }
    if (err == TF_OK && erasing->data) {
        err = sweep_beside(&sweep, erasing->data);
    }
    *out = (struct tf_erased){.events = tf_erase_count(erase), .files = sweep.removed};
    tf_erase_destroy(erase);
    if (err != TF_OK && problem && !*problem->what) {
        return tf_err_tell(problem, err, erasing->data, "Do it once more when the disk is well",
                           "Not all of it is gone");
    }
    return err;
}

enum tf_err tf_erasing_now(struct tf_erased *out, struct tf_ledger *ledger, struct tf_keep *keep,
                           const char *data, const struct tf_clock *clock, const struct tf_erase_what *what)
{
    struct tf_problem problem = {0};
    struct tf_rng rng;
    enum tf_err err;

    *out = (struct tf_erased){0, 0};
    if (!clock) {
        return TF_ERR_UNSUPPORTED;
    }
    tf_rng_from_kernel(&rng);
    const struct tf_erasing erasing = {.ledger = ledger,
                                       .keep = keep,
                                       .data = data,
                                       .actor = {.role = TF_ROLE_ORGANISER},
                                       .now_s = tf_clock_now_s(clock),
                                       .id = tf_rng_id(&rng)};
    err = tf_erasing_run(out, &erasing, what, &problem);
    if (err != TF_OK) {
        tf_log(TF_LOG_ERROR, "erase: %s: %s. %s", problem.where, problem.what, problem.todo);
    }
    return err;
}
