#include "kiosk/findings.h"

#include <string.h>

enum { LINES_SHOWN_MAX = 2 }; /* more would leave no wall */

void tf_findings_show(struct tf_trouble_list *out, struct tf_run_arguments *arguments,
                      const struct tf_settings *settings, const char *path)
{
    size_t count = tf_settings_finding_count(settings);

    for (size_t i = 0; i < count && !arguments->wifi_password; i++) {
        const char *what = tf_settings_finding(settings, i)->problem.what;
        if (strncmp(what, "wifi-password: ", 15) == 0) { /* a code for an open network would be a lie */
            arguments->wifi = NULL;
        }
    }
    for (size_t i = 0; i < count && i < LINES_SHOWN_MAX; i++) {
        int line = tf_settings_finding(settings, i)->line;
        tf_trouble_add(out, line > 0 ? TF_TROUBLE_LINE : TF_TROUBLE_FILE, path, line);
    }
    if (count > LINES_SHOWN_MAX) {
        tf_trouble_add(out, TF_TROUBLE_LINES, "", 0);
    }
}
