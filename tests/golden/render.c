/* render: any screen of any wall as a PNG, to look at it.
 *   render OUT.png [wall=full] [screen=home] [lang=de] [size=1280x800] [mm=0] [at=10:20] [day=0] [scheme=0]
 *          [larger=0] [space=0] [slot=-1] [shown=-1] [session=1003] [url=http://…] [list=0] [scroll=0]
 *          [languages=0] [still=0] [act=KIND] [to=SPACE,SLOT] [other=SESSION] [done=KIND] [query=TEXT]
 * [print=0] [printer=TROUBLE] [fate=0] [held=0] [free=0] [on=0] [typing=1] [lowered=0] [speaks=0] [speech=0]
 * [notice=TEXT] [saving=1] [confirmed=1]
 * Or a situation of situations*.c: OUT.png situation=words-similar [wall] [lang] [size] [mm] [scheme]
 * [larger] */
#include "golden/picture.h"
#include "golden/situations.h"
#include "golden/walls.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

static int situation(int argc, char **argv, const char *name)
{
    const struct situation *found = SITUATIONS[0];
    for (size_t table = 0; SITUATIONS[table] != NULL && strcmp(found->name, name) != 0; table++) {
        for (found = SITUATIONS[table]; found[1].name != NULL && strcmp(found->name, name) != 0; found++) {
        }
    }
    if (strcmp(found->name, name) != 0) {
        return 2;
    }
    int width = 1280, height = 800;
    enum tf_lang lang = TF_LANG_DE;
    tf_lang_parse(&lang, option(argc, argv, "lang", "de"));
    sscanf(option(argc, argv, "size", "1280x800"), "%dx%d", &width, &height);
    const char *wall = option(argc, argv, "wall", NULL);
    struct tf_board *board =
        walls_board(wall == NULL ? found->wall : (enum walls_which)index_of(wall, WALLS, COUNT_OF(WALLS)));
    struct picture picture;
    picture_open(&picture);
    struct stand stand = stand_at(board, lang);
    found->reach(&stand);
    struct tf_app_state state = *stand.s;
    state.scheme = (int)number(argc, argv, "scheme", "0");
    state.larger_text = number(argc, argv, "larger", "0") != 0;
    picture_draw(&picture, &state, width, height, strtod(option(argc, argv, "mm", "0"), NULL));
    struct tf_canvas *canvas = picture_paint(&picture);
    tf_canvas_write_png(canvas, argv[1], NULL);
    tf_canvas_destroy(canvas);
    picture_close(&picture);
    stand_leave(&stand);
    tf_board_unref(board);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const SCREENS[] = {"home",   "session", "list", "propose", "place",
                                          "posted", "card",    "act",  "search",  "attract"};
    if (argc < 2) {
        return 2;
    }
    if (option(argc, argv, "situation", NULL) != NULL) {
        return situation(argc, argv, option(argc, argv, "situation", NULL));
    }
    struct tf_zone *zone;
    if (tf_zone_open(&zone, "Europe/Berlin") != TF_OK) {
        return 1;
    }
    int hour = 10, minute = 20, second = 0, width = 1280, height = 800;
    sscanf(option(argc, argv, "at", "10:20"), "%d:%d:%d", &hour, &minute, &second);
    sscanf(option(argc, argv, "size", "1280x800"), "%dx%d", &width, &height);
    enum tf_lang lang = TF_LANG_DE;
    tf_lang_parse(&lang, option(argc, argv, "lang", "de"));
    struct tf_board *board =
        walls_board((enum walls_which)index_of(option(argc, argv, "wall", "full"), WALLS, COUNT_OF(WALLS)));
    struct tf_app_state state = {
        .board = board,
        .zone = zone,
        .now_s = WALLS_AT(number(argc, argv, "day", "0"), hour, minute) + second,
        .time_confirmed = number(argc, argv, "confirmed", "1") != 0,
        .saving_works = number(argc, argv, "saving", "1") != 0,
        .base_url = option(argc, argv, "url", "http://10.0.0.5:8080"),
        .lang = lang,
        .scheme = (int)number(argc, argv, "scheme", "0"),
        .larger_text = number(argc, argv, "larger", "0") != 0,
        .screen =
            (enum tf_screen_name)index_of(option(argc, argv, "screen", "home"), SCREENS, TF_SCREEN_COUNT),
        .day = (int)number(argc, argv, "shown", "-1"),
        .first_space = (int)number(argc, argv, "space", "0"),
        .first_slot = (int)number(argc, argv, "slot", "-1"),
        .session = (uint64_t)number(argc, argv, "session", "1003"),
        .list = (enum tf_list_of)number(argc, argv, "list", "0"),
        .scroll = (int)number(argc, argv, "scroll", "0"),
        .languages_open = number(argc, argv, "languages", "0") != 0,
        .asks_still_there = number(argc, argv, "still", "0") != 0,
        .notice = option(argc, argv, "notice", NULL),
        .wifi = option(argc, argv, "wifi", NULL),
        .is_lowered = number(argc, argv, "lowered", "0") != 0,
        .can_speak = true,
        .speaks = number(argc, argv, "speaks", "0") != 0,
        .speech_open = number(argc, argv, "speech", "0") != 0,
        .volume = 3,
    };
    struct tf_act act = {.kind = TF_ACT_NONE};
    tf_act_begin(&act, board, state.session, (enum tf_act_kind)number(argc, argv, "act", "0"), TF_ID_MAX);
    unsigned long to_space = 0, to_slot = 0;
    if (sscanf(option(argc, argv, "to", ""), "%lu,%lu", &to_space, &to_slot) == 2) {
        tf_act_aim(&act, (struct tf_cell){to_space, to_slot});
    }
    act.other = (uint64_t)number(argc, argv, "other", "0");
    struct tf_act_done done = {.kind = (enum tf_act_kind)number(argc, argv, "done", "0")};
    struct tf_search *search = NULL;
    struct tf_typing *typing = NULL;
    if (state.screen == TF_SCREEN_SEARCH && tf_search_create(&search) == TF_OK) {
        tf_search_set_board(search, board);
        tf_editor_set(tf_search_editor(search), option(argc, argv, "query", ""));
        tf_search_wish(search)->free_now = number(argc, argv, "free", "0") != 0;
        tf_search_wish(search)->on_now = number(argc, argv, "on", "0") != 0;
        if (number(argc, argv, "typing", "1") != 0 && tf_typing_create(&typing, lang, NULL) == TF_OK) {
            tf_search_wish(search)->is_typing = true;
            state.typing = tf_typing_state(typing);
        }
    }
    struct tf_print print = {.session = state.session,
                             .status = {.words = option(argc, argv, "printer", ""),
                                        .fate = (enum tf_print_fate)number(argc, argv, "fate", "0"),
                                        .held = (size_t)number(argc, argv, "held", "0")}};
    print.status.can_print = print.status.words[0] == '\0';
    print.status.asks = print.status.can_print && print.status.held > 0;
    print.session = print.status.fate != TF_PRINT_NONE ? state.session : 0;
    state.print = number(argc, argv, "print", "0") != 0 ? &print : NULL;
    state.search = search;
    state.act = &act;
    state.done = done.kind != TF_ACT_NONE ? &done : NULL;
    struct picture picture;
    picture_open(&picture);
    struct timespec a, b, c;
    for (int round = 0; round < 2; round++) {
        clock_gettime(CLOCK_MONOTONIC, &a);
        picture_draw(&picture, &state, width, height, strtod(option(argc, argv, "mm", "0"), NULL));
        clock_gettime(CLOCK_MONOTONIC, &b);
        struct tf_canvas *canvas = picture_paint(&picture);
        clock_gettime(CLOCK_MONOTONIC, &c);
        printf("draw %.1f ms, paint %.1f ms, %zu nodes\n",
               (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6,
               (double)(c.tv_sec - b.tv_sec) * 1e3 + (double)(c.tv_nsec - b.tv_nsec) / 1e6,
               tf_scene_node_count(picture.scene));
        if (round == 1) {
            tf_canvas_write_png(canvas, argv[1], NULL);
        }
        tf_canvas_destroy(canvas);
    }
    picture_close(&picture);
    tf_typing_destroy(typing);
    tf_search_destroy(search);
    tf_board_unref(board);
    tf_zone_close(zone);
    return 0;
}
