#include "kiosk/stick_errand.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- a folder that goes away with everything in it */

static char root[64];

static int set_up(void **state)
{
    (void)state;
    snprintf(root, sizeof root, "/tmp/tf-stick-XXXXXX");
    return mkdtemp(root) ? 0 : -1;
}

static void remove_all(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;

    while (dir && (entry = readdir(dir)) != NULL) {
        char inner[512];

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        snprintf(inner, sizeof inner, "%.255s/%.200s", path, entry->d_name);
        if (entry->d_type == DT_DIR) {
            remove_all(inner);
        } else {
            unlink(inner);
        }
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(path);
}

static int tear_down(void **state)
{
    (void)state;
    remove_all(root);
    return 0;
}

static void put(const char *name, const char *text)
{
    char path[512];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", root, name);
    for (char *p = path + strlen(root) + 1; (p = strchr(p, '/')) != NULL; p++) {
        *p = '\0';
        mkdir(path, 0755);
        *p = '/';
    }
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* How many entries of the folder have this in their name. */
static int count_in(const char *name, const char *part)
{
    char path[512];
    struct dirent *entry;
    int count = 0;

    snprintf(path, sizeof path, "%s/%s", root, name);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        count += entry->d_name[0] != '.' && strstr(entry->d_name, part) != NULL;
    }
    closedir(dir);
    return count;
}

/* ---- finding */

/* A disk as sysfs has it; part NULL: without partitions. */
static void plug(const char *bus, const char *disk, const char *part, const char *dev, const char *size)
{
    char path[256], target[300];

    snprintf(path, sizeof path, "devices/%s/block/%s/size", bus, disk);
    put(path, part ? "60000000\n" : size);
    snprintf(path, sizeof path, "devices/%s/block/%s/dev", bus, disk);
    put(path, part ? "99:0\n" : dev);
    snprintf(path, sizeof path, "devices/%s/block/%s/removable", bus, disk);
    put(path, "0\n");
    if (part) {
        snprintf(path, sizeof path, "devices/%s/block/%s/%s/partition", bus, disk, part);
        put(path, "1\n");
        snprintf(path, sizeof path, "devices/%s/block/%s/%s/size", bus, disk, part);
        put(path, size);
        snprintf(path, sizeof path, "devices/%s/block/%s/%s/dev", bus, disk, part);
        put(path, dev);
        snprintf(path, sizeof path, "%s/class/block/%s", root, part);
        snprintf(target, sizeof target, "../../devices/%s/block/%s/%s", bus, disk, part);
        assert_int_equal(symlink(target, path), 0);
    }
    snprintf(path, sizeof path, "%s/class/block/%s", root, disk);
    snprintf(target, sizeof target, "../../devices/%s/block/%s", bus, disk);
    (void)symlink(target, path); /* again for a second partition */
}

static enum tf_stick_end find(char out[32])
{
    char mounts[128];
    const struct tf_stick_places places = {.sys = root, .mountinfo = mounts};

    snprintf(mounts, sizeof mounts, "%s/mountinfo", root);
    return tf_stick_find(out, &places);
}

#define USB "pci0000:00/usb1/1-2/host3"

static void only_a_stick_that_nobody_uses_is_found(void **state)
{
    char name[32] = "";

    (void)state;
    put("class/block/.keep", "");
    put("mountinfo", "22 1 179:2 / / rw - ext4 /dev/root rw\n31 22 8:17 / /boot rw - vfat /dev/sdb1 rw\n");
    assert_int_equal(find(name), TF_STICK_NONE);
    plug("platform/mmc0", "mmcblk0", "mmcblk0p2", "179:2\n", "30000000\n");
    plug("pci0000:00/ata1", "sdz", "sdz1", "8:200\n", "30000000\n"); /* an inner disk */
    plug("virtual/usb", "loop0", NULL, "7:0\n", "2000\n");
    plug("pci0000:00/usb1/1-1/host2", "sdb", "sdb1", "8:17\n", "900000\n"); /* the machine runs from it */
    plug("pci0000:00/usb1/1-1/host2", "sdb", "sdb2", "8:18\n", "900000\n");
    plug("pci0000:00/usb1/1-3/host4", "sdc", NULL, "8:32\n", "0\n"); /* a card reader without a card */
    assert_int_equal(find(name), TF_STICK_NONE);
    plug(USB, "sda", "sda1", "8:1\n", "2048\n");
    plug(USB, "sda", "sda2", "8:2\n", "4000000\n");
    assert_int_equal(find(name), TF_STICK_SAFE);
    assert_string_equal(name, "sda2"); /* the larger one */
    plug("pci0000:00/usb1/1-4/host5", "sdd", NULL, "8:48\n", "4000000\n");
    assert_int_equal(find(name), TF_STICK_SEVERAL);
    put("mountinfo", "22 1 179:2 / / rw\n31 22 8:17 / /boot rw\n40 22 8:2 / /media rw\n");
    assert_int_equal(find(name), TF_STICK_SAFE); /* the first is somebody's now */
    assert_string_equal(name, "sdd");            /* formatted whole */
    put("devices/pci0000:00/usb1/1-4/host5/block/sdd/holders/dm-0", "");
    assert_int_equal(find(name), TF_STICK_NONE); /* encrypted, and open */
}

static void not_knowing_what_is_mounted_nothing_is_a_stick(void **state)
{
    char name[32] = "";

    (void)state;
    put("class/block/.keep", "");
    plug(USB, "sda", "sda1", "8:1\n", "4000000\n");
    assert_int_equal(find(name), TF_STICK_NONE);
    put("mountinfo", "");
    assert_int_equal(find(name), TF_STICK_NONE);
}

/* ---- writing */

static size_t left; /* bytes until it breaks */
static int breaks_with;

static ssize_t break_at(int fd, const void *bytes, size_t len)
{
    if (left == 0) {
        errno = breaks_with;
        return -1;
    }
    ssize_t n = write(fd, bytes, len < left ? len : left);
    left -= n > 0 ? (size_t)n : 0;
    return n;
}

static void every_format_lies_in_a_folder_named_by_event_and_time(void **state)
{
    struct tf_board *board = support_board("2 spaces, 3 slots, Bees in A at 10:00, Ants in B at 11:00");
    struct tf_stick_bundle bundle = {
        .board = board, .base_url = "http://10.0.0.5:8080", .now = SUPPORT_10H00_S};
    static const char *const files[] = {"schedule.xml", "schedule.json", "schedule.ics",
                                        "schedule.csv", "schedule.md",   "twofeet-full-copy.json",
                                        "grid.pdf",     "cards.pdf",     "grid-2026-11-25.png",
                                        "book.html",    "book.pdf",      "book.md",
                                        "book.json",    "book.xhtml"};
    char name[96], again[96], path[256];
    struct stat info;

    (void)state;
    assert_int_equal(tf_stick_write(name, root, &bundle), TF_STICK_SAFE);
    assert_non_null(strstr(name, "-2026-11-25-1000"));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s/%s", root, name, files[i]);
        if (stat(path, &info) != 0 || info.st_size < 100) {
            fail_msg("no %s", files[i]);
        }
    }
    assert_int_equal(count_in(name, ""), sizeof files / sizeof *files);
    assert_int_equal(tf_stick_write(again, root, &bundle), TF_STICK_SAFE); /* in the same minute */
    assert_non_null(strstr(again, "-2026-11-25-1000-2"));
    assert_int_equal(count_in("", ""), 2);
    tf_board_unref(board);
}

