#include "exchange/when.h"

#include "base/zone.h"

#include <stddef.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static const char *skip(const char *p, const char *these)
{
    return p + strspn(p, these);
}

/* Up to `most` digits; how many there were. */
static size_t number(const char **p, size_t most, int64_t *value)
{
    size_t n = 0;
    *value = 0;
    for (; n < most && is_digit((*p)[n]); n++) {
        *value = *value * 10 + ((*p)[n] - '0');
    }
    *p += n;
    return n;
}

static bool starts_with(const char *text, const char *word)
{
    for (; *word; word++, text++) {
        if (lower(*text) != *word) {
            return false;
        }
    }
    return true;
}

static const char *skip_letters(const char *p)
{
    while ((lower(*p) >= 'a' && lower(*p) <= 'z') || (unsigned char)*p >= 0x80) {
        p++;
    }
    return p;
}

/* By the first three letters, in English and German; 0: none. */
static int month(const char **p)
{
    static const struct {
        const char *start;
        int month;
    } names[] = {{"jan", 1},  {"feb", 2},  {"mar", 3},  {"m\xc3\xa4r", 3}, {"apr", 4}, {"may", 5},
                 {"mai", 5},  {"jun", 6},  {"jul", 7},  {"aug", 8},        {"sep", 9}, {"oct", 10},
                 {"okt", 10}, {"nov", 11}, {"dec", 12}, {"dez", 12}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (starts_with(*p, names[i].start)) {
            *p = skip_letters(*p);
            *p = skip(*p, ".");
            return names[i].month;
        }
    }
    return 0;
}

static bool is_weekday(const char *p)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun",
                                        "die", "mit", "don", "fre", "sam", "son"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (starts_with(p, names[i])) {
            return true;
        }
    }
    return false;
}

static bool finish(int64_t year, int64_t mon, int64_t day, const char *p, int64_t *days, const char **rest)
{
    int y, m, d;
    if (year < 100) {
        year += 2000;
    }
    if (year < 1900 || year > 2200 || mon < 1 || mon > 12 || day < 1 || day > 31 || is_digit(*p)) {
        return false;
    }
    *days = tf_zone_days((int)year, (int)mon, (int)day);
    tf_zone_date(*days, &y, &m, &d);
    *rest = skip(p, " ,\t");
    return d == (int)day; /* else there is no such day in that month */
}

/* The three numbers of 25/11/2026. */
static bool slashes(const char *p, int64_t out[3], const char **rest)
{
    for (int i = 0; i < 3; i++) {
        size_t digits = number(&p, i == 2 ? 4 : 2, &out[i]);
        if (digits == 0 || (i == 2 && digits == 3) || (i < 2 && *p != '/')) {
            return false;
        }
        p += i < 2;
    }
    *rest = p;
    return true;
}

bool tf_when_is_month_first(const char *text)
{
    int64_t part[3];
    return slashes(skip(text, " \t"), part, &text) && part[1] > 12 && part[0] <= 12;
}

bool tf_when_is_day_first(const char *text)
{
    int64_t part[3];
    return slashes(skip(text, " \t"), part, &text) && part[0] > 12 && part[1] <= 12;
}

