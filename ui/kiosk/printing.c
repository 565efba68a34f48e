#include "kiosk/printing.h"

#include "base/log.h"
#include "kiosk/folder.h"
#include "kiosk/paths.h"
#include "kiosk/press.h"
#include "print/printer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tf_printing {
    struct tf_printer *printer;
    struct tf_profile profile;
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

enum tf_err tf_printing_start(struct tf_printing **out, const struct tf_printing_options *options,
                              struct tf_problem *problem)
{
    struct tf_printing *printing = calloc(1, sizeof *printing);
    struct tf_printer_options printer = {
        .address = options->address, .changed = options->changed, .who = options->who};
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
    };

    return tf_app_set_printer(app, &status);
}

static enum tf_err print_slip(struct tf_printing *printing, const struct tf_app *app, struct tf_stage *stage,
                              uint64_t session)
{
    struct tf_app_state state = *tf_app_state(app);
    struct tf_press_job job = {.slip = {.what = TF_SLIP_HOST}, .profile = &printing->profile};
    struct tf_buf bytes;
    enum tf_err err;

    tf_buf_init(&bytes, 0);
    state.session = session;
    err = (printing->is_document ? tf_press_picture : tf_press_bytes)(&bytes, &job, &state,
                                                                      tf_stage_setter(stage));
    if (err == TF_OK) {
        err = tf_printer_print(printing->printer, session, state.now_s, bytes.data, bytes.len);
    } else {
        tf_log(TF_LOG_WARNING, "print: a slip could not be drawn: %s", tf_err_name(err));
    }
    tf_buf_free(&bytes);
    return err;
}

bool tf_printing_round(struct tf_printing *printing, struct tf_app *app, struct tf_stage *stage)
{
    struct tf_print_wish wish;
    bool changed = false;

    while (tf_app_take_print(app, &wish)) {
        if (wish.what == TF_PRINT_SLIP) {
            changed |= tf_app_print_answer(app, wish.session, print_slip(printing, app, stage, wish.session));
        } else {
            tf_printer_go_on(printing->printer, wish.what == TF_PRINT_GO_ON);
        }
    }
    return tell(printing, app) || changed;
}

const char *tf_printing_message(struct tf_printing *printing)
{
    return tf_printer_message(tf_printer_view(printing->printer).state);
}
