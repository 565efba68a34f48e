/* The words of a session: the title first and large, the rest beside it, and below either the keyboard or,
 * instead of it, what can be said by tapping. */
#include "screens/screen.h"

#include "model/view_propose.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/field.h"
#include "widgets/keyboard.h"
#include "widgets/style.h"
#include "widgets/take.h"

#include <string.h>

struct drawing {
    const struct tf_frame *frame;
    struct tf_scene *scene;
    const struct tf_view_propose *view;
    const struct tf_propose *propose; /* NULL: nothing is written */
    enum tf_propose_field active;
    enum tf_lang lang;
    int gap, target;
    bool shows_all; /* there is room for the choices beside the keyboard */
    bool is_bare;   /* no room for headings: the choices speak for themselves */
    bool is_low;    /* a low panel: one row for all that is written, and the rest is for the keys */
    bool is_close;  /* small headings: there is one more thing to ask */
};

static struct tf_intent do_intent(enum tf_propose_do what, uint64_t b)
{
    return (struct tf_intent){TF_INTENT_PROPOSE_DO, what, b};
}

/* ---- fields ---- */

static void draw_field(const struct drawing *d, struct tf_rect rect, enum tf_propose_field field)
{
    if (d->propose == NULL) {
        return;
    }
    bool is_active = d->active == field;
    struct tf_field_view view = {
        .rect = rect,
        .id = field,
        .editor = d->propose->fields[field],
        .label = d->view->labels[field],
        .placeholder = d->view->placeholders[field],
        .left = is_active ? d->view->left[field] : "",
        .is_active = is_active,
        .wraps = field == TF_PROPOSE_ABOUT,
    };
    tf_field(d->scene, &view);
}

/* A button as high as a field beside it, under a label like its. */
static void draw_more(const struct drawing *d, struct tf_rect rect)
{
    bool is_open = d->active == TF_PROPOSE_NO_FIELD;
    int label = tf_style_line_height(d->scene, TF_TYPE_BODY);
    struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    tf_scene_text(d->scene, tf_take_top(&rect, label, tf_style_gap(d->scene, TF_GAP_TINY)),
                  tf_tr(d->lang, "More (optional)"), style);
    struct tf_button button = {
        .rect = rect,
        .icon = is_open ? TF_ICON_DOWN : TF_ICON_PLUS,
        .text = d->view->more,
        .selected = is_open,
        .intent = do_intent(TF_PROPOSE_DO_MORE, 0),
    };
    tf_button(d->scene, &button);
}

static void draw_next(const struct drawing *d, struct tf_rect rect)
{
    bool is_saving = d->view->saving[0] != '\0';
    struct tf_button button = {
        .rect = rect,
        .look = TF_BUTTON_MAIN,
        .icon = is_saving ? TF_ICON_NONE : TF_ICON_FORWARD,
        .icon_after = true,
        .text = is_saving ? d->view->saving : d->view->next,
        .disabled = is_saving ? tf_tr(d->lang, "It is being saved. One moment.") : d->view->why_not,
        .intent = do_intent(TF_PROPOSE_DO_NEXT, 0),
    };
    tf_button(d->scene, &button);
}

/* ---- similar ones ---- */

/* The title, and behind it, where there is room, its place and time. */
static void draw_similar_title(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_card *card,
                               struct tf_type_style title)
{
    struct tf_type_style soft = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
    int gap = tf_style_gap(scene, TF_GAP_SMALL), text = tf_scene_text_width(scene, card->title, title) + 1;
    const char *parts[] = {card->place, card->time};
    soft.valign = TF_VALIGN_MIDDLE;
    if (text >= rect.w) {
        tf_scene_text(scene, rect, card->title, title);
        return;
    }
    tf_scene_text(scene, tf_take_left(&rect, text, gap), card->title, title);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        int width = tf_scene_text_width(scene, parts[i], soft) + 1;
        if (parts[i][0] != '\0' && width <= rect.w) {
            tf_scene_text(scene, tf_take_left(&rect, width, gap), parts[i], soft);
        }
    }
}

