/* Zones: libc's own answers, both changes of a year in many places, dates, and what ISO 8601 we read and
 * write. */
#include "base/zone.h"

#include "base/rng.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const ZONES[] = {"Europe/Berlin",     "America/New_York",   "Australia/Lord_Howe",
                                    "Africa/Casablanca", "Asia/Kolkata",       "America/St_Johns",
                                    "Pacific/Apia",      "America/Santiago",   "Africa/Cairo",
                                    "Asia/Kathmandu",    "Pacific/Chatham",    "UTC",
                                    "Europe/Istanbul",   "Asia/Pyongyang",     "Antarctica/Troll",
                                    "Etc/GMT+12",        "Pacific/Kiritimati", "America/Caracas"};

static struct tf_zone *open_zone(const char *name)
{
    struct tf_zone *zone = NULL;
    assert_int_equal(tf_zone_open(&zone, name), TF_OK);
    return zone;
}

static struct tf_rng seeded(void)
{
    const char *given = getenv("TF_SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("TF_SEED=%llu\n", (unsigned long long)seed);
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    return rng;
}

static int64_t random_instant(struct tf_rng *rng)
{
    int64_t from_s = tf_zone_days(TF_ZONE_YEAR_MIN, 1, 2) * 86400;
    int64_t to_s = tf_zone_days(TF_ZONE_YEAR_MAX, 12, 30) * 86400;
    return from_s + (int64_t)tf_rng_below(rng, (uint64_t)(to_s - from_s));
}

static void reads_as(const struct tf_zone *zone, const char *wall, const char *expected)
{
    int64_t utc_s = 0;
    char text[26];
    assert_int_equal(tf_zone_parse(&utc_s, wall, zone), TF_OK);
    tf_zone_format(text, zone, utc_s);
    assert_string_equal(text, expected);
}

static void a_time_that_happens_twice_is_the_first(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *wall, *expected, *before, *after;
    } CASES[] = {
        {"Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30:00+02:00", "2026-10-25T01:59:59+02:00",
         "2026-10-25T03:00:00+01:00"},
        {"America/New_York", "2026-11-01T01:30", "2026-11-01T01:30:00-04:00", "2026-11-01T00:59:59-04:00",
         "2026-11-01T02:00:00-05:00"},
        {"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05T01:45:00+11:00", "2026-04-05T01:29:59+11:00",
         "2026-04-05T02:00:00+10:30"},
        {"Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T02:30:00+01:00", "2026-02-15T01:59:59+01:00",
         "2026-02-15T03:00:00+00:00"},
        {"America/St_Johns", "2026-11-01T01:30", "2026-11-01T01:30:00-02:30", "2026-11-01T00:59:59-02:30",
         "2026-11-01T02:00:00-03:30"},
        {"America/Santiago", "2026-04-04T23:30", "2026-04-04T23:30:00-03:00", "2026-04-04T22:59:59-03:00",
         "2026-04-05T00:00:00-04:00"},
        {"Antarctica/Troll", "2026-10-25T01:30", "2026-10-25T01:30:00+02:00", "2026-10-25T00:59:59+02:00",
         "2026-10-25T03:00:00+00:00"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct tf_zone *zone = open_zone(CASES[i].zone);
        reads_as(zone, CASES[i].wall, CASES[i].expected);
        char wall[20] = "";
        memcpy(wall, CASES[i].before, 19);
        reads_as(zone, wall, CASES[i].before);
        memcpy(wall, CASES[i].after, 19);
        reads_as(zone, wall, CASES[i].after);
        tf_zone_close(zone);
    }
}

static void the_second_of_two_can_be_said_with_its_offset(void **state)
{
    (void)state;
    struct tf_zone *zone = open_zone("Europe/Berlin");
    reads_as(zone, "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00");
    int64_t first_s = 0;
    int64_t second_s = 0;
    assert_int_equal(tf_zone_parse(&first_s, "2026-10-25T02:30", zone), TF_OK);
    assert_int_equal(tf_zone_parse(&second_s, "2026-10-25T02:30:00+01:00", zone), TF_OK);
    assert_int_equal(second_s - first_s, 3600);
    tf_zone_close(zone);
}

static void a_time_that_does_not_happen_moves_on_by_the_gap(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *wall, *expected;
    } CASES[] = {
        {"Europe/Berlin", "2026-03-29T02:00", "2026-03-29T03:00:00+02:00"},
        {"Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:30:00+02:00"},
        {"Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00"},
        {"Europe/Berlin", "2026-03-29T03:00", "2026-03-29T03:00:00+02:00"},
        {"America/New_York", "2026-03-08T02:30", "2026-03-08T03:30:00-04:00"},
        {"Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-04T02:40:00+11:00"},
        {"Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T03:30:00+01:00"},
        {"America/St_Johns", "2026-03-08T02:30", "2026-03-08T03:30:00-02:30"},
        {"America/Santiago", "2026-09-06T00:30", "2026-09-06T01:30:00-03:00"},
        {"Antarctica/Troll", "2026-03-29T02:30", "2026-03-29T04:30:00+02:00"},
        {"Pacific/Apia", "2011-12-30T12:00", "2011-12-31T12:00:00+14:00"}, /* a whole day */
        {"Asia/Pyongyang", "2018-05-04T23:45", "2018-05-05T00:15:00+09:00"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct tf_zone *zone = open_zone(CASES[i].zone);
        reads_as(zone, CASES[i].wall, CASES[i].expected);
        tf_zone_close(zone);
    }
}

static void a_zone_without_changes_has_one_offset(void **state)
{
    (void)state;
    struct tf_zone *zone = open_zone("Asia/Kolkata");
    reads_as(zone, "2026-03-29T02:30", "2026-03-29T02:30:00+05:30");
    reads_as(zone, "2026-10-25T02:30", "2026-10-25T02:30:00+05:30");
    struct tf_rng rng = seeded();
    for (int i = 0; i < 1000; i++) {
        struct tf_civil civil;
        tf_zone_civil(zone, random_instant(&rng), &civil);
        assert_int_equal(civil.offset_s, 19800);
    }
    tf_zone_close(zone);
}

/* The same question to libc, whose zone is the process's. */
static void every_answer_is_libcs(void **state)
{
    (void)state;
    struct tf_rng rng = seeded();
    for (size_t z = 0; z < COUNT_OF(ZONES); z++) {
        struct tf_zone *zone = open_zone(ZONES[z]);
        assert_string_equal(tf_zone_name(zone), ZONES[z]);
        assert_int_equal(setenv("TZ", ZONES[z], 1), 0);
        tzset();
        for (int i = 0; i < 4000; i++) {
            int64_t utc_s = random_instant(&rng);
            time_t t = (time_t)utc_s;
            struct tm tm;
            struct tf_civil civil;
            assert_non_null(localtime_r(&t, &tm));
            tf_zone_civil(zone, utc_s, &civil);
            if (civil.year != tm.tm_year + 1900 || civil.month != tm.tm_mon + 1 || civil.day != tm.tm_mday ||
                civil.hour != tm.tm_hour || civil.minute != tm.tm_min || civil.second != tm.tm_sec ||
                civil.weekday != tm.tm_wday || civil.offset_s != tm.tm_gmtoff) {
                fail_msg("%s at %lld differs from libc", ZONES[z], (long long)utc_s);
            }
            assert_int_equal(tf_zone_day_of(zone, utc_s), tf_zone_days(civil.year, civil.month, civil.day));
        }
        tf_zone_close(zone);
    }
    assert_int_equal(unsetenv("TZ"), 0);
    tzset();
}

static void there_and_back_is_the_same_instant_or_its_first_twin(void **state)
{
    (void)state;
    struct tf_rng rng = seeded();
    for (size_t z = 0; z < COUNT_OF(ZONES); z++) {
        struct tf_zone *zone = open_zone(ZONES[z]);
        for (int i = 0; i < 2000; i++) {
            int64_t utc_s = random_instant(&rng);
            int64_t back_s = 0;
            struct tf_civil civil;
            struct tf_civil again;
            tf_zone_civil(zone, utc_s, &civil);
            assert_int_equal(tf_zone_utc(zone, &civil, &back_s), TF_OK);
            tf_zone_civil(zone, back_s, &again);
            if (back_s != utc_s) { /* the twin: earlier, and with the same face */
                assert_true(back_s < utc_s);
                again.offset_s = civil.offset_s;
            }
            assert_memory_equal(&civil, &again, sizeof(civil));
            char text[26];
            int64_t parsed_s = 0;
            tf_zone_format(text, zone, utc_s);
            assert_int_equal(tf_zone_parse(&parsed_s, text, NULL), TF_OK);
            assert_int_equal(parsed_s, utc_s);
        }
        tf_zone_close(zone);
    }
}

static void names_that_are_no_zones_are_not_found(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "",
        "Europe",
        "Europe/",
        "/Europe/Berlin",
        "Europe//Berlin",
        "Europe/Berlin/",
        "Europe/Berlin ",
        "europe/berlin",
        "Europe/Atlantis",
        "../zoneinfo/Europe/Berlin",
        "Europe/../Europe/Berlin",
        "Europe/./Berlin",
        "/etc/localtime",
        "../../../etc/localtime",
        ":Europe/Berlin",
        "localtime",
        "posixrules",
        "posix/Europe/Berlin",
        "right/Europe/Berlin",
        "tzdata.zi",
        "zone.tab",
        "leap-seconds.list",
        "CET-1CEST",
        "UTC+3",
        "<+03>-3",
        "Europe/Berlin\n",
        "Europe\\Berlin",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        struct tf_zone *zone = NULL;
        if (tf_zone_open(&zone, BAD[i]) != TF_ERR_NOT_FOUND) {
            fail_msg("\"%s\" is taken for a zone", BAD[i]);
        }
        assert_null(zone);
    }
    struct tf_zone *zone = NULL;
    assert_int_equal(tf_zone_open(&zone, NULL), TF_ERR_NOT_FOUND);
    static const char *const GOOD[] = {"America/Argentina/ComodRivadavia",
                                       "America/Port-au-Prince",
                                       "Etc/GMT+12",
                                       "America/North_Dakota/New_Salem",
                                       "GMT0",
                                       "EST5EDT"};
    for (size_t i = 0; i < COUNT_OF(GOOD); i++) {
        zone = open_zone(GOOD[i]);
        tf_zone_close(zone);
    }
    tf_zone_close(NULL);
}

