#include "web/pages.h"

#include "base/limits.h"
#include "core/policy.h"
#include "web/frame.h"
#include "words/words.h"

#include <inttypes.h>
#include <string.h>

static void formats(struct tf_visit *visit, const struct tf_session *session)
{
    struct tf_html *html = &visit->html;
    static const char *const VALUES[TF_SESSION_FORMAT_COUNT] = {"",         "talk", "discussion",
                                                                "workshop", "help", "other"};
    const char *kept = tf_frame_kept(visit, "format", session != NULL ? VALUES[session->format] : "");
    tf_html_open(html, "label");
    tf_html_attr(html, "for", "format");
    tf_html_text(html, tf_tr(visit->lang, "What kind of session"));
    tf_html_close(html);
    tf_html_open(html, "select");
    tf_html_attr(html, "id", "format");
    tf_html_attr(html, "name", "format");
    for (int i = 0; i < TF_SESSION_FORMAT_COUNT; i++) {
        tf_html_open(html, "option");
        tf_html_attr(html, "value", VALUES[i]);
        if (strcmp(kept, VALUES[i]) == 0) {
            tf_html_flag(html, "selected");
        }
        tf_html_text(html, i == TF_FORMAT_UNSAID ? tf_tr(visit->lang, "Not said")
                                                 : tf_words_format(visit->lang, (enum tf_session_format)i));
        tf_html_close(html);
    }
    tf_html_close(html);
}

static void needs(struct tf_visit *visit, const struct tf_session *session)
{
    struct tf_html *html = &visit->html;
    bool is_again = tf_form_has(&visit->request->form, "title");
    tf_html_open(html, "fieldset");
    tf_html_leaf(html, "legend", "", tf_tr(visit->lang, "It needs"));
    for (unsigned bit = 1, i = 0; bit <= TF_FEATURE_STEP_FREE; bit <<= 1, i++) {
        const char *name = tf_words_printf(visit->arena, "need%u", i);
        bool is_on = is_again ? tf_form_has(&visit->request->form, name)
                              : session != NULL && (session->needs & bit) != 0;
        tf_frame_check(visit, name, tf_words_feature(visit->lang, (enum tf_feature)bit), is_on);
    }
    tf_html_close(html);
}

/* Rows of the grid, and whichever is chosen; whether one begins or ends then is the sender's to say. */
static void row_select(struct tf_visit *visit, const char *name, const char *label, bool is_end,
                       int64_t chosen)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    const char *kept = tf_frame_kept(visit, name, "");
    tf_html_open(html, "label");
    tf_html_attr(html, "for", name);
    tf_html_text(html, label);
    tf_html_close(html);
    tf_html_open(html, "select");
    tf_html_attr(html, "id", name);
    tf_html_attr(html, "name", name);
    tf_html_open(html, "option");
    tf_html_attr(html, "value", "");
    tf_html_text(html, tf_tr(visit->lang, "Any time"));
    tf_html_close(html);
    for (size_t row = 0; row < grid->slot_count; row++) {
        const struct tf_slot *slot = grid->slots[row];
        const char *value = tf_words_printf(visit->arena, "%" PRIu64, slot->record.key.id);
        int64_t at = is_end ? slot->end : slot->start;
        if (slot->kind != TF_SLOT_SESSION || at <= visit->now_s) {
            continue;
        }
        tf_html_open(html, "option");
        tf_html_attr(html, "value", value);
        if (*kept != '\0' ? strcmp(kept, value) == 0 : at == chosen) {
            tf_html_flag(html, "selected");
        }
        tf_html_text(html, tf_words_printf(visit->arena, tf_tr(visit->lang, "%s, %s"),
                                           tf_words_day_short(visit->arena, visit->lang, slot->day),
                                           tf_words_clock(visit->arena, visit->zone, at)));
        tf_html_close(html);
    }
    tf_html_close(html);
}

/* Where a schedule is made for people, it keeps to when they can be there. */
static void wishes(struct tf_visit *visit, const struct tf_session *session)
{
    if (!tf_policy_schedules(tf_board_gathering(visit->board)) || visit->board->grid->slot_count == 0) {
        return;
    }
    row_select(visit, "can_from", tf_tr(visit->lang, "I can be there from"), false,
               session != NULL ? session->can_from : 0);
    row_select(visit, "can_until", tf_tr(visit->lang, "I can be there until"), true,
               session != NULL ? session->can_until : 0);
}

