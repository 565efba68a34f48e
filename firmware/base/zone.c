#include "base/zone.h"

#include "base/zone_table.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_S = 24 * 3600, FAR_S = 2 * DAY_S };

/* Years people write with four digits; an instant outside them is shown as the nearest inside. */
static const int64_t DAYS_MIN = -719162; /* 0001-01-01 */
static const int64_t DAYS_MAX = 2932896; /* 9999-12-31 */

struct tf_zone {
    char name[TF_ZONE_NAME_BYTES];
    struct tf_zone_table table;
};

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t tf_zone_days(int year, int month, int day)
{
    /* Howard Hinnant, "chrono-compatible low-level date algorithms": a year begins in March, so that the leap
     * day is its last. */
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (int64_t)(month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void tf_zone_date(int64_t days, int *year, int *month, int *day)
{
    days = days < DAYS_MIN ? DAYS_MIN : days > DAYS_MAX ? DAYS_MAX : days;
    int64_t shifted = days + 719468;
    int64_t era = floor_div(shifted, 146097);
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    *month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

enum tf_err tf_zone_open(struct tf_zone **out, const char *name)
{
    char path[TF_ZONE_PATH_BYTES];
    if (!tf_zone_table_find(path, name)) {
        return TF_ERR_NOT_FOUND;
    }
    struct tf_zone *zone = calloc(1, sizeof(*zone));
    if (zone == NULL) {
        return TF_ERR_NOMEM;
    }
    memcpy(zone->name, name, strlen(name) + 1); /* find() has measured it */
    enum tf_err err = tf_zone_table_read(&zone->table, path);
    if (err != TF_OK) {
        tf_zone_close(zone);
        return err;
    }
    *out = zone;
    return TF_OK;
}

bool tf_zone_offset(int *offset_s, const char *name, int64_t utc_s)
{
    char path[TF_ZONE_PATH_BYTES];
    if (!tf_zone_table_find(path, name)) {
        return false;
    }
    *offset_s = tf_zone_table_offset(path, utc_s);
    return true;
}

void tf_zone_close(struct tf_zone *zone)
{
    if (zone != NULL) {
        free(zone->table.periods);
        free(zone);
    }
}

const char *tf_zone_name(const struct tf_zone *zone)
{
    return zone->name;
}

/* The period an instant is in; the first and the last go on for ever. */
static size_t period_at(const struct tf_zone_table *table, int64_t utc_s)
{
    size_t low = 0;
    size_t high = table->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (table->periods[middle].start_s <= utc_s) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static int64_t clamp_utc(int64_t utc_s)
{
    int64_t min = DAYS_MIN * DAY_S + FAR_S;
    int64_t max = DAYS_MAX * DAY_S - FAR_S;
    return utc_s < min ? min : utc_s > max ? max : utc_s;
}

void tf_zone_civil(const struct tf_zone *zone, int64_t utc_s, struct tf_civil *out)
{
    utc_s = clamp_utc(utc_s);
    int offset_s = zone->table.periods[period_at(&zone->table, utc_s)].offset_s;
    int64_t local_s = utc_s + offset_s;
    int64_t days = floor_div(local_s, DAY_S);
    int second_of_day = (int)(local_s - days * DAY_S);
    tf_zone_date(days, &out->year, &out->month, &out->day);
    out->hour = second_of_day / 3600;
    out->minute = second_of_day / 60 % 60;
    out->second = second_of_day % 60;
    out->weekday = (int)((days + 4 + 7 * 200000) % 7); /* 1970-01-01 was a Thursday */
    out->offset_s = offset_s;
}

int64_t tf_zone_day_of(const struct tf_zone *zone, int64_t utc_s)
{
    utc_s = clamp_utc(utc_s);
    return floor_div(utc_s + zone->table.periods[period_at(&zone->table, utc_s)].offset_s, DAY_S);
}

static bool is_valid(const struct tf_civil *c)
{
    if (c->year < TF_ZONE_YEAR_MIN || c->year > TF_ZONE_YEAR_MAX || c->month < 1 || c->month > 12 ||
        c->day < 1 || c->day > 31) {
        return false;
    }
    int year, month, day;
    tf_zone_date(tf_zone_days(c->year, c->month, c->day), &year, &month, &day);
    return day == c->day && c->hour >= 0 && c->hour <= 23 && c->minute >= 0 && c->minute <= 59 &&
           c->second >= 0 && c->second <= 59;
}

enum tf_err tf_zone_utc(const struct tf_zone *zone, const struct tf_civil *civil, int64_t *utc_s)
{
    if (!is_valid(civil)) {
        return TF_ERR_INVALID;
    }
    int64_t local_s = tf_zone_days(civil->year, civil->month, civil->day) * DAY_S + civil->hour * 3600 +
                      civil->minute * 60 + civil->second;
    const struct tf_zone_table *table = &zone->table;
    int64_t found_s = 0;
    /* Oldest first. In each period the wall clock shows the instant minus its offset, if that instant is in
     * it; the period before a gap claims what the gap swallows. */
    for (size_t i = period_at(table, local_s - FAR_S); i < table->count; i++) {
        const struct tf_zone_period *period = &table->periods[i];
        found_s = local_s - period->offset_s;
        if (i + 1 == table->count || found_s < period[1].start_s) {
            break;
        }
        if (local_s - period[1].offset_s < period[1].start_s) {
            break; /* after this period and yet before the next: a gap */
        }
    }
    *utc_s = found_s;
    return TF_OK;
}
