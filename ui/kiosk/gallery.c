#include "kiosk/gallery.h"

#include "base/clock.h"
#include "kiosk/book_forms.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH_PX = 1920, /* a laptop's screen; a phone can look at it closely */
    HEIGHT_PX = 1080,
    BOOK_MS = 60000,
    KEPT_MAX = 8, /* days whose picture is kept; a longer event draws the others anew */
};

struct kept {
    uint64_t revision; /* 0: none */
    struct tf_buf png;
};

struct kept_book {
    uint64_t revision; /* 0: none */
    int64_t made_ms;
    char base_url[256];
    struct tf_buf pdf;
};

struct tf_gallery {
    pthread_mutex_t mutex; /* guards all below */
    struct tf_pictures *pictures;
    struct kept kept[KEPT_MAX + 1]; /* the last one: all days, as pages */
    struct kept_book books[TF_LANG_COUNT];
    size_t drawn;
};

enum tf_err tf_gallery_create(struct tf_gallery **out)
{
    struct tf_gallery *gallery = calloc(1, sizeof *gallery);

    if (!gallery) {
        return TF_ERR_NOMEM;
    }
    if (pthread_mutex_init(&gallery->mutex, NULL) != 0) {
        free(gallery);
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i <= KEPT_MAX; i++) {
        tf_buf_init(&gallery->kept[i].png, 0);
    }
    for (size_t i = 0; i < TF_LANG_COUNT; i++) {
        tf_buf_init(&gallery->books[i].pdf, 0);
    }
    *out = gallery;
    return TF_OK;
}

void tf_gallery_destroy(struct tf_gallery *gallery)
{
    if (gallery) {
        for (size_t i = 0; i <= KEPT_MAX; i++) {
            tf_buf_free(&gallery->kept[i].png);
        }
        for (size_t i = 0; i < TF_LANG_COUNT; i++) {
            tf_buf_free(&gallery->books[i].pdf);
        }
        tf_pictures_close(gallery->pictures);
        pthread_mutex_destroy(&gallery->mutex);
        free(gallery);
    }
}

static enum tf_err draw(struct tf_gallery *gallery, struct tf_buf *out, const struct tf_board *board, int day)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    struct tf_picture_options options = {
        .lang = TF_LANG_EN,
        .base_url = "",
        .now = board->changed_at,
        .day = board->grid->day_count > 0 ? day : -1, /* -1: all of them */
        .width_px = WIDTH_PX,
        .height_px = HEIGHT_PX,
    };
    const char *note = NULL;
    enum tf_err err = TF_OK;

    if (gathering) {
        (void)tf_lang_parse(&options.lang, gathering->language);
    }
    if (!gallery->pictures) {
        err = tf_pictures_open(&gallery->pictures, NULL);
    }
    if (err == TF_OK) {
        err = tf_pictures_named(day < 0 ? "pdf" : "png")
                  ->draw(gallery->pictures, out, board, &options, &note, NULL);
    }
    gallery->drawn += err == TF_OK;
    return err;
}

enum tf_err tf_gallery_grid(void *user, struct tf_buf *out, const struct tf_board *board, int day)
{
    struct tf_gallery *gallery = user;
    struct kept *kept = day < 0 ? &gallery->kept[KEPT_MAX] : day < KEPT_MAX ? &gallery->kept[day] : NULL;
    enum tf_err err = TF_OK;

    if (day < -1 || (day > 0 && (size_t)day >= board->grid->day_count)) {
        return TF_ERR_INVALID;
    }
    pthread_mutex_lock(&gallery->mutex);
    if (!kept) {
        err = draw(gallery, out, board, day);
    } else if (kept->revision == 0 || kept->revision != board->revision) {
        kept->revision = 0;
        tf_buf_clear(&kept->png);
        err = draw(gallery, &kept->png, board, day);
        kept->revision = err == TF_OK ? board->revision : 0;
    }
    if (err == TF_OK && kept) {
        tf_buf_add(out, kept->png.data, kept->png.len);
        err = tf_buf_err(out);
    }
    pthread_mutex_unlock(&gallery->mutex);
    return err;
}

enum tf_err tf_gallery_cards(void *user, struct tf_buf *out, const struct tf_board *board,
                             const char *base_url)
{
    struct tf_gallery *gallery = user;
    const struct tf_gathering *gathering = tf_board_gathering(board);
    struct tf_picture_options options = {
        .lang = TF_LANG_EN, .base_url = base_url, .now = board->changed_at, .day = -1};
    const char *note = NULL;
    enum tf_err err = TF_OK;

    if (gathering) {
        (void)tf_lang_parse(&options.lang, gathering->language);
    }
    pthread_mutex_lock(&gallery->mutex);
    if (!gallery->pictures) {
        err = tf_pictures_open(&gallery->pictures, NULL);
    }
    if (err == TF_OK) {
        err = tf_pictures_named("cards-pdf")->draw(gallery->pictures, out, board, &options, &note, NULL);
    }
    gallery->drawn += err == TF_OK;
    pthread_mutex_unlock(&gallery->mutex);
    return err;
}

static bool is_current(const struct kept_book *kept, const struct tf_book *book)
{
    return kept->revision != 0 && strcmp(kept->base_url, book->base_url) == 0 &&
           (kept->revision == book->board->revision || tf_clock_mono_ms() - kept->made_ms < BOOK_MS);
}

static enum tf_err bind(struct tf_gallery *gallery, struct kept_book *kept, struct tf_book *book)
{
    enum tf_err err = gallery->pictures ? TF_OK : tf_pictures_open(&gallery->pictures, NULL);

    kept->revision = 0;
    tf_buf_clear(&kept->pdf);
    if (err == TF_OK) {
        err =
            tf_book_form_of("book.pdf")->write(&kept->pdf, book, gallery->pictures, book->board->changed_at);
    }
    if (err == TF_OK &&
        strlen(book->base_url) < sizeof(kept->base_url)) { /* a longer one is bound each time */
        kept->revision = book->board->revision;
        kept->made_ms = tf_clock_mono_ms();
        snprintf(kept->base_url, sizeof(kept->base_url), "%s", book->base_url);
    }
    gallery->drawn += err == TF_OK;
    return err;
}

enum tf_err tf_gallery_book(void *user, struct tf_buf *out, struct tf_book *book)
{
    struct tf_gallery *gallery = user;
    struct kept_book *kept = &gallery->books[book->lang];
    enum tf_err err = TF_OK;

    pthread_mutex_lock(&gallery->mutex);
    if (!is_current(kept, book)) {
        err = bind(gallery, kept, book);
    }
    if (err == TF_OK) {
        tf_buf_add(out, kept->pdf.data, kept->pdf.len);
        err = tf_buf_err(out);
    }
    pthread_mutex_unlock(&gallery->mutex);
    return err;
}

size_t tf_gallery_drawn(struct tf_gallery *gallery)
{
    pthread_mutex_lock(&gallery->mutex);
    size_t drawn = gallery->drawn;

    pthread_mutex_unlock(&gallery->mutex);
    return drawn;
}
