/* DESIGN
 * microhttpd's own threads (epoll, a small pool) call answer() as bytes come in: once when the header is
 * there, for each piece of the body, and at its end; then the router makes a reply of it. A write suspends
 * its connection until the ledger has answered and the publisher has shown what became of it (pending.c);
 * answer() is then called once more. Its multipart parser (CVE-2023-27371) is never used: forms are read by
 * form.c.
 *
 * Deadlines are absolute: a phone that sends a byte now and then keeps nothing open (lines.h). */
#include "web/web_in.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>

enum {
    STREAMS_MAX = 2000,
    BESIDE_STREAMS = 600, /* connections for pages, whatever the streams do */
    ORGANISERS = 32,      /* of all connections, so many (or an eighth) are not for guests */
    /* Header, cookies and answer's header of one connection. A phone's header has 1 KB; up to 4 KiB are read,
     * of which cookies count twice (microhttpd keeps them as they came, and taken apart).
     * All of it is touched (microhttpd clears what it gives back), and it is most of what a stream costs:
     * with these 5 KB a stream is 7.8 KB, with room for a header of 8 KiB it would be 12. */
    POOL_BYTES = 5 * 1024,
    WORKERS = 2,
    IDLE_S = 30,
    READ_WAIT_MS = 10000,
    SENDING_MS = 60000,
    KEEP_MS = 30000,
    STREAM_BLOCK_BYTES = 512,
    POLL_S = 20,
};

struct exchange {
    struct tf_web *web;
    char *target;
    struct tf_arena arena;
    struct tf_buf body;
    struct tf_request *request; /* in the arena; NULL before the end of the body */
    struct tf_pending *pending;
    tf_finish_fn finish;
    bool is_begun, is_too_long;
};

/* ---- lines ---- */

static struct tf_line *line_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != NULL ? info->socket_context : NULL;
}

/* in_ms 0: none. */
static void set_deadline(struct tf_web *web, struct MHD_Connection *connection, int64_t in_ms, bool is_busy)
{
    struct tf_line *line = line_of(connection);
    if (line != NULL) {
        tf_lines_set(web->lines, line, tf_clock_mono_ms(), in_ms, is_busy);
    }
}

static void on_connection(void *user, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct tf_web *web = user;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        bool is_first = tf_lines_count(web->lines) == 0;
        *context = info != NULL ? tf_lines_open(web->lines, info->connect_fd, tf_clock_mono_ms(),
                                                web->options.read_wait_ms)
                                : NULL;
        if (info != NULL && *context == NULL) {
            shutdown(info->connect_fd, SHUT_RDWR); /* without a deadline it would be open for ever */
        }
        if (is_first) {
            tf_web_poke(web); /* the publisher slept long */
        }
    } else if (*context != NULL) {
        tf_lines_close(web->lines, *context);
        *context = NULL;
    }
}

/* ---- exchanges ---- */

static void *on_target(void *user, const char *target, struct MHD_Connection *connection)
{
    struct exchange *exchange = calloc(1, sizeof(*exchange));
    (void)connection;
    if (exchange == NULL) {
        return NULL;
    }
    exchange->web = user;
    exchange->target = strdup(target);
    tf_arena_init(&exchange->arena);
    tf_buf_init(&exchange->body, TF_REQUEST_BODY_MAX);
    if (exchange->target == NULL) {
        free(exchange);
        return NULL;
    }
    return exchange;
}

static void on_completed(void *user, struct MHD_Connection *connection, void **context,
                         enum MHD_RequestTerminationCode code)
{
    struct exchange *exchange = *context;
    if (code == MHD_REQUEST_TERMINATED_COMPLETED_OK) {
        set_deadline(user, connection, KEEP_MS, false);
    }
    if (exchange == NULL) {
        return;
    }
    tf_pending_unref(exchange->pending);
    tf_buf_free(&exchange->body);
    tf_arena_free(&exchange->arena);
    free(exchange->target);
    free(exchange);
    *context = NULL;
}

