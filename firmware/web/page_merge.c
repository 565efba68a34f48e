/* Two hosts make one session of two: one asks on this phone, the other answers on theirs, or at the wall. */
#include "web/pages.h"

#include "base/limits.h"
#include "base/text.h"
#include "web/frame.h"
#include "words/words.h"

#include <inttypes.h>
#include <string.h>

enum { QUESTIONS_SHOWN_MAX = 5, CANDIDATES_MAX = 20 };

static const struct tf_session *living(const struct tf_visit *visit, uint64_t id)
{
    const struct tf_session *session = id != 0 ? tf_board_session(visit->board, id) : NULL;
    return session != NULL && !tf_session_is_gone(session) ? session : NULL;
}

/* A form of one button. */
static void button_form(struct tf_visit *visit, const struct tf_session *session, const char *doing,
                        const char *name, const char *value, const char *text)
{
    bool is_yes = strcmp(doing, "merge") == 0;
    tf_frame_form(visit, tf_words_printf(visit->arena, "/s/%s/%s", session->code, doing), "star");
    tf_frame_hidden(visit, name, value);
    tf_frame_button(visit, is_yes ? "main" : "soft", text);
    tf_html_close(&visit->html);
}

static void card_of(struct tf_visit *visit, const struct tf_session *session)
{
    tf_frame_card(visit, session, tf_grid_placement_of(visit->board->grid, session->record.key.id, NULL),
                  true);
}

/* ---- the other host's answer ---- */

static void question(struct tf_visit *visit, const struct tf_session *from, const struct tf_session *to)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "section");
    tf_html_attr(html, "class", "warn");
    tf_html_open(html, "p");
    /* TRANSLATORS: the titles of two sessions */
    tf_html_text(html,
                 tf_words_printf(visit->arena, tf_tr(visit->lang, "“%s” would like to become part of “%s”."),
                                 tf_words_isolate(visit->arena, from->title),
                                 tf_words_isolate(visit->arena, to->title)));
    tf_html_close(html);
    card_of(visit, from);
    tf_html_leaf(html, "p", "",
                 tf_tr(visit->lang, "If you agree, it leaves the grid and brings its stars along."));
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "doings");
    button_form(visit, from, "merge", "into", to->code, tf_tr(visit->lang, "Agree"));
    button_form(visit, from, "unask-merge", "at", to->code, tf_tr(visit->lang, "Not now"));
    tf_html_close(html);
    tf_html_close(html);
}

void tf_pages_questions(struct tf_visit *visit, const struct tf_session *only)
{
    size_t shown = 0;
    if (visit->site->is_read_only || (only != NULL && !tf_visit_may_change(visit, only))) {
        return;
    }
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && shown < QUESTIONS_SHOWN_MAX; tf_table_next(&it)) {
        const struct tf_session *from = TF_SESSION(it.record);
        const struct tf_session *to = from->asks_into != 0 ? living(visit, from->asks_into) : NULL;
        bool is_meant = to != NULL && (only != NULL ? to == only : tf_visit_is_own(visit, to));
        if (is_meant && !tf_session_is_gone(from)) {
            question(visit, from, to);
            shown++;
        }
    }
}

/* ---- what one's own session waits for, and what became of it ---- */

void tf_pages_asked(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_session *session = visit->session, *to = living(visit, session->asks_into);
    if (to == NULL || tf_session_is_gone(session) || visit->site->is_read_only ||
        !tf_visit_may_change(visit, session)) {
        return;
    }
    tf_html_open(html, "section");
    tf_html_attr(html, "class", "quiet");
    tf_html_open(html, "p");
    /* TRANSLATORS: a session's title */
    tf_html_text(html,
                 tf_words_printf(visit->arena,
                                 tf_tr(visit->lang, "You asked whether this session may become part of “%s”. "
                                                    "Its host can agree on their phone, or at the wall."),
                                 tf_words_isolate(visit->arena, to->title)));
    tf_html_close(html);
    card_of(visit, to);
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "doings");
    button_form(visit, session, "unask-merge", "at", session->code, tf_tr(visit->lang, "Take it back"));
    tf_html_close(html);
    tf_html_close(html);
}

