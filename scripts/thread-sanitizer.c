// What the thread sanitizer does not see of Swift's locks and continuations, told to it.
//
// The slow ways through Synchronization.Mutex, and an await that finds its continuation resumed already, run inside the Swift
// runtime, which is not instrumented: without this, whatever a mutex guards is called a race as soon as two threads meet at it.
// scripts/sanitize loads this before the tests. Each function does what the runtime's own does, and adds one order of events that it
// has; it hides nothing, and where there is no sanitizer it does nothing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// The conventions by which Swift calls: `self` travels in a register of its own.
#define SWIFT __attribute__((swiftcall))
#define SWIFT_ASYNC __attribute__((swiftasynccall))
#define SELF __attribute__((swift_context)) void *self

/// The runtime's own function of that name.
static void *runtime(const char *name) { return dlsym(RTLD_NEXT, name); }

// Mutex: whoever gets it sees what was done before it was given back.

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void unlock_slow(SELF) __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, SELF) {
    typedef SWIFT void (*function)(uint32_t, SELF);
    const function real = (function)runtime(LOCK);
    real(thread, self);
    if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT void unlock_slow(SELF) {
    typedef SWIFT void (*function)(SELF);
    const function real = (function)runtime(UNLOCK);
    if (__tsan_release) __tsan_release(self);
    real(self);
}

// Continuation: a task that goes on sees what was done before it was resumed. The runtime says so of the task as it resumes, and
// reads it again only where the task has slept.

SWIFT void *swift_task_getCurrent(void);

SWIFT_ASYNC void swift_continuation_await(void *continuation) {
    typedef SWIFT_ASYNC void (*function)(void *);
    const function real = (function)runtime("swift_continuation_await");
    if (__tsan_acquire) __tsan_acquire(swift_task_getCurrent());
    __attribute__((musttail)) return real(continuation);
}
