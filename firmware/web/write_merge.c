#include "web/write.h"

#include "web/pages.h"
#include "words/words.h"

#include <inttypes.h>

/* The other session, by the code that was posted. NULL: there is none, and that was said. */
static const struct tf_session *other_of(struct tf_visit *visit)
{
    const struct tf_session *other = tf_board_session_coded(visit->board, tf_visit_field(visit, "into"));
    if (other == NULL) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no session with this code."));
    }
    return other;
}

/* The session's own page may lead on to another one by now. */
static void say_why(struct tf_visit *visit)
{
    tf_visit_say(visit, visit->status, visit->complaint);
}

static void merged(struct tf_visit *visit, const struct tf_answer *answer)
{
    const struct tf_session *into = tf_board_session(visit->board, visit->session->merged_into);
    bool is_done = answer->err == TF_OK || answer->refusal.reason == TF_REASON_NO_CHANGE;
    if (!is_done || into == NULL) {
        tf_write_refused(visit, answer, say_why);
        return;
    }
    tf_write_done(visit, answer,
                  tf_words_printf(visit->arena, "/s/%s?from=%s&undo=%" PRIu64, into->code,
                                  visit->session->code, answer->sequence),
                  into->code);
}

static void asked(struct tf_visit *visit, const struct tf_answer *answer)
{
    if (answer->err == TF_OK || answer->refusal.reason == TF_REASON_NO_CHANGE) {
        tf_write_done(visit, answer, tf_visit_path_of(visit, visit->session), visit->session->code);
    } else {
        tf_write_refused(visit, answer, tf_page_merge);
    }
}

static void send(struct tf_visit *visit, enum tf_verb verb, uint64_t other, tf_finish_fn finish)
{
    struct tf_command *command = tf_write_command(visit, verb);
    if (command != NULL) {
        command->session = visit->session->record.key.id;
        command->other = other;
        tf_write_send(visit, command, finish);
    }
}

/* Who may say yes as well has nobody to ask. */
void tf_write_ask_merge(struct tf_visit *visit)
{
    const struct tf_session *other = tf_visit_must_change(visit) ? other_of(visit) : NULL;
    if (other != NULL) {
        bool is_both = tf_visit_may_change(visit, other);
        send(visit, is_both ? TF_VERB_MERGE : TF_VERB_ASK_MERGE, other->record.key.id,
             is_both ? merged : asked);
    }
}

void tf_write_merge(struct tf_visit *visit)
{
    const struct tf_session *other = other_of(visit);
    if (other == NULL) {
        return;
    }
    if (!tf_visit_may_change(visit, other)) {
        tf_visit_say(visit, 403,
                     tf_tr(visit->lang, "Only the host of the other session can agree, or an organiser."));
        return;
    }
    send(visit, TF_VERB_MERGE, other->record.key.id, merged);
}

static void unasked(struct tf_visit *visit, const struct tf_answer *answer)
{
    const struct tf_session *at = tf_board_session_coded(visit->board, tf_visit_field(visit, "at"));
    if (answer->err == TF_OK || answer->refusal.reason == TF_REASON_NO_CHANGE) {
        tf_write_done(visit, answer, tf_visit_path_of(visit, at != NULL ? at : visit->session),
                      visit->session->code);
    } else {
        tf_write_refused(visit, answer, say_why);
    }
}

void tf_write_unask_merge(struct tf_visit *visit)
{
    send(visit, TF_VERB_UNASK_MERGE, 0, unasked); /* the rules know both hosts */
}

static void unmerged(struct tf_visit *visit, const struct tf_answer *answer)
{
    if (answer->err == TF_OK) {
        tf_write_done(visit, answer, tf_visit_path_of(visit, visit->session), visit->session->code);
    } else {
        tf_write_refused(visit, answer, say_why);
    }
}

/* Takes back what this device did: which event that was stands in the page that said so. */
void tf_write_unmerge(struct tf_visit *visit)
{
    struct tf_command *command = tf_write_command(visit, TF_VERB_UNDO);
    if (command != NULL) {
        command->sequence = tf_form_id(&visit->request->form, "sequence");
        tf_write_send(visit, command, unmerged);
    }
}
