/* The bell's own sheet: whether, how loud, when not, and by hand. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

#include <stdio.h>

void tf_task_bell_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_app_bell *bell = &state->bell;
    sheet->heading = tf_tr(lang, "Bell");
    sheet->hint = tf_tr(
        lang, "While sessions run: as a time begins, five minutes before it ends, and as it ends. It is "
              "always seen on the wall, too.");
    tf_sheet_room(sheet, arena, 3);
    struct tf_sheet_line *line =
        tf_sheet_line(sheet, bell->is_off ? tf_tr(lang, "It is silent") : tf_tr(lang, "It rings"),
                      state->can_speak ? "" : tf_tr(lang, "This machine has no sound: it is only seen."));
    if (line != NULL) {
        line->is_marked = !bell->is_off;
        tf_sheet_button(line, TF_SHEET_NO_SIGN,
                        bell->is_off ? tf_tr(lang, "Let it ring") : tf_tr(lang, "Silence it"),
                        TF_TASK_DO_BELL, 0);
    }
    line = tf_sheet_line(sheet, tf_words_printf(arena, tf_tr(lang, "Volume %d of 4"), bell->volume), "");
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "Quieter"), TF_TASK_DO_SMALLER, 0);
        tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "Louder"), TF_TASK_DO_LARGER, 0);
    }
    line = tf_sheet_line(
        sheet, bell->keeps_quiet_hours ? tf_tr(lang, "Quiet hours are kept") : tf_tr(lang, "No quiet hours"),
        tf_words_printf(arena, tf_tr(lang, "from %02d:00 to %02d:00"), TF_BELL_QUIET_FROM_H,
                        TF_BELL_QUIET_TO_H));
    if (line != NULL) {
        line->is_marked = bell->keeps_quiet_hours;
        tf_sheet_button(line, TF_SHEET_NO_SIGN,
                        bell->keeps_quiet_hours ? tf_tr(lang, "Ring at night, too")
                                                : tf_tr(lang, "Keep quiet hours"),
                        TF_TASK_DO_KIND, 0);
    }
    tf_sheet_foot(sheet, TF_SHEET_CLOCK, tf_tr(lang, "Ring it now"), TF_TASK_DO_LOOK, 0);
}

void tf_task_bell_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    struct tf_app_bell *bell = &app->state.bell;
    (void)b;
    switch (what) {
    case TF_TASK_DO_BELL:
        bell->is_off = !bell->is_off;
        break;
    case TF_TASK_DO_KIND:
        bell->keeps_quiet_hours = !bell->keeps_quiet_hours;
        break;
    case TF_TASK_DO_SMALLER:
        tf_app_bell_volume(app, -1);
        break;
    case TF_TASK_DO_LARGER:
        tf_app_bell_volume(app, 1);
        break;
    case TF_TASK_DO_LOOK:
        tf_app_bell_by_hand(app);
        break;
    default:
        return;
    }
    char volume[16];
    snprintf(volume, sizeof volume, "%d", bell->is_off ? 0 : bell->volume);
    if (what == TF_TASK_DO_KIND) {
        tf_app_keep_setting(app, "quiet-hours", bell->keeps_quiet_hours ? "yes" : "no");
    } else if (what != TF_TASK_DO_LOOK) {
        tf_app_keep_setting(app, "bell", volume);
    }
}
