#include "book/tell.h"

#include "words/words.h"
#include "words/words_ideas.h"

struct telling {
    struct tf_book *book;
    const struct tf_book_pen *pen;
    void *user;
};

typedef void tell_fn(const struct telling *t);

/* ---- a session's report -----------------------------------------------------------------------------------
 */

/* "Discussion · German · 12 would come" */
static const char *facts_of(struct tf_book *book, const struct tf_book_session *of)
{
    const struct tf_session *session = of->session;
    const char *list[4] = {session->track, tf_words_format(book->lang, session->format),
                           *session->language ? tf_words_language(book->lang, session->language) : "", ""};
    const char *facts = "";

    if (of->stars > 0) {
        list[3] =
            tf_words_printf(&book->arena, tf_trn(book->lang, "%lu would come", "%lu would come", of->stars),
                            (unsigned long)of->stars);
    }
    for (size_t i = 0; i < 4; i++) {
        if (*list[i]) {
            facts = tf_words_printf(&book->arena, "%s%s%s", facts, *facts ? " · " : "",
                                    tf_words_isolate(&book->arena, list[i]));
        }
    }
    return facts;
}

static void tell_answer(const struct telling *t, const char *question, const char *answer)
{
    if (*answer) {
        t->pen->answer(t->user, question, answer);
    }
}

static void tell_note(const struct telling *t, const struct tf_book_note *of)
{
    const struct tf_note *note = of->note;
    enum tf_lang lang = t->book->lang;

    tell_answer(t, tf_tr(lang, "What happened"), note->happened);
    tell_answer(t, tf_tr(lang, "What mattered"), note->mattered);
    tell_answer(t, tf_tr(lang, "What next"), note->next);
    tell_answer(t, "", note->text);
    t->pen->note_end(t->user, note->author);
}

static void tell_action(const struct telling *t, const struct tf_action *action,
                        const struct tf_book_session *from)
{
    const char *due = action->due != 0 ? tf_words_date(&t->book->arena, t->book->lang, action->due) : "";

    t->pen->action(t->user, action, due, from);
}

static void tell_session(const struct telling *t, const struct tf_book_session *of)
{
    enum tf_lang lang = t->book->lang;

    t->pen->session(t->user, of, facts_of(t->book, of));
    /* Without what is overdue: a book is read at any time. */
    const char *idea =
        tf_words_idea_says(&t->book->arena, lang, t->book->gathering, of->session, t->book->zone, 0);
    if (*idea) {
        t->pen->say(t->user, idea);
    }
    if (of->topic_count > 0) {
        t->pen->label(t->user, tf_tr(lang, "Merged into it"));
    }
    for (size_t i = 0; i < of->topic_count; i++) {
        t->pen->topic(t->user, of->topics[i]);
    }
    for (size_t i = 0; i < of->note_count; i++) {
        tell_note(t, &of->notes[i]);
    }
    if (of->action_count > 0) {
        t->pen->label(t->user, tf_tr(lang, "Next steps"));
    }
    for (size_t i = 0; i < of->action_count; i++) {
        tell_action(t, of->actions[i], NULL);
    }
    if (of->note_count + of->action_count == 0 && of->run_count > 0) {
        t->pen->say(t->user, tf_tr(lang, "Nobody has written down what happened here."));
    }
    t->pen->session_end(t->user, of);
}

/* ---- chapters ---------------------------------------------------------------------------------------------
 */

