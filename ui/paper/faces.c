#include "paper/faces.h"

#include "canvas/fonts_list.h"
#include "paper/emoji.h"
#include "paper/face.h"

#include <hb-ot.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unistr.h>

enum { SIZE_PX_MAX = 4096, SPACES_A_CLUSTER = 2 };
static const double UNITS = 64; /* HarfBuzz's numbers are whole: so many to a pixel */
static const double GAP_PX = 0.5;

struct tf_faces {
    struct tf_fonts_list list;
    struct tf_face faces[TF_FONTS_FACES_MAX][2]; /* regular, bold */
    struct tf_face_library *library;
    hb_buffer_t *buffer;
    struct tf_font_glyph glyphs[TF_FONT_RUN_BYTES_MAX * 4]; /* of the run that was asked for last */
    struct tf_font_cluster clusters[TF_FONT_RUN_BYTES_MAX];
    char text[TF_FONT_RUN_BYTES_MAX]; /* what they are of */
    size_t text_len;
};

static struct tf_face_file file_of(const struct tf_faces *faces, int face, bool bold)
{
    const struct tf_fonts_face *of = &faces->list.faces[face];
    bool has_bold = bold && of->bold != NULL;
    return (struct tf_face_file){has_bold ? of->bold : of->regular, of->index,
                                 bold && !has_bold && !of->is_colour};
}

/* Opened, at that size; NULL: cannot be. */
static struct tf_face *face_at(struct tf_faces *faces, int face, int size_px, bool bold)
{
    if (face < 0 || (size_t)face >= faces->list.count || size_px < 1 || size_px > SIZE_PX_MAX) {
        return NULL;
    }
    struct tf_face *found = &faces->faces[face][bold];
    struct tf_face_file file = file_of(faces, face, bold);
    if (tf_face_open(found, &file) != TF_OK) {
        return NULL;
    }
    int scale = (int)(size_px * UNITS);
    hb_font_set_scale(found->shaper, scale, scale);
    return found;
}

static bool covers(void *engine, int face, uint32_t code_point)
{
    struct tf_face *found = face_at(engine, face, 1, false);
    hb_codepoint_t glyph = 0;
    return found != NULL && hb_font_get_nominal_glyph(found->shaper, code_point, &glyph) != 0 && glyph != 0;
}

static int face_for(void *engine, uint32_t code_point, uint32_t script, bool emoji)
{
    struct tf_faces *faces = engine;
    return tf_fonts_list_face_for(&faces->list, code_point, script, emoji, covers, faces);
}

static enum tf_err metrics(void *engine, int face, int size_px, bool bold, struct tf_font_metrics *out)
{
    struct tf_face *found = face_at(engine, face, size_px, bold);
    hb_font_extents_t extents;
    hb_position_t cap = 0;
    if (found == NULL || hb_font_get_h_extents(found->shaper, &extents) == 0) {
        return TF_ERR_NOT_FOUND;
    }
    if (hb_ot_metrics_get_position(found->shaper, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap) == 0) {
        cap = extents.ascender * 3 / 4;
    }
    *out = (struct tf_font_metrics){
        .ascent_px = (int)(extents.ascender / UNITS + 0.5),
        .descent_px = (int)(-extents.descender / UNITS + 0.5),
        .line_px = (int)((extents.ascender - extents.descender + extents.line_gap) / UNITS + 0.5),
        .cap_px = (int)(cap / UNITS + 0.5)};
    return TF_OK;
}

/* The run's glyphs in the buffer; NULL: cannot be drawn. */
static struct tf_face *shape(struct tf_faces *faces, const struct tf_font_run *run)
{
    struct tf_face *face = run->len == 0 || run->len > TF_FONT_RUN_BYTES_MAX
                               ? NULL
                               : face_at(faces, run->face, run->size_px, run->bold);
    if (face == NULL) {
        return NULL;
    }
    hb_buffer_t *buffer = faces->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, run->text, (int)run->len, 0, (int)run->len);
    hb_buffer_set_direction(buffer, run->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer,
                         run->script == 0 ? HB_SCRIPT_COMMON : hb_script_from_iso15924_tag(run->script));
    hb_buffer_set_language(buffer, HB_LANGUAGE_INVALID);
    /* A mark belongs to the letter it stands on: apart from it, a reader of PDF would sort it by where it
     * stands. */
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_shape(face->shaper, buffer, NULL, 0);
    return hb_buffer_allocation_successful(buffer) != 0 ? face : NULL;
}

