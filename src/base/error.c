#include "base/error.h"

GQuark hp_error_quark(void)
{
    return g_quark_from_static_string("hp-error-quark");
}
