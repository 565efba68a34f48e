#include "print/ipp.h"

#include "base/clock.h"

#include <cups/cups.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { A4_W_UM = 210000, A4_H_UM = 297000, MARGIN_UM = 10000, ROLL_MARGIN_UM = 2000, PWG_UM = 10 };

/* ---- talking ----------------------------------------------------------------------------------------------
 */

struct talk {
    http_t *http;
    int stop;
    int64_t end_ms;
};

static bool is_readable(int fd)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};
    return fd >= 0 && poll(&one, 1, 0) > 0;
}

/* libcups asks four times a second whether to go on waiting. */
static int goes_on(http_t *http, void *user)
{
    const struct talk *talk = user;
    (void)http;
    return !is_readable(talk->stop) && tf_clock_mono_ms() < talk->end_ms;
}

static enum tf_err open_talk(struct talk *talk, const struct tf_device_address *address, int timeout_ms,
                             int stop)
{
    *talk = (struct talk){.stop = stop, .end_ms = tf_clock_mono_ms() + timeout_ms};
    talk->http = httpConnect2(address->path, (int)strtol(address->port, NULL, 10), NULL, AF_UNSPEC,
                              address->is_secret ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1,
                              timeout_ms, NULL);
    if (talk->http == NULL) {
        return is_readable(stop) ? TF_ERR_CLOSED : TF_ERR_NOT_FOUND;
    }
    httpSetTimeout(talk->http, 0.25, goes_on, talk);
    return TF_OK;
}

static ipp_t *new_request(ipp_op_t operation, const struct tf_device_address *address)
{
    char uri[2 * TF_DEVICE_NAME_MAX + 32];
    ipp_t *request = ippNewRequest(operation);
    httpAssembleURI(HTTP_URI_CODING_ALL, uri, sizeof uri, address->is_secret ? "ipps" : "ipp", NULL,
                    address->path, (int)strtol(address->port, NULL, 10), address->resource);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, "twofeet");
    return request;
}

/* Takes the request. *out: ippDelete(). document -1: none. */
static enum tf_err exchange(ipp_t **out, ipp_t *request, const struct tf_device_address *address,
                            int document, int timeout_ms, int stop)
{
    struct talk talk;
    enum tf_err err = open_talk(&talk, address, timeout_ms, stop);
    if (err != TF_OK) {
        ippDelete(request);
        return err;
    }
    ipp_t *answer = cupsDoIORequest(talk.http, request, address->resource, document, -1);
    httpClose(talk.http);
    if (answer == NULL) {
        return is_readable(stop) ? TF_ERR_CLOSED : TF_ERR_NOT_FOUND;
    }
    *out = answer;
    return TF_OK;
}

/* ---- how it is --------------------------------------------------------------------------------------------
 */

enum tf_printer_state tf_ipp_worse(enum tf_printer_state state, const char *reason)
{
    static const struct {
        const char *begins;
        enum tf_printer_state state;
    } MEANINGS[] = {
        {"media-low", TF_PRINTER_PAPER_LOW},       {"media-empty", TF_PRINTER_PAPER_OUT},
        {"media-needed", TF_PRINTER_PAPER_OUT},    {"media-jam", TF_PRINTER_JAMMED},
        {"cover-open", TF_PRINTER_COVER_OPEN},     {"door-open", TF_PRINTER_COVER_OPEN},
        {"interlock-open", TF_PRINTER_COVER_OPEN}, {"cutter-", TF_PRINTER_CUTTER},
        {"toner-empty", TF_PRINTER_NO_INK},        {"marker-supply-empty", TF_PRINTER_NO_INK},
        {"fuser-over-temp", TF_PRINTER_TOO_HOT},   {"paused", TF_PRINTER_OFFLINE},
        {"shutdown", TF_PRINTER_OFFLINE},          {"timed-out", TF_PRINTER_OFFLINE},
        {"offline", TF_PRINTER_OFFLINE},           {"stopped", TF_PRINTER_OFFLINE},
        {"other-error", TF_PRINTER_BROKEN},
    };
    size_t len = strlen(reason);
    if (len > 7 && strcmp(reason + len - 7, "-report") == 0) {
        return state;
    }
    for (size_t i = 0; i < sizeof MEANINGS / sizeof MEANINGS[0]; i++) {
        if (strncmp(reason, MEANINGS[i].begins, strlen(MEANINGS[i].begins)) == 0 &&
            MEANINGS[i].state > state) {
            return MEANINGS[i].state;
        }
    }
    return state;
}

