#include "web/pages.h"

#include "base/limits.h"
#include "base/text.h"
#include "core/policy.h"
#include "exchange/exchange.h"
#include "web/frame.h"
#include "web/qr.h"
#include "words/format_words.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 500, FOUND_MAX = 60 };

static void begin_list(struct tf_visit *visit, const char *title, enum tf_tab tab)
{
    tf_frame_begin(visit, title, tab);
    tf_html_leaf(&visit->html, "h1", "", title);
}

static void item(struct tf_visit *visit, const struct tf_session *session)
{
    const struct tf_placement *placement =
        tf_grid_placement_of(visit->board->grid, session->record.key.id, NULL);
    tf_html_open(&visit->html, "li");
    tf_frame_card(visit, session, placement, true);
    if (session->waits != TF_WAITS_NOT) {
        tf_html_leaf(&visit->html, "p", "hint", tf_words_waits(visit->lang, session->waits));
    }
    tf_html_close(&visit->html);
}

void tf_page_unplaced(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    size_t count = 0, others = 0;
    begin_list(visit, tf_tr(visit->lang, "Looking for a place"), TF_TAB_OPEN);
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "cards");
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && count < LIST_MAX; tf_table_next(&it)) {
        if (TF_SESSION(it.record)->state == TF_SESSION_OPEN) {
            item(visit, TF_SESSION(it.record));
            count++;
        } else if (TF_SESSION(it.record)->state == TF_SESSION_PLACED) {
            others++;
        }
    }
    tf_html_close(html);
    if (count == 0) {
        tf_html_leaf(html, "p", "quiet",
                     others > 0 ? tf_tr(visit->lang, "Every session has its place.")
                                : tf_tr(visit->lang, "Nothing has been proposed yet."));
    }
    tf_frame_end(visit, true);
}

void tf_page_mine(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    size_t count = 0;
    begin_list(visit, tf_tr(visit->lang, "My sessions"), TF_TAB_MINE);
    tf_pages_questions(visit, NULL);
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "cards");
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && count < LIST_MAX; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        bool is_shown = !tf_session_is_gone(session) || session->waits != TF_WAITS_NOT;
        if (is_shown && tf_visit_is_own(visit, session)) {
            item(visit, session);
            count++;
        }
    }
    tf_html_close(html);
    if (count == 0) {
        tf_html_leaf(html, "p", "quiet",
                     tf_tr(visit->lang, "What you propose on this phone is listed here."));
    }
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "I’d come"));
    count = 0;
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "cards");
    it = tf_table_first(visit->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && count < LIST_MAX && visit->device != 0; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        bool is_shown = session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED;
        if (is_shown && tf_board_has_star(visit->board, session->record.key.id, visit->device)) {
            item(visit, session);
            count++;
        }
    }
    tf_html_close(html);
    if (count == 0) {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "Sessions that you star are listed here."));
    }
    tf_frame_end(visit, false);
}

void tf_page_news(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    size_t count = 0;
    begin_list(visit, tf_tr(visit->lang, "News"), TF_TAB_NONE);
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "notes");
    for (int pinned = 1; pinned >= 0; pinned--) {
        struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_NEWS]);
        for (; it.record != NULL && count < LIST_MAX; tf_table_next(&it)) {
            const struct tf_news *news = TF_NEWS(it.record);
            bool is_over = news->expires_at != 0 && news->expires_at <= visit->now_s;
            if (news->hidden || is_over || news->pinned != (pinned == 1)) {
                continue;
            }
            tf_html_open(html, "li");
            tf_html_leaf(html, "small", "",
                         tf_words_printf(visit->arena, "%s %s",
                                         tf_words_day_short(visit->arena, visit->lang,
                                                            tf_zone_day_of(visit->zone, news->at)),
                                         tf_words_clock(visit->arena, visit->zone, news->at)));
            tf_html_open(html, "p");
            tf_html_attr(html, "class", "about");
            tf_html_attr(html, "dir", "auto");
            tf_html_text(html, news->text);
            tf_html_close(html);
            tf_html_close(html);
            count++;
        }
    }
    tf_html_close(html);
    if (count == 0) {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "No news."));
    }
    tf_frame_end(visit, true);
}

/* Below what is called so: what was written so. */
static size_t found_notes(struct tf_visit *visit, const char *query)
{
    struct tf_html *html = &visit->html;
    const struct tf_note *found[FOUND_MAX];
    size_t count = tf_note_find_words(tf_find_notes(visit->shelf->find), query, found, FOUND_MAX);
    if (count == 0) {
        return 0;
    }
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "In notes"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "notes");
    for (size_t i = 0; i < count; i++) {
        const struct tf_session *session = tf_board_session(visit->board, found[i]->record.key.owner);
        char *excerpt = tf_note_find_excerpt(found[i], query);
        if (session != NULL) {
            tf_html_open(html, "li");
            tf_html_open(html, "a");
            tf_html_url(html, "href", tf_words_printf(visit->arena, "/s/%s#notes", session->code));
            tf_html_person(html, session->title);
            tf_html_close(html);
            tf_html_open(html, "p");
            tf_html_person(html, excerpt != NULL ? excerpt : "");
            tf_html_close(html);
            tf_html_close(html);
        }
        free(excerpt);
    }
    tf_html_close(html);
    return count;
}

