#include "print/escpos.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

/* Commands, after Epson's "ESC/POS Command Reference". */
enum {
    DLE = 0x10,
    EOT = 0x04,
    ESC = 0x1b,
    GS = 0x1d,
    COLUMN_ROWS = 24, /* of ESC * 33: three bytes a column */
    DOUBLE_DENSITY = 33,
    FEED_MAX = 255,
};

static void put(struct tf_buf *out, const unsigned char *bytes, size_t len)
{
    tf_buf_add(out, bytes, len);
}

/* Printers look for real-time commands (status, recover, switch off) in everything that comes, pictures too.
 * Where dots happen to look like one, one dot more makes them look like none. */
static void put_dots(struct tf_buf *out, const unsigned char *bytes, size_t len)
{
    enum { ENQ = 0x05, DC4 = 0x14, NO_DLE = DLE | 0x08 };
    size_t from = out->len;
    put(out, bytes, len);
    for (size_t i = from; i + 1 < out->len; i++) {
        unsigned char next = (unsigned char)out->data[i + 1];
        if (out->data[i] == DLE && (next == EOT || next == ENQ || next == DC4)) {
            out->data[i] = NO_DLE;
        }
    }
}

static unsigned char low(int number)
{
    return (unsigned char)(number & 0xff);
}

static unsigned char high(int number)
{
    return (unsigned char)((number >> 8) & 0xff);
}

/* ---- picture ----------------------------------------------------------------------------------------------
 */

static void put_bands(struct tf_buf *out, const struct tf_raster *raster, int top, int bottom, int band_rows)
{
    for (int y = top; y < bottom; y += band_rows) {
        int rows = bottom - y < band_rows ? bottom - y : band_rows;
        const unsigned char head[] = {GS,        'v',       '0', 0, low(raster->stride), high(raster->stride),
                                      low(rows), high(rows)};
        put(out, head, sizeof head);
        put_dots(out, raster->bits + (ptrdiff_t)y * raster->stride, (size_t)rows * (size_t)raster->stride);
    }
}

static void read_column(unsigned char out[COLUMN_ROWS / 8], const struct tf_raster *raster, int x, int top,
                        int bottom)
{
    memset(out, 0, COLUMN_ROWS / 8);
    for (int i = 0; i < COLUMN_ROWS && top + i < bottom; i++) {
        if (tf_raster_dot(raster, x, top + i)) {
            out[i / 8] = (unsigned char)(out[i / 8] | (0x80 >> (i % 8)));
        }
    }
}

static void put_columns(struct tf_buf *out, const struct tf_raster *raster, int top, int bottom)
{
    const unsigned char tight[] = {ESC, '3', COLUMN_ROWS}; /* a line is as high as its dots */
    const unsigned char usual[] = {ESC, '2'};
    unsigned char line[TF_RASTER_WIDTH_MAX * COLUMN_ROWS / 8];
    put(out, tight, sizeof tight);
    for (int y = top; y < bottom; y += COLUMN_ROWS) {
        const unsigned char head[] = {ESC, '*', DOUBLE_DENSITY, low(raster->width), high(raster->width)};
        put(out, head, sizeof head);
        for (int x = 0; x < raster->width; x++) {
            read_column(line + x * COLUMN_ROWS / 8, raster, x, y, bottom);
        }
        put_dots(out, line, (size_t)raster->width * COLUMN_ROWS / 8);
        tf_buf_putc(out, '\n');
    }
    put(out, usual, sizeof usual);
}

static void put_picture(struct tf_buf *out, const struct tf_raster *raster, const struct tf_profile *profile,
                        int top, int bottom)
{
    if (profile->raster == TF_PROFILE_COLUMNS) {
        put_columns(out, raster, top, bottom);
    } else {
        put_bands(out, raster, top, bottom, profile->band_rows);
    }
}

static void put_feed(struct tf_buf *out, int dots)
{
    while (dots > 0) {
        int step = dots < FEED_MAX ? dots : FEED_MAX;
        const unsigned char feed[] = {ESC, 'J', low(step)};
        put(out, feed, sizeof feed);
        dots -= step;
    }
}

/* ---- QR by the printer ------------------------------------------------------------------------------------
 */

static void put_function(struct tf_buf *out, unsigned char function, const void *data, size_t len)
{
    int size = (int)len + 2;
    const unsigned char head[] = {GS, '(', 'k', low(size), high(size), '1', function};
    put(out, head, sizeof head);
    put(out, data, len);
}

