/* Several kiosks through bad days: whatever fails and whoever is cut off, in the end all have the same, and
 * nothing that was promised is lost. TF_SEED=n lives one day, TF_ROUNDS=n more of them. */
#include "support/folder.h"
#include "support/support.h"
#include "support/venue.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { DAYS = 300, DAYS_ON_DISK = 6 };

static void after_any_day_all_kiosks_have_one_board_and_lost_nothing(void **state)
{
    (void)state;
    uint64_t seed = support_seed("test_venue");
    const char *one = getenv("TF_SEED"), *rounds = getenv("TF_ROUNDS");
    uint64_t days = one ? 1 : rounds ? strtoull(rounds, NULL, 10) : DAYS;
    struct venue_report report = {0};
    size_t accepted = 0, aside = 0, restarts = 0, faults = 0, longest = 0;
    for (uint64_t day = 0; day < days; day++) {
        report = (struct venue_report){0};
        venue_live(seed + day, NULL, &report);
        accepted += report.accepted;
        aside += report.aside;
        restarts += report.restarts;
        faults += report.faults;
        longest = report.rounds > longest ? report.rounds : longest;
    }
    print_message("%" PRIu64
                  " days: %zu accepted, %zu of them aside; %zu restarts, %zu faults; alike after %zu s\n",
                  days, accepted, aside, restarts, faults, longest);
    if (days >= DAYS) { /* days on which nothing happened would prove nothing */
        assert_true(accepted > days * 20 && aside > 0 && restarts > days && faults > days);
    }
}

static void so_do_their_files(void **state)
{
    (void)state;
    uint64_t seed = support_seed("test_venue");
    for (uint64_t day = 0; day < DAYS_ON_DISK; day++) {
        struct venue_report report = {0};
        struct folder folder;
        folder_make(&folder);
        venue_live(seed + day, folder.path, &report);
        folder_remove(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(after_any_day_all_kiosks_have_one_board_and_lost_nothing),
        cmocka_unit_test(so_do_their_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
