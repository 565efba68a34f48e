#include "widgets/card.h"

#include "widgets/style.h"
#include "widgets/take.h"

#include <stdio.h>
#include <string.h>

enum { AREA_SHIFT = 62 }; /* ids and rows lie below */

struct tf_intent tf_card_intent(const struct tf_view_card *card, enum tf_card_area area)
{
    return (struct tf_intent){TF_INTENT_SESSION, card->session,
                              card->mark % (UINT64_C(1) << AREA_SHIFT) | (uint64_t)area << AREA_SHIFT};
}

static enum tf_icon format_icon(enum tf_session_format format)
{
    switch (format) {
    case TF_FORMAT_TALK:
        return TF_ICON_TALK;
    case TF_FORMAT_DISCUSSION:
        return TF_ICON_DISCUSSION;
    case TF_FORMAT_WORKSHOP:
        return TF_ICON_WORKSHOP;
    case TF_FORMAT_HELP:
        return TF_ICON_HELP;
    case TF_FORMAT_UNSAID:
    case TF_FORMAT_OTHER:
    case TF_SESSION_FORMAT_COUNT:
        break;
    }
    return TF_ICON_NONE;
}

static int card_pad(const struct tf_scene *scene, int width_px)
{
    bool is_wide = width_px > tf_scene_theme(scene)->type_px[TF_TYPE_CARD] * 13;
    return tf_style_gap(scene, is_wide ? TF_GAP_MEDIUM : TF_GAP_SMALL);
}

/* What is missing, as a line of its own: an icon, and words where there is room for all of them. */
static void draw_lack(struct tf_scene *scene, struct tf_rect line, const char *text, enum tf_type type)
{
    struct tf_type_style style = tf_style_text(type, TF_PAINT_INK_SOFT);
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_icon(scene, tf_take_left(&line, line.h, tf_style_gap(scene, TF_GAP_TINY)), TF_ICON_EDIT,
                  TF_PAINT_INK_SOFT);
    if (tf_scene_text_width(scene, text, style) <= line.w) {
        tf_scene_text(scene, line, text, style);
    }
}

/* Format, language and stars at the end of a line, and a pencil for missing notes where they have no line of
 * their own; what is left is for the host. */
static struct tf_rect draw_meta(struct tf_scene *scene, struct tf_rect line, const struct tf_view_card *card,
                                enum tf_type type, enum tf_paint paint, bool has_lack)
{
    int gap = tf_style_gap(scene, TF_GAP_TINY) * 2, side = line.h;
    struct tf_type_style style = tf_style_text(type, paint);
    style.valign = TF_VALIGN_MIDDLE;
    if (card->stars > 0) {
        char text[24];
        snprintf(text, sizeof text, "%zu", card->stars);
        int width = tf_scene_text_width(scene, text, style) + 1;
        if (width + side < line.w) {
            tf_scene_text(scene, tf_take_right(&line, width, gap / 2), text, style);
            tf_scene_icon(
                scene, tf_take_middle(tf_take_right(&line, side * 9 / 10, gap), side * 9 / 10, side * 9 / 10),
                TF_ICON_STAR_FULL, paint);
        }
    }
    if (card->language[0] != '\0') {
        int width = tf_scene_text_width(scene, card->language, style) + 1;
        if (width < line.w) {
            tf_scene_text(scene, tf_take_right(&line, width, gap), card->language, style);
        }
    }
    enum tf_icon icons[] = {format_icon(card->format), has_lack ? TF_ICON_EDIT : TF_ICON_NONE};
    for (size_t i = 0; i < sizeof icons / sizeof icons[0]; i++) {
        if (icons[i] != TF_ICON_NONE && side < line.w) {
            tf_scene_icon(scene, tf_take_middle(tf_take_right(&line, side, gap), side, side), icons[i],
                          paint);
        }
    }
    return line;
}

static void draw_host(struct tf_scene *scene, struct tf_rect line, const char *host, enum tf_type type,
                      enum tf_paint paint)
{
    struct tf_type_style style = tf_style_text(type, paint);
    style.valign = TF_VALIGN_MIDDLE;
    bool is_whole = tf_scene_text_width(scene, host, style) <= line.w; /* two letters of a name help nobody */
    if (host[0] != '\0' && (is_whole || line.w > line.h * 4)) {
        tf_scene_text(scene, line, host, style);
    }
}

static enum tf_type small_of(enum tf_type title)
{
    return title == TF_TYPE_CARD ? TF_TYPE_SMALL : TF_TYPE_CARD;
}

