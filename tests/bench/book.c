/* The book of proceedings in each form, from a board to the last byte, beside one walk over every field of
 * the board. */
#include "bench/bench.h"

#include "base/lang.h"
#include "kiosk/book_forms.h"
#include "support/support.h"

#include <stdio.h>

enum { ROUNDS = 5 };

static double walk_ms(const struct tf_board *board)
{
    double start = bench_now_ms();
    uint64_t hash = tf_board_hash(board);
    double ms = bench_now_ms() - start;
    if (hash == 0) { /* nobody may leave the walk out */
        printf("\n");
    }
    return ms;
}

/* The first round opens the fonts, as a command does that writes one book and ends. */
static void measure(const struct tf_book_form *form, struct tf_board *board, double walk)
{
    const struct tf_book_options options = {.lang = TF_LANG_EN, .base_url = "http://10.0.0.5:8080"};
    double first = 0;
    double values[ROUNDS];
    size_t bytes = 0;
    char name[60], measured[120], other[120];
    struct tf_pictures *pictures = NULL;
    for (int i = 0; i < ROUNDS; i++) {
        struct tf_problem problem = {0};
        struct tf_book *book = NULL;
        struct tf_buf out;
        tf_buf_init(&out, 0);
        double start = bench_now_ms();
        if ((form->is_drawn && pictures == NULL && tf_pictures_open(&pictures, &problem) != TF_OK) ||
            tf_book_open(&book, board, &options) != TF_OK || form->write(&out, book, pictures, 0) != TF_OK) {
            bench_fail(form->extension, &problem);
        }
        values[i] = bench_now_ms() - start;
        first = i == 0 ? values[0] : first;
        bytes = out.len;
        tf_book_close(book);
        tf_buf_free(&out);
    }
    (void)snprintf(name, sizeof(name), "the book as %s, %zu sessions, %zu notes", form->extension,
                   tf_table_count(board->tables[TF_KIND_SESSION]),
                   tf_table_count(board->tables[TF_KIND_NOTE]));
    (void)snprintf(measured, sizeof(measured), "%.0f ms the first time, %.0f ms median, %zu KB", first,
                   bench_at_permille(values, ROUNDS, 500), bytes / 1024);
    (void)snprintf(other, sizeof(other), "a walk over every field of it: %.1f ms", walk);
    bench_row(name, measured, other, "≤ 1,000 ms");
    tf_pictures_close(pictures);
}

int bench_book(char **argv)
{
    struct tf_desk *desk = bench_desk(NULL, argv[0]);
    struct tf_board *board = tf_desk_board(desk);
    double walk = walk_ms(board);
    for (const struct tf_book_form *form = tf_book_forms(); form->extension != NULL; form++) {
        measure(form, board, walk);
    }
    tf_desk_close(desk);
    return 0;
}
