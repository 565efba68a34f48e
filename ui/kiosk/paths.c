#include "kiosk/paths.h"

#include "base/lang.h"

#include "base/zone.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXE_BYTES_MAX = 4096 };

static enum tf_err join(char **out, const char *a, const char *b, const char *c)
{
    return asprintf(out, "%s%s%s", a, b, c) < 0 ? TF_ERR_NOMEM : TF_OK;
}

static const char *from_environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static const char *home(void)
{
    const char *value = from_environment("HOME");
    const struct passwd *entry;

    if (value) {
        return value;
    }
    entry = getpwuid(getuid()); /* at the start, before any thread */
    return entry && entry->pw_dir && *entry->pw_dir ? entry->pw_dir : NULL;
}

enum tf_err tf_paths_data(char **out, const char *asked, struct tf_problem *problem)
{
    const char *file = asked ? asked : from_environment("TWOFEET_DATA");
    const char *state = from_environment("STATE_DIRECTORY"), *xdg = from_environment("XDG_DATA_HOME");

    if (file) {
        return join(out, file, "", "");
    }
    if (state && *state == '/') {
        /* systemd gives several with colons between; the first is ours. */
        return asprintf(out, "%.*s/event.twofeet", (int)strcspn(state, ":"), state) < 0 ? TF_ERR_NOMEM
                                                                                        : TF_OK;
    }
    if (xdg && *xdg == '/') { /* the specification: a relative one does not count */
        return join(out, xdg, "/twofeet/event.twofeet", "");
    }
    if (!home()) {
        return tf_err_tell(problem, TF_ERR_NOT_FOUND, "HOME", "Say where with --data FILE",
                           "There is no home directory to keep the event in");
    }
    return join(out, home(), "/.local/share", "/twofeet/event.twofeet");
}

enum tf_err tf_paths_make_parents(const char *path, int *made, struct tf_problem *problem)
{
    char *copy = strdup(path);
    enum tf_err err = TF_OK;

    *made = 0;
    if (!copy) {
        return TF_ERR_NOMEM;
    }
    for (char *p = copy + 1; *copy && *p && err == TF_OK; p++) {
        if (*p != '/') {
            continue;
        }
        *p = '\0';
        if (mkdir(copy, 0700) == 0) {
            (*made)++;
        } else if (errno != EEXIST) {
            err = tf_err_tell(problem, TF_ERR_IO, copy,
                              "Choose another place with --data FILE, or make the folder",
                              "The folder cannot be made: %s", strerror(errno));
        }
        *p = '/';
    }
    free(copy);
    return err;
}

void tf_paths_drop_parents(const char *path, int made)
{
    char *copy = strdup(path), *slash;

    while (copy && made-- > 0 && (slash = strrchr(copy, '/')) != NULL) {
        *slash = '\0';
        if (rmdir(copy) != 0) {
            break;
        }
    }
    free(copy);
}

void tf_paths_time(char out[26], int64_t utc_s)
{
    tf_zone_format(out, NULL, utc_s);
    for (char *p = out; *p; p++) {
        *p = *p == ':' ? '-' : *p;
    }
}

bool tf_paths_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool tf_paths_has_parent(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *parent = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
    struct stat about;
    bool is_there = parent && stat(parent, &about) == 0 && S_ISDIR(about.st_mode);

    free(parent);
    return is_there;
}

bool tf_paths_is_same(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* The folder of the running program, without a slash at the end. */
static bool program_dir(char out[EXE_BYTES_MAX])
{
    ssize_t len = readlink("/proc/self/exe", out, EXE_BYTES_MAX - 1);
    char *slash;

    if (len <= 0) {
        return false;
    }
    out[len] = '\0';
    slash = strrchr(out, '/');
    if (!slash) {
        return false;
    }
    *slash = '\0';
    return true;
}

/* The first of these, seen from the program's folder, that is there. */
static enum tf_err find(char **out, const char *const *places, const char *name)
{
    char dir[EXE_BYTES_MAX];

    if (!program_dir(dir)) {
        return TF_ERR_NOT_FOUND;
    }
    for (size_t i = 0; places[i]; i++) {
        char *path;
        if (asprintf(&path, "%s/%s/%s", dir, places[i], name) < 0) {
            return TF_ERR_NOMEM;
        }
        if (tf_paths_exists(path)) {
            *out = path;
            return TF_OK;
        }
        free(path);
    }
    return TF_ERR_NOT_FOUND;
}

enum tf_err tf_paths_asset(char **out, const char *name, struct tf_problem *problem)
{
    /* Installed; the build folder itself; the tests' programs below it. */
    static const char *const places[] = {"../share/twofeet", "assets", "../assets", NULL};
    enum tf_err err = find(out, places, name);

    if (err == TF_ERR_NOT_FOUND) {
        return tf_err_tell(problem, err, name, "Install Twofeet again, or run it from its build folder",
                           "A part of the program is missing");
    }
    return err;
}

enum tf_err tf_paths_locale(char **out)
{
    static const char *const places[] = {"../share/twofeet", ".", "..", NULL};
    return find(out, places, "locale");
}

void tf_paths_load_words(void)
{
    char *locale = NULL;

    if (tf_paths_locale(&locale) == TF_OK) {
        (void)tf_lang_init(locale);
    }
    free(locale);
}

bool tf_paths_is_pipe(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}
