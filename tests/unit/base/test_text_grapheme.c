/* Graphemes, folding, copying. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <unistr.h>

#include <cmocka.h>

#include "base/rng.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void what_people_call_one_letter_counts_as_one(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t count;
    } CASES[] = {{"", 0},
                 {"abc", 3},
                 {"äöü", 3},
                 {"e\u0301\u0302", 1},
                 {"👨‍👩‍👧‍👦", 1},
                 {"🇩🇪🇫🇷", 2},
                 {"🇩🇪🇫", 2},
                 {"🇩🇪a🇫🇷", 3},
                 {"🏴󠁧󠁢󠁥󠁮󠁧󠁿x", 2},
                 {"👍🏽!", 2},
                 {"1️⃣2", 2},
                 {"👩🏻‍❤️‍💋‍👩🏼.", 2},
                 {"\u1112\u1161\u11ab", 1},
                 {"한국", 2},
                 {"a\r\nb", 3},
                 {"की", 1},
                 {"กำ", 1},
                 {"🏳️‍🌈🏳️‍🌈", 2},
                 {"a\u200d👩", 2},
                 {"\u0301a", 2},
                 {"क्ष", 1}, /* conjuncts, GB9c */
                 {"क्षि", 1},
                 {"ज्ञान", 2},
                 {"स्त्री", 1},
                 {"क्\u200dत", 1},
                 {"क्\u200cत", 2}, /* kept apart on purpose */
                 {"क\u093c\u200d\u094dत", 1},
                 {"क्a", 2},
                 {"a्त", 2},
                 {"কত", 2},
                 {"ক্ত", 1},
                 {"ક્ષ", 1},
                 {"ක්ෂ", 2}, /* Sinhala and Tamil are not among them */
                 {"க்ஷ", 2},
                 {"తెలుగు స్త్రీ", 5},
                 {"മലയാളം ക്ക", 6}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        if (tf_text_graphemes(CASES[i].text) != CASES[i].count) {
            fail_msg("\"%s\" counts as %zu, not %zu", CASES[i].text, tf_text_graphemes(CASES[i].text),
                     CASES[i].count);
        }
    }
}

static void steps_go_from_boundary_to_boundary(void **state)
{
    (void)state;
    const char *text = "a👨‍👩‍👧‍👦🇩🇪🇫🇷é";
    static const size_t BOUNDARIES[] = {0, 1, 26, 34, 42, 44};
    for (size_t i = 0; i + 1 < COUNT_OF(BOUNDARIES); i++) {
        assert_int_equal(tf_text_next(text, BOUNDARIES[i]), BOUNDARIES[i + 1]);
        assert_int_equal(tf_text_prev(text, BOUNDARIES[i + 1]), BOUNDARIES[i]);
    }
}

static void the_ends_and_offsets_beyond_them_stay_inside(void **state)
{
    (void)state;
    assert_int_equal(tf_text_next("", 0), 0);
    assert_int_equal(tf_text_prev("", 0), 0);
    assert_int_equal(tf_text_next("ab", 2), 2);
    assert_int_equal(tf_text_next("ab", 1000), 2);
    assert_int_equal(tf_text_prev("ab", 0), 0);
    assert_int_equal(tf_text_prev("ab", 1000), 1);
}

static void a_step_back_looks_no_further_than_its_line(void **state)
{
    (void)state;
    assert_int_equal(tf_text_prev("a\nb", 3), 2);
    assert_int_equal(tf_text_prev("a\nb", 2), 1);
    assert_int_equal(tf_text_prev("a\r\nb", 3), 1);
    assert_int_equal(tf_text_prev("a\n\n", 3), 2);
    assert_int_equal(tf_text_prev("\n", 1), 0);
}

static void bytes_that_are_not_utf8_are_stepped_over(void **state)
{
    (void)state;
    static const char *const BROKEN[] = {"\xff\xfe", "a\x80\x80", "\xf0\x9f\x91", "\xc3", "x\xed\xa0\x80y"};
    for (size_t i = 0; i < COUNT_OF(BROKEN); i++) {
        size_t len = strlen(BROKEN[i]);
        char *exact = strdup(BROKEN[i]);
        assert_non_null(exact);
        size_t steps = 0;
        for (size_t at = 0; at < len; steps++) {
            size_t next = tf_text_next(exact, at);
            assert_true(next > at && next <= len);
            assert_int_equal(tf_text_prev(exact, next), at);
            at = next;
        }
        assert_int_equal(tf_text_graphemes(exact), steps);
        free(exact);
    }
}

