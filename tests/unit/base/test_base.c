/* The small things everything stands on: errors, the log, the arena, references, random numbers, the clock.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/ref.h"
#include "base/rng.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"

static void every_error_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < TF_ERR_COUNT; i++) {
        assert_non_null(tf_err_name((enum tf_err)i));
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(tf_err_name((enum tf_err)i), tf_err_name((enum tf_err)j));
        }
    }
    assert_string_equal(tf_err_name((enum tf_err)TF_ERR_COUNT), "unknown");
    assert_string_equal(tf_err_name((enum tf_err) - 1), "unknown");
}

static void a_problem_says_what_where_and_what_to_do(void **state)
{
    (void)state;
    struct tf_problem problem;
    memset(&problem, 'x', sizeof(problem));
    assert_int_equal(
        tf_err_tell(&problem, TF_ERR_INVALID, "a.xml:12", "Export it again", "This is no %s", "schedule"),
        TF_ERR_INVALID);
    assert_string_equal(problem.what, "This is no schedule");
    assert_string_equal(problem.where, "a.xml:12");
    assert_string_equal(problem.todo, "Export it again");
    assert_int_equal(tf_err_tell(&problem, TF_ERR_IO, NULL, NULL, "Plain"), TF_ERR_IO);
    assert_string_equal(problem.what, "Plain");
    assert_string_equal(problem.where, "");
    assert_string_equal(problem.todo, "");
    assert_int_equal(tf_err_tell(NULL, TF_ERR_BUSY, "x", "y", "%d", 1), TF_ERR_BUSY);
}

static void a_problem_can_be_retold_with_its_own_words(void **state)
{
    (void)state;
    struct tf_problem problem;
    tf_err_tell(&problem, TF_ERR_IO, "file", "do", "cause");
    tf_err_tell(&problem, TF_ERR_CORRUPT, problem.where, problem.todo, "Import failed: %s", problem.what);
    assert_string_equal(problem.what, "Import failed: cause");
    assert_string_equal(problem.where, "file");
    assert_string_equal(problem.todo, "do");
}

static void a_long_problem_is_cut_at_a_character(void **state)
{
    (void)state;
    char text[2000] = "x";
    for (int i = 0; i < 500; i++) {
        strncat(text, "語", sizeof(text) - strlen(text) - 1);
    }
    struct tf_problem problem;
    tf_err_tell(&problem, TF_ERR_IO, text, text, "%s", text);
    assert_int_equal(strlen(problem.what), 253); /* 1 + 84 * 3 */
    assert_int_equal(strlen(problem.where), 190);
    assert_int_equal(strlen(problem.todo), 253);
    assert_true(tf_text_is_valid(problem.what, strlen(problem.what)));
    assert_true(tf_text_is_valid(problem.where, strlen(problem.where)));
}

/* Runs write() with stderr going to a file and gives back what it wrote. */
static void log_into(char *out, size_t size, void (*write_lines)(void))
{
    FILE *file = tmpfile();
    assert_non_null(file);
    int saved = dup(STDERR_FILENO);
    assert_true(saved >= 0);
    assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
    write_lines();
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    close(saved);
    rewind(file);
    size_t len = fread(out, 1, size - 1, file);
    out[len] = '\0';
    fclose(file);
}

static void write_forged(void)
{
    errno = ENOSPC;
    tf_log(TF_LOG_WARNING, "a\n<3>forged\r\x1b[2J %d", 7);
    assert_int_equal(errno, ENOSPC);
}

static void a_message_is_one_line_whatever_is_in_it(void **state)
{
    (void)state;
    char out[256];
    log_into(out, sizeof(out), write_forged);
    assert_string_equal(out, "<4>a <3>forged  [2J 7\n");
}

static void write_long(void)
{
    char text[5000];
    memset(text, 'w', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    tf_log(TF_LOG_INFO, "%s", text);
    tf_log(TF_LOG_ERROR, "%s", "");
}

static void a_long_message_is_cut_and_still_ends(void **state)
{
    (void)state;
    char out[8192];
    log_into(out, sizeof(out), write_long);
    char *end = strchr(out, '\n');
    assert_non_null(end);
    assert_in_range(end - out, 500, 2000);
    assert_string_equal(end, "\n<3>\n");
}

enum { LOG_THREADS = 4, LOG_LINES = 500 };

static void *log_lines(void *arg)
{
    for (int i = 0; i < LOG_LINES; i++) {
        tf_log(TF_LOG_INFO, "%s", (const char *)arg);
    }
    return NULL;
}

static void write_from_threads(void)
{
    static char line[] = "0123456789012345678901234567890123456789";
    pthread_t threads[LOG_THREADS];
    for (int i = 0; i < LOG_THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, log_lines, line), 0);
    }
    for (int i = 0; i < LOG_THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
}