static enum tf_method method_of(const char *method)
{
    if (strcmp(method, "GET") == 0) {
        return TF_METHOD_GET;
    }
    if (strcmp(method, "HEAD") == 0) {
        return TF_METHOD_HEAD;
    }
    return strcmp(method, "POST") == 0 ? TF_METHOD_POST : TF_METHOD_OTHER;
}

/* Headers that are read: asking for each by its name would go through all of them ten times. */
static const struct {
    const char *name;
    size_t offset;
} HEADERS[] = {
    {"Host", offsetof(struct tf_request, host)},
    {"Origin", offsetof(struct tf_request, origin)},
    {"Sec-Fetch-Site", offsetof(struct tf_request, fetch_site)},
    {"Cookie", offsetof(struct tf_request, cookie)},
    {"X-Twofeet-Device", offsetof(struct tf_request, device_header)},
    {"Accept-Language", offsetof(struct tf_request, accept_language)},
    {"Accept-Encoding", offsetof(struct tf_request, accept_encoding)},
    {"If-None-Match", offsetof(struct tf_request, if_none_match)},
    {"Content-Type", offsetof(struct tf_request, content_type)},
    {"Last-Event-ID", offsetof(struct tf_request, last_event_id)},
};

/* The first of several counts. */
static enum MHD_Result take_header(void *request, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    (void)kind;
    for (size_t i = 0; i < sizeof(HEADERS) / sizeof(HEADERS[0]); i++) {
        const char **into = (const char **)(void *)((char *)request + HEADERS[i].offset);
        if (*into == NULL && (name[0] | 0x20) == (HEADERS[i].name[0] | 0x20) &&
            strcasecmp(name, HEADERS[i].name) == 0) {
            *into = value;
            break;
        }
    }
    return MHD_YES;
}

static bool fill_request(struct exchange *exchange, struct MHD_Connection *connection, const char *method)
{
    exchange->request = tf_arena_alloc(&exchange->arena, sizeof(*exchange->request));
    if (exchange->request == NULL) {
        return false;
    }
    *exchange->request = (struct tf_request){
        .method = method_of(method),
        .target = exchange->target,
        .own_address =
            exchange->web->site.is_captive ? tf_wire_own_address(connection, &exchange->arena) : NULL,
        .body = exchange->body.data != NULL ? exchange->body.data : "",
        .body_len = exchange->body.len,
    };
    MHD_get_connection_values(connection, MHD_HEADER_KIND, take_header, exchange->request);
    return true;
}

/* ---- replies on the wire ---- */

static void add_cookie(struct MHD_Response *response, const struct tf_web *web, const char *name,
                       const char *value, const char *same_site)
{
    char cookie[160];
    snprintf(cookie, sizeof(cookie), "%s=%s; Path=/; Max-Age=31536000; HttpOnly; SameSite=%s%s", name, value,
             same_site, web->site.is_tls ? "; Secure" : "");
    MHD_add_response_header(response, "Set-Cookie", cookie);
}

static void add_cookies(struct MHD_Response *response, const struct exchange *exchange,
                        const struct tf_reply *reply)
{
    if (reply->sets_device) {
        add_cookie(response, exchange->web, "device", exchange->request->device_token, "Strict");
        add_cookie(response, exchange->web, "known", "1", "Lax");
    }
    if (reply->sets_lang) {
        add_cookie(response, exchange->web, "lang", tf_lang_code(exchange->request->lang), "Lax");
    }
}

static struct MHD_Response *empty_response(const struct tf_reply *reply)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (response != NULL) {
        tf_wire_common(response);
        if (reply->kind == TF_REPLY_GO) {
            MHD_add_response_header(response, "Location", reply->location);
            MHD_add_response_header(response, "Cache-Control", "no-store");
        }
        if (reply->page != NULL) { /* 304 */
            MHD_add_response_header(response, "ETag", reply->page->etag);
            MHD_add_response_header(response, "Cache-Control",
                                    reply->page->is_shared ? "no-cache" : "private, no-cache");
        }
    }
    return response;
}

