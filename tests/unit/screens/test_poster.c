/* What a printed page promises: every cell of the day is on exactly one page, nothing lies over another or
 * beyond the margin, and what is cut ends in an ellipsis. */
#include "golden/picture.h"
#include "golden/walls.h"
#include "screens/card_sheet.h"
#include "screens/poster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { A4_W = 2970, A4_H = 2100, PX_PER_MM = 10, PAGES_MAX = 400 };
static const enum walls_which WALLS[] = {WALLS_NOTHING, WALLS_EMPTY,   WALLS_SMALL,
                                         WALLS_FULL,    WALLS_LONGEST, WALLS_CONGRESS};
enum { WALL_COUNT = sizeof WALLS / sizeof WALLS[0] };

struct desk {
    struct picture picture;
    struct tf_zone *zone;
};

static int open_desk(void **state)
{
    static struct desk desk;
    picture_open(&desk.picture);
    assert_int_equal(tf_zone_open(&desk.zone, "Europe/Berlin"), TF_OK);
    *state = &desk;
    return 0;
}

static int close_desk(void **state)
{
    struct desk *desk = *state;
    picture_close(&desk->picture);
    tf_zone_close(desk->zone);
    return 0;
}

static struct tf_app_state state_of(const struct desk *desk, const struct tf_board *board, enum tf_lang lang)
{
    return (struct tf_app_state){.board = board,
                                 .zone = desk->zone,
                                 .saving_works = true,
                                 .base_url = "http://10.0.0.5:8080",
                                 .lang = lang,
                                 .day = board->grid->day_count > 0 ? 0 : -1,
                                 .first_slot = -1,
                                 .session = WALLS_SESSION};
}

static enum tf_err draw(struct desk *desk, const struct tf_app_state *state, struct tf_poster_page *page)
{
    struct tf_scene_start start = {.theme = &desk->picture.theme, .setter = desk->picture.setter};
    return tf_poster_draw(state, desk->picture.scene, &start, page);
}

/* Every node is inside the page's margin; the first one is the page. */
static void check_margin(const struct tf_scene *scene, int margin)
{
    const struct tf_theme *theme = tf_scene_theme(scene);
    for (size_t i = 1; i < tf_scene_node_count(scene); i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        bool is_inside = node->rect.x >= margin && node->rect.y >= margin &&
                         node->rect.x + node->rect.w <= theme->width_px - margin &&
                         node->rect.y + node->rect.h <= theme->height_px - margin;
        if (!is_inside) {
            fail_msg("node %zu (%s) at %d,%d %dx%d leaves the page", i, node->text != NULL ? node->text : "",
                     node->rect.x, node->rect.y, node->rect.w, node->rect.h);
        }
    }
}

/* Two texts that share a pixel of their lines would be printed over each other. */
static void check_apart(const struct tf_scene *scene)
{
    size_t count = tf_scene_node_count(scene);
    for (size_t i = 0; i < count; i++) {
        const struct tf_node *a = tf_scene_node(scene, i);
        for (size_t j = i + 1; a->kind == TF_NODE_TEXT && j < count; j++) {
            const struct tf_node *b = tf_scene_node(scene, j);
            if (b->kind == TF_NODE_TEXT &&
                tf_rect_meets(tf_rect_inset(a->rect, 2, 2), tf_rect_inset(b->rect, 2, 2)) &&
                a->style.valign == TF_VALIGN_TOP && b->style.valign == TF_VALIGN_TOP &&
                a->rect.y == b->rect.y) {
                fail_msg("“%s” lies over “%s”", a->text, b->text);
            }
        }
    }
}

static void pages_hold_every_cell_of_the_day_once(void **state)
{
    struct desk *desk = *state;
    for (int w = 0; w < WALL_COUNT; w++) {
        struct tf_board *board = walls_board(WALLS[w]);
        struct tf_app_state shown = state_of(desk, board, TF_LANG_DE);
        struct tf_arena arena;
        struct tf_view_home view;
        tf_arena_init(&arena);
        tf_view_home(&view, &arena, &shown);
        tf_theme_init_paper(&desk->picture.theme, A4_W, A4_H, PX_PER_MM, false);
        struct tf_poster_page page = {0};
        int pages = 0, columns_seen = 0, rows_seen = 0;
        do {
            int column = page.column, row = page.row;
            assert_int_equal(draw(desk, &shown, &page), TF_OK);
            assert_int_equal(tf_scene_target_count(desk->picture.scene), 0);
            assert_false(page.is_cramped);
            check_margin(desk->picture.scene, tf_scene_theme(desk->picture.scene)->gap_px[TF_GAP_HUGE]);
            check_apart(desk->picture.scene);
            if (row == 0 && view.grid.row_count > 0) {
                columns_seen +=
                    (page.next_column == 0 ? (int)view.grid.space_count : page.next_column) - column;
            }
            if (page.has_next) { /* it goes on where this one ended, and never back */
                assert_true(page.next_row > row || (page.next_row == row && page.next_column > column));
                assert_true(page.next_row == row || page.next_column == 0);
            }
            rows_seen = page.next_row;
            page.column = page.next_column;
            page.row = page.next_row;
            assert_true(++pages <= PAGES_MAX);
        } while (page.has_next);
        if (view.grid.row_count > 0) {
            assert_int_equal(columns_seen, (int)view.grid.space_count);
            assert_int_equal(rows_seen, (int)view.grid.row_count);
        }
        assert_true(WALLS[w] != WALLS_CONGRESS || pages > 9);
        assert_true((WALLS[w] != WALLS_SMALL && WALLS[w] != WALLS_NOTHING) || pages == 1);
        tf_arena_free(&arena);
        tf_board_unref(board);
    }
}

