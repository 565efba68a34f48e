#include "kiosk/command.h"

int main(int argc, char **argv)
{
    return tf_commands_main(argc, argv);
}
