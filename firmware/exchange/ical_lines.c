#include "exchange/ical_lines.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LINE_BYTES_MAX (64 * 1024) /* of one property; what is longer is cut */
#define DEPTH_MAX      16
#define ZONES_MAX      (128 * 1024) /* bytes; Outlook's are a kilobyte each */

struct scan {
    struct tf_ical_lines *lines;
    struct tf_buf line; /* one unfolded property */
    long number, begun; /* physical lines: this one, and where the property began */
    size_t depth;       /* of BEGINs: 1 in the calendar, 2 in an event */
    bool in_event;
    size_t zone_from; /* in zones: where the one at hand begins */
    bool in_zone;
    size_t max;
    enum tf_err err;
};

static bool is_begin(const char *line, const char *what)
{
    return strncasecmp(line, "BEGIN:", 6) == 0 && strncasecmp(line + 6, what, strlen(what)) == 0;
}

/* Without ;CHARSET=… and ;ENCODING=8BIT in the property's head. */
static void add_property(struct tf_buf *out, const char *line)
{
    bool quoted = false;
    const char *p = line;
    while (*p && (quoted || *p != ':')) {
        bool needless =
            !quoted && (strncasecmp(p, ";CHARSET=", 9) == 0 || strncasecmp(p, ";ENCODING=8BIT", 14) == 0);
        if (needless) {
            p += 1 + strcspn(p + 1, ";:");
            continue;
        }
        quoted ^= *p == '"';
        tf_buf_putc(out, *p++);
    }
    tf_buf_puts(out, p);
    tf_buf_puts(out, "\r\n");
}

static char *unescape(const char *value)
{
    char *copy = malloc(strlen(value) + 1), *to = copy;
    for (; copy && *value; value++) {
        if (*value == '\\' && value[1]) {
            value++;
            *to++ = *value == 'n' || *value == 'N' ? ' ' : *value;
        } else {
            *to++ = *value;
        }
    }
    if (copy) {
        *to = '\0';
    }
    return copy;
}

static void take_head(struct scan *scan, const char *line)
{
    static const char *const wanted[] = {"X-WR-CALNAME", "X-WR-TIMEZONE"};
    char **const to[] = {&scan->lines->name, &scan->lines->zone};
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(wanted[i]);
        const char *value = strchr(line, ':');
        if (strncasecmp(line, wanted[i], n) != 0 || (line[n] != ':' && line[n] != ';') || !value || *to[i]) {
            continue;
        }
        *to[i] = unescape(value + 1);
        if (!*to[i]) {
            scan->err = TF_ERR_NOMEM;
        }
    }
}

static void begin_event(struct scan *scan)
{
    struct tf_ical_lines *lines = scan->lines;
    if (lines->count == scan->max) {
        scan->err = TF_ERR_LIMIT;
        return;
    }
    if (lines->count == lines->room) {
        size_t room = lines->room ? lines->room * 2 : 64;
        struct tf_ical_block *blocks = realloc(lines->blocks, room * sizeof *blocks);
        if (!blocks) {
            scan->err = TF_ERR_NOMEM;
            return;
        }
        lines->blocks = blocks;
        lines->room = room;
    }
    lines->blocks[lines->count++] = (struct tf_ical_block){scan->begun, lines->text.len, 0};
    tf_buf_puts(&lines->text, "BEGIN:VEVENT\r\n");
    scan->in_event = true;
}

static void end_event(struct scan *scan)
{
    struct tf_ical_lines *lines = scan->lines;
    struct tf_ical_block *block = &lines->blocks[lines->count - 1];
    tf_buf_puts(&lines->text, "END:VEVENT\r\n");
    block->len = lines->text.len - block->from;
    scan->in_event = false;
}

static void drop_zone(struct scan *scan)
{
    scan->lines->zones.len = scan->zone_from;
    if (scan->lines->zones.data) {
        scan->lines->zones.data[scan->zone_from] = '\0';
    }
}

