/* Searching on phones: what is called so, and below it what was written so. */
#include "asking.h"

static void notes_are_found_below_sessions_with_the_words_around(void **state)
{
    (void)state;
    struct asking a;
    asking_begin(&a, support_board("2 spaces, 2 slots, Compost in A at 10:00, Bees in B at 10:00"));
    support_note(&a.board, "Bees", 5001, "We turned the compost </script><b>twice</b>.");
    asking_shelve(&a);
    const char *page = get(&a, "/search?q=COMPOST");
    assert_int_equal(a.reply.status, 200);
    const char *notes = strstr(page, "In notes");
    assert_non_null(notes);
    assert_says(notes, "/s/CARD3#notes");
    assert_says(notes, "We turned the compost &lt;/script&gt;");
    assert_not_says(get(&a, "/search?q=honey"), "In notes");
    assert_says(get(&a, "/search?q=honey"), "Nothing is here.");
    assert_not_says(get(&a, "/search?q=twice"), "Nothing is here.");
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_are_found_below_sessions_with_the_words_around),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