void tf_pages_merged(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const char *from = tf_form_get(&visit->request->query, "from");
    const struct tf_session *other = tf_board_session_coded(visit->board, from);
    uint64_t undo = tf_form_id(&visit->request->query, "undo");
    if (*from == '\0' || other == NULL || other->merged_into != visit->session->record.key.id) {
        return;
    }
    tf_html_open(html, "section");
    tf_html_attr(html, "class", "warn");
    tf_html_open(html, "p");
    tf_html_text(html, tf_tr(visit->lang, "Merged into this session:"));
    tf_html_text(html, " ");
    tf_html_person(html, other->title);
    tf_html_close(html);
    if (undo != 0 && tf_visit_may_change(visit, visit->session)) {
        button_form(visit, other, "unmerge", "sequence", tf_words_printf(visit->arena, "%" PRIu64, undo),
                    tf_tr(visit->lang, "Undo"));
    }
    tf_html_close(html);
}

/* ---- whom to ask ---- */

static size_t add(const struct tf_visit *visit, const struct tf_session **out, size_t count,
                  const struct tf_session *session)
{
    for (size_t i = 0; i < count; i++) {
        if (out[i] == session) {
            return count;
        }
    }
    if (count < CANDIDATES_MAX && session != visit->session && !tf_session_is_gone(session)) {
        out[count++] = session;
    }
    return count;
}

/* What was searched for; else the most alike, and then what comes first. */
static size_t candidates(const struct tf_visit *visit, const char *query, const struct tf_session **out)
{
    const struct tf_session *found[CANDIDATES_MAX + 1];
    size_t count = 0, n = 0;
    if (*query != '\0') {
        n = tf_find_words(visit->shelf->find, query, found, CANDIDATES_MAX + 1);
    } else {
        n = tf_find_similar(visit->shelf->find, visit->session->title, visit->session->record.key.id, found,
                            TF_FIND_SIMILAR_MAX);
    }
    for (size_t i = 0; i < n; i++) {
        count = add(visit, out, count, found[i]);
    }
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_SESSION]);
    for (; *query == '\0' && it.record != NULL && count < CANDIDATES_MAX; tf_table_next(&it)) {
        count = add(visit, out, count, TF_SESSION(it.record));
    }
    return count;
}

static void candidate(struct tf_visit *visit, const struct tf_session *other)
{
    tf_html_open(&visit->html, "li");
    card_of(visit, other);
    tf_html_open(&visit->html, "div");
    tf_html_attr(&visit->html, "class", "doings");
    button_form(visit, visit->session, "ask-merge", "into", other->code,
                tf_visit_may_change(visit, other) ? tf_tr(visit->lang, "Merge")
                                                  : tf_tr(visit->lang, "Ask its host"));
    tf_html_close(&visit->html);
    tf_html_close(&visit->html);
}

void tf_page_merge(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_session *others[CANDIDATES_MAX];
    char query[TF_TITLE_BYTES_MAX];
    tf_text_copy(query, sizeof(query), tf_form_get(&visit->request->query, "q"));
    if (!tf_visit_must_change(visit)) {
        return;
    }
    tf_frame_begin(visit, tf_tr(visit->lang, "Merge it"), TF_TAB_MINE);
    tf_html_open(html, "h1");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, visit->session->title);
    tf_html_close(html);
    tf_frame_complaint(visit);
    if (tf_session_is_gone(visit->session) ||
        tf_frame_forbidden(visit, tf_visit_forbids(visit, TF_VERB_MERGE))) {
        tf_frame_end(visit, false);
        return;
    }
    tf_html_leaf(html, "p", "",
                 tf_tr(visit->lang, "Which session should it become part of? Its host is asked, and nothing "
                                    "changes before they agree."));
    tf_frame_search(visit, tf_words_printf(visit->arena, "/s/%s/merge", visit->session->code), query);
    size_t count = candidates(visit, query, others);
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "cards");
    for (size_t i = 0; i < count; i++) {
        candidate(visit, others[i]);
    }
    tf_html_close(html);
    if (count == 0) {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "Nothing is here."));
    }
    tf_frame_end(visit, false);
}
