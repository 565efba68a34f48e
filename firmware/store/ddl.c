/* Written by hand, because people read it: a test holds its columns against the tables of fields.
 *
 * Keys are those of core: a thing that belongs to a session is named by the session's id and its own. Foreign
 * keys are looked at when a transaction ends, so that one event may change things in any order. A reference
 * to nothing is NULL; no text is ''; a time is in seconds since 1970 UTC; 0 where there is none yet. */
#include "store/ddl.h"

static const char event_table[] = //
    "CREATE TABLE event ( -- the gathering: one row\n"
    "    id        INTEGER PRIMARY KEY CHECK (id = 1),\n"
    "    title     TEXT NOT NULL,\n"
    "    subtitle  TEXT NOT NULL,\n"
    "    code      TEXT NOT NULL, -- part of stable ids, frab's acronym\n"
    "    zone      TEXT NOT NULL, -- IANA: 'Europe/Berlin'\n"
    "    language  TEXT NOT NULL, -- BCP 47\n"
    "    format    TEXT NOT NULL, -- 'open-space', 'barcamp' ...\n"
    "    place     TEXT NOT NULL,\n"
    "    url       TEXT NOT NULL,\n"
    "    guid      TEXT NOT NULL,\n"
    "    phase     TEXT NOT NULL CHECK (phase IN ('gathering', 'marketplace', 'sessions', 'news',\n"
    "                                             'convergence', 'closing', 'after')),\n"
    "    phase_since    INTEGER NOT NULL DEFAULT 0,\n"
    "    by_clock       INTEGER NOT NULL DEFAULT 0 CHECK (by_clock IN (0, 1)), -- rows move the phase\n"
    "    next_phase     TEXT NOT NULL DEFAULT 'gathering' -- announced\n"
    "                   CHECK (next_phase IN ('gathering', 'marketplace', 'sessions', 'news',\n"
    "                                         'convergence', 'closing', 'after')),\n"
    "    next_phase_at  INTEGER NOT NULL DEFAULT 0, -- 0: nothing is announced\n"
    "    freeze_min     INTEGER NOT NULL DEFAULT 0, -- minutes before a row that guests leave it alone\n"
    "    approves       INTEGER NOT NULL DEFAULT 0 CHECK (approves IN (0, 1)), -- proposals wait first\n"
    "    drafts         INTEGER NOT NULL DEFAULT 0 CHECK (drafts IN (0, 1)), -- until the market opens\n"
    "    people         INTEGER NOT NULL DEFAULT 0, -- who came, as counted; 0: nobody said\n"
    "    dots           INTEGER NOT NULL DEFAULT 0, -- of each device, at the convergence; 0: the usual\n"
    "    ruled          INTEGER NOT NULL DEFAULT 0 CHECK (ruled IN (0, 1)), -- by what follows, of its "
    "format\n"
    "    format_title   TEXT NOT NULL DEFAULT '',\n"
    "    invitation     TEXT NOT NULL DEFAULT '',\n"
    "    principles     TEXT NOT NULL DEFAULT '', -- a line each\n"
    "    no_placing     TEXT NOT NULL DEFAULT '', -- phases: then guests do not place\n"
    "    no_placing_why TEXT NOT NULL DEFAULT '',\n"
    "    votes          INTEGER NOT NULL DEFAULT 0, -- stars a device may give; 0: no limit\n"
    "    schedules      INTEGER NOT NULL DEFAULT 0 CHECK (schedules IN (0, 1)), -- one may be made for "
    "people\n"
    "    warn_min       INTEGER NOT NULL DEFAULT 0, -- short rows are counted down; 0: they are not\n"
    "    rotates        INTEGER NOT NULL DEFAULT 0 CHECK (rotates IN (0, 1)), -- guests change tables\n"
    "    reply_days     INTEGER NOT NULL DEFAULT 0 -- sessions are ideas, answered within; 0: they are not\n"
    ") STRICT";

