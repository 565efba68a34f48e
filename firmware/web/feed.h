/* feed.h: the schedule for other programs, as the writers of exchange/ make it. A format that has no writer
 * is not found. */
#ifndef TF_WEB_FEED_H
#define TF_WEB_FEED_H

#include "web/visit.h"

void tf_feed_xml(struct tf_visit *visit);
void tf_feed_json(struct tf_visit *visit);
void tf_feed_ics(struct tf_visit *visit);
void tf_feed_png(struct tf_visit *visit); /* the grid of a day as a picture */
void tf_feed_pdf(struct tf_visit *visit); /* all of it, to be printed */
void tf_feed_csv(struct tf_visit *visit);
void tf_feed_markdown(struct tf_visit *visit);
/* For organisers and helpers alone, and for nobody's cache: a card for each session, to be printed; and
 * everything there is, hidden things among it, for `twofeet import`. */
void tf_feed_cards(struct tf_visit *visit);
void tf_feed_copy(struct tf_visit *visit);
bool tf_feed_is_session(struct tf_visit *visit); /* /s/CODE.ics */
void tf_feed_session(struct tf_visit *visit);

#endif
