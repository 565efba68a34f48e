#include "web/web_in.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { PEM_BYTES_MAX = 256 * 1024 };

static enum tf_err read_pem(char **out, const char *path, struct tf_problem *problem)
{
    struct tf_buf buf;
    tf_buf_init(&buf, PEM_BYTES_MAX);
    enum tf_err err = tf_buf_read_file(&buf, path, PEM_BYTES_MAX, problem);
    if (err == TF_OK) {
        *out = tf_buf_take(&buf, NULL);
        err = *out != NULL ? TF_OK : TF_ERR_NOMEM;
    }
    if (err == TF_OK && strstr(*out, "-----BEGIN ") == NULL) {
        err = tf_err_tell(problem, TF_ERR_INVALID, path, "Give it in PEM: text with “-----BEGIN …”",
                          "This is no certificate and no key");
    }
    tf_buf_free(&buf);
    return err;
}

/* GnuTLS's result, negative where one of them cannot be read; *does_fit: the key is the certificate's. */
static int compare(const struct tf_web *web, bool *does_fit)
{
    unsigned char ids[2][64];
    size_t sizes[2] = {sizeof(ids[0]), sizeof(ids[1])};
    gnutls_datum_t cert_pem = {(unsigned char *)web->tls_cert, (unsigned)strlen(web->tls_cert)};
    gnutls_datum_t key_pem = {(unsigned char *)web->tls_key, (unsigned)strlen(web->tls_key)};
    gnutls_x509_crt_t cert = NULL;
    gnutls_x509_privkey_t key = NULL;
    int result = gnutls_x509_crt_init(&cert);
    if (result >= 0) {
        result = gnutls_x509_privkey_init(&key);
    }
    if (result >= 0) { /* the first of the file is the server's own */
        result = gnutls_x509_crt_import(cert, &cert_pem, GNUTLS_X509_FMT_PEM);
    }
    if (result >= 0) {
        result = gnutls_x509_privkey_import2(key, &key_pem, GNUTLS_X509_FMT_PEM, NULL, 0);
    }
    if (result >= 0) {
        result = gnutls_x509_crt_get_key_id(cert, GNUTLS_KEYID_USE_SHA256, ids[0], &sizes[0]);
    }
    if (result >= 0) {
        result = gnutls_x509_privkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, ids[1], &sizes[1]);
    }
    *does_fit = result >= 0 && sizes[0] == sizes[1] && memcmp(ids[0], ids[1], sizes[0]) == 0;
    if (cert != NULL) {
        gnutls_x509_crt_deinit(cert);
    }
    if (key != NULL) {
        gnutls_x509_privkey_deinit(key);
    }
    return result;
}

/* What the server would say in one word, at the first phone: said before anything is served. */
static enum tf_err must_fit(const struct tf_web *web, struct tf_problem *problem)
{
    bool does_fit = false;
    int result = compare(web, &does_fit);
    if (result >= 0 && does_fit) {
        return TF_OK;
    }
    if (result >= 0) {
        return tf_err_tell(problem, TF_ERR_INVALID, web->options.tls_key,
                           "Give the key that the certificate was made with",
                           "The key does not belong to the certificate %s", web->options.tls_cert);
    }
    return tf_err_tell(problem, TF_ERR_INVALID, web->options.tls_cert,
                       "Give the certificate and its key in PEM, the key without a password",
                       "The certificate and its key cannot be used: %s", gnutls_strerror(result));
}

enum tf_err tf_tls_load(struct tf_web *web, struct tf_problem *problem)
{
    const struct tf_web_options *options = &web->options;
    if (options->tls_cert == NULL && options->tls_key == NULL) {
        return TF_OK;
    }
    if (options->tls_cert == NULL || options->tls_key == NULL) {
        return tf_err_tell(problem, TF_ERR_INVALID,
                           options->tls_cert != NULL ? options->tls_cert : options->tls_key,
                           "Give both --tls-cert and --tls-key", "A certificate and its key go together");
    }
    enum tf_err err = read_pem(&web->tls_cert, options->tls_cert, problem);
    if (err == TF_OK) {
        err = read_pem(&web->tls_key, options->tls_key, problem);
    }
    return err == TF_OK ? must_fit(web, problem) : err;
}

void tf_tls_free(struct tf_web *web)
{
    if (web->tls_key != NULL) {
        sodium_memzero(web->tls_key, strlen(web->tls_key));
    }
    free(web->tls_key);
    free(web->tls_cert);
    web->tls_key = web->tls_cert = NULL;
}
