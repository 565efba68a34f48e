#include "golden/walls.h"

#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MINUTE          60
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

struct talk {
    const char *title, *host, *language;
    enum tf_session_format format;
};

static const struct talk TALKS[] = {
    {"Compost for beginners", "Mara", "en", TF_FORMAT_WORKSHOP},
    {"Wie wir Entscheidungen treffen, ohne dass jemand gewinnt", "Jonas & Aylin", "de", TF_FORMAT_DISCUSSION},
    {"A library of things", "Tomás Ferreira", "en", TF_FORMAT_DISCUSSION},
    {"Reparaturcafé: Nähmaschinen", "Else", "de", TF_FORMAT_WORKSHOP},
    {"حدائق على أسطح المدن", "ليلى", "ar", TF_FORMAT_TALK},
    {"小さな町の図書館をどう続けるか", "佐藤ゆき", "ja", TF_FORMAT_TALK},
    {"Who owns the neighbourhood's data?", "Priya N.", "en", TF_FORMAT_DISCUSSION},
    {"Help wanted: a map of all benches", "Olu", "en", TF_FORMAT_HELP},
    {"Stille Stunde", "", "de", TF_FORMAT_OTHER},
    {"Bees on the roof", "Mara", "en", TF_FORMAT_WORKSHOP},
    {"Theater der Nachbarn", "Gruppe Süd", "de", TF_FORMAT_WORKSHOP},
    {"Open Space im Betrieb: was bleibt nach drei Monaten?", "Ruth", "de", TF_FORMAT_DISCUSSION},
    {"Solar without a landlord", "Ines", "en", TF_FORMAT_TALK},
    {"Lastenräder teilen", "Kiezrad e. V.", "de", TF_FORMAT_HELP},
    {"Teaching maths with string", "Dr. Anand", "en", TF_FORMAT_WORKSHOP},
    {"Was Jugendliche wirklich brauchen", "Samira, Leon, Kim", "de", TF_FORMAT_DISCUSSION},
    {"Mending", "Else", "en", TF_FORMAT_UNSAID},
    {"Feedback, das ankommt", "Petra", "de", TF_FORMAT_WORKSHOP},
    {"How to leave a project well", "Noor", "en", TF_FORMAT_DISCUSSION},
    {"Radio aus dem Keller", "Studio 4", "de", TF_FORMAT_TALK},
    {"Seed swap", "", "en", TF_FORMAT_OTHER},
    {"Barrieren sehen", "Hannes", "de", TF_FORMAT_WORKSHOP},
    {"Walking the river", "Ana & Bo", "en", TF_FORMAT_OTHER},
};

static const char *const ROOMS[] = {"Garten", "Atelier", "Bibliothek", "Kaminzimmer",    "Werkstatt",
                                    "Empore", "Küche",   "Saal Nord",  "Some Place Else"};
static const char ABOUT[] =
    "We borrow ladders, drills and cake tins from each other already, but only when we happen to know who "
    "has one. "
    "What would it take to have a shelf for the whole street, who looks after it, and what happens when a "
    "thing "
    "comes back broken? I bring the list of what our house lends today and three questions I cannot answer.\n"
    "Bring one thing you own and use once a year.";

/* The longest texts the door lets in: 120 graphemes of a title, 60 of a name. */
static const char LONG_TITLE[] = "Gemeinschaftsverpflegungskonzeptentwicklungswerkstatt und alles, was wir "
                                 "über das gemeinsame Kochen noch nie sagten?";
static const char LONG_TITLE_2[] = "Was passiert, wenn eine ganze Straße beschließt, ein Jahr lang auf "
                                   "Autos, Lieferdienste und Zäune zu verzichten: ja!";
static const char LONG_NAME[] = "Anneliese-Dorothea von Hohenstein-Wittgenfeld und die Gruppe";
static const char LONG_ROOM[] = "Großer Versammlungsraum im zweiten Obergeschoss, Westflügel";

struct builder {
    struct tf_board *board;
    uint64_t placement;
    bool is_long;
    const char *format; /* NULL: open space */
};