static bool has_meta(const struct tf_view_card *card)
{
    return card->stars > 0 || card->language[0] != '\0' || card->format != TF_FORMAT_UNSAID ||
           card->lacks_notes[0] != '\0';
}

/* Inside a session's card: the title on top; host and the rest in one line at the bottom, or, where the card
 * is tall, the host right under the title. */
static void draw_session(struct tf_scene *scene, struct tf_rect in, const struct tf_view_card *card,
                         enum tf_type title, enum tf_paint ink)
{
    enum tf_type small = small_of(title);
    int line = tf_style_line_height(scene, small), title_line = tf_style_line_height(scene, title);
    struct tf_type_style style = tf_style_bold(title, ink);
    style.lines = 0;
    bool has_foot = in.h >= title_line + line && (card->host[0] != '\0' || has_meta(card));
    int title_height = tf_scene_text_height(scene, in.w, card->title, style);
    int gap = tf_style_gap(scene, TF_GAP_TINY);
    bool is_tall = has_foot && in.h >= title_height + gap + 2 * line;
    if (is_tall) {
        struct tf_rect host = in;
        tf_take_top(&host, title_height, gap);
        draw_host(scene, tf_take_top(&host, line, 0), card->host, small, TF_PAINT_INK_SOFT);
    }
    if (has_foot) {
        struct tf_rect foot = tf_take_bottom(&in, line, 0);
        bool lacks = card->lacks_notes[0] != '\0';
        bool has_line = lacks && is_tall && in.h >= title_height + gap + 2 * line;
        if (has_line) {
            draw_lack(scene, tf_take_bottom(&in, line, 0), card->lacks_notes, small);
        }
        foot = draw_meta(scene, foot, card, small, TF_PAINT_INK_SOFT, lacks && !has_line);
        if (!is_tall) {
            draw_host(scene, foot, card->host, small, TF_PAINT_INK_SOFT);
        }
    }
    tf_scene_text(scene, in, card->title, style);
}

/* A shared cell: its sessions one a line with their times, and how many there are in all. */
static void draw_several(struct tf_scene *scene, struct tf_rect in, const struct tf_view_block *block,
                         enum tf_type title, enum tf_paint ink)
{
    int line = tf_style_line_height(scene, TF_TYPE_CARD), small = tf_style_line_height(scene, TF_TYPE_SMALL);
    int gap = tf_style_gap(scene, TF_GAP_TINY);
    struct tf_rect foot =
        in.h >= line + small + gap ? tf_take_bottom(&in, small, gap) : (struct tf_rect){0, 0, 0, 0};
    struct tf_type_style more = tf_style_text(TF_TYPE_SMALL, TF_PAINT_ACCENT);
    more.valign = TF_VALIGN_MIDDLE;
    if (foot.h > 0) {
        tf_scene_text(scene, foot, block->more, more);
    }
    if (in.h < 2 * (line + gap)) {
        struct tf_type_style style = tf_style_bold(title, ink);
        style.lines = 0;
        tf_scene_text(scene, in, block->card.title, style);
        return;
    }
    struct tf_type_style time = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
    struct tf_type_style name = tf_style_bold(TF_TYPE_CARD, ink);
    time.valign = name.valign = TF_VALIGN_MIDDLE;
    int time_width = tf_scene_text_width(scene, "00:00", time) + gap * 2;
    bool has_room = in.w > time_width * 4;
    for (size_t i = 0; i < block->card_count && in.h >= line; i++) {
        struct tf_rect row = tf_take_top(&in, line, gap);
        if (has_room) {
            tf_scene_text(scene, tf_take_left(&row, time_width, 0), block->cards[i].time, time);
        }
        tf_scene_text(scene, row, block->cards[i].title, name);
    }
}

static void draw_free(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_block *block,
                      struct tf_tag tag, enum tf_type title, const char *open)
{
    bool is_pressed = tf_scene_is_pressed(scene, tag);
    struct tf_type_style style = tf_style_text(small_of(title), TF_PAINT_INK_SOFT);
    if (block->mark == TF_MARK_CHOSEN) {
        tf_scene_box(scene, rect, TF_PAINT_ACCENT, TF_PAINT_ACCENT, tf_style_radius(scene));
        style = tf_style_bold(small_of(title), TF_PAINT_ON_ACCENT);
    } else if (block->mark == TF_MARK_LIT) {
        tf_scene_box(scene, rect, is_pressed ? TF_PAINT_CARD : TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT,
                     tf_style_radius(scene));
        style = tf_style_bold(small_of(title), TF_PAINT_INK);
    } else if (block->why_not != NULL) {
        int side = tf_take_least(tf_style_line_height(scene, small_of(title)), rect.h);
        tf_scene_box(scene, rect, TF_PAINT_PAPER, tf_style_quiet_border(scene), tf_style_radius(scene));
        tf_scene_icon(scene, tf_take_middle(rect, side, side), TF_ICON_LOCK, TF_PAINT_INK_SOFT);
        return;
    } else {
        tf_scene_box(scene, rect, is_pressed ? TF_PAINT_ACCENT_SOFT : TF_PAINT_CARD_SOFT,
                     block->is_now ? TF_PAINT_LINE : tf_style_quiet_border(scene), tf_style_radius(scene));
    }
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, rect, open, style);
}

