#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_BYTES = 1024 };

void tf_log(enum tf_log_level level, const char *format, ...)
{
    int saved_errno = errno;
    char line[LINE_BYTES];
    int start = snprintf(line, sizeof(line), "<%d>", (int)level);

    va_list args;
    va_start(args, format);
    int body = vsnprintf(line + start, sizeof(line) - (size_t)start, format, args);
    va_end(args);
    if (body < 0) {
        errno = saved_errno;
        return;
    }
    size_t len = strlen(line);
    /* One message is one line, whatever is in it: a newline must not let data write a second, forged one. */
    for (size_t i = (size_t)start; i < len; i++) {
        unsigned char c = (unsigned char)line[i];
        if (c < 0x20 || c == 0x7f) {
            line[i] = ' ';
        }
    }
    line[len++] = '\n'; /* takes the NUL's place: write() needs none */

    /* One write(2) a line keeps lines of several threads whole without a lock. */
    size_t done = 0;
    while (done < len) {
        ssize_t n = write(STDERR_FILENO, line + done, len - done);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            break; /* nowhere left to complain */
        }
        done += (size_t)n;
    }
    errno = saved_errno;
}