static void lines_of_several_threads_stay_whole(void **state)
{
    (void)state;
    enum { LINE_BYTES = 44 };
    static char out[LOG_THREADS * LOG_LINES * LINE_BYTES + 100];
    log_into(out, sizeof(out), write_from_threads);
    assert_int_equal(strlen(out), LOG_THREADS * LOG_LINES * LINE_BYTES);
    for (size_t i = 0; i < strlen(out); i += LINE_BYTES) {
        assert_memory_equal(out + i, "<6>0123456789012345678901234567890123456789\n", LINE_BYTES);
    }
}

static void an_arena_gives_zeroed_aligned_memory_that_does_not_overlap(void **state)
{
    (void)state;
    struct tf_arena arena;
    struct tf_rng rng;
    tf_arena_init(&arena);
    tf_rng_seed(&rng, 7);
    for (int round = 0; round < 3; round++) {
        unsigned char *parts[400];
        size_t sizes[400];
        size_t total = 0;
        for (size_t i = 0; i < 400; i++) {
            sizes[i] = (size_t)tf_rng_below(&rng, i % 50 == 0 ? 40000 : 300);
            parts[i] = tf_arena_alloc(&arena, sizes[i]);
            assert_non_null(parts[i]);
            assert_int_equal((uintptr_t)parts[i] % _Alignof(max_align_t), 0);
            for (size_t b = 0; b < sizes[i]; b++) {
                assert_int_equal(parts[i][b], 0);
            }
            memset(parts[i], (int)(i % 251 + 1), sizes[i]);
            total += sizes[i];
        }
        for (size_t i = 0; i < 400; i++) {
            for (size_t b = 0; b < sizes[i]; b++) {
                assert_int_equal(parts[i][b], i % 251 + 1);
            }
        }
        assert_true(arena.used_bytes >= total);
        tf_arena_reset(&arena);
        assert_int_equal(arena.used_bytes, 0);
    }
    tf_arena_free(&arena);
    tf_arena_free(&arena);
    assert_string_equal(tf_arena_strdup(&arena, "used again"), "used again");
    tf_arena_free(&arena);
}

static void an_arena_makes_strings(void **state)
{
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    assert_string_equal(tf_arena_strdup(&arena, ""), "");
    assert_string_equal(tf_arena_strndup(&arena, "abcdef", 3), "abc");
    assert_string_equal(tf_arena_strndup(&arena, "ab", 300), "ab");
    assert_string_equal(tf_arena_printf(&arena, "%s-%03d", "x", 7), "x-007");
    char *wide = tf_arena_printf(&arena, "%050000d", 1);
    assert_int_equal(strlen(wide), 50000);
    assert_null(tf_arena_alloc(&arena, SIZE_MAX));
    assert_null(tf_arena_alloc(&arena, SIZE_MAX / 2 + 1));
    tf_arena_free(&arena);
}

static void the_last_reference_frees(void **state)
{
    (void)state;
    struct tf_ref ref;
    tf_ref_init(&ref);
    assert_true(tf_ref_is_sole(&ref));
    tf_ref_get(&ref);
    assert_false(tf_ref_is_sole(&ref));
    assert_false(tf_ref_put(&ref));
    assert_true(tf_ref_is_sole(&ref));
    assert_true(tf_ref_put(&ref));
}

static void a_seed_repeats_its_numbers(void **state)
{
    (void)state;
    /* xoshiro256** from the state 1, 2, 3, 4: the numbers of its authors' program. */
    static const uint64_t KNOWN[] = {UINT64_C(11520), UINT64_C(0), UINT64_C(1509978240),
                                     UINT64_C(1215971899390074240)};
    struct tf_rng rng = {{1, 2, 3, 4}};
    for (int i = 0; i < 4; i++) {
        assert_true(tf_rng_u64(&rng) == KNOWN[i]);
    }
    struct tf_rng a, b, c;
    tf_rng_seed(&a, 5);
    tf_rng_seed(&b, 5);
    tf_rng_seed(&c, 6);
    assert_memory_equal(&a, &b, sizeof(a));
    for (int i = 0; i < 100; i++) {
        uint64_t number = tf_rng_u64(&a);
        assert_true(number == tf_rng_u64(&b));
        assert_true(number != tf_rng_u64(&c));
    }
}

static void kernel_numbers_differ(void **state)
{
    (void)state;
    struct tf_rng a, b;
    tf_rng_from_kernel(&a);
    tf_rng_from_kernel(&b);
    assert_memory_not_equal(&a, &b, sizeof(a));
}

static void numbers_below_a_limit_are_even(void **state)
{
    (void)state;
    struct tf_rng rng;
    unsigned counts[6] = {0};
    tf_rng_seed(&rng, 1);
    for (int i = 0; i < 60000; i++) {
        uint64_t x = tf_rng_below(&rng, 6);
        assert_true(x < 6);
        counts[x]++;
    }
    for (int i = 0; i < 6; i++) {
        assert_in_range(counts[i], 9600, 10400); /* four standard deviations are 365 */
    }
    for (int i = 0; i < 1000; i++) {
        assert_true(tf_rng_below(&rng, 1) == 0);
        /* Two thirds of 2^64: taking the remainder would give the lower half twice as often. */
        assert_true(tf_rng_below(&rng, UINT64_MAX / 3 * 2) < UINT64_MAX / 3 * 2);
        uint64_t id = tf_rng_id(&rng);
        assert_true(id >= 1 && id <= TF_ID_MAX);
        assert_true((uint64_t)(double)id == id);
    }
}

