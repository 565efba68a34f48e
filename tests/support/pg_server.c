#include "support/pg_server.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define BIN "/usr/lib/postgresql/15/bin/"

enum { NOBODY = 65534, START_MS = 60000 };

/* The child: nobody's, out of sight. */
static void become(const struct pg_server *server, const char *program, const char *const *arguments)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/server.log", server->folder);
    int log = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (log >= 0) {
        dup2(log, 1);
        dup2(log, 2);
    }
    if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0)) {
        _exit(126);
    }
    prctl(PR_SET_PDEATHSIG, SIGQUIT); /* a test that is killed leaves no server behind */
    if (chdir(server->folder) == 0) {
        execv(program, (char *const *)(uintptr_t)arguments);
    }
    _exit(127);
}

static pid_t start_program(const struct pg_server *server, const char *program, const char *const *arguments)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        become(server, program, arguments);
    }
    return child;
}

static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool answers(const struct pg_server *server)
{
    const char *const arguments[] = {"pg_isready", "-q", "-h", server->folder, NULL};
    return wait_for(start_program(server, BIN "pg_isready", arguments)) == 0;
}

/* It is the server that is killed, never the machine: what was written is there without being synced. */
void pg_server_start(struct pg_server *server)
{
    char data[128], sockets[128];
    snprintf(data, sizeof(data), "%s/data", server->folder);
    snprintf(sockets, sizeof(sockets), "unix_socket_directories=%s", server->folder);
    const char *const arguments[] = {"postgres",
                                     "-D",
                                     data,
                                     "-c",
                                     "listen_addresses=",
                                     "-c",
                                     sockets,
                                     "-c",
                                     "max_connections=60",
                                     "-c",
                                     "shared_buffers=8MB",
                                     "-c",
                                     "fsync=off",
                                     NULL};
    int64_t until_ms = tf_clock_mono_ms() + START_MS;
    server->process = start_program(server, BIN "postgres", arguments);
    while (!answers(server)) {
        if (tf_clock_mono_ms() > until_ms || waitpid(server->process, NULL, WNOHANG) != 0) {
            fail_msg("PostgreSQL does not start: %s/server.log", server->folder);
        }
        usleep(20000);
    }
}

static void make_folder(struct pg_server *server)
{
    *server = (struct pg_server){.folder = "/tmp/twofeet-pg-XXXXXX"};
    assert_non_null(mkdtemp(server->folder));
    if (geteuid() == 0) {
        assert_int_equal(chown(server->folder, NOBODY, NOBODY), 0);
    }
    snprintf(server->address, sizeof(server->address), "host=%s user=admin dbname=postgres", server->folder);
}

static void run(const struct pg_server *server, const char *program, const char *const *arguments)
{
    if (wait_for(start_program(server, program, arguments)) != 0) {
        fail_msg("%s did not work: %s/server.log", program, server->folder);
    }
}

/* Small segments: after a crash the next one is written full of zeros. */
void pg_server_lay(struct pg_server *server)
{
    char data[128];
    make_folder(server);
    snprintf(data, sizeof(data), "%s/data", server->folder);
    const char *const arguments[] = {"initdb",    "-D",
                                     data,        "-U",
                                     "admin",     "-A",
                                     "trust",     "-E",
                                     "UTF8",      "--locale=C.UTF-8",
                                     "--no-sync", "--wal-segsize=1",
                                     NULL};
    run(server, BIN "initdb", arguments);
}

void pg_server_make(struct pg_server *server)
{
    pg_server_lay(server);
    pg_server_start(server);
}

void pg_server_copy(struct pg_server *server, const struct pg_server *from)
{
    char data[128];
    make_folder(server);
    snprintf(data, sizeof(data), "%s/data", from->folder);
    const char *const arguments[] = {"cp", "-a", data, server->folder, NULL};
    run(server, "/bin/cp", arguments);
    pg_server_start(server);
}

void pg_server_kill(struct pg_server *server)
{
    if (server->process != 0) {
        kill(server->process, SIGQUIT);
        wait_for(server->process);
        server->process = 0;
    }
}

void pg_server_remove(struct pg_server *server)
{
    const char *const arguments[] = {"rm", "-rf", server->folder, NULL};
    pg_server_kill(server);
    assert_int_equal(wait_for(start_program(server, "/bin/rm", arguments)), 0);
    rmdir(server->folder);
}
