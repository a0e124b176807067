#include "batch/sqlite.h"

#include "base/error.h"

#include <gmodule.h>

/* The name that it has kept for its whole third version. */
#define LIBRARY "libsqlite3.so.0"

hp_sqlite_library hp_sqlite;

static gboolean functions_find(GModule *module)
{
    const struct {
        const char *name;
        gpointer *place;
    } functions[] = {
#define FUNCTION(name) {"sqlite3_" #name, (gpointer *)&hp_sqlite.name},
        HP_SQLITE_FUNCTIONS(FUNCTION)
#undef FUNCTION
    };
    for (size_t i = 0; i < G_N_ELEMENTS(functions); i++)
        if (!g_module_symbol(module, functions[i].name, functions[i].place))
            return FALSE;
    return TRUE;
}

gboolean hp_sqlite_load(GError **error)
{
    /* Loaded again it is the same one, which stays to the end. */
    GModule *module = g_module_open(LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
    if (module)
        g_module_make_resident(module);
    if (module && functions_find(module))
        return TRUE;
    g_set_error_literal(error, HP_ERROR, HP_ERROR_INTERNAL, LIBRARY " is not installed");
    return FALSE;
}
