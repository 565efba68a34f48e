/* log.h: one line to stderr for whoever looks after the machine (journald reads the "<3>" prefix).
 * Log once, where the cause is known; never a person's text, token or movement. Thread-safe. */
#ifndef TF_BASE_LOG_H
#define TF_BASE_LOG_H

enum tf_log_level { TF_LOG_ERROR = 3, TF_LOG_WARNING = 4, TF_LOG_INFO = 6 }; /* syslog(3) numbers */

void tf_log(enum tf_log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