static void whatever_breaks_is_told_and_leaves_nothing_half(void **state)
{
    static const struct {
        int error;
        enum tf_stick_end end;
    } ROWS[] = {
        {ENOSPC, TF_STICK_FULL}, {EROFS, TF_STICK_READ_ONLY}, {EIO, TF_STICK_GONE}, {ENODEV, TF_STICK_GONE}};
    struct tf_board *board = support_board("2 spaces, Bees"); /* without rows there are no large pictures */
    struct tf_stick_bundle bundle = {
        .board = board, .base_url = "", .now = SUPPORT_10H00_S, .write = break_at};
    char name[96];

    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        for (size_t at = 0; at < (i ? 1 : 9001); at += 4500) { /* within a file, and at its first byte */
            left = at;
            breaks_with = ROWS[i].error;
            assert_int_equal(tf_stick_write(name, root, &bundle), ROWS[i].end);
            assert_string_equal(name, "");
            assert_int_equal(count_in("", ""), 0);
        }
    }
    left = SIZE_MAX;
    assert_int_equal(tf_stick_write(name, root, &bundle), TF_STICK_SAFE);
    remove_all(root);
    assert_int_equal(tf_stick_write(name, root, &bundle), TF_STICK_GONE);
    tf_board_unref(board);
    assert_int_equal(tf_board_create(&board), TF_OK);
    bundle.board = board;
    assert_int_equal(tf_stick_write(name, "/", &bundle), TF_STICK_NOTHING); /* there is no event */
    tf_board_unref(board);
}

