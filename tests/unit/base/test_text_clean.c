/* What a person typed, and what a file says: text that is refused, mended, cut, kept. */
#include "base/text.h"

#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "unit/base/text_rules.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void cleans_to(const char *in, enum tf_text_kind kind, const char *expected)
{
    char *out = NULL;
    assert_int_equal(tf_text_clean(&out, in, strlen(in), kind), TF_OK);
    assert_string_equal(out, expected);
    assert_null(text_breaks(out, kind));
    free(out);
}

static void stays(const char *in)
{
    cleans_to(in, TF_TEXT_TITLE, in);
    unsigned fixes = ~0u;
    char *out = NULL;
    assert_int_equal(tf_text_fit(&out, in, strlen(in), TF_TEXT_TITLE, &fixes), TF_OK);
    assert_string_equal(out, in);
    assert_int_equal(fixes, 0);
    free(out);
}

static void refuses_bytes(const char *in, size_t len, enum tf_text_kind kind, enum tf_err err)
{
    char *out = (char *)"untouched";
    assert_int_equal(tf_text_clean(&out, in, len, kind), err);
    assert_string_equal(out, "untouched");
}

static void refuses(const char *in, enum tf_err err)
{
    refuses_bytes(in, strlen(in), TF_TEXT_TITLE, err);
}

static void fits_to(const char *in, size_t len, enum tf_text_kind kind, const char *expected,
                    unsigned expected_fixes)
{
    char *out = NULL;
    unsigned fixes = ~0u;
    assert_int_equal(tf_text_fit(&out, in, len, kind, &fixes), TF_OK);
    assert_string_equal(out, expected);
    assert_int_equal(fixes, expected_fixes);
    assert_null(text_breaks(out, kind));
    free(out);
}

static void empty_and_blank_text_is_empty(void **state)
{
    (void)state;
    for (int kind = TF_TEXT_TITLE; kind <= TF_TEXT_URL; kind++) {
        char *out = NULL;
        assert_int_equal(tf_text_clean(&out, NULL, 0, (enum tf_text_kind)kind), TF_OK);
        assert_string_equal(out, "");
        free(out);
        cleans_to("", (enum tf_text_kind)kind, "");
        cleans_to(" \t\r\n ", (enum tf_text_kind)kind, "");
        fits_to("  ", 2, (enum tf_text_kind)kind, "", 0);
        fits_to(NULL, 0, (enum tf_text_kind)kind, "", 0);
    }
    cleans_to("\u00a0\u3000\u2003", TF_TEXT_TITLE, "");
}

static void input_need_not_be_terminated(void **state)
{
    (void)state;
    char *bytes = malloc(3); /* a byte too far is ASan's to see */
    assert_non_null(bytes);
    memcpy(bytes, "abc", 3);
    char *out = NULL;
    assert_int_equal(tf_text_clean(&out, bytes, 3, TF_TEXT_TITLE), TF_OK);
    assert_string_equal(out, "abc");
    free(out);
    memcpy(bytes, "a\xe2\x82", 3); /* a character that ends too early */
    refuses_bytes(bytes, 3, TF_TEXT_TITLE, TF_ERR_INVALID);
    fits_to(bytes, 3, TF_TEXT_TITLE, "a\ufffd", TF_TEXT_FIX_ENCODING);
    free(bytes);
}

