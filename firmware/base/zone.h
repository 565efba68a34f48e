/* zone.h: UTC in storage, an IANA zone for people.
 *
 * The rules come from libc's tzdata: tf_zone_open() asks localtime_r() for every change of offset between
 * 2000 and 2060 once, under a mutex, and keeps the answers. After that a zone is immutable and every call is
 * pure. */
#ifndef TF_BASE_ZONE_H
#define TF_BASE_ZONE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TF_ZONE_YEAR_MIN 2000
#define TF_ZONE_YEAR_MAX 2059

struct tf_zone;

/* Wall-clock time as people read it. */
struct tf_civil {
    int year, month, day;     /* 2026, 1…12, 1…31 */
    int hour, minute, second; /* 0…23, 0…59, 0…59 */
    int weekday;              /* 0 Sunday … 6 */
    int offset_s;             /* local minus UTC */
};

/* name: "Europe/Berlin". TF_ERR_NOT_FOUND: tzdata has no such zone (checked against its directory, no paths).
 * TF_ERR_NOMEM. *out: tf_zone_close(). */
enum tf_err tf_zone_open(struct tf_zone **out, const char *name);
/* What the clocks show in a zone at one moment, local minus UTC, without keeping the zone: a hundredth of the
 * work. false: there is no such zone. */
bool tf_zone_offset(int *offset_s, const char *name, int64_t utc_s);
void tf_zone_close(struct tf_zone *zone);
const char *tf_zone_name(const struct tf_zone *zone);

void tf_zone_civil(const struct tf_zone *zone, int64_t utc_s, struct tf_civil *out);
/* The instant of a wall-clock time. A time that happens twice (autumn) is the first of the two; one that does
 * not happen (spring) is moved on by the gap. TF_ERR_INVALID: no such date, or outside the years above. */
enum tf_err tf_zone_utc(const struct tf_zone *zone, const struct tf_civil *civil, int64_t *utc_s);

/* Days since 1970-01-01 of a civil date, and back (the proleptic Gregorian calendar). */
int64_t tf_zone_days(int year, int month, int day);
void tf_zone_date(int64_t days, int *year, int *month, int *day);
int64_t tf_zone_day_of(const struct tf_zone *zone, int64_t utc_s); /* the local date, in days */

/* ISO 8601. parse takes "2026-11-25T10:30:00+01:00", "…Z", with or without seconds; without an offset the
 * zone decides (NULL: TF_ERR_INVALID). The whole of text must be used. */
enum tf_err tf_zone_parse(int64_t *utc_s, const char *text, const struct tf_zone *zone);
void tf_zone_format(char out[26], const struct tf_zone *zone,
                    int64_t utc_s);                              /* "2026-11-25T10:30:00+01:00"; NULL: …Z */
enum tf_err tf_zone_parse_date(int64_t *days, const char *text); /* "2026-11-25" */
void tf_zone_format_date(char out[11], int64_t days);

#endif
