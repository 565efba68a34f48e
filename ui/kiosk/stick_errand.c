#include "kiosk/stick_errand.h"

#include "base/rng.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    LINE_BYTES = 512,
    URL_BYTES = 300,
    LOOK_MS = 100, /* between two looks, only while an errand is under way */
    PICKUP_MS = 10000,
    WAIT_MS = 180000, /* a slow stick takes ten seconds; systemd ends the other half after two minutes */
};

static const char WANTED[] = "stick-wanted", ANSWER[] = "stick-answer";

struct tf_stick_errand {
    char *folder;
    int pickup_ms, wait_ms;
    void (*wake)(void *user);
    void *user;
    pthread_t thread;
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t changed;
    bool is_wanted, is_busy, is_done, is_stopping;
    char url[URL_BYTES];
    uint64_t number;
    struct tf_stick_answer answer;
};

/* ---- files ---- */

/* The whole of a small file that is no link, no pipe and no device. */
static bool read_small(char out[LINE_BYTES], int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat info;
    ssize_t n = -1;

    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
        n = read(fd, out, LINE_BYTES - 1);
    }
    if (fd >= 0) {
        close(fd);
    }
    out[n > 0 ? n : 0] = '\0';
    out[strcspn(out, "\n")] = '\0';
    return n > 0;
}

