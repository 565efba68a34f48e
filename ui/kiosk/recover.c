/* DESIGN. In this order, each step on the disk before the next:
 *   1. the newest copy that is good, beside data under a name of its own, opened and checked
 *   2. the note, which names what data will be called when it is put aside
 *   3. the swap: data gets that name, the copy gets data's (swap.h)
 * A note without the file that it names belongs to a recovery that was cut before 3, and says nothing. */
#include "kiosk/recover.h"

#include "base/folder.h"
#include "base/log.h"
#include "base/text.h"
#include "kiosk/backup_folder.h"
#include "kiosk/paths.h"
#include "kiosk/swap.h"
#include "store/store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOTE_BYTES_MAX = 512 };

static bool is_empty_file(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && about.st_size == 0;
}

bool tf_recover_is_emptied(const char *data)
{
    struct tf_backup_folder folder = {.count = 0};
    return is_empty_file(data) && tf_backup_folder_read(&folder, data) == TF_OK && folder.count > 0;
}

/* ---- the note ---- */

static bool note_path(char out[PATH_MAX], const char *data, const char *more)
{
    int len = snprintf(out, PATH_MAX, "%s.recovered%s", data, more);
    return len > 0 && len < PATH_MAX;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Two lines: the damaged file's name; "copy" and when it was made, or "empty". */
static bool write_lines(const char *path, const char *kept, bool is_empty, int64_t copy_at)
{
    FILE *file = fopen(path, "we");
    bool ok;

    if (!file) {
        return false;
    }
    ok = fprintf(file, "%s\n", base_name(kept)) > 0 &&
         (is_empty ? fputs("empty\n", file) >= 0 : fprintf(file, "copy %" PRId64 "\n", copy_at) > 0);
    ok = fflush(file) == 0 && ok && fsync(fileno(file)) == 0;
    return fclose(file) == 0 && ok;
}

static enum tf_err write_note(const char *data, const char *kept, bool is_empty, int64_t copy_at,
                              struct tf_problem *problem)
{
    char path[PATH_MAX], fresh[PATH_MAX];

    if (note_path(path, data, "") && note_path(fresh, data, ".new") &&
        write_lines(fresh, kept, is_empty, copy_at) && rename(fresh, path) == 0 &&
        tf_folder_sync(path) == TF_OK) {
        return TF_OK;
    }
    return tf_err_tell(problem, TF_ERR_IO, data, "Make room on that disk or mend it; nothing was changed",
                       "What happened could not be noted: %s", strerror(errno));
}

static bool is_beside(const char *data, const char *name)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%.*s%s", (int)(base_name(data) - data), data, name);
    return len > 0 && (size_t)len < sizeof path && tf_paths_exists(path);
}

void tf_recover_read(struct tf_recovery *out, const char *data)
{
    char path[PATH_MAX], kept[NOTE_BYTES_MAX] = "", what[NOTE_BYTES_MAX] = "";
    FILE *file;

    *out = (struct tf_recovery){.has_happened = false};
    if (!note_path(path, data, "") || !(file = fopen(path, "re"))) {
        return;
    }
    if (fgets(kept, sizeof kept, file) && fgets(what, sizeof what, file)) {
        kept[strcspn(kept, "\n")] = '\0';
        tf_text_copy(out->kept, sizeof out->kept, kept);
        out->is_empty = strcmp(what, "empty\n") == 0;
        out->copy_at = out->is_empty || strncmp(what, "copy ", 5) != 0 ? 0 : strtoll(what + 5, NULL, 10);
        out->has_happened =
            *kept && !strchr(kept, '/') && strcmp(kept, out->kept) == 0 && is_beside(data, kept);
    }
    fclose(file);
}

void tf_recover_seen(const char *data)
{
    char path[PATH_MAX];

    if (note_path(path, data, "") && unlink(path) == 0) {
        (void)tf_folder_sync(path);
    }
}

/* ---- what takes its place ---- */

/* The newest good one. *copy NULL: there is none. */
static enum tf_err find_copy(char **copy, int64_t *copy_at, const char *data, struct tf_problem *problem)
{
    struct tf_backup_folder folder = {.count = 0};
    enum tf_err refused = TF_OK, err = tf_backup_folder_read(&folder, data);

    for (size_t i = 0; i < folder.count && err == TF_OK; i++) {
        char path[PATH_MAX];
        struct tf_problem why = {0};
        enum tf_err bad = tf_backup_folder_path(path, &folder, folder.backups[i].name);
        if (bad == TF_OK) {
            bad = tf_swap_copy(copy, path, data, &why);
        }
        if (bad == TF_OK) {
            bad = tf_swap_verify(*copy, path, NULL, &why);
            if (bad == TF_OK) {
                *copy_at = folder.backups[i].at;
                return TF_OK;
            }
            tf_swap_remove(*copy);
            free(*copy);
            *copy = NULL;
        }
        tf_log(TF_LOG_ERROR, "recover: %s cannot take its place: %s", path, why.what);
        if (bad == TF_ERR_NOMEM) {
            return bad;
        }
        if (bad == TF_ERR_IO && refused == TF_OK) { /* perhaps a disk that is full, and the copy is good */
            refused = tf_err_tell(problem, bad, why.where, why.todo, "%s", why.what);
        }
    }
    return err != TF_OK ? err : refused;
}

static enum tf_err make_empty(char **copy, const char *data, struct tf_problem *problem)
{
    struct tf_store *store = NULL;
    char *path;
    enum tf_err err;

    if (asprintf(&path, "%s.restoring", data) < 0) {
        return TF_ERR_NOMEM;
    }
    tf_swap_remove(path);
    err = tf_store_open_sqlite(&store, path, NULL, problem);
    tf_store_close(store);
    if (err != TF_OK) {
        free(path);
        return err;
    }
    *copy = path;
    return TF_OK;
}

enum tf_err tf_recover(const char *data, int64_t now_s, struct tf_problem *problem)
{
    char *copy = NULL, *aside = NULL;
    int64_t copy_at = 0;
    bool is_empty = false;
    enum tf_err err = find_copy(&copy, &copy_at, data, problem);

    if (err == TF_OK && !copy) {
        is_empty = true;
        err = make_empty(&copy, data, problem);
    }
    if (err == TF_OK) {
        aside = tf_swap_name(data, "damaged", now_s);
        err = aside ? write_note(data, aside, is_empty, copy_at, problem) : TF_ERR_NOMEM;
    }
    if (err == TF_OK) {
        err = tf_swap_damaged(aside, copy, data, problem);
    }
    if (err == TF_OK) {
        tf_log(TF_LOG_WARNING, "recover: %s was damaged and is kept as %s; %s", data, aside,
               is_empty ? "there is no good copy of it, so the event begins empty"
                        : "the newest good copy is in its place");
    }
    if (copy) {
        tf_swap_remove(copy); /* nothing is left of it when it was swapped in */
    }
    free(copy);
    free(aside);
    return err;
}
