/* The convergence: topics in the order of their coming, how many gave each a dot, who takes it on, and what
 * belongs to it. Everybody sees the same counts; nobody a ranking. */
#include "web/pages.h"

#include "base/limits.h"
#include "base/text.h"
#include "core/topics.h"
#include "web/frame.h"
#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCES_MAX = 60 };

static bool is_open(const struct tf_visit *visit)
{
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    bool is_on = gathering != NULL && gathering->phase == TF_PHASE_CONVERGENCE;
    return !visit->site->is_read_only && gathering != NULL &&
           (is_on || visit->request->role >= TF_ROLE_HELPER);
}

static void form(struct tf_visit *visit, const struct tf_topic *topic, const char *class_name)
{
    tf_frame_form(visit, tf_words_printf(visit->arena, "/topics/%" PRIu64, topic->record.key.id), class_name);
}

/* Its dots, and one's own. */
static void dots(struct tf_visit *visit, const struct tf_topic_cluster *cluster)
{
    struct tf_html *html = &visit->html;
    const struct tf_topic *topic = cluster->head;
    bool has = tf_topics_has_dot(visit->board, topic->record.key.id, visit->device);
    if (is_open(visit)) {
        form(visit, topic, "star");
        tf_frame_hidden(visit, "dot", has ? "0" : "1");
        tf_html_open(html, "button");
        tf_html_attr(html, "class", has ? "soft on" : "soft");
        tf_html_attr(html, "aria-pressed", has ? "true" : "false");
        tf_html_text(html, has ? tf_tr(visit->lang, "Take my dot back") : tf_tr(visit->lang, "Give a dot"));
        tf_html_close(html);
        tf_html_close(html);
    }
    tf_html_leaf(html, "p", "count",
                 tf_words_printf(visit->arena, tf_trn(visit->lang, "%lu dot", "%lu dots", cluster->dots),
                                 (unsigned long)cluster->dots));
}

static void initiator(struct tf_visit *visit, const struct tf_topic *topic)
{
    struct tf_html *html = &visit->html;
    if (topic->initiator[0] != '\0') {
        tf_html_open(html, "p");
        tf_html_attr(html, "class", "host");
        tf_frame_icon(visit, "person");
        tf_html_person(html, topic->initiator);
        tf_html_close(html);
        return;
    }
    if (!is_open(visit)) {
        return;
    }
    const char *label = tf_tr(visit->lang, "Your name, or an alias");
    tf_html_open(html, "details");
    tf_html_leaf(html, "summary", "", tf_tr(visit->lang, "I take it on"));
    form(visit, topic, "wide");
    tf_html_open(html, "input");
    tf_html_attr(html, "name", "initiator");
    tf_html_attr(html, "aria-label", label);
    tf_html_attr(html, "placeholder", label);
    tf_html_int(html, "maxlength", TF_NAME_GRAPHEMES_MAX);
    tf_html_close(html);
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "I take it on"));
    tf_html_close(html);
    tf_html_close(html);
}

static void members(struct tf_visit *visit, const struct tf_topic_cluster *cluster)
{
    struct tf_html *html = &visit->html;
    const struct tf_topic *member = NULL;
    if (cluster->member_count == 0) {
        return;
    }
    tf_html_open(html, "ul");
    while ((member = tf_topics_member(visit->board, cluster->head->record.key.id, member)) != NULL) {
        tf_html_open(html, "li");
        tf_html_person(html, member->title);
        if (is_open(visit) && visit->request->role >= TF_ROLE_HELPER) {
            form(visit, member, "do");
            tf_frame_hidden(visit, "into", "0");
            tf_frame_button(visit, "soft", tf_tr(visit->lang, "Stands for itself"));
            tf_html_close(html);
        }
        tf_html_close(html);
    }
    tf_html_close(html);
}

/* What helpers and organisers may: bring it into another, hide it. */
static void care(struct tf_visit *visit, const struct tf_topic_cluster *all, size_t count,
                 const struct tf_topic *topic)
{
    struct tf_html *html = &visit->html;
    if (!is_open(visit) || visit->request->role < TF_ROLE_HELPER) {
        return;
    }
    const char *label = tf_tr(visit->lang, "It belongs to");
    tf_html_open(html, "details");
    tf_html_leaf(html, "summary", "", label);
    form(visit, topic, "");
    tf_html_open(html, "select");
    tf_html_attr(html, "name", "into");
    tf_html_attr(html, "aria-label", label);
    for (size_t i = 0; i < count; i++) {
        if (all[i].head != topic) {
            tf_html_open(html, "option");
            tf_html_attr(html, "value",
                         tf_words_printf(visit->arena, "%" PRIu64, all[i].head->record.key.id));
            tf_html_text(html, all[i].head->title);
            tf_html_close(html);
        }
    }
    tf_html_close(html);
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Bring it in there"));
    tf_html_close(html);
    form(visit, topic, "");
    tf_frame_hidden(visit, "hide", "1");
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Hide"));
    tf_html_close(html);
    tf_html_close(html);
}

