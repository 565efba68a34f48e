#include "kiosk/machine.h"

#include "kiosk/erasing.h"

#include <stdio.h>

_Static_assert(TF_WEB_SETTING_BYTES == TF_KNOB_VALUE_BYTES, "one is handed on as the other");

static bool setting(void *user, const char *name, char out[TF_WEB_SETTING_BYTES])
{
    struct tf_machine *machine = user;
    return tf_knobs_get(machine->knobs, name, out);
}

static enum tf_err set(void *user, const char *name, const char *value)
{
    struct tf_machine *machine = user;
    return tf_knobs_turn(machine->knobs, name, value, true);
}

static enum tf_err erase(void *user, const struct tf_erase_what *what, size_t *events)
{
    struct tf_machine *machine = user;
    struct tf_erased erased;
    enum tf_err err =
        tf_erasing_now(&erased, machine->ledger, machine->keep, machine->data, machine->clock, what);
    *events = erased.events;
    return err;
}

struct tf_web_machine tf_machine_for_web(struct tf_machine *machine)
{
    return (struct tf_web_machine){
        .formats = machine->formats, .setting = setting, .set = set, .erase = erase, .user = machine};
}

enum tf_err tf_machine_knobs(struct tf_knobs **out, const struct tf_run_arguments *arguments,
                             const char *file, void (*wake)(void *user), void *user)
{
    char bell[8];
    snprintf(bell, sizeof bell, "%d", (int)(arguments->bell & 7));
    const struct {
        const char *name, *value;
    } knobs[] = {
        {"lang", arguments->lang},
        {"attract", arguments->attract != 0 ? "yes" : "no"},
        {"print-slips", arguments->print_slips ? "yes" : "no"},
        {"bell", bell},
        {"quiet-hours", arguments->quiet_hours != 0 ? "yes" : "no"},
        {"public-url", arguments->public_url},
        {"notes-url", arguments->notes_url},
    };
    enum tf_err err = tf_knobs_create(out, file, wake, user);
    for (size_t i = 0; i < sizeof knobs / sizeof knobs[0] && err == TF_OK; i++) {
        (void)tf_knobs_add(*out, knobs[i].name, knobs[i].value); /* what is too long is set elsewhere */
    }
    return err;
}
