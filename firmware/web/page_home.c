#include "web/pages.h"

#include "web/frame.h"
#include "words/words.h"

enum { PANEL_CARDS_MAX = 200 };

static bool is_shown(const struct tf_visit *visit, const struct tf_news *news)
{
    return !news->hidden && (news->expires_at == 0 || news->expires_at > visit->now_s);
}

/* The newest that is pinned, else the newest of the last two hours. */
static const struct tf_news *headline(const struct tf_visit *visit)
{
    const struct tf_news *best = NULL;
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_NEWS]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_news *news = TF_NEWS(it.record);
        bool is_fresh = news->pinned || news->at > visit->now_s - 2 * 3600;
        if (is_shown(visit, news) && is_fresh &&
            (best == NULL || news->pinned > best->pinned ||
             (news->pinned == best->pinned && news->at > best->at))) {
            best = news;
        }
    }
    return best;
}

static void news_banner(struct tf_visit *visit)
{
    const struct tf_news *news = headline(visit);
    if (news == NULL) {
        return;
    }
    struct tf_html *html = &visit->html;
    tf_html_open(html, "a");
    tf_html_attr(html, "class", "news");
    tf_html_url(html, "href", "/news");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, news->text);
    tf_html_close(html);
}

/* What the day turns to next, announced. */
static void phase_banner(struct tf_visit *visit)
{
    const char *text =
        tf_words_phase_soon(visit->arena, visit->lang, visit->zone, tf_board_gathering(visit->board));
    if (text[0] != '\0') {
        tf_html_leaf(&visit->html, "p", "news", text);
    }
}

/* What the phase is for, and where to do it. */
static void phase_offer(struct tf_visit *visit)
{
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    enum tf_lang lang = visit->lang;
    const char *text = NULL, *to = NULL;
    switch (gathering != NULL ? gathering->phase : TF_PHASE_SESSIONS) {
    case TF_PHASE_NEWS:
        text = tf_tr(lang, "All are together to hear what happened: the news");
        to = "/news";
        break;
    case TF_PHASE_CONVERGENCE:
        text = tf_tr(lang, "The convergence: bring topics together, and give your dots");
        to = "/topics";
        break;
    case TF_PHASE_CLOSING:
    case TF_PHASE_AFTER:
        text = tf_tr(lang, "What goes on from here: the topics, and who takes them on");
        to = "/topics";
        break;
    default:
        return;
    }
    if (gathering != NULL && (gathering->phase == TF_PHASE_CONVERGENCE || gathering->phase == TF_PHASE_NEWS ||
                              tf_table_count(visit->board->tables[TF_KIND_TOPIC]) > 0)) {
        tf_frame_link(visit, "news", to, text);
    }
    if (gathering != NULL && gathering->phase >= TF_PHASE_CLOSING) {
        tf_frame_link(visit, "news", "/came", tf_tr(lang, "What came of it: counts, actions, notes"));
    }
}

static size_t cards_between(struct tf_visit *visit, int64_t from, int64_t to)
{
    const struct tf_grid *grid = visit->board->grid;
    size_t count = 0;
    for (size_t i = 0; i < grid->placement_count && count < PANEL_CARDS_MAX; i++) {
        int64_t start = tf_grid_start(grid, grid->placements[i]),
                end = tf_grid_end(grid, grid->placements[i]);
        const struct tf_session *session = tf_board_session(visit->board, grid->placements[i]->session);
        if (session == NULL || session->state != TF_SESSION_PLACED) {
            continue;
        }
        bool is_in = to == 0 ? start <= from && from < end : start >= from && start < to;
        if (is_in) {
            if (count++ == 0) {
                tf_html_open(&visit->html, "ul");
                tf_html_attr(&visit->html, "class", "cards");
            }
            tf_html_open(&visit->html, "li");
            tf_frame_card(visit, session, grid->placements[i], false);
            tf_html_close(&visit->html);
        }
    }
    if (count > 0) {
        tf_html_close(&visit->html);
    }
    return count;
}

static const struct tf_slot *slot_after(const struct tf_visit *visit, int64_t time_s, bool with_sessions)
{
    const struct tf_grid *grid = visit->board->grid;
    for (size_t i = 0; i < grid->slot_count; i++) {
        if (grid->slots[i]->start > time_s && (!with_sessions || grid->slots[i]->kind == TF_SLOT_SESSION)) {
            return grid->slots[i];
        }
    }
    return NULL;
}

static void panel_heading(struct tf_visit *visit, const char *what, const char *when)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "h2");
    tf_html_text(html, what);
    tf_html_text(html, " ");
    tf_html_leaf(html, "small", "", when);
    tf_html_close(html);
}

