#include "kiosk/address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool is_usable(const struct ifaddrs *entry, int family)
{
    unsigned flags = entry->ifa_flags;

    return entry->ifa_addr && entry->ifa_addr->sa_family == family && (flags & IFF_UP) &&
           !(flags & IFF_LOOPBACK);
}

static bool write_ipv4(char out[TF_ADDRESS_BYTES_MAX], const struct ifaddrs *entry, const char *scheme,
                       int port)
{
    char text[INET_ADDRSTRLEN];
    struct sockaddr_in address;

    memcpy(&address, entry->ifa_addr, sizeof address);
    if (!inet_ntop(AF_INET, &address.sin_addr, text, sizeof text)) {
        return false;
    }
    snprintf(out, TF_ADDRESS_BYTES_MAX, "%s://%s:%d", scheme, text, port);
    return true;
}

static bool write_ipv6(char out[TF_ADDRESS_BYTES_MAX], const struct ifaddrs *entry, const char *scheme,
                       int port)
{
    char text[INET6_ADDRSTRLEN];
    struct sockaddr_in6 address;

    memcpy(&address, entry->ifa_addr, sizeof address);
    /* A link-local address is of no use without the name of the phone's own interface. */
    if (IN6_IS_ADDR_LINKLOCAL(&address.sin6_addr) ||
        !inet_ntop(AF_INET6, &address.sin6_addr, text, sizeof text)) {
        return false;
    }
    snprintf(out, TF_ADDRESS_BYTES_MAX, "%s://[%s]:%d", scheme, text, port);
    return true;
}

void tf_address_choose(char out[TF_ADDRESS_BYTES_MAX], const struct ifaddrs *list, const char *scheme,
                       int port)
{
    for (const struct ifaddrs *entry = list; entry; entry = entry->ifa_next) {
        if (is_usable(entry, AF_INET) && write_ipv4(out, entry, scheme, port)) {
            return;
        }
    }
    for (const struct ifaddrs *entry = list; entry; entry = entry->ifa_next) {
        if (is_usable(entry, AF_INET6) && write_ipv6(out, entry, scheme, port)) {
            return;
        }
    }
    *out = '\0';
}

void tf_address_find(char out[TF_ADDRESS_BYTES_MAX], const char *scheme, int port)
{
    struct ifaddrs *list = NULL;

    if (getifaddrs(&list) != 0) {
        list = NULL;
    }
    tf_address_choose(out, list, scheme, port);
    if (list) {
        freeifaddrs(list);
    }
}
