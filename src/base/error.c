#include "base/error.h"

G_DEFINE_QUARK(hp-error-quark, hp_error)
