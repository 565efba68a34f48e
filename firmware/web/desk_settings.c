/* What the event is called, its format, and what this kiosk does: the event's are facts of the event and can
 * be taken back; the kiosk's are lines of its file of settings. */
#include "web/desk.h"

#include "web/write.h"
#include "words/format_words.h"
#include "words/notes_url.h"
#include "words/words.h"

#include <string.h>

/* ---- the event */

static const struct {
    const char *name, *was; /* in the record and the form; what the form saw */
} EVENT_FIELDS[] = {{"title", "was_title"}, {"language", "was_language"}};
enum { EVENT_FIELD_COUNT = sizeof(EVENT_FIELDS) / sizeof(EVENT_FIELDS[0]) };

static const char *event_value(const struct tf_gathering *gathering, size_t field)
{
    return field == 0 ? gathering->title : gathering->language;
}

static void event_form(struct tf_visit *visit, const struct tf_gathering *gathering)
{
    struct tf_html *html = &visit->html;
    const char *codes[TF_LANG_COUNT + 1], *names[TF_LANG_COUNT + 1];
    size_t count = 0;
    bool is_ours = false;
    for (size_t i = 0; i < TF_LANG_COUNT; i++) {
        codes[count] = tf_lang_code((enum tf_lang)i);
        names[count++] = tf_lang_own_name((enum tf_lang)i);
        is_ours = is_ours || strcmp(tf_lang_code((enum tf_lang)i), gathering->language) == 0;
    }
    if (!is_ours) { /* an import may have brought another */
        codes[count] = gathering->language;
        names[count++] = tf_words_language(visit->lang, gathering->language);
    }
    tf_desk_form(visit, "/desk/event", "panel");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "The event"));
    for (size_t i = 0; i < EVENT_FIELD_COUNT; i++) {
        tf_frame_hidden(visit, EVENT_FIELDS[i].was, event_value(gathering, i));
    }
    tf_desk_field(visit, "title", tf_tr(visit->lang, "The event’s title"), "text",
                  tf_frame_kept(visit, "title", gathering->title));
    tf_desk_select(visit, "language", tf_tr(visit->lang, "The event’s language"), codes, names, count,
                   tf_frame_kept(visit, "language", gathering->language));
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Save"));
    tf_html_close(html);
}

static void saved(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk/settings", tf_desk_settings);
}

void tf_desk_write_event(struct tf_visit *visit)
{
    const struct tf_gathering *now = tf_board_gathering(visit->board);
    struct tf_gathering want = {.record = {.kind = TF_KIND_GATHERING, .key = {0, 1}}};
    const struct tf_write_text title = {"title", TF_TEXT_TITLE, &want.title};
    uint64_t fields = 0;
    if (now == NULL || !tf_write_texts(visit, &title, 1, tf_desk_settings)) {
        return;
    }
    want.language = tf_visit_field(visit, "language");
    for (size_t i = 0; i < EVENT_FIELD_COUNT; i++) {
        const char *was = tf_visit_field(visit, EVENT_FIELDS[i].was), *is = event_value(now, i);
        if (strcmp(event_value(&want, i), was) == 0) {
            continue; /* not this form's doing */
        }
        if (strcmp(was, is) != 0) {
            tf_desk_ask(
                visit,
                tf_words_printf(visit->arena,
                                tf_tr(visit->lang, "Somebody else changed this meanwhile. Now it is: %s"),
                                tf_words_isolate(visit->arena, is)),
                tf_tr(visit->lang, "Do it all the same"), EVENT_FIELDS[i].was, is);
            return;
        }
        fields |= tf_schema_mask(TF_KIND_GATHERING, EVENT_FIELDS[i].name);
    }
    if (want.title[0] == '\0') {
        tf_write_again(visit, 400, tf_tr(visit->lang, "There is nothing in it yet."), NULL, tf_desk_settings);
        return;
    }
    if (fields == 0) {
        tf_visit_go(visit, "/desk/settings");
        return;
    }
    tf_desk_send(visit, tf_write_command(visit, TF_VERB_SET_UP), &want.record, fields, saved);
}

/* ---- its format */

static bool is_chosen(const struct tf_format *format, const struct tf_gathering *gathering)
{
    return tf_format_is_chosen(format, gathering) ||
           (!gathering->ruled && strcmp(gathering->format, format->name) == 0);
}

static void format_line(struct tf_visit *visit, const struct tf_format *format, bool is_now)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_html_open(html, "div");
    tf_html_leaf(html, "b", "", tf_tr(visit->lang, format->title));
    tf_html_text(html, " ");
    if (is_now) {
        tf_html_leaf(html, "small", "mark", tf_tr(visit->lang, "It is now"));
    }
    if (format->about[0] != '\0') {
        tf_html_leaf(html, "p", "", tf_tr(visit->lang, format->about));
    }
    tf_html_leaf(html, "p", "hint", tf_format_rules(visit->arena, visit->lang, format));
    tf_html_close(html);
    if (!is_now) {
        tf_desk_form(visit, "/desk/format", "doing");
        tf_desk_choice(visit, "soft", "format", format->name, tf_tr(visit->lang, "Choose"));
        tf_html_close(html);
    }
    tf_html_close(html);
}

