/* bench.c: what can be measured inside one process. Each figure is one line: name, measured, what it is
 * measured against, ratio or target; `tests/bench/run` puts them into one table with those of whole
 * processes.
 *
 *   bench make SPACES ROWS DAYS SESSIONS STARS NOTES OUT.json     a made-up event (seeded, every script)
 *   bench redraw EVENT       full and one-cell redraw at 1920 × 1080
 *   bench disk FOLDER        one commit beside one bare fsync, and stars from 32 senders
 *   bench import FILE FOLDER TARGET a schedule into a durable board, and the load of that board
 *   bench export EVENT       every writer, and the grid's picture for phones (exchange.c)
 *   bench link FOLDER                  several kiosks on a PostgreSQL of its own (link.c)
 *   bench touch EVENT FOLDER BENCH_WEB from a touch to the picture, while phones post (touch.c) */
#include "bench/bench.h"

#include "base/buf.h"
#include "base/clock.h"
#include "exchange/exchange.h"
#include "kiosk/desk.h"
#include "kiosk/intake.h"
#include "kiosk/stage.h"
#include "screens/screens.h"
#include "support/support.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WIDTH = 1920, HEIGHT = 1080, ROUNDS = 60, COMMITS = 300, SENDERS = 32, STARS_EACH = 1000 };

void bench_fail(const char *what, const struct tf_problem *problem)
{
    fprintf(stderr, "bench: %s: %s %s\n", what, problem->what, problem->where);
    exit(1);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_at_permille(double *values, size_t count, size_t permille)
{
    qsort(values, count, sizeof(*values), by_value);
    return values[(count - 1) * permille / 1000];
}

double bench_now_ms(void)
{
    return (double)tf_clock_mono_us() / 1e3;
}

void bench_row(const char *name, const char *measured, const char *against, const char *verdict)
{
    printf("%s\t%s\t%s\t%s\n", name, measured, against, verdict);
}

/* ---- a made-up event
 * ----------------------------------------------------------------------------------------- */

static int make(char **argv)
{
    struct tf_rng rng;
    tf_rng_seed(&rng, 20261125);
    struct tf_board *board = support_random_board(
        &rng, strtoul(argv[0], NULL, 10), strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10),
        strtoul(argv[3], NULL, 10), strtoul(argv[4], NULL, 10), strtoul(argv[5], NULL, 10));
    struct tf_problem problem = {0};
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    const struct tf_writer *writer = tf_exchange_writer("json");
    if (!writer || writer->write(&buf, board, &(struct tf_write_options){.base_url = ""}) != TF_OK ||
        tf_buf_write_file(&buf, argv[6], &problem) != TF_OK) {
        bench_fail(argv[6], &problem);
    }
    tf_buf_free(&buf);
    tf_board_unref(board);
    return 0;
}

static struct tf_command *reading(const char *path, const struct tf_board *board)
{
    struct tf_problem problem = {0};
    struct tf_report report;
    struct tf_command *command = NULL;
    struct tf_rng rng;
    tf_rng_seed(&rng, 7);
    tf_report_init(&report);
    struct tf_intake intake = {
        .zone = "UTC", .now = SUPPORT_10H00_S, .actor = {.role = TF_ROLE_SYSTEM}, .rng = &rng};
    if (tf_intake_file(&command, path, &intake, board, &report, &problem) != TF_OK) {
        bench_fail(path, &problem);
    }
    tf_report_free(&report);
    return command;
}

struct tf_desk *bench_desk(const char *data, const char *event)
{
    struct tf_problem problem = {0};
    struct tf_desk *desk;
    struct tf_answer answer;
    if (tf_desk_open(&desk, data, NULL, &problem) != TF_OK) {
        bench_fail("desk", &problem);
    }
    if (event && tf_desk_do(desk, reading(event, tf_desk_board(desk)), &answer, &problem) != TF_OK) {
        bench_fail(event, &problem);
    }
    return desk;
}

/* ---- redraw
 * -------------------------------------------------------------------------------------------------- */

/* A session that the grid shows at that moment: the first in the first row. */
static uint64_t shown_session(const struct tf_board *board)
{
    for (size_t i = 0; i < board->grid->placement_count; i++) {
        const struct tf_placement *placement = board->grid->placements[i];
        if (tf_grid_slot_index(board->grid, placement->slot) == 0) {
            return placement->session;
        }
    }
    return board->grid->placements[0]->session;
}

