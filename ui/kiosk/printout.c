#include "kiosk/printout.h"

#include "kiosk/batch.h"
#include "kiosk/cutsheet.h"
#include "kiosk/paths.h"
#include "kiosk/press.h"
#include "kiosk/printing.h"
#include "kiosk/sending.h"
#include "paper/faces.h"
#include "print/sheet.h"
#include "sdl/fonts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum target { TO_PNG, TO_PDF, TO_ESCPOS, TO_PRINTER, TO_DOCUMENT, TO_COUNT };
enum { KEPT_BYTES_MAX = 1024 * 1024 }; /* 50 bytes a session */
static const double PNG_DOTS_PER_MM = 300 / 25.4;

struct tf_printout {
    const char *to;
    enum target target;
    struct tf_profile profile;
    struct tf_app_state state;
    struct tf_fonts *fonts; /* or faces: paper's */
    struct tf_faces *faces;
    struct tf_font_engine engine;
    struct tf_type_setter *setter;
    struct tf_buf bytes;
    size_t count, sheets;
    bool is_written; /* everything to its file */
};

static enum target target_of(const char *path)
{
    static const char *const endings[] = {".png", ".pdf", ".escpos"};
    size_t len = strlen(path);

    if (tf_printing_is_document(path)) {
        return TO_DOCUMENT;
    }
    if (tf_sending_is_address(path)) {
        return TO_PRINTER;
    }
    for (int i = 0; i < TO_PRINTER; i++) {
        size_t ending = strlen(endings[i]);
        if (len > ending && strcmp(path + len - ending, endings[i]) == 0) {
            return (enum target)i;
        }
    }
    return TO_COUNT;
}

const char *tf_printout_why_not(const char *to, enum tf_printout_what what)
{
    enum target target = to ? target_of(to) : TO_COUNT;

    if (target == TO_COUNT) {
        return "Say where with --to FILE.png, FILE.pdf, FILE.escpos or a printer";
    }
    if (what == TF_PRINTOUT_SIGNS && (target == TO_PNG || target == TO_PDF)) {
        return "All signs go to a printer or to FILE.escpos; one of them, --what sign, to FILE.png or "
               "FILE.pdf too";
    }
    return NULL;
}

static enum tf_err open_letters(struct tf_printout *printout, struct tf_problem *problem)
{
    char *list = NULL;
    enum tf_err err = tf_paths_asset(&list, "fonts/fonts.ini", problem);

    if (err == TF_OK) {
        err = printout->target == TO_PDF ? tf_faces_open(&printout->faces, list, problem)
                                         : tf_fonts_open(&printout->fonts, list, problem);
    }
    free(list);
    if (err == TF_OK) {
        printout->engine =
            printout->faces ? tf_faces_engine(printout->faces) : tf_fonts_engine(printout->fonts);
        err = tf_type_create(&printout->setter, &printout->engine, 0);
    }
    return err;
}

enum tf_err tf_printout_open(struct tf_printout **out, const char *to, const struct tf_profile *profile,
                             const struct tf_app_state *state, struct tf_problem *problem)
{
    struct tf_printout *printout = calloc(1, sizeof *printout);
    enum tf_err err;

    if (!printout) {
        return TF_ERR_NOMEM;
    }
    printout->to = to;
    printout->target = target_of(to);
    printout->profile = *profile;
    printout->state = *state;
    tf_buf_init(&printout->bytes, 0);
    err = open_letters(printout, problem);
    if (err != TF_OK) {
        tf_printout_close(printout);
        return err;
    }
    *out = printout;
    return TF_OK;
}

static enum tf_err draw(struct tf_printout *printout, struct tf_press_job *job)
{
    struct tf_raster raster = {0};
    enum tf_err err;

    switch (printout->target) {
    case TO_PDF:
        return tf_press_pdf(&printout->bytes, job, &printout->state, printout->setter);
    case TO_DOCUMENT:
        return tf_press_picture(&printout->bytes, job, &printout->state, printout->setter);
    case TO_ESCPOS:
    case TO_PRINTER:
        return tf_press_bytes(&printout->bytes, job, &printout->state, printout->setter);
    case TO_PNG:
    case TO_COUNT:
        break;
    }
    err = tf_press_dots(&raster, job, &printout->state, printout->setter);
    if (err == TF_OK) {
        err = tf_press_png(&printout->bytes, &raster);
    }
    tf_raster_free(&raster);
    return err;
}