/* session NULL: a new one. */
static void card_inputs(struct tf_visit *visit, const struct tf_session *session)
{
    enum tf_lang lang = visit->lang;
    const struct tf_frame_input title = {"title",
                                         tf_tr(lang, "Title"),
                                         NULL,
                                         tf_frame_kept(visit, "title", session != NULL ? session->title : ""),
                                         TF_TITLE_GRAPHEMES_MAX,
                                         0,
                                         true};
    const struct tf_frame_input host = {"host",
                                        tf_tr(lang, "Who hosts it"),
                                        tf_tr(lang, "Not needed; any name will do."),
                                        tf_frame_kept(visit, "host", session != NULL ? session->host : ""),
                                        TF_NAME_GRAPHEMES_MAX,
                                        0,
                                        false};
    const struct tf_frame_input about = {"about",
                                         tf_tr(lang, "What it is about"),
                                         NULL,
                                         tf_frame_kept(visit, "about", session != NULL ? session->about : ""),
                                         TF_ABOUT_GRAPHEMES_MAX,
                                         4,
                                         false};
    tf_frame_input(visit, &title);
    tf_html_open(&visit->html, "div"); /* the script puts what is nearly the same here */
    tf_html_attr(&visit->html, "id", "similar");
    tf_html_attr(&visit->html, "aria-live", "polite");
    tf_html_close(&visit->html);
    tf_frame_input(visit, &host);
    tf_frame_input(visit, &about);
}

static void more_inputs(struct tf_visit *visit, const struct tf_session *session)
{
    enum tf_lang lang = visit->lang;
    const struct tf_frame_input subtitle = {
        "subtitle",
        tf_tr(lang, "The title in another language"),
        NULL,
        tf_frame_kept(visit, "subtitle", session != NULL ? session->subtitle : ""),
        TF_TITLE_GRAPHEMES_MAX,
        0,
        false};
    const struct tf_frame_input language = {
        "language",
        tf_tr(lang, "Language"),
        tf_tr(lang, "A short tag: en, de, ar …"),
        tf_frame_kept(visit, "language", session != NULL ? session->language : ""),
        16,
        0,
        false};
    const struct tf_frame_input url = {"url",
                                       tf_tr(lang, "Link"),
                                       tf_tr(lang, "http:// or https://"),
                                       tf_frame_kept(visit, "url", session != NULL ? session->url : ""),
                                       TF_URL_BYTES_MAX,
                                       0,
                                       false};
    tf_html_open(&visit->html, "details");
    tf_html_leaf(&visit->html, "summary", "", tf_tr(lang, "More about it"));
    formats(visit, session);
    needs(visit, session);
    wishes(visit, session);
    tf_frame_input(visit, &language);
    tf_frame_input(visit, &subtitle);
    tf_frame_input(visit, &url);
    tf_html_close(&visit->html);
}

/* What is nearly the same, once: with the same title posted again it goes through. */
static void similar(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_session *found[TF_FIND_SIMILAR_MAX];
    const char *title = tf_visit_field(visit, "title");
    size_t count =
        *title != '\0' ? tf_find_similar(visit->shelf->find, title, 0, found, TF_FIND_SIMILAR_MAX) : 0;
    if (count == 0) {
        return;
    }
    if (strcmp(tf_visit_field(visit, "sure"), title) == 0) { /* seen already */
        tf_frame_hidden(visit, "sure", title);
        return;
    }
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "warn");
    tf_html_leaf(html, "p", "", tf_tr(visit->lang, "Something like it is here already:"));
    for (size_t i = 0; i < count; i++) {
        tf_frame_card(visit, found[i], NULL, false);
    }
    tf_html_close(html);
    tf_frame_hidden(visit, "sure", title);
}

static const char *post_text(enum tf_lang lang, enum tf_waits waits)
{
    switch (waits) {
    case TF_WAITS_MARKET:
        return tf_tr(lang, "Keep as a draft");
    case TF_WAITS_APPROVAL:
        return tf_tr(lang, "Hand it in");
    default:
        return tf_tr(lang, "Post it");
    }
}

void tf_page_propose(struct tf_visit *visit)
{
    enum tf_waits waits = tf_policy_waits(tf_board_gathering(visit->board), visit->request->role);
    struct tf_html *html = &visit->html;
    const char *cell = tf_form_get(&visit->request->query, "cell");
    tf_frame_begin(visit, tf_tr(visit->lang, "Propose"), TF_TAB_PROPOSE);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Propose a session"));
    tf_frame_complaint(visit);
    if (tf_frame_forbidden(visit, tf_visit_forbids(visit, TF_VERB_PROPOSE))) {
        tf_frame_end(visit, false);
        return;
    }
    if (waits != TF_WAITS_NOT) {
        tf_html_leaf(html, "p", "warn", tf_words_waits(visit->lang, waits));
    }
    tf_frame_form(visit, "/propose", "draft wide");
    tf_pages_free_cells(visit);
    similar(visit);
    card_inputs(visit, NULL);
    if (waits == TF_WAITS_NOT) {
        tf_pages_cells(visit, tf_pages_cell_of(tf_frame_kept(visit, "cell", cell)),
                       tf_tr(visit->lang, "Not yet"));
    }
    more_inputs(visit, NULL);
    tf_frame_button(visit, "main", post_text(visit->lang, waits));
    tf_html_close(html);
    tf_frame_end(visit, false);
}