static void the_process_keeps_its_own_zone(void **state)
{
    (void)state;
    time_t noon = (time_t)(tf_zone_days(2026, 7, 1) * 86400 + 43200);
    struct tm before;
    struct tm after;
    assert_int_equal(setenv("TZ", "Asia/Tokyo", 1), 0);
    tzset();
    assert_non_null(localtime_r(&noon, &before));
    struct tf_zone *zone = open_zone("America/New_York");
    assert_string_equal(getenv("TZ"), "Asia/Tokyo");
    assert_non_null(localtime_r(&noon, &after));
    assert_int_equal(after.tm_hour, before.tm_hour);
    assert_int_equal(after.tm_hour, 21);
    tf_zone_close(zone);
    assert_int_equal(unsetenv("TZ"), 0);
    zone = open_zone("America/Chicago"); /* another one: the last is known without libc */
    assert_non_null(localtime_r(&noon, &after));
    assert_int_not_equal(after.tm_gmtoff, -5 * 3600);
    tf_zone_close(zone);
}

static void a_foreign_directory_of_zones_changes_nothing(void **state)
{
    (void)state;
    assert_int_equal(setenv("TZDIR", "/nowhere", 1), 0);
    struct tf_zone *zone = open_zone("Europe/Berlin");
    reads_as(zone, "2026-07-01T12:00", "2026-07-01T12:00:00+02:00");
    tf_zone_close(zone);
    assert_int_equal(unsetenv("TZDIR"), 0);
}