static void put(struct tf_board *board, const struct tf_record *record)
{
    const struct tf_record *copy = NULL;
    assert_int_equal(tf_record_copy(&copy, record), TF_OK);
    assert_int_equal(tf_board_load(board, copy), TF_OK);
    tf_record_unref(copy);
}

static void put_gathering(struct builder *b, const char *title)
{
    struct tf_gathering gathering = {
        .record = {.kind = TF_KIND_GATHERING, .key = {0, 1}},
        .title = title,
        .code = "wall-2026",
        .zone = "Europe/Berlin",
        .language = "de",
        .format = b->format != NULL ? b->format : "open-space",
        .guid = "6f3d2f5e-0000-4000-8000-000000000001",
        .phase = TF_PHASE_SESSIONS,
    };
    put(b->board, &gathering.record);
}

static void put_space(struct builder *b, size_t n, const char *name, bool shared)
{
    struct tf_space space = {
        .record = {.kind = TF_KIND_SPACE, .key = {0, 101 + n}},
        .name = name,
        .position = (int64_t)n,
        .capacity = 20 + (int64_t)n * 5,
        .symbol = (int64_t)(n % TF_SYMBOL_COUNT),
        .shared = shared,
    };
    put(b->board, &space.record);
}

static void put_slot(struct builder *b, uint64_t id, int64_t day, int64_t start, int64_t end,
                     enum tf_slot_kind kind, const char *title)
{
    struct tf_slot slot = {
        .record = {.kind = TF_KIND_SLOT, .key = {0, id}},
        .day = WALLS_DAY + day,
        .start = start,
        .end = end,
        .kind = kind,
        .title = title,
    };
    put(b->board, &slot.record);
}