void tf_card_block(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_block *block,
                   uint64_t space_id, enum tf_type title, const char *open)
{
    if (block->kind == TF_BLOCK_QUIET) {
        return;
    }
    struct tf_intent intent = {TF_INTENT_CELL, space_id, block->slot};
    if (block->kind == TF_BLOCK_SEVERAL && !block->takes_more) {
        intent.what = TF_INTENT_CELL_LIST;
    }
    if (block->kind == TF_BLOCK_SESSION && !block->takes_more) {
        intent = tf_card_intent(&block->card, TF_CARD_GRID);
    }
    struct tf_tag tag = tf_style_tag(intent);
    bool can_touch = rect.h >= tf_style_small_target(scene);
    if (block->kind == TF_BLOCK_FREE && !can_touch) {
        return;
    }
    if (block->kind == TF_BLOCK_FREE) {
        draw_free(scene, rect, block, tag, title, open);
    } else {
        enum tf_paint fill = tf_scene_is_pressed(scene, tag) ? TF_PAINT_ACCENT_SOFT
                             : block->is_past                ? TF_PAINT_PAPER
                                                             : TF_PAINT_CARD;
        enum tf_paint ink = block->is_past ? TF_PAINT_INK_SOFT : TF_PAINT_INK;
        int radius = tf_style_radius(scene), line = tf_scene_theme(scene)->line_px;
        if (block->mark == TF_MARK_CHOSEN) {
            tf_style_frame(scene, rect, 3 * line, TF_PAINT_ACCENT, TF_PAINT_ACCENT_SOFT, radius);
            ink = TF_PAINT_INK;
        } else if (block->mark == TF_MARK_OWN) {
            tf_style_frame(scene, rect, 3 * line, TF_PAINT_INK_SOFT, fill, radius);
        } else if (block->takes_more) {
            tf_style_frame(scene, rect, 2 * line, TF_PAINT_ACCENT, TF_PAINT_ACCENT_SOFT, radius);
            ink = TF_PAINT_INK;
        } else if (block->is_now) {
            tf_style_frame(scene, rect, 2 * line, TF_PAINT_ACCENT, fill, radius);
        } else {
            tf_scene_box(scene, rect, fill, TF_PAINT_LINE, radius);
        }
        int pad = card_pad(scene, rect.w);
        struct tf_rect in = tf_rect_inset(rect, pad, tf_take_least(pad, tf_style_gap(scene, TF_GAP_SMALL)));
        if (block->kind == TF_BLOCK_SEVERAL) {
            draw_several(scene, in, block, title, ink);
        } else {
            draw_session(scene, in, &block->card, title, ink);
        }
    }
    if (can_touch) {
        struct tf_target target = {.rect = rect,
                                   .tag = tag,
                                   .role = TF_TARGET_CELL,
                                   .label = block->label,
                                   .disabled = block->why_not,
                                   .selected = block->mark == TF_MARK_CHOSEN,
                                   .small_on_purpose = true};
        tf_scene_target(scene, &target);
    }
}

int tf_card_least_height(struct tf_scene *scene)
{
    int text = tf_style_line_height(scene, TF_TYPE_CARD) + 2 * tf_style_gap(scene, TF_GAP_SMALL);
    return tf_take_most(text, tf_style_small_target(scene));
}

int tf_card_height(struct tf_scene *scene, int width_px, const struct tf_view_block *block,
                   enum tf_type title, int lines)
{
    int pad = 2 * tf_style_gap(scene, TF_GAP_SMALL);
    int small = tf_style_line_height(scene, small_of(title));
    if (block->kind == TF_BLOCK_FREE || block->kind == TF_BLOCK_QUIET) {
        return tf_card_least_height(scene);
    }
    struct tf_type_style style = tf_style_bold(title, TF_PAINT_INK);
    style.lines = lines;
    int text =
        tf_scene_text_height(scene, width_px - 2 * card_pad(scene, width_px), block->card.title, style);
    return tf_take_most(tf_card_least_height(scene), pad + text + tf_style_gap(scene, TF_GAP_TINY) + small);
}

