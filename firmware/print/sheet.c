#include "print/sheet.h"

#include <cups/raster.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { UM_PER_INCH = 25400, PWG_UM = 10 /* libcups counts in hundredths of a millimetre */ };

static int dots_of(int um, int dpi)
{
    return (int)((int64_t)um * dpi / UM_PER_INCH);
}

static int page_rows(const struct tf_sheet *sheet, int height)
{
    return sheet->height_um > 0 ? dots_of(sheet->height_um, sheet->dpi)
                                : height + 2 * dots_of(sheet->margin_um, sheet->dpi);
}

int tf_sheet_rows(const struct tf_sheet *sheet, int height)
{
    int rows = page_rows(sheet, height) - 2 * dots_of(sheet->margin_um, sheet->dpi);
    return rows > 0 ? rows : 1;
}

int tf_sheet_count(const struct tf_sheet *sheet, int height)
{
    int rows = tf_sheet_rows(sheet, height);
    return (height + rows - 1) / rows;
}

/* ---- in the spool -----------------------------------------------------------------------------------------
 */

enum tf_err tf_sheet_keep(struct tf_buf *out, const struct tf_raster *raster)
{
    tf_buf_printf(out, "P4\n%d %d\n", raster->width, raster->height);
    int bytes = (raster->width + 7) / 8;
    for (int y = 0; y < raster->height; y++) {
        tf_buf_add(out, raster->bits + (ptrdiff_t)y * raster->stride, (size_t)bytes);
    }
    return tf_buf_err(out);
}

enum tf_err tf_sheet_take(struct tf_raster *out, const void *bytes, size_t len)
{
    char head[40] = "";
    int width = 0, height = 0, used = 0;
    memcpy(head, bytes, len < sizeof head - 1 ? len : sizeof head - 1);
    if (sscanf(head, "P4\n%5d %5d%n", &width, &height, &used) != 2 || head[used] != '\n' || width <= 0 ||
        height <= 0 || len != (size_t)used + 1 + (size_t)((width + 7) / 8) * (size_t)height) {
        return TF_ERR_CORRUPT;
    }
    enum tf_err err = tf_raster_create(out, width, height);
    const uint8_t *from = (const uint8_t *)bytes + used + 1;
    size_t row = (size_t)(width + 7) / 8;
    for (int y = 0; err == TF_OK && y < height; y++) {
        memcpy(out->bits + (ptrdiff_t)y * out->stride, from + (size_t)y * row, row);
    }
    return err;
}

/* ---- sheets -----------------------------------------------------------------------------------------------
 */

/* A row of the printer's dots; what is beside the picture is white and costs nothing. */
static void fill_bits(uint8_t *line, size_t bytes, const struct tf_raster *raster,
                      const struct tf_sheet *sheet, int page, int y)
{
    int left = (dots_of(sheet->width_um, sheet->dpi) - raster->width) / 2;
    int rows = tf_sheet_rows(sheet, raster->height);
    int row = y / sheet->scale - dots_of(sheet->margin_um, sheet->dpi);
    memset(line, 0, bytes);
    if (row < 0 || row >= rows) {
        return;
    }
    for (int x = left * sheet->scale; x < (left + raster->width) * sheet->scale; x++) {
        if (tf_raster_dot(raster, x / sheet->scale - left, page * rows + row)) {
            line[x / 8] |= (uint8_t)(0x80 >> x % 8);
        }
    }
}

/* ---- PWG raster (PWG 5102.4) ------------------------------------------------------------------------------
 */

static ssize_t on_bytes(void *ctx, unsigned char *bytes, size_t len)
{
    tf_buf_add(ctx, bytes, len);
    return tf_buf_err(ctx) == TF_OK ? (ssize_t)len : -1;
}

static enum tf_err write_pwg_page(cups_raster_t *cups, const cups_page_header2_t *head,
                                  const struct tf_raster *raster, const struct tf_sheet *sheet, int page)
{
    size_t bytes = (head->cupsWidth + 7) / 8, step = head->cupsBitsPerPixel / 8;
    uint8_t *bits = malloc(bytes), *line = malloc(head->cupsBytesPerLine);
    enum tf_err err = bits != NULL && line != NULL ? TF_OK : TF_ERR_NOMEM;
    for (unsigned y = 0; err == TF_OK && y < head->cupsHeight; y++) {
        if (y % (unsigned)sheet->scale == 0) {
            fill_bits(bits, bytes, raster, sheet, page, (int)y);
            memset(line, 0xFF, head->cupsBytesPerLine);
            for (unsigned x = 0; step > 0 && x < head->cupsWidth; x++) {
                if ((bits[x / 8] & 0x80 >> x % 8) != 0) {
                    memset(line + x * step, 0, step);
                }
            }
            if (step == 0) {
                memcpy(line, bits, head->cupsBytesPerLine);
            }
        }
        err = cupsRasterWritePixels(cups, line, head->cupsBytesPerLine) > 0 ? TF_OK : TF_ERR_NOMEM;
    }
    free(bits);
    free(line);
    return err;
}

