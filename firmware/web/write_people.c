#include "web/write.h"

#include "web/pages.h"
#include "words/words.h"

#include <string.h>

/* ---- star ---- */

static void starred(struct tf_visit *visit, const struct tf_answer *answer)
{
    if (answer->err == TF_OK || answer->refusal.reason == TF_REASON_NO_CHANGE) {
        tf_write_done(visit, answer, tf_visit_path_of(visit, visit->session), visit->session->code);
    } else {
        tf_write_refused(visit, answer, tf_page_session);
    }
}

void tf_write_star(struct tf_visit *visit)
{
    bool is_on = strcmp(tf_visit_field(visit, "on"), "0") != 0;
    struct tf_command *command = tf_write_command(visit, is_on ? TF_VERB_STAR : TF_VERB_UNSTAR);
    if (command != NULL) {
        command->session = visit->session->record.key.id;
        tf_write_send(visit, command, starred);
    }
}

/* ---- notes and actions ---- */

static void noted(struct tf_visit *visit, const struct tf_answer *answer)
{
    if (answer->err == TF_OK || answer->refusal.reason == TF_REASON_NO_CHANGE) {
        tf_write_done(visit, answer, tf_words_printf(visit->arena, "/s/%s#notes", visit->session->code),
                      visit->session->code);
    } else {
        tf_write_refused(visit, answer,
                         tf_form_has(&visit->request->form, "id") ? tf_page_note : tf_page_session);
    }
}

static void send_record(struct tf_visit *visit, enum tf_verb verb, const struct tf_record *record,
                        uint64_t fields, tf_finish_fn finish)
{
    struct tf_command *command = tf_write_command(visit, verb);
    if (command == NULL) {
        return;
    }
    command->session = visit->session->record.key.id;
    if (tf_command_set_record(command, record, fields) != TF_OK) {
        tf_command_destroy(command);
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    tf_write_send(visit, command, finish);
}

/* A note with this id that is this device's own; else 0, and a new one is made. */
static uint64_t amended(const struct tf_visit *visit)
{
    uint64_t id = tf_form_id(&visit->request->form, "id");
    const struct tf_record *record =
        tf_board_get(visit->board, TF_KIND_NOTE, (struct tf_key){visit->session->record.key.id, id});
    return id != 0 && record != NULL && TF_NOTE(record)->device == visit->device ? id : 0;
}

void tf_write_note(struct tf_visit *visit)
{
    static const char *const WORDS[] = {"author", "happened", "mattered", "next", "text"};
    uint64_t id = amended(visit), fields = 0;
    if (tf_form_has(&visit->request->form, "id") && id == 0) {
        tf_visit_say(visit, 403, tf_tr(visit->lang, "Only the phone that wrote this note can amend it."));
        return;
    }
    void (*page)(struct tf_visit *) = id != 0 ? tf_page_note : tf_page_session;
    struct tf_note note = {
        .record = {.kind = TF_KIND_NOTE,
                   .key = {visit->session->record.key.id, id != 0 ? id : tf_visit_id(visit, 'r')}},
        .at = visit->now_s};
    const struct tf_write_text texts[] = {{"author", TF_TEXT_NAME, &note.author},
                                          {"happened", TF_TEXT_ABOUT, &note.happened},
                                          {"mattered", TF_TEXT_ABOUT, &note.mattered},
                                          {"next", TF_TEXT_ABOUT, &note.next},
                                          {"text", TF_TEXT_ABOUT, &note.text}};
    if (!tf_write_texts(visit, texts, sizeof(texts) / sizeof(texts[0]), page)) {
        return;
    }
    if (id == 0 && (note.happened[0] | note.mattered[0] | note.next[0] | note.text[0]) == '\0') {
        tf_write_again(visit, 400, tf_tr(visit->lang, "There is nothing in it yet."), NULL, page);
        return;
    }
    for (size_t i = 0; id != 0 && i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        fields |= tf_schema_mask(TF_KIND_NOTE, WORDS[i]);
    }
    send_record(visit, TF_VERB_NOTE, &note.record, fields, noted);
}

void tf_write_action(struct tf_visit *visit)
{
    struct tf_action action = {
        .record = {.kind = TF_KIND_ACTION, .key = {visit->session->record.key.id, tf_visit_id(visit, 'r')}},
        .at = visit->now_s,
        .link = tf_visit_id(visit, 'l')};
    const struct tf_write_text texts[] = {{"what", TF_TEXT_TITLE, &action.what},
                                          {"who", TF_TEXT_NAME, &action.who}};
    if (!tf_write_texts(visit, texts, 2, tf_page_session)) {
        return;
    }
    const char *due = tf_visit_field(visit, "due");
    if (*due != '\0' && tf_zone_parse_date(&action.due, due) != TF_OK) {
        tf_write_again(visit, 400, tf_words_reason(visit->lang, TF_REASON_BAD_VALUE), NULL, tf_page_session);
        return;
    }
    if (action.what[0] == '\0') {
        tf_write_again(visit, 400, tf_tr(visit->lang, "There is nothing in it yet."), NULL, tf_page_session);
        return;
    }
    send_record(visit, TF_VERB_ACTION, &action.record, 0, noted);
}
