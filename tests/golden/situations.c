#include "golden/situations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char LONG_TITLE[] = "Gemeinschaftsverpflegungskonzeptentwicklungswerkstatt und alles, was wir "
                                 "über das gemeinsame Kochen noch nie sagten";
static const char LONG_NAME[] = "Anneliese-Dorothea von Hohenstein-Wittgenfeld und die Grupp";
static const char ABOUT[] =
    "Wir leihen uns Leitern und Kuchenformen. Was braucht ein Regal für die ganze Straße, "
    "wer schaut danach, und was, wenn etwas kaputt zurückkommt?";

struct stand stand_at(struct tf_board *board, enum tf_lang lang)
{
    struct stand stand = {.board = tf_board_ref(board)};
    struct tf_app_options options = {.lang = lang, .seed = 5};
    assert_int_equal(tf_app_create(&stand.app, &options), TF_OK);
    tf_app_set_board(stand.app, tf_board_ref(stand.board));
    tf_app_set_time(stand.app, WALLS_AT(0, 10, 20), 1000, true);
    tf_app_set_address(stand.app, "http://10.0.0.5:8080");
    stand.s = tf_app_state(stand.app);
    return stand;
}

void stand_leave(struct stand *stand)
{
    tf_app_destroy(stand->app);
    tf_board_unref(stand->board);
}

static void go(struct stand *stand, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    tf_app_do(stand->app, (struct tf_intent){what, a, b});
}

static void tap(struct stand *stand, enum tf_propose_do what, uint64_t b)
{
    go(stand, TF_INTENT_PROPOSE_DO, what, b);
}

/* A keysym for any letter, as xkb has them. */
static void type(struct stand *stand, const char *text)
{
    for (size_t at = 0; text[at] != '\0';) {
        size_t next = at + 1;
        uint32_t letter = (unsigned char)text[at];
        if (letter >= 0xc0) {
            letter &= letter >= 0xf0 ? 0x07 : letter >= 0xe0 ? 0x0f : 0x1f;
            for (; ((unsigned char)text[next] & 0xc0) == 0x80; next++) {
                letter = letter << 6 | ((unsigned char)text[next] & 0x3f);
            }
        }
        at = next;
        go(stand, TF_INTENT_KEY, letter < 0x100 ? letter : 0x01000000 + letter, 1);
    }
}

/* Decides what waits, as the ledger does. */
static void run_ledger(struct stand *stand)
{
    struct tf_command *command = NULL;
    while ((command = tf_app_take_command(stand->app)) != NULL) {
        struct tf_refusal refusal = {0};
        struct tf_warning warning = {0};
        struct tf_event *event = NULL;
        enum tf_err err = tf_rules_decide(&event, stand->board, command, NULL, &refusal, &warning);
        if (err == TF_OK) {
            struct tf_board *after = NULL;
            event->sequence = stand->board->revision + 1;
            assert_int_equal(tf_board_apply(&after, stand->board, event), TF_OK);
            tf_board_unref(stand->board);
            stand->board = after;
            tf_app_set_board(stand->app, tf_board_ref(after));
        }
        tf_app_answer(stand->app, command->id, err, &refusal, &warning, stand->board->revision);
        tf_event_unref(event);
        tf_command_destroy(command);
    }
}

/* ---- situations, in the order in which one meets them ---- */

static void begins(struct stand *stand)
{
    go(stand, TF_INTENT_PROPOSE, 0, 0);
}

static void has_similar(struct stand *stand)
{
    begins(stand);
    type(stand, "Kompost und Bienen ");
    tf_app_do(stand->app, (struct tf_intent){TF_INTENT_KEY_FUNCTION, TF_KEY_SELECT_ALL, 0});
    type(stand, "Compost for begi");
}

static void writes_long(struct stand *stand)
{
    begins(stand);
    go(stand, TF_INTENT_FIELD, TF_PROPOSE_HOST, 0);
    type(stand, LONG_NAME);
    go(stand, TF_INTENT_FIELD, TF_PROPOSE_TITLE, 0);
    type(stand, LONG_TITLE);
}

static void writes_about(struct stand *stand)
{
    begins(stand);
    type(stand, "Regal der Straße");
    go(stand, TF_INTENT_FIELD, TF_PROPOSE_ABOUT, 0);
    type(stand, ABOUT);
}

static void chooses(struct stand *stand)
{
    begins(stand);
    type(stand, "Regal der Straße");
    tap(stand, TF_PROPOSE_DO_MORE, 0);
    tap(stand, TF_PROPOSE_DO_FORMAT, TF_FORMAT_DISCUSSION);
    tap(stand, TF_PROPOSE_DO_NEED, TF_FEATURE_QUIET);
    tap(stand, TF_PROPOSE_DO_LANGUAGE, 0);
}

static void leaves(struct stand *stand)
{
    writes_about(stand);
    go(stand, TF_INTENT_BACK, 0, 0);
}

