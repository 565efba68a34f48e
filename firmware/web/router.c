#include "web/router.h"

#include "web/api.h"
#include "web/feed.h"
#include "web/frame.h"
#include "web/pages.h"
#include "web/routes.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *path;
    enum tf_asset_id id;
} ASSETS[] = {
    {"/style.css", TF_ASSET_STYLE},
    {"/script.js", TF_ASSET_SCRIPT},
    {"/desk.css", TF_ASSET_DESK_STYLE},
    {"/desk.js", TF_ASSET_DESK_SCRIPT},
    {"/book.css", TF_ASSET_BOOK_STYLE},
    {"/icons.svg", TF_ASSET_ICONS},
    {"/favicon.svg", TF_ASSET_FAVICON},
    {"/favicon.ico", TF_ASSET_FAVICON},
    {"/api/v1/openapi.json", TF_ASSET_OPENAPI},
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

void tf_router_plain(struct tf_reply *reply, int status, const char *text)
{
    struct tf_buf body;
    tf_buf_init(&body, 0);
    tf_buf_puts(&body, text);
    tf_buf_putc(&body, '\n');
    reply->kind = TF_REPLY_PAGE;
    reply->status = status;
    tf_page_unref(reply->page);
    reply->page = NULL;
    if (tf_page_create(&reply->page, &body, "text/plain; charset=utf-8", false) != TF_OK) {
        reply->kind = TF_REPLY_EMPTY;
    }
    tf_buf_free(&body);
}

enum { BODY_MAX = 16 * 1024 * 1024 };

static void begin(struct tf_visit *visit, const struct tf_site *site, struct tf_shelf *shelf,
                  struct tf_request *request, struct tf_arena *arena, struct tf_reply *reply)
{
    *visit = (struct tf_visit){.site = site,
                               .shelf = shelf,
                               .request = request,
                               .arena = arena,
                               .reply = reply,
                               .board = shelf->board,
                               .zone = shelf->zone,
                               .now_s = shelf->now_s,
                               .lang = request->lang,
                               .device = request->device,
                               .code = "",
                               .word = "",
                               .is_api = strncmp(request->path, "/api/", 5) == 0};
    visit->role = request->role;
    tf_buf_init(&visit->body, BODY_MAX);
}

/* A phone that has no token yet gets one with the first page that may lead to writing. */
static void give_token(struct tf_visit *visit)
{
    struct tf_request *request = visit->request;
    if (request->device_token[0] == '\0' && request->keeps_token && request->method != TF_METHOD_POST) {
        return;
    }
    if (request->device_token[0] == '\0') {
        tf_access_new_device(request->device_token);
        request->device = visit->device = tf_access_device(request->device_token);
        visit->reply->sets_device = true;
    }
    tf_access_form_token(visit->site->access, visit->form_token, request->device_token);
}

static bool answer_asset(struct tf_visit *visit)
{
    for (size_t i = 0; i < COUNT_OF(ASSETS); i++) {
        if (strcmp(ASSETS[i].path, visit->request->path) == 0) {
            visit->reply->kind = TF_REPLY_PAGE;
            visit->reply->status = 200;
            visit->reply->page = tf_page_ref(visit->site->assets[ASSETS[i].id]);
            return true;
        }
    }
    return false;
}

/* Every visit needs one of these: printf would be a twentieth of what a page from the shelf costs. NULL: no
 * memory. */
static const char *joined(struct tf_arena *arena, const char *const *parts, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += strlen(parts[i]);
    }
    char *text = tf_arena_alloc(arena, len + 1);
    if (text == NULL) {
        return NULL;
    }
    char *end = text;
    for (size_t i = 0; i < count; i++) {
        size_t part_len = strlen(parts[i]);
        memcpy(end, parts[i], part_len);
        end += part_len;
    }
    *end = '\0';
    return text;
}

/* "de /?day=2026-11-25", of everybody who may do the same; NULL: the address has more in it than the shelf
 * keeps. */
