/* loop.h: the kiosk's day: boards, answers, fingers and time in; pictures and commands out; asleep in
 * between. Runs on the thread that made it; the ledger's thread only puts answers into its queue and wakes
 * it. */
#ifndef TF_KIOSK_LOOP_H
#define TF_KIOSK_LOOP_H

#include "base/clock.h"
#include "keep/keep.h"
#include "kiosk/knobs.h"
#include "kiosk/printing.h"
#include "kiosk/wifi.h"
#include "ledger/ledger.h"
#include "model/app.h"
#include "sdl/events.h"
#include "sdl/wait.h"
#include "sdl/window.h"

struct tf_backups;
struct tf_follow;
struct tf_link;

struct tf_loop_options {
    struct tf_window_options window;
    struct tf_events_options events;
    struct tf_app_options app;
    const struct tf_clock *clock;      /* borrowed */
    const char *address;               /* for QR codes; NULL: none; "auto": this machine's, see address.h */
    char wifi[TF_WIFI_CODE_BYTES_MAX]; /* what its code holds; "": none */
    struct tf_printing *printing;      /* borrowed; NULL: no printer; its thread wakes `wait` */
    const char *stick_folder;          /* where a stick is asked for: stick_errand.h; NULL: the usual one */
    int port;                          /* of "auto" */
    bool is_https;                     /* of "auto" */
    struct tf_keep *keep;              /* borrowed; NULL: nobody can become more than a guest */
    struct tf_follow *follow;          /* shows that kiosk's board, and takes no touch; borrowed; NULL */
    struct tf_link *link;              /* to the other kiosks of this board; borrowed; NULL: it is alone */
    const char *data;                  /* the event's file; borrowed; NULL: in memory */
    struct tf_knobs *knobs;            /* what is set, here and at the desk; borrowed; NULL */
    struct tf_backups *backups;        /* of that file; borrowed; NULL: none are made */
    struct tf_trouble_list troubles;   /* what stands over the wall */
    /* Why data cannot be opened: there is no wall until is_over() says that it was, and the loop ends. It is
     * asked every few seconds, on this thread: nothing else goes on here then. TF_OK: data is open. */
    enum tf_err closed;
    bool (*is_over)(void *user);
    void *user;
};

struct tf_loop;
/* Opens the window and the fonts. wait is borrowed: it was made before any thread was started. */
enum tf_err tf_loop_create(struct tf_loop **out, const struct tf_loop_options *options, struct tf_wait *wait,
                           struct tf_problem *problem);
/* Until the window is closed or the program shall end. Subscribes to the ledger and ends that. */
enum tf_err tf_loop_run(struct tf_loop *loop, struct tf_ledger *ledger, struct tf_problem *problem);
/* After tf_ledger_stop(): answers come until then. NULL is fine. */
void tf_loop_destroy(struct tf_loop *loop);

#endif
