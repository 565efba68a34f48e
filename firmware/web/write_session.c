#include "web/write.h"

#include "web/pages.h"
#include "words/words.h"

#include <string.h>

static enum tf_session_format format_of(const char *name)
{
    static const char *const NAMES[TF_SESSION_FORMAT_COUNT] = {"",         "talk", "discussion",
                                                               "workshop", "help", "other"};
    for (int i = 0; i < TF_SESSION_FORMAT_COUNT; i++) {
        if (strcmp(NAMES[i], name) == 0) {
            return (enum tf_session_format)i;
        }
    }
    return TF_FORMAT_UNSAID;
}

static uint32_t needs_of(const struct tf_visit *visit)
{
    uint32_t needs = 0;
    for (unsigned i = 0; 1u << i <= TF_FEATURE_STEP_FREE; i++) {
        if (*tf_visit_field(visit, tf_words_printf(visit->arena, "need%u", i)) == '1') {
            needs |= 1u << i;
        }
    }
    return needs;
}

/* When its host can be there, by rows of the grid: a schedule keeps to it. */
static bool read_wishes(struct tf_visit *visit, struct tf_session *session, void (*page)(struct tf_visit *))
{
    const struct tf_form *form = &visit->request->form;
    const struct tf_slot *from = tf_board_slot(visit->board, tf_form_id(form, "can_from"));
    const struct tf_slot *until = tf_board_slot(visit->board, tf_form_id(form, "can_until"));
    session->can_from = from != NULL ? from->start : 0;
    session->can_until = until != NULL ? until->end : 0;
    if (session->can_until != 0 && session->can_until <= session->can_from) {
        tf_write_again(visit, 400, tf_tr(visit->lang, "You leave before you come: choose another time."),
                       NULL, page);
        return false;
    }
    return true;
}

/* The card as posted. false: said what is wrong. */
static bool read_card(struct tf_visit *visit, struct tf_session *session, void (*page)(struct tf_visit *))
{
    const struct tf_write_text texts[] = {
        {"title", TF_TEXT_TITLE, &session->title},      {"subtitle", TF_TEXT_TITLE, &session->subtitle},
        {"host", TF_TEXT_NAME, &session->host},         {"about", TF_TEXT_ABOUT, &session->about},
        {"language", TF_TEXT_NAME, &session->language}, {"url", TF_TEXT_URL, &session->url},
    };
    if (!tf_write_texts(visit, texts, sizeof(texts) / sizeof(texts[0]), page)) {
        return false;
    }
    if (session->title[0] == '\0') {
        tf_write_again(visit, 400, tf_words_reason(visit->lang, TF_REASON_NEEDS_TITLE), NULL, page);
        return false;
    }
    session->format = format_of(tf_visit_field(visit, "format"));
    session->needs = needs_of(visit);
    return read_wishes(visit, session, page);
}

/* The cell that was tapped instead of the taken one, else the chosen one. */
static struct tf_cell wished_cell(const struct tf_visit *visit)
{
    const char *instead = tf_visit_field(visit, "instead");
    return tf_pages_cell_of(*instead != '\0' ? instead : tf_visit_field(visit, "cell"));
}

/* A code that is free, the same for the same post: unless the board has this very session already. */
static void free_code(const struct tf_visit *visit, uint64_t id, char out[9])
{
    for (unsigned n = 0; n < 16; n++) {
        tf_command_code(out, tf_visit_id(visit, 'k') + n * UINT64_C(0x9e3779b97f4a7c15));
        const struct tf_session *other = tf_board_session_coded(visit->board, out);
        if (other == NULL || other->record.key.id == id) {
            return;
        }
    }
}

static void proposed(struct tf_visit *visit, const struct tf_answer *answer)
{
    if (answer->err != TF_OK) {
        tf_write_refused(visit, answer, tf_page_propose);
        return;
    }
    const struct tf_session *session = tf_board_session(visit->board, tf_visit_id(visit, 'r'));
    const char *code = session != NULL ? session->code : "";
    tf_write_done(visit, answer, tf_words_printf(visit->arena, "/s/%s", code), code);
}

/* The first time something similar is there, that is shown; posted again with the same title, it goes on. */
static bool asks_about_similar(struct tf_visit *visit, const char *title)
{
    const struct tf_session *found[TF_FIND_SIMILAR_MAX];
    if (visit->is_api || strcmp(tf_visit_field(visit, "sure"), title) == 0 ||
        tf_board_session(visit->board, tf_visit_id(visit, 'r')) != NULL ||
        tf_find_similar(visit->shelf->find, title, 0, found, TF_FIND_SIMILAR_MAX) == 0) {
        return false;
    }
    tf_write_again(visit, 200,
                   tf_tr(visit->lang, "Have a look: join them, or post yours all the same. Both are fine."),
                   NULL, tf_page_propose);
    return true;
}