/* libunistring's u8_grapheme_breaks() sees the whole text and knows all rules; stepping must agree. */
static void steps_agree_with_the_librarys_view_of_the_whole(void **state)
{
    (void)state;
    static const ucs4_t PIECES[] = {'a',     ' ',     '\r',    '\n',    0xe9,    0x301,  0x308,  0x200d,
                                    0x1f469, 0x1f3fd, 0xfe0f,  0x1f1e9, 0x1f1ea, 0x2764, 0x1100, 0x1161,
                                    0x11a8,  0xac00,  0xac01,  0x915,   0x94d,   0x93f,  0x903,  0x600,
                                    0xe33,   0x200c,  0x1f3f4, 0xe0067, 0xe007f, 0x200b, 0x1f308};
    const uint64_t seed = 20261125;
    print_message("seed %llu\n", (unsigned long long)seed);
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    for (int round = 0; round < 3000; round++) {
        uint8_t text[256] = {0};
        char breaks[256];
        size_t len = 0;
        for (size_t i = 0; i < 30; i++) {
            ucs4_t uc = PIECES[tf_rng_below(&rng, COUNT_OF(PIECES))];
            len += (size_t)u8_uctomb(text + len, uc, (ptrdiff_t)(sizeof(text) - len - 1));
        }
        u8_grapheme_breaks(text, len, breaks);
        for (size_t at = 0; at < len;) {
            size_t next = tf_text_next((const char *)text, at);
            for (size_t i = at + 1; i < next; i++) {
                bool joins =
                    memcmp(text + i, "\u0915", 3) == 0; /* a conjunct, which the library does not know */
                assert_true(breaks[i] == 0 || joins);
            }
            assert_true(next == len || breaks[next] == 1);
            at = next;
        }
    }
}

/* As many consonants as one likes: a step ends somewhere, and the letters on the screen step as the editor.
 */
static void an_endless_conjunct_ends(void **state)
{
    (void)state;
    enum { CONSONANTS = 40 };
    char text[CONSONANTS * 6 + 1] = "";
    uint32_t points[CONSONANTS * 2];
    char is_start[CONSONANTS * 2];
    for (size_t i = 0; i < CONSONANTS; i++) {
        memcpy(text + 6 * i, "\u0915\u094d", 7);
        points[2 * i] = 0x915;
        points[2 * i + 1] = 0x94d;
    }
    tf_text_grapheme_starts(points, CONSONANTS * 2, is_start);
    size_t at = 0;
    for (size_t i = 0; i < CONSONANTS * 2; i++) {
        assert_int_equal(is_start[i], 3 * i == at);
        at = 3 * i == at ? tf_text_next(text, at) : at;
    }
    assert_in_range(tf_text_graphemes(text), 2, CONSONANTS / 4);
}

static void a_backspace_takes_what_one_key_typed(void **state)
{
    (void)state;
    assert_int_equal(tf_text_prev_typed("क्ष", strlen("क्ष")), strlen("क्"));
    assert_int_equal(tf_text_prev_typed("कि", strlen("कि")), strlen("क"));
    assert_int_equal(tf_text_prev_typed("aक", strlen("aक")), 1);
    assert_int_equal(tf_text_prev_typed("x👨‍👩‍👧", strlen("x👨‍👩‍👧")), 1);
    assert_int_equal(tf_text_prev_typed("e\u0301", 3), 0);
    assert_int_equal(tf_text_prev_typed("", 0), 0);
    assert_int_equal(tf_text_prev_typed("क", 0), 0);
    assert_int_equal(tf_text_prev_typed("क", 100), 0);
}

static void folds_to(const char *text, const char *expected)
{
    char *folded = NULL;
    assert_int_equal(tf_text_fold(&folded, text), TF_OK);
    assert_string_equal(folded, expected);
    free(folded);
}