static void one(struct tf_visit *visit, const struct tf_topic_cluster *all, size_t count, size_t index)
{
    struct tf_html *html = &visit->html;
    const struct tf_topic *topic = all[index].head;
    tf_html_open(html, "li");
    tf_html_open(html, "h2");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, topic->title);
    tf_html_close(html);
    initiator(visit, topic);
    members(visit, &all[index]);
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "doings");
    dots(visit, &all[index]);
    tf_html_close(html);
    care(visit, all, count, topic);
    tf_html_close(html);
}

/* ---- adding ---- */

static void source(struct tf_visit *visit, const struct tf_session *session, const char *text)
{
    char *title = NULL;
    if (tf_text_fit(&title, text, strlen(text), TF_TEXT_TITLE, NULL) == TF_OK && title[0] != '\0') {
        const char *kept = tf_words_printf(visit->arena, "%s", title);
        tf_html_open(&visit->html, "li");
        tf_frame_form(visit, "/topics", "do");
        tf_frame_hidden(visit, "title", kept);
        tf_frame_hidden(visit, "session", session->code);
        tf_html_open(&visit->html, "button");
        tf_html_attr(&visit->html, "class", "soft");
        tf_html_attr(&visit->html, "dir", "auto");
        tf_html_text(&visit->html, kept);
        tf_html_close(&visit->html);
        tf_html_close(&visit->html);
        tf_html_close(&visit->html);
    }
    free(title);
}

/* Sessions that took place, and what their notes say is next. */
static void sources(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    size_t count = 0;
    tf_html_open(html, "details");
    tf_html_leaf(html, "summary", "", tf_tr(visit->lang, "Take one from a session or a note"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "cards");
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_NOTE]);
    for (; it.record != NULL && count < SOURCES_MAX / 2; tf_table_next(&it)) {
        const struct tf_session *session = tf_board_session(visit->board, it.record->key.owner);
        const struct tf_note *note = TF_NOTE(it.record);
        if (session != NULL && !tf_session_is_gone(session) && !note->hidden && note->next[0] != '\0') {
            source(visit, session, note->next);
            count++;
        }
    }
    it = tf_table_first(visit->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && count < SOURCES_MAX; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        if (session->state == TF_SESSION_PLACED &&
            tf_topics_of_session(visit->board, it.record->key.id) == NULL) {
            source(visit, session, session->title);
            count++;
        }
    }
    tf_html_close(html);
    tf_html_close(html);
}

static void add_form(struct tf_visit *visit)
{
    enum tf_lang lang = visit->lang;
    const struct tf_frame_input title = {"title",
                                         tf_tr(lang, "What is to be done"),
                                         NULL,
                                         tf_frame_kept(visit, "title", ""),
                                         TF_TITLE_GRAPHEMES_MAX,
                                         0,
                                         true};
    const struct tf_frame_input who = {"initiator",
                                       tf_tr(lang, "Who takes it on"),
                                       tf_tr(lang, "Not needed; any name will do."),
                                       tf_frame_kept(visit, "initiator", ""),
                                       TF_NAME_GRAPHEMES_MAX,
                                       0,
                                       false};
    tf_html_leaf(&visit->html, "h2", "", tf_tr(lang, "One more topic"));
    sources(visit);
    tf_frame_form(visit, "/topics", "draft wide");
    tf_frame_input(visit, &title);
    tf_frame_input(visit, &who);
    tf_frame_button(visit, "main", tf_tr(lang, "Add it"));
    tf_html_close(&visit->html);
}

