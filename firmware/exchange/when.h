/* when.h: dates and times of day as people write them in tables. */
#ifndef TF_EXCHANGE_WHEN_H
#define TF_EXCHANGE_WHEN_H

#include <stdbool.h>
#include <stdint.h>

/* How 3/4/2026 is meant; a table is one or the other throughout. */
enum tf_when_order { TF_WHEN_DAY_FIRST, TF_WHEN_MONTH_FIRST };

/* "2026-11-25", "25.11.2026", "25/11/2026", "25 Nov 2026", "Wednesday, November 25, 2026"; *rest: what
 * follows, white space and a comma skipped. false: no date at its beginning. */
bool tf_when_date(const char *text, enum tf_when_order order, int64_t *days, const char **rest);
/* Whether a date with slashes can only be meant in this order; false: either way, or it is none. */
bool tf_when_is_month_first(const char *text);
bool tf_when_is_day_first(const char *text);
/* "10:30", "10.30", "10:30:00", "1030", "9 am", "9:30 PM", "10h30": seconds since midnight (24:00 is 86400).
 */
bool tf_when_clock(const char *text, int64_t *seconds, const char **rest);
/* "45", "45 min", "1:30", "1h 30m", "PT45M": seconds, up to a week. */
bool tf_when_length(const char *text, int64_t *seconds);

#endif
