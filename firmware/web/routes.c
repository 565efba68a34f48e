#include "web/routes.h"

#include "web/api.h"
#include "web/desk.h"
#include "web/feed.h"
#include "web/frame.h"
#include "web/mirror.h"
#include "web/pages.h"
#include "web/write.h"

#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

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

static const struct tf_route GETS[] = {
    {"/", TF_ROUTE_SHARED, tf_page_home, TF_ROLE_GUEST},
    {"/unplaced", TF_ROUTE_SHARED, tf_page_unplaced, TF_ROLE_GUEST},
    {"/news", TF_ROUTE_SHARED, tf_page_news, TF_ROLE_GUEST},
    {"/about", TF_ROUTE_SHARED, tf_page_about, TF_ROLE_GUEST},
    {"/wall", TF_ROUTE_SHARED, tf_page_wall, TF_ROLE_GUEST},
    {"/book", TF_ROUTE_SHARED, tf_page_book, TF_ROLE_GUEST},
    {"/book.html", TF_ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/book.xhtml", TF_ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/book.pdf", TF_ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/book.md", TF_ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/book.json", TF_ROUTE_SHARED, tf_book_file, TF_ROLE_GUEST},
    {"/search", TF_ROUTE_OWN, tf_page_search, TF_ROLE_GUEST},
    {"/propose", TF_ROUTE_OWN, tf_page_propose, TF_ROLE_GUEST},
    {"/topics", TF_ROUTE_OWN, tf_page_topics, TF_ROLE_GUEST},
    {"/tables", TF_ROUTE_OWN, tf_page_cafe, TF_ROLE_GUEST},
    {"/came", TF_ROUTE_OWN, tf_page_came, TF_ROLE_GUEST},
    {"/action/?", TF_ROUTE_OWN, tf_page_action, TF_ROLE_GUEST},
    {"/mine", TF_ROUTE_OWN, tf_page_mine, TF_ROLE_GUEST},
    {"/s/*", TF_ROUTE_SESSION, tf_page_session, TF_ROLE_GUEST},
    {"/s/*/note", TF_ROUTE_OWN, tf_page_note, TF_ROLE_GUEST},
    {"/s/*/edit", TF_ROUTE_OWN, tf_page_edit, TF_ROLE_GUEST},
    {"/s/*/place", TF_ROUTE_OWN, tf_page_place, TF_ROLE_GUEST},
    {"/s/*/merge", TF_ROUTE_OWN, tf_page_merge, TF_ROLE_GUEST},
    {"/pair/?", TF_ROUTE_OWN, tf_page_pair, TF_ROLE_GUEST},
    {"/space/?", TF_ROUTE_SHARED, tf_page_space, TF_ROLE_GUEST},
    {"/desk", TF_ROUTE_OWN, tf_desk_grid, TF_ROLE_HELPER},
    {"/desk/new", TF_ROUTE_OWN, tf_desk_new, TF_ROLE_HELPER},
    {"/desk/news", TF_ROUTE_OWN, tf_desk_news, TF_ROLE_HELPER},
    {"/desk/day", TF_ROUTE_OWN, tf_desk_day, TF_ROLE_ORGANISER},
    {"/desk/spaces", TF_ROUTE_OWN, tf_desk_spaces, TF_ROLE_ORGANISER},
    {"/desk/times", TF_ROUTE_OWN, tf_desk_times, TF_ROLE_ORGANISER},
    {"/desk/care", TF_ROUTE_OWN, tf_desk_care, TF_ROLE_HELPER},
    {"/desk/history", TF_ROUTE_OWN, tf_desk_history, TF_ROLE_HELPER},
    {"/desk/health", TF_ROUTE_OWN, tf_desk_health, TF_ROLE_HELPER},
    {"/desk/draft", TF_ROUTE_OWN, tf_desk_draft, TF_ROLE_ORGANISER},
    {"/desk/settings", TF_ROUTE_OWN, tf_desk_settings, TF_ROLE_ORGANISER},
    {"/desk/erase", TF_ROUTE_OWN, tf_desk_erase, TF_ROLE_ORGANISER},
    {"/desk/cards.pdf", TF_ROUTE_OWN, tf_feed_cards, TF_ROLE_HELPER},
    {"/desk/full-copy.json", TF_ROUTE_OWN, tf_feed_copy, TF_ROLE_ORGANISER},
    {"/token", TF_ROUTE_RAW, form_token, TF_ROLE_GUEST},
    {"/live", TF_ROUTE_RAW, live, TF_ROLE_GUEST},
    {"/schedule.xml", TF_ROUTE_SHARED, tf_feed_xml, TF_ROLE_GUEST},
    {"/schedule.json", TF_ROUTE_SHARED, tf_feed_json, TF_ROLE_GUEST},
    {"/schedule.ics", TF_ROUTE_SHARED, tf_feed_ics, TF_ROLE_GUEST},
    {"/schedule.csv", TF_ROUTE_SHARED, tf_feed_csv, TF_ROLE_GUEST},
    {"/schedule.md", TF_ROUTE_SHARED, tf_feed_markdown, TF_ROLE_GUEST},
    {"/grid.pdf", TF_ROUTE_SHARED, tf_feed_pdf, TF_ROLE_GUEST},
    {"/grid.png", TF_ROUTE_SHARED, tf_feed_png, TF_ROLE_GUEST},
    {"/api/v1/board", TF_ROUTE_SHARED, tf_api_board, TF_ROLE_GUEST},
    {"/api/v1/mirror", TF_ROUTE_SHARED, tf_mirror, TF_ROLE_GUEST},
    {"/api/v1/sessions/*", TF_ROUTE_SHARED, tf_api_session, TF_ROLE_GUEST},
    {"/api/v1/search", TF_ROUTE_RAW, tf_api_search, TF_ROLE_GUEST},
    {"/api/v1/similar", TF_ROUTE_RAW, tf_api_similar, TF_ROLE_GUEST},
    {"/api/v1/topics", TF_ROUTE_SHARED, tf_api_topics, TF_ROLE_GUEST},
};

