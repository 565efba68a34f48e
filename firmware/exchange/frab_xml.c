/* The reader of frab's schedule.xml, event by event through libxml2's SAX door: no tree, no network, no
 * entities but XML's own five, libxml2's limits on depth and length. A file that breaks off keeps what was
 * whole before the break. */
#include "exchange/encode.h"
#include "exchange/formats.h"
#include "exchange/frab.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_BYTES_MAX (256 * 1024) /* of one element */

enum place { OUTSIDE, SCHEDULE, CONFERENCE, DAY, ROOM, EVENT, PERSONS, LINKS };

struct parse {
    xmlParserCtxtPtr xml;
    struct tf_reading *reading;
    struct tf_frab frab;
    struct tf_arena scratch; /* texts of the element being read */
    enum place place;
    size_t skipped;     /* depth inside an element we do not read; 0: none */
    const char **field; /* where the text being captured goes; NULL: none is */
    size_t inside;      /* depth of elements inside that text */
    struct tf_buf text;
    bool text_cut;
    struct tf_frab_conference conference;
    struct tf_frab_day day;
    struct tf_frab_event event;
    const char *group, *person, *link_name, *link_href;
    size_t events, days;
    bool has_entities, is_other;
    long error_line;
    char error[160];
};

static long line_of(const struct parse *parse)
{
    return xmlSAX2GetLineNumber(parse->xml);
}

/* The callbacks stop the parser when they end, and not before: stopping frees the bytes that their attributes
 * and texts lie in. */
static void stop_if_failed(struct parse *parse)
{
    if (parse->reading->err) {
        xmlStopParser(parse->xml);
    }
}

static char *keep(struct parse *parse, const char *text, size_t len)
{
    char *copy = tf_arena_strndup(&parse->scratch, text, len);
    if (!copy) {
        tf_reading_fail(parse->reading, TF_ERR_NOMEM);
    }
    return copy;
}

struct attributes {
    const xmlChar **list; /* five each: name, prefix, URI, value, its end */
    int count;
};

/* In an attribute libxml2 hands over an ampersand as "&#38;", when it is not to replace entities. */
static void mend_ampersands(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        *to++ = *from;
        if (strncmp(from, "&#38;", 5) == 0) {
            from += 4;
        }
    }
    *to = '\0';
}

static const char *attribute(struct parse *parse, struct attributes attributes, const char *name)
{
    for (int i = 0; i < attributes.count; i++) {
        const xmlChar **one = attributes.list + (ptrdiff_t)i * 5;
        if (strcmp((const char *)one[0], name) == 0) {
            char *value = keep(parse, (const char *)one[3], (size_t)(one[4] - one[3]));
            if (value) {
                mend_ampersands(value);
            }
            return value ? value : "";
        }
    }
    return "";
}

static void capture(struct parse *parse, const char **field)
{
    parse->field = field;
    parse->inside = 0;
    parse->text_cut = false;
    tf_buf_clear(&parse->text);
}

struct field {
    const char *name;
    size_t offset;
};
#define EVENT_FIELD(element, member)                                                                         \
    {                                                                                                        \
        element, offsetof(struct tf_frab_event, member)                                                      \
    }
#define CONFERENCE_FIELD(element, member)                                                                    \
    {                                                                                                        \
        element, offsetof(struct tf_frab_conference, member)                                                 \
    }

static const struct field event_fields[] = {
    EVENT_FIELD("room", room),
    EVENT_FIELD("date", date),
    EVENT_FIELD("start", start),
    EVENT_FIELD("duration", duration),
    EVENT_FIELD("title", title),
    EVENT_FIELD("subtitle", subtitle),
    EVENT_FIELD("track", track),
    EVENT_FIELD("type", type),
    EVENT_FIELD("language", language),
    EVENT_FIELD("abstract", abstract),
    EVENT_FIELD("description", description),
    EVENT_FIELD("url", url),
};
static const struct field conference_fields[] = {
    CONFERENCE_FIELD("title", title),
    CONFERENCE_FIELD("acronym", acronym),
    CONFERENCE_FIELD("url", url),
    CONFERENCE_FIELD("base_url", base_url),
    CONFERENCE_FIELD("time_zone_name", zone),
    CONFERENCE_FIELD("timeslot_duration", timeslot),
};

