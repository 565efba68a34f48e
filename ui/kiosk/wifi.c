#include "kiosk/wifi.h"

#include "base/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool is_password(const char *password)
{
    size_t len = strnlen(password, TF_WIFI_PASSWORD_BYTES_MAX + 1);
    if (len < TF_WIFI_PASSWORD_BYTES_MIN || len > TF_WIFI_PASSWORD_BYTES_MAX) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (password[i] < ' ' || password[i] > '~') {
            return false;
        }
    }
    return true;
}

static void escape(char out[2 * TF_WIFI_PASSWORD_BYTES_MAX + 1], const char *text)
{
    size_t len = 0;
    for (; *text != '\0'; text++) {
        if (strchr("\\;,\":", *text) != NULL) {
            out[len++] = '\\';
        }
        out[len++] = *text;
    }
    out[len] = '\0';
}

enum tf_err tf_wifi_code(char out[TF_WIFI_CODE_BYTES_MAX], const char *name, const char *password,
                         struct tf_problem *problem)
{
    char name_part[2 * TF_WIFI_PASSWORD_BYTES_MAX + 1];
    char password_part[2 * TF_WIFI_PASSWORD_BYTES_MAX + 1];
    size_t len = strnlen(name, TF_WIFI_NAME_BYTES_MAX + 1);

    if (len == 0 || len > TF_WIFI_NAME_BYTES_MAX || !tf_text_is_valid(name, len)) {
        return tf_err_tell(problem, TF_ERR_INVALID, "--wifi", NULL, "The name of a Wi-Fi has 1 to %d bytes",
                           TF_WIFI_NAME_BYTES_MAX);
    }
    escape(name_part, name);
    if (password == NULL || password[0] == '\0') {
        (void)snprintf(out, TF_WIFI_CODE_BYTES_MAX, "WIFI:T:nopass;S:%s;;", name_part);
        return TF_OK;
    }
    if (!is_password(password)) {
        return tf_err_tell(problem, TF_ERR_INVALID, "--wifi-password",
                           "Leave the option out for an open network",
                           "The password of a Wi-Fi has %d to %d printable ASCII characters",
                           TF_WIFI_PASSWORD_BYTES_MIN, TF_WIFI_PASSWORD_BYTES_MAX);
    }
    escape(password_part, password);
    (void)snprintf(out, TF_WIFI_CODE_BYTES_MAX, "WIFI:T:WPA;S:%s;P:%s;;", name_part, password_part);
    return TF_OK;
}
