#include "kiosk/pictures.h"

#include "canvas/scene.h"
#include "kiosk/paths.h"
#include "paper/faces.h"
#include "screens/card_sheet.h"
#include "screens/poster.h"

#include <stdlib.h>
#include <string.h>

/* Ten numbers a millimetre: finer than any printer's registration, coarse enough to stay far from limits. */
static const double PAPER_PX_PER_MM = 10;
static const double SMALLER = 0.85;   /* from one try to the next */
static const double LEGIBLE_MM = 2.7; /* em of a title on a page: 7.7 points, a timetable's */
static const double SMALLEST = 0.55;  /* of what there is room for, so that titles are whole */

struct tf_pictures {
    struct tf_faces *faces;
    struct tf_font_engine engine;
    struct tf_type_setter *setter;
    struct tf_scene *scene;
    struct tf_theme theme;
};

enum tf_err tf_pictures_open(struct tf_pictures **out, struct tf_problem *problem)
{
    struct tf_pictures *pictures = calloc(1, sizeof *pictures);
    char *list = NULL;
    enum tf_err err = pictures ? tf_paths_asset(&list, "fonts/fonts.ini", problem) : TF_ERR_NOMEM;

    if (err == TF_OK) {
        err = tf_faces_open(&pictures->faces, list, problem);
    }
    free(list);
    if (err == TF_OK) {
        pictures->engine = tf_faces_engine(pictures->faces);
        err = tf_type_create(&pictures->setter, &pictures->engine, 0);
    }
    if (err == TF_OK) {
        err = tf_scene_create(&pictures->scene);
    }
    if (err != TF_OK) {
        tf_pictures_close(pictures);
        return err;
    }
    *out = pictures;
    return TF_OK;
}

void tf_pictures_close(struct tf_pictures *pictures)
{
    if (pictures) {
        tf_scene_destroy(pictures->scene);
        tf_type_destroy(pictures->setter);
        tf_faces_close(pictures->faces);
        free(pictures);
    }
}

struct tf_type_setter *tf_pictures_setter(struct tf_pictures *pictures)
{
    return pictures->setter;
}

/* What screens are given, outside of time: nothing is now, nothing is over. */
static enum tf_err state_of(struct tf_app_state *state, struct tf_zone **zone, const struct tf_board *board,
                            const struct tf_picture_options *options)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    enum tf_err err = tf_zone_open(zone, gathering ? gathering->zone : "UTC");

    if (err == TF_ERR_NOT_FOUND) { /* wrong by hours is better than no picture, as on the wall */
        err = tf_zone_open(zone, "UTC");
    }
    *state = (struct tf_app_state){.board = board,
                                   .zone = *zone,
                                   .saving_works = true,
                                   .base_url = options->base_url,
                                   .lang = options->lang,
                                   .day = options->day,
                                   .first_slot = -1};
    return err;
}

static enum tf_err tell(struct tf_problem *problem, enum tf_err err)
{
    const char *what = err == TF_ERR_LIMIT ? "There is more in it than one picture can hold"
                                           : "The picture could not be drawn whole";

    return err == TF_OK
               ? TF_OK
               : tf_err_tell(problem, err, NULL,
                             err == TF_ERR_LIMIT ? "Export it as pdf, which has pages" : NULL, "%s", what);
}

/* ---- png: a day on one picture ----------------------------------------------------------------------------
 */

/* As large as all of it can be: smaller and smaller until nothing is cramped or cut short. What no size that
 * can be read shows whole, the longest titles, is cut rather than tiny. */
static enum tf_err draw_largest(struct tf_pictures *pictures, const struct tf_app_state *state,
                                const struct tf_picture_options *options, bool *is_cramped)
{
    struct tf_theme *theme = &pictures->theme;
    struct tf_poster_page page = {.is_whole = true};
    struct tf_scene_start start = {.theme = theme, .setter = pictures->setter};
    double px_per_mm = 0, roomy_px_per_mm = 0; /* the largest with room for all */
    enum tf_err err;
    bool is_roomy;
    int before;

    tf_theme_init_paper(theme, options->width_px, options->height_px, 0, false);
    do {
        before = theme->type_px[TF_TYPE_CARD];
        err = tf_poster_draw(state, pictures->scene, &start, &page);
        is_roomy = !page.is_cramped && !page.is_narrow; /* in narrow columns words break */
        if (is_roomy && page.cut == 0) {
            return err;
        }
        px_per_mm = theme->px_per_mm;
        roomy_px_per_mm = is_roomy && roomy_px_per_mm <= 0 ? px_per_mm : roomy_px_per_mm;
        tf_theme_init_paper(theme, options->width_px, options->height_px, px_per_mm * SMALLER, false);
    } while (theme->type_px[TF_TYPE_CARD] < before &&
             (roomy_px_per_mm <= 0 || px_per_mm > roomy_px_per_mm * SMALLEST));
    px_per_mm = roomy_px_per_mm > 0 ? roomy_px_per_mm : px_per_mm;
    tf_theme_init_paper(theme, options->width_px, options->height_px, px_per_mm, false);
    err = tf_poster_draw(state, pictures->scene, &start, &page);
    *is_cramped = page.is_cramped;
    return err;
}

