/* poster.h: a day's grid on paper: as a picture with everything on it, or as pages that split what would be
 * too small to read. The same layout as on the home screen, without what is touched and what moves. */
#ifndef TF_SCREENS_POSTER_H
#define TF_SCREENS_POSTER_H

#include "canvas/scene.h"
#include "model/view.h"
#include "screens/screen.h"

struct tf_poster_page {
    int column, row; /* where it begins in the view of the day */
    bool is_whole;   /* all of the day, however small */
    /* Told after drawing: */
    bool is_narrow;  /* its columns are, for letters of this size */
    bool is_cramped; /* smaller than can be read */
    size_t cut;      /* titles and names that end in "…": nobody can touch paper for the rest */
    bool has_next;
    int next_column, next_row; /* columns first: pages that hang side by side have the same rows */
};

/* The state's day must be a day of its board; its clock is not shown. start: theme from
 * tf_theme_init_paper(). TF_ERR_NOMEM, TF_ERR_LIMIT: something was left out. */
enum tf_err tf_poster_draw(const struct tf_app_state *state, struct tf_scene *scene,
                           const struct tf_scene_start *start, struct tf_poster_page *page);

/* home_grid.c: the page's part of the grid in rect, and which part that was. false: no memory. */
struct tf_poster_range {
    int first_column, last_column, first_row, last_row;
    bool splits_columns, splits_rows;
};
bool tf_home_grid_paper(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_grid *grid,
                        struct tf_poster_page *page, struct tf_poster_range *range);

#endif