static void *open_and_ask(void *arg)
{
    const size_t *start = arg;
    for (size_t i = 0; i < 6; i++) {
        struct tf_zone *zone = NULL;
        if (tf_zone_open(&zone, ZONES[(*start + i) % COUNT_OF(ZONES)]) != TF_OK) {
            return arg;
        }
        int64_t utc_s = 0;
        char text[26];
        if (tf_zone_parse(&utc_s, "2026-06-15T12:34:56", zone) != TF_OK) {
            tf_zone_close(zone);
            return arg;
        }
        tf_zone_format(text, zone, utc_s);
        tf_zone_close(zone);
        if (memcmp(text, "2026-06-15T12:34:56", 19) != 0) {
            return arg;
        }
    }
    return NULL;
}

static void threads_can_open_zones_at_once(void **state)
{
    (void)state;
    static size_t starts[] = {0, 3, 6, 9};
    pthread_t threads[COUNT_OF(starts)];
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, open_and_ask, &starts[i]), 0);
    }
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        void *wrong = &threads;
        assert_int_equal(pthread_join(threads[i], &wrong), 0);
        assert_null(wrong);
    }
}

static void dates_that_do_not_exist_are_invalid(void **state)
{
    (void)state;
    struct tf_zone *zone = open_zone("Europe/Berlin");
    static const struct tf_civil BAD[] = {
        {.year = 2026, .month = 2, .day = 29},
        {.year = 2026, .month = 4, .day = 31},
        {.year = 2026, .month = 0, .day = 1},
        {.year = 2026, .month = 13, .day = 1},
        {.year = 2026, .month = 1, .day = 0},
        {.year = 2026, .month = 1, .day = 32},
        {.year = 2026, .month = -2147483647, .day = 1},
        {.year = 2026, .month = 1, .day = 2147483647},
        {.year = 2026, .month = 1, .day = 1, .hour = 24},
        {.year = 2026, .month = 1, .day = 1, .hour = -1},
        {.year = 2026, .month = 1, .day = 1, .minute = 60},
        {.year = 2026, .month = 1, .day = 1, .minute = -1},
        {.year = 2026, .month = 1, .day = 1, .second = 60},
        {.year = 2026, .month = 1, .day = 1, .second = -1},
        {.year = TF_ZONE_YEAR_MIN - 1, .month = 12, .day = 31},
        {.year = TF_ZONE_YEAR_MAX + 1, .month = 1, .day = 1},
        {.year = -2147483647, .month = 1, .day = 1},
    };
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        int64_t utc_s = 42;
        assert_int_equal(tf_zone_utc(zone, &BAD[i], &utc_s), TF_ERR_INVALID);
        assert_int_equal(utc_s, 42);
    }
    struct tf_civil leap = {.year = 2028, .month = 2, .day = 29};
    int64_t utc_s = 0;
    assert_int_equal(tf_zone_utc(zone, &leap, &utc_s), TF_OK);
    tf_zone_close(zone);
}

