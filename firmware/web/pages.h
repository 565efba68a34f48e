/* pages.h: the pages. Each writes one whole page into visit and ends it. */
#ifndef TF_WEB_PAGES_H
#define TF_WEB_PAGES_H

#include "web/visit.h"

void tf_page_home(struct tf_visit *visit);
void tf_page_wall(struct tf_visit *visit);
void tf_page_book(struct tf_visit *visit);
void tf_book_file(struct tf_visit *visit); /* /book.pdf, by the end of its name */
void tf_page_session(struct tf_visit *visit);
void tf_page_space(struct tf_visit *visit);
void tf_page_note(struct tf_visit *visit); /* amend one's own: ?id= */
void tf_page_propose(struct tf_visit *visit);
void tf_page_edit(struct tf_visit *visit);
void tf_page_place(struct tf_visit *visit);
void tf_page_merge(struct tf_visit *visit); /* which session it should become part of: ?q= */
void tf_page_mine(struct tf_visit *visit);
void tf_page_unplaced(struct tf_visit *visit);
void tf_page_news(struct tf_visit *visit);
void tf_page_search(struct tf_visit *visit);
void tf_page_about(struct tf_visit *visit);
void tf_page_topics(struct tf_visit *visit);
void tf_page_cafe(struct tf_visit *visit); /* ?n=: one guest's tables */
void tf_page_came(struct tf_visit *visit);
void tf_page_action(struct tf_visit *visit); /* word: its link */
void tf_page_pair(struct tf_visit *visit);
/* A post that came without its token: asked once more, with what was posted. */
void tf_page_confirm(struct tf_visit *visit);

/* Parts that several pages have. */
void tf_pages_notes(struct tf_visit *visit); /* a session's notes and actions, with their forms */
void tf_pages_note_form(struct tf_visit *visit, const struct tf_note *note); /* note NULL: a new one */
void tf_pages_action_form(struct tf_visit *visit);
/* Who would like to merge with this session, or (NULL) with one of this phone's, for their host to answer. */
void tf_pages_questions(struct tf_visit *visit, const struct tf_session *only);
void tf_pages_asked(struct tf_visit *visit);  /* what this session's own host asked, while it waits */
void tf_pages_merged(struct tf_visit *visit); /* ?from=: what has just become part of this one */
/* <select name=cell> of free cells; `wish` is chosen beforehand. none: text of "not yet", NULL: not offered.
 */
void tf_pages_cells(struct tf_visit *visit, struct tf_cell wish, const char *none);
/* A refusal's free cells as links or buttons; nothing when it has none. */
void tf_pages_free_cells(struct tf_visit *visit);
/* The grid of one day (index); is_wall: without links. */
void tf_pages_grid(struct tf_visit *visit, size_t day, bool is_wall);
size_t tf_pages_day(const struct tf_visit *visit); /* ?day=, else today, else the next, else the last */
bool tf_pages_is_past(const struct tf_visit *visit, const struct tf_slot *slot);
/* Is left alone by whoever asks, because it begins in a few minutes? */
bool tf_pages_is_frozen(const struct tf_visit *visit, const struct tf_slot *slot);
/* <tr> of a grid with its time, left open. A break or a plenary fills it: false. */
bool tf_pages_open_row(struct tf_visit *visit, const struct tf_slot *slot);
/* "3-7" of a form: space and slot. */
struct tf_cell tf_pages_cell_of(const char *text);

#endif
