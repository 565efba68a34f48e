#include "binding/pen.h"

#include "binding/notes.h"
#include "words/words.h"

#include <stdio.h>
#include <string.h>

enum {
    BAND_PX = 1900, /* of the cover */
    WIDE_PX = TF_FLOW_TEXT_PX + TF_FLOW_TEXT_W_PX - TF_FLOW_MARGIN_PX,
    CODE_PX = 300,
    CODE_MODULE_PX = 4, /* 0.4 mm */
    NUMBER_W_PX = 140,  /* of a page */
    TILES_A_ROW = 3,
    TILE_H_PX = 260,
    NAMES_BYTES = 4000, /* laid down together */
    TITLE_LINES_MAX = 7,
    MARK_PX = 34, /* a box to tick */
};

static struct tf_type_style look(enum tf_type type, enum tf_paint paint, bool bold)
{
    return (struct tf_type_style){.type = type, .paint = paint, .bold = bold};
}

static void text(struct tf_binding_pen *pen, enum tf_type type, enum tf_paint paint, bool bold,
                 const char *what)
{
    if (*what != '\0') {
        tf_flow_text(&pen->flow, TF_FLOW_TEXT_PX, TF_FLOW_TEXT_W_PX, what, look(type, paint, bold));
    }
}

static void theirs(struct tf_binding_pen *pen, const char *what)
{
    if (*what != '\0') {
        tf_flow_theirs(&pen->flow, TF_FLOW_TEXT_PX, TF_FLOW_TEXT_W_PX, what,
                       look(TF_TYPE_BODY, TF_PAINT_INK, false));
    }
}

static void gap(struct tf_binding_pen *pen, enum tf_space_step step)
{
    tf_flow_gap(&pen->flow, step);
}

/* "12", at the end of a line. */
static void page_number(struct tf_binding_pen *pen, int page, int y)
{
    char number[16];
    struct tf_type_style style = look(TF_TYPE_SMALL, TF_PAINT_INK_SOFT, false);

    (void)snprintf(number, sizeof(number), "%d", page);
    style.align = TF_ALIGN_END;
    tf_flow_beside(&pen->flow, TF_FLOW_TEXT_PX + TF_FLOW_TEXT_W_PX - NUMBER_W_PX, y, NUMBER_W_PX, number,
                   style);
}

static const char *link_of(struct tf_binding_pen *pen, const char *anchor)
{
    return tf_words_printf(&pen->book->arena, "#%s", anchor);
}

/* ---- the cover --------------------------------------------------------------------------------------------
 */

/* In the largest letters in which it has room. */
static struct tf_type_style title_style(struct tf_binding_pen *pen, const char *title)
{
    struct tf_type_style style = look(TF_TYPE_DISPLAY, TF_PAINT_ON_ACCENT, true);
    int line = tf_flow_height(&pen->flow, "X", style, WIDE_PX);

    if (tf_flow_height(&pen->flow, title, style, WIDE_PX) > TITLE_LINES_MAX * line) {
        style.type = TF_TYPE_HEADLINE;
    }
    return style;
}

static int cover_line(struct tf_binding_pen *pen, int y, enum tf_type type, enum tf_paint paint, bool bold,
                      const char *what)
{
    int gap_px = pen->flow.theme.gap_px[TF_GAP_SMALL];

    return *what == '\0'
               ? y
               : y + gap_px +
                     tf_flow_beside(&pen->flow, TF_FLOW_MARGIN_PX, y, WIDE_PX, what, look(type, paint, bold));
}

/* The address without its scheme, as people type it. */
static const char *typed(const char *url)
{
    const char *host = strstr(url, "://");

    return host != NULL ? host + 3 : url;
}

/* A code and its address under it; returns where it ends. */
static int code(struct tf_binding_pen *pen, int y, const char *url)
{
    struct tf_flow *flow = &pen->flow;
    struct tf_rect rect = tf_flow_rect(flow, TF_FLOW_MARGIN_PX, y, CODE_PX, CODE_PX);
    struct tf_type_style style = look(TF_TYPE_SMALL, TF_PAINT_INK_SOFT, false);
    int h;

    if (flow->canvas != NULL) {
        (void)tf_canvas_qr(flow->canvas, rect, url, CODE_MODULE_PX, flow->theme.paint[TF_PAINT_QR_DARK],
                           flow->theme.paint[TF_PAINT_QR_LIGHT]);
    }
    h = CODE_PX +
        tf_flow_beside(flow, TF_FLOW_MARGIN_PX, y + CODE_PX, TF_FLOW_MARGIN_W_PX, typed(url), style);
    tf_flow_link(flow, TF_FLOW_MARGIN_PX, y, TF_FLOW_MARGIN_W_PX, h, url);
    return y + h;
}

