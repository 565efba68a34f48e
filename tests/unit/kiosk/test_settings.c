#include "kiosk/settings.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/rng.h"
#include "kiosk/run_options.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct reading {
    struct tf_run_arguments arguments;
    struct tf_options options;
    struct tf_settings *settings;
};

static void read_at(struct reading *reading, const char *path, bool may_be_missing)
{
    tf_run_arguments_init(&reading->arguments);
    tf_run_options(&reading->options, &reading->arguments);
    assert_int_equal(tf_settings_read(&reading->settings, path, may_be_missing, &reading->options), TF_OK);
}

static void read_bytes(struct reading *reading, const void *bytes, size_t len)
{
    struct folder folder;

    folder_make(&folder);
    const char *path = folder_file(&folder, "twofeet.ini");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
    read_at(reading, path, false);
    folder_remove(&folder);
}

static void read_text(struct reading *reading, const char *text)
{
    read_bytes(reading, text, strlen(text));
}

static void done(struct reading *reading)
{
    tf_settings_free(reading->settings);
}

static int line_of(const struct reading *reading, size_t index)
{
    return tf_settings_finding(reading->settings, index)->line;
}

static const char *what_of(const struct reading *reading, size_t index)
{
    return tf_settings_finding(reading->settings, index)->problem.what;
}

static void every_kind_of_value_is_read(void **state)
{
    struct reading r;
    (void)state;
    read_text(&r,
              "\xef\xbb\xbf# for the foyer\r\n[screen]\r\n rotate = 90 ; upright\r\n\tpanel-mm=527x296\r\n"
              "scheme : dark\nlarger-text = yes\ncaptive=no\nbell = 0\nquiet-hours = no\nlang = de\n"
              "wifi = Café  Süd\nwifi-password = p a%s$(id)\ncalibrate = 1,0,0,0,1,0\nprinter =\n"
              "lang = ar");
    assert_int_equal(tf_settings_finding_count(r.settings), 0);
    assert_int_equal(r.arguments.rotate, 1);
    assert_true(r.arguments.panel_mm.w > 526.9 && r.arguments.panel_mm.h > 295.9);
    assert_int_equal(r.arguments.scheme, 1);
    assert_true(r.arguments.larger_text);
    assert_false(r.arguments.captive);
    assert_int_equal(r.arguments.bell, 0);
    assert_int_equal(r.arguments.quiet_hours, 0);
    assert_string_equal(r.arguments.wifi, "Café  Süd");
    assert_string_equal(r.arguments.wifi_password, "p a%s$(id)");
    assert_null(r.arguments.printer);            /* nothing is said */
    assert_string_equal(r.arguments.lang, "ar"); /* the later one */
    done(&r);
}

