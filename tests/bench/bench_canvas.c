/* How long a full grid takes on this machine: built, compared and painted, with all of its text cached or
 * none, and what is in memory afterwards. Prints numbers; asserts nothing. */
#include "canvas/scene.h"
#include "sdl/fonts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WIDTH = 1920, HEIGHT = 1080, COLUMNS = 15, ROWS = 10, ROUNDS = 50 };

static double now_ms(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static long pss_kb(void)
{
    char line[128];
    long kb = 0;
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        if (strncmp(line, "Pss:", 4) == 0) {
            kb = strtol(line + 4, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kb;
}

struct bench {
    struct tf_theme theme;
    struct tf_type_setter *setter;
    struct tf_canvas *canvas;
    int changed; /* the cell that says something else; -1 none */
    int salt;    /* another one: another text everywhere */
};

static void build(const struct bench *bench, struct tf_scene *scene)
{
    static const char *const TITLES[] = {"Compost for beginners", "Wie geht Nachbarschaft ohne Verein?",
                                         "Kreislaufwirtschaft im Kleinen", "كيف نبني مجتمعًا",
                                         "みんなの図書館"};
    char text[96];
    tf_scene_begin(scene, &(struct tf_scene_start){.theme = &bench->theme, .setter = bench->setter});
    tf_scene_box(scene, (struct tf_rect){0, 0, WIDTH, HEIGHT}, TF_PAINT_PAPER, TF_PAINT_NONE, 0);
    for (int i = 0; i < COLUMNS * ROWS; i++) {
        int w = WIDTH / COLUMNS;
        int h = HEIGHT / ROWS;
        struct tf_rect cell = {i % COLUMNS * w + 2, i / COLUMNS * h + 2, w - 4, h - 4};
        tf_scene_box(scene, cell, TF_PAINT_CARD, TF_PAINT_LINE, bench->theme.radius_px);
        snprintf(text, sizeof(text), "%d %s", i == bench->changed ? 9999 : i + bench->salt, TITLES[i % 5]);
        struct tf_type_style style = {.type = TF_TYPE_CARD, .paint = TF_PAINT_INK, .bold = true, .lines = 2};
        tf_scene_text(scene, (struct tf_rect){cell.x + 6, cell.y + 4, cell.w - 12, 62}, text, style);
        style = (struct tf_type_style){.type = TF_TYPE_SMALL, .paint = TF_PAINT_INK_SOFT, .lines = 1};
        snprintf(text, sizeof(text), "%d · Mira", i);
        tf_scene_text(scene, (struct tf_rect){cell.x + 6, cell.y + 74, cell.w - 60, 26}, text, style);
        tf_scene_symbol(scene, (struct tf_rect){cell.x + cell.w - 28, cell.y + 76, 22, 22}, i % 16);
        tf_scene_icon(scene, (struct tf_rect){cell.x + cell.w - 54, cell.y + 76, 22, 22}, TF_ICON_STAR,
                      TF_PAINT_ACCENT);
        tf_scene_target(scene, &(struct tf_target){.rect = cell, .tag = {1, (uint64_t)i, 0}, .label = text});
    }
    if (tf_scene_end(scene) != TF_OK) {
        exit(1);
    }
}

static void report(const char *what, double ms, int rounds)
{
    printf("%-58s %7.2f ms\n", what, ms / rounds);
}

static void full_grids(struct bench *bench, struct tf_scene *scenes[2])
{
    struct tf_rect dirty[TF_SCENE_DIRTY_MAX];
    double built = 0;
    double compared = 0;
    double painted = 0;
    for (int i = 0; i < ROUNDS; i++) {
        double a = now_ms();
        build(bench, scenes[i % 2]);
        double b = now_ms();
        tf_scene_diff(scenes[1 - i % 2], scenes[i % 2], dirty, TF_SCENE_DIRTY_MAX);
        double c = now_ms();
        tf_scene_paint(scenes[i % 2], bench->canvas, (struct tf_rect){0});
        built += b - a;
        compared += c - b;
        painted += now_ms() - c;
    }
    report("150 cells, text cached: build", built, ROUNDS);
    report("150 cells, text cached: compare", compared, ROUNDS);
    report("150 cells, text cached: paint all", painted, ROUNDS);
}

static void single_cells(struct bench *bench, struct tf_scene *scenes[2])
{
    struct tf_rect dirty[TF_SCENE_DIRTY_MAX];
    double compared = 0;
    double painted = 0;
    for (int i = 0; i < ROUNDS; i++) {
        bench->changed = i % 2 == 0 ? 77 : -1;
        build(bench, scenes[i % 2]);
        double a = now_ms();
        size_t count = tf_scene_diff(scenes[1 - i % 2], scenes[i % 2], dirty, TF_SCENE_DIRTY_MAX);
        double b = now_ms();
        for (size_t d = 0; d < count; d++) {
            tf_scene_paint(scenes[i % 2], bench->canvas, dirty[d]);
        }
        compared += b - a;
        painted += now_ms() - b;
    }
    report("one cell of 150 changes: compare", compared, ROUNDS);
    report("one cell of 150 changes: paint", painted, ROUNDS);
    bench->changed = -1;
}

static void fresh_text(struct bench *bench, struct tf_scene *scenes[2])
{
    double spent = 0;
    for (int i = 0; i < 5; i++) {
        bench->salt += 1000;
        double start = now_ms();
        build(bench, scenes[0]);
        tf_scene_paint(scenes[0], bench->canvas, (struct tf_rect){0});
        spent += now_ms() - start;
    }
    report("150 cells, no text cached: build and paint", spent, 5);
}

int main(int argc, char **argv)
{
    struct bench bench = {.changed = -1};
    struct tf_fonts *fonts = NULL;
    struct tf_scene *scenes[2] = {NULL, NULL};
    struct tf_problem problem = {0};
    long before = pss_kb();
    if (argc != 2 || tf_fonts_open(&fonts, argv[1], &problem) != TF_OK) {
        fprintf(stderr, "usage: bench_canvas assets/fonts/fonts.ini  %s\n", problem.what);
        return 2;
    }
    struct tf_font_engine engine = tf_fonts_engine(fonts);
    tf_theme_init(&bench.theme, WIDTH, HEIGHT, 5.56, TF_SCHEME_LIGHT, false);
    if (tf_type_create(&bench.setter, &engine, 0) != TF_OK ||
        tf_canvas_create(&bench.canvas, WIDTH, HEIGHT) != TF_OK || tf_scene_create(&scenes[0]) != TF_OK ||
        tf_scene_create(&scenes[1]) != TF_OK) {
        return 1;
    }
    double start = now_ms();
    build(&bench, scenes[1]);
    tf_scene_paint(scenes[1], bench.canvas, (struct tf_rect){0});
    report("150 cells, the very first time", now_ms() - start, 1);
    full_grids(&bench, scenes);
    single_cells(&bench, scenes);
    fresh_text(&bench, scenes);
    struct tf_type_stats stats = tf_type_stats(bench.setter);
    printf("cache: %zu runs, %zu KiB, %zu hits, %zu misses\n", stats.cached_runs, stats.cached_bytes / 1024,
           stats.hits, stats.misses);
    printf("PSS: %ld KiB before, %ld KiB now\n", before, pss_kb());
    tf_scene_destroy(scenes[0]);
    tf_scene_destroy(scenes[1]);
    tf_canvas_destroy(bench.canvas);
    tf_type_destroy(bench.setter);
    tf_fonts_close(fonts);
    return 0;
}