static void a_large_limit_has_no_bias(void **state)
{
    (void)state;
    struct tf_rng rng;
    uint64_t limit = UINT64_MAX / 3 * 2;
    unsigned low = 0;
    tf_rng_seed(&rng, 2);
    for (int i = 0; i < 10000; i++) {
        low += tf_rng_below(&rng, limit) < limit / 2;
    }
    assert_in_range(low, 4800, 5200);
}

static void mixing_tells_pairs_apart(void **state)
{
    (void)state;
    uint64_t seen[40 * 40];
    size_t count = 0;
    for (uint64_t a = 0; a < 40; a++) {
        for (uint64_t b = 0; b < 40; b++) {
            uint64_t mixed = tf_rng_mix(a, b);
            assert_true(mixed == tf_rng_mix(a, b));
            for (size_t i = 0; i < count; i++) {
                assert_true(seen[i] != mixed);
            }
            seen[count++] = mixed;
        }
    }
}

static void the_clock_is_the_machines_and_its_offset(void **state)
{
    (void)state;
    struct tf_clock clock;
    tf_clock_init(&clock);
    int64_t before_s = (int64_t)time(NULL);
    int64_t now_s = tf_clock_now_s(&clock);
    assert_in_range(now_s, before_s - 1, before_s + 60); /* time() may be a tick behind */
    clock.offset_ms = -3600 * 1000;
    assert_in_range(tf_clock_now_s(&clock), before_s - 3601, before_s - 3540);
    assert_in_range(tf_clock_now_ms(&clock) / 1000, before_s - 3601, before_s - 3540);
}

static void a_given_now_goes_on_and_is_confirmed(void **state)
{
    (void)state;
    struct tf_clock clock;
    int64_t start_s = INT64_C(1795600000);
    tf_clock_init(&clock);
    tf_clock_start_at(&clock, start_s);
    assert_true(tf_clock_is_confirmed(&clock));
    int64_t first_ms = tf_clock_now_ms(&clock);
    assert_in_range(first_ms, start_s * 1000, start_s * 1000 + 60000);
    int64_t mono_ms = tf_clock_mono_ms();
    while (tf_clock_mono_ms() == mono_ms) {
        /* a millisecond, in which the given time goes on with the monotonic one */
    }
    assert_true(tf_clock_now_ms(&clock) > first_ms);
    tf_clock_start_at(&clock, -1);
    assert_true(tf_clock_now_s(&clock) >= -1 && tf_clock_now_s(&clock) < 60);
}

static void the_clock_is_confirmed_by_a_hand_or_by_the_machine(void **state)
{
    (void)state;
    struct tf_clock clock;
    struct timex ntp = {0};
    tf_clock_init(&clock);
    int status = adjtimex(&ntp);
    bool synchronised = status >= 0 && status != TIME_ERROR && (ntp.status & STA_UNSYNC) == 0;
    if (synchronised || access("/dev/rtc0", F_OK) != 0) { /* else it hangs on what the chip tells */
        assert_int_equal(tf_clock_is_confirmed(&clock), synchronised);
    }
    clock.confirmed_by_hand = true;
    assert_true(tf_clock_is_confirmed(&clock));
}

static void monotonic_time_never_goes_back(void **state)
{
    (void)state;
    int64_t last_us = tf_clock_mono_us();
    for (int i = 0; i < 100000; i++) {
        int64_t now_us = tf_clock_mono_us();
        assert_true(now_us >= last_us);
        last_us = now_us;
    }
    assert_in_range(tf_clock_mono_us() / 1000 - tf_clock_mono_ms() + 1000, 0, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_error_has_a_name_of_its_own),
        cmocka_unit_test(a_problem_says_what_where_and_what_to_do),
        cmocka_unit_test(a_problem_can_be_retold_with_its_own_words),
        cmocka_unit_test(a_long_problem_is_cut_at_a_character),
        cmocka_unit_test(a_message_is_one_line_whatever_is_in_it),
        cmocka_unit_test(a_long_message_is_cut_and_still_ends),
        cmocka_unit_test(lines_of_several_threads_stay_whole),
        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory_that_does_not_overlap),
        cmocka_unit_test(an_arena_makes_strings),
        cmocka_unit_test(the_last_reference_frees),
        cmocka_unit_test(a_seed_repeats_its_numbers),
        cmocka_unit_test(kernel_numbers_differ),
        cmocka_unit_test(numbers_below_a_limit_are_even),
        cmocka_unit_test(a_large_limit_has_no_bias),
        cmocka_unit_test(mixing_tells_pairs_apart),
        cmocka_unit_test(the_clock_is_the_machines_and_its_offset),
        cmocka_unit_test(a_given_now_goes_on_and_is_confirmed),
        cmocka_unit_test(the_clock_is_confirmed_by_a_hand_or_by_the_machine),
        cmocka_unit_test(monotonic_time_never_goes_back),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
