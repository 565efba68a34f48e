#include "kiosk/formats.h"

#include "exchange/format_file.h"
#include "kiosk/paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_title(const void *left, const void *right)
{
    const struct tf_format *a = left, *b = right;
    int title = strcmp(a->title, b->title);

    return title != 0 ? title : strcmp(a->name, b->name);
}

static bool is_format(const char *name)
{
    size_t len = strlen(name);

    return len > 4 && strcmp(name + len - 4, ".ini") == 0 && name[0] != '.';
}

static enum tf_err add_file(struct tf_format_shelf *shelf, const char *folder, const char *name,
                            tf_format_bad_fn *bad, void *user)
{
    struct tf_problem problem = {0};
    char path[4096];
    enum tf_err err = TF_ERR_LIMIT;

    if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path)) {
        (void)tf_err_tell(&problem, err, folder, NULL, "This path is too long");
    } else if (shelf->formats.count == TF_FORMATS_MAX) {
        (void)tf_err_tell(&problem, err, path, NULL, "There are %d formats already", TF_FORMATS_MAX);
    } else {
        err = tf_format_file_read(&shelf->formats.list[shelf->formats.count], &shelf->arena, path, &problem);
    }
    shelf->formats.count += err == TF_OK ? 1 : 0;
    if (err != TF_OK && bad != NULL) {
        bad(user, &problem);
    }
    return err == TF_ERR_NOMEM ? err : TF_OK;
}

static enum tf_err load_folder(struct tf_format_shelf *shelf, const char *folder, tf_format_bad_fn *bad,
                               void *user, struct tf_problem *problem)
{
    DIR *dir = opendir(folder);
    enum tf_err err = TF_OK;

    if (dir == NULL) {
        return tf_err_tell(problem, TF_ERR_NOT_FOUND, folder, NULL, "This folder cannot be opened: %s",
                           strerror(errno));
    }
    for (struct dirent *entry = readdir(dir); entry != NULL && err == TF_OK; entry = readdir(dir)) {
        if (is_format(entry->d_name)) {
            err = add_file(shelf, folder, entry->d_name, bad, user);
        }
    }
    closedir(dir);
    if (shelf->formats.count > 1) {
        qsort(shelf->formats.list, shelf->formats.count, sizeof(shelf->formats.list[0]), by_title);
    }
    return err;
}

enum tf_err tf_format_shelf_load(struct tf_format_shelf *shelf, const char *folder, tf_format_bad_fn *bad,
                                 void *user, struct tf_problem *problem)
{
    char *installed = NULL;
    enum tf_err err = TF_OK;

    memset(shelf, 0, sizeof(*shelf));
    tf_arena_init(&shelf->arena);
    if (folder == NULL) {
        err = tf_paths_asset(&installed, "formats", problem);
    }
    if (err == TF_OK) {
        err = load_folder(shelf, folder != NULL ? folder : installed, bad, user, problem);
    }
    free(installed);
    return err;
}

void tf_format_shelf_free(struct tf_format_shelf *shelf)
{
    tf_arena_free(&shelf->arena);
    shelf->formats.count = 0;
}

enum tf_err tf_format_shelf_find(const struct tf_format **out, struct tf_format_shelf *shelf,
                                 const char *name, struct tf_problem *problem)
{
    struct tf_format format;
    enum tf_err err;

    *out = tf_formats_find(&shelf->formats, name);
    if (*out != NULL) {
        return TF_OK;
    }
    if (!is_format(name)) {
        return tf_err_tell(problem, TF_ERR_NOT_FOUND, name,
                           "`twofeet formats` lists them; a file ends in .ini",
                           "There is no format of this name");
    }
    err = tf_format_file_read(&format, &shelf->arena, name, problem);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_format *same = tf_formats_find(&shelf->formats, format.name);
    size_t at = same != NULL ? (size_t)(same - shelf->formats.list) : shelf->formats.count;
    if (at == TF_FORMATS_MAX) {
        return tf_err_tell(problem, TF_ERR_LIMIT, name, NULL, "There are %d formats already", TF_FORMATS_MAX);
    }
    shelf->formats.count += same == NULL ? 1 : 0;
    shelf->formats.list[at] = format;
    *out = &shelf->formats.list[at];
    return TF_OK;
}

enum tf_err tf_format_choose(struct tf_desk *desk, const struct tf_format *format,
                             const struct tf_context *context, struct tf_problem *problem)
{
    const struct tf_board *board = tf_desk_board(desk);
    uint64_t fields = 0;
    struct tf_gathering wanted = tf_format_wanted(format, &fields);
    struct tf_command *command;
    struct tf_answer answer;
    struct tf_clock clock;
    struct tf_rng rng;
    enum tf_err err;

    if (tf_board_gathering(board) == NULL || tf_format_is_chosen(format, tf_board_gathering(board))) {
        return TF_OK;
    }
    tf_context_clock(context, &clock);
    tf_context_rng(context, board->revision, &rng);
    command = tf_command_create(TF_VERB_SET_UP, tf_context_actor(), tf_clock_now_s(&clock), tf_rng_id(&rng));
    err = command != NULL ? tf_command_set_record(command, &wanted.record, fields) : TF_ERR_NOMEM;
    if (err != TF_OK) {
        tf_command_destroy(command);
        return tf_err_tell(problem, err, NULL, NULL, "There is no memory left");
    }
    return tf_desk_do(desk, command, &answer, problem); /* takes it */
}
