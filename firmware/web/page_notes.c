#include "web/pages.h"

#include "base/limits.h"
#include "markup/markdown.h"
#include "web/frame.h"
#include "words/notes_url.h"
#include "words/words.h"

#include <inttypes.h>
#include <string.h>

enum { NOTES_SHOWN_MAX = 200, ACTIONS_SHOWN_MAX = 200 };

static void answered(struct tf_visit *visit, const char *question, const char *text)
{
    if (*text == '\0') {
        return;
    }
    if (*question != '\0') {
        tf_html_leaf(&visit->html, "h4", "", question);
    }
    tf_html_open(&visit->html, "div");
    tf_html_attr(&visit->html, "class", "md");
    tf_markdown(&visit->html, text);
    tf_html_close(&visit->html);
}

static void note(struct tf_visit *visit, const struct tf_note *note)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_html_open(html, "h3");
    tf_html_person(html, note->author[0] != '\0' ? note->author : tf_tr(visit->lang, "Somebody"));
    tf_html_text(html, " ");
    tf_html_leaf(
        html, "small", "",
        tf_words_printf(visit->arena, "%s %s",
                        tf_words_day_short(visit->arena, visit->lang, tf_zone_day_of(visit->zone, note->at)),
                        tf_words_clock(visit->arena, visit->zone, note->at)));
    tf_html_close(html);
    answered(visit, tf_tr(visit->lang, "What happened"), note->happened);
    answered(visit, tf_tr(visit->lang, "What mattered"), note->mattered);
    answered(visit, tf_tr(visit->lang, "What next"), note->next);
    answered(visit, "", note->text);
    if (visit->device != 0 && note->device == visit->device) {
        tf_frame_link(visit, "small",
                      tf_words_printf(visit->arena, "/s/%s/note?id=%" PRIu64, visit->session->code,
                                      note->record.key.id),
                      tf_tr(visit->lang, "Amend it"));
    }
    tf_html_close(html);
}

static bool is_empty(const struct tf_note *note)
{
    return (note->happened[0] | note->mattered[0] | note->next[0] | note->text[0]) == '\0';
}

static size_t list_notes(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    uint64_t id = visit->session->record.key.id;
    size_t count = 0;
    struct tf_table_iter it = tf_table_from(visit->board->tables[TF_KIND_NOTE], (struct tf_key){id, 0});
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "notes");
    for (; it.record != NULL && it.record->key.owner == id && count < NOTES_SHOWN_MAX; tf_table_next(&it)) {
        if (!TF_NOTE(it.record)->hidden && !is_empty(TF_NOTE(it.record))) {
            note(visit, TF_NOTE(it.record));
            count++;
        }
    }
    tf_html_close(html);
    return count;
}

static void list_actions(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    uint64_t id = visit->session->record.key.id;
    struct tf_table_iter it = tf_table_from(visit->board->tables[TF_KIND_ACTION], (struct tf_key){id, 0});
    size_t count = 0;
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "actions");
    for (; it.record != NULL && it.record->key.owner == id && count < ACTIONS_SHOWN_MAX; tf_table_next(&it)) {
        const struct tf_action *action = TF_ACTION(it.record);
        tf_html_open(html, "li");
        tf_html_text(html, action->done ? "☑ " : "☐ ");
        tf_html_person(html, action->what);
        if (action->who[0] != '\0') {
            tf_html_text(html, " · ");
            tf_html_person(html, action->who);
        }
        if (action->due != 0) {
            tf_html_text(html, " · ");
            tf_html_text(html, tf_words_date(visit->arena, visit->lang, action->due));
        }
        bool is_own = visit->device != 0 && action->device == visit->device;
        if (is_own && action->link != 0 && !visit->site->is_read_only) {
            tf_html_text(html, " ");
            tf_frame_link(visit, "small", tf_words_printf(visit->arena, "/action/%" PRIu64, action->link),
                          tf_tr(visit->lang, "Say how it stands"));
        }
        tf_html_close(html);
        count++;
    }
    tf_html_close(html);
}

void tf_pages_note_form(struct tf_visit *visit, const struct tf_note *note)
{
    enum tf_lang lang = visit->lang;
    const struct tf_frame_input inputs[] = {
        {"happened", tf_tr(lang, "What happened"), NULL,
         tf_frame_kept(visit, "happened", note != NULL ? note->happened : ""), TF_ABOUT_GRAPHEMES_MAX, 3,
         false},
        {"mattered", tf_tr(lang, "What mattered"), NULL,
         tf_frame_kept(visit, "mattered", note != NULL ? note->mattered : ""), TF_ABOUT_GRAPHEMES_MAX, 3,
         false},
        {"next", tf_tr(lang, "What next"), NULL, tf_frame_kept(visit, "next", note != NULL ? note->next : ""),
         TF_ABOUT_GRAPHEMES_MAX, 3, false},
        {"text", tf_tr(lang, "Anything else"), NULL,
         tf_frame_kept(visit, "text", note != NULL ? note->text : ""), TF_ABOUT_GRAPHEMES_MAX, 5, false},
        {"author", tf_tr(lang, "Your name"), tf_tr(lang, "Not needed; any name will do."),
         tf_frame_kept(visit, "author", note != NULL ? note->author : ""), TF_NAME_GRAPHEMES_MAX, 0, false},
    };
    tf_frame_form(visit, tf_words_printf(visit->arena, "/s/%s/note", visit->session->code), "draft");
    if (note != NULL) {
        tf_frame_hidden(visit, "id", tf_words_printf(visit->arena, "%" PRIu64, note->record.key.id));
    }
    for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
        tf_frame_input(visit, &inputs[i]);
    }
    tf_frame_button(visit, "main", tf_tr(lang, "Send"));
    tf_html_close(&visit->html);
}