bool tf_card_breaks_word(struct tf_scene *scene, int width_px, const struct tf_view_block *block,
                         enum tf_type title)
{
    int room = width_px - 2 * card_pad(scene, width_px);
    return !tf_style_keeps_words(scene, block->card.title, tf_style_bold(title, TF_PAINT_INK), room) &&
           tf_style_keeps_words(scene, block->card.title, tf_style_bold(TF_TYPE_CARD, TF_PAINT_INK), room);
}

int tf_card_line_height(struct tf_scene *scene)
{
    int text = 2 * tf_style_line_height(scene, TF_TYPE_LABEL) + tf_style_line_height(scene, TF_TYPE_SMALL) +
               2 * tf_style_gap(scene, TF_GAP_MEDIUM);
    return tf_take_most(tf_style_target(scene), text);
}

int tf_card_line_least(struct tf_scene *scene)
{
    int text = tf_style_line_height(scene, TF_TYPE_BODY) + tf_style_line_height(scene, TF_TYPE_SMALL) +
               3 * tf_style_gap(scene, TF_GAP_TINY);
    return tf_take_most(tf_style_small_target(scene), text);
}

/* "Garden · Mara": place and host are names, which stand side by side in any language. */
static void draw_line_foot(struct tf_scene *scene, struct tf_rect line, const struct tf_view_card *card)
{
    struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
    style.valign = TF_VALIGN_MIDDLE;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    const char *parts[] = {card->time, card->place, card->host};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && line.w > line.h * 2; i++) {
        if (parts[i][0] == '\0') {
            continue;
        }
        style.paint = i == 1 ? TF_PAINT_INK : TF_PAINT_INK_SOFT;
        int width = tf_take_least(tf_scene_text_width(scene, parts[i], style) + 1, line.w);
        tf_scene_text(scene, tf_take_left(&line, width, gap), parts[i], style);
    }
}

void tf_card_line(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_card *card,
                  enum tf_card_area area)
{
    struct tf_tag tag = tf_style_tag(tf_card_intent(card, area));
    if (tf_scene_is_pressed(scene, tag)) {
        tf_scene_box(scene, rect, TF_PAINT_ACCENT_SOFT, TF_PAINT_NONE, tf_style_radius(scene));
    }
    struct tf_rect in = tf_rect_inset(rect, tf_style_gap(scene, TF_GAP_MEDIUM), 0);
    int side = tf_style_target(scene) * 2 / 5, small = tf_style_line_height(scene, TF_TYPE_SMALL);
    if (card->symbol >= 0) {
        struct tf_rect symbol = tf_take_left(&in, side, tf_style_gap(scene, TF_GAP_MEDIUM));
        tf_scene_symbol(scene, tf_take_middle(symbol, side, side), card->symbol);
    }
    if (area == TF_CARD_LIST && has_meta(card)) {
        struct tf_rect meta =
            tf_take_right(&in, tf_take_least(in.w / 3, small * 9), tf_style_gap(scene, TF_GAP_MEDIUM));
        draw_meta(scene, tf_take_middle(meta, meta.w, small), card, TF_TYPE_SMALL, TF_PAINT_INK_SOFT,
                  card->lacks_notes[0] != '\0');
    }
    struct tf_type_style style =
        tf_style_bold(area == TF_CARD_LIST ? TF_TYPE_LABEL : TF_TYPE_BODY, TF_PAINT_INK);
    bool has_foot = card->time[0] != '\0' || card->place[0] != '\0' || card->host[0] != '\0';
    int gap = tf_style_gap(scene, TF_GAP_TINY), foot_height = has_foot ? small + gap : 0;
    style.lines = in.h - foot_height >= 2 * tf_style_line_height(scene, style.type) ? 2 : 1;
    int title = tf_scene_text_height(scene, in.w, card->title, style);
    struct tf_rect block = tf_take_middle(in, in.w, title + foot_height);
    tf_scene_text(scene, tf_take_top(&block, title, gap), card->title, style);
    if (has_foot) {
        draw_line_foot(scene, block, card);
    }
    struct tf_target target = {
        .rect = rect,
        .tag = tag,
        .role = TF_TARGET_ITEM,
        .label = card->label,
        .small_on_purpose = area != TF_CARD_LIST,
    };
    tf_scene_target(scene, &target);
}
