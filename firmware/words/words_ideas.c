#include "words/words_ideas.h"

#include "words/words.h"

enum { NAMED_MAX = 4 };

const char *tf_words_idea(enum tf_lang lang, enum tf_idea idea)
{
    switch (idea) {
    case TF_IDEA_LOOKED_AT:
        return tf_tr(lang, "Looked at");
    case TF_IDEA_TAKEN_UP:
        return tf_tr(lang, "Taken up");
    case TF_IDEA_DONE:
        return tf_tr(lang, "Done");
    case TF_IDEA_NOT_NOW:
        return tf_tr(lang, "Not now");
    default:
        return tf_tr(lang, "New");
    }
}

static const char *by_nobody(enum tf_lang lang, enum tf_idea idea)
{
    switch (idea) {
    case TF_IDEA_LOOKED_AT:
        return tf_tr(lang, "Looked at.");
    case TF_IDEA_TAKEN_UP:
        return tf_tr(lang, "Taken up.");
    case TF_IDEA_DONE:
        return tf_tr(lang, "It is done.");
    case TF_IDEA_NOT_NOW:
        return tf_tr(lang, "Not now.");
    default:
        return tf_tr(lang, "Nobody has looked at it yet.");
    }
}

static const char *by_somebody(struct tf_arena *arena, enum tf_lang lang, enum tf_idea idea, const char *name)
{
    switch (idea) {
    case TF_IDEA_LOOKED_AT:
        return tf_words_printf(arena, tf_tr(lang, "Looked at by %s."), name);
    case TF_IDEA_TAKEN_UP:
        return tf_words_printf(arena, tf_tr(lang, "Taken up by %s."), name);
    case TF_IDEA_DONE:
        return tf_words_printf(arena, tf_tr(lang, "It is done, says %s."), name);
    case TF_IDEA_NOT_NOW:
        return tf_words_printf(arena, tf_tr(lang, "Not now, says %s."), name);
    default:
        return tf_words_printf(arena, tf_tr(lang, "%s will answer."), name);
    }
}

static const char *join(struct tf_arena *arena, enum tf_lang lang, const char *first, const char *then)
{
    return tf_words_printf(arena, tf_tr(lang, "%s %s"), first, then);
}

const char *tf_words_idea_says(struct tf_arena *arena, enum tf_lang lang,
                               const struct tf_gathering *gathering, const struct tf_session *session,
                               const struct tf_zone *zone, int64_t now_s)
{
    if (!tf_ideas_are(gathering) || tf_session_is_gone(session)) {
        return "";
    }
    const char *text =
        session->idea_owner[0] != '\0'
            ? by_somebody(arena, lang, session->idea, tf_words_isolate(arena, session->idea_owner))
            : by_nobody(lang, session->idea);
    if (session->idea_why[0] != '\0') {
        text = join(arena, lang, text, tf_words_isolate(arena, session->idea_why));
    }
    int64_t by = tf_ideas_reply_by(gathering, session, zone);
    if (tf_ideas_is_answered(session) || by == 0) {
        return text;
    }
    const char *date = tf_words_date(arena, lang, by);
    bool is_late = tf_ideas_is_late(gathering, session, zone, tf_zone_day_of(zone, now_s));
    return join(
        arena, lang, text,
        tf_words_printf(
            arena, is_late ? tf_tr(lang, "Overdue: an answer by %s.") : tf_tr(lang, "Answer by %s."), date));
}

const char *tf_words_ideas_late(struct tf_arena *arena, enum tf_lang lang, const struct tf_ideas *ideas)
{
    unsigned long late = (unsigned long)ideas->late_count;
    const char *titles = "";
    if (late == 0) {
        return tf_tr(lang, "How each stands, who answers, by when");
    }
    for (size_t i = 0; i < ideas->late_count && i < NAMED_MAX; i++) {
        const char *title = tf_words_isolate(arena, ideas->list[i]->title);
        titles = i == 0 ? title : tf_words_printf(arena, tf_tr(lang, "%s · %s"), titles, title);
    }
    return tf_words_printf(
        arena, tf_trn(lang, "%lu answer is overdue: %s", "%lu answers are overdue: %s", late), late, titles);
}
