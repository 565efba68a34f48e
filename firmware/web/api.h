/* api.h: JSON under /api/v1; ui/phone/openapi.json describes it. Posts are the same fields as the forms'. */
#ifndef TF_WEB_API_H
#define TF_WEB_API_H

#include "web/visit.h"

void tf_api_board(struct tf_visit *visit);   /* the event, spaces, slots, sessions with their placements */
void tf_api_session(struct tf_visit *visit); /* one session with its notes and actions */
void tf_api_similar(struct tf_visit *visit); /* for the proposal page: ?title= */
void tf_api_search(struct tf_visit *visit);  /* ?q= */
void tf_api_topics(struct tf_visit *visit);  /* of the convergence, each with what was brought into it */
/* The posted JSON object as form fields. false: it is none. */
bool tf_api_read(struct tf_visit *visit);

#endif
