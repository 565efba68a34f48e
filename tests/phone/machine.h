/* machine.h: what the desk may do with this machine, as far as a server without a wall has one: its settings
 * are in memory, and erasing reaches the ledger alone. */
#ifndef TF_TESTS_PHONE_MACHINE_H
#define TF_TESTS_PHONE_MACHINE_H

#include "base/text.h"
#include "web/web.h"

#include <string.h>

enum { MACHINE_SETTINGS = 7 };

struct machine {
    struct tf_ledger *ledger;
    struct tf_clock clock;
    struct tf_rng *rng;
    char values[MACHINE_SETTINGS][TF_WEB_SETTING_BYTES]; /* as in NAMES */
    struct tf_formats formats;
    struct tf_web_machine for_web;
};

static char *machine_value(struct machine *machine, const char *name)
{
    static const char *const NAMES[MACHINE_SETTINGS] = {"lang",        "attract",    "print-slips", "bell",
                                                        "quiet-hours", "public-url", "notes-url"};
    for (size_t i = 0; i < MACHINE_SETTINGS; i++) {
        if (strcmp(NAMES[i], name) == 0) {
            return machine->values[i];
        }
    }
    return NULL;
}

static bool machine_setting(void *user, const char *name, char out[TF_WEB_SETTING_BYTES])
{
    const char *value = machine_value(user, name);
    tf_text_copy(out, TF_WEB_SETTING_BYTES, value != NULL ? value : "");
    return value != NULL;
}

static enum tf_err machine_set(void *user, const char *name, const char *text)
{
    char *value = machine_value(user, name);
    if (value == NULL) {
        return TF_ERR_NOT_FOUND;
    }
    tf_text_copy(value, TF_WEB_SETTING_BYTES, text);
    return TF_OK;
}

static enum tf_err machine_erase(void *user, const struct tf_erase_what *what, size_t *events)
{
    struct machine *machine = user;
    struct tf_erase *erase = NULL;
    struct tf_problem problem = {0};
    enum tf_err err = tf_erase_create(&erase, what);
    if (err == TF_OK) {
        err = tf_ledger_erase(machine->ledger, erase, (struct tf_actor){TF_ROLE_ORGANISER, 0},
                              tf_clock_now_s(&machine->clock), tf_rng_id(machine->rng), &problem);
    }
    *events = err == TF_OK ? tf_erase_count(erase) : 0;
    tf_erase_destroy(erase);
    return err;
}

static const struct tf_web_machine *machine_begin(struct machine *machine, struct tf_ledger *ledger,
                                                  struct tf_clock clock, struct tf_rng *rng)
{
    static const struct tf_format FORMATS[] = {
        {.name = "barcamp",
         .title = "BarCamp",
         .about = "Topics are pitched and voted on; then the grid is made.",
         .invitation = "",
         .principles = "",
         .no_placing = 1,
         .no_placing_why = "The places are given after the vote.",
         .votes = 10,
         .schedules = true},
        {.name = "tables",
         .title = "Ideas at tables",
         .about = "Each idea gets an answer, and people change tables.",
         .invitation = "",
         .principles = "",
         .no_placing_why = "",
         .rotates = true,
         .reply_days = 14},
        {.name = "open-space",
         .title = "Open Space",
         .about = "Everybody brings a topic and chooses its place and time.",
         .invitation = "",
         .principles = "",
         .no_placing_why = ""}};
    *machine = (struct machine){.ledger = ledger, .clock = clock, .rng = rng};
    memcpy(machine->formats.list, FORMATS, sizeof(FORMATS));
    machine->formats.count = sizeof(FORMATS) / sizeof(FORMATS[0]);
    (void)machine_set(machine, "attract", "yes");
    (void)machine_set(machine, "print-slips", "no");
    (void)machine_set(machine, "bell", "3");
    (void)machine_set(machine, "quiet-hours", "yes");
    machine->for_web = (struct tf_web_machine){.formats = &machine->formats,
                                               .setting = machine_setting,
                                               .set = machine_set,
                                               .erase = machine_erase,
                                               .user = machine};
    return &machine->for_web;
}

#endif