static void now_panel(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    int at = tf_grid_slot_at(grid, visit->now_s);
    const struct tf_slot *slot = at >= 0 ? grid->slots[at] : NULL;
    tf_html_open(html, "section");
    panel_heading(visit, tf_tr(visit->lang, "Now"),
                  slot != NULL ? tf_words_ends_in(visit->arena, visit->lang, slot->end - visit->now_s)
                               : tf_words_clock(visit->arena, visit->zone, visit->now_s));
    if (slot != NULL && slot->kind != TF_SLOT_SESSION) {
        tf_html_open(html, "p");
        tf_html_attr(html, "class", "quiet");
        tf_html_person(html, slot->title);
        tf_html_close(html);
    } else if (cards_between(visit, visit->now_s, 0) == 0) {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "Nothing is on right now"));
    }
    tf_html_close(html);
}

static void slot_panel(struct tf_visit *visit, const char *what, const struct tf_slot *slot)
{
    struct tf_html *html = &visit->html;
    bool is_today = slot->day == tf_zone_day_of(visit->zone, visit->now_s);
    panel_heading(
        visit, what,
        is_today ? tf_words_clocks(visit->arena, visit->lang, visit->zone, slot->start, slot->end)
                 : tf_words_when(visit->arena, visit->lang, visit->zone, slot->day, slot->start, slot->end));
    if (slot->kind != TF_SLOT_SESSION) {
        tf_html_open(html, "p");
        tf_html_attr(html, "class", "quiet");
        tf_html_person(html, slot->title);
        tf_html_close(html);
    } else if (cards_between(visit, slot->start, slot->end) == 0) {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "Every place is open."));
    }
}

/* What comes next; and where that is a break, the sessions after it as well. */
static void next_panel(struct tf_visit *visit)
{
    const struct tf_slot *next = slot_after(visit, visit->now_s, false);
    if (next == NULL) {
        return;
    }
    tf_html_open(&visit->html, "section");
    slot_panel(visit, tf_tr(visit->lang, "Next"), next);
    const struct tf_slot *after = next->kind != TF_SLOT_SESSION ? slot_after(visit, next->start, true) : NULL;
    if (after != NULL && after->day == next->day) {
        slot_panel(visit, tf_tr(visit->lang, "After that"), after);
    }
    tf_html_close(&visit->html);
}

void tf_page_home(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    tf_frame_begin(visit, tf_tr(visit->lang, "Grid"), TF_TAB_GRID);
    tf_html_leaf(html, "h1", "hid", tf_tr(visit->lang, "What is on"));
    phase_banner(visit);
    phase_offer(visit);
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    if (gathering != NULL && gathering->rotates) {
        tf_frame_link(visit, "news", "/tables", tf_tr(visit->lang, "My table in each round"));
    }
    news_banner(visit);
    if (gathering == NULL) {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "No event is set up yet."));
    } else if (grid->slot_count == 0 || grid->day_count == 0) {
        tf_html_leaf(html, "p", "quiet",
                     tf_tr(visit->lang, "The grid has no times yet. An organiser adds the first ones."));
    } else {
        size_t day = tf_pages_day(visit);
        tf_html_open(html, "div");
        tf_html_attr(html, "class", "two");
        now_panel(visit);
        next_panel(visit);
        tf_html_close(html);
        tf_html_open(html, "section");
        tf_html_attr(html, "id", "grid");
        tf_html_leaf(html, "h2", "", tf_words_date(visit->arena, visit->lang, grid->days[day]));
        tf_frame_days(visit, "/", "#grid", day);
        tf_pages_grid(visit, day, false);
        tf_html_close(html);
    }
    tf_frame_end(visit, true);
}

/* For a projector: no ways to go, and the script turns its pages. */
void tf_page_wall(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    tf_frame_begin(visit, tf_tr(visit->lang, "Wall"), TF_TAB_NONE);
    tf_html_open(html, "div");
    tf_html_attr(html, "id", "wall");
    tf_html_leaf(html, "h1", "clock", tf_words_clock(visit->arena, visit->zone, visit->now_s));
    phase_banner(visit);
    news_banner(visit);
    if (grid->slot_count > 0 && grid->day_count > 0) {
        tf_html_open(html, "div");
        tf_html_attr(html, "class", "two");
        now_panel(visit);
        next_panel(visit);
        tf_html_close(html);
        tf_pages_grid(visit, tf_pages_day(visit), true);
    } else {
        tf_html_leaf(html, "p", "quiet",
                     tf_tr(visit->lang, "The grid has no times yet. An organiser adds the first ones."));
    }
    tf_html_close(html);
    tf_frame_end(visit, true);
}
