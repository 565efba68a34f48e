#include "paper/face.h"

#include "base/log.h"

#include <cairo-ft.h>
#include <stdlib.h>

enum tf_err tf_face_library_open(struct tf_face_library **out)
{
    struct tf_face_library *library = calloc(1, sizeof(*library));
    if (library == NULL || FT_Init_FreeType(&library->ft) != 0) {
        free(library);
        return TF_ERR_NOMEM;
    }
    library->users = 1;
    *out = library;
    return TF_OK;
}

void tf_face_library_leave(struct tf_face_library *library)
{
    if (library != NULL && --library->users == 0) {
        FT_Done_FreeType(library->ft);
        free(library);
    }
}

enum tf_err tf_face_open(struct tf_face *face, const struct tf_face_file *file)
{
    if (face->is_broken) {
        return TF_ERR_NOT_FOUND;
    }
    if (face->shaper != NULL) {
        return TF_OK;
    }
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(file->path);
    hb_face_t *opened = blob == NULL ? NULL : hb_face_create(blob, (unsigned)file->index);
    if (opened != NULL && hb_face_get_glyph_count(opened) > 0) {
        face->shaper = hb_font_create(opened);
    }
    face->is_broken = face->shaper == NULL;
    hb_face_destroy(opened);
    hb_blob_destroy(blob);
    if (face->is_broken) {
        tf_log(TF_LOG_WARNING, "paper: %s cannot be opened as a font", file->path);
    }
    return face->is_broken ? TF_ERR_NOT_FOUND : TF_OK;
}

/* What cairo lets go of when it needs the font no more. */
struct loan {
    FT_Face ft;
    struct tf_face_library *library;
};
static const cairo_user_data_key_t LOAN;

static void give_back(void *data)
{
    struct loan *loan = data;
    FT_Done_Face(loan->ft);
    tf_face_library_leave(loan->library);
    free(loan);
}

enum tf_err tf_face_outlines(struct tf_face *face, const struct tf_face_file *file,
                             struct tf_face_library *library)
{
    if (face->outlines != NULL) {
        return TF_OK;
    }
    struct loan *loan = calloc(1, sizeof(*loan));
    if (loan == NULL) {
        return TF_ERR_NOMEM;
    }
    if (face->is_broken || FT_New_Face(library->ft, file->path, file->index, &loan->ft) != 0) {
        free(loan);
        face->is_broken = true;
        return TF_ERR_NOT_FOUND;
    }
    loan->library = library;
    library->users++;
    cairo_font_face_t *outlines = cairo_ft_font_face_create_for_ft_face(loan->ft, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(outlines, &LOAN, loan, give_back) != CAIRO_STATUS_SUCCESS) {
        cairo_font_face_destroy(outlines);
        give_back(loan);
        return TF_ERR_NOMEM;
    }
    if (file->embolden) {
        cairo_ft_font_face_set_synthesize(outlines, CAIRO_FT_SYNTHESIZE_BOLD);
    }
    face->outlines = outlines;
    face->ft = loan->ft;
    return TF_OK;
}

void tf_face_close(struct tf_face *face)
{
    hb_font_destroy(face->shaper);
    cairo_font_face_destroy(face->outlines); /* NULL is fine for both */
    *face = (struct tf_face){0};
}
