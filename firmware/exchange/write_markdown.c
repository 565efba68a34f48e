/* Markdown: the schedule and what came of it, to read or to go on writing: the book of proceedings in its
 * plainest form. Hidden notes are not in it. */
#include "exchange/formats.h"
#include "exchange/writing.h"

#include <stdlib.h>
#include <string.h>

/* A text of people, so that none of it is taken for markup. */
static void plain(struct tf_buf *out, const char *value)
{
    bool line_start = true;
    for (const char *p = value; *p; p++) {
        bool special = strchr("\\`*_[]<>|~&", *p) != NULL || (line_start && strchr("#+-=>", *p));
        size_t digits = line_start ? strspn(p, "0123456789") : 0;
        if (digits > 0 && (p[digits] == '.' || p[digits] == ')')) { /* "1." would begin a list */
            tf_buf_add(out, p, digits);
            tf_buf_putc(out, '\\');
            p += digits;
        } else if (special) {
            tf_buf_putc(out, '\\');
        }
        tf_buf_putc(out, *p);
        line_start = *p == '\n' || (line_start && *p == ' ');
    }
}

static void labelled(struct tf_buf *out, const char *label, const char *value)
{
    if (!*value) {
        return;
    }
    tf_buf_printf(out, "**%s** ", label);
    plain(out, value);
    tf_buf_puts(out, "\n\n");
}

static void notes(struct tf_writing *writing, struct tf_buf *out, const struct tf_session *session)
{
    uint64_t id = session->record.key.id;
    struct tf_table_iter it = tf_table_from(writing->board->tables[TF_KIND_NOTE], (struct tf_key){id, 0});
    for (; it.record && it.record->key.owner == id; tf_table_next(&it)) {
        const struct tf_note *note = TF_NOTE(it.record);
        if (note->hidden) {
            continue;
        }
        labelled(out, "Notes by", note->author);
        labelled(out, "What happened:", note->happened);
        labelled(out, "What mattered:", note->mattered);
        labelled(out, "What next:", note->next);
        if (*note->text) {
            plain(out, note->text);
            tf_buf_puts(out, "\n\n");
        }
    }
    bool any = false;
    it = tf_table_from(writing->board->tables[TF_KIND_ACTION], (struct tf_key){id, 0});
    for (; it.record && it.record->key.owner == id; tf_table_next(&it)) {
        const struct tf_action *action = TF_ACTION(it.record);
        char due[11] = "";
        if (action->due) {
            tf_zone_format_date(due, action->due);
        }
        tf_buf_printf(out, "- [%c] ", action->done ? 'x' : ' ');
        plain(out, action->what);
        if (*action->who || *due) {
            tf_buf_puts(out, " (");
            plain(out, action->who);
            tf_buf_printf(out, "%s%s)", *action->who && *due ? ", " : "", due);
        }
        tf_buf_puts(out, "\n");
        any = true;
    }
    if (any) {
        tf_buf_puts(out, "\n");
    }
}

static enum tf_err session(struct tf_writing *writing, struct tf_buf *out,
                           const struct tf_published *published, const char *heading)
{
    const struct tf_session *is = published->session;
    const char *url = tf_writing_url(writing, published);
    if (!url) {
        return TF_ERR_NOMEM;
    }
    tf_buf_printf(out, "%s ", heading);
    if (published->start) {
        char start[6], end[6];
        tf_writing_clock(writing, published->start, start);
        tf_writing_clock(writing, published->end, end);
        tf_buf_printf(out, "%s–%s ", start, end);
    }
    plain(out, tf_writing_title(published));
    tf_buf_puts(out, "\n\n");
    if (!is) {
        return tf_buf_err(out);
    }
    if (*is->subtitle) {
        tf_buf_puts(out, "*");
        plain(out, is->subtitle);
        tf_buf_puts(out, "*\n\n");
    }
    labelled(out, "Where:", published->space ? published->space->name : "");
    labelled(out, "Host:", is->host);
    labelled(out, "Track:", is->track);
    if (*is->about) {
        plain(out, is->about);
        tf_buf_puts(out, "\n\n");
    }
    if (*url) {
        tf_buf_printf(out, "<%s>\n\n", url);
    }
    if (published->nth == 0) { /* said once, however often it ran */
        notes(writing, out, is);
    }
    return tf_buf_err(out);
}

/* By the clock, then by space: as one reads a day. */
static int by_clock(const void *left, const void *right)
{
    const struct tf_published *a = left, *b = right;
    if (a->start != b->start) {
        return a->start < b->start ? -1 : 1;
    }
    int64_t a_position = a->space ? a->space->position : -1, b_position = b->space ? b->space->position : -1;
    if (a_position != b_position) {
        return a_position < b_position ? -1 : 1;
    }
    return strcmp(a->guid, b->guid);
}

static void head(struct tf_writing *writing, struct tf_buf *out)
{
    const struct tf_gathering *gathering = writing->gathering;
    tf_buf_puts(out, "# ");
    plain(out, *gathering->title ? gathering->title : "Schedule");
    tf_buf_puts(out, "\n\n");
    if (*gathering->subtitle) {
        plain(out, gathering->subtitle);
        tf_buf_puts(out, "\n\n");
    }
    labelled(out, "Where:", gathering->place);
    tf_buf_printf(out, "Revision %llu. Times are those of %s.\n\n",
                  (unsigned long long)writing->board->revision, tf_zone_name(writing->zone));
}

static enum tf_err write_markdown(struct tf_buf *out, const struct tf_board *board,
                                  const struct tf_write_options *options)
{
    static const char *const weekdays[] = {"Thursday", "Friday",  "Saturday", "Sunday",
                                           "Monday",   "Tuesday", "Wednesday"};
    struct tf_writing writing;
    int64_t day = 0;
    enum tf_err err = tf_writing_init(&writing, board, options, false);
    if (!err) {
        head(&writing, out);
    }
    if (!err && writing.placed_count) {
        qsort(writing.list, writing.placed_count, sizeof *writing.list, by_clock);
    }
    for (size_t i = 0; !err && i < writing.placed_count; i++) {
        if (writing.list[i].day != day) {
            char date[11];
            day = writing.list[i].day;
            tf_zone_format_date(date, day);
            tf_buf_printf(out, "## %s, %s\n\n", weekdays[day % 7], date); /* 1970-01-01 was a Thursday */
        }
        err = session(&writing, out, &writing.list[i], "###");
    }
    if (!err && writing.count > writing.placed_count) {
        tf_buf_puts(out, "## Without a place\n\n");
    }
    for (size_t i = writing.placed_count; !err && i < writing.count; i++) {
        err = session(&writing, out, &writing.list[i], "###");
    }
    tf_writing_free(&writing);
    return err ? err : tf_buf_err(out);
}

const struct tf_writer tf_markdown_writer = {
    .name = "markdown",
    .extension = "md",
    .media_type = "text/markdown",
    .write = write_markdown,
};
