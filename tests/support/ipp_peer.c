#include "support/ipp_peer.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { TRIES = 6000, TRY_MS = 10 };

static void pause_shortly(void)
{
    nanosleep(&(struct timespec){.tv_nsec = TRY_MS * 1000000L}, NULL);
}

static struct sockaddr_in loopback(int port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port)};
}

/* Below those that the system gives to whoever asks for any: the printer binds it later, and once more after
 * it was away, and nobody else may have come by it meanwhile. Another test's process begins elsewhere. */
static int free_port(void)
{
    enum { FIRST = 20000, COUNT = 10000, STRIDE = 7 };
    for (int i = 0; i < COUNT; i++) {
        int port = FIRST + ((int)getpid() * STRIDE + i) % COUNT;
        struct sockaddr_in at = loopback(port);
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        assert_true(fd >= 0);
        bool is_free = bind(fd, (struct sockaddr *)&at, sizeof at) == 0;
        close(fd);
        if (is_free) {
            return port;
        }
    }
    fail_msg("no port is free");
    return -1;
}

static int connect_to(int port)
{
    struct sockaddr_in at = loopback(port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0) {
        return fd;
    }
    close(fd);
    return -1;
}

/* Its words go to a file in the folder. */
static pid_t begin(struct ipp_peer *peer, char *const argv[], const char *log)
{
    char bus[160], path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
    char *env[] = {path, bus, NULL};
    pid_t child = 0;
    posix_spawn_file_actions_t actions;
    snprintf(bus, sizeof bus, "DBUS_SYSTEM_BUS_ADDRESS=unix:path=%s", folder_file(&peer->folder, "bus"));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, folder_file(&peer->folder, log),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    if (posix_spawnp(&child, argv[0], &actions, NULL, argv, env) != 0) {
        fail_msg("%s is not there: it comes with cups-ipp-utils and dbus-daemon", argv[0]);
    }
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

static void end(pid_t *child)
{
    if (*child > 0) {
        kill(*child, SIGKILL);
        assert_int_equal(waitpid(*child, NULL, 0), *child);
    }
    *child = 0;
}

void ipp_peer_start(struct ipp_peer *peer)
{
    char port[16], folder[128];
    char *argv[] = {(char[]){"ippeveprinter"},
                    (char[]){"-r"},
                    (char[]){"off"},
                    (char[]){"-k"},
                    (char[]){"-c"},
                    (char[]){"/bin/true"},
                    (char[]){"-n"},
                    (char[]){"localhost"},
                    (char[]){"-p"},
                    port,
                    (char[]){"-d"},
                    folder,
                    (char[]){"-f"},
                    peer->formats,
                    (char[]){"Test"},
                    NULL};
    snprintf(port, sizeof port, "%d", peer->port);
    snprintf(folder, sizeof folder, "%s", peer->documents.path);
    peer->printer = begin(peer, argv, "printer.log");
    for (int i = 0; i < TRIES; i++) {
        int fd = connect_to(peer->port);
        if (fd >= 0) {
            close(fd);
            return;
        }
        if (waitpid(peer->printer, NULL, WNOHANG) != 0) {
            break;
        }
        pause_shortly();
    }
    fail_msg("ippeveprinter does not come up");
}

void ipp_peer_open(struct ipp_peer *peer, const char *formats)
{
    char address[160];
    char *argv[] = {(char[]){"dbus-daemon"},
                    (char[]){"--session"},
                    (char[]){"--nofork"},
                    (char[]){"--nopidfile"},
                    address,
                    NULL};
    *peer = (struct ipp_peer){.port = free_port()};
    folder_make(&peer->folder);
    folder_make(&peer->documents);
    snprintf(peer->formats, sizeof peer->formats, "%s", formats);
    snprintf(peer->address, sizeof peer->address, "ipp://localhost:%d/ipp/print", peer->port);
    snprintf(address, sizeof address, "--address=unix:path=%s", folder_file(&peer->folder, "bus"));
    peer->bus = begin(peer, argv, "bus.log");
    for (int i = 0; i < TRIES && !folder_has(&peer->folder, "bus"); i++) {
        pause_shortly();
    }
    ipp_peer_start(peer);
}

void ipp_peer_stop(struct ipp_peer *peer)
{
    end(&peer->printer);
}

void ipp_peer_close(struct ipp_peer *peer)
{
    end(&peer->printer);
    end(&peer->bus);
    folder_remove(&peer->documents);
    folder_remove(&peer->folder);
}

/* By the form on its own page, as a person would; both of its trays. */
void ipp_peer_paper(struct ipp_peer *peer, bool has_paper)
{
    char text[400];
    int fd = connect_to(peer->port), len;
    assert_true(fd >= 0);
    len = snprintf(text, sizeof text,
                   "GET /media?size1=na_letter_8.5x11in&type1=stationery&level1=%d"
                   "&size3=na_letter_8.5x11in&type3=stationery&level3=%d HTTP/1.1\r\nHost: "
                   "localhost:%d\r\nConnection: close\r\n\r\n",
                   has_paper ? 250 : 0, has_paper ? 25 : 0, peer->port);
    assert_int_equal(write(fd, text, (size_t)len), len);
    assert_true(read(fd, text, sizeof text) > 0); /* answered; it keeps the connection for longer */
    close(fd);
}

/* A file is named NUMBER-TITLE.ENDING; .prn is what its command made of it. */
static bool find(struct ipp_peer *peer, int job, char *name, size_t size)
{
    bool is_found = false;
    DIR *list = opendir(peer->documents.path);
    assert_non_null(list);
    for (struct dirent *entry; (entry = readdir(list)) != NULL;) {
        if (strtol(entry->d_name, NULL, 10) == job && strstr(entry->d_name, ".prn") == NULL) {
            snprintf(name, size, "%.100s", entry->d_name);
            is_found = true;
        }
    }
    closedir(list);
    return is_found;
}

const char *ipp_peer_document(struct ipp_peer *peer, int job)
{
    char name[128];
    if (!find(peer, job, name, sizeof name)) {
        fail_msg("there is no document %d", job);
    }
    return folder_file(&peer->documents, name);
}

int ipp_peer_count(struct ipp_peer *peer)
{
    char name[128];
    int count = 0;
    while (find(peer, count + 1, name, sizeof name)) {
        count++;
    }
    return count;
}