static const char *shelf_key(const struct tf_visit *visit)
{
    const struct tf_form *query = &visit->request->query;
    const char *day = "";
    for (size_t i = 0; i < query->count; i++) {
        if (strcmp(query->fields[i].name, "day") != 0 && strcmp(query->fields[i].name, "v") != 0) {
            return NULL;
        }
    }
    if (tf_form_has(query, "day") && visit->board->grid->day_count > 0) {
        day = tf_words_printf(visit->arena, "%zu", tf_pages_day(visit));
    }
    /* Links in feeds, and codes on pages, begin with the address that was used. */
    bool has_links = strchr(visit->request->path, '.') != NULL || visit->is_api ||
                     strcmp(visit->request->path, "/about") == 0;
    static const char *const ROLES[TF_ROLE_COUNT] = {
        [TF_ROLE_HELPER] = "helper ", [TF_ROLE_ORGANISER] = "organiser "};
    const char *role = ROLES[visit->role] != NULL ? ROLES[visit->role] : "";
    const char *const parts[] = {role, tf_lang_code(visit->lang),
                                 " ",  visit->request->path,
                                 "?",  day,
                                 " ",  has_links ? tf_visit_base_url(visit) : ""};
    return joined(visit->arena, parts, COUNT_OF(parts));
}

static bool take_from_shelf(struct tf_visit *visit, const char *key)
{
    struct tf_page *page = key != NULL ? tf_shelf_get(visit->shelf, key) : NULL;
    if (page != NULL) {
        visit->reply->kind = TF_REPLY_PAGE;
        visit->reply->status = 200;
        visit->reply->page = page;
    }
    return page != NULL;
}

static void run_shared(struct tf_visit *visit, const struct tf_route *route)
{
    const char *key = shelf_key(visit);
    if (take_from_shelf(visit, key)) {
        return;
    }
    route->run(visit);
    struct tf_reply *reply = visit->reply;
    if (key != NULL && reply->kind == TF_REPLY_PAGE && reply->status == 200 && reply->page != NULL) {
        tf_shelf_put(visit->shelf, key, reply->page);
    }
}

static void run_get(struct tf_visit *visit, const struct tf_route *route)
{
    struct tf_request *request = visit->request;
    /* The first look at a session is the same for everybody, and leaves nothing behind: who only reads has no
     * cookie. The script asks for a token (/token), and a form that is sent without one is asked once more.
     */
    bool is_first_look = route->kind == TF_ROUTE_SESSION && request->device_token[0] == '\0';
    if (is_first_look || route->kind == TF_ROUTE_SHARED) {
        run_shared(visit, route);
    } else {
        if (tf_route_wants_token(route) && !visit->site->is_read_only) {
            give_token(visit);
        }
        route->run(visit);
    }
}

/* A write must come from a page of ours, from a device, with its token, and within its budget. */
static bool may_write(struct tf_visit *visit, int64_t mono_ms)
{
    struct tf_request *request = visit->request;
    int retry_s = 0;
    if (visit->site->is_read_only) {
        tf_visit_say(visit, 403, tf_tr(visit->lang, "This is a copy to read. Nothing can be written here."));
        return false;
    }
    if (!tf_access_origin(request->origin, request->fetch_site, request->host)) {
        tf_visit_say(visit, 403, tf_tr(visit->lang, "This came from another site, so it was not done."));
        return false;
    }
    if (visit->is_api && (!request->is_json || request->device == 0)) {
        tf_visit_say(visit, request->is_json ? 401 : 415,
                     tf_tr(visit->lang, "The interface wants JSON and a device token (X-Twofeet-Device)."));
        return false;
    }
    if (visit->site->keep != NULL && tf_keep_is_blocked(visit->site->keep, request->device)) {
        tf_visit_say(visit, 403, tf_tr(visit->lang, "This device cannot post here. Talk to an organiser."));
        return false;
    }
    bool is_trusted = visit->is_api /* another site cannot send JSON without asking first */
                      || tf_access_form_token_is(visit->site->access, request->device_token,
                                                 tf_visit_field(visit, "token"));
    give_token(visit);
    if (!is_trusted) {
        tf_page_confirm(visit);
        return false;
    }
    /* What guests write together is limited; that must not keep an organiser from writing. */
    if (request->role == TF_ROLE_GUEST &&
        !tf_access_take(visit->site->access, request->device, mono_ms, &retry_s)) {
        visit->reply->retry_after_s = retry_s;
        tf_visit_say(visit, 429,
                     tf_tr(visit->lang, "That was a lot in a short time. Please go on in a moment."));
        return false;
    }
    return true;
}

