#include "web/lines.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>

struct tf_line {
    struct tf_line *older, *newer;
    int fd;
    int64_t deadline_ms; /* 0: none */
    bool is_busy, is_kept, is_ended;
};

struct tf_lines {
    pthread_mutex_t mutex;           /* guards what follows, and the lines */
    struct tf_line *oldest, *newest; /* by when they last began to wait */
    int guests_max;
    int open; /* those that were not ended by us */
    atomic_int count;
};

enum tf_err tf_lines_create(struct tf_lines **out)
{
    struct tf_lines *lines = calloc(1, sizeof(*lines));
    if (lines == NULL) {
        return TF_ERR_NOMEM;
    }
    pthread_mutex_init(&lines->mutex, NULL);
    *out = lines;
    return TF_OK;
}

void tf_lines_destroy(struct tf_lines *lines)
{
    if (lines != NULL) {
        pthread_mutex_destroy(&lines->mutex);
        free(lines);
    }
}

void tf_lines_limit(struct tf_lines *lines, int guests_max)
{
    pthread_mutex_lock(&lines->mutex);
    lines->guests_max = guests_max;
    pthread_mutex_unlock(&lines->mutex);
}

static void unlink_line(struct tf_lines *lines, struct tf_line *line)
{
    *(line->older != NULL ? &line->older->newer : &lines->oldest) = line->newer;
    *(line->newer != NULL ? &line->newer->older : &lines->newest) = line->older;
    line->older = line->newer = NULL;
}

static void link_newest(struct tf_lines *lines, struct tf_line *line)
{
    line->older = lines->newest;
    *(lines->newest != NULL ? &lines->newest->newer : &lines->oldest) = line;
    lines->newest = line;
}

static void end(struct tf_lines *lines, struct tf_line *line)
{
    shutdown(line->fd, SHUT_RDWR); /* microhttpd sees the end and closes it */
    line->deadline_ms = 0;
    line->is_ended = true;
    lines->open--;
}

static bool may_go(const struct tf_line *line)
{
    return !line->is_ended && !line->is_kept && line->deadline_ms != 0;
}

/* The guest who waits for longest; only where all are being answered, the one whose answer takes longest. */
static void make_room(struct tf_lines *lines)
{
    struct tf_line *busy = NULL;
    for (struct tf_line *line = lines->oldest; line != NULL; line = line->newer) {
        if (may_go(line) && !line->is_busy) {
            end(lines, line);
            return;
        }
        if (may_go(line) && busy == NULL) {
            busy = line;
        }
    }
    if (busy != NULL) {
        end(lines, busy);
    }
}

struct tf_line *tf_lines_open(struct tf_lines *lines, int fd, int64_t now_ms, int64_t in_ms)
{
    struct tf_line *line = calloc(1, sizeof(*line));
    if (line == NULL) {
        return NULL;
    }
    line->fd = fd;
    line->deadline_ms = now_ms + in_ms;
    pthread_mutex_lock(&lines->mutex);
    if (lines->guests_max > 0 && lines->open >= lines->guests_max) {
        make_room(lines);
    }
    link_newest(lines, line);
    lines->open++;
    pthread_mutex_unlock(&lines->mutex);
    atomic_fetch_add(&lines->count, 1);
    return line;
}

void tf_lines_close(struct tf_lines *lines, struct tf_line *line)
{
    pthread_mutex_lock(&lines->mutex);
    unlink_line(lines, line);
    lines->open -= line->is_ended ? 0 : 1;
    pthread_mutex_unlock(&lines->mutex);
    atomic_fetch_sub(&lines->count, 1);
    free(line);
}

void tf_lines_set(struct tf_lines *lines, struct tf_line *line, int64_t now_ms, int64_t in_ms, bool is_busy)
{
    pthread_mutex_lock(&lines->mutex);
    if (!line->is_ended) {
        line->deadline_ms = in_ms > 0 ? now_ms + in_ms : 0;
        line->is_busy = is_busy;
        unlink_line(lines, line);
        link_newest(lines, line);
    }
    pthread_mutex_unlock(&lines->mutex);
}

void tf_lines_keep(struct tf_lines *lines, struct tf_line *line)
{
    pthread_mutex_lock(&lines->mutex);
    line->is_kept = true;
    pthread_mutex_unlock(&lines->mutex);
}

void tf_lines_sweep(struct tf_lines *lines, int64_t now_ms)
{
    pthread_mutex_lock(&lines->mutex);
    for (struct tf_line *line = lines->oldest; line != NULL; line = line->newer) {
        if (!line->is_ended && line->deadline_ms != 0 && now_ms >= line->deadline_ms) {
            end(lines, line);
        }
    }
    pthread_mutex_unlock(&lines->mutex);
}

int tf_lines_count(const struct tf_lines *lines)
{
    return atomic_load(&lines->count);
}