static void looks_for_a_place(struct stand *stand)
{
    begins(stand);
    type(stand, "Regal der Straße");
    go(stand, TF_INTENT_FIELD, TF_PROPOSE_HOST, 0);
    type(stand, "Mara");
    tap(stand, TF_PROPOSE_DO_NEXT, 0);
}

static void looks_with_long_words(struct stand *stand)
{
    writes_long(stand);
    tap(stand, TF_PROPOSE_DO_NEXT, 0);
}

static uint64_t taken_slot(const struct stand *stand)
{
    for (uint64_t slot = 202; slot < 207; slot++) {
        int row = tf_grid_slot_index(stand->board->grid, slot);
        int space = tf_grid_space_index(stand->board->grid, 101);
        if (row >= 0 && space >= 0 && tf_grid_cell(stand->board->grid, space, row) != NULL) {
            return slot;
        }
    }
    return 202;
}

static void was_slower(struct stand *stand)
{
    looks_for_a_place(stand);
    go(stand, TF_INTENT_CELL, 101, taken_slot(stand));
    run_ledger(stand);
}

static void waits_for_the_disk(struct stand *stand)
{
    looks_for_a_place(stand);
    tap(stand, TF_PROPOSE_DO_UNPLACED, 0);
    tf_app_set_saving(stand->app, false);
}

/* The first free cell there is, from the first row on. */
static void into_a_free_cell(struct stand *stand)
{
    const struct tf_grid *grid = stand->board->grid;
    for (size_t row = 0; row < grid->slot_count; row++) {
        for (size_t space = 0; space < grid->space_count; space++) {
            if (grid->slots[row]->kind == TF_SLOT_SESSION && !grid->spaces[space]->shared &&
                tf_grid_cell(grid, (int)space, (int)row) == NULL) {
                go(stand, TF_INTENT_CELL, grid->spaces[space]->record.key.id,
                   grid->slots[row]->record.key.id);
                run_ledger(stand);
                return;
            }
        }
    }
}

static void posted(struct stand *stand)
{
    looks_for_a_place(stand);
    into_a_free_cell(stand);
}

static void posted_long(struct stand *stand)
{
    looks_with_long_words(stand);
    into_a_free_cell(stand);
}

static void posted_unplaced(struct stand *stand)
{
    tf_app_set_address(stand->app, "");
    looks_for_a_place(stand);
    tap(stand, TF_PROPOSE_DO_UNPLACED, 0);
    run_ledger(stand);
}

static void types_a_number(struct stand *stand)
{
    posted_unplaced(stand);
    uint64_t id = stand->s->session;
    tap(stand, TF_PROPOSE_DO_DONE, 0);
    go(stand, TF_INTENT_SESSION, id, 0);
    tap(stand, TF_PROPOSE_DO_CHANGE, id);
    tap(stand, TF_PROPOSE_DO_DIGIT, 4);
    tap(stand, TF_PROPOSE_DO_DIGIT, 7);
}

static void is_in_trouble(struct stand *stand)
{
    struct tf_trouble troubles[2] = {
        {.what = TF_TROUBLE_RECOVERED, .can_be_seen = true, .at = WALLS_AT(0, 9, 50)}};
    snprintf(troubles[0].text, sizeof troubles[0].text, "event.twofeet.damaged-2026-11-25T09-12-44Z");
    tf_trouble_named(&troubles[1], "wifi");
    tf_app_set_troubles(stand->app, troubles, 2);
}

static void has_no_wall(struct stand *stand)
{
    tf_app_set_closed(stand->app, TF_ERR_BUSY, "/var/lib/twofeet/event.twofeet");
}

const struct situation SITUATIONS[] = {
    {"words-empty", WALLS_EMPTY, begins, true},
    {"words-similar", WALLS_FULL, has_similar, true},
    {"words-longest", WALLS_LONGEST, writes_long, true},
    {"words-about", WALLS_FULL, writes_about, false},
    {"words-more", WALLS_FULL, chooses, true},
    {"words-leave", WALLS_FULL, leaves, false},
    {"place-empty", WALLS_EMPTY, looks_for_a_place, false},
    {"place-full", WALLS_FULL, looks_for_a_place, true},
    {"place-longest", WALLS_LONGEST, looks_with_long_words, true},
    {"place-refused", WALLS_FULL, was_slower, true},
    {"place-trouble", WALLS_FULL, waits_for_the_disk, false},
    {"posted-full", WALLS_FULL, posted, true},
    {"posted-longest", WALLS_LONGEST, posted_long, true},
    {"posted-unplaced", WALLS_SMALL, posted_unplaced, false},
    {"card", WALLS_SMALL, types_a_number, true},
    {"trouble", WALLS_FULL, is_in_trouble, true},
    {"closed", WALLS_FULL, has_no_wall, true},
    {NULL, WALLS_NOTHING, NULL, false},
};