static void what_is_searched_alike_folds_alike(void **state)
{
    (void)state;
    folds_to("", "");
    folds_to("  Open   SPACE \n\t", "open space");
    folds_to("CAFÉ café cafe\u0301", "cafe cafe cafe");
    folds_to("Straße STRASSE", "strasse strasse");
    folds_to("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ");
    folds_to("ﬁne ① ㎅ Ｗｉｄｅ", "fine 1 kb wide");
    folds_to("شَدَّة شدة", "شدة شدة");
    folds_to("שָׁלוֹם", "שלום");
    folds_to("می\u200cخواهم", "میخواهم");
    folds_to("❤️", "❤");
    folds_to("\u00a0\u2003x\u3000y", "x y");
}

static void vowel_signs_that_are_letters_stay(void **state)
{
    (void)state;
    char *hindi = NULL;
    char *other = NULL;
    assert_int_equal(tf_text_fold(&hindi, "दिन"), TF_OK);
    assert_int_equal(tf_text_fold(&other, "दान"), TF_OK);
    assert_string_not_equal(hindi, other);
    free(hindi);
    free(other);
    folds_to("กุ้ง", "กุ้ง");
}

static void what_is_not_utf8_cannot_be_folded(void **state)
{
    (void)state;
    char *folded = NULL;
    assert_int_equal(tf_text_fold(&folded, "a\xff"), TF_ERR_INVALID);
    assert_null(folded);
}

static void a_copy_is_cut_at_a_character(void **state)
{
    (void)state;
    char dst[8];
    assert_ptr_equal(tf_text_copy(dst, sizeof(dst), "1234567"), dst);
    assert_string_equal(dst, "1234567");
    assert_string_equal(tf_text_copy(dst, sizeof(dst), "12345678"), "1234567");
    assert_string_equal(tf_text_copy(dst, sizeof(dst), "123456ä"), "123456");
    assert_string_equal(tf_text_copy(dst, sizeof(dst), "12345語"), "12345");
    assert_string_equal(tf_text_copy(dst, sizeof(dst), "1234👍"), "1234");
    assert_string_equal(tf_text_copy(dst, sizeof(dst), "123👍"), "123👍");
    assert_string_equal(tf_text_copy(dst, sizeof(dst), "123👍x"), "123👍");
    assert_string_equal(tf_text_copy(dst, 3, "語"), "");
    assert_string_equal(tf_text_copy(dst, 1, "x"), "");
    assert_string_equal(tf_text_copy(dst, sizeof(dst), NULL), "");
    dst[0] = '!';
    assert_ptr_equal(tf_text_copy(dst, 0, "x"), dst);
    assert_int_equal(dst[0], '!');
    char overlapping[] = "abcdef";
    assert_string_equal(tf_text_copy(overlapping, sizeof(overlapping), overlapping + 2), "cdef");
}

static void valid_is_utf8_without_a_nul(void **state)
{
    (void)state;
    assert_true(tf_text_is_valid(NULL, 0));
    assert_true(tf_text_is_valid("ä語👍\U0010ffff", 13));
    assert_false(tf_text_is_valid("\0", 1));
    assert_false(tf_text_is_valid("a\xc3", 2));
    assert_false(tf_text_is_valid("\xed\xa0\x80", 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_people_call_one_letter_counts_as_one),
        cmocka_unit_test(steps_go_from_boundary_to_boundary),
        cmocka_unit_test(the_ends_and_offsets_beyond_them_stay_inside),
        cmocka_unit_test(a_step_back_looks_no_further_than_its_line),
        cmocka_unit_test(bytes_that_are_not_utf8_are_stepped_over),
        cmocka_unit_test(steps_agree_with_the_librarys_view_of_the_whole),
        cmocka_unit_test(an_endless_conjunct_ends),
        cmocka_unit_test(a_backspace_takes_what_one_key_typed),
        cmocka_unit_test(what_is_searched_alike_folds_alike),
        cmocka_unit_test(vowel_signs_that_are_letters_stay),
        cmocka_unit_test(what_is_not_utf8_cannot_be_folded),
        cmocka_unit_test(a_copy_is_cut_at_a_character),
        cmocka_unit_test(valid_is_utf8_without_a_nul),
    };
    return cmocka_run_group_tests_name("text: graphemes, folding, copying", tests, NULL, NULL);
}
