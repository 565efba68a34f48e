/* menu.h: what organisers and helpers find behind the mark: a table, a line an entry.
 *
 * To add an entry: its screen in the enum of app.h, its line in menu.c, its functions in a file of its own
 * (app_….c; they may include model/app_in.h), how it looks in ui/screens (a line of screens.c, with its
 * icon). */
#ifndef TF_MODEL_MENU_H
#define TF_MODEL_MENU_H

#include "model/app.h"

struct tf_menu_entry {
    enum tf_screen_name screen;
    enum tf_role least; /* who may be there at all; others are sent home */
    const char *name;   /* English, to be translated; NULL: it is not in the menu (the way in itself) */
    const char *about;  /* one line under it */
    bool (*is_for)(const struct tf_gathering *gathering); /* such an event has it in the menu; NULL: all */
    /* Each may be NULL. */
    void (*open)(struct tf_app *app);                         /* it is about to be shown */
    bool (*act)(struct tf_app *app, struct tf_intent intent); /* TF_INTENT_ORGANISE, keys and fields while it
                                                                 is shown; true: it was meant for it */
    void (*done)(struct tf_app *app, struct tf_errand_answer *answer); /* of an errand that it sent */
    void (*answered)(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal,
                     uint64_t sequence); /* of a command that it sent; NULL: a notice says how it went */
    void (*close)(struct tf_app *app);   /* it was left, whichever way */
};

extern const struct tf_menu_entry TF_MENU[];                           /* ends in TF_SCREEN_COUNT */
const struct tf_menu_entry *tf_menu_entry(enum tf_screen_name screen); /* NULL: none of these */

#endif
