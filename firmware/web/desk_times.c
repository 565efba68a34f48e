/* Times: the rows of a day, breaks among them; added, changed, removed. */
#include "web/desk.h"

#include "web/pages.h"
#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const KINDS[] = {"session", "break", "plenary"};
static const char *const KIND_NAMES[] = {TF_N("Sessions"), TF_N("A break"), TF_N("All together")};

/* The phase of the day that a row begins: "" none, or its number. */
static const char *begins_of(struct tf_visit *visit, enum tf_begins begins)
{
    return begins == TF_BEGINS_NOTHING ? "" : tf_words_printf(visit->arena, "%d", (int)begins - 1);
}

static void begins_field(struct tf_visit *visit, const char *chosen)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "label");
    tf_html_text(html, tf_tr(visit->lang, "By the clock begins"));
    tf_html_open(html, "select");
    tf_html_attr(html, "name", "begins");
    for (int begins = TF_BEGINS_NOTHING; begins < TF_BEGINS_COUNT; begins++) {
        const char *value = begins_of(visit, (enum tf_begins)begins);
        tf_html_open(html, "option");
        tf_html_attr(html, "value", value);
        if (strcmp(value, chosen) == 0) {
            tf_html_flag(html, "selected");
        }
        tf_html_text(html, value[0] != '\0' ? tf_words_phase(visit->lang, (enum tf_phase)(begins - 1)) : "–");
        tf_html_close(html);
    }
    tf_html_close(html);
    tf_html_close(html);
}

static void fields_of(struct tf_visit *visit, const char *start, const char *end, const char *kind,
                      const char *title, const char *begins)
{
    tf_desk_field(visit, "start", tf_tr(visit->lang, "From"), "time", start);
    tf_desk_field(visit, "end", tf_tr(visit->lang, "Until"), "time", end);
    tf_desk_select(visit, "kind", tf_tr(visit->lang, "What it is for"), KINDS, KIND_NAMES, 3, kind);
    tf_desk_field(visit, "title", tf_tr(visit->lang, "Name of a break, question of a round"), "text", title);
    begins_field(visit, begins);
}

static void line(struct tf_visit *visit, const struct tf_slot *slot)
{
    struct tf_html *html = &visit->html;
    const char *path = tf_words_printf(visit->arena, "/desk/time/%" PRIu64, slot->record.key.id);
    tf_html_open(html, "li");
    tf_desk_form(visit, path, "fields");
    tf_frame_hidden(visit, "seen", tf_desk_seen_of(visit->arena, &slot->record));
    fields_of(visit, tf_words_clock(visit->arena, visit->zone, slot->start),
              tf_words_clock(visit->arena, visit->zone, slot->end),
              KINDS[(unsigned)slot->kind < TF_SLOT_KIND_COUNT ? slot->kind : 0], slot->title,
              begins_of(visit, slot->begins));
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Save"));
    tf_desk_choice(visit, "soft", "remove", "1", tf_tr(visit->lang, "Remove"));
    tf_html_close(html);
    tf_html_close(html);
}

static void add_form(struct tf_visit *visit, const char *date, const struct tf_slot *last)
{
    struct tf_html *html = &visit->html;
    int64_t start = last != NULL ? last->end : 0, length = last != NULL ? last->end - last->start : 0;
    tf_html_open(html, "li");
    tf_html_attr(html, "class", "new");
    tf_desk_form(visit, "/desk/time/new", "fields");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "One more time"));
    tf_desk_field(visit, "date", tf_tr(visit->lang, "Day"), "date", tf_frame_kept(visit, "date", date));
    fields_of(
        visit,
        tf_frame_kept(visit, "start",
                      last != NULL ? tf_words_clock(visit->arena, visit->zone, start) : "10:00"),
        tf_frame_kept(visit, "end",
                      last != NULL ? tf_words_clock(visit->arena, visit->zone, start + length) : "10:45"),
        tf_frame_kept(visit, "kind", "session"), tf_frame_kept(visit, "title", ""),
        tf_frame_kept(visit, "begins", ""));
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Add"));
    tf_html_close(html);
    tf_html_close(html);
}