static enum tf_printer_state state_of(ipp_t *answer)
{
    ipp_attribute_t *at = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);
    enum tf_printer_state state = TF_PRINTER_READY;
    for (int i = 0; i < ippGetCount(at); i++) {
        state = tf_ipp_worse(state, ippGetString(at, i, NULL));
    }
    at = ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM);
    if (at == NULL) {
        return TF_PRINTER_STRANGE;
    }
    if (ippGetInteger(at, 0) == IPP_PSTATE_STOPPED && tf_printer_can_print(state)) {
        return TF_PRINTER_OFFLINE;
    }
    at = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    return at != NULL && !ippGetBoolean(at, 0) && tf_printer_can_print(state) ? TF_PRINTER_OFFLINE : state;
}

/* ---- what it takes ----------------------------------------------------------------------------------------
 */

static bool has_word(ipp_t *answer, const char *name, const char *word)
{
    ipp_attribute_t *at = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    for (int i = 0; i < ippGetCount(at); i++) {
        const char *text = ippGetString(at, i, NULL);
        if (text != NULL && strcmp(text, word) == 0) {
            return true;
        }
    }
    return false;
}

/* How many of its dots are one of ours; 0: they do not fit into each other. */
static int scale_of(ipp_t *answer, int dpi)
{
    ipp_attribute_t *at =
        ippFindAttribute(answer, "pwg-raster-document-resolution-supported", IPP_TAG_RESOLUTION);
    int scale = 0;
    for (int i = 0; i < ippGetCount(at); i++) {
        ipp_res_t units;
        int y_dpi, x_dpi = ippGetResolution(at, i, &y_dpi, &units);
        if (units == IPP_RES_PER_INCH && x_dpi == y_dpi && x_dpi % dpi == 0 && x_dpi / dpi <= 8 &&
            (scale == 0 || x_dpi / dpi < scale)) {
            scale = x_dpi / dpi;
        }
    }
    return scale;
}

static void choose_format(struct tf_ipp *out, ipp_t *answer, int dpi)
{
    static const struct {
        const char *type;
        enum tf_sheet_format format;
    } PWG[] = {
        {"black_1", TF_SHEET_PWG_BLACK}, {"sgray_8", TF_SHEET_PWG_GREY}, {"srgb_8", TF_SHEET_PWG_COLOUR}};
    static const char FORMATS[] = "document-format-supported";
    int scale = scale_of(answer, dpi);
    out->sheet.dpi = dpi;
    out->sheet.scale = 1;
    for (size_t i = 0; i < 3 && !out->has_format; i++) {
        if (scale > 0 && has_word(answer, FORMATS, "image/pwg-raster") &&
            has_word(answer, "pwg-raster-document-type-supported", PWG[i].type)) {
            out->has_format = true;
            out->format = PWG[i].format;
            out->sheet.scale = scale;
        }
    }
    if (!out->has_format) {
        bool has_pdf = has_word(answer, FORMATS, "application/pdf");
        out->has_format = has_pdf || has_word(answer, FORMATS, "image/png");
        out->format = has_pdf ? TF_SHEET_PDF : TF_SHEET_PNG;
    }
}

static void choose_paper(struct tf_ipp *out, ipp_t *answer)
{
    const char *name = ippGetString(ippFindAttribute(answer, "media-default", IPP_TAG_ZERO), 0, NULL);
    pwg_media_t *media = name != NULL ? pwgMediaForPWG(name) : NULL;
    ipp_attribute_t *all = ippFindAttribute(answer, "media-supported", IPP_TAG_ZERO);
    out->sheet.width_um = media != NULL ? media->width * PWG_UM : A4_W_UM;
    out->sheet.height_um = media != NULL ? media->length * PWG_UM : A4_H_UM;
    for (int i = 0; i < ippGetCount(all); i++) {
        out->is_roll |= strncmp(ippGetString(all, i, NULL), "roll_", 5) == 0;
    }
    if (out->is_roll) {
        out->sheet.height_um = 0;
    }
    /* A label has no room for an office printer's margin. */
    out->sheet.margin_um = out->is_roll || out->sheet.width_um < A4_W_UM / 2 ? ROLL_MARGIN_UM : MARGIN_UM;
}

