#include "base/zone_names.h"

#include "base/buf.h"
#include "base/text.h"
#include "base/zone.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TAB "/usr/share/zoneinfo/zone.tab"

enum { NAMES_MAX = 700, LIST_BYTES_MAX = 256 * 1024 }; /* zone.tab of 2024: 418 names, 19 KB */

struct tf_zone_names {
    struct tf_buf bytes; /* the list; its names are cut out of it where they are */
    const char *names[NAMES_MAX];
    size_t count;
};

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* "DE\t+5230+01322\tEurope/Berlin\tmost of Germany": the third column. */
static void cut_names(struct tf_zone_names *names)
{
    char *rest = names->bytes.data, *line;
    while ((line = strsep(&rest, "\n")) != NULL && names->count < NAMES_MAX) {
        if (line[0] == '#') {
            continue;
        }
        const char *column = NULL;
        for (int i = 0; i < 3 && line != NULL; i++) {
            column = strsep(&line, "\t");
        }
        if (column != NULL && column[0] != '\0' && strlen(column) < TF_ZONE_NAME_SIZE) {
            names->names[names->count++] = column;
        }
    }
    qsort(names->names, names->count, sizeof(names->names[0]), by_name);
}

enum tf_err tf_zone_names_open(struct tf_zone_names **out)
{
    struct tf_zone_names *names = calloc(1, sizeof(*names));
    if (names == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_buf_init(&names->bytes, LIST_BYTES_MAX);
    enum tf_err err = tf_buf_read_file(&names->bytes, TAB, LIST_BYTES_MAX, NULL);
    tf_buf_putc(&names->bytes, '\0');
    if (err == TF_OK) {
        err = tf_buf_err(&names->bytes);
    }
    if (err == TF_OK) {
        names->names[names->count++] = "UTC";
        cut_names(names);
    }
    if (err != TF_OK || names->count < 2) {
        tf_zone_names_close(names);
        return err == TF_ERR_NOMEM ? err : TF_ERR_NOT_FOUND;
    }
    *out = names;
    return TF_OK;
}

void tf_zone_names_close(struct tf_zone_names *names)
{
    if (names != NULL) {
        tf_buf_free(&names->bytes);
        free(names);
    }
}

size_t tf_zone_names_count(const struct tf_zone_names *names)
{
    return names->count;
}

/* ---- finding ---- */

static char plain(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '_' || c == '/' || c == '-' ? ' ' : c;
}

static bool begins_with(const char *name, const char *typed)
{
    while (*typed != '\0' && plain(*name) == plain(*typed)) {
        name++;
        typed++;
    }
    return *typed == '\0';
}

/* 0: its place begins so; 1: a word of it does; 2: it is somewhere in it; 3: it is not. */
static int rank(const char *name, const char *typed)
{
    const char *place = strrchr(name, '/');
    int found = 3;
    if (begins_with(place != NULL ? place + 1 : name, typed)) {
        return 0;
    }
    for (const char *at = name; *at != '\0'; at++) {
        bool is_word = at == name || plain(at[-1]) == ' ';
        if (begins_with(at, typed)) {
            found = is_word ? 1 : found < 2 ? found : 2;
        }
    }
    return found;
}

const char *tf_zone_names_at(const struct tf_zone_names *names, size_t index)
{
    return names->names[index];
}

size_t tf_zone_names_find(const struct tf_zone_names *names, const char *typed, const char **out, size_t max)
{
    char *folded = NULL;
    size_t count = 0;
    if (tf_text_fold(&folded, typed) != TF_OK) { /* accents: the list has none */
        return 0;
    }
    for (int wanted = 0; wanted < 3 && folded[0] != '\0'; wanted++) {
        for (size_t i = 0; i < names->count && count < max; i++) {
            if (rank(names->names[i], folded) == wanted) {
                out[count++] = names->names[i];
            }
        }
    }
    free(folded);
    return count;
}

/* ---- this machine's ---- */

static bool take(char out[TF_ZONE_NAME_SIZE], const char *name)
{
    struct tf_zone *zone = NULL;
    if (name == NULL || strlen(name) >= TF_ZONE_NAME_SIZE || tf_zone_open(&zone, name) != TF_OK) {
        return false;
    }
    tf_zone_close(zone);
    tf_text_copy(out, TF_ZONE_NAME_SIZE, name);
    return true;
}

void tf_zone_names_system(char out[TF_ZONE_NAME_SIZE])
{
    static const char UNDER[] = "zoneinfo/";
    char path[PATH_MAX];
    const char *tz = getenv("TZ");
    if (tz != NULL && take(out, tz[0] == ':' ? tz + 1 : tz)) {
        return;
    }
    ssize_t len = readlink("/etc/localtime", path, sizeof(path) - 1);
    path[len > 0 ? len : 0] = '\0';
    const char *name = strstr(path, UNDER);
    if (name == NULL || !take(out, name + sizeof(UNDER) - 1)) {
        tf_text_copy(out, TF_ZONE_NAME_SIZE, "UTC");
    }
}
