#include "kiosk/stick.h"

#include "exchange/exchange.h"
#include "kiosk/book_forms.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
    FILES_MAX = 64,
    FILE_NAME_BYTES = 64,
    GRID_W_PX = 3840,
    GRID_H_PX = 2160,
    NAMES_TRIED_MAX = 100,
    SPARE_BYTES = 1 << 20, /* for the file system's own tables */
};

struct file {
    char name[FILE_NAME_BYTES];
    struct tf_buf bytes;
};

struct files {
    struct file list[FILES_MAX];
    size_t count;
};

static struct file *add(struct files *files, const char *name)
{
    struct file *file;

    if (files->count == FILES_MAX) { /* a grid of more days than that has its PDF */
        return NULL;
    }
    file = &files->list[files->count++];
    snprintf(file->name, sizeof file->name, "%s", name);
    tf_buf_init(&file->bytes, 0);
    return file;
}

static enum tf_err write_formats(struct files *files, const struct tf_stick_bundle *bundle)
{
    const struct tf_write_options options = {.base_url = bundle->base_url, .now = bundle->now};
    enum tf_err err = TF_OK;

    for (const struct tf_writer *const *w = tf_exchange_writers(); *w && err == TF_OK; w++) {
        char name[FILE_NAME_BYTES];
        /* frab's two files are known by this name everywhere; the full copy is for organisers */
        bool is_full = strcmp((*w)->name, "json") == 0;

        snprintf(name, sizeof name, "%s.%s", is_full ? "twofeet-full-copy" : "schedule", (*w)->extension);
        err = (*w)->write(&add(files, name)->bytes, bundle->board, &options);
    }
    return err;
}

static enum tf_err draw(struct files *files, struct tf_pictures *pictures, const char *format,
                        const char *name, int day, const struct tf_stick_bundle *bundle)
{
    const struct tf_picture_options options = {.lang = bundle->lang,
                                               .base_url = bundle->base_url,
                                               .now = bundle->now,
                                               .day = day,
                                               .width_px = GRID_W_PX,
                                               .height_px = GRID_H_PX};
    struct file *file = add(files, name);
    const char *note = NULL;

    return file
               ? tf_pictures_named(format)->draw(pictures, &file->bytes, bundle->board, &options, &note, NULL)
               : TF_OK;
}

static bool has_cards(const struct tf_board *board)
{
    for (struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]); it.record;
         tf_table_next(&it)) {
        enum tf_session_state state = TF_SESSION(it.record)->state;

        if (state == TF_SESSION_OPEN || state == TF_SESSION_PLACED) {
            return true;
        }
    }
    return false;
}

static enum tf_err write_book(struct files *files, struct tf_pictures *pictures,
                              const struct tf_stick_bundle *bundle)
{
    const struct tf_book_options options = {.lang = bundle->lang, .base_url = bundle->base_url};
    struct tf_book *book = NULL;
    enum tf_err err = tf_book_open(&book, bundle->board, &options);

    for (const struct tf_book_form *form = tf_book_forms(); form->extension && err == TF_OK; form++) {
        char name[FILE_NAME_BYTES];

        snprintf(name, sizeof name, "book.%s", form->extension);
        err = form->write(&add(files, name)->bytes, book, pictures, bundle->now);
    }
    tf_book_close(book);
    return err;
}

static enum tf_err draw_pictures(struct files *files, const struct tf_stick_bundle *bundle)
{
    struct tf_pictures *pictures = NULL;
    enum tf_err err = tf_pictures_open(&pictures, NULL);

    if (err == TF_OK) {
        err = write_book(files, pictures, bundle);
    }
    if (err == TF_OK) {
        err = draw(files, pictures, "pdf", "grid.pdf", -1, bundle);
    }
    if (err == TF_OK && has_cards(bundle->board)) {
        err = draw(files, pictures, "cards-pdf", "cards.pdf", -1, bundle);
    }
    for (size_t d = 0; d < bundle->board->grid->day_count && err == TF_OK; d++) {
        char name[FILE_NAME_BYTES], date[11];

        tf_zone_format_date(date, bundle->board->grid->days[d]);
        snprintf(name, sizeof name, "grid-%s.png", date);
        err = draw(files, pictures, "png", name, (int)d, bundle);
    }
    tf_pictures_close(pictures);
    return err;
}

/* ---- onto the disk ---- */

static void name_folder(char out[80], const struct tf_stick_bundle *bundle, int nth)
{
    const struct tf_gathering *gathering = tf_board_gathering(bundle->board);
    struct tf_zone *zone = NULL;
    struct tf_civil at = {0};
    char more[12] = "";

    if (tf_zone_open(&zone, gathering->zone) == TF_OK || tf_zone_open(&zone, "UTC") == TF_OK) {
        tf_zone_civil(zone, bundle->now, &at);
        tf_zone_close(zone);
    }
    if (nth > 1) {
        snprintf(more, sizeof more, "-%d", nth % 1000);
    }
    snprintf(out, 80, "%.32s-%04d-%02d-%02d-%02d%02d%s", gathering->code, at.year % 10000, at.month % 100,
             at.day % 100, at.hour % 100, at.minute % 100, more);
}