static void tell_people(const struct telling *t)
{
    const struct tf_book *book = t->book;
    enum tf_lang lang = book->lang;
    const size_t spaces = book->board->grid->space_count, days = book->board->grid->day_count;
    const struct {
        size_t number;
        const char *of_what;
    } counts[] = {
        {book->held_count, tf_trn(lang, "session on the grid", "sessions on the grid", book->held_count)},
        {days, tf_trn(lang, "day", "days", days)},
        {spaces, tf_trn(lang, "space", "spaces", spaces)},
        {book->open_count, tf_trn(lang, "topic without a place", "topics without a place", book->open_count)},
        {book->topic_count,
         tf_trn(lang, "topic that joined another", "topics that joined another", book->topic_count)},
        {book->note_count, tf_trn(lang, "note", "notes", book->note_count)},
        {book->action_count, tf_trn(lang, "agreed action", "agreed actions", book->action_count)},
        {book->star_count,
         tf_trn(lang, "time somebody said “I’d come”", "times somebody said “I’d come”", book->star_count)},
    };

    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        if (counts[i].number > 0) {
            t->pen->count(t->user, counts[i].number, counts[i].of_what);
        }
    }
    if (book->person_count > 0) {
        t->pen->heading(t->user, tf_tr(lang, "Who signed what they wrote"));
    }
    for (size_t i = 0; i < book->person_count; i++) {
        t->pen->name(t->user, book->people[i]);
    }
}

static void tell_list(const struct telling *t)
{
    struct tf_book *book = t->book;

    for (size_t i = 0; i < book->entry_count; i++) {
        if (i == 0 || book->entries[i].day != book->entries[i - 1].day) {
            t->pen->heading(t->user, tf_words_date(&book->arena, book->lang, book->entries[i].day));
        }
        t->pen->entry(t->user, &book->entries[i]);
    }
}

static void tell_range(const struct telling *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        tell_session(t, &t->book->sessions[i]);
    }
}

static void tell_reports(const struct telling *t)
{
    tell_range(t, 0, t->book->held_count);
}

static void tell_open(const struct telling *t)
{
    tell_range(t, t->book->held_count, t->book->held_count + t->book->open_count);
}

static void tell_withdrawn(const struct telling *t)
{
    tell_range(t, t->book->held_count + t->book->open_count, t->book->session_count);
}

static void tell_news(const struct telling *t)
{
    struct tf_book *book = t->book;

    for (size_t i = 0; i < book->news_count; i++) {
        int64_t at = book->news[i]->at;
        const char *when = tf_words_printf(
            &book->arena, "%s, %s", tf_words_date(&book->arena, book->lang, tf_zone_day_of(book->zone, at)),
            tf_words_clock(&book->arena, book->zone, at));

        t->pen->news(t->user, book->news[i], when);
    }
}

static void tell_actions(const struct telling *t)
{
    for (size_t i = 0; i < t->book->session_count; i++) {
        const struct tf_book_session *of = &t->book->sessions[i];

        for (size_t a = 0; a < of->action_count; a++) {
            tell_action(t, of->actions[a], of);
        }
    }
}

static size_t withdrawn_count(const struct tf_book *book)
{
    return book->session_count - book->held_count - book->open_count;
}

void tf_book_tell(struct tf_book *book, const struct tf_book_pen *pen, void *user)
{
    enum tf_lang lang = book->lang;
    const struct telling t = {book, pen, user};
    const struct {
        struct tf_book_chapter chapter;
        size_t size;
        tell_fn *tell;
    } all[] = {
        {{"people", tf_tr(lang, "Who and how many")}, 1, tell_people},
        {{"list", tf_tr(lang, "List of sessions")}, book->entry_count, tell_list},
        {{"reports", tf_tr(lang, "Reports")}, book->held_count, tell_reports},
        {{"open", tf_tr(lang, "Topics without a place")}, book->open_count, tell_open},
        {{"withdrawn", tf_tr(lang, "Withdrawn, but written about")}, withdrawn_count(book), tell_withdrawn},
        {{"news", tf_tr(lang, "News")}, book->news_count, tell_news},
        {{"actions", tf_tr(lang, "What comes next")}, book->action_count, tell_actions},
    };
    struct tf_book_chapter chapters[TF_BOOK_CHAPTERS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (all[i].size > 0) {
            chapters[count++] = all[i].chapter;
        }
    }
    pen->cover(user, book, chapters, count);
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (all[i].size > 0) {
            pen->chapter(user, &all[i].chapter);
            all[i].tell(&t);
        }
    }
    pen->end(user);
}
