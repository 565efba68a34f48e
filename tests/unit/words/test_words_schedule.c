/* Why a session stands where it is proposed, in sentences. */
#include "words/words.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct said {
    struct tf_board *board;
    struct tf_arena arena;
    const char *sentences[TF_WORDS_SCHEDULE_MAX];
    size_t count;
};

static struct said of(struct tf_schedule_entry entry)
{
    struct said said = {.board = support_board("2 spaces, 1 slots, Ants in A at 10:00, Bees in B at 10:00")};
    tf_arena_init(&said.arena);
    entry.session = support_session(said.board, "Ants");
    if (entry.torn_most != 0) {
        entry.torn_most = support_session(said.board, "Bees");
    }
    said.count = tf_words_schedule(said.sentences, &said.arena, TF_LANG_EN, said.board, &entry);
    return said;
}

static void done(struct said *said)
{
    tf_arena_free(&said->arena);
    tf_board_unref(said->board);
}

static void a_place_is_explained_by_interest_room_needs_and_overlap(void **state)
{
    (void)state;
    struct said said = of((struct tf_schedule_entry){.space = 1,
                                                     .slot = 1,
                                                     .star_count = 12,
                                                     .capacity = 10,
                                                     .needs_met = TF_FEATURE_PROJECTOR | TF_FEATURE_QUIET,
                                                     .torn_count = 3,
                                                     .torn_most = 1,
                                                     .torn_most_count = 1});
    assert_int_equal(said.count, 4);
    assert_string_equal(said.sentences[0], "12 people want it.");
    assert_string_equal(said.sentences[1], "The space holds only 10 people: the best that was free.");
    assert_string_equal(said.sentences[2], "This space has what it needs: Projector, Quiet place.");
    assert_string_equal(said.sentences[3], "1 of them also wants \u2068Bees\u2069, at the same time.");
    done(&said);
}

static void every_reason_to_be_off_the_grid_has_its_sentence(void **state)
{
    (void)state;
    for (int off = TF_SCHEDULE_OFF_FULL; off <= TF_SCHEDULE_OFF_LEFT_OUT; off++) {
        struct said said = of((struct tf_schedule_entry){.off = (enum tf_schedule_off)off});
        assert_int_equal(said.count, 2);
        assert_true(strlen(said.sentences[0]) > 10);
        assert_string_equal(said.sentences[1], "Nobody has starred it yet.");
        done(&said);
    }
}

static void what_is_said_at_most_has_room(void **state)
{
    (void)state;
    struct said said = of((struct tf_schedule_entry){.space = 1,
                                                     .slot = 1,
                                                     .fixed = true,
                                                     .wished = true,
                                                     .moved = true,
                                                     .star_count = 1,
                                                     .capacity = 10,
                                                     .needs_missing = TF_FEATURE_FLOOR,
                                                     .host_elsewhere = 1});
    assert_int_equal(said.count, TF_WORDS_SCHEDULE_MAX);
    assert_string_equal(said.sentences[2], "1 person wants it.");
    assert_string_equal(said.sentences[4], "This space does not have what it needs: Free floor.");
    done(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_explained_by_interest_room_needs_and_overlap),
        cmocka_unit_test(every_reason_to_be_off_the_grid_has_its_sentence),
        cmocka_unit_test(what_is_said_at_most_has_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