static void bytes_that_are_not_utf8_are_refused_when_typed_and_mended_in_files(void **state)
{
    (void)state;
    static const struct {
        const char *what, *bytes;
    } CASES[] = {
        {"a lone continuation", "x\x80y"},
        {"a lone last continuation", "x\xbfy"},
        {"an overlong slash", "x\xc0\xafy"},
        {"an overlong NUL", "x\xc0\x80y"},
        {"an overlong of three", "x\xe0\x80\xafy"},
        {"an overlong of four", "x\xf0\x80\x80\xafy"},
        {"a high surrogate", "x\xed\xa0\x80y"},
        {"a low surrogate", "x\xed\xbf\xbfy"},
        {"a surrogate pair", "x\xed\xa0\xbd\xed\xb8\x80y"},
        {"past U+10FFFF", "x\xf4\x90\x80\x80y"},
        {"a byte F5", "x\xf5\x80\x80\x80y"},
        {"five bytes", "x\xf8\x88\x80\x80\x80y"},
        {"six bytes", "x\xfc\x84\x80\x80\x80\x80y"},
        {"FE and FF", "x\xfe\xffy"},
        {"two of three", "x\xe2\x82y"},
        {"three of four", "x\xf0\x9f\x91y"},
        {"one of two", "x\xc3y"},
        {"Latin-1", "x\xe4\xf6\xfcy"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        const char *bytes = CASES[i].bytes;
        print_message("%s\n", CASES[i].what);
        assert_false(tf_text_is_valid(bytes, strlen(bytes)));
        refuses(bytes, TF_ERR_INVALID);
        refuses_bytes(bytes, strlen(bytes), TF_TEXT_ABOUT, TF_ERR_INVALID);
        char *out = NULL;
        unsigned fixes = 0;
        assert_int_equal(tf_text_fit(&out, bytes, strlen(bytes), TF_TEXT_TITLE, &fixes), TF_OK);
        assert_int_equal(fixes, TF_TEXT_FIX_ENCODING);
        assert_int_equal(out[0], 'x');
        assert_memory_equal(out + 1, "\ufffd", 3);
        assert_int_equal(out[strlen(out) - 1], 'y');
        assert_null(text_breaks(out, TF_TEXT_TITLE));
        free(out);
    }
}

static void a_nul_inside_is_refused_or_removed(void **state)
{
    (void)state;
    assert_false(tf_text_is_valid("a\0b", 3));
    refuses_bytes("a\0b", 3, TF_TEXT_TITLE, TF_ERR_INVALID);
    refuses_bytes("http://a.b/\0", 12, TF_TEXT_URL, TF_ERR_INVALID);
    fits_to("a\0b", 3, TF_TEXT_TITLE, "ab", TF_TEXT_FIX_REMOVED);
    fits_to("\0\0", 2, TF_TEXT_ABOUT, "", TF_TEXT_FIX_REMOVED);
}

static void every_kind_of_white_space_is_one_space(void **state)
{
    (void)state;
    cleans_to("  a \t b  ", TF_TEXT_TITLE, "a b");
    cleans_to("a\nb\r\nc\rd", TF_TEXT_TITLE, "a b c d");
    cleans_to("a\vb\fc\xc2\x85"
              "d\u2028e\u2029f",
              TF_TEXT_NAME, "a b c d e f");
    cleans_to("a\u00a0b\u1680c\u2000d\u200ae\u202ff\u205fg\u3000h", TF_TEXT_TITLE, "a b c d e f g h");
    cleans_to("a\u2800\u2800b", TF_TEXT_TITLE, "a b"); /* the empty Braille cell */
}

static void lines_end_in_newlines_and_empty_ones_do_not_pile_up(void **state)
{
    (void)state;
    cleans_to("a\r\nb\rc\nd", TF_TEXT_ABOUT, "a\nb\nc\nd");
    cleans_to("a\u2028b\u2029c\xc2\x85"
              "d\ve\ff",
              TF_TEXT_ABOUT, "a\nb\nc\nd\ne\nf");
    cleans_to("a\r\n\r\nb", TF_TEXT_ABOUT, "a\n\nb");
    cleans_to("a\n\n\n\n\nb", TF_TEXT_ABOUT, "a\n\nb");
    cleans_to("a  \n   b \n \n \n c", TF_TEXT_ABOUT, "a\nb\n\nc");
    cleans_to("\n\n  a\tb\n\n", TF_TEXT_ABOUT, "a b");
}

static void controls_and_bidi_overrides_are_removed(void **state)
{
    (void)state;
    cleans_to("a\x01\x02\x1b[31mb\x7f\xc2\x80\xc2\x9f"
              "c",
              TF_TEXT_TITLE, "a[31mbc");
    static const char *const CONTROLS[] = {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066",
                                           "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c"};
    for (size_t i = 0; i < COUNT_OF(CONTROLS); i++) {
        char in[32];
        snprintf(in, sizeof(in), "gpj%sexe.", CONTROLS[i]);
        cleans_to(in, TF_TEXT_TITLE, "gpjexe.");
        fits_to(in, strlen(in), TF_TEXT_TITLE, "gpjexe.", TF_TEXT_FIX_REMOVED);
        refuses(CONTROLS[i], TF_ERR_INVALID);
    }
}

static void text_that_shows_nothing_is_refused(void **state)
{
    (void)state;
    static const char *const INVISIBLE[] = {"\u200b",
                                            "\u200c",
                                            "\u200d",
                                            "\u200b\u200b \u200b",
                                            "\u2060",
                                            "\ufeff",
                                            "\u00ad",
                                            "\u034f",
                                            "\u3164",
                                            "\uffa0",
                                            "\u115f",
                                            "\u1160",
                                            "\u180e",
                                            "\u2061",
                                            "\u2064",
                                            "\u206a",
                                            "\ufff9",
                                            "\ufffc",
                                            "\U000e0001",
                                            "\U000e0041",
                                            "\U0001d173",
                                            "\ufe0f",
                                            "\U000e0100",
                                            "\u0301",
                                            " \u0301\u20e3",
                                            "\ue000",
                                            "\U000f0000",
                                            "\U0010fffd",
                                            "\ufdd0",
                                            "\ufffe",
                                            "\uffff",
                                            "\U0001ffff",
                                            "\U0010ffff",
                                            "\u0378",
                                            "\u2065",
                                            "\x01",
                                            "\u17b4",
                                            "\u0903",
                                            "\u200d\u200c\ufe0f"};
    for (size_t i = 0; i < COUNT_OF(INVISIBLE); i++) {
        refuses(INVISIBLE[i], TF_ERR_INVALID);
        refuses_bytes(INVISIBLE[i], strlen(INVISIBLE[i]), TF_TEXT_ABOUT, TF_ERR_INVALID);
        fits_to(INVISIBLE[i], strlen(INVISIBLE[i]), TF_TEXT_NAME, "", TF_TEXT_FIX_REMOVED);
        char between[64];
        snprintf(between, sizeof(between), "a%sb", INVISIBLE[i]);
        char *out = NULL;
        assert_int_equal(tf_text_clean(&out, between, strlen(between), TF_TEXT_TITLE), TF_OK);
        assert_null(text_breaks(out, TF_TEXT_TITLE));
        free(out);
    }
    refuses("\u200b \u2060\n", TF_ERR_INVALID);
}

static void tag_characters_carry_no_hidden_message(void **state)
{
    (void)state;
    cleans_to("hi\U000e0068\U000e0069\U000e007f!", TF_TEXT_TITLE, "hi!");
    /* Neither after a flag: too long, not closed, closed at once. */
    cleans_to("🏴\U000e0061\U000e0062\U000e0063\U000e0064\U000e0065\U000e0066\U000e0067\U000e007f",
              TF_TEXT_TITLE, "🏴");
    cleans_to("🏴\U000e0067\U000e0062x", TF_TEXT_TITLE, "🏴x");
    cleans_to("🏴\U000e007f", TF_TEXT_TITLE, "🏴");
}

static void emoji_families_and_flags_stay_whole(void **state)
{
    (void)state;
    stays("👨‍👩‍👧‍👦");
    stays("👩🏻‍❤️‍💋‍👩🏼");
    stays("🏳️‍🌈🏴‍☠️🏳️‍⚧️");
    stays("🇩🇪🇫🇷 🇯🇵");
    stays("🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿");
    stays("👍🏽 1️⃣ #️⃣ ☺︎ ☺️");
    stays("🧑‍🦽‍➡️");
    stays("🫨🫩"); /* younger than the library's tables */
}

static void joiners_stay_where_they_are_read(void **state)
{
    (void)state;
    stays("क्‍ष");                 /* half form */
    stays("क्‌ष");                 /* visible virama */
    stays("ශ්‍රී ලංකා"); /* Sri Lanka: the conjunct needs its ZWJ */
    stays("র‍্যাব");           /* Bengali: ZWJ before the virama */
    stays("അവന്‍");              /* Malayalam chillu, the old way */
    stays("می‌خواهم");            /* Persian */
    stays("خانه‌ای");
    stays("۱۴۰۳ه‍"); /* a letter's form in an abbreviation */
}

static void joiners_go_where_nothing_is_read_of_them(void **state)
{
    (void)state;
    cleans_to("A\u200dn\u200cna", TF_TEXT_NAME, "Anna");
    cleans_to("👍\u200d", TF_TEXT_TITLE, "👍");
    cleans_to("👍\u200dx", TF_TEXT_TITLE, "👍x");
    cleans_to("\u200dab", TF_TEXT_TITLE, "ab");
    cleans_to("می\u200c\u200c\u200cخواهم", TF_TEXT_TITLE, "می\u200cخواهم");
    cleans_to("می\u200c", TF_TEXT_TITLE, "می");
}

static void variation_selectors_stay_where_a_variant_is_known(void **state)
{
    (void)state;
    stays("❤️");
    stays("葛\U000e0100城"); /* ideographic variants are in people's names */
    stays("≨︀");
    stays("ᠠ᠋ᠨ");
    cleans_to("A\ufe0fB\U000e0100", TF_TEXT_TITLE, "AB");
    cleans_to("❤\ufe0f\ufe0f\ufe0e", TF_TEXT_TITLE, "❤\ufe0f");
    cleans_to("葛\U000e0100\U000e0101", TF_TEXT_TITLE, "葛\U000e0100");
    cleans_to(" \ufe0fa", TF_TEXT_TITLE, "a");
}

static void text_is_stored_composed(void **state)
{
    (void)state;
    cleans_to("u\u0308ber", TF_TEXT_TITLE, "über");
    cleans_to("\u212bngstro\u0308m \u2126", TF_TEXT_TITLE, "Ångström Ω");
    cleans_to("\u1112\u1161\u11ab", TF_TEXT_TITLE, "한");
    cleans_to("e\u200b\u0301", TF_TEXT_TITLE, "é"); /* also across what was removed */
    cleans_to("\u0958", TF_TEXT_TITLE, "\u0915\u093c");
}

static void marks_pile_up_to_the_limit_and_no_further(void **state)
{
    (void)state;
    char zalgo[3 + 2 * 1000 + 1] = "z";
    for (size_t i = 0; i < 1000; i++) {
        memcpy(zalgo + 1 + 2 * i, "\u0334", 2);
    }
    memcpy(zalgo + 2001, "a", 2);
    cleans_to(zalgo, TF_TEXT_TITLE, "z\u0334\u0334\u0334\u0334a");
    fits_to(zalgo, strlen(zalgo), TF_TEXT_TITLE, "z\u0334\u0334\u0334\u0334a", TF_TEXT_FIX_REMOVED);
    stays("z\u0334\u0334\u0334\u0334a");
    stays("ก็ที่นี่ กรุงเทพฯ");
    stays("བརྒྱུད");
    stays("שִׁבֹּ֫לֶת");
    stays("မြွှောင့်");
}

static void too_long_is_refused_when_typed_and_cut_in_files(void **state)
{
    (void)state;
    char letters[TF_TITLE_GRAPHEMES_MAX + 2];
    memset(letters, 'w', sizeof(letters) - 1);
    letters[TF_TITLE_GRAPHEMES_MAX] = '\0';
    stays(letters);
    letters[TF_TITLE_GRAPHEMES_MAX] = 'w';
    letters[TF_TITLE_GRAPHEMES_MAX + 1] = '\0';
    refuses(letters, TF_ERR_LIMIT);

    char expected[TF_TITLE_GRAPHEMES_MAX + 4];
    memset(expected, 'w', TF_TITLE_GRAPHEMES_MAX - 1);
    memcpy(expected + TF_TITLE_GRAPHEMES_MAX - 1, "…", sizeof("…"));
    fits_to(letters, strlen(letters), TF_TEXT_TITLE, expected, TF_TEXT_FIX_CUT);

    /* White space around a text is not counted, and none is left before the dots. */
    char spaced[TF_TITLE_GRAPHEMES_MAX + 64];
    snprintf(spaced, sizeof(spaced), "   %.*s   ", TF_TITLE_GRAPHEMES_MAX, letters);
    letters[TF_TITLE_GRAPHEMES_MAX] = '\0';
    cleans_to(spaced, TF_TEXT_TITLE, letters);
    letters[TF_TITLE_GRAPHEMES_MAX - 2] = ' ';
    snprintf(spaced, sizeof(spaced), "%s more", letters);
    memcpy(expected + TF_TITLE_GRAPHEMES_MAX - 2, "…", sizeof("…"));
    fits_to(spaced, strlen(spaced), TF_TEXT_TITLE, expected, TF_TEXT_FIX_CUT);
}

static void two_hundred_thousand_letters_are_cut_quickly(void **state)
{
    (void)state;
    size_t count = 200000;
    char *letters = malloc(count * 4);
    assert_non_null(letters);
    static const char *const FILLS[] = {"w", "ä", "語", "👍"};
    for (size_t f = 0; f < COUNT_OF(FILLS); f++) {
        size_t size = strlen(FILLS[f]);
        for (size_t i = 0; i < count; i++) {
            memcpy(letters + i * size, FILLS[f], size);
        }
        for (int kind = TF_TEXT_TITLE; kind <= TF_TEXT_ABOUT; kind++) {
            refuses_bytes(letters, count * size, (enum tf_text_kind)kind, TF_ERR_LIMIT);
            char *out = NULL;
            unsigned fixes = 0;
            assert_int_equal(tf_text_fit(&out, letters, count * size, (enum tf_text_kind)kind, &fixes),
                             TF_OK);
            assert_int_equal(fixes, TF_TEXT_FIX_CUT);
            assert_null(text_breaks(out, (enum tf_text_kind)kind));
            assert_string_equal(out + strlen(out) - 3, "…");
            assert_memory_equal(out, letters, strlen(out) - 3);
            free(out);
        }
    }
    free(letters);
}

static void a_cut_never_splits_what_is_read_as_one(void **state)
{
    (void)state;
    char in[TF_NAME_GRAPHEMES_MAX * 40] = "";
    for (int i = 0; i < 30; i++) {
        strncat(in, "👨‍👩‍👧‍👦",
                sizeof(in) - strlen(in) - 1); /* 25 bytes each; 240 allowed */
    }
    char *out = NULL;
    assert_int_equal(tf_text_fit(&out, in, strlen(in), TF_TEXT_NAME, NULL), TF_OK);
    assert_int_equal(strlen(out), 9 * 25 + 3);
    assert_int_equal(tf_text_graphemes(out), 10);
    free(out);

    char jamo[3 * 200 + 1] = ""; /* one grapheme, longer than the whole limit */
    for (int i = 0; i < 200; i++) {
        strncat(jamo, "\u1100", sizeof(jamo) - strlen(jamo) - 1);
    }
    assert_int_equal(tf_text_graphemes(jamo), 1);
    refuses_bytes(jamo, strlen(jamo), TF_TEXT_NAME, TF_ERR_LIMIT);
    assert_int_equal(tf_text_fit(&out, jamo, strlen(jamo), TF_TEXT_NAME, NULL), TF_OK);
    assert_int_equal(strlen(out), 79 * 3 + 3);
    assert_null(text_breaks(out, TF_TEXT_NAME));
    free(out);
}

/* Random pieces of what is dangerous and what is dear. */
static size_t compose_hostile(char *in, size_t room, struct tf_rng *rng)
{
    static const char *const PIECES[] = {
        "a",      "é",          " ",      "\n",     "\r",     "\u0301", "\u0334",     "👩",      "🏽",
        "\u200d", "\u200c",     "\ufe0f", "🇩",      "क",      "\u094d", "ی",          "خ",      "\u1100",
        "\u1161", "\u11ab",     "\u202e", "\u2066", "\u200b", "\u2028", "\U000e0067", "🏴",   "\U000e007f",
        "葛",     "\U000e0100", "\xff",   "\xe2",   "\x80",   "\xed",   "\xa0",       "\u0344", "\u2adc",
        "\u0958", "\U0001d15e", "\u0600", "\u0903", "\u3164", "\u2800", "1",          "\u20e3", "\u1820",
        "\u180b", "\ufdd0",     "❤",      "\u0f73", "\u212a"};
    size_t len = 0;
    size_t pieces = tf_rng_below(rng, 300);
    for (size_t i = 0; i < pieces && len + 8 < room; i++) {
        const char *piece = PIECES[tf_rng_below(rng, COUNT_OF(PIECES))];
        size_t times = tf_rng_below(rng, 20) == 0 ? tf_rng_below(rng, 30) : 1;
        for (size_t t = 0; t < times && len + 8 < room; t++) {
            memcpy(in + len, piece, strlen(piece));
            len += strlen(piece);
        }
    }
    return len;
}

static void random_text_keeps_the_rules_and_stays_clean(void **state)
{
    (void)state;
    uint64_t seed = (uint64_t)time(NULL);
    const char *given = getenv("TF_SEED");
    seed = given != NULL ? strtoull(given, NULL, 10) : seed;
    print_message("TF_SEED=%llu\n", (unsigned long long)seed);
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    char in[4096];
    for (int round = 0; round < 3000; round++) {
        size_t len = compose_hostile(in, sizeof(in), &rng);
        enum tf_text_kind kind = (enum tf_text_kind)tf_rng_below(&rng, 4);
        char *once = NULL;
        char *twice = NULL;
        unsigned fixes = ~0u;
        assert_int_equal(tf_text_fit(&once, in, len, kind, NULL), TF_OK);
        const char *why = text_breaks(once, kind);
        if (why != NULL) {
            fail_msg("\"%s\" %s", once, why);
        }
        assert_int_equal(tf_text_fit(&twice, once, strlen(once), kind, &fixes), TF_OK);
        assert_string_equal(twice, once);
        assert_int_equal(fixes, 0);
        free(twice);
        free(once);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_and_blank_text_is_empty),
        cmocka_unit_test(input_need_not_be_terminated),
        cmocka_unit_test(bytes_that_are_not_utf8_are_refused_when_typed_and_mended_in_files),
        cmocka_unit_test(a_nul_inside_is_refused_or_removed),
        cmocka_unit_test(every_kind_of_white_space_is_one_space),
        cmocka_unit_test(lines_end_in_newlines_and_empty_ones_do_not_pile_up),
        cmocka_unit_test(controls_and_bidi_overrides_are_removed),
        cmocka_unit_test(text_that_shows_nothing_is_refused),
        cmocka_unit_test(tag_characters_carry_no_hidden_message),
        cmocka_unit_test(emoji_families_and_flags_stay_whole),
        cmocka_unit_test(joiners_stay_where_they_are_read),
        cmocka_unit_test(joiners_go_where_nothing_is_read_of_them),
        cmocka_unit_test(variation_selectors_stay_where_a_variant_is_known),
        cmocka_unit_test(text_is_stored_composed),
        cmocka_unit_test(marks_pile_up_to_the_limit_and_no_further),
        cmocka_unit_test(too_long_is_refused_when_typed_and_cut_in_files),
        cmocka_unit_test(two_hundred_thousand_letters_are_cut_quickly),
        cmocka_unit_test(a_cut_never_splits_what_is_read_as_one),
        cmocka_unit_test(random_text_keeps_the_rules_and_stays_clean),
    };
    return cmocka_run_group_tests_name("text: clean and fit", tests, NULL, NULL);
}
