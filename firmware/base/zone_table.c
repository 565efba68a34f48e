#include "base/zone_table.h"

#include "base/text.h"
#include "base/zone.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define ZONEINFO "/usr/share/zoneinfo"

enum { DAY_S = 24 * 3600, PERIODS_STEP = 64, ENV_BYTES = 512 };

/* libc has one time zone a process, and it is in the environment. The string below is put there once and then
 * only its content changes, so that environ itself never moves under another thread's getenv(). */
static pthread_mutex_t env_mutex = PTHREAD_MUTEX_INITIALIZER;
static char env_tz[ENV_BYTES] = "TZ=:/etc/localtime"; /* what no TZ at all means */

enum { ENV_NAME_LEN = 3 };

/* The zone that was asked for last: libc's answers cost milliseconds, and whoever writes a session's calendar
 * for a phone opens the event's zone anew. Guarded by env_mutex too. */
static char last_path[TF_ZONE_PATH_BYTES];
static struct tf_zone_table last;

static bool is_name(const char *name)
{
    bool at_start = true; /* of a part between slashes */
    size_t len = strnlen(name, TF_ZONE_NAME_BYTES);
    if (len == 0 || len == TF_ZONE_NAME_BYTES) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = name[i];
        bool upper = c >= 'A' && c <= 'Z';
        bool other = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+';
        /* A capital begins every part of every IANA name, and neither a path trick nor the directories
         * "posix" and "right" (which counts leap seconds) nor the link "localtime". */
        if (at_start ? !upper : !upper && !other && c != '/') {
            return false;
        }
        at_start = c == '/';
    }
    return !at_start;
}

bool tf_zone_table_find(char path[TF_ZONE_PATH_BYTES], const char *name)
{
    if (name == NULL || !is_name(name)) {
        return false;
    }
    int len = snprintf(path, TF_ZONE_PATH_BYTES, "%s/%s", ZONEINFO, name);
    if (len < 0 || len >= TF_ZONE_PATH_BYTES) {
        return false;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return false;
    }
    struct stat about;
    char magic[4] = {0};
    bool ok = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) &&
              read(fd, magic, sizeof(magic)) == sizeof(magic) && memcmp(magic, "TZif", sizeof(magic)) == 0;
    close(fd);
    return ok;
}

static int offset_at(int64_t utc_s)
{
    time_t t = (time_t)utc_s;
    struct tm local;
    return localtime_r(&t, &local) == NULL ? 0 : (int)local.tm_gmtoff;
}

/* The first second of the offset that holds at high_s and did not at low_s. */
static int64_t bisect(int64_t low_s, int64_t high_s, int offset_low)
{
    while (high_s - low_s > 1) {
        int64_t middle_s = low_s + (high_s - low_s) / 2;
        if (offset_at(middle_s) == offset_low) {
            low_s = middle_s;
        } else {
            high_s = middle_s;
        }
    }
    return high_s;
}

static bool add(struct tf_zone_table *table, int64_t start_s, int offset_s)
{
    if (table->count % PERIODS_STEP == 0) {
        size_t room = (table->count + PERIODS_STEP) * sizeof(*table->periods);
        struct tf_zone_period *periods = realloc(table->periods, room);
        if (periods == NULL) {
            return false;
        }
        table->periods = periods;
    }
    table->periods[table->count++] = (struct tf_zone_period){.start_s = start_s, .offset_s = offset_s};
    return true;
}

/* Day by day: no zone has ever changed its offset and back within one. */
static enum tf_err sample(struct tf_zone_table *table)
{
    int64_t from_s = (tf_zone_days(TF_ZONE_YEAR_MIN, 1, 1) - 2) * DAY_S;
    int64_t to_s = (tf_zone_days(TF_ZONE_YEAR_MAX + 1, 1, 1) + 2) * DAY_S;
    int offset_s = offset_at(from_s);
    if (!add(table, from_s, offset_s)) {
        return TF_ERR_NOMEM;
    }
    for (int64_t at_s = from_s; at_s < to_s; at_s += DAY_S) {
        int next_offset_s = offset_at(at_s + DAY_S);
        if (next_offset_s == offset_s) {
            continue;
        }
        if (!add(table, bisect(at_s, at_s + DAY_S, offset_s), next_offset_s)) {
            return TF_ERR_NOMEM;
        }
        offset_s = next_offset_s;
    }
    return TF_OK;
}

static void set_env(const char *value)
{
    tf_text_copy(env_tz + ENV_NAME_LEN, sizeof(env_tz) - ENV_NAME_LEN, value);
    if (getenv("TZ") != env_tz + ENV_NAME_LEN) {
        putenv(env_tz);
    }
    tzset();
}

/* Before any thread is there to see environ move. */
__attribute__((constructor)) static void install_env(void)
{
    const char *value = getenv("TZ");
    set_env(value != NULL ? value : ":/etc/localtime");
}

static enum tf_err copy(struct tf_zone_table *out, const struct tf_zone_table *from)
{
    struct tf_zone_period *periods = malloc(from->count * sizeof(*periods));
    if (periods == NULL) {
        return TF_ERR_NOMEM;
    }
    memcpy(periods, from->periods, from->count * sizeof(*periods));
    *out = (struct tf_zone_table){.periods = periods, .count = from->count};
    return TF_OK;
}

/* Under env_mutex: libc's zone becomes the one at path; before is for leave(). */
static void enter(char before[ENV_BYTES], const char *path)
{
    char during[TF_ZONE_PATH_BYTES + 1] = ":"; /* an absolute path: TZDIR changes nothing */
    const char *value = getenv("TZ");
    tf_text_copy(during + 1, sizeof(during) - 1, path);
    tf_text_copy(before, ENV_BYTES, value != NULL ? value : ":/etc/localtime");
    set_env(during);
}

int tf_zone_table_offset(const char *path, int64_t utc_s)
{
    char before[ENV_BYTES];
    pthread_mutex_lock(&env_mutex);
    enter(before, path);
    int offset_s = offset_at(utc_s);
    set_env(before);
    pthread_mutex_unlock(&env_mutex);
    return offset_s;
}

/* Under env_mutex. */
static enum tf_err ask_libc(const char *path)
{
    struct tf_zone_table table = {0};
    char before[ENV_BYTES];
    enter(before, path);
    enum tf_err err = sample(&table);
    set_env(before);

    if (err != TF_OK) {
        free(table.periods);
        return err;
    }
    free(last.periods);
    last = table;
    tf_text_copy(last_path, sizeof(last_path), path);
    return TF_OK;
}

enum tf_err tf_zone_table_read(struct tf_zone_table *out, const char *path)
{
    pthread_mutex_lock(&env_mutex);
    enum tf_err err = strcmp(path, last_path) == 0 ? TF_OK : ask_libc(path);
    if (err == TF_OK) {
        err = copy(out, &last);
    }
    pthread_mutex_unlock(&env_mutex);
    return err;
}