bool tf_when_date(const char *text, enum tf_when_order order, int64_t *days, const char **rest)
{
    const char *p = skip(text, " \t");
    int64_t a = 0, b = 0, c = 0, part[3];
    if (is_weekday(p)) {
        p = skip(skip_letters(p), " ,.\t");
    }
    if (slashes(p, part, rest)) {
        bool month_first = order == TF_WHEN_MONTH_FIRST;
        return finish(part[2], part[month_first ? 0 : 1], part[month_first ? 1 : 0], *rest, days, rest);
    }
    int named = month(&p);
    if (named) { /* November 25, 2026 */
        p = skip(p, " ");
        if (number(&p, 2, &a) == 0) {
            return false;
        }
        p = skip(skip_letters(p), " ,"); /* 25th */
        return number(&p, 4, &b) >= 4 && finish(b, named, a, p, days, rest);
    }
    size_t digits = number(&p, 4, &a);
    if (digits == 4 && (*p == '-' || *p == '/')) { /* 2026-11-25 */
        char between = *p++;
        if (number(&p, 2, &b) == 0 || *p++ != between || number(&p, 2, &c) == 0) {
            return false;
        }
        if (*p == 'T') {
            return finish(a, b, c, " ", days, rest) && ((*rest = p + 1), true);
        }
        return finish(a, b, c, p, days, rest);
    }
    if (digits == 0 || digits > 2) {
        return false;
    }
    if (*p == '.' && is_digit(p[1])) { /* 25.11.2026 */
        p++;
        if (number(&p, 2, &b) == 0 || *p++ != '.') {
            return false;
        }
        size_t year = number(&p, 4, &c);
        return (year == 4 || year == 2) && finish(c, b, a, p, days, rest);
    }
    p = skip(skip_letters(p), " .-"); /* 25 Nov 2026, 25. November 2026 */
    named = month(&p);
    p = skip(p, " -,");
    return named && number(&p, 4, &c) == 4 && finish(c, named, a, p, days, rest);
}

bool tf_when_clock(const char *text, int64_t *seconds, const char **rest)
{
    const char *p = skip(text, " \t");
    int64_t hour = 0, minute = 0, second = 0;
    size_t digits = number(&p, 4, &hour);
    if (digits == 0 || digits == 3) {
        return false;
    }
    bool has_minutes = digits == 4;
    if (digits == 4) { /* 0945 */
        minute = hour % 100;
        hour /= 100;
    } else if ((*p == ':' || *p == '.' || lower(*p) == 'h') && is_digit(p[1])) {
        p++;
        has_minutes = number(&p, 2, &minute) == 2;
        if (!has_minutes) {
            return false;
        }
        if (*p == ':' && is_digit(p[1])) {
            p++;
            (void)number(&p, 2, &second);
        }
    } else if (lower(*p) == 'h') {
        p++;
        has_minutes = true;
    }
    const char *half = skip(p, " ");
    if ((lower(half[0]) == 'a' || lower(half[0]) == 'p') && lower(half[1]) == 'm') {
        if (hour < 1 || hour > 12) {
            return false;
        }
        hour = hour % 12 + (lower(half[0]) == 'p' ? 12 : 0);
        p = half + 2;
        has_minutes = true;
    } else if (starts_with(half, "uhr")) {
        p = half + 3;
        has_minutes = true;
    }
    if (!has_minutes || minute > 59 || second > 60 || hour > 24 || (hour == 24 && minute > 0) ||
        is_digit(*p)) {
        return false;
    }
    *seconds = hour * 3600 + minute * 60;
    *rest = skip(p, " \t");
    return true;
}

/* "1h 30m", "45 min", "PT1H30M" */
static bool units(const char *p, int64_t *seconds)
{
    int64_t total = 0, value = 0;
    bool any = false;
    p = starts_with(p, "pt") ? p + 2 : p;
    while (*(p = skip(p, " ,")) && number(&p, 4, &value) > 0) {
        p = skip(p, " ");
        char unit = lower(*p);
        if (unit == 'h' || starts_with(p, "st")) {
            total += value * 3600;
        } else if (unit == 'm' || unit == '\0' || unit == '\'') {
            total += value * 60;
        } else {
            return false;
        }
        p = skip_letters(skip(p, "'"));
        p = skip(p, ".");
        any = true;
    }
    *seconds = total;
    return any && *p == '\0';
}

bool tf_when_length(const char *text, int64_t *seconds)
{
    const char *p = skip(text, " \t");
    int64_t hours = 0, minutes = 0, value = 0;
    const char *at = p;
    if (number(&at, 3, &hours) > 0 && *at == ':') {
        at++;
        if (number(&at, 2, &minutes) != 2 || minutes > 59) {
            return false;
        }
        if (*at == ':') {
            at++;
            (void)number(&at, 2, &value);
        }
        *seconds = hours * 3600 + minutes * 60;
        return *skip(at, " ") == '\0' && *seconds > 0 && *seconds <= 7 * 86400;
    }
    return units(p, seconds) && *seconds > 0 && *seconds <= 7 * 86400;
}
