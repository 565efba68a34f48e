/* Events to make schedules for: made up from a seed, or one day of a public schedule (its sessions, hosts,
 * tracks and rooms) with made-up votes. People like one theme more than others, and some sessions more than
 * others. */
#include "bench/schedule_bench.h"

#include "core/rules.h"
#include "kiosk/intake.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SESSIONS_MAX = 400, REAL_SESSIONS_MAX = 60 };

struct recipe {
    int sessions, spaces, rows, days, voters, stars, themes, astray_percent;
};

struct made_session {
    const char *title, *host;
    int theme;
};

static void load(struct tf_board *board, const struct tf_record *from)
{
    const struct tf_record *copy = NULL;
    if (tf_record_copy(&copy, from) != TF_OK || tf_board_load(board, copy) != TF_OK) {
        fprintf(stderr, "bench_schedule: no board\n");
        exit(1);
    }
    tf_record_unref(copy);
}

static void load_grid(struct tf_board *board, const struct recipe *recipe, struct tf_rng *rng)
{
    struct tf_gathering gathering = {.record = {.kind = TF_KIND_GATHERING, .key = {0, 1}},
                                     .title = "Bench",
                                     .code = "bench",
                                     .zone = "UTC",
                                     .language = "en",
                                     .format = "barcamp",
                                     .guid = "00000000-0000-4000-8000-000000000000",
                                     .phase = TF_PHASE_MARKETPLACE};
    load(board, &gathering.record);
    int typical = 2 * recipe->voters * recipe->stars / recipe->sessions;
    for (int i = 0; i < recipe->spaces; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "Room %d", i + 1);
        struct tf_space space = {
            .record = {.kind = TF_KIND_SPACE, .key = {0, (uint64_t)(101 + i)}},
            .name = name,
            .position = i,
            .capacity = 5 + typical * (i + 1) / recipe->spaces,
            .features = (uint32_t)tf_rng_below(rng, 16) | (i == 0 ? TF_FEATURE_PROJECTOR : 0),
        };
        load(board, &space.record);
    }
    for (int i = 0; i < recipe->rows * recipe->days; i++) {
        int64_t day = SUPPORT_DAY + i / recipe->rows;
        int64_t start = day * 86400 + (9 + i % recipe->rows) * 3600;
        struct tf_slot slot = {.record = {.kind = TF_KIND_SLOT, .key = {0, (uint64_t)(1001 + i)}},
                               .day = day,
                               .start = start,
                               .end = start + 2700};
        load(board, &slot.record);
    }
}

static void load_stars(struct tf_board *board, const struct recipe *recipe, const struct made_session *made,
                       struct tf_rng *rng)
{
    for (int voter = 0; voter < recipe->voters; voter++) {
        int theme = (int)tf_rng_below(rng, (uint64_t)recipe->themes), given = 0;
        for (int tries = 0; given < recipe->stars && tries < 400; tries++) {
            /* The lower the number, the more wanted. */
            uint64_t a = tf_rng_below(rng, (uint64_t)recipe->sessions);
            uint64_t b = tf_rng_below(rng, (uint64_t)recipe->sessions);
            int session = (int)(a < b && tf_rng_below(rng, 2) == 0 ? a : b);
            bool astray = (int)tf_rng_below(rng, 100) < recipe->astray_percent;
            struct tf_key key = {(uint64_t)(20001 + session), (uint64_t)(500001 + voter)};
            if ((made[session].theme != theme && !astray) || tf_board_get(board, TF_KIND_STAR, key) != NULL) {
                continue;
            }
            struct tf_star star = {.record = {.kind = TF_KIND_STAR, .key = key}, .at = SUPPORT_10H00_S};
            load(board, &star.record);
            given++;
        }
    }
}

static struct tf_board *board_from(const struct recipe *recipe, const struct made_session *made,
                                   struct tf_rng *rng)
{
    struct tf_board *board = NULL;
    if (tf_board_create(&board) != TF_OK) {
        exit(1);
    }
    load_grid(board, recipe, rng);
    for (int i = 0; i < recipe->sessions; i++) {
        char code[9];
        tf_command_code(code, (uint64_t)i * 7919 + 12345);
        struct tf_session session = {
            .record = {.kind = TF_KIND_SESSION, .key = {0, (uint64_t)(20001 + i)}},
            .code = code,
            .title = made[i].title,
            .host = made[i].host,
            .needs = tf_rng_below(rng, 6) == 0 ? TF_FEATURE_PROJECTOR : 0,
            .proposed_at = SUPPORT_10H00_S,
        };
        load(board, &session.record);
    }
    load_stars(board, recipe, made, rng);
    if (tf_board_finish(board, 1, SUPPORT_10H00_S) != TF_OK) {
        exit(1);
    }
    return board;
}

static struct tf_board *made_up(const struct recipe *recipe, uint64_t seed)
{
    struct made_session made[SESSIONS_MAX];
    char hosts[SESSIONS_MAX][16];
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    for (int i = 0; i < recipe->sessions; i++) {
        /* Every fifth session has a host who has another. */
        (void)snprintf(hosts[i], sizeof(hosts[i]), "Host %d", i % 5 == 4 ? i - 3 : i);
        made[i] = (struct made_session){"A session", hosts[i], i % recipe->themes};
    }
    return board_from(recipe, made, &rng);
}

/* ---- real ones */

