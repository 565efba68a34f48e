/* What is one person's, erased for ever: a name, or a session with all that is on it. Asked twice, because
 * nothing brings it back. */
#include "model/app_in.h"

#include "base/text.h"
#include "core/host_names.h"
#include "model/task_in.h"
#include "words/words.h"

#include <string.h>

enum { NAMES_MAX = 120, SESSIONS_MAX = 80 };

/* A name among those on the board. */
struct name {
    const char *text; /* in a list of names; not terminated */
    size_t len;
    uint64_t hash;
};

static uint64_t hash_of(const char *text, size_t len)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3;
    }
    return hash | 1;
}

/* Calls each for every name of a list until it says true. */
static bool of_list(const char *list, bool (*each)(void *user, const struct name *name), void *user)
{
    struct tf_host_name one = tf_host_names_next(&list);
    for (; one.len > 0; one = tf_host_names_next(&list)) {
        const struct name name = {one.text, one.len, hash_of(one.text, one.len)};
        if (each(user, &name)) {
            return true;
        }
    }
    return false;
}

/* Hosts, authors, and who does something or takes it on. */
static void of_board(const struct tf_board *board, bool (*each)(void *user, const struct name *name),
                     void *user)
{
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        if (of_list(TF_SESSION(it.record)->host, each, user)) {
            return;
        }
    }
    for (it = tf_table_first(board->tables[TF_KIND_NOTE]); it.record != NULL; tf_table_next(&it)) {
        if (of_list(TF_NOTE(it.record)->author, each, user)) {
            return;
        }
    }
    for (it = tf_table_first(board->tables[TF_KIND_ACTION]); it.record != NULL; tf_table_next(&it)) {
        if (of_list(TF_ACTION(it.record)->who, each, user)) {
            return;
        }
    }
    for (it = tf_table_first(board->tables[TF_KIND_TOPIC]); it.record != NULL; tf_table_next(&it)) {
        if (of_list(TF_TOPIC(it.record)->initiator, each, user)) {
            return;
        }
    }
}

/* ---- the list ---- */

struct names {
    struct name *items; /* in the order of their bytes */
    size_t count;
};

static int compare(const struct name *a, const struct name *b)
{
    int order = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);
    return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

static bool collect(void *user, const struct name *name)
{
    struct names *names = user;
    size_t at = names->count;
    while (at > 0 && compare(&names->items[at - 1], name) > 0) {
        at--;
    }
    bool is_there = at > 0 && compare(&names->items[at - 1], name) == 0;
    if (!is_there && at < NAMES_MAX) {
        size_t kept = names->count < NAMES_MAX ? names->count : NAMES_MAX - 1;
        memmove(&names->items[at + 1], &names->items[at], (kept - at) * sizeof *names->items);
        names->items[at] = *name;
        names->count = kept + 1;
    }
    return false;
}

static void add_names(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    struct names names = {.items = tf_arena_alloc(arena, NAMES_MAX * sizeof(struct name))};
    if (names.items == NULL) {
        return;
    }
    of_board(state->board, collect, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct name *name = &names.items[i];
        struct tf_sheet_line *line =
            tf_sheet_line(sheet, tf_words_printf(arena, "%.*s", (int)name->len, name->text), "");
        if (line != NULL) {
            tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(state->lang, "Erase the name"), TF_TASK_DO_ERASE_NAME,
                            name->hash);
        }
    }
}

static void add_sessions(struct tf_sheet *sheet, const struct tf_app_state *state)
{
    struct tf_table_iter it = tf_table_first(state->board->tables[TF_KIND_SESSION]);
    for (size_t i = 0; it.record != NULL && i < SESSIONS_MAX; tf_table_next(&it), i++) {
        const struct tf_session *session = TF_SESSION(it.record);
        struct tf_sheet_line *line = tf_sheet_line(sheet, session->title, session->host);
        if (line != NULL) {
            tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(state->lang, "Erase the card"),
                            TF_TASK_DO_ERASE_SESSION, it.record->key.id);
        }
    }
}

/* What would be erased, as a question; NULL: nothing was chosen. */
static const char *question(struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_session *session = tf_board_session(state->board, state->task->chosen);
    enum tf_lang lang = state->lang;
    if (state->task->erase_name[0] != '\0') {
        return tf_words_printf(arena, tf_tr(lang, "Erase the name %s everywhere, also from the copies?"),
                               tf_words_isolate(arena, state->task->erase_name));
    }
    return session == NULL
               ? NULL
               : tf_words_printf(
                     arena, tf_tr(lang, "Erase %s with its stars, notes and actions, also from the copies?"),
                     tf_words_isolate(arena, session->title));
}