static void each_end_has_its_name_and_its_sentence(void **state)
{
    (void)state;
    for (int i = 0; i < TF_STICK_END_COUNT; i++) {
        enum tf_stick_end back = TF_STICK_END_COUNT;

        assert_true(tf_stick_end_parse(&back, tf_stick_end_name((enum tf_stick_end)i)));
        assert_int_equal(back, i);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(tf_stick_end_words(TF_LANG_EN, (enum tf_stick_end)i),
                                    tf_stick_end_words(TF_LANG_EN, (enum tf_stick_end)j));
        }
    }
    enum tf_stick_end end;
    assert_false(tf_stick_end_parse(&end, "Safe"));
}

/* ---- the errand */

static void *wait_and_take(struct tf_stick_errand *errand, struct tf_stick_answer *answer)
{
    const struct timespec moment = {.tv_nsec = 5000000};

    for (int i = 0; i < 4000 && !tf_stick_errand_take(errand, answer); i++) { /* 20 s */
        nanosleep(&moment, NULL);
    }
    return NULL;
}

static char asked[300];

static enum tf_stick_end play_root(void *user, char name[96], const char *base_url)
{
    snprintf(asked, sizeof asked, "%s", base_url);
    snprintf(name, 96, "camp-2026-11-25-1000");
    return *(const enum tf_stick_end *)user;
}

/* As systemd does: serves as soon as there is something. */
static void serve(enum tf_stick_end end)
{
    const struct timespec moment = {.tv_nsec = 5000000};
    enum tf_err err = TF_ERR_NOT_FOUND;

    for (int i = 0; i < 4000 && err == TF_ERR_NOT_FOUND; i++) {
        err = tf_stick_errand_serve(root, play_root, &end);
        nanosleep(&moment, NULL);
    }
    assert_int_equal(err, TF_OK);
}

static void the_kiosk_asks_and_is_answered(void **state)
{
    struct tf_stick_errand *errand = NULL;
    struct tf_stick_answer answer;
    const struct tf_stick_errand_options options = {.folder = root};

    (void)state;
    assert_int_equal(tf_stick_errand_start(&errand, &options), TF_OK);
    assert_false(tf_stick_errand_is_busy(errand));
    for (int i = 0; i < 2; i++) {
        enum tf_stick_end end = i ? TF_STICK_FULL : TF_STICK_SAFE;

        assert_int_equal(tf_stick_errand_ask(errand, "http://10.0.0.5:8080"), TF_OK);
        assert_true(tf_stick_errand_is_busy(errand));
        assert_int_equal(tf_stick_errand_ask(errand, ""), TF_ERR_BUSY);
        serve(end);
        answer.end = TF_STICK_END_COUNT;
        wait_and_take(errand, &answer);
        assert_int_equal(answer.end, end);
        assert_string_equal(answer.name, "camp-2026-11-25-1000");
        assert_string_equal(asked, "http://10.0.0.5:8080");
        assert_false(tf_stick_errand_take(errand, &answer)); /* once */
    }
    assert_int_equal(count_in("", ""), 0);
    tf_stick_errand_stop(errand);
}

