#include "web/pages.h"

#include "base/limits.h"
#include "exchange/exchange.h"
#include "web/frame.h"
#include "words/words.h"
#include "words/words_gave_way.h"
#include "words/words_ideas.h"

#include <string.h>

static void place_line(struct tf_visit *visit, const struct tf_placement *placement)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    const struct tf_slot *slot = tf_board_slot(visit->board, placement->slot);
    int64_t start = tf_grid_start(grid, placement), end = tf_grid_end(grid, placement);
    if (slot == NULL) {
        return;
    }
    tf_html_open(html, "li");
    tf_frame_space(visit, tf_board_space(visit->board, placement->space));
    tf_html_text(html, " ");
    tf_html_leaf(html, "time", "",
                 tf_words_when(visit->arena, visit->lang, visit->zone, slot->day, start, end));
    tf_html_text(html, " ");
    const char *state = "";
    if (end <= visit->now_s) {
        state = tf_words_ended_ago(visit->arena, visit->lang, visit->now_s - end);
    } else if (start <= visit->now_s) {
        state = tf_words_ends_in(visit->arena, visit->lang, end - visit->now_s);
    } else {
        state = tf_words_starts_in(visit->arena, visit->lang, start - visit->now_s);
    }
    tf_html_leaf(html, "em", "", state);
    tf_html_close(html);
}

static void where(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_placement *placement = NULL;
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "where");
    tf_html_attr(html, "aria-label", tf_tr(visit->lang, "Where and when"));
    size_t count = 0;
    while ((placement = tf_grid_placement_of(visit->board->grid, visit->session->record.key.id, placement)) !=
           NULL) {
        place_line(visit, placement);
        count++;
    }
    if (count == 0) {
        tf_html_open(html, "li");
        tf_html_text(html, visit->session->state == TF_SESSION_WITHDRAWN
                               ? tf_tr(visit->lang, "This session was withdrawn. It will not take place.")
                           : visit->session->waits != TF_WAITS_NOT
                               ? tf_words_waits(visit->lang, visit->session->waits)
                               : tf_tr(visit->lang, "Looking for a place"));
        tf_html_close(html);
    }
    tf_html_close(html);
}

static void chip(struct tf_visit *visit, const char *text)
{
    if (*text != '\0') {
        tf_html_open(&visit->html, "li");
        tf_html_person(&visit->html, text);
        tf_html_close(&visit->html);
    }
}

static void chips(struct tf_visit *visit)
{
    const struct tf_session *session = visit->session;
    tf_html_open(&visit->html, "ul");
    tf_html_attr(&visit->html, "class", "chips");
    chip(visit, tf_words_format(visit->lang, session->format));
    chip(visit, session->language[0] != '\0' ? tf_words_language(visit->lang, session->language) : "");
    chip(visit, session->track);
    for (unsigned bit = 1; bit <= TF_FEATURE_STEP_FREE; bit <<= 1) {
        if ((session->needs & bit) != 0) {
            chip(visit, tf_words_feature(visit->lang, (enum tf_feature)bit));
        }
    }
    tf_html_close(&visit->html);
}

/* Only the host of a link is promised: where it leads is seen before it is tapped. */
static void outside_link(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const char *url = visit->session->url;
    if (*url == '\0' || !tf_html_url_is_safe(url)) {
        return;
    }
    const char *host = strstr(url, "://");
    host = host != NULL ? host + 3 : url;
    tf_html_open(html, "p");
    tf_html_open(html, "a");
    tf_html_url(html, "href", url);
    tf_html_attr(html, "rel", "nofollow noopener noreferrer");
    tf_html_text(html, tf_words_printf(visit->arena, "%.*s", (int)strcspn(host, "/?#"), host));
    tf_html_close(html);
    tf_html_close(html);
}

