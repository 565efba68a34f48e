/* Every screen, in every language, on three panels, on a wall that is empty, full, or full of the longest
 * texts: no text is cut without a sign, every control is large enough and alone, and it looks as it did when
 * somebody last looked at it: by its fingerprint, as tests/golden/ref/matrix has it. */
#include "golden/compare.h"
#include "golden/fingerprint.h"
#include "golden/situations.h"
#include "golden/sound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
    int width_px, height_px;
} SIZES[] = {{1280, 800}, {1920, 1080}, {800, 1280}};

enum { COLUMNS = TF_LANG_COUNT * (int)COUNT_OF(SIZES), ROWS_MAX = 400, NAME_BYTES = 64, LINE_BYTES = 256 };

static const struct {
    const char *name;
    enum walls_which which;
} WALLS[] = {{"empty", WALLS_EMPTY},
             {"full", WALLS_FULL},
             {"longest", WALLS_LONGEST},
             {"talks", WALLS_TALKS},
             {"nothing", WALLS_NOTHING}};
enum { WALL_EMPTY, WALL_TALKS = 3, WALL_NOTHING };

/* A situation on a wall: its fingerprints, languages first, then sizes. */
struct row {
    char name[NAME_BYTES];
    uint32_t prints[COLUMNS];
};

struct matrix {
    struct picture picture;
    struct tf_board *boards[COUNT_OF(WALLS)];
    struct row rows[ROWS_MAX], known[ROWS_MAX]; /* as they are, and as they were */
    size_t count, known_count;
    bool seen[TF_SCREEN_COUNT];
};

/* ---- the file ---- */

static const char PATH[] = TF_SOURCE_DIR "/tests/golden/ref/matrix";
static const char HEAD[] =
    "# Fingerprints: situation-wall, then en, de, ar, ja, each on 1280x800, 1920x1080, 800x1280. "
    "tests/golden/update makes them.\n";

static bool wants_update(void)
{
    const char *update = getenv("TF_GOLDEN_UPDATE");
    return update != NULL && update[0] == '1';
}

static void read_line(struct matrix *matrix, char *line)
{
    char *rest = NULL;
    char *word = strtok_r(line, " \n", &rest);
    if (word == NULL || word[0] == '#') {
        return;
    }
    assert_true(matrix->known_count < ROWS_MAX);
    struct row *row = &matrix->known[matrix->known_count++];
    (void)snprintf(row->name, sizeof row->name, "%s", word);
    for (int i = 0; i < COLUMNS; i++) {
        word = strtok_r(NULL, " \n", &rest);
        if (word == NULL) {
            fail_msg("%s: the line of %s is too short", PATH, row->name);
        }
        row->prints[i] = (uint32_t)strtoul(word, NULL, 16);
    }
}

static void read_known(struct matrix *matrix)
{
    char line[LINE_BYTES];
    FILE *file = fopen(PATH, "r");
    if (file == NULL) {
        fail_msg("%s cannot be read", PATH);
    }
    while (fgets(line, sizeof line, file) != NULL) {
        read_line(matrix, line);
    }
    (void)fclose(file);
}

static void write_rows(const struct matrix *matrix)
{
    FILE *file = fopen(PATH, "w");
    assert_non_null(file);
    (void)fputs(HEAD, file);
    for (size_t r = 0; r < matrix->count; r++) {
        (void)fputs(matrix->rows[r].name, file);
        for (int i = 0; i < COLUMNS; i++) {
            (void)fprintf(file, " %08x", (unsigned)matrix->rows[r].prints[i]);
        }
        (void)fputc('\n', file);
    }
    assert_int_equal(fclose(file), 0);
}

static const struct row *known(const struct matrix *matrix, const char *name)
{
    for (size_t i = 0; i < matrix->known_count; i++) {
        if (strcmp(matrix->known[i].name, name) == 0) {
            return &matrix->known[i];
        }
    }
    return NULL;
}

