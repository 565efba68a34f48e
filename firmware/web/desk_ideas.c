/* Ideas: what is overdue first, each with its answer to be given: how it stands, who answers, by when. */
#include "web/desk.h"

#include "core/ideas.h"
#include "web/write.h"
#include "words/words.h"
#include "words/words_ideas.h"

#include <inttypes.h>
#include <string.h>

enum { IDEAS_SHOWN = 100 };

static int64_t today(const struct tf_visit *visit)
{
    return tf_zone_day_of(visit->zone, visit->now_s);
}

/* The first thing on the desk, as in the menu at the wall. */
void tf_desk_ideas_late(struct tf_visit *visit)
{
    struct tf_ideas ideas;
    if (tf_ideas_list(&ideas, visit->board, visit->zone, today(visit)) != TF_OK) {
        return;
    }
    if (ideas.late_count > 0) {
        tf_html_open(&visit->html, "p");
        tf_html_attr(&visit->html, "class", "warn");
        tf_frame_link(visit, "", "/desk/care", tf_words_ideas_late(visit->arena, visit->lang, &ideas));
        tf_html_close(&visit->html);
    }
    tf_ideas_free(&ideas);
}

static void one(struct tf_visit *visit, const struct tf_session *session)
{
    struct tf_html *html = &visit->html;
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    const char *const *values = tf_schema_field(TF_KIND_SESSION, "idea")->names;
    const char *names[TF_IDEA_COUNT];
    int64_t by = tf_ideas_reply_by(gathering, session, visit->zone);
    char date[11] = "";
    for (int idea = 0; idea < TF_IDEA_COUNT; idea++) {
        names[idea] = tf_words_idea(visit->lang, (enum tf_idea)idea);
    }
    if (by != 0) {
        tf_zone_format_date(date, by);
    }
    tf_html_open(html, "li");
    tf_html_open(html, "div");
    tf_html_open(html, "b");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, session->title);
    tf_html_close(html);
    tf_html_leaf(
        html, "p", "hint",
        tf_words_idea_says(visit->arena, visit->lang, gathering, session, visit->zone, visit->now_s));
    tf_html_open(html, "details");
    tf_html_leaf(html, "summary", "", tf_tr(visit->lang, "How it stands"));
    tf_desk_form(visit, "/desk/care/idea", "do");
    tf_frame_hidden(visit, "session", tf_words_printf(visit->arena, "%" PRIu64, session->record.key.id));
    tf_frame_hidden(visit, "seen", tf_desk_seen_of(visit->arena, &session->record));
    tf_desk_select(visit, "idea", tf_tr(visit->lang, "How it stands"), values, names, TF_IDEA_COUNT,
                   values[session->idea]);
    tf_desk_field(visit, "idea_owner", tf_tr(visit->lang, "Who answers"), "text", session->idea_owner);
    tf_desk_field(visit, "idea_why", tf_tr(visit->lang, "Why, in a sentence"), "text", session->idea_why);
    tf_desk_field(visit, "reply_by", tf_tr(visit->lang, "Answer by"), "date", date);
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Save"));
    tf_html_close(html);
    tf_html_close(html);
    tf_html_close(html);
    tf_html_close(html);
}

void tf_desk_ideas(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    struct tf_ideas ideas;
    if (!tf_ideas_are(tf_board_gathering(visit->board)) ||
        tf_ideas_list(&ideas, visit->board, visit->zone, today(visit)) != TF_OK) {
        return;
    }
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Ideas"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    for (size_t i = 0; i < ideas.count && i < IDEAS_SHOWN; i++) {
        one(visit, ideas.list[i]);
    }
    if (ideas.count == 0) {
        tf_html_leaf(html, "li", "", tf_tr(visit->lang, "There are no ideas yet."));
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_ideas_free(&ideas);
}

static void answered(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk/care", tf_desk_care);
}

static bool read_standing(struct tf_visit *visit, struct tf_session *want)
{
    const char *const *names = tf_schema_field(TF_KIND_SESSION, "idea")->names;
    const char *said = tf_visit_field(visit, "idea"), *by = tf_visit_field(visit, "reply_by");
    int idea = 0;
    while (names[idea] != NULL && strcmp(names[idea], said) != 0) {
        idea++;
    }
    want->idea = (enum tf_idea)idea;
    if (names[idea] == NULL || (*by != '\0' && tf_zone_parse_date(&want->reply_by, by) != TF_OK)) {
        tf_write_again(visit, 400, tf_words_reason(visit->lang, TF_REASON_BAD_VALUE), NULL, tf_desk_care);
        return false;
    }
    if (want->idea == TF_IDEA_NOT_NOW && want->idea_why[0] == '\0') {
        tf_write_again(visit, 400, tf_tr(visit->lang, "Say in a sentence why not now."), NULL, tf_desk_care);
        return false;
    }
    return true;
}

void tf_desk_write_idea(struct tf_visit *visit)
{
    static const char *const FIELDS[] = {"idea", "idea_why", "idea_owner", "reply_by"};
    const struct tf_session *session =
        tf_board_session(visit->board, tf_form_id(&visit->request->form, "session"));
    struct tf_session want = {.record = {.kind = TF_KIND_SESSION}};
    const struct tf_write_text texts[] = {{"idea_why", TF_TEXT_TITLE, &want.idea_why},
                                          {"idea_owner", TF_TEXT_NAME, &want.idea_owner}};
    if (!tf_desk_must_be_as_seen(visit, session != NULL ? &session->record : NULL,
                                 session != NULL ? session->title : "") ||
        session == NULL || !tf_write_texts(visit, texts, 2, tf_desk_care) || !read_standing(visit, &want)) {
        return;
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_EDIT);
    uint64_t fields = 0;
    for (size_t i = 0; i < sizeof(FIELDS) / sizeof(FIELDS[0]); i++) {
        fields |= tf_schema_mask(TF_KIND_SESSION, FIELDS[i]);
    }
    if (command != NULL) {
        command->session = session->record.key.id;
        want.record.key = session->record.key;
        tf_command_set_seen(command, &session->record);
        tf_desk_send(visit, command, &want.record, fields, answered);
    }
}