static void instants_out_of_all_bounds_still_read_as_dates(void **state)
{
    (void)state;
    struct tf_zone *zone = open_zone("Pacific/Kiritimati");
    static const int64_t FAR[] = {INT64_MIN, INT64_MIN + 1, -100000000000, -1,
                                  0,         100000000000,  1000000000000, INT64_MAX};
    for (size_t i = 0; i < COUNT_OF(FAR); i++) {
        struct tf_civil civil;
        char text[26];
        char date[11];
        tf_zone_civil(zone, FAR[i], &civil);
        assert_in_range(civil.year, 1, 9999);
        assert_in_range(civil.month, 1, 12);
        assert_in_range(civil.day, 1, 31);
        assert_in_range(civil.weekday, 0, 6);
        tf_zone_format(text, zone, FAR[i]);
        assert_int_equal(strlen(text), 25);
        tf_zone_format(text, NULL, FAR[i]);
        assert_int_equal(strlen(text), 20);
        tf_zone_format_date(date, FAR[i]);
        assert_int_equal(strlen(date), 10);
    }
    tf_zone_close(zone);
}

static void days_count_from_1970_by_the_gregorian_calendar(void **state)
{
    (void)state;
    assert_int_equal(tf_zone_days(1970, 1, 1), 0);
    assert_int_equal(tf_zone_days(1969, 12, 31), -1);
    assert_int_equal(tf_zone_days(2000, 2, 29), 11016);
    assert_int_equal(tf_zone_days(2000, 3, 1), 11017);
    assert_int_equal(tf_zone_days(2026, 11, 25), 20782);
    assert_int_equal(tf_zone_days(1, 1, 1), -719162);
    int64_t expected = tf_zone_days(1999, 12, 31);
    for (int64_t day = expected; day < tf_zone_days(2101, 1, 1); day++) {
        int y, m, d;
        tf_zone_date(day, &y, &m, &d);
        assert_int_equal(tf_zone_days(y, m, d), expected++);
    }
    int y, m, d;
    tf_zone_date(tf_zone_days(2100, 2, 28) + 1, &y, &m, &d); /* 2100 has no leap day */
    assert_int_equal(m, 3);
    assert_int_equal(d, 1);
}

