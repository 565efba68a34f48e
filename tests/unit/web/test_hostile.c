/* Hostile texts through every field into every page: whatever they are, the page has the same elements and
 * attributes as with harmless ones. */
#include "unit/web/asking.h"

#include "base/text.h"

static const char *const SEEDS[] = {
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</title><script>1</script>",
    "</textarea><script>alert(1)</script>",
    "</option></select><svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>1</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "\" onfocus=alert(1) autofocus x=\"",
    "' onmouseover='alert(1)",
    "` onclick=`1",
    "<!--",
    "--><script>1</script>",
    "<![CDATA[<script>1</script>]]>",
    "<?php 1 ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "&#x3c;b&#x3e;",
    "<b",
    "<b/",
    "<b a=",
    "</",
    "<>",
    "&",
    "&amp",
    "&amp;amp;",
    "\\\"><b>",
    "\\u003cscript\\u003e",
    "%3Cscript%3E",
    "{{7*7}}",
    "${7*7}",
    "<%= 1 %>",
    "#{1}",
    "<math><mi//xlink:href=\"data:x,1\">",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example>",
    "<input onfocus=1 autofocus>",
    "<details open ontoggle=1>",
    "<style>*{}</style>",
    "<object data=x>",
    "<embed src=x>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:1)",
    "![x](x onerror=1)",
    "<http://x onclick=1>",
    "[a](http://x/\"onclick=1)",
    "**<b>**",
    "`</code><b>`",
    "> <b>",
    "# <b>",
    "- <b>\n- </ul>",
    "```\n</pre><b>\n```",
    "[x]: javascript:1\n[x]",
    "=1+1",
    "@SUM(1)",
    "+1",
    "-1",
    "BEGIN:VEVENT",
    "a\r\nX-Evil: 1",
    "a\nDTSTART:1",
    "Set-Cookie: x",
    "\xe2\x80\xae"
    "evil",
    "\xe2\x80\x8b",
    "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    "\xef\xbb\xbfx",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9",
    "\xd8\xa7\xd9\x84<b>\xd8\xb3",
    "\xef\xbc\x9cscript\xef\xbc\x9e",
    "\xca\xbamg\xca\xb9",
    "x\xc2\xa0y",
    "\xe2\x80\xa8x",
    "'; DROP TABLE session; --",
    "../../etc/passwd",
    "//evil.example",
    "http://evil.example/\"><b>",
    "http://a/?x=<b>&y='",
};
enum { SEED_COUNT = sizeof(SEEDS) / sizeof(SEEDS[0]) };
/* Each seed as it is, inside words, and twice: some 300 texts. */
enum { VARIANTS = 4, TEXTS = SEED_COUNT * VARIANTS };

static void text_of(char out[480], size_t index)
{
    const char *seed = SEEDS[index / VARIANTS];
    switch (index % VARIANTS) {
    case 0:
        snprintf(out, 480, "%s", seed);
        break;
    case 1:
        snprintf(out, 480, "Bees %s and ants", seed);
        break;
    case 2:
        snprintf(out, 480, "%s %s", seed, seed);
        break;
    default:
        snprintf(out, 480, "\"'>%s", seed);
        break;
    }
}

/* The names of all elements and attributes, "html lang dir head …", and whether quotes and brackets end where
 * they should. What a browser's tokeniser does, as far as our writer's output goes. */
static void skeleton(struct tf_buf *out, const char *page)
{
    for (const char *at = page; *at != '\0'; at++) {
        if (*at != '<') {
            continue;
        }
        at++;
        while (*at != '\0' && *at != '>') {
            if (*at == '"') { /* a value: to its end, whatever is in it */
                at = strchr(at + 1, '"');
                assert_non_null(at);
            } else {
                tf_buf_putc(out, *at);
            }
            at++;
        }
        assert_int_equal(*at, '>');
        tf_buf_putc(out, '\n');
    }
}

