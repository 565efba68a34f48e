/* Served by https, with a certificate made here. */
#include "unit/web/calling.h"

#include "base/buf.h"
#include "support/folder.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <time.h>

static struct folder folder;
static char cert_path[300], key_path[300], other_key_path[300], nonsense_path[300];

static void must(int result)
{
    if (result < 0) {
        print_error("%s\n", gnutls_strerror(result));
    }
    assert_true(result >= 0);
}

static void write_file(const char *path, const gnutls_datum_t *pem)
{
    struct tf_buf buf;
    struct tf_problem problem = {0};
    tf_buf_init(&buf, 0);
    tf_buf_add(&buf, pem->data, pem->size);
    assert_int_equal(tf_buf_write_file(&buf, path, &problem), TF_OK);
    tf_buf_free(&buf);
}

static gnutls_x509_privkey_t make_key(const char *path)
{
    gnutls_x509_privkey_t key;
    gnutls_datum_t pem;
    must(gnutls_x509_privkey_init(&key));
    must(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
                                      0));
    must(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &pem));
    write_file(path, &pem);
    gnutls_free(pem.data);
    return key;
}

static void make_certificate(gnutls_x509_privkey_t key)
{
    static const unsigned char SERIAL[] = {1};
    gnutls_x509_crt_t crt;
    gnutls_datum_t pem;
    time_t now = time(NULL);
    must(gnutls_x509_crt_init(&crt));
    must(gnutls_x509_crt_set_version(crt, 3));
    must(gnutls_x509_crt_set_serial(crt, SERIAL, sizeof(SERIAL)));
    must(gnutls_x509_crt_set_activation_time(crt, now - 3600));
    must(gnutls_x509_crt_set_expiration_time(crt, now + 3600));
    must(gnutls_x509_crt_set_dn(crt, "CN=wall.example", NULL));
    must(gnutls_x509_crt_set_key(crt, key));
    must(gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0));
    must(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem));
    write_file(cert_path, &pem);
    gnutls_free(pem.data);
    gnutls_x509_crt_deinit(crt);
}

static int make_files(void **state)
{
    static const char NONSENSE[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    (void)state;
    folder_make(&folder);
    snprintf(cert_path, sizeof(cert_path), "%s", folder_file(&folder, "cert.pem"));
    snprintf(key_path, sizeof(key_path), "%s", folder_file(&folder, "key.pem"));
    snprintf(other_key_path, sizeof(other_key_path), "%s", folder_file(&folder, "other.pem"));
    snprintf(nonsense_path, sizeof(nonsense_path), "%s", folder_file(&folder, "nonsense.pem"));
    gnutls_x509_privkey_t key = make_key(key_path);
    make_certificate(key);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(make_key(other_key_path));
    gnutls_datum_t nonsense = {(unsigned char *)(uintptr_t)NONSENSE, sizeof(NONSENSE) - 1};
    write_file(nonsense_path, &nonsense);
    return 0;
}

static int remove_files(void **state)
{
    (void)state;
    folder_remove(&folder);
    return 0;
}

/* One request over TLS; into s.answer. */
static const char *ask_tls(const char *request)
{
    gnutls_session_t session;
    gnutls_certificate_credentials_t credentials;
    int fd = call_server();
    ssize_t got = 0;
    must(gnutls_certificate_allocate_credentials(&credentials));
    must(gnutls_init(&session, GNUTLS_CLIENT));
    must(gnutls_set_default_priority(session));
    must(gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials));
    gnutls_transport_set_int(session, fd);
    gnutls_handshake_set_timeout(session, PATIENCE_MS);
    must(gnutls_handshake(session));
    unsigned count = 0;
    assert_non_null(gnutls_certificate_get_peers(session, &count));
    assert_true(gnutls_record_send(session, request, strlen(request)) > 0);
    s.len = 0;
    while ((got = gnutls_record_recv(session, s.answer + s.len, ANSWER_BYTES - 1 - s.len)) > 0) {
        s.len += (size_t)got;
    }
    s.answer[s.len] = '\0';
    gnutls_deinit(session);
    gnutls_certificate_free_credentials(credentials);
    close(fd);
    return s.answer;
}

