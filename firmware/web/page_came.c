/* What came of it, for everybody: plain counts and their lists. And how an action stands, said by whoever has
 * its link. */
#include "web/pages.h"

#include "core/came.h"
#include "web/desk.h"
#include "web/frame.h"
#include "web/write.h"
#include "words/words.h"
#include "words/words_came.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 500 };

static int64_t today(const struct tf_visit *visit)
{
    return tf_zone_day_of(visit->zone, visit->now_s);
}

/* ---- counts ---- */

static void count(struct tf_visit *visit, const char *name, size_t number, const char *to)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    if (to[0] != '\0' && number > 0) {
        tf_html_open(html, "a");
        tf_html_url(html, "href", to);
    } else {
        tf_html_open(html, "span");
    }
    tf_html_leaf(html, "strong", "", tf_words_printf(visit->arena, "%zu", number));
    tf_html_text(html, " ");
    tf_html_text(html, name);
    tf_html_close(html);
    tf_html_close(html);
}

static void counts(struct tf_visit *visit, const struct tf_came *came)
{
    struct tf_html *html = &visit->html;
    enum tf_lang lang = visit->lang;
    bool is_here = visit->site->notes_url == NULL; /* else notes are on a pad, and nobody knows */
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "counts");
    count(visit, tf_tr(lang, "proposed"), came->proposed, "");
    count(visit, tf_tr(lang, "held"), came->counts[TF_CAME_HELD], "#held");
    if (is_here) {
        count(visit, tf_tr(lang, "with notes"), came->counts[TF_CAME_WITH_NOTES], "#held");
        count(visit, tf_tr(lang, "notes still missing"), came->counts[TF_CAME_WITHOUT_NOTES], "#missing");
    }
    count(visit, tf_tr(lang, "asked for and not held"), came->counts[TF_CAME_NOT_HELD], "#not-held");
    count(visit, tf_tr(lang, "hosts"), came->host_count, "");
    count(visit, tf_tr(lang, "actions"), came->action_count, "#actions");
    count(visit, tf_tr(lang, "of them done"), came->done_count, "#actions");
    tf_html_close(html);
    const char *share = tf_words_came_share(visit->arena, lang, came);
    if (share[0] != '\0') {
        tf_html_leaf(html, "p", "", share);
    }
}

/* ---- lists ---- */

static void sessions(struct tf_visit *visit, const char *id, const char *heading, const struct tf_came *came,
                     enum tf_came_list list)
{
    struct tf_html *html = &visit->html;
    if (came->counts[list] == 0) {
        return;
    }
    tf_html_open(html, "section");
    tf_html_attr(html, "id", id);
    tf_html_leaf(html, "h2", "", heading);
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "cards");
    for (size_t i = 0; i < came->counts[list] && i < SHOWN_MAX; i++) {
        const struct tf_session *session = came->lists[list][i];
        tf_html_open(html, "li");
        tf_frame_card(visit, session, tf_grid_placement_of(visit->board->grid, session->record.key.id, NULL),
                      true);
        tf_html_close(html);
    }
    tf_html_close(html);
    tf_html_close(html);
}

/* Its own link, for who wrote it down and for organisers, who send it to whoever does it. */
static void link_of(struct tf_visit *visit, const struct tf_action *action)
{
    bool is_own = visit->device != 0 && action->device == visit->device;
    if (action->link != 0 && !visit->site->is_read_only && (is_own || visit->role >= TF_ROLE_ORGANISER)) {
        tf_html_text(&visit->html, " ");
        tf_frame_link(visit, "small", tf_words_printf(visit->arena, "/action/%" PRIu64, action->link),
                      tf_tr(visit->lang, "Say how it stands"));
    }
}

static void actions(struct tf_visit *visit, const struct tf_came *came)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "section");
    tf_html_attr(html, "id", "actions");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Actions"));
    if (came->action_count == 0) {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "No actions were written down."));
    }
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "actions");
    for (size_t i = 0; i < came->action_count && i < SHOWN_MAX; i++) {
        const struct tf_action *action = came->actions[i];
        tf_html_open(html, "li");
        tf_html_text(html, action->done ? "☑ " : "☐ ");
        tf_html_person(html, action->what);
        tf_html_text(html, " ");
        tf_html_leaf(html, "small", "", tf_words_action(visit->arena, visit->lang, action, today(visit)));
        link_of(visit, action);
        tf_html_close(html);
    }
    tf_html_close(html);
    tf_html_close(html);
}

/* ---- bars ---- */

static void bar(struct tf_visit *visit, const char *when, size_t part, size_t whole, const char *said)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "tr");
    tf_html_open(html, "th");
    tf_html_attr(html, "scope", "row");
    tf_html_text(html, when);
    tf_html_close(html);
    tf_html_open(html, "td");
    tf_html_open(html, "meter");
    tf_html_int(html, "max", (int64_t)(whole > 0 ? whole : 1));
    tf_html_int(html, "value", (int64_t)part);
    tf_html_attr(html, "aria-label", said);
    tf_html_close(html);
    tf_html_close(html);
    tf_html_leaf(html, "td", "", said);
    tf_html_close(html);
}

static const char *when(struct tf_visit *visit, int64_t at)
{
    return tf_words_printf(visit->arena, "%s %s",
                           tf_words_day_short(visit->arena, visit->lang, tf_zone_day_of(visit->zone, at)),
                           tf_words_clock(visit->arena, visit->zone, at));
}

static void begin_bars(struct tf_visit *visit, const char *caption)
{
    tf_html_open(&visit->html, "table");
    tf_html_attr(&visit->html, "class", "bars");
    tf_html_leaf(&visit->html, "caption", "", caption);
}

