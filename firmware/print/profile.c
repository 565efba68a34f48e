#include "print/profile.h"

#include "base/buf.h"
#include "base/text.h"
#include "print/raster.h"

#include <errno.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILE_BYTES_MAX = 16 * 1024,
    BAND_ROWS_MAX = 1023,
    FEED_MAX = 2000,
    COLUMNS_MAX = 1024
}; /* sizes that hold no DLE EOT */

void tf_profile_default(struct tf_profile *out)
{
    *out = (struct tf_profile){
        .name = "58 mm",
        .width_dots = 384,
        .paper_mm = 58,
        .dots_per_mm = 8,
        .band_rows = 192,
        .feed_dots = 96,
    };
}

static bool read_int(int *out, const char *value, long least, long most)
{
    char *end = NULL;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || number < least || number > most) {
        return false;
    }
    *out = (int)number;
    return true;
}

static bool read_dots_per_mm(double *out, const char *value)
{
    char *end = NULL;
    double number = strtod(value, &end);
    if (end == value || *end != '\0' || !(number >= 4 && number <= 24)) {
        return false;
    }
    *out = number;
    return true;
}

/* The index of a word. */
static bool read_word(int *out, const char *value, const char *const *words)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool read_flag(bool *out, const char *value)
{
    static const char *const WORDS[] = {"no", "yes", NULL};
    int index = 0;
    if (!read_word(&index, value, WORDS)) {
        return false;
    }
    *out = index == 1;
    return true;
}

static bool read_pair(struct tf_profile *profile, const char *key, const char *value)
{
    static const char *const RASTERS[] = {"bands", "columns", NULL};
    static const char *const CUTTERS[] = {"none", "full", "partial", NULL};
    int word = 0;

    if (strcmp(key, "name") == 0) {
        tf_text_copy(profile->name, sizeof profile->name, value);
        return tf_text_is_valid(value, strlen(value));
    }
    if (strcmp(key, "width_dots") == 0) {
        return read_int(&profile->width_dots, value, 128, TF_RASTER_WIDTH_MAX) &&
               profile->width_dots % 8 == 0;
    }
    if (strcmp(key, "paper_mm") == 0) {
        return read_int(&profile->paper_mm, value, 20, 220);
    }
    if (strcmp(key, "dots_per_mm") == 0) {
        return read_dots_per_mm(&profile->dots_per_mm, value);
    }
    if (strcmp(key, "band_rows") == 0) {
        return read_int(&profile->band_rows, value, 8, BAND_ROWS_MAX);
    }
    if (strcmp(key, "feed_dots") == 0) {
        return read_int(&profile->feed_dots, value, 0, FEED_MAX);
    }
    if (strcmp(key, "native_qr") == 0) {
        return read_flag(&profile->native_qr, value);
    }
    if (strcmp(key, "sheets") == 0) {
        return read_flag(&profile->has_sheets, value);
    }
    if (strcmp(key, "status") == 0) {
        return read_flag(&profile->has_status, value);
    }
    if (strcmp(key, "raster") == 0 && read_word(&word, value, RASTERS)) {
        profile->raster = (enum tf_profile_raster)word;
        return true;
    }
    if (strcmp(key, "cutter") == 0 && read_word(&word, value, CUTTERS)) {
        profile->cutter = (enum tf_profile_cutter)word;
        return true;
    }
    return false;
}

struct reading {
    struct tf_profile *profile;
    const char *path;
    struct tf_problem *problem;
    bool is_told;
};

static int handle(void *user, const char *section, const char *key, const char *value)
{
    struct reading *reading = user;
    if (strcmp(section, "printer") == 0 && read_pair(reading->profile, key, value)) {
        return 1;
    }
    if (!reading->is_told) {
        reading->is_told = true;
        tf_err_tell(reading->problem, TF_ERR_INVALID, reading->path,
                    "assets/printers/58mm.ini has every key with what it may be",
                    "This is not a printer's profile: [%s] %s = %s", section, key, value);
    }
    return 0;
}

enum tf_err tf_profile_read(struct tf_profile *out, const char *path, struct tf_problem *problem)
{
    struct reading reading = {.profile = out, .path = path, .problem = problem};
    struct tf_buf text;

    tf_profile_default(out);
    tf_buf_init(&text, 0);
    enum tf_err err = tf_buf_read_file(&text, path, FILE_BYTES_MAX, problem);
    if (err == TF_OK && text.len > 0) {
        int line = ini_parse_string(text.data, handle, &reading);
        if (line != 0) {
            err = reading.is_told ? TF_ERR_INVALID
                                  : tf_err_tell(problem, TF_ERR_INVALID, path, NULL,
                                                "This is not a printer's profile: line %d", line);
        }
    }
    tf_buf_free(&text);
    if (err == TF_OK && out->raster == TF_PROFILE_COLUMNS && out->width_dots > COLUMNS_MAX) {
        err = tf_err_tell(problem, TF_ERR_INVALID, path, "Use raster = bands",
                          "No printer of %d dots needs pictures by columns", out->width_dots);
    }
    return err;
}