static void rename_session(struct tf_desk *desk, uint64_t session, int round)
{
    struct tf_problem problem = {0};
    struct tf_answer answer;
    char title[40];
    (void)snprintf(title, sizeof(title), "Round %d", round);
    struct tf_session fields = {.record = {.kind = TF_KIND_SESSION}, .title = title};
    struct tf_actor actor = {.role = TF_ROLE_SYSTEM};
    struct tf_command *edit =
        tf_command_create(TF_VERB_EDIT, actor, SUPPORT_10H00_S, (uint64_t)round + 1000000);
    edit->session = session;
    if (tf_command_set_record(edit, &fields.record, tf_schema_mask(TF_KIND_SESSION, "title")) != TF_OK ||
        tf_desk_do(desk, edit, &answer, &problem) != TF_OK) {
        bench_fail("edit", &problem);
    }
}

static double draw_ms(struct tf_stage *stage, struct tf_app *app, struct tf_stage_change *change)
{
    struct tf_stage_view view = {.width_px = WIDTH, .height_px = HEIGHT};
    double start = bench_now_ms();
    if (tf_stage_draw(stage, app, &view, change) != TF_OK) {
        bench_fail("draw", &(struct tf_problem){.what = "the picture is not whole"});
    }
    return bench_now_ms() - start;
}

static int redraw(char **argv)
{
    struct tf_problem problem = {0};
    struct tf_desk *desk = bench_desk(NULL, argv[0]);
    struct tf_stage *stage;
    struct tf_app *app;
    struct tf_stage_change change;
    if (tf_stage_create(&stage, &problem) != TF_OK ||
        tf_app_create(&app, &(struct tf_app_options){.seed = 1}) != TF_OK) {
        bench_fail("stage", &problem);
    }
    struct tf_board *board = tf_desk_board(desk);
    int64_t now = board->grid->slots[0]->start + 60;
    uint64_t session = shown_session(board);
    tf_app_set_board(app, tf_board_ref(board));
    tf_app_set_time(app, now, 0, true);
    double first = draw_ms(stage, app, &change);

    double full[ROUNDS];
    double cell[ROUNDS];
    double area = 0;
    for (int i = 0; i < ROUNDS; i++) {
        /* Another scheme and back: every pixel differs, every text is in the cache. */
        tf_app_do(app, (struct tf_intent){.what = TF_INTENT_SCHEME, .a = i % 2 ? 0 : 1});
        full[i] = draw_ms(stage, app, &change);
    }
    for (int i = 0; i < ROUNDS; i++) {
        rename_session(desk, session, i);
        tf_app_set_board(app, tf_board_ref(tf_desk_board(desk)));
        cell[i] = draw_ms(stage, app, &change);
        for (size_t r = 0; r < change.count; r++) {
            area += (double)change.rects[r].w * change.rects[r].h / WIDTH / HEIGHT / ROUNDS;
        }
        area += change.everything ? 1.0 / ROUNDS : 0;
    }
    char measured[120];
    char other[120];
    (void)snprintf(measured, sizeof(measured), "%.1f ms median, %.1f ms p99",
                   bench_at_permille(full, ROUNDS, 500), bench_at_permille(full, ROUNDS, 990));
    (void)snprintf(other, sizeof(other), "first drawing, nothing cached: %.1f ms", first);
    bench_row("full redraw 1920×1080, 1,000 sessions", measured, other, "≤ 16.7 ms");
    (void)snprintf(measured, sizeof(measured), "%.1f ms median, %.1f ms p99",
                   bench_at_permille(cell, ROUNDS, 500), bench_at_permille(cell, ROUNDS, 990));
    (void)snprintf(other, sizeof(other), "%.1f %% of the screen painted", area * 100);
    bench_row("one session renamed: redraw", measured, other, "≤ 16.7 ms");
    tf_app_destroy(app);
    tf_stage_destroy(stage);
    tf_desk_close(desk);
    return 0;
}

/* ---- disk
 * ---------------------------------------------------------------------------------------------------- */

struct sender {
    pthread_t thread;
    struct tf_ledger *ledger;
    uint64_t session;
    uint64_t number;
    int saved;
};

static void *send_stars(void *user)
{
    struct sender *sender = user;
    for (uint64_t i = 0; i < STARS_EACH; i++) {
        uint64_t id = 1 + sender->number * STARS_EACH + i;
        struct tf_actor actor = {.role = TF_ROLE_GUEST, .device = id};
        struct tf_command *star = tf_command_create(TF_VERB_STAR, actor, SUPPORT_10H00_S, id + 5000000);
        struct tf_answer answer;
        star->session = sender->session;
        if (tf_ledger_call(sender->ledger, star, &answer) == TF_OK) {
            sender->saved++;
        }
    }
    return NULL;
}