static void run_post(struct tf_visit *visit, const struct tf_route *route, int64_t mono_ms)
{
    struct tf_request *request = visit->request;
    if (visit->is_api && request->is_json && !tf_api_read(visit)) {
        tf_visit_say(visit, 400, tf_tr(visit->lang, "This is not the JSON that belongs here."));
        return;
    }
    if (!tf_form_has(&request->form, "key")) {
        char key[TF_ACCESS_TOKEN_BYTES];
        tf_access_new_device(key);
        tf_form_set(&request->form, "key", tf_words_printf(visit->arena, "%s", key));
    }
    if (may_write(visit, mono_ms)) {
        route->run(visit);
    }
}

/* ?lang=de on any page: remembered, and the page without it. */
static bool changes_language(struct tf_visit *visit)
{
    struct tf_request *request = visit->request;
    struct tf_buf to;
    if (!request->lang_from_query || visit->is_api || request->method == TF_METHOD_POST) {
        return false;
    }
    tf_buf_init(&to, TF_REQUEST_TARGET_MAX * 3);
    for (size_t i = 0; i < request->query.count; i++) {
        const struct tf_form_field *field = &request->query.fields[i];
        if (strcmp(field->name, "lang") != 0) {
            tf_buf_putc(&to, to.len == 0 ? '?' : '&');
            tf_buf_puts(&to, tf_form_encode(visit->arena, field->name));
            tf_buf_putc(&to, '=');
            tf_buf_puts(&to, tf_form_encode(visit->arena, field->value));
        }
    }
    size_t path_len = strcspn(request->target, "?#"); /* still escaped: only what was sent */
    tf_visit_go(visit, tf_words_printf(visit->arena, "%.*s%s", (int)path_len, request->target,
                                       to.data != NULL ? to.data : ""));
    if (!tf_html_url_is_safe(visit->reply->location)) {
        visit->reply->location = "/";
    }
    visit->reply->sets_lang = true;
    tf_buf_free(&to);
    return true;
}

static bool may_come(struct tf_visit *visit, const struct tf_route *route)
{
    if (visit->role >= route->least) {
        return true;
    }
    tf_visit_say(visit, 403,
                 visit->role == TF_ROLE_GUEST
                     ? tf_tr(visit->lang,
                             "This is for organisers. The wall lets a device in: tap the mark in its corner.")
                     : tf_tr(visit->lang, "Only organisers can do that."));
    return false;
}

static void run(struct tf_visit *visit, int64_t mono_ms)
{
    struct tf_request *request = visit->request;
    bool is_post = request->method == TF_METHOD_POST;
    const char *part = "";
    if (!is_post && tf_feed_is_session(visit)) {
        tf_feed_session(visit);
        return;
    }
    const struct tf_route *route = tf_route_find(is_post, request->path, visit->arena, &part);
    if (route == NULL) {
        const char *code = "";
        bool is_known = tf_route_find(!is_post, request->path, visit->arena, &code) != NULL;
        tf_visit_say(visit, is_known ? 405 : 404,
                     is_known ? tf_tr(visit->lang, "That cannot be done here.")
                              : tf_tr(visit->lang, "There is no such page."));
        return;
    }
    if (!may_come(visit, route)) {
        return;
    }
    if (strchr(route->path, '?') != NULL) {
        visit->word = part;
    } else if (part[0] != '\0') {
        visit->code = part;
        bool is_first_look = route->kind == TF_ROUTE_SESSION && !is_post && request->device_token[0] == '\0';
        if (is_first_look && take_from_shelf(visit, shelf_key(visit))) {
            return; /* without looking for the session among all */
        }
        visit->session = tf_board_session_coded(visit->board, visit->code);
        if (visit->session == NULL) {
            tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no session with this code."));
            return;
        }
    }
    if (is_post) {
        run_post(visit, route, mono_ms);
    } else if (!changes_language(visit)) {
        run_get(visit, route);
    }
}