static int write_all(int fd, const struct tf_buf *bytes, const struct tf_stick_bundle *bundle)
{
    size_t done = 0;

    while (done < bytes->len) {
        ssize_t n = bundle->write ? bundle->write(fd, bytes->data + done, bytes->len - done)
                                  : write(fd, bytes->data + done, bytes->len - done);
        if (n < 0 && errno != EINTR) {
            return errno;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return 0;
}

/* 0, or an errno. */
static int put_file(int folder, const struct file *file, const struct tf_stick_bundle *bundle)
{
    int fd = openat(folder, file->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    int error = fd < 0 ? errno : write_all(fd, &file->bytes, bundle);

    if (error == 0 && fsync(fd) != 0) {
        error = errno;
    }
    if (fd >= 0 && close(fd) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

static void remove_folder(int root, int folder, const char *part, const struct files *files)
{
    for (size_t i = 0; folder >= 0 && i < files->count; i++) {
        (void)unlinkat(folder, files->list[i].name, 0);
    }
    (void)unlinkat(root, part, AT_REMOVEDIR);
}

/* The folder under a name that is free: with .part as long as it is not whole. 0, or an errno. */
static int make_folder(int root, char name[80], char part[96], const struct tf_stick_bundle *bundle)
{
    for (int nth = 1; nth <= NAMES_TRIED_MAX; nth++) {
        struct stat there;

        name_folder(name, bundle, nth);
        snprintf(part, 96, "%s.part", name);
        if (fstatat(root, name, &there, AT_SYMLINK_NOFOLLOW) == 0) {
            continue;
        }
        if (mkdirat(root, part, 0755) == 0) {
            return 0;
        }
        if (errno != EEXIST) {
            return errno;
        }
    }
    return EIO;
}

static int put_files(int root, char name[80], const struct files *files, const struct tf_stick_bundle *bundle)
{
    char part[96];
    int error = make_folder(root, name, part, bundle), folder = -1;

    if (error != 0) {
        return error;
    }
    folder = openat(root, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    error = folder < 0 ? errno : 0;
    for (size_t i = 0; i < files->count && error == 0; i++) {
        error = put_file(folder, &files->list[i], bundle);
    }
    if (error == 0 && fsync(folder) != 0) {
        error = errno;
    }
    if (error == 0 && renameat(root, part, root, name) != 0) {
        error = errno;
    }
    if (error == 0 && (fsync(root) != 0 || syncfs(root) != 0)) {
        error = errno;
    }
    if (error != 0) {
        remove_folder(root, folder, part, files);
    }
    if (folder >= 0) {
        close(folder);
    }
    return error;
}

static bool has_room(int root, const struct files *files)
{
    unsigned long long need = SPARE_BYTES;
    struct statvfs space;

    for (size_t i = 0; i < files->count; i++) {
        need += files->list[i].bytes.len;
    }
    return fstatvfs(root, &space) != 0 || (unsigned long long)space.f_bavail * space.f_frsize >= need;
}

enum tf_stick_end tf_stick_write(char name[96], const char *root, const struct tf_stick_bundle *bundle)
{
    struct files *files = calloc(1, sizeof *files);
    enum tf_stick_end end = TF_STICK_NOTHING;
    char folder[80] = "";
    struct statvfs space;
    int fd = -1, error;
    enum tf_err err;

    name[0] = '\0';
    if (!files || !tf_board_gathering(bundle->board)) {
        goto out;
    }
    err = write_formats(files, bundle);
    if (err == TF_OK) {
        err = draw_pictures(files, bundle);
    }
    if (err != TF_OK) {
        goto out;
    }
    fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        end = tf_stick_end_of(errno);
    } else if (fstatvfs(fd, &space) == 0 && space.f_flag & ST_RDONLY) {
        end = TF_STICK_READ_ONLY; /* said first: what is full as well cannot be made empty either */
    } else if (!has_room(fd, files)) {
        end = TF_STICK_FULL;
    } else {
        error = put_files(fd, folder, files, bundle);
        end = error == 0 ? TF_STICK_SAFE : tf_stick_end_of(error);
        snprintf(name, 96, "%s", error == 0 ? folder : "");
    }
out:
    if (fd >= 0) {
        close(fd);
    }
    for (size_t i = 0; files && i < files->count; i++) {
        tf_buf_free(&files->list[i].bytes);
    }
    free(files);
    return end;
}
