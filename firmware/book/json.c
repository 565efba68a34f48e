#include "book/forms.h"

#include "core/ideas.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A tree of JSON; what could not be made is remembered. */
struct making {
    const struct tf_book *book;
    bool is_short;
};

static json_t *kept(struct making *m, json_t *value)
{
    m->is_short = m->is_short || value == NULL;
    return value;
}

static void put(struct making *m, json_t *object, const char *name, json_t *value)
{
    m->is_short = json_object_set_new(object, name, value) != 0 || m->is_short;
}

/* "" is not said at all. */
static void put_text(struct making *m, json_t *object, const char *name, const char *text)
{
    if (*text != '\0') {
        put(m, object, name, json_string(text));
    }
}

static void put_time(struct making *m, json_t *object, const char *name, int64_t at)
{
    char text[26];

    if (at != 0) {
        tf_zone_format(text, m->book->zone, at);
        put_text(m, object, name, text);
    }
}

static void put_date(struct making *m, json_t *object, const char *name, int64_t day)
{
    char text[11];

    if (day != 0) {
        tf_zone_format_date(text, day);
        put_text(m, object, name, text);
    }
}

static void put_number(struct making *m, json_t *object, const char *name, size_t number)
{
    put(m, object, name, json_integer((json_int_t)number));
}

static void add(struct making *m, json_t *array, json_t *value)
{
    m->is_short = json_array_append_new(array, value) != 0 || m->is_short;
}

static json_t *names(struct making *m, const char *const *list, size_t count)
{
    json_t *out = kept(m, json_array());

    for (size_t i = 0; i < count; i++) {
        add(m, out, json_string(list[i]));
    }
    return out;
}

static json_t *topic(struct making *m, const struct tf_session *session)
{
    json_t *out = kept(m, json_object());

    put_text(m, out, "code", session->code);
    put_text(m, out, "title", session->title);
    put_text(m, out, "host", session->host);
    put_text(m, out, "about", session->about);
    return out;
}

static json_t *note(struct making *m, const struct tf_book_note *of)
{
    json_t *out = kept(m, json_object());

    put_text(m, out, "author", of->note->author);
    put_text(m, out, "happened", of->note->happened);
    put_text(m, out, "mattered", of->note->mattered);
    put_text(m, out, "next", of->note->next);
    put_text(m, out, "text", of->note->text);
    put_text(m, out, "topic", of->topic != NULL ? of->topic->code : "");
    put_time(m, out, "at", of->note->at);
    put_time(m, out, "amended_at", of->note->amended_at);
    return out;
}

static json_t *action(struct making *m, const struct tf_action *is)
{
    json_t *out = kept(m, json_object());

    put_text(m, out, "what", is->what);
    put_text(m, out, "who", is->who);
    put_date(m, out, "due", is->due);
    put(m, out, "done", json_boolean(is->done));
    return out;
}

static json_t *run(struct making *m, const struct tf_book_run *is)
{
    json_t *out = kept(m, json_object());

    put_date(m, out, "day", is->day);
    put_time(m, out, "start", is->start);
    put_time(m, out, "end", is->end);
    put_text(m, out, "space", is->space != NULL ? is->space->name : "");
    return out;
}

static const char *state_of(const struct tf_book_session *is)
{
    return is->run_count > 0 ? "placed" : is->session->state == TF_SESSION_WITHDRAWN ? "withdrawn" : "open";
}

static json_t *idea(struct making *m, const struct tf_session *is)
{
    const struct tf_field *field = tf_schema_field(TF_KIND_SESSION, "idea");
    json_t *out = kept(m, json_object());

    put_text(m, out, "status", field->names[is->idea]);
    put_text(m, out, "why", is->idea_why);
    put_text(m, out, "owner", is->idea_owner);
    put_date(m, out, "reply_by", tf_ideas_reply_by(m->book->gathering, is, m->book->zone));
    return out;
}