static void draw_cover(struct tf_binding_pen *pen)
{
    struct tf_flow *flow = &pen->flow;
    const struct tf_book *book = pen->book;
    const struct tf_gathering *event = book->gathering;
    struct tf_type_style style = title_style(pen, book->title);
    struct tf_type_style sub = look(TF_TYPE_TITLE, TF_PAINT_ON_ACCENT, false);
    int gap_px = flow->theme.gap_px[TF_GAP_HUGE], y = BAND_PX - gap_px;

    if (flow->canvas != NULL) {
        tf_canvas_fill(flow->canvas, (struct tf_rect){0, 0, TF_FLOW_WIDTH_PX, BAND_PX},
                       flow->theme.paint[TF_PAINT_ACCENT]);
        tf_canvas_icon(flow->canvas, tf_flow_rect(flow, TF_FLOW_MARGIN_PX, TF_FLOW_TOP_PX, 160, 160),
                       TF_ICON_TWO_FEET, flow->theme.paint[TF_PAINT_ON_ACCENT], flow->rtl);
    }
    if (*event->subtitle != '\0') {
        y -= tf_flow_height(flow, event->subtitle, sub, WIDE_PX);
        tf_flow_beside(flow, TF_FLOW_MARGIN_PX, y, WIDE_PX, event->subtitle, sub);
        y -= flow->theme.gap_px[TF_GAP_LARGE];
    }
    y -= tf_flow_height(flow, book->title, style, WIDE_PX);
    tf_flow_beside(flow, TF_FLOW_MARGIN_PX, y, WIDE_PX, book->title, style);
    y -= flow->theme.gap_px[TF_GAP_LARGE] + flow->theme.type_px[TF_TYPE_TITLE];
    tf_flow_beside(flow, TF_FLOW_MARGIN_PX, y, WIDE_PX, tf_tr(book->lang, "Book of proceedings"), sub);

    y = cover_line(pen, BAND_PX + gap_px, TF_TYPE_TITLE, TF_PAINT_INK, true, book->when);
    y = cover_line(pen, y, TF_TYPE_TITLE, TF_PAINT_INK, false, event->place);
    y = cover_line(pen, y, TF_TYPE_BODY, TF_PAINT_INK, false, book->invitation);
    (void)cover_line(pen, y, TF_TYPE_BODY, TF_PAINT_INK_SOFT, false, event->url);
    if (*book->base_url != '\0') {
        code(pen, TF_FLOW_BOTTOM_PX - CODE_PX, book->base_url);
    }
}

static void title_of_page(struct tf_binding_pen *pen, const char *title)
{
    tf_flow_page(&pen->flow);
    tf_flow_text(&pen->flow, TF_FLOW_MARGIN_PX, WIDE_PX, title,
                 look(TF_TYPE_HEADLINE, TF_PAINT_ACCENT, true));
    gap(pen, TF_GAP_LARGE);
}

static void cover(void *user, const struct tf_book *book, const struct tf_book_chapter *chapters,
                  size_t count)
{
    struct tf_binding_pen *pen = user;
    struct tf_flow *flow = &pen->flow;

    draw_cover(pen);
    title_of_page(pen, tf_tr(book->lang, "Contents"));
    for (size_t i = 0; i < count; i++) {
        int y;

        tf_flow_line(flow, TF_FLOW_TEXT_PX, TF_FLOW_TEXT_W_PX);
        gap(pen, TF_GAP_MEDIUM);
        y = flow->y;
        page_number(pen, pen->pages->chapters[i], y);
        tf_flow_text(flow, TF_FLOW_TEXT_PX, TF_FLOW_TEXT_W_PX - NUMBER_W_PX, chapters[i].title,
                     look(TF_TYPE_CARD, TF_PAINT_INK, true));
        tf_flow_link(flow, TF_FLOW_TEXT_PX, y, TF_FLOW_TEXT_W_PX, flow->y - y,
                     link_of(pen, chapters[i].anchor));
        gap(pen, TF_GAP_MEDIUM);
    }
}

/* ---- chapters ---------------------------------------------------------------------------------------------
 */

static void lay_down_names(struct tf_binding_pen *pen)
{
    if (pen->names.len > 0) {
        text(pen, TF_TYPE_BODY, TF_PAINT_INK, false, pen->names.data);
        tf_buf_clear(&pen->names);
    }
}