static void freeze_form(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    if (gathering == NULL) {
        return;
    }
    const char *now = tf_words_printf(visit->arena, "%" PRId64, gathering->freeze_min);
    tf_html_open(html, "li");
    tf_desk_form(visit, "/desk/time/freeze", "fields");
    tf_frame_hidden(visit, "seen", tf_desk_seen_of(visit->arena, &gathering->record));
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Keep each time as it is just before"));
    tf_desk_field(visit, "freeze", tf_tr(visit->lang, "Minutes; 0: off"), "number",
                  tf_frame_kept(visit, "freeze", now));
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Save"));
    tf_html_leaf(html, "p", "hint",
                 tf_tr(visit->lang, "So long before it begins, only helpers and organisers move sessions."));
    tf_html_close(html);
    tf_html_close(html);
}

void tf_desk_times(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    const struct tf_slot *last = NULL;
    char date[11];
    tf_desk_use_day(visit);
    size_t day = tf_pages_day(visit);
    tf_zone_format_date(date,
                        day < grid->day_count ? grid->days[day] : tf_zone_day_of(visit->zone, visit->now_s));
    tf_desk_begin(visit, tf_tr(visit->lang, "Times"), TF_DESK_TIMES);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Times"));
    tf_desk_days(visit, "/desk/times", day);
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    if (day < grid->day_count) {
        for (size_t i = grid->day_first_slot[day]; i < grid->day_first_slot[day + 1]; i++) {
            last = grid->slots[i];
            line(visit, last);
        }
    }
    add_form(visit, date, last);
    freeze_form(visit);
    tf_html_close(html);
    tf_desk_end(visit);
}

static void saved(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk/times", tf_desk_times);
}

/* "10:30" of a day; what is before `after` is past midnight. */
static bool read_time(const struct tf_visit *visit, const char *name, int64_t day, int64_t after,
                      int64_t *out)
{
    const char *text = tf_visit_field(visit, name);
    struct tf_civil civil = {0};
    if (strlen(text) < 5 || strspn(text, "0123456789:") != strlen(text) || text[2] != ':') {
        return false;
    }
    tf_zone_date(day, &civil.year, &civil.month, &civil.day);
    civil.hour = (int)strtol(text, NULL, 10);
    civil.minute = (int)strtol(text + 3, NULL, 10);
    if (civil.hour > 23 || civil.minute > 59 || tf_zone_utc(visit->zone, &civil, out) != TF_OK) {
        return false;
    }
    if (*out < after) {
        tf_zone_date(day + 1, &civil.year, &civil.month, &civil.day);
        return tf_zone_utc(visit->zone, &civil, out) == TF_OK;
    }
    return true;
}

static bool read_slot(struct tf_visit *visit, struct tf_slot *slot)
{
    const struct tf_write_text text = {"title", TF_TEXT_TITLE, &slot->title};
    const char *kind = tf_visit_field(visit, "kind");
    if (!tf_write_texts(visit, &text, 1, tf_desk_times)) {
        return false;
    }
    for (int i = 0; i < TF_SLOT_KIND_COUNT; i++) {
        slot->kind = strcmp(KINDS[i], kind) == 0 ? (enum tf_slot_kind)i : slot->kind;
    }
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    if (slot->kind == TF_SLOT_SESSION && (gathering == NULL || !gathering->rotates)) {
        slot->title = "";
    }
    const char *begins = tf_visit_field(visit, "begins");
    bool is_phase = begins[0] >= '0' && begins[0] < '0' + TF_PHASE_COUNT && begins[1] == '\0';
    slot->begins = is_phase ? (enum tf_begins)(begins[0] - '0' + 1) : TF_BEGINS_NOTHING;
    if (!read_time(visit, "start", slot->day, INT64_MIN, &slot->start) ||
        !read_time(visit, "end", slot->day, slot->start, &slot->end)) {
        tf_write_again(visit, 400, tf_tr(visit->lang, "A time is written like 10:30."), NULL, tf_desk_times);
        return false;
    }
    return true;
}