/* "Someone has a session like this", its card, and the way past it. */
static void draw_similar(const struct drawing *d, struct tf_rect rect, size_t count)
{
    struct tf_scene *scene = d->scene;
    int pad = tf_style_gap(scene, TF_GAP_SMALL), tiny = tf_style_gap(scene, TF_GAP_TINY);
    tf_style_frame(scene, rect, 2 * tf_scene_theme(scene)->line_px, TF_PAINT_ACCENT, TF_PAINT_CARD,
                   tf_style_radius(scene));
    struct tf_button past = {
        .rect = tf_take_right(&rect, d->target, 0),
        .look = TF_BUTTON_QUIET,
        .icon = TF_ICON_CLOSE,
        .text = "",
        .label = tf_tr(d->lang, "Go on: mine is another one"),
        .intent = do_intent(TF_PROPOSE_DO_GO_ON, 0),
    };
    past.rect.h = tf_take_most(d->target, rect.h);
    tf_button(scene, &past);
    struct tf_type_style head = tf_style_bold(TF_TYPE_SMALL, TF_PAINT_ACCENT);
    struct tf_type_style title = tf_style_bold(TF_TYPE_BODY, TF_PAINT_INK);
    head.lines = 2;
    int share = rect.h / (int)count;
    for (size_t i = 0; i < count; i++) {
        const struct tf_view_card *card = &d->view->cards[i];
        struct tf_rect row = tf_take_top(&rect, i + 1 == count ? rect.h : share, 0);
        struct tf_tag tag = tf_style_tag(tf_card_intent(card, TF_CARD_LIST));
        if (tf_scene_is_pressed(scene, tag)) {
            tf_scene_box(scene, row, TF_PAINT_ACCENT_SOFT, TF_PAINT_NONE, tf_style_radius(scene));
        }
        struct tf_rect in = tf_rect_inset(row, pad * 2, 0);
        int head_height = i == 0 ? tf_scene_text_height(scene, in.w, d->view->similar, head) + tiny : 0;
        title.lines = 1;
        int line = tf_style_line_height(scene, TF_TYPE_BODY);
        if (row.h - head_height - 2 * tiny >= 2 * line) {
            title.lines = 2;
        }
        int height = tf_scene_text_height(scene, in.w, card->title, title);
        struct tf_rect block = tf_take_middle(in, in.w, head_height + height);
        if (i == 0) {
            tf_scene_text(scene, tf_take_top(&block, head_height - tiny, tiny), d->view->similar, head);
        }
        draw_similar_title(scene, block, card, title);
        struct tf_target target = {.rect = row, .tag = tag, .role = TF_TARGET_ITEM, .label = card->label};
        tf_scene_target(scene, &target);
    }
}

/* ---- by tapping ---- */

struct chip {
    enum tf_icon icon;
    const char *text;
    bool is_chosen;
    struct tf_intent intent;
};
enum { CHIPS_MAX = 8 };

static enum tf_icon format_icon(uint64_t format)
{
    switch (format) {
    case TF_FORMAT_TALK:
        return TF_ICON_TALK;
    case TF_FORMAT_DISCUSSION:
        return TF_ICON_DISCUSSION;
    case TF_FORMAT_WORKSHOP:
        return TF_ICON_WORKSHOP;
    default:
        return TF_ICON_HELP;
    }
}

static enum tf_icon need_icon(uint64_t feature)
{
    switch (feature) {
    case TF_FEATURE_PROJECTOR:
        return TF_ICON_PROJECTOR;
    case TF_FEATURE_QUIET:
        return TF_ICON_QUIET;
    case TF_FEATURE_FLOOR:
        return TF_ICON_FLOOR;
    default:
        return TF_ICON_STEP_FREE;
    }
}