void tf_pages_action_form(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_frame_input what = {"what",
                                        tf_tr(visit->lang, "What is to be done"),
                                        NULL,
                                        tf_frame_kept(visit, "what", ""),
                                        TF_TITLE_GRAPHEMES_MAX,
                                        0,
                                        true};
    const struct tf_frame_input who = {"who",
                                       tf_tr(visit->lang, "Who does it"),
                                       NULL,
                                       tf_frame_kept(visit, "who", ""),
                                       TF_NAME_GRAPHEMES_MAX,
                                       0,
                                       false};
    tf_frame_form(visit, tf_words_printf(visit->arena, "/s/%s/action", visit->session->code), "draft");
    tf_frame_input(visit, &what);
    tf_frame_input(visit, &who);
    tf_html_open(html, "label");
    tf_html_attr(html, "for", "due");
    tf_html_text(html, tf_tr(visit->lang, "By when"));
    tf_html_close(html);
    tf_html_open(html, "input");
    tf_html_attr(html, "type", "date");
    tf_html_attr(html, "id", "due");
    tf_html_attr(html, "name", "due");
    tf_html_attr(html, "value", tf_frame_kept(visit, "due", ""));
    tf_html_close(html);
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Send"));
    tf_html_close(html);
}

static void begin_details(struct tf_visit *visit, const char *summary, bool is_open)
{
    tf_html_open(&visit->html, "details");
    if (is_open) {
        tf_html_flag(&visit->html, "open");
    }
    tf_html_leaf(&visit->html, "summary", "", summary);
}

/* Notes are kept elsewhere: where that is, is seen before it is tapped. */
static void pad_link(struct tf_visit *visit, const char *pad)
{
    struct tf_html *html = &visit->html;
    const char *host = strstr(pad, "://") + 3;
    tf_html_open(html, "p");
    tf_html_open(html, "a");
    tf_html_attr(html, "class", "soft pad");
    tf_html_url(html, "href", pad);
    tf_html_attr(html, "rel", "nofollow noopener noreferrer");
    tf_html_text(html, tf_tr(visit->lang, "Read and write the notes"));
    tf_html_text(html, " ");
    tf_html_leaf(html, "small", "", tf_words_printf(visit->arena, "%.*s", (int)strcspn(host, "/?#"), host));
    tf_html_close(html);
    tf_html_close(html);
}

void tf_pages_notes(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    bool may_write = !tf_session_is_gone(visit->session) && !visit->site->is_read_only;
    tf_html_open(html, "section");
    tf_html_attr(html, "id", "notes");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Notes"));
    const char *pad =
        tf_notes_url(visit->arena, visit->site->notes_url, tf_board_gathering(visit->board), visit->session);
    if (list_notes(visit) == 0 && *pad == '\0') {
        tf_html_leaf(html, "p", "quiet", tf_tr(visit->lang, "No notes yet."));
    }
    if (*pad != '\0') {
        pad_link(visit, pad);
    } else if (may_write && !tf_frame_forbidden(visit, tf_visit_forbids(visit, TF_VERB_NOTE))) {
        begin_details(visit, tf_tr(visit->lang, "Write what happened"),
                      tf_form_has(&visit->request->form, "happened"));
        tf_pages_note_form(visit, NULL);
        tf_html_close(html);
    }
    tf_html_close(html);
    tf_html_open(html, "section");
    tf_html_attr(html, "id", "actions");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Actions"));
    list_actions(visit);
    if (may_write && !tf_frame_forbidden(visit, tf_visit_forbids(visit, TF_VERB_ACTION))) {
        begin_details(visit, tf_tr(visit->lang, "Write down who does what"),
                      tf_form_has(&visit->request->form, "what"));
        tf_pages_action_form(visit);
        tf_html_close(html);
    }
    tf_html_close(html);
}

void tf_page_note(struct tf_visit *visit)
{
    uint64_t id = tf_form_id(&visit->request->query, "id");
    if (id == 0) {
        id = tf_form_id(&visit->request->form, "id");
    }
    const struct tf_record *record =
        tf_board_get(visit->board, TF_KIND_NOTE, (struct tf_key){visit->session->record.key.id, id});
    bool is_own = record != NULL && visit->device != 0 && TF_NOTE(record)->device == visit->device;
    if (!is_own || tf_session_is_gone(visit->session)) {
        tf_visit_go(visit, tf_words_printf(visit->arena, "/s/%s#notes", visit->session->code));
        return;
    }
    tf_frame_begin(visit, tf_tr(visit->lang, "Notes"), TF_TAB_NONE);
    tf_html_open(&visit->html, "h1");
    tf_html_attr(&visit->html, "dir", "auto");
    tf_html_text(&visit->html, visit->session->title);
    tf_html_close(&visit->html);
    tf_frame_complaint(visit);
    tf_pages_note_form(visit, TF_NOTE(record));
    tf_frame_end(visit, false);
}
