/* write.h: what phones post. Each begins with the posted fields and ends either with a page (what was wrong,
 * with everything that was typed still in the form) or with a command for the ledger; a command's answer is
 * then made into where to go next, or into the form again with the free cells. */
#ifndef TF_WEB_WRITE_H
#define TF_WEB_WRITE_H

#include "base/text.h"
#include "web/visit.h"

void tf_write_propose(struct tf_visit *visit);
void tf_write_edit(struct tf_visit *visit);
void tf_write_place(struct tf_visit *visit);
void tf_write_unplace(struct tf_visit *visit);
void tf_write_withdraw(struct tf_visit *visit);
void tf_write_star(struct tf_visit *visit);
void tf_write_note(struct tf_visit *visit);
void tf_write_action(struct tf_visit *visit);
void tf_write_ask_merge(struct tf_visit *visit); /* write_merge.c */
void tf_write_unask_merge(struct tf_visit *visit);
void tf_write_merge(struct tf_visit *visit);
void tf_write_unmerge(struct tf_visit *visit);
void tf_write_topic(struct tf_visit *visit);     /* page_topics.c */
void tf_write_topic_one(struct tf_visit *visit); /* word: its id */
void tf_write_standing(struct tf_visit *visit);  /* page_came.c; word: an action's link */
void tf_write_pair(struct tf_visit *visit);      /* page_pair.c */

/* ---- for write_*.c ---- */
struct tf_write_text {
    const char *name; /* of the form's field and the record's */
    enum tf_text_kind kind;
    const char **into;
};
/* Cleans the posted texts, the first `count`. false: page_again was shown with what is wrong (400). */
bool tf_write_texts(struct tf_visit *visit, const struct tf_write_text *texts, size_t count,
                    void (*page_again)(struct tf_visit *));
/* The form again with a complaint, or JSON of it. */
void tf_write_again(struct tf_visit *visit, int status, const char *complaint,
                    const struct tf_refusal *refusal, void (*page_again)(struct tf_visit *));
/* A command by this device; NULL: no memory, and that was said. */
struct tf_command *tf_write_command(struct tf_visit *visit, enum tf_verb verb);
void tf_write_send(struct tf_visit *visit, struct tf_command *command, tf_finish_fn finish);
/* An answer that is no success, in words. */
void tf_write_refused(struct tf_visit *visit, const struct tf_answer *answer,
                      void (*page_again)(struct tf_visit *));
/* Success: on to this page, or JSON with the sequence number (and code). */
void tf_write_done(struct tf_visit *visit, const struct tf_answer *answer, const char *location,
                   const char *code);

#endif
