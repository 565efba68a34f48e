/* News for every screen and phone: written, pinned, taken down, shown again. */
#include "web/desk.h"

#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool is_over(const struct tf_visit *visit, const struct tf_news *news)
{
    return news->hidden || (news->expires_at != 0 && news->expires_at <= visit->now_s);
}

static void compose(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_desk_form(visit, "/desk/news", "panel");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Tell everybody"));
    tf_frame_input(visit, &(struct tf_frame_input){
                              .name = "text",
                              .label = tf_tr(visit->lang, "What is new?"),
                              .hint = tf_tr(visit->lang, "It is on every screen and phone at once."),
                              .value = tf_frame_kept(visit, "text", ""),
                              .max = TF_ABOUT_GRAPHEMES_MAX,
                              .rows = 3,
                              .is_required = true});
    static const char *const NAMES[] = {TF_N("until it is taken down"), TF_N("for half an hour"),
                                        TF_N("for two hours"), TF_N("for today")};
    static const char *const VALUES[] = {"0", "30", "120", "today"};
    tf_desk_select(visit, "for", tf_tr(visit->lang, "How long?"), VALUES, NAMES, 4,
                   tf_frame_kept(visit, "for", "120"));
    tf_frame_check(visit, "pinned", tf_tr(visit->lang, "Keep it on top"), false);
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Announce"));
    tf_html_close(html);
}

static void act(struct tf_visit *visit, const struct tf_news *news, const char *field, bool on,
                const char *text)
{
    tf_desk_form(visit, tf_words_printf(visit->arena, "/desk/news/%" PRIu64, news->record.key.id), "do");
    tf_frame_hidden(visit, "seen", tf_desk_seen_of(visit->arena, &news->record));
    tf_desk_choice(visit, "soft", field, on ? "1" : "0", text);
    tf_html_close(&visit->html);
}

static void line(struct tf_visit *visit, const struct tf_news *news)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_html_attr(html, "class", is_over(visit, news) ? "gone" : "");
    tf_html_open(html, "div");
    tf_html_open(html, "p");
    tf_html_attr(html, "class", "about");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, news->text);
    tf_html_close(html);
    tf_html_open(html, "p");
    tf_html_attr(html, "class", "hint");
    tf_html_text(html, tf_words_clock(visit->arena, visit->zone, news->at));
    if (news->pinned) {
        tf_html_leaf(html, "small", "mark", tf_tr(visit->lang, "On top"));
    }
    if (news->hidden) {
        tf_html_leaf(html, "small", "mark", tf_tr(visit->lang, "Taken down"));
    } else if (news->expires_at != 0) {
        tf_html_leaf(html, "small", "mark",
                     tf_words_printf(visit->arena, tf_tr(visit->lang, "until %s"),
                                     tf_words_clock(visit->arena, visit->zone, news->expires_at)));
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "doing");
    if (!is_over(visit, news)) {
        act(visit, news, "pinned", !news->pinned,
            news->pinned ? tf_tr(visit->lang, "Not on top") : tf_tr(visit->lang, "Keep it on top"));
    }
    act(visit, news, "hidden", !is_over(visit, news),
        is_over(visit, news) ? tf_tr(visit->lang, "Show again") : tf_tr(visit->lang, "Take down"));
    tf_html_close(html);
    tf_html_close(html);
}

void tf_desk_news(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_desk_begin(visit, tf_tr(visit->lang, "News"), TF_DESK_NEWS);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "News"));
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "sides");
    compose(visit);
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    size_t count = 0;
    for (int over = 0; over < 2; over++) { /* what is shown now comes first */
        struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_NEWS]);
        for (; it.record != NULL; tf_table_next(&it)) {
            if (is_over(visit, TF_NEWS(it.record)) == (over == 1)) {
                line(visit, TF_NEWS(it.record));
                count++;
            }
        }
    }
    if (count == 0) {
        tf_html_leaf(html, "li", "", tf_tr(visit->lang, "No news."));
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_desk_end(visit);
}

static void told(struct tf_visit *visit, const struct tf_answer *answer)
{
    const struct tf_record *now =
        tf_board_get(visit->board, TF_KIND_NEWS, (struct tf_key){0, strtoull(visit->word, NULL, 10)});
    if (answer->refusal.reason == TF_REASON_CHANGED_SINCE) {
        tf_desk_ask(visit, tf_tr(visit->lang, "Somebody else changed this meanwhile."),
                    tf_tr(visit->lang, "Do it all the same"), "seen", tf_desk_seen_of(visit->arena, now));
        return;
    }
    tf_desk_done(visit, answer, "/desk/news", tf_desk_news);
}

static int64_t until(const struct tf_visit *visit)
{
    const char *asked = tf_visit_field(visit, "for");
    if (strcmp(asked, "today") == 0) {
        struct tf_civil civil;
        int64_t end = 0;
        tf_zone_civil(visit->zone, visit->now_s, &civil);
        civil.hour = 23;
        civil.minute = civil.second = 59;
        return tf_zone_utc(visit->zone, &civil, &end) == TF_OK ? end : 0;
    }
    struct tf_form form = {.count = 1, .fields = {{"m", asked}}};
    uint64_t minutes = tf_form_id(&form, "m");
    return minutes > 0 && minutes <= 24 * 60 ? visit->now_s + (int64_t)minutes * 60 : 0;
}

void tf_desk_write_news(struct tf_visit *visit)
{
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, tf_visit_id(visit, 'n')}},
                           .pinned = tf_visit_field(visit, "pinned")[0] == '1',
                           .expires_at = until(visit)};
    const struct tf_write_text text = {"text", TF_TEXT_ABOUT, &news.text};
    if (!tf_write_texts(visit, &text, 1, tf_desk_news)) {
        return;
    }
    if (news.text[0] == '\0') {
        tf_write_again(visit, 400, tf_tr(visit->lang, "There is nothing in it yet."), NULL, tf_desk_news);
        return;
    }
    tf_desk_send(visit, tf_write_command(visit, TF_VERB_NEWS), &news.record, 0, told);
}

void tf_desk_write_news_one(struct tf_visit *visit)
{
    struct tf_key key = {0, strtoull(visit->word, NULL, 10)};
    const struct tf_record *now = tf_board_get(visit->board, TF_KIND_NEWS, key);
    bool is_pin = tf_form_has(&visit->request->form, "pinned");
    if (!tf_desk_must_be_as_seen(visit, now, now != NULL ? TF_NEWS(now)->text : "")) {
        return;
    }
    struct tf_news want = {.record = {.kind = TF_KIND_NEWS, .key = key},
                           .pinned = tf_visit_field(visit, "pinned")[0] == '1',
                           .hidden = tf_visit_field(visit, "hidden")[0] == '1'};
    uint64_t fields = tf_schema_mask(TF_KIND_NEWS, is_pin ? "pinned" : "hidden");
    if (!is_pin && !want.hidden) { /* shown again: until it is taken down */
        fields |= tf_schema_mask(TF_KIND_NEWS, "expires_at");
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_NEWS);
    if (command != NULL) {
        tf_command_set_seen(command, now);
    }
    tf_desk_send(visit, command, &want.record, fields, told);
}
