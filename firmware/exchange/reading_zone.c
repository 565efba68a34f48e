#include "exchange/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool try_zone(struct tf_reading *reading, const char *name)
{
    struct tf_zone *zone = NULL;
    enum tf_err err = tf_zone_open(&zone, name);
    if (err == TF_ERR_NOMEM) {
        tf_reading_fail(reading, err);
    }
    if (err) {
        return false;
    }
    reading->draft->zone = zone;
    return true;
}

void tf_reading_zone(struct tf_reading *reading, long line, const char *file_zone, bool has_offset,
                     int offset_s)
{
    struct tf_report *report = reading->report;
    const char *wish = reading->options->zone;
    if (reading->draft->zone || reading->err) {
        return;
    }
    if (file_zone && *file_zone) {
        if (try_zone(reading, file_zone) || reading->err) {
            return;
        }
        tf_report_add(report, TF_REPORT_MENDED, line, "time zone", "\"%s\" is no time zone we know.",
                      file_zone);
    }
    if (wish && *wish) {
        if (try_zone(reading, wish) || reading->err) {
            return;
        }
        tf_report_add(report, TF_REPORT_MENDED, 0, "time zone", "\"%s\" is no time zone we know.", wish);
    }
    if (has_offset && offset_s != 0 && offset_s % 3600 == 0 && abs(offset_s) <= 12 * 3600) {
        char name[16]; /* the sign is the other way round in these names */
        (void)snprintf(name, sizeof name, "Etc/GMT%+d", -offset_s / 3600);
        if (try_zone(reading, name)) {
            tf_report_add(
                report, TF_REPORT_NOTE, line, "time zone",
                "The file names no time zone; its times are %+d hours from UTC, and so is the event.",
                offset_s / 3600);
            return;
        }
    }
    if (!reading->err && try_zone(reading, "UTC")) {
        tf_report_add(report, TF_REPORT_NOTE, line, "time zone",
                      "No time zone is known; the event is in UTC.");
    } else if (!reading->err) {
        reading->err = tf_err_tell(reading->problem, TF_ERR_NOT_FOUND, NULL, "Install the package tzdata.",
                                   "This machine knows no time zones.");
    }
}

bool tf_reading_offset(const char *text, int *offset_s)
{
    size_t len = text ? strlen(text) : 0;
    if (len > 0 && (text[len - 1] == 'Z' || text[len - 1] == 'z')) {
        *offset_s = 0;
        return true;
    }
    if (len < 6 || text[len - 3] != ':' || (text[len - 6] != '+' && text[len - 6] != '-')) {
        return false;
    }
    static const size_t digits[] = {5, 4, 2, 1};
    int value[4];
    for (size_t i = 0; i < 4; i++) {
        char c = text[len - digits[i]];
        if (c < '0' || c > '9') {
            return false;
        }
        value[i] = c - '0';
    }
    int seconds = (value[0] * 10 + value[1]) * 3600 + (value[2] * 10 + value[3]) * 60;
    *offset_s = text[len - 6] == '-' ? -seconds : seconds;
    return true;
}

bool tf_reading_clock(const char *text, int64_t *seconds)
{
    int64_t part[3] = {0, 0, 0};
    size_t parts = 0, digits = 0;
    for (; *text == ' ' || *text == '\n' || *text == '\t' || *text == '\r'; text++) {
        continue;
    }
    for (;; text++) {
        if (*text >= '0' && *text <= '9' && digits < 3) {
            part[parts] = part[parts] * 10 + (*text - '0');
            digits++;
            continue;
        }
        if (digits == 0) {
            return false;
        }
        if (*text != ':' || ++parts > 2) {
            break;
        }
        digits = 0;
    }
    for (; *text == ' ' || *text == '\n' || *text == '\t' || *text == '\r'; text++) {
        continue;
    }
    if (*text || parts == 0 || parts > 2 || part[1] > 59 || part[2] > 59) {
        return false;
    }
    *seconds = part[0] * 3600 + part[1] * 60;
    return true;
}