void tf_task_erase_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    const char *asks = question(arena, state);
    enum tf_lang lang = state->lang;
    sheet->heading = tf_tr(lang, "Erase for ever");
    sheet->hint = tf_tr(
        lang, "What is erased is gone from the history and from all copies on this machine. What is only "
              "to be seen no more is better hidden.");
    sheet->empty = tf_tr(lang, "There are no sessions yet.");
    sheet->field = tf_tr(lang, "The name to erase");
    sheet->placeholder = tf_tr(lang, "As it was written");
    sheet->enter = tf_tr(lang, "Done");
    tf_sheet_room(sheet, arena, NAMES_MAX + SESSIONS_MAX);
    if (asks == NULL) {
        add_names(sheet, arena, state);
        add_sessions(sheet, state);
        tf_sheet_foot(sheet, sheet->is_typing ? TF_SHEET_CLOSE : TF_SHEET_EDIT,
                      sheet->is_typing ? tf_tr(lang, "Never mind") : tf_tr(lang, "Type a name"),
                      TF_TASK_DO_TYPE, 0);
        return;
    }
    (void)tf_sheet_line(sheet, asks,
                        state->task->is_erasing ? tf_tr(lang, "It is being erased…")
                                                : tf_tr(lang, "Nothing brings it back."));
    if (!state->task->is_erasing) {
        tf_sheet_foot(sheet, TF_SHEET_UNDO, tf_tr(lang, "Keep it"), TF_TASK_DO_CHOOSE, 0);
        tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(lang, "Erase for ever"), TF_TASK_DO_ERASE, 0);
    }
}

/* ---- what is done ---- */

struct search {
    uint64_t hash;
    struct name found;
};

static bool is_found(void *user, const struct name *name)
{
    struct search *search = user;
    if (name->hash == search->hash) {
        search->found = *name;
    }
    return name->hash == search->hash;
}

static void choose_name(struct tf_app *app, uint64_t hash)
{
    struct search search = {.hash = hash};
    of_board(app->board, is_found, &search);
    if (search.found.len > 0 && search.found.len < sizeof app->task.erase_name) {
        memcpy(app->task.erase_name, search.found.text, search.found.len);
        app->task.erase_name[search.found.len] = '\0';
    }
}

static void erase(struct tf_app *app)
{
    struct tf_task *task = &app->task;
    const struct tf_session *session = tf_board_session(app->board, task->chosen);
    bool is_name = task->erase_name[0] != '\0';
    if (!task->is_erasing && (is_name || session != NULL)) {
        task->is_erasing =
            tf_app_ask(app, TF_ERRAND_ERASE, is_name ? 0 : 1, 0, is_name ? task->erase_name : session->code);
    }
}

void tf_task_erase_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    struct tf_task *task = &app->task;
    if (task->is_erasing) {
        return;
    }
    if (what == TF_TASK_DO_ERASE) {
        erase(app);
        return;
    }
    if (what == TF_TASK_DO_TYPE) {
        tf_task_type(app, 0, "");
        return;
    }
    if (what == TF_TASK_DO_CHOOSE || what == TF_TASK_DO_ERASE_NAME || what == TF_TASK_DO_ERASE_SESSION) {
        task->erase_name[0] = '\0';
        task->chosen = what == TF_TASK_DO_ERASE_SESSION ? b : 0;
        app->state.scroll = 0;
        tf_task_stop_typing(app);
    }
    if (what == TF_TASK_DO_ERASE_NAME) {
        choose_name(app, b);
    }
}

void tf_task_erase_typed(struct tf_app *app, const char *text)
{
    tf_text_copy(app->task.erase_name, sizeof app->task.erase_name, text);
    tf_task_stop_typing(app);
}

void tf_task_erase_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    enum tf_lang lang = app->state.lang;
    if (answer->errand.what != TF_ERRAND_ERASE) {
        return;
    }
    app->task.is_erasing = false;
    app->task.erase_name[0] = '\0';
    app->task.chosen = 0;
    if (answer->err != TF_OK) {
        tf_app_tell(
            app, tf_tr(lang, "Not all of it is gone: a file could not be changed. The log of this kiosk says "
                             "which. Please do it once more."));
    } else if (answer->errand.a == 0) {
        tf_app_tell(app, tf_tr(lang, "Nothing of it was there."));
    } else {
        tf_app_tell(app, tf_tr(lang, "It is erased, here and in every copy."));
    }
}
