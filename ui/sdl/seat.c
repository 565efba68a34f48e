#include "sdl/seat.h"

#include <stdint.h>
#include <string.h>
#include <wayland-client.h>

static void on_global(void *has_seat, struct wl_registry *registry, uint32_t name, const char *interface,
                      uint32_t version)
{
    (void)registry;
    (void)name;
    (void)version;
    if (strcmp(interface, wl_seat_interface.name) == 0) {
        *(bool *)has_seat = true;
    }
}

static void on_gone(void *has_seat, struct wl_registry *registry, uint32_t name)
{
    (void)has_seat;
    (void)registry;
    (void)name;
}

bool tf_seat_is_there(void)
{
    static const struct wl_registry_listener LISTENER = {.global = on_global, .global_remove = on_gone};
    struct wl_display *display = wl_display_connect(NULL);
    bool has_seat = false;
    if (display == NULL) {
        return true;
    }
    struct wl_registry *registry = wl_display_get_registry(display);
    bool was_asked = registry != NULL && wl_registry_add_listener(registry, &LISTENER, &has_seat) == 0 &&
                     wl_display_roundtrip(display) >= 0;
    if (registry != NULL) {
        wl_registry_destroy(registry);
    }
    wl_display_disconnect(display);
    return has_seat || !was_asked;
}
