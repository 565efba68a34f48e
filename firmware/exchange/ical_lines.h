/* ical_lines.h: an iCalendar file cut into its events, each with the line it begins at, so that one that is
 * broken spoils no other, and libical never sees more than one. */
#ifndef TF_EXCHANGE_ICAL_LINES_H
#define TF_EXCHANGE_ICAL_LINES_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct tf_ical_block {
    long line;
    size_t from, len; /* in text: BEGIN:VEVENT … END:VEVENT, unfolded, a property a line, \r\n ends */
};
struct tf_ical_lines {
    struct tf_buf text;
    struct tf_buf zones; /* BEGIN:VTIMEZONE … END:VTIMEZONE, likewise, one after the other; what is too much
                            is not there */
    struct tf_ical_block *blocks;
    size_t count, room;
    char *name,
        *zone;   /* X-WR-CALNAME, X-WR-TIMEZONE, unescaped; NULL none; free() is tf_ical_lines_free()'s */
    bool is_cut; /* the last event has no end */
    long last_line;
};

/* text: UTF-8. Endings of any sort (CR LF, LF, CR CR LF) are taken; CHARSET and ENCODING, which nobody needs
 * in UTF-8, are left out; parts inside an event (alarms) too. TF_ERR_NOMEM, TF_ERR_LIMIT: more than max
 * events. */
enum tf_err tf_ical_lines_read(struct tf_ical_lines *lines, const char *text, size_t len, size_t max);
void tf_ical_lines_free(struct tf_ical_lines *lines);

#endif
