/* home_layout.h: where the rows and columns of the grid lie: how many columns fit, which rows are on the page
 * and how high each is. Row heights follow what is in them: a row in which nothing begins may be thin. */
#ifndef TF_SCREENS_HOME_LAYOUT_H
#define TF_SCREENS_HOME_LAYOUT_H

#include "base/arena.h"
#include "canvas/scene.h"
#include "model/view.h"

struct tf_home_layout {
    int first_column, column_count; /* on this page */
    int width_px, per_page, gap_px; /* of all columns together, on a full page, between two */
    bool pages_columns, pages_rows;
    int first_row, last_row; /* on this page */
    int *row_y;              /* [last_row - first_row + 2]: tops, from the grid's top; then the end */
    bool *has_label;         /* [last_row - first_row + 1]: something begins there */
    enum tf_type title;      /* of every card on the page */
    int previous_row;        /* where the page before this begins */
};

/* Where the nth column of the page begins, and how wide it is: no pixel is left over. */
int tf_home_column_x(const struct tf_home_layout *layout, int n);
int tf_home_column_width(const struct tf_home_layout *layout, int n);

/* Columns of a width in which a title can be read; all pages have the same number. */
void tf_home_columns(struct tf_home_layout *layout, struct tf_scene *scene, const struct tf_view_grid *grid,
                     int width_px);
/* Rows, after the columns; height_px for all of them. pager_px is taken off when they do not fit. false: no
 * memory. */
bool tf_home_rows(struct tf_home_layout *layout, struct tf_scene *scene, struct tf_arena *arena,
                  const struct tf_view_grid *grid, int height_px, int pager_px);
/* The same on paper, where nobody turns a page back: the rows from first_row on that fit, of the columns that
 * the layout has; all of the day if it can be. is_whole: all of it in any case; *is_cramped: it had to be
 * squeezed. */
bool tf_home_paper_rows(struct tf_home_layout *layout, struct tf_scene *scene, struct tf_arena *arena,
                        const struct tf_view_grid *grid, int height_px, int first_row, bool is_whole,
                        bool *is_cramped);

#endif