static enum tf_err draw_png(struct tf_pictures *pictures, struct tf_buf *out, const struct tf_board *board,
                            const struct tf_picture_options *options, const char **note,
                            struct tf_problem *problem)
{
    struct tf_canvas *canvas = NULL;
    struct tf_app_state state;
    struct tf_zone *zone = NULL;
    bool is_cramped = false;
    enum tf_err err = state_of(&state, &zone, board, options);

    if (err == TF_OK) {
        err = draw_largest(pictures, &state, options, &is_cramped);
    }
    if (err == TF_OK) {
        err = tf_canvas_create(&canvas, options->width_px, options->height_px);
    }
    if (err == TF_OK) {
        tf_scene_paint(pictures->scene, canvas, (struct tf_rect){0, 0, 0, 0});
        err = tf_canvas_png(canvas, out);
    }
    if (is_cramped) {
        *note = "At this size not everything can be read; take a larger --size, or pdf, which has pages";
    }
    tf_canvas_destroy(canvas);
    tf_zone_close(zone);
    return tell(problem, err);
}

/* ---- pages
 * ---------------------------------------------------------------------------------------------------- */

struct pages {
    struct tf_pictures *pictures;
    struct tf_canvas *canvas;
    struct tf_app_state state;
    struct tf_zone *zone;
    struct tf_scene_start start;
    int width_px, height_px;
};

static enum tf_err open_pages(struct pages *pages, struct tf_pictures *pictures, struct tf_buf *out,
                              const struct tf_board *board, const struct tf_picture_options *options,
                              double width_mm, double height_mm)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    char made_at[26];
    struct tf_canvas_paper paper = {.width_px = (int)(width_mm * PAPER_PX_PER_MM),
                                    .height_px = (int)(height_mm * PAPER_PX_PER_MM),
                                    .px_per_mm = PAPER_PX_PER_MM,
                                    .title = gathering ? gathering->title : "Twofeet",
                                    .author = "",
                                    .made_at = made_at};
    enum tf_err err;

    *pages = (struct pages){.pictures = pictures,
                            .start = {.theme = &pictures->theme, .setter = pictures->setter},
                            .width_px = paper.width_px,
                            .height_px = paper.height_px};
    tf_zone_format(made_at, NULL, options->now);
    err = state_of(&pages->state, &pages->zone, board, options);
    if (err == TF_OK) {
        err = tf_canvas_create_pdf(&pages->canvas, &paper, out);
    }
    return err;
}

static void put_page(struct pages *pages)
{
    tf_scene_paint(pages->pictures->scene, pages->canvas, (struct tf_rect){0, 0, 0, 0});
    tf_canvas_page(pages->canvas);
}

static enum tf_err close_pages(struct pages *pages, enum tf_err err)
{
    if (pages->canvas) {
        enum tf_err finished = tf_canvas_finish(pages->canvas);

        err = err == TF_OK ? finished : err;
    }
    tf_canvas_destroy(pages->canvas);
    tf_zone_close(pages->zone);
    return err;
}

static enum tf_err draw_day(struct pages *pages, double px_per_mm)
{
    struct tf_poster_page page = {0};
    enum tf_err err;

    tf_theme_init_paper(&pages->pictures->theme, pages->width_px, pages->height_px, px_per_mm, false);
    do {
        err = tf_poster_draw(&pages->state, pages->pictures->scene, &pages->start, &page);
        put_page(pages);
        page.column = page.next_column;
        page.row = page.next_row;
    } while (err == TF_OK && page.has_next);
    return err;
}

/* In the largest letters that can be read and show the day whole on one page; else as usual, on several. */
static enum tf_err draw_day_fitting(struct pages *pages)
{
    struct tf_theme *theme = &pages->pictures->theme;
    double px_per_mm = PAPER_PX_PER_MM;
    struct tf_poster_page page;
    enum tf_err err;

    do {
        tf_theme_init_paper(theme, pages->width_px, pages->height_px, px_per_mm, false);
        if (theme->type_px[TF_TYPE_CARD] < LEGIBLE_MM * PAPER_PX_PER_MM) {
            return draw_day(pages, PAPER_PX_PER_MM);
        }
        page = (struct tf_poster_page){0};
        err = tf_poster_draw(&pages->state, pages->pictures->scene, &pages->start, &page);
        px_per_mm *= page.has_next || page.cut > 0 ? SMALLER : 1;
    } while (err == TF_OK && (page.has_next || page.cut > 0));
    return err == TF_OK ? draw_day(pages, px_per_mm) : err;
}

static enum tf_err draw_pdf(struct tf_pictures *pictures, struct tf_buf *out, const struct tf_board *board,
                            const struct tf_picture_options *options, const char **note,
                            struct tf_problem *problem)
{
    static const double SIZES_MM[][2] = {[TF_PICTURES_A4] = {297, 210}, [TF_PICTURES_A3] = {420, 297}};
    const double *size_mm = SIZES_MM[options->paper];
    int count = (int)board->grid->day_count, day = options->day;
    struct pages pages;
    enum tf_err err = open_pages(&pages, pictures, out, board, options, size_mm[0], size_mm[1]);