static const char **field_named(void *base, const struct field *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, name) == 0) {
            return (const char **)(void *)((char *)base + fields[i].offset);
        }
    }
    return NULL;
}

static void start_event(struct parse *parse, struct attributes attributes)
{
    tf_arena_reset(&parse->scratch);
    parse->event =
        (struct tf_frab_event){.line = line_of(parse), .group = parse->group, .hosts = "", .links = ""};
    parse->event.id = attribute(parse, attributes, "id");
    parse->event.guid = attribute(parse, attributes, "guid");
    parse->place = EVENT;
}

static void start_day(struct parse *parse, struct attributes attributes)
{
    tf_arena_reset(&parse->scratch);
    const char *date = attribute(parse, attributes, "date");
    const char *start = attribute(parse, attributes, "start");
    const char *end = attribute(parse, attributes, "end");
    tf_frab_take_day(&parse->frab, &parse->day, line_of(parse), date, start, end);
    parse->days++;
    parse->place = DAY;
}

static void start_room(struct parse *parse, struct attributes attributes)
{
    tf_arena_reset(&parse->scratch);
    const char *name = attribute(parse, attributes, "name");
    if (!*name) {
        tf_report_add(parse->reading->report, TF_REPORT_MENDED, line_of(parse), "room", "It has no name.");
    }
    parse->group = tf_reading_room(parse->reading, line_of(parse), name);
    parse->place = ROOM;
}

/* An element we know opens; false: it is none of ours. */
static bool open_element(struct parse *parse, const char *name, struct attributes attributes)
{
    const char **field = NULL;
    switch (parse->place) {
    case OUTSIDE:
        parse->is_other = strcmp(name, "schedule") != 0;
        if (parse->is_other) {
            xmlStopParser(parse->xml);
        }
        parse->place = SCHEDULE;
        return true;
    case SCHEDULE:
        if (strcmp(name, "conference") == 0) {
            parse->place = CONFERENCE;
        } else if (strcmp(name, "day") == 0) {
            start_day(parse, attributes);
        } else if (strcmp(name, "generator") == 0) {
            parse->frab.is_ours = strcmp(attribute(parse, attributes, "name"), "twofeet") == 0;
        }
        if (parse->place == SCHEDULE) {
            return false;
        }
        return true;
    case CONFERENCE:
        field = field_named(&parse->conference, conference_fields,
                            sizeof conference_fields / sizeof *conference_fields, name);
        break;
    case DAY:
        if (strcmp(name, "room") == 0) {
            start_room(parse, attributes);
        }
        return parse->place == ROOM;
    case ROOM:
        if (strcmp(name, "event") == 0) {
            start_event(parse, attributes);
        }
        return parse->place == EVENT;
    case EVENT:
        if (strcmp(name, "persons") == 0 || strcmp(name, "links") == 0) {
            parse->place = *name == 'p' ? PERSONS : LINKS;
            return true;
        }
        field = field_named(&parse->event, event_fields, sizeof event_fields / sizeof *event_fields, name);
        break;
    case PERSONS:
        field = strcmp(name, "person") == 0 ? &parse->person : NULL;
        break;
    case LINKS:
        field = strcmp(name, "link") == 0 ? &parse->link_name : NULL;
        parse->link_href = field ? attribute(parse, attributes, "href") : "";
        break;
    }
    if (field) {
        capture(parse, field);
    }
    return field != NULL;
}

