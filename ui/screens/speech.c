#include "screens/screen.h"

#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

enum { ROWS = 3, IN_A_ROW = 2 };

void tf_speech_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_app_state *state = frame->state;
    enum tf_lang lang = state->lang;
    int target = tf_style_target(scene), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    int pad = tf_style_gap(scene, TF_GAP_HUGE), title = tf_style_line_height(scene, TF_TYPE_TITLE);
    struct tf_rect in = tf_over_dialog(frame, target * 9, 2 * pad + title + ROWS * (target + gap));
    tf_scene_text(scene, tf_take_top(&in, title, gap), tf_tr(lang, "Speech"),
                  tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK));
    const struct tf_button buttons[ROWS * IN_A_ROW] = {
        {.icon = TF_ICON_AGAIN,
         .text = tf_tr(lang, "Say it again"),
         .intent = {TF_INTENT_SPEECH, TF_SPEECH_DO_REPEAT, 0}},
        {.icon = TF_ICON_STOP,
         .text = tf_tr(lang, "Stop"),
         .intent = {TF_INTENT_SPEECH, TF_SPEECH_DO_STOP, 0}},
        {.icon = TF_ICON_DOWN,
         .text = tf_tr(lang, "Quieter"),
         .disabled = state->volume <= 1 ? tf_tr(lang, "It cannot be any quieter.") : NULL,
         .intent = {TF_INTENT_SPEECH, TF_SPEECH_DO_QUIETER, 0}},
        {.icon = TF_ICON_UP,
         .text = tf_tr(lang, "Louder"),
         .disabled = state->volume >= TF_APP_VOLUME_MAX ? tf_tr(lang, "It cannot be any louder.") : NULL,
         .intent = {TF_INTENT_SPEECH, TF_SPEECH_DO_LOUDER, 0}},
        {.text = tf_tr(lang, "Turn speech off"), .intent = {TF_INTENT_SPEECH, TF_SPEECH_DO_OFF, 0}},
        {.look = TF_BUTTON_MAIN,
         .icon = TF_ICON_CHECK,
         .text = tf_tr(lang, "Go on"),
         .intent = {TF_INTENT_SPEECH, TF_SPEECH_DO_CLOSE, 0}},
    };
    int width = (in.w - gap) / IN_A_ROW;
    for (int i = 0; i < ROWS * IN_A_ROW; i++) {
        struct tf_button button = buttons[i];
        button.rect = (struct tf_rect){in.x + i % IN_A_ROW * (width + gap),
                                       in.y + i / IN_A_ROW * (target + gap), width, target};
        tf_button(scene, &button);
    }
}
