/* escpos_reader.h: bytes → commands → picture, as a printer would understand them. Knows nothing of the code
 * that writes them, and refuses what it does not know: a byte of a title that became a command would be
 * found. */
#ifndef TF_TESTS_ESCPOS_READER_H
#define TF_TESTS_ESCPOS_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ESCPOS_CODES_MAX = 4, ESCPOS_TEXT_MAX = 1024, ESCPOS_ROWS_MAX = 20000 };

struct escpos_print {
    int width, height; /* of the paper: the head's dots, rows so far */
    uint8_t *dots;     /* [height * width], 1 is black */
    int widest_row;    /* the last black column + 1 */
    size_t starts, bands, columns, cuts, feeds;
    int fed_rows;      /* by ESC J at the end */
    size_t code_count; /* QR codes that the printer was told to draw */
    char codes[ESCPOS_CODES_MAX][ESCPOS_TEXT_MAX];
    int code_modules[ESCPOS_CODES_MAX];
    char problem[160]; /* why it stopped reading */
    size_t stopped_at; /* byte */
};

/* false: something that it does not know, or an end in the middle. dots may be there all the same. */
bool escpos_read(struct escpos_print *out, int width, const uint8_t *bytes, size_t len);
void escpos_free(struct escpos_print *print);
bool escpos_dot(const struct escpos_print *print, int x, int y);
/* As a picture that zbarimg and people read, with `scale` pixels a dot and a white margin. */
void escpos_write_pgm(const struct escpos_print *print, const char *path, int scale);

#endif