static void star(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    size_t count = tf_board_star_count(visit->board, visit->session->record.key.id);
    bool has =
        visit->device != 0 && tf_board_has_star(visit->board, visit->session->record.key.id, visit->device);
    bool may = !tf_session_is_gone(visit->session) && !tf_visit_is_own(visit, visit->session) &&
               !visit->site->is_read_only &&
               tf_visit_forbids(visit, has ? TF_VERB_UNSTAR : TF_VERB_STAR) == NULL;
    if (may) {
        tf_frame_form(
            visit, tf_words_printf(visit->arena, "%s/star", tf_visit_path_of(visit, visit->session)), "star");
        tf_frame_hidden(visit, "on", has ? "0" : "1");
        tf_html_open(html, "button");
        tf_html_attr(html, "class", has ? "soft on" : "soft");
        tf_html_attr(html, "aria-pressed", has ? "true" : "false");
        tf_frame_icon(visit, has ? "starred" : "star");
        tf_html_text(html, tf_tr(visit->lang, "I’d come"));
        tf_html_close(html);
        tf_html_close(html);
    }
    if (count > 0) {
        tf_html_leaf(html, "p", "count",
                     tf_words_printf(visit->arena,
                                     tf_trn(visit->lang, "%lu would come", "%lu would come", count),
                                     (unsigned long)count));
    }
}

static void doings(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const char *placing = NULL; /* why it may not be placed */
    const char *path = tf_visit_path_of(visit, visit->session);
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "doings");
    star(visit);
    if (tf_exchange_writer("ics") != NULL && visit->session->state == TF_SESSION_PLACED) {
        tf_frame_link(visit, "soft", tf_words_printf(visit->arena, "%s.ics", path),
                      tf_tr(visit->lang, "Add to calendar"));
    }
    bool waits = visit->session->waits != TF_WAITS_NOT;
    if (!waits) {
        tf_html_open(html, "button"); /* the script shows it where a phone can share */
        tf_html_attr(html, "class", "soft share");
        tf_html_attr(html, "type", "button");
        tf_html_flag(html, "hidden");
        tf_html_text(html, tf_tr(visit->lang, "Share"));
        tf_html_close(html);
    }
    if (tf_visit_may_change(visit, visit->session) && (waits || !tf_session_is_gone(visit->session))) {
        bool is_placed = visit->session->state == TF_SESSION_PLACED;
        placing = waits ? NULL : tf_visit_forbids(visit, is_placed ? TF_VERB_MOVE : TF_VERB_PLACE);
        if (placing == NULL && !waits) {
            tf_frame_link(visit, "soft", tf_words_printf(visit->arena, "%s/place", path),
                          is_placed ? tf_tr(visit->lang, "Move it") : tf_tr(visit->lang, "Place it"));
        }
        tf_frame_link(visit, "soft", tf_words_printf(visit->arena, "%s/edit", path),
                      tf_tr(visit->lang, "Edit it"));
        if (tf_visit_forbids(visit, TF_VERB_MERGE) == NULL) {
            tf_frame_link(visit, "soft", tf_words_printf(visit->arena, "%s/merge", path),
                          tf_tr(visit->lang, "Merge it"));
        }
    }
    tf_html_close(html);
    tf_frame_forbidden(visit, placing);
}

static void hidden(struct tf_visit *visit)
{
    if (visit->session->waits != TF_WAITS_NOT) { /* its words are nobody's yet but its host's */
        tf_frame_begin(visit, tf_tr(visit->lang, "Session"), TF_TAB_NONE);
        tf_html_leaf(&visit->html, "h1", "", tf_tr(visit->lang, "Not on the wall yet"));
        tf_html_leaf(&visit->html, "p", "", tf_words_waits(visit->lang, visit->session->waits));
        tf_frame_end(visit, true);
        return;
    }
    visit->status = 410;
    tf_frame_begin(visit, tf_tr(visit->lang, "Session"), TF_TAB_NONE);
    tf_html_leaf(&visit->html, "h1", "", tf_tr(visit->lang, "This session is not shown."));
    tf_frame_end(visit, true);
}