void tf_page_topics(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    enum tf_lang lang = visit->lang;
    struct tf_topic_cluster *all = tf_arena_alloc(visit->arena, TF_TOPICS_MAX * sizeof(*all));
    size_t count = all != NULL ? tf_topics_clusters(all, TF_TOPICS_MAX, visit->board) : 0;
    tf_frame_begin(visit, tf_tr(lang, "Topics"), TF_TAB_NONE);
    tf_html_leaf(html, "h1", "", tf_tr(lang, "Topics"));
    tf_frame_complaint(visit);
    if (is_open(visit)) {
        size_t budget = tf_topics_budget(tf_board_gathering(visit->board));
        size_t given = visit->device != 0 ? tf_topics_given(visit->board, visit->device) : 0;
        unsigned long left = given < budget ? (unsigned long)(budget - given) : 0;
        tf_html_leaf(html, "p", "",
                     tf_words_printf(visit->arena,
                                     tf_trn(lang, "You have %lu dot left to give.",
                                            "You have %lu dots left to give.", left),
                                     left));
    } else {
        tf_html_leaf(html, "p", "quiet",
                     tf_tr(lang, "At the convergence topics are brought together here, and dots given."));
    }
    if (count == 0) {
        tf_html_leaf(html, "p", "quiet", tf_tr(lang, "There are no topics yet."));
    } else {
        tf_html_open(html, "ul");
        tf_html_attr(html, "class", "notes");
        for (size_t i = 0; i < count; i++) {
            one(visit, all, count, i);
        }
        tf_html_close(html);
    }
    if (is_open(visit)) {
        add_form(visit);
    }
    tf_frame_end(visit, false);
}

/* ---- what is posted ---- */

static void done(struct tf_visit *visit, const struct tf_answer *answer)
{
    if (answer->err == TF_OK || answer->refusal.reason == TF_REASON_NO_CHANGE) {
        tf_write_done(visit, answer, "/topics", "");
    } else {
        tf_write_refused(visit, answer, tf_page_topics);
    }
}

static void send_topic(struct tf_visit *visit, const struct tf_topic *topic, uint64_t fields)
{
    struct tf_command *command = tf_write_command(visit, TF_VERB_TOPIC);
    if (command == NULL) {
        return;
    }
    if (tf_command_set_record(command, &topic->record, fields) != TF_OK) {
        tf_command_destroy(command);
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    tf_write_send(visit, command, done);
}

void tf_write_topic(struct tf_visit *visit)
{
    const struct tf_session *session = tf_board_session_coded(visit->board, tf_visit_field(visit, "session"));
    struct tf_topic topic = {.record = {.kind = TF_KIND_TOPIC, .key = {0, tf_visit_id(visit, 'o')}},
                             .session = session != NULL ? session->record.key.id : 0};
    const struct tf_write_text texts[] = {{"title", TF_TEXT_TITLE, &topic.title},
                                          {"initiator", TF_TEXT_NAME, &topic.initiator}};
    if (!tf_write_texts(visit, texts, 2, tf_page_topics)) {
        return;
    }
    if (topic.title[0] == '\0') {
        tf_write_again(visit, 400, tf_tr(visit->lang, "There is nothing in it yet."), NULL, tf_page_topics);
        return;
    }
    send_topic(visit, &topic, tf_schema_all(TF_KIND_TOPIC));
}

static void send_dot(struct tf_visit *visit, uint64_t topic, bool on)
{
    struct tf_command *command = tf_write_command(visit, on ? TF_VERB_DOT : TF_VERB_UNDOT);
    if (command != NULL) {
        command->other = topic;
        tf_write_send(visit, command, done);
    }
}

void tf_write_topic_one(struct tf_visit *visit)
{
    uint64_t id = strtoull(visit->word, NULL, 10);
    const struct tf_topic *now = tf_topics_get(visit->board, id);
    const char *dot = tf_visit_field(visit, "dot");
    if (now == NULL) {
        tf_write_again(visit, 404, tf_words_reason(visit->lang, TF_REASON_UNKNOWN_TOPIC), NULL,
                       tf_page_topics);
        return;
    }
    if (strcmp(dot, "1") == 0 || strcmp(dot, "0") == 0) {
        send_dot(visit, id, dot[0] == '1');
        return;
    }
    struct tf_topic want = *now;
    const char *field = tf_form_has(&visit->request->form, "into")   ? "into"
                        : tf_form_has(&visit->request->form, "hide") ? "hidden"
                                                                     : "initiator";
    const struct tf_write_text text = {"initiator", TF_TEXT_NAME, &want.initiator};
    if (strcmp(field, "initiator") == 0 && !tf_write_texts(visit, &text, 1, tf_page_topics)) {
        return;
    }
    want.into =
        tf_form_has(&visit->request->form, "into") ? tf_form_id(&visit->request->form, "into") : now->into;
    want.hidden = strcmp(field, "hidden") == 0;
    send_topic(visit, &want, tf_schema_mask(TF_KIND_TOPIC, field));
}
