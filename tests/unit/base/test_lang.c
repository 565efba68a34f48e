/* Messages through gettext, with catalogues that msgfmt makes here. */
#include "base/lang.h"

#include <pthread.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define HEADER                                                                                               \
    "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"                              \
    "\"Content-Transfer-Encoding: 8bit\\n\"\n"

#define ARABIC_PLURALS                                                                                       \
    "\"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "       \
    "n%100>=11 ? 4 : 5;\\n\"\n"

static const char GERMAN[] = HEADER "\"Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n"
                                    "msgid \"Now\"\nmsgstr \"Jetzt\"\n"
                                    "msgid \"Open\"\nmsgstr \"Offen\"\n"
                                    "msgctxt \"verb\"\nmsgid \"Open\"\nmsgstr \"Öffnen\"\n"
                                    "msgid \"%lu session\"\nmsgid_plural \"%lu sessions\"\n"
                                    "msgstr[0] \"%lu Runde\"\nmsgstr[1] \"%lu Runden\"\n";

static const char ARABIC[] =
    HEADER ARABIC_PLURALS "msgid \"Now\"\nmsgstr \"الآن\"\n"
                          "msgid \"%lu session\"\nmsgid_plural \"%lu sessions\"\n"
                          "msgstr[0] \"zero %lu\"\nmsgstr[1] \"one %lu\"\nmsgstr[2] \"two %lu\"\n"
                          "msgstr[3] \"few %lu\"\nmsgstr[4] \"many %lu\"\nmsgstr[5] \"other %lu\"\n";

extern char **environ;

static char dir[] = "/tmp/twofeet-lang-XXXXXX";

static void make_catalogue(const char *domain, const char *po)
{
    char po_path[256];
    char mo_path[256];
    snprintf(po_path, sizeof(po_path), "%s/%s.po", dir, domain);
    snprintf(mo_path, sizeof(mo_path), "%s/twofeet/LC_MESSAGES/%s.mo", dir, domain);
    FILE *file = fopen(po_path, "w");
    assert_non_null(file);
    assert_true(fputs(po, file) >= 0);
    assert_int_equal(fclose(file), 0);

    char name[] = "msgfmt";
    char check[] = "--check-format";
    char output[] = "-o";
    char *argv[] = {name, check, output, mo_path, po_path, NULL};
    pid_t pid;
    int status = -1;
    assert_int_equal(posix_spawnp(&pid, name, NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    unlink(po_path);
}

/* German and Arabic are there; Japanese is missing. */
static int set_up(void **state)
{
    (void)state;
    char path[256];
    if (mkdtemp(dir) == NULL) {
        return -1;
    }
    snprintf(path, sizeof(path), "%s/twofeet", dir);
    mkdir(path, 0755);
    snprintf(path, sizeof(path), "%s/twofeet/LC_MESSAGES", dir);
    mkdir(path, 0755);
    make_catalogue("twofeet-de", GERMAN);
    make_catalogue("twofeet-ar", ARABIC);
    return tf_lang_init(dir) == TF_ERR_NOT_FOUND ? 0 : -1;
}

static int tear_down(void **state)
{
    static const char *const PATHS[] = {"/twofeet/LC_MESSAGES/twofeet-de.mo",
                                        "/twofeet/LC_MESSAGES/twofeet-ar.mo", "/twofeet/LC_MESSAGES",
                                        "/twofeet", ""};
    (void)state;
    for (size_t i = 0; i < sizeof(PATHS) / sizeof(PATHS[0]); i++) {
        char path[256];
        snprintf(path, sizeof(path), "%s%s", dir, PATHS[i]);
        if (remove(path) != 0) {
            return -1;
        }
    }
    return 0;
}

static void each_call_chooses_its_language(void **state)
{
    (void)state;
    assert_string_equal(tf_tr(TF_LANG_DE, "Now"), "Jetzt");
    assert_string_equal(tf_tr(TF_LANG_AR, "Now"), "الآن");
    assert_string_equal(tf_tr(TF_LANG_EN, "Now"), "Now");
    assert_string_equal(tf_tr(TF_LANG_DE, "Now"), "Jetzt");
}

static void what_is_not_translated_is_english(void **state)
{
    (void)state;
    assert_string_equal(tf_tr(TF_LANG_DE, "Nobody translated this"), "Nobody translated this");
    assert_string_equal(tf_tr(TF_LANG_AR, "Open"), "Open");
}

static void a_missing_catalogue_shows_english(void **state)
{
    (void)state;
    assert_string_equal(tf_tr(TF_LANG_JA, "Now"), "Now");
    assert_string_equal(tf_trn(TF_LANG_JA, "%lu session", "%lu sessions", 1), "%lu session");
    assert_string_equal(tf_trn(TF_LANG_JA, "%lu session", "%lu sessions", 2), "%lu sessions");
    assert_string_equal(tf_trc(TF_LANG_JA, "verb", "Open"), "Open");
}

static void the_empty_message_is_not_the_catalogues_header(void **state)
{
    (void)state;
    for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
        assert_string_equal(tf_tr((enum tf_lang)lang, ""), "");
    }
}

static void arabic_has_six_plural_forms(void **state)
{
    static const struct {
        unsigned long n;
        const char *form;
    } CASES[] = {{0, "zero %lu"},    {1, "one %lu"},   {2, "two %lu"},   {3, "few %lu"},
                 {10, "few %lu"},    {11, "many %lu"}, {99, "many %lu"}, {100, "other %lu"},
                 {102, "other %lu"}, {103, "few %lu"}, {111, "many %lu"}};
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        assert_string_equal(tf_trn(TF_LANG_AR, "%lu session", "%lu sessions", CASES[i].n), CASES[i].form);
    }
    assert_string_equal(tf_trn(TF_LANG_DE, "%lu session", "%lu sessions", 0), "%lu Runden");
    assert_string_equal(tf_trn(TF_LANG_DE, "%lu session", "%lu sessions", 1), "%lu Runde");
    assert_string_equal(tf_trn(TF_LANG_EN, "%lu session", "%lu sessions", 0), "%lu sessions");
    assert_string_equal(tf_trn(TF_LANG_EN, "%lu session", "%lu sessions", 1), "%lu session");
}

