#include "widgets/style.h"

#include "widgets/take.h"

#include <string.h>

int tf_style_gap(const struct tf_scene *scene, enum tf_space_step step)
{
    return tf_scene_theme(scene)->gap_px[step];
}

int tf_style_target(const struct tf_scene *scene)
{
    return tf_scene_theme(scene)->target_px;
}

int tf_style_small_target(const struct tf_scene *scene)
{
    return tf_take_least(tf_theme_mm(tf_scene_theme(scene), 9.6), tf_style_target(scene));
}

int tf_style_radius(const struct tf_scene *scene)
{
    return tf_scene_theme(scene)->radius_px;
}

int tf_style_line_height(struct tf_scene *scene, enum tf_type type)
{
    struct tf_type_style style = {.type = type, .paint = TF_PAINT_INK, .lines = 1};
    return tf_scene_text_height(scene, tf_scene_theme(scene)->width_px, "Hg", style);
}

enum tf_paint tf_style_quiet_border(const struct tf_scene *scene)
{
    return tf_scene_theme(scene)->scheme == TF_SCHEME_CONTRAST ? TF_PAINT_LINE : TF_PAINT_NONE;
}

struct tf_type_style tf_style_text(enum tf_type type, enum tf_paint paint)
{
    return (struct tf_type_style){.type = type, .paint = paint, .lines = 1};
}

struct tf_type_style tf_style_bold(enum tf_type type, enum tf_paint paint)
{
    return (struct tf_type_style){.type = type, .paint = paint, .lines = 1, .bold = true};
}

struct tf_tag tf_style_tag(struct tf_intent intent)
{
    return (struct tf_tag){(uint32_t)intent.what, intent.a, intent.b};
}

void tf_style_frame(struct tf_scene *scene, struct tf_rect rect, int width_px, enum tf_paint border,
                    enum tf_paint fill, int radius_px)
{
    tf_scene_box(scene, rect, border, TF_PAINT_NONE, radius_px);
    tf_scene_box(scene, tf_rect_inset(rect, width_px, width_px), fill, TF_PAINT_NONE,
                 tf_take_most(1, radius_px - width_px));
}

void tf_style_bar(struct tf_scene *scene, struct tf_rect rect, int permille, enum tf_paint full,
                  enum tf_paint empty)
{
    int radius = rect.h / 2;
    tf_scene_box(scene, rect, empty, TF_PAINT_NONE, radius);
    struct tf_rect done = rect;
    done.w = tf_take_most(rect.h, rect.w * tf_take_least(1000, tf_take_most(0, permille)) / 1000);
    tf_scene_box(scene, done, full, TF_PAINT_NONE, radius);
}

int tf_style_space(struct tf_scene *scene, struct tf_rect rect, int symbol, const char *name,
                   struct tf_type_style style)
{
    int line = tf_style_line_height(scene, style.type);
    int side = line * 9 / 10, gap = tf_style_gap(scene, TF_GAP_TINY) * 2;
    struct tf_rect left = rect;
    if (symbol >= 0) {
        struct tf_rect box = tf_take_left(&left, side, gap);
        tf_scene_symbol(scene, tf_take_middle(box, side, side), symbol);
    }
    style.valign = TF_VALIGN_MIDDLE;
    style.lines = 1;
    tf_scene_text(scene, left, name, style);
    int width = tf_scene_text_width(scene, name, style);
    return left.x - rect.x + tf_take_least(width, left.w);
}

bool tf_style_keeps_words(struct tf_scene *scene, const char *text, struct tf_type_style style, int width_px)
{
    enum { FIRST_CJK = 0xe3, WORD_BYTES = 128 }; /* the first byte of most of it; longer words are no words */
    while (*text != '\0') {
        size_t len = strcspn(text, " \n");
        char word[WORD_BYTES];
        if (len > 0 && (unsigned char)text[0] < FIRST_CJK) {
            if (len >= sizeof word) {
                return false;
            }
            memcpy(word, text, len);
            word[len] = '\0';
            if (tf_scene_text_width(scene, word, style) > width_px) {
                return false;
            }
        }
        text += len + strspn(text + len, " \n");
    }
    return true;
}
