/* A book of which one allocation fails is not made at all, and leaves nothing behind. */
#include "book/forms.h"

#include "support/nomem.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct tf_board *board;

static enum tf_err open_once(void *user)
{
    const struct tf_book_options options = {.lang = TF_LANG_EN, .base_url = "http://10.0.0.5:8080"};
    struct tf_book *book = NULL;
    enum tf_err err = tf_book_open(&book, board, &options);
    (void)user;
    assert_true((err == TF_OK) == (book != NULL));
    if (err == TF_OK) {
        assert_int_equal(book->held_count, 1);
        assert_int_equal(book->open_count, 1);
    }
    tf_book_close(book);
    return nomem_has_failed() && err == TF_OK ? TF_ERR_NOMEM : err; /* a word that is "" is no lie */
}

static enum tf_err write_once(void *user)
{
    enum tf_err (*write)(struct tf_buf *, struct tf_book *) =
        *(enum tf_err(**)(struct tf_buf *, struct tf_book *))user;
    const struct tf_book_options options = {.lang = TF_LANG_EN, .base_url = ""};
    struct tf_book *book = NULL;
    struct tf_buf out;
    nomem_pause();
    assert_int_equal(tf_book_open(&book, board, &options), TF_OK);
    tf_buf_init(&out, 0);
    nomem_go_on();
    enum tf_err err = write(&out, book);
    nomem_pause();
    tf_buf_free(&out);
    tf_book_close(book);
    nomem_go_on();
    return nomem_has_failed() && err == TF_OK ? TF_ERR_NOMEM : err;
}

static void a_book_is_whole_or_not_made(void **state)
{
    (void)state;
    assert_true(nomem_each(open_once, NULL) > 0);
}

static void a_form_is_whole_or_says_so(void **state)
{
    enum tf_err (*json)(struct tf_buf *, struct tf_book *) = tf_book_json;
    enum tf_err (*markdown)(struct tf_buf *, struct tf_book *) = tf_book_markdown;
    (void)state;
    assert_true(nomem_each(write_once, &json) > 0);
    assert_true(nomem_each(write_once, &markdown) > 0);
}

static int set_up(void **state)
{
    (void)state;
    nomem_jansson();
    board = support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees");
    return board != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    tf_board_unref(board);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_book_is_whole_or_not_made),
        cmocka_unit_test(a_form_is_whole_or_says_so),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
