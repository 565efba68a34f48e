/* web_in.h: the server's inside, shared by web.c (start, stop, the publisher) and server_*.c (the wire). */
#ifndef TF_WEB_WEB_IN_H
#define TF_WEB_WEB_IN_H

#include "web/latest.h"
#include "web/lines.h"
#include "web/live.h"
#include "web/router.h"
#include "web/web.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

/* What the ledger's answers come to. Outlives the server when the disk keeps an answer back for longer. */
struct tf_gate {
    struct tf_ref ref;
    pthread_mutex_t mutex; /* guards what follows, and the members of struct tf_pending that say so */
    struct tf_web *web;    /* NULL: stopped */
    struct tf_pending *list;
    bool is_refusing; /* stopping: nothing is suspended any more */
};

/* A command on its way to the disk; its connection is suspended meanwhile. */
struct tf_pending {
    struct tf_ref ref; /* the exchange's and the ledger's */
    struct tf_gate *gate;
    struct MHD_Connection *connection;
    struct tf_pending *after;
    int64_t deadline_ms;
    bool is_answered, is_ready; /* guarded by gate->mutex, as answer and the list are */
    struct tf_answer answer;
};

struct tf_web {
    struct tf_web_options options;
    struct tf_site site;
    char *public_url;
    int listen_fd, port;
    char *tls_cert, *tls_key; /* PEM; NULL: plain HTTP */
    struct MHD_Daemon *daemon;
    struct tf_latest *latest; /* of struct tf_shelf */
    struct tf_live *live;
    struct tf_subscription *subscription;
    atomic_uint_least64_t revision;
    struct tf_lines *lines;

    struct tf_gate *gate;

    pthread_t publisher;
    bool has_publisher;
    pthread_mutex_t mutex; /* guards is_poked, is_stopping */
    pthread_cond_t poked;
    bool is_poked, is_stopping;

    /* The publisher's own. */
    struct tf_board *board;
    struct tf_find *find;
    struct tf_zone *zones[8]; /* as many as an event changes its zone; the last is the newest */
    size_t zone_count;
    bool has_new_board;
    int64_t minute;
};

/* web.c */
void tf_web_poke(struct tf_web *web);

/* server.c: the daemon; listen.c: its address. */
enum tf_err tf_server_start(struct tf_web *web, struct tf_problem *problem);
void tf_server_stop(struct tf_web *web);
enum tf_err tf_server_listen(struct tf_web *web, struct tf_problem *problem);

/* tls.c: the certificate and its key, read and found to belong together; empty where none is wanted. */
enum tf_err tf_tls_load(struct tf_web *web, struct tf_problem *problem);
void tf_tls_free(struct tf_web *web);

/* pending.c */
enum tf_err tf_gate_create(struct tf_gate **out, struct tf_web *web);
void tf_gate_close(struct tf_gate *gate); /* no answer reaches the server any more; NULL is fine */
/* Sends the reply's command and suspends the connection. false: the server stops; the command is gone. */
bool tf_pending_send(struct tf_web *web, struct MHD_Connection *connection, struct tf_reply *reply,
                     struct tf_pending **out);
/* Resumes those whose answer is shown by now, or waited too long. */
void tf_pending_settle(struct tf_gate *gate, uint64_t revision, int64_t now_ms);
void tf_pending_stop(struct tf_gate *gate);
bool tf_pending_is_any(struct tf_gate *gate);
bool tf_pending_is_ready(struct tf_pending *pending);
void tf_pending_unref(struct tf_pending *pending);

/* wire.c: a reply as microhttpd has it. NULL: no memory. */
struct MHD_Response *tf_wire_page(struct tf_page *page, bool is_gzip, bool *is_prepared);
void tf_wire_common(struct MHD_Response *response);
/* The end of the connection that is ours, as in an address: "10.0.0.5:8080". NULL: it cannot be told. */
const char *tf_wire_own_address(struct MHD_Connection *connection, struct tf_arena *arena);

#endif