static enum MHD_Result queue_stream(struct exchange *exchange, struct MHD_Connection *connection,
                                    const struct tf_reply *reply)
{
    struct tf_web *web = exchange->web;
    enum MHD_Result result = MHD_NO;
    char retry[16];
    struct tf_stream *stream = NULL;
    if (exchange->request->method == TF_METHOD_GET) {
        stream = tf_live_open(web->live, connection, reply->has_last_id, reply->last_id);
    }
    if (stream == NULL) { /* too many: the page asks again by itself */
        struct tf_reply full = {.kind = TF_REPLY_EMPTY};
        struct MHD_Response *response = empty_response(&full);
        if (response == NULL) {
            return MHD_NO;
        }
        snprintf(retry, sizeof(retry), "%d", POLL_S);
        MHD_add_response_header(response, "Retry-After", retry);
        result = MHD_queue_response(connection, MHD_HTTP_SERVICE_UNAVAILABLE, response);
        MHD_destroy_response(response);
        return result;
    }
    struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK_BYTES,
                                                                      tf_live_read, stream, tf_live_close);
    if (response == NULL) {
        tf_live_close(stream);
        return MHD_NO;
    }
    tf_wire_common(response);
    MHD_add_response_header(response, "Content-Type", "text/event-stream");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    set_deadline(web, connection, 0, true);
    result = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

static bool is_not_modified(const struct tf_request *request, const struct tf_reply *reply)
{
    return request != NULL && request->method != TF_METHOD_POST && request->if_none_match != NULL &&
           reply->kind == TF_REPLY_PAGE && reply->status == 200 &&
           tf_page_is_known(reply->page, request->if_none_match);
}

static enum MHD_Result queue_reply(struct exchange *exchange, struct MHD_Connection *connection,
                                   struct tf_reply *reply)
{
    bool has_extras = reply->sets_device || reply->sets_lang || reply->retry_after_s > 0 || reply->is_closing;
    char text[16];
    if (reply->kind == TF_REPLY_STREAM) {
        return queue_stream(exchange, connection, reply);
    }
    if (is_not_modified(exchange->request, reply)) {
        reply->kind = TF_REPLY_EMPTY;
        reply->status = MHD_HTTP_NOT_MODIFIED;
    }
    bool is_prepared = !has_extras;
    struct MHD_Response *response = NULL;
    if (reply->kind == TF_REPLY_PAGE) {
        bool is_gzip = exchange->request != NULL && exchange->request->accepts_gzip;
        response = tf_wire_page(reply->page, is_gzip, &is_prepared);
    } else {
        is_prepared = false;
        response = empty_response(reply);
    }
    if (response == NULL) {
        return MHD_NO;
    }
    if (has_extras) {
        add_cookies(response, exchange, reply);
        if (reply->retry_after_s > 0) {
            snprintf(text, sizeof(text), "%d", reply->retry_after_s);
            MHD_add_response_header(response, "Retry-After", text);
        }
        if (reply->is_closing) {
            MHD_add_response_header(response, "Connection", "close");
        }
    }
    set_deadline(exchange->web, connection, SENDING_MS, true);
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)reply->status, response);
    if (!is_prepared) {
        MHD_destroy_response(response);
    }
    return result;
}

static enum MHD_Result say_plain(struct exchange *exchange, struct MHD_Connection *connection, int status,
                                 const char *text)
{
    struct tf_reply reply = {0};
    tf_router_plain(&reply, status, text);
    reply.is_closing = true;
    enum MHD_Result result = queue_reply(exchange, connection, &reply);
    tf_reply_free(&reply);
    return result;
}

static void keep_organisers(struct tf_web *web, struct MHD_Connection *connection, enum tf_role role)
{
    struct tf_line *line = role != TF_ROLE_GUEST ? line_of(connection) : NULL;
    if (line != NULL) {
        tf_lines_keep(web->lines, line);
    }
}

