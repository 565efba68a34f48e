/* fake_printer.h: a printer on a pseudo-terminal or a TCP port, with a thread of its own and faults on
 * demand. */
#ifndef TF_TESTS_FAKE_PRINTER_H
#define TF_TESTS_FAKE_PRINTER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { FAKE_PAPER_MAX = 1 << 20 };

struct fake_printer {
    char address[160]; /* for tf_printer_options */
    char link[128];    /* pty: the device file's name, which outlives a replug */
    bool is_tcp;
    int listener, master; /* -1: none */
    int wake;
    pthread_t thread;

    pthread_mutex_t mutex;
    pthread_cond_t changed;
    unsigned char answers[5]; /* to DLE EOT 1 … 4 */
    bool answers_nothing;
    bool takes_nothing;      /* reads no more bytes */
    size_t blocks_after;     /* bytes of a job, then takes_nothing; 0: never */
    size_t goes_after;       /* bytes of a job, then it is unplugged; 0: never */
    bool ends_without_paper; /* when a job's end was read: paper out */
    size_t questions;
    bool is_over;
    char *paper; /* all bytes but questions */
    size_t len;
    unsigned char partial[2];
    size_t partial_len;
};

/* folder: for the pty's link. Ends the test when it cannot be made. */
void fake_open(struct fake_printer *fake, bool is_tcp, const char *folder);
void fake_close(struct fake_printer *fake);
void fake_unplug(struct fake_printer *fake);
void fake_plug(struct fake_printer *fake);
/* The answer to a question from now on. */
void fake_answers(struct fake_printer *fake, int question, unsigned char byte);
void fake_set(struct fake_printer *fake, bool *flag, bool value);
void fake_set_size(struct fake_printer *fake, size_t *size, size_t value);
/* How often `job` stands on the paper, whole. */
size_t fake_count(struct fake_printer *fake, const char *job);
size_t fake_len(struct fake_printer *fake); /* bytes on the paper now */
void fake_wait_bytes(struct fake_printer *fake, size_t least);
void fake_wait_questions(struct fake_printer *fake, size_t more); /* so many more than now */

#endif
