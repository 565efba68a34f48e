/* printer_kit.h: a printer thread, a fake printer, and waiting for what happens between them. */
#ifndef TF_TESTS_PRINTER_KIT_H
#define TF_TESTS_PRINTER_KIT_H

#include "print/printer.h"
#include "support/fake_printer.h"
#include "support/folder.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { KIT_WAIT_S = 60 };

struct kit {
    struct folder folder, spool;
    struct fake_printer fake;
    struct tf_printer_options options;
    struct tf_printer *printer;
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    size_t changes;
};

static void kit_changed(void *who)
{
    struct kit *kit = who;
    pthread_mutex_lock(&kit->mutex);
    kit->changes++;
    pthread_cond_broadcast(&kit->cond);
    pthread_mutex_unlock(&kit->mutex);
}

static void kit_start(struct kit *kit)
{
    struct tf_problem problem = {"", "", ""};
    kit->options.address = kit->fake.address;
    kit->options.spool_folder = kit->spool.path;
    if (tf_printer_start(&kit->printer, &kit->options, &problem) != TF_OK) {
        fail_msg("%s %s", problem.what, problem.where);
    }
}

static inline void kit_stop(struct kit *kit)
{
    tf_printer_stop(kit->printer);
    kit->printer = NULL;
}

static void kit_options(struct kit *kit)
{
    *kit = (struct kit){.changes = 0};
    pthread_mutex_init(&kit->mutex, NULL);
    pthread_cond_init(&kit->cond, NULL);
    tf_profile_default(&kit->options.profile);
    kit->options.profile.has_status = true;
    /* Long where nothing is to be waited for, so that a busy machine makes no difference. */
    kit->options.times = (struct tf_printer_times){
        .look_ms = 10, .reply_ms = 10000, .stall_ms = 100, .give_up_ms = 20000, .settle_ms = 40};
    kit->options.gap_ms = 1;
    kit->options.changed = kit_changed;
    kit->options.who = kit;
}

static inline void kit_open(struct kit *kit, bool is_tcp)
{
    kit_options(kit);
    folder_make(&kit->folder);
    folder_make(&kit->spool);
    fake_open(&kit->fake, is_tcp, kit->folder.path);
}

static inline void kit_close(struct kit *kit)
{
    kit_stop(kit);
    fake_close(&kit->fake);
    folder_remove(&kit->folder);
    folder_remove(&kit->spool);
    pthread_cond_destroy(&kit->cond);
    pthread_mutex_destroy(&kit->mutex);
}

/* Waits until the view is as expected; negative numbers and TF_PRINTER_STATE_COUNT do not matter. */
struct kit_want {
    enum tf_printer_state state;
    int waiting, held, printed;
};
static void kit_until(struct kit *kit, struct kit_want want)
{
    struct timespec end;
    struct tf_printer_view view;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += KIT_WAIT_S;
    pthread_mutex_lock(&kit->mutex);
    for (;;) {
        size_t seen = kit->changes;
        pthread_mutex_unlock(&kit->mutex);
        view = tf_printer_view(kit->printer);
        pthread_mutex_lock(&kit->mutex);
        if ((want.state == TF_PRINTER_STATE_COUNT || view.state == want.state) &&
            (want.waiting < 0 || view.waiting == (size_t)want.waiting) &&
            (want.held < 0 || view.held == (size_t)want.held) &&
            (want.printed < 0 || view.printed == (uint64_t)want.printed)) {
            break;
        }
        while (kit->changes == seen) {
            if (pthread_cond_timedwait(&kit->cond, &kit->mutex, &end) != 0) {
                pthread_mutex_unlock(&kit->mutex);
                fail_msg("wanted state %d, waiting %d, held %d, printed %d; it is %d, %zu, %zu, %d",
                         want.state, want.waiting, want.held, want.printed, view.state, view.waiting,
                         view.held, (int)view.printed);
            }
        }
    }
    pthread_mutex_unlock(&kit->mutex);
}

/* Until this file is in the spool, as a power cut would find it. */
static inline void kit_until_kept(struct kit *kit, const char *name)
{
    enum { TRIES = KIT_WAIT_S * 100 };
    for (int i = 0; !folder_has(&kit->spool, name); i++) {
        if (i == TRIES) {
            fail_msg("%s is not on the disk", name);
        }
        nanosleep(&(struct timespec){.tv_nsec = 10000000L}, NULL);
    }
}

/* A job is its name, filled up to a size; \f ends it. */
static inline void kit_print_sized(struct kit *kit, const char *name, size_t size, uint64_t owner)
{
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, '.', size);
    memcpy(bytes, name, strlen(name));
    bytes[size - 1] = '\f';
    assert_int_equal(tf_printer_print(kit->printer, owner, 1000, bytes, size), TF_OK);
    free(bytes);
}

static inline void kit_print(struct kit *kit, const char *name)
{
    kit_print_sized(kit, name, 64, 0);
}

#endif
