/* Spaces: added, renamed, closed, opened again, in another order. */
#include "web/desk.h"

#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <stdlib.h>

static const enum tf_feature FEATURES[] = {TF_FEATURE_PROJECTOR, TF_FEATURE_QUIET, TF_FEATURE_FLOOR,
                                           TF_FEATURE_STEP_FREE};
enum { FEATURE_COUNT = sizeof(FEATURES) / sizeof(FEATURES[0]) };

static void features(struct tf_visit *visit, uint32_t has)
{
    tf_html_open(&visit->html, "span");
    tf_html_attr(&visit->html, "class", "checks");
    for (size_t i = 0; i < FEATURE_COUNT; i++) {
        tf_frame_check(visit, tf_words_printf(visit->arena, "feature%zu", i),
                       tf_words_feature(visit->lang, FEATURES[i]), (has & FEATURES[i]) != 0);
    }
    tf_html_close(&visit->html);
}

static const char *number(struct tf_visit *visit, int64_t value)
{
    return value > 0 ? tf_words_printf(visit->arena, "%" PRId64, value) : "";
}

static void line(struct tf_visit *visit, const struct tf_space *space, size_t index)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_html_attr(html, "class", space->closed ? "gone" : "");
    tf_desk_form(visit, tf_words_printf(visit->arena, "/desk/space/%" PRIu64, space->record.key.id),
                 "fields");
    tf_frame_hidden(visit, "seen", tf_desk_seen_of(visit->arena, &space->record));
    tf_frame_space(visit, space);
    tf_desk_field(visit, "name", tf_tr(visit->lang, "Name"), "text", space->name);
    tf_desk_field(visit, "capacity", tf_tr(visit->lang, "People"), "number", number(visit, space->capacity));
    tf_desk_field(visit, "position", tf_tr(visit->lang, "Column"), "number",
                  tf_words_printf(visit->arena, "%zu", index + 1));
    features(visit, space->features);
    tf_frame_check(visit, "shared", tf_tr(visit->lang, "Several sessions at once"), space->shared);
    tf_frame_check(visit, "closed", tf_tr(visit->lang, "Closed: its sessions look for another place"),
                   space->closed);
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Save"));
    tf_html_close(html);
    tf_html_close(html);
}

void tf_desk_spaces(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    tf_desk_begin(visit, tf_tr(visit->lang, "Spaces"), TF_DESK_SPACES);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Spaces"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    for (size_t i = 0; i < grid->space_count; i++) {
        line(visit, grid->spaces[i], i);
    }
    tf_html_open(html, "li");
    tf_html_attr(html, "class", "new");
    tf_desk_form(visit, "/desk/space/new", "fields");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "One more space"));
    tf_desk_field(visit, "name", tf_tr(visit->lang, "Name"), "text", tf_frame_kept(visit, "name", ""));
    tf_desk_field(visit, "capacity", tf_tr(visit->lang, "People"), "number",
                  tf_frame_kept(visit, "capacity", ""));
    features(visit, 0);
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Add"));
    tf_html_close(html);
    tf_html_close(html);
    tf_html_close(html);
    tf_desk_end(visit);
}

static void saved(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk/spaces", tf_desk_spaces);
}

static bool is_on(const struct tf_visit *visit, const char *name)
{
    return tf_visit_field(visit, name)[0] == '1';
}

/* The first symbol that no other space has. */
static int64_t free_symbol(const struct tf_grid *grid)
{
    for (int64_t symbol = 0; symbol < TF_SYMBOL_COUNT; symbol++) {
        bool is_free = true;
        for (size_t i = 0; i < grid->space_count && is_free; i++) {
            is_free = grid->spaces[i]->symbol != symbol;
        }
        if (is_free) {
            return symbol;
        }
    }
    return (int64_t)(grid->space_count % TF_SYMBOL_COUNT);
}

static bool read_space(struct tf_visit *visit, struct tf_space *space)
{
    const struct tf_write_text text = {"name", TF_TEXT_NAME, &space->name};
    if (!tf_write_texts(visit, &text, 1, tf_desk_spaces)) {
        return false;
    }
    if (space->name[0] == '\0') {
        tf_write_again(visit, 400, tf_tr(visit->lang, "A space needs a name."), NULL, tf_desk_spaces);
        return false;
    }
    space->capacity = (int64_t)tf_form_id(&visit->request->form, "capacity");
    space->position = (int64_t)tf_form_id(&visit->request->form, "position") - 1;
    space->shared = is_on(visit, "shared");
    space->closed = is_on(visit, "closed");
    for (size_t i = 0; i < FEATURE_COUNT; i++) {
        bool has = is_on(visit, tf_words_printf(visit->arena, "feature%zu", i));
        space->features |= has ? (uint32_t)FEATURES[i] : 0;
    }
    return true;
}

static void write_new(struct tf_visit *visit)
{
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key = {0, tf_visit_id(visit, 'o')}}};
    if (!read_space(visit, &space)) {
        return;
    }
    space.position = (int64_t)visit->board->grid->space_count;
    space.symbol = free_symbol(visit->board->grid);
    tf_desk_send(visit, tf_write_command(visit, TF_VERB_ADD_SPACE), &space.record, 0, saved);
}

void tf_desk_write_space(struct tf_visit *visit)
{
    static const char *const FIELDS[] = {"name", "capacity", "position", "features", "shared", "closed"};
    uint64_t id = strtoull(visit->word, NULL, 10), fields = 0;
    const struct tf_space *now = tf_board_space(visit->board, id);
    if (id == 0) {
        write_new(visit);
        return;
    }
    if (!tf_desk_must_be_as_seen(visit, now != NULL ? &now->record : NULL, now != NULL ? now->name : "")) {
        return;
    }
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key = {0, id}}};
    if (!read_space(visit, &space)) {
        return;
    }
    for (size_t i = 0; i < sizeof(FIELDS) / sizeof(FIELDS[0]); i++) {
        fields |= tf_schema_mask(TF_KIND_SPACE, FIELDS[i]);
    }
    if (space.position < 0 || space.position == tf_grid_space_index(visit->board->grid, id)) {
        fields &= ~tf_schema_mask(TF_KIND_SPACE, "position");
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_EDIT_SPACE);
    if (command != NULL) {
        command->space = id;
        tf_command_set_seen(command, &now->record);
    }
    tf_desk_send(visit, command, &space.record, fields, saved);
}