static enum tf_err write_pwg(struct tf_buf *out, enum tf_sheet_format format, const struct tf_raster *raster,
                             const struct tf_sheet *sheet)
{
    static const char *const TYPES[] = {"black_1", "sgray_8", "srgb_8"};
    cups_page_header2_t head;
    int dpi = sheet->dpi * sheet->scale, height_um = page_rows(sheet, raster->height);
    height_um =
        sheet->height_um > 0 ? sheet->height_um : (int)((int64_t)height_um * UM_PER_INCH / sheet->dpi) + 1;
    pwg_media_t *media = pwgMediaForSize(sheet->width_um / PWG_UM, height_um / PWG_UM);
    if (media == NULL || !cupsRasterInitPWGHeader(&head, media, TYPES[format - TF_SHEET_PWG_BLACK], dpi, dpi,
                                                  "one-sided", NULL)) {
        return TF_ERR_LIMIT;
    }
    cups_raster_t *cups = cupsRasterOpenIO(on_bytes, out, CUPS_RASTER_WRITE_PWG);
    enum tf_err err = cups != NULL ? TF_OK : TF_ERR_NOMEM;
    int count = tf_sheet_count(sheet, raster->height);
    head.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = (unsigned)count;
    for (int page = 0; err == TF_OK && page < count; page++) {
        err = cupsRasterWriteHeader2(cups, &head) > 0 ? TF_OK : TF_ERR_NOMEM;
        if (err == TF_OK) {
            err = write_pwg_page(cups, &head, raster, sheet, page);
        }
    }
    if (cups != NULL) {
        cupsRasterClose(cups);
    }
    return err == TF_OK ? tf_buf_err(out) : err;
}

/* ---- one bit a dot, deflated: what PDF and PNG have in common ---------------------------------------------
 */

/* 1 is white in both, so bits are turned. filter: PNG begins each row with a byte 0. */
static enum tf_err deflate_rows(struct tf_buf *out, const struct tf_raster *raster, int left, int first,
                                int top, int width, int height, int rows, bool filter)
{
    size_t row = (size_t)(width + 7) / 8 + (filter ? 1 : 0), size = row * (size_t)height;
    uLongf len = compressBound(size);
    uint8_t *plain = malloc(size), *packed = malloc(len);
    enum tf_err err = plain != NULL && packed != NULL ? TF_OK : TF_ERR_NOMEM;
    if (err == TF_OK) {
        memset(plain, 0xFF, size);
        for (int y = 0; y < height; y++) {
            uint8_t *line = plain + (size_t)y * row;
            if (filter) {
                *line++ = 0;
            }
            for (int x = 0; y >= top && y - top < rows && x < width; x++) {
                if (tf_raster_dot(raster, x - left, first + y - top)) {
                    line[x / 8] &= (uint8_t) ~(0x80 >> x % 8);
                }
            }
        }
        err = compress2(packed, &len, plain, size, Z_BEST_SPEED) == Z_OK ? TF_OK : TF_ERR_NOMEM;
    }
    if (err == TF_OK) {
        tf_buf_add(out, packed, len);
        err = tf_buf_err(out);
    }
    free(plain);
    free(packed);
    return err;
}

/* ---- PNG --------------------------------------------------------------------------------------------------
 */

static void add_u32(struct tf_buf *out, uint32_t value)
{
    const uint8_t bytes[4] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8),
                              (uint8_t)value};
    tf_buf_add(out, bytes, sizeof bytes);
}

static void add_chunk(struct tf_buf *out, const char *name, const void *bytes, size_t len)
{
    uLong crc = crc32(crc32(0, NULL, 0), (const Bytef *)name, 4);
    add_u32(out, (uint32_t)len);
    tf_buf_add(out, name, 4);
    if (len > 0) {
        tf_buf_add(out, bytes, len);
        crc = crc32(crc, bytes, (uInt)len);
    }
    add_u32(out, (uint32_t)crc);
}

static enum tf_err write_png(struct tf_buf *out, const struct tf_raster *raster, const struct tf_sheet *sheet)
{
    int width = dots_of(sheet->width_um, sheet->dpi), height = page_rows(sheet, raster->height);
    struct tf_buf head, size, rows;
    if (tf_sheet_count(sheet, raster->height) > 1) {
        return TF_ERR_LIMIT;
    }
    tf_buf_init(&head, 0);
    tf_buf_init(&size, 0);
    tf_buf_init(&rows, 0);
    add_u32(&head, (uint32_t)width);
    add_u32(&head, (uint32_t)height);
    tf_buf_add(&head, "\1\0\0\0\0", 5); /* one bit, grey */
    add_u32(&size, (uint32_t)((int64_t)sheet->dpi * 10000 / 254));
    add_u32(&size, (uint32_t)((int64_t)sheet->dpi * 10000 / 254));
    tf_buf_add(&size, "\1", 1); /* dots a metre */
    enum tf_err err =
        deflate_rows(&rows, raster, (width - raster->width) / 2, 0, dots_of(sheet->margin_um, sheet->dpi),
                     width, height, raster->height, true);
    if (err == TF_OK) {
        tf_buf_add(out, "\x89PNG\r\n\x1a\n", 8);
        add_chunk(out, "IHDR", head.data, head.len);
        add_chunk(out, "pHYs", size.data, size.len);
        add_chunk(out, "IDAT", rows.data, rows.len);
        add_chunk(out, "IEND", NULL, 0);
        err = tf_buf_err(out);
    }
    tf_buf_free(&head);
    tf_buf_free(&size);
    tf_buf_free(&rows);
    return err;
}