static const char space_table[] = //
    "CREATE TABLE space ( -- a room, a table, a corner: a column of the grid\n"
    "    id        INTEGER PRIMARY KEY,\n"
    "    name      TEXT NOT NULL,\n"
    "    position  INTEGER NOT NULL, -- order on the grid\n"
    "    capacity  INTEGER NOT NULL, -- people; 0: not said\n"
    "    symbol    INTEGER NOT NULL,\n"
    "    features  TEXT NOT NULL, -- of: projector quiet floor step-free\n"
    "    shared    INTEGER NOT NULL CHECK (shared IN (0, 1)), -- a cell of it may hold several sessions\n"
    "    closed    INTEGER NOT NULL CHECK (closed IN (0, 1))  -- not offered\n"
    ") STRICT";

static const char slot_table[] = //
    "CREATE TABLE slot ( -- a row of the grid\n"
    "    id      INTEGER PRIMARY KEY,\n"
    "    day     TEXT NOT NULL, -- '2026-11-25': the day it belongs to, past midnight too\n"
    "    start   INTEGER NOT NULL,\n"
    "    \"end\"   INTEGER NOT NULL,\n"
    "    kind    TEXT NOT NULL CHECK (kind IN ('session', 'break', 'plenary')),\n"
    "    title   TEXT NOT NULL, -- of a break or plenary\n"
    "    begins  TEXT NOT NULL DEFAULT 'nothing' -- the phase that begins with it\n"
    "            CHECK (begins IN ('nothing', 'gathering', 'marketplace', 'sessions', 'news',\n"
    "                              'convergence', 'closing', 'after'))\n"
    ") STRICT";

static const char session_table[] = //
    "CREATE TABLE session ( -- one card\n"
    "    id           INTEGER PRIMARY KEY,\n"
    "    code         TEXT NOT NULL, -- its short name in links; survives every move\n"
    "    state        TEXT NOT NULL CHECK (state IN ('open', 'placed', 'hidden', 'withdrawn', 'merged')),\n"
    "    title        TEXT NOT NULL,\n"
    "    subtitle     TEXT NOT NULL,\n"
    "    host         TEXT NOT NULL, -- a display name\n"
    "    about        TEXT NOT NULL,\n"
    "    format       TEXT NOT NULL CHECK (format IN ('unsaid', 'talk', 'discussion', 'workshop', 'help',\n"
    "                                                 'other')),\n"
    "    language     TEXT NOT NULL,\n"
    "    track        TEXT NOT NULL,\n"
    "    url          TEXT NOT NULL,\n"
    "    needs        TEXT NOT NULL, -- of: projector quiet floor step-free\n"
    "    read_for_me  INTEGER NOT NULL CHECK (read_for_me IN (0, 1)),\n"
    "    card         INTEGER NOT NULL, -- number on the paper card; 0: none\n"
    "    device       INTEGER, -- a hash, never a person; NULL: the touchscreen\n"
    "    merged_into  INTEGER REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,\n"
    "    reason       TEXT NOT NULL, -- why hidden or withdrawn\n"
    "    guid         TEXT NOT NULL, -- '': derived\n"
    "    proposed_at  INTEGER NOT NULL,\n"
    "    waits        TEXT NOT NULL DEFAULT 'not' -- while hidden: for the market, for approval\n"
    "                 CHECK (waits IN ('not', 'market', 'approval')),\n"
    "    asks_into    INTEGER REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED, -- would merge with it\n"
    "    lost_space   INTEGER, -- where it stood when somebody took its place away; NULL: nobody did\n"
    "    lost_at      INTEGER NOT NULL DEFAULT 0, -- and when it would have begun there\n"
    "    can_from     INTEGER NOT NULL DEFAULT 0, -- its host's wish: not before, not after\n"
    "    can_until    INTEGER NOT NULL DEFAULT 0,\n"
    "    fine         TEXT NOT NULL DEFAULT '', -- flags that somebody looked at\n"
    "    gave_way     INTEGER, -- another session: two kiosks gave one place to both, and it was first\n"
    "    idea         TEXT NOT NULL DEFAULT 'new' -- how an idea stands\n"
    "                 CHECK (idea IN ('new', 'looked-at', 'taken-up', 'done', 'not-now')),\n"
    "    idea_why     TEXT NOT NULL DEFAULT '', -- said to everybody\n"
    "    idea_owner   TEXT NOT NULL DEFAULT '', -- who answers: a display name\n"
    "    reply_by     TEXT -- '2026-12-09'; NULL: so many days after it was proposed\n"
    ") STRICT";

