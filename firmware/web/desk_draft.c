/* A whole grid proposed from the stars: run, explained, run again, published as one step. The same board and
 * number give the same proposal, so nothing has to be kept between asking and publishing. */
#include "web/desk.h"

#include "core/policy.h"
#include "core/schedule.h"
#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <string.h>

enum { LOOK_STEPS = 20000, LOOKED_AT_S = 3600 };

static enum tf_err propose(const struct tf_visit *visit, uint64_t seed, int64_t from,
                           struct tf_schedule **out)
{
    struct tf_problem problem = {0};
    struct tf_schedule_options options = {.seed = seed, .from = from};
    enum tf_err err = tf_schedule_create(out, visit->board, &options, &problem);
    while (err == TF_OK && !tf_schedule_look(*out, LOOK_STEPS)) {
    }
    return err;
}

static void line(struct tf_visit *visit, const struct tf_schedule_entry *entry)
{
    struct tf_html *html = &visit->html;
    const struct tf_session *session = tf_board_session(visit->board, entry->session);
    const struct tf_space *space = tf_board_space(visit->board, entry->space);
    const struct tf_slot *slot = tf_board_slot(visit->board, entry->slot);
    const char *sentences[TF_WORDS_SCHEDULE_MAX];
    size_t count = tf_words_schedule(sentences, visit->arena, visit->lang, visit->board, entry);
    tf_html_open(html, "li");
    tf_html_open(html, "div");
    if (slot != NULL) {
        tf_html_leaf(html, "time", "", tf_words_clock(visit->arena, visit->zone, slot->start));
    }
    tf_html_open(html, "b");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, session != NULL ? session->title : "");
    tf_html_close(html);
    if (entry->fixed) {
        tf_html_text(html, " ");
        tf_html_leaf(html, "small", "mark", tf_tr(visit->lang, "Fixed"));
    }
    for (size_t i = 0; i < count; i++) {
        tf_html_leaf(html, "p", "hint", sentences[i]);
    }
    tf_html_close(html);
    tf_frame_space(visit, space);
    tf_html_close(html);
}

static void publish_form(struct tf_visit *visit, uint64_t seed)
{
    struct tf_html *html = &visit->html;
    tf_desk_form(visit, "/desk/draft", "doing");
    tf_frame_hidden(visit, "seed", tf_words_printf(visit->arena, "%" PRIu64, seed));
    tf_frame_hidden(visit, "from", tf_words_printf(visit->arena, "%" PRId64, visit->now_s));
    tf_frame_hidden(visit, "seen", tf_words_printf(visit->arena, "%" PRIu64, visit->board->revision));
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Publish it, as one step"));
    tf_html_close(html);
    tf_html_open(html, "p");
    tf_frame_link(visit, "soft", tf_words_printf(visit->arena, "/desk/draft?seed=%" PRIu64, seed % 1000 + 1),
                  tf_tr(visit->lang, "Another proposal"));
    tf_html_close(html);
}

static void proposal(struct tf_visit *visit, uint64_t seed)
{
    struct tf_html *html = &visit->html;
    struct tf_schedule *schedule = NULL;
    size_t count = 0;
    int64_t day = INT64_MIN;
    enum tf_err err = propose(visit, seed, visit->now_s, &schedule);
    if (err != TF_OK) {
        tf_html_leaf(html, "p", "quiet",
                     err == TF_ERR_LIMIT ? tf_words_reason(visit->lang, TF_REASON_FULL)
                                         : tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    const struct tf_schedule_entry *entries = tf_schedule_entries(schedule, &count);
    tf_html_leaf(
        html, "p", "",
        tf_words_printf(visit->arena,
                        tf_tr(visit->lang, "Sessions missed by those who want them, in points: %ld; as "
                                           "the grid stands now: %ld. Fewer is better."),
                        (long)tf_schedule_cost(schedule), (long)tf_schedule_cost_before(schedule)));
    publish_form(visit, seed);
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    for (size_t i = 0; i < count; i++) {
        const struct tf_slot *slot = tf_board_slot(visit->board, entries[i].slot);
        int64_t its_day = slot != NULL ? slot->day : INT64_MAX;
        if (its_day != day) {
            tf_html_leaf(html, "li", "head",
                         slot != NULL ? tf_words_date(visit->arena, visit->lang, its_day)
                                      : tf_tr(visit->lang, "Without a place"));
        }
        day = its_day;
        line(visit, &entries[i]);
    }
    tf_html_close(html);
    tf_schedule_destroy(schedule);
}

void tf_desk_draft(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    uint64_t seed = tf_form_id(&visit->request->query, "seed");
    tf_desk_begin(visit, tf_tr(visit->lang, "Draft schedule"), TF_DESK_DRAFT);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Draft schedule"));
    if (!tf_policy_schedules(tf_board_gathering(visit->board))) {
        tf_html_leaf(html, "p", "quiet", tf_words_reason(visit->lang, TF_REASON_NO_SCHEDULE));
    } else if (seed == 0) {
        tf_html_leaf(html, "p", "",
                     tf_tr(visit->lang,
                           "A grid proposed from the stars: fixed cards stay, hosts are never in two "
                           "places, larger rooms go to what more people want. Nothing changes before "
                           "it is published."));
        tf_html_open(html, "p");
        tf_frame_link(visit, "soft", "/desk/draft?seed=1", tf_tr(visit->lang, "Propose a grid"));
        tf_html_close(html);
    } else {
        proposal(visit, seed);
    }
    tf_desk_end(visit);
}

static void published(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk", tf_desk_draft);
}

void tf_desk_write_draft(struct tf_visit *visit)
{
    struct tf_schedule *schedule = NULL;
    struct tf_command *command = NULL;
    struct tf_rng rng;
    const char *now = tf_words_printf(visit->arena, "%" PRIu64, visit->board->revision);
    uint64_t seed = tf_form_id(&visit->request->form, "seed");
    if (!tf_policy_schedules(tf_board_gathering(visit->board)) || seed == 0) {
        tf_write_again(visit, 409, tf_words_reason(visit->lang, TF_REASON_NO_SCHEDULE), NULL, tf_desk_draft);
        return;
    }
    if (strcmp(tf_visit_field(visit, "seen"), now) != 0) { /* what is published is what was looked at */
        tf_desk_ask(
            visit,
            tf_tr(visit->lang, "The board has changed since this was proposed: it would be another grid."),
            tf_tr(visit->lang, "Propose it anew and publish it"), "seen", now);
        return;
    }
    int64_t from = (int64_t)tf_form_id(&visit->request->form, "from");
    if (from > visit->now_s || from < visit->now_s - LOOKED_AT_S) {
        from = visit->now_s;
    }
    tf_rng_seed(&rng, tf_visit_id(visit, 'd'));
    enum tf_err err = propose(visit, seed, from, &schedule);
    if (err == TF_OK) {
        err = tf_schedule_command(&command, schedule, tf_visit_actor(visit), visit->now_s, &rng);
    }
    tf_schedule_destroy(schedule);
    if (err != TF_OK) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    tf_write_send(visit, command, published);
}
