/* visit.h: one request being answered: what is asked, of which board, by whom, and the page that is written.
 * Page functions take nothing else. */
#ifndef TF_WEB_VISIT_H
#define TF_WEB_VISIT_H

#include "book/book.h"
#include "keep/keep.h"
#include "ledger/ledger.h"
#include "markup/html.h"
#include "web/request.h"
#include "web/shelf.h"
#include "web/web.h"

enum tf_asset_id {
    TF_ASSET_STYLE,
    TF_ASSET_SCRIPT,
    TF_ASSET_DESK_STYLE,
    TF_ASSET_DESK_SCRIPT,
    TF_ASSET_BOOK_STYLE,
    TF_ASSET_ICONS,
    TF_ASSET_FAVICON,
    TF_ASSET_OPENAPI,
    TF_ASSET_COUNT
};

/* What all requests share; does not change while the server runs. */
struct tf_site {
    struct tf_access *access;
    struct tf_keep *keep;     /* NULL: everybody is a guest */
    struct tf_ledger *ledger; /* for what the log knows; NULL: nothing is asked of it */
    const char *public_url;   /* "http://10.0.0.5:8080"; "" none: links are made of the Host header */
    enum tf_lang default_lang;
    bool lang_is_events;   /* web.h */
    bool is_read_only;     /* pages and feeds only */
    bool is_captive;       /* web.h */
    bool is_tls;           /* it speaks https by itself */
    const char *notes_url; /* a template, words/notes_url.h: notes are written there; NULL: here */
    const struct tf_flag_words *flag_words; /* what organisers are shown; NULL: none */
    enum tf_err (*draw_grid)(void *user, struct tf_buf *out, const struct tf_board *board, int day);
    enum tf_err (*bind_book)(void *user, struct tf_buf *out, struct tf_book *book);
    enum tf_err (*draw_cards)(void *user, struct tf_buf *out, const struct tf_board *board,
                              const char *base_url);
    void *draw_user;         /* of the three */
    tf_web_health_fn health; /* NULL: not known */
    void *health_user;
    const struct tf_web_machine *machine; /* NULL: it is left alone */
    int (*phones)(void *user);            /* connected now; NULL: not known */
    void *phones_user;
    struct tf_page *assets[TF_ASSET_COUNT];
    char version[17]; /* in the addresses of style and script, so that they can be kept for good */
};

struct tf_visit {
    const struct tf_site *site;
    struct tf_shelf *shelf;
    struct tf_request *request;
    struct tf_arena *arena;
    struct tf_reply *reply;

    /* Of the above, for short. */
    const struct tf_board *board;
    const struct tf_zone *zone;
    int64_t now_s;
    enum tf_lang lang;
    uint64_t device;
    enum tf_role role; /* of that device: a guest unless it was paired */

    const char *code;                 /* of /s/CODE; "" */
    const char *word;                 /* of a "?" in the route's path; "" */
    const struct tf_session *session; /* of that code; NULL */
    char form_token[TF_ACCESS_TOKEN_BYTES];
    const char *complaint; /* said above a form that is shown again; "" */
    const struct tf_refusal *refusal;
    bool is_api; /* answers are JSON */

    struct tf_buf body;
    struct tf_html html;
    int status;
};

/* Writing a page: status 200 unless set. tf_visit_end() makes reply->page of what was written. */
void tf_visit_end(struct tf_visit *visit, const char *media_type, bool is_shared);
/* A short answer: for API and machines JSON or text, for people a page. */
void tf_visit_say(struct tf_visit *visit, int status, const char *message);
void tf_visit_go(struct tf_visit *visit, const char *location);
/* "http://10.0.0.5:8080": the public address, or what the phone used. */
const char *tf_visit_base_url(const struct tf_visit *visit);
/* A number that this device and this form's key always give: a post repeated is the same post. salt tells the
 * several ids of one post apart. Random when there is no key. */
uint64_t tf_visit_id(const struct tf_visit *visit, unsigned salt);
struct tf_actor tf_visit_actor(const struct tf_visit *visit);
/* Why a guest may not do it in this phase of this format, as a sentence; NULL: it may be done, or by whoever
 * asks. */
const char *tf_visit_forbids(const struct tf_visit *visit, enum tf_verb verb);
/* Its own phone, or an organiser's. */
bool tf_visit_may_change(const struct tf_visit *visit, const struct tf_session *session);
/* The same for visit->session; false: that was said (403). */
bool tf_visit_must_change(struct tf_visit *visit);
bool tf_visit_is_own(const struct tf_visit *visit, const struct tf_session *session);
const char *tf_visit_path_of(const struct tf_visit *visit, const struct tf_session *session); /* "/s/CARD2" */
const char *tf_visit_field(const struct tf_visit *visit, const char *name); /* of the posted form */

/* For browsers that ask for no language of ours. */
enum tf_lang tf_visit_default_lang(const struct tf_site *site, const struct tf_board *board);

#endif