    (void)note; /* pages are split until they can be read */
    if (err == TF_OK && (day >= 0 || count == 0)) {
        err = draw_day_fitting(&pages);
    }
    for (int d = 0; d < count && day < 0 && err == TF_OK; d++) {
        pages.state.day = d;
        err = draw_day_fitting(&pages);
    }
    return tell(problem, close_pages(&pages, err));
}

/* ---- cards
 * ---------------------------------------------------------------------------------------------------- */

static const double CARD_WIDTH_MM = 148, CARD_HEIGHT_MM = 210; /* A5 */

static bool is_wanted(const struct tf_picture_options *options, uint64_t session)
{
    return options->session == 0 || options->session == session;
}

static enum tf_err draw_card(struct pages *pages, uint64_t session, size_t *count)
{
    enum tf_err err;

    pages->state.session = session;
    err = tf_card_sheet_draw(&pages->state, pages->pictures->scene, &pages->start, false);
    put_page(pages);
    *count += 1;
    return err;
}

/* Whether it is its session's first in rows from … to - 1; a session's placements come in time order. */
static bool is_first(const struct tf_grid *grid, const struct tf_placement *placement, size_t from, size_t to)
{
    const struct tf_placement *other = NULL;

    while ((other = tf_grid_placement_of(grid, placement->session, other)) != NULL) {
        size_t slot = (size_t)tf_grid_slot_index(grid, other->slot);

        if (slot >= from) {
            return other == placement && slot < to;
        }
    }
    return false;
}

/* In the order of the grid, each session once: at the first of its placements that counts. */
static enum tf_err draw_placed(struct pages *pages, const struct tf_picture_options *options, size_t *count)
{
    const struct tf_grid *grid = pages->state.board->grid;
    size_t from = options->day < 0 ? 0 : grid->day_first_slot[options->day];
    size_t to = options->day < 0 ? grid->slot_count : grid->day_first_slot[options->day + 1];
    enum tf_err err = TF_OK;

    for (size_t i = 0; i < grid->placement_count && err == TF_OK; i++) {
        const struct tf_placement *placement = grid->placements[i];

        if (is_wanted(options, placement->session) && is_first(grid, placement, from, to)) {
            err = draw_card(pages, placement->session, count);
        }
    }
    return err;
}

static enum tf_err draw_open(struct pages *pages, const struct tf_picture_options *options, size_t *count)
{
    enum tf_err err = TF_OK;

    for (struct tf_table_iter it = tf_table_first(pages->state.board->tables[TF_KIND_SESSION]);
         it.record && err == TF_OK; tf_table_next(&it)) {
        bool is_open = TF_SESSION(it.record)->state == TF_SESSION_OPEN;

        if (is_open && is_wanted(options, it.record->key.id)) {
            err = draw_card(pages, it.record->key.id, count);
        }
    }
    return err;
}

static enum tf_err draw_cards(struct tf_pictures *pictures, struct tf_buf *out, const struct tf_board *board,
                              const struct tf_picture_options *options, const char **note,
                              struct tf_problem *problem)
{
    struct pages pages;
    size_t count = 0;
    enum tf_err err = open_pages(&pages, pictures, out, board, options, CARD_WIDTH_MM, CARD_HEIGHT_MM);

    tf_theme_init_paper(&pictures->theme, pages.width_px, pages.height_px, PAPER_PX_PER_MM, true);
    if (err == TF_OK) {
        err = draw_placed(&pages, options, &count);
    }
    if (err == TF_OK && options->day < 0) {
        err = draw_open(&pages, options, &count);
    }
    err = close_pages(&pages, err);
    if (err == TF_OK && count == 0) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, "Propose a session, or choose another day",
                           "There is no session to make a card of");
    }
    if (options->base_url[0] == '\0') {
        *note = "The cards have no code to scan: say with --public-url where the event's pages are";
    }
    return tell(problem, err);
}

/* ---- the table ---- */

static const struct tf_picture PICTURES[] = {
    {.name = "png",
     .about = "the grid as a picture, one file a day",
     .is_one_a_day = true,
     .heeds = TF_PICTURE_SIZE,
     .draw = draw_png},
    {.name = "pdf",
     .about = "the grid on paper, at least a page a day",
     .heeds = TF_PICTURE_PAPER,
     .draw = draw_pdf},
    {.name = "cards-pdf",
     .about = "an A5 card for each session",
     .heeds = TF_PICTURE_SESSION | TF_PICTURE_URL,
     .draw = draw_cards},
    {.name = NULL},
};

const struct tf_picture *tf_pictures_all(void)
{
    return PICTURES;
}

const struct tf_picture *tf_pictures_named(const char *name)
{
    for (const struct tf_picture *picture = PICTURES; picture->name; picture++) {
        if (strcmp(picture->name, name) == 0) {
            return picture;
        }
    }
    return NULL;
}