static enum MHD_Result reply_now(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct tf_web *web = exchange->web;
    struct tf_reply reply = {0};
    int slot = 0;
    struct tf_shelf *shelf = tf_latest_take(web->latest, &slot);
    enum MHD_Result result = MHD_YES;
    if (shelf == NULL) {
        return say_plain(exchange, connection, 503, "Please try again.");
    }
    if (exchange->pending != NULL) {
        tf_router_finish(&web->site, shelf, exchange->request, &exchange->arena, exchange->finish,
                         &exchange->pending->answer, &reply);
    } else {
        tf_router_answer(&web->site, shelf, exchange->request, &exchange->arena, tf_clock_mono_ms(), &reply);
        keep_organisers(web, connection, exchange->request->role);
    }
    if (reply.kind == TF_REPLY_COMMAND) {
        exchange->finish = reply.finish;
        set_deadline(web, connection, SENDING_MS, true);
        if (!tf_pending_send(web, connection, &reply, &exchange->pending)) {
            result = say_plain(exchange, connection, 503, "Please try again.");
        }
    } else {
        result = queue_reply(exchange, connection, &reply);
        exchange->request = NULL;
        tf_arena_free(&exchange->arena); /* a stream may go on for hours */
        tf_buf_free(&exchange->body);
    }
    tf_latest_give_back(web->latest, slot);
    tf_reply_free(&reply);
    return result;
}

struct framing { /* what says where a request begins and ends, and whom it is for */
    const char *length;
    unsigned lengths, codings, hosts;
};

static enum MHD_Result look_at_framing(void *user, enum MHD_ValueKind kind, const char *name,
                                       const char *value)
{
    struct framing *framing = user;
    (void)kind;
    switch (name[0] | 0x20) {
    case 'c':
        if (strcasecmp(name, "Content-Length") == 0) {
            framing->length = value;
            framing->lengths++;
        }
        break;
    case 't':
        framing->codings += strcasecmp(name, "Transfer-Encoding") == 0 ? 1 : 0;
        break;
    case 'h':
        framing->hosts += strcasecmp(name, "Host") == 0 ? 1 : 0;
        break;
    default:
        break;
    }
    return MHD_YES;
}

/* What can be said from the header alone; 0: go on. */
static int check_header(struct MHD_Connection *connection, const char *method, bool *has_body)
{
    struct framing framing = {.length = NULL};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, look_at_framing, &framing);
    *has_body = framing.lengths + framing.codings > 0;
    /* Two lengths are two opinions of where the next request begins; two hosts, of whom it is for. */
    if (framing.lengths + framing.codings > 1 || framing.hosts > 1) {
        return 400;
    }
    if (method_of(method) == TF_METHOD_POST && !*has_body) {
        return 411;
    }
    if (framing.length != NULL &&
        (strlen(framing.length) > 9 || strtol(framing.length, NULL, 10) > TF_REQUEST_BODY_MAX)) {
        return 413;
    }
    return 0;
}

static enum MHD_Result answer(void *user, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload, size_t *upload_len,
                              void **context)
{
    struct exchange *exchange = *context;
    (void)url;
    (void)version;
    if (exchange == NULL) {
        return MHD_NO;
    }
    if (!exchange->is_begun) {
        bool has_body = false;
        exchange->is_begun = true;
        int status = check_header(connection, method, &has_body);
        if (status != 0) {
            return say_plain(exchange, connection, status,
                             status == 411   ? "Say how long the form is."
                             : status == 413 ? "Too long."
                                             : "This request cannot be read.");
        }
        if (has_body) { /* a request without is answered in the same breath */
            set_deadline(user, connection, exchange->web->options.read_wait_ms, false);
        }
        return MHD_YES;
    }
    if (*upload_len > 0) {
        tf_buf_add(&exchange->body, upload, *upload_len);
        exchange->is_too_long |= tf_buf_err(&exchange->body) != TF_OK;
        *upload_len = 0;
        return MHD_YES;
    }
    if (exchange->pending == NULL) {
        if (exchange->is_too_long) {
            return say_plain(exchange, connection, 413, "Too long.");
        }
        if (!fill_request(exchange, connection, method)) {
            return MHD_NO;
        }
    } else if (!tf_pending_is_ready(exchange->pending)) {
        return MHD_YES;
    }
    return reply_now(exchange, connection);
}