static void draw_chip(const struct drawing *d, struct tf_rect rect, const struct chip *chip)
{
    struct tf_button button = {
        .rect = rect,
        .icon = chip->is_chosen ? TF_ICON_CHECK : chip->icon,
        .text = chip->text,
        .selected = chip->is_chosen,
        .is_stacked = d->is_low && chip->icon != TF_ICON_NONE,
        .intent = chip->intent,
    };
    tf_button(d->scene, &button);
}

struct group {
    const char *heading;
    struct chip chips[CHIPS_MAX];
    size_t count;
};
enum { GROUPS = 3 }; /* and the one below them, where there is room */

/* All chips of a group have one width; the last row is not left with a single one. On a low panel there is
 * one row for each. */
static int columns_of(const struct drawing *d, const struct group *group, int width_px)
{
    if (d->is_low) {
        return tf_take_most(1, (int)group->count);
    }
    int small = tf_style_gap(d->scene, TF_GAP_SMALL), widest = d->target;
    for (size_t i = 0; i < group->count; i++) {
        struct tf_button button = {.icon = TF_ICON_CHECK, .text = group->chips[i].text};
        widest = tf_take_most(widest, tf_button_width(d->scene, &button));
    }
    int most = tf_take_most(2, (width_px + small) / (widest + small)), count = (int)group->count;
    int rows = tf_take_most(1, (count + most - 1) / most);
    return tf_take_most(1, (count + rows - 1) / rows);
}

static enum tf_type heading_type(const struct drawing *d)
{
    return d->is_close ? TF_TYPE_SMALL : TF_TYPE_BODY;
}

static int heading_height(const struct drawing *d)
{
    if (d->is_bare) {
        return 0;
    }
    return tf_style_line_height(d->scene, heading_type(d)) + tf_style_gap(d->scene, TF_GAP_TINY);
}

static int group_height(const struct drawing *d, const struct group *group, int width_px)
{
    int columns = columns_of(d, group, width_px), small = tf_style_gap(d->scene, TF_GAP_SMALL);
    int rows = ((int)group->count + columns - 1) / columns;
    return heading_height(d) + rows * (d->target + small) - small;
}

static void draw_group(const struct drawing *d, struct tf_rect rect, const struct group *group)
{
    int columns = columns_of(d, group, rect.w), small = tf_style_gap(d->scene, TF_GAP_SMALL);
    int width = (rect.w - (columns - 1) * small) / columns;
    if (!d->is_bare) {
        tf_scene_text(d->scene, tf_take_top(&rect, heading_height(d), 0), group->heading,
                      tf_style_bold(heading_type(d), TF_PAINT_INK_SOFT));
    }
    struct tf_rect row = {0, 0, 0, 0};
    for (size_t i = 0; i < group->count; i++) {
        if (i % (size_t)columns == 0) {
            row = tf_take_top(&rect, d->target, small);
        }
        draw_chip(d, tf_take_left(&row, width, small), &group->chips[i]);
    }
}

static size_t format_chips(const struct drawing *d, struct chip chips[CHIPS_MAX])
{
    for (size_t i = 0; i < d->view->format_count; i++) {
        const struct tf_view_choice *format = &d->view->formats[i];
        chips[i] = (struct chip){format_icon(format->value), format->name, format->is_chosen,
                                 do_intent(TF_PROPOSE_DO_FORMAT, format->value)};
    }
    return d->view->format_count;
}

static size_t language_chips(const struct drawing *d, struct chip chips[CHIPS_MAX])
{
    for (size_t i = 0; i < d->view->language_count; i++) {
        const struct tf_view_language *language = &d->view->languages[i];
        chips[i] = (struct chip){TF_ICON_NONE, language->name, language->is_chosen,
                                 do_intent(TF_PROPOSE_DO_LANGUAGE, i)};
    }
    return d->view->language_count;
}

