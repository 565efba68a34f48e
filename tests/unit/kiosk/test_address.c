#include "kiosk/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

struct entry {
    struct ifaddrs ifaddrs;
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
};

static void set(struct entry *entry, struct ifaddrs *next, unsigned flags, const char *address)
{
    memset(entry, 0, sizeof *entry);
    entry->ifaddrs.ifa_next = next;
    entry->ifaddrs.ifa_flags = flags;
    if (!address)
        return; /* an interface without an address */
    if (inet_pton(AF_INET, address, &entry->ipv4.sin_addr) == 1) {
        entry->ipv4.sin_family = AF_INET;
        entry->ifaddrs.ifa_addr = (struct sockaddr *)&entry->ipv4;
    } else {
        assert_int_equal(inet_pton(AF_INET6, address, &entry->ipv6.sin6_addr), 1);
        entry->ipv6.sin6_family = AF_INET6;
        entry->ifaddrs.ifa_addr = (struct sockaddr *)&entry->ipv6;
    }
}

static void the_first_address_that_a_phone_can_reach_is_taken(void **state)
{
    char out[TF_ADDRESS_BYTES_MAX];
    struct entry list[5];

    (void)state;
    set(&list[0], &list[1].ifaddrs, IFF_UP | IFF_LOOPBACK, "127.0.0.1");
    set(&list[1], &list[2].ifaddrs, IFF_UP, NULL);
    set(&list[2], &list[3].ifaddrs, 0, "10.9.9.9"); /* down */
    set(&list[3], &list[4].ifaddrs, IFF_UP, "2001:db8::5");
    set(&list[4], NULL, IFF_UP, "192.168.4.20");
    tf_address_choose(out, &list[0].ifaddrs, "http", 8080);
    assert_string_equal(out, "http://192.168.4.20:8080");
}

static void without_ipv4_a_global_ipv6_address_is_taken(void **state)
{
    char out[TF_ADDRESS_BYTES_MAX];
    struct entry list[2];

    (void)state;
    set(&list[0], &list[1].ifaddrs, IFF_UP, "fe80::1");
    set(&list[1], NULL, IFF_UP, "2001:db8::5");
    tf_address_choose(out, &list[0].ifaddrs, "http", 8080);
    assert_string_equal(out, "http://[2001:db8::5]:8080");
}

static void without_a_network_there_is_none(void **state)
{
    char out[TF_ADDRESS_BYTES_MAX] = "old";
    struct entry lonely;

    (void)state;
    set(&lonely, NULL, IFF_UP | IFF_LOOPBACK, "127.0.0.1");
    tf_address_choose(out, &lonely.ifaddrs, "http", 8080);
    assert_string_equal(out, "");
    tf_address_choose(out, NULL, "http", 8080);
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_address_that_a_phone_can_reach_is_taken),
        cmocka_unit_test(without_ipv4_a_global_ipv6_address_is_taken),
        cmocka_unit_test(without_a_network_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
