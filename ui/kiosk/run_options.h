/* run_options.h: what `twofeet run` can be told, on the command line and in the file of settings. */
#ifndef TF_KIOSK_RUN_OPTIONS_H
#define TF_KIOSK_RUN_OPTIONS_H

#include "kiosk/options.h"

struct tf_run_arguments {
    const char *config, *event, *format, *follow, *screenshot, *lang, *public_url, *listen, *hosts, *wifi,
        *wifi_password;
    const char *tls_cert, *tls_key, *notes_url, *space, *words, *link;
    const char *printer, *printer_profile;
    struct tf_option_list troubles;
    bool captive, memory, sample, larger_text, print_slips;
    int rotate, scheme;       /* indices of the choices: quarter turns, enum tf_scheme */
    int quiet_hours, attract; /* 0 no, 1 yes */
    int64_t bell;             /* 0 silent … 4 */
    struct tf_option_size window, panel_mm;
    double calibrate[6];
};

/* What holds when nothing is said. */
void tf_run_arguments_init(struct tf_run_arguments *arguments);
/* Its groups, to be parsed into `into`. */
void tf_run_options(struct tf_options *out, struct tf_run_arguments *into);

#endif