static void chapter(void *user, const struct tf_book_chapter *is)
{
    struct tf_binding_pen *pen = user;
    struct tf_flow *flow = &pen->flow;

    lay_down_names(pen);
    title_of_page(pen, is->title);
    pen->pages->chapters[pen->chapter++] = flow->page;
    tf_flow_place(flow, is->anchor, 0);
    if (flow->canvas != NULL) {
        pen->outline_chapter = tf_canvas_outline(flow->canvas, 0, is->title, is->anchor);
    }
}

static void heading(void *user, const char *what)
{
    struct tf_binding_pen *pen = user;

    if (pen->counted % TILES_A_ROW != 0) {
        pen->flow.y += TILE_H_PX + pen->flow.theme.gap_px[TF_GAP_MEDIUM];
    }
    pen->counted = 0;
    gap(pen, TF_GAP_LARGE);
    tf_flow_room(&pen->flow, 200); /* with a line of what it is over */
    tf_flow_text(&pen->flow, TF_FLOW_MARGIN_PX, WIDE_PX, what, look(TF_TYPE_TITLE, TF_PAINT_INK, true));
    gap(pen, TF_GAP_MEDIUM);
}

static void say(void *user, const char *what)
{
    struct tf_binding_pen *pen = user;

    gap(pen, TF_GAP_SMALL);
    text(pen, TF_TYPE_LABEL, TF_PAINT_INK_SOFT, false, what);
}

static void count_of(void *user, size_t number, const char *of_what)
{
    struct tf_binding_pen *pen = user;
    struct tf_flow *flow = &pen->flow;
    const int gap_px = flow->theme.gap_px[TF_GAP_MEDIUM], pad = flow->theme.gap_px[TF_GAP_MEDIUM];
    const int w = (WIDE_PX - (TILES_A_ROW - 1) * gap_px) / TILES_A_ROW;
    int column = (int)(pen->counted++ % TILES_A_ROW), x = TF_FLOW_MARGIN_PX + column * (w + gap_px), h;
    char digits[24];

    if (flow->canvas != NULL) {
        tf_canvas_round(flow->canvas, tf_flow_rect(flow, x, flow->y, w, TILE_H_PX), flow->theme.radius_px,
                        flow->theme.paint[TF_PAINT_CARD_SOFT], 0, 0);
    }
    (void)snprintf(digits, sizeof(digits), "%zu", number);
    h = tf_flow_beside(flow, x + pad, flow->y + pad, w - 2 * pad, digits,
                       look(TF_TYPE_HEADLINE, TF_PAINT_ACCENT, true));
    struct tf_type_style style = look(TF_TYPE_LABEL, TF_PAINT_INK, false);
    style.lines = 2;
    tf_flow_beside(flow, x + pad, flow->y + pad + h, w - 2 * pad, of_what, style);
    flow->y += column == TILES_A_ROW - 1 ? TILE_H_PX + gap_px : 0;
}

static void name(void *user, const char *what)
{
    struct tf_binding_pen *pen = user;

    if (pen->names.len > NAMES_BYTES) {
        lay_down_names(pen);
    }
    tf_buf_printf(&pen->names, "%s\u2068%s\u2069", pen->names.len > 0 ? " · " : "", what);
    pen->err = pen->err == TF_OK ? tf_buf_err(&pen->names) : pen->err;
}

/* ---- lists ------------------------------------------------------------------------------------------------
 */

static void entry(void *user, const struct tf_book_entry *is)
{
    struct tf_binding_pen *pen = user;
    struct tf_flow *flow = &pen->flow;
    struct tf_arena *arena = &pen->book->arena;
    const struct tf_session *session = is->session != NULL ? is->session->session : NULL;
    const int w = TF_FLOW_TEXT_W_PX - NUMBER_W_PX;
    struct tf_type_style title =
        look(TF_TYPE_CARD, session != NULL ? TF_PAINT_INK : TF_PAINT_INK_SOFT, session != NULL);
    const char *what = session != NULL    ? session->title
                       : *is->slot->title ? is->slot->title
                                          : tf_tr(pen->book->lang, "Break");
    const char *more = "";
    int y;

    if (session != NULL) {
        more = tf_words_printf(arena, "%s%s%s",
                               is->space != NULL ? tf_words_isolate(arena, is->space->name) : "",
                               *session->host && is->space != NULL ? " · " : "",
                               *session->host ? tf_words_isolate(arena, session->host) : "");
    }
    tf_flow_room(flow, tf_flow_height(flow, what, title, w) + 120);
    tf_flow_line(flow, TF_FLOW_MARGIN_PX, WIDE_PX);
    flow->y += flow->theme.gap_px[TF_GAP_SMALL];
    y = flow->y;
    tf_flow_beside(flow, TF_FLOW_MARGIN_PX, y, TF_FLOW_MARGIN_W_PX, is->clock,
                   look(TF_TYPE_CARD, TF_PAINT_INK_SOFT, false));
    if (session != NULL) {
        page_number(pen, pen->pages->sessions[is->session - pen->book->sessions], y);
    }
    tf_flow_text(flow, TF_FLOW_TEXT_PX, w, what, title);
    if (*more != '\0') {
        tf_flow_text(flow, TF_FLOW_TEXT_PX, w, more, look(TF_TYPE_SMALL, TF_PAINT_INK_SOFT, false));
    }
    if (session != NULL) {
        tf_flow_link(flow, TF_FLOW_MARGIN_PX, y, WIDE_PX, flow->y - y, link_of(pen, is->session->anchor));
    }
    flow->y += flow->theme.gap_px[TF_GAP_SMALL];
}

