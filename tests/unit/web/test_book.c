#include "unit/web/asking.h"

static struct asking a;
static int bound;

static enum tf_err bind(void *user, struct tf_buf *out, struct tf_book *book)
{
    (void)user;
    bound++;
    tf_buf_printf(out, "PDF %s %s", tf_lang_code(book->lang), book->base_url);
    return tf_buf_err(out);
}

static int set_up(void **state)
{
    (void)state;
    asking_begin(&a, support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    asking_end(&a);
    return 0;
}

static void a_note_is_in_the_book_at_once(void **state)
{
    (void)state;
    assert_not_says(get(&a, "/book"), "We turned it twice");
    post(&a, "/s/CARD2/note", "happened=We+turned+it+twice&author=Ann");
    const char *page = get(&a, "/book");
    assert_says(page, "We turned it twice");
    assert_says(page, "<bdi>Ann</bdi>");
    assert_says(page, "<article id=\"s-CARD2\">");
    assert_says(page, "href=\"/s/CARD2\"");
    assert_says(page, "/book.css?v=");
}

static void every_form_is_there_under_its_name(void **state)
{
    static const char *const FORMS[][3] = {
        {"/book.html", "text/html; charset=utf-8", "<style>"},
        {"/book.xhtml", "application/xhtml+xml; charset=utf-8", "xmlns="},
        {"/book.md", "text/markdown; charset=utf-8", "### Compost"},
        {"/book.json", "application/json; charset=utf-8", "\"twofeet-book\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(FORMS) / sizeof(FORMS[0]); i++) {
        const char *text = get(&a, FORMS[i][0]);
        assert_int_equal(a.reply.status, 200);
        assert_says(text, FORMS[i][2]);
        assert_says(text, "http://10.0.0.5:8080/s/CARD2");
        assert_string_equal(a.reply.page->media_type, FORMS[i][1]);
        assert_says(get(&a, "/book"), FORMS[i][0]);
    }
}

static void a_pdf_is_offered_where_there_is_somebody_to_bind_it(void **state)
{
    (void)state;
    get(&a, "/book.pdf");
    assert_int_equal(a.reply.status, 404);
    assert_not_says(get(&a, "/book"), "/book.pdf");
    a.site.bind_book = bind;
    asking_shelve(&a);
    bound = 0;
    assert_says(get(&a, "/book"), "/book.pdf");
    assert_says(get(&a, "/book.pdf"), "PDF en http://10.0.0.5:8080");
    assert_string_equal(a.reply.page->media_type, "application/pdf");
    get(&a, "/book.pdf");
    assert_int_equal(bound, 1); /* once a revision */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_note_is_in_the_book_at_once),
        TEST(every_form_is_there_under_its_name),
        TEST(a_pdf_is_offered_where_there_is_somebody_to_bind_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
