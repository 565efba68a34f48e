/* address.h: where a phone in the same network finds this machine: an address in numbers, because phones do
 * not agree on names without a server for them (no .local). */
#ifndef TF_KIOSK_ADDRESS_H
#define TF_KIOSK_ADDRESS_H

#include <stddef.h>

#define TF_ADDRESS_AUTO      "auto"
#define TF_ADDRESS_PORT      8080
#define TF_ADDRESS_BYTES_MAX 80
/* How long a change of network may go unnoticed. */
#define TF_ADDRESS_LOOK_MS 30000

struct ifaddrs;
/* scheme: "http", "https". "http://10.0.0.5:8080" of the first interface that is up and no loopback, IPv4
 * before IPv6; "": there is none. */
void tf_address_find(char out[TF_ADDRESS_BYTES_MAX], const char *scheme, int port);
/* The same, of a list. */
void tf_address_choose(char out[TF_ADDRESS_BYTES_MAX], const struct ifaddrs *list, const char *scheme,
                       int port);

#endif