static void news(void *user, const struct tf_news *is, const char *when)
{
    struct tf_binding_pen *pen = user;

    tf_flow_room(&pen->flow, 200);
    tf_flow_beside(&pen->flow, TF_FLOW_MARGIN_PX, pen->flow.y, TF_FLOW_MARGIN_W_PX, when,
                   look(TF_TYPE_SMALL, TF_PAINT_INK_SOFT, false));
    theirs(pen, is->text);
    gap(pen, TF_GAP_LARGE);
}

static void draw_box(struct tf_binding_pen *pen, bool is_done)
{
    struct tf_flow *flow = &pen->flow;
    struct tf_rect box =
        tf_flow_rect(flow, TF_FLOW_TEXT_PX,
                     flow->y + (flow->theme.type_px[TF_TYPE_BODY] * 13 / 10 - MARK_PX) / 2, MARK_PX, MARK_PX);
    uint32_t accent = flow->theme.paint[TF_PAINT_ACCENT];

    if (flow->canvas != NULL) {
        tf_canvas_round(flow->canvas, box, 5, is_done ? accent : 0, accent, 4);
    }
    if (flow->canvas != NULL && is_done) {
        tf_canvas_icon(flow->canvas, tf_rect_inset(box, 3, 3), TF_ICON_CHECK,
                       flow->theme.paint[TF_PAINT_ON_ACCENT], false);
    }
}

static void action(void *user, const struct tf_action *is, const char *due,
                   const struct tf_book_session *from)
{
    struct tf_binding_pen *pen = user;
    struct tf_flow *flow = &pen->flow;
    struct tf_arena *arena = &pen->book->arena;
    const int in = MARK_PX + flow->theme.gap_px[TF_GAP_SMALL], x = TF_FLOW_TEXT_PX + in,
              w = TF_FLOW_TEXT_W_PX - in;
    struct tf_type_style style = look(TF_TYPE_BODY, TF_PAINT_INK, false);
    const char *more = tf_words_printf(arena, "%s%s%s", *is->who ? tf_words_isolate(arena, is->who) : "",
                                       *is->who && *due ? " · " : "", due);
    int y;

    tf_flow_room(flow, tf_flow_height(flow, is->what, style, w) + 60);
    draw_box(pen, is->done);
    y = flow->y;
    if (from != NULL) {
        page_number(pen, pen->pages->sessions[from - pen->book->sessions], y);
    }
    tf_flow_text(flow, x, w - (from != NULL ? NUMBER_W_PX : 0), is->what, style);
    if (*more != '\0') {
        tf_flow_text(flow, x, w, more, look(TF_TYPE_LABEL, TF_PAINT_INK, true));
    }
    if (from != NULL) {
        tf_flow_text(flow, x, w, from->session->title, look(TF_TYPE_SMALL, TF_PAINT_INK_SOFT, false));
        tf_flow_link(flow, TF_FLOW_TEXT_PX, y, TF_FLOW_TEXT_W_PX, flow->y - y, link_of(pen, from->anchor));
    }
    gap(pen, TF_GAP_SMALL);
}

/* ---- a session's report -----------------------------------------------------------------------------------
 */

static void outline(struct tf_binding_pen *pen, const struct tf_book_session *is)
{
    tf_flow_place(&pen->flow, is->anchor, pen->flow.y - pen->flow.theme.gap_px[TF_GAP_MEDIUM]);
    if (pen->flow.canvas != NULL) {
        tf_canvas_outline(pen->flow.canvas, pen->outline_chapter, is->session->title, is->anchor);
    }
}

