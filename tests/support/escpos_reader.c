#include "support/escpos_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct escpos_print *print;
    const uint8_t *bytes;
    size_t len, at;
    int line_spacing; /* rows; -1: the printer's own */
    char stored[ESCPOS_TEXT_MAX];
    int module;
    int line_rows; /* of the picture that waits for its line feed */
};

static bool stop(struct reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool stop(struct reader *reader, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(reader->print->problem, sizeof reader->print->problem, format, args);
    va_end(args);
    reader->print->stopped_at = reader->at;
    return false;
}

static bool has(const struct reader *reader, size_t count)
{
    return reader->len - reader->at >= count;
}

static bool grow(struct reader *reader, int rows)
{
    struct escpos_print *print = reader->print;
    if (rows < 0 || print->height + rows > ESCPOS_ROWS_MAX) {
        return stop(reader, "the paper is too long");
    }
    size_t old = (size_t)print->height * (size_t)print->width;
    size_t more = (size_t)rows * (size_t)print->width;
    uint8_t *dots = realloc(print->dots, old + more + 1);
    if (dots == NULL) {
        return stop(reader, "no memory");
    }
    memset(dots + old, 0, more);
    print->dots = dots;
    print->height += rows;
    return true;
}

static bool blacken(struct reader *reader, int x, int y)
{
    struct escpos_print *print = reader->print;
    if (x >= print->width) {
        return stop(reader, "a black dot past the head, at %d", x);
    }
    print->dots[(size_t)y * (size_t)print->width + (size_t)x] = 1;
    print->widest_row = x + 1 > print->widest_row ? x + 1 : print->widest_row;
    return true;
}

/* GS v 0 m xL xH yL yH d… */
static bool read_band(struct reader *reader)
{
    if (!has(reader, 8)) {
        return stop(reader, "GS v 0 without its size");
    }
    const uint8_t *head = reader->bytes + reader->at;
    size_t stride = head[4] + 256u * head[5], rows = head[6] + 256u * head[7];
    if (head[2] != '0' || head[3] != 0 || stride == 0 || rows == 0 || stride > 256) {
        return stop(reader, "GS v %02x %02x, %zu by %zu", head[2], head[3], stride, rows);
    }
    reader->at += 8;
    if (!has(reader, stride * rows)) {
        return stop(reader, "a band of %zu rows ends early", rows);
    }
    int top = reader->print->height;
    if (!grow(reader, (int)rows)) {
        return false;
    }
    for (size_t y = 0; y < rows; y++) {
        for (size_t x = 0; x < stride * 8; x++) {
            bool black = (reader->bytes[reader->at + y * stride + x / 8] >> (7 - x % 8)) & 1;
            if (black && !blacken(reader, (int)x, top + (int)y)) {
                return false;
            }
        }
    }
    reader->at += stride * rows;
    reader->print->bands++;
    return true;
}

/* ESC * 33 nL nH d…: 24 rows, drawn where the paper is; the line feed moves on. */
static bool read_columns(struct reader *reader)
{
    if (!has(reader, 5) || reader->bytes[reader->at + 2] != 33) {
        return stop(reader, "ESC * in a density that is not 24 dots");
    }
    size_t count = reader->bytes[reader->at + 3] + 256u * reader->bytes[reader->at + 4];
    reader->at += 5;
    if (!has(reader, count * 3)) {
        return stop(reader, "%zu columns end early", count);
    }
    int top = reader->print->height;
    if (reader->line_rows != 0 || !grow(reader, 24)) {
        return stop(reader, "two pictures on one line");
    }
    for (size_t x = 0; x < count; x++) {
        for (size_t y = 0; y < 24; y++) {
            bool black = (reader->bytes[reader->at + x * 3 + y / 8] >> (7 - y % 8)) & 1;
            if (black && !blacken(reader, (int)x, top + (int)y)) {
                return false;
            }
        }
    }
    reader->at += count * 3;
    reader->line_rows = 24;
    reader->print->columns++;
    return true;
}

static bool read_line_feed(struct reader *reader)
{
    if (reader->line_rows == 0) {
        return stop(reader, "a line feed without a picture");
    }
    if (reader->line_spacing != reader->line_rows) {
        return stop(reader, "white stripes: lines of %d rows, %d apart", reader->line_rows,
                    reader->line_spacing);
    }
    reader->line_rows = 0;
    reader->at++;
    return true;
}

static bool read_escape(struct reader *reader)
{
    if (!has(reader, 2)) {
        return stop(reader, "ESC at the end");
    }
    uint8_t command = reader->bytes[reader->at + 1];
    uint8_t number = has(reader, 3) ? reader->bytes[reader->at + 2] : 0;
    switch (command) {
    case '@':
        reader->print->starts++;
        reader->line_spacing = -1;
        reader->at += 2;
        return true;
    case '*':
        return read_columns(reader);
    case '2':
        reader->line_spacing = -1;
        reader->at += 2;
        return true;
    case '3':
        reader->line_spacing = number;
        reader->at += 3;
        return has(reader, 0);
    case 'a':
        reader->at += 3;
        return number <= 2 || stop(reader, "ESC a %u", number);
    case 'J':
        reader->at += 3;
        reader->print->feeds++;
        reader->print->fed_rows += number;
        return reader->at <= reader->len && grow(reader, number);
    default:
        return stop(reader, "ESC %02x", command);
    }
}

/* GS ( k pL pH cn fn …; cn 49 is QR. */
static bool read_code(struct reader *reader)
{
    if (!has(reader, 7) || reader->bytes[reader->at + 2] != 'k') {
        return stop(reader, "GS ( something else");
    }
    const uint8_t *head = reader->bytes + reader->at;
    size_t size = head[3] + 256u * head[4];
    if (head[5] != 49 || size < 3 || !has(reader, 5 + size)) {
        return stop(reader, "GS ( k for another code, or short");
    }
    const uint8_t *data = head + 7;
    struct escpos_print *print = reader->print;
    switch (head[6]) {
    case 65: /* model */
        if (size != 4 || data[0] != 50 || data[1] != 0) {
            return stop(reader, "QR model %02x", data[0]);
        }
        break;
    case 67: /* module */
        reader->module = data[0];
        break;
    case 69: /* correction */
        if (size != 3 || data[0] < 48 || data[0] > 51) {
            return stop(reader, "QR correction %02x", data[0]);
        }
        break;
    case 80: /* store */
        if (data[0] != 48 || size - 3 >= sizeof reader->stored) {
            return stop(reader, "QR store %02x", data[0]);
        }
        memcpy(reader->stored, data + 1, size - 3);
        reader->stored[size - 3] = '\0';
        break;
    case 81: /* print */
        if (data[0] != 48 || print->code_count == ESCPOS_CODES_MAX) {
            return stop(reader, "QR print %02x", data[0]);
        }
        memcpy(print->codes[print->code_count], reader->stored, sizeof reader->stored);
        print->code_modules[print->code_count++] = reader->module;
        break;
    default:
        return stop(reader, "QR function %u", head[6]);
    }
    reader->at += 5 + size;
    return true;
}

static bool read_group(struct reader *reader)
{
    if (!has(reader, 3)) {
        return stop(reader, "GS at the end");
    }
    switch (reader->bytes[reader->at + 1]) {
    case 'v':
        return read_band(reader);
    case '(':
        return read_code(reader);
    case 'V':
        reader->print->cuts++;
        reader->at += 3;
        return reader->bytes[reader->at - 1] <= 1 || stop(reader, "GS V %u", reader->bytes[reader->at - 1]);
    default:
        return stop(reader, "GS %02x", reader->bytes[reader->at + 1]);
    }
}

bool escpos_read(struct escpos_print *out, int width, const uint8_t *bytes, size_t len)
{
    *out = (struct escpos_print){.width = width};
    struct reader reader = {.print = out, .bytes = bytes, .len = len, .line_spacing = -1};
    bool ok = true;
    while (ok && reader.at < len) {
        switch (bytes[reader.at]) {
        case 0x1b:
            ok = read_escape(&reader);
            break;
        case 0x1d:
            ok = read_group(&reader);
            break;
        case '\n':
            ok = read_line_feed(&reader);
            break;
        default:
            ok = stop(&reader, "%02x is no command and no picture", bytes[reader.at]);
            break;
        }
    }
    if (ok && reader.at > len) {
        return stop(&reader, "a command ends early");
    }
    return ok && (reader.line_rows == 0 || stop(&reader, "a line without its end"));
}

void escpos_free(struct escpos_print *print)
{
    free(print->dots);
    *print = (struct escpos_print){0};
}

bool escpos_dot(const struct escpos_print *print, int x, int y)
{
    return x >= 0 && y >= 0 && x < print->width && y < print->height &&
           print->dots[(size_t)y * (size_t)print->width + (size_t)x] != 0;
}

void escpos_write_pgm(const struct escpos_print *print, const char *path, int scale)
{
    enum { MARGIN = 16 };
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        return;
    }
    int width = (print->width + 2 * MARGIN) * scale, height = (print->height + 2 * MARGIN) * scale;
    fprintf(file, "P5\n%d %d\n255\n", width, height);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            fputc(escpos_dot(print, x / scale - MARGIN, y / scale - MARGIN) ? 0 : 255, file);
        }
    }
    fclose(file);
}
