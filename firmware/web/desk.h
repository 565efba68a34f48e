/* desk.h: the desk: organisers' and helpers' pages on a laptop. Forms and links do everything;
 * ui/phone/desk.js makes it live and lets cards be dragged. Each page is a function in a file of its own
 * (desk_*.c) and a line in the router, which says the least role; a guest never comes here.
 *
 * What is chosen is in the address (?pick=p12.s7), so that it works without a script, in two windows, and
 * with the way back. A form carries what its sender saw of the things it changes (`seen`): when that is
 * another now, nothing is done before the sender was told and asked (tf_desk_ask). */
#ifndef TF_WEB_DESK_H
#define TF_WEB_DESK_H

#include "web/frame.h"

enum tf_desk_tab {
    TF_DESK_GRID,
    TF_DESK_NEW,
    TF_DESK_NEWS,
    TF_DESK_DAY,
    TF_DESK_SPACES,
    TF_DESK_TIMES,
    TF_DESK_CARE,
    TF_DESK_HISTORY,
    TF_DESK_DRAFT,
    TF_DESK_HEALTH,
    TF_DESK_SETTINGS,
    TF_DESK_TAB_COUNT
};

/* ---- pages */
void tf_desk_grid(struct tf_visit *visit);
void tf_desk_new(struct tf_visit *visit);
void tf_desk_news(struct tf_visit *visit);
void tf_desk_day(struct tf_visit *visit);
void tf_desk_spaces(struct tf_visit *visit);
void tf_desk_times(struct tf_visit *visit);
void tf_desk_care(struct tf_visit *visit);
void tf_desk_history(struct tf_visit *visit);
void tf_desk_draft(struct tf_visit *visit);
void tf_desk_health(struct tf_visit *visit);
void tf_desk_settings(struct tf_visit *visit);
void tf_desk_erase(struct tf_visit *visit);

/* ---- what is posted */
void tf_desk_write_move(struct tf_visit *visit);
void tf_desk_write_lock(struct tf_visit *visit);
void tf_desk_write_hide(struct tf_visit *visit);
void tf_desk_write_unhide(struct tf_visit *visit);
void tf_desk_write_decline(struct tf_visit *visit);
void tf_desk_write_block(struct tf_visit *visit);
void tf_desk_write_idea(struct tf_visit *visit);
void tf_desk_write_fine(struct tf_visit *visit);
void tf_desk_write_unblock(struct tf_visit *visit);
void tf_desk_write_new(struct tf_visit *visit);
void tf_desk_write_news(struct tf_visit *visit);
void tf_desk_write_news_one(struct tf_visit *visit); /* word: its id; so on below */
void tf_desk_write_phase(struct tf_visit *visit);
void tf_desk_write_shift(struct tf_visit *visit);
void tf_desk_write_space(struct tf_visit *visit); /* word: its id, or "new" */
void tf_desk_write_time(struct tf_visit *visit);
void tf_desk_write_draft(struct tf_visit *visit);
void tf_desk_write_event(struct tf_visit *visit);
void tf_desk_write_format(struct tf_visit *visit);
void tf_desk_write_setting(struct tf_visit *visit); /* word: its name */
void tf_desk_write_erase(struct tf_visit *visit);
void tf_desk_write_history_back(struct tf_visit *visit);
void tf_desk_write_undo(struct tf_visit *visit);
void tf_desk_write_history_undo(struct tf_visit *visit); /* the same, and back to the history */

/* "3-7", a space and a row; with who stands there as it was seen: "3-7-9f…". */
const char *tf_desk_cell(struct tf_visit *visit, uint64_t space_id, uint64_t slot_id);

/* ---- desk_frame.c: around every page of the desk */
void tf_desk_begin(struct tf_visit *visit, const char *title, enum tf_desk_tab tab);
void tf_desk_end(struct tf_visit *visit);
/* Of the posted form, else of the address. */
const char *tf_desk_param(const struct tf_visit *visit, const char *name);
/* A form that comes back to this page: tf_frame_form() with the day. */
void tf_desk_form(struct tf_visit *visit, const char *action, const char *class_name);
/* <button name=… value=…> */
void tf_desk_choice(struct tf_visit *visit, const char *class_name, const char *name, const char *value,
                    const char *text);
/* Instead of doing it: says why, and offers to do it all the same. name, value: a field that is added then.
 */
