/* Pieces of the desk's forms, and what all its writes of one record have in common. */
#include "web/desk.h"

#include "web/write.h"
#include "words/words.h"

#include <string.h>

void tf_desk_select(struct tf_visit *visit, const char *name, const char *label, const char *const *values,
                    const char *const *names, size_t count, const char *chosen)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "label");
    tf_html_text(html, label);
    tf_html_open(html, "select");
    tf_html_attr(html, "name", name);
    for (size_t i = 0; i < count; i++) {
        tf_html_open(html, "option");
        tf_html_attr(html, "value", values[i]);
        if (strcmp(values[i], chosen) == 0) {
            tf_html_flag(html, "selected");
        }
        tf_html_text(html, tf_tr(visit->lang, names[i]));
        tf_html_close(html);
    }
    tf_html_close(html);
    tf_html_close(html);
}

void tf_desk_field(struct tf_visit *visit, const char *name, const char *label, const char *type,
                   const char *value)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "label");
    tf_html_text(html, label);
    tf_html_open(html, "input");
    tf_html_attr(html, "type", type);
    tf_html_attr(html, "name", name);
    tf_html_attr(html, "value", value);
    if (strcmp(type, "text") == 0) {
        tf_html_attr(html, "dir", "auto");
        tf_html_int(html, "maxlength", TF_TITLE_GRAPHEMES_MAX);
    }
    tf_html_attr(html, "autocomplete", "off");
    tf_html_close(html);
    tf_html_close(html);
}

void tf_desk_title(struct tf_visit *visit, const struct tf_session *session)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "b");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, session->title);
    tf_html_close(html);
    tf_html_text(html, " ");
    tf_html_person(html, session->host);
}

bool tf_desk_must_be_as_seen(struct tf_visit *visit, const struct tf_record *record, const char *now)
{
    const char *seen = tf_desk_seen_of(visit->arena, record);
    if (record == NULL) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "Somebody else took it away meanwhile."));
        return false;
    }
    if (strcmp(tf_visit_field(visit, "seen"), seen) == 0) {
        return true;
    }
    /* TRANSLATORS: %s is how it stands now: a name, a time */
    tf_desk_ask(visit,
                tf_words_printf(visit->arena,
                                tf_tr(visit->lang, "Somebody else changed this meanwhile. Now it is: %s"),
                                tf_words_isolate(visit->arena, now)),
                tf_tr(visit->lang, "Do it all the same"), "seen", seen);
    return false;
}

void tf_desk_send(struct tf_visit *visit, struct tf_command *command, const struct tf_record *record,
                  uint64_t fields, tf_finish_fn finish)
{
    if (command == NULL) {
        return; /* that was said */
    }
    if (tf_command_set_record(command, record, fields) != TF_OK) {
        tf_command_destroy(command);
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    tf_write_send(visit, command, finish);
}
