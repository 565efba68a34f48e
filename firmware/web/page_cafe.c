/* A World Café on phones: whoever has a number sees at which table they sit in which round, and what is asked
 * there; and the whole plan, for those who set the tables. */
#include "web/pages.h"

#include "core/cafe.h"
#include "web/frame.h"
#include "words/words.h"
#include "words/words_cafe.h"

static void number_form(struct tf_visit *visit, const struct tf_cafe *cafe, const char *number)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "form");
    tf_html_attr(html, "class", "steps");
    tf_html_url(html, "action", "/tables");
    tf_html_open(html, "label");
    tf_html_attr(html, "for", "n");
    tf_html_text(html, tf_tr(visit->lang, "My number"));
    tf_html_close(html);
    tf_html_open(html, "input");
    tf_html_attr(html, "type", "number");
    tf_html_attr(html, "id", "n");
    tf_html_attr(html, "name", "n");
    tf_html_int(html, "min", 1);
    tf_html_int(html, "max", (int64_t)cafe->plan.guests);
    tf_html_attr(html, "value", number);
    tf_html_close(html);
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Show my tables"));
    tf_html_close(html);
}

static const char *clocks(struct tf_visit *visit, const struct tf_slot *round)
{
    return tf_words_clocks(visit->arena, visit->lang, visit->zone, round->start, round->end);
}

static void way_of(struct tf_visit *visit, const struct tf_cafe *cafe, size_t guest)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "ol");
    tf_html_attr(html, "class", "notes");
    for (size_t round = 0; round < cafe->plan.rounds; round++) {
        tf_html_open(html, "li");
        tf_html_leaf(html, "time", "", clocks(visit, cafe->rounds[round]));
        tf_html_text(html, " ");
        tf_frame_space(visit, cafe->tables[tf_rotation_table(&cafe->plan, guest, round)]);
        if (cafe->rounds[round]->title[0] != '\0') {
            tf_html_open(html, "p");
            tf_html_person(html, cafe->rounds[round]->title);
            tf_html_close(html);
        }
        tf_html_close(html);
    }
    tf_html_close(html);
}

static void whole_plan(struct tf_visit *visit, const struct tf_cafe *cafe)
{
    struct tf_html *html = &visit->html;
    for (size_t round = 0; round < cafe->plan.rounds; round++) {
        tf_html_leaf(html, "h2", "", clocks(visit, cafe->rounds[round]));
        if (cafe->rounds[round]->title[0] != '\0') {
            tf_html_open(html, "p");
            tf_html_person(html, cafe->rounds[round]->title);
            tf_html_close(html);
        }
        tf_html_open(html, "table");
        tf_html_attr(html, "class", "bars");
        for (size_t table = 0; table < cafe->plan.tables; table++) {
            tf_html_open(html, "tr");
            tf_html_open(html, "th");
            tf_html_attr(html, "scope", "row");
            tf_frame_space(visit, cafe->tables[table]);
            tf_html_close(html);
            tf_html_leaf(html, "td", "",
                         tf_words_cafe_numbers(visit->arena, visit->lang, cafe, round, table));
            tf_html_close(html);
        }
        tf_html_close(html);
    }
}

void tf_page_cafe(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    struct tf_cafe cafe;
    const char *title = tf_tr(visit->lang, "Tables and rounds");
    const char *number = tf_form_get(&visit->request->query, "n");
    enum tf_err err = tf_cafe_plan(&cafe, visit->board,
                                   tf_cafe_day(visit->board, tf_zone_day_of(visit->zone, visit->now_s)));
    tf_frame_begin(visit, title, TF_TAB_NONE);
    tf_html_leaf(html, "h1", "", title);
    if (err != TF_OK) {
        tf_html_leaf(html, "p", "quiet", tf_words_cafe_why(visit->lang, err));
        tf_frame_end(visit, false);
        return;
    }
    size_t guest = tf_words_cafe_guest(&cafe, number);
    tf_html_leaf(html, "p", "", tf_words_cafe_summary(visit->arena, visit->lang, &cafe));
    if (number[0] != '\0' && guest == 0) {
        tf_html_leaf(html, "p", "warn", tf_tr(visit->lang, "No guest has this number."));
    }
    number_form(visit, &cafe, guest != 0 ? number : "");
    if (guest != 0) {
        way_of(visit, &cafe, guest);
    } else {
        whole_plan(visit, &cafe);
    }
    tf_cafe_free(&cafe);
    tf_frame_end(visit, false);
}
