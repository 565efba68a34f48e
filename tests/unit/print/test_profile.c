/* Profiles of printers: those that come with the program, and what people write themselves. */
#include "print/profile.h"

#include "base/buf.h"
#include "support/folder.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static enum tf_err read_text(struct tf_profile *out, const char *text, struct tf_problem *problem)
{
    struct folder folder;
    struct tf_buf bytes;
    folder_make(&folder);
    tf_buf_init(&bytes, 0);
    tf_buf_puts(&bytes, text);
    assert_int_equal(tf_buf_write_file(&bytes, folder_file(&folder, "p.ini"), problem), TF_OK);
    enum tf_err err = tf_profile_read(out, folder_file(&folder, "p.ini"), problem);
    tf_buf_free(&bytes);
    folder_remove(&folder);
    return err;
}

static void every_profile_that_comes_along_is_read(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob(TF_SOURCE_DIR "/assets/printers/*.ini", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 4);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct tf_profile profile;
        struct tf_problem problem = {"", "", ""};
        if (tf_profile_read(&profile, found.gl_pathv[i], &problem) != TF_OK) {
            fail_msg("%s: %s", problem.where, problem.what);
        }
        assert_true(profile.name[0] != '\0');
        /* The head is narrower than its paper. */
        assert_true(profile.width_dots / profile.dots_per_mm < profile.paper_mm);
        assert_true(profile.width_dots / profile.dots_per_mm > profile.paper_mm * 0.7);
    }
    globfree(&found);
}

static void what_is_not_said_is_as_on_a_plain_printer(void **state)
{
    (void)state;
    struct tf_profile profile, plain;
    struct tf_problem problem;
    tf_profile_default(&plain);
    assert_int_equal(read_text(&profile, "[printer]\ncutter = full\n", &problem), TF_OK);
    assert_int_equal(profile.cutter, TF_PROFILE_CUTTER_FULL);
    assert_int_equal(profile.width_dots, plain.width_dots);
    assert_int_equal(profile.raster, TF_PROFILE_BANDS);
    assert_false(profile.native_qr);
}

static void what_no_printer_has_is_refused_by_name(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "[printer]\nwidth_dots = 100000\n", "[printer]\nwidth_dots = 383\n",
        "[printer]\nwidth_dots = wide\n",   "[printer]\ncutter = chainsaw\n",
        "[printer]\nraster = \n",           "[printer]\nstatus = maybe\n",
        "[printer]\nband_rows = 0\n",       "[printer]\nfeed_dots = -1\n",
        "[printer]\ncolour = red\n",        "[printer]\nwidth_dots = 1040\nraster = columns\n",
        "[scanner]\nwidth_dots = 384\n",    "[printer\n",
        "[printer]\ndots_per_mm = nan\n",
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        struct tf_profile profile;
        struct tf_problem problem = {"", "", ""};
        if (read_text(&profile, WRONG[i], &problem) != TF_ERR_INVALID) {
            fail_msg("taken: %s", WRONG[i]);
        }
        assert_true(problem.what[0] != '\0');
        assert_non_null(strstr(problem.where, "p.ini"));
    }
    struct tf_profile profile;
    struct tf_problem problem;
    assert_int_equal(tf_profile_read(&profile, "/nonexistent.ini", &problem), TF_ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_profile_that_comes_along_is_read),
        cmocka_unit_test(what_is_not_said_is_as_on_a_plain_printer),
        cmocka_unit_test(what_no_printer_has_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