static json_t *session(struct making *m, const struct tf_book_session *is)
{
    json_t *out = kept(m, json_object()), *list;

    put_text(m, out, "code", is->session->code);
    put_text(m, out, "state", state_of(is));
    put_text(m, out, "title", is->session->title);
    put_text(m, out, "subtitle", is->session->subtitle);
    put_text(m, out, "host", is->session->host);
    put_text(m, out, "about", is->session->about);
    put_text(m, out, "track", is->session->track);
    put_text(m, out, "language", is->session->language);
    put_text(m, out, "link", is->session->url);
    put_text(m, out, "page", is->url);
    put_number(m, out, "stars", is->stars);
    put(m, out, "runs", list = json_array());
    for (size_t i = 0; i < is->run_count; i++) {
        add(m, list, run(m, &is->runs[i]));
    }
    put(m, out, "topics", list = json_array());
    for (size_t i = 0; i < is->topic_count; i++) {
        add(m, list, topic(m, is->topics[i]));
    }
    put(m, out, "notes", list = json_array());
    for (size_t i = 0; i < is->note_count; i++) {
        add(m, list, note(m, &is->notes[i]));
    }
    put(m, out, "actions", list = json_array());
    for (size_t i = 0; i < is->action_count; i++) {
        add(m, list, action(m, is->actions[i]));
    }
    if (tf_ideas_are(m->book->gathering) && !tf_session_is_gone(is->session)) {
        put(m, out, "idea", idea(m, is->session));
    }
    put(m, out, "participants", names(m, is->people, is->person_count));
    return out;
}

static json_t *event(struct making *m)
{
    const struct tf_gathering *is = m->book->gathering;
    const struct tf_grid *grid = m->book->board->grid;
    json_t *out = kept(m, json_object()), *days;

    put_text(m, out, "title", is->title);
    put_text(m, out, "subtitle", is->subtitle);
    put_text(m, out, "invitation", m->book->invitation);
    put_text(m, out, "place", is->place);
    put_text(m, out, "url", is->url);
    put_text(m, out, "zone", tf_zone_name(m->book->zone));
    put_text(m, out, "format", is->format);
    put(m, out, "days", days = json_array());
    for (size_t i = 0; i < grid->day_count; i++) {
        char text[11];

        tf_zone_format_date(text, grid->days[i]);
        add(m, days, json_string(text));
    }
    return out;
}

static json_t *counts(struct making *m)
{
    const struct tf_book *book = m->book;
    json_t *out = kept(m, json_object());

    put_number(m, out, "placed", book->held_count);
    put_number(m, out, "open", book->open_count);
    put_number(m, out, "merged", book->topic_count);
    put_number(m, out, "notes", book->note_count);
    put_number(m, out, "actions", book->action_count);
    put_number(m, out, "stars", book->star_count);
    return out;
}

static json_t *whole(struct making *m)
{
    const struct tf_book *book = m->book;
    json_t *out = kept(m, json_object()), *list;

    put_text(m, out, "format", "twofeet-book");
    put_number(m, out, "version", 1);
    put_number(m, out, "revision", (size_t)book->board->revision);
    put(m, out, "event", event(m));
    put(m, out, "counts", counts(m));
    put(m, out, "people", names(m, book->people, book->person_count));
    put(m, out, "sessions", list = json_array());
    for (size_t i = 0; i < book->session_count && !m->is_short; i++) {
        add(m, list, session(m, &book->sessions[i]));
    }
    put(m, out, "news", list = json_array());
    for (size_t i = 0; i < book->news_count; i++) {
        json_t *item = kept(m, json_object());

        put_text(m, item, "text", book->news[i]->text);
        put_time(m, item, "at", book->news[i]->at);
        add(m, list, item);
    }
    return out;
}

static int dump(const char *bytes, size_t len, void *user)
{
    tf_buf_add(user, bytes, len);
    return tf_buf_err(user) == TF_OK ? 0 : -1;
}

enum tf_err tf_book_json(struct tf_buf *out, struct tf_book *book)
{
    struct making m = {.book = book};
    json_t *tree = whole(&m);
    bool is_short = m.is_short || json_dump_callback(tree, dump, out, JSON_INDENT(1)) != 0;

    json_decref(tree);
    if (is_short) {
        return tf_buf_err(out) != TF_OK ? tf_buf_err(out) : TF_ERR_NOMEM;
    }
    tf_buf_putc(out, '\n');
    return tf_buf_err(out);
}