static const char placement_table[] = //
    "CREATE TABLE placement ( -- a session in a space, over one row or several\n"
    "    id         INTEGER PRIMARY KEY,\n"
    "    session    INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,\n"
    "    space      INTEGER NOT NULL REFERENCES space (id) DEFERRABLE INITIALLY DEFERRED,\n"
    "    slot       INTEGER NOT NULL REFERENCES slot (id) DEFERRABLE INITIALLY DEFERRED,\n"
    "    last_slot  INTEGER NOT NULL REFERENCES slot (id) DEFERRABLE INITIALLY DEFERRED,\n"
    "    locked     INTEGER NOT NULL CHECK (locked IN (0, 1))\n"
    ") STRICT";

static const char star_table[] = //
    "CREATE TABLE star ( -- 'I would come'\n"
    "    session  INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,\n"
    "    device   INTEGER NOT NULL, -- a hash, never a person\n"
    "    at       INTEGER NOT NULL,\n"
    "    PRIMARY KEY (session, device)\n"
    ") STRICT, WITHOUT ROWID";

static const char note_table[] = //
    "CREATE TABLE note ( -- what came of a session\n"
    "    session     INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,\n"
    "    id          INTEGER NOT NULL,\n"
    "    author      TEXT NOT NULL, -- '': nobody said\n"
    "    happened    TEXT NOT NULL,\n"
    "    mattered    TEXT NOT NULL,\n"
    "    next        TEXT NOT NULL,\n"
    "    text        TEXT NOT NULL,\n"
    "    device      INTEGER,\n"
    "    hidden      INTEGER NOT NULL CHECK (hidden IN (0, 1)),\n"
    "    at          INTEGER NOT NULL,\n"
    "    amended_at  INTEGER NOT NULL, -- 0: never\n"
    "    PRIMARY KEY (session, id)\n"
    ") STRICT, WITHOUT ROWID";

static const char action_table[] = //
    "CREATE TABLE action ( -- what, who, by when\n"
    "    session  INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,\n"
    "    id       INTEGER NOT NULL,\n"
    "    what     TEXT NOT NULL,\n"
    "    who      TEXT NOT NULL,\n"
    "    due      TEXT, -- '2026-12-24'\n"
    "    done     INTEGER NOT NULL CHECK (done IN (0, 1)),\n"
    "    device   INTEGER,\n"
    "    at       INTEGER NOT NULL,\n"
    "    link     INTEGER, -- whoever has it may say how it stands\n"
    "    after_30 TEXT NOT NULL DEFAULT 'unsaid' -- days\n"
    "             CHECK (after_30 IN ('unsaid', 'going', 'stuck', 'done', 'dropped')),\n"
    "    after_90 TEXT NOT NULL DEFAULT 'unsaid'\n"
    "             CHECK (after_90 IN ('unsaid', 'going', 'stuck', 'done', 'dropped')),\n"
    "    PRIMARY KEY (session, id)\n"
    ") STRICT, WITHOUT ROWID";

static const char news_table[] = //
    "CREATE TABLE news ( -- on every screen and phone\n"
    "    id          INTEGER PRIMARY KEY,\n"
    "    text        TEXT NOT NULL,\n"
    "    pinned      INTEGER NOT NULL CHECK (pinned IN (0, 1)),\n"
    "    hidden      INTEGER NOT NULL CHECK (hidden IN (0, 1)),\n"
    "    at          INTEGER NOT NULL,\n"
    "    expires_at  INTEGER NOT NULL -- 0: it does not\n"
    ") STRICT";

