/* Notes by words: in any script, nothing of what is hidden, nothing of what has gone. */
#include "base/text.h"
#include "core/note_find.h"
#include "rules_kit.h"

static size_t found(const struct tf_board *board, const char *query)
{
    struct tf_note_find *find = NULL;
    const struct tf_note *notes[8];
    assert_int_equal(tf_note_find_create(&find, board, NULL), TF_OK);
    size_t count = tf_note_find_words(find, query, notes, 8);
    tf_note_find_unref(find);
    return count;
}

static void a_note_is_found_by_parts_of_its_words_in_any_script(void **state)
{
    (void)state;
    static const struct {
        const char *text, *query;
    } CASES[] = {
        {"Wir haben Bäume gezählt.", "baume GEZ"},
        {"Мы посчитали деревья", "ДЕРЕВ"},
        {"عددنا الأشجار في الحديقة", "الاشجار"},
        {"庭の木を数えました", "木を"},
        {"เรานับต้นไม้ในสวน", "ต้นไม้"},
        {"हमने पेड़ गिने", "पेड़"},
        {"ספרנו עצים", "עצים"},
        {"O’Brien: 100 % <b>\"*\" AND NEAR(", "near("},
        {"ﬁne ㎅", "fine kb"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct tf_board *board = support_board("1 spaces, 1 slots, Ants, Bees");
        support_note(&board, "Bees", 5001, CASES[i].text);
        support_note(&board, "Ants", 5002, "zzz");
        if (found(board, CASES[i].query) != 1) {
            fail_msg("“%s” does not find “%s”", CASES[i].query, CASES[i].text);
        }
        tf_board_unref(board);
    }
}

static void what_nobody_should_read_is_not_found(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Ants, Bees"));
    support_note(&kit.board, "Bees", 5001, "They hummed.");
    assert_int_equal(found(kit.board, "hum"), 1);
    assert_int_equal(found(kit.board, ""), 0);
    assert_int_equal(found(kit.board, " \t"), 0);
    assert_int_equal(found(kit.board, "hum bark"), 0);
    assert_int_equal(found(kit.board, "\xff"), 0);
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Bees"), TF_ROLE_HELPER));
    assert_int_equal(found(kit.board, "hum"), 0);
    kit_do(&kit, by(about(&kit, TF_VERB_UNHIDE, "Bees"), TF_ROLE_HELPER));
    struct tf_note note = *TF_NOTE(
        tf_board_get(kit.board, TF_KIND_NOTE, (struct tf_key){support_session(kit.board, "Bees"), 5001}));
    note.hidden = true;
    support_put(&kit.board, &note.record);
    assert_int_equal(found(kit.board, "hum"), 0);
    kit_free(&kit);
}

static void the_next_board_knows_only_what_it_has(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots, Ants, Bees");
    struct tf_note_find *before = NULL, *after = NULL;
    const struct tf_note *notes[8];
    support_note(&board, "Ants", 5001, "Old words");
    support_note(&board, "Bees", 5002, "Words that stay");
    assert_int_equal(tf_note_find_create(&before, board, NULL), TF_OK);
    support_remove(&board, TF_KIND_NOTE, (struct tf_key){support_session(board, "Ants"), 5001});
    support_note(&board, "Ants", 5003, "New words");
    assert_int_equal(tf_note_find_create(&after, board, before), TF_OK);
    assert_int_equal(tf_note_find_words(before, "words", notes, 8), 2);
    tf_note_find_unref(before);
    assert_int_equal(tf_note_find_words(after, "words", notes, 8), 2);
    assert_int_equal(tf_note_find_words(after, "old", notes, 8), 0);
    assert_int_equal(tf_note_find_words(after, "new", notes, 8), 1);
    assert_int_equal(tf_note_find_words(after, "words", notes, 1), 1);
    tf_note_find_unref(after);
    tf_board_unref(board);
}

static void the_newest_comes_first(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots, Ants");
    struct tf_note_find *find = NULL;
    const struct tf_note *notes[8];
    for (uint64_t i = 0; i < 3; i++) {
        struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {1001, 5001 + i}},
                               .author = "",
                               .happened = "word",
                               .mattered = "",
                               .next = "",
                               .text = "",
                               .at = SUPPORT_10H00_S + (i == 1 ? 60 : 0)};
        support_put(&board, &note.record);
    }
    assert_int_equal(tf_note_find_create(&find, board, NULL), TF_OK);
    assert_int_equal(tf_note_find_words(find, "WORD", notes, 8), 3);
    assert_int_equal(notes[0]->record.key.id, 5002);
    assert_int_equal(notes[1]->record.key.id, 5001);
    tf_note_find_unref(find);
    tf_board_unref(board);
}

static void an_excerpt_has_the_word_and_ends_between_characters(void **state)
{
    (void)state;
    char text[6000] = "";
    for (int i = 0; i < 300; i++) {
        strncat(text, i == 211 ? "Nädel\n" : "長い行木", sizeof(text) - strlen(text) - 1);
    }
    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {1, 1}},
                           .author = "Mara",
                           .happened = text,
                           .mattered = "short",
                           .next = "",
                           .text = ""};
    char *excerpt = tf_note_find_excerpt(&note, "nadel");
    assert_non_null(excerpt);
    assert_non_null(strstr(excerpt, "Nädel "));
    assert_true(strlen(excerpt) < 260);
    assert_true(tf_text_is_valid(excerpt, strlen(excerpt)));
    assert_memory_equal(excerpt, "…", strlen("…"));
    free(excerpt);
    excerpt = tf_note_find_excerpt(&note, "short");
    assert_string_equal(excerpt, "short");
    free(excerpt);
    assert_null(tf_note_find_excerpt(&note, "nowhere"));
    assert_null(tf_note_find_excerpt(&note, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_is_found_by_parts_of_its_words_in_any_script),
        cmocka_unit_test(what_nobody_should_read_is_not_found),
        cmocka_unit_test(the_next_board_knows_only_what_it_has),
        cmocka_unit_test(the_newest_comes_first),
        cmocka_unit_test(an_excerpt_has_the_word_and_ends_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
