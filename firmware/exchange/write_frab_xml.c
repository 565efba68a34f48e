/* frab's schedule.xml, as Giggity, EventFahrplan and the conference tools read it. Those sniff the first
 * 1,024 characters, so the head is short; each day says when it ends, which EventFahrplan insists on. */
#include "exchange/formats.h"
#include "exchange/writing.h"

#include <stdio.h>
#include <string.h>

/* What XML cannot hold at all is left out; stored text has no controls. */
static void text(struct tf_buf *out, const char *value)
{
    for (const char *p = value; *p; p++) {
        if (strncmp(p, "\xef\xbf\xbe", 3) == 0 || strncmp(p, "\xef\xbf\xbf", 3) == 0) {
            p += 2;
        } else if (*p == '&') {
            tf_buf_puts(out, "&amp;");
        } else if (*p == '<') {
            tf_buf_puts(out, "&lt;");
        } else if (*p == '>') {
            tf_buf_puts(out, "&gt;");
        } else if (*p == '"') {
            tf_buf_puts(out, "&quot;");
        } else {
            tf_buf_putc(out, *p);
        }
    }
}

static void element(struct tf_buf *out, const char *name, const char *value)
{
    tf_buf_printf(out, "<%s>", name);
    text(out, value);
    tf_buf_printf(out, "</%s>\n", name);
}

static enum tf_err conference(struct tf_writing *writing, struct tf_buf *out)
{
    const struct tf_gathering *gathering = writing->gathering;
    const struct tf_grid *grid = writing->board->grid;
    const char *acronym = tf_writing_acronym(writing), *base = writing->options->base_url;
    char date[11];
    if (!acronym) {
        return TF_ERR_NOMEM;
    }
    tf_buf_puts(out, "<conference>\n");
    element(out, "title", gathering->title);
    element(out, "acronym", acronym);
    if (grid->day_count) {
        tf_zone_format_date(date, grid->days[0]);
        element(out, "start", date);
        tf_zone_format_date(date, grid->days[grid->day_count - 1]);
        element(out, "end", date);
    }
    tf_buf_printf(out, "<days>%zu</days>\n<timeslot_duration>00:05</timeslot_duration>\n", grid->day_count);
    if (base && *base) {
        element(out, "base_url", base);
    }
    if (*gathering->url) {
        element(out, "url", gathering->url);
    }
    element(out, "time_zone_name", tf_zone_name(writing->zone));
    tf_buf_puts(out, "</conference>\n");
    return tf_buf_err(out);
}

static enum tf_err persons(struct tf_writing *writing, struct tf_buf *out, const struct tf_session *session)
{
    const char *host = NULL;
    enum tf_err err = tf_writing_host(writing, session, 0, &host);
    if (err || !host) {
        return err;
    }
    tf_buf_puts(out, "<persons>\n");
    for (size_t i = 1; host && !err; i++) {
        tf_buf_printf(out, "<person id=\"%u\">", (unsigned)(tf_guid_hash(10, host) % 0x7ffffffeu) + 1);
        text(out, host);
        tf_buf_puts(out, "</person>\n");
        err = tf_writing_host(writing, session, i, &host);
    }
    tf_buf_puts(out, "</persons>\n");
    return err;
}

static void link_to(struct tf_buf *out, const char *href, const char *name)
{
    tf_buf_puts(out, "<link href=\"");
    text(out, href);
    tf_buf_printf(out, "\">%s</link>\n", name);
}

static void links(struct tf_buf *out, const struct tf_session *session, const char *page)
{
    if (!session || (!*session->url && !*page)) {
        return;
    }
    tf_buf_puts(out, "<links>\n");
    if (*page && strcmp(page, session->url) != 0) {
        link_to(out, page, "Notes");
    }
    if (*session->url) {
        link_to(out, session->url, "More");
    }
    tf_buf_puts(out, "</links>\n");
}