/* ---- PDF --------------------------------------------------------------------------------------------------
 */

static double points(int um)
{
    return um * 72.0 / UM_PER_INCH;
}

/* Three objects a page, from number 3 on: page, picture, and what puts the one on the other. */
static enum tf_err write_pdf_page(struct tf_buf *out, size_t *offsets, const struct tf_raster *raster,
                                  const struct tf_sheet *sheet, int page)
{
    int rows = tf_sheet_rows(sheet, raster->height), first = page * rows, object = 3 + page * 3;
    int height = raster->height - first < rows ? raster->height - first : rows;
    double paper_w = points(sheet->width_um), w = raster->width * 72.0 / sheet->dpi;
    double paper_h = page_rows(sheet, raster->height) * 72.0 / sheet->dpi, h = height * 72.0 / sheet->dpi;
    char place[160];
    struct tf_buf picture;
    tf_buf_init(&picture, 0);
    enum tf_err err = deflate_rows(&picture, raster, 0, first, 0, raster->width, height, height, false);
    int len = snprintf(place, sizeof place, "q %.3f 0 0 %.3f %.3f %.3f cm /P Do Q", w, h, (paper_w - w) / 2,
                       paper_h - points(sheet->margin_um) - h);
    if (err == TF_OK) {
        offsets[object] = out->len;
        tf_buf_printf(
            out,
            "%d 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Resources<</XObject<</P %d 0 "
            "R>>>>/Contents %d 0 R>>\nendobj\n",
            object, paper_w, paper_h, object + 1, object + 2);
        offsets[object + 1] = out->len;
        tf_buf_printf(out,
                      "%d 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
                      "/BitsPerComponent 1/Filter/FlateDecode/Length %zu>>\nstream\n",
                      object + 1, raster->width, height, picture.len);
        tf_buf_add(out, picture.data, picture.len);
        tf_buf_printf(out, "\nendstream\nendobj\n");
        offsets[object + 2] = out->len;
        tf_buf_printf(out, "%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", object + 2, len,
                      place);
        err = tf_buf_err(out);
    }
    tf_buf_free(&picture);
    return err;
}

static enum tf_err write_pdf(struct tf_buf *out, const struct tf_raster *raster, const struct tf_sheet *sheet)
{
    size_t offsets[3 + 3 * TF_SHEETS_MAX] = {0};
    int count = tf_sheet_count(sheet, raster->height), objects = 3 + 3 * count;
    enum tf_err err = TF_OK;
    tf_buf_printf(out, "%%PDF-1.4\n");
    offsets[1] = out->len;
    tf_buf_printf(out, "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    offsets[2] = out->len;
    tf_buf_printf(out, "2 0 obj\n<</Type/Pages/Count %d/Kids[", count);
    for (int page = 0; page < count; page++) {
        tf_buf_printf(out, "%d 0 R ", 3 + page * 3);
    }
    tf_buf_printf(out, "]>>\nendobj\n");
    for (int page = 0; err == TF_OK && page < count; page++) {
        err = write_pdf_page(out, offsets, raster, sheet, page);
    }
    size_t start = out->len;
    tf_buf_printf(out, "xref\n0 %d\n0000000000 65535 f \n", objects);
    for (int i = 1; i < objects; i++) {
        tf_buf_printf(out, "%010zu 00000 n \n", offsets[i]);
    }
    tf_buf_printf(out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", objects, start);
    return err == TF_OK ? tf_buf_err(out) : err;
}

enum tf_err tf_sheet_write(struct tf_buf *out, enum tf_sheet_format format, const struct tf_raster *raster,
                           const struct tf_sheet *sheet)
{
    if (raster->width > dots_of(sheet->width_um, sheet->dpi) ||
        tf_sheet_count(sheet, raster->height) > TF_SHEETS_MAX) {
        return TF_ERR_LIMIT;
    }
    switch (format) {
    case TF_SHEET_PDF:
        return write_pdf(out, raster, sheet);
    case TF_SHEET_PNG:
        return write_png(out, raster, sheet);
    case TF_SHEET_PWG_BLACK:
    case TF_SHEET_PWG_GREY:
    case TF_SHEET_PWG_COLOUR:
        break;
    }
    return write_pwg(out, format, raster, sheet);
}