static void nobody_there_is_said_and_stopping_does_not_wait(void **state)
{
    struct tf_stick_errand *errand = NULL;
    struct tf_stick_answer answer = {.end = TF_STICK_END_COUNT};
    const struct tf_stick_errand_options options = {.folder = root, .pickup_ms = 1},
                                         nowhere = {.folder = "/tmp/tf-no-such-folder"},
                                         patient = {.folder = root, .pickup_ms = 3600000, .wait_ms = 3600000};

    (void)state;
    assert_int_equal(tf_stick_errand_start(&errand, &options), TF_OK);
    assert_int_equal(tf_stick_errand_ask(errand, ""), TF_OK);
    wait_and_take(errand, &answer);
    assert_int_equal(answer.end, TF_STICK_NOBODY);
    assert_int_equal(count_in("", ""), 0); /* a helper that comes later does nothing */
    tf_stick_errand_stop(errand);
    assert_int_equal(tf_stick_errand_start(&errand, &nowhere), TF_OK);
    assert_int_equal(tf_stick_errand_ask(errand, ""), TF_OK);
    answer.end = TF_STICK_END_COUNT;
    wait_and_take(errand, &answer);
    assert_int_equal(answer.end, TF_STICK_NOBODY);
    tf_stick_errand_stop(errand);
    assert_int_equal(tf_stick_errand_start(&errand, &patient), TF_OK);
    assert_int_equal(tf_stick_errand_ask(errand, ""), TF_OK);
    tf_stick_errand_stop(errand);
    tf_stick_errand_stop(NULL);
}

static void what_the_kiosk_writes_is_not_believed(void **state)
{
    static const char *const lines[] = {
        "", "no number\n", "1 file:///etc/passwd\n", "1 http://a\"b\n", "1 javascript:x\n", "zzzz\n"};
    enum tf_stick_end end = TF_STICK_SAFE;
    char path[128];

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        put("stick-wanted", lines[i]);
        assert_int_equal(tf_stick_errand_serve(root, play_root, &end), TF_ERR_INVALID);
        assert_int_equal(tf_stick_errand_serve(root, play_root, &end), TF_ERR_NOT_FOUND);
    }
    snprintf(path, sizeof path, "%s/stick-wanted", root);
    put("secret", "1 http://secret\n");
    assert_int_equal(symlink("secret", path), 0); /* root does not read for it what it may not */
    assert_int_equal(tf_stick_errand_serve(root, play_root, &end), TF_ERR_INVALID);
    assert_int_equal(mkfifo(path, 0600), 0); /* nor wait for ever */
    assert_int_equal(tf_stick_errand_serve(root, play_root, &end), TF_ERR_INVALID);
    put("stick-wanted", "1 http://10.0.0.5\n");
    snprintf(path, sizeof path, "%s/stick-answer", root);
    assert_int_equal(symlink("secret", path), 0); /* nor write where it may not */
    assert_int_equal(tf_stick_errand_serve(root, play_root, &end), TF_OK);
    struct stat info;
    assert_int_equal(lstat(path, &info), 0);
    assert_true(S_ISREG(info.st_mode));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(only_a_stick_that_nobody_uses_is_found),
        TEST(not_knowing_what_is_mounted_nothing_is_a_stick),
        TEST(every_format_lies_in_a_folder_named_by_event_and_time),
        TEST(whatever_breaks_is_told_and_leaves_nothing_half),
        TEST(each_end_has_its_name_and_its_sentence),
        TEST(the_kiosk_asks_and_is_answered),
        TEST(nobody_there_is_said_and_stopping_does_not_wait),
        TEST(what_the_kiosk_writes_is_not_believed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