void tf_page_search(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_session *found[FOUND_MAX];
    char query[TF_TITLE_BYTES_MAX];
    tf_text_copy(query, sizeof(query), tf_form_get(&visit->request->query, "q"));
    begin_list(visit, tf_tr(visit->lang, "Search"), TF_TAB_SEARCH);
    tf_frame_search(visit, "/search", query);
    if (query[0] != '\0') {
        const struct tf_session *coded =
            tf_command_code_is_valid(query) ? tf_board_session_coded(visit->board, query) : NULL;
        size_t count = tf_find_words(visit->shelf->find, query, found, FOUND_MAX);
        if (coded != NULL && (coded->state == TF_SESSION_OPEN || coded->state == TF_SESSION_PLACED) &&
            count < FOUND_MAX) {
            found[count++] = coded;
        }
        tf_html_open(html, "ul");
        tf_html_attr(html, "class", "cards");
        for (size_t i = 0; i < count; i++) {
            item(visit, found[i]);
        }
        tf_html_close(html);
        if (count + found_notes(visit, query) == 0) {
            tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "Nothing is here."));
        }
    }
    tf_frame_end(visit, false);
}

static void about_section(struct tf_visit *visit, const char *title, const char *const *lines)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", title);
    tf_html_open(html, "ul");
    for (; *lines != NULL; lines++) {
        tf_html_leaf(html, "li", "", tf_tr(visit->lang, *lines));
    }
    tf_html_close(html);
    tf_html_close(html);
}

/* A program for phones that reads our feed: by a tap on this phone, by the code on another. */
static void giggity(struct tf_visit *visit)
{
    const char *base = tf_visit_base_url(visit);
    const char *url = tf_words_printf(visit->arena, "https://ggt.gaa.st/#url=%s/schedule.xml", base);
    if (*base == '\0' || tf_exchange_writer("frab-xml") == NULL) {
        return;
    }
    tf_html_open(&visit->html, "p");
    tf_frame_link(visit, "", url, tf_tr(visit->lang, "Follow the grid in Giggity, on Android"));
    tf_html_close(&visit->html);
    tf_qr(&visit->html, url, tf_tr(visit->lang, "Follow the grid in Giggity, on Android"));
}

/* The same grid for calendars and schedule programs; Giggity opens the feed by itself. */
static void feeds(struct tf_visit *visit)
{
    static const char *const FEEDS[][2] = {{"ics", "/schedule.ics"},
                                           {"frab-xml", "/schedule.xml"},
                                           {"frab-json", "/schedule.json"},
                                           {"csv", "/schedule.csv"},
                                           {"markdown", "/schedule.md"}};
    static const char *const DRAWN[] = {"/grid.png", "/grid.pdf"};
    struct tf_html *html = &visit->html;
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "For calendars and other programs"));
    tf_html_open(html, "ul");
    for (size_t i = 0; i < sizeof(FEEDS) / sizeof(FEEDS[0]); i++) {
        if (tf_exchange_writer(FEEDS[i][0]) != NULL) {
            tf_html_open(html, "li");
            tf_frame_link(visit, "", FEEDS[i][1], FEEDS[i][1] + 1);
            tf_html_close(html);
        }
    }
    for (size_t i = 0; i < 2 && visit->site->draw_grid != NULL; i++) {
        tf_html_open(html, "li");
        tf_frame_link(visit, "", DRAWN[i], DRAWN[i] + 1);
        tf_html_close(html);
    }
    tf_html_open(html, "li");
    tf_frame_link(visit, "", "/api/v1/openapi.json", "openapi.json");
    tf_html_close(html);
    tf_html_close(html);
    giggity(visit);
    tf_html_close(html);
}

/* What the event's format says of itself. */
static void about_format(struct tf_visit *visit)
{
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    const char *principles[TF_FORMAT_PRINCIPLES_MAX + 2] = {NULL};
    size_t count = tf_format_principles(principles, visit->arena, visit->lang, gathering);
    if (gathering != NULL && gathering->invitation[0] != '\0') {
        tf_html_open(&visit->html, "p");
        tf_html_attr(&visit->html, "class", "about");
        tf_html_attr(&visit->html, "dir", "auto");
        tf_html_text(&visit->html, tf_format_words(visit->arena, visit->lang, gathering->invitation));
        tf_html_close(&visit->html);
    }
    if (!tf_format_has_principles(gathering)) {
        principles[count++] =
            TF_N("The law of two feet: where you neither learn nor give, go somewhere you do.");
    }
    about_section(visit, tf_tr(visit->lang, "The principles"), principles);
}

void tf_page_about(struct tf_visit *visit)
{
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    bool looks_first = gathering != NULL && gathering->approves && tf_policy_may_approve(gathering);
    const char *const how[] = {
        looks_first
            ? TF_N("Propose a session: a title is enough. An organiser has a look, then everybody sees it.")
            : TF_N("Propose a session: a title is enough. Nobody approves it."),
        TF_N("Place it on the grid yourself, wherever it is open."),
        TF_N("A session’s page and its code stay when it moves: they always say where it is now."),
        TF_N("Write down what happened, what mattered and what is next."),
        TF_N("What you proposed here you can change from this phone."),
        NULL};
    static const char *const PRIVACY[] = {
        TF_N("No account. A name is never needed, and any name will do."),
        TF_N("One cookie with a random number tells this phone’s sessions, stars and notes as yours."),
        TF_N("Nobody records who went where, and nothing leaves this machine’s network by itself."),
        TF_N("What you post can be read by everybody here and is kept with the event."),
        TF_N("Ask an organiser to have something taken away."),
        NULL};
    begin_list(visit, tf_tr(visit->lang, "How it works"), TF_TAB_NONE);
    about_format(visit);
    about_section(visit, tf_tr(visit->lang, "What to do here"), how);
    about_section(visit, tf_tr(visit->lang, "Privacy"), PRIVACY);
    feeds(visit);
    tf_frame_end(visit, true);
}
