#include "canvas/path.h"

#include <math.h>
#include <string.h>

enum { GRID = 24, NUMBERS_MAX = 6 };

/* Not strtod(): that one reads "1,5" in a German locale. */
static double read_number(const char **at)
{
    const char *c = *at;
    double value = 0;
    double unit = 1;
    bool is_negative = *c == '-';
    for (c += is_negative; *c >= '0' && *c <= '9'; c++) {
        value = value * 10 + (*c - '0');
    }
    if (*c == '.') {
        for (c++; *c >= '0' && *c <= '9'; c++) {
            unit /= 10;
            value += unit * (*c - '0');
        }
    }
    *at = c;
    return is_negative ? -value : value;
}

static bool starts_number(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static int numbers_of(char command)
{
    static const char COMMANDS[] = "MLCZAanOBPWKSFG";
    static const unsigned char NUMBERS[] = {2, 2, 6, 0, 5, 5, 5, 3, 5, 5, 1, 0, 0, 0, 0};
    const char *found = command == '\0' ? NULL : strchr(COMMANDS, command);
    return found == NULL ? -1 : NUMBERS[found - COMMANDS];
}

static double radians(double degrees)
{
    return degrees * M_PI / 180;
}

static void box(cairo_t *cairo, const double v[NUMBERS_MAX])
{
    double right = v[0] + v[2];
    double bottom = v[1] + v[3];
    double r = v[4];
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, right - r, v[1] + r, r, -M_PI / 2, 0);
    cairo_arc(cairo, right - r, bottom - r, r, 0, M_PI / 2);
    cairo_arc(cairo, v[0] + r, bottom - r, r, M_PI / 2, M_PI);
    cairo_arc(cairo, v[0] + r, v[1] + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(cairo);
}

static void star(cairo_t *cairo, const double v[NUMBERS_MAX])
{
    int points = (int)v[4];
    cairo_new_sub_path(cairo);
    for (int i = 0; i < points; i++) {
        double turn = radians(-90 + 360.0 * i / points);
        double half = turn + M_PI / points;
        cairo_line_to(cairo, v[0] + v[2] * cos(turn), v[1] + v[2] * sin(turn));
        if (v[3] > 0) {
            cairo_line_to(cairo, v[0] + v[3] * cos(half), v[1] + v[3] * sin(half));
        }
    }
    cairo_close_path(cairo);
}

static void trace(cairo_t *cairo, char command, const double v[NUMBERS_MAX])
{
    switch (command) {
    case 'M':
        cairo_move_to(cairo, v[0], v[1]);
        break;
    case 'L':
        cairo_line_to(cairo, v[0], v[1]);
        break;
    case 'C':
        cairo_curve_to(cairo, v[0], v[1], v[2], v[3], v[4], v[5]);
        break;
    case 'Z':
        cairo_close_path(cairo);
        break;
    case 'a':
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, v[0], v[1], v[2], radians(v[3]), radians(v[4]));
        break;
    case 'A':
        cairo_arc(cairo, v[0], v[1], v[2], radians(v[3]), radians(v[4]));
        break;
    case 'n':
        cairo_arc_negative(cairo, v[0], v[1], v[2], radians(v[3]), radians(v[4]));
        break;
    case 'O':
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, v[0], v[1], v[2], 0, 2 * M_PI);
        cairo_close_path(cairo);
        break;
    case 'B':
        box(cairo, v);
        break;
    case 'P':
        star(cairo, v);
        break;
    default:
        break;
    }
}

/* is_shown: whether what is drawn now belongs to the wanted layer; if not, its path is only thrown away. */
static void ink(cairo_t *cairo, bool is_shown, char command, const double v[NUMBERS_MAX])
{
    bool is_drawn = is_shown || strchr("SFG", command) == NULL;
    switch (is_drawn ? command : 'X') {
    case 'W':
        cairo_set_line_width(cairo, v[0]);
        break;
    case 'S':
        cairo_stroke(cairo);
        break;
    case 'F':
        cairo_fill(cairo);
        break;
    case 'G':
        cairo_fill_preserve(cairo);
        cairo_stroke(cairo);
        break;
    case 'X':
        cairo_new_path(cairo);
        break;
    default:
        trace(cairo, command, v);
        break;
    }
}

void tf_path_draw(cairo_t *cairo, const struct tf_path_pen *pen, const char *data)
{
    bool is_ink = false;
    cairo_save(cairo);
    cairo_scale(cairo, (double)pen->side_px / GRID, (double)pen->side_px / GRID);
    if (pen->mirrored) {
        cairo_translate(cairo, GRID, 0);
        cairo_scale(cairo, -1, 1);
    }
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(cairo, pen->stroke);
    cairo_new_path(cairo);
    char command = '\0';
    for (const char *at = data; *at != '\0';) {
        if (*at == ' ') {
            at++;
            continue;
        }
        if (!starts_number(*at)) {
            command = *at++;
        }
        int count = numbers_of(command);
        double v[NUMBERS_MAX] = {0};
        if (count < 0) {
            break; /* our own data is wrong; a test draws every icon */
        }
        for (int i = 0; i < count; i++) {
            at += strspn(at, " ");
            v[i] = read_number(&at);
        }
        is_ink = is_ink || command == 'K';
        ink(cairo, is_ink == pen->wants_ink, command, v);
    }
    ink(cairo, is_ink == pen->wants_ink, 'S', (double[NUMBERS_MAX]){0});
    cairo_restore(cairo);
}