static void a_wrong_line_is_named_and_the_others_work(void **state)
{
    static const struct {
        const char *line, *what;
    } wrong[] = {
        {"rotate = 45", "rotate takes 0, 90, 180 or 270, not “45”"},
        {"such = 3", "There is no setting “such”"},
        {"Rotate = 90", "There is no setting “Rotate”"},
        {"--rotate = 90", "There is no setting “--rotate”"},
        {"memory = yes", "“memory” is for the command line alone"},
        {"screenshot = x.png", "“screenshot” is for the command line alone"},
        {"config = other.ini", "“config” is for the command line alone"},
        {"print-slips = true", "print-slips takes yes or no, not “true”"},
        {"bell = 5", "bell takes a whole number from 0 to 4, not “5”"},
        {"lang = tlh", "lang: There is no language “tlh”. There are en, de, ar and ja"},
        {"public-url = wall.example", "public-url: Phones cannot be sent there"},
        {"notes-url = javascript:alert(1)", "notes-url: Notes can be kept at an address"},
        {"follow = nowhere", "follow: This is not the address of another kiosk"},
        {"calibrate = 1,0,0,0,1", "calibrate takes six numbers"},
        {"rotate", "This line is no setting"},
        {"[screen", "This line is no setting"},
        {"rotate = 90\xff", "This line is not UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char text[256];
        struct reading r;
        snprintf(text, sizeof text, "larger-text = yes\n\n%s\n  scheme = contrast\n", wrong[i].line);
        read_text(&r, text);
        assert_int_equal(tf_settings_finding_count(r.settings), 1);
        assert_int_equal(line_of(&r, 0), 3);
        if (strncmp(what_of(&r, 0), wrong[i].what, strlen(wrong[i].what)) != 0) {
            fail_msg("“%s” is told as: %s", wrong[i].line, what_of(&r, 0));
        }
        assert_true(tf_settings_finding(r.settings, 0)->problem.todo[0] != '\0');
        assert_true(r.arguments.larger_text);
        assert_int_equal(r.arguments.scheme, 2);
        assert_int_equal(r.arguments.rotate, 0);
        done(&r);
    }
}

static void a_password_is_not_told(void **state)
{
    struct reading r;
    (void)state;
    read_text(&r, "wifi = Netz\nwifi-password = secret\n");
    assert_int_equal(tf_settings_finding_count(r.settings), 1);
    assert_null(strstr(what_of(&r, 0), "secret"));
    assert_null(r.arguments.wifi_password);
    done(&r);
}

static void a_line_of_any_length_and_with_any_byte_is_one_line(void **state)
{
    static char text[3 * 65536];
    struct reading r;
    size_t len = 0;
    (void)state;
    for (int i = 0; i < 3; i++) {
        len += (size_t)snprintf(text + len, sizeof text - len, "hosts = ");
        memset(text + len, i == 1 ? '\0' : 'a', 50000);
        len += 50000;
        text[len++] = '\n';
    }
    len += (size_t)snprintf(text + len, sizeof text - len, "rotate = 270");
    read_bytes(&r, text, len);
    assert_int_equal(tf_settings_finding_count(r.settings), 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(line_of(&r, (size_t)i), i + 1);
    }
    assert_string_equal(what_of(&r, 0), "This line is too long");
    assert_string_equal(what_of(&r, 1), "This line holds a zero byte");
    assert_null(r.arguments.hosts);
    assert_int_equal(r.arguments.rotate, 3);
    done(&r);
}

static void what_is_no_file_is_told_and_everything_else_holds(void **state)
{
    struct folder folder;
    struct reading r;
    (void)state;

    folder_make(&folder);
    const char *path = folder_file(&folder, "nothing");
    read_at(&r, path, true);
    assert_int_equal(tf_settings_finding_count(r.settings), 0);
    done(&r);
    read_at(&r, path, false);
    assert_int_equal(tf_settings_finding_count(r.settings), 1);
    assert_int_equal(line_of(&r, 0), 0);
    done(&r);
    assert_int_equal(mkfifo(path, 0600), 0); /* nobody ever writes there */
    read_at(&r, path, true);
    assert_int_equal(tf_settings_finding_count(r.settings), 1);
    done(&r);
    read_at(&r, "/proc/self", true);
    assert_string_equal(what_of(&r, 0), "This is a folder, not a file of settings");
    assert_int_equal(r.arguments.bell, 3);
    done(&r);
    folder_remove(&folder);
}

static void too_much_is_told_as_too_much(void **state)
{
    struct reading r;
    size_t len = TF_SETTINGS_BYTES_MAX + 1;
    char *text = malloc(len);
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < len; i++) {
        text[i] = i % 2 == 0 ? 'a' : '\n';
    }
    read_bytes(&r, text, len);
    assert_int_equal(tf_settings_finding_count(r.settings), 1);
    assert_int_equal(line_of(&r, 0), 0);
    done(&r);
    read_bytes(&r, text, len - 1);
    assert_int_equal(tf_settings_finding_count(r.settings), TF_SETTINGS_FINDINGS_MAX);
    assert_true(tf_settings_has_more_findings(r.settings));
    done(&r);
    free(text);
}

/* The shipped file says every setting there is, each in a form that is right; in the order of a walk. */
static void the_file_of_the_package_has_every_setting(void **state)
{
    FILE *file = fopen(TF_SOURCE_DIR "/board/deb/twofeet.ini", "re");
    char text[16384] = "", line[512];
    size_t len = 0;
    struct reading r;
    (void)state;

    assert_non_null(file);
    while (fgets(line, sizeof line, file)) { /* as an organiser does who wants them all */
        bool is_off = line[0] == '#' && line[1] >= 'a' && line[1] <= 'z';
        len += (size_t)snprintf(text + len, sizeof text - len, "%s", line + is_off);
        assert_true(len < sizeof text);
    }
    fclose(file);
    read_text(&r, text);
    for (size_t i = 0; i < tf_settings_finding_count(r.settings); i++) {
        fail_msg("twofeet.ini:%d: %s", line_of(&r, i), what_of(&r, i));
    }
    done(&r);
    for (size_t g = 0; r.options.groups[g].options; g++) {
        for (const struct tf_option *o = r.options.groups[g].options; o->name; o++) {
            snprintf(line, sizeof line, "\n%s = ", o->name);
            if ((strstr(text, line) != NULL) == o->is_for_once) {
                fail_msg("“%s” %s in it", o->name, o->is_for_once ? "should not be" : "is not");
            }
        }
    }
}

