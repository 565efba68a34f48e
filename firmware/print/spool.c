#include "print/spool.h"

#include "base/limits.h"
#include "base/log.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_BYTES = 32, HEAD_BYTES = 128 };
static const char MAGIC[] = "twofeet-print 1";
static const char LAST[] = "last", NEW[] = "new";

struct tf_spool {
    int folder;           /* of the folder, for openat(2) */
    pthread_mutex_t disk; /* for `newest`, and the file of the name NEW */
    uint64_t newest;
    bool has_last;
    uint64_t last_owner;
    struct tf_spool_job jobs[TF_PRINT_JOBS_MAX];
    size_t count;
};

/* ---- files ------------------------------------------------------------------------------------------------
 */

static void name_of(char out[NAME_BYTES], uint64_t number, bool begun)
{
    snprintf(out, NAME_BYTES, "%016" PRIx64 ".%s", number, begun ? "begun" : "wait");
}

static bool read_name(const char *name, uint64_t *number, bool *begun)
{
    char again[NAME_BYTES];
    char *end = NULL;
    *number = strtoull(name, &end, 16);
    *begun = end != NULL && strcmp(end, ".begun") == 0;
    name_of(again, *number, *begun);
    return *number != 0 && strcmp(again, name) == 0;
}

static enum tf_err sync_folder(const struct tf_spool *spool)
{
    return fsync(spool->folder) == 0 ? TF_OK : TF_ERR_IO;
}

static enum tf_err rename_to(const struct tf_spool *spool, const char *from, const char *to)
{
    return renameat(spool->folder, from, spool->folder, to) == 0 ? sync_folder(spool) : TF_ERR_IO;
}

static enum tf_err write_all(int file, const void *bytes, size_t len)
{
    const char *at = bytes;
    while (len > 0) {
        ssize_t wrote = write(file, at, len);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return TF_ERR_IO;
        }
        at += wrote;
        len -= (size_t)wrote;
    }
    return TF_OK;
}

static enum tf_err write_job(const struct tf_spool *spool, const struct tf_spool_job *job, const void *bytes,
                             size_t len)
{
    char head[HEAD_BYTES], name[NAME_BYTES];
    int written =
        snprintf(head, sizeof head, "%s %" PRIu64 " %" PRId64 " %zu\n", MAGIC, job->owner, job->at, len);
    int file = openat(spool->folder, NEW, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) {
        return TF_ERR_IO;
    }
    enum tf_err err = write_all(file, head, (size_t)written);
    if (err == TF_OK) {
        err = write_all(file, bytes, len);
    }
    if (err == TF_OK && fsync(file) != 0) {
        err = TF_ERR_IO;
    }
    if (close(file) != 0 && err == TF_OK) {
        err = TF_ERR_IO;
    }
    name_of(name, job->number, job->begun);
    if (err == TF_OK) {
        err = rename_to(spool, NEW, name);
    }
    if (err != TF_OK) {
        (void)unlinkat(spool->folder, NEW, 0);
    }
    return err;
}

/* "twofeet-print 1 OWNER AT LENGTH" and a line's end. */
static bool read_head(const char *head, struct tf_spool_job *job, size_t *len, size_t *used)
{
    char *end = NULL;
    if (strncmp(head, MAGIC, strlen(MAGIC)) != 0) {
        return false;
    }
    job->owner = strtoull(head + strlen(MAGIC), &end, 10);
    job->at = strtoll(end, &end, 10);
    *len = strtoull(end, &end, 10);
    *used = (size_t)(end - head) + 1;
    return *end == '\n' && *len <= TF_PRINT_JOB_BYTES_MAX;
}