static void say_unread(struct tf_reply *reply, enum tf_err err)
{
    switch (err) {
    case TF_ERR_LIMIT:
        tf_router_plain(reply, 413, "Too long.");
        break;
    case TF_ERR_UNSUPPORTED:
        tf_router_plain(reply, 415, "Send a form (application/x-www-form-urlencoded) or JSON.");
        break;
    case TF_ERR_INVALID:
        tf_router_plain(reply, 400, "This request cannot be read.");
        break;
    default:
        tf_router_plain(reply, 503, "Please try again.");
        reply->retry_after_s = 5;
        break;
    }
}

/* A phone in our own Wi-Fi asks somebody else's page whether there is an internet: it is told where the board
 * is. Nothing of what it sent is in the answer. */
static bool leads_here(const struct tf_site *site, const struct tf_request *request, struct tf_arena *arena,
                       struct tf_reply *reply)
{
    bool is_looking = request->method == TF_METHOD_GET || request->method == TF_METHOD_HEAD;
    bool is_named = site->public_url[0] != '\0';
    if (!site->is_captive || !is_looking || (!is_named && request->own_address == NULL)) {
        return false;
    }
    reply->kind = TF_REPLY_GO;
    reply->status = 302;
    reply->location =
        is_named ? tf_words_printf(arena, "%s/", site->public_url)
                 : tf_words_printf(arena, "%s://%s/", site->is_tls ? "https" : "http", request->own_address);
    reply->is_closing = true;
    return true;
}

void tf_router_answer(const struct tf_site *site, struct tf_shelf *shelf, struct tf_request *request,
                      struct tf_arena *arena, int64_t mono_ms, struct tf_reply *reply)
{
    struct tf_visit visit;
    *reply = (struct tf_reply){0};
    if (!tf_access_host(site->access, request->host)) {
        if (leads_here(site, request, arena, reply)) {
            return;
        }
        tf_router_plain(reply, 421, "This address is not one of this machine's.");
        reply->is_closing = true;
        return;
    }
    if (request->method == TF_METHOD_OTHER) {
        tf_router_plain(reply, 405, "Only GET, HEAD and POST.");
        return;
    }
    enum tf_err err = tf_request_read(request, arena, tf_visit_default_lang(site, shelf->board));
    if (err != TF_OK) {
        say_unread(reply, err);
        return;
    }
    request->role = site->keep != NULL ? tf_keep_role(site->keep, request->device) : TF_ROLE_GUEST;
    begin(&visit, site, shelf, request, arena, reply);
    if (request->method == TF_METHOD_POST || !answer_asset(&visit)) {
        run(&visit, mono_ms);
    }
    tf_buf_free(&visit.body);
}

void tf_router_finish(const struct tf_site *site, struct tf_shelf *shelf, struct tf_request *request,
                      struct tf_arena *arena, tf_finish_fn finish, const struct tf_answer *answer,
                      struct tf_reply *reply)
{
    struct tf_visit visit;
    begin(&visit, site, shelf, request, arena, reply);
    give_token(&visit);
    const char *code = "";
    const struct tf_route *route = tf_route_find(true, request->path, arena, &code);
    if (route != NULL && strchr(route->path, '*') != NULL && *code != '\0') {
        visit.code = code;
        visit.session = tf_board_session_coded(shelf->board, code);
    } else if (route != NULL && strchr(route->path, '?') != NULL) {
        visit.word = code;
    }
    if (visit.code[0] != '\0' &&
        visit.session == NULL) { /* gone meanwhile: an import may take a session away */
        tf_visit_say(&visit, 404, tf_tr(visit.lang, "There is no session with this code."));
    } else {
        finish(&visit, answer);
    }
    tf_buf_free(&visit.body);
}