static void put_session(struct builder *b, uint64_t id, const struct talk *talk, bool is_placed)
{
    static const char letters[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    char code[9] = "WAND"; /* letters that a code may have */
    for (size_t i = 0, n = (size_t)id; i < 4; i++, n /= sizeof letters - 1) {
        code[4 + i] = letters[n % (sizeof letters - 1)];
    }
    bool is_whole = id == WALLS_SESSION;
    struct tf_session session = {
        .record = {.kind = TF_KIND_SESSION, .key = {0, id}},
        .code = code,
        .state = is_placed ? TF_SESSION_PLACED : TF_SESSION_OPEN,
        .title = b->is_long ? (id % 2 ? LONG_TITLE : LONG_TITLE_2) : talk->title,
        .subtitle = is_whole ? "Eine Bibliothek der Dinge" : "",
        .host = b->is_long ? LONG_NAME : talk->host,
        .about = is_whole ? ABOUT : "",
        .format = talk->format,
        .language = talk->language,
        .needs = is_whole ? TF_FEATURE_PROJECTOR | TF_FEATURE_STEP_FREE : 0,
    };
    char about[4 * sizeof ABOUT];
    if (is_whole && b->is_long) {
        snprintf(about, sizeof about, "%s\n%s\n%s\n%s", ABOUT, ABOUT, ABOUT, "");
        session.about = about;
    }
    put(b->board, &session.record);
    uint64_t stars = tf_rng_mix(id, 7) % 5 == 0 ? 0 : tf_rng_mix(id, 9) % 23;
    for (uint64_t i = 0; i < stars; i++) {
        struct tf_star star = {.record = {.kind = TF_KIND_STAR, .key = {id, i + 1}}, .at = WALLS_AT(0, 9, 0)};
        put(b->board, &star.record);
    }
}

static void put_placement(struct builder *b, uint64_t session, uint64_t space, uint64_t slot, uint64_t last)
{
    struct tf_placement placement = {
        .record = {.kind = TF_KIND_PLACEMENT, .key = {0, ++b->placement}},
        .session = session,
        .space = space,
        .slot = slot,
        .last_slot = last,
    };
    put(b->board, &placement.record);
}

struct row {
    int hour, minute, minutes;
    enum tf_slot_kind kind;
    const char *title;
};
static const struct row DAY_ROWS[] = {
    {9, 0, 45, TF_SLOT_PLENARY, "Morgenrunde"}, {10, 0, 60, TF_SLOT_SESSION, ""},
    {11, 15, 60, TF_SLOT_SESSION, ""},          {12, 15, 75, TF_SLOT_BREAK, "Mittag"},
    {13, 30, 60, TF_SLOT_SESSION, ""},          {14, 45, 60, TF_SLOT_SESSION, ""},
    {16, 0, 60, TF_SLOT_SESSION, ""},           {17, 15, 45, TF_SLOT_PLENARY, "Abendnachrichten"},
};
static const struct row SMALL_ROWS[] = {
    {10, 0, 30, TF_SLOT_PLENARY, "Opening circle"},
    {10, 45, 60, TF_SLOT_SESSION, ""},
    {12, 0, 60, TF_SLOT_BREAK, "Lunch"},
    {13, 0, 60, TF_SLOT_SESSION, ""},
    {14, 15, 60, TF_SLOT_SESSION, ""},
    {15, 30, 30, TF_SLOT_PLENARY, "Closing circle"},
};

static void put_rows(struct builder *b, const struct row *rows, size_t count, int days)
{
    for (int d = 0; d < days; d++) {
        for (size_t r = 0; r < count; r++) {
            int64_t start = WALLS_AT(d, rows[r].hour, rows[r].minute);
            put_slot(b, 201 + (uint64_t)d * 50 + r, d, start, start + rows[r].minutes * MINUTE, rows[r].kind,
                     rows[r].title);
        }
    }
}

/* Sessions into nearly every session cell; some over two rows, one shared cell with four, a few unplaced. */
static void put_sessions(struct builder *b, const struct row *rows, size_t row_count, int days, size_t spaces,
                         unsigned gaps)
{
    uint64_t id = 1001;
    for (int d = 0; d < days; d++) {
        for (size_t s = 0; s < spaces; s++) {
            for (size_t r = 0; r < row_count; r++) {
                uint64_t dice = tf_rng_mix(s * 31 + r, (uint64_t)d + 5);
                if (rows[r].kind != TF_SLOT_SESSION || dice % gaps == 0) {
                    continue;
                }
                uint64_t slot = 201 + (uint64_t)d * 50 + r, last = slot;
                if (r + 1 < row_count && rows[r + 1].kind == TF_SLOT_SESSION && dice % 7 == 1) {
                    last = slot + 1;
                }
                put_session(b, id, &TALKS[(id - 1001) % COUNT_OF(TALKS)], true);
                put_placement(b, id++, 101 + s, slot, last);
                if (spaces > 6 && s == 6 && r == 4) { /* the kitchen takes several at once */
                    for (int more = 0; more < 3; more++) {
                        put_session(b, id, &TALKS[(id - 1001) % COUNT_OF(TALKS)], true);
                        put_placement(b, id++, 101 + s, slot, slot);
                    }
                }
                r += last - slot;
            }
        }
    }
    for (int i = 0; i < 5; i++, id++) {
        put_session(b, id, &TALKS[(id - 1001) % COUNT_OF(TALKS)], false);
    }
}

static void put_camp(struct builder *b, bool with_sessions)
{
    put_gathering(b, b->is_long ? LONG_TITLE_2 : "Nachbarschaftscamp 2026");
    for (size_t s = 0; s < COUNT_OF(ROOMS); s++) {
        put_space(b, s, b->is_long ? LONG_ROOM : ROOMS[s], s == 6);
    }
    put_rows(b, DAY_ROWS, COUNT_OF(DAY_ROWS), 3);
    if (with_sessions) {
        put_sessions(b, DAY_ROWS, COUNT_OF(DAY_ROWS), 3, COUNT_OF(ROOMS), 9);
    }
}

static void put_small(struct builder *b)
{
    put_gathering(b, "Nachbarschaftscamp");
    for (size_t s = 0; s < 4; s++) {
        put_space(b, s, ROOMS[s], false);
    }
    put_rows(b, SMALL_ROWS, COUNT_OF(SMALL_ROWS), 1);
    put_sessions(b, SMALL_ROWS, COUNT_OF(SMALL_ROWS), 1, 4, 12);
}

static void put_talks(struct builder *b)
{
    enum { TALKS_A_DAY = 12, TALK_S = 5 * MINUTE };
    b->format = "lightning-talks";
    put_gathering(b, "Nachbarschaftscamp");
    put_space(b, 0, "Bühne", false);
    for (uint64_t i = 0; i < TALKS_A_DAY; i++) {
        int64_t start = WALLS_AT(0, 10, 0) + (int64_t)i * TALK_S;
        put_slot(b, 201 + i, 0, start, start + TALK_S, TF_SLOT_SESSION, "");
        put_session(b, 1001 + i, &TALKS[i], true);
        put_placement(b, 1001 + i, 101, 201 + i, 201 + i);
    }
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, 1}},
                           .text = "Die Suppe ist fertig. Wer isst mit?",
                           .at = WALLS_AT(0, 10, 0)};
    put(b->board, &news.record);
}

