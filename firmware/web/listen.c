#include "web/web_in.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 512 };
static const char DEFAULT_PORT[] = "8080";

/* "8080", "10.0.0.5:8080", "[::1]:8080", ":8080" to host ("" every interface) and port. */
static bool split(const char *listen, char host[64], char port[8])
{
    const char *colon = strrchr(listen, ':');
    const char *from = listen, *port_text = colon != NULL ? colon + 1 : listen;
    size_t len = colon != NULL ? (size_t)(colon - listen) : 0;
    if (len >= 2 && from[0] == '[' && from[len - 1] == ']') {
        from++;
        len -= 2;
    }
    if (len >= 64 || strlen(port_text) == 0 || strlen(port_text) > 5 ||
        strspn(port_text, "0123456789") != strlen(port_text)) {
        return false;
    }
    memcpy(host, from, len);
    host[len] = '\0';
    snprintf(port, 8, "%s", port_text);
    return true;
}

static int open_socket(const struct addrinfo *address)
{
    int on = 1, off = 0;
    int fd = socket(address->ai_family, address->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (address->ai_family == AF_INET6) { /* IPv4 too */
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
    }
    if (bind(fd, address->ai_addr, address->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0) {
        int error = errno;
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

static int port_of(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in ip4;
        struct sockaddr_in6 ip6;
    } address;
    socklen_t len = sizeof(address);
    memset(&address, 0, sizeof(address));
    if (getsockname(fd, &address.any, &len) != 0) {
        return 0;
    }
    return ntohs(address.any.sa_family == AF_INET6 ? address.ip6.sin6_port : address.ip4.sin_port);
}

enum tf_err tf_server_listen(struct tf_web *web, struct tf_problem *problem)
{
    const char *listen = web->options.listen != NULL ? web->options.listen : DEFAULT_PORT;
    struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV,
                             .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    char host[64], port[8];
    if (!split(listen, host, port)) {
        return tf_err_tell(problem, TF_ERR_INVALID, listen,
                           "Write a port, or an address and a port: 10.0.0.5:8080",
                           "This is no address to listen on");
    }
    hints.ai_family = host[0] == '\0' ? AF_INET6 : AF_UNSPEC;
    if (getaddrinfo(host[0] != '\0' ? host : NULL, port, &hints, &found) == 0) {
        web->listen_fd = open_socket(found);
        freeaddrinfo(found);
    }
    hints.ai_family = AF_INET;
    found = NULL;
    if (web->listen_fd < 0 && host[0] == '\0' && errno != EADDRINUSE &&
        getaddrinfo(NULL, port, &hints, &found) == 0) {
        web->listen_fd = open_socket(found); /* a machine without IPv6 */
        freeaddrinfo(found);
    }
    if (web->listen_fd < 0) {
        bool is_taken = errno == EADDRINUSE;
        return tf_err_tell(problem, is_taken ? TF_ERR_BUSY : TF_ERR_IO, listen,
                           is_taken ? "Stop the other program, or choose another port with --listen" : NULL,
                           "The pages for phones cannot be served there: %s", strerror(errno));
    }
    web->port = port_of(web->listen_fd);
    return TF_OK;
}
