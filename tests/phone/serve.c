/* serve.c: the pages of a made-up event, for the journeys in a browser (journeys.mjs) and for looking at
 * them.
 *
 *   phone_serve SCHEDULE LOCALE [ADDRESS:PORT] [STREAMS] [NOTES_URL]
 *
 * Prints "port N", then does what stands on each line of its input, as an organiser at the touchscreen would,
 * and answers "ok" or what is wrong: "move CODE SPACE-SLOT", "hide CODE", "phase NAME", "news TEXT". "offer
 * ROLE" is answered with the one-time code that pairs a device. Ends with its input.
 */
#include "exchange/exchange.h"
#include "store/store.h"
#include "web/web.h"

#include "machine.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAGES_MS_MAX = 20000 };

struct desk {
    struct tf_ledger *ledger;
    struct tf_keep *keep;
    struct tf_subscription *subscription;
    struct tf_board *board;
    struct tf_rng rng;
    struct tf_clock clock;
    struct tf_web *web; /* NULL: not yet */
};

static enum tf_err open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    (void)user;
    (void)problem;
    return tf_store_open_memory(out);
}

static struct tf_board *newest(struct desk *desk)
{
    struct tf_board *board = tf_subscription_take(desk->subscription);
    if (board != NULL) {
        tf_board_unref(desk->board);
        desk->board = board;
    }
    return desk->board;
}

/* Pages are made after the ledger's answer, beside whoever got it: "ok" is said when the change can be read,
 * so that whoever asked for it never gets a page from before. */
static void await_pages(const struct tf_web *web, uint64_t revision)
{
    const struct timespec moment = {.tv_nsec = 1000000};
    for (int i = 0; i < PAGES_MS_MAX && tf_web_state(web).revision < revision; i++) {
        nanosleep(&moment, NULL);
    }
}

static enum tf_err do_command(struct desk *desk, struct tf_command *command)
{
    struct tf_answer answer = {0};
    enum tf_err err = tf_ledger_call(desk->ledger, command, &answer);
    if (err == TF_OK && desk->web != NULL) {
        await_pages(desk->web, answer.sequence);
    }
    return err;
}

static enum tf_err import(struct desk *desk, const char *path)
{
    struct tf_buf bytes;
    struct tf_draft draft;
    struct tf_report report;
    struct tf_problem problem = {0};
    struct tf_command *command = NULL;
    struct tf_read_options options = {.name = path};
    int64_t now = tf_clock_now_s(&desk->clock);
    tf_buf_init(&bytes, 0);
    tf_draft_init(&draft);
    tf_report_init(&report);
    enum tf_err err = tf_buf_read_file(&bytes, path, 0, &problem);
    if (err == TF_OK) {
        err = tf_exchange_read(&draft, NULL, bytes.data, bytes.len, &options, &report, &problem);
    }
    if (err == TF_OK) {
        int64_t today = draft.zone != NULL ? tf_zone_day_of(draft.zone, now) : now / 86400;
        tf_exchange_shift_days(&draft, today - tf_exchange_first_day(&draft));
        err = tf_exchange_merge(&command, newest(desk), &draft, (struct tf_actor){TF_ROLE_SYSTEM, 0}, now,
                                &desk->rng, &report, &problem);
    }
    if (err == TF_OK) {
        err = do_command(desk, command);
    }
    if (err != TF_OK) {
        fprintf(stderr, "%s: %s\n", path, problem.what);
    }
    tf_report_free(&report);
    tf_draft_free(&draft);
    tf_buf_free(&bytes);
    return err;
}

static struct tf_command *command_of(struct desk *desk, enum tf_verb verb)
{
    return tf_command_create(verb, (struct tf_actor){TF_ROLE_ORGANISER, 0}, tf_clock_now_s(&desk->clock),
                             tf_rng_id(&desk->rng));
}

static const char *const PHASES[TF_PHASE_COUNT] = {"gathering",   "marketplace", "sessions", "news",
                                                   "convergence", "closing",     "after"};

