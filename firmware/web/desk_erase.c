/* What is one person's, erased for ever: a name, or a session with all that is on it. Asked for once more,
 * because nothing brings it back. */
#include "web/desk.h"

#include "base/limits.h"
#include "core/people.h"
#include "web/write.h"
#include "words/words.h"
#include "words/words_erase.h"

#include <string.h>

enum { NAMES_MAX = 400, SESSIONS_MAX = 1000 };

static void name_line(struct tf_visit *visit, const char *name)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_html_open(html, "div");
    tf_html_person(html, name);
    tf_html_close(html);
    tf_desk_form(visit, "/desk/erase", "doing");
    tf_desk_choice(visit, "soft", "name", name, tf_tr(visit->lang, "Erase the name"));
    tf_html_close(html);
    tf_html_close(html);
}

static void session_line(struct tf_visit *visit, const struct tf_session *session)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_html_open(html, "div");
    tf_desk_title(visit, session);
    tf_html_close(html);
    tf_desk_form(visit, "/desk/erase", "doing");
    tf_desk_choice(visit, "soft", "code", session->code, tf_tr(visit->lang, "Erase the card"));
    tf_html_close(html);
    tf_html_close(html);
}

static void typed_form(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_desk_form(visit, "/desk/erase", "panel");
    tf_html_open(html, "label");
    tf_html_text(html, tf_tr(visit->lang, "The name to erase"));
    tf_html_open(html, "input");
    tf_html_attr(html, "name", "name");
    tf_html_attr(html, "dir", "auto");
    tf_html_attr(html, "autocomplete", "off");
    tf_html_attr(html, "placeholder", tf_tr(visit->lang, "As it was written"));
    tf_html_attr(html, "value", tf_frame_kept(visit, "name", ""));
    tf_html_int(html, "maxlength", TF_NAME_GRAPHEMES_MAX);
    tf_html_flag(html, "required");
    tf_html_close(html);
    tf_html_close(html);
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Erase the name"));
    tf_html_close(html);
}

static void people(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    struct tf_host_name *names = tf_arena_alloc(visit->arena, NAMES_MAX * sizeof(*names));
    size_t count = names != NULL ? tf_people_names(names, NAMES_MAX, visit->board) : 0;
    tf_html_open(html, "section");
    typed_form(visit);
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    for (size_t i = 0; i < count; i++) {
        name_line(visit, tf_words_printf(visit->arena, "%.*s", (int)names[i].len, names[i].text));
    }
    tf_html_close(html);
    tf_html_close(html);
}

static void sessions(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_SESSION]);
    size_t count = 0;
    tf_html_open(html, "section");
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    for (; it.record != NULL && count < SESSIONS_MAX; tf_table_next(&it), count++) {
        session_line(visit, TF_SESSION(it.record));
    }
    if (count == 0) {
        tf_html_leaf(html, "li", "", tf_tr(visit->lang, "There are no sessions yet."));
    }
    tf_html_close(html);
    tf_html_close(html);
}

/* ?erased=N: of how many entries of the log something was taken out. */
static void was_erased(struct tf_visit *visit)
{
    const char *count = tf_form_get(&visit->request->query, "erased");
    if (*count == '\0') {
        return;
    }
    tf_html_open(&visit->html, "div");
    tf_html_attr(&visit->html, "class", "did");
    tf_html_open(&visit->html, "p");
    tf_html_attr(&visit->html, "role", "status");
    tf_html_text(&visit->html, strcmp(count, "0") == 0
                                   ? tf_tr(visit->lang, "Nothing of it was there.")
                                   : tf_tr(visit->lang, "It is erased, here and in every copy."));
    tf_html_close(&visit->html);
    tf_html_close(&visit->html);
}

void tf_desk_erase(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_desk_begin(visit, tf_tr(visit->lang, "Erase for ever"), TF_DESK_SETTINGS);
    was_erased(visit);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Erase for ever"));
    tf_html_leaf(html, "p", "",
                 tf_tr(visit->lang,
                       "What is erased is gone from the history and from all copies on this machine. "
                       "What is only to be seen no more is better hidden."));
    if (visit->site->machine != NULL) {
        tf_html_open(html, "div");
        tf_html_attr(html, "class", "sides even");
        people(visit);
        sessions(visit);
        tf_html_close(html);
    }
    tf_desk_end(visit);
}

static const char *question(struct tf_visit *visit, const char *name, const struct tf_session *session)
{
    return session != NULL ? tf_words_erase_session(visit->arena, visit->lang, visit->board, session)
                           : tf_words_erase_name(visit->arena, visit->lang, name);
}

void tf_desk_write_erase(struct tf_visit *visit)
{
    const struct tf_web_machine *machine = visit->site->machine;
    const char *code = tf_visit_field(visit, "code"), *name = "";
    const struct tf_session *session = *code != '\0' ? tf_board_session_coded(visit->board, code) : NULL;
    const struct tf_write_text text = {"name", TF_TEXT_NAME, &name};
    size_t events = 0;
    if (machine == NULL || (*code != '\0' && session == NULL)) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no session with this code."));
        return;
    }
    if (session == NULL && !tf_write_texts(visit, &text, 1, tf_desk_erase)) {
        return;
    }
    if (session == NULL && *name == '\0') {
        tf_write_again(visit, 400, tf_tr(visit->lang, "There is nothing in it yet."), NULL, tf_desk_erase);
        return;
    }
    if (strcmp(tf_visit_field(visit, "sure"), "1") != 0) {
        tf_desk_ask(visit, question(visit, name, session), tf_tr(visit->lang, "Erase for ever"), "sure", "1");
        return;
    }
    const struct tf_erase_what what = {.name = session == NULL ? name : NULL,
                                       .code = session != NULL ? code : NULL};
    enum tf_err err = machine->erase(machine->user, &what, &events);
    if (err != TF_OK) {
        tf_write_again(
            visit, err == TF_ERR_INVALID ? 400 : 503,
            err == TF_ERR_INVALID
                ? tf_words_reason(visit->lang, TF_REASON_BAD_TEXT)
                : tf_tr(visit->lang,
                        "Not all of it is gone: a file could not be changed. The log of this kiosk "
                        "says which. Please do it once more."),
            NULL, tf_desk_erase);
        return;
    }
    tf_visit_go(visit, tf_words_printf(visit->arena, "/desk/erase?erased=%zu", events));
}