static const char topic_table[] = //
    "CREATE TABLE topic ( -- of the convergence\n"
    "    id         INTEGER PRIMARY KEY,\n"
    "    title      TEXT NOT NULL,\n"
    "    initiator  TEXT NOT NULL, -- who takes it on\n"
    "    session    INTEGER, -- where it comes from\n"
    "    \"into\"     INTEGER, -- the topic it belongs to\n"
    "    device     INTEGER,\n"
    "    hidden     INTEGER NOT NULL CHECK (hidden IN (0, 1)),\n"
    "    at         INTEGER NOT NULL\n"
    ") STRICT";

static const char dot_table[] = //
    "CREATE TABLE dot ( -- one a device on a topic\n"
    "    id      INTEGER PRIMARY KEY,\n"
    "    topic   INTEGER,\n"
    "    device  INTEGER,\n"
    "    at      INTEGER NOT NULL\n"
    ") STRICT";

static const char origin_table[] = //
    "CREATE TABLE origin ( -- what an import brought, so that the same file again changes nothing\n"
    "    id            INTEGER PRIMARY KEY,\n"
    "    source        TEXT NOT NULL,\n"
    "    \"outer\"       TEXT NOT NULL, -- its id there\n"
    "    target_kind   TEXT NOT NULL, -- the table here\n"
    "    target_owner  INTEGER,\n"
    "    target        INTEGER,\n"
    "    brought       TEXT NOT NULL -- JSON\n"
    ") STRICT";

static const char log_table[] = //
    "CREATE TABLE log ( -- everything that happened; the other tables follow from it\n"
    "    sequence  INTEGER PRIMARY KEY, -- 1, 2, 3 ... without a gap\n"
    "    id        INTEGER NOT NULL UNIQUE,\n"
    "    at        INTEGER NOT NULL,\n"
    "    verb      TEXT NOT NULL,\n"
    "    role      TEXT NOT NULL CHECK (role IN ('guest', 'helper', 'organiser', 'system')),\n"
    "    device    INTEGER,\n"
    "    undoes    INTEGER REFERENCES log (sequence) DEFERRABLE INITIALLY DEFERRED,\n"
    "    changes   TEXT NOT NULL -- JSON: [{\"kind\": ..., \"before\": {...}, \"after\": {...}}, ...]\n"
    ") STRICT";

static const char outbox_table[] = //
    "CREATE TABLE outbox ( -- several kiosks, one board: what the others do not have yet, the newest of the "
    "log\n"
    "    sequence  INTEGER PRIMARY KEY,\n"
    "    command   TEXT NOT NULL -- JSON: what was wanted, to decide it anew if somebody else was first\n"
    ") STRICT";

static const char changed_table[] = //
    "CREATE TABLE changed ( -- when what people plan by last changed; for calendars that were read before\n"
    "    kind      INTEGER NOT NULL, -- 0 event, 1 space, 2 slot, 3 session, 4 placement\n"
    "    id        INTEGER NOT NULL,\n"
    "    revision  INTEGER NOT NULL, -- the event of the log that did it, or one after it\n"
    "    at        INTEGER NOT NULL,\n"
    "    PRIMARY KEY (kind, id)\n"
    ") STRICT, WITHOUT ROWID";

static const char private_table[] = //
    "CREATE TABLE private ( -- nobody's business: the PIN's hash, wrong ones, devices paired and blocked.\n"
    "                       -- Never in the log, in exports, in backups\n"
    "    name   TEXT PRIMARY KEY,\n"
    "    value  TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID";

static const char grid_view[] = //
    "CREATE VIEW grid AS -- who is where, and when (UTC)\n"
    "SELECT first.day,\n"
    "       strftime('%Y-%m-%dT%H:%M:%SZ', first.start, 'unixepoch') AS starts,\n"
    "       strftime('%Y-%m-%dT%H:%M:%SZ', last.\"end\", 'unixepoch') AS ends,\n"
    "       space.name AS space, session.code, session.title, session.host, placement.locked\n"
    "FROM placement\n"
    "JOIN session ON session.id = placement.session\n"
    "JOIN space ON space.id = placement.space\n"
    "JOIN slot AS first ON first.id = placement.slot\n"
    "JOIN slot AS last ON last.id = placement.last_slot\n"
    "ORDER BY first.start, space.position";

