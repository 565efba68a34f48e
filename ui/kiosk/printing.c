#include "kiosk/printing.h"

#include "base/log.h"
#include "kiosk/cutsheet.h"
#include "kiosk/folder.h"
#include "kiosk/paths.h"
#include "kiosk/pieces.h"
#include "kiosk/press.h"
#include "print/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tf_printing {
    struct tf_printer *printer;
    struct tf_profile profile;
    struct tf_pieces *pieces;
    void (*changed)(void *who);
    void *who;
    char *folder;
    bool is_document;
    bool is_for_now; /* the folder goes with us */
    struct sheet {
        bool is_begun;
        struct tf_piece piece;
        uint64_t owner;
        enum tf_lang lang;
        struct tf_raster dots;
        size_t next, drawn; /* cards */
    } sheet;                /* that is being drawn, a card a round */
};

bool tf_printing_is_document(const char *address)
{
    return strncmp(address, "ipp://", 6) == 0 || strncmp(address, "ipps://", 7) == 0;
}

enum tf_err tf_printing_profile(struct tf_profile *out, const char *name, const char *address,
                                struct tf_problem *problem)
{
    char *path = NULL, file[128];
    enum tf_err err;

    if (name && (strchr(name, '/') || strchr(name, '.'))) {
        return tf_profile_read(out, name, problem);
    }
    snprintf(file, sizeof file, "printers/%.100s.ini",
             name                               ? name
             : tf_printing_is_document(address) ? "office"
                                                : "58mm");
    err = tf_paths_asset(&path, file, problem);
    if (err == TF_ERR_NOT_FOUND && name) {
        return tf_err_tell(problem, err, name, "`twofeet help print` names them; a file needs its .ini",
                           "There is no printer profile of this name");
    }
    if (err == TF_OK) {
        err = tf_profile_read(out, path, problem);
    }
    free(path);
    return err;
}

static enum tf_err choose_folder(struct tf_printing *printing, const char *data)
{
    static const char ENDING[] = ".print";
    size_t size = (data ? strlen(data) : strlen(TF_FOLDER_PATTERN)) + sizeof ENDING;

    printing->folder = malloc(size);
    if (!printing->folder) {
        return TF_ERR_NOMEM;
    }
    printing->is_for_now = data == NULL;
    snprintf(printing->folder, size, "%s%s", data ? data : TF_FOLDER_PATTERN, data ? ENDING : "");
    return data || mkdtemp(printing->folder) ? TF_OK : TF_ERR_IO;
}

/* The printer's thread. */
static void on_changed(void *who)
{
    struct tf_printing *printing = who;

    tf_pieces_look(printing->pieces, &printing->printer);
    if (printing->changed) {
        printing->changed(printing->who);
    }
}

/* The same. */
static void on_round(void *who)
{
    struct tf_printing *printing = who;

    if (tf_pieces_save(printing->pieces) && printing->changed) {
        printing->changed(printing->who);
    }
}

/* data with an ending; NULL: no memory. */
static char *beside(const char *data, const char *ending)
{
    size_t size = strlen(data) + strlen(ending) + 1;
    char *path = malloc(size);

    if (path) {
        snprintf(path, size, "%s%s", data, ending);
    }
    return path;
}

static enum tf_err remember_pieces(struct tf_printing *printing, const char *data)
{
    char *kept = data ? beside(data, ".cards") : NULL, *queue = data ? beside(data, ".pieces") : NULL;
    bool is_on_sheets = printing->is_document && printing->profile.has_sheets;
    const struct tf_pieces_options options = {
        .kept = kept, .queue = queue, .cards_at_a_time = is_on_sheets ? TF_CUTSHEET_CARDS : 1};
    enum tf_err err =
        data && (!kept || !queue) ? TF_ERR_NOMEM : tf_pieces_create(&printing->pieces, &options);

    free(kept);
    free(queue);
    return err;
}

enum tf_err tf_printing_start(struct tf_printing **out, const struct tf_printing_options *options,
                              struct tf_problem *problem)
{
    struct tf_printing *printing = calloc(1, sizeof *printing);
    struct tf_printer_options printer = {.address = options->address,
                                         .times = options->times,
                                         .changed = on_changed,
                                         .round = on_round,
                                         .who = printing};
    enum tf_err err =
        printing ? tf_printing_profile(&printing->profile, options->profile, options->address, problem)
                 : TF_ERR_NOMEM;

