#include "kiosk/health.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>

static const char THERMAL[] = "/sys/class/thermal/thermal_zone0/temp";

static void look_at_disk(const struct tf_health *health, struct tf_web_health *out)
{
    struct statvfs disk;
    if (health->file != NULL && statvfs(health->file, &disk) == 0) {
        out->disk_bytes = (int64_t)disk.f_blocks * (int64_t)disk.f_frsize;
        out->disk_free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    }
}

static void look_at_heat(const struct tf_health *health, struct tf_web_health *out)
{
    char text[32] = "", *end = NULL;
    FILE *file = fopen(health->thermal != NULL ? health->thermal : THERMAL, "re");
    if (file == NULL) {
        return;
    }
    if (fgets(text, sizeof text, file) != NULL) {
        long millidegrees = strtol(text, &end, 10);
        out->has_temperature = end != text && millidegrees > -50000 && millidegrees < 200000;
        out->temperature_c = out->has_temperature ? (int)(millidegrees / 1000) : 0;
    }
    fclose(file);
}

void tf_health_look(void *user, struct tf_web_health *out)
{
    const struct tf_health *health = user;
    *out = (struct tf_web_health){.clock_confirmed = tf_clock_is_confirmed(health->clock)};
    look_at_disk(health, out);
    look_at_heat(health, out);
    if (health->backups != NULL) {
        out->has_backups = true;
        out->backup_at = tf_backups_newest_s(health->backups);
    }
    if (health->printing != NULL) {
        out->has_printer = true;
        out->printer = tf_printing_message(health->printing);
    }
}