static const struct tf_route POSTS[] = {
    {"/propose", TF_ROUTE_WRITE, tf_write_propose, TF_ROLE_GUEST},
    {"/s/*/edit", TF_ROUTE_WRITE, tf_write_edit, TF_ROLE_GUEST},
    {"/s/*/place", TF_ROUTE_WRITE, tf_write_place, TF_ROLE_GUEST},
    {"/s/*/unplace", TF_ROUTE_WRITE, tf_write_unplace, TF_ROLE_GUEST},
    {"/s/*/withdraw", TF_ROUTE_WRITE, tf_write_withdraw, TF_ROLE_GUEST},
    {"/s/*/star", TF_ROUTE_WRITE, tf_write_star, TF_ROLE_GUEST},
    {"/s/*/note", TF_ROUTE_WRITE, tf_write_note, TF_ROLE_GUEST},
    {"/s/*/action", TF_ROUTE_WRITE, tf_write_action, TF_ROLE_GUEST},
    {"/s/*/ask-merge", TF_ROUTE_WRITE, tf_write_ask_merge, TF_ROLE_GUEST},
    {"/s/*/unask-merge", TF_ROUTE_WRITE, tf_write_unask_merge, TF_ROLE_GUEST},
    {"/s/*/merge", TF_ROUTE_WRITE, tf_write_merge, TF_ROLE_GUEST},
    {"/s/*/unmerge", TF_ROUTE_WRITE, tf_write_unmerge, TF_ROLE_GUEST},
    {"/topics", TF_ROUTE_WRITE, tf_write_topic, TF_ROLE_GUEST},
    {"/topics/?", TF_ROUTE_WRITE, tf_write_topic_one, TF_ROLE_GUEST},
    {"/action/?", TF_ROUTE_WRITE, tf_write_standing, TF_ROLE_GUEST},
    {"/pair/?", TF_ROUTE_WRITE, tf_write_pair, TF_ROLE_GUEST},
    {"/desk/move", TF_ROUTE_WRITE, tf_desk_write_move, TF_ROLE_HELPER},
    {"/desk/lock", TF_ROUTE_WRITE, tf_desk_write_lock, TF_ROLE_HELPER},
    {"/desk/hide", TF_ROUTE_WRITE, tf_desk_write_hide, TF_ROLE_HELPER},
    {"/desk/care/unhide", TF_ROUTE_WRITE, tf_desk_write_unhide, TF_ROLE_HELPER},
    {"/desk/care/hide", TF_ROUTE_WRITE, tf_desk_write_decline, TF_ROLE_HELPER},
    {"/desk/care/idea", TF_ROUTE_WRITE, tf_desk_write_idea, TF_ROLE_HELPER},
    {"/desk/care/fine", TF_ROUTE_WRITE, tf_desk_write_fine, TF_ROLE_HELPER},
    {"/desk/care/block", TF_ROUTE_WRITE, tf_desk_write_block, TF_ROLE_ORGANISER},
    {"/desk/care/unblock", TF_ROUTE_WRITE, tf_desk_write_unblock, TF_ROLE_ORGANISER},
    {"/desk/new", TF_ROUTE_WRITE, tf_desk_write_new, TF_ROLE_HELPER},
    {"/desk/news", TF_ROUTE_WRITE, tf_desk_write_news, TF_ROLE_HELPER},
    {"/desk/news/?", TF_ROUTE_WRITE, tf_desk_write_news_one, TF_ROLE_HELPER},
    {"/desk/day/phase", TF_ROUTE_WRITE, tf_desk_write_phase, TF_ROLE_ORGANISER},
    {"/desk/day/shift", TF_ROUTE_WRITE, tf_desk_write_shift, TF_ROLE_ORGANISER},
    {"/desk/space/?", TF_ROUTE_WRITE, tf_desk_write_space, TF_ROLE_ORGANISER},
    {"/desk/time/?", TF_ROUTE_WRITE, tf_desk_write_time, TF_ROLE_ORGANISER},
    {"/desk/event", TF_ROUTE_WRITE, tf_desk_write_event, TF_ROLE_ORGANISER},
    {"/desk/format", TF_ROUTE_WRITE, tf_desk_write_format, TF_ROLE_ORGANISER},
    {"/desk/settings/?", TF_ROUTE_WRITE, tf_desk_write_setting, TF_ROLE_ORGANISER},
    {"/desk/erase", TF_ROUTE_WRITE, tf_desk_write_erase, TF_ROLE_ORGANISER},
    {"/desk/history/back", TF_ROUTE_WRITE, tf_desk_write_history_back, TF_ROLE_ORGANISER},
    {"/desk/draft", TF_ROUTE_WRITE, tf_desk_write_draft, TF_ROLE_ORGANISER},
    {"/desk/history/undo", TF_ROUTE_WRITE, tf_desk_write_history_undo, TF_ROLE_HELPER},
    {"/desk/undo", TF_ROUTE_WRITE, tf_desk_write_undo, TF_ROLE_HELPER},
    {"/api/v1/sessions", TF_ROUTE_WRITE, tf_write_propose, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/edit", TF_ROUTE_WRITE, tf_write_edit, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/place", TF_ROUTE_WRITE, tf_write_place, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/unplace", TF_ROUTE_WRITE, tf_write_unplace, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/withdraw", TF_ROUTE_WRITE, tf_write_withdraw, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/star", TF_ROUTE_WRITE, tf_write_star, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/ask-merge", TF_ROUTE_WRITE, tf_write_ask_merge, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/unask-merge", TF_ROUTE_WRITE, tf_write_unask_merge, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/merge", TF_ROUTE_WRITE, tf_write_merge, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/unmerge", TF_ROUTE_WRITE, tf_write_unmerge, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/notes", TF_ROUTE_WRITE, tf_write_note, TF_ROLE_GUEST},
    {"/api/v1/sessions/*/actions", TF_ROUTE_WRITE, tf_write_action, TF_ROLE_GUEST},
    {"/api/v1/topics", TF_ROUTE_WRITE, tf_write_topic, TF_ROLE_GUEST},
    {"/api/v1/topics/?", TF_ROUTE_WRITE, tf_write_topic_one, TF_ROLE_GUEST},
};

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

const struct tf_route *tf_route_find(bool is_post, const char *path, struct tf_arena *arena,
                                     const char **part)
{
    const struct tf_route *routes = is_post ? POSTS : GETS;
    size_t count = is_post ? COUNT_OF(POSTS) : COUNT_OF(GETS);
    for (size_t i = 0; i < count; i++) {
        /* Every path begins with "/"; what comes after it tells most of them apart. */
        if (routes[i].path[1] == path[1] && matches(routes[i].path, path, arena, part)) {
            return &routes[i];
        }
    }
    return NULL;
}

bool tf_route_wants_token(const struct tf_route *route)
{
    return route->run != live && route->run != tf_page_search && route->run != tf_api_similar &&
           route->run != tf_api_search;
}
