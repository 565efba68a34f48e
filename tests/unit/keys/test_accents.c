#include "keys_kit.h"

#include "base/text.h"

#include <uninorm.h>

static bool offers(const char *grapheme, const char *form)
{
    char out[TF_KEYMAP_ACCENTS_MAX][TF_KEYMAP_LABEL_MAX];
    size_t count = tf_keymap_accents(grapheme, out);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(out[i], form) == 0) {
            return true;
        }
    }
    return false;
}

static void letters_are_offered_with_the_accents_they_have(void **state)
{
    (void)state;
    static const struct {
        const char *grapheme;
        const char *forms[12];
    } KNOWN[] = {
        {"e", {"è", "é", "ê", "ë", "ē", "ė", "ę", "ě", "ẽ", "ə"}},
        {"E", {"È", "É", "Ê", "Ë", "Ę"}},
        {"a", {"à", "á", "â", "ä", "ã", "å", "ā", "ą", "æ"}},
        {"o", {"ö", "ø", "œ", "ő", "õ", "ơ"}},
        {"c", {"ç", "ć", "č"}},
        {"n", {"ñ", "ń", "ň", "ŋ"}},
        {"s", {"ß", "ś", "š", "ş", "ș"}},
        {"S", {"ẞ", "Š", "Ș"}},
        {"l", {"ł", "ľ"}},
        {"Z", {"Ž", "Ż", "Ź"}},
        {"i", {"ı", "í", "ï"}},
        {"â", {"ấ", "ầ", "ẩ", "ậ", "a", "á"}},
        {"и", {"й", "і", "ї"}},
        {"г", {"ґ"}},
        {"ω", {"ώ", "ὼ"}},
        {"ι", {"ί", "ϊ"}},
        {"ا", {"أ", "إ", "آ", "ٱ"}},
        {"ي", {"ى", "ئ"}},
        {"ب", {"پ", "بِ", "بّ"}},
        {"ש", {"שׁ", "שּ"}},
        {"क", {"क़", "कं", "कँ"}},
        {"か", {"が"}},
        {"は", {"ば", "ぱ"}},
        {"?", {"¿"}},
        {"\"", {"„", "“", "«"}},
        {"👍", {"👍🏻", "👍🏿"}},
        {"👍🏽", {"👍", "👍🏿"}},
    };
    for (size_t i = 0; i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++) {
        for (size_t f = 0; KNOWN[i].forms[f] != NULL; f++) {
            if (!offers(KNOWN[i].grapheme, KNOWN[i].forms[f])) {
                fail_msg("%s is not offered for %s", KNOWN[i].forms[f], KNOWN[i].grapheme);
            }
        }
    }
}

static void decomposed_letters_are_the_same_letters(void **state)
{
    (void)state;
    assert_true(offers("e\u0301", "è"));
    assert_true(offers("e\u0301", "e"));
    assert_false(offers("e\u0301", "é"));
}

/* For every letter there is: one grapheme each, in NFC, none twice, and not the letter itself. */
static void what_is_offered_is_fit_to_be_typed(void **state)
{
    (void)state;
    size_t offered = 0;
    for (ucs4_t point = 0x20; point < 0x20000; point++) {
        char out[TF_KEYMAP_ACCENTS_MAX][TF_KEYMAP_LABEL_MAX];
        char grapheme[8] = "";
        int len = u8_uctomb((uint8_t *)grapheme, point, sizeof(grapheme) - 1);
        size_t count = len > 0 ? tf_keymap_accents(grapheme, out) : 0;
        assert_true(count <= TF_KEYMAP_ACCENTS_MAX);
        for (size_t i = 0; i < count; i++) {
            size_t normal_len = 0;
            uint8_t *normal = u8_normalize(UNINORM_NFC, (uint8_t *)out[i], strlen(out[i]), NULL, &normal_len);
            assert_int_equal(normal_len, strlen(out[i]));
            assert_memory_equal(normal, out[i], normal_len);
            free(normal);
            assert_int_equal(tf_text_graphemes(out[i]), 1);
            assert_string_not_equal(out[i], grapheme);
            for (size_t j = 0; j < i; j++) {
                assert_string_not_equal(out[i], out[j]);
            }
        }
        offered += count;
    }
    assert_true(offered > 2000);
}

static void what_has_no_forms_is_offered_none(void **state)
{
    (void)state;
    char out[TF_KEYMAP_ACCENTS_MAX][TF_KEYMAP_LABEL_MAX];
    assert_int_equal(tf_keymap_accents("", out), 0);
    assert_int_equal(tf_keymap_accents(" ", out), 0);
    assert_int_equal(tf_keymap_accents("\xff\xfe", out), 0);
    assert_int_equal(tf_keymap_accents("漢", out), 0);
    assert_int_equal(tf_keymap_accents("👨‍👩‍👧", out), 0);
    assert_int_equal(tf_keymap_accents("a very long grapheme indeed", out), 0);
}

static void every_emoji_is_one_grapheme_and_fits_a_key(void **state)
{
    (void)state;
    size_t groups = 0;
    size_t count = 0;
    for (const struct tf_keymap_emoji_group *group = TF_KEYMAP_EMOJI; group->name != NULL; group++) {
        groups++;
        for (size_t i = 0; group->emoji[i] != NULL; i++) {
            const char *emoji = group->emoji[i];
            ucs4_t first = 0;
            u8_next(&first, (const uint8_t *)emoji);
            assert_int_equal(tf_text_graphemes(emoji), 1);
            assert_true(uc_is_property_emoji(first));
            for (const struct tf_keymap_emoji_group *other = TF_KEYMAP_EMOJI; other <= group; other++) {
                for (size_t j = 0; other->emoji[j] != NULL && (other < group || j < i); j++) {
                    assert_string_not_equal(emoji, other->emoji[j]);
                }
            }
            count++;
        }
    }
    assert_int_equal(groups, 9);
    assert_true(count > 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_offered_with_the_accents_they_have),
        cmocka_unit_test(decomposed_letters_are_the_same_letters),
        cmocka_unit_test(what_is_offered_is_fit_to_be_typed),
        cmocka_unit_test(what_has_no_forms_is_offered_none),
        cmocka_unit_test(every_emoji_is_one_grapheme_and_fits_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
