/* fonts_list.h: which font serves which script, read from a list (assets/fonts/fonts.ini). For text engines.
 */
#ifndef TF_CANVAS_FONTS_LIST_H
#define TF_CANVAS_FONTS_LIST_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TF_FONTS_FACES_MAX = 128, TF_FONTS_SCRIPTS_MAX = 12 };

struct tf_fonts_face {
    char *regular;
    char *bold; /* NULL: the regular face is made bolder */
    long index; /* in a collection (.ttc) */
    bool is_colour;
    bool serves_all; /* "*": asked for every script, after those that name it */
    uint32_t scripts[TF_FONTS_SCRIPTS_MAX];
    size_t script_count;
};
struct tf_fonts_list {
    struct tf_fonts_face faces[TF_FONTS_FACES_MAX];
    size_t count;
};

enum tf_err tf_fonts_list_read(struct tf_fonts_list *out, const char *path, struct tf_problem *problem);
void tf_fonts_list_free(struct tf_fonts_list *list);

/* What font.h says of face_for. covers opens a font if need be. */
int tf_fonts_list_face_for(const struct tf_fonts_list *list, uint32_t code_point, uint32_t script, bool emoji,
                           bool (*covers)(void *engine, int face, uint32_t code_point), void *engine);

#endif
