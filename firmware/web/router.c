#include "web/router.h"

#include "web/api.h"
#include "web/desk.h"
#include "web/feed.h"
#include "web/frame.h"
#include "web/mirror.h"
#include "web/pages.h"
#include "web/write.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

enum route_kind {
    ROUTE_SHARED,  /* the same for all who speak a language: kept on the shelf */
    ROUTE_SESSION, /* the same for all who have no cookie yet */
    ROUTE_OWN,     /* made for this phone */
    ROUTE_RAW,     /* writes its own reply */
    ROUTE_WRITE,
};

struct route {
    const char *path; /* a "*" stands for one part: a session's code; a "?" for any one part */
    enum route_kind kind;
    void (*run)(struct tf_visit *visit);
    enum tf_role least; /* who may come here; a guest when not said */
};

static void live(struct tf_visit *visit)
{
    const char *last = visit->request->last_event_id;
    if (last == NULL || *last == '\0') {
        last = tf_form_get(&visit->request->query, "last");
    }
    visit->reply->kind = TF_REPLY_STREAM;
    visit->reply->status = 200;
    visit->reply->has_last_id =
        *last != '\0' && strlen(last) < 20 && strspn(last, "0123456789") == strlen(last);
    visit->reply->last_id = visit->reply->has_last_id ? strtoull(last, NULL, 10) : 0;
}

static void form_token(struct tf_visit *visit)
{
    tf_buf_puts(&visit->body, visit->form_token);
    tf_visit_end(visit, "text/plain; charset=utf-8", false);
}

