#include "kiosk/intake.h"

#include "base/limits.h"

#include <string.h>

/* A sample says what it has to say on any day: its first becomes the day of `now`. */
static enum tf_err move_to_today(struct tf_draft *draft, int64_t now, struct tf_problem *problem)
{
    int64_t first_day = tf_exchange_first_day(draft), today = now / 86400;
    enum tf_err err;

    if (first_day == 0) {
        return TF_OK;
    }
    if (draft->zone) {
        today = tf_zone_day_of(draft->zone, now);
    }
    err = tf_exchange_shift_days(draft, today - first_day);
    if (err != TF_OK) {
        tf_err_tell(problem, err, draft->source, "Set the clock, or name a time with --now",
                    "The sample event could not be moved to today");
    }
    return err;
}

/* ---- a file
 * ------------------------------------------------------------------------------------------------- */

enum tf_err tf_intake_file(struct tf_command **out, const char *path, const struct tf_intake *intake,
                           const struct tf_board *board, struct tf_report *report, struct tf_problem *problem)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    const char *slash = strrchr(path, '/');
    struct tf_read_options options = {.name = slash ? slash + 1 : path,
                                      .source = intake->source,
                                      .zone = intake->zone ? intake->zone
                                              : gathering  ? gathering->zone
                                                           : NULL,
                                      .map = intake->map,
                                      .mapping_file = intake->mapping_file};
    struct tf_draft draft;
    struct tf_buf bytes;
    enum tf_err err;

    tf_draft_init(&draft);
    tf_buf_init(&bytes, 0);
    err = tf_buf_read_file(&bytes, path, TF_IMPORT_BYTES_MAX, problem);
    if (err == TF_ERR_LIMIT) {
        tf_err_tell(problem, err, path, "Look whether it is the right file; a schedule has a few megabytes",
                    "The file is larger than %ld MB", TF_IMPORT_BYTES_MAX / 1024 / 1024);
    }
    if (err != TF_OK) {
        goto out;
    }
    err = tf_exchange_read(&draft, intake->reader, bytes.data ? bytes.data : "", bytes.len, &options, report,
                           problem);
    if (err == TF_OK && intake->to_today) {
        err = move_to_today(&draft, intake->now, problem);
    }
    if (err == TF_OK) {
        err = tf_exchange_merge(out, board, &draft, intake->actor, intake->now, intake->rng, report, problem);
    }
out:
    tf_buf_free(&bytes);
    tf_draft_free(&draft);
    return err;
}

/* ---- in words
 * ------------------------------------------------------------------------------------------------- */

static void say_item(FILE *to, const char *path, const struct tf_report_item *item)
{
    static const char *const levels[] = {
        [TF_REPORT_NOTE] = "note", [TF_REPORT_MENDED] = "mended", [TF_REPORT_REFUSED] = "refused"};
    const char *where = item->where ? item->where : "";

    fputs(path, to);
    if (item->line > 0) {
        fprintf(to, ":%ld", item->line);
    }
    fprintf(to, ": %s: %s%s%s\n", levels[item->level], where, *where ? ": " : "", item->text);
}

bool tf_intake_refused(const struct tf_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        if (report->items[i].level == TF_REPORT_REFUSED) {
            return true;
        }
    }
    return report->refused > 0;
}

void tf_intake_say(FILE *to, const char *path, const struct tf_report *report, bool is_dry_run)
{
    for (int level = TF_REPORT_REFUSED; level >= TF_REPORT_NOTE; level--) { /* what matters most, first */
        for (size_t i = 0; i < report->count; i++) {
            if ((int)report->items[i].level == level) {
                say_item(to, path, &report->items[i]);
            }
        }
    }
    if (report->dropped > 0) {
        fprintf(to, "%s: … and %zu more of these\n", path, report->dropped);
    }
    fprintf(to, "%s: %s%zu added, %zu changed, %zu kept, %zu refused%s\n", path,
            is_dry_run ? "would be " : "", report->added, report->changed, report->kept, report->refused,
            is_dry_run ? "; nothing was written" : "");
}
