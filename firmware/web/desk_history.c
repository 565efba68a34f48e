/* What happened, by whom and when; each step taken back; and the board as it was after any of them. */
#include "web/desk.h"

#include "core/put_back.h"
#include "ledger/history.h"
#include "web/pages.h"
#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>

enum { LINES = 40 };

static bool is_undone(const struct tf_desk_log *log, size_t at)
{
    for (size_t i = 0; i < at; i++) { /* later ones come first */
        if (log->events[i]->undoes == log->events[at]->sequence) {
            return true;
        }
    }
    return false;
}

static void line(struct tf_visit *visit, const struct tf_desk_log *log, size_t i)
{
    struct tf_html *html = &visit->html;
    const struct tf_event *event = log->events[i];
    const char *sequence = tf_words_printf(visit->arena, "%" PRIu64, event->sequence);
    bool undone = is_undone(log, i);
    tf_html_open(html, "li");
    tf_html_attr(html, "class", undone ? "gone" : "");
    tf_html_open(html, "div");
    tf_html_leaf(html, "time", "", tf_words_clock(visit->arena, visit->zone, event->at));
    tf_html_text(html, " ");
    tf_html_leaf(html, "b", "", tf_words_verb(visit->lang, event->verb));
    tf_html_text(html, " ");
    tf_html_text(html, tf_desk_log_what(visit, event));
    tf_html_open(html, "p");
    tf_html_attr(html, "class", "hint");
    tf_html_text(html, tf_desk_log_who(visit, event->actor));
    if (undone) {
        tf_html_leaf(html, "small", "mark", tf_tr(visit->lang, "taken back"));
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "doing");
    tf_frame_link(visit, "soft", tf_words_printf(visit->arena, "/desk/history?at=%s", sequence),
                  tf_tr(visit->lang, "As it was then"));
    if (!undone) {
        tf_desk_form(visit, "/desk/history/undo", "do");
        tf_desk_choice(visit, "soft", "sequence", sequence,
                       event->verb == TF_VERB_UNDO ? tf_tr(visit->lang, "Do it again")
                                                   : tf_tr(visit->lang, "Undo"));
        tf_html_close(html);
    }
    tf_html_close(html);
    tf_html_close(html);
}

static void list(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    struct tf_desk_log log;
    uint64_t before = tf_form_id(&visit->request->query, "before");
    if (tf_desk_log_read(visit, &log, before, LINES) != TF_OK || log.count == 0) {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "The log cannot be read just now."));
        return;
    }
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    int64_t day = -1;
    for (size_t i = 0; i < log.count; i++) {
        int64_t its_day = tf_zone_day_of(visit->zone, log.events[i]->at);
        if (its_day != day) {
            tf_html_leaf(html, "li", "head", tf_words_date(visit->arena, visit->lang, its_day));
        }
        day = its_day;
        line(visit, &log, i);
    }
    tf_html_close(html);
    if (log.has_more) {
        tf_html_open(html, "p");
        tf_frame_link(visit, "soft",
                      tf_words_printf(visit->arena, "/desk/history?before=%" PRIu64,
                                      log.events[log.count - 1]->sequence),
                      tf_tr(visit->lang, "Older"));
        tf_html_close(html);
    }
    tf_desk_log_free(&log);
}

/* A slider over all steps; without a script, a number and a button. */
static void slider(struct tf_visit *visit, uint64_t at)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "form");
    tf_html_attr(html, "method", "get");
    tf_html_url(html, "action", "/desk/history");
    tf_html_attr(html, "class", "slider");
    tf_html_open(html, "label");
    tf_html_text(html, tf_tr(visit->lang, "The board over time"));
    tf_html_open(html, "input");
    tf_html_attr(html, "type", "range");
    tf_html_attr(html, "name", "at");
    tf_html_int(html, "min", 1);
    tf_html_int(html, "max", (int64_t)visit->board->revision);
    tf_html_int(html, "value", (int64_t)at);
    tf_html_close(html);
    tf_html_close(html);
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Show it"));
    tf_html_close(html);
}