/* Four halls on a strict timetable and 88 assemblies that do as they like; rows every five minutes where
 * something begins or ends, into the night. */
static void put_congress(struct builder *b)
{
    static const int LENGTHS[] = {30, 40, 60, 60, 60, 90, 120};
    enum {
        FIRST_MINUTE = 10 * 60,
        LAST_MINUTE = 27 * 60,
        STEPS = (LAST_MINUTE - FIRST_MINUTE) / 5,
        ROOMS_ALL = 92
    };
    put_gathering(b, "Winter Congress");
    static char names[ROOMS_ALL][24];
    for (size_t s = 0; s < ROOMS_ALL; s++) {
        if (s < 4) {
            snprintf(names[s], sizeof names[s], "Hall %c", (char)('A' + s));
        } else {
            snprintf(names[s], sizeof names[s], "Assembly %zu", s - 3);
        }
        put_space(b, s, names[s], false);
    }
    uint64_t id = 1001;
    for (int d = 0; d < 4; d++) {
        for (uint64_t i = 0; i < STEPS; i++) {
            int64_t start = WALLS_AT(d, 0, FIRST_MINUTE) + (int64_t)i * 5 * MINUTE;
            put_slot(b, 10001 + (uint64_t)d * 1000 + i, d, start, start + 5 * MINUTE, TF_SLOT_SESSION, "");
        }
        for (size_t s = 0; s < ROOMS_ALL; s++) {
            uint64_t step = s < 4 ? 12 : tf_rng_mix(s, (uint64_t)d) % 60;
            while (step < STEPS) {
                uint64_t dice = tf_rng_mix(s * 1000 + step, (uint64_t)d + 99);
                uint64_t length = s < 4 ? 12 : (uint64_t)LENGTHS[dice % COUNT_OF(LENGTHS)] / 5;
                if (step + length > STEPS) {
                    break;
                }
                uint64_t slot = 10001 + (uint64_t)d * 1000 + step;
                put_session(b, id, &TALKS[(id - 1001) % COUNT_OF(TALKS)], true);
                put_placement(b, id++, 101 + s, slot, slot + length - 1);
                step += length + (s < 4 ? 3 : 6 + dice / 8 % 70);
            }
        }
    }
}

struct tf_board *walls_board(enum walls_which which)
{
    struct builder b = {.placement = 5000, .is_long = which == WALLS_LONGEST};
    assert_int_equal(tf_board_create(&b.board), TF_OK);
    switch (which) {
    case WALLS_NOTHING:
        break;
    case WALLS_EMPTY:
        put_camp(&b, false);
        break;
    case WALLS_SMALL:
        put_small(&b);
        break;
    case WALLS_FULL:
    case WALLS_LONGEST:
        put_camp(&b, true);
        break;
    case WALLS_CONGRESS:
        put_congress(&b);
        break;
    case WALLS_TALKS:
        put_talks(&b);
        break;
    }
    assert_int_equal(tf_board_finish(b.board, 214, WALLS_AT(0, 11, 22)), TF_OK);
    return b.board;
}
