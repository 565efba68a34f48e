#include "web/desk.h"

#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *path, *name;
    enum tf_role least;
} TABS[TF_DESK_TAB_COUNT] = {
    [TF_DESK_GRID] = {"/desk", TF_N("Grid"), TF_ROLE_HELPER},
    [TF_DESK_NEW] = {"/desk/new", TF_N("Many titles"), TF_ROLE_HELPER},
    [TF_DESK_NEWS] = {"/desk/news", TF_N("News"), TF_ROLE_HELPER},
    [TF_DESK_DAY] = {"/desk/day", TF_N("Day"), TF_ROLE_ORGANISER},
    [TF_DESK_SPACES] = {"/desk/spaces", TF_N("Spaces"), TF_ROLE_ORGANISER},
    [TF_DESK_TIMES] = {"/desk/times", TF_N("Times"), TF_ROLE_ORGANISER},
    [TF_DESK_CARE] = {"/desk/care", TF_N("Worth a look"), TF_ROLE_HELPER},
    [TF_DESK_DRAFT] = {"/desk/draft", TF_N("Draft schedule"), TF_ROLE_ORGANISER},
    [TF_DESK_HISTORY] = {"/desk/history", TF_N("History"), TF_ROLE_HELPER},
    [TF_DESK_HEALTH] = {"/desk/health", TF_N("Health"), TF_ROLE_HELPER},
    [TF_DESK_SETTINGS] = {"/desk/settings", TF_N("Settings"), TF_ROLE_ORGANISER},
};

static void tabs(struct tf_visit *visit, enum tf_desk_tab current)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "nav");
    tf_html_attr(html, "aria-label", tf_tr(visit->lang, "Pages of the desk"));
    for (int i = 0; i < TF_DESK_TAB_COUNT; i++) {
        if (TABS[i].path == NULL || visit->role < TABS[i].least) {
            continue;
        }
        tf_html_open(html, "a");
        tf_html_url(html, "href", TABS[i].path);
        if (i == (int)current) {
            tf_html_attr(html, "aria-current", "page");
        }
        tf_html_text(html, tf_tr(visit->lang, TABS[i].name));
        tf_html_close(html);
    }
    tf_html_close(html);
}

static void header(struct tf_visit *visit, enum tf_desk_tab tab)
{
    struct tf_html *html = &visit->html;
    tf_frame_open_header(visit, "/desk");
    tabs(visit, tab);
    tf_html_open(html, "p");
    tf_html_attr(html, "class", "role");
    tf_html_leaf(html, "span", "",
                 visit->role == TF_ROLE_HELPER ? tf_tr(visit->lang, "Helper’s desk")
                                               : tf_tr(visit->lang, "Organiser’s desk"));
    tf_html_text(html, " ");
    tf_frame_link(visit, "", "/", tf_tr(visit->lang, "What guests see"));
    tf_html_close(html);
    tf_html_close(html);
}

static void script_words(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    enum tf_lang lang = visit->lang;
    tf_html_attr(html, "data-offline", tf_tr(lang, "Not connected. Nothing can be changed just now."));
    tf_html_attr(html, "data-failed", tf_tr(lang, "This did not work. Please try once more."));
    tf_html_attr(html, "data-changed", tf_tr(lang, "Somebody else has changed something here."));
    tf_html_attr(html, "data-show", tf_tr(lang, "Show it"));
    tf_html_attr(html, "data-held",
                 tf_tr(lang, "Picked up. Arrows choose a place, Enter puts it there, Escape lets go."));
    tf_html_attr(html, "data-let-go", tf_tr(lang, "Let go. Nothing was moved."));
}

/* What was just done, and the way back. */
static void did(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    uint64_t sequence = tf_form_id(&visit->request->query, "did");
    struct tf_desk_log log;
    if (sequence == 0 || sequence > visit->board->revision) {
        return;
    }
    bool is_known = tf_desk_log_read(visit, &log, sequence + 1, 1) == TF_OK && log.count == 1;
    bool is_undo = is_known && log.events[0]->verb == TF_VERB_UNDO;
    tf_desk_form(visit, "/desk/undo", "did");
    tf_frame_hidden(visit, "sequence", tf_words_printf(visit->arena, "%" PRIu64, sequence));
    tf_html_open(html, "p");
    tf_html_attr(html, "role", "status");
    tf_html_text(html,
                 is_known ? tf_words_verb(visit->lang, log.events[0]->verb) : tf_tr(visit->lang, "Done"));
    if (is_known) {
        tf_html_text(html, " ");
        tf_html_text(html, tf_desk_log_what(visit, log.events[0]));
    }
    tf_html_close(html);
    tf_frame_button(visit, "soft undo",
                    is_undo ? tf_tr(visit->lang, "Do it again") : tf_tr(visit->lang, "Undo"));
    tf_html_close(html);
    tf_desk_log_free(&log);
}

