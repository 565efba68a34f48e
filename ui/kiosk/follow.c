/* DESIGN
 * One thread: it fetches the board, then listens to the stream until that ends, and begins again. libcurl's
 * multi handle is what it sleeps in; tf_follow_stop() wakes it out of that. The other kiosk is not trusted:
 * what it sends is limited in size and time, and is checked as a file's content would be. */
#include "kiosk/follow.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/rng.h"
#include "base/text.h"
#include "web/mirror.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
    URL_BYTES = 300,
    FETCH_MS = 20000,
    CONNECT_MS = 5000,
    SILENT_S = 45, /* three heartbeats of the stream */
    RETRY_LEAST_MS = 500,
    RETRY_MOST_MS = 30000,
    ASK_MS = 10000, /* where there is no stream to be had */
    TURN_MS = 1000,
    ETAG_BYTES = 64,
};

struct tf_follow {
    char base[URL_BYTES];
    struct tf_clock clock;
    void (*wake)(void *user);
    void *user;
    pthread_t thread;
    bool has_thread;

    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t given;
    struct tf_board *board;
    bool is_new; /* not taken yet */
    int64_t cut_since_s;
    bool is_stopping;

    /* The thread's own. */
    CURLM *multi;
    CURL *page, *stream;
    struct tf_rng rng;
    struct tf_buf body;
    char etag[ETAG_BYTES];
    uint64_t revision;
    char line[24]; /* the beginning of the stream's line */
    size_t line_len;
    bool has_news;
    unsigned failures;
};

enum tf_err tf_follow_check(const char *url, struct tf_problem *problem)
{
    static const char HOW[] = "Write it like http://10.0.0.5:8080, as the other kiosk's codes do";
    size_t scheme = strncasecmp(url, "http://", 7) == 0 ? 7 : strncasecmp(url, "https://", 8) == 0 ? 8 : 0;
    const char *host = url + scheme;
    size_t len = strcspn(host, "/");
    bool is_plain = true;
    for (const char *at = url; *at != '\0'; at++) {
        is_plain = is_plain && *at > ' ' && *at <= '~' && strchr("\"<>\\^`{|}@?#", *at) == NULL;
    }
    if (scheme == 0 || len == 0 || !is_plain || strlen(url) >= URL_BYTES - 32 ||
        strspn(host + len, "/") != strlen(host + len)) {
        return tf_err_tell(problem, TF_ERR_INVALID, url, HOW, "This is not the address of another kiosk");
    }
    return TF_OK;
}

/* ---- what others see ---- */

static bool is_stopping(struct tf_follow *follow)
{
    pthread_mutex_lock(&follow->mutex);
    bool stops = follow->is_stopping;
    pthread_mutex_unlock(&follow->mutex);
    return stops;
}

static void give(struct tf_follow *follow, struct tf_board *board)
{
    pthread_mutex_lock(&follow->mutex);
    struct tf_board *older = follow->board;
    follow->board = board;
    follow->is_new = true;
    pthread_cond_broadcast(&follow->given);
    pthread_mutex_unlock(&follow->mutex);
    tf_board_unref(older);
    follow->wake(follow->user);
}

struct tf_board *tf_follow_take(struct tf_follow *follow)
{
    pthread_mutex_lock(&follow->mutex);
    struct tf_board *board = follow->is_new ? tf_board_ref(follow->board) : NULL;
    follow->is_new = false;
    pthread_mutex_unlock(&follow->mutex);
    return board;
}

struct tf_board *tf_follow_await(struct tf_follow *follow, int timeout_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += timeout_ms % 1000 * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&follow->mutex);
    while (follow->board == NULL && pthread_cond_timedwait(&follow->given, &follow->mutex, &until) == 0) {
    }
    struct tf_board *board = follow->board != NULL ? tf_board_ref(follow->board) : NULL;
    pthread_mutex_unlock(&follow->mutex);
    return board;
}

int64_t tf_follow_cut_since_s(struct tf_follow *follow)
{
    pthread_mutex_lock(&follow->mutex);
    int64_t since_s = follow->cut_since_s;
    pthread_mutex_unlock(&follow->mutex);
    return since_s;
}

static void set_cut(struct tf_follow *follow, bool is_cut)
{
    pthread_mutex_lock(&follow->mutex);
    bool was_cut = follow->cut_since_s != 0;
    if (is_cut != was_cut) {
        follow->cut_since_s = is_cut ? tf_clock_now_s(&follow->clock) : 0;
    }
    pthread_mutex_unlock(&follow->mutex);
    if (is_cut != was_cut) {
        follow->wake(follow->user);
    }
}

/* ---- the board ---- */

