#include <sys/resource.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/// Keeps the memory of this process out of core dumps, and on Linux from other processes of the same user; returns 0 when
/// both is so.
static inline int cprocess_hide_memory(void) {
    struct rlimit none = {0, 0};
    int failed = setrlimit(RLIMIT_CORE, &none) != 0;
#ifdef __linux__
    // A dump that is piped to a program is not held back by the limit.
    failed |= prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0;
#endif
    return failed;
}
