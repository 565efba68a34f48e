/* What on the grid will trouble people. */
#include "core/conflicts.h"
#include "schedule_kit.h"

enum { MOST = 8 };

struct found {
    struct tf_conflict list[MOST];
    size_t count;
};

static struct found find(const struct kit *kit, int64_t from_s)
{
    struct found found = {.count = 99};
    assert_int_equal(tf_conflicts_find(found.list, MOST, &found.count, kit->board, from_s), TF_OK);
    return found;
}

static void set_host(struct kit *kit, const char *title, const char *host)
{
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .host = host};
    kit_do(kit,
           with(about(kit, TF_VERB_EDIT, title), &session.record, tf_schema_mask(TF_KIND_SESSION, "host")));
}

static void a_host_in_two_places_comes_first(void **state)
{
    (void)state;
    struct kit kit =
        barcamp_of("3 spaces, 2 slots, Ants in A at 10:00, Bees in B at 10:00, Compost in C at 10:00, "
                   "Drones in A at 11:00");
    set_host(&kit, "Ants", "Ada, Kim");
    set_host(&kit, "Compost", "kim");
    set_host(&kit, "Drones", "Kim");
    stars(&kit, "Ants", 1, 25); /* A holds 20 */
    struct found found = find(&kit, 0);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.list[0].kind, TF_CONFLICT_HOST);
    assert_true(found.list[0].session == support_session(kit.board, "Ants"));
    assert_true(found.list[0].other == support_session(kit.board, "Compost"));
    assert_int_equal(found.list[1].kind, TF_CONFLICT_ROOM);
    assert_int_equal(found.list[1].count, 5);
    kit_free(&kit);
}

static void popular_ones_side_by_side_are_named_with_how_many_want_both(void **state)
{
    (void)state;
    struct kit kit =
        barcamp_of("3 spaces, 3 slots, Ants in A at 10:00 to 11:00, Bees in B at 11:00, Compost in C at "
                   "12:00");
    stars(&kit, "Ants", 1, 12);
    stars(&kit, "Bees", 8, 12); /* five want both */
    stars(&kit, "Compost", 1, 12);
    struct found found = find(&kit, 0);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.list[0].kind, TF_CONFLICT_CLASH);
    assert_int_equal(found.list[0].count, 5);
    assert_int_equal(find(&kit, SUPPORT_10H00_S + 3 * 3600).count, 0); /* what is over troubles nobody */
    kit_free(&kit);
}

static void a_few_are_not_many(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 1 slots, Ants in A at 10:00, Bees in B at 10:00");
    stars(&kit, "Ants", 1, 2);
    stars(&kit, "Bees", 1, 20);
    assert_int_equal(find(&kit, 0).count, 0);
    kit_free(&kit);
}

static void the_worst_are_kept_when_there_are_more_than_fit(void **state)
{
    (void)state;
    struct kit kit =
        barcamp_of("12 spaces, 1 slots, a in A at 10:00, b in B at 10:00, c in C at 10:00, d in D at 10:00, "
                   "e in E at 10:00, f in F at 10:00");
    static const char *const TITLES[] = {"a", "b", "c", "d", "e", "f"};
    for (uint64_t i = 0; i < 6; i++) {
        stars(&kit, TITLES[i], 1, 4 + i); /* every two clash: 15 of them */
    }
    struct found found = find(&kit, 0);
    assert_int_equal(found.count, MOST);
    for (size_t i = 1; i < found.count; i++) {
        assert_true(found.list[i].count <= found.list[i - 1].count);
    }
    assert_int_equal(found.list[0].count, 8); /* e and f */
    assert_int_equal(found.list[MOST - 1].count, 5);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_in_two_places_comes_first),
        cmocka_unit_test(popular_ones_side_by_side_are_named_with_how_many_want_both),
        cmocka_unit_test(a_few_are_not_many),
        cmocka_unit_test(the_worst_are_kept_when_there_are_more_than_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