static size_t need_chips(const struct drawing *d, struct chip chips[CHIPS_MAX])
{
    for (size_t i = 0; i < d->view->need_count; i++) {
        const struct tf_view_choice *need = &d->view->needs[i];
        chips[i] = (struct chip){need_icon(need->value), need->name, need->is_chosen,
                                 do_intent(TF_PROPOSE_DO_NEED, need->value)};
    }
    chips[d->view->need_count] = (struct chip){TF_ICON_SPEAK, tf_tr(d->lang, "Read it for me"),
                                               d->view->read_for_me, do_intent(TF_PROPOSE_DO_READ_FOR_ME, 0)};
    return d->view->need_count + 1;
}

static struct group wishes(const struct drawing *d)
{
    const struct tf_view_propose *view = d->view;
    struct group group = {.heading = tf_tr(d->lang, "When can you be there?"), .count = 2};
    group.chips[0] =
        (struct chip){TF_ICON_CLOCK, view->from, view->has_from, do_intent(TF_PROPOSE_DO_FROM, 0)};
    group.chips[1] =
        (struct chip){TF_ICON_CLOCK, view->until, view->has_until, do_intent(TF_PROPOSE_DO_UNTIL, 0)};
    return group;
}

static void fill_groups(const struct drawing *d, struct group groups[GROUPS])
{
    groups[0].heading = tf_tr(d->lang, "What kind?");
    groups[0].count = format_chips(d, groups[0].chips);
    groups[1].heading = tf_tr(d->lang, "In which language?");
    groups[1].count = language_chips(d, groups[1].chips);
    groups[2].heading = tf_tr(d->lang, "What does it need?");
    groups[2].count = need_chips(d, groups[2].chips);
}

static int choices_height(const struct drawing *d, int width_px)
{
    struct group groups[GROUPS];
    int height = (GROUPS - 1) * d->gap;
    fill_groups(d, groups);
    for (size_t i = 0; i < GROUPS; i++) {
        height += group_height(d, &groups[i], width_px);
    }
    return height;
}

/* All of them and the wishes below, whose height it is. */
static bool has_room_for_wishes(const struct drawing *d, struct tf_rect rect)
{
    struct group last = wishes(d);
    return choices_height(d, rect.w) + d->gap + group_height(d, &last, rect.w) <= rect.h;
}

static void draw_choices(const struct drawing *d, struct tf_rect rect)
{
    struct drawing close = *d; /* with the words below the icons more stands in a row */
    struct group groups[GROUPS];
    close.is_low = close.is_close = true;
    bool asks = d->view->from[0] != '\0', is_roomy = asks && has_room_for_wishes(d, rect);
    bool is_close = asks && !is_roomy && has_room_for_wishes(&close, rect);
    d = is_close ? &close : d;
    fill_groups(d, groups);
    for (size_t i = 0; i < GROUPS; i++) {
        int height = tf_take_least(rect.h, group_height(d, &groups[i], rect.w));
        draw_group(d, tf_take_top(&rect, height, d->gap), &groups[i]);
    }
    if (is_roomy || is_close) { /* else: a phone can say it, and whoever makes the schedule */
        struct group last = wishes(d);
        draw_group(d, rect, &last);
    }
}

/* ---- the whole ---- */

static void draw_keyboard(const struct drawing *d, struct tf_rect rect)
{
    if (d->propose == NULL || d->frame->state->typing == NULL || d->active == TF_PROPOSE_NO_FIELD) {
        return;
    }
    struct tf_keyboard keyboard = {
        .rect = rect,
        .state = d->frame->state->typing,
        .editor = d->propose->fields[d->active],
        .enter = d->active == TF_PROPOSE_ABOUT ? NULL : tf_trc(d->lang, "key", "Next"),
        .phone_url = d->view->phone_url,
    };
    tf_keyboard(d->scene, &keyboard);
}