static void formats(struct tf_visit *visit, const struct tf_gathering *gathering)
{
    struct tf_html *html = &visit->html;
    const struct tf_formats *all = visit->site->machine != NULL ? visit->site->machine->formats : NULL;
    if (all == NULL || all->count == 0) {
        return;
    }
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Format"));
    tf_html_leaf(html, "p", "hint",
                 tf_tr(visit->lang, "What it rules holds from now on; cards and grid stay."));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    for (size_t i = 0; i < all->count; i++) {
        format_line(visit, &all->list[i], is_chosen(&all->list[i], gathering));
    }
    tf_html_close(html);
    tf_html_close(html);
}

void tf_desk_write_format(struct tf_visit *visit)
{
    const struct tf_formats *all = visit->site->machine != NULL ? visit->site->machine->formats : NULL;
    const struct tf_format *format =
        all != NULL ? tf_formats_find(all, tf_visit_field(visit, "format")) : NULL;
    uint64_t fields = 0;
    if (format == NULL) {
        tf_write_again(visit, 400, tf_words_reason(visit->lang, TF_REASON_BAD_VALUE), NULL, tf_desk_settings);
        return;
    }
    struct tf_gathering want = tf_format_wanted(format, &fields);
    tf_desk_send(visit, tf_write_command(visit, TF_VERB_SET_UP), &want.record, fields, saved);
}

/* ---- this kiosk */

enum form { YES_NO, LEVEL, LANGUAGE, ADDRESS, PAD };

static const struct setting {
    const char *name; /* in the file of settings */
    const char *label;
    enum form form;
} SETTINGS[] = {
    {"lang", TF_N("The language this wall begins with"), LANGUAGE},
    {"attract", TF_N("What is on, in large letters, while nobody is there"), YES_NO},
    {"print-slips", TF_N("A slip for each session that is posted here"), YES_NO},
    {"bell", TF_N("The bell: how loud"), LEVEL},
    {"quiet-hours", TF_N("No bell at night"), YES_NO},
    {"public-url", TF_N("The address that codes begin with"), ADDRESS},
    {"notes-url", TF_N("The pad for notes, with {event} and {code}"), PAD},
};
enum { SETTING_COUNT = sizeof(SETTINGS) / sizeof(SETTINGS[0]) };

static bool is_for_next_start(const struct setting *setting)
{
    return setting->form == ADDRESS || setting->form == PAD;
}

static void choices(struct tf_visit *visit, const struct setting *setting, const char *now)
{
    static const char *const ANSWERS[] = {"yes", "no"}, *const ANSWER_NAMES[] = {TF_N("yes"), TF_N("no")};
    static const char *const LEVELS[] = {"0", "1", "2", "3", "4"};
    static const char *const LEVEL_NAMES[] = {TF_N("off"), "1", "2", "3", "4"};
    const char *label = tf_tr(visit->lang, setting->label);
    if (setting->form == YES_NO) {
        tf_desk_select(visit, "value", label, ANSWERS, ANSWER_NAMES, 2, now);
    } else if (setting->form == LEVEL) {
        tf_desk_select(visit, "value", label, LEVELS, LEVEL_NAMES, 5, now);
    } else {
        const char *codes[TF_LANG_COUNT + 1] = {""}, *names[TF_LANG_COUNT + 1] = {TF_N("the event’s")};
        for (size_t i = 0; i < TF_LANG_COUNT; i++) {
            codes[i + 1] = tf_lang_code((enum tf_lang)i);
            names[i + 1] = tf_lang_own_name((enum tf_lang)i);
        }
        tf_desk_select(visit, "value", label, codes, names, TF_LANG_COUNT + 1, now);
    }
}

static void setting_line(struct tf_visit *visit, const struct setting *setting, const char *now)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_desk_form(visit, tf_words_printf(visit->arena, "/desk/settings/%s", setting->name), "fields");
    tf_frame_hidden(visit, "was", now);
    if (is_for_next_start(setting)) {
        tf_html_open(html, "label");
        tf_html_text(html, tf_tr(visit->lang, setting->label));
        tf_html_open(html, "input");
        tf_html_attr(html, "name", "value");
        tf_html_attr(html, "value", now);
        tf_html_attr(html, "dir", "ltr");
        tf_html_attr(html, "placeholder",
                     setting->form == PAD ? "https://pad.example.org/p/{event}-{code}"
                                          : "https://wall.example");
        tf_html_int(html, "maxlength", TF_WEB_SETTING_BYTES - 1);
        tf_html_close(html);
        tf_html_close(html);
    } else {
        choices(visit, setting, now);
    }
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Save"));
    tf_html_close(html);
    tf_html_close(html);
}