/* To its host, and to nobody else: never placed, or its space was closed, or its row went. */
static void has_no_place(struct tf_visit *visit)
{
    const struct tf_session *session = visit->session;
    if (session->state != TF_SESSION_OPEN || !tf_visit_is_own(visit, session)) {
        return;
    }
    if (session->lost_at != 0) {
        const struct tf_space *space = tf_board_space(visit->board, session->lost_space);
        const char *when =
            tf_words_printf(visit->arena, tf_tr(visit->lang, "%s, %s"),
                            tf_words_day_short(visit->arena, visit->lang,
                                               tf_zone_day_of(visit->shelf->zone, session->lost_at)),
                            tf_words_clock(visit->arena, visit->shelf->zone, session->lost_at));
        /* TRANSLATORS: day and time, space */
        tf_html_leaf(&visit->html, "p", "warn",
                     tf_words_printf(visit->arena,
                                     tf_tr(visit->lang, "Your session lost its place: it stood at %s in %s."),
                                     when,
                                     tf_words_isolate(visit->arena, space != NULL ? space->name : "–")));
    }
    if (tf_visit_forbids(visit, TF_VERB_PLACE) == NULL) {
        tf_html_leaf(&visit->html, "p", "warn",
                     tf_tr(visit->lang, "Your session has no place on the grid now. Place it, so that people "
                                        "find it."));
    }
}

/* To everybody: whoever meant to come looks for it elsewhere. */
static void gave_way(struct tf_visit *visit)
{
    const struct tf_session *session = visit->session;
    bool is_living = !tf_session_is_gone(session);
    const char *text = is_living ? tf_words_gave_way(visit->arena, visit->lang, visit->zone, visit->board,
                                                     session, visit->role, visit->now_s)
                                 : "";
    if (text[0] != '\0') {
        tf_html_leaf(&visit->html, "p", "warn", text);
    }
}

/* How it stands, and by when there is an answer. */
static void idea(struct tf_visit *visit)
{
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    const char *says =
        tf_words_idea_says(visit->arena, visit->lang, gathering, visit->session, visit->zone, visit->now_s);
    bool is_late =
        tf_ideas_is_late(gathering, visit->session, visit->zone, tf_zone_day_of(visit->zone, visit->now_s));
    if (says[0] != '\0') {
        tf_html_open(&visit->html, "p");
        tf_html_attr(&visit->html, "class", is_late ? "warn" : "idea");
        tf_html_text(&visit->html, says);
        tf_html_close(&visit->html);
    }
}

void tf_page_session(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_session *session = visit->session;
    bool is_seen = session->waits != TF_WAITS_NOT && tf_visit_may_change(visit, session);
    if (session->state == TF_SESSION_HIDDEN && !is_seen) {
        hidden(visit);
        return;
    }
    if (session->state == TF_SESSION_MERGED) {
        const struct tf_session *into = tf_board_session(visit->board, session->merged_into);
        if (into != NULL && into->state != TF_SESSION_MERGED) {
            tf_visit_go(visit, tf_words_printf(visit->arena, "/s/%s?from=%s", into->code, session->code));
            return;
        }
    }
    tf_frame_begin(visit, session->title, TF_TAB_NONE);
    tf_frame_complaint(visit);
    tf_pages_merged(visit);
    tf_pages_questions(visit, session);
    tf_pages_asked(visit);
    gave_way(visit);
    has_no_place(visit);
    tf_html_open(html, "article");
    where(visit);
    tf_html_open(html, "h1");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, session->title);
    tf_html_close(html);
    if (session->subtitle[0] != '\0') {
        tf_html_open(html, "p");
        tf_html_attr(html, "class", "sub");
        tf_html_attr(html, "dir", "auto");
        tf_html_text(html, session->subtitle);
        tf_html_close(html);
    }
    if (session->host[0] != '\0') {
        tf_html_open(html, "p");
        tf_html_attr(html, "class", "host");
        tf_frame_icon(visit, "person");
        tf_html_person(html, session->host);
        tf_html_close(html);
    }
    idea(visit);
    chips(visit);
    if (session->about[0] != '\0') {
        tf_html_open(html, "p");
        tf_html_attr(html, "class", "about");
        tf_html_attr(html, "dir", "auto");
        tf_html_text(html, session->about);
        tf_html_close(html);
    }
    outside_link(visit);
    doings(visit);
    tf_html_close(html);
    if (session->waits == TF_WAITS_NOT) {
        tf_pages_notes(visit);
    }
    tf_frame_end(visit, visit->form_token[0] == '\0');
}