/* A commit is measured against what it is: as many bytes as it writes (a star is three pages of the WAL with
 * their headers), one after the other, into a file that grows, so that its length has to be synced too, or
 * that has its length, as the WAL has after a second of rest. */
enum { COMMIT_BYTES = 3 * (24 + 4096) };

static int bare_file(const char *folder, bool grows)
{
    static const char nothing[COMMIT_BYTES];
    char path[600];
    (void)snprintf(path, sizeof(path), "%s/bare", folder);
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    bool is_ready = fd >= 0;
    for (int i = 0; is_ready && !grows && i < COMMITS; i++) {
        is_ready = write(fd, nothing, sizeof(nothing)) == (ssize_t)sizeof(nothing);
    }
    if (!is_ready || fsync(fd) != 0 || lseek(fd, 0, SEEK_SET) != 0) {
        bench_fail("fsync", &(struct tf_problem){.what = "the disk refuses"});
    }
    return fd;
}

static double bare_fsync_ms(int fd)
{
    static const char pages[COMMIT_BYTES] = {1};
    double start = bench_now_ms();
    if (write(fd, pages, sizeof(pages)) != (ssize_t)sizeof(pages) || fdatasync(fd) != 0) {
        bench_fail("fsync", &(struct tf_problem){.what = "the disk refuses"});
    }
    return bench_now_ms() - start;
}

static void measure_commits(struct tf_desk *desk, uint64_t session, const char *folder, bool grows)
{
    int fd = bare_file(folder, grows);
    double bare[COMMITS];
    double commit[COMMITS];
    for (int i = 0; i < COMMITS; i++) {
        uint64_t id = (uint64_t)i + (grows ? 9000000 : 9500000);
        struct tf_actor actor = {.role = TF_ROLE_GUEST, .device = id};
        struct tf_command *star = tf_command_create(TF_VERB_STAR, actor, SUPPORT_10H00_S, id);
        struct tf_answer answer;
        star->session = session;
        bare[i] = bare_fsync_ms(fd);
        double start = bench_now_ms();
        if (tf_ledger_call(tf_desk_ledger(desk), star, &answer) != TF_OK) {
            bench_fail("star", &(struct tf_problem){.what = "refused"});
        }
        commit[i] = bench_now_ms() - start;
    }
    close(fd);
    double bare_ms = bench_at_permille(bare, COMMITS, 500);
    double commit_ms = bench_at_permille(commit, COMMITS, 500);
    char measured[120];
    char other[120];
    char verdict[60];
    (void)snprintf(measured, sizeof(measured), "%.2f ms median, command to answer", commit_ms);
    (void)snprintf(other, sizeof(other),
                   "as many bytes + fdatasync into a file that %s, interleaved: %.2f ms",
                   grows ? "grows" : "has its length", bare_ms);
    (void)snprintf(verdict, sizeof(verdict), "%.2f × (≤ 1.5 ×)", commit_ms / bare_ms);
    bench_row(grows ? "one durable commit, right after the start" : "one durable commit", measured, other,
              verdict);
}

/* The ledger gives its log the usual length when nobody wrote for a second. */
static void await_tidy(const char *path)
{
    char wal[640];
    struct stat about;
    (void)snprintf(wal, sizeof(wal), "%s-wal", path);
    for (int i = 0; i < 100 && (stat(wal, &about) != 0 || about.st_size < 8000000); i++) {
        (void)usleep(100000);
    }
}