static size_t take_body(char *bytes, size_t size, size_t count, void *user)
{
    struct tf_follow *follow = user;
    tf_buf_add(&follow->body, bytes, size * count);
    return tf_buf_err(&follow->body) == TF_OK ? size * count : 0;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *user)
{
    struct tf_follow *follow = user;
    size_t len = size * count;
    if (len > 5 && len - 5 < ETAG_BYTES && strncasecmp(bytes, "etag:", 5) == 0) {
        size_t from = 5;
        while (from < len && bytes[from] == ' ') {
            from++;
        }
        memcpy(follow->etag, bytes + from, len - from);
        follow->etag[len - from] = '\0';
        follow->etag[strcspn(follow->etag, "\r\n")] = '\0';
    }
    return len;
}

static int go_on(void *user, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return is_stopping(user) ? 1 : 0;
}

static bool take_board(struct tf_follow *follow)
{
    struct tf_board *board = NULL;
    struct tf_problem problem = {0};
    if (tf_mirror_read(&board, follow->body.data != NULL ? follow->body.data : "", follow->body.len,
                       &problem) != TF_OK) {
        follow->etag[0] = '\0';
        if (follow->failures == 0) {
            tf_log(TF_LOG_WARNING, "%s: %s", follow->base, problem.what);
        }
        return false;
    }
    follow->revision = board->revision;
    give(follow, board);
    return true;
}

