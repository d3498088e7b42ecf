#include "PageDecoder.h"
