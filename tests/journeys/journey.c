/* journey: walks through the kiosk as a script says (tests/journeys/README.md), by finger or by keypad.
 *   journey [--keypad] FILE.journey */
#include "journeys/steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct order {
    const char *path;
    bool by_keypad;
    struct script script;
    struct journey journey;
};

static void journey_ends_well(void **state)
{
    struct order *order = *state;
    struct journey *journey = &order->journey;
    if (!script_read(&order->script, order->path)) {
        fail_msg("%s cannot be read", order->path);
    }
    for (size_t i = 0; i < order->script.count; i++) {
        const struct script_line *line = &order->script.lines[i];
        if (step_do(journey, line)) {
            continue;
        }
        if (journey->is_open) {
            hand_print(&journey->hand, stderr);
        }
        fail_msg("%s:%d: %s", order->path, line->number, journey->hand.why);
    }
    printf("%zu lines, %zu taps, %zu keys of a keypad\n", order->script.count, journey->hand.taps,
           journey->hand.keys);
}

static int begin(void **state)
{
    struct order *order = *state;
    journey_init(&order->journey, order->by_keypad);
    return 0;
}

static int end(void **state)
{
    struct order *order = *state;
    journey_close(&order->journey);
    script_free(&order->script);
    return 0;
}

int main(int argc, char **argv)
{
    struct order order = {.by_keypad = argc > 2 && strcmp(argv[1], "--keypad") == 0};
    if (argc != 2 + order.by_keypad) {
        fprintf(stderr, "usage: journey [--keypad] FILE.journey\n");
        return 2;
    }
    order.path = argv[argc - 1];
    const struct CMUnitTest tests[] = {
        {.name = strrchr(order.path, '/') ? strrchr(order.path, '/') + 1 : order.path,
         .test_func = journey_ends_well,
         .setup_func = begin,
         .teardown_func = end,
         .initial_state = &order}};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
