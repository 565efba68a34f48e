#include "screens/screen.h"

#include "model/view_print.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

static struct tf_button answer(struct tf_rect bar, const char *text, enum tf_print_what what)
{
    return (struct tf_button){
        .rect = bar,
        .look = what == TF_PRINT_GO_ON ? TF_BUTTON_MAIN : TF_BUTTON_PLAIN,
        .icon = what == TF_PRINT_GO_ON ? TF_ICON_PRINT : TF_ICON_CLOSE,
        .text = text,
        .intent = {TF_INTENT_PRINT, what, 0},
    };
}

static void draw_answers(const struct tf_frame *frame, struct tf_rect *bar, const struct tf_view_print *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    struct tf_button yes = answer(*bar, view->yes, TF_PRINT_GO_ON),
                     no = answer(*bar, view->no, TF_PRINT_DROP);
    no.rect = tf_take_right(bar, tf_button_width(scene, &no), gap);
    yes.rect = tf_take_right(bar, tf_button_width(scene, &yes), tf_style_gap(scene, TF_GAP_LARGE));
    tf_button(scene, &yes);
    tf_button(scene, &no);
}

/* Two sentences in as large letters as both have room for. */
static void draw_words(const struct tf_frame *frame, struct tf_rect bar, const struct tf_view_print *view)
{
    struct tf_scene *scene = frame->scene;
    struct tf_type_style first = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    struct tf_type_style second = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
    first.lines = second.lines = 2;
    int a = tf_scene_text_height(scene, bar.w, view->text, first);
    int b = view->more[0] != '\0' ? tf_scene_text_height(scene, bar.w, view->more, second) : 0;
    if (a + b > bar.h) {
        first.type = TF_TYPE_BODY;
        second.type = TF_TYPE_SMALL;
        a = tf_scene_text_height(scene, bar.w, view->text, first);
        b = b > 0 ? tf_scene_text_height(scene, bar.w, view->more, second) : 0;
    }
    struct tf_rect block = tf_take_middle(bar, bar.w, tf_take_least(bar.h, a + b));
    tf_scene_text(scene, tf_take_top(&block, a, 0), view->text, first);
    if (b > 0 && block.h > 0) {
        tf_scene_text(scene, block, view->more, second);
    }
}

int tf_print_strip(const struct tf_frame *frame, struct tf_rect rect)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_print view;
    tf_view_print(&view, frame->arena, frame->state);
    if (view.text[0] == '\0') {
        return 0;
    }
    int pad = tf_style_gap(scene, TF_GAP_LARGE), target = tf_style_target(scene);
    int side = tf_style_line_height(scene, TF_TYPE_LABEL);
    struct tf_rect bar = tf_take_bottom(&rect, target, 0);
    tf_scene_box(scene, bar, TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, tf_style_radius(scene));
    if (view.yes != NULL) {
        draw_answers(frame, &bar, &view);
    }
    tf_take_left(&bar, pad, 0);
    struct tf_rect icon = tf_take_left(&bar, side, tf_style_gap(scene, TF_GAP_MEDIUM));
    tf_scene_icon(scene, tf_take_middle(icon, side, side), view.is_done ? TF_ICON_CHECK : TF_ICON_PRINT,
                  TF_PAINT_INK);
    draw_words(frame, bar, &view);
    return target;
}

void tf_print_button(const struct tf_frame *frame, struct tf_rect *row)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_app_state *state = frame->state;
    struct tf_button print = {
        .icon = TF_ICON_PRINT,
        .text = tf_trc(state->lang, "button", "Print"),
        .is_stacked = true,
        .intent = {TF_INTENT_PRINT, TF_PRINT_SLIP, state->session},
    };
    int width = tf_button_width(scene, &print);
    if (state->print != NULL && row->w >= width) {
        print.rect = tf_take_left(row, width, tf_style_gap(scene, TF_GAP_SMALL));
        tf_button(scene, &print);
    }
}