    if (err == TF_OK) {
        err = choose_folder(printing, options->data);
        if (err != TF_OK) {
            tf_err_tell(problem, err, printing->folder, NULL, "There is no room for the printer's jobs");
        }
    }
    if (err == TF_OK) {
        printing->changed = options->changed;
        printing->who = options->who;
        printing->is_document = tf_printing_is_document(options->address);
        err = remember_pieces(printing, options->data);
    }
    if (err == TF_OK) {
        printer.spool_folder = printing->folder;
        printer.profile = printing->profile;
        err = tf_printer_start(&printing->printer, &printer, problem);
    }
    if (err != TF_OK) {
        tf_printing_stop(printing);
        return err;
    }
    tf_pieces_resume(printing->pieces, printing->printer);
    tf_printer_nudge(printing->printer);
    *out = printing;
    return TF_OK;
}

bool tf_printing_try(struct tf_printing **out, const struct tf_printing_options *options)
{
    struct tf_problem problem = {0};

    *out = NULL;
    if (!options->address || tf_printing_start(out, options, &problem) == TF_OK) {
        return true;
    }
    tf_log(TF_LOG_ERROR, "Nothing will be printed: %s: %s. %s", problem.where, problem.what, problem.todo);
    return false;
}

void tf_printing_stop(struct tf_printing *printing)
{
    if (!printing) {
        return;
    }
    tf_printer_stop(printing->printer);
    tf_pieces_destroy(printing->pieces);
    tf_raster_free(&printing->sheet.dots);
    if (printing->folder && printing->is_for_now) {
        tf_folder_remove(printing->folder);
    }
    free(printing->folder);
    free(printing);
}

static enum tf_print_fate fate_of(struct tf_printing *printing, uint64_t session)
{
    static const enum tf_print_fate FATES[] = {
        [TF_PRINTER_NO_JOB] = TF_PRINT_NONE, [TF_PRINTER_WAITING] = TF_PRINT_WAITING,
        [TF_PRINTER_HELD] = TF_PRINT_HELD,   [TF_PRINTER_PRINTED] = TF_PRINT_PRINTED,
        [TF_PRINTER_GONE] = TF_PRINT_GONE,
    };

    return session ? FATES[tf_printer_fate(printing->printer, session)] : TF_PRINT_NONE;
}

static bool tell(struct tf_printing *printing, struct tf_app *app)
{
    const struct tf_print *print = tf_app_state(app)->print;
    struct tf_printer_view view = tf_printer_view(printing->printer);
    size_t held = tf_pieces_held(printing->pieces);
    struct tf_print_status status = {
        .words = view.state == TF_PRINTER_PRINTING ? "" : tf_printer_message(view.state),
        .can_print = tf_printer_can_print(view.state),
        .asks = view.asks || (held > 0 && tf_printer_can_print(view.state)),
        .held = view.held + held,
        .fate = fate_of(printing, print ? print->session : 0),
        .waiting = view.waiting,
        .has_last = view.has_last,
    };

    tf_pieces_count(printing->pieces, &status.pieces, &status.printed);

    return tf_app_set_printer(app, &status);
}

static enum tf_err print_one(struct tf_printing *printing, const struct tf_app_state *state,
                             struct tf_stage *stage, const struct tf_slip *slip, uint64_t owner)
{
    struct tf_press_job job = {.slip = *slip, .profile = &printing->profile};
    struct tf_buf bytes;
    enum tf_err err;

    tf_buf_init(&bytes, 0);
    err = (printing->is_document ? tf_press_picture : tf_press_bytes)(&bytes, &job, state,
                                                                      tf_stage_setter(stage));
    if (err == TF_OK) {
        err = tf_printer_print(printing->printer, owner, state->now_s, bytes.data, bytes.len);
    } else {
        tf_log(TF_LOG_WARNING, "print: a slip could not be drawn: %s", tf_err_name(err));
    }
    tf_buf_free(&bytes);
    return err;
}

static enum tf_err print_slip(struct tf_printing *printing, const struct tf_app *app, struct tf_stage *stage,
                              uint64_t session)
{
    const struct tf_slip slip = {.what = TF_SLIP_HOST};
    struct tf_app_state state = *tf_app_state(app);

    state.session = session;
    return print_one(printing, &state, stage, &slip, session);
}

/* ---- organisers' pieces: one a round, and of a sheet one card a round: each takes as long as a screen ----
 */

static void go_round(struct tf_printing *printing)
{
    tf_printer_nudge(printing->printer);
    if (printing->changed) {
        printing->changed(printing->who);
    }
}

/* What became of making a piece. */
static bool settle(struct tf_printing *printing, struct tf_app *app, enum tf_err err)
{
    printing->sheet.is_begun = false;
    tf_raster_free(&printing->sheet.dots);
    switch (err) {
    case TF_OK:
        return true;
    case TF_ERR_NOT_FOUND: /* hidden or gone since it was asked for */
        tf_pieces_skip(printing->pieces);
        go_round(printing);
        return true;
    case TF_ERR_BUSY: /* a pile of slips: a later round, as they come out */
        tf_pieces_back(printing->pieces);
        return false;
    default:
        tf_pieces_back(printing->pieces);
        tf_pieces_drop(printing->pieces);
        go_round(printing);
        return tf_app_print_pieces_answer(app, err);
    }
}