static void bars(struct tf_visit *visit, const struct tf_came *came)
{
    size_t most = 0;
    for (size_t i = 0; i < came->proposal_bars; i++) {
        most = came->proposals[i].count > most ? came->proposals[i].count : most;
    }
    if (came->proposal_bars > 1) {
        begin_bars(visit, tf_tr(visit->lang, "When it was proposed"));
        for (size_t i = 0; i < came->proposal_bars; i++) {
            if (came->proposals[i].count > 0) {
                bar(visit, when(visit, came->proposals[i].start), came->proposals[i].count, most,
                    tf_words_printf(visit->arena, "%zu", came->proposals[i].count));
            }
        }
        tf_html_close(&visit->html);
    }
    if (came->row_bars > 0 && visit->site->notes_url == NULL) {
        begin_bars(visit, tf_tr(visit->lang, "Sessions with notes, by when they began"));
        for (size_t i = 0; i < came->row_bars; i++) {
            bar(visit, when(visit, came->rows[i].start), came->rows[i].with_notes, came->rows[i].count,
                /* TRANSLATORS: so many of so many have notes */
                tf_words_printf(visit->arena, tf_tr(visit->lang, "%zu of %zu"), came->rows[i].with_notes,
                                came->rows[i].count));
        }
        tf_html_close(&visit->html);
    }
}

void tf_page_came(struct tf_visit *visit)
{
    struct tf_came came;
    if (tf_came_count(&came, visit->board, visit->now_s, today(visit)) != TF_OK) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    const char *title = tf_tr(visit->lang, "What came of it");
    tf_frame_begin(visit, title, TF_TAB_NONE);
    tf_html_leaf(&visit->html, "h1", "", title);
    counts(visit, &came);
    bars(visit, &came);
    actions(visit, &came);
    if (visit->site->notes_url == NULL) {
        sessions(visit, "missing", tf_tr(visit->lang, "Notes still missing"), &came, TF_CAME_WITHOUT_NOTES);
    }
    sessions(visit, "not-held", tf_tr(visit->lang, "Asked for and not held"), &came, TF_CAME_NOT_HELD);
    sessions(visit, "held", tf_tr(visit->lang, "Held"), &came, TF_CAME_HELD);
    tf_html_open(&visit->html, "p");
    tf_frame_link(visit, "soft", "/book", tf_tr(visit->lang, "Book of proceedings"));
    tf_html_close(&visit->html);
    tf_came_free(&came);
    tf_frame_end(visit, false);
}

/* ---- an action by its link ---- */

static const struct tf_action *by_link(const struct tf_visit *visit)
{
    uint64_t link = strtoull(visit->word, NULL, 10);
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_ACTION]);
    for (; it.record != NULL && link != 0; tf_table_next(&it)) {
        const struct tf_session *session = tf_board_session(visit->board, it.record->key.owner);
        if (TF_ACTION(it.record)->link == link && session != NULL && session->state != TF_SESSION_HIDDEN) {
            return TF_ACTION(it.record);
        }
    }
    return NULL;
}

void tf_page_action(struct tf_visit *visit)
{
    const struct tf_action *action = by_link(visit);
    struct tf_html *html = &visit->html;
    if (action == NULL) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no such action (any more)."));
        return;
    }
    const char *title = tf_tr(visit->lang, "How does it stand?");
    tf_frame_begin(visit, title, TF_TAB_NONE);
    tf_html_leaf(html, "h1", "", title);
    tf_frame_complaint(visit);
    tf_html_open(html, "p");
    tf_html_person(html, action->what);
    tf_html_close(html);
    tf_html_leaf(html, "p", "hint", tf_words_action(visit->arena, visit->lang, action, today(visit)));
    tf_frame_form(visit, tf_words_printf(visit->arena, "/action/%" PRIu64, action->link), "doings");
    for (int standing = TF_STANDING_GOING; standing < TF_STANDING_COUNT; standing++) {
        tf_desk_choice(visit, "soft", "standing", tf_words_printf(visit->arena, "%d", standing),
                       tf_words_standing(visit->lang, (enum tf_standing)standing));
    }
    tf_html_close(html);
    tf_html_leaf(html, "p", "hint",
                 tf_tr(visit->lang, "Whoever has this page’s address can say it. Keep it for yourself."));
    tf_frame_end(visit, false);
}

static void stands(struct tf_visit *visit, const struct tf_answer *answer)
{
    if (answer->err == TF_OK || answer->refusal.reason == TF_REASON_NO_CHANGE) {
        tf_write_done(visit, answer, "/came#actions", "");
    } else {
        tf_write_refused(visit, answer, tf_page_action);
    }
}

void tf_write_standing(struct tf_visit *visit)
{
    const struct tf_action *action = by_link(visit);
    const char *said = tf_visit_field(visit, "standing");
    int standing = said[0] >= '0' && said[0] <= '9' && said[1] == '\0' ? said[0] - '0' : 0;
    if (action == NULL || standing < TF_STANDING_GOING || standing >= TF_STANDING_COUNT) {
        tf_write_again(visit, 400, tf_words_reason(visit->lang, TF_REASON_BAD_VALUE), NULL, tf_page_action);
        return;
    }
    struct tf_action want = *action;
    uint64_t fields = tf_came_stand(&want, (enum tf_standing)standing,
                                    today(visit) - tf_zone_day_of(visit->zone, action->at));
    struct tf_command *command = tf_write_command(visit, TF_VERB_ACTION);
    if (command == NULL) {
        return;
    }
    command->other = action->link;
    if (tf_command_set_record(command, &want.record, fields) != TF_OK) {
        tf_command_destroy(command);
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    tf_write_send(visit, command, stands);
}