static const struct {
    const char *file;
    int day, spaces;
} REAL[] = {
    {"frab-debconf23.xml", 1, 4},     {"frab-debconf23.xml", 3, 4}, {"frab-camp2019.json", 0, 5},
    {"frab-camp2019.json", 1, 6},     {"frab-camp2019.json", 2, 8}, {"frab-36c3-duplicate-guids.xml", 0, 8},
    {"barcamp-bangalore.json", 0, 6}, {"frab-debconf23.xml", 5, 3},
};
enum { REAL_COUNT = sizeof(REAL) / sizeof(REAL[0]) };

static struct tf_board *read_board(const char *path)
{
    struct tf_problem problem = {0};
    struct tf_report report;
    struct tf_command *command = NULL;
    struct tf_board *empty = NULL, *board = NULL;
    struct tf_event *event = NULL;
    struct tf_rng rng;
    tf_rng_seed(&rng, 7);
    tf_report_init(&report);
    struct tf_intake intake = {
        .zone = "UTC", .now = SUPPORT_10H00_S, .actor = {.role = TF_ROLE_SYSTEM}, .rng = &rng};
    if (tf_board_create(&empty) == TF_OK &&
        tf_intake_file(&command, path, &intake, empty, &report, &problem) == TF_OK &&
        tf_rules_decide(&event, empty, command, NULL, NULL, NULL) == TF_OK) {
        event->sequence = 1;
        if (tf_board_apply(&board, empty, event) != TF_OK) {
            board = NULL;
        }
    }
    tf_event_unref(event);
    tf_command_destroy(command);
    tf_report_free(&report);
    tf_board_unref(empty);
    return board;
}

static int theme_of(const struct tf_session *session, int themes)
{
    uint64_t hash = 0;
    for (const char *at = session->track; *at != '\0'; at++) {
        hash = tf_rng_mix(hash, (uint64_t)(unsigned char)*at);
    }
    /* Where nobody names tracks, people's themes are spread over the sessions. */
    return (int)((session->track[0] != '\0' ? hash : session->record.key.id) % (uint64_t)themes);
}

/* Sessions of a schedule that has no grid yet, as a BarCamp's proposals. */
static int all_sessions(struct made_session *made, const struct tf_board *board, int themes)
{
    int count = 0;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && count < REAL_SESSIONS_MAX; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        made[count++] = (struct made_session){session->title, session->host, theme_of(session, themes)};
    }
    return count;
}

/* One day's sessions; 0: there is no such day. */
static int one_day(struct made_session *made, const struct tf_board *board, size_t day, int themes)
{
    const struct tf_grid *grid = board->grid;
    int count = 0;
    for (size_t i = 0; i < grid->placement_count && count < REAL_SESSIONS_MAX && day < grid->day_count; i++) {
        int row = tf_grid_slot_index(grid, grid->placements[i]->slot);
        const struct tf_session *session = tf_board_session(board, grid->placements[i]->session);
        if (session != NULL && grid->slots[row]->day == grid->days[day]) {
            made[count++] = (struct made_session){session->title, session->host, theme_of(session, themes)};
        }
    }
    return count;
}

static bool make_real(struct bench_event *event, int number, const char *shared)
{
    char path[600];
    struct made_session made[REAL_SESSIONS_MAX];
    (void)snprintf(path, sizeof(path), "%s/%s", shared, REAL[number].file);
    struct tf_board *board = read_board(path);
    if (board == NULL) {
        return false;
    }
    struct recipe recipe = {.spaces = REAL[number].spaces, .days = 1, .themes = 6, .stars = 3};
    recipe.sessions = board->grid->placement_count > 0
                          ? one_day(made, board, (size_t)REAL[number].day, recipe.themes)
                          : all_sessions(made, board, recipe.themes);
    recipe.rows = (recipe.sessions + recipe.spaces - 1) / recipe.spaces + 2;
    recipe.voters = 2 * recipe.sessions;
    struct tf_rng rng;
    tf_rng_seed(&rng, (uint64_t)number);
    if (recipe.sessions > 1) {
        event->board = board_from(&recipe, made, &rng);
        (void)snprintf(event->name, sizeof(event->name), "%.26s day %d", REAL[number].file,
                       REAL[number].day + 1);
    }
    tf_board_unref(board);
    return event->board != NULL;
}

bool bench_event_make(struct bench_event *event, int number, const char *shared)
{
    if (number < REAL_COUNT) {
        return make_real(event, number, shared);
    }
    /* From a small gathering, where everybody likes everything, to sixty sessions in ten themes. */
    int sessions = 6 + (number - REAL_COUNT) * 54 / (39 - REAL_COUNT);
    bool is_small = sessions <= 11;
    struct recipe recipe = {.sessions = sessions, .days = 1, .stars = is_small ? 3 : 4};
    recipe.spaces = is_small ? 3 : 3 + sessions / 10;
    recipe.rows = (sessions + recipe.spaces - 1) / recipe.spaces + (is_small ? 0 : 1 + number % 2);
    recipe.voters = is_small ? 20 : 2 * sessions;
    recipe.themes = is_small ? 2 : 2 + sessions / recipe.rows;
    recipe.astray_percent = is_small ? 100 : number % 4;
    event->board = made_up(&recipe, (uint64_t)number);
    (void)snprintf(event->name, sizeof(event->name), "made up, %d spaces, %d rows", recipe.spaces,
                   recipe.rows);
    return true;
}

void bench_event_large(struct bench_event *event, int days)
{
    struct recipe recipe = {.sessions = 300,
                            .spaces = 12,
                            .rows = 8,
                            .days = days,
                            .voters = 5000,
                            .stars = 10,
                            .themes = 25,
                            .astray_percent = 30};
    event->board = made_up(&recipe, 300);
    (void)snprintf(event->name, sizeof(event->name), "300 sessions, 12 spaces, %d × 8 rows", days);
}
