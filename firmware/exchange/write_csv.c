/* CSV for spreadsheets: UTF-8 with its mark (or Excel guesses), every cell quoted where it must be, and no
 * cell that a spreadsheet would take for a formula. Sessions that wait for a place are in it, without a time.
 */
#include "exchange/formats.h"
#include "exchange/writing.h"

#include <stdio.h>
#include <string.h>

static void cell(struct tf_buf *out, const char *value, bool last)
{
    bool formula = *value && strchr("=+-@\t\r", *value);
    if (*value == '\'' && value[1] && strchr("=+-@\t\r'", value[1])) {
        formula = true; /* begins as if it had been made so; one more keeps it apart */
    }
    bool quoted = formula || strpbrk(value, ",;\"\r\n\t'") != NULL;
    if (quoted) {
        tf_buf_putc(out, '"');
    }
    if (formula) {
        tf_buf_putc(out, '\''); /* a spreadsheet then takes it for text; our reader takes it off again */
    }
    for (const char *p = value; *p; p++) {
        if (*p == '"') {
            tf_buf_putc(out, '"');
        }
        tf_buf_putc(out, *p);
    }
    if (quoted) {
        tf_buf_putc(out, '"');
    }
    tf_buf_puts(out, last ? "\r\n" : ",");
}

static void row(struct tf_writing *writing, struct tf_buf *out, const struct tf_published *published,
                const char *url)
{
    const struct tf_session *session = published->session;
    char date[11] = "", start[6] = "", end[6] = "", full[26] = "", minutes[24] = "";
    if (published->start) {
        tf_zone_format_date(date, published->day);
        tf_writing_clock(writing, published->start, start);
        tf_writing_clock(writing, published->end, end);
        tf_zone_format(full, writing->zone, published->start);
        (void)snprintf(minutes, sizeof minutes, "%lld", (long long)(published->end - published->start) / 60);
    }
    cell(out, session ? session->code : "", false);
    cell(out, date, false);
    cell(out, start, false);
    cell(out, end, false);
    cell(out, session && published->space ? published->space->name : "", false);
    cell(out, tf_writing_title(published), false);
    cell(out, session ? session->subtitle : "", false);
    cell(out, session ? session->host : "", false);
    cell(out, tf_writing_type(published), false);
    cell(out, session ? session->language : "", false);
    cell(out, session ? session->track : "", false);
    cell(out, session ? session->about : "", false);
    cell(out, session ? session->url : "", false);
    cell(out, url, false);
    cell(out, full, false);
    cell(out, minutes, false);
    cell(out, published->guid, true);
}

static enum tf_err write_csv(struct tf_buf *out, const struct tf_board *board,
                             const struct tf_write_options *options)
{
    struct tf_writing writing;
    enum tf_err err = tf_writing_init(&writing, board, options, false);
    tf_buf_puts(out, "\xef\xbb\xbf"
                     "Code,Day,Start,End,Room,Title,Subtitle,Host,Type,Language,Track,About,URL,Page,Starts "
                     "at,Minutes,GUID\r\n");
    for (size_t i = 0; !err && i < writing.count; i++) {
        const char *url = tf_writing_url(&writing, &writing.list[i]);
        if (url) {
            row(&writing, out, &writing.list[i], url);
        }
        err = url ? tf_buf_err(out) : TF_ERR_NOMEM;
    }
    tf_writing_free(&writing);
    return err ? err : tf_buf_err(out);
}

const struct tf_writer tf_csv_writer = {
    .name = "csv",
    .extension = "csv",
    .media_type = "text/csv",
    .write = write_csv,
};
