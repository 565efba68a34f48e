#include "web/latest.h"
#include "web/shelf.h"

#include "support/support.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tf_page *page_of(const char *text)
{
    struct tf_page *page = NULL;
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    tf_buf_puts(&buf, text);
    assert_int_equal(tf_page_create(&page, &buf, "text/plain", true), TF_OK);
    tf_buf_free(&buf);
    return page;
}

static void a_pages_tag_is_of_its_content(void **state)
{
    struct tf_page *one = page_of("hello"), *same = page_of("hello"), *other = page_of("hallo");
    (void)state;
    assert_string_equal(one->etag, same->etag);
    assert_string_not_equal(one->etag, other->etag);
    assert_true(tf_page_is_known(one, one->etag));
    assert_true(tf_page_is_known(one, one->etag + 2)); /* the strong form */
    assert_true(tf_page_is_known(one, "*"));
    assert_false(tf_page_is_known(one, other->etag));
    assert_false(tf_page_is_known(one, ""));
    tf_page_unref(one);
    tf_page_unref(same);
    tf_page_unref(other);
}

static void long_pages_are_gzipped_and_short_ones_not(void **state)
{
    char text[2000];
    (void)state;
    memset(text, 'a', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    struct tf_page *large = page_of(text), *small = page_of("hello");
    assert_non_null(large->gzip);
    assert_in_range(large->gzip->len, 10, 200);
    assert_memory_equal(large->gzip->data, "\x1f\x8b", 2);
    assert_null(small->gzip);
    tf_page_unref(large);
    tf_page_unref(small);
}

static void a_shelf_gives_back_what_was_put(void **state)
{
    struct tf_board *board = support_board("1 spaces, 1 slots");
    struct tf_find *find = NULL;
    struct tf_shelf *shelf = NULL;
    struct tf_zone *zone = NULL;
    (void)state;
    assert_int_equal(tf_zone_open(&zone, "UTC"), TF_OK);
    assert_int_equal(tf_find_create(&find, board, NULL), TF_OK);
    assert_int_equal(tf_shelf_create(&shelf, board, zone, find, 0), TF_OK);
    tf_find_unref(find);
    tf_board_unref(board);
    assert_null(tf_shelf_get(shelf, "en /"));
    struct tf_page *page = page_of("hello"), *late = page_of("later");
    tf_shelf_put(shelf, "en /", page);
    tf_shelf_put(shelf, "en /", late); /* who comes second lets go of it */
    struct tf_page *got = tf_shelf_get(shelf, "en /");
    assert_ptr_equal(got, page);
    assert_null(tf_shelf_get(shelf, "de /"));
    tf_page_unref(got);
    tf_page_unref(page);
    tf_page_unref(late);
    for (int i = 0; i < 3 * TF_SHELF_PAGES_MAX; i++) { /* full: no more is kept, and nothing is lost */
        char key[24];
        snprintf(key, sizeof(key), "x %d", i);
        struct tf_page *filler = page_of("y");
        tf_shelf_put(shelf, key, filler);
        tf_page_unref(filler);
    }
    got = tf_shelf_get(shelf, "en /");
    assert_non_null(got);
    tf_page_unref(got);
    tf_shelf_destroy(shelf);
    tf_zone_close(zone);
}

/* ---- the newest value, without a lock ---- */

enum { READERS = 4, VALUES = 20000 };

struct value {
    _Atomic int is_alive;
    int number;
};

static _Atomic int ended;

static void end_value(void *user)
{
    struct value *value = user;
    atomic_store(&value->is_alive, 0);
    atomic_fetch_add(&ended, 1);
    free(value);
}

static struct value *value_of(int number)
{
    struct value *value = calloc(1, sizeof(*value));
    assert_non_null(value);
    atomic_store(&value->is_alive, 1);
    value->number = number;
    return value;
}

static char wrong_reading[] = "read what was gone, or went back";

static void *read_on(void *user)
{
    struct tf_latest *latest = user;
    int last = 0;
    while (last < VALUES) {
        int slot = 0;
        struct value *value = tf_latest_take(latest, &slot);
        if (value == NULL) {
            continue;
        }
        if (atomic_load(&value->is_alive) != 1 || value->number < last) {
            return wrong_reading;
        }
        last = value->number;
        tf_latest_give_back(latest, slot);
    }
    return NULL;
}

static void readers_never_see_an_ended_value_and_all_values_end(void **state)
{
    struct tf_latest *latest = NULL;
    pthread_t threads[READERS];
    (void)state;
    atomic_store(&ended, 0);
    assert_int_equal(tf_latest_create(&latest, end_value), TF_OK);
    int slot = 0;
    assert_null(tf_latest_take(latest, &slot));
    for (int i = 0; i < READERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, read_on, latest), 0);
    }
    int made = 0;
    for (int number = 1; number <= VALUES; number++) {
        struct value *value = value_of(number);
        made++;
        while (tf_latest_publish(latest, value) != TF_OK) { /* readers are behind */
            sched_yield();
        }
    }
    for (int i = 0; i < READERS; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
    tf_latest_destroy(latest);
    assert_int_equal(atomic_load(&ended), made);
}