static void drop_log(void *user, const char *format, va_list args)
{
    (void)user; /* what microhttpd has to say is about single phones' connections */
    (void)format;
    (void)args;
}

/* No unescaping: request.c does it, the same for tests and the fuzzer. */
static size_t keep_escaped(void *user, struct MHD_Connection *connection, char *text)
{
    (void)user;
    (void)connection;
    return strlen(text);
}

static unsigned connections_max(struct tf_web *web)
{
    struct rlimit files;
    long most = web->options.connections_max > 0 ? web->options.connections_max
                                                 : web->options.streams_max + BESIDE_STREAMS;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY) {
        long room = (long)files.rlim_cur - 64; /* the rest of the program has files too */
        most = most > room ? room : most;
    }
    if (most < 16) {
        most = 16;
    }
    long reserve = most / 4 < BESIDE_STREAMS ? most / 4 : BESIDE_STREAMS; /* pages come first */
    if (web->options.streams_max > most - reserve) {
        web->options.streams_max = (int)(most - reserve);
    }
    tf_lines_limit(web->lines, (int)(most - (most / 8 < ORGANISERS ? most / 8 : ORGANISERS)));
    return (unsigned)most;
}

enum tf_err tf_server_start(struct tf_web *web, struct tf_problem *problem)
{
    if (web->options.streams_max <= 0) {
        web->options.streams_max = STREAMS_MAX;
    }
    if (web->options.read_wait_ms <= 0) {
        web->options.read_wait_ms = READ_WAIT_MS;
    }
    unsigned most = connections_max(web);
    enum tf_err err = tf_live_create(&web->live, web->options.streams_max, atomic_load(&web->revision));
    if (err != TF_OK) {
        return err;
    }
    struct MHD_OptionItem tls[] = {{MHD_OPTION_HTTPS_MEM_CERT, 0, web->tls_cert},
                                   {MHD_OPTION_HTTPS_MEM_KEY, 0, web->tls_key},
                                   {MHD_OPTION_END, 0, NULL}};
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
                     (web->site.is_tls ? MHD_USE_TLS : 0u);
    web->daemon = MHD_start_daemon(
        flags, (uint16_t)web->port, NULL, NULL, answer, web, MHD_OPTION_EXTERNAL_LOGGER, drop_log, NULL,
        MHD_OPTION_LISTEN_SOCKET, web->listen_fd, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)WORKERS,
        MHD_OPTION_CONNECTION_LIMIT, most, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES, MHD_OPTION_URI_LOG_CALLBACK, on_target, web,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, web, MHD_OPTION_NOTIFY_CONNECTION, on_connection, web,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escaped, NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_ARRAY,
        web->site.is_tls ? tls : none, MHD_OPTION_END);
    if (web->daemon == NULL) {
        return tf_err_tell(problem, TF_ERR_IO, web->options.listen, NULL,
                           "The pages for phones cannot be served: %s", strerror(errno));
    }
    web->listen_fd = -1; /* the daemon's now */
    return TF_OK;
}

void tf_server_stop(struct tf_web *web)
{
    if (web->live != NULL) {
        tf_live_stop(web->live);
    }
    tf_pending_stop(web->gate);
    if (web->daemon != NULL) {
        MHD_stop_daemon(web->daemon);
        web->daemon = NULL;
    }
    tf_live_destroy(web->live);
    web->live = NULL;
}
