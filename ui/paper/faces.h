/* faces.h: a text engine for paper: HarfBuzz shapes, and letters stay outlines, at no size in particular.
 *
 * It reads the same list of fonts as the screen's engine (assets/fonts/fonts.ini). A font is opened when
 * first asked and stays open: an export is short. One thread. */
#ifndef TF_PAPER_FACES_H
#define TF_PAPER_FACES_H

#include "base/err.h"
#include "canvas/font.h"

struct tf_faces;

/* As tf_fonts_open(): TF_ERR_NOT_FOUND, TF_ERR_INVALID, TF_ERR_NOMEM. */
enum tf_err tf_faces_open(struct tf_faces **out, const char *font_list_path, struct tf_problem *problem);
/* A canvas on which its glyphs were drawn may be closed after it. */
void tf_faces_close(struct tf_faces *faces);
struct tf_font_engine tf_faces_engine(struct tf_faces *faces); /* valid until closed */

#endif