void tf_write_propose(struct tf_visit *visit)
{
    uint64_t id = tf_visit_id(visit, 'r');
    char code[9];
    free_code(visit, id, code);
    struct tf_session session = {
        .record = {.kind = TF_KIND_SESSION, .key = {0, id}}, .code = code, .proposed_at = visit->now_s};
    if (!read_card(visit, &session, tf_page_propose) || asks_about_similar(visit, session.title)) {
        return;
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_PROPOSE);
    if (command == NULL) {
        return;
    }
    struct tf_cell cell = wished_cell(visit);
    command->space = cell.space;
    command->slot = cell.slot;
    command->placement = cell.slot != 0 ? tf_visit_id(visit, 'p') : 0;
    command->session = id;
    if (tf_command_set_record(command, &session.record, 0) != TF_OK) {
        tf_command_destroy(command);
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    tf_write_send(visit, command, proposed);
}

/* ---- only whose device it is ---- */

static void to_session(struct tf_visit *visit, const struct tf_answer *answer,
                       void (*page)(struct tf_visit *))
{
    if (answer->err == TF_OK || answer->refusal.reason == TF_REASON_NO_CHANGE) {
        tf_write_done(visit, answer, tf_visit_path_of(visit, visit->session), visit->session->code);
    } else {
        tf_write_refused(visit, answer, page);
    }
}

static void edited(struct tf_visit *visit, const struct tf_answer *answer)
{
    to_session(visit, answer, tf_page_edit);
}

void tf_write_edit(struct tf_visit *visit)
{
    static const char *const FIELDS[] = {"title",  "subtitle", "host", "about",
                                         "format", "language", "url",  "needs"};
    static const char *const WISHES[] = {"can_from", "can_until"};
    struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = visit->session->record.key},
                                 .code = visit->session->code};
    if (!tf_visit_must_change(visit) || !read_card(visit, &session, tf_page_edit)) {
        return;
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_EDIT);
    if (command == NULL) {
        return;
    }
    uint64_t fields = 0;
    for (size_t i = 0; i < sizeof(FIELDS) / sizeof(FIELDS[0]); i++) {
        fields |= tf_schema_mask(TF_KIND_SESSION, FIELDS[i]);
    }
    for (size_t i = 0; i < sizeof(WISHES) / sizeof(WISHES[0]); i++) { /* who was not asked keeps them */
        bool was_asked = tf_form_has(&visit->request->form, WISHES[i]);
        fields |= was_asked ? tf_schema_mask(TF_KIND_SESSION, WISHES[i]) : 0;
    }
    command->session = visit->session->record.key.id;
    if (tf_command_set_record(command, &session.record, fields) != TF_OK) {
        tf_command_destroy(command);
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    tf_write_send(visit, command, edited);
}

static void put(struct tf_visit *visit, const struct tf_answer *answer)
{
    to_session(visit, answer, tf_page_place);
}

void tf_write_place(struct tf_visit *visit)
{
    if (!tf_visit_must_change(visit)) {
        return;
    }
    struct tf_cell cell = wished_cell(visit);
    if (cell.slot == 0) {
        tf_write_again(visit, 400, tf_words_reason(visit->lang, TF_REASON_BAD_VALUE), NULL, tf_page_place);
        return;
    }
    const struct tf_placement *placement =
        tf_grid_placement_of(visit->board->grid, visit->session->record.key.id, NULL);
    struct tf_command *command = tf_write_command(visit, placement != NULL ? TF_VERB_MOVE : TF_VERB_PLACE);
    if (command == NULL) {
        return;
    }
    command->session = visit->session->record.key.id;
    command->placement = placement != NULL ? placement->record.key.id : tf_visit_id(visit, 'p');
    command->space = cell.space;
    command->slot = cell.slot;
    tf_write_send(visit, command, put);
}

void tf_write_unplace(struct tf_visit *visit)
{
    const struct tf_placement *placement =
        tf_grid_placement_of(visit->board->grid, visit->session->record.key.id, NULL);
    if (!tf_visit_must_change(visit)) {
        return;
    }
    if (placement == NULL) { /* so already */
        const struct tf_answer answer = {.err = TF_OK, .sequence = visit->board->revision};
        put(visit, &answer);
        return;
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_UNPLACE);
    if (command != NULL) {
        command->session = visit->session->record.key.id;
        command->placement = placement->record.key.id;
        tf_write_send(visit, command, put);
    }
}

void tf_write_withdraw(struct tf_visit *visit)
{
    if (!tf_visit_must_change(visit)) {
        return;
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_WITHDRAW);
    if (command != NULL) {
        command->session = visit->session->record.key.id;
        tf_write_send(visit, command, edited);
    }
}