static enum tf_err event(struct tf_writing *writing, struct tf_buf *out, const struct tf_published *published)
{
    const struct tf_session *session = published->session;
    const char *abstract = NULL, *description = NULL;
    const char *url = tf_writing_url(writing, published), *slug = tf_writing_slug(writing, published);
    char date[26], clock[6], duration[16];
    enum tf_err err = tf_writing_about(writing, published, &abstract, &description);
    if (err || !url || !slug) {
        return TF_ERR_NOMEM;
    }
    tf_zone_format(date, writing->zone, published->start);
    tf_writing_clock(writing, published->start, clock);
    tf_writing_duration(published, duration);
    tf_buf_printf(out, "<event id=\"%lld\" guid=\"%s\">\n", (long long)published->id, published->guid);
    element(out, "room", published->space ? published->space->name : "");
    element(out, "title", tf_writing_title(published));
    element(out, "subtitle", session ? session->subtitle : "");
    element(out, "type", tf_writing_type(published));
    element(out, "date", date);
    element(out, "start", clock);
    element(out, "duration", duration);
    element(out, "abstract", abstract);
    element(out, "slug", slug);
    element(out, "track", session ? session->track : "");
    err = persons(writing, out, session);
    element(out, "language", session ? session->language : "");
    element(out, "description", description);
    links(out, session, url);
    if (*url) {
        element(out, "url", url);
    }
    tf_buf_puts(out, "</event>\n");
    return err ? err : tf_buf_err(out);
}

static enum tf_err day(struct tf_writing *writing, struct tf_buf *out, size_t index)
{
    const int64_t date = writing->board->grid->days[index];
    int64_t start = 0, end = 0;
    char date_text[11], start_text[26], end_text[26];
    const struct tf_space *room = NULL;
    enum tf_err err = TF_OK;
    tf_writing_day_span(writing, date, &start, &end);
    tf_zone_format_date(date_text, date);
    tf_zone_format(start_text, writing->zone, start);
    tf_zone_format(end_text, writing->zone, end);
    tf_buf_printf(out, "<day index=\"%zu\" date=\"%s\" start=\"%s\" end=\"%s\">\n", index + 1, date_text,
                  start_text, end_text);
    for (size_t i = 0; i < writing->placed_count && !err; i++) {
        const struct tf_published *published = &writing->list[i];
        if (published->day != date || !published->space) {
            continue;
        }
        if (published->space != room) {
            char guid[TF_GUID_SIZE], key[80];
            (void)snprintf(key, sizeof key, "%s/space/%llu", writing->gathering->guid,
                           (unsigned long long)published->space->record.key.id);
            tf_guid_of_text(guid, key);
            tf_buf_puts(out, room ? "</room>\n<room name=\"" : "<room name=\"");
            room = published->space;
            text(out, room->name);
            tf_buf_printf(out, "\" guid=\"%s\">\n", guid);
        }
        err = event(writing, out, published);
    }
    tf_buf_puts(out, room ? "</room>\n</day>\n" : "</day>\n");
    return err ? err : tf_buf_err(out);
}

/* A schedule has a day at least. */
static void empty_day(struct tf_writing *writing, struct tf_buf *out)
{
    char date[11], time[26];
    int64_t now = writing->options->now;
    tf_zone_format_date(date, tf_zone_day_of(writing->zone, now));
    tf_zone_format(time, writing->zone, now);
    tf_buf_printf(out, "<day index=\"1\" date=\"%s\" start=\"%s\" end=\"%s\"/>\n", date, time, time);
}

static enum tf_err write_frab_xml(struct tf_buf *out, const struct tf_board *board,
                                  const struct tf_write_options *options)
{
    struct tf_writing writing;
    enum tf_err err = tf_writing_init(&writing, board, options, false);
    if (!err) {
        tf_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule>\n");
        tf_buf_printf(out, "<generator name=\"twofeet\" version=\"%s\"/>\n<version>%llu</version>\n",
                      TF_VERSION, (unsigned long long)board->revision);
        err = conference(&writing, out);
    }
    for (size_t i = 0; i < board->grid->day_count && !err; i++) {
        err = day(&writing, out, i);
    }
    if (!err && board->grid->day_count == 0) {
        empty_day(&writing, out);
    }
    tf_buf_puts(out, "</schedule>\n");
    tf_writing_free(&writing);
    return err ? err : tf_buf_err(out);
}

const struct tf_writer tf_frab_xml_writer = {
    .name = "frab-xml",
    .extension = "xml",
    .media_type = "application/vnd.c3voc.schedule+xml",
    .write = write_frab_xml,
};
