/* Running the day: its phase, and the times that are still to come, later or earlier. */
#include "web/desk.h"

#include "base/limits.h"
#include "core/policy.h"
#include "core/topics.h"
#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void one_switch(struct tf_visit *visit, const char *name, bool is_on, const char *text,
                       const char *about)
{
    tf_desk_form(visit, "/desk/day/phase", "steps");
    tf_frame_hidden(visit, name, is_on ? "0" : "1");
    tf_html_open(&visit->html, "button");
    tf_html_attr(&visit->html, "class", is_on ? "soft on" : "soft");
    tf_html_attr(&visit->html, "aria-pressed", is_on ? "true" : "false");
    tf_html_text(&visit->html, text);
    tf_html_close(&visit->html);
    tf_html_close(&visit->html);
    tf_html_leaf(&visit->html, "p", "hint", about);
}

/* One of the event's numbers. */
static void number_form(struct tf_visit *visit, const char *name, const char *label, int64_t least,
                        int64_t most, int64_t now)
{
    struct tf_html *html = &visit->html;
    tf_desk_form(visit, "/desk/day/phase", "steps");
    tf_html_open(html, "label");
    tf_html_attr(html, "for", name);
    tf_html_text(html, label);
    tf_html_close(html);
    tf_html_open(html, "input");
    tf_html_attr(html, "type", "number");
    tf_html_attr(html, "id", name);
    tf_html_attr(html, "name", name);
    tf_html_int(html, "min", least);
    tf_html_int(html, "max", most);
    tf_html_int(html, "value", now);
    tf_html_close(html);
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Save"));
    tf_html_close(html);
}

static void link_to(struct tf_visit *visit, const char *path, const char *text)
{
    tf_html_open(&visit->html, "p");
    tf_frame_link(visit, "soft", path, text);
    tf_html_close(&visit->html);
}

/* How many dots each device has at the convergence. */
static void dots(struct tf_visit *visit, const struct tf_gathering *gathering)
{
    tf_html_leaf(&visit->html, "h2", "", tf_tr(visit->lang, "The convergence"));
    number_form(visit, "dots", tf_tr(visit->lang, "Dots for each phone"), 1, TF_DOTS_EACH_MAX,
                (int64_t)tf_topics_budget(gathering));
    link_to(visit, "/topics", tf_tr(visit->lang, "Topics"));
}

/* Who came, as somebody counted them. */
static void people(struct tf_visit *visit, const struct tf_gathering *gathering)
{
    tf_html_leaf(&visit->html, "h2", "", tf_tr(visit->lang, "What came of it"));
    number_form(visit, "people", tf_tr(visit->lang, "How many people came"), 0, TF_PEOPLE_MAX,
                gathering->people);
    link_to(visit, "/came", tf_tr(visit->lang, "What came of it"));
}

/* What becomes of proposals. */
static void proposals(struct tf_visit *visit, const struct tf_gathering *gathering)
{
    struct tf_html *html = &visit->html;
    enum tf_lang lang = visit->lang;
    tf_html_leaf(html, "h2", "", tf_tr(lang, "What is proposed"));
    one_switch(visit, "drafts", gathering->drafts, tf_tr(lang, "Drafts first"),
               tf_tr(lang, "What is proposed before the marketplace is posted when it opens."));
    if (tf_policy_may_approve(gathering)) {
        one_switch(visit, "approves", gathering->approves, tf_tr(lang, "A look first"),
                   tf_tr(lang, "What is proposed waits until an organiser or a helper has had a look."));
    }
}

