/* Which cards are printed: all of them, or those that say something else than on paper. */
#include "kiosk/batch.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tf_batch read(const struct tf_board *board, const char *before, bool changed_only)
{
    struct tf_batch batch;
    assert_int_equal(tf_batch_read(&batch, board, before, changed_only), TF_OK);
    return batch;
}

/* What is kept after that batch was printed; free(). */
static char *printed(const struct tf_batch *batch, const char *before)
{
    struct tf_buf kept;
    tf_buf_init(&kept, 0);
    assert_int_equal(tf_batch_write(&kept, batch, before), TF_OK);
    return tf_buf_take(&kept, NULL);
}

static void move(struct tf_board **board, const char *title, const char *space)
{
    uint64_t session = support_session(*board, title);
    struct tf_placement placement = *tf_grid_placement_of((*board)->grid, session, NULL);
    placement.space = support_space(*board, space);
    support_put(board, &placement.record);
}

static void only_what_says_something_else_is_printed_again(void **state)
{
    (void)state;
    struct tf_board *board =
        support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in A at 11:00, Ants");
    struct tf_batch all = read(board, "", true);
    assert_int_equal(all.count, 3); /* nothing was printed yet */
    assert_int_equal(all.cards[0].session, support_session(board, "Compost"));
    assert_int_equal(all.cards[2].session, support_session(board, "Ants")); /* looks for a place: last */
    assert_true(all.cards[0].is_new && !all.cards[0].is_moved);
    char *kept = printed(&all, "");
    tf_batch_free(&all);

    struct tf_batch none = read(board, kept, true);
    assert_int_equal(none.count, 0);
    tf_batch_free(&none);

    move(&board, "Bees", "B");
    union tf_record_any any = {.session = *tf_board_session(board, support_session(board, "Ants"))};
    any.session.title = "Ants and aphids";
    support_put(&board, &any.record);
    struct tf_batch changed = read(board, kept, true);
    assert_int_equal(changed.count, 2);
    assert_true(changed.cards[0].is_moved && !changed.cards[0].is_new);
    assert_false(changed.cards[1].is_moved);
    char *again = printed(&changed, kept);
    tf_batch_free(&changed);
    none = read(board, again, true);
    assert_int_equal(none.count, 0);
    tf_batch_free(&none);
    struct tf_batch everything = read(board, again, false);
    assert_int_equal(everything.count, 3);
    assert_false(everything.cards[1].is_moved); /* that was said last time */
    tf_batch_free(&everything);
    free(kept);
    free(again);
    tf_board_unref(board);
}

static void what_cannot_be_read_counts_as_never_printed(void **state)
{
    (void)state;
    static const char *const DAMAGED[] = {
        "\n\n\n",  "zz zz zz\n", "3e9", "3e9 1", "3e9 1 \n3ea", "-1 -1 -1\n", "ffffffffffffffffffff 1 1\n",
        "\xff\xfe"};
    struct tf_board *board = support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in A at 11:00");
    for (size_t i = 0; i < sizeof DAMAGED / sizeof DAMAGED[0]; i++) {
        struct tf_batch batch = read(board, DAMAGED[i], true);
        assert_int_equal(batch.count, 2);
        char *kept = printed(&batch, DAMAGED[i]);
        tf_batch_free(&batch);
        batch = read(board, kept, true);
        assert_int_equal(batch.count, 0);
        tf_batch_free(&batch);
        free(kept);
    }
    tf_board_unref(board);
}

static void what_is_hidden_is_not_printed(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 3 slots, Compost in A at 10:00, Ants");
    union tf_record_any any = {.session = *tf_board_session(board, support_session(board, "Ants"))};
    any.session.state = TF_SESSION_HIDDEN;
    support_put(&board, &any.record);
    struct tf_batch batch = read(board, "", false);
    assert_int_equal(batch.count, 1);
    tf_batch_free(&batch);
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_says_something_else_is_printed_again),
        cmocka_unit_test(what_cannot_be_read_counts_as_never_printed),
        cmocka_unit_test(what_is_hidden_is_not_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
