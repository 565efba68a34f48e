/* Exports of a large schedule, each beside one walk over every field of the same board: what a writer does
 * that looks at everything once. */
#include "bench/bench.h"

#include "exchange/exchange.h"
#include "kiosk/gallery.h"
#include "support/support.h"

#include <stdio.h>

enum { ROUNDS = 11 };

static double walk_ms(const struct tf_board *board)
{
    double values[ROUNDS];
    uint64_t hash = 0;
    for (int i = 0; i < ROUNDS; i++) {
        double start = bench_now_ms();
        hash ^= tf_board_hash(board) + (uint64_t)i;
        values[i] = bench_now_ms() - start;
    }
    if (hash == 0) { /* nobody may leave the walk out */
        printf("\n");
    }
    return bench_at_permille(values, ROUNDS, 500);
}

static void row(const char *name, double *values, double walk, size_t bytes, const char *limit)
{
    double ms = bench_at_permille(values, ROUNDS, 500);
    char measured[120], other[120], verdict[60];
    (void)snprintf(measured, sizeof measured, "%.1f ms median, %zu KB", ms, bytes / 1024);
    (void)snprintf(other, sizeof other, "a walk over every field of it: %.1f ms", walk);
    (void)snprintf(verdict, sizeof verdict, "%.1f × (≤ %s)", ms / walk, limit);
    bench_row(name, measured, other, verdict);
}

static void measure_grid(struct tf_board *board, double walk)
{
    struct tf_gallery *gallery = NULL;
    double values[ROUNDS];
    size_t bytes = 0;
    if (tf_gallery_create(&gallery) != TF_OK) {
        bench_fail("gallery", &(struct tf_problem){.what = "no memory"});
    }
    for (int i = -1; i < ROUNDS; i++) { /* the first opens the fonts */
        struct tf_buf out;
        tf_buf_init(&out, 0);
        board->revision++; /* ours alone: another revision is drawn anew */
        double start = bench_now_ms();
        if (tf_gallery_grid(gallery, &out, board, 0) != TF_OK) {
            bench_fail("grid", &(struct tf_problem){.what = "not drawn"});
        }
        values[i < 0 ? 0 : i] = bench_now_ms() - start;
        bytes = out.len;
        tf_buf_free(&out);
    }
    row("the grid as a PNG for phones", values, walk, bytes, "100 ms");
    tf_gallery_destroy(gallery);
}

int bench_export(char **argv)
{
    struct tf_desk *desk = bench_desk(NULL, argv[0]);
    struct tf_board *board = tf_board_ref(tf_desk_board(desk));
    double walk = walk_ms(board);
    for (const struct tf_writer *const *writer = tf_exchange_writers(); *writer; writer++) {
        const struct tf_write_options options = {.base_url = "http://10.0.0.5:8080", .now = SUPPORT_10H00_S};
        double values[ROUNDS];
        char name[60];
        size_t bytes = 0;
        for (int i = 0; i < ROUNDS; i++) {
            struct tf_buf out;
            tf_buf_init(&out, 0);
            double start = bench_now_ms();
            if ((*writer)->write(&out, board, &options) != TF_OK) {
                bench_fail((*writer)->name, &(struct tf_problem){.what = "not written"});
            }
            values[i] = bench_now_ms() - start;
            bytes = out.len;
            tf_buf_free(&out);
        }
        (void)snprintf(name, sizeof name, "export as %s", (*writer)->name);
        row(name, values, walk, bytes, "50 ms");
    }
    tf_desk_close(desk);
    measure_grid(board, walk);
    tf_board_unref(board);
    return 0;
}