static double width_of(struct tf_faces *faces, const struct tf_font_run *run)
{
    unsigned count = 0;
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(faces->buffer, &count);
    bool is_colour = faces->list.faces[run->face].is_colour; /* each is a picture of the same size */
    double width = 0;
    for (unsigned i = 0; i < count; i++) {
        width += !is_colour ? at[i].x_advance / UNITS : at[i].x_advance > 0 ? TF_EMOJI_EMS * run->size_px : 0;
    }
    return width;
}

static enum tf_err measure(void *engine, const struct tf_font_run *run, int *width_px)
{
    struct tf_faces *faces = engine;
    double width = shape(faces, run) == NULL ? 0 : width_of(faces, run);
    *width_px = width < 0 ? 0 : (int)(width + 0.5);
    return TF_OK;
}

static enum tf_err render(void *engine, const struct tf_font_run *run, struct tf_font_bitmap *out)
{
    struct tf_faces *faces = engine;
    struct tf_face *face = shape(faces, run);
    *out = (struct tf_font_bitmap){0};
    if (face == NULL || !faces->list.faces[run->face].is_colour) {
        return TF_OK; /* letters are drawn as glyphs */
    }
    struct tf_face_file file = file_of(faces, run->face, run->bold);
    enum tf_err err = tf_face_outlines(face, &file, faces->library);
    uint32_t ids[TF_FONT_RUN_BYTES_MAX];
    unsigned count = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(faces->buffer, &count);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(faces->buffer, &count);
    size_t seen = 0; /* joiners and selectors have no width */
    for (unsigned i = 0; i < count && seen < TF_FONT_RUN_BYTES_MAX; i++) {
        ids[seen] = info[i].codepoint;
        seen += at[i].x_advance > 0;
    }
    return err == TF_OK && seen > 0 ? tf_emoji_render(face->ft, ids, seen, run->size_px, out) : err;
}

/* ---- which bytes became which glyphs ----------------------------------------------------------------------
 */

static bool means_the_same(uint32_t code_point, const char *text, size_t len)
{
    uint8_t one[6];
    uint8_t said[32];
    uint8_t meant[32];
    size_t said_len = sizeof(said), meant_len = sizeof(meant);
    int one_len = u8_uctomb(one, code_point, sizeof(one));
    if (one_len <= 0 || len > 16) {
        return false;
    }
    const uint8_t *a = u8_normalize(UNINORM_NFKC, one, (size_t)one_len, said, &said_len);
    const uint8_t *b = u8_normalize(UNINORM_NFKC, (const uint8_t *)text, len, meant, &meant_len);
    return a == said && b == meant && said_len == meant_len && memcmp(said, meant, said_len) == 0;
}

/* Two Arabic letters that are one glyph, as one character, where Unicode has one ("presentation forms"): a
 * reader of PDF shares the room of what stands together among its characters from left to right, then reads
 * the line from the right, and has them the wrong way round; one character cannot be turned. Whoever searches
 * means the same by both. 0: none. */
static uint32_t form_of(const struct tf_face *face, uint32_t glyph, const char *text, size_t len)
{
    static const uint32_t RANGES[][2] = {{0xFB1D, 0xFDFF}, {0xFE70, 0xFEFC}};
    for (size_t i = 0; i < sizeof(RANGES) / sizeof(RANGES[0]); i++) {
        for (uint32_t code_point = RANGES[i][0]; code_point <= RANGES[i][1]; code_point++) {
            hb_codepoint_t its = 0;
            if (hb_font_get_nominal_glyph(face->shaper, code_point, &its) != 0 && its == glyph &&
                means_the_same(code_point, text, len)) {
                return code_point;
            }
        }
    }
    return 0;
}

/* What stands together in a line from the right, a letter and its vowels say, the last character first: read
 * as above, it is the right way round again. */
