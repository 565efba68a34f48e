/* limits.h: everything has a limit. Where a number comes from stands beside it. */
#ifndef TF_BASE_LIMITS_H
#define TF_BASE_LIMITS_H

/* The largest event we promise (field notes: 5,000 people, 80 spaces, 12 slots, 4 days, 1,000 sessions,
 * 50,000 stars, 10,000 notes), with room for a Congress-sized import (92 rooms, 1,351 events at five-minute
 * starts). */
#define TF_SPACES_MAX     160
#define TF_SLOTS_MAX      2000
#define TF_DAYS_MAX       32
#define TF_SESSIONS_MAX   4000
#define TF_PLACEMENTS_MAX 6000
#define TF_STARS_MAX      200000
#define TF_NOTES_MAX      20000
#define TF_ACTIONS_MAX    5000
#define TF_NEWS_MAX       500
#define TF_PEOPLE_MAX     100000 /* that come; twenty times what was tested for */
#define TF_ORIGINS_MAX    20000
/* A convergence of 2,000 people has some forty topics; each of 5,000 people gives five dots. */
#define TF_TOPICS_MAX    500
#define TF_DOTS_MAX      50000
#define TF_DOTS_USUAL    5 /* field notes */
#define TF_DOTS_EACH_MAX 20
/* Commands that are one step: every cell of the largest day, moved. */
#define TF_CHAIN_MAX      1000
#define TF_VOTES_MAX      1000 /* of one device: more would be no choice */
#define TF_WARN_MIN_MAX   20   /* before the end of a talk that is counted down */
#define TF_REPLY_DAYS_MAX 90   /* for an answer to an idea: whoever waits longer has forgotten it */
#define TF_FREEZE_MIN_MAX 240  /* before a row; longer, and nobody could use a law of two feet */
/* In one event: a whole native file, stars and all, is one step that undo takes back. */
#define TF_CHANGES_MAX 250000

/* Text at the door. Titles: 120 graphemes and 480 bytes (field notes); marks stop zalgo. */
#define TF_TITLE_GRAPHEMES_MAX 120
#define TF_TITLE_BYTES_MAX     480
#define TF_NAME_GRAPHEMES_MAX  60
#define TF_NAME_BYTES_MAX      240
#define TF_ABOUT_GRAPHEMES_MAX 2000
#define TF_ABOUT_BYTES_MAX     8000
#define TF_URL_BYTES_MAX       500
#define TF_MARKS_PER_BASE_MAX  4

/* "I'd come" at the touchscreen, which knows nobody: so many people can stand before it in a minute, and what
 * they say together is worth no more than this many phones. */
#define TF_WALL_STARS_PER_MINUTE_MAX 6 /* for one session */
#define TF_WALL_STARS_MAX            200

/* Words that flag what they stand in: lists that people pass on have some hundreds. */
#define TF_FLAG_WORDS_MAX      2000
#define TF_FLAG_WORD_BYTES_MAX 200
#define TF_FLAG_WORDS_FILE_MAX (256L * 1024)
#define TF_FLAGS_MAX           200 /* shown at a time: more, and the list is the wrong one */

/* Queues and files. */
#define TF_LEDGER_QUEUE_MAX  1024                /* commands waiting; a sender past that is told "busy" */
#define TF_LEDGER_BATCH_MAX  256                 /* commands in one commit */
#define TF_SUBSCRIBERS_MAX   64                  /* kiosk, web workers, printer, link */
#define TF_SHARING_SEND_MAX  256                 /* events that go to other kiosks at a time: one batch */
#define TF_REFUSAL_CELLS_MAX 6                   /* free cells offered with a refusal */
#define TF_HISTORY_MAX       1000                /* events read at a time */
#define TF_IMPORT_BYTES_MAX  (64L * 1024 * 1024) /* a schedule file; 36C3's whole feed is 1.3 MB */

/* The draft schedule looks at every two runs together: 1,500 of them (Congress has 1,351) are 9 MB. */
#define TF_SCHEDULE_RUNS_MAX   1500
#define TF_SCHEDULE_WISHES_MAX 4000

/* The printer. A slip is 8 cm and takes 2 s; who waits for more than this would rather be told. */
#define TF_PRINT_JOBS_MAX        64
#define TF_PRINT_JOB_BYTES_MAX   (1024L * 1024) /* a metre of the widest paper is 0.6 MB */
#define TF_PRINT_PER_MINUTE_MAX  20
#define TF_PRINT_PER_SESSION_MAX 5 /* in TF_PRINT_SESSION_S; then paper is being played with */
#define TF_PRINT_SESSION_S       600
#define TF_PRINT_GAP_S           30 /* between two slips of one session: a second tap is impatience */

/* Copies beside the event while the kiosk runs: an hour back in steps of ten minutes, a week in days. */
#define TF_BACKUPS_EVERY_MS   600000
#define TF_BACKUPS_NEWEST_MAX 6
#define TF_BACKUPS_DAYS_MAX   7
#define TF_BACKUPS_LISTED_MAX 64
#define TF_BACKUPS_SPARE_BYTES                                                                               \
    (16L * 1024 * 1024) /* left free for the event itself: twice its longest WAL                             \
                         */

/* Formats to choose from, and how long the file of one may be. */
#define TF_FORMATS_MAX      64
#define TF_FORMAT_BYTES_MAX 16384

/* Sentences over the wall that say what is wrong: more would leave no wall under them. */
#define TF_TROUBLES_MAX 6

/* The file of settings: a hundred times what one holds; and how much that is wrong in it is told. */
#define TF_SETTINGS_BYTES_MAX    ((size_t)256 * 1024)
#define TF_SETTINGS_FINDINGS_MAX 32

#endif
