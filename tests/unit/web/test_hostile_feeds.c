/* Hostile texts through every field into every feed: it stays one of its kind, with as many things in it as
 * with harmless ones. */
#include "unit/web/hostile.h"

#include <ctype.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

/* ---- what a feed is made of, as one text ---- */

static void put_elements(struct tf_buf *out, const xmlNode *node, int depth)
{
    assert_in_range(depth, 0, 32);
    for (; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE) {
            tf_buf_printf(out, "%d %s", depth, (const char *)node->name);
            for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
                tf_buf_printf(out, " %s", (const char *)attr->name);
            }
            tf_buf_putc(out, '\n');
            put_elements(out, node->children, depth + 1);
        } else {
            assert_true(node->type == XML_TEXT_NODE);
        }
    }
}

static void shape_of_xml(struct tf_buf *out, const char *bytes, size_t len)
{
    xmlDoc *doc = xmlReadMemory(bytes, (int)len, "feed", NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    assert_non_null(doc);
    put_elements(out, xmlDocGetRootElement(doc), 0);
    xmlFreeDoc(doc);
}

static void shape_of_json(struct tf_buf *out, const char *bytes, size_t len)
{
    json_error_t error;
    json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(json);
    json_decref(json);
    (void)out; /* what is written in it is strings: it can be read, or not */
}

/* Unfolded lines' names; CRLF and nothing else ends a line. */
static void shape_of_ical(struct tf_buf *out, const char *bytes, size_t len)
{
    const char *end = bytes + len;
    for (const char *line = bytes; line < end;) {
        const char *stop = strstr(line, "\r\n");
        assert_non_null(stop);
        assert_null(memchr(line, '\n', (size_t)(stop - line)));
        assert_null(memchr(line, '\r', (size_t)(stop - line)));
        if (*line != ' ') {
            size_t name = strcspn(line, ":;");
            assert_true(line + name < stop);
            for (size_t i = 0; i < name; i++) {
                assert_true(isupper((unsigned char)line[i]) || line[i] == '-');
            }
            bool is_frame = strncmp(line, "BEGIN:", 6) == 0 || strncmp(line, "END:", 4) == 0;
            tf_buf_printf(out, "%.*s\n", is_frame ? (int)(stop - line) : (int)name, line);
        }
        line = stop + 2;
    }
}

/* Rows and cells; no cell begins as a formula does. */
static void shape_of_csv(struct tf_buf *out, const char *bytes, size_t len)
{
    bool in_quotes = false, is_first = true;
    for (size_t i = strncmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; i < len; i++) {
        char c = bytes[i];
        if (is_first && c == '"') {
            in_quotes = true;
            is_first = false;
            assert_null(strchr("=+-@\t\r", bytes[i + 1]));
            continue;
        }
        if (is_first && c != ',' && c != '\r' && c != '\n') {
            assert_null(strchr("=+-@\t", c));
        }
        is_first = false;
        if (in_quotes) {
            if (c == '"' && bytes[i + 1] == '"') {
                i++;
            } else if (c == '"') {
                in_quotes = false;
            }
        } else if (c == ',' || c == '\n') {
            tf_buf_putc(out, c);
            is_first = true;
        }
    }
    assert_false(in_quotes);
}

static const struct {
    const char *path;
    void (*shape)(struct tf_buf *out, const char *bytes, size_t len);
} FEEDS[] = {
    {"/schedule.xml", shape_of_xml},
    {"/schedule.json", shape_of_json},
    {"/schedule.ics", shape_of_ical},
    {"/s/CARD2.ics", shape_of_ical},
    {"/schedule.csv", shape_of_csv},
    {"/api/v1/board", shape_of_json},
    {"/api/v1/mirror", shape_of_json},
    {"/api/v1/sessions/CARD2", shape_of_json},
    {"/api/v1/similar?title=Bees", shape_of_json},
    {"/api/v1/search?q=Bees", shape_of_json},
    {"/api/v1/topics", shape_of_json},
};
enum { FEED_COUNT = sizeof(FEEDS) / sizeof(FEEDS[0]) };

static char *shape(struct asking *a, size_t i)
{
    struct tf_buf out;
    tf_buf_init(&out, 0);
    const char *bytes = get(a, FEEDS[i].path);
    assert_int_equal(a->reply.status, 200);
    FEEDS[i].shape(&out, bytes, a->reply.page->plain->len);
    tf_buf_putc(&out, '.');
    return tf_buf_take(&out, NULL);
}

static void feeds_stay_what_they_are(void **state)
{
    char *harmless[FEED_COUNT];
    struct asking a;
    (void)state;
    asking_begin(&a, board_with("Bees, http://a.example/ word"));
    for (size_t i = 0; i < FEED_COUNT; i++) {
        harmless[i] = shape(&a, i);
    }
    asking_end(&a);
    for (size_t n = 0; n < TEXTS; n++) {
        char text[480];
        text_of(text, n);
        asking_begin(&a, board_with(text));
        for (size_t i = 0; i < FEED_COUNT; i++) {
            char *now = shape(&a, i);
            /* A link is left out where it is none, and a text where it is empty: fewer lines, never others.
             */
            for (const char *line = now; line != NULL && *line != '\0';) {
                char wanted[200];
                size_t len = strcspn(line, "\n");
                assert_in_range(len, 0, sizeof(wanted) - 2);
                snprintf(wanted, sizeof(wanted), "%.*s", (int)len, line);
                if (strstr(harmless[i], wanted) == NULL) {
                    print_error("%s: \"%s\" was born of: %s\n", FEEDS[i].path, wanted, text);
                    fail();
                }
                line = line[len] == '\n' ? line + len + 1 : NULL;
            }
            assert_true(strlen(now) <= strlen(harmless[i]));
            free(now);
        }
        asking_end(&a);
    }
    for (size_t i = 0; i < FEED_COUNT; i++) {
        free(harmless[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(feeds_stay_what_they_are)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