void tf_desk_ask(struct tf_visit *visit, const char *why, const char *yes, const char *name,
                 const char *value);
/* The address of a page of the desk, on the same day: "/desk/news?day=…&did=…"; did 0: nothing was done. */
const char *tf_desk_path(struct tf_visit *visit, const char *page, uint64_t did);
/* Success: on to `page`, which says what was done and can take it back; else page_again with the reason. */
void tf_desk_done(struct tf_visit *visit, const struct tf_answer *answer, const char *page,
                  void (*page_again)(struct tf_visit *));

/* The days as links to `page`; nothing when there is but one. */
void tf_desk_days(struct tf_visit *visit, const char *page, size_t current);
/* A form's day becomes the page's. */
void tf_desk_use_day(struct tf_visit *visit);

/* ---- desk_form.c */
#define TF_DESK_TITLES_BYTES_MAX 12000 /* fits a form (web/request.h), escaped */
void tf_desk_select(struct tf_visit *visit, const char *name, const char *label, const char *const *values,
                    const char *const *names, size_t count, const char *chosen);
void tf_desk_field(struct tf_visit *visit, const char *name, const char *label, const char *type,
                   const char *value);
/* Which session a line is of: its title, and its host. */
void tf_desk_title(struct tf_visit *visit, const struct tf_session *session);
/* The record is as the form saw it. false: that was said and asked; now: how it stands, in a few words. */
bool tf_desk_must_be_as_seen(struct tf_visit *visit, const struct tf_record *record, const char *now);
/* The command, with this record; command NULL: nothing, that was said. */
void tf_desk_send(struct tf_visit *visit, struct tf_command *command, const struct tf_record *record,
                  uint64_t fields, tf_finish_fn finish);

/* ---- desk_pick.c: chosen cards */
#define TF_DESK_PICKS_MAX 40 /* an address has room for them */
struct tf_desk_pick {
    const struct tf_session *session;
    const struct tf_placement *placement; /* NULL: the session itself, which has no place */
};
struct tf_desk_picks {
    struct tf_desk_pick at[TF_DESK_PICKS_MAX];
    size_t count;
};
/* "p12.s7": those that are there, each once. */
void tf_desk_picks_read(struct tf_desk_picks *picks, const struct tf_board *board, const char *text);
const char *tf_desk_picks_text(struct tf_arena *arena, const struct tf_desk_picks *picks);
bool tf_desk_picks_has(const struct tf_desk_picks *picks, struct tf_desk_pick pick);
/* What stands here of them, as a word to compare. */
const char *tf_desk_picks_seen(struct tf_arena *arena, const struct tf_desk_picks *picks);
const char *tf_desk_seen_of(struct tf_arena *arena, const struct tf_record *record);
/* How it stands with them now, in a sentence, with who changed it last where the log tells. */
const char *tf_desk_picks_now(struct tf_visit *visit, const struct tf_desk_picks *picks);
/* false: something of it is another now, and that was said and asked. */
bool tf_desk_picks_must_be_as_seen(struct tf_visit *visit, const struct tf_desk_picks *picks);

/* ---- desk_ideas.c: in a format of ideas; elsewhere nothing */
void tf_desk_ideas_late(struct tf_visit *visit);
void tf_desk_ideas(struct tf_visit *visit);

/* ---- desk_flags.c: what waits for a look, and what was flagged */
void tf_desk_flags(struct tf_visit *visit);
/* "Block its device", where that can be done. */
void tf_desk_block_form(struct tf_visit *visit, const struct tf_session *session);

/* ---- desk_log.c: what happened */
#define TF_DESK_LOG_MAX 60
struct tf_desk_log {
    struct tf_event *events[TF_DESK_LOG_MAX]; /* newest first; references */
    size_t count;
    bool has_more;
};
/* Up to max events before sequence `before` (0: the newest). TF_ERR_UNSUPPORTED: this site has no log. */
enum tf_err tf_desk_log_read(struct tf_visit *visit, struct tf_desk_log *log, uint64_t before, size_t max);
void tf_desk_log_free(struct tf_desk_log *log);
const char *tf_desk_log_who(const struct tf_visit *visit, struct tf_actor actor);
/* The names of what it was about, isolated; "" none. */
const char *tf_desk_log_what(struct tf_visit *visit, const struct tf_event *event);

#endif