static void turn(char *out, const char *text, size_t len)
{
    ucs4_t one;
    for (size_t at = 0; at < len;) {
        int step = u8_mbtouc(&one, (const uint8_t *)text + at, len - at);
        step = step > 0 ? step : 1;
        memcpy(out + len - at - (size_t)step, text + at, (size_t)step);
        at += (size_t)step;
    }
}

/* Returns how many bytes the cluster has now. */
static size_t add_text(struct tf_faces *faces, const struct tf_face *face, const struct tf_font_run *run,
                       size_t begins, size_t len, uint32_t only_glyph)
{
    const char *text = run->text + begins;
    bool is_several = len > 2 && run->rtl && only_glyph != 0; /* such letters have two bytes or three */
    uint32_t form = is_several ? form_of(face, only_glyph, text, len) : 0;
    int form_len = 0;
    if (form != 0) {
        form_len = u8_uctomb((uint8_t *)faces->text + faces->text_len, form, (ptrdiff_t)len);
    }
    if (form_len <= 0 && run->rtl) {
        turn(faces->text + faces->text_len, text, len);
    } else if (form_len <= 0) {
        memcpy(faces->text + faces->text_len, text, len);
    }
    size_t added = form_len > 0 ? (size_t)form_len : len;
    faces->text_len += added;
    return added;
}

/* HarfBuzz numbers every glyph by the first byte it came from, rising along the line or, right to left,
 * falling. */
static size_t find_clusters(struct tf_faces *faces, const struct tf_face *face, const struct tf_font_run *run)
{
    unsigned count = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(faces->buffer, &count);
    struct tf_font_cluster *clusters = faces->clusters;
    size_t made = 0;
    uint32_t begins = 0; /* the byte at which the cluster at hand begins: the first one at the run's */
    faces->text_len = 0;
    for (unsigned i = 0; i < count;) {
        const hb_glyph_info_t *first = &info[run->rtl ? count - 1 - i : i];
        unsigned end = i;
        while (end < count && info[run->rtl ? count - 1 - end : end].cluster == first->cluster) {
            end++;
        }
        uint32_t next = end < count ? info[run->rtl ? count - 1 - end : end].cluster : (uint32_t)run->len;
        if (next <= begins || next > run->len || made == TF_FONT_RUN_BYTES_MAX) {
            return 0;
        }
        uint32_t only_glyph = end - i == 1 ? first->codepoint : 0;
        size_t bytes = add_text(faces, face, run, begins, next - begins, only_glyph);
        clusters[made++] = (struct tf_font_cluster){(int)bytes, (int)(end - i)};
        begins = next;
        i = end;
    }
    return made;
}

/* ---- where they stand -------------------------------------------------------------------------------------
 */

struct pen {
    struct tf_font_glyph *glyphs;
    size_t count;
    double x;
};

static void put(struct pen *pen, uint32_t id, double x, double y)
{
    pen->glyphs[pen->count++] = (struct tf_font_glyph){id, x, y};
}

/* A reader of PDF takes the room of what stands together to be from where the first glyph begins to where the
 * last one ends (cairo writes them from the right to the left in such a line): with a vowel's sign as one of
 * these it sees a gap there, and two words. Then a space, which has no ink, is the first or the last. Returns
 * how many glyphs it has. */
static int put_cluster(struct pen *pen, const struct tf_face *face, const hb_glyph_info_t *info,
                       const hb_glyph_position_t *at, unsigned count, bool rtl)
{
    struct tf_font_glyph *own = pen->glyphs + pen->count;
    double start = pen->x, x = start, first = 0, last = 0;
    hb_codepoint_t space = 0;
    for (unsigned i = 0; i < count; i++) {
        double left = x + at[i].x_offset / UNITS;
        first = i == (rtl ? count - 1 : 0) ? left : first;
        last = i == (rtl ? 0 : count - 1)
                   ? left + hb_font_get_glyph_h_advance(face->shaper, info[i].codepoint) / UNITS
                   : last;
        x += at[i].x_advance / UNITS;
    }
    bool has_space = count > 1 && hb_font_get_nominal_glyph(face->shaper, ' ', &space) != 0;
    double width = has_space ? hb_font_get_glyph_h_advance(face->shaper, space) / UNITS : 0;
    bool begins = has_space && fabs(first - start) > GAP_PX, ends = has_space && fabs(last - x) > GAP_PX;
    if (rtl ? ends : begins) {
        put(pen, space, rtl ? x - width : start, 0);
    }
    for (unsigned i = 0; i < count; i++) {
        put(pen, info[i].codepoint, pen->x + at[i].x_offset / UNITS, -at[i].y_offset / UNITS);
        pen->x += at[i].x_advance / UNITS;
    }
    if (rtl ? begins : ends) {
        put(pen, space, rtl ? start : x - width, 0);
    }
    return (int)(pen->glyphs + pen->count - own);
}