static void as_it_was(struct tf_visit *visit, uint64_t at)
{
    struct tf_html *html = &visit->html;
    struct tf_board *past = NULL;
    const struct tf_board *now = visit->board;
    int64_t now_s = visit->now_s;
    enum tf_err err =
        visit->site->ledger != NULL ? tf_ledger_board_at(visit->site->ledger, at, &past) : TF_ERR_UNSUPPORTED;
    if (err != TF_OK) {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "The log cannot be read just now."));
        return;
    }
    tf_html_leaf(html, "h2", "",
                 tf_words_printf(
                     visit->arena, tf_tr(visit->lang, "As it was on %s at %s"),
                     tf_words_date(visit->arena, visit->lang, tf_zone_day_of(visit->zone, past->changed_at)),
                     tf_words_clock(visit->arena, visit->zone, past->changed_at)));
    if (visit->role >= TF_ROLE_ORGANISER && at < now->revision) {
        tf_desk_form(visit, "/desk/history/back", "doing");
        tf_frame_hidden(visit, "at", tf_words_printf(visit->arena, "%" PRIu64, at));
        tf_frame_button(visit, "soft", tf_tr(visit->lang, "Put the grid back as it was then"));
        tf_html_close(html);
        tf_html_leaf(html, "p", "hint",
                     tf_tr(visit->lang,
                           "Places, times and spaces become what they were. Sessions proposed since stay, "
                           "without a place; notes, stars and news stay as they are. It can be taken back."));
    }
    visit->board = past;
    visit->now_s = 0; /* nothing of it is over */
    if (past->grid->day_count > 0 && past->grid->space_count > 0) {
        for (size_t day = 0; day < past->grid->day_count; day++) {
            tf_html_leaf(html, "h3", "", tf_words_date(visit->arena, visit->lang, past->grid->days[day]));
            tf_pages_grid(visit, day, true);
        }
    } else {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "There was no grid yet."));
    }
    visit->board = now;
    visit->now_s = now_s;
    tf_board_unref(past);
}

void tf_desk_history(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    uint64_t at = tf_form_id(&visit->request->query, "at");
    tf_desk_begin(visit, tf_tr(visit->lang, "History"), TF_DESK_HISTORY);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "History"));
    if (visit->board->revision > 1) {
        slider(visit, at != 0 && at <= visit->board->revision ? at : visit->board->revision);
    }
    if (at != 0) {
        as_it_was(visit, at);
        tf_html_open(html, "p");
        tf_frame_link(visit, "soft", "/desk/history", tf_tr(visit->lang, "Back to now"));
        tf_html_close(html);
    } else {
        list(visit);
    }
    tf_desk_end(visit);
}

static void undone(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk/history", tf_desk_history);
}

void tf_desk_write_history_undo(struct tf_visit *visit)
{
    struct tf_command *command = tf_write_command(visit, TF_VERB_UNDO);
    if (command != NULL) {
        command->sequence = tf_form_id(&visit->request->form, "sequence");
        tf_write_send(visit, command, undone);
    }
}

static void put_back(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk", tf_desk_history);
}

void tf_desk_write_history_back(struct tf_visit *visit)
{
    struct tf_board *then = NULL;
    struct tf_command *command = NULL;
    uint64_t at = tf_form_id(&visit->request->form, "at");
    enum tf_err err = visit->site->ledger == NULL || at == 0
                          ? TF_ERR_NOT_FOUND
                          : tf_ledger_board_at(visit->site->ledger, at, &then);
    if (err == TF_OK) {
        err = tf_put_back_command(&command, visit->board, then, tf_visit_actor(visit), visit->now_s,
                                  tf_visit_id(visit, 'c'));
        tf_board_unref(then);
    }
    if (err != TF_OK) {
        tf_write_again(visit, err == TF_ERR_NOT_FOUND ? 404 : 503,
                       tf_tr(visit->lang, "The log cannot be read just now."), NULL, tf_desk_history);
        return;
    }
    tf_write_send(visit, command, put_back);
}
