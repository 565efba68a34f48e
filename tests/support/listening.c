#include "support/listening.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void hear(void *user, const struct tf_answer *answer)
{
    struct listening_ear *ear = user;
    ear->listening->answers[ear->number] = *answer;
    ear->listening->times[ear->number]++;
    counter_add(&ear->listening->heard);
}

void listening_start(struct listening *f, int retry_ms)
{
    const struct tf_ledger_options options = {
        .open = flaky_open, .user = &f->flaky, .retry_ms = retry_ms, .clock = f->clock};
    assert_int_equal(tf_ledger_start(&f->ledger, &options, NULL), TF_OK);
    assert_int_equal(tf_ledger_subscribe(f->ledger, &f->subscription, counter_add, &f->wakes), TF_OK);
}

void listening_stop(struct listening *f)
{
    if (f->subscription)
        tf_ledger_unsubscribe(f->ledger, f->subscription);
    tf_ledger_stop(f->ledger);
    f->subscription = NULL;
    f->ledger = NULL;
}

int listening_begin(void **state)
{
    struct listening *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    flaky_init(&f->flaky);
    counter_init(&f->heard);
    counter_init(&f->wakes);
    f->next_id = 60001;
    f->board = support_board("2 spaces, 4 slots, Compost in A at 10:00, Bees, Ants");
    struct tf_event *first = support_event_making(f->board);
    assert_int_equal(tf_store_append(f->flaky.disk, &first, 1), TF_OK);
    tf_event_unref(first);
    listening_start(f, 1);
    *state = f;
    return 0;
}

int listening_end(void **state)
{
    struct listening *f = *state;
    listening_stop(f);
    for (size_t i = 0; i < f->sent; i++)
        assert_int_equal(f->times[i], 1);
    assert_int_equal(counter_now(&f->heard), f->sent);
    assert_int_equal(tf_store_check(f->flaky.disk, NULL, NULL), TF_OK);
    tf_board_unref(f->board);
    flaky_free(&f->flaky);
    counter_free(&f->heard);
    counter_free(&f->wakes);
    free(f);
    return 0;
}

/* The number of the answer to come. */
size_t listening_send(struct listening *f, struct tf_command *command)
{
    size_t number = f->sent++;
    f->ears[number] = (struct listening_ear){f, number};
    assert_int_equal(tf_ledger_send(f->ledger, command, hear, &f->ears[number]), TF_OK);
    return number;
}

const struct tf_answer *listening_answer(struct listening *f, size_t number)
{
    counter_await(&f->heard, number + 1); /* they come in order */
    return &f->answers[number];
}

struct tf_command *listening_star(struct listening *f, const char *title, uint64_t device)
{
    struct tf_command *command = support_command_by(TF_VERB_STAR, TF_ROLE_GUEST, device);
    command->id = f->next_id++;
    command->session = support_session(f->board, title);
    return command;
}

struct tf_command *listening_place(struct listening *f, const char *title, const char *space,
                                   const char *time, uint64_t placement)
{
    struct tf_command *command = support_place(f->board, title, space, time);
    command->id = f->next_id++;
    command->placement = placement;
    return command;
}

struct tf_command *listening_undo(struct listening *f, uint64_t sequence)
{
    struct tf_command *command = support_command_by(TF_VERB_UNDO, TF_ROLE_ORGANISER, 0);
    command->id = f->next_id++;
    command->sequence = sequence;
    return command;
}

struct tf_command *listening_again(const struct tf_command *command)
{
    struct tf_command *twin = tf_command_create(command->verb, command->actor, command->at, command->id);
    assert_non_null(twin);
    twin->session = command->session;
    return twin;
}

struct tf_board *listening_on_disk(struct listening *f)
{
    struct tf_board *board;
    assert_int_equal(tf_store_load(f->flaky.disk, &board, NULL), TF_OK);
    return board;
}

size_t listening_stars(struct listening *f, const char *title)
{
    struct tf_board *board = listening_on_disk(f);
    size_t count = tf_board_star_count(board, support_session(board, title));
    tf_board_unref(board);
    return count;
}