static void iso_8601_is_read_to_its_end(void **state)
{
    (void)state;
    struct tf_zone *zone = open_zone("Europe/Berlin");
    int64_t noon_s = tf_zone_days(2026, 11, 25) * 86400 + 43200;
    static const char *const GOOD[] = {"2026-11-25T12:00:00Z",      "2026-11-25T12:00Z",
                                       "2026-11-25T13:00:00+01:00", "2026-11-25T13:00+01:00",
                                       "2026-11-25T13:00:00",       "2026-11-25T13:00",
                                       "2026-11-25T06:30:00-05:30", "2026-11-26T02:00+14:00",
                                       "2026-11-25T12:00:00+00:00", "2026-11-25T12:00:00-00:00"};
    for (size_t i = 0; i < COUNT_OF(GOOD); i++) {
        int64_t utc_s = 0;
        assert_int_equal(tf_zone_parse(&utc_s, GOOD[i], zone), TF_OK);
        assert_int_equal(utc_s, noon_s);
    }
    static const char *const BAD[] = {"",
                                      "2026",
                                      "2026-11-25",
                                      "2026-11-25T",
                                      "2026-11-25T13",
                                      "2026-11-25T13:",
                                      "2026-11-25T13:0",
                                      "2026-11-25T13:00:",
                                      "2026-11-25T13:00:0",
                                      "2026-11-25T13:00:00+",
                                      "2026-11-25T13:00:00+01",
                                      "2026-11-25T13:00:00+01:",
                                      "2026-11-25T13:00:00+01:0",
                                      "2026-11-25T13:00:00+0100",
                                      "2026-11-25T13:00:00+01:00x",
                                      "2026-11-25T13:00:00Zx",
                                      "2026-11-25T13:00:00 Z",
                                      " 2026-11-25T13:00",
                                      "2026-11-25 13:00",
                                      "2026-11-25t13:00",
                                      "2026-11-25T24:00",
                                      "2026-11-25T13:60",
                                      "2026-11-25T13:00:60",
                                      "2026-02-29T13:00",
                                      "2026-00-01T13:00",
                                      "2026-13-01T13:00",
                                      "2026-01-00T13:00",
                                      "2026-1-1T13:00",
                                      "26-11-25T13:00",
                                      "02026-11-25T13:00",
                                      "-2026-11-25T13:00",
                                      "1999-12-31T13:00Z",
                                      "2060-01-01T00:00Z",
                                      "2026-11-25T13:00:00+24:00",
                                      "2026-11-25T13:00:00+01:60",
                                      "2026-11-25T1a:00",
                                      "2026-11-25T+1:00",
                                      "2026-11-25T13:00+-1:00",
                                      "99999999999999999999-11-25T13:00"};
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        int64_t utc_s = 42;
        if (tf_zone_parse(&utc_s, BAD[i], zone) != TF_ERR_INVALID) {
            fail_msg("\"%s\" is taken for a time", BAD[i]);
        }
        assert_int_equal(utc_s, 42);
    }
    int64_t utc_s = 42;
    assert_int_equal(tf_zone_parse(&utc_s, "2026-11-25T13:00", NULL), TF_ERR_INVALID);
    assert_int_equal(tf_zone_parse(&utc_s, "2026-11-25T12:00Z", NULL), TF_OK);
    assert_int_equal(utc_s, noon_s);
    tf_zone_close(zone);
}