static void pages_come_by_https_and_only_so(void **state)
{
    (void)state;
    tf_web_stop(s.web);
    start(&(struct tf_web_options){
        .tls_cert = cert_path, .tls_key = key_path, .read_wait_ms = 1000, .hosts = "wall.example"});
    const char *answer = ask_tls("GET /s/CARD2 HTTP/1.1\r\nHost: wall.example\r\n" END);
    assert_int_equal(status_of(answer), 200);
    assert_non_null(strstr(answer, "Compost"));
    answer = ask_tls("GET /token HTTP/1.1\r\nHost: wall.example\r\n" END);
    assert_non_null(strstr(answer, "SameSite=Strict; Secure")); /* the cookie stays within */
    answer = ask_tls("GET /schedule.ics HTTP/1.1\r\nHost: wall.example:8080\r\n" END);
    assert_non_null(strstr(answer, "https://wall.example:8080/s/CARD2"));
    assert_true(status_of(ask("GET / HTTP/1.1\r\n" HOST END)) != 200); /* no TLS: nothing */
}

static void a_stream_goes_over_tls_too(void **state)
{
    (void)state;
    tf_web_stop(s.web);
    start(&(struct tf_web_options){.tls_cert = cert_path, .tls_key = key_path, .streams_max = 1});
    gnutls_session_t session;
    gnutls_certificate_credentials_t credentials;
    int fd = call_server();
    must(gnutls_certificate_allocate_credentials(&credentials));
    must(gnutls_init(&session, GNUTLS_CLIENT));
    must(gnutls_set_default_priority(session));
    must(gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials));
    gnutls_transport_set_int(session, fd);
    gnutls_record_set_timeout(session, PATIENCE_MS);
    must(gnutls_handshake(session));
    static const char LIVE[] = "GET /live HTTP/1.1\r\n" HOST "\r\n";
    assert_true(gnutls_record_send(session, LIVE, sizeof(LIVE) - 1) > 0);
    s.len = 0;
    bool is_told = false;
    for (bool has_asked = false; !is_told;) {
        ssize_t got = gnutls_record_recv(session, s.answer + s.len, ANSWER_BYTES - 1 - s.len);
        assert_true(got > 0);
        s.len += (size_t)got;
        s.answer[s.len] = '\0';
        if (!has_asked && strstr(s.answer, "retry: ") != NULL) {
            struct tf_command *command = listening_place(s.listening, "Bees", "B", "11:00", 3001);
            listening_answer(s.listening, listening_send(s.listening, command));
            has_asked = true;
        }
        is_told = strstr(s.answer, "event: change") != NULL;
    }
    gnutls_deinit(session);
    gnutls_certificate_free_credentials(credentials);
    close(fd);
}

static void what_is_wrong_with_a_certificate_is_said_in_words(void **state)
{
    const struct {
        const char *cert, *key;
        enum tf_err err;
        const char *where, *what;
    } BAD[] = {
        {cert_path, NULL, TF_ERR_INVALID, cert_path, "go together"},
        {NULL, key_path, TF_ERR_INVALID, key_path, "go together"},
        {cert_path, other_key_path, TF_ERR_INVALID, other_key_path, "does not belong"},
        {nonsense_path, key_path, TF_ERR_INVALID, nonsense_path, "cannot be used"},
        {"/nowhere/cert.pem", key_path, TF_ERR_NOT_FOUND, "/nowhere/cert.pem", ""},
        {"/dev/null", key_path, TF_ERR_INVALID, "/dev/null", "no certificate"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        struct tf_web *web = NULL;
        struct tf_problem problem = {0};
        struct tf_web_options options = {.ledger = s.listening->ledger,
                                         .listen = "127.0.0.1:0",
                                         .tls_cert = BAD[i].cert,
                                         .tls_key = BAD[i].key};
        tf_clock_init(&options.clock);
        enum tf_err err = tf_web_start(&web, &options, &problem);
        assert_int_equal(err, BAD[i].err);
        assert_null(web);
        assert_string_equal(problem.where, BAD[i].where);
        assert_non_null(strstr(problem.what, BAD[i].what));
        assert_true(problem.what[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(pages_come_by_https_and_only_so),
        TEST(a_stream_goes_over_tls_too),
        TEST(what_is_wrong_with_a_certificate_is_said_in_words),
    };
    return cmocka_run_group_tests(tests, make_files, remove_files);
}