static void a_value_that_is_held_outlives_newer_ones(void **state)
{
    struct tf_latest *latest = NULL;
    int slot = 0, other = 0;
    (void)state;
    atomic_store(&ended, 0);
    assert_int_equal(tf_latest_create(&latest, end_value), TF_OK);
    assert_int_equal(tf_latest_publish(latest, value_of(1)), TF_OK);
    struct value *held = tf_latest_take(latest, &slot);
    assert_int_equal(tf_latest_publish(latest, value_of(2)), TF_OK);
    assert_int_equal(tf_latest_publish(latest, value_of(3)), TF_OK);
    assert_int_equal(atomic_load(&ended), 1); /* the second */
    assert_int_equal(held->number, 1);
    struct value *newest = tf_latest_take(latest, &other);
    assert_int_equal(newest->number, 3);
    tf_latest_give_back(latest, other);
    tf_latest_give_back(latest, slot);
    assert_int_equal(atomic_load(&ended), 2);
    tf_latest_destroy(latest);
    assert_int_equal(atomic_load(&ended), 3);
}

static void words_find_sessions_and_near_titles_are_near(void **state)
{
    struct tf_board *board = support_board(
        "2 spaces, 2 slots, Compost for beginners in A at 10:00, Sourdough without tears, Bees");
    struct tf_find *find = NULL, *next = NULL;
    const struct tf_session *found[4];
    (void)state;
    assert_int_equal(tf_find_create(&find, board, NULL), TF_OK);
    assert_int_equal(tf_find_words(find, "compost", found, 4), 1);
    assert_string_equal(found[0]->title, "Compost for beginners");
    assert_int_equal(tf_find_words(find, "TEARS sour", found, 4), 1);
    assert_int_equal(tf_find_words(find, "compost tears", found, 4), 0);
    assert_int_equal(tf_find_words(find, "", found, 4), 0);
    assert_int_equal(tf_find_similar(find, "Cómpost for Beginners!", 0, found, 3), 1);
    assert_int_equal(tf_find_similar(find, "Compost for beginners", found[0]->record.key.id, found, 3), 0);
    assert_int_equal(tf_find_similar(find, "Jazz", 0, found, 3), 0);
    assert_int_equal(tf_find_similar(find, "", 0, found, 3), 0);
    /* The next board's index shares what did not change, and loses what was hidden. */
    struct tf_session hidden = *tf_board_session(board, support_session(board, "Bees"));
    hidden.state = TF_SESSION_HIDDEN;
    support_put(&board, &hidden.record);
    assert_int_equal(tf_find_create(&next, board, find), TF_OK);
    tf_find_unref(find);
    assert_int_equal(tf_find_words(next, "bees", found, 4), 0);
    assert_int_equal(tf_find_words(next, "compost", found, 4), 1);
    tf_find_unref(next);
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pages_tag_is_of_its_content),
        cmocka_unit_test(long_pages_are_gzipped_and_short_ones_not),
        cmocka_unit_test(a_shelf_gives_back_what_was_put),
        cmocka_unit_test(readers_never_see_an_ended_value_and_all_values_end),
        cmocka_unit_test(a_value_that_is_held_outlives_newer_ones),
        cmocka_unit_test(words_find_sessions_and_near_titles_are_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
