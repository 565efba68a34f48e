/* What this kiosk is and does. The event's title and language are facts of the event: commands, in the log.
 * The others are this machine's, and go to its file of settings. */
#include "model/app_in.h"

#include "base/text.h"
#include "model/task_in.h"
#include "words/notes_url.h"
#include "words/words.h"

#include <stdio.h>
#include <string.h>

enum subject { SUBJECT_TITLE = 1, SUBJECT_PUBLIC_URL, SUBJECT_NOTES_URL };

void tf_app_keep_setting(struct tf_app *app, const char *name, const char *value)
{
    char line[TF_ERRAND_TEXT_BYTES];
    int len = snprintf(line, sizeof line, "%s=%s", name, value);
    if (len > 0 && (size_t)len < sizeof line) {
        (void)tf_app_ask(app, TF_ERRAND_SETTING, 0, 0, line);
    } else {
        tf_app_tell(app, tf_tr(app->state.lang, "This is too long for a setting."));
    }
}

void tf_task_setting_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    if (answer->errand.what == TF_ERRAND_SETTING && answer->err != TF_OK) {
        tf_app_tell(app, tf_tr(app->state.lang,
                               "It holds until the kiosk starts anew: the file of settings cannot be "
                               "written."));
    }
}

/* ---- the list ---- */

static void add_typed(struct tf_sheet *sheet, enum tf_lang lang, const char *title, const char *value,
                      enum subject subject)
{
    struct tf_sheet_line *line = tf_sheet_line(sheet, title, value);
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_EDIT, tf_tr(lang, "Change"), TF_TASK_DO_TYPE, subject);
    }
}

static void add_switch(struct tf_sheet *sheet, enum tf_lang lang, const char *title, bool is_on,
                       enum tf_task_do what)
{
    struct tf_sheet_line *line = tf_sheet_line(sheet, title, is_on ? tf_tr(lang, "yes") : tf_tr(lang, "no"));
    if (line != NULL) {
        line->is_marked = is_on;
        tf_sheet_button(line, TF_SHEET_NO_SIGN,
                        is_on ? tf_tr(lang, "Rather not") : tf_tr(lang, "Yes, please"), what, 0);
    }
}

static void add_language(struct tf_sheet *sheet, enum tf_lang lang, const char *title, const char *value,
                         enum tf_task_do what)
{
    struct tf_sheet_line *line = tf_sheet_line(sheet, title, value);
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_NEXT, tf_tr(lang, "The next"), what, 0);
    }
}

static const char *field_of(enum tf_lang lang, uint64_t subject)
{
    switch (subject) {
    case SUBJECT_PUBLIC_URL:
        return tf_tr(lang, "The address that codes begin with");
    case SUBJECT_NOTES_URL:
        return tf_tr(lang, "The pad for notes, with {event} and {code}");
    default:
        return tf_tr(lang, "The event’s title");
    }
}

static const char *example_of(enum tf_lang lang, uint64_t subject)
{
    switch (subject) {
    case SUBJECT_PUBLIC_URL:
        return "https://wall.example";
    case SUBJECT_NOTES_URL:
        return "https://pad.example.org/p/{event}-{code}";
    default:
        return tf_tr(lang, "Open Space in autumn");
    }
}

void tf_task_settings_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    const char *none = tf_tr(lang, "not set");
    const char *notes = state->notes_url != NULL && state->notes_url[0] != '\0' ? state->notes_url : none;
    sheet->heading = tf_tr(lang, "Settings");
    sheet->hint = tf_tr(
        lang, "All of them, and more, are lines of the file twofeet.ini. The bell has a page of its own.");
    sheet->empty = "";
    sheet->field = field_of(lang, state->task->subject);
    sheet->placeholder = example_of(lang, state->task->subject);
    sheet->enter = tf_tr(lang, "Done");
    tf_sheet_room(sheet, arena, 7);
    if (gathering != NULL) {
        add_typed(sheet, lang, tf_tr(lang, "The event’s title"), gathering->title, SUBJECT_TITLE);
        add_language(sheet, lang, tf_tr(lang, "The event’s language"),
                     tf_words_language(lang, gathering->language), TF_TASK_DO_EVENT_LANGUAGE);
    }
    add_language(sheet, lang, tf_tr(lang, "The language this wall begins with"),
                 state->first_lang >= 0 ? tf_lang_own_name((enum tf_lang)state->first_lang)
                                        : tf_tr(lang, "the event’s"),
                 TF_TASK_DO_FIRST_LANGUAGE);
    add_switch(sheet, lang, tf_tr(lang, "What is on, in large letters, while nobody is there"),
               !state->stays_home, TF_TASK_DO_ATTRACT);
    add_switch(sheet, lang, tf_tr(lang, "A slip for each session that is posted here"), state->prints_slips,
               TF_TASK_DO_SLIPS);
    add_typed(sheet, lang, tf_tr(lang, "The address that codes begin with"),
              state->base_url[0] != '\0' ? state->base_url : none, SUBJECT_PUBLIC_URL);
    add_typed(sheet, lang, tf_tr(lang, "The pad for notes"), notes, SUBJECT_NOTES_URL);
    if (sheet->is_typing) {
        tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(lang, "Never mind"), TF_TASK_DO_TYPE,
                      state->task->subject);
        return;
    }
    tf_sheet_foot_undo(sheet, state);
}

