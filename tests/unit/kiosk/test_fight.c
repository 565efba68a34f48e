/* The touchscreen and two phones want one cell at one moment: one has it, and the others are offered what is
 * free. All of it real: the kiosk's screen, the ledger's thread, the server on loopback. */
#include "journeys/hand.h"
#include "support/support.h"
#include "web/web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PHONES = 2, ROUNDS = 8, ANSWER_BYTES = 128 * 1024, PATIENCE_S = 20 };

struct phone {
    pthread_t thread;
    pthread_barrier_t *start;
    int port, number;
    char request[1024];
    char *answer;
};

static int call(int port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    return fd;
}

static void ask(int port, const char *request, char *answer)
{
    size_t len = 0;
    ssize_t got = 0;
    int fd = call(port);
    assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL), strlen(request));
    while (len < ANSWER_BYTES - 1 && (got = recv(fd, answer + len, ANSWER_BYTES - 1 - len, 0)) > 0) {
        len += (size_t)got;
    }
    answer[len] = '\0';
    close(fd);
}

static void make_request(struct phone *phone, const char *cell)
{
    char device[40], token[40], body[256];
    ask(phone->port, "GET /token HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", phone->answer);
    const char *cookie = strstr(phone->answer, "device="), *text = strstr(phone->answer, "\r\n\r\n");
    assert_non_null(cookie);
    assert_non_null(text);
    assert_int_equal(sscanf(cookie + 7, "%32[0-9a-f]", device), 1);
    assert_int_equal(sscanf(text + 4, "%32[0-9a-f]", token), 1);
    snprintf(body, sizeof(body), "title=%s&cell=%s&token=%s&key=k", phone->number == 0 ? "Owls" : "Quilting",
             cell, token);
    snprintf(phone->request, sizeof(phone->request),
             "POST /propose HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: device=%s\r\nConnection: close\r\n"
             "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
             device, strlen(body), body);
}

static void *post(void *user)
{
    struct phone *phone = user;
    pthread_barrier_wait(phone->start);
    ask(phone->port, phone->request, phone->answer);
    return NULL;
}

/* Who is in the cell now, of those that fought for it. */
static const char *winner(const struct tf_board *board, uint64_t space, uint64_t slot)
{
    const char *found = NULL;
    for (size_t i = 0; i < board->grid->placement_count; i++) {
        const struct tf_placement *placement = board->grid->placements[i];
        if (placement->space == space && placement->slot == slot) {
            assert_null(found);
            found = tf_board_session(board, placement->session)->title;
        }
    }
    assert_non_null(found);
    return found;
}

static void tap(struct hand *hand, const struct tf_target *target)
{
    if (target == NULL || !hand_tap(hand, target)) {
        hand_print(hand, stderr);
        fail_msg("%s", hand->why);
    }
}

/* Returns who won: 0 and 1 the phones, 2 the touchscreen. */
static int fight(struct phone phones[PHONES], struct hand *hand)
{
    static const char *const CELL[] = {"C", "12:00"};
    struct machine *machine = hand->machine;
    pthread_barrier_t start;
    char cell[48];
    struct tf_board *board = machine_stored(machine);
    uint64_t space = support_space(board, "C"), slot = support_slot(board, "12:00");
    uint64_t compost = support_session(board, "Compost");
    tf_board_unref(board);
    snprintf(cell, sizeof(cell), "%llu-%llu", (unsigned long long)space, (unsigned long long)slot);
    tap(hand, hand_find(hand, "A, 10:00, Compost"));
    tap(hand, hand_find(hand, "Move"));
    tap(hand, hand_find_cell(hand, CELL, 2));
    const struct tf_target *here = hand_find(hand, "Move it here");
    pthread_barrier_init(&start, NULL, PHONES + 1);
    for (int i = 0; i < PHONES; i++) {
        phones[i].start = &start;
        make_request(&phones[i], cell);
        assert_int_equal(pthread_create(&phones[i].thread, NULL, post, &phones[i]), 0);
    }
    pthread_barrier_wait(&start);
    tap(hand, here);
    for (int i = 0; i < PHONES; i++) {
        pthread_join(phones[i].thread, NULL);
    }
    pthread_barrier_destroy(&start);

    int won = -1;
    board = machine_stored(machine);
    const char *title = winner(board, space, slot);
    for (int i = 0; i < PHONES; i++) {
        bool has_it = strncmp(phones[i].answer, "HTTP/1.1 303", 12) == 0;
        bool is_offered = strncmp(phones[i].answer, "HTTP/1.1 409", 12) == 0 &&
                          strstr(phones[i].answer, "name=\"instead\"") != NULL;
        assert_true(has_it != is_offered);
        if (has_it) {
            assert_int_equal(won, -1);
            won = i;
            assert_string_equal(title, i == 0 ? "Owls" : "Quilting");
        }
    }
    const struct tf_placement *placement = tf_grid_placement_of(board->grid, compost, NULL);
    if (won < 0) {
        won = PHONES;
        assert_string_equal(title, "Compost");
    } else { /* it is where it was, and the wall says what is free instead */
        assert_int_equal(placement->space, support_space(board, "A"));
        if (!hand_sees(hand, "free") && !hand_sees(hand, "Take its place")) {
            hand_print(hand, stderr);
            fail();
        }
    }
    tf_board_unref(board);
    return won;
}

static void one_cell_is_fought_for_and_one_has_it(void **state)
{
    int wins[PHONES + 1] = {0};
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct machine machine;
        struct hand hand = {.machine = &machine};
        struct tf_web *web = NULL;
        struct tf_problem problem = {0};
        struct phone phones[PHONES];
        struct tf_board *board = support_board("3 spaces, 4 slots, Compost in A at 10:00, Ants");
        machine_open(&machine,
                     &(struct machine_options){.lang = TF_LANG_EN,
                                               .width_px = 1280,
                                               .height_px = 800,
                                               .now_s = SUPPORT_10H00_S,
                                               .seed = 7,
                                               .address = MACHINE_ADDRESS},
                     board);
        tf_board_unref(board);
        struct tf_web_options options = {.ledger = machine.ledger, .listen = "127.0.0.1:0"};
        tf_clock_start_at(&options.clock, SUPPORT_10H00_S + 60);
        assert_int_equal(tf_web_start(&web, &options, &problem), TF_OK);
        for (int i = 0; i < PHONES; i++) {
            phones[i] = (struct phone){.port = tf_web_state(web).port, .number = i};
            phones[i].answer = malloc(ANSWER_BYTES);
            assert_non_null(phones[i].answer);
        }
        wins[fight(phones, &hand)]++;
        for (int i = 0; i < PHONES; i++) {
            free(phones[i].answer);
        }
        tf_web_stop(web);
        machine_close(&machine);
    }
    print_message("the phones won %d and %d times, the touchscreen %d times\n", wins[0], wins[1], wins[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_cell_is_fought_for_and_one_has_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
