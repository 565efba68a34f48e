#include "kiosk/printing.h"

#include "base/log.h"
#include "kiosk/folder.h"
#include "kiosk/paths.h"
#include "kiosk/pieces.h"
#include "kiosk/press.h"

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

static enum tf_err remember_cards(struct tf_printing *printing, const char *data)
{
    static const char ENDING[] = ".cards";
    size_t size = data ? strlen(data) + sizeof ENDING : 1;
    char *path = malloc(size);
    enum tf_err err;

    if (!path) {
        return TF_ERR_NOMEM;
    }
    snprintf(path, size, "%s%s", data ? data : "", data ? ENDING : "");
    err = tf_pieces_create(&printing->pieces, data ? path : NULL);
    free(path);
    return err;
}

enum tf_err tf_printing_start(struct tf_printing **out, const struct tf_printing_options *options,
                              struct tf_problem *problem)
{
    struct tf_printing *printing = calloc(1, sizeof *printing);
    struct tf_printer_options printer = {
        .address = options->address, .times = options->times, .changed = on_changed, .who = printing};
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
        err = remember_cards(printing, options->data);
    }
    if (err == TF_OK) {
        printing->changed = options->changed;
        printing->who = options->who;
        printing->is_document = tf_printing_is_document(options->address);
        printer.spool_folder = printing->folder;
        printer.profile = printing->profile;
        err = tf_printer_start(&printing->printer, &printer, problem);
    }
    if (err != TF_OK) {
        tf_printing_stop(printing);
        return err;
    }
    *out = printing;
    return TF_OK;
}

void tf_printing_stop(struct tf_printing *printing)
{
    if (!printing) {
        return;
    }
    tf_printer_stop(printing->printer);
    tf_pieces_destroy(printing->pieces);
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
    struct tf_print_status status = {
        .words = view.state == TF_PRINTER_PRINTING ? "" : tf_printer_message(view.state),
        .can_print = tf_printer_can_print(view.state),
        .asks = view.asks,
        .held = view.held,
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

/* One a round: a card takes the printer longer than the screen's thread. */
static bool print_piece(struct tf_printing *printing, struct tf_app *app, struct tf_stage *stage)
{
    struct tf_app_state state = *tf_app_state(app);
    struct tf_piece piece;
    uint64_t owner;
    enum tf_err err;

    if (!state.board || !tf_pieces_take(printing->pieces, &piece, &owner, &state.lang)) {
        return false;
    }
    state.session = piece.session;
    err = print_one(printing, &state, stage, &piece.slip, owner);
    if (err == TF_OK) {
        return true;
    }
    if (err == TF_ERR_NOT_FOUND) { /* hidden or gone since it was asked for */
        tf_pieces_skip(printing->pieces);
        return true;
    }
    tf_pieces_back(printing->pieces);
    if (err == TF_ERR_BUSY) { /* a pile of slips: a later round, as they come out */
        return false;
    }
    tf_pieces_drop(printing->pieces);
    return tf_app_print_pieces_answer(app, err);
}

static bool grant(struct tf_printing *printing, struct tf_app *app, struct tf_stage *stage,
                  const struct tf_print_wish *wish)
{
    const struct tf_app_state *state = tf_app_state(app);

    switch (wish->what) {
    case TF_PRINT_SLIP:
        return tf_app_print_answer(app, wish->session, print_slip(printing, app, stage, wish->session));
    case TF_PRINT_DROP_ALL:
        tf_pieces_drop(printing->pieces);
        tf_printer_go_on(printing->printer, false);
        return true;
    case TF_PRINT_GO_ON:
    case TF_PRINT_DROP:
        tf_printer_go_on(printing->printer, wish->what == TF_PRINT_GO_ON);
        return false;
    case TF_PRINT_AGAIN:
        return tf_app_print_pieces_answer(app, tf_printer_again(printing->printer, state->now_s));
    default:
        return tf_app_print_pieces_answer(
            app, state->board ? tf_pieces_plan(printing->pieces, state->board, wish, state->lang)
                              : TF_ERR_NOT_FOUND);
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