static const struct route GETS[] = {
    {"/", ROUTE_SHARED, tf_page_home, TF_ROLE_GUEST},
    {"/unplaced", ROUTE_SHARED, tf_page_unplaced, TF_ROLE_GUEST},
    {"/news", ROUTE_SHARED, tf_page_news, TF_ROLE_GUEST},
    {"/about", ROUTE_SHARED, tf_page_about, TF_ROLE_GUEST},
    {"/wall", ROUTE_SHARED, tf_page_wall, TF_ROLE_GUEST},
    {"/book", ROUTE_SHARED, tf_page_book, TF_ROLE_GUEST},
    {"/book.html", ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/book.xhtml", ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/book.pdf", ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/book.md", ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/book.json", ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/search", ROUTE_OWN, tf_page_search, TF_ROLE_GUEST},
    {"/propose", ROUTE_OWN, tf_page_propose, TF_ROLE_GUEST},
    {"/topics", ROUTE_OWN, tf_page_topics, TF_ROLE_GUEST},
    {"/tables", ROUTE_OWN, tf_page_cafe, TF_ROLE_GUEST},
    {"/came", ROUTE_OWN, tf_page_came, TF_ROLE_GUEST},
    {"/action/?", ROUTE_OWN, tf_page_action, TF_ROLE_GUEST},
    {"/mine", ROUTE_OWN, tf_page_mine, TF_ROLE_GUEST},
    {"/s/*", ROUTE_SESSION, tf_page_session, TF_ROLE_GUEST},
    {"/s/*/note", ROUTE_OWN, tf_page_note, TF_ROLE_GUEST},
    {"/s/*/edit", ROUTE_OWN, tf_page_edit, TF_ROLE_GUEST},
    {"/s/*/place", ROUTE_OWN, tf_page_place, TF_ROLE_GUEST},
    {"/s/*/merge", ROUTE_OWN, tf_page_merge, TF_ROLE_GUEST},
    {"/pair/?", ROUTE_OWN, tf_page_pair, TF_ROLE_GUEST},
    {"/space/?", ROUTE_SHARED, tf_page_space, TF_ROLE_GUEST},
    {"/desk", ROUTE_OWN, tf_desk_grid, TF_ROLE_HELPER},
    {"/desk/new", ROUTE_OWN, tf_desk_new, TF_ROLE_HELPER},
    {"/desk/news", ROUTE_OWN, tf_desk_news, TF_ROLE_HELPER},
    {"/desk/day", ROUTE_OWN, tf_desk_day, TF_ROLE_ORGANISER},
    {"/desk/spaces", ROUTE_OWN, tf_desk_spaces, TF_ROLE_ORGANISER},
    {"/desk/times", ROUTE_OWN, tf_desk_times, TF_ROLE_ORGANISER},
    {"/desk/care", ROUTE_OWN, tf_desk_care, TF_ROLE_HELPER},
    {"/desk/history", ROUTE_OWN, tf_desk_history, TF_ROLE_HELPER},
    {"/desk/health", ROUTE_OWN, tf_desk_health, TF_ROLE_HELPER},
    {"/desk/draft", ROUTE_OWN, tf_desk_draft, TF_ROLE_ORGANISER},
    {"/desk/settings", ROUTE_OWN, tf_desk_settings, TF_ROLE_ORGANISER},
    {"/desk/erase", ROUTE_OWN, tf_desk_erase, TF_ROLE_ORGANISER},
    {"/desk/cards.pdf", ROUTE_OWN, tf_feed_cards, TF_ROLE_HELPER},
    {"/desk/full-copy.json", ROUTE_OWN, tf_feed_copy, TF_ROLE_ORGANISER},
    {"/token", ROUTE_RAW, form_token, TF_ROLE_GUEST},
    {"/live", ROUTE_RAW, live, TF_ROLE_GUEST},
    {"/schedule.xml", ROUTE_SHARED, tf_feed_xml, TF_ROLE_GUEST},
    {"/schedule.json", ROUTE_SHARED, tf_feed_json, TF_ROLE_GUEST},
    {"/schedule.ics", ROUTE_SHARED, tf_feed_ics, TF_ROLE_GUEST},
    {"/schedule.csv", ROUTE_SHARED, tf_feed_csv, TF_ROLE_GUEST},
    {"/schedule.md", ROUTE_SHARED, tf_feed_markdown, TF_ROLE_GUEST},
    {"/grid.pdf", ROUTE_SHARED, tf_feed_pdf, TF_ROLE_GUEST},
    {"/grid.png", ROUTE_SHARED, tf_feed_png, TF_ROLE_GUEST},
    {"/api/v1/board", ROUTE_SHARED, tf_api_board, TF_ROLE_GUEST},
    {"/api/v1/mirror", ROUTE_SHARED, tf_mirror, TF_ROLE_GUEST},
    {"/api/v1/sessions/*", ROUTE_SHARED, tf_api_session, TF_ROLE_GUEST},
    {"/api/v1/search", ROUTE_RAW, tf_api_search, TF_ROLE_GUEST},
    {"/api/v1/similar", ROUTE_RAW, tf_api_similar, TF_ROLE_GUEST},
    {"/api/v1/topics", ROUTE_SHARED, tf_api_topics, TF_ROLE_GUEST},
};

static const struct route POSTS[] = {
    {"/propose", ROUTE_WRITE, tf_write_propose, TF_ROLE_GUEST},
    {"/s/*/edit", ROUTE_WRITE, tf_write_edit, TF_ROLE_GUEST},
    {"/s/*/place", ROUTE_WRITE, tf_write_place, TF_ROLE_GUEST},
    {"/s/*/unplace", ROUTE_WRITE, tf_write_unplace, TF_ROLE_GUEST},
    {"/s/*/withdraw", ROUTE_WRITE, tf_write_withdraw, TF_ROLE_GUEST},
    {"/s/*/star", ROUTE_WRITE, tf_write_star, TF_ROLE_GUEST},
    {"/s/*/note", ROUTE_WRITE, tf_write_note, TF_ROLE_GUEST},
    {"/s/*/action", ROUTE_WRITE, tf_write_action, TF_ROLE_GUEST},
    {"/s/*/ask-merge", ROUTE_WRITE, tf_write_ask_merge, TF_ROLE_GUEST},
    {"/s/*/unask-merge", ROUTE_WRITE, tf_write_unask_merge, TF_ROLE_GUEST},
    {"/s/*/merge", ROUTE_WRITE, tf_write_merge, TF_ROLE_GUEST},
    {"/s/*/unmerge", ROUTE_WRITE, tf_write_unmerge, TF_ROLE_GUEST},
    {"/topics", ROUTE_WRITE, tf_write_topic, TF_ROLE_GUEST},
    {"/topics/?", ROUTE_WRITE, tf_write_topic_one, TF_ROLE_GUEST},
    {"/action/?", ROUTE_WRITE, tf_write_standing, TF_ROLE_GUEST},
    {"/pair/?", ROUTE_WRITE, tf_write_pair, TF_ROLE_GUEST},
    {"/desk/move", ROUTE_WRITE, tf_desk_write_move, TF_ROLE_HELPER},
    {"/desk/lock", ROUTE_WRITE, tf_desk_write_lock, TF_ROLE_HELPER},
    {"/desk/hide", ROUTE_WRITE, tf_desk_write_hide, TF_ROLE_HELPER},
    {"/desk/care/unhide", ROUTE_WRITE, tf_desk_write_unhide, TF_ROLE_HELPER},
    {"/desk/care/hide", ROUTE_WRITE, tf_desk_write_decline, TF_ROLE_HELPER},
    {"/desk/care/fine", ROUTE_WRITE, tf_desk_write_fine, TF_ROLE_HELPER},
    {"/desk/care/block", ROUTE_WRITE, tf_desk_write_block, TF_ROLE_ORGANISER},
    {"/desk/care/unblock", ROUTE_WRITE, tf_desk_write_unblock, TF_ROLE_ORGANISER},
    {"/desk/new", ROUTE_WRITE, tf_desk_write_new, TF_ROLE_HELPER},
    {"/desk/news", ROUTE_WRITE, tf_desk_write_news, TF_ROLE_HELPER},
    {"/desk/news/?", ROUTE_WRITE, tf_desk_write_news_one, TF_ROLE_HELPER},
    {"/desk/day/phase", ROUTE_WRITE, tf_desk_write_phase, TF_ROLE_ORGANISER},
    {"/desk/day/shift", ROUTE_WRITE, tf_desk_write_shift, TF_ROLE_ORGANISER},
    {"/desk/space/?", ROUTE_WRITE, tf_desk_write_space, TF_ROLE_ORGANISER},
    {"/desk/time/?", ROUTE_WRITE, tf_desk_write_time, TF_ROLE_ORGANISER},
    {"/desk/event", ROUTE_WRITE, tf_desk_write_event, TF_ROLE_ORGANISER},
    {"/desk/format", ROUTE_WRITE, tf_desk_write_format, TF_ROLE_ORGANISER},
    {"/desk/settings/?", ROUTE_WRITE, tf_desk_write_setting, TF_ROLE_ORGANISER},
    {"/desk/erase", ROUTE_WRITE, tf_desk_write_erase, TF_ROLE_ORGANISER},
    {"/desk/history/back", ROUTE_WRITE, tf_desk_write_history_back, TF_ROLE_ORGANISER},
    {"/desk/draft", ROUTE_WRITE, tf_desk_write_draft, TF_ROLE_ORGANISER},
    {"/desk/history/undo", ROUTE_WRITE, tf_desk_write_history_undo, TF_ROLE_HELPER},
    {"/desk/undo", ROUTE_WRITE, tf_desk_write_undo, TF_ROLE_HELPER},
    {"/api/v1/sessions", ROUTE_WRITE, tf_write_propose, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/edit", ROUTE_WRITE, tf_write_edit, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/place", ROUTE_WRITE, tf_write_place, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/unplace", ROUTE_WRITE, tf_write_unplace, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/withdraw", ROUTE_WRITE, tf_write_withdraw, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/star", ROUTE_WRITE, tf_write_star, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/ask-merge", ROUTE_WRITE, tf_write_ask_merge, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/unask-merge", ROUTE_WRITE, tf_write_unask_merge, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/merge", ROUTE_WRITE, tf_write_merge, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/unmerge", ROUTE_WRITE, tf_write_unmerge, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/notes", ROUTE_WRITE, tf_write_note, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/actions", ROUTE_WRITE, tf_write_action, TF_ROLE_GUEST},
    {"/api/v1/topics", ROUTE_WRITE, tf_write_topic, TF_ROLE_GUEST},
    {"/api/v1/topics/?", ROUTE_WRITE, tf_write_topic_one, TF_ROLE_GUEST},
};

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

/* *part: what stands at the "*" or "?", in the arena. */
static bool matches(const char *pattern, const char *path, struct tf_arena *arena, const char **part)
{
    const char *star = strpbrk(pattern, "*?");
    if (star == NULL) {
        return strcmp(pattern, path) == 0;
    }
    size_t before = (size_t)(star - pattern);
    if (strncmp(pattern, path, before) != 0) {
        return false;
    }
    size_t len = strcspn(path + before, "/");
    if (len == 0 || strcmp(path + before + len, star + 1) != 0) {
        return false;
    }
    *part = tf_arena_strndup(arena, path + before, len);
    return *part != NULL;
}

static const struct route *route_of(const struct route *routes, size_t count, const char *path,
                                    struct tf_arena *arena, const char **part)
{
    for (size_t i = 0; i < count; i++) {
        /* Every path begins with "/"; what comes after it tells most of them apart. */
        if (routes[i].path[1] == path[1] && matches(routes[i].path, path, arena, part)) {
            return &routes[i];
        }
    }
    return NULL;
}

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

/* "de /?day=2026-11-25"; NULL: the address has more in it than the shelf keeps. */
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
    const char *const parts[] = {tf_lang_code(visit->lang),
                                 " ",
                                 visit->request->path,
                                 "?",
                                 day,
                                 " ",
                                 has_links ? tf_visit_base_url(visit) : ""};
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

static void run_shared(struct tf_visit *visit, const struct route *route)
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

static void run_get(struct tf_visit *visit, const struct route *route)
{
    struct tf_request *request = visit->request;
    /* The first look at a session is the same for everybody, and leaves nothing behind: who only reads has no
     * cookie. The script asks for a token (/token), and a form that is sent without one is asked once more.
     */
    bool is_first_look = route->kind == ROUTE_SESSION && request->device_token[0] == '\0';
    if (is_first_look || route->kind == ROUTE_SHARED) {
        run_shared(visit, route);
    } else {
        bool wants_token = route->run != live && route->run != tf_page_search &&
                           route->run != tf_api_similar && route->run != tf_api_search;
        if (wants_token && !visit->site->is_read_only) {
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

static void run_post(struct tf_visit *visit, const struct route *route, int64_t mono_ms)
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

static bool may_come(struct tf_visit *visit, const struct route *route)
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
    const struct route *route = is_post ? route_of(POSTS, COUNT_OF(POSTS), request->path, visit->arena, &part)
                                        : route_of(GETS, COUNT_OF(GETS), request->path, visit->arena, &part);
    if (route == NULL) {
        const char *code = "";
        bool is_known = route_of(is_post ? GETS : POSTS, is_post ? COUNT_OF(GETS) : COUNT_OF(POSTS),
                                 request->path, visit->arena, &code) != NULL;
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
        bool is_first_look = route->kind == ROUTE_SESSION && !is_post && request->device_token[0] == '\0';
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
    const struct route *route = route_of(POSTS, COUNT_OF(POSTS), request->path, arena, &code);
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
