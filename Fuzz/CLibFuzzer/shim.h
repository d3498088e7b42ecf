#pragma once

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's own loop: calls `check` with one input after the other, as the words of the command line say.
int LLVMFuzzerRunDriver(int *count, char ***words, int (*check)(const uint8_t *bytes, size_t length));
