#include "kiosk/gallery.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <string.h>

enum { ASKERS = 4 };

struct asker {
    struct tf_gallery *gallery;
    const struct tf_board *board;
    struct tf_buf png;
    enum tf_err err;
    pthread_t thread;
};

static void *ask(void *user)
{
    struct asker *asker = user;

    asker->err = tf_gallery_grid(asker->gallery, &asker->png, asker->board, 0);
    return NULL;
}

static uint32_t number_at(const struct tf_buf *png, size_t at)
{
    const unsigned char *p = (const unsigned char *)png->data + at;

    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void a_thousand_phones_cost_one_drawing_a_revision(void **state)
{
    struct tf_board *board = support_board("2 spaces, 3 slots, Bees in A at 10:00, Ants in B at 11:00");
    struct asker askers[ASKERS];
    struct tf_gallery *gallery = NULL;
    struct tf_session bees;

    (void)state;
    assert_int_equal(tf_gallery_create(&gallery), TF_OK);
    for (int i = 0; i < ASKERS; i++) {
        askers[i] = (struct asker){.gallery = gallery, .board = board};
        tf_buf_init(&askers[i].png, 0);
        assert_int_equal(pthread_create(&askers[i].thread, NULL, ask, &askers[i]), 0);
    }
    for (int i = 0; i < ASKERS; i++) {
        pthread_join(askers[i].thread, NULL);
        assert_int_equal(askers[i].err, TF_OK);
        assert_int_equal(askers[i].png.len, askers[0].png.len);
        assert_memory_equal(askers[i].png.data, askers[0].png.data, askers[0].png.len);
    }
    assert_memory_equal(askers[0].png.data, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(number_at(&askers[0].png, 16), 1920);
    assert_int_equal(number_at(&askers[0].png, 20), 1080);
    assert_int_equal(tf_gallery_drawn(gallery), 1);

    bees = *tf_board_session(board, support_session(board, "Bees"));
    bees.title = "Bees and what they tell each other";
    support_put(&board, &bees.record);
    askers[0].board = board;
    size_t before = askers[0].png.len;
    (void)ask(&askers[0]);
    assert_int_equal(askers[0].err, TF_OK);
    assert_int_equal(tf_gallery_drawn(gallery), 2);
    assert_true(askers[0].png.len > before); /* added to what was there */
    for (int i = 0; i < ASKERS; i++) {
        tf_buf_free(&askers[i].png);
    }
    tf_gallery_destroy(gallery);
    tf_board_unref(board);
}

static void a_day_that_is_not_there_has_no_picture(void **state)
{
    struct tf_board *board = support_board("2 spaces, 3 slots");
    struct tf_gallery *gallery = NULL;
    struct tf_buf png;

    (void)state;
    tf_buf_init(&png, 0);
    assert_int_equal(tf_gallery_create(&gallery), TF_OK);
    assert_int_equal(tf_gallery_grid(gallery, &png, board, 1), TF_ERR_INVALID);
    assert_int_equal(tf_gallery_grid(gallery, &png, board, -2), TF_ERR_INVALID);
    assert_int_equal(png.len, 0);
    assert_int_equal(tf_gallery_drawn(gallery), 0);
    tf_gallery_destroy(gallery);
    tf_gallery_destroy(NULL);
    tf_board_unref(board);
}

static void cards_are_pages_and_none_without_sessions(void **state)
{
    (void)state;
    struct tf_gallery *gallery;
    struct tf_board *board = support_board("1 spaces, 1 slots, Compost in A at 10:00, Bees");
    struct tf_board *empty = support_board("1 spaces, 1 slots");
    struct tf_buf pdf;
    tf_buf_init(&pdf, 0);
    assert_int_equal(tf_gallery_create(&gallery), TF_OK);
    assert_int_equal(tf_gallery_cards(gallery, &pdf, board, "http://10.0.0.5:8080"), TF_OK);
    assert_true(pdf.len > 1000 && memcmp(pdf.data, "%PDF", 4) == 0);
    tf_buf_clear(&pdf);
    assert_int_equal(tf_gallery_cards(gallery, &pdf, empty, "http://10.0.0.5:8080"), TF_ERR_INVALID);
    tf_buf_free(&pdf);
    tf_gallery_destroy(gallery);
    tf_board_unref(empty);
    tf_board_unref(board);
}

static void all_days_are_pages_drawn_once_a_revision(void **state)
{
    struct tf_board *board = support_board("2 spaces, 3 slots, 2 days, Bees in A at 10:00");
    struct tf_gallery *gallery = NULL;
    struct tf_buf pdf;

    (void)state;
    tf_buf_init(&pdf, 0);
    assert_int_equal(tf_gallery_create(&gallery), TF_OK);
    for (int i = 0; i < 2; i++) {
        tf_buf_clear(&pdf);
        assert_int_equal(tf_gallery_grid(gallery, &pdf, board, -1), TF_OK);
        assert_memory_equal(pdf.data, "%PDF-", 5);
        assert_int_equal(tf_gallery_drawn(gallery), 1);
    }
    tf_buf_free(&pdf);
    tf_gallery_destroy(gallery);
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_phones_cost_one_drawing_a_revision),
        cmocka_unit_test(a_day_that_is_not_there_has_no_picture),
        cmocka_unit_test(cards_are_pages_and_none_without_sessions),
        cmocka_unit_test(all_days_are_pages_drawn_once_a_revision),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
