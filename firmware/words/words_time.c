#include "words/words.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const WEEKDAYS[7] = {TF_N("Sunday"),   TF_N("Monday"), TF_N("Tuesday"), TF_N("Wednesday"),
                                        TF_N("Thursday"), TF_N("Friday"), TF_N("Saturday")};
static const char *const WEEKDAYS_SHORT[7] = {TF_N("Sun"), TF_N("Mon"), TF_N("Tue"), TF_N("Wed"),
                                              TF_N("Thu"), TF_N("Fri"), TF_N("Sat")};
static const char *const MONTHS[12] = {TF_N("January"), TF_N("February"), TF_N("March"),
                                       TF_N("April"),   TF_N("May"),      TF_N("June"),
                                       TF_N("July"),    TF_N("August"),   TF_N("September"),
                                       TF_N("October"), TF_N("November"), TF_N("December")};

const char *tf_words_weekday(enum tf_lang lang, int weekday)
{
    return weekday >= 0 && weekday < 7 ? tf_tr(lang, WEEKDAYS[weekday]) : "";
}

const char *tf_words_month(enum tf_lang lang, int month)
{
    return month >= 1 && month <= 12 ? tf_tr(lang, MONTHS[month - 1]) : "";
}

const char *tf_words_printf(struct tf_arena *arena, const char *format, ...)
{
    char buffer[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(buffer, sizeof buffer, format, args);
    va_end(args);
    if (len < 0) {
        return "";
    }
    char *text;
    if ((size_t)len < sizeof buffer) {
        text = tf_arena_strndup(arena, buffer, (size_t)len);
    } else {
        text = tf_arena_alloc(arena, (size_t)len + 1);
        if (text != NULL) {
            va_start(args, format);
            vsnprintf(text, (size_t)len + 1, format, args);
            va_end(args);
        }
    }
    return text != NULL ? text : "";
}

const char *tf_words_isolate(struct tf_arena *arena, const char *text)
{
    return tf_words_printf(arena, "\u2068%s\u2069", text);
}

const char *tf_words_clock(struct tf_arena *arena, const struct tf_zone *zone, int64_t utc_s)
{
    struct tf_civil civil;
    tf_zone_civil(zone, utc_s, &civil);
    return tf_words_printf(arena, "%02d:%02d", civil.hour, civil.minute);
}

const char *tf_words_clocks(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                            int64_t start_s, int64_t end_s)
{
    const char *start = tf_words_clock(arena, zone, start_s);
    const char *end = tf_words_clock(arena, zone, end_s);
    /* TRANSLATORS: from one time of day to another: 10:30 – 11:15 */
    return tf_words_printf(arena, tf_tr(lang, "%s – %s"), start, end);
}

static int weekday_of(int64_t days)
{
    int64_t weekday = (days + 4) % 7; /* 1970-01-01 was a Thursday */
    return (int)(weekday < 0 ? weekday + 7 : weekday);
}

const char *tf_words_date(struct tf_arena *arena, enum tf_lang lang, int64_t days)
{
    int year, month, day;
    tf_zone_date(days, &year, &month, &day);
    /* TRANSLATORS: weekday, day of the month, month: Wednesday, 25 November */
    return tf_words_printf(arena, tf_tr(lang, "%s, %d %s"), tf_words_weekday(lang, weekday_of(days)), day,
                           tf_words_month(lang, month));
}

const char *tf_words_day_short(struct tf_arena *arena, enum tf_lang lang, int64_t days)
{
    int year, month, day;
    tf_zone_date(days, &year, &month, &day);
    /* TRANSLATORS: short weekday, day of the month, on a tab: Wed 25 */
    return tf_words_printf(arena, tf_tr(lang, "%s %d"), tf_tr(lang, WEEKDAYS_SHORT[weekday_of(days)]), day);
}

const char *tf_words_when(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone, int64_t day,
                          int64_t start_s, int64_t end_s)
{
    const char *date = tf_words_date(arena, lang, day);
    const char *clocks = tf_words_clocks(arena, lang, zone, start_s, end_s);
    /* TRANSLATORS: a date and the times of day: Wednesday, 25 November, 10:30 – 11:15 */
    return tf_words_printf(arena, tf_tr(lang, "%s, %s"), date, clocks);
}

/* ---- counting sentences: in each language they are whole, so each is written out for each unit ---- */

struct span {
    unsigned long minutes, hours, days; /* the whole time in each unit, rounded the same way */
};

static struct span span_of(int64_t seconds, bool up)
{
    if (seconds < 0) {
        seconds = 0;
    }
    unsigned long minutes = (unsigned long)((seconds + (up ? 59 : 0)) / 60);
    return (struct span){minutes, minutes / 60, minutes / (24 * 60)};
}

enum { HOURS_MAX = 18 }; /* further away is better said in days */

const char *tf_words_starts_in(struct tf_arena *arena, enum tf_lang lang, int64_t seconds)
{
    struct span span = span_of(seconds, true);
    if (span.minutes == 0) {
        return tf_words_printf(arena, "%s", tf_tr(lang, "starts now"));
    }
    if (span.minutes < 60) {
        return tf_words_printf(arena, tf_trn(lang, "starts in %lu min", "starts in %lu min", span.minutes),
                               span.minutes);
    }
    if (span.hours < HOURS_MAX && span.minutes % 60 == 0) {
        return tf_words_printf(arena, tf_tr(lang, "starts in %lu h"), span.hours);
    }
    if (span.hours < HOURS_MAX) {
        /* TRANSLATORS: hours and minutes */
        return tf_words_printf(arena, tf_tr(lang, "starts in %lu h %lu min"), span.hours, span.minutes % 60);
    }
    unsigned long days = span.days > 0 ? span.days : 1;
    return tf_words_printf(arena, tf_trn(lang, "starts in %lu day", "starts in %lu days", days), days);
}

const char *tf_words_started_ago(struct tf_arena *arena, enum tf_lang lang, int64_t seconds)
{
    struct span span = span_of(seconds, false);
    if (span.minutes == 0) {
        return tf_words_printf(arena, "%s", tf_tr(lang, "just started"));
    }
    if (span.minutes < 60) {
        return tf_words_printf(
            arena, tf_trn(lang, "started %lu min ago", "started %lu min ago", span.minutes), span.minutes);
    }
    return tf_words_printf(arena, tf_tr(lang, "started %lu h %lu min ago"), span.hours, span.minutes % 60);
}

const char *tf_words_ends_in(struct tf_arena *arena, enum tf_lang lang, int64_t seconds)
{
    struct span span = span_of(seconds, true);
    if (span.minutes == 0) {
        return tf_words_printf(arena, "%s", tf_tr(lang, "ends about now"));
    }
    if (span.minutes < 60) {
        return tf_words_printf(arena, tf_trn(lang, "ends in %lu min", "ends in %lu min", span.minutes),
                               span.minutes);
    }
    if (span.minutes % 60 == 0) {
        return tf_words_printf(arena, tf_tr(lang, "ends in %lu h"), span.hours);
    }
    return tf_words_printf(arena, tf_tr(lang, "ends in %lu h %lu min"), span.hours, span.minutes % 60);
}

const char *tf_words_ended_ago(struct tf_arena *arena, enum tf_lang lang, int64_t seconds)
{
    struct span span = span_of(seconds, false);
    if (span.minutes == 0) {
        return tf_words_printf(arena, "%s", tf_tr(lang, "just ended"));
    }
    if (span.minutes < 60) {
        return tf_words_printf(arena, tf_trn(lang, "ended %lu min ago", "ended %lu min ago", span.minutes),
                               span.minutes);
    }
    if (span.hours < HOURS_MAX) {
        return tf_words_printf(arena, tf_tr(lang, "ended %lu h %lu min ago"), span.hours, span.minutes % 60);
    }
    unsigned long days = span.days > 0 ? span.days : 1;
    return tf_words_printf(arena, tf_trn(lang, "ended %lu day ago", "ended %lu days ago", days), days);
}

const char *tf_words_phase_soon(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                                const struct tf_gathering *gathering)
{
    if (gathering == NULL || gathering->next_phase_at == 0) {
        return "";
    }
    /* TRANSLATORS: a time, and the phase of the day that begins then: "Marketplace", "Sessions" */
    return tf_words_printf(arena, tf_tr(lang, "From %s: %s"),
                           tf_words_isolate(arena, tf_words_clock(arena, zone, gathering->next_phase_at)),
                           tf_words_phase(lang, gathering->next_phase));
}
