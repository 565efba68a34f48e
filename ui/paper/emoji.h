/* emoji.h: a run of a colour font as a picture: such letters are little images in the font already. */
#ifndef TF_PAPER_EMOJI_H
#define TF_PAPER_EMOJI_H

#include "canvas/font.h"

#include <ft2build.h>
#include FT_FREETYPE_H

/* How much larger than a letter's em its picture is set, and where: as on the screen. */
#define TF_EMOJI_EMS 1.17

/* ids: of count glyphs, from the left. A glyph without a picture leaves its place empty. TF_ERR_NOMEM,
 * TF_ERR_LIMIT; *out without pixels: nothing to see. */
enum tf_err tf_emoji_render(FT_Face face, const uint32_t *ids, size_t count, int size_px,
                            struct tf_font_bitmap *out);

#endif