static void every_page_names_its_spaces_and_times_again(void **state)
{
    struct desk *desk = *state;
    struct tf_board *board = walls_board(WALLS_CONGRESS);
    struct tf_app_state shown = state_of(desk, board, TF_LANG_EN);
    struct tf_poster_page page = {0};
    tf_theme_init_paper(&desk->picture.theme, A4_W, A4_H, PX_PER_MM, false);
    for (int i = 0; i < 20 && (i == 0 || page.has_next); i++) {
        int column = page.column;
        const char *name = board->grid->spaces[column]->name;
        bool has_name = false, has_part = false, has_title = false;
        assert_int_equal(draw(desk, &shown, &page), TF_OK);
        for (size_t n = 0; n < tf_scene_node_count(desk->picture.scene); n++) {
            const struct tf_node *node = tf_scene_node(desk->picture.scene, n);
            has_name = has_name || (node->text != NULL && strcmp(node->text, name) == 0);
            has_part = has_part || (node->text != NULL && strstr(node->text, "Spaces ") == node->text);
            has_title = has_title ||
                        (node->text != NULL && strcmp(node->text, tf_board_gathering(board)->title) == 0);
        }
        assert_true(has_name);
        assert_true(has_part);
        assert_true(has_title);
        page.column = page.next_column;
        page.row = page.next_row;
    }
    tf_board_unref(board);
}

static void a_picture_of_any_size_has_the_whole_day(void **state)
{
    static const int SIZES[][2] = {{200, 200},  {8192, 200},  {200, 8192},
                                   {1280, 800}, {8192, 8192}, {333, 777}};
    struct desk *desk = *state;
    for (int w = 0; w < WALL_COUNT; w++) {
        struct tf_board *board = walls_board(WALLS[w]);
        struct tf_app_state shown = state_of(desk, board, TF_LANG_AR);
        for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
            struct tf_poster_page page = {.is_whole = true};
            tf_theme_init_paper(&desk->picture.theme, SIZES[i][0], SIZES[i][1], 1, false);
            assert_int_equal(draw(desk, &shown, &page), TF_OK);
            assert_false(page.has_next);
            bool is_small = SIZES[i][0] < 400 && WALLS[w] >= WALLS_FULL;
            assert_true(!is_small || page.is_cramped);
        }
        tf_board_unref(board);
    }
}

static void a_card_says_what_where_when_and_has_its_code(void **state)
{
    struct desk *desk = *state;
    for (int w = 2; w < WALL_COUNT; w++) {
        for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
            struct tf_board *board = walls_board(WALLS[w]);
            struct tf_app_state shown = state_of(desk, board, (enum tf_lang)lang);
            struct tf_scene *scene = desk->picture.scene;
            struct tf_scene_start start = {.theme = &desk->picture.theme, .setter = desk->picture.setter};
            const struct tf_session *session = tf_board_session(board, WALLS_SESSION);
            size_t codes = 0, symbols = 0, titles = 0, hosts = 0;
            tf_theme_init_paper(&desk->picture.theme, 1480, 2100, PX_PER_MM, true);
            assert_int_equal(tf_card_sheet_draw(&shown, scene, &start, false), TF_OK);
            check_margin(scene, 9 * PX_PER_MM);
            check_apart(scene);
            for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
                const struct tf_node *node = tf_scene_node(scene, i);
                symbols += node->kind == TF_NODE_SYMBOL;
                titles += node->text != NULL && strcmp(node->text, session->title) == 0 && !node->is_cut;
                hosts += node->text != NULL && strcmp(node->text, session->host) == 0;
                if (node->kind == TF_NODE_QR) {
                    codes++;
                    assert_true(strncmp(node->text, "http://10.0.0.5:8080/s/", 23) == 0);
                    assert_string_equal(node->text + 23, session->code);
                    assert_true(node->rect.w >= 40 * PX_PER_MM);
                    assert_int_equal(node->value, 5); /* half a millimetre a module */
                }
            }
            assert_int_equal(codes, 1);
            assert_true(symbols > 0);
            assert_int_equal(titles, 1); /* whole, also the longest */
            assert_true(hosts > 0);
            shown.base_url = "http://a-rather-long-name.example.org:8080/a/camp/by/the/lake";
            assert_int_equal(tf_card_sheet_draw(&shown, scene, &start, false), TF_OK);
            for (size_t i = 0; i < tf_scene_node_count(scene);
                 i++) { /* an address is typed: it is never cut */
                const struct tf_node *node = tf_scene_node(scene, i);
                assert_true(node->text == NULL || node->kind == TF_NODE_QR || !node->is_cut ||
                            strstr(node->text, "a-rather-long") == NULL);
            }
            check_margin(scene, 9 * PX_PER_MM);
            shown.base_url = "";
            assert_int_equal(tf_card_sheet_draw(&shown, scene, &start, true), TF_OK);
            const char *moved = tf_trc((enum tf_lang)lang, "card", "Moved");
            size_t moves = 0;
            for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
                const struct tf_node *node = tf_scene_node(scene, i);
                assert_int_not_equal(node->kind, TF_NODE_QR);
                moves += node->text != NULL && strcmp(node->text, moved) == 0 && !node->is_cut;
            }
            assert_int_equal(moves, 1);
            tf_board_unref(board);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_hold_every_cell_of_the_day_once),
        cmocka_unit_test(every_page_names_its_spaces_and_times_again),
        cmocka_unit_test(a_picture_of_any_size_has_the_whole_day),
        cmocka_unit_test(a_card_says_what_where_when_and_has_its_code),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