static void phases(struct tf_visit *visit, const struct tf_gathering *gathering)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "section");
    tf_html_attr(html, "class", "panel");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Where the day is"));
    tf_desk_form(visit, "/desk/day/phase", "steps");
    tf_frame_hidden(visit, "seen", tf_words_printf(visit->arena, "%d", (int)gathering->phase));
    for (int phase = 0; phase < TF_PHASE_COUNT; phase++) {
        bool is_now = gathering->phase == (enum tf_phase)phase;
        tf_html_open(html, "button");
        tf_html_attr(html, "class", is_now ? "soft on" : "soft");
        tf_html_attr(html, "name", "phase");
        tf_html_int(html, "value", phase);
        if (is_now) {
            tf_html_attr(html, "aria-current", "step");
        }
        tf_html_text(html, tf_words_phase(visit->lang, (enum tf_phase)phase));
        tf_html_close(html);
    }
    tf_html_close(html);
    const char *soon = tf_words_phase_soon(visit->arena, visit->lang, visit->zone, gathering);
    if (soon[0] != '\0') {
        tf_html_leaf(html, "p", "warn", soon);
    }
    tf_desk_form(visit, "/desk/day/phase", "steps");
    tf_frame_hidden(visit, "clock", gathering->by_clock ? "0" : "1");
    tf_frame_button(visit, "soft",
                    gathering->by_clock ? tf_tr(visit->lang, "No longer by the clock")
                                        : tf_tr(visit->lang, "By the clock, announced five minutes before"));
    tf_html_close(html);
    tf_html_leaf(
        html, "p", "hint",
        tf_tr(visit->lang, "The wall and the phones show what belongs to it. It can be taken back."));
    proposals(visit, gathering);
    dots(visit, gathering);
    people(visit, gathering);
    tf_html_close(html);
}

static void shift_line(struct tf_visit *visit, const struct tf_slot *slot)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_html_open(html, "div");
    tf_html_leaf(html, "time", "",
                 tf_words_clocks(visit->arena, visit->lang, visit->zone, slot->start, slot->end));
    tf_html_text(html, " ");
    tf_html_person(html, slot->title);
    tf_html_close(html);
    tf_desk_form(visit, "/desk/day/shift", "doing");
    tf_frame_hidden(visit, "slot", tf_words_printf(visit->arena, "%" PRIu64, slot->record.key.id));
    tf_frame_hidden(visit, "seen", tf_desk_seen_of(visit->arena, &slot->record));
    tf_desk_choice(visit, "soft", "minutes", "-5", tf_tr(visit->lang, "−5 min"));
    tf_desk_choice(visit, "soft", "minutes", "5", tf_tr(visit->lang, "+5 min"));
    tf_desk_choice(visit, "soft", "minutes", "10", tf_tr(visit->lang, "+10 min"));
    tf_desk_choice(visit, "soft", "minutes", "15", tf_tr(visit->lang, "+15 min"));
    tf_html_close(html);
    tf_html_close(html);
}

void tf_desk_day(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    const struct tf_grid *grid = visit->board->grid;
    size_t count = 0;
    tf_desk_begin(visit, tf_tr(visit->lang, "Run the day"), TF_DESK_DAY);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Run the day"));
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "sides");
    if (gathering != NULL) {
        phases(visit, gathering);
    }
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "This and everything after it that day"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    for (size_t i = 0; i < grid->slot_count; i++) {
        bool is_first = count == 0 || grid->slots[i]->day != grid->slots[i - 1]->day;
        if (grid->slots[i]->start <= visit->now_s) {
            continue;
        }
        if (is_first) {
            tf_html_leaf(html, "li", "head", tf_words_date(visit->arena, visit->lang, grid->slots[i]->day));
        }
        shift_line(visit, grid->slots[i]);
        count++;
    }
    if (count == 0) {
        tf_html_leaf(html, "li", "", tf_tr(visit->lang, "Nothing is left to begin."));
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_html_close(html);
    tf_desk_end(visit);
}

static void ran(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk/day", tf_desk_day);
}

