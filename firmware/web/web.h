/* web.h: the pages on people's phones: a server of its own threads beside the kiosk.
 *
 * It serves whatever board the ledger published last. Starting takes a subscription, stopping gives it back:
 * stop it before the ledger. */
#ifndef TF_WEB_WEB_H
#define TF_WEB_WEB_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/lang.h"
#include "book/book.h"
#include "core/erase.h"
#include "core/flags.h"
#include "core/format.h"
#include "keep/keep.h"
#include "ledger/ledger.h"

struct tf_web;

/* How the machine is, as whoever started the server knows it; for the desk. */
struct tf_web_health {
    int64_t disk_bytes, disk_free_bytes; /* where the event's file is; 0: in memory, or not known */
    bool clock_confirmed;
    bool has_temperature;
    int temperature_c;
    bool has_backups;  /* copies of the event are made while it runs */
    int64_t backup_at; /* when the newest good one was made; 0: there is none yet */
    bool has_printer;
    const char *printer; /* what is wrong with it, a message id; "" nothing */
};
typedef void (*tf_web_health_fn)(void *user, struct tf_web_health *out);

/* What organisers may do with the machine itself, from the desk; from any of the server's threads. */
#define TF_WEB_SETTING_BYTES 512
struct tf_web_machine {
    const struct tf_formats *formats; /* that can be chosen; NULL: none */
    /* What is set now, as in the file of settings ("" nothing); false: there is no such setting here. */
    bool (*setting)(void *user, const char *name, char out[TF_WEB_SETTING_BYTES]);
    /* From now on and after the next start. TF_ERR_IO: not after it, it could not be written down. */
    enum tf_err (*set)(void *user, const char *name, const char *value);
    /* For ever, with all copies. *events: of how many something was taken out. Another error than
     * TF_ERR_INVALID: not all of it is gone, and the log of the program says what is left. */
    enum tf_err (*erase)(void *user, const struct tf_erase_what *what, size_t *events);
    void *user;
};

struct tf_web_options {
    struct tf_ledger *ledger; /* borrowed until tf_web_stop() */
    struct tf_keep *keep;     /* borrowed as long; NULL: everybody is a guest */
    const char *listen; /* "8080", "10.0.0.5:8080", "[::1]:0"; NULL: "8080" on every interface; port 0: any */
    const char *public_url; /* what QR codes say, "https://wall.example"; NULL: whatever address was used */
    const char *notes_url;  /* words/notes_url.h: notes are kept there; NULL: here */
    const struct tf_flag_words *flag_words; /* core/flags.h; borrowed; NULL: none */
    const char *hosts; /* more names under which it may be reached, commas between; NULL */
    /* Files in PEM: the certificate (with those between it and its root) and its key. Both or none; with them
     * nothing but https is spoken. NULL */
    const char *tls_cert, *tls_key;
    enum tf_lang lang;   /* for browsers that ask for none of ours */
    bool lang_is_events; /* nobody set another: the event's, as soon as it has one */
    struct tf_clock clock;
    bool is_read_only;
    bool is_captive; /* names that are not ours are led to the board instead of refused: in a Wi-Fi of one's
                        own, which leads nowhere else */
    int streams_max; /* phones told at once of changes; the rest ask now and then; 0: 2,000 */
    int connections_max; /* 0: streams_max + 600, or what the limit of open files allows; a part of them is
                            for organisers alone */
    int read_wait_ms;    /* a request's header must be there by then, and its body as late again; 0: 10,000 */
    /* Draws a day of the grid (an index) as a PNG, for /grid.png, or all of them as pages of a PDF (-1), for
     * /grid.pdf; from any of the server's threads. It keeps what it drew of a revision itself. NULL: there is
     * none. */
    enum tf_err (*draw_grid)(void *user, struct tf_buf *out, const struct tf_board *board, int day);
    /* Lays a book down as a PDF, for /book.pdf; likewise, and it may give one that is a minute old. NULL:
     * there is none. */
    enum tf_err (*bind_book)(void *user, struct tf_buf *out, struct tf_book *book);
    /* A card for each session as pages of a PDF, for /desk/cards.pdf; likewise. base_url: what their codes
     * begin with. NULL: there are none. */
    enum tf_err (*draw_cards)(void *user, struct tf_buf *out, const struct tf_board *board,
                              const char *base_url);
    void *draw_user;         /* of the three */
    tf_web_health_fn health; /* from any of the server's threads; NULL: not known */
    void *health_user;
    const struct tf_web_machine *machine; /* borrowed; NULL: the desk leaves it alone */
    int write_wait_ms; /* an answer that the disk keeps back longer than this is "not saved"; 0: 10,000 */
};

/* TF_ERR_INVALID (listen cannot be read; the certificate is none, or not the key's), TF_ERR_NOT_FOUND,
 * TF_ERR_BUSY (the port is taken), TF_ERR_IO, TF_ERR_NOMEM. */
enum tf_err tf_web_start(struct tf_web **out, const struct tf_web_options *options,
                         struct tf_problem *problem);
void tf_web_stop(struct tf_web *web); /* NULL is fine */

struct tf_web_state {
    int port;
    int streams;       /* phones that are told of every change */
    int connections;   /* open ones, streams among them */
    uint64_t revision; /* of the newest page */
};
/* Any thread. */
struct tf_web_state tf_web_state(const struct tf_web *web);

#endif
