/* iCalendar (RFC 5545): each placement an event of its own. A UID is the session's for its oldest
 * placement and follows from the placement for another, so that a calendar that knows it follows every move,
 * and learns that it was withdrawn. The bytes follow from the board alone: the same revision gives the same
 * file. */
#include "exchange/formats.h"
#include "exchange/writing.h"

#include <stdio.h>
#include <string.h>

#define LINE_OCTETS_MAX 75

/* One content line, folded; never inside a character. */
static void line(struct tf_buf *out, const char *text)
{
    size_t used = 0;
    for (const char *p = text; *p;) {
        size_t len = 1;
        while (((unsigned char)p[len] & 0xc0) == 0x80) {
            len++;
        }
        if (used + len > LINE_OCTETS_MAX) {
            tf_buf_puts(out, "\r\n ");
            used = 1;
        }
        tf_buf_add(out, p, len);
        used += len;
        p += len;
    }
    tf_buf_puts(out, "\r\n");
}

static enum tf_err text_line(struct tf_buf *out, const char *name, const char *value)
{
    struct tf_buf escaped;
    if (!*value) {
        return TF_OK;
    }
    tf_buf_init(&escaped, 0);
    tf_buf_printf(&escaped, "%s:", name);
    for (const char *p = value; *p; p++) {
        if (*p == '\n') {
            tf_buf_puts(&escaped, "\\n");
        } else if (*p == '\r') {
            continue;
        } else {
            if (*p == '\\' || *p == ';' || *p == ',') {
                tf_buf_putc(&escaped, '\\');
            }
            tf_buf_putc(&escaped, *p);
        }
    }
    enum tf_err err = tf_buf_err(&escaped);
    if (!err) {
        line(out, escaped.data);
    }
    tf_buf_free(&escaped);
    return err;
}

static void time_line(struct tf_buf *out, const char *name, int64_t utc_s)
{
    struct tf_civil civil;
    tf_zone_date(utc_s >= 0 ? utc_s / 86400 : 0, &civil.year, &civil.month, &civil.day);
    int64_t clock = utc_s >= 0 ? utc_s % 86400 : 0;
    tf_buf_printf(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, civil.year, civil.month, civil.day,
                  (int)(clock / 3600), (int)(clock / 60 % 60), (int)(clock % 60));
}

static enum tf_err event(struct tf_writing *writing, struct tf_buf *out, const struct tf_published *published)
{
    const struct tf_session *session = published->session;
    const struct tf_board *board = writing->board;
    bool is_cancelled = session && session->state == TF_SESSION_WITHDRAWN;
    int64_t start = published->start ? published->start : session ? session->proposed_at : 0;
    int64_t known = published->revision ? published->changed_at : board->changed_at;
    int64_t changed = known ? known : writing->options->now;
    uint64_t revision = published->revision ? published->revision : board->revision;
    const char *url = tf_writing_url(writing, published);
    enum tf_err err = url ? TF_OK : TF_ERR_NOMEM;
    if (err) {
        return err;
    }
    tf_buf_printf(out, "BEGIN:VEVENT\r\nUID:%s@twofeet\r\n", published->guid);
    time_line(out, "DTSTAMP", changed);
    time_line(out, "LAST-MODIFIED", changed);
    tf_buf_printf(out, "SEQUENCE:%u\r\n", (unsigned)(revision & 0x7fffffff));
    tf_buf_printf(out, "STATUS:%s\r\n", is_cancelled ? "CANCELLED" : "CONFIRMED");
    time_line(out, "DTSTART", start);
    time_line(out, "DTEND", published->end ? published->end : start);
    err = text_line(out, "SUMMARY", tf_writing_title(published));
    if (!err && published->space) {
        err =
            text_line(out, "LOCATION", published->slot ? writing->gathering->place : published->space->name);
    }
    if (!err && session) {
        err = text_line(out, "CONTACT", session->host);
    }
    if (!err && session && *session->host) { /* said there as well: hardly any calendar shows a contact */
        const char *about = tf_arena_printf(&writing->arena, "%s%s%s", session->host,
                                            *session->about ? "\n\n" : "", session->about);
        err = about ? text_line(out, "DESCRIPTION", about) : TF_ERR_NOMEM;
    } else if (!err && session) {
        err = text_line(out, "DESCRIPTION", session->about);
    }
    if (!err && session && *session->track) {
        err = text_line(out, "CATEGORIES", session->track);
    }
    if (!err && *url) {
        const char *url_line = tf_arena_printf(&writing->arena, "URL:%s", url);
        if (url_line) {
            line(out, url_line);
        }
        err = url_line ? TF_OK : TF_ERR_NOMEM;
    }
    tf_buf_puts(out, "END:VEVENT\r\n");
    return err ? err : tf_buf_err(out);
}

static enum tf_err write_ical(struct tf_buf *out, const struct tf_board *board,
                              const struct tf_write_options *options)
{
    struct tf_writing writing;
    enum tf_err err = tf_writing_init(&writing, board, options, true);
    if (!err) {
        tf_buf_puts(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Twofeet//Twofeet " TF_VERSION "//EN\r\n"
                         "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
        err = text_line(out, "X-WR-CALNAME", writing.gathering->title);
    }
    if (!err) {
        err = text_line(out, "X-WR-TIMEZONE", tf_zone_name(writing.zone));
    }
    for (size_t i = 0; !err && i < writing.count; i++) {
        const struct tf_published *published = &writing.list[i];
        bool is_gone = published->session && published->session->state == TF_SESSION_WITHDRAWN;
        if (published->start || is_gone) {
            err = event(&writing, out, published);
        }
    }
    tf_buf_puts(out, "END:VCALENDAR\r\n");
    tf_writing_free(&writing);
    return err ? err : tf_buf_err(out);
}

const struct tf_writer tf_ical_writer = {
    .name = "ics",
    .extension = "ics",
    .media_type = "text/calendar",
    .write = write_ical,
};