static void put_code(struct tf_buf *out, const struct tf_escpos_code *code)
{
    enum { MODEL = 'A', MODULE = 'C', CORRECTION = 'E', STORE = 'P', PRINT = 'Q', MODULE_MAX = 16 };
    const unsigned char centre[] = {ESC, 'a', 1};
    const unsigned char left[] = {ESC, 'a', 0};
    const unsigned char model[] = {'2', 0};
    const unsigned char correction = '1'; /* medium */
    unsigned char module = low(code->module_dots < MODULE_MAX ? code->module_dots : MODULE_MAX);
    char store[TF_ESCPOS_CODE_BYTES_MAX + 1];
    size_t len = strlen(code->text);
    assert(len <= TF_ESCPOS_CODE_BYTES_MAX && code->module_dots > 0);

    store[0] = '0';
    memcpy(store + 1, code->text, len);
    put(out, centre, sizeof centre);
    put_function(out, MODEL, model, sizeof model);
    put_function(out, MODULE, &module, 1);
    put_function(out, CORRECTION, &correction, 1);
    put_function(out, STORE, store, len + 1);
    put_function(out, PRINT, "0", 1);
    put(out, left, sizeof left);
}

/* ---- a job ------------------------------------------------------------------------------------------------
 */

static bool draws_code(const struct tf_raster *raster, const struct tf_profile *profile,
                       const struct tf_escpos_code *code)
{
    return profile->native_qr && code != NULL && code->text != NULL && code->text[0] != '\0' &&
           strlen(code->text) <= TF_ESCPOS_CODE_BYTES_MAX && code->module_dots > 0 && code->top >= 0 &&
           code->height > 0 && code->top + code->height <= raster->height;
}

enum tf_err tf_escpos_write(struct tf_buf *out, const struct tf_raster *raster,
                            const struct tf_profile *profile, const struct tf_escpos_code *code)
{
    const unsigned char start[] = {ESC, '@'};
    const unsigned char cut[] = {GS, 'V', profile->cutter == TF_PROFILE_CUTTER_FULL ? 0 : 1};

    if (raster->width > profile->width_dots) {
        return TF_ERR_LIMIT;
    }
    put(out, start, sizeof start);
    if (draws_code(raster, profile, code)) {
        put_picture(out, raster, profile, 0, code->top);
        put_code(out, code);
        put_picture(out, raster, profile, code->top + code->height, raster->height);
    } else {
        put_picture(out, raster, profile, 0, raster->height);
    }
    put_feed(out, profile->feed_dots);
    if (profile->cutter != TF_PROFILE_CUTTER_NONE) {
        put(out, cut, sizeof cut);
    }
    return tf_buf_err(out);
}

/* ---- status -----------------------------------------------------------------------------------------------
 */

void tf_escpos_ask(unsigned char out[TF_ESCPOS_ASK_BYTES], enum tf_escpos_question question)
{
    out[0] = DLE;
    out[1] = EOT;
    out[2] = (unsigned char)question;
}

struct meaning {
    enum tf_escpos_question question;
    unsigned char bits;
    enum tf_escpos_trouble trouble;
};
/* The worst first. */
static const struct meaning MEANINGS[] = {
    {TF_ESCPOS_ASK_ERROR, 0x20, TF_ESCPOS_BROKEN},      {TF_ESCPOS_ASK_ERROR, 0x0c, TF_ESCPOS_CUTTER},
    {TF_ESCPOS_ASK_ERROR, 0x40, TF_ESCPOS_TOO_HOT},     {TF_ESCPOS_ASK_OFFLINE, 0x04, TF_ESCPOS_COVER_OPEN},
    {TF_ESCPOS_ASK_OFFLINE, 0x20, TF_ESCPOS_PAPER_OUT}, {TF_ESCPOS_ASK_PAPER, 0x60, TF_ESCPOS_PAPER_OUT},
    {TF_ESCPOS_ASK_PRINTER, 0x08, TF_ESCPOS_OFFLINE},   {TF_ESCPOS_ASK_OFFLINE, 0x48, TF_ESCPOS_OFFLINE},
    {TF_ESCPOS_ASK_PAPER, 0x0c, TF_ESCPOS_PAPER_LOW},
};

enum tf_err tf_escpos_answer(enum tf_escpos_trouble *out, enum tf_escpos_question question,
                             unsigned char byte)
{
    enum { FIXED_MASK = 0x93, FIXED = 0x12 }; /* 0 xx1 xx10 in every answer */
    *out = TF_ESCPOS_READY;
    if ((byte & FIXED_MASK) != FIXED) {
        return TF_ERR_INVALID;
    }
    for (size_t i = 0; i < sizeof MEANINGS / sizeof MEANINGS[0]; i++) {
        if (MEANINGS[i].question == question && (byte & MEANINGS[i].bits) != 0) {
            *out = MEANINGS[i].trouble;
            break;
        }
    }
    return TF_OK;
}