static const char unplaced_view[] = //
    "CREATE VIEW unplaced AS\n"
    "SELECT code, title, host,\n"
    "       strftime('%Y-%m-%dT%H:%M:%SZ', proposed_at, 'unixepoch') AS proposed\n"
    "FROM session WHERE state = 'open' ORDER BY proposed_at, id";

static const char starred_view[] = //
    "CREATE VIEW starred AS\n"
    "SELECT session.code, session.title, count(*) AS stars\n"
    "FROM star JOIN session ON session.id = star.session\n"
    "GROUP BY session.id ORDER BY stars DESC, session.title";

static const char history_view[] = //
    "CREATE VIEW history AS -- the log without its payload\n"
    "SELECT sequence, strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS happened,\n"
    "       verb, role, undoes, json_array_length(changes) AS changes\n"
    "FROM log ORDER BY sequence";

/* A reference is looked up backwards when what it names goes away. */
static const char *const statements[] = {
    event_table,
    space_table,
    slot_table,
    session_table,
    placement_table,
    star_table,
    note_table,
    action_table,
    news_table,
    topic_table,
    dot_table,
    origin_table,
    log_table,
    outbox_table,
    changed_table,
    private_table,
    "CREATE INDEX placement_by_session ON placement (session)",
    "CREATE INDEX placement_by_space ON placement (space)",
    "CREATE INDEX placement_by_slot ON placement (slot)",
    "CREATE INDEX placement_by_last_slot ON placement (last_slot)",
    "CREATE INDEX session_by_merged_into ON session (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX session_by_asks_into ON session (asks_into) WHERE asks_into IS NOT NULL",
    "CREATE INDEX log_by_undoes ON log (undoes) WHERE undoes IS NOT NULL",
    grid_view,
    unplaced_view,
    starred_view,
    history_view,
    NULL,
};

/* Version 2: organisers: phases by the clock, freeze, drafts, approval; a PIN and paired devices. */
static const char to_version_2[] = //
    "ALTER TABLE event ADD COLUMN phase_since INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE event ADD COLUMN by_clock INTEGER NOT NULL DEFAULT 0 CHECK (by_clock IN (0, 1));"
    "ALTER TABLE event ADD COLUMN next_phase TEXT NOT NULL DEFAULT 'gathering' CHECK (next_phase IN "
    "('gathering', 'marketplace', 'sessions', 'news', 'convergence', 'closing', 'after'));"
    "ALTER TABLE event ADD COLUMN next_phase_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE event ADD COLUMN freeze_min INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE event ADD COLUMN approves INTEGER NOT NULL DEFAULT 0 CHECK (approves IN (0, 1));"
    "ALTER TABLE event ADD COLUMN drafts INTEGER NOT NULL DEFAULT 0 CHECK (drafts IN (0, 1));"
    "ALTER TABLE slot ADD COLUMN begins TEXT NOT NULL DEFAULT 'nothing' CHECK (begins IN ('nothing', "
    "'gathering', 'marketplace', 'sessions', 'news', 'convergence', 'closing', 'after'));"
    "ALTER TABLE session ADD COLUMN waits TEXT NOT NULL DEFAULT 'not' "
    "CHECK (waits IN ('not', 'market', 'approval'));"
    "CREATE TABLE private (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;";

/* Version 3: when each thing last changed. Until then calendars were told the newest event's number for all.
 */
static const char to_version_3[] = //
    "CREATE TABLE changed (kind INTEGER NOT NULL, id INTEGER NOT NULL, revision INTEGER NOT NULL, "
    "at INTEGER NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;"
    "CREATE TEMP TABLE newest AS SELECT max(sequence) AS revision, at FROM log;"
    "INSERT INTO changed SELECT 0, id, newest.revision, newest.at FROM event, newest;"
    "INSERT INTO changed SELECT 1, id, newest.revision, newest.at FROM space, newest;"
    "INSERT INTO changed SELECT 2, id, newest.revision, newest.at FROM slot, newest;"
    "INSERT INTO changed SELECT 3, id, newest.revision, newest.at FROM session, newest;"
    "INSERT INTO changed SELECT 4, id, newest.revision, newest.at FROM placement, newest;"
    "DROP TABLE newest;";