/* Elements that Markdown may make of a note's text. */
static bool is_of_notes(const char *line, size_t len)
{
    static const char *const THEIRS[] = {"p dir=",
                                         "/p",
                                         "em",
                                         "/em",
                                         "strong",
                                         "/strong",
                                         "ul",
                                         "/ul",
                                         "ol",
                                         "/ol",
                                         "li",
                                         "/li",
                                         "code",
                                         "/code",
                                         "pre",
                                         "/pre",
                                         "br",
                                         "hr",
                                         "blockquote",
                                         "/blockquote",
                                         "span",
                                         "/span",
                                         "a href= rel= title=",
                                         "/a"};
    for (size_t i = 0; i < sizeof(THEIRS) / sizeof(THEIRS[0]); i++) {
        if (strlen(THEIRS[i]) == len && strncmp(THEIRS[i], line, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Every element of page that harmless has not as well must be one that notes may have. */
static void must_have_no_other_elements(const char *harmless, const char *page, const char *text,
                                        const char *target)
{
    struct tf_buf known, seen;
    tf_buf_init(&known, 0);
    tf_buf_init(&seen, 0);
    skeleton(&known, harmless);
    skeleton(&seen, page);
    for (const char *line = seen.data; line != NULL && *line != '\0';) {
        size_t len = strcspn(line, "\n");
        char wanted[400] = "";
        assert_in_range(len, 0, sizeof(wanted) - 2);
        memcpy(wanted, line, len + 1);
        if (strstr(known.data, wanted) == NULL && !is_of_notes(line, len)) {
            print_error("%s: <%.*s> was born of: %s\n", target, (int)len, line, text);
            fail();
        }
        line += len + 1;
    }
    tf_buf_free(&known);
    tf_buf_free(&seen);
}

static const char *const PAGES[] = {"/",     "/s/CARD2", "/s/CARD3", "/unplaced", "/news", "/search?q=bees",
                                    "/wall", "/mine",    "/propose", "/about"};
enum { PAGE_COUNT = sizeof(PAGES) / sizeof(PAGES[0]) };

/* Every text of every kind is this one, where its door lets it through. */
static struct tf_board *board_with(const char *text)
{
    struct tf_board *board = support_board("2 spaces, 3 slots, break 12:00, Compost in A at 10:00, Bees");
    char *title = NULL, *name = NULL, *about = NULL, *url = NULL;
    size_t len = strlen(text);
    assert_int_equal(tf_text_fit(&title, text, len, TF_TEXT_TITLE, NULL), TF_OK);
    assert_int_equal(tf_text_fit(&name, text, len, TF_TEXT_NAME, NULL), TF_OK);
    assert_int_equal(tf_text_fit(&about, text, len, TF_TEXT_ABOUT, NULL), TF_OK);
    assert_int_equal(tf_text_fit(&url, text, len, TF_TEXT_URL, NULL), TF_OK);
    const char *some_title = *title != '\0' ? title : "x", *some_name = *name != '\0' ? name : "x";
    for (int i = 0; i < 2; i++) {
        struct tf_session session =
            *tf_board_session(board, support_session(board, i == 0 ? "Compost" : "Bees"));
        session.title = i == 0 ? some_title : "Bees";
        session.subtitle = title;
        session.host = name;
        session.about = about;
        session.track = name;
        session.language = name;
        session.url = *url != '\0' ? url : "http://x.example/";
        support_put(&board, &session.record);
    }
    struct tf_space space = *tf_board_space(board, support_space(board, "A"));
    space.name = some_name;
    support_put(&board, &space.record);
    struct tf_slot slot = *tf_board_slot(board, support_slot(board, "12:00"));
    slot.title = some_title;
    support_put(&board, &slot.record);
    struct tf_gathering gathering = *tf_board_gathering(board);
    gathering.title = some_title;
    gathering.subtitle = title;
    support_put(&board, &gathering.record);
    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {1001, 1}},
                           .author = name,
                           .happened = about,
                           .mattered = about,
                           .next = about,
                           .text = about,
                           .at = SUPPORT_10H00_S};
    support_put(&board, &note.record);
    struct tf_action action = {.record = {.kind = TF_KIND_ACTION, .key = {1001, 2}},
                               .what = some_title,
                               .who = name,
                               .at = SUPPORT_10H00_S};
    support_put(&board, &action.record);
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, 3}},
                           .text = *about != '\0' ? about : "x",
                           .pinned = true,
                           .at = SUPPORT_10H00_S};
    support_put(&board, &news.record);
    free(title);
    free(name);
    free(about);
    free(url);
    return board;
}

