/* Hostile texts through every field into every page: whatever they are, the page has the same elements and
 * attributes as with harmless ones. */
#include "unit/web/hostile.h"

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

/* Pages for everybody; and from "/s/CARD2/merge" on, those that only its host and organisers get. */
static const char *const PAGES[] = {"/",
                                    "/space/101",
                                    "/s/CARD2",
                                    "/s/CARD3",
                                    "/unplaced",
                                    "/news",
                                    "/search?q=bees",
                                    "/wall",
                                    "/mine",
                                    "/propose",
                                    "/about",
                                    "/topics",
                                    "/came",
                                    "/tables",
                                    "/s/CARD2/merge",
                                    "/s/CARD2/edit",
                                    "/s/CARD2/place",
                                    "/s/CARD2?from=CARD3"};
enum { PAGE_COUNT = sizeof(PAGES) / sizeof(PAGES[0]) };

static const char *page_of(struct asking *a, size_t page)
{
    if (strcmp(PAGES[page], "/s/CARD2/merge") == 0) {
        asking_pair(a, tf_access_device(a->cookie + strlen("device=")), TF_ROLE_ORGANISER);
    }
    const char *text = get(a, PAGES[page]);
    assert_int_equal(a->reply.status, 200);
    return text;
}

static void nothing_that_is_written_becomes_markup(void **state)
{
    char *harmless[PAGE_COUNT];
    struct asking a;
    (void)state;
    asking_begin(&a, board_with("Bees, http://a.example/ word"));
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        harmless[i] = strdup(page_of(&a, i));
    }
    assert_non_null(strstr(harmless[PAGE_COUNT - 1], "would like to become part of"));
    asking_end(&a);
    for (size_t n = 0; n < TEXTS; n++) {
        char text[480];
        text_of(text, n);
        asking_begin(&a, board_with(text));
        for (size_t i = 0; i < PAGE_COUNT; i++) {
            must_have_no_other_elements(harmless[i], page_of(&a, i), text, PAGES[i]);
        }
        asking_end(&a);
    }
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        free(harmless[i]);
    }
}

/* What was typed comes back in a form that was refused, in the confirming page and in a search. */
static const struct {
    const char *path;
    const char *rest; /* makes the form come back, with what was typed */
    const char *field;
} TYPED[] = {
    {"/propose", "url=word", "title"},        {"/propose", "url=word", "host"},
    {"/propose", "url=word", "about"},        {"/propose", "url=word", "subtitle"},
    {"/propose", "url=word", "language"},     {"/propose", "title=word", "url"},
    {"/propose", "url=word", "cell"},         {"/propose", "url=word", "format"},
    {"/propose", "url=word", "key"},          {"/propose", "title=", "sure"},
    {"/s/CARD2/action", "due=x", "what"},     {"/s/CARD2/action", "due=x", "who"},
    {"/s/CARD2/action", "what=x", "due"},     {"/s/CARD2/note", "token=x", "happened"},
    {"/s/CARD2/note", "token=x", "mattered"}, {"/s/CARD2/note", "token=x", "next"},
    {"/s/CARD2/note", "token=x", "text"},     {"/s/CARD2/note", "token=x", "author"},
};
enum { TYPED_COUNT = sizeof(TYPED) / sizeof(TYPED[0]) };

static const char *type(struct asking *a, size_t i, const char *escaped)
{
    char body[2400];
    a->mono_ms += 10000;
    snprintf(body, sizeof(body), "%s&%s=%.2000s", TYPED[i].rest, TYPED[i].field, escaped);
    bool is_bare = strncmp(TYPED[i].rest, "token=", 6) == 0;
    return is_bare ? ask(a, TF_METHOD_POST, TYPED[i].path, body) : post(a, TYPED[i].path, body);
}

static void nothing_that_is_typed_comes_back_as_markup(void **state)
{
    struct asking a;
    char target[2200], *harmless[TYPED_COUNT], *found = NULL;
    size_t came_back = 0;
    (void)state;
    asking_begin(&a, support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    for (size_t i = 0; i < TYPED_COUNT; i++) {
        harmless[i] = strdup(type(&a, i, "word"));
    }
    found = strdup(get(&a, "/search?q=word"));
    for (size_t n = 0; n < TEXTS; n++) {
        struct tf_arena arena;
        char text[480];
        text_of(text, n);
        tf_arena_init(&arena);
        const char *escaped = tf_form_encode(&arena, text);
        for (size_t i = 0; i < TYPED_COUNT; i++) {
            const char *page = type(&a, i, escaped);
            if (strstr(page, "<form") != NULL) { /* not where it was taken: then it is on the pages above */
                must_have_no_other_elements(harmless[i], page, text, TYPED[i].field);
                came_back++;
            }
        }
        snprintf(target, sizeof(target), "/search?q=%.900s", escaped);
        must_have_no_other_elements(found, get(&a, target), text, "/search");
        tf_arena_free(&arena);
    }
    assert_true(came_back > (size_t)TEXTS * TYPED_COUNT / 2);
    for (size_t i = 0; i < TYPED_COUNT; i++) {
        free(harmless[i]);
    }
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