enum tf_err tf_printout_add(struct tf_printout *printout, const struct tf_slip *slip, uint64_t session,
                            struct tf_problem *problem)
{
    struct tf_press_job job = {.slip = *slip, .profile = &printout->profile};
    enum tf_err err;

    printout->state.session = session;
    if (printout->target >= TO_PRINTER) {
        tf_buf_clear(&printout->bytes);
    }
    err = draw(printout, &job);
    if (err != TF_OK) {
        return tf_err_tell(problem, err, NULL, NULL, "It could not be drawn whole: %s", tf_err_name(err));
    }
    if (printout->target >= TO_PRINTER) {
        err = tf_sending_print(printout->to, &printout->profile, &printout->bytes, problem);
    }
    printout->count += err == TF_OK;
    return err;
}

/* ---- many cards -------------------------------------------------------------------------------------------
 */

static enum tf_err tell_drawing(enum tf_err err, struct tf_problem *problem)
{
    return tf_err_tell(problem, err, NULL, NULL, "It could not be drawn whole: %s", tf_err_name(err));
}

static enum tf_err one_by_one(struct tf_printout *printout, const struct tf_batch *batch, size_t *printed,
                              struct tf_problem *problem)
{
    enum tf_err err = TF_OK;

    for (; err == TF_OK && *printed < batch->count; *printed += err == TF_OK) {
        const struct tf_batch_card *card = &batch->cards[*printed];
        struct tf_slip slip = {.what = TF_SLIP_CARD, .is_moved = card->is_moved};
        err = tf_printout_add(printout, &slip, card->session, problem);
    }
    return err;
}

static enum tf_err on_pages(struct tf_printout *printout, const struct tf_batch *batch, size_t *printed,
                            struct tf_problem *problem)
{
    struct tf_cutsheet_pages *pages = NULL;
    enum tf_err err = tf_cutsheet_begin(&pages, &printout->bytes, &printout->state, printout->setter), ended;

    for (; err == TF_OK && *printed < batch->count; *printed += err == TF_OK) {
        const struct tf_batch_card *card = &batch->cards[*printed];
        err = tf_cutsheet_add(pages, &(struct tf_cutsheet_card){card->session, card->is_moved});
    }
    ended = tf_cutsheet_end(pages);
    err = err == TF_OK ? ended : err;
    printout->count += err == TF_OK ? *printed : 0;
    return err == TF_OK ? TF_OK : tell_drawing(err, problem);
}

/* "cards.png" becomes "cards-1.png". */
static enum tf_err write_sheet(struct tf_printout *printout, struct tf_problem *problem)
{
    size_t size = strlen(printout->to) + 32, stem = strlen(printout->to) - strlen(".png");
    char *path = malloc(size);
    enum tf_err err = TF_ERR_NOMEM;

    if (path) {
        snprintf(path, size, "%.*s-%zu.png", (int)stem, printout->to, ++printout->sheets);
        err = tf_buf_write_file(&printout->bytes, path, problem);
    }
    free(path);
    return err;
}

static enum tf_err put_sheet(struct tf_printout *printout, const struct tf_raster *dots,
                             struct tf_problem *problem)
{
    bool is_png = printout->target == TO_PNG;
    enum tf_err err;

    tf_buf_clear(&printout->bytes);
    err = (is_png ? tf_press_png : tf_sheet_keep)(&printout->bytes, dots);
    if (err != TF_OK) {
        return tell_drawing(err, problem);
    }
    return is_png ? write_sheet(printout, problem)
                  : tf_sending_print(printout->to, &printout->profile, &printout->bytes, problem);
}

static enum tf_err on_sheets(struct tf_printout *printout, const struct tf_batch *batch, size_t *printed,
                             struct tf_problem *problem)
{
    double dots_per_mm = printout->profile.has_sheets ? printout->profile.dots_per_mm : PNG_DOTS_PER_MM;
    enum tf_err err = TF_OK;

