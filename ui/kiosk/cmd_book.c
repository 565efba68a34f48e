#include "kiosk/command.h"

#include "kiosk/book_forms.h"
#include "kiosk/paths.h"
#include "kiosk/reading.h"

struct arguments {
    const char *lang, *public_url;
};

static const struct tf_option own_options[] = {
    {.name = "lang",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, lang),
     .argument = "CODE",
     .help = "Its words: en, de, ar or ja. Otherwise the event's language, else English."},
    {.name = "public-url",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, public_url),
     .argument = "URL",
     .help = "Where the event's pages are, as in http://10.0.0.5:8080, for links and codes."},
    {.name = NULL},
};

static enum tf_err write_form(struct tf_buf *out, struct tf_book *book, const struct tf_book_form *form,
                              const struct tf_context *context, struct tf_problem *problem)
{
    struct tf_pictures *pictures = NULL;
    struct tf_clock clock;
    enum tf_err err = form->is_drawn ? tf_pictures_open(&pictures, problem) : TF_OK;

    tf_context_clock(context, &clock);
    if (err == TF_OK) {
        err = form->write(out, book, pictures, tf_clock_now_s(&clock));
        if (err != TF_OK) {
            tf_err_tell(problem, err, NULL, NULL, "The book could not be written whole: %s",
                        tf_err_name(err));
        }
    }
    tf_pictures_close(pictures);
    return err;
}

static enum tf_err make(const struct tf_context *context, const struct arguments *arguments, const char *path,
                        const struct tf_book_form *form, struct tf_board *board, struct tf_problem *problem)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    struct tf_book_options options = {.lang = TF_LANG_EN,
                                      .base_url = arguments->public_url ? arguments->public_url : ""};
    struct tf_book *book = NULL;
    struct tf_buf bytes;
    enum tf_err err;

    (void)tf_lang_parse(&options.lang, arguments->lang ? arguments->lang
                                       : gathering     ? gathering->language
                                                       : "");
    err = tf_book_open(&book, board, &options);
    if (err != TF_OK) {
        return tf_err_tell(problem, err, NULL, NULL,
                           err == TF_ERR_NOT_FOUND ? "There is no event to make a book of"
                                                   : "There is no memory left");
    }
    tf_buf_init(&bytes, 0);
    err = write_form(&bytes, book, form, context, problem);
    if (err == TF_OK) {
        err = tf_buf_write_file(&bytes, path, problem);
    }
    if (err == TF_OK) {
        printf("%s: %zu sessions, %zu notes, %zu actions\n", path, book->held_count, book->note_count,
               book->action_count);
    }
    if (err == TF_OK && form->is_drawn && *options.base_url == '\0') {
        fprintf(stderr,
                "twofeet book: The pages have no codes to scan: say with --public-url where the event's "
                "pages are.\n");
    }
    tf_buf_free(&bytes);
    tf_book_close(book);
    return err;
}

static int book(const struct tf_context *context, const struct arguments *arguments, const char *path)
{
    const struct tf_book_form *form = tf_book_form_of(path);
    struct tf_problem problem = {0};
    struct tf_reading reading;
    enum tf_lang lang;
    enum tf_err err;
    int code;

    if (!form) {
        return tf_context_fail_usage(context, "“%s” must end in .html, .pdf, .md, .json or .xhtml", path);
    }
    if (arguments->lang && !tf_lang_parse(&lang, arguments->lang)) {
        return tf_context_fail_usage(context, "There is no language “%s”; there are en, de, ar and ja",
                                     arguments->lang);
    }
    code = tf_reading_open(&reading, context);
    if (code == TF_EXIT_OK) {
        code = tf_reading_load(&reading, context);
    }
    if (code == TF_EXIT_OK) {
        tf_paths_load_words();
        err = make(context, arguments, path, form, reading.board, &problem);
        code =
            err == TF_OK ? tf_context_finish(context, TF_EXIT_OK) : tf_context_fail(context, err, &problem);
    }
    tf_reading_close(&reading);
    return code;
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {0};
    struct tf_options options = {
        .usage = "twofeet book [OPTION]... FILE",
        .about =
            "Writes the book of proceedings: the list of sessions, each one's report with what happened, "
            "what "
            "mattered and what is next, merged topics, news, votes as counts, and all actions. A running "
            "kiosk goes on. FILE's name says the form:\n"
            "html: one file with everything in it; xhtml: the same for e-books; pdf: pages with an outline, "
            "page numbers, links and codes; md: Markdown; json: for programs, as assets/book.schema.json "
            "says.\nNothing hidden is in it. People are named as they signed.",
        .groups = {{"Options", own_options, &arguments}},
    };
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);

    if (!go_on) {
        return code;
    }
    if (argc - first != 1) {
        return tf_context_fail_usage(context, first >= argc ? "Which file?" : "One file, please");
    }
    return book(context, &arguments, argv[first]);
}

const struct tf_command_line tf_cmd_book = {"book", "write the book of proceedings", run};