void tf_desk_begin(struct tf_visit *visit, const char *title, enum tf_desk_tab tab)
{
    static const char *const STYLES[] = {"style.css", "desk.css", NULL};
    struct tf_html *html = &visit->html;
    tf_html_begin(html, &visit->body);
    tf_html_doctype(html);
    tf_html_open(html, "html");
    tf_html_attr(html, "lang", tf_lang_code(visit->lang));
    tf_html_attr(html, "dir", tf_lang_is_rtl(visit->lang) ? "rtl" : "ltr");
    tf_frame_head(visit, title, STYLES, "desk.js");
    tf_html_open(html, "body");
    tf_html_attr(html, "class", "desk");
    tf_html_int(html, "data-seq", (int64_t)visit->board->revision);
    script_words(visit);
    header(visit, tab);
    tf_html_open(html, "p"); /* what the script has to say */
    tf_html_attr(html, "id", "say");
    tf_html_attr(html, "role", "status");
    tf_html_close(html);
    tf_html_open(html, "main");
    tf_html_attr(html, "id", "main");
    tf_html_int(html, "data-seq", (int64_t)visit->board->revision);
    tf_frame_complaint(visit);
    did(visit);
}

void tf_desk_end(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_html_close(html); /* main */
    tf_html_open(html, "footer");
    tf_frame_foot(visit);
    tf_html_close_to(html, 0);
    tf_visit_end(visit, "text/html; charset=utf-8", false);
}

void tf_desk_days(struct tf_visit *visit, const char *page, size_t current)
{
    const char *picked = tf_form_encode(visit->arena, tf_desk_param(visit, "pick"));
    tf_frame_days(visit, page, *picked != '\0' ? tf_words_printf(visit->arena, "&pick=%s", picked) : "",
                  current);
}

void tf_desk_use_day(struct tf_visit *visit)
{
    if (tf_form_has(&visit->request->form, "day") && !tf_form_has(&visit->request->query, "day")) {
        tf_form_set(&visit->request->query, "day", tf_visit_field(visit, "day"));
    }
}

const char *tf_desk_param(const struct tf_visit *visit, const char *name)
{
    const struct tf_request *request = visit->request;
    return tf_form_has(&request->form, name) ? tf_form_get(&request->form, name)
                                             : tf_form_get(&request->query, name);
}

void tf_desk_form(struct tf_visit *visit, const char *action, const char *class_name)
{
    const char *day = tf_desk_param(visit, "day");
    tf_frame_form(visit, action, class_name);
    if (*day != '\0') {
        tf_frame_hidden(visit, "day", day);
    }
}

void tf_desk_choice(struct tf_visit *visit, const char *class_name, const char *name, const char *value,
                    const char *text)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "button");
    tf_html_attr(html, "class", class_name);
    tf_html_attr(html, "name", name);
    tf_html_attr(html, "value", value);
    tf_html_text(html, text);
    tf_html_close(html);
}

/* What the form carries of itself; the rest is what was typed and chosen. */
static bool is_ours(const char *name)
{
    static const char *const OURS[] = {"token", "key", "seen", "day"};
    for (size_t i = 0; i < sizeof(OURS) / sizeof(OURS[0]); i++) {
        if (strcmp(OURS[i], name) == 0) {
            return true;
        }
    }
    return false;
}

void tf_desk_ask(struct tf_visit *visit, const char *why, const char *yes, const char *name,
                 const char *value)
{
    struct tf_html *html = &visit->html;
    const struct tf_form *form = &visit->request->form;
    visit->status = 409;
    visit->complaint = why;
    tf_buf_clear(&visit->body);
    tf_desk_begin(visit, tf_tr(visit->lang, "Please look first"), TF_DESK_TAB_COUNT);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Please look first"));
    tf_desk_form(visit, visit->request->path, "ask");
    for (size_t i = 0; i < form->count; i++) {
        if (!is_ours(form->fields[i].name) && strcmp(form->fields[i].name, name) != 0) {
            tf_frame_hidden(visit, form->fields[i].name, form->fields[i].value);
        }
    }
    tf_frame_hidden(visit, name, value);
    tf_html_leaf(html, "p", "", tf_tr(visit->lang, "Nothing was changed yet."));
    tf_frame_button(visit, "main", yes);
    tf_frame_link(visit, "soft", tf_desk_path(visit, "/desk", 0), tf_tr(visit->lang, "Leave it as it is"));
    tf_html_close(html);
    tf_desk_end(visit);
}

const char *tf_desk_path(struct tf_visit *visit, const char *page, uint64_t did_sequence)
{
    const char *day = tf_form_encode(visit->arena, tf_desk_param(visit, "day"));
    if (did_sequence == 0) {
        return *day != '\0' ? tf_words_printf(visit->arena, "%s?day=%s", page, day) : page;
    }
    return tf_words_printf(visit->arena, "%s?%s%s%sdid=%" PRIu64, page, *day != '\0' ? "day=" : "", day,
                           *day != '\0' ? "&" : "", did_sequence);
}

void tf_desk_done(struct tf_visit *visit, const struct tf_answer *answer, const char *page,
                  void (*page_again)(struct tf_visit *))
{
    if (answer->err == TF_OK) {
        tf_visit_go(visit, tf_desk_path(visit, page, answer->sequence));
    } else if (answer->refusal.reason == TF_REASON_NO_CHANGE) {
        tf_visit_go(visit, tf_desk_path(visit, page, 0));
    } else {
        tf_write_refused(visit, answer, page_again);
    }
}
