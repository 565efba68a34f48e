/* request.h: what a phone asks, taken apart; and what it is answered. Knows nothing of sockets, so that tests
 * and the fuzzer can ask as well. */
#ifndef TF_WEB_REQUEST_H
#define TF_WEB_REQUEST_H

#include "base/arena.h"
#include "base/lang.h"
#include "core/command.h"
#include "web/access.h"
#include "web/form.h"
#include "web/page.h"

#define TF_REQUEST_TARGET_MAX 1024        /* path and query */
#define TF_REQUEST_BODY_MAX   (16 * 1024) /* field notes; the longest form is a note of 4 x 2,000 letters … */
#define TF_REQUEST_KEY_MAX    64

enum tf_method { TF_METHOD_GET, TF_METHOD_HEAD, TF_METHOD_POST, TF_METHOD_OTHER };

/* Texts are borrowed for as long as the request is; headers that were not sent are NULL. */
struct tf_request {
    enum tf_method method;
    const char *target; /* as sent: "/s/CARD2?lang=de" */
    const char *host, *origin, *fetch_site, *cookie, *device_header;
    const char *accept_language, *accept_encoding, *if_none_match, *content_type, *last_event_id;
    const char *own_address; /* where it came in, "10.0.0.5:8080"; NULL: nobody needs to know */
    const char *body;        /* may hold NULs */
    size_t body_len;

    /* Made of the above by tf_request_read(). */
    const char *path; /* decoded; begins with "/" */
    const char *query_text;
    struct tf_form query, form;
    enum tf_lang lang;
    bool lang_from_query;
    char device_token[TF_ACCESS_TOKEN_BYTES]; /* "" none */
    uint64_t device;                          /* 0 none */
    enum tf_role role;                        /* of the device; set by the router */
    /* This phone has a token, but it was not sent: it comes by a link from another site (SameSite=Strict). It
     * must not get a new one, or what it proposed would be its own no longer. */
    bool keeps_token;
    bool accepts_gzip;
    bool is_json; /* the body */
};

/* TF_ERR_INVALID: no path of ours, a bad escape, a body that is no form; TF_ERR_LIMIT: too long; NOMEM. */
enum tf_err tf_request_read(struct tf_request *request, struct tf_arena *arena, enum tf_lang default_lang);
/* The languages a browser asks for, best first, to the one we speak. */
enum tf_lang tf_request_language(const char *accept_language, enum tf_lang otherwise);
/* A cookie's value into out; false: not there or too long. */
bool tf_request_cookie(const char *cookies, const char *name, char *out, size_t size);

struct tf_visit;
struct tf_answer;
/* Makes the reply of an answered command. */
typedef void (*tf_finish_fn)(struct tf_visit *visit, const struct tf_answer *answer);

enum tf_reply_kind {
    TF_REPLY_PAGE,
    TF_REPLY_EMPTY,   /* 204, 304 */
    TF_REPLY_GO,      /* 303 to location */
    TF_REPLY_COMMAND, /* to the ledger first, then finish() */
    TF_REPLY_STREAM,  /* server-sent events from last_id on */
};
struct tf_reply {
    enum tf_reply_kind kind;
    int status;
    struct tf_page *page; /* a reference of the reply's */
    const char *location; /* in the request's arena */
    const char *file_name;
    bool sets_device, sets_lang; /* cookies: the request's device_token, lang */
    bool is_closing;             /* the connection ends after it */
    int retry_after_s;           /* 0: not said */
    struct tf_command *command;  /* the reply's */
    tf_finish_fn finish;
    uint64_t last_id;
    bool has_last_id;
};
void tf_reply_free(struct tf_reply *reply);

#endif