/* ---- what is done ---- */

static void set_up(struct tf_app *app, const struct tf_gathering *want, const char *field)
{
    (void)tf_task_send(app, tf_app_command(app, TF_VERB_SET_UP), &want->record, field);
}

static void next_event_language(struct tf_app *app)
{
    const struct tf_gathering *gathering = tf_board_gathering(app->board);
    enum tf_lang lang = TF_LANG_EN;
    if (gathering == NULL) {
        return;
    }
    bool is_known = tf_lang_parse(&lang, gathering->language);
    struct tf_gathering want = *gathering;
    want.language = tf_lang_code(is_known ? (enum tf_lang)((lang + 1) % TF_LANG_COUNT) : TF_LANG_EN);
    set_up(app, &want, "language");
}

/* From the event's through all there are, and back to it: an empty line says nothing. */
static void next_first_language(struct tf_app *app)
{
    int *first = &app->state.first_lang;
    *first = *first + 1 == TF_LANG_COUNT ? -1 : *first + 1;
    if (*first >= 0) { /* the event's: from the next start on */
        app->options.lang = (enum tf_lang) * first;
    }
    tf_app_keep_setting(app, "lang", *first >= 0 ? tf_lang_code((enum tf_lang) * first) : "");
}

void tf_task_settings_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    const struct tf_gathering *gathering = tf_board_gathering(app->board);
    struct tf_app_state *state = &app->state;
    switch (what) {
    case TF_TASK_DO_TYPE:
        if (b == SUBJECT_TITLE && gathering != NULL) {
            tf_task_type(app, b, gathering->title);
        } else if (b == SUBJECT_PUBLIC_URL || b == SUBJECT_NOTES_URL) {
            tf_task_type(app, b, b == SUBJECT_NOTES_URL && state->notes_url != NULL ? state->notes_url : "");
        }
        break;
    case TF_TASK_DO_EVENT_LANGUAGE:
        next_event_language(app);
        break;
    case TF_TASK_DO_FIRST_LANGUAGE:
        next_first_language(app);
        break;
    case TF_TASK_DO_ATTRACT:
        state->stays_home = !state->stays_home;
        tf_app_keep_setting(app, "attract", state->stays_home ? "no" : "yes");
        break;
    case TF_TASK_DO_SLIPS:
        state->prints_slips = !state->prints_slips;
        tf_app_keep_setting(app, "print-slips", state->prints_slips ? "yes" : "no");
        break;
    default:
        break;
    }
}

bool tf_app_set_setting(struct tf_app *app, const char *name, const char *value)
{
    struct tf_app_state *state = &app->state;
    bool is_yes = strcmp(value, "yes") == 0;
    enum tf_lang lang = TF_LANG_EN;
    if (strcmp(name, "attract") == 0) {
        state->stays_home = !is_yes;
    } else if (strcmp(name, "print-slips") == 0) {
        state->prints_slips = is_yes;
    } else if (strcmp(name, "quiet-hours") == 0) {
        state->bell.keeps_quiet_hours = is_yes;
    } else if (strcmp(name, "bell") == 0) {
        state->bell.is_off = strcmp(value, "0") == 0;
        tf_app_bell_volume(app, state->bell.is_off ? 0 : value[0] - '0' - state->bell.volume);
    } else if (strcmp(name, "lang") == 0) {
        bool is_one = tf_lang_parse(&lang, value);
        state->first_lang = is_one ? (int)lang : -1;
        app->options.lang = is_one ? lang : app->options.lang;
    } else {
        return false;
    }
    return true;
}

/* Phones are served under the addresses that were known at the start. */
static void keep_for_next_start(struct tf_app *app, const char *name, const char *text)
{
    tf_app_tell(app, tf_tr(app->state.lang, "It is written down, and holds from the kiosk’s next start."));
    tf_app_keep_setting(app, name, text);
}

static bool is_address(const char *text)
{
    return strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0;
}

void tf_task_settings_typed(struct tf_app *app, const char *text)
{
    const struct tf_gathering *gathering = tf_board_gathering(app->board);
    uint64_t subject = app->task.subject;
    bool is_fine = subject == SUBJECT_TITLE        ? gathering != NULL
                   : subject == SUBJECT_PUBLIC_URL ? is_address(text) && strchr(text, ' ') == NULL
                                                   : tf_notes_url_check(text, NULL) == TF_OK;
    if (!is_fine) {
        char how[160];
        snprintf(how, sizeof how, tf_tr(app->state.lang, "Write it like %s."),
                 example_of(app->state.lang, subject));
        tf_app_tell(app, how);
        return;
    }
    if (subject == SUBJECT_TITLE) {
        struct tf_gathering want = *gathering;
        want.title = text;
        set_up(app, &want, "title");
    } else {
        keep_for_next_start(app, subject == SUBJECT_PUBLIC_URL ? "public-url" : "notes-url", text);
    }
    tf_task_stop_typing(app);
}