/* Adds the file's bytes, without its head, to out (NULL: only looks at it). */
static enum tf_err read_job(const struct tf_spool *spool, const char *name, struct tf_spool_job *job,
                            struct tf_buf *out)
{
    char head[HEAD_BYTES + 1], block[4096];
    size_t expected = 0, used = 0;
    struct stat about;
    int file = openat(spool->folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) {
        return errno == ENOENT ? TF_ERR_NOT_FOUND : TF_ERR_IO;
    }
    ssize_t got = read(file, head, HEAD_BYTES);
    head[got > 0 ? got : 0] = '\0';
    enum tf_err err = TF_ERR_CORRUPT;
    if (read_head(head, job, &expected, &used) && fstat(file, &about) == 0 &&
        (size_t)about.st_size == expected + used && lseek(file, (off_t)used, SEEK_SET) >= 0) {
        err = TF_OK;
    }
    while (err == TF_OK && out != NULL && (got = read(file, block, sizeof block)) != 0) {
        if (got > 0) {
            tf_buf_add(out, block, (size_t)got);
            err = tf_buf_err(out);
        } else if (errno != EINTR) {
            err = TF_ERR_IO;
        }
    }
    close(file);
    return err;
}

/* ---- the list ---------------------------------------------------------------------------------------------
 */

static int compare(const void *a, const void *b)
{
    const struct tf_spool_job *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static bool is_ours(const char *name)
{
    const char *ending = strrchr(name, '.');
    return strcmp(name, NEW) == 0 ||
           (ending != NULL && (strcmp(ending, ".wait") == 0 || strcmp(ending, ".begun") == 0));
}

static void take_in(struct tf_spool *spool, const char *name)
{
    struct tf_spool_job job = {.held = true};
    struct tf_spool_job last;
    if (strcmp(name, LAST) == 0) {
        spool->has_last = read_job(spool, LAST, &last, NULL) == TF_OK;
        spool->last_owner = spool->has_last ? last.owner : 0;
    } else if (read_name(name, &job.number, &job.begun) && read_job(spool, name, &job, NULL) == TF_OK) {
        spool->newest = job.number > spool->newest ? job.number : spool->newest;
        if (spool->count < TF_PRINT_JOBS_MAX) { /* what is too much waits for another start */
            spool->jobs[spool->count++] = job;
        }
    } else if (is_ours(name)) {
        tf_log(TF_LOG_WARNING, "print: %s in the spool folder is no whole job and is taken away", name);
        (void)unlinkat(spool->folder, name, 0);
    }
}

enum tf_err tf_spool_open(struct tf_spool **out, const char *folder, struct tf_problem *problem)
{
    struct tf_spool *spool = calloc(1, sizeof *spool);
    DIR *list = NULL;
    if (spool == NULL) {
        return TF_ERR_NOMEM;
    }
    pthread_mutex_init(&spool->disk, NULL);
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        spool->folder = -1;
    } else {
        spool->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    int copy = spool->folder >= 0 ? dup(spool->folder) : -1;
    list = copy >= 0 ? fdopendir(copy) : NULL;
    if (list == NULL) {
        enum tf_err err =
            tf_err_tell(problem, TF_ERR_IO, folder, "Make the folder, or allow Twofeet to write there",
                        "The printer's jobs cannot be kept: %s", strerror(errno));
        if (copy >= 0) {
            close(copy);
        }
        tf_spool_close(spool);
        return err;
    }
    for (struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list)) {
        take_in(spool, entry->d_name);
    }
    closedir(list);
    qsort(spool->jobs, spool->count, sizeof spool->jobs[0], compare);
    *out = spool;
    return TF_OK;
}

void tf_spool_close(struct tf_spool *spool)
{
    if (spool == NULL) {
        return;
    }
    if (spool->folder >= 0) {
        close(spool->folder);
    }
    pthread_mutex_destroy(&spool->disk);
    free(spool);
}

enum tf_err tf_spool_put(struct tf_spool *spool, struct tf_spool_job *job, const void *bytes, size_t len)
{
    if (len > TF_PRINT_JOB_BYTES_MAX) {
        return TF_ERR_LIMIT;
    }
    job->begun = false;
    pthread_mutex_lock(&spool->disk);
    job->number = spool->newest + 1;
    enum tf_err err = write_job(spool, job, bytes, len);
    spool->newest += err == TF_OK;
    pthread_mutex_unlock(&spool->disk);
    return err;
}

