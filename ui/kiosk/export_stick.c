#include "kiosk/export_stick.h"

#include "kiosk/reading.h"
#include "kiosk/stick_errand.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct job {
    const struct tf_context *context;
    const struct tf_export_stick *options;
    int code; /* of reading the event */
};

static enum tf_stick_end write_to(char name[96], const char *root, const struct tf_stick_bundle *bundle)
{
    char device[32];
    char *at = NULL;
    enum tf_stick_end end, unmounted;

    if (root) {
        return tf_stick_write(name, root, bundle);
    }
    const struct tf_stick_places places = {.sys = "/sys", .mountinfo = "/proc/self/mountinfo"};
    end = tf_stick_find(device, &places);
    if (end == TF_STICK_SAFE) {
        end = tf_stick_mount(&at, device);
    }
    if (end != TF_STICK_SAFE) {
        return end;
    }
    end = tf_stick_write(name, at, bundle);
    unmounted = tf_stick_unmount(at);
    return end == TF_STICK_SAFE ? unmounted : end;
}

static enum tf_stick_end perform(void *user, char name[96], const char *base_url)
{
    struct job *job = user;
    struct tf_stick_bundle bundle = {.base_url = base_url, .lang = TF_LANG_EN};
    const struct tf_gathering *gathering;
    enum tf_stick_end end = TF_STICK_NOTHING;
    struct tf_reading reading;
    struct tf_clock clock;

    job->code = tf_reading_open(&reading, job->context);
    if (job->code == TF_EXIT_OK) {
        job->code = tf_reading_load(&reading, job->context);
    }
    if (job->code == TF_EXIT_OK) {
        tf_context_clock(job->context, &clock);
        gathering = tf_board_gathering(reading.board);
        (void)tf_lang_parse(&bundle.lang, job->options->lang ? job->options->lang
                                          : gathering        ? gathering->language
                                                             : "");
        bundle.board = reading.board;
        bundle.now = tf_clock_now_s(&clock);
        end = write_to(name, job->options->to_folder, &bundle);
    }
    tf_reading_close(&reading);
    return end;
}

int tf_export_stick(const struct tf_context *context, const struct tf_export_stick *options)
{
    struct job job = {.context = context, .options = options, .code = TF_EXIT_OK};
    struct tf_problem problem = {0};
    enum tf_stick_end end;
    char name[96] = "";
    enum tf_err err;

    if (options->errand) {
        err = tf_stick_errand_serve(options->errand, perform, &job);
        if (err == TF_OK || err == TF_ERR_NOT_FOUND) {
            return TF_EXIT_OK; /* how it ended is in the answer */
        }
        tf_err_tell(&problem, err, options->errand, NULL, "What the wall asked for could not be %s",
                    err == TF_ERR_INVALID ? "read" : "answered");
        return tf_context_fail(context, err, &problem);
    }
    if (options->to_folder && access(options->to_folder, X_OK) != 0) {
        err = tf_err_tell(&problem, TF_ERR_IO, options->to_folder,
                          "Name a folder that is there and may be written to",
                          "This folder cannot be opened: %s", strerror(errno));
        return tf_context_fail(context, err, &problem);
    }
    end = perform(&job, name, options->public_url ? options->public_url : "");
    if (job.code != TF_EXIT_OK) {
        return job.code;
    }
    if (end != TF_STICK_SAFE) {
        tf_err_tell(&problem, TF_ERR_IO, options->to_folder, NULL, "%s", tf_stick_end_words(TF_LANG_EN, end));
        return tf_context_fail(context, TF_ERR_IO, &problem);
    }
    printf("%s: %s\n", name,
           options->to_folder ? "all formats, written and synced"
                              : "all formats, written, synced and unmounted: you can take the stick out");
    return tf_context_finish(context, TF_EXIT_OK);
}
