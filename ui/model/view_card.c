#include "model/view.h"
#include "words/words.h"

#include <ctype.h>

/* "de-AT" is shown as "DE": a tag for the eye, its full name stands on the session's own page. */
static const char *short_language(struct tf_arena *arena, const char *tag)
{
    char text[4] = "";
    for (size_t i = 0; i < sizeof text - 1 && isalpha((unsigned char)tag[i]); i++) {
        text[i] = (char)toupper((unsigned char)tag[i]);
    }
    return text[0] != '\0' ? tf_words_printf(arena, "%s", text) : "";
}

void tf_view_card_of(struct tf_view_card *card, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_session *session)
{
    *card = (struct tf_view_card){
        .session = session->record.key.id,
        .title = session->title,
        .host = session->host,
        .language = short_language(arena, session->language),
        .format = session->format,
        .format_name = tf_words_format(state->lang, session->format),
        .stars = tf_board_star_count(state->board, session->record.key.id),
        .time = "",
        .place = "",
        .lacks_notes = "",
        .symbol = -1,
        .label = session->title,
    };
}

bool tf_view_lacks_notes(const struct tf_app_state *state, const struct tf_placement *placement)
{
    bool are_here = state->notes_url == NULL || state->notes_url[0] == '\0'; /* else a pad has them */
    return are_here && state->time_confirmed && tf_grid_end(state->board->grid, placement) <= state->now_s &&
           tf_table_count_of(state->board->tables[TF_KIND_NOTE], placement->session) == 0;
}

void tf_view_card(struct tf_view_card *card, struct tf_arena *arena, const struct tf_app_state *state,
                  const struct tf_placement *placement, bool with_place)
{
    const struct tf_session *session = tf_board_session(state->board, placement->session);
    const struct tf_space *space = tf_board_space(state->board, placement->space);
    if (session == NULL || space == NULL) { /* a sound board has both */
        *card = (struct tf_view_card){.title = "",
                                      .host = "",
                                      .language = "",
                                      .format_name = "",
                                      .time = "",
                                      .place = "",
                                      .lacks_notes = "",
                                      .symbol = -1,
                                      .label = ""};
        return;
    }
    tf_view_card_of(card, arena, state, session);
    if (with_place) {
        card->place = space->name;
        card->symbol = (int)space->symbol;
    }
    const char *clock = tf_words_clock(arena, state->zone, tf_grid_start(state->board->grid, placement));
    /* TRANSLATORS: what is spoken of a card on the grid: space, time, title */
    card->label =
        tf_words_printf(arena, tf_tr(state->lang, "%s, %s, %s"), space->name, clock, session->title);
    card->mark = placement->record.key.id;
    if (tf_view_lacks_notes(state, placement)) {
        card->lacks_notes = tf_tr(state->lang, "No notes yet.");
        card->label = tf_words_printf(arena, "%s. %s", card->label, card->lacks_notes);
    }
}
