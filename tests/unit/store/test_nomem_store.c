/* No memory, at every allocation of ours in turn: nothing of it is kept, and the store goes on. */
#include "store/store.h"

#include "support/events.h"
#include "support/folder.h"
#include "support/nomem.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

struct fixture {
    struct folder folder;
    struct tf_store *store;
    struct tf_board *board;
    struct tf_event *next;
    bool in_memory;
};

static struct fixture *make(bool in_memory)
{
    struct fixture *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    f->in_memory = in_memory;
    folder_make(&f->folder);
    f->board = support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees");
    if (in_memory)
        assert_int_equal(tf_store_open_memory(&f->store), TF_OK);
    else
        assert_int_equal(tf_store_open_sqlite(&f->store, folder_file(&f->folder, "a.db"), NULL, NULL), TF_OK);
    struct tf_event *first = support_event_making(f->board);
    assert_int_equal(tf_store_append(f->store, &first, 1), TF_OK);
    tf_event_unref(first);
    return f;
}

static void unmake(struct fixture *f)
{
    assert_int_equal(tf_store_check(f->store, NULL, NULL), TF_OK);
    tf_store_close(f->store);
    tf_board_unref(f->board);
    tf_event_unref(f->next);
    folder_remove(&f->folder);
    free(f);
}

static enum tf_err append(void *user)
{
    struct fixture *f = user;
    uint64_t before = 0, after = 0, id = 0;
    nomem_pause();
    assert_int_equal(tf_store_last(f->store, &before, &id), TF_OK);
    tf_event_unref(f->next);
    f->next = event_propose(before + 1, "One more");
    nomem_go_on();
    enum tf_err err = tf_store_append(f->store, &f->next, 1);
    nomem_pause();
    assert_int_equal(tf_store_last(f->store, &after, &id), TF_OK);
    assert_int_equal(after, err ? before : before + 1);
    nomem_go_on();
    return err;
}

static enum tf_err load(void *user)
{
    struct fixture *f = user;
    struct tf_board *board = NULL;
    enum tf_err err = tf_store_load(f->store, &board, NULL);
    nomem_pause();
    assert_true((err == TF_OK) == (board != NULL));
    tf_board_unref(board);
    nomem_go_on();
    return err;
}

static enum tf_err read(void *user)
{
    struct fixture *f = user;
    struct tf_event *events[4];
    size_t count = 0;
    enum tf_err err = tf_store_read(f->store, 1, events, 4, &count);
    while (count > 0)
        tf_event_unref(events[--count]);
    return err;
}

static enum tf_err check(void *user)
{
    return tf_store_check(((struct fixture *)user)->store, NULL, NULL);
}

static enum tf_err backup(void *user)
{
    struct fixture *f = user;
    enum tf_err err = tf_store_backup(f->store, folder_file(&f->folder, "copy.db"), NULL);
    nomem_pause();
    assert_true(err != TF_OK || folder_has(&f->folder, "copy.db"));
    nomem_go_on();
    return err;
}

static enum tf_err reopen(void *user)
{
    struct fixture *f = user;
    if (f->in_memory) {
        struct tf_store *other;
        enum tf_err err = tf_store_open_memory(&other);
        if (!err)
            tf_store_close(other);
        return err;
    }
    tf_store_close(f->store);
    f->store = NULL;
    enum tf_err err = tf_store_open_sqlite(&f->store, folder_file(&f->folder, "a.db"), NULL, NULL);
    if (err) {
        nomem_pause();
        assert_int_equal(tf_store_open_sqlite(&f->store, folder_file(&f->folder, "a.db"), NULL, NULL), TF_OK);
        nomem_go_on();
    }
    return err;
}

/* jansson's lexer overlooks bytes that did not fit into memory, and calls the rest whatever it looks like:
 * its own allocations are left out where we read. What we write, it must not get wrong. */
static void with(bool in_memory)
{
    static enum tf_err (*const reading[])(void *) = {load, read, check, reopen};
    static enum tf_err (*const writing[])(void *) = {append, backup};
    struct fixture *f = make(in_memory);
    for (size_t i = 0; i < sizeof(reading) / sizeof(reading[0]); i++)
        nomem_each(reading[i], f);
    json_malloc_t plain_malloc;
    json_free_t plain_free;
    json_get_alloc_funcs(&plain_malloc, &plain_free);
    nomem_jansson();
    for (size_t i = 0; i < sizeof(writing) / sizeof(writing[0]); i++)
        nomem_each(writing[i], f);
    json_set_alloc_funcs(plain_malloc, plain_free);
    nomem_pause();
    unmake(f);
}

static void the_sqlite_store_survives_want_of_memory(void **state)
{
    (void)state;
    with(false);
}

static void the_memory_store_survives_want_of_memory(void **state)
{
    (void)state;
    with(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sqlite_store_survives_want_of_memory),
        cmocka_unit_test(the_memory_store_survives_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
