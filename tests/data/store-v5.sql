PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE event ( -- the gathering: one row
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    title     TEXT NOT NULL,
    subtitle  TEXT NOT NULL,
    code      TEXT NOT NULL, -- part of stable ids, frab's acronym
    zone      TEXT NOT NULL, -- IANA: 'Europe/Berlin'
    language  TEXT NOT NULL, -- BCP 47
    format    TEXT NOT NULL, -- 'open-space', 'barcamp' ...
    place     TEXT NOT NULL,
    url       TEXT NOT NULL,
    guid      TEXT NOT NULL,
    phase     TEXT NOT NULL CHECK (phase IN ('gathering', 'marketplace', 'sessions', 'news',
                                             'convergence', 'closing', 'after')),
    phase_since    INTEGER NOT NULL DEFAULT 0,
    by_clock       INTEGER NOT NULL DEFAULT 0 CHECK (by_clock IN (0, 1)), -- rows move the phase
    next_phase     TEXT NOT NULL DEFAULT 'gathering' -- announced
                   CHECK (next_phase IN ('gathering', 'marketplace', 'sessions', 'news',
                                         'convergence', 'closing', 'after')),
    next_phase_at  INTEGER NOT NULL DEFAULT 0, -- 0: nothing is announced
    freeze_min     INTEGER NOT NULL DEFAULT 0, -- minutes before a row that guests leave it alone
    approves       INTEGER NOT NULL DEFAULT 0 CHECK (approves IN (0, 1)), -- proposals wait first
    drafts         INTEGER NOT NULL DEFAULT 0 CHECK (drafts IN (0, 1)), -- until the market opens
    dots           INTEGER NOT NULL DEFAULT 0, -- of each device, at the convergence; 0: the usual
    ruled          INTEGER NOT NULL DEFAULT 0 CHECK (ruled IN (0, 1)), -- by what follows, of its format
    format_title   TEXT NOT NULL DEFAULT '',
    invitation     TEXT NOT NULL DEFAULT '',
    principles     TEXT NOT NULL DEFAULT '', -- a line each
    no_placing     TEXT NOT NULL DEFAULT '', -- phases: then guests do not place
    no_placing_why TEXT NOT NULL DEFAULT '',
    votes          INTEGER NOT NULL DEFAULT 0, -- stars a device may give; 0: no limit
    schedules      INTEGER NOT NULL DEFAULT 0 CHECK (schedules IN (0, 1)), -- one may be made for people
    warn_min       INTEGER NOT NULL DEFAULT 0 -- short rows are counted down; 0: they are not
) STRICT;
INSERT INTO event VALUES(1,'Small Camp','','small-camp','Europe/Berlin','','','','','6d0b9f4e-5d0e-4b6a-8a53-3f4f2f0c0a11','gathering',0,0,'gathering',0,0,0,0,0,0,'','','','','',0,0,0);
CREATE TABLE space ( -- a room, a table, a corner: a column of the grid
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL, -- order on the grid
    capacity  INTEGER NOT NULL, -- people; 0: not said
    symbol    INTEGER NOT NULL,
    features  TEXT NOT NULL, -- of: projector quiet floor step-free
    shared    INTEGER NOT NULL CHECK (shared IN (0, 1)), -- a cell of it may hold several sessions
    closed    INTEGER NOT NULL CHECK (closed IN (0, 1))  -- not offered
) STRICT;
INSERT INTO space VALUES(1,'A',0,0,0,'',0,0);
INSERT INTO space VALUES(2,'B',1,0,1,'quiet',0,0);
CREATE TABLE slot ( -- a row of the grid
    id      INTEGER PRIMARY KEY,
    day     TEXT NOT NULL, -- '2026-11-25': the day it belongs to, past midnight too
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('session', 'break', 'plenary')),
    title   TEXT NOT NULL, -- of a break or plenary
    begins  TEXT NOT NULL DEFAULT 'nothing' -- the phase that begins with it
            CHECK (begins IN ('nothing', 'gathering', 'marketplace', 'sessions', 'news',
                              'convergence', 'closing', 'after'))
) STRICT;
INSERT INTO slot VALUES(10,'2026-11-25',1795597200,1795600800,'session','','nothing');
INSERT INTO slot VALUES(11,'2026-11-25',1795600800,1795602600,'break','Tea','nothing');
INSERT INTO slot VALUES(12,'2026-11-25',1795602600,1795606200,'session','','nothing');
CREATE TABLE session ( -- one card
    id           INTEGER PRIMARY KEY,
    code         TEXT NOT NULL, -- its short name in links; survives every move
    state        TEXT NOT NULL CHECK (state IN ('open', 'placed', 'hidden', 'withdrawn', 'merged')),
    title        TEXT NOT NULL,
    subtitle     TEXT NOT NULL,
    host         TEXT NOT NULL, -- a display name
    about        TEXT NOT NULL,
    format       TEXT NOT NULL CHECK (format IN ('unsaid', 'talk', 'discussion', 'workshop', 'help',
                                                 'other')),
    language     TEXT NOT NULL,
    track        TEXT NOT NULL,
    url          TEXT NOT NULL,
    needs        TEXT NOT NULL, -- of: projector quiet floor step-free
    read_for_me  INTEGER NOT NULL CHECK (read_for_me IN (0, 1)),
    card         INTEGER NOT NULL, -- number on the paper card; 0: none
    device       INTEGER, -- a hash, never a person; NULL: the touchscreen
    merged_into  INTEGER REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    reason       TEXT NOT NULL, -- why hidden or withdrawn
    guid         TEXT NOT NULL, -- '': derived
    proposed_at  INTEGER NOT NULL,
    waits        TEXT NOT NULL DEFAULT 'not' -- while hidden: for the market, for approval
                 CHECK (waits IN ('not', 'market', 'approval')),
    asks_into    INTEGER REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED -- would merge with it
) STRICT;
INSERT INTO session VALUES(100,'ABCDE','placed','Bees','','Mara','','unsaid','de','','','',0,0,NULL,NULL,'','',0,'not',NULL);
INSERT INTO session VALUES(101,'BCDEF','open','茶','','','','unsaid','','','','',0,0,NULL,NULL,'','',0,'not',NULL);
CREATE TABLE placement ( -- a session in a space, over one row or several
    id         INTEGER PRIMARY KEY,
    session    INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    space      INTEGER NOT NULL REFERENCES space (id) DEFERRABLE INITIALLY DEFERRED,
    slot       INTEGER NOT NULL REFERENCES slot (id) DEFERRABLE INITIALLY DEFERRED,
    last_slot  INTEGER NOT NULL REFERENCES slot (id) DEFERRABLE INITIALLY DEFERRED,
    locked     INTEGER NOT NULL CHECK (locked IN (0, 1))
) STRICT;
INSERT INTO placement VALUES(200,100,1,10,12,0);
CREATE TABLE star ( -- 'I would come'
    session  INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    device   INTEGER NOT NULL, -- a hash, never a person
    at       INTEGER NOT NULL,
    PRIMARY KEY (session, device)
) STRICT, WITHOUT ROWID;
INSERT INTO star VALUES(101,7,0);
CREATE TABLE note ( -- what came of a session
    session     INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    id          INTEGER NOT NULL,
    author      TEXT NOT NULL, -- '': nobody said
    happened    TEXT NOT NULL,
    mattered    TEXT NOT NULL,
    next        TEXT NOT NULL,
    text        TEXT NOT NULL,
    device      INTEGER,
    hidden      INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    at          INTEGER NOT NULL,
    amended_at  INTEGER NOT NULL, -- 0: never
    PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;
INSERT INTO note VALUES(100,300,'','They hummed.','','','',NULL,0,1795604400,0);
CREATE TABLE action ( -- what, who, by when
    session  INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    id       INTEGER NOT NULL,
    what     TEXT NOT NULL,
    who      TEXT NOT NULL,
    due      TEXT, -- '2026-12-24'
    done     INTEGER NOT NULL CHECK (done IN (0, 1)),
    device   INTEGER,
    at       INTEGER NOT NULL,
    PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE news ( -- on every screen and phone
    id          INTEGER PRIMARY KEY,
    text        TEXT NOT NULL,
    pinned      INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    hidden      INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    at          INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL -- 0: it does not
) STRICT;
CREATE TABLE topic ( -- of the convergence
    id         INTEGER PRIMARY KEY,
    title      TEXT NOT NULL,
    initiator  TEXT NOT NULL, -- who takes it on
    session    INTEGER, -- where it comes from
    "into"     INTEGER, -- the topic it belongs to
    device     INTEGER,
    hidden     INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    at         INTEGER NOT NULL
) STRICT;
INSERT INTO topic VALUES(400,'Hives for the roof','Mara',100,NULL,NULL,0,1795605000);
CREATE TABLE dot ( -- one a device on a topic
    id      INTEGER PRIMARY KEY,
    topic   INTEGER,
    device  INTEGER,
    at      INTEGER NOT NULL
) STRICT;
CREATE TABLE origin ( -- what an import brought, so that the same file again changes nothing
    id            INTEGER PRIMARY KEY,
    source        TEXT NOT NULL,
    "outer"       TEXT NOT NULL, -- its id there
    target_kind   TEXT NOT NULL, -- the table here
    target_owner  INTEGER,
    target        INTEGER,
    brought       TEXT NOT NULL -- JSON
) STRICT;
CREATE TABLE log ( -- everything that happened; the other tables follow from it
    sequence  INTEGER PRIMARY KEY, -- 1, 2, 3 ... without a gap
    id        INTEGER NOT NULL UNIQUE,
    at        INTEGER NOT NULL,
    verb      TEXT NOT NULL,
    role      TEXT NOT NULL CHECK (role IN ('guest', 'helper', 'organiser', 'system')),
    device    INTEGER,
    undoes    INTEGER REFERENCES log (sequence) DEFERRABLE INITIALLY DEFERRED,
    changes   TEXT NOT NULL -- JSON: [{"kind": ..., "before": {...}, "after": {...}}, ...]
) STRICT;
INSERT INTO log VALUES(1,819794201930458,1795593600,'import','organiser',NULL,NULL,'[{"kind":"event","after":{"id":1,"title":"Small Camp","code":"small-camp","zone":"Europe/Berlin","guid":"6d0b9f4e-5d0e-4b6a-8a53-3f4f2f0c0a11"}},{"kind":"space","after":{"id":1,"name":"A"}},{"kind":"space","after":{"id":2,"name":"B","position":1,"symbol":1,"features":["quiet"]}},{"kind":"slot","after":{"id":10,"day":"2026-11-25","start":"2026-11-25T09:00:00Z","end":"2026-11-25T10:00:00Z"}},{"kind":"slot","after":{"id":11,"day":"2026-11-25","start":"2026-11-25T10:00:00Z","end":"2026-11-25T10:30:00Z","kind":"break","title":"Tea"}},{"kind":"slot","after":{"id":12,"day":"2026-11-25","start":"2026-11-25T10:30:00Z","end":"2026-11-25T11:30:00Z"}},{"kind":"session","after":{"id":100,"code":"ABCDE","state":"placed","title":"Bees","host":"Mara","language":"de"}},{"kind":"session","after":{"id":101,"code":"BCDEF","title":"茶"}},{"kind":"placement","after":{"id":200,"session":100,"space":1,"slot":10,"last_slot":12}},{"kind":"star","after":{"id":7,"session":101}},{"kind":"note","after":{"id":300,"session":100,"happened":"They hummed.","at":"2026-11-25T11:00:00Z"}},{"kind":"topic","after":{"id":400,"title":"Hives for the roof","initiator":"Mara","session":100,"at":"2026-11-25T11:10:00Z"}}]');
CREATE TABLE changed ( -- when what people plan by last changed; for calendars that were read before
    kind      INTEGER NOT NULL, -- 0 event, 1 space, 2 slot, 3 session, 4 placement
    id        INTEGER NOT NULL,
    revision  INTEGER NOT NULL, -- the event of the log that did it, or one after it
    at        INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO changed VALUES(0,1,1,1795593600);
INSERT INTO changed VALUES(1,1,1,1795593600);
INSERT INTO changed VALUES(1,2,1,1795593600);
INSERT INTO changed VALUES(2,10,1,1795593600);
INSERT INTO changed VALUES(2,11,1,1795593600);
INSERT INTO changed VALUES(2,12,1,1795593600);
INSERT INTO changed VALUES(3,100,1,1795593600);
INSERT INTO changed VALUES(3,101,1,1795593600);
INSERT INTO changed VALUES(4,200,1,1795593600);
CREATE TABLE private ( -- nobody's business: the PIN's hash, wrong ones, devices paired and blocked.
                       -- Never in the log, in exports, in backups
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_by_session ON placement (session);
CREATE INDEX placement_by_space ON placement (space);
CREATE INDEX placement_by_slot ON placement (slot);
CREATE INDEX placement_by_last_slot ON placement (last_slot);
CREATE INDEX session_by_merged_into ON session (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX session_by_asks_into ON session (asks_into) WHERE asks_into IS NOT NULL;
CREATE INDEX log_by_undoes ON log (undoes) WHERE undoes IS NOT NULL;
CREATE VIEW grid AS -- who is where, and when (UTC)
SELECT first.day,
       strftime('%Y-%m-%dT%H:%M:%SZ', first.start, 'unixepoch') AS starts,
       strftime('%Y-%m-%dT%H:%M:%SZ', last."end", 'unixepoch') AS ends,
       space.name AS space, session.code, session.title, session.host, placement.locked
FROM placement
JOIN session ON session.id = placement.session
JOIN space ON space.id = placement.space
JOIN slot AS first ON first.id = placement.slot
JOIN slot AS last ON last.id = placement.last_slot
ORDER BY first.start, space.position
;
CREATE VIEW unplaced AS
SELECT code, title, host,
       strftime('%Y-%m-%dT%H:%M:%SZ', proposed_at, 'unixepoch') AS proposed
FROM session WHERE state = 'open' ORDER BY proposed_at, id;
CREATE VIEW starred AS
SELECT session.code, session.title, count(*) AS stars
FROM star JOIN session ON session.id = star.session
GROUP BY session.id ORDER BY stars DESC, session.title;
CREATE VIEW history AS -- the log without its payload
SELECT sequence, strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS happened,
       verb, role, undoes, json_array_length(changes) AS changes
FROM log ORDER BY sequence
;
COMMIT;
PRAGMA application_id=843469873;
PRAGMA user_version=5;