enum tf_err tf_spool_enlist(struct tf_spool *spool, const struct tf_spool_job *job)
{
    if (spool->count == TF_PRINT_JOBS_MAX) {
        return TF_ERR_BUSY;
    }
    spool->jobs[spool->count++] = *job;
    return TF_OK;
}

enum tf_err tf_spool_add(struct tf_spool *spool, const struct tf_spool_job *job, const void *bytes,
                         size_t len)
{
    struct tf_spool_job added = *job;
    if (spool->count == TF_PRINT_JOBS_MAX) {
        return TF_ERR_BUSY;
    }
    enum tf_err err = tf_spool_put(spool, &added, bytes, len);
    return err == TF_OK ? tf_spool_enlist(spool, &added) : err;
}

size_t tf_spool_count(const struct tf_spool *spool)
{
    return spool->count;
}

struct tf_spool_job *tf_spool_at(struct tf_spool *spool, size_t index)
{
    assert(index < spool->count);
    return &spool->jobs[index];
}

static struct tf_spool_job *find(struct tf_spool *spool, uint64_t number)
{
    for (size_t i = 0; i < spool->count; i++) {
        if (spool->jobs[i].number == number) {
            return &spool->jobs[i];
        }
    }
    return NULL;
}

static void forget(struct tf_spool *spool, struct tf_spool_job *job)
{
    size_t index = (size_t)(job - spool->jobs);
    memmove(job, job + 1, (spool->count - index - 1) * sizeof *job);
    spool->count--;
}

enum tf_err tf_spool_read(const struct tf_spool *spool, const struct tf_spool_job *job, struct tf_buf *out)
{
    char name[NAME_BYTES];
    struct tf_spool_job same;
    name_of(name, job->number, job->begun);
    return read_job(spool, name, &same, out);
}

enum tf_err tf_spool_begin(struct tf_spool *spool, uint64_t number)
{
    struct tf_spool_job *job = find(spool, number);
    char from[NAME_BYTES], to[NAME_BYTES];
    if (job == NULL) {
        return TF_ERR_NOT_FOUND;
    }
    if (job->begun) {
        return TF_OK;
    }
    name_of(from, number, false);
    name_of(to, number, true);
    enum tf_err err = rename_to(spool, from, to);
    job->begun = err == TF_OK;
    return err;
}

enum tf_err tf_spool_done(struct tf_spool *spool, uint64_t number)
{
    struct tf_spool_job *job = find(spool, number);
    char name[NAME_BYTES];
    if (job == NULL) {
        return TF_ERR_NOT_FOUND;
    }
    name_of(name, number, job->begun);
    enum tf_err err = rename_to(spool, name, LAST);
    if (err == TF_OK) {
        spool->has_last = true;
        spool->last_owner = job->owner;
    }
    forget(spool, job); /* printed it is, whatever the disk says */
    return err;
}

enum tf_err tf_spool_drop(struct tf_spool *spool, uint64_t number)
{
    struct tf_spool_job *job = find(spool, number);
    char name[NAME_BYTES];
    if (job == NULL) {
        return TF_ERR_NOT_FOUND;
    }
    name_of(name, number, job->begun);
    forget(spool, job);
    return unlinkat(spool->folder, name, 0) == 0 ? sync_folder(spool) : TF_ERR_IO;
}

enum tf_err tf_spool_again(struct tf_spool *spool, int64_t at)
{
    struct tf_spool_job job = {0};
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    enum tf_err err = read_job(spool, LAST, &job, &bytes);
    if (err == TF_OK) {
        job = (struct tf_spool_job){.owner = job.owner, .at = at};
        err = tf_spool_add(spool, &job, bytes.data != NULL ? bytes.data : "", bytes.len);
    }
    tf_buf_free(&bytes);
    return err;
}

bool tf_spool_has_last(const struct tf_spool *spool)
{
    return spool->has_last;
}

uint64_t tf_spool_last_owner(const struct tf_spool *spool)
{
    return spool->last_owner;
}