static void a_spoiled_file_is_read_to_its_end(void **state)
{
    uint64_t seed = support_seed("settings");
    struct tf_rng rng;
    char clean[2048], spoiled[2048];
    size_t len = 0;
    (void)state;

    tf_rng_seed(&rng, seed);
    for (int i = 0; i < 40; i++) {
        len += (size_t)snprintf(clean + len, sizeof clean - len, "%s = %d\n", i % 3 ? "bell" : "rotate", i);
    }
    for (int round = 0; round < 300; round++) {
        struct reading r;
        memcpy(spoiled, clean, len);
        for (int i = 0; i < 20; i++) {
            spoiled[tf_rng_u64(&rng) % len] = (char)tf_rng_u64(&rng);
        }
        int lines = 1;
        for (size_t i = 0; i < len; i++) {
            lines += spoiled[i] == '\n';
        }
        read_bytes(&r, spoiled, len);
        for (size_t i = 0; i < tf_settings_finding_count(r.settings); i++) {
            assert_in_range(line_of(&r, i), i == 0 ? 1 : line_of(&r, i - 1) + 1, lines);
        }
        done(&r);
    }
}

/* ---- written by the wall ---- */

static void assert_written(const char *before, const char *name, const char *value, const char *after)
{
    struct folder folder;
    struct tf_problem problem = {0};
    struct tf_buf text;
    folder_make(&folder);
    const char *path = folder_file(&folder, "twofeet.ini");
    tf_buf_init(&text, 0);
    tf_buf_puts(&text, before);
    assert_int_equal(tf_buf_write_file(&text, path, NULL), TF_OK);
    if (tf_settings_write(path, name, value, &problem) != TF_OK) {
        fail_msg("%s", problem.what);
    }
    tf_buf_clear(&text);
    assert_int_equal(tf_buf_read_file(&text, path, 0, NULL), TF_OK);
    assert_string_equal(text.data, after);
    tf_buf_free(&text);
    folder_remove(&folder);
}

static void one_line_is_written_and_every_other_byte_stays(void **state)
{
    (void)state;
    assert_written("# mine\n bell = 3 ; loud\r\nnonsense\n\xff\n", "bell", "1",
                   "# mine\nbell = 1 ; loud\r\nnonsense\n\xff\n");
    assert_written("bell = 1\nbell=2\n", "bell", "4", "bell = 1\nbell = 4\n"); /* the one that counts */
    assert_written("# how loud\n#bell = 3\n#quiet-hours = yes\n", "bell", "0",
                   "# how loud\n#bell = 3\nbell = 0\n#quiet-hours = yes\n");
    assert_written("bells = 1", "bell", "2", "bells = 1\nbell = 2\n");
    assert_written("", "lang", "", "lang = \n");
    assert_written("\xef\xbb\xbflang : de", "lang", "ar", "\xef\xbb\xbflang = ar");
}

static void what_no_line_can_hold_is_refused_and_a_link_stays_one(void **state)
{
    static const char *const WRONG[] = {"a\nb", "a\rb", " a", "a ", "a ; b", ";a", "a\xff", "\x1b[1m"};
    struct folder folder;
    char long_value[256];
    struct stat about;
    struct reading r;
    (void)state;
    folder_make(&folder);
    const char *path = folder_file(&folder, "twofeet.ini"), *link = folder_file(&folder, "link.ini");
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        assert_int_equal(tf_settings_write(path, "hosts", WRONG[i], NULL), TF_ERR_INVALID);
    }
    memset(long_value, 'a', sizeof long_value);
    long_value[sizeof long_value - 1] = '\0';
    assert_int_equal(tf_settings_write(path, "hosts", long_value, NULL), TF_ERR_INVALID);
    assert_false(folder_has(&folder, "twofeet.ini"));
    assert_int_equal(tf_settings_write(path, "hosts", "a;b", NULL), TF_OK); /* made */
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(tf_settings_write(link, "bell", "2", NULL), TF_OK);
    assert_int_equal(lstat(link, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    read_at(&r, path, false);
    assert_int_equal(tf_settings_finding_count(r.settings), 0);
    assert_int_equal(r.arguments.bell, 2);
    assert_string_equal(r.arguments.hosts, "a;b");
    done(&r);
    assert_int_equal(tf_settings_write("/proc/self", "bell", "2", NULL), TF_ERR_INVALID);
    assert_int_equal(tf_settings_write("/nowhere/twofeet.ini", "bell", "2", NULL), TF_ERR_IO);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_value_is_read),
        cmocka_unit_test(a_wrong_line_is_named_and_the_others_work),
        cmocka_unit_test(a_password_is_not_told),
        cmocka_unit_test(a_line_of_any_length_and_with_any_byte_is_one_line),
        cmocka_unit_test(what_is_no_file_is_told_and_everything_else_holds),
        cmocka_unit_test(too_much_is_told_as_too_much),
        cmocka_unit_test(the_file_of_the_package_has_every_setting),
        cmocka_unit_test(a_spoiled_file_is_read_to_its_end),
        cmocka_unit_test(one_line_is_written_and_every_other_byte_stays),
        cmocka_unit_test(what_no_line_can_hold_is_refused_and_a_link_stays_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