static void nothing_that_is_written_becomes_markup(void **state)
{
    char *harmless[PAGE_COUNT];
    struct asking a;
    (void)state;
    asking_begin(&a, board_with("Bees, http://a.example/ word"));
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        harmless[i] = strdup(get(&a, PAGES[i]));
    }
    asking_end(&a);
    for (size_t n = 0; n < TEXTS; n++) {
        char text[480];
        text_of(text, n);
        asking_begin(&a, board_with(text));
        for (size_t i = 0; i < PAGE_COUNT; i++) {
            must_have_no_other_elements(harmless[i], get(&a, PAGES[i]), text, PAGES[i]);
        }
        asking_end(&a);
    }
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        free(harmless[i]);
    }
}

/* What was typed comes back in a form that was refused, in the confirming page and in a search. */
static void nothing_that_is_typed_comes_back_as_markup(void **state)
{
    struct asking a;
    char typed[2000], body[2200], *refused = NULL, *asked = NULL, *found = NULL, target[2200];
    (void)state;
    asking_begin(&a, support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    refused =
        strdup(post(&a, "/propose", "title=word&host=word&about=word&url=word&cell=word&language=word"));
    asked = strdup(ask(&a, TF_METHOD_POST, "/s/CARD2/note", "happened=word&token=word"));
    found = strdup(get(&a, "/search?q=word"));
    for (size_t n = 0; n < TEXTS; n++) {
        char text[480];
        text_of(text, n);
        struct tf_arena arena;
        tf_arena_init(&arena);
        snprintf(typed, sizeof(typed), "%s", tf_form_encode(&arena, text));
        tf_arena_free(&arena);
        snprintf(body, sizeof(body), "url=word&title=%.400s", typed);
        a.mono_ms += 10000;
        const char *page = post(&a, "/propose", body);
        if (strstr(page, "<h1") != NULL && a.reply.status == 400) {
            must_have_no_other_elements(refused, page, text, "/propose");
        }
        snprintf(body, sizeof(body), "happened=%s&token=word", typed);
        must_have_no_other_elements(asked, ask(&a, TF_METHOD_POST, "/s/CARD2/note", body), text, "confirm");
        snprintf(target, sizeof(target), "/search?q=%.900s", typed);
        must_have_no_other_elements(found, get(&a, target), text, "/search");
    }
    free(refused);
    free(asked);
    free(found);
    asking_end(&a);
}

static void the_check_would_find_markup(void **state)
{
    struct tf_buf one, other;
    (void)state;
    tf_buf_init(&one, 0);
    tf_buf_init(&other, 0);
    skeleton(&one, "<p class=\"a>b\">x</p>");
    assert_string_equal(one.data, "p class=\n/p\n");
    skeleton(&other, "<p><b onclick=\"1\">x</b></p>");
    assert_non_null(strstr(other.data, "b onclick="));
    assert_false(is_of_notes("b onclick=", 10));
    tf_buf_free(&one);
    tf_buf_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_check_would_find_markup),
        cmocka_unit_test(nothing_that_is_written_becomes_markup),
        cmocka_unit_test(nothing_that_is_typed_comes_back_as_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
