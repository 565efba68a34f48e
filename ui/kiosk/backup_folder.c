#include "kiosk/backup_folder.h"

#include "base/zone.h"
#include "kiosk/paths.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TIME_AT = 7, TIME_BYTES = 20, NUMBER_DIGITS = 6, DAY_S = 24 * 3600 };

static const char SUFFIX[] = ".twofeet";

/* A name that is exactly what we would have written. */
static bool read_name(struct tf_backup *out, const char *name)
{
    char time[26], again[TF_BACKUP_NAME_BYTES];
    int64_t at;

    if (strlen(name) != TIME_AT + TIME_BYTES + strlen(SUFFIX) ||
        strspn(name, "0123456789") != NUMBER_DIGITS) {
        return false;
    }
    snprintf(time, sizeof time, "%.*s", TIME_BYTES, name + TIME_AT);
    time[13] = time[16] = ':';
    if (tf_zone_parse(&at, time, NULL) != TF_OK) {
        return false;
    }
    *out = (struct tf_backup){.number = (uint32_t)strtoul(name, NULL, 10), .at = at};
    tf_paths_time(time, at);
    snprintf(again, sizeof again, "%06" PRIu32 "-%s%s", out->number, time, SUFFIX);
    snprintf(out->name, sizeof out->name, "%s", again);
    return strcmp(again, name) == 0;
}

static void insert(struct tf_backup_folder *folder, const struct tf_backup *backup)
{
    size_t at = 0;

    while (at < folder->count && folder->backups[at].number > backup->number) {
        at++;
    }
    if (at == TF_BACKUPS_LISTED_MAX) {
        return;
    }
    if (folder->count < TF_BACKUPS_LISTED_MAX) {
        folder->count++;
    }
    memmove(&folder->backups[at + 1], &folder->backups[at],
            (folder->count - 1 - at) * sizeof folder->backups[0]);
    folder->backups[at] = *backup;
}

enum tf_err tf_backup_folder_read(struct tf_backup_folder *out, const char *data)
{
    int len = snprintf(out->path, sizeof out->path, "%s.backups", data);
    struct dirent *entry;
    DIR *dir;

    out->count = 0;
    if (len < 0 || (size_t)len >= sizeof out->path) {
        return TF_ERR_IO;
    }
    dir = opendir(out->path);
    while (dir && (entry = readdir(dir))) {
        struct tf_backup backup;
        if (read_name(&backup, entry->d_name)) {
            insert(out, &backup);
        }
    }
    if (dir) {
        closedir(dir);
    }
    return TF_OK;
}

enum tf_err tf_backup_folder_path(char out[PATH_MAX], const struct tf_backup_folder *folder, const char *name)
{
    int len = snprintf(out, PATH_MAX, "%s/%s", folder->path, name);
    return len > 0 && len < PATH_MAX ? TF_OK : TF_ERR_IO;
}

void tf_backup_folder_next(struct tf_backup *out, const struct tf_backup_folder *folder, int64_t now_s)
{
    /* A clock that begins in 1970 has a year that no text of ours may have. */
    int64_t first_s = tf_zone_days(TF_ZONE_YEAR_MIN, 1, 1) * DAY_S;
    int64_t last_s = tf_zone_days(TF_ZONE_YEAR_MAX, 12, 31) * DAY_S;
    char time[26];

    now_s = now_s < first_s ? first_s : now_s > last_s ? last_s : now_s;
    *out = (struct tf_backup){.number = folder->count > 0 ? folder->backups[0].number + 1 : 1, .at = now_s};
    tf_paths_time(time, now_s);
    snprintf(out->name, sizeof out->name, "%06" PRIu32 "-%s%s", out->number, time, SUFFIX);
}

static void remove_file(const struct tf_backup_folder *folder, const char *name)
{
    char path[PATH_MAX];

    if (tf_backup_folder_path(path, folder, name) == TF_OK) {
        unlink(path); /* next time, if not now */
    }
}

/* A copy that was being written when the power went: its name and more behind it. */
static bool is_half_written(const char *name)
{
    struct tf_backup backup;
    char whole[TF_BACKUP_NAME_BYTES];
    size_t len = TIME_AT + TIME_BYTES + strlen(SUFFIX);

    if (strlen(name) <= len || name[len] != '.' || !strstr(name + len, ".new")) {
        return false;
    }
    snprintf(whole, sizeof whole, "%.*s", (int)len, name);
    return read_name(&backup, whole);
}

static int64_t day_of(const struct tf_backup *backup)
{
    return backup->at / DAY_S - (backup->at % DAY_S < 0);
}

void tf_backup_folder_prune(const struct tf_backup_folder *folder)
{
    int64_t days[TF_BACKUPS_DAYS_MAX];
    size_t day_count = 0;
    struct dirent *entry;
    DIR *dir;

    for (size_t i = 0; i < folder->count; i++) {
        const struct tf_backup *backup = &folder->backups[i];
        bool is_known = false;
        for (size_t d = 0; d < day_count; d++) {
            is_known |= days[d] == day_of(backup);
        }
        if (!is_known && day_count < TF_BACKUPS_DAYS_MAX) {
            days[day_count++] = day_of(backup);
        } else if (i >= TF_BACKUPS_NEWEST_MAX) {
            remove_file(folder, backup->name);
        }
    }
    dir = opendir(folder->path);
    while (dir && (entry = readdir(dir))) {
        if (is_half_written(entry->d_name)) {
            remove_file(folder, entry->d_name);
        }
    }
    if (dir) {
        closedir(dir);
    }
}