/* A description of a zone is kept whole, or not at all. */
static void take_zone(struct scan *scan, const char *line)
{
    struct tf_buf *zones = &scan->lines->zones;
    bool begins = is_begin(line, "VTIMEZONE") && !scan->in_event;
    if (scan->in_zone && (begins || is_begin(line, "VEVENT") || zones->len > ZONES_MAX)) {
        drop_zone(scan);
        scan->in_zone = false;
    }
    if (begins && zones->len <= ZONES_MAX) {
        scan->zone_from = zones->len;
        scan->in_zone = true;
        tf_buf_puts(zones, "BEGIN:VTIMEZONE\r\n");
    } else if (scan->in_zone && strncasecmp(line, "END:VTIMEZONE", 13) == 0) {
        tf_buf_puts(zones, "END:VTIMEZONE\r\n");
        scan->in_zone = false;
    } else if (scan->in_zone && *line) {
        tf_buf_puts(zones, line);
        tf_buf_puts(zones, "\r\n");
    }
}

static void take_property(struct scan *scan)
{
    const char *line = scan->line.data ? scan->line.data : "";
    take_zone(scan, line);
    if (strncasecmp(line, "BEGIN:", 6) == 0) {
        scan->depth += scan->depth < DEPTH_MAX;
        if (is_begin(line, "VEVENT") && !scan->in_event) {
            scan->depth = 2;
            begin_event(scan);
        }
    } else if (strncasecmp(line, "END:", 4) == 0) {
        if (scan->in_event && (scan->depth <= 2 || strncasecmp(line, "END:VEVENT", 10) == 0)) {
            end_event(scan);
            scan->depth = 2;
        }
        scan->depth -= scan->depth > 0;
    } else if (scan->in_event && scan->depth == 2) {
        add_property(&scan->lines->text, line);
    } else if (!scan->in_event && *line) {
        take_head(scan, line);
    }
    tf_buf_clear(&scan->line);
}

static void take_physical(struct scan *scan, const char *at, size_t len)
{
    bool goes_on = len > 0 && (*at == ' ' || *at == '\t') && scan->line.len > 0;
    if (!goes_on) {
        take_property(scan);
        scan->begun = scan->number;
    }
    at += goes_on;
    len -= goes_on;
    size_t left = LINE_BYTES_MAX - scan->line.len;
    tf_buf_add(&scan->line, at, len < left ? len : left);
}

enum tf_err tf_ical_lines_read(struct tf_ical_lines *lines, const char *text, size_t len, size_t max)
{
    struct scan scan = {.lines = lines, .max = max};
    const char *at = text, *end = text + len;
    memset(lines, 0, sizeof *lines);
    tf_buf_init(&lines->text, 0);
    tf_buf_init(&lines->zones, 0);
    tf_buf_init(&scan.line, 0);
    while (at < end && !scan.err) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        size_t n = next ? (size_t)(next - at) : (size_t)(end - at);
        scan.number++;
        size_t kept = n;
        while (kept > 0 && at[kept - 1] == '\r') {
            kept--;
        }
        take_physical(&scan, at, kept);
        at += n + (next != NULL);
        if (tf_buf_err(&scan.line) || tf_buf_err(&lines->text) || tf_buf_err(&lines->zones)) {
            scan.err = TF_ERR_NOMEM;
        }
    }
    if (!scan.err) {
        take_property(&scan);
    }
    if (scan.in_zone) {
        drop_zone(&scan);
    }
    lines->is_cut = scan.in_event;
    lines->last_line = scan.number;
    if (!scan.err && scan.in_event) {
        end_event(&scan);
    }
    if (!scan.err && tf_buf_err(&lines->text)) {
        scan.err = TF_ERR_NOMEM;
    }
    tf_buf_free(&scan.line);
    return scan.err;
}

void tf_ical_lines_free(struct tf_ical_lines *lines)
{
    tf_buf_free(&lines->text);
    tf_buf_free(&lines->zones);
    free(lines->blocks);
    free(lines->name);
    free(lines->zone);
    memset(lines, 0, sizeof *lines);
}
