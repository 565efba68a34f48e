#include "setup.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

static const uint32_t DARK = 0xFF000000;
static const uint32_t LIGHT = 0xFFFFFFFF;
static const uint32_t PAPER = 0xFF884422; /* neither */
static const char ADDRESS[] = "http://kiosk.local/s/K7QM";

/* Reads a picture of a code back as a phone would. */
static void read_back(const char *path, char *out, size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    char *argv[] = {(char[]){"zbarimg"}, (char[]){"-q"}, (char[]){"--nodbus"},
                    (char[]){"--raw"},   strdup(path),   NULL};
    char *env[] = {(char[]){"PATH=/usr/bin:/bin"}, NULL};
    pid_t child = 0;
    assert_int_equal(posix_spawnp(&child, argv[0], &actions, NULL, argv, env), 0);
    close(ends[1]);
    size_t len = 0;
    for (ssize_t got = 1; got > 0 && len + 1 < size; len += got > 0 ? (size_t)got : 0) {
        got = read(ends[0], out + len, size - 1 - len);
    }
    out[len] = '\0';
    out[strcspn(out, "\n")] = '\0';
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    free(argv[4]);
    posix_spawn_file_actions_destroy(&actions);
}

static struct tf_canvas *canvas_of(int side)
{
    struct tf_canvas *canvas = NULL;
    assert_int_equal(tf_canvas_create(&canvas, side, side), TF_OK);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, side, side}, PAPER);
    return canvas;
}

static void expect_read_back(const char *text, int side)
{
    char path[512];
    char seen[4096];
    const char *folder = getenv("TF_TEST_OUT");
    struct tf_canvas *canvas = canvas_of(side);
    assert_int_equal(tf_canvas_qr(canvas, (struct tf_rect){0, 0, side, side}, text, 2, DARK, LIGHT), TF_OK);
    desk_write(canvas, "qr");
    tf_canvas_destroy(canvas);
    snprintf(path, sizeof(path), "%s/qr.png", folder == NULL ? "/tmp" : folder);
    read_back(path, seen, sizeof(seen));
    assert_string_equal(seen, text);
}

static void a_reader_reads_it_back(void **state)
{
    (void)state;
    expect_read_back(ADDRESS, 320);
    expect_read_back("WIFI:T:WPA;S:Scheune;P:k0mpost;;", 400);
}

static void a_long_address_is_read_back_too(void **state)
{
    (void)state;
    char text[301];
    memcpy(text, "http://kiosk.local/", 19);
    for (size_t i = 19; i < 300; i++) {
        text[i] = (char)('a' + i % 26);
    }
    text[300] = '\0';
    expect_read_back(text, 700);
}

/* The light square around the code, found from outside. */
static struct tf_rect light_square(const struct tf_canvas *canvas, int side)
{
    int low = 0;
    int high = side - 1;
    while (low < side && pixel_at(canvas, low, side / 2) == PAPER) {
        low++;
    }
    while (high > low && pixel_at(canvas, high, side / 2) == PAPER) {
        high--;
    }
    return (struct tf_rect){low, low, high - low + 1, high - low + 1};
}

static void modules_are_whole_pixels_and_the_quiet_zone_is_four(void **state)
{
    (void)state;
    for (int side = 200; side < 260; side += 7) {
        struct tf_canvas *canvas = canvas_of(side);
        assert_int_equal(tf_canvas_qr(canvas, (struct tf_rect){0, 0, side, side}, ADDRESS, 4, DARK, LIGHT),
                         TF_OK);
        struct tf_rect all = light_square(canvas, side);
        int first = 0; /* the corner of the finder pattern */
        while (pixel_at(canvas, all.x + first, all.y + first) != DARK) {
            first++;
        }
        assert_int_equal(first % 4, 0);
        int px = first / 4;
        assert_true(px >= 4);
        assert_int_equal(all.w % px, 0);
        assert_int_equal((all.w / px - 8 - 17) % 4, 0); /* versions have 21, 25, 29 … modules */
        for (int y = 0; y < all.h; y++) {
            for (int x = 0; x < all.w; x++) {
                uint32_t pixel = pixel_at(canvas, all.x + x, all.y + y);
                uint32_t corner = pixel_at(canvas, all.x + x / px * px, all.y + y / px * px);
                bool is_quiet = x < first || y < first || x >= all.w - first || y >= all.h - first;
                assert_int_equal(pixel, corner);
                assert_true(pixel == LIGHT || (pixel == DARK && !is_quiet));
            }
        }
        tf_canvas_destroy(canvas);
    }
}

static void what_does_not_fit_is_refused_and_nothing_is_drawn(void **state)
{
    (void)state;
    struct tf_canvas *canvas = canvas_of(100);
    struct tf_rect all = {0, 0, 100, 100};
    static char long_text[3001];
    memset(long_text, 'x', 3000);
    assert_int_equal(tf_canvas_qr(canvas, all, ADDRESS, 6, DARK, LIGHT), TF_ERR_LIMIT);
    assert_int_equal(tf_canvas_qr(canvas, all, "", 1, DARK, LIGHT), TF_ERR_LIMIT);
    assert_int_equal(tf_canvas_qr(canvas, all, NULL, 1, DARK, LIGHT), TF_ERR_LIMIT);
    assert_int_equal(tf_canvas_qr(canvas, all, long_text, 1, DARK, LIGHT), TF_ERR_LIMIT);
    assert_int_equal(tf_canvas_qr(canvas, (struct tf_rect){0}, ADDRESS, 0, DARK, LIGHT), TF_ERR_LIMIT);
    assert_int_equal(pixels_unlike(canvas, all, PAPER), 0);
    tf_canvas_destroy(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_reads_it_back),
        cmocka_unit_test(a_long_address_is_read_back_too),
        cmocka_unit_test(modules_are_whole_pixels_and_the_quiet_zone_is_four),
        cmocka_unit_test(what_does_not_fit_is_refused_and_nothing_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