static void a_context_tells_two_meanings_apart(void **state)
{
    (void)state;
    assert_string_equal(tf_trc(TF_LANG_DE, "verb", "Open"), "Öffnen");
    assert_string_equal(tf_tr(TF_LANG_DE, "Open"), "Offen");
    assert_string_equal(tf_trc(TF_LANG_DE, "noun", "Open"), "Open");
    const char *message = "Open";
    assert_ptr_equal(tf_trc(TF_LANG_DE, "noun", message), message); /* never a pointer into a dead stack */
    assert_ptr_equal(tf_trc(TF_LANG_EN, "verb", message), message);
}

static void a_message_too_long_for_a_key_comes_back_as_it_is(void **state)
{
    (void)state;
    char message[3000];
    memset(message, 'x', sizeof(message) - 1);
    message[sizeof(message) - 1] = '\0';
    assert_ptr_equal(tf_trc(TF_LANG_DE, "verb", message), message);
    assert_string_equal(tf_tr(TF_LANG_DE, message), message);
}

static void numbers_stay_as_c_writes_them(void **state)
{
    (void)state;
    char text[16];
    snprintf(text, sizeof(text), "%.1f", 1.5);
    assert_string_equal(text, "1.5");
}

enum { ROUNDS = 20000 };

static void *ask_for(void *arg)
{
    const enum tf_lang *lang = arg;
    const char *expected = *lang == TF_LANG_DE ? "Jetzt" : *lang == TF_LANG_AR ? "الآن" : "Now";
    const char *many = *lang == TF_LANG_DE ? "%lu Runden" : *lang == TF_LANG_AR ? "few %lu" : "%lu sessions";
    for (int i = 0; i < ROUNDS; i++) {
        if (strcmp(tf_tr(*lang, "Now"), expected) != 0 ||
            strcmp(tf_trn(*lang, "%lu session", "%lu sessions", 3), many) != 0) {
            return arg;
        }
    }
    return NULL;
}

static void threads_can_ask_for_different_languages_at_once(void **state)
{
    (void)state;
    static enum tf_lang langs[] = {TF_LANG_DE, TF_LANG_AR, TF_LANG_JA, TF_LANG_EN, TF_LANG_DE, TF_LANG_AR};
    enum { COUNT = sizeof(langs) / sizeof(langs[0]) };
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, ask_for, &langs[i]), 0);
    }
    for (int i = 0; i < COUNT; i++) {
        void *wrong = &threads;
        assert_int_equal(pthread_join(threads[i], &wrong), 0);
        assert_null(wrong);
    }
}

static void tags_are_understood_and_others_are_not(void **state)
{
    (void)state;
    static const struct {
        const char *tag;
        enum tf_lang lang;
    } GOOD[] = {{"de", TF_LANG_DE},    {"de-AT", TF_LANG_DE}, {"DE", TF_LANG_DE}, {"de_CH.UTF-8", TF_LANG_DE},
                {"ar-EG", TF_LANG_AR}, {"ja", TF_LANG_JA},    {"en", TF_LANG_EN}, {"en-GB-oed", TF_LANG_EN}};
    static const char *const BAD[] = {"", "d", "deu", "fr", "-de", "x-de", " de", "C"};
    for (size_t i = 0; i < sizeof(GOOD) / sizeof(GOOD[0]); i++) {
        enum tf_lang lang = TF_LANG_COUNT;
        assert_true(tf_lang_parse(&lang, GOOD[i].tag));
        assert_int_equal(lang, GOOD[i].lang);
    }
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        enum tf_lang lang = TF_LANG_COUNT;
        assert_false(tf_lang_parse(&lang, BAD[i]));
        assert_int_equal(lang, TF_LANG_COUNT);
    }
    enum tf_lang lang = TF_LANG_COUNT;
    assert_false(tf_lang_parse(&lang, NULL));
}

static void every_language_knows_its_code_and_name(void **state)
{
    (void)state;
    for (int i = 0; i < TF_LANG_COUNT; i++) {
        enum tf_lang lang = TF_LANG_COUNT;
        assert_true(tf_lang_parse(&lang, tf_lang_code((enum tf_lang)i)));
        assert_int_equal(lang, i);
        assert_true(strlen(tf_lang_own_name(lang)) > 0);
        assert_int_equal(tf_lang_is_rtl(lang), lang == TF_LANG_AR);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_chooses_its_language),
        cmocka_unit_test(what_is_not_translated_is_english),
        cmocka_unit_test(a_missing_catalogue_shows_english),
        cmocka_unit_test(the_empty_message_is_not_the_catalogues_header),
        cmocka_unit_test(arabic_has_six_plural_forms),
        cmocka_unit_test(a_context_tells_two_meanings_apart),
        cmocka_unit_test(a_message_too_long_for_a_key_comes_back_as_it_is),
        cmocka_unit_test(numbers_stay_as_c_writes_them),
        cmocka_unit_test(threads_can_ask_for_different_languages_at_once),
        cmocka_unit_test(tags_are_understood_and_others_are_not),
        cmocka_unit_test(every_language_knows_its_code_and_name),
    };
    return cmocka_run_group_tests_name("lang", tests, set_up, tear_down);
}
