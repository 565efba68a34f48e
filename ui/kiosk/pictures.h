/* pictures.h: what `twofeet export` draws: the formats beside those that exchange writes. Everything is laid
 * out by the screens' code and set by paper's text engine. */
#ifndef TF_KIOSK_PICTURES_H
#define TF_KIOSK_PICTURES_H

#include "base/buf.h"
#include "base/lang.h"
#include "core/board.h"

struct tf_type_setter;

#define TF_PICTURES_SIDE_MIN_PX 200

enum tf_pictures_paper { TF_PICTURES_A4, TF_PICTURES_A3 };
struct tf_picture_options {
    enum tf_lang lang;
    const char *base_url; /* for codes; "" none */
    int64_t now;          /* the file's date */
    int day;              /* index of the only day; -1: all of them, or there is none */
    uint64_t session;     /* only this one; 0: all */
    int width_px, height_px;
    enum tf_pictures_paper paper;
};

/* Which of the options a format heeds. */
enum tf_picture_heeds {
    TF_PICTURE_SIZE = 1 << 0,
    TF_PICTURE_PAPER = 1 << 1,
    TF_PICTURE_SESSION = 1 << 2,
    TF_PICTURE_URL = 1 << 3,
};
struct tf_pictures; /* opened fonts and what is drawn with them */
struct tf_picture {
    const char *name;
    const char *about; /* for --help: what comes out */
    bool is_one_a_day; /* its file holds one day, options->day */
    unsigned heeds;
    /* *note: a sentence for whoever asked, or unchanged. TF_ERR_NOMEM, TF_ERR_LIMIT, TF_ERR_NOT_FOUND. */
    enum tf_err (*draw)(struct tf_pictures *pictures, struct tf_buf *out, const struct tf_board *board,
                        const struct tf_picture_options *options, const char **note,
                        struct tf_problem *problem);
};
const struct tf_picture *tf_pictures_all(void); /* ends with a name NULL */
const struct tf_picture *tf_pictures_named(const char *name);

/* TF_ERR_NOT_FOUND: no fonts. */
enum tf_err tf_pictures_open(struct tf_pictures **out, struct tf_problem *problem);
void tf_pictures_close(struct tf_pictures *pictures);                    /* NULL is fine */
struct tf_type_setter *tf_pictures_setter(struct tf_pictures *pictures); /* for what is laid out elsewhere */

#endif
