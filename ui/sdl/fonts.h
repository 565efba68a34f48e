/* fonts.h: the canvas's text engine, over SDL2_ttf (FreeType and HarfBuzz).
 *
 * Which font serves which script stands in a list (assets/fonts/fonts.ini). Fonts are opened when first asked
 * and a bounded number stays open. One thread. */
#ifndef TF_SDL_FONTS_H
#define TF_SDL_FONTS_H

#include "base/err.h"
#include "canvas/font.h"

struct tf_fonts;

/* TF_ERR_NOT_FOUND: no list, or none of its fonts is on this machine. TF_ERR_INVALID: not such a list.
 * TF_ERR_NOMEM. A font that is missing is skipped with one line in the log. */
enum tf_err tf_fonts_open(struct tf_fonts **out, const char *font_list_path, struct tf_problem *problem);
void tf_fonts_close(struct tf_fonts *fonts);
struct tf_font_engine tf_fonts_engine(struct tf_fonts *fonts); /* valid until closed */

#endif
