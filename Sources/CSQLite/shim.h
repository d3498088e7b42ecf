#include <sqlite3.h>

// A macro that Swift cannot see: SQLite is to copy what is bound, for it goes away before the statement does.
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }
