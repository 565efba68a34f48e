/* DESIGN
 * One mutex guards the messages and the streams. A worker of the server holds it while it copies a piece of a
 * message or suspends its connection; the publisher while it adds a message and resumes those that wait. So a
 * message is either seen before suspending or its resume comes after. */
#include "web/live.h"

#include "base/buf.h"
#include "base/rng.h"
#include "web/page.h"

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GREETING_BYTES = 160, RETRY_LEAST_MS = 2000, RETRY_SPREAD_MS = 4000 };

struct message {
    uint64_t id;
    struct tf_bytes *text;
};

struct tf_stream {
    struct tf_live *live;
    struct MHD_Connection *connection;
    struct tf_stream *before, *after;
    uint64_t next;  /* number of the next message, counted from the first ever */
    size_t offset;  /* in what is being sent */
    unsigned beats; /* heartbeats seen */
    int fd;
    bool is_suspended, is_gone;
    struct tf_bytes *held;         /* the message being sent */
    char greeting[GREETING_BYTES]; /* sent first, and after a lag; "" done */
};

struct tf_live {
    pthread_mutex_t mutex; /* guards what follows */
    struct message ring[TF_LIVE_KEPT_MAX];
    uint64_t told;    /* messages ever */
    uint64_t base_id; /* what was shown before the first of them */
    unsigned beats;
    struct tf_stream *streams;
    int streams_max;
    bool is_stopping;
    atomic_int count; /* also read without the mutex */
    struct tf_rng rng;
};

enum tf_err tf_live_create(struct tf_live **out, int streams_max, uint64_t base_id)
{
    struct tf_live *live = calloc(1, sizeof(*live));
    if (live == NULL) {
        return TF_ERR_NOMEM;
    }
    pthread_mutex_init(&live->mutex, NULL);
    live->streams_max = streams_max;
    live->base_id = base_id;
    tf_rng_from_kernel(&live->rng);
    *out = live;
    return TF_OK;
}

void tf_live_destroy(struct tf_live *live)
{
    if (live == NULL) {
        return;
    }
    for (size_t i = 0; i < TF_LIVE_KEPT_MAX; i++) {
        tf_bytes_unref(live->ring[i].text);
    }
    pthread_mutex_destroy(&live->mutex);
    free(live);
}

static void wake_all(struct tf_live *live)
{
    for (struct tf_stream *stream = live->streams; stream != NULL; stream = stream->after) {
        if (stream->is_suspended) {
            stream->is_suspended = false;
            MHD_resume_connection(stream->connection);
        }
    }
}

static struct tf_bytes *message_text(uint64_t id, const char *json)
{
    struct tf_bytes *bytes = NULL;
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    tf_buf_printf(&buf, "id: %" PRIu64 "\nevent: change\ndata: ", id);
    tf_buf_puts(&buf, json);
    tf_buf_puts(&buf, "\n\n");
    if (tf_buf_err(&buf) == TF_OK) {
        bytes = malloc(sizeof(*bytes) + buf.len + 1);
    }
    if (bytes != NULL) {
        tf_ref_init(&bytes->ref);
        bytes->len = buf.len;
        memcpy(bytes->data, buf.data, buf.len + 1);
    }
    tf_buf_free(&buf);
    return bytes;
}

enum tf_err tf_live_tell(struct tf_live *live, uint64_t id, const char *json)
{
    struct tf_bytes *text = message_text(id, json);
    if (text == NULL) {
        return TF_ERR_NOMEM;
    }
    pthread_mutex_lock(&live->mutex);
    struct message *message = &live->ring[live->told % TF_LIVE_KEPT_MAX];
    tf_bytes_unref(message->text);
    *message = (struct message){id, text};
    live->told++;
    wake_all(live);
    pthread_mutex_unlock(&live->mutex);
    return TF_OK;
}

void tf_live_beat(struct tf_live *live)
{
    pthread_mutex_lock(&live->mutex);
    live->beats++;
    wake_all(live);
    pthread_mutex_unlock(&live->mutex);
}

/* A suspended connection is not watched by the server; one system call looks at all of them. */
void tf_live_sweep(struct tf_live *live)
{
    pthread_mutex_lock(&live->mutex);
    size_t count = 0, room = (size_t)atomic_load(&live->count);
    struct pollfd *fds = calloc(room + 1, sizeof(*fds));
    for (struct tf_stream *s = live->streams; s != NULL && count < room && fds != NULL; s = s->after) {
        fds[count++] = (struct pollfd){.fd = s->fd, .events = POLLRDHUP};
    }
    if (count > 0 && poll(fds, (nfds_t)count, 0) > 0) {
        size_t at = 0;
        for (struct tf_stream *s = live->streams; s != NULL && at < count; s = s->after) {
            if ((fds[at++].revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0 && s->is_suspended) {
                s->is_gone = true;
                s->is_suspended = false;
                MHD_resume_connection(s->connection);
            }
        }
    }
    free(fds);
    pthread_mutex_unlock(&live->mutex);
}

void tf_live_stop(struct tf_live *live)
{
    pthread_mutex_lock(&live->mutex);
    live->is_stopping = true;
    wake_all(live);
    pthread_mutex_unlock(&live->mutex);
}

int tf_live_count(const struct tf_live *live)
{
    return atomic_load(&live->count);
}

/* ---- streams ---- */

static uint64_t oldest_kept(const struct tf_live *live)
{
    return live->told > TF_LIVE_KEPT_MAX ? live->told - TF_LIVE_KEPT_MAX : 0;
}

static uint64_t newest_id(const struct tf_live *live)
{
    return live->told > 0 ? live->ring[(live->told - 1) % TF_LIVE_KEPT_MAX].id : live->base_id;
}

static void greet(struct tf_stream *stream, bool must_reload)
{
    struct tf_live *live = stream->live;
    uint64_t newest = newest_id(live);
    unsigned retry_ms = RETRY_LEAST_MS + (unsigned)tf_rng_below(&live->rng, RETRY_SPREAD_MS);
    if (must_reload) {
        snprintf(stream->greeting, sizeof(stream->greeting),
                 "retry: %u\nid: %" PRIu64 "\nevent: reload\ndata: {}\n\n", retry_ms, newest);
    } else {
        snprintf(stream->greeting, sizeof(stream->greeting), "retry: %u\n: hello\n\n", retry_ms);
    }
    stream->offset = 0;
}

/* From where it goes on: after the last message with an id that was seen. */
static void catch_up(struct tf_stream *stream, uint64_t last_id)
{
    struct tf_live *live = stream->live;
    uint64_t at = oldest_kept(live);
    bool is_complete = (at == 0 ? live->base_id : live->ring[at % TF_LIVE_KEPT_MAX].id) <= last_id;
    while (at < live->told && live->ring[at % TF_LIVE_KEPT_MAX].id <= last_id) {
        at++;
    }
    bool is_from_elsewhere = last_id > newest_id(live);
    stream->next = at;
    if (!is_complete || is_from_elsewhere) {
        stream->next = live->told;
    }
    greet(stream, !is_complete || is_from_elsewhere);
}

struct tf_stream *tf_live_open(struct tf_live *live, struct MHD_Connection *connection, bool has_last_id,
                               uint64_t last_id)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct tf_stream *stream = info != NULL ? calloc(1, sizeof(*stream)) : NULL;
    if (stream == NULL) {
        return NULL;
    }
    stream->fd = info->connect_fd;
    pthread_mutex_lock(&live->mutex);
    if (live->is_stopping || atomic_load(&live->count) >= live->streams_max) {
        pthread_mutex_unlock(&live->mutex);
        free(stream);
        return NULL;
    }
    stream->live = live;
    stream->connection = connection;
    stream->beats = live->beats;
    stream->after = live->streams;
    if (live->streams != NULL) {
        live->streams->before = stream;
    }
    live->streams = stream;
    atomic_fetch_add(&live->count, 1);
    if (has_last_id) {
        catch_up(stream, last_id);
    } else {
        stream->next = live->told;
        greet(stream, false);
    }
    pthread_mutex_unlock(&live->mutex);
    return stream;
}

void tf_live_close(void *user)
{
    struct tf_stream *stream = user;
    struct tf_live *live = stream->live;
    pthread_mutex_lock(&live->mutex);
    if (stream->before != NULL) {
        stream->before->after = stream->after;
    } else {
        live->streams = stream->after;
    }
    if (stream->after != NULL) {
        stream->after->before = stream->before;
    }
    atomic_fetch_sub(&live->count, 1);
    pthread_mutex_unlock(&live->mutex);
    tf_bytes_unref(stream->held);
    free(stream);
}

static size_t copy_piece(struct tf_stream *stream, const char *text, size_t len, char *buffer, size_t max,
                         bool *is_done)
{
    size_t left = len - stream->offset;
    size_t count = left < max ? left : max;
    memcpy(buffer, text + stream->offset, count);
    stream->offset += count;
    *is_done = stream->offset == len;
    return count;
}

static size_t next_piece(struct tf_stream *stream, char *buffer, size_t max)
{
    struct tf_live *live = stream->live;
    bool is_done = false;
    size_t count = 0;
    if (stream->greeting[0] != '\0') {
        count = copy_piece(stream, stream->greeting, strlen(stream->greeting), buffer, max, &is_done);
        if (is_done) {
            stream->greeting[0] = '\0';
            stream->offset = 0;
        }
        return count;
    }
    if (stream->held == NULL && stream->next < live->told) {
        if (stream->next < oldest_kept(live)) { /* a phone that reads too slowly */
            stream->next = live->told;
            greet(stream, true);
            return next_piece(stream, buffer, max);
        }
        stream->held = tf_bytes_ref(live->ring[stream->next % TF_LIVE_KEPT_MAX].text);
    }
    if (stream->held != NULL) {
        count = copy_piece(stream, stream->held->data, stream->held->len, buffer, max, &is_done);
        if (is_done) {
            tf_bytes_unref(stream->held);
            stream->held = NULL;
            stream->offset = 0;
            stream->next++;
        }
        return count;
    }
    static const char BEAT[] = {':', '\n', '\n'};
    if (stream->beats != live->beats && max >= sizeof(BEAT)) {
        stream->beats = live->beats;
        memcpy(buffer, BEAT, sizeof(BEAT));
        return sizeof(BEAT);
    }
    return 0;
}

ssize_t tf_live_read(void *user, uint64_t position, char *buffer, size_t max)
{
    struct tf_stream *stream = user;
    struct tf_live *live = stream->live;
    (void)position;
    pthread_mutex_lock(&live->mutex);
    if (live->is_stopping || stream->is_gone) {
        pthread_mutex_unlock(&live->mutex);
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    size_t count = next_piece(stream, buffer, max);
    if (count == 0) {
        stream->is_suspended = true;
        MHD_suspend_connection(stream->connection);
    }
    pthread_mutex_unlock(&live->mutex);
    return (ssize_t)count;
}
