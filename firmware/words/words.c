#include "words/words.h"

#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const REASONS[TF_REASON_COUNT] = {
    [TF_REASON_CELL_TAKEN] = TF_N("Another session is already there."),
    [TF_REASON_SPACE_CLOSED] = TF_N("This space is closed."),
    [TF_REASON_NOT_A_SESSION_SLOT] = TF_N("Everybody is together at that time: no sessions then."),
    [TF_REASON_LOCKED] = TF_N("An organiser has fixed this session where it is."),
    [TF_REASON_UNKNOWN_SESSION] = TF_N("This session is not here any more."),
    [TF_REASON_UNKNOWN_SPACE] = TF_N("This space is not here any more."),
    [TF_REASON_UNKNOWN_SLOT] = TF_N("This time is not on the grid any more."),
    [TF_REASON_UNKNOWN_PLACEMENT] = TF_N("The session is not at that place any more."),
    [TF_REASON_UNKNOWN_EVENT] = TF_N("There is nothing to take back."),
    [TF_REASON_SESSION_GONE] = TF_N("This session was withdrawn, hidden or merged."),
    [TF_REASON_NEEDS_TITLE] = TF_N("A session needs a title."),
    [TF_REASON_BAD_TEXT] =
        TF_N("This text cannot be kept as it is: it is too long or has signs that do not show."),
    [TF_REASON_BAD_VALUE] = TF_N("This value cannot be right."),
    [TF_REASON_CODE_TAKEN] = TF_N("That went wrong by chance. Please try once more."),
    [TF_REASON_ID_TAKEN] = TF_N("This was done already."),
    [TF_REASON_SLOT_OVERLAPS] = TF_N("This time overlaps another row of the grid."),
    [TF_REASON_SLOT_IN_USE] = TF_N("There are sessions at that time. Move them first."),
    [TF_REASON_NOTHING_AFTER] = TF_N("There is no free time directly after it."),
    [TF_REASON_SAME_THING] = TF_N("These two are one and the same session."),
    [TF_REASON_OWN_SESSION] = TF_N("No star for your own session: you come anyway."),
    [TF_REASON_CHANGED_SINCE] = TF_N("Somebody changed this in the meantime, so it cannot be taken back."),
    [TF_REASON_FULL] = TF_N("There is no room for more of these."),
    [TF_REASON_NOT_ALLOWED] = TF_N("Only an organiser can do this."),
    [TF_REASON_NO_EVENT] = TF_N("No event is set up yet."),
    [TF_REASON_NO_STARS_LEFT] =
        TF_N("You have given all the stars you have. Take one back, and you can give it here."),
    [TF_REASON_NO_SCHEDULE] =
        TF_N("In Open Space everybody chooses their own place and time: no schedule is made here."),
    [TF_REASON_NO_CHANGE] = TF_N("It is so already."),
    [TF_REASON_TOO_SOON] =
        TF_N("Several people have just said so here. Wait a minute, or use the code and your phone."),
    [TF_REASON_NEEDS_HOSTS] = TF_N("Both hosts have to agree first."),
    [TF_REASON_FROZEN] = TF_N(
        "This begins in a few minutes and stays as it is: people are on their way. An organiser can still "
        "change it."),
    [TF_REASON_UNKNOWN_TOPIC] = TF_N("This topic is not here any more."),
    [TF_REASON_NOT_NOW] = TF_N("This belongs to the convergence, which is not on now."),
    [TF_REASON_NO_DOTS_LEFT] =
        TF_N("You have given all the dots you have. Take one back, and you can give it here."),
    [TF_REASON_DOTS_BY_DEVICE] = TF_N("Each phone has its dots. Give yours with the code here."),
    [TF_REASON_NEEDS_DEVICE] =
        TF_N("While the vote is open, each phone has its stars. Give yours with the code on this page."),
};

static const char *const FORMATS[TF_SESSION_FORMAT_COUNT] = {
    [TF_FORMAT_TALK] = TF_N("Talk"),
    [TF_FORMAT_DISCUSSION] = TF_N("Discussion"),
    [TF_FORMAT_WORKSHOP] = TF_N("Workshop"),
    [TF_FORMAT_HELP] = TF_N("Help wanted"),
    [TF_FORMAT_OTHER] = TF_N("Something else"),
};

static const char *const PHASES[TF_PHASE_COUNT] = {
    [TF_PHASE_GATHERING] = TF_N("Gathering"),     [TF_PHASE_MARKETPLACE] = TF_N("Marketplace"),
    [TF_PHASE_SESSIONS] = TF_N("Sessions"),       [TF_PHASE_NEWS] = TF_N("News"),
    [TF_PHASE_CONVERGENCE] = TF_N("Convergence"), [TF_PHASE_CLOSING] = TF_N("Closing circle"),
    [TF_PHASE_AFTER] = TF_N("Afterwards"),
};