/* One of the event's switches, when the form has one: its name there, and in the record. */
static bool write_switch(struct tf_visit *visit)
{
    static const char *const SWITCHES[][2] = {
        {"clock", "by_clock"}, {"drafts", "drafts"}, {"approves", "approves"}};
    for (size_t i = 0; i < sizeof(SWITCHES) / sizeof(SWITCHES[0]); i++) {
        const char *to = tf_visit_field(visit, SWITCHES[i][0]);
        if (strcmp(to, "0") != 0 && strcmp(to, "1") != 0) {
            continue;
        }
        bool is_on = to[0] == '1';
        struct tf_gathering want = {.record = {.kind = TF_KIND_GATHERING, .key = {0, 1}},
                                    .by_clock = is_on,
                                    .drafts = is_on,
                                    .approves = is_on};
        tf_desk_send(visit, tf_write_command(visit, TF_VERB_SET_UP), &want.record,
                     tf_schema_mask(TF_KIND_GATHERING, SWITCHES[i][1]), ran);
        return true;
    }
    return false;
}

/* One of the event's numbers, in the same way. */
static bool write_number(struct tf_visit *visit)
{
    static const struct {
        const char *name;
        int64_t least, most;
    } NUMBERS[] = {{"dots", 1, TF_DOTS_EACH_MAX}, {"people", 0, TF_PEOPLE_MAX}};
    for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(NUMBERS[0]); i++) {
        const char *text = tf_visit_field(visit, NUMBERS[i].name);
        bool is_number = text[0] != '\0' && strlen(text) < 10 && strspn(text, "0123456789") == strlen(text);
        int64_t count = is_number ? strtol(text, NULL, 10) : -1;
        if (count >= NUMBERS[i].least && count <= NUMBERS[i].most) {
            struct tf_gathering want = {
                .record = {.kind = TF_KIND_GATHERING, .key = {0, 1}}, .dots = count, .people = count};
            tf_desk_send(visit, tf_write_command(visit, TF_VERB_SET_UP), &want.record,
                         tf_schema_mask(TF_KIND_GATHERING, NUMBERS[i].name), ran);
            return true;
        }
    }
    return false;
}

void tf_desk_write_phase(struct tf_visit *visit)
{
    const struct tf_gathering *now = tf_board_gathering(visit->board);
    if (now != NULL && (write_switch(visit) || write_number(visit))) {
        return;
    }
    const char *asked = tf_visit_field(visit, "phase"), *seen = tf_visit_field(visit, "seen");
    bool is_phase = asked[0] >= '0' && asked[0] < '0' + TF_PHASE_COUNT && asked[1] == '\0';
    if (now == NULL || !is_phase) {
        tf_write_again(visit, 400, tf_words_reason(visit->lang, TF_REASON_BAD_VALUE), NULL, tf_desk_day);
        return;
    }
    if (strcmp(seen, tf_words_printf(visit->arena, "%d", (int)now->phase)) != 0) {
        tf_desk_ask(visit,
                    tf_words_printf(visit->arena,
                                    tf_tr(visit->lang, "Somebody else began this meanwhile: %s."),
                                    tf_words_phase(visit->lang, now->phase)),
                    tf_tr(visit->lang, "Do it all the same"), "seen",
                    tf_words_printf(visit->arena, "%d", (int)now->phase));
        return;
    }
    struct tf_gathering want = {.record = {.kind = TF_KIND_GATHERING, .key = {0, 1}},
                                .phase = (enum tf_phase)(asked[0] - '0')};
    struct tf_command *command = tf_write_command(visit, TF_VERB_SET_UP);
    if (command != NULL) {
        tf_command_set_seen(command, &now->record);
    }
    tf_desk_send(visit, command, &want.record, tf_schema_mask(TF_KIND_GATHERING, "phase"), ran);
}

void tf_desk_write_shift(struct tf_visit *visit)
{
    const struct tf_slot *slot = tf_board_slot(visit->board, tf_form_id(&visit->request->form, "slot"));
    const char *now =
        slot != NULL ? tf_words_clocks(visit->arena, visit->lang, visit->zone, slot->start, slot->end) : "";
    if (!tf_desk_must_be_as_seen(visit, slot != NULL ? &slot->record : NULL, now) || slot == NULL) {
        return;
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_SHIFT);
    if (command != NULL) {
        command->slot = slot->record.key.id;
        command->minutes = strtol(tf_visit_field(visit, "minutes"), NULL, 10);
        tf_command_set_seen(command, &slot->record);
        tf_write_send(visit, command, ran);
    }
}