static enum tf_err obey(struct desk *desk, char *line)
{
    uint64_t space = 0, slot = 0;
    char code[16] = "";
    struct tf_command *command = NULL;
    struct tf_board *board = newest(desk);
    if (strncmp(line, "news ", 5) == 0) {
        struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, tf_rng_id(&desk->rng)}},
                               .text = line + 5,
                               .pinned = true};
        command = command_of(desk, TF_VERB_NEWS);
        tf_command_set_record(command, &news.record, 0);
        return do_command(desk, command);
    }
    if (strncmp(line, "phase ", 6) == 0) {
        struct tf_gathering want = {.record = {.kind = TF_KIND_GATHERING, .key = {0, 1}}};
        while (want.phase < TF_PHASE_COUNT && strcmp(line + 6, PHASES[want.phase]) != 0) {
            want.phase++;
        }
        command = command_of(desk, TF_VERB_SET_UP);
        tf_command_set_record(command, &want.record, tf_schema_mask(TF_KIND_GATHERING, "phase"));
        return do_command(desk, command);
    }
    bool is_move = sscanf(line, "move %15s %" SCNu64 "-%" SCNu64, code, &space, &slot) == 3;
    bool is_hide = !is_move && sscanf(line, "hide %15s", code) == 1;
    const struct tf_session *session = tf_board_session_coded(board, code);
    if ((!is_move && !is_hide) || session == NULL) {
        return TF_ERR_INVALID;
    }
    const struct tf_placement *placement = tf_grid_placement_of(board->grid, session->record.key.id, NULL);
    command = command_of(desk, is_hide ? TF_VERB_HIDE : placement == NULL ? TF_VERB_PLACE : TF_VERB_MOVE);
    command->session = session->record.key.id;
    command->placement = placement != NULL ? placement->record.key.id : tf_rng_id(&desk->rng);
    command->space = space;
    command->slot = slot;
    return do_command(desk, command);
}

int main(int argc, char **argv)
{
    struct desk desk = {0};
    struct tf_problem problem = {0};
    struct tf_web *web = NULL;
    struct machine machine;
    char line[512];
    if (argc < 3) {
        fprintf(stderr, "phone_serve SCHEDULE LOCALE [ADDRESS:PORT] [STREAMS] [NOTES_URL]\n");
        return 2;
    }
    struct tf_ledger_options ledger = {.open = open_store};
    tf_rng_from_kernel(&desk.rng);
    tf_clock_init(&desk.clock);
    tf_lang_init(argv[2]);
    enum tf_err err = tf_ledger_start(&desk.ledger, &ledger, &problem);
    if (err == TF_OK) {
        err = tf_ledger_subscribe(desk.ledger, &desk.subscription, NULL, NULL);
    }
    if (err == TF_OK) {
        err = import(&desk, argv[1]);
    }
    struct tf_keep_options keep = {.ledger = desk.ledger};
    if (err == TF_OK) {
        err = tf_keep_open(&desk.keep, &keep);
    }
    struct tf_flag_words *words = NULL;
    if (err == TF_OK) {
        err = tf_flag_words_read(&words, "spam\n", 5, &problem);
    }
    struct tf_web_options options = {.ledger = desk.ledger,
                                     .flag_words = words,
                                     .keep = desk.keep,
                                     .listen = argc > 3 ? argv[3] : "127.0.0.1:0",
                                     .clock = desk.clock,
                                     .machine = machine_begin(&machine, desk.ledger, desk.clock, &desk.rng),
                                     .streams_max = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 0,
                                     .notes_url = argc > 5 ? argv[5] : NULL};
    if (err == TF_OK) {
        err = tf_web_start(&web, &options, &problem);
        desk.web = web;
    }
    if (err == TF_OK) {
        printf("port %d\n", tf_web_state(web).port);
        fflush(stdout);
        while (fgets(line, sizeof(line), stdin) != NULL) {
            line[strcspn(line, "\n")] = '\0';
            enum tf_role role = TF_ROLE_GUEST;
            char secret[TF_KEEP_SECRET_BYTES];
            if (strncmp(line, "offer ", 6) == 0 && tf_role_parse(&role, line + 6) == TF_OK &&
                tf_keep_offer(desk.keep, role, secret) == TF_OK) {
                puts(secret);
                fflush(stdout);
                continue;
            }
            enum tf_err done = obey(&desk, line);
            puts(done == TF_OK ? "ok" : tf_err_name(done));
            fflush(stdout);
        }
    } else {
        fprintf(stderr, "%s\n", problem.what);
    }
    tf_web_stop(web);
    tf_flag_words_free(words);
    tf_keep_close(desk.keep);
    tf_ledger_unsubscribe(desk.ledger, desk.subscription);
    tf_board_unref(desk.board);
    tf_ledger_stop(desk.ledger);
    return err == TF_OK ? 0 : 1;
}