static int disk(char **argv)
{
    struct tf_problem problem = {0};
    char path[600];
    (void)snprintf(path, sizeof(path), "%s/bench.twofeet", argv[0]);
    (void)unlink(path);
    struct tf_desk *desk;
    if (tf_desk_open(&desk, path, NULL, &problem) != TF_OK) {
        bench_fail(path, &problem);
    }
    struct tf_board *made = board_of("2 spaces, 2 slots", placed("Compost", "A", "10:00"));
    struct tf_event *event = support_event_making(made);
    struct tf_command *import = tf_command_create(TF_VERB_IMPORT, (struct tf_actor){.role = TF_ROLE_SYSTEM},
                                                  SUPPORT_10H00_S, 4000000);
    for (size_t i = 0; i < event->change_count; i++) {
        (void)tf_command_add_record(import, event->changes[i].after);
    }
    struct tf_answer answer;
    if (tf_desk_do(desk, import, &answer, &problem) != TF_OK) {
        bench_fail("event", &problem);
    }
    uint64_t session = support_session(made, "Compost");
    measure_commits(desk, session, argv[0], true);
    await_tidy(path);
    measure_commits(desk, session, argv[0], false);

    struct sender senders[SENDERS];
    double start = bench_now_ms();
    for (size_t i = 0; i < SENDERS; i++) {
        senders[i] = (struct sender){.ledger = tf_desk_ledger(desk), .session = session, .number = i};
        pthread_create(&senders[i].thread, NULL, send_stars, &senders[i]);
    }
    int saved = 0;
    for (size_t i = 0; i < SENDERS; i++) {
        pthread_join(senders[i].thread, NULL);
        saved += senders[i].saved;
    }
    double seconds = (bench_now_ms() - start) / 1e3;
    char measured[120];
    char other[120];
    (void)snprintf(measured, sizeof(measured), "%.0f a second", saved / seconds);
    (void)snprintf(other, sizeof(other), "%d senders, each waiting for its answer; %d saved", SENDERS, saved);
    bench_row("durable stars", measured, other, "≥ 5,000 a second");
    tf_event_unref(event);
    tf_board_unref(made);
    tf_desk_close(desk);
    return 0;
}

/* ---- import and load
 * ----------------------------------------------------------------------------------------- */

/* As many bytes as the file at path has, written to folder and synced. */
static double write_as_much(const char *folder, const char *path)
{
    struct tf_problem problem = {0};
    struct tf_buf bytes;
    char bare[600];
    tf_buf_init(&bytes, 0);
    (void)snprintf(bare, sizeof(bare), "%s/bare-file", folder);
    if (tf_buf_read_file(&bytes, path, 0, &problem) != TF_OK) {
        bench_fail(path, &problem);
    }
    double start = bench_now_ms();
    if (tf_buf_write_file(&bytes, bare, &problem) != TF_OK) {
        bench_fail(bare, &problem);
    }
    double ms = bench_now_ms() - start;
    tf_buf_free(&bytes);
    return ms;
}

static int import(char **argv)
{
    struct tf_problem problem = {0};
    char path[600];
    char measured[120];
    char other[120];
    (void)snprintf(path, sizeof(path), "%s/import.twofeet", argv[1]);
    (void)unlink(path);
    double start = bench_now_ms();
    struct tf_desk *desk = bench_desk(path, argv[0]);
    double import_ms = bench_now_ms() - start;
    size_t sessions = tf_table_count(tf_desk_board(desk)->tables[TF_KIND_SESSION]);
    tf_desk_close(desk);
    start = bench_now_ms();
    if (tf_desk_open(&desk, path, NULL, &problem) != TF_OK) {
        bench_fail(path, &problem);
    }
    double load_ms = bench_now_ms() - start;
    bool same = tf_table_count(tf_desk_board(desk)->tables[TF_KIND_SESSION]) == sessions;
    tf_desk_close(desk);
    (void)snprintf(measured, sizeof(measured), "%.0f ms to a durable board", import_ms);
    double bare_ms = write_as_much(argv[1], path);
    char verdict[60];
    (void)snprintf(other, sizeof(other), "%zu sessions%s; as many bytes written and synced: %.0f ms",
                   sessions, same ? "" : " (NOT all of them loaded again)", bare_ms);
    (void)snprintf(verdict, sizeof(verdict), "%.1f ×%s", import_ms / bare_ms, argv[2]);
    bench_row("import", measured, other, verdict);
    (void)snprintf(measured, sizeof(measured), "%.0f ms", load_ms);
    (void)snprintf(other, sizeof(other), "its import: %.0f ms", import_ms);
    (void)snprintf(verdict, sizeof(verdict), "%.2f ×", load_ms / import_ms);
    bench_row("load of that board", measured, other, verdict);
    return same ? 0 : 1;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int arguments;
        int (*run)(char **argv);
    } PARTS[] = {{"make", 7, make},         {"redraw", 1, redraw},       {"disk", 1, disk},
                 {"import", 3, import},     {"export", 1, bench_export}, {"book", 1, bench_book},
                 {"touch", 3, bench_touch}, {"print", 1, bench_print},   {"link", 1, bench_link}};
    for (size_t i = 0; argc > 1 && i < sizeof(PARTS) / sizeof(PARTS[0]); i++) {
        if (strcmp(PARTS[i].name, argv[1]) == 0 && argc == PARTS[i].arguments + 2) {
            return PARTS[i].run(argv + 2);
        }
    }
    fprintf(stderr, "usage: bench make|redraw|disk|import|export|touch|link …: see the top of bench.c\n");
    return 2;
}