enum tf_err tf_ipp_look(struct tf_ipp *out, const struct tf_device_address *address, int dpi, int timeout_ms,
                        int stop)
{
    static const char *const WANTED[] = {"printer-state",
                                         "printer-state-reasons",
                                         "printer-is-accepting-jobs",
                                         "document-format-supported",
                                         "media-default",
                                         "media-supported",
                                         "pwg-raster-document-resolution-supported",
                                         "pwg-raster-document-type-supported"};
    ipp_t *request = new_request(IPP_OP_GET_PRINTER_ATTRIBUTES, address), *answer = NULL;
    *out = (struct tf_ipp){.state = TF_PRINTER_ABSENT};
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  (int)(sizeof WANTED / sizeof WANTED[0]), NULL, WANTED);
    enum tf_err err = exchange(&answer, request, address, -1, timeout_ms, stop);
    if (err != TF_OK) {
        return err == TF_ERR_CLOSED ? err : TF_OK;
    }
    out->state = TF_PRINTER_STRANGE;
    if (ippGetStatusCode(answer) < IPP_STATUS_REDIRECTION_OTHER_SITE) {
        choose_format(out, answer, dpi);
        choose_paper(out, answer);
        out->state = out->has_format ? state_of(answer) : TF_PRINTER_STRANGE;
    }
    ippDelete(answer);
    return TF_OK;
}

/* ---- jobs -------------------------------------------------------------------------------------------------
 */

static const char *mime_of(enum tf_sheet_format format)
{
    return format == TF_SHEET_PDF   ? "application/pdf"
           : format == TF_SHEET_PNG ? "image/png"
                                    : "image/pwg-raster";
}

static void ask_for_paper(ipp_t *request, const struct tf_ipp *ipp)
{
    if (ipp->is_roll) {
        ipp_t *size = ippNew(), *media = ippNew();
        ippAddInteger(size, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "x-dimension", ipp->sheet.width_um / PWG_UM);
        ippAddInteger(size, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "y-dimension", ipp->sheet.height_um / PWG_UM);
        ippAddCollection(media, IPP_TAG_PRINTER, "media-size", size);
        ippAddCollection(request, IPP_TAG_JOB, "media-col", media);
        ippDelete(size);
        ippDelete(media);
    }
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL,
                 "none"); /* the same size always */
}

enum tf_err tf_ipp_send(int *job, const struct tf_device_address *address, const struct tf_ipp *ipp,
                        const struct tf_buf *document, int timeout_ms, int stop)
{
    ipp_t *request, *answer = NULL;
    int file = memfd_create("twofeet-print", MFD_CLOEXEC);
    if (file < 0 || write(file, document->data, document->len) != (ssize_t)document->len ||
        lseek(file, 0, SEEK_SET) != 0) {
        if (file >= 0) {
            close(file);
        }
        return TF_ERR_NOMEM;
    }
    request = new_request(IPP_OP_PRINT_JOB, address);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, "Twofeet");
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, mime_of(ipp->format));
    ask_for_paper(request, ipp);
    enum tf_err err = exchange(&answer, request, address, file, timeout_ms, stop);
    close(file);
    if (err == TF_OK) {
        ipp_attribute_t *id = ippFindAttribute(answer, "job-id", IPP_TAG_INTEGER);
        bool is_taken = ippGetStatusCode(answer) < IPP_STATUS_REDIRECTION_OTHER_SITE && id != NULL;
        err = is_taken ? TF_OK : TF_ERR_UNSUPPORTED;
        *job = is_taken ? ippGetInteger(id, 0) : 0;
        ippDelete(answer);
    }
    return err;
}

enum tf_err tf_ipp_ask(enum tf_ipp_fate *out, const struct tf_device_address *address, int job,
                       int timeout_ms, int stop)
{
    ipp_t *request = new_request(IPP_OP_GET_JOB_ATTRIBUTES, address), *answer = NULL;
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL, "job-state");
    enum tf_err err = exchange(&answer, request, address, -1, timeout_ms, stop);
    if (err == TF_OK) {
        ipp_attribute_t *state = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
        int value = state != NULL ? ippGetInteger(state, 0) : IPP_JSTATE_ABORTED;
        *out = value < IPP_JSTATE_CANCELED     ? TF_IPP_UNDER_WAY
               : value == IPP_JSTATE_COMPLETED ? TF_IPP_DONE
                                               : TF_IPP_FAILED;
        ippDelete(answer);
    }
    return err;
}

void tf_ipp_cancel(const struct tf_device_address *address, int job, int timeout_ms, int stop)
{
    ipp_t *request = new_request(IPP_OP_CANCEL_JOB, address), *answer = NULL;
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    if (exchange(&answer, request, address, -1, timeout_ms, stop) == TF_OK) {
        ippDelete(answer);
    }
}