static void this_kiosk(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_web_machine *machine = visit->site->machine;
    char now[TF_WEB_SETTING_BYTES];
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "This kiosk"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines settings");
    for (size_t i = 0; i < SETTING_COUNT && machine != NULL; i++) {
        if (machine->setting(machine->user, SETTINGS[i].name, now)) {
            setting_line(visit, &SETTINGS[i], tf_words_printf(visit->arena, "%s", now));
        }
    }
    tf_html_close(html);
    tf_html_leaf(html, "p", "hint",
                 tf_tr(visit->lang, "All of them, and more, are lines of the file twofeet.ini."));
    tf_html_open(html, "p");
    tf_frame_link(visit, "soft", "/desk/erase", tf_tr(visit->lang, "Erase for ever"));
    tf_html_close(html);
    tf_html_close(html);
}

static const struct setting *setting_of(const char *name)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        if (strcmp(SETTINGS[i].name, name) == 0) {
            return &SETTINGS[i];
        }
    }
    return NULL;
}

static bool is_address(const char *text)
{
    return strcmp(text, "auto") == 0 ||
           ((strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0) &&
            strpbrk(text, " \t\r\n") == NULL);
}

static bool is_fine(const struct setting *setting, const char *value)
{
    enum tf_lang lang = TF_LANG_EN;
    switch (setting->form) {
    case YES_NO:
        return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0;
    case LEVEL:
        return value[0] >= '0' && value[0] <= '4' && value[1] == '\0';
    case LANGUAGE:
        return value[0] == '\0' || tf_lang_parse(&lang, value);
    case ADDRESS:
        return value[0] == '\0' || is_address(value);
    default:
        return value[0] == '\0' || tf_notes_url_check(value, NULL) == TF_OK;
    }
}

void tf_desk_write_setting(struct tf_visit *visit)
{
    const struct tf_web_machine *machine = visit->site->machine;
    const struct setting *setting = setting_of(visit->word);
    const char *value = tf_visit_field(visit, "value");
    char now[TF_WEB_SETTING_BYTES];
    if (setting == NULL || machine == NULL || !machine->setting(machine->user, setting->name, now)) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no such page."));
        return;
    }
    if (strlen(value) >= sizeof(now) || !is_fine(setting, value)) {
        tf_write_again(visit, 400,
                       is_for_next_start(setting)
                           ? tf_words_printf(visit->arena, tf_tr(visit->lang, "Write it like %s."),
                                             setting->form == PAD ? "https://pad.example.org/p/{event}-{code}"
                                                                  : "https://wall.example")
                           : tf_words_reason(visit->lang, TF_REASON_BAD_VALUE),
                       NULL, tf_desk_settings);
        return;
    }
    if (strcmp(tf_visit_field(visit, "was"), now) != 0) {
        tf_desk_ask(visit,
                    tf_words_printf(visit->arena,
                                    tf_tr(visit->lang, "Somebody else changed this meanwhile. Now it is: %s"),
                                    tf_words_isolate(visit->arena, now)),
                    tf_tr(visit->lang, "Do it all the same"), "was",
                    tf_words_printf(visit->arena, "%s", now));
        return;
    }
    if (machine->set(machine->user, setting->name, value) != TF_OK) {
        tf_write_again(visit, 503,
                       is_for_next_start(setting)
                           ? tf_tr(visit->lang, "It is not written down: the file of settings cannot be "
                                                "written.")
                           : tf_tr(visit->lang,
                                   "It holds until the kiosk starts anew: the file of settings cannot be "
                                   "written."),
                       NULL, tf_desk_settings);
        return;
    }
    tf_visit_go(visit, tf_words_printf(visit->arena, "/desk/settings?set=%s", setting->name));
}

/* What was just set. */
static void was_set(struct tf_visit *visit)
{
    const struct setting *setting = setting_of(tf_form_get(&visit->request->query, "set"));
    if (setting == NULL) {
        return;
    }
    tf_html_open(&visit->html, "div");
    tf_html_attr(&visit->html, "class", "did");
    tf_html_open(&visit->html, "p");
    tf_html_attr(&visit->html, "role", "status");
    tf_html_text(&visit->html,
                 is_for_next_start(setting)
                     ? tf_tr(visit->lang, "It is written down, and holds from the kiosk’s next start.")
                     : tf_tr(visit->lang, "It holds from now on."));
    tf_html_close(&visit->html);
    tf_html_close(&visit->html);
}

void tf_desk_settings(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    tf_desk_begin(visit, tf_tr(visit->lang, "Settings"), TF_DESK_SETTINGS);
    was_set(visit);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Settings"));
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "sides even");
    tf_html_open(html, "div");
    if (gathering != NULL) {
        event_form(visit, gathering);
    }
    this_kiosk(visit);
    tf_html_close(html);
    if (gathering != NULL) {
        formats(visit, gathering);
    }
    tf_html_close(html);
    tf_desk_end(visit);
}