/* Version 4: a format is data, and what it rules is the event's; who would like to merge with whom. */
static const char to_version_4[] = //
    "ALTER TABLE event ADD COLUMN ruled INTEGER NOT NULL DEFAULT 0 CHECK (ruled IN (0, 1));"
    "ALTER TABLE event ADD COLUMN format_title TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE event ADD COLUMN invitation TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE event ADD COLUMN principles TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE event ADD COLUMN no_placing TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE event ADD COLUMN no_placing_why TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE event ADD COLUMN votes INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE event ADD COLUMN schedules INTEGER NOT NULL DEFAULT 0 CHECK (schedules IN (0, 1));"
    "ALTER TABLE event ADD COLUMN warn_min INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE session ADD COLUMN asks_into INTEGER REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED;"
    "CREATE INDEX session_by_asks_into ON session (asks_into) WHERE asks_into IS NOT NULL;";

/* Version 5: the convergence. */
static const char to_version_5[] = //
    "ALTER TABLE event ADD COLUMN dots INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE topic (id INTEGER PRIMARY KEY, title TEXT NOT NULL, initiator TEXT NOT NULL, session "
    "INTEGER, "
    "\"into\" INTEGER, device INTEGER, hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)), at INTEGER NOT "
    "NULL) "
    "STRICT;"
    "CREATE TABLE dot (id INTEGER PRIMARY KEY, topic INTEGER, device INTEGER, at INTEGER NOT NULL) STRICT;";

/* Version 6: a paragraph for each thing that it adds. */
static const char to_version_6[] = //
    /* What a session lost, what its host wishes, which flags were looked at. */
    "ALTER TABLE session ADD COLUMN lost_space INTEGER;"
    "ALTER TABLE session ADD COLUMN lost_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE session ADD COLUMN can_from INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE session ADD COLUMN can_until INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE session ADD COLUMN fine TEXT NOT NULL DEFAULT '';"
    /* What came of it. */
    "ALTER TABLE event ADD COLUMN people INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE event ADD COLUMN rotates INTEGER NOT NULL DEFAULT 0 CHECK (rotates IN (0, 1));"
    "ALTER TABLE action ADD COLUMN link INTEGER;"
    "ALTER TABLE action ADD COLUMN after_30 TEXT NOT NULL DEFAULT 'unsaid' "
    "CHECK (after_30 IN ('unsaid', 'going', 'stuck', 'done', 'dropped'));"
    "ALTER TABLE action ADD COLUMN after_90 TEXT NOT NULL DEFAULT 'unsaid' "
    "CHECK (after_90 IN ('unsaid', 'going', 'stuck', 'done', 'dropped'));"
    /* Several kiosks, one board. */
    "ALTER TABLE session ADD COLUMN gave_way INTEGER;"
    "CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, command TEXT NOT NULL) STRICT;"
    /* No idea without an answer. */
    "ALTER TABLE event ADD COLUMN reply_days INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE session ADD COLUMN idea TEXT NOT NULL DEFAULT 'new' "
    "CHECK (idea IN ('new', 'looked-at', 'taken-up', 'done', 'not-now'));"
    "ALTER TABLE session ADD COLUMN idea_why TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE session ADD COLUMN idea_owner TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE session ADD COLUMN reply_by TEXT;";

static const struct tf_migrate_step steps[] = {{.to = 2, .sql = to_version_2},
                                               {.to = 3, .sql = to_version_3},
                                               {.to = 4, .sql = to_version_4},
                                               {.to = 5, .sql = to_version_5},
                                               {.to = 6, .sql = to_version_6}};

const struct tf_migrate_plan tf_ddl_plan = {
    .version = 6,
    .statements = statements,
    .steps = steps,
    .step_count = sizeof(steps) / sizeof(steps[0]),
};