static void write_new(struct tf_visit *visit)
{
    struct tf_slot slot = {.record = {.kind = TF_KIND_SLOT, .key = {0, tf_visit_id(visit, 't')}}};
    if (tf_zone_parse_date(&slot.day, tf_visit_field(visit, "date")) != TF_OK) {
        tf_write_again(visit, 400, tf_words_reason(visit->lang, TF_REASON_BAD_VALUE), NULL, tf_desk_times);
        return;
    }
    if (read_slot(visit, &slot)) {
        tf_desk_send(visit, tf_write_command(visit, TF_VERB_ADD_SLOT), &slot.record, 0, saved);
    }
}

static const char *const EDITED[] = {"start", "end", "kind", "title", "begins"};

static void write_edit(struct tf_visit *visit, const struct tf_slot *now)
{
    struct tf_slot slot = {.record = {.kind = TF_KIND_SLOT, .key = now->record.key}, .day = now->day};
    uint64_t fields = 0;
    if (!read_slot(visit, &slot)) {
        return;
    }
    for (size_t i = 0; i < sizeof(EDITED) / sizeof(EDITED[0]); i++) {
        fields |= tf_schema_mask(TF_KIND_SLOT, EDITED[i]);
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_EDIT_SLOT);
    if (command != NULL) {
        command->slot = now->record.key.id;
        tf_command_set_seen(command, &now->record);
    }
    tf_desk_send(visit, command, &slot.record, fields, saved);
}

static void write_freeze(struct tf_visit *visit)
{
    const struct tf_gathering *now = tf_board_gathering(visit->board);
    const char *text = tf_visit_field(visit, "freeze");
    size_t len = strlen(text);
    long minutes = len > 0 && len <= 4 && strspn(text, "0123456789") == len ? strtol(text, NULL, 10) : -1;
    if (now == NULL || !tf_desk_must_be_as_seen(visit, &now->record, now->title)) {
        return;
    }
    if (minutes < 0 || minutes > TF_FREEZE_MIN_MAX) {
        const char *why = tf_words_printf(
            visit->arena, tf_tr(visit->lang, "These are minutes, from 0 to %d."), TF_FREEZE_MIN_MAX);
        tf_write_again(visit, 400, why, NULL, tf_desk_times);
        return;
    }
    struct tf_gathering want = *now;
    struct tf_command *command = tf_write_command(visit, TF_VERB_SET_UP);
    want.freeze_min = minutes;
    if (command != NULL) {
        tf_command_set_seen(command, &now->record);
    }
    tf_desk_send(visit, command, &want.record, tf_schema_mask(TF_KIND_GATHERING, "freeze_min"), saved);
}

void tf_desk_write_time(struct tf_visit *visit)
{
    if (strcmp(visit->word, "freeze") == 0) {
        write_freeze(visit);
        return;
    }
    uint64_t id = strtoull(visit->word, NULL, 10);
    const struct tf_slot *now = tf_board_slot(visit->board, id);
    if (id == 0) {
        write_new(visit);
        return;
    }
    const char *clocks =
        now != NULL ? tf_words_clocks(visit->arena, visit->lang, visit->zone, now->start, now->end) : "";
    if (!tf_desk_must_be_as_seen(visit, now != NULL ? &now->record : NULL, clocks) || now == NULL) {
        return;
    }
    if (tf_visit_field(visit, "remove")[0] == '\0') {
        write_edit(visit, now);
        return;
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_REMOVE_SLOT);
    if (command != NULL) {
        command->slot = id;
        tf_command_set_seen(command, &now->record);
        tf_write_send(visit, command, saved);
    }
}