static enum tf_err send_sheet(struct tf_printing *printing, int64_t now_s)
{
    struct sheet *sheet = &printing->sheet;
    struct tf_buf bytes;
    enum tf_err err;

    if (sheet->drawn == 0) { /* none of its cards is there any more */
        return TF_ERR_NOT_FOUND;
    }
    tf_buf_init(&bytes, 0);
    err = tf_sheet_keep(&bytes, &sheet->dots);
    if (err == TF_OK) {
        err = tf_printer_print(printing->printer, sheet->owner, now_s, bytes.data, bytes.len);
    }
    tf_buf_free(&bytes);
    return err;
}

/* The places of cards that are gone stay white: the others lie where they always do. */
static bool draw_sheet(struct tf_printing *printing, struct tf_app *app, struct tf_stage *stage)
{
    struct sheet *sheet = &printing->sheet;
    struct tf_app_state state = *tf_app_state(app);
    const struct tf_batch_card *card = &sheet->piece.cards[sheet->next];
    const struct tf_cutsheet_card drawn = {card->session, card->is_moved};
    enum tf_err err = TF_OK;

    state.lang = sheet->lang;
    if (sheet->next < sheet->piece.card_count) {
        err = tf_cutsheet_dots(&sheet->dots, sheet->next, &drawn, printing->profile.dots_per_mm, &state,
                               tf_stage_setter(stage));
        if (err == TF_OK || err == TF_ERR_NOT_FOUND) {
            sheet->next++;
            sheet->drawn += err == TF_OK;
            go_round(printing);
            return false;
        }
        return settle(printing, app, err);
    }
    return settle(printing, app, send_sheet(printing, state.now_s));
}

static bool print_piece(struct tf_printing *printing, struct tf_app *app, struct tf_stage *stage)
{
    struct tf_app_state state = *tf_app_state(app);
    struct sheet *sheet = &printing->sheet;

    if (!state.board) {
        return false;
    }
    if (sheet->is_begun) {
        return draw_sheet(printing, app, stage);
    }
    if (!tf_pieces_take(printing->pieces, &sheet->piece, &sheet->owner, &sheet->lang)) {
        return false;
    }
    if (sheet->piece.card_count > 0 && printing->is_document && printing->profile.has_sheets) {
        sheet->is_begun = true;
        sheet->next = sheet->drawn = 0;
        return draw_sheet(printing, app, stage);
    }
    state.lang = sheet->lang;
    state.session = sheet->piece.card_count > 0 ? sheet->piece.cards[0].session : 0;
    return settle(printing, app, print_one(printing, &state, stage, &sheet->piece.slip, sheet->owner));
}

static bool grant(struct tf_printing *printing, struct tf_app *app, struct tf_stage *stage,
                  const struct tf_print_wish *wish)
{
    const struct tf_app_state *state = tf_app_state(app);
    enum tf_err err;

    switch (wish->what) {
    case TF_PRINT_SLIP:
        return tf_app_print_answer(app, wish->session, print_slip(printing, app, stage, wish->session));
    case TF_PRINT_DROP:
    case TF_PRINT_DROP_ALL:
        if (wish->what == TF_PRINT_DROP_ALL || tf_pieces_held(printing->pieces) > 0) {
            tf_pieces_drop(printing->pieces);
        }
        tf_printer_go_on(printing->printer, false);
        return wish->what == TF_PRINT_DROP_ALL;
    case TF_PRINT_GO_ON:
        tf_pieces_go_on(printing->pieces);
        tf_printer_go_on(printing->printer, true);
        return false;
    case TF_PRINT_AGAIN:
        return tf_app_print_pieces_answer(app, tf_printer_again(printing->printer, state->now_s));
    default:
        err = state->board ? tf_pieces_plan(printing->pieces, state->board, wish, state->lang)
                           : TF_ERR_NOT_FOUND;
        tf_printer_nudge(printing->printer);
        return tf_app_print_pieces_answer(app, err);
    }
}

bool tf_printing_round(struct tf_printing *printing, struct tf_app *app, struct tf_stage *stage)
{
    struct tf_print_wish wish;
    bool changed = false;

    while (tf_app_take_print(app, &wish)) {
        changed |= grant(printing, app, stage, &wish);
    }
    changed |= print_piece(printing, app, stage);
    return tell(printing, app) || changed;
}

const char *tf_printing_message(struct tf_printing *printing)
{
    return tf_printer_message(tf_printer_view(printing->printer).state);
}