    while (err == TF_OK && *printed < batch->count) {
        struct tf_raster dots = {0};
        size_t on_it = 0;
        for (; err == TF_OK && on_it < TF_CUTSHEET_CARDS && *printed + on_it < batch->count;
             on_it += err == TF_OK) {
            const struct tf_batch_card *card = &batch->cards[*printed + on_it];
            const struct tf_cutsheet_card drawn = {card->session, card->is_moved};
            err = tf_cutsheet_dots(&dots, on_it, &drawn, dots_per_mm, &printout->state, printout->setter);
        }
        err = err == TF_OK ? put_sheet(printout, &dots, problem) : tell_drawing(err, problem);
        *printed += err == TF_OK ? on_it : 0;
        tf_raster_free(&dots);
    }
    printout->count += *printed;
    tf_buf_clear(&printout->bytes);
    return err;
}

static enum tf_err print_cards(struct tf_printout *printout, const struct tf_batch *batch, size_t *printed,
                               struct tf_problem *problem)
{
    bool is_office = printout->target == TO_DOCUMENT && printout->profile.has_sheets;

    return printout->target == TO_PDF                ? on_pages(printout, batch, printed, problem)
           : printout->target == TO_PNG || is_office ? on_sheets(printout, batch, printed, problem)
                                                     : one_by_one(printout, batch, printed, problem);
}

enum tf_err tf_printout_finish(struct tf_printout *printout, struct tf_problem *problem)
{
    enum tf_err err = TF_OK;

    if (printout->target < TO_PRINTER && printout->sheets == 0 && !printout->is_written) {
        err = tf_buf_write_file(&printout->bytes, printout->to, problem);
    }
    printout->is_written = err == TF_OK;
    printout->count = err == TF_OK ? printout->count : 0;
    return err;
}

enum tf_err tf_printout_cards(struct tf_printout *printout, const char *kept, bool changed_only,
                              struct tf_problem *problem)
{
    struct tf_batch batch = {0};
    struct tf_buf before, after;
    size_t printed = 0;
    enum tf_err err = TF_OK, kept_err = TF_OK;

    tf_buf_init(&before, KEPT_BYTES_MAX);
    tf_buf_init(&after, 0);
    if (kept && tf_paths_exists(kept)) {
        err = tf_buf_read_file(&before, kept, 0, problem);
    }
    if (err == TF_OK) {
        err = tf_batch_read(&batch, printout->state.board, before.data ? before.data : "", changed_only);
    }
    if (err == TF_OK) {
        err = print_cards(printout, &batch, &printed, problem);
    }
    if (printout->target < TO_PRINTER && printout->sheets == 0) { /* what is in no file yet is not printed */
        err = err == TF_OK ? tf_printout_finish(printout, problem) : err;
        printed = err == TF_OK ? printed : 0;
    }
    batch.count = printed;
    if (kept && printed > 0) {
        kept_err = tf_batch_write(&after, &batch, before.data ? before.data : "");
        kept_err =
            kept_err == TF_OK ? tf_buf_write_file(&after, kept, err == TF_OK ? problem : NULL) : kept_err;
    }
    tf_batch_free(&batch);
    tf_buf_free(&before);
    tf_buf_free(&after);
    return err == TF_OK ? kept_err : err;
}

enum tf_err tf_printout_signs(struct tf_printout *printout, struct tf_problem *problem)
{
    const struct tf_grid *grid = printout->state.board->grid;
    enum tf_err err = TF_OK;

    for (size_t i = 0; err == TF_OK && i < grid->space_count; i++) {
        struct tf_slip slip = {.what = TF_SLIP_SIGN, .space = grid->spaces[i]->record.key.id};
        err = tf_printout_add(printout, &slip, 0, problem);
    }
    return err;
}

size_t tf_printout_count(const struct tf_printout *printout)
{
    return printout->count;
}

void tf_printout_close(struct tf_printout *printout)
{
    if (!printout) {
        return;
    }
    tf_buf_free(&printout->bytes);
    tf_type_destroy(printout->setter);
    tf_faces_close(printout->faces);
    tf_fonts_close(printout->fonts);
    free(printout);
}