/* ---- the pictures ---- */

static int setup(void **state)
{
    struct matrix *matrix = calloc(1, sizeof *matrix);
    assert_non_null(matrix);
    picture_open(&matrix->picture);
    for (size_t i = 0; i < COUNT_OF(WALLS); i++) {
        matrix->boards[i] = walls_board(WALLS[i].which);
    }
    *state = matrix;
    return 0;
}

static int teardown(void **state)
{
    struct matrix *matrix = *state;
    for (size_t i = 0; i < COUNT_OF(WALLS); i++) {
        tf_board_unref(matrix->boards[i]);
    }
    picture_close(&matrix->picture);
    free(matrix);
    return 0;
}

static void leave(struct matrix *matrix, const char *where)
{
    struct tf_canvas *canvas = picture_paint(&matrix->picture);
    golden_leave(canvas, NULL, where);
    tf_canvas_destroy(canvas);
}

/* In the language that is spoken there, on every size. Returns how many differ. */
static int look_around(struct matrix *matrix, const struct stand *stand, struct row *row)
{
    const struct row *was = known(matrix, row->name);
    int differ = 0;
    matrix->seen[stand->s->screen] = true;
    for (size_t size = 0; size < COUNT_OF(SIZES); size++) {
        char where[NAME_BYTES * 2];
        size_t column = (size_t)stand->s->lang * COUNT_OF(SIZES) + size;
        (void)snprintf(where, sizeof where, "%s-%s-%dx%d", row->name, tf_lang_code(stand->s->lang),
                       SIZES[size].width_px, SIZES[size].height_px);
        picture_draw(&matrix->picture, stand->s, SIZES[size].width_px, SIZES[size].height_px, 0);
        sound_screen(&matrix->picture, stand->s, where);
        row->prints[column] = fingerprint(&matrix->picture);
        if (!wants_update() && (was == NULL || was->prints[column] != row->prints[column])) {
            print_error("%s: looks different\n", where);
            leave(matrix, where);
            differ++;
        }
    }
    return differ;
}

/* One situation on one wall, in every language. */
static int look(struct matrix *matrix, const struct situation *situation, size_t wall)
{
    int differ = 0;
    assert_true(matrix->count < ROWS_MAX);
    struct row *row = &matrix->rows[matrix->count++];
    (void)snprintf(row->name, sizeof row->name, "%s-%s", situation->name, WALLS[wall].name);
    struct stand stand = {.app = NULL};
    for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
        if (stand.app != NULL && (situation->traits & SITUATION_SLOW) != 0) {
            stand_do(&stand, TF_INTENT_LANGUAGE, (uint64_t)lang, 0);
        } else {
            stand_leave(&stand);
            stand = stand_at(matrix->boards[wall], (enum tf_lang)lang);
            situation->reach(&stand);
        }
        differ += look_around(matrix, &stand, row);
    }
    stand_leave(&stand);
    return differ;
}

/* Lightning talks have a wall of their own, and so has what there is before there is an event. */
static bool stands_on(const struct situation *situation, size_t wall)
{
    return (situation->wall == WALLS_TALKS) == (wall == WALL_TALKS) &&
           (situation->wall == WALLS_NOTHING) == (wall == WALL_NOTHING) &&
           !((situation->traits & SITUATION_OF_SESSIONS) != 0 && wall == WALL_EMPTY);
}

static void every_screen_in_every_language_on_every_panel_is_sound_and_looks_as_it_did(void **state)
{
    struct matrix *matrix = *state;
    int differ = 0;
    if (!wants_update()) {
        read_known(matrix);
    }
    for (size_t table = 0; SITUATIONS[table] != NULL; table++) {
        for (const struct situation *s = SITUATIONS[table]; s->name != NULL; s++) {
            for (size_t wall = 0; wall < COUNT_OF(WALLS); wall++) {
                differ += stands_on(s, wall) ? look(matrix, s, wall) : 0;
            }
        }
    }
    if (wants_update()) {
        write_rows(matrix);
        return;
    }
    assert_int_equal(differ, 0);
    assert_int_equal(matrix->count, matrix->known_count); /* none in the file that nobody draws */
}