/* What is typed into stands on top, large; the others below it. */
static void draw_fields(const struct drawing *d, struct tf_rect rect)
{
    bool is_about = d->active == TF_PROPOSE_ABOUT;
    int row = tf_field_height(d->scene, false, 1);
    struct tf_rect below = tf_take_bottom(&rect, row, d->gap);
    int side = rect.w * (d->frame->is_portrait ? 32 : 26) / 100;
    struct tf_rect right = tf_take_right(&rect, side, d->gap);
    draw_field(d, rect, is_about ? TF_PROPOSE_ABOUT : TF_PROPOSE_TITLE);
    int next = tf_take_most(d->target, right.h - tf_style_line_height(d->scene, TF_TYPE_BODY) -
                                           tf_style_gap(d->scene, TF_GAP_TINY));
    draw_next(d, tf_take_bottom(&right, next, 0));
    bool has_similar = d->view->card_count > 0;
    if (has_similar && !d->frame->is_portrait) {
        struct tf_rect similar = tf_take_right(&below, side, d->gap);
        draw_similar(d, similar, 1);
    }
    int count = d->shows_all ? 2 : 3, share = (below.w - (count - 1) * d->gap) / count;
    draw_field(d, tf_take_left(&below, share, d->gap), is_about ? TF_PROPOSE_TITLE : TF_PROPOSE_HOST);
    draw_field(d, tf_take_left(&below, share, d->gap), is_about ? TF_PROPOSE_HOST : TF_PROPOSE_ABOUT);
    if (!d->shows_all) {
        draw_more(d, below);
    }
}

/* On a low panel: what is typed into, and a button for each of the others. */
static void draw_field_button(const struct drawing *d, struct tf_rect rect, enum tf_propose_field field)
{
    const char *names[TF_PROPOSE_FIELD_COUNT] = {tf_trc(d->lang, "field", "Title"),
                                                 tf_trc(d->lang, "field", "Host"),
                                                 tf_trc(d->lang, "field", "About")};
    static const enum tf_icon ICONS[TF_PROPOSE_FIELD_COUNT] = {TF_ICON_EDIT, TF_ICON_HOST, TF_ICON_LIST};
    bool is_written = d->propose != NULL && tf_editor_text(d->propose->fields[field])[0] != '\0';
    struct tf_button button = {
        .rect = rect,
        .icon = is_written ? TF_ICON_CHECK : ICONS[field],
        .text = names[field],
        .label = d->view->labels[field],
        .is_stacked = true,
        .intent = {TF_INTENT_FIELD, field, 0},
    };
    tf_button(d->scene, &button);
}

static void draw_low_more(const struct drawing *d, struct tf_rect rect)
{
    bool is_open = d->active == TF_PROPOSE_NO_FIELD;
    struct tf_button button = {
        .rect = rect,
        .icon = is_open ? TF_ICON_CLOSE : TF_ICON_PLUS,
        .text = tf_trc(d->lang, "field", "More"),
        .label = d->view->more,
        .selected = is_open,
        .is_stacked = true,
        .intent = do_intent(TF_PROPOSE_DO_MORE, 0),
    };
    tf_button(d->scene, &button);
}

static void draw_low_fields(const struct drawing *d, struct tf_rect rect)
{
    enum tf_propose_field active = d->active == TF_PROPOSE_NO_FIELD ? TF_PROPOSE_TITLE : d->active;
    int label = tf_style_line_height(d->scene, TF_TYPE_BODY) + tf_style_gap(d->scene, TF_GAP_TINY);
    int buttons = 3 * d->target + 2 * d->gap, next = tf_take_most(d->target, rect.w * 20 / 100);
    struct tf_rect right = tf_take_right(&rect, buttons + d->gap + next, d->gap);
    draw_field(d, rect, active);
    tf_take_top(&right, label, 0);
    draw_next(d, tf_take_right(&right, next, d->gap));
    if (d->view->card_count > 0) {
        draw_similar(d, right, 1);
        return;
    }
    for (int field = 0; field < TF_PROPOSE_FIELD_COUNT; field++) {
        if (field != (int)active) {
            draw_field_button(d, tf_take_left(&right, d->target, d->gap), (enum tf_propose_field)field);
        }
    }
    draw_low_more(d, right);
}