/* false: it cannot be had now. */
static bool fetch(struct tf_follow *follow)
{
    char known[ETAG_BYTES + 24];
    long status = 0;
    struct curl_slist *headers = NULL;
    snprintf(known, sizeof(known), "If-None-Match: %s", follow->etag);
    if (follow->etag[0] != '\0') {
        headers = curl_slist_append(NULL, known);
    }
    follow->has_news = false;
    tf_buf_clear(&follow->body);
    curl_easy_setopt(follow->page, CURLOPT_HTTPHEADER, headers);
    CURLcode code = curl_easy_perform(follow->page);
    curl_easy_getinfo(follow->page, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_setopt(follow->page, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    bool is_good = code == CURLE_OK && (status == 304 || (status == 200 && take_board(follow)));
    tf_buf_free(&follow->body); /* megabytes, for a moment */
    if (!is_stopping(follow)) {
        set_cut(follow, !is_good);
    }
    return is_good;
}

/* ---- the stream ---- */

/* Only that something changed is read out of it. */
static size_t take_stream(char *bytes, size_t size, size_t count, void *user)
{
    struct tf_follow *follow = user;
    for (size_t i = 0; i < size * count; i++) {
        if (bytes[i] == '\n') {
            follow->line[follow->line_len] = '\0';
            follow->has_news |=
                strcmp(follow->line, "event: change") == 0 || strcmp(follow->line, "event: reload") == 0;
            follow->line_len = 0;
        } else if (follow->line_len < sizeof(follow->line) - 1) {
            follow->line[follow->line_len++] = bytes[i];
        }
    }
    return size * count;
}

static bool has_ended(struct tf_follow *follow)
{
    int left = 0;
    for (CURLMsg *message; (message = curl_multi_info_read(follow->multi, &left)) != NULL;) {
        if (message->msg == CURLMSG_DONE) {
            return true;
        }
    }
    return false;
}

/* Until it ends, or the board cannot be fetched. *status: of the stream's answer; 0: none came. */
static void hear(struct tf_follow *follow, long *status)
{
    char url[URL_BYTES + 64];
    int running = 1;
    follow->line_len = 0;
    *status = 0;
    /* What changed after the board was fetched and before the stream was open is told as well. */
    snprintf(url, sizeof(url), "%s/live?last=%" PRIu64, follow->base, follow->revision);
    curl_easy_setopt(follow->stream, CURLOPT_URL, url);
    if (curl_multi_add_handle(follow->multi, follow->stream) != CURLM_OK) {
        return;
    }
    while (!is_stopping(follow) && curl_multi_perform(follow->multi, &running) == CURLM_OK && running > 0 &&
           !has_ended(follow)) {
        if (follow->has_news && !fetch(follow)) {
            break;
        }
        curl_multi_poll(follow->multi, NULL, 0, TURN_MS, NULL);
    }
    curl_easy_getinfo(follow->stream, CURLINFO_RESPONSE_CODE, status);
    curl_multi_remove_handle(follow->multi, follow->stream);
}

/* ---- the thread ---- */

static void pause_for(struct tf_follow *follow, int64_t about_ms)
{
    int64_t until_ms =
        tf_clock_mono_ms() + about_ms / 2 + (int64_t)tf_rng_below(&follow->rng, (uint64_t)about_ms);
    for (int64_t now_ms; !is_stopping(follow) && (now_ms = tf_clock_mono_ms()) < until_ms;) {
        curl_multi_poll(follow->multi, NULL, 0, (int)(until_ms - now_ms), NULL);
    }
}

static void *run(void *user)
{
    struct tf_follow *follow = user;
    while (!is_stopping(follow)) {
        long status = 0;
        if (!fetch(follow)) {
            int64_t ms = RETRY_LEAST_MS << (follow->failures < 6 ? follow->failures : 6);
            pause_for(follow, ms < RETRY_MOST_MS ? ms : RETRY_MOST_MS);
            follow->failures++;
            continue;
        }
        follow->failures = 0;
        hear(follow, &status);
        pause_for(follow, status == 503 ? ASK_MS : RETRY_LEAST_MS);
    }
    return NULL;
}

static CURL *make_handle(struct tf_follow *follow, const char *path)
{
    char url[URL_BYTES + 32];
    CURL *handle = curl_easy_init();
    if (handle == NULL) {
        return NULL;
    }
    snprintf(url, sizeof(url), "%s%s", follow->base, path);
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    return handle;
}

static enum tf_err make_handles(struct tf_follow *follow)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return TF_ERR_NOMEM;
    }
    follow->multi = curl_multi_init();
    follow->page = make_handle(follow, "/api/v1/mirror");
    follow->stream = make_handle(follow, "/live");
    if (follow->multi == NULL || follow->page == NULL || follow->stream == NULL) {
        return TF_ERR_NOMEM;
    }
    curl_easy_setopt(follow->page, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(follow->page, CURLOPT_TIMEOUT_MS, (long)FETCH_MS);
    curl_easy_setopt(follow->page, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(follow->page, CURLOPT_WRITEDATA, follow);
    curl_easy_setopt(follow->page, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(follow->page, CURLOPT_HEADERDATA, follow);
    curl_easy_setopt(follow->page, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(follow->page, CURLOPT_XFERINFOFUNCTION, go_on);
    curl_easy_setopt(follow->page, CURLOPT_XFERINFODATA, follow);
    curl_easy_setopt(follow->stream, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(follow->stream, CURLOPT_LOW_SPEED_TIME, (long)SILENT_S);
    curl_easy_setopt(follow->stream, CURLOPT_WRITEFUNCTION, take_stream);
    curl_easy_setopt(follow->stream, CURLOPT_WRITEDATA, follow);
    return TF_OK;
}

enum tf_err tf_follow_start(struct tf_follow **out, const char *url, const struct tf_clock *clock,
                            void (*wake)(void *user), void *user, struct tf_problem *problem)
{
    enum tf_err err = tf_follow_check(url, problem);
    if (err != TF_OK) {
        return err;
    }
    struct tf_follow *follow = calloc(1, sizeof(*follow));
    if (follow == NULL) {
        return tf_err_tell(problem, TF_ERR_NOMEM, NULL, NULL, "There is no memory left");
    }
    tf_text_copy(follow->base, sizeof(follow->base), url);
    for (size_t len = strlen(follow->base); len > 0 && follow->base[len - 1] == '/';) {
        follow->base[--len] = '\0';
    }
    follow->clock = *clock;
    follow->wake = wake;
    follow->user = user;
    pthread_mutex_init(&follow->mutex, NULL);
    pthread_cond_init(&follow->given, NULL);
    tf_rng_from_kernel(&follow->rng);
    tf_buf_init(&follow->body, TF_MIRROR_BYTES_MAX);
    err = make_handles(follow);
    if (err == TF_OK) {
        follow->has_thread = pthread_create(&follow->thread, NULL, run, follow) == 0;
        err = follow->has_thread ? TF_OK : TF_ERR_NOMEM;
    }
    if (err != TF_OK) {
        tf_follow_stop(follow);
        return tf_err_tell(problem, err, url, NULL, "The other kiosk cannot be followed: no memory is left");
    }
    *out = follow;
    return TF_OK;
}

void tf_follow_stop(struct tf_follow *follow)
{
    if (follow == NULL) {
        return;
    }
    pthread_mutex_lock(&follow->mutex);
    follow->is_stopping = true;
    pthread_mutex_unlock(&follow->mutex);
    if (follow->has_thread) {
        curl_multi_wakeup(follow->multi);
        pthread_join(follow->thread, NULL);
    }
    curl_easy_cleanup(follow->page);
    curl_easy_cleanup(follow->stream);
    if (follow->multi != NULL) {
        curl_multi_cleanup(follow->multi);
    }
    tf_board_unref(follow->board);
    tf_buf_free(&follow->body);
    pthread_cond_destroy(&follow->given);
    pthread_mutex_destroy(&follow->mutex);
    free(follow);
}