static const char *const VERBS[TF_VERB_COUNT] = {
    [TF_VERB_SET_UP] = TF_N("Event set up"),
    [TF_VERB_PROPOSE] = TF_N("Session proposed"),
    [TF_VERB_EDIT] = TF_N("Session edited"),
    [TF_VERB_PLACE] = TF_N("Session placed"),
    [TF_VERB_MOVE] = TF_N("Session moved"),
    [TF_VERB_SWAP] = TF_N("Sessions swapped"),
    [TF_VERB_UNPLACE] = TF_N("Session taken off the grid"),
    [TF_VERB_EXTEND] = TF_N("Session made longer or shorter"),
    [TF_VERB_LOCK] = TF_N("Session fixed or freed"),
    [TF_VERB_WITHDRAW] = TF_N("Session withdrawn"),
    [TF_VERB_HIDE] = TF_N("Session hidden"),
    [TF_VERB_UNHIDE] = TF_N("Session shown again"),
    [TF_VERB_MERGE] = TF_N("Sessions merged"),
    [TF_VERB_STAR] = TF_N("Star given"),
    [TF_VERB_UNSTAR] = TF_N("Star taken back"),
    [TF_VERB_ADD_SPACE] = TF_N("Space added"),
    [TF_VERB_EDIT_SPACE] = TF_N("Space changed"),
    [TF_VERB_REMOVE_SPACE] = TF_N("Space removed"),
    [TF_VERB_ADD_SLOT] = TF_N("Time added"),
    [TF_VERB_EDIT_SLOT] = TF_N("Time changed"),
    [TF_VERB_REMOVE_SLOT] = TF_N("Time removed"),
    [TF_VERB_SHIFT] = TF_N("Times shifted"),
    [TF_VERB_NOTE] = TF_N("Note written"),
    [TF_VERB_ACTION] = TF_N("Action written"),
    [TF_VERB_NEWS] = TF_N("News announced"),
    [TF_VERB_IMPORT] = TF_N("Schedule imported"),
    [TF_VERB_SCHEDULE] = TF_N("Schedule published"),
    [TF_VERB_UNDO] = TF_N("Change taken back"),
    [TF_VERB_CHAIN] = TF_N("Several changes at once"),
    [TF_VERB_TOPIC] = TF_N("Topic added or changed"),
    [TF_VERB_DOT] = TF_N("Dot given"),
    [TF_VERB_UNDOT] = TF_N("Dot taken back"),
    [TF_VERB_PUT_BACK] = TF_N("Grid put back as it was"),
    [TF_VERB_ASK_MERGE] = TF_N("Asked to merge"),
    [TF_VERB_UNASK_MERGE] = TF_N("Question to merge taken away"),
    [TF_VERB_ERASE] = TF_N("A person’s data erased"),
    [TF_VERB_ASIDE] = TF_N("Not done: another kiosk was first"),
};

static const struct {
    enum tf_feature feature;
    const char *name;
} FEATURES[] = {
    {TF_FEATURE_PROJECTOR, TF_N("Projector")},
    {TF_FEATURE_QUIET, TF_N("Quiet place")},
    {TF_FEATURE_FLOOR, TF_N("Free floor")},
    {TF_FEATURE_STEP_FREE, TF_N("Step-free access")},
};

static const struct {
    const char *tag, *name;
} LANGUAGES[] = {
    {"ar", TF_N("Arabic")},  {"cs", TF_N("Czech")},   {"da", TF_N("Danish")},     {"de", TF_N("German")},
    {"en", TF_N("English")}, {"es", TF_N("Spanish")}, {"fa", TF_N("Persian")},    {"fr", TF_N("French")},
    {"hi", TF_N("Hindi")},   {"it", TF_N("Italian")}, {"ja", TF_N("Japanese")},   {"ko", TF_N("Korean")},
    {"nl", TF_N("Dutch")},   {"pl", TF_N("Polish")},  {"pt", TF_N("Portuguese")}, {"ru", TF_N("Russian")},
    {"sv", TF_N("Swedish")}, {"tr", TF_N("Turkish")}, {"uk", TF_N("Ukrainian")},  {"zh", TF_N("Chinese")},
};

/* English leaves "" in a table of names untranslated: gettext would answer with the catalogue's header. */
static const char *translated(enum tf_lang lang, const char *message)
{
    return message != NULL && message[0] != '\0' ? tf_tr(lang, message) : "";
}

const char *tf_words_reason(enum tf_lang lang, enum tf_reason reason)
{
    return (unsigned)reason < TF_REASON_COUNT ? translated(lang, REASONS[reason]) : "";
}

const char *tf_words_format(enum tf_lang lang, enum tf_session_format format)
{
    return (unsigned)format < TF_SESSION_FORMAT_COUNT ? translated(lang, FORMATS[format]) : "";
}

const char *tf_words_waits(enum tf_lang lang, enum tf_waits waits)
{
    switch (waits) {
    case TF_WAITS_MARKET:
        return tf_tr(lang, "A draft: it is posted when the market opens.");
    case TF_WAITS_APPROVAL:
        return tf_tr(lang, "It waits: an organiser has a look before everybody sees it.");
    default:
        return "";
    }
}

const char *tf_words_phase(enum tf_lang lang, enum tf_phase phase)
{
    return (unsigned)phase < TF_PHASE_COUNT ? translated(lang, PHASES[phase]) : "";
}

const char *tf_words_verb(enum tf_lang lang, enum tf_verb verb)
{
    return (unsigned)verb < TF_VERB_COUNT ? translated(lang, VERBS[verb]) : "";
}

const char *tf_words_feature(enum tf_lang lang, enum tf_feature feature)
{
    for (size_t i = 0; i < COUNT_OF(FEATURES); i++) {
        if (FEATURES[i].feature == feature) {
            return tf_tr(lang, FEATURES[i].name);
        }
    }
    return "";
}

const char *tf_words_language(enum tf_lang lang, const char *tag)
{
    for (size_t i = 0; i < COUNT_OF(LANGUAGES); i++) {
        size_t len = strlen(LANGUAGES[i].tag);
        if (strncasecmp(tag, LANGUAGES[i].tag, len) == 0 && (tag[len] == '\0' || tag[len] == '-')) {
            return tf_tr(lang, LANGUAGES[i].name);
        }
    }
    return tag;
}
