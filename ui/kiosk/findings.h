/* findings.h: what is wrong in the file of settings, said over the wall. */
#ifndef TF_KIOSK_FINDINGS_H
#define TF_KIOSK_FINDINGS_H

#include "kiosk/run_options.h"
#include "kiosk/settings.h"
#include "model/trouble.h"

/* The first lines of path that are wrong; what arguments have of a line that goes with a wrong one is taken
 * out. */
void tf_findings_show(struct tf_trouble_list *out, struct tf_run_arguments *arguments,
                      const struct tf_settings *settings, const char *path);

#endif