/* The clusters are in the order of the text, the glyphs along the line. */
static size_t put_all(struct tf_faces *faces, const struct tf_face *face, bool rtl, size_t clusters)
{
    unsigned count = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(faces->buffer, &count);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(faces->buffer, &count);
    struct pen pen = {.glyphs = faces->glyphs};
    unsigned i = 0;
    for (size_t n = 0; n < clusters; n++) {
        struct tf_font_cluster *cluster = &faces->clusters[rtl ? clusters - 1 - n : n];
        unsigned of_it = (unsigned)cluster->glyphs;
        cluster->glyphs = put_cluster(&pen, face, info + i, at + i, of_it, rtl);
        i += of_it;
    }
    return pen.count;
}

static enum tf_err glyphs(void *engine, const struct tf_font_run *run, struct tf_font_glyphs *out)
{
    struct tf_faces *faces = engine;
    struct tf_face *face = shape(faces, run);
    if (face == NULL) {
        return TF_ERR_NOT_FOUND;
    }
    if (faces->list.faces[run->face].is_colour) {
        return TF_ERR_UNSUPPORTED;
    }
    struct tf_face_file file = file_of(faces, run->face, run->bold);
    enum tf_err err = tf_face_outlines(face, &file, faces->library);
    size_t clusters = find_clusters(faces, face, run);
    size_t most = hb_buffer_get_length(faces->buffer) + SPACES_A_CLUSTER * clusters;
    if (err != TF_OK || most > sizeof(faces->glyphs) / sizeof(faces->glyphs[0]) || clusters == 0) {
        return TF_ERR_NOT_FOUND;
    }
    size_t count = put_all(faces, face, run->rtl, clusters);
    *out = (struct tf_font_glyphs){.cairo_face = face->outlines,
                                   .size_px = run->size_px,
                                   .glyphs = faces->glyphs,
                                   .glyph_count = count,
                                   .text = faces->text,
                                   .text_len = faces->text_len,
                                   .clusters = faces->clusters,
                                   .cluster_count = clusters};
    return TF_OK;
}

void tf_faces_close(struct tf_faces *faces)
{
    if (faces == NULL) {
        return;
    }
    for (size_t i = 0; i < TF_FONTS_FACES_MAX; i++) {
        tf_face_close(&faces->faces[i][false]);
        tf_face_close(&faces->faces[i][true]);
    }
    hb_buffer_destroy(faces->buffer);
    tf_face_library_leave(faces->library);
    tf_fonts_list_free(&faces->list);
    free(faces);
}

enum tf_err tf_faces_open(struct tf_faces **out, const char *font_list_path, struct tf_problem *problem)
{
    struct tf_faces *faces = calloc(1, sizeof(*faces));
    if (faces == NULL) {
        return tf_err_tell(problem, TF_ERR_NOMEM, NULL, NULL, "There is no memory left for fonts");
    }
    faces->buffer = hb_buffer_create();
    enum tf_err err = tf_face_library_open(&faces->library);
    if (err != TF_OK) {
        tf_err_tell(problem, err, NULL, NULL, "There is no memory left for fonts");
    } else {
        err = tf_fonts_list_read(&faces->list, font_list_path, problem);
    }
    if (err != TF_OK) {
        tf_faces_close(faces);
        return err;
    }
    *out = faces;
    return TF_OK;
}

struct tf_font_engine tf_faces_engine(struct tf_faces *faces)
{
    static const struct tf_font_ops OPS = {.face_for = face_for,
                                           .covers = covers,
                                           .metrics = metrics,
                                           .measure = measure,
                                           .render = render,
                                           .glyphs = glyphs};
    return (struct tf_font_engine){&OPS, faces};
}