/* Beside it, then under its name: nobody reads half of it. */
static bool write_small(int folder, const char *name, const char *text)
{
    char beside[40];
    size_t len = strlen(text);
    int fd;
    bool ok;

    snprintf(beside, sizeof beside, "%.20s.new", name);
    (void)unlinkat(folder, beside, 0);
    fd = openat(folder, beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    ok = fd >= 0 && fchmod(fd, 0644) == 0 && write(fd, text, len) == (ssize_t)len;
    if (fd >= 0) {
        ok = close(fd) == 0 && ok;
    }
    return ok && renameat(folder, beside, folder, name) == 0;
}

static int open_folder(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* ---- the kiosk's half ---- */

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* With the mutex; returns early when it shall stop. */
static void rest(struct tf_stick_errand *errand)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += LOOK_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    if (!errand->is_stopping) {
        pthread_cond_timedwait(&errand->changed, &errand->mutex, &until);
    }
}

static bool read_answer(struct tf_stick_answer *out, int folder, uint64_t number)
{
    char line[LINE_BYTES], end[24] = "", name[96] = "";
    uint64_t own = 0;

    return read_small(line, folder, ANSWER) && sscanf(line, "%" SCNx64 " %23s %95s", &own, end, name) >= 2 &&
           own == number && tf_stick_end_parse(&out->end, end) &&
           memcpy(out->name, name, sizeof name) != NULL;
}

/* With the mutex, which is given up while it sleeps. */
static struct tf_stick_answer wait_for_answer(struct tf_stick_errand *errand, int folder)
{
    struct tf_stick_answer answer = {.end = TF_STICK_GONE};
    int64_t begun = now_ms();
    struct stat there;

    while (!errand->is_stopping && now_ms() - begun < errand->wait_ms) {
        if (read_answer(&answer, folder, errand->number)) {
            return answer;
        }
        if (now_ms() - begun > errand->pickup_ms && fstatat(folder, WANTED, &there, 0) == 0) {
            answer.end = TF_STICK_NOBODY;
            return answer;
        }
        rest(errand);
    }
    return answer;
}

static void run_errand(struct tf_stick_errand *errand)
{
    struct tf_stick_answer answer = {.end = TF_STICK_NOBODY};
    char line[LINE_BYTES];
    int folder = open_folder(errand->folder);

    if (folder >= 0) {
        (void)unlinkat(folder, ANSWER, 0);
        snprintf(line, sizeof line, "%" PRIx64 " %s\n", errand->number, errand->url);
        if (write_small(folder, WANTED, line)) {
            answer = wait_for_answer(errand, folder);
        }
        (void)unlinkat(folder, WANTED, 0);
        (void)unlinkat(folder, ANSWER, 0);
        close(folder);
    }
    errand->answer = answer;
    errand->is_busy = errand->is_wanted = false;
    errand->is_done = true;
}

static void *work(void *user)
{
    struct tf_stick_errand *errand = user;

    pthread_mutex_lock(&errand->mutex);
    while (!errand->is_stopping) {
        if (!errand->is_wanted) {
            pthread_cond_wait(&errand->changed, &errand->mutex);
            continue;
        }
        run_errand(errand);
        if (errand->wake && !errand->is_stopping) {
            pthread_mutex_unlock(&errand->mutex);
            errand->wake(errand->user);
            pthread_mutex_lock(&errand->mutex);
        }
    }
    pthread_mutex_unlock(&errand->mutex);
    return NULL;
}

static void free_errand(struct tf_stick_errand *errand)
{
    pthread_cond_destroy(&errand->changed);
    pthread_mutex_destroy(&errand->mutex);
    free(errand->folder);
    free(errand);
}

enum tf_err tf_stick_errand_start(struct tf_stick_errand **out, const struct tf_stick_errand_options *options)
{
    struct tf_stick_errand *errand = calloc(1, sizeof *errand);
    pthread_condattr_t attributes;

    if (!errand) {
        return TF_ERR_NOMEM;
    }
    *errand =
        (struct tf_stick_errand){.folder = strdup(options->folder ? options->folder : TF_STICK_ERRAND_FOLDER),
                                 .pickup_ms = options->pickup_ms ? options->pickup_ms : PICKUP_MS,
                                 .wait_ms = options->wait_ms ? options->wait_ms : WAIT_MS,
                                 .wake = options->wake,
                                 .user = options->user};
    pthread_mutex_init(&errand->mutex, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&errand->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    if (!errand->folder || pthread_create(&errand->thread, NULL, work, errand) != 0) {
        free_errand(errand);
        return TF_ERR_NOMEM;
    }
    *out = errand;
    return TF_OK;
}

void tf_stick_errand_stop(struct tf_stick_errand *errand)
{
    if (!errand) {
        return;
    }
    pthread_mutex_lock(&errand->mutex);
    errand->is_stopping = true;
    pthread_cond_signal(&errand->changed);
    pthread_mutex_unlock(&errand->mutex);
    pthread_join(errand->thread, NULL);
    free_errand(errand);
}

enum tf_err tf_stick_errand_ask(struct tf_stick_errand *errand, const char *base_url)
{
    enum tf_err err = TF_ERR_BUSY;
    struct tf_rng rng;

    pthread_mutex_lock(&errand->mutex);
    if (!errand->is_busy) {
        tf_rng_seed(&rng, (uint64_t)now_ms() ^ (uint64_t)getpid() << 32);
        errand->number = tf_rng_u64(&rng);
        snprintf(errand->url, sizeof errand->url, "%s", base_url);
        errand->is_wanted = errand->is_busy = true;
        errand->is_done = false;
        pthread_cond_signal(&errand->changed);
        err = TF_OK;
    }
    pthread_mutex_unlock(&errand->mutex);
    return err;
}

bool tf_stick_errand_is_busy(struct tf_stick_errand *errand)
{
    pthread_mutex_lock(&errand->mutex);
    bool is_busy = errand->is_busy;

    pthread_mutex_unlock(&errand->mutex);
    return is_busy;
}

bool tf_stick_errand_take(struct tf_stick_errand *errand, struct tf_stick_answer *out)
{
    pthread_mutex_lock(&errand->mutex);
    bool is_done = errand->is_done;

    if (is_done) {
        *out = errand->answer;
        errand->is_done = false;
    }
    pthread_mutex_unlock(&errand->mutex);
    return is_done;
}

/* ---- the other half: it may do anything, so it believes nothing ---- */

static bool is_url(const char *text)
{
    if (strncmp(text, "http://", 7) != 0 && strncmp(text, "https://", 8) != 0) {
        return *text == '\0';
    }
    for (; *text; text++) {
        if (*text <= ' ' || *text > '~' || strchr("\"<>\\^`{|}", *text)) {
            return false;
        }
    }
    return true;
}

enum tf_err tf_stick_errand_serve(const char *path, tf_stick_errand_do *perform, void *user)
{
    char line[LINE_BYTES], url[URL_BYTES] = "", name[96] = "", answer[LINE_BYTES];
    int folder = open_folder(path);
    enum tf_err err = TF_ERR_NOT_FOUND;
    uint64_t number = 0;
    struct stat there;

    if (folder < 0) {
        return err;
    }
    if (fstatat(folder, WANTED, &there, AT_SYMLINK_NOFOLLOW) == 0) {
        bool is_read = read_small(line, folder, WANTED);

        (void)unlinkat(folder, WANTED, 0); /* first: whatever happens now, it is not asked for twice */
        err = is_read && sscanf(line, "%" SCNx64 " %299s", &number, url) >= 1 && is_url(url) ? TF_OK
                                                                                             : TF_ERR_INVALID;
    }
    if (err == TF_OK) {
        enum tf_stick_end end = perform(user, name, url);

        snprintf(answer, sizeof answer, "%" PRIx64 " %s %s\n", number, tf_stick_end_name(end), name);
        err = write_small(folder, ANSWER, answer) ? TF_OK : TF_ERR_IO;
    }
    close(folder);
    return err;
}
