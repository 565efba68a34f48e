/* machine.h: the whole kiosk without a display and without a clock: app, screens, canvas, pointer, and a
 * ledger on its own thread. Time stands still until it is let pass, and a command is answered before the next
 * touch unless the disk refuses, so that what happens is the same every time. */
#ifndef TF_TESTS_MACHINE_H
#define TF_TESTS_MACHINE_H

#include "core/board.h"
#include "keep/keep.h"
#include "kiosk/formats.h"
#include "kiosk/stage.h"
#include "kiosk/stick_desk.h"
#include "ledger/ledger.h"
#include "model/app.h"
#include "support/folder.h"
#include "support/vfs_fault.h"
#include "widgets/pointer.h"

#include <pthread.h>
#include <semaphore.h>

#define MACHINE_ADDRESS "http://10.0.0.5:8080"

struct machine_options {
    enum tf_lang lang;
    int scheme; /* enum tf_scheme */
    bool larger_text;
    int width_px, height_px;
    double px_per_mm;    /* 0: as the kiosk guesses */
    int64_t now_s;       /* what time it is at the beginning */
    uint64_t seed;       /* of the app's own random numbers; not 0 */
    bool is_on_disk;     /* SQLite in a folder of its own, on a disk that can refuse; else in memory */
    const char *address; /* for QR codes; "": none */
    const char *here;    /* the name of the space it hangs at; NULL: nobody said */
    const char *zone;    /* of a machine whose wall asks for its event; NULL: it does not ask */
    const char *pin;     /* that lets organisers in; NULL: none was chosen */
    bool can_speak;      /* it has a sound card and a voice */
    const char *wifi;    /* what a Wi-Fi code holds; NULL: none is configured */
};

struct machine {
    struct machine_options options;
    struct tf_stage *stage;
    struct tf_stage_view view;
    struct tf_format_shelf formats;
    struct tf_app *app;
    struct tf_pointer pointer;
    struct tf_ledger *ledger;
    struct tf_stick_desk *stick; /* a test's own; NULL: there are no sticks */
    struct tf_keep *keep;
    struct tf_subscription *subscription;
    struct tf_event *event; /* that made what there was at the beginning; NULL: nothing */
    struct folder folder;
    struct vfs_fault *disk; /* NULL: in memory */
    sem_t news;             /* an answer, a board, a change of state */
    pthread_mutex_t mutex;  /* guards answered */
    struct machine_ticket *answered;
    size_t tickets; /* commands under way */

    int64_t now_ms, mono_ms; /* of the wall, and since the start */
    bool time_confirmed;
    bool is_late;       /* boards do not come through until the next command is on its way */
    bool answers_first; /* an answer may overtake the board that it is about, as between two threads */
    bool dirty;
    enum tf_err draw_err; /* the first drawing that was not whole; TF_OK: none */
    size_t pictures, commands;
};

/* The test ends when it cannot be set up. board NULL: no event yet; it stays the caller's. */
void machine_open(struct machine *machine, const struct machine_options *options,
                  const struct tf_board *board);
void machine_close(struct machine *machine);
/* Another event in place of the one there is, as after a restore. In memory only. */
void machine_exchange(struct machine *machine, const struct tf_board *board);

/* One round of the kiosk: boards, answers and time in; commands and a picture out. */
void machine_round(struct machine *machine);
void machine_input(struct machine *machine, const struct tf_input *input); /* its time is now; and a round */
void machine_wait(struct machine *machine, int64_t ms);         /* with every round that falls due */
void machine_set_clock(struct machine *machine, int64_t now_s); /* the wall clock jumps */
void machine_disk(struct machine *machine, bool works);
/* Somebody else's command (a phone's), answered before it returns; takes it. The screen learns of it in its
 * next round, or, when it is late, with its own next command. */
enum tf_err machine_elsewhere(struct machine *machine, struct tf_command *command);
void machine_catch_up(struct machine *machine); /* no longer late; and a round */

const struct tf_scene *machine_scene(const struct machine *machine);
const struct tf_app_state *machine_state(const struct machine *machine);
/* The home screen with nothing over it. */
bool machine_is_home(const struct machine *machine);
/* What is in the store, not what is shown; the caller's reference. NULL: the disk refuses. */
struct tf_board *machine_stored(struct machine *machine);

#endif
