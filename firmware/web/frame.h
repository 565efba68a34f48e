/* frame.h: what is around every page: head, way about, foot; and the pieces pages are made of. */
#ifndef TF_WEB_FRAME_H
#define TF_WEB_FRAME_H

#include "web/visit.h"

enum tf_tab { TF_TAB_NONE, TF_TAB_GRID, TF_TAB_OPEN, TF_TAB_PROPOSE, TF_TAB_MINE, TF_TAB_SEARCH };

/* Ends inside <main>. title is a person's or ours: escaped. */
void tf_frame_begin(struct tf_visit *visit, const char *title, enum tf_tab tab);
/* With one more style sheet; NULL: none. */
void tf_frame_begin_styled(struct tf_visit *visit, const char *title, enum tf_tab tab, const char *style);
void tf_frame_end(struct tf_visit *visit, bool is_shared);

/* Of the above, for pages with a frame of their own (desk.h): <head> with these style sheets (up to NULL) and
 * this script; and what stands in the foot: the languages, how new the page is. */
void tf_frame_head(struct tf_visit *visit, const char *title, const char *const *styles, const char *script);
void tf_frame_foot(struct tf_visit *visit);

/* ---- pieces ---- */
/* The way past the header to #main, and the header itself, left open, with its mark that leads to `home`. */
void tf_frame_open_header(struct tf_visit *visit, const char *home);
void tf_frame_icon(struct tf_visit *visit, const char *id); /* of icons.svg; says nothing to a reader */
void tf_frame_link(struct tf_visit *visit, const char *class_name, const char *url, const char *text);
void tf_frame_space(struct tf_visit *visit, const struct tf_space *space); /* symbol and name */
/* A card that leads to the session. placement NULL: without place and time. */
void tf_frame_card(struct tf_visit *visit, const struct tf_session *session,
                   const struct tf_placement *placement, bool with_time);
/* Tabs that lead to page?day=…rest, where there are days to choose from. */
void tf_frame_days(struct tf_visit *visit, const char *page, const char *rest, size_t current);
/* A complaint above a form, read out at once; nothing when there is none. */
void tf_frame_complaint(struct tf_visit *visit);
/* Why something is not offered here. true: `why` is a sentence, and it was said. */
bool tf_frame_forbidden(struct tf_visit *visit, const char *why);

/* ---- forms ---- */
/* <form method=post> with the device's token and a key that tells a repeated post. */
void tf_frame_form(struct tf_visit *visit, const char *action, const char *class_name);
struct tf_frame_input {
    const char *name, *label, *hint; /* hint NULL: none */
    const char *value;
    int max;
    int rows; /* 0: one line */
    bool is_required;
};
void tf_frame_input(struct tf_visit *visit, const struct tf_frame_input *input);
void tf_frame_check(struct tf_visit *visit, const char *name, const char *label, bool is_on);
void tf_frame_hidden(struct tf_visit *visit, const char *name, const char *value);
void tf_frame_button(struct tf_visit *visit, const char *class_name, const char *text);

/* <form role=search> for ?q=. */
void tf_frame_search(struct tf_visit *visit, const char *action, const char *query);

/* What a form shows again after a refusal: what was posted, else `otherwise`. */
const char *tf_frame_kept(const struct tf_visit *visit, const char *name, const char *otherwise);

#endif
