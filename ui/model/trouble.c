#include "model/trouble.h"

#include "base/text.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *sentence;
} troubles[TF_TROUBLE_COUNT] = {
    [TF_TROUBLE_SETTINGS] =
        {"settings",
         TF_N("A setting of this kiosk cannot be read, and it does without. Please tell an organiser: "
              "the file of settings on its card needs a look.")},
    [TF_TROUBLE_NO_DATA] =
        {"no-data",
         TF_N("This kiosk has no place to save to: what is posted here is gone when it is switched off. "
              "Please tell an organiser: its card has to be mended or replaced.")},
    [TF_TROUBLE_READ_ONLY_DATA] =
        {"read-only-data",
         TF_N("The card of this kiosk can only be read: nothing new is saved. Please tell an "
              "organiser: start the kiosk again, and replace its card if that does not help.")},
    [TF_TROUBLE_WIFI] =
        {"wifi",
         TF_N("This kiosk has no Wi-Fi: phones may not reach it. Please tell an organiser: the name and the "
              "password of the Wi-Fi in its settings need a look.")},
    [TF_TROUBLE_UPDATE] =
        {"update",
         TF_N("The last update of this kiosk did not work; it goes on as it was before. Please tell an "
              "organiser.")},
    [TF_TROUBLE_LINES] =
        {NULL, TF_N("More lines in the file of settings cannot be used. The log of this kiosk names "
                    "each of them.")},
    [TF_TROUBLE_PHONES] = {NULL, TF_N("Phones cannot reach this kiosk. Please tell an organiser: the "
                                      "settings “listen”, “tls-cert” and "
                                      "“tls-key” need a look, and the log says why.")},
    [TF_TROUBLE_PRINTER] =
        {NULL,
         TF_N(
             "Nothing can be printed. Please tell an organiser: the settings “printer” and “printer-profile” "
             "need a look, and the log says why.")},
};

static void copy_clean(struct tf_trouble *out, const char *text)
{
    char *clean = NULL;
    if (tf_text_fit(&clean, text, strlen(text), TF_TEXT_TITLE, NULL) == TF_OK) {
        tf_text_copy(out->text, sizeof out->text, clean);
    }
    free(clean);
}

void tf_trouble_add(struct tf_trouble_list *list, enum tf_trouble_what what, const char *text, int64_t at)
{
    if (list->count == TF_TROUBLES_MAX) {
        return;
    }
    struct tf_trouble *trouble = &list->items[list->count++];
    *trouble = (struct tf_trouble){.what = what, .at = at};
    copy_clean(trouble, text);
}

void tf_trouble_named(struct tf_trouble *out, const char *name)
{
    *out = (struct tf_trouble){.what = TF_TROUBLE_OTHER};
    for (int i = 0; i < TF_TROUBLE_COUNT; i++) {
        if (troubles[i].name != NULL && strcmp(troubles[i].name, name) == 0) {
            out->what = (enum tf_trouble_what)i;
            return;
        }
    }
    copy_clean(out, name);
}

static const char *about_file(struct tf_arena *arena, enum tf_lang lang, const struct tf_trouble *trouble)
{
    const char *file = tf_words_isolate(arena, trouble->text);
    if (trouble->what == TF_TROUBLE_LINE) {
        /* TRANSLATORS: a number; a file's name */
        return tf_words_printf(
            arena,
            tf_tr(lang, "Line %d of %s cannot be used, and this kiosk does without it. Please tell "
                        "an organiser: the file says what may stand there."),
            (int)trouble->at, file);
    }
    if (trouble->what == TF_TROUBLE_FILE) {
        /* TRANSLATORS: a file's name */
        return tf_words_printf(arena,
                               tf_tr(lang,
                                     "The settings in %s cannot be read, and this kiosk does without them. "
                                     "Please tell an organiser: that file has to be put right."),
                               file);
    }
    /* TRANSLATORS: a file's name */
    return tf_words_printf(arena,
                           tf_tr(lang,
                                 "The schedule %s cannot be read, so this wall begins empty. Please tell an "
                                 "organiser: put the file right, and start the kiosk again."),
                           file);
}

static const char *recovered(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                             const struct tf_trouble *trouble)
{
    const char *kept = tf_words_isolate(arena, trouble->text);
    if (trouble->what == TF_TROUBLE_RECOVERED_EMPTY) {
        /* TRANSLATORS: a file's name */
        return tf_words_printf(arena,
                               tf_tr(lang,
                                     "The event's file was damaged, and there was no good copy of it: this "
                                     "wall begins empty. The damaged file is kept: %s."),
                               kept);
    }
    const char *when =
        tf_words_printf(arena, "%s %s", tf_words_date(arena, lang, tf_zone_day_of(zone, trouble->at)),
                        tf_words_clock(arena, zone, trouble->at));
    /* TRANSLATORS: day and time; a file's name */
    return tf_words_printf(
        arena,
        tf_tr(lang, "The event's file was damaged. This wall shows the copy of %s; what came "
                    "later is missing, and organisers choose their PIN anew. The damaged file is "
                    "kept: %s."),
        tf_words_isolate(arena, when), kept);
}

const char *tf_trouble_sentence(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                                const struct tf_trouble *trouble)
{
    if (trouble->what == TF_TROUBLE_RECOVERED || trouble->what == TF_TROUBLE_RECOVERED_EMPTY) {
        return recovered(arena, lang, zone, trouble);
    }
    if (trouble->what == TF_TROUBLE_LINE || trouble->what == TF_TROUBLE_FILE ||
        trouble->what == TF_TROUBLE_SCHEDULE) {
        return about_file(arena, lang, trouble);
    }
    const char *sentence = troubles[trouble->what].sentence;
    return sentence != NULL ? tf_tr(lang, sentence) : trouble->text;
}

void tf_view_closed(struct tf_view_closed *view, enum tf_lang lang, enum tf_err err)
{
    view->title = tf_tr(lang, "This wall cannot show its event");
    switch (err) {
    case TF_ERR_BUSY:
        view->why = tf_tr(lang, "Another Twofeet has the event's file open.");
        view->todo = tf_tr(lang, "An organiser ends the other one; this wall then goes on by itself.");
        break;
    case TF_ERR_UNSUPPORTED:
        view->why = tf_tr(lang, "The event's file is from a newer Twofeet, or no event's file at all.");
        view->todo = tf_tr(lang, "An organiser installs the newest Twofeet here, or puts another file in its "
                                 "place; this wall then goes on by itself.");
        break;
    case TF_ERR_CORRUPT:
        view->why = tf_tr(lang, "The event's file is damaged, and no copy could take its place.");
        view->todo =
            tf_tr(lang, "An organiser brings a backup back with “twofeet restore”; this wall then goes "
                        "on by itself.");
        break;
    default:
        view->why =
            tf_tr(lang, "The disk does not let the event's file be opened: it may be full, read-only or "
                        "gone.");
        view->todo =
            tf_tr(lang, "An organiser makes room on it or mends it; this wall then goes on by itself.");
        break;
    }
}