static void times_are_written_with_their_offset(void **state)
{
    (void)state;
    int64_t noon_s = tf_zone_days(2026, 11, 25) * 86400 + 43200;
    char text[26];
    tf_zone_format(text, NULL, noon_s);
    assert_string_equal(text, "2026-11-25T12:00:00Z");
    static const char *const CASES[][2] = {{"UTC", "2026-11-25T12:00:00+00:00"},
                                           {"Asia/Kathmandu", "2026-11-25T17:45:00+05:45"},
                                           {"America/St_Johns", "2026-11-25T08:30:00-03:30"},
                                           {"Pacific/Kiritimati", "2026-11-26T02:00:00+14:00"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct tf_zone *zone = open_zone(CASES[i][0]);
        tf_zone_format(text, zone, noon_s);
        assert_string_equal(text, CASES[i][1]);
        tf_zone_close(zone);
    }
}

static void dates_are_read_and_written(void **state)
{
    (void)state;
    int64_t days = 42;
    char text[11];
    assert_int_equal(tf_zone_parse_date(&days, "2026-11-25"), TF_OK);
    assert_int_equal(days, 20782);
    tf_zone_format_date(text, days);
    assert_string_equal(text, "2026-11-25");
    static const char *const BAD[] = {
        "",           "2026-11",    "2026-11-2",  "2026-11-251", "2026-11-25 ",     "2026-02-30",
        "2026/11/25", "25.11.2026", "1999-12-31", "2060-01-01",  "2026-11-25T10:00"};
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        assert_int_equal(tf_zone_parse_date(&days, BAD[i]), TF_ERR_INVALID);
        assert_int_equal(days, 20782);
    }
}

/* Each asking of libc takes milliseconds of a processor; a phone that fetches calendars must not cost them.
 */
static void a_zone_that_was_just_open_opens_at_once(void **state)
{
    (void)state;
    struct tf_zone *first = open_zone("Europe/Berlin");
    clock_t from = clock();
    for (int i = 0; i < 1000; i++) {
        tf_zone_close(open_zone("Europe/Berlin"));
    }
    assert_true(clock() - from < CLOCKS_PER_SEC);
    struct tf_zone *other = open_zone("Asia/Kolkata"), *again = open_zone("Europe/Berlin");
    reads_as(first, "2026-07-01T12:00:00", "2026-07-01T12:00:00+02:00");
    reads_as(other, "2026-07-01T12:00:00", "2026-07-01T12:00:00+05:30");
    reads_as(again, "2026-12-01T12:00:00", "2026-12-01T12:00:00+01:00");
    tf_zone_close(first);
    tf_zone_close(other);
    tf_zone_close(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_that_happens_twice_is_the_first),
        cmocka_unit_test(the_second_of_two_can_be_said_with_its_offset),
        cmocka_unit_test(a_time_that_does_not_happen_moves_on_by_the_gap),
        cmocka_unit_test(a_zone_without_changes_has_one_offset),
        cmocka_unit_test(every_answer_is_libcs),
        cmocka_unit_test(there_and_back_is_the_same_instant_or_its_first_twin),
        cmocka_unit_test(names_that_are_no_zones_are_not_found),
        cmocka_unit_test(the_process_keeps_its_own_zone),
        cmocka_unit_test(a_foreign_directory_of_zones_changes_nothing),
        cmocka_unit_test(threads_can_open_zones_at_once),
        cmocka_unit_test(dates_that_do_not_exist_are_invalid),
        cmocka_unit_test(instants_out_of_all_bounds_still_read_as_dates),
        cmocka_unit_test(days_count_from_1970_by_the_gregorian_calendar),
        cmocka_unit_test(iso_8601_is_read_to_its_end),
        cmocka_unit_test(times_are_written_with_their_offset),
        cmocka_unit_test(dates_are_read_and_written),
        cmocka_unit_test(a_zone_that_was_just_open_opens_at_once),
    };
    return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