static void withdraw_form(struct tf_visit *visit)
{
    tf_html_open(&visit->html, "details");
    tf_html_leaf(&visit->html, "summary", "", tf_tr(visit->lang, "Withdraw it"));
    tf_frame_form(visit, tf_words_printf(visit->arena, "/s/%s/withdraw", visit->session->code), "");
    tf_html_leaf(&visit->html, "p", "",
                 tf_tr(visit->lang, "Its page stays and says so. An organiser can bring it back."));
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Withdraw it"));
    tf_html_close(&visit->html);
    tf_html_close(&visit->html);
}

void tf_page_edit(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    if (!tf_visit_must_change(visit)) {
        return;
    }
    tf_frame_begin(visit, tf_tr(visit->lang, "Edit it"), TF_TAB_MINE);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Edit your session"));
    tf_frame_complaint(visit);
    if (tf_frame_forbidden(visit, tf_visit_forbids(visit, TF_VERB_EDIT))) {
        tf_frame_end(visit, false);
        return;
    }
    tf_frame_form(visit, tf_words_printf(visit->arena, "/s/%s/edit", visit->session->code), "draft wide");
    card_inputs(visit, visit->session);
    more_inputs(visit, visit->session);
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Save"));
    tf_html_close(html);
    if (!tf_frame_forbidden(visit, tf_visit_forbids(visit, TF_VERB_WITHDRAW))) {
        withdraw_form(visit);
    }
    tf_frame_end(visit, false);
}

/* NULL: one of its places at least can be changed by whoever asks. */
static const char *why_it_stays(const struct tf_visit *visit)
{
    const struct tf_placement *placement = NULL;
    size_t frozen = 0, count = 0;
    while ((placement = tf_grid_placement_of(visit->board->grid, visit->session->record.key.id, placement)) !=
           NULL) {
        const struct tf_slot *slot = tf_board_slot(visit->board, placement->slot);
        frozen += slot != NULL && tf_pages_is_frozen(visit, slot);
        count++;
    }
    return count > 0 && frozen == count ? tf_words_reason(visit->lang, TF_REASON_FROZEN) : NULL;
}

void tf_page_place(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const char *path = tf_visit_path_of(visit, visit->session);
    if (!tf_visit_must_change(visit)) {
        return;
    }
    tf_frame_begin(visit, tf_tr(visit->lang, "Place it"), TF_TAB_MINE);
    tf_html_open(html, "h1");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, visit->session->title);
    tf_html_close(html);
    tf_frame_complaint(visit);
    bool is_placed = visit->session->state == TF_SESSION_PLACED;
    if (tf_frame_forbidden(visit, tf_visit_forbids(visit, is_placed ? TF_VERB_MOVE : TF_VERB_PLACE)) ||
        tf_frame_forbidden(visit, why_it_stays(visit))) {
        tf_frame_end(visit, false);
        return;
    }
    tf_frame_form(visit, tf_words_printf(visit->arena, "%s/place", path), "wide");
    tf_pages_free_cells(visit);
    tf_pages_cells(visit, tf_pages_cell_of(tf_visit_field(visit, "cell")), NULL);
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Place it here"));
    tf_html_close(html);
    if (is_placed && !tf_frame_forbidden(visit, tf_visit_forbids(visit, TF_VERB_UNPLACE))) {
        tf_frame_form(visit, tf_words_printf(visit->arena, "%s/unplace", path), "");
        tf_frame_button(visit, "soft", tf_tr(visit->lang, "Take it off the grid"));
        tf_html_close(html);
    }
    tf_frame_end(visit, false);
}

void tf_page_confirm(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_form *form = &visit->request->form;
    visit->status = 200;
    tf_frame_begin(visit, tf_tr(visit->lang, "Send it?"), TF_TAB_NONE);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Send it?"));
    tf_html_leaf(
        html, "p", "",
        tf_tr(visit->lang, "This page had been open for a while, so we ask once more. Nothing is lost."));
    tf_frame_form(visit, visit->request->path, "");
    for (size_t i = 0; i < form->count; i++) {
        if (strcmp(form->fields[i].name, "token") != 0 && strcmp(form->fields[i].name, "key") != 0) {
            tf_frame_hidden(visit, form->fields[i].name, form->fields[i].value);
        }
    }
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Send"));
    tf_html_close(html);
    tf_frame_end(visit, false);
}