static void add_text(struct parse *parse, const char *text, size_t len)
{
    size_t left = TEXT_BYTES_MAX - parse->text.len;
    parse->text_cut = parse->text_cut || len > left;
    tf_buf_add(&parse->text, text, len > left ? left : len);
    if (tf_buf_err(&parse->text)) {
        tf_reading_fail(parse->reading, tf_buf_err(&parse->text));
    }
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                     const xmlChar **list)
{
    struct parse *parse = user;
    (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted;
    if (parse->skipped) {
        parse->skipped++;
    } else if (parse->field) { /* markup that was not escaped: left to the one who makes plain text of it */
        parse->inside++;
        add_text(parse, "<", 1);
        add_text(parse, (const char *)name, strlen((const char *)name));
        add_text(parse, ">", 1);
    } else if (!open_element(parse, (const char *)name, (struct attributes){list, attribute_count})) {
        parse->skipped = 1;
    }
    stop_if_failed(parse);
}

static void end_text(struct parse *parse)
{
    const char **field = parse->field;
    long line = line_of(parse);
    const char *text = parse->text.len ? keep(parse, parse->text.data, parse->text.len) : "";
    text = text ? text : "";
    *field = text;
    parse->field = NULL;
    if (parse->text_cut) {
        tf_report_add(parse->reading->report, TF_REPORT_MENDED, line, "text", "It is very long and was cut.");
    }
    if (field == &parse->person) {
        parse->event.hosts = tf_reading_add_host(parse->reading, line, "person", parse->event.hosts, text);
    } else if (field == &parse->link_name) {
        tf_frab_take_link(&parse->frab, &parse->event, &parse->scratch, parse->link_name, parse->link_href);
    }
}

static void close_element(struct parse *parse)
{
    static const enum place outer[] = {OUTSIDE, OUTSIDE, SCHEDULE, SCHEDULE, DAY, ROOM, EVENT, EVENT};
    if (parse->place == CONFERENCE) {
        tf_frab_take_conference(&parse->frab, &parse->conference);
    } else if (parse->place == EVENT) {
        tf_frab_take_event(&parse->frab, &parse->day, &parse->event);
        parse->events++;
    }
    parse->place = outer[parse->place];
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct parse *parse = user;
    (void)prefix, (void)uri;
    if (parse->skipped) {
        parse->skipped--;
    } else if (parse->field && parse->inside) {
        parse->inside--;
        add_text(parse, "</", 2);
        add_text(parse, (const char *)name, strlen((const char *)name));
        add_text(parse, ">", 1);
    } else if (parse->field) {
        end_text(parse);
    } else {
        close_element(parse);
    }
    stop_if_failed(parse);
}

static void on_text(void *user, const xmlChar *text, int len)
{
    struct parse *parse = user;
    if (parse->field && !parse->skipped && len > 0) {
        add_text(parse, (const char *)text, (size_t)len);
    }
    stop_if_failed(parse);
}

/* A schedule declares none: whoever does wants them to grow. */
static void on_entity(void *user, const xmlChar *name, int type, const xmlChar *public_id,
                      const xmlChar *system_id, xmlChar *content)
{
    struct parse *parse = user;
    (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
    parse->has_entities = true;
    parse->error_line = line_of(parse);
    xmlStopParser(parse->xml);
}

static void on_error(void *user, xmlErrorPtr error)
{
    struct parse *parse = user;
    if (error->code == XML_ERR_NO_MEMORY) {
        tf_reading_fail(parse->reading, TF_ERR_NOMEM);
    }
    if (error->level != XML_ERR_FATAL || parse->error[0] || parse->has_entities) {
        return;
    }
    parse->error_line = error->line;
    tf_text_copy(parse->error, sizeof parse->error, error->message ? error->message : "It is damaged.");
    parse->error[strcspn(parse->error, "\r\n")] = '\0';
}

static const char *skip_start(const char *bytes, size_t len)
{
    const char *p = bytes;
    if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
        p += 3;
    }
    while (p < bytes + len && strchr(" \t\r\n", *p) && *p) {
        p++;
    }
    return p;
}

/* The parser knows other encodings by the declaration; what claims to be UTF-8 and is not, we mend first. */
static bool says_other_encoding(const char *bytes, size_t len)
{
    char head[200];
    size_t n = len < sizeof head - 1 ? len : sizeof head - 1;
    memcpy(head, bytes, n);
    head[n] = '\0';
    const char *end = strstr(head, "?>");
    const char *encoding = strstr(head, "encoding");
    if (len >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0)) {
        return true;
    }
    return strncmp(head, "<?xml", 5) == 0 && end && encoding && encoding < end &&
           !strcasestr(encoding, "utf-8");
}

