#include "base/zone.h"

#include <string.h>

enum { DAY_S = 24 * 3600 };

/* Exactly count digits; moves *at on. -1: they are not there. */
static int digits(const char **at, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        char c = (*at)[i];
        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    *at += count;
    return value;
}

static bool skip(const char **at, char c)
{
    if (**at != c) {
        return false;
    }
    (*at)++;
    return true;
}

static bool parse_date(const char **at, struct tf_civil *out)
{
    out->year = digits(at, 4);
    if (out->year < TF_ZONE_YEAR_MIN || out->year > TF_ZONE_YEAR_MAX || !skip(at, '-')) {
        return false;
    }
    out->month = digits(at, 2);
    if (out->month < 1 || out->month > 12 || !skip(at, '-')) {
        return false;
    }
    out->day = digits(at, 2);
    if (out->day < 1 || out->day > 31) {
        return false;
    }
    int year, month, day;
    tf_zone_date(tf_zone_days(out->year, out->month, out->day), &year, &month, &day);
    return day == out->day; /* the 30th of February would be another day */
}

static bool parse_clock(const char **at, struct tf_civil *out)
{
    out->hour = digits(at, 2);
    if (out->hour < 0 || out->hour > 23 || !skip(at, ':')) {
        return false;
    }
    out->minute = digits(at, 2);
    if (out->minute < 0 || out->minute > 59) {
        return false;
    }
    out->second = 0;
    if (skip(at, ':')) {
        out->second = digits(at, 2);
    }
    return out->second >= 0 && out->second <= 59;
}

/* "Z", "+01:00"; also checks that nothing follows. */
static bool parse_offset(const char *at, int *offset_s)
{
    *offset_s = 0;
    if (skip(&at, 'Z')) {
        return *at == '\0';
    }
    int sign = skip(&at, '-') ? -1 : 1;
    if (sign > 0 && !skip(&at, '+')) {
        return false;
    }
    int hours = digits(&at, 2);
    if (hours < 0 || hours > 23 || !skip(&at, ':')) {
        return false;
    }
    int minutes = digits(&at, 2);
    *offset_s = sign * (hours * 3600 + minutes * 60);
    return minutes >= 0 && minutes <= 59 && *at == '\0';
}

enum tf_err tf_zone_parse(int64_t *utc_s, const char *text, const struct tf_zone *zone)
{
    struct tf_civil civil = {0};
    if (!parse_date(&text, &civil) || !skip(&text, 'T') || !parse_clock(&text, &civil)) {
        return TF_ERR_INVALID;
    }
    if (*text == '\0') {
        return zone == NULL ? TF_ERR_INVALID : tf_zone_utc(zone, &civil, utc_s);
    }
    int offset_s;
    if (!parse_offset(text, &offset_s)) {
        return TF_ERR_INVALID;
    }
    *utc_s = tf_zone_days(civil.year, civil.month, civil.day) * DAY_S + civil.hour * 3600 +
             civil.minute * 60 + civil.second - offset_s;
    return TF_OK;
}

enum tf_err tf_zone_parse_date(int64_t *days, const char *text)
{
    struct tf_civil civil = {0};
    if (!parse_date(&text, &civil) || *text != '\0') {
        return TF_ERR_INVALID;
    }
    *days = tf_zone_days(civil.year, civil.month, civil.day);
    return TF_OK;
}

static char *put(char *at, int value, int count, char after)
{
    for (int i = count - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
    at[count] = after;
    return at + count + 1;
}

static char *put_date(char *at, int year, int month, int day, char after)
{
    at = put(at, year, 4, '-');
    at = put(at, month, 2, '-');
    return put(at, day, 2, after);
}

void tf_zone_format_date(char out[11], int64_t days)
{
    int year, month, day;
    tf_zone_date(days, &year, &month, &day);
    put_date(out, year, month, day, '\0');
}

/* UTC has no table. */
static void civil_in_utc(int64_t utc_s, struct tf_civil *out)
{
    int64_t days = utc_s / DAY_S - (utc_s % DAY_S < 0);
    int second_of_day = (int)((utc_s % DAY_S + DAY_S) % DAY_S);
    *out = (struct tf_civil){
        .hour = second_of_day / 3600, .minute = second_of_day / 60 % 60, .second = second_of_day % 60};
    tf_zone_date(days, &out->year, &out->month, &out->day);
}

void tf_zone_format(char out[26], const struct tf_zone *zone, int64_t utc_s)
{
    struct tf_civil civil;
    if (zone == NULL) {
        civil_in_utc(utc_s, &civil);
    } else {
        tf_zone_civil(zone, utc_s, &civil);
    }
    char *at = put_date(out, civil.year, civil.month, civil.day, 'T');
    at = put(at, civil.hour, 2, ':');
    at = put(at, civil.minute, 2, ':');
    at = put(at, civil.second, 2, '\0');
    if (zone == NULL) {
        memcpy(at - 1, "Z", 2);
        return;
    }
    int minutes = (civil.offset_s < 0 ? -civil.offset_s : civil.offset_s) / 60;
    at[-1] = civil.offset_s < 0 ? '-' : '+';
    at = put(at, minutes / 60, 2, ':');
    put(at, minutes % 60, 2, '\0');
}
