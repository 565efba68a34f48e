#include "support/events.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

struct tf_event *event_of(enum tf_verb verb, uint64_t sequence, const struct tf_record *before,
                          const struct tf_record *after)
{
    struct tf_event *event;
    const struct tf_record *from = NULL, *to = NULL;
    const struct tf_actor guest = {.role = TF_ROLE_GUEST, .device = 7};
    assert_int_equal(tf_event_create(&event, verb, guest, SUPPORT_10H00_S, 5000 + sequence), TF_OK);
    event->sequence = sequence;
    if (before)
        assert_int_equal(tf_record_copy(&from, before), TF_OK);
    if (after)
        assert_int_equal(tf_record_copy(&to, after), TF_OK);
    assert_int_equal(tf_event_add(event, from, to), TF_OK);
    tf_record_unref(from);
    tf_record_unref(to);
    return event;
}

struct tf_event *event_propose(uint64_t sequence, const char *title)
{
    char code[9];
    tf_command_code(code, sequence);
    const struct tf_session session = {
        .record = {.kind = TF_KIND_SESSION, .key = {0, 1500 + sequence}},
        .code = code,
        .title = title,
        .needs = TF_FEATURE_PROJECTOR | TF_FEATURE_STEP_FREE,
        .proposed_at = SUPPORT_10H00_S,
        .device = 7,
    };
    return event_of(TF_VERB_PROPOSE, sequence, NULL, &session.record);
}

struct tf_event *event_star(uint64_t sequence, uint64_t session, uint64_t device)
{
    const struct tf_star star = {
        .record = {.kind = TF_KIND_STAR, .key = {session, device}},
        .at = SUPPORT_10H00_S,
    };
    return event_of(TF_VERB_STAR, sequence, NULL, &star.record);
}

struct tf_event *event_retitle(uint64_t sequence, const struct tf_board *board, uint64_t session,
                               const char *title)
{
    const struct tf_session *before = tf_board_session(board, session);
    assert_non_null(before);
    struct tf_session after = *before;
    after.title = title;
    return event_of(TF_VERB_EDIT, sequence, &before->record, &after.record);
}