static void session(void *user, const struct tf_book_session *is, const char *facts)
{
    struct tf_binding_pen *pen = user;
    struct tf_flow *flow = &pen->flow;
    struct tf_type_style title = look(TF_TYPE_TITLE, TF_PAINT_INK, true);
    const struct tf_session *session = is->session;

    tf_flow_room(flow, tf_flow_height(flow, session->title, title, TF_FLOW_TEXT_W_PX) + CODE_PX + 100);
    pen->pages->sessions[is - pen->book->sessions] = flow->page;
    outline(pen, is);
    tf_flow_line(flow, TF_FLOW_MARGIN_PX, WIDE_PX);
    flow->y += flow->theme.gap_px[TF_GAP_MEDIUM];
    pen->code_page = flow->page;
    pen->code_bottom_px = *is->url != '\0' ? code(pen, flow->y, is->url) : 0;
    text(pen, TF_TYPE_TITLE, TF_PAINT_INK, true, session->title);
    gap(pen, TF_GAP_HAIR);
    text(pen, TF_TYPE_BODY, TF_PAINT_INK_SOFT, false, session->subtitle);
    gap(pen, TF_GAP_SMALL);
    text(pen, TF_TYPE_BODY, TF_PAINT_INK, true, session->host);
    for (size_t i = 0; i < is->run_count; i++) {
        const struct tf_space *space = is->runs[i].space;

        text(pen, TF_TYPE_LABEL, TF_PAINT_INK_SOFT, false,
             tf_words_printf(&pen->book->arena, "%s%s%s", is->runs[i].when, space != NULL ? " · " : "",
                             space != NULL ? tf_words_isolate(&pen->book->arena, space->name) : ""));
    }
    text(pen, TF_TYPE_LABEL, TF_PAINT_INK_SOFT, false, facts);
    gap(pen, TF_GAP_SMALL);
    theirs(pen, session->about);
    text(pen, TF_TYPE_LABEL, TF_PAINT_ACCENT, false, session->url);
    pen->has_note = pen->is_in_note = false;
}

static void topic(void *user, const struct tf_session *merged)
{
    struct tf_binding_pen *pen = user;

    text(pen, TF_TYPE_BODY, TF_PAINT_INK, true, merged->title);
    text(pen, TF_TYPE_LABEL, TF_PAINT_INK_SOFT, false, merged->host);
    theirs(pen, merged->about);
    gap(pen, TF_GAP_SMALL);
}

static void label(void *user, const char *what)
{
    struct tf_binding_pen *pen = user;

    gap(pen, TF_GAP_MEDIUM);
    tf_flow_room(&pen->flow, 160);
    text(pen, TF_TYPE_LABEL, TF_PAINT_ACCENT, true, what);
    gap(pen, TF_GAP_TINY);
}

static void answer(void *user, const char *question, const char *what)
{
    struct tf_binding_pen *pen = user;
    struct tf_flow *flow = &pen->flow;

    if (!pen->is_in_note && pen->has_note) {
        gap(pen, TF_GAP_MEDIUM);
        tf_flow_line(flow, TF_FLOW_TEXT_PX, TF_FLOW_MARGIN_W_PX);
    }
    pen->is_in_note = true;
    if (*question != '\0') {
        label(pen, question);
    } else {
        gap(pen, TF_GAP_SMALL);
    }
    enum tf_err err = tf_binding_note(flow, what);
    pen->err = pen->err == TF_OK ? err : pen->err;
}

static void note_end(void *user, const char *by)
{
    struct tf_binding_pen *pen = user;

    if (*by != '\0') {
        gap(pen, TF_GAP_TINY);
        text(pen, TF_TYPE_LABEL, TF_PAINT_INK_SOFT, false,
             tf_words_printf(&pen->book->arena, "— %s", tf_words_isolate(&pen->book->arena, by)));
    }
    pen->has_note = true;
    pen->is_in_note = false;
}

static void session_end(void *user, const struct tf_book_session *is)
{
    struct tf_binding_pen *pen = user;
    struct tf_flow *flow = &pen->flow;

    (void)is;
    if (pen->code_page == flow->page && flow->y < pen->code_bottom_px) {
        flow->y = pen->code_bottom_px;
    }
    gap(pen, TF_GAP_HUGE);
}

static void end(void *user)
{
    struct tf_binding_pen *pen = user;

    lay_down_names(pen);
    tf_flow_page(&pen->flow);
}

const struct tf_book_pen tf_binding_tell = {
    .cover = cover,
    .chapter = chapter,
    .heading = heading,
    .say = say,
    .count = count_of,
    .name = name,
    .entry = entry,
    .news = news,
    .session = session,
    .topic = topic,
    .label = label,
    .answer = answer,
    .note_end = note_end,
    .session_end = session_end,
    .action = action,
    .end = end,
};