static enum tf_err run(struct parse *parse, const char *bytes, size_t len)
{
    if (len == 0) {
        return tf_err_tell(parse->reading->problem, TF_ERR_INVALID, NULL, NULL, "The file is empty.");
    }
    xmlInitParser();
    parse->xml = xmlCreateMemoryParserCtxt(bytes, (int)len);
    if (!parse->xml) {
        return TF_ERR_NOMEM;
    }
    xmlCtxtUseOptions(parse->xml, XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
    *parse->xml->sax = (xmlSAXHandler){
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .entityDecl = on_entity,
        .serror = on_error,
    };
    parse->xml->userData = parse;
    (void)xmlParseDocument(parse->xml);
    xmlFreeDoc(parse->xml->myDoc); /* only what an entity declaration made it set up */
    parse->xml->myDoc = NULL;
    xmlFreeParserCtxt(parse->xml);
    parse->xml = NULL;
    return TF_OK;
}

static enum tf_err judge(struct parse *parse)
{
    struct tf_reading *reading = parse->reading;
    char where[64] = "";
    if (parse->error_line) {
        (void)snprintf(where, sizeof where, "line %ld", parse->error_line);
    }
    if (reading->err) {
        return reading->err;
    }
    if (parse->has_entities) {
        return tf_err_tell(reading->problem, TF_ERR_INVALID, where,
                           "Export the schedule again from its program.",
                           "The file declares XML entities; a schedule has none, so it is not read.");
    }
    if (parse->is_other) {
        return tf_err_tell(reading->problem, TF_ERR_INVALID, where, NULL,
                           "This XML file is not a frab schedule: it does not begin with <schedule>.");
    }
    if (!parse->error[0]) {
        return TF_OK;
    }
    if (parse->events == 0) {
        return tf_err_tell(reading->problem, TF_ERR_INVALID, where, "Export or download the file again.",
                           "The file is not XML as it should be: %s", parse->error);
    }
    reading->draft->partial = true;
    tf_report_add(reading->report, TF_REPORT_REFUSED, parse->error_line, "file",
                  "The file is damaged here (%s). What stands before it is taken; what follows is not read.",
                  parse->error);
    return TF_OK;
}

static enum tf_err read_frab_xml(struct tf_draft *draft, const char *bytes, size_t len,
                                 const struct tf_read_options *options, struct tf_report *report,
                                 struct tf_problem *problem)
{
    struct tf_reading reading;
    tf_reading_init(&reading, draft, report, options, problem);
    struct parse parse = {.reading = &reading,
                          .frab = {.reading = &reading},
                          .group = "",
                          .conference = {"", "", "", "", "", ""}};
    struct tf_buf mended;
    tf_arena_init(&parse.scratch);
    tf_buf_init(&parse.text, 0);
    tf_buf_init(&mended, 0);
    enum tf_err err = TF_OK;
    if (!says_other_encoding(bytes, len) && !tf_text_is_valid(bytes, len)) {
        err = tf_encode_utf8(&mended, bytes, len, report);
        bytes = mended.data ? mended.data : "";
        len = mended.len;
    }
    const char *from = skip_start(bytes, len);
    len -= (size_t)(from - bytes);
    if (!err && len > INT_MAX) {
        err = TF_ERR_LIMIT;
    }
    if (!err) {
        err = run(&parse, from, len);
    }
    if (!err) {
        err = judge(&parse);
    }
    if (!err) {
        err = tf_frab_finish(&parse.frab);
    }
    tf_buf_free(&mended);
    tf_buf_free(&parse.text);
    tf_arena_free(&parse.scratch);
    return err;
}

static bool sniff(const char *bytes, size_t len, const char *file_name)
{
    (void)file_name;
    char head[4096]; /* without NULs, so that UTF-16 is seen as well */
    size_t n = 0;
    for (size_t i = 0; i < len && n < sizeof head - 1; i++) {
        if (bytes[i]) {
            head[n++] = bytes[i];
        }
    }
    head[n] = '\0';
    const char *found = strstr(head, "<schedule");
    return found && strchr(" \t\r\n>/", found[9]);
}

const struct tf_reader tf_frab_xml_reader = {
    .name = "frab-xml",
    .description = "frab schedule.xml, as pretalx, frab, wafer and Twofeet write it",
    .sniff = sniff,
    .read = read_frab_xml,
};
