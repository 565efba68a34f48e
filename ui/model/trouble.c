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
};

void tf_trouble_named(struct tf_trouble *out, const char *name)
{
    *out = (struct tf_trouble){.what = TF_TROUBLE_OTHER};
    for (int i = 0; i < TF_TROUBLE_COUNT; i++) {
        if (troubles[i].name != NULL && strcmp(troubles[i].name, name) == 0) {
            out->what = (enum tf_trouble_what)i;
            return;
        }
    }
    char *clean = NULL;
    if (tf_text_fit(&clean, name, strlen(name), TF_TEXT_TITLE, NULL) == TF_OK) {
        tf_text_copy(out->text, sizeof out->text, clean);
    }
    free(clean);
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