static void no_screen_is_left_out(void **state)
{
    const struct matrix *matrix = *state;
    for (int screen = 0; screen < TF_SCREEN_COUNT; screen++) {
        if (!matrix->seen[screen]) {
            fail_msg("no situation reaches screen %d", screen);
        }
    }
}

/* 10.1 inches, where what is not needed gives way: no size of the matrix is as low. */
static void organisers_screens_are_sound_on_low_panels_too(void **state)
{
    static const struct {
        int width_px, height_px;
        double px_per_mm;
    } LOW[] = {{1024, 600, 4.6}, {1280, 800, 5.9}};
    enum { CODE_LEAST_PX = 6 * (37 + 8) }; /* of a code that lets a phone in: 6 pixels a module */
    static const struct situation *const TABLES[] = {SITUATIONS_WALL, SITUATIONS_SHEETS, SITUATIONS_IDEAS};
    struct matrix *matrix = *state;
    for (size_t i = 0; i < COUNT_OF(TABLES) * COUNT_OF(LOW); i++) {
        size_t p = i % COUNT_OF(LOW);
        for (const struct situation *s = TABLES[i / COUNT_OF(LOW)]; s->name != NULL; s++) {
            if ((s->traits & SITUATION_SLOW) != 0) {
                continue;
            }
            struct stand stand = stand_at(matrix->boards[1], TF_LANG_DE);
            s->reach(&stand);
            picture_draw(&matrix->picture, stand.s, LOW[p].width_px, LOW[p].height_px, LOW[p].px_per_mm);
            sound_screen(&matrix->picture, stand.s, s->name);
            size_t codes = 0;
            for (size_t n = 0; n < tf_scene_node_count(matrix->picture.scene); n++) {
                const struct tf_node *node = tf_scene_node(matrix->picture.scene, n);
                codes += node->kind == TF_NODE_QR && node->rect.w >= CODE_LEAST_PX;
            }
            if (stand.s->screen == TF_SCREEN_PAIR && codes != 1) {
                fail_msg("%s, %d x %d: there is no code to scan", s->name, LOW[p].width_px, LOW[p].height_px);
            }
            stand_leave(&stand);
        }
    }
}

/* A word, a place, a colour: each is another picture. */
static void a_fingerprint_tells_pictures_apart(void **state)
{
    struct matrix *matrix = *state;
    struct stand stand = stand_at(matrix->boards[1], TF_LANG_DE);
    struct tf_app_state s = *stand.s;
    picture_draw(&matrix->picture, &s, 1280, 800, 0);
    uint32_t first = fingerprint(&matrix->picture);
    picture_draw(&matrix->picture, &s, 1281, 800, 0);
    assert_int_not_equal(fingerprint(&matrix->picture), first);
    s.now_s += 60;
    picture_draw(&matrix->picture, &s, 1280, 800, 0);
    assert_int_not_equal(fingerprint(&matrix->picture), first);
    s.now_s -= 60;
    s.scheme = TF_SCHEME_DARK;
    picture_draw(&matrix->picture, &s, 1280, 800, 0);
    assert_int_not_equal(fingerprint(&matrix->picture), first);
    s.scheme = TF_SCHEME_LIGHT;
    picture_draw(&matrix->picture, &s, 1280, 800, 0);
    assert_int_equal(fingerprint(&matrix->picture), first);
    stand_leave(&stand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fingerprint_tells_pictures_apart),
        cmocka_unit_test(every_screen_in_every_language_on_every_panel_is_sound_and_looks_as_it_did),
        cmocka_unit_test(no_screen_is_left_out),
        cmocka_unit_test(organisers_screens_are_sound_on_low_panels_too),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
