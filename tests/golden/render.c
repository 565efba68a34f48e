/* render: any situation of situations*.c, on any wall, as a PNG to look at.
 *   render OUT.png [situation=home] [wall=full] [lang=de] [size=1280x800] [mm=0] [scheme=0] [larger=0]
 * [lowered=0] [confirmed=1] [saving=1] wall: nothing, empty, small, full, longest, congress, talks; the
 * situation's own without it. mm: pixels a millimetre; 0: as a panel of 15.6 inches has. scheme: 0 light, 1
 * dark, 2 high contrast. */
#include "golden/picture.h"
#include "golden/situations.h"
#include "golden/walls.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const WALLS[] = {"nothing", "empty", "small", "full", "longest", "congress", "talks"};

static const char *option(int argc, char **argv, const char *name, const char *otherwise)
{
    size_t len = strlen(name);
    for (int i = 2; i < argc; i++) {
        if (strncmp(argv[i], name, len) == 0 && argv[i][len] == '=') {
            return argv[i] + len + 1;
        }
    }
    return otherwise;
}

static long number(int argc, char **argv, const char *name, const char *otherwise)
{
    return strtol(option(argc, argv, name, otherwise), NULL, 10);
}

static unsigned index_of(const char *word, const char *const *words, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return i;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    int width = 1280, height = 800;
    enum tf_lang lang = TF_LANG_DE;
    const struct situation *situation = situation_named(option(argc, argv, "situation", "home"));
    bool is_size = sscanf(option(argc, argv, "size", "1280x800"), "%dx%d", &width, &height) == 2;
    if (argc < 2 || situation == NULL || !is_size ||
        !tf_lang_parse(&lang, option(argc, argv, "lang", "de"))) {
        fprintf(stderr, "usage: render OUT.png [NAME=VALUE]...: see the top of render.c\n");
        return 2;
    }
    const char *wall = option(argc, argv, "wall", NULL);
    struct tf_board *board = walls_board(
        wall == NULL ? situation->wall : (enum walls_which)index_of(wall, WALLS, COUNT_OF(WALLS)));
    struct picture picture;
    picture_open(&picture);
    struct stand stand = stand_at(board, lang);
    situation->reach(&stand);
    struct tf_app_state state = *stand.s;
    state.scheme = (int)number(argc, argv, "scheme", "0");
    state.larger_text = number(argc, argv, "larger", "0") != 0;
    state.is_lowered = number(argc, argv, "lowered", "0") != 0;
    state.time_confirmed = number(argc, argv, "confirmed", "1") != 0;
    state.saving_works = number(argc, argv, "saving", "1") != 0;
    picture_draw(&picture, &state, width, height, strtod(option(argc, argv, "mm", "0"), NULL));
    struct tf_canvas *canvas = picture_paint(&picture);
    enum tf_err err = tf_canvas_write_png(canvas, argv[1], NULL);
    tf_canvas_destroy(canvas);
    picture_close(&picture);
    stand_leave(&stand);
    tf_board_unref(board);
    return err == TF_OK ? 0 : 1;
}