static void draw_questions(const struct drawing *d)
{
    if (d->view->asks_to_leave) {
        struct tf_ask ask = {
            .icon = TF_ICON_EDIT,
            .question = d->view->question,
            .why = d->view->loses,
            .answers = {tf_tr(d->lang, "Keep writing"), tf_tr(d->lang, "Throw away")},
            .intents = {do_intent(TF_PROPOSE_DO_KEEP, 0), do_intent(TF_PROPOSE_DO_THROW_AWAY, 0)},
        };
        tf_ask_draw(d->frame, &ask);
    }
    tf_propose_saving(d->frame, d->view->saving, d->view->cannot_save);
}

static void draw_body(struct drawing *d, struct tf_rect body)
{
    const struct tf_typing_state *typing = d->frame->state->typing;
    int row = tf_field_height(d->scene, false, 1), fields = 2 * row + d->gap;
    bool has_keyboard = typing != NULL && d->active != TF_PROPOSE_NO_FIELD;
    int keyboard = has_keyboard ? tf_keyboard_height(d->scene, typing, body.w) : 0;
    int below_fields = has_keyboard ? keyboard : choices_height(d, body.w);
    if (!d->frame->is_portrait && body.h - fields - d->gap < below_fields) {
        d->is_low = true;
        d->gap = tf_style_gap(d->scene, TF_GAP_TINY);
        draw_low_fields(d, tf_take_top(&body, row, d->gap));
        if (has_keyboard) {
            draw_keyboard(d, body);
        } else {
            d->is_bare = choices_height(d, body.w) > body.h;
            draw_choices(d, body);
        }
        return;
    }
    if (!has_keyboard) {
        draw_fields(d, tf_take_top(&body, fields, d->gap));
        draw_choices(d, body);
        return;
    }
    keyboard = tf_take_least(keyboard, body.h - fields - d->gap);
    struct tf_rect below = tf_take_bottom(&body, keyboard, d->gap);
    int similar = 0;
    if (d->view->card_count > 0 && d->frame->is_portrait) {
        similar = tf_take_least((int)d->view->card_count, 2) * d->target;
    }
    int choices = choices_height(d, body.w) + d->gap;
    int rest = body.h - similar - (similar > 0 ? d->gap : 0);
    d->shows_all = d->frame->is_portrait && rest >= fields + choices;
    int most = fields + row; /* no field as high as a page */
    draw_fields(d, tf_take_top(&body, tf_take_least(rest - (d->shows_all ? choices : 0), most), d->gap));
    if (similar > 0 && body.h >= d->target) {
        struct tf_rect rect = tf_take_top(&body, tf_take_least(similar, body.h), d->gap);
        draw_similar(d, rect, (size_t)(rect.h / d->target));
    }
    if (d->shows_all) {
        draw_choices(d, body);
    }
    draw_keyboard(d, below);
}

void tf_propose_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_propose view;
    tf_view_propose(&view, frame->arena, frame->state);
    const struct tf_propose *propose = frame->state->propose;
    struct drawing d = {
        .frame = frame,
        .scene = scene,
        .view = &view,
        .propose = propose,
        .active = propose != NULL ? propose->field : TF_PROPOSE_NO_FIELD,
        .lang = frame->state->lang,
        .gap = tf_style_gap(scene, frame->is_portrait ? TF_GAP_MEDIUM : TF_GAP_SMALL),
        .target = tf_style_target(scene),
    };
    struct tf_rect body = frame->body;
    tf_screen_top(frame, tf_take_top(&body, d.target, d.gap), view.heading);
    draw_body(&d, body);
    draw_questions(&d);
}
